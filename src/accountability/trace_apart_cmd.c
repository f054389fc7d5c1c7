/* SPDX-License-Identifier: Apache-2.0 */
/* Whom do the attributions mean, and what ought somebody to explain?  For those in
 * the case; none of it says what anybody deserves. */
#include "accountability/trace_view_cmd.h"

#include "accountability/trace_signal.h"
#include "body/body.h"
#include "core/app.h"
#include "dated/dated_cmd.h"
#include "dated/dated_view_cmd.h"
#include "person/person.h"

/* ---- views ---- */

static const struct field bearing_rows[] = {
	TEXT("title", M("Attribution")), LINES("sentence", M("In words")),
	LINES("why", M("Why")), WORDS("outcome", trigger_outcomes,
	    M("Outcome")), TEXT("rule", M("Rule")),
};
SAME_SIZE(trace_bearing_view, bearing_rows);
FIELDS(trace_bearing_fields, "trace.attribution", 1, bearing_rows);

static const struct field signal_rows[] = {
	WORDS("kind", trace_signals, M("To be explained")),
	TEXT("what", M("What")), WHEN("since", M("Known since")),
	NUMBER("entry", M("Entry")), LINES("answers", M("Explanation")),
};
SAME_SIZE(trace_signal_view, signal_rows);
FIELDS(trace_signal_fields, "trace.signal", 1, signal_rows);

/* ---- whom the pack's attribution means ---- */

static struct str
lines_joined(struct arena *a, const struct told *told)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < told->n; i++) {
		buf_text(&b, i > 0 ? "\n" : "");
		buf_fmt(&b, "%*s%.*s", 2 * told->lines[i].depth, "",
		    STR_ARG(told->lines[i].text));
	}
	return buf_view(&b);
}

enum err
trace_bearings_view(struct trace_showing *x, struct note *note)
{
	const struct judgement *j = &x->j;
	size_t most = 0;
	enum err r = ERR_OK;

	for (size_t p = 0; p < j->n; p++)
		most += j->packs[p].nverdicts;
	x->bearings = NEW_ARRAY(x->c->a, struct trace_bearing_view, most + 1);
	if (x->bearings == NULL)
		return note_memory(note);
	for (size_t p = 0; p < j->n; p++)
		for (size_t i = 0; i < j->packs[p].nverdicts; i++) {
			const struct verdict *v = &j->packs[p].verdicts[i];
			struct told told = { .n = 0 };

			if (v->rule->kind != PACK_ATTRIBUTION ||
			    v->outcome == OUTCOME_NOT_IN_FORCE)
				continue;
			if ((r = tell_verdict(&x->tell, v, &told,
			    note)) != ERR_OK)
				return r;
			x->bearings[x->nbearings++] = (struct trace_bearing_view){
				.title = value_text(tell_words(&x->tell,
				    &v->rule->title)),
				.sentence = value_text(told.sentence),
				.why = value_text(lines_joined(x->c->a,
				    &told)),
				.outcome = V_TEXT(str_of(outcome_word(
				    v->outcome))),
				.rule = V_TEXT(v->rule->id),
			};
		}
	return ERR_OK;
}

/* ---- what those in the case ought to explain ---- */

/* Whoever asks is the owner, or stands on the ladder; ${*ret} false: neither. */
static enum err
in_case(struct trace_showing *x, bool *ret, struct key *ret_person,
    struct note *note)
{
	struct key body, person;
	enum err r;

	*ret = false;
	*ret_person = KEY_NONE;
	if ((r = dated_cmd_named(x->c, &body_ref, "for-body", &body,
	    note)) != ERR_OK ||
	    (r = dated_cmd_named(x->c, &person_ref, "for-person",
	    &person, note)) != ERR_OK)
		return r;
	if (!key_none(body) && !key_eq(body, x->t.body))
		return NOTE(note, ERR_INVALID, M("Only the body that owns {ref}, "
		    "and the person concerned, see what is to be explained."),
		    A_TEXT("ref", x->t.ref));
	*ret = !key_none(body);
	if (key_none(person))
		return ERR_OK;
	if ((r = person_now(x->app->read, person, ret_person,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < x->n; i++)
		*ret = *ret || key_eq(x->list[i].person, *ret_person);
	return *ret ? ERR_OK : NOTE(note, ERR_INVALID, M("This person does not "
	    "stand on the ladder of {ref}."), A_TEXT("ref", x->t.ref));
}

/* What was answered; by ${person} alone, unless the owner asks. */
static struct value
answers_view(const struct trace_showing *x, struct key person)
{
	struct buf b = BUF_IN(x->c->a);

	for (size_t i = 0; i < x->nsays; i++) {
		const struct trace_said *s = &x->says[i];
		const struct value name = dated_cmd_called(x->c,
		    &person_ref, s->person);

		if (s->kind != TRACE_SAID_ANSWERED || (!key_none(person) &&
		    !key_eq(s->person, person)))
			continue;
		buf_text(&b, b.n > 0 ? "\n" : "");
		if (value_known(&name)) {
			buf_str(&b, name.text);
			buf_text(&b, ": ");
		}
		buf_str(&b, s->text);
	}
	return value_text(buf_view(&b));
}

static struct str
signal_called(const struct trace_showing *x, const struct trace_signal *s)
{
	size_t at;

	if (s->kind == SIGNAL_CHANGED)
		return book_find(x->book, s->what, &at) ?
		    tell_words(&x->tell, &book_fact(x->book, at)->name) :
		    s->what;
	for (size_t p = 0; p < book_npacks(x->book); p++) {
		const struct pack_rule *rule = pack_rule(book_pack(
		    x->book, p), s->what);

		if (rule != NULL)
			return tell_words(&x->tell, &rule->title);
	}
	return s->what;
}

static enum err
signals_load(struct trace_showing *x, struct trace_signal_of *of,
    struct note *note)
{
	struct store *st = x->app->read;
	struct arena *a = x->c->a;
	const struct key id = x->t.incident;
	enum err r;

	*of = (struct trace_signal_of){
		.body = x->i.body,
		.now = timesource_now(&x->app->clock) };
	if ((r = incident_moments(st, a, id, &of->times, &of->ntimes,
	    note)) != ERR_OK ||
	    (r = incident_facts(st, a, id, S(""), true, &of->facts,
	    &of->nfacts, note)) != ERR_OK ||
	    (r = deadline_of_record(st, a, id, &of->deadlines,
	    &of->ndeadlines, note)) != ERR_OK)
		return r;
	of->inquiry = trace_inquiry(of->times, of->ntimes, x->t.confirmed);
	return ERR_OK;
}

enum err
trace_signals_view(struct trace_showing *x, struct note *note)
{
	struct trace_signal_of of;
	struct trace_signal *found;
	struct value answers;
	struct key person;
	bool shown;
	enum err r;

	if ((r = in_case(x, &shown, &person, note)) != ERR_OK || !shown)
		return r;
	if ((r = signals_load(x, &of, note)) != ERR_OK)
		return r;
	found = NEW_ARRAY(x->c->a, struct trace_signal,
	    of.nfacts + of.ndeadlines + 1);
	x->signals = NEW_ARRAY(x->c->a, struct trace_signal_view,
	    of.nfacts + of.ndeadlines + 1);
	if (found == NULL || x->signals == NULL)
		return note_memory(note);
	answers = answers_view(x, person);
	x->nsignals = trace_signals_find(&of, found);
	for (size_t i = 0; i < x->nsignals; i++)
		x->signals[i] = (struct trace_signal_view){
			.kind = V_TEXT(str_of(
			    trace_signals[found[i].kind].word)),
			.what = value_text(signal_called(x, &found[i])),
			.since = trace_minute(found[i].since),
			.entry = trace_entry(found[i].entry),
			.answers = answers,
		};
	return ERR_OK;
}
