/* SPDX-License-Identifier: Apache-2.0 */
/* What do persons decide about an incident, and what was done about it? */
#include "incident/incident_about_act.h"
#include "incident/incident_in.h"
#include "rulebook/rulebook.h"

/* ---- the level and the class ---- */

/* The place of a level among those of the pack that grades; -1: none. */
static int
level_place(const struct pack *p, struct str id)
{
	for (size_t i = 0; p != NULL && i < p->nlevels; i++)
		if (str_eq(p->levels[i].id, id))
			return (int)i;
	return -1;
}

/* The first pack of the book with levels. */
static const struct pack *
grading_pack(const struct book *b)
{
	for (size_t i = 0; i < book_npacks(b); i++)
		if (book_pack(b, i)->nlevels > 0)
			return book_pack(b, i);
	return NULL;
}

/* What the rules propose now: the level that is decided at least. */
static enum err
proposed_get(struct tx *tx, struct key id, const struct pack *p,
    struct str *ret, struct note *note)
{
	const struct incident_level_row *list = NULL;
	size_t n = 0;
	enum err r;

	*ret = S("");
	if ((r = incident_levels(tx->st, tx->a, id, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].pack, p->id))
			*ret = list[i].least;
	return ERR_OK;
}

static enum err
levels_say(struct arena *a, const struct pack *p, struct str word,
    struct note *note)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < p->nlevels; i++) {
		buf_text(&b, i > 0 ? ", " : "");
		buf_str(&b, p->levels[i].id);
		buf_text(&b, " (");
		buf_str(&b, p->levels[i].name.zh);
		buf_text(&b, ")");
	}
	return NOTE(note, ERR_INVALID, M("“{word}” is no level. There are: "
	    "{levels}."), A_TEXT("word", word),
	    A_TEXT("levels", buf_view(&b)));
}

static enum err
grade_run(struct tx *tx, const struct incident_about *x, const struct incident *i,
    struct note *note)
{
	const struct incident_decide *d = x->what;
	struct incident_graded ev = {
		.level = V_TEXT(d->word),
		.body = V_KEY(d->body),
		.person = value_key(d->person),
		.reason = V_TEXT(d->reason),
	};
	struct held_book held;
	const struct pack *p;
	struct str proposed;
	int now, than;
	enum err r;

	if ((r = rulebook_hold(tx, &held, note)) != ERR_OK)
		return r;
	if ((p = grading_pack(held.book)) == NULL)
		return NOTE(note, ERR_INVALID, M("No pack in force has levels. "
		    "Adopt one first: anze pack adopt."));
	if ((now = level_place(p, d->word)) < 0)
		return levels_say(tx->a, p, d->word, note);
	if ((r = proposed_get(tx, x->id, p, &proposed, note)) != ERR_OK)
		return r;
	than = level_place(p, i->level.n > 0 ? i->level : proposed);
	ev.act = (struct value)V_TEXT(str_of(incident_grade_acts[
	    than < 0 || now == than ? 0 : now > than ? 1 : 2].word));
	ev.proposed = value_text(proposed);
	ev.pack = (struct value)V_TEXT(p->id);
	ev.version = (struct value)V_INT(p->version);
	return ledger_append(tx, &incident_event_graded, x->id, VALUES(&ev),
	    NULL, note);
}

static enum err
decide_run(struct app *app, const struct actor *who,
    const struct request *rq, const char *action, struct incident_about *x,
    struct answer *ret, struct note *note)
{
	const struct incident_decide *d = x->what;

	if (d->reason.n == 0)
		return NOTE(note, ERR_INVALID, M("A decision wants a reason: "
		    "--reason."));
	if (key_none(d->body))
		return NOTE(note, ERR_INVALID, M("Say which body decides: "
		    "--body."));
	x->id = d->id;
	return incident_about_run(app, who, rq, action, x, ret, note);
}

enum err
incident_grade(struct app *app, const struct actor *who,
    const struct request *rq, const struct incident_decide *what,
    struct answer *ret, struct note *note)
{
	struct incident_about x = { .what = what, .run = grade_run };

	return decide_run(app, who, rq, "incident.grade", &x, ret, note);
}

static enum err
class_run(struct tx *tx, const struct incident_about *x, const struct incident *i,
    struct note *note)
{
	const struct incident_decide *d = x->what;
	const struct incident_classed ev = {
		.code = V_TEXT(d->word),
		.body = V_KEY(d->body),
		.person = value_key(d->person),
		.reason = V_TEXT(d->reason),
	};

	(void)i;
	return ledger_append(tx, &incident_event_classed, x->id, VALUES(&ev),
	    NULL, note);
}

enum err
incident_class(struct app *app, const struct actor *who,
    const struct request *rq, const struct incident_decide *what,
    struct answer *ret, struct note *note)
{
	struct incident_about x = { .what = what, .run = class_run };

	return decide_run(app, who, rq, "incident.class", &x, ret, note);
}

/* ---- handling and closing ---- */

static enum err
handle_run(struct tx *tx, const struct incident_about *x, const struct incident *i,
    struct note *note)
{
	const struct incident_step_given *g = x->what;
	struct incident_handled ev = {
		.kind = V_TEXT(g->kind),
		.body = value_key(g->body),
		.person = value_key(g->person),
		.level = value_text(g->level),
		.text = value_text(g->text),
	};

	(void)i;
	if (g->at.ms != DEADLINE_NEVER)
		ev.at = (struct value){ .given = GIVEN_KNOWN,
		    .prec = g->at.prec, .num = g->at.ms };
	if (g->at.ms != DEADLINE_NEVER && moment_first(g->at) > tx->now)
		return NOTE(note, ERR_INVALID, M("What was done cannot lie in "
		    "the future: {at}."), A_MOMENT("at", g->at.ms));
	if (g->answers >= 0)
		ev.answers = (struct value)V_INT(g->answers);
	return ledger_append(tx, &incident_event_handled, x->id, VALUES(&ev),
	    NULL, note);
}

enum err
incident_handle(struct app *app, const struct actor *who,
    const struct request *rq, const struct incident_step_given *what,
    struct answer *ret, struct note *note)
{
	struct incident_about x = { .id = what->id, .what = what, .run = handle_run };

	return incident_about_run(app, who, rq, "incident.say", &x, ret, note);
}

static enum err
close_run(struct tx *tx, const struct incident_about *x, const struct incident *i,
    struct note *note)
{
	const struct incident_decide *d = x->what;
	const struct incident_closed ev = {
		.why = V_TEXT(d->word),
		.body = V_KEY(d->body),
		.person = value_key(d->person),
		.reason = V_TEXT(d->reason),
	};

	(void)i;
	return ledger_append(tx, &incident_event_closed, x->id, VALUES(&ev),
	    NULL, note);
}

enum err
incident_close(struct app *app, const struct actor *who,
    const struct request *rq, const struct incident_decide *what,
    struct answer *ret, struct note *note)
{
	struct incident_about x = { .what = what, .run = close_run };

	return decide_run(app, who, rq, "incident.close", &x, ret, note);
}

static enum err
reopen_run(struct tx *tx, const struct incident_about *x, const struct incident *i,
    struct note *note)
{
	const struct incident_reopened ev = { .reason = V_TEXT(x->reason) };

	if (i->state == INCIDENT_OPEN)
		return NOTE(note, ERR_CONFLICT, M("{ref} is open."),
		    A_TEXT("ref", i->ref));
	if (i->state == INCIDENT_MERGED)
		return NOTE(note, ERR_INVALID, M("{ref} went into another "
		    "incident and is not opened again. Split that one."),
		    A_TEXT("ref", i->ref));
	return ledger_append(tx, &incident_event_reopened, x->id, VALUES(&ev),
	    NULL, note);
}

enum err
incident_reopen(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, struct str reason,
    struct answer *ret, struct note *note)
{
	struct incident_about x = { .id = id, .reason = reason, .closed = true,
	    .run = reopen_run };

	if (reason.n == 0)
		return NOTE(note, ERR_INVALID, M("Say why it is opened again: "
		    "--reason."));
	return incident_about_run(app, who, rq, "incident.close", &x, ret, note);
}

static enum err
merge_run(struct tx *tx, const struct incident_about *x, const struct incident *i,
    struct note *note)
{
	const struct incident_merged ev = {
		.into = V_KEY(x->other),
		.reason = V_TEXT(x->reason),
	};
	struct incident into;
	enum err r;

	if (key_eq(x->id, x->other))
		return NOTE(note, ERR_INVALID, M("{ref} cannot go into itself."),
		    A_TEXT("ref", i->ref));
	if ((r = incident_open_get(tx, x->other, &into, note)) != ERR_OK)
		return r;
	if (into.drill != i->drill)
		return NOTE(note, ERR_INVALID, M("A drill and what really "
		    "happened are not merged: {ref}, {other}."),
		    A_TEXT("ref", i->ref), A_TEXT("other", into.ref));
	return ledger_append(tx, &incident_event_merged, x->id, VALUES(&ev),
	    NULL, note);
}

enum err
incident_merge(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, struct key into,
    struct str reason, struct answer *ret, struct note *note)
{
	struct incident_about x = { .id = id, .other = into, .reason = reason,
	    .run = merge_run };

	if (reason.n == 0)
		return NOTE(note, ERR_INVALID, M("Say why they are the same: "
		    "--reason."));
	return incident_about_run(app, who, rq, "incident.close", &x, ret, note);
}

struct splitting {
	struct key			 id;
	struct str			 reason;
	const struct incident_open	*what;
};

static enum err
split_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct splitting *x = arg;
	struct incident_split ev = { .reason = V_TEXT(x->reason) };
	struct incident i;
	enum err r;

	if ((r = incident_open_get(tx, x->id, &i, note)) != ERR_OK)
		return r;
	ret->on = tx_key(tx);
	ev.off = (struct value)V_KEY(ret->on);
	if ((r = incident_open_append(tx, x->what, ret->on, &ret->seq,
	    note)) != ERR_OK)
		return r;
	return ledger_append(tx, &incident_event_split, x->id, VALUES(&ev),
	    NULL, note);
}

enum err
incident_split(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, struct str reason,
    const struct incident_open *what, struct answer *ret, struct note *note)
{
	struct splitting x = { id, reason, what };
	enum err r;

	if (reason.n == 0)
		return NOTE(note, ERR_INVALID, M("Say why it is split: "
		    "--reason."));
	if ((r = incident_open_check(what, note)) != ERR_OK ||
	    (r = app_may(app, who, "incident.close", id, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, split_act, &x, ret, note);
}
