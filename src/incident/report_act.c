/* SPDX-License-Identifier: Apache-2.0 */
/* What happens to a report once it has left? */
#include "deadline/deadline.h"
#include "incident/incident.h"
#include "incident/report_about_act.h"
#include "incident/report_in.h"

/* What each of these acts gets: the report, and what is asked. */
struct about {
	struct key			 id;
	const void			*what;
	struct report_proof_put		 proof;
	struct str			 reason;
	enum err			(*run)(struct tx *tx,
					    const struct about *x,
					    const struct report *rep,
					    struct answer *ret,
					    struct note *note);
};

static enum err
about_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct about *x = arg;
	struct report rep;
	enum err r;

	if ((r = report_get(tx->st, tx->a, x->id, &rep, note)) != ERR_OK)
		return r;
	if (rep.state == REPORT_WITHDRAWN)
		return NOTE(note, ERR_INVALID, M("This report had been entered "
		    "by mistake and counts no more. Submit it anew."));
	*ret = (struct answer){ .on = x->id, .seq = rep.rev };
	if ((r = x->run(tx, x, &rep, ret, note)) != ERR_OK || ret->again)
		return r;
	return incident_judge(tx, rep.incident, note);
}

static enum err
about_run(struct app *app, const struct actor *who, const struct request *rq,
    struct about *x, struct answer *ret, struct note *note)
{
	return act_run(app, who, rq, about_act, x, ret, note);
}

/* ---- arriving ---- */

static enum err
arrived_otherwise(const struct report *rep, const struct report_receive *w,
    struct note *note)
{
	(void)NOTE(note, ERR_CONFLICT, M("The report is said to have arrived "
	    "at {then} (receipt: {receipt}), and not at {at}. Correct it with "
	    "a reason: --reason."), A_MOMENT("then", rep->arrived.ms),
	    A_TEXT("receipt", rep->receipt.n > 0 ? rep->receipt : S("—")),
	    A_MOMENT("at", w->at.ms));
	note_where(note, (struct where){ .field = "at" });
	return ERR_CONFLICT;
}

static enum err
receive_run(struct tx *tx, const struct about *x, const struct report *rep,
    struct answer *ret, struct note *note)
{
	const struct report_receive *w = x->what;
	const bool there = rep->arrived.ms != DEADLINE_NEVER;
	const bool same_time = there && rep->arrived.ms == w->at.ms &&
	    rep->arrived.prec == w->at.prec;
	const bool same_receipt = w->receipt.n == 0 ||
	    str_eq(w->receipt, rep->receipt);
	struct report_arrived ev = {
		.incident = V_KEY(rep->incident),
		.at = value_moment(w->at),
		/* What is not said anew stays. */
		.receipt = value_text(w->receipt.n > 0 ? w->receipt :
		    rep->receipt),
		.body = value_key(w->body),
		.person = value_key(w->person),
		.reason = value_text(w->reason),
	};
	struct report now;
	enum err r;

	if ((r = report_arrival_check(rep, w->at, tx->now, note)) != ERR_OK)
		return r;
	ret->again = same_time && same_receipt && (key_none(w->body) ||
	    rep->proved);
	if (ret->again)
		return ERR_OK;
	if (there && w->reason.n == 0 && (!same_time || (!same_receipt &&
	    rep->receipt.n > 0)))
		return arrived_otherwise(rep, w, note);
	if ((r = ledger_append(tx, &report_event_arrived, rep->id,
	    VALUES(&ev), &ret->seq, note)) != ERR_OK ||
	    (r = report_get(tx->st, tx->a, rep->id, &now, note)) != ERR_OK)
		return r;
	return report_clocks_meet(tx, &now, note);
}

enum err
report_receive(struct app *app, const struct actor *who,
    const struct request *rq, const struct report_receive *what,
    struct answer *ret, struct note *note)
{
	struct about x = { .id = what->id, .what = what, .run = receive_run };
	enum err r = app_may(app, who, "report.receive", what->id, note);

	return r == ERR_OK ? about_run(app, who, rq, &x, ret, note) : r;
}

/* ---- proving ---- */

static enum err
prove_run(struct tx *tx, const struct about *x, const struct report *rep,
    struct answer *ret, struct note *note)
{
	const struct report_prove *w = x->what;
	struct report_proved ev = { .person = value_key(w->person) };
	struct held_book held;
	struct value clocks = { .given = GIVEN_NOT };
	enum err r;

	if ((r = rulebook_hold(tx, &held, note)) != ERR_OK ||
	    (r = report_clocks_named(tx, &held, rep->incident, &w->clocks,
	    &clocks, note)) != ERR_OK)
		return r;
	ev.clocks = report_clocks_new(tx->a, &clocks, rep->clocks,
	    rep->nclocks);
	if (!str_eq(w->late_reason, rep->late_reason))
		ev.late_reason = value_text(w->late_reason);
	ret->again = !value_known(&ev.clocks) &&
	    !value_known(&ev.late_reason) &&
	    !value_known(&x->proof.text) && !value_known(&x->proof.file);
	return ret->again ? ERR_OK : report_proved_append(tx, rep, &ev,
	    &x->proof, ret, note);
}

enum err
report_prove(struct app *app, const struct actor *who,
    const struct request *rq, const struct report_prove *what,
    struct answer *ret, struct note *note)
{
	struct about x = { .id = what->id, .what = what, .run = prove_run };
	struct arena *a = arena_new();
	enum err r;

	if (a == NULL)
		return note_memory(note);
	if ((r = app_may(app, who, "report.submit", what->id,
	    note)) == ERR_OK &&
	    (r = report_proof_put(app, a, &what->proof, &x.proof,
	    note)) == ERR_OK)
		r = about_run(app, who, rq, &x, ret, note);
	arena_free(a);
	return r;
}

/* ---- answering ---- */

static enum err
answer_append(struct tx *tx, const struct report *rep,
    const struct report_answer *w, const struct report_item *comments,
    int64_t *ret_seq, struct note *note)
{
	const struct report_answered ev = {
		.incident = V_KEY(rep->incident),
		.answer = V_TEXT(w->accepted ? S("accepted") :
		    S("returned")),
		.comments = report_items_value(tx->a, comments, w->n),
		.body = V_KEY(key_none(w->body) ? rep->to : w->body),
		.person = value_key(w->person),
		.text = value_text(w->text),
	};

	if (key_none(w->body) && key_none(rep->to))
		return NOTE(note, ERR_INVALID, M("The addressee is no body of "
		    "the register. Say which body answers: --body."));
	return ledger_append(tx, &report_event_answered, rep->id, VALUES(&ev),
	    ret_seq, note);
}

static enum err
answer_run(struct tx *tx, const struct about *x, const struct report *rep,
    struct answer *ret, struct note *note)
{
	const struct report_answer *w = x->what;
	const struct report_item *comments = NULL;
	struct held_book held;
	enum err r;

	ret->again = w->accepted && rep->state == REPORT_ACCEPTED;
	if (ret->again)
		return ERR_OK;
	if (rep->state == REPORT_ACCEPTED)
		return NOTE(note, ERR_CONFLICT, M("The report was accepted. What "
		    "is still wanted is asked for as a supplement."));
	if ((r = rulebook_hold(tx, &held, note)) != ERR_OK ||
	    (r = report_items_read(tx->a, &held, w->comments, w->n, &comments,
	    note)) != ERR_OK)
		return r;
	return answer_append(tx, rep, w, comments, &ret->seq, note);
}

enum err
report_answer(struct app *app, const struct actor *who,
    const struct request *rq, const struct report_answer *what,
    struct answer *ret, struct note *note)
{
	struct about x = { .id = what->id, .what = what, .run = answer_run };
	enum err r;

	if (!what->accepted && what->n == 0 && what->text.n == 0)
		return NOTE(note, ERR_INVALID, M("Whoever returns a report says "
		    "what is wanted: --comment CONTENT=TEXT, or --text."));
	if ((r = app_may(app, who, "report.answer", what->id,
	    note)) != ERR_OK)
		return r;
	return about_run(app, who, rq, &x, ret, note);
}

/* ---- taking back ---- */

/* What others answer as well is met by them now. */
static enum err
others_meet(struct tx *tx, const struct report *gone, struct note *note)
{
	const struct report *list = NULL;
	size_t n = 0;
	enum err r;

	r = report_list(tx->st, tx->a, gone->incident, &list, &n, note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		if (!key_eq(list[i].id, gone->id))
			r = report_clocks_meet(tx, &list[i], note);
	return r;
}

static enum err
withdraw_run(struct tx *tx, const struct about *x, const struct report *rep,
    struct answer *ret, struct note *note)
{
	const struct report_withdrawn ev = {
		.incident = V_KEY(rep->incident),
		.reason = V_TEXT(x->reason),
	};
	enum err r;

	if ((r = ledger_append(tx, &report_event_withdrawn, rep->id,
	    VALUES(&ev), &ret->seq, note)) != ERR_OK ||
	    (r = deadline_reopen(tx, rep->incident, rep->id, x->reason,
	    note)) != ERR_OK)
		return r;
	return others_meet(tx, rep, note);
}

enum err
report_withdraw(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, struct str reason,
    struct answer *ret, struct note *note)
{
	struct about x = { .id = id, .reason = reason, .run = withdraw_run };
	enum err r;

	if (reason.n == 0)
		return NOTE(note, ERR_INVALID, M("Say why it was a mistake: "
		    "--reason."));
	if ((r = app_may(app, who, "report.submit", id, note)) != ERR_OK)
		return r;
	return about_run(app, who, rq, &x, ret, note);
}
