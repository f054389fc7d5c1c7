/* SPDX-License-Identifier: Apache-2.0 */
#include "deadline/deadline_act.h"

#include "base/canonical.h"
#include "core/act.h"
#include "deadline/deadline_in.h"

/* As exact as it has to be. */
static struct value
exact_value(int64_t ms)
{
	return value_moment((struct moment){ ms, ms % MINUTE_MS != 0 ?
	    PREC_MS : PREC_MINUTE });
}

static bool
said_make(struct arena *a, struct key about, const struct deadline_claim *c,
    struct deadline_said *ret)
{
	struct value *missing = NEW_ARRAY(a, struct value, c->nmissing + 1);

	if (missing == NULL)
		return false;
	for (size_t i = 0; i < c->nmissing; i++)
		missing[i] = (struct value)V_TEXT(c->missing[i]);
	*ret = (struct deadline_said){
		.about = V_KEY(about),
		.called = V_TEXT(c->called),
		.pack = V_TEXT(c->of.pack),
		.version = V_INT(c->version),
		.rule = V_TEXT(c->of.rule),
		.part = value_text(c->of.part),
		.kind = V_TEXT(str_of(deadline_kinds[c->kind].word)),
		.state = V_TEXT(str_of(deadline_states[c->state].word)),
		.anchor = value_moment(c->anchor),
		.anchor_fact = value_text(c->anchor_fact),
		.within = value_text(c->within),
		.calendar = value_text(c->calendar),
		.due = exact_value(c->due),
		.decided = exact_value(c->decided),
	};
	if (!key_none(c->body))
		ret->body = (struct value)V_KEY(c->body);
	if (c->anchor_entry >= 0)
		ret->anchor_entry = (struct value)V_INT(c->anchor_entry);
	if (c->earlier)
		ret->earlier = (struct value)V_BOOL(true);
	if (c->nmissing > 0)
		ret->missing = (struct value){ .given = GIVEN_KNOWN,
		    .list = { missing, c->nmissing } };
	return true;
}

/* ---- reminders ---- */

/* The step of ${schedule} that comes behind ${after}; REMIND__MAX: none. */
static int
step_next(const int64_t schedule[REMIND__MAX], int after)
{
	int i = after + 1;

	while (i < REMIND__MAX && schedule[i] == DEADLINE_NEVER)
		i++;
	return i;
}

/* Whoever runs the reminder of ${step} late tells the last that is due by now. */
static int
step_late(const int64_t schedule[REMIND__MAX], int step, int64_t now)
{
	for (int i = step + 1; i < REMIND__MAX; i++)
		if (schedule[i] != DEADLINE_NEVER && schedule[i] <= now)
			step = i;
	return step;
}

/*
 * One job at a time waits for a deadline: the one that runs queues the next, so
 * that what was met or moved leaves nothing behind.
 */
struct remind {
	struct key	id;
	int64_t		rec;	/* as it stood then */
	int64_t		begun;	/* the entry that began the row of reminders */
	int		step;
};

static enum err
remind_queue(struct tx *tx, const struct remind *x,
    const int64_t schedule[REMIND__MAX], struct note *note)
{
	char cause[JOB_CAUSE_MAX], payload[256];
	struct job_new job = { .kind = DEADLINE_REMIND };

	if (x->step == REMIND__MAX)
		return ERR_OK;
	job.due = schedule[x->step];
	job.cause = (struct str){ cause, (size_t)snprintf(cause, sizeof cause,
	    "deadline:%.*s:%lld:%s", STR_ARG(key_text(tx->a, x->id)),
	    (long long)x->begun, deadline_steps[x->step].word) };
	job.payload = (struct str){ payload, (size_t)snprintf(payload,
	    sizeof payload, "{\"begun\":%lld,\"deadline\":\"%.*s\","
	    "\"rec\":%lld,\"step\":%d}", (long long)x->begun,
	    STR_ARG(key_text(tx->a, x->id)), (long long)x->rec, x->step) };
	return job_queue(tx->st, tx_key(tx), &job, tx->now, note);
}

static enum err
remind_begin(struct tx *tx, struct key id, int64_t rec, int64_t begun,
    const struct deadline_claim *c, struct note *note)
{
	int64_t schedule[REMIND__MAX];
	struct remind x = { .id = id, .rec = rec, .begun = begun };

	deadline_schedule(c->anchor.ms, c->due, tx->now, schedule);
	x.step = step_next(schedule, -1);
	return remind_queue(tx, &x, schedule, note);
}

static enum err
remind_read(struct arena *a, const struct job *job, struct remind *ret,
    struct note *note)
{
	const struct cjson *json, *begun, *id, *rec, *step;
	enum err r;

	if ((r = canon_read(a, job->payload, &json, note)) != ERR_OK)
		return r;
	begun = cjson_get(json, "begun");
	id = cjson_get(json, "deadline");
	rec = cjson_get(json, "rec");
	step = cjson_get(json, "step");
	if (begun == NULL || id == NULL || rec == NULL || step == NULL ||
	    !key_parse(id->text, &ret->id) || step->num < 0 ||
	    step->num >= REMIND__MAX)
		return NOTE(note, ERR_CORRUPT, M("The job does not say which "
		    "deadline it is about. Drop it; anze clock due lists what "
		    "waits."));
	ret->begun = begun->num;
	ret->rec = rec->num;
	ret->step = (int)step->num;
	return ERR_OK;
}

static enum err
remind_say(struct tx *tx, const struct deadline *d, int step,
    int64_t *ret_seq, struct note *note)
{
	const struct deadline_reminded ev = {
		.about = V_KEY(d->about),
		.step = V_TEXT(str_of(deadline_steps[step].word)),
		.due = exact_value(d->is.due),
	};

	return ledger_append(tx, &deadline_event_reminded, d->id, VALUES(&ev),
	    ret_seq, note);
}

static enum err
remind_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	struct remind x = *(const struct remind *)arg;
	int64_t schedule[REMIND__MAX];
	struct deadline d;
	enum err r;

	ret->on = x.id;
	if ((r = deadline_get(tx->st, tx->a, x.id, &d, note)) != ERR_OK)
		return r;
	/* It may have been met, or moved, which began a row of its own. */
	if (d.met != DEADLINE_NEVER || d.is.state == DEADLINE_DROPPED ||
	    d.rec != x.rec)
		return ERR_OK;
	deadline_schedule(d.is.anchor.ms, d.is.due, tx->now, schedule);
	x.step = step_late(schedule, x.step, tx->now);
	if ((r = remind_say(tx, &d, x.step, &ret->seq, note)) != ERR_OK)
		return r;
	x.step = step_next(schedule, x.step);
	return remind_queue(tx, &x, schedule, note);
}

enum err
deadline_remind(void *arg, struct arena *a, const struct job *job,
    struct note *note)
{
	static const struct actor who = { .face = { "job", 3 } };
	const struct request rq = { .key = job->id };
	struct app *app = arg;
	struct remind x;
	enum err r;

	if ((r = remind_read(a, job, &x, note)) != ERR_OK)
		return r;
	return act_run(app, &who, &rq, remind_act, &x, NULL, note);
}

/* ---- setting, moving, dropping ---- */

static enum err
claim_say(struct tx *tx, struct key about, struct key id,
    const struct event_type *type, const struct deadline_claim *c,
    struct note *note)
{
	struct deadline_said ev;
	int64_t seq;
	enum err r;

	if (!said_make(tx->a, about, c, &ev))
		return note_memory(note);
	if ((r = ledger_append(tx, type, id, VALUES(&ev), &seq,
	    note)) != ERR_OK)
		return r;
	return remind_begin(tx, id, seq, seq, c, note);
}

static enum err
drop_say(struct tx *tx, const struct deadline *d, struct str why,
    int64_t version, int64_t decided, struct note *note)
{
	const struct deadline_drop ev = {
		.about = V_KEY(d->about),
		.why = V_TEXT(why),
		.version = V_INT(version),
		.decided = exact_value(decided),
	};

	return ledger_append(tx, &deadline_event_dropped, d->id, VALUES(&ev),
	    NULL, note);
}

static bool
of_same(const struct deadline_of *x, const struct deadline_of *y)
{
	return str_eq(x->pack, y->pack) && str_eq(x->rule, y->rule) &&
	    str_eq(x->part, y->part);
}

static enum err
claim_settle(struct tx *tx, struct key about, const struct deadline *d,
    const struct deadline_claim *c, struct note *note)
{
	switch (deadline_compare(d == NULL ? NULL : &d->is, c)) {
	case DEADLINE_SAME:
		break;
	case DEADLINE_SET:
		return claim_say(tx, about, d == NULL ? tx_key(tx) : d->id,
		    &deadline_event_set, c, note);
	case DEADLINE_MOVED:
		return claim_say(tx, about, d->id, &deadline_event_moved, c,
		    note);
	case DEADLINE_DROP:
		return drop_say(tx, d, c->dropped, c->version, c->decided,
		    note);
	}
	return ERR_OK;
}

enum err
deadline_settle(struct tx *tx, struct key about,
    const struct deadline_claim *claims, size_t n, struct note *note)
{
	const struct deadline *all = NULL;
	size_t nall = 0;
	enum err r;

	if ((r = deadline_of_record(tx->st, tx->a, about, &all, &nall,
	    note)) != ERR_OK)
		return r;
	/* Few of each: the clocks of the packs in force. */
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct deadline *d = NULL;

		for (size_t j = 0; j < nall && d == NULL; j++)
			if (of_same(&all[j].is.of, &claims[i].of))
				d = &all[j];
		r = claim_settle(tx, about, d, &claims[i], note);
	}
	for (size_t j = 0; j < nall && r == ERR_OK; j++) {
		bool named = all[j].is.state == DEADLINE_DROPPED;

		for (size_t i = 0; i < n && !named; i++)
			named = of_same(&all[j].is.of, &claims[i].of);
		if (!named)
			r = drop_say(tx, &all[j], S("not_in_force"),
			    all[j].is.version, DEADLINE_NEVER, note);
	}
	return r;
}

enum err
deadline_drop_all(struct tx *tx, struct key about, struct str why,
    struct note *note)
{
	const struct deadline *all = NULL;
	size_t n = 0;
	enum err r;

	r = deadline_of_record(tx->st, tx->a, about, &all, &n, note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		if (all[i].met == DEADLINE_NEVER &&
		    all[i].is.state != DEADLINE_DROPPED)
			r = drop_say(tx, &all[i], why, all[i].is.version,
			    DEADLINE_NEVER, note);
	return r;
}

/* ---- meeting ---- */

enum err
deadline_meet(struct tx *tx, const struct deadline *d, struct moment at,
    struct key by, struct note *note)
{
	struct deadline_met ev = {
		.about = V_KEY(d->about),
		.at = { .given = GIVEN_KNOWN, .prec = at.prec, .num = at.ms },
		.by = V_KEY(by),
	};
	enum deadline_outcome outcome;
	int64_t late;

	if (d->met != DEADLINE_NEVER && d->met <= at.ms)
		return ERR_OK;
	outcome = deadline_judge(d->is.due, at, &late);
	ev.outcome = (struct value)V_TEXT(str_of(
	    deadline_outcomes[outcome].word));
	if (outcome == DEADLINE_LATE)
		ev.late = (struct value)V_INT(late);
	return ledger_append(tx, &deadline_event_met, d->id, VALUES(&ev),
	    NULL, note);
}

enum err
deadline_reopen(struct tx *tx, struct key about, struct key by,
    struct str reason, struct note *note)
{
	const struct deadline *all = NULL;
	int64_t seq;
	size_t n = 0;
	enum err r;

	r = deadline_of_record(tx->st, tx->a, about, &all, &n, note);
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct deadline_reopened ev = {
			.about = V_KEY(about),
			.by = V_KEY(by),
			.reason = V_TEXT(reason),
		};

		if (all[i].met == DEADLINE_NEVER ||
		    !key_eq(all[i].met_by, by))
			continue;
		r = ledger_append(tx, &deadline_event_reopened, all[i].id,
		    VALUES(&ev), &seq, note);
		if (r == ERR_OK && all[i].is.state != DEADLINE_DROPPED)
			r = remind_begin(tx, all[i].id, all[i].rec, seq,
			    &all[i].is, note);
	}
	return r;
}
