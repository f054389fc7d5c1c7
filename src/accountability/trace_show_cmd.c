/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a trace look in a terminal?  The ladder with what is vacant, what came
 * out of each rung and why, what those concerned answered; whom the pack's
 * attribution means; and, for those in the case alone, what they ought to explain.
 */
#include "accountability/trace_cmd.h"

#include "accountability/trace_view_cmd.h"
#include "body/body.h"
#include "dated/dated_cmd.h"
#include "dated/dated_view_cmd.h"
#include "house/console.h"
#include "person/person.h"

/* ---- views ---- */

#define PART(nm, of, lb) \
	{ .name = nm, .kind = FIELD_TABLE, .sub = &(of), \
	    .flags = FIELD_MACHINE, .label = lb }

struct trace_rung_view {
	struct value	place, rung, body, person, title, time, flaws, state,
			outcome, reason, held, height, examined, stands,
			body_key, person_key;
};
static const struct field rung_rows[] = {
	NUMBER("place", M("No.")), WORDS("rung", trace_rungs, M("Rung")),
	TEXT("body", M("Body")), TEXT("person", M("Person")),
	TEXT("title", M("Title")), WORDS("time", trace_times, M("When")),
	{ .name = "flaws", .kind = FIELD_LIST, .of = FIELD_CHOICE,
	    .choices = trace_flaws, .label = M("Missing or doubtful") },
	WORDS("state", rung_states, M("State")),
	WORDS("outcome", trace_outcomes, M("Outcome")),
	LINES("reason", M("Reason")),
	ASIDE_WORDS("held", tenure_kinds, M("Held how")),
	{ .name = "height", .kind = FIELD_INT, .flags = FIELD_MACHINE,
	    .label = M("Bodies above the first") },
	{ .name = "examined", .kind = FIELD_INT, .flags = FIELD_MACHINE,
	    .label = M("Entry that examined it") },
	{ .name = "stands", .kind = FIELD_INT, .flags = FIELD_MACHINE,
	    .label = M("Entry by which it stands") },
	KEY("body_key", "body", M("Key of the body")),
	KEY("person_key", "person", M("Key of the person")),
};
SAME_SIZE(trace_rung_view, rung_rows);
static FIELDS(rung_fields, "trace.rung", 1, rung_rows);

struct trace_said_view {
	struct value	at, kind, place, outcome, body, person, text, entry;
};
static const struct field said_rows[] = {
	WHEN("at", M("At")), WORDS("kind", trace_kinds, M("What")),
	NUMBER("place", M("No.")), WORDS("outcome", trace_outcomes,
	    M("Outcome")), TEXT("body", M("Body")), TEXT("person", M("Person")),
	LINES("text", M("In words")), NUMBER("entry", M("Entry")),
};
SAME_SIZE(trace_said_view, said_rows);
static FIELDS(said_fields, "trace.said", 1, said_rows);

struct trace_view {
	struct value	ref, incident, rule, title, state, confirmation, conduct,
			occurred, body, person, reason, waiting, rungs, said,
			attribution, signals, confirmed, rev, key, incident_key,
			body_key;
};
static const struct field trace_rows[] = {
	TEXT("ref", M("Reference")), TEXT("incident", M("Incident")),
	TEXT("rule", M("Rule")), TEXT("title", M("Situation")),
	WORDS("state", trace_states, M("State")),
	WORDS("confirmation", trigger_states, M("The situation is")),
	WHEN("conduct", M("Conduct")), WHEN("occurred", M("Occurrence")),
	TEXT("body", M("Owned by")), TEXT("person", M("Opened by")),
	LINES("reason", M("Reason")), NUMBER("waiting", M("Rungs to be "
	    "examined")), PART("rungs", rung_fields, M("Ladder")),
	PART("said", said_fields, M("What was said")),
	PART("attribution", trace_bearing_fields, M("Attribution")),
	PART("signals", trace_signal_fields, M("To be explained")),
	NUMBER("confirmed", M("Entry that confirmed it")),
	NUMBER("rev", M("Last entry")), KEY("key", "trace", M("Key")),
	KEY("incident_key", "incident", M("Key of the incident")),
	KEY("body_key", "body", M("Key of the body")),
};
SAME_SIZE(trace_view, trace_rows);
static FIELDS(trace_fields, "trace", 1, trace_rows);

/* ---- what is shown ---- */

/* "a,b" as a list of words. */
static struct value
words_view(struct arena *a, struct str joined)
{
	struct value v = { .list = { NEW_ARRAY(a, struct value, FLAW__MAX),
	    0 } };
	struct str one;

	while (v.list.v != NULL && v.list.n < FLAW__MAX && joined.n > 0 &&
	    str_cut(&joined, ',', &one))
		v.list.v[v.list.n++] = (struct value)V_TEXT(one);
	v.given = v.list.n > 0 ? GIVEN_KNOWN : GIVEN_NOT;
	return v;
}

/* What the entry ${at} said. */
static struct str
text_of(const struct trace_showing *x, int64_t at)
{
	size_t low = 0, high = x->nsays;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;

		if (x->says[mid].entry == at)
			return x->says[mid].text;
		if (x->says[mid].entry < at)
			low = mid + 1;
		else
			high = mid;
	}
	return S("");
}

static void
rung_make(const struct trace_showing *x, const struct trace_rung *rung,
    struct trace_rung_view *ret)
{
	const enum rung_state state = trace_rung_state(x->list, x->n, rung);

	*ret = (struct trace_rung_view){
		.place = V_INT(rung->place),
		.rung = V_TEXT(str_of(trace_rungs[rung->rung].word)),
		.body = dated_cmd_called(x->c, &body_ref, rung->body),
		.person = dated_cmd_called(x->c, &person_ref, rung->person),
		.title = value_text(rung->title),
		.flaws = words_view(x->c->a, rung->flaws),
		.state = V_TEXT(str_of(rung_states[state].word)),
		.time = V_TEXT(str_of(trace_times[rung->time].word)),
		.held = value_text(rung->held),
		.height = V_INT(rung->height),
		.examined = trace_entry(rung->examined),
		.stands = trace_entry(rung->stands),
		.body_key = value_key(rung->body),
		.person_key = value_key(rung->person),
	};
	if (rung->outcome >= 0)
		ret->outcome = (struct value)V_TEXT(str_of(
		    trace_outcomes[rung->outcome].word));
	if (rung->examined >= 0)
		ret->reason = value_text(text_of(x, rung->examined));
}

static enum err
rungs_view(struct trace_showing *x, struct note *note)
{
	x->rungs = NEW_ARRAY(x->c->a, struct trace_rung_view, x->n + 1);
	if (x->rungs == NULL)
		return note_memory(note);
	for (size_t i = 0; i < x->n; i++)
		rung_make(x, &x->list[i], &x->rungs[i]);
	return ERR_OK;
}

static enum err
said_view(struct trace_showing *x, struct note *note)
{
	x->said = NEW_ARRAY(x->c->a, struct trace_said_view, x->nsays + 1);
	if (x->said == NULL)
		return note_memory(note);
	for (size_t i = 0; i < x->nsays; i++) {
		const struct trace_said *s = &x->says[i];
		struct trace_said_view *v = &x->said[i];

		*v = (struct trace_said_view){
			.at = trace_minute(s->at),
			.kind = V_TEXT(str_of(trace_kinds[s->kind].word)),
			.body = dated_cmd_called(x->c, &body_ref, s->body),
			.person = dated_cmd_called(x->c, &person_ref, s->person),
			.text = value_text(s->text),
			.entry = V_INT(s->entry),
		};
		if (s->place > 0)
			v->place = (struct value)V_INT(s->place);
		if (s->outcome >= 0)
			v->outcome = (struct value)V_TEXT(str_of(
			    trace_outcomes[s->outcome].word));
	}
	return ERR_OK;
}

/* ---- all of it ---- */

/* The incident, and what the packs in force say of it today. */
static enum err
rules_ask(struct trace_showing *x, struct note *note)
{
	struct store *st = x->app->read;
	struct arena *a = x->c->a;
	const int64_t now = timesource_now(&x->app->clock);
	enum err r;

	if ((r = incident_get(st, a, x->t.incident, &x->i, note)) != ERR_OK ||
	    (r = rulebook_load(st, a, dated_cmd_today(x->c), &x->book,
	    note)) != ERR_OK ||
	    (r = incident_case_load(st, a, x->book, &x->i, now, &x->known,
	    note)) != ERR_OK)
		return r;
	x->bc = (struct book_case){ .facts = x->known.facts, .at = now,
	    .zone = x->app->zone };
	if ((r = judge(a, x->book, &x->bc, &x->j, note)) != ERR_OK)
		return r;
	x->tell = (struct tell){ a, x->c->voice, &x->bc, &x->j };
	return ERR_OK;
}

static enum err
showing_load(struct trace_showing *x, struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	const struct trigger_decision *list = NULL;
	struct key id;
	size_t n = 0;
	enum err r;

	*x = (struct trace_showing){ .c = c, .app = app };
	if ((r = trace_find(app->read, c->a, c->operand[0], &id,
	    note)) != ERR_OK ||
	    (r = trace_get(app->read, c->a, id, &x->t, note)) != ERR_OK ||
	    (r = trace_rungs_of(app->read, c->a, id, &x->list, &x->n,
	    note)) != ERR_OK ||
	    (r = trace_says(app->read, c->a, id, &x->says, &x->nsays,
	    note)) != ERR_OK ||
	    (r = trigger_decisions(app->read, c->a, x->t.incident, x->t.pack,
	    x->t.rule, &list, &n, note)) != ERR_OK ||
	    (r = rules_ask(x, note)) != ERR_OK)
		return r;
	x->confirmation = n > 0 ? list[n - 1].is : TRIGGER_UNDECIDED;
	if ((r = rungs_view(x, note)) != ERR_OK ||
	    (r = said_view(x, note)) != ERR_OK ||
	    (r = trace_bearings_view(x, note)) != ERR_OK)
		return r;
	return trace_signals_view(x, note);
}

#define TABLE(rows, count) \
	((struct value){ .given = (count) > 0 ? GIVEN_KNOWN : GIVEN_NOT, \
	    .list = { (struct value *)(void *)(rows), (count) } })

static struct value
title_view(const struct trace_showing *x)
{
	struct value v = { .given = GIVEN_NOT };

	for (size_t p = 0; p < book_npacks(x->book); p++) {
		const struct pack *pack = book_pack(x->book, p);
		const struct pack_rule *rule = pack_rule(pack, x->t.rule);

		if (rule != NULL && str_eq(pack->id, x->t.pack))
			v = value_text(tell_words(&x->tell, &rule->title));
	}
	return v;
}

static void
trace_make(const struct trace_showing *x, struct trace_view *ret)
{
	const struct trace *t = &x->t;

	*ret = (struct trace_view){
		.ref = V_TEXT(t->ref),
		.incident = V_TEXT(t->called),
		.rule = V_TEXT(t->rule),
		.title = title_view(x),
		.state = V_TEXT(str_of(trace_states[t->state].word)),
		.confirmation = V_TEXT(str_of(
		    trigger_states[x->confirmation].word)),
		.conduct = value_moment(t->conduct),
		.occurred = value_moment(t->occurred),
		.body = dated_cmd_called(x->c, &body_ref, t->body),
		.person = dated_cmd_called(x->c, &person_ref, t->person),
		.reason = value_text(t->reason),
		.waiting = V_INT((int64_t)trace_waiting(x->list, x->n)),
		.rungs = TABLE(x->rungs, x->n),
		.said = TABLE(x->said, x->nsays),
		.attribution = TABLE(x->bearings, x->nbearings),
		.signals = TABLE(x->signals, x->nsignals),
		.confirmed = V_INT(t->confirmed),
		.rev = V_INT(t->rev),
		.key = V_KEY(t->id),
		.incident_key = V_KEY(t->incident),
		.body_key = V_KEY(t->body),
	};
}

/* A heading, then rows; nothing if there are none. */
static enum err
section(struct cmd *c, const char *heading, const struct fields *fs,
    const struct value *rows, size_t n, struct note *note)
{
	struct rowsink *sink;
	enum err r;

	if (n == 0)
		return ERR_OK;
	if ((r = terminal_put(c->term, S("\n"), note)) != ERR_OK ||
	    (r = cmd_say(c, note, heading, (const struct arg[]){
	    { 0 } })) != ERR_OK)
		return r;
	sink = cmd_rows(c);
	if ((r = rowsink_begin(sink, fs, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = rowsink_row(sink, rows + i * fs->n, note);
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

const struct opt trace_show_opts[] = {
	OPT_TEXT(0, "for-body", "BODY", M("for the body that owns it: also what "
	    "is to be explained")),
	OPT_TEXT(0, "for-person", "PERSON", M("for a person on its ladder: also "
	    "what he ought to explain")),
	OPT_END
};

enum err
trace_cmd_show(struct cmd *c, struct note *note)
{
	struct trace_view view;
	struct trace_showing x;
	enum err r;

	if ((r = showing_load(&x, c, note)) != ERR_OK)
		return r;
	trace_make(&x, &view);
	if ((r = dated_cmd_object_shown(c, &trace_fields, VALUES(&view),
	    note)) != ERR_OK || c->json)
		return r;
	if (x.confirmation != TRIGGER_CONFIRMED && (r = SAY(c, note, M("What was "
	    "confirmed does not hold as things are known now. Nothing is "
	    "undone by that: the owner decides whether it goes on."),
	    { 0 })) != ERR_OK)
		return r;
	if ((r = section(c, M("Ladder"), &rung_fields, VALUES(x.rungs),
	    x.n, note)) != ERR_OK ||
	    (r = section(c, M("What was said"), &said_fields,
	    VALUES(x.said), x.nsays, note)) != ERR_OK ||
	    (r = section(c, M("Attribution by the rules"),
	    &trace_bearing_fields, VALUES(x.bearings), x.nbearings,
	    note)) != ERR_OK)
		return r;
	return section(c, M("To be explained, which says nothing of "
	    "anybody"), &trace_signal_fields, VALUES(x.signals), x.nsignals, note);
}
