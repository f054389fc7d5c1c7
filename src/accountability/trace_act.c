/* SPDX-License-Identifier: Apache-2.0 */
#include "accountability/trace_act.h"

#include "accountability/trace_in.h"
#include "person/person.h"
#include "rulebook/rulebook.h"

/* The fact that somebody outside records, and that it was somebody outside. */
#define WEAK		"weak_coordination"
#define WEAK_OUTSIDE	"weak_coordination_outside"

/* What each act gets: the trace, its rungs, and what is to be done. */
struct doing {
	struct tx			*tx;
	const struct trace_doing	*what;
	struct trace			 t;
	const struct trace_rung		*list;
	size_t				 n;
	const struct trace_rung		*rung;	/* that is meant; NULL: all */
	struct key			 person;
	enum err			(*run)(struct doing *x, int64_t *ret_seq,
					    struct note *note);
	bool				 closed;	/* only of a closed one */
	bool				 of_rung;
	bool				 outside;	/* not the owner's */
};

/* ---- what they share ---- */

static enum err
state_check(const struct doing *x, struct note *note)
{
	if (x->closed && x->t.state == TRACE_OPEN)
		return NOTE(note, ERR_INVALID, M("{ref} is open."),
		    A_TEXT("ref", x->t.ref));
	if (!x->closed && x->t.state != TRACE_OPEN)
		return NOTE(note, ERR_INVALID, M("{ref} is closed. Open it again "
		    "first, with a reason: anze trace reopen {ref}."),
		    A_TEXT("ref", x->t.ref));
	return ERR_OK;
}

static enum err
rung_find(struct doing *x, struct note *note)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->list[i].place == x->what->place)
			x->rung = &x->list[i];
	return !x->of_rung || x->rung != NULL ? ERR_OK : NOTE(note,
	    ERR_NOTFOUND, M("{ref} has no rung {place}. anze trace show {ref} "
	    "lists them."), A_TEXT("ref", x->t.ref),
	    A_INT("place", x->what->place));
}

/* Nobody acts in a case about himself. */
static enum err
person_check(const struct doing *x, struct note *note)
{
	const bool own = x->rung != NULL &&
	    key_eq(x->rung->person, x->person);

	return own || trace_concerns(x->list, x->n, x->person) ?
	    NOTE(note, ERR_INVALID, M("{ref} concerns this person himself. "
	    "Another person of the body does it, or the body above."),
	    A_TEXT("ref", x->t.ref)) : ERR_OK;
}

static enum err
doing_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	struct doing x = *(const struct doing *)arg;
	enum err r;

	x.tx = tx;
	ret->on = x.what->id;
	if ((r = trace_get(tx->st, tx->a, x.what->id, &x.t, note)) != ERR_OK ||
	    (r = state_check(&x, note)) != ERR_OK ||
	    (r = trace_rungs_of(tx->st, tx->a, x.t.id, &x.list, &x.n,
	    note)) != ERR_OK ||
	    (r = rung_find(&x, note)) != ERR_OK ||
	    (r = person_now(tx->st, x.what->person, &x.person,
	    note)) != ERR_OK)
		return r;
	return x.run(&x, &ret->seq, note);
}

static enum err
doing_run(struct app *app, const struct actor *who, const struct request *rq,
    const char *action, struct doing *x, struct answer *ret,
    struct note *note)
{
	const struct trace_doing *w = x->what;
	enum err r;

	if (key_none(w->person))
		return NOTE(note, ERR_INVALID, M("Say which person it is: "
		    "--person."));
	if (w->text.n == 0)
		return NOTE(note, ERR_INVALID, M("Nothing is recorded without "
		    "words: --reason."));
	if ((r = app_may(app, who, action, x->outside ? w->body : w->id,
	    note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, doing_act, x, ret, note);
}

/* ---- those involved ---- */

static enum err
designate_run(struct doing *x, int64_t *ret_seq, struct note *note)
{
	const struct trace_doing *w = x->what;
	struct trace_designated ev = {
		.body = value_key(w->body),
		.person = V_KEY(x->person),
		.reason = V_TEXT(w->text),
	};
	int64_t last = 0;
	struct key involved;
	enum err r;

	if ((r = person_now(x->tx->st, w->involved, &involved,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < x->n; i++) {
		last = x->list[i].place > last ? x->list[i].place : last;
		if (x->list[i].rung == RUNG_INVOLVED &&
		    key_eq(x->list[i].person, involved))
			return NOTE(note, ERR_CONFLICT, M("{ref}: he is designated "
			    "already, on rung {place}."),
			    A_TEXT("ref", x->t.ref),
			    A_INT("place", x->list[i].place));
	}
	if (key_eq(involved, x->person))
		return NOTE(note, ERR_INVALID, M("Nobody designates himself."));
	if ((r = person_check(x, note)) != ERR_OK)
		return r;
	ev.place = (struct value)V_INT(last + 1);
	ev.involved = (struct value)V_KEY(involved);
	return ledger_append(x->tx, &trace_event_designated, x->t.id,
	    VALUES(&ev), ret_seq, note);
}

enum err
trace_designate(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note)
{
	struct doing x = { .what = what, .run = designate_run };

	if (key_none(what->involved))
		return NOTE(note, ERR_INVALID, M("Say which person was "
		    "involved."));
	return doing_run(app, who, rq, "trace.designate", &x, ret, note);
}

/* ---- examining, answering ---- */

static enum err
outcome_check(const struct doing *x, struct note *note)
{
	const bool nobody = key_none(x->rung->person);

	switch (trace_rung_state(x->list, x->n, x->rung)) {
	case RUNG_NOT_ESTABLISHED:
		return NOTE(note, ERR_INVALID, M("The condition of rung {place} "
		    "is not established: a body other than the one spoken of "
		    "records first that coordination or supervision was weak. "
		    "anze trace coordination."),
		    A_INT("place", x->rung->place));
	case RUNG_FILLED:
		return NOTE(note, ERR_INVALID, M("Those involved are designated. "
		    "Examine them on their own rungs."));
	case RUNG_WAITS:
	case RUNG_EXAMINED:
	case RUNG_STATE__MAX:
		break;
	}
	if (nobody != (x->what->outcome == TRACE_NOBODY))
		return nobody ? NOTE(note, ERR_INVALID, M("Nobody stood on rung "
		    "{place}. Its outcome is “nobody”, and the reason says how "
		    "that came about."), A_INT("place", x->rung->place)) :
		    NOTE(note, ERR_INVALID, M("Somebody stood on rung {place}. "
		    "“nobody” is no outcome for him."),
		    A_INT("place", x->rung->place));
	return ERR_OK;
}

static enum err
examine_run(struct doing *x, int64_t *ret_seq, struct note *note)
{
	const struct trace_doing *w = x->what;
	const struct trace_examined ev = {
		.place = V_INT(w->place),
		.outcome = V_TEXT(str_of(trace_outcomes[w->outcome].word)),
		.person = V_KEY(x->person),
		.reason = V_TEXT(w->text),
	};
	enum err r;

	if ((r = outcome_check(x, note)) != ERR_OK ||
	    (r = person_check(x, note)) != ERR_OK)
		return r;
	return ledger_append(x->tx, &trace_event_examined, x->t.id,
	    VALUES(&ev), ret_seq, note);
}

enum err
trace_examine(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note)
{
	struct doing x = { .what = what, .run = examine_run,
	    .of_rung = true };

	return doing_run(app, who, rq, "trace.examine", &x, ret, note);
}

static enum err
answer_run(struct doing *x, int64_t *ret_seq, struct note *note)
{
	const struct trace_answered ev = {
		.place = V_INT(x->what->place),
		.person = V_KEY(x->person),
		.text = V_TEXT(x->what->text),
	};

	if (!key_eq(x->rung->person, x->person))
		return NOTE(note, ERR_INVALID, M("Only whoever stands on rung "
		    "{place} answers there, in his own words."),
		    A_INT("place", x->what->place));
	return ledger_append(x->tx, &trace_event_answered, x->t.id,
	    VALUES(&ev), ret_seq, note);
}

enum err
trace_answer(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note)
{
	struct doing x = { .what = what, .run = answer_run, .of_rung = true };

	return doing_run(app, who, rq, "trace.answer", &x, ret, note);
}

/* ---- coordination and supervision ---- */

static enum err
coordination_check(const struct doing *x, struct note *note)
{
	const struct trace_rung *rung = x->rung;

	if (!trace_is_apart(rung->rung))
		return NOTE(note, ERR_INVALID, M("Rung {place} is neither that of "
		    "a coordinating nor of a supervising body."),
		    A_INT("place", rung->place));
	if (key_none(rung->body))
		return NOTE(note, ERR_INVALID, M("No body is recorded on rung "
		    "{place}, so that none can be spoken of. Look at the "
		    "register: anze gaps."), A_INT("place", rung->place));
	if (key_eq(rung->body, x->what->body))
		return NOTE(note, ERR_INVALID, M("The body spoken of cannot "
		    "record it of itself; another one does."));
	if (rung->stands >= 0)
		return NOTE(note, ERR_CONFLICT, M("It is recorded already, by "
		    "entry {entry}."), A_INT("entry", rung->stands));
	return ERR_OK;
}

static enum err
coordination_run(struct doing *x, int64_t *ret_seq, struct note *note)
{
	static const char *const facts[] = { WEAK, WEAK_OUTSIDE };
	const struct trace_doing *w = x->what;
	struct trace_coordination ev = {
		.place = V_INT(w->place),
		.of = V_KEY(x->rung->body),
		.body = V_KEY(w->body),
		.person = V_KEY(x->person),
		.reason = V_TEXT(w->text),
	};
	struct held_book held;
	enum err r;

	if ((r = coordination_check(x, note)) != ERR_OK ||
	    (r = person_check(x, note)) != ERR_OK ||
	    (r = rulebook_hold(x->tx, &held, note)) != ERR_OK ||
	    (r = trigger_authority(x->tx, &held, WEAK, w->body,
	    note)) != ERR_OK ||
	    (r = ledger_append(x->tx, &trace_event_coordination, x->t.id,
	    VALUES(&ev), ret_seq, note)) != ERR_OK)
		return r;
	return trace_facts_say(x->tx, &x->t, w->body, x->person, facts, 2,
	    note);
}

enum err
trace_coordination(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note)
{
	struct doing x = { .what = what, .run = coordination_run,
	    .of_rung = true, .outside = true };

	if (key_none(what->body))
		return NOTE(note, ERR_INVALID, M("Say which body records it: "
		    "--body."));
	return doing_run(app, who, rq, "trace.coordination", &x, ret, note);
}

/* ---- closing ---- */

/* Does the confirmation that it rests on still hold? */
static enum err
holds_still(const struct doing *x, bool *ret, struct note *note)
{
	const struct trigger_decision *list = NULL;
	size_t n = 0;
	enum err r;

	if ((r = trigger_decisions(x->tx->st, x->tx->a, x->t.incident,
	    x->t.pack, x->t.rule, &list, &n, note)) != ERR_OK)
		return r;
	*ret = n > 0 && list[n - 1].is == TRIGGER_CONFIRMED;
	return ERR_OK;
}

static enum err
close_run(struct doing *x, int64_t *ret_seq, struct note *note)
{
	const struct trace_closed ev = {
		.person = V_KEY(x->person),
		.reason = V_TEXT(x->what->text),
	};
	const size_t waiting = trace_waiting(x->list, x->n);
	bool holds = true;
	enum err r;

	if ((r = person_check(x, note)) != ERR_OK ||
	    (r = holds_still(x, &holds, note)) != ERR_OK)
		return r;
	/* What is not met any more need not be examined to its end. */
	if (holds && waiting > 0)
		return NOTE(note, ERR_INVALID, M("{ref}: {n} rungs wait to be "
		    "examined, each with an outcome and a reason; vacant ones, "
		    "too. anze trace show {ref} lists them."),
		    A_TEXT("ref", x->t.ref), A_INT("n", (int64_t)waiting));
	return ledger_append(x->tx, &trace_event_closed, x->t.id, VALUES(&ev),
	    ret_seq, note);
}

enum err
trace_close(struct app *app, const struct actor *who, const struct request *rq,
    const struct trace_doing *what, struct answer *ret, struct note *note)
{
	struct doing x = { .what = what, .run = close_run };

	return doing_run(app, who, rq, "trace.close", &x, ret, note);
}

static enum err
reopen_run(struct doing *x, int64_t *ret_seq, struct note *note)
{
	const struct trace_reopened ev = {
		.person = V_KEY(x->person),
		.reason = V_TEXT(x->what->text),
	};
	enum err r = person_check(x, note);

	return r != ERR_OK ? r : ledger_append(x->tx, &trace_event_reopened,
	    x->t.id, VALUES(&ev), ret_seq, note);
}

enum err
trace_reopen(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note)
{
	struct doing x = { .what = what, .run = reopen_run, .closed = true };

	return doing_run(app, who, rq, "trace.close", &x, ret, note);
}
