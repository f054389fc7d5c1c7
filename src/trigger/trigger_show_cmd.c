/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does one situation look in a terminal?  What it comes to and why, what
 * speaks for it beside what speaks against it, advice apart, who is asked for
 * what is missing, and what persons decided.
 */
#include "body/body.h"
#include "dated/dated_cmd.h"
#include "dated/dated_view_cmd.h"
#include "house/console.h"
#include "person/person.h"
#include "trigger/trigger_in.h"
#include "trigger/trigger_verbs_cmd.h"

/* ---- views ---- */

/* How does an element bear on the situation? */
static const struct choice sides[] = {
	[TRUTH_NO] = { "against", M("speaks against it") },
	[TRUTH_YES] = { "for", M("speaks for it") },
	[TRUTH_OPEN] = { "open", M("not known") },
	{ NULL, NULL }
};

struct element_view {
	struct value	side, title, reading, advised, id;
};
static const struct field element_rows[] = {
	WORDS("side", sides, M("Bears on it")), TEXT("title", M("Element")),
	TEXT("reading", M("Read as")), WORDS("advised", sides,
	    M("With what only advises")), TEXT("id", M("Id")),
};
SAME_SIZE(element_view, element_rows);
static FIELDS(element_fields, "trigger.element", 1, element_rows);

struct advice_view {
	struct value	title, fact, value, attested, rule;
};
static const struct field advice_rows[] = {
	TEXT("title", M("Figures")), TEXT("fact", M("Fact")),
	TEXT("value", M("Would be")), TEXT("attested", M("How well attested")),
	TEXT("rule", M("Rule")),
};
SAME_SIZE(advice_view, advice_rows);
static FIELDS(advice_fields, "trigger.advice", 1, advice_rows);

struct ask_view {
	struct value	name, kinds, bodies, entry, fact;
};
static const struct field ask_rows[] = {
	TEXT("name", M("Missing fact")), TEXT("kinds", M("Who may say it")),
	TEXT("bodies", M("Asked")), NUMBER("entry", M("Entry")),
	TEXT("fact", M("Id")),
};
SAME_SIZE(ask_view, ask_rows);
static FIELDS(ask_fields, "trigger.ask", 1, ask_rows);

struct decision_view {
	struct value	state, at, body, person, reason, names, readings, why,
			outcome, concluded, entry;
};
static const struct field decision_rows[] = {
	WORDS("state", trigger_states, M("Decision")), WHEN("at", M("At")),
	TEXT("body", M("Body")), TEXT("person", M("Person")),
	LINES("reason", M("Reason")), LINES("names", M("Named")),
	TEXT("readings", M("Read as")), WORDS("why", trigger_lapses, M("Why")),
	WORDS("outcome", trigger_outcomes, M("Outcome then")),
	NUMBER("concluded", M("Entry of the conclusion")),
	NUMBER("entry", M("Entry")),
};
SAME_SIZE(decision_view, decision_rows);
static FIELDS(decision_fields, "trigger.decision", 1, decision_rows);

struct why_view {
	struct value	depth, text;
};
static const struct field why_rows[] = {
	NUMBER("depth", M("Depth")), LINES("text", M("Why")),
};
SAME_SIZE(why_view, why_rows);
static FIELDS(why_fields, "trigger.why", 1, why_rows);

#define PART(nm, of, lb) \
	{ .name = nm, .kind = FIELD_TABLE, .sub = &(of), \
	    .flags = FIELD_MACHINE, .label = lb }

struct one_view {
	struct value	incident, rule, title, outcome, sentence, source, state,
			drill, why, elements, advice, asked, decisions, pack,
			version, concluded, key;
};
static const struct field one_rows[] = {
	TEXT("incident", M("Incident")), TEXT("rule", M("Rule")),
	TEXT("title", M("Situation")), WORDS("outcome", trigger_outcomes,
	    M("Outcome")), LINES("sentence", M("In words")),
	LINES("source", M("By")), WORDS("state", trigger_states,
	    M("Decision")),
	{ .name = "drill", .kind = FIELD_BOOL, .label = M("Drill") },
	PART("why", why_fields, M("Why")),
	PART("elements", element_fields, M("Elements")),
	PART("advice", advice_fields, M("Advice")),
	PART("asked", ask_fields, M("Asked for")),
	PART("decisions", decision_fields, M("Decisions")),
	TEXT("pack", M("Pack")), NUMBER("version", M("Version")),
	NUMBER("concluded", M("Entry of the conclusion")),
	KEY("key", "incident", M("Key of the incident")),
};
SAME_SIZE(one_view, one_rows);
static FIELDS(one_fields, "trigger", 1, one_rows);

/* ---- what is shown ---- */

struct showing {
	struct trigger_desk	 d;
	struct trigger_one	 one;
	struct told		 told;
	int64_t			 concluded;
	struct why_view		*why;
	struct element_view	*elements;
	struct advice_view	*advice;
	struct ask_view		*asked;
	struct decision_view	*decisions;
	size_t			 nelements, nadvice, nasked, ndecisions;
};

/* The leaves of the condition, in the order of the rule. */
static void
elements_add(struct showing *x, const struct pack_cond *c,
    const struct pack_cond *reading, struct str title, int depth)
{
	const struct verdict *v = x->one.v;
	struct element_view *e;

	if (c->title.zh.n > 0)
		title = tell_words(&x->d.tell, &c->title);
	if (depth > PACK_COND_DEPTH_MAX)
		return;
	for (const struct pack_cond *p = c->first; p != NULL; p = p->next)
		elements_add(x, p, c->kind == COND_READINGS ? p : reading,
		    title, depth + 1);
	if (c->kind != COND_WHEN)
		return;
	e = &x->elements[x->nelements++];
	*e = (struct element_view){
		.side = V_TEXT(str_of(sides[v->parts[c->index].decided].word)),
		.title = value_text(title),
		.advised = V_TEXT(str_of(
		    sides[v->parts[c->index].advised].word)),
		.id = value_text(c->id),
	};
	if (reading != NULL)
		e->reading = value_text(reading->id);
}

static enum err
elements_view(struct showing *x, struct note *note)
{
	const struct verdict *v = x->one.v;

	x->elements = NEW_ARRAY(x->d.c->a, struct element_view,
	    v->rule->nconds + 1);
	if (x->elements == NULL)
		return note_memory(note);
	if (v->parts != NULL)
		elements_add(x, v->rule->cond, NULL, tell_words(&x->d.tell,
		    &v->rule->title), 0);
	return ERR_OK;
}

/* Does the situation read what the table advises? */
static bool
advises_it(const struct showing *x, const struct verdict *v)
{
	const struct pack_rule *rule = v->rule;
	size_t slot;

	return rule->kind == PACK_TABLE && rule->table.advises != NULL &&
	    v->outcome != OUTCOME_NOT_IN_FORCE &&
	    v->table.value.kind != FEEL_NULL &&
	    pack_slot(x->one.jp->pack, rule->table.advises->id, &slot) &&
	    rule_reads(x->one.jp->pack, x->one.v->rule, slot);
}

static enum err
advice_view(struct showing *x, struct note *note)
{
	const struct judgement *j = &x->d.k.j;
	struct tell *tell = &x->d.tell;
	size_t most = 0;

	for (size_t p = 0; p < j->n; p++)
		most += j->packs[p].nverdicts;
	x->advice = NEW_ARRAY(x->d.c->a, struct advice_view, most + 1);
	if (x->advice == NULL)
		return note_memory(note);
	for (size_t p = 0; p < j->n; p++)
		for (size_t i = 0; i < j->packs[p].nverdicts; i++) {
			const struct verdict *v = &j->packs[p].verdicts[i];
			const struct pack_rule *rule = v->rule;

			if (!advises_it(x, v))
				continue;
			x->advice[x->nadvice++] = (struct advice_view){
				.title = value_text(tell_words(tell,
				    &rule->title)),
				.fact = value_text(tell_words(tell,
				    &rule->table.advises->name)),
				.value = value_text(tell_value(tell,
				    rule->table.advises, &v->table.value)),
				.attested = V_TEXT(str_of(say(
				    x->d.c->voice.lang, attested_said(
				    rule->attested)))),
				.rule = V_TEXT(rule->id),
			};
		}
	return ERR_OK;
}

static enum err
bodies_tell(struct showing *x, struct str fact, struct value *ret,
    struct note *note)
{
	struct cmd *c = x->d.c;
	struct buf b = BUF_IN(c->a);
	const struct key *list = NULL;
	size_t n = 0;
	enum err r;

	if ((r = trigger_ask_bodies(x->d.app->read, c->a, x->d.k.i.id, fact,
	    &list, &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++) {
		const struct value name = dated_cmd_called(c, &body_ref,
		    list[i]);

		buf_text(&b, b.n > 0 ? ", " : "");
		buf_str(&b, value_known(&name) ? name.text :
		    key_text(c->a, list[i]));
	}
	*ret = value_text(buf_view(&b));
	return ERR_OK;
}

static enum err
asked_view(struct showing *x, struct note *note)
{
	const struct trigger_ask *list = NULL;
	struct cmd *c = x->d.c;
	size_t n = 0, at;
	enum err r;

	if ((r = trigger_asks(x->d.app->read, c->a, x->d.k.i.id, &list, &n,
	    note)) != ERR_OK)
		return r;
	if ((x->asked = NEW_ARRAY(c->a, struct ask_view, n + 1)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		struct ask_view *v = &x->asked[x->nasked];

		if (!str_eq(list[i].pack, x->one.jp->pack->id) ||
		    !str_eq(list[i].rule, x->one.v->rule->id))
			continue;
		*v = (struct ask_view){
			.name = V_TEXT(list[i].fact),
			.kinds = value_text(list[i].kinds),
			.entry = V_INT(list[i].rec),
			.fact = V_TEXT(list[i].fact),
		};
		if (book_find(x->d.k.book, list[i].fact, &at))
			v->name = (struct value)V_TEXT(tell_words(&x->d.tell,
			    &book_fact(x->d.k.book, at)->name));
		r = bodies_tell(x, list[i].fact, &v->bodies, note);
		x->nasked++;
	}
	return r;
}

static struct value
entry_view(int64_t entry)
{
	struct value v = { .given = GIVEN_NOT };

	if (entry >= 0)
		v = (struct value)V_INT(entry);
	return v;
}

static enum err
decisions_view(struct showing *x, struct note *note)
{
	const struct trigger_decision *list = NULL;
	struct cmd *c = x->d.c;
	size_t n = 0;
	enum err r;

	if ((r = trigger_decisions(x->d.app->read, c->a, x->d.k.i.id,
	    x->one.jp->pack->id, x->one.v->rule->id, &list, &n,
	    note)) != ERR_OK)
		return r;
	x->decisions = NEW_ARRAY(c->a, struct decision_view, n + 1);
	if (x->decisions == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		const struct trigger_decision *d = &list[i];

		x->decisions[x->ndecisions++] = (struct decision_view){
			.state = V_TEXT(str_of(trigger_states[d->is].word)),
			.at = value_moment((struct moment){ d->at, PREC_MINUTE }),
			.body = dated_cmd_called(c, &body_ref, d->body),
			.person = dated_cmd_called(c, &person_ref,
			    d->person),
			.reason = value_text(d->reason),
			.names = value_text(d->names),
			.readings = value_text(d->readings),
			.why = value_text(d->why),
			.outcome = V_TEXT(d->outcome),
			.concluded = entry_view(d->concluded),
			.entry = V_INT(d->entry),
		};
	}
	return ERR_OK;
}

static enum err
why_view(struct showing *x, struct note *note)
{
	x->why = NEW_ARRAY(x->d.c->a, struct why_view, x->told.n + 1);
	if (x->why == NULL)
		return note_memory(note);
	for (size_t i = 0; i < x->told.n; i++)
		x->why[i] = (struct why_view){
			.depth = V_INT(x->told.lines[i].depth),
			.text = V_TEXT(x->told.lines[i].text),
		};
	return ERR_OK;
}

static enum err
showing_load(struct showing *x, struct cmd *c, struct note *note)
{
	enum err r;

	*x = (struct showing){ .concluded = -1 };
	if ((r = trigger_desk_load(c, c->operand[0], &x->d,
	    note)) != ERR_OK ||
	    (r = trigger_case_find(c->a, &x->d.k, c->operand[1], &x->one,
	    note)) != ERR_OK ||
	    (r = tell_verdict(&x->d.tell, x->one.v, &x->told,
	    note)) != ERR_OK ||
	    (r = trigger_concluded(x->d.app->read, c->a, x->d.k.i.id, &x->one,
	    &x->concluded, note)) != ERR_OK ||
	    (r = why_view(x, note)) != ERR_OK ||
	    (r = elements_view(x, note)) != ERR_OK ||
	    (r = advice_view(x, note)) != ERR_OK ||
	    (r = asked_view(x, note)) != ERR_OK)
		return r;
	return decisions_view(x, note);
}

#define TABLE(rows, count) \
	((struct value){ .given = (count) > 0 ? GIVEN_KNOWN : GIVEN_NOT, \
	    .list = { (struct value *)(void *)(rows), (count) } })

static void
one_make(const struct showing *x, struct one_view *ret)
{
	const struct incident *i = &x->d.k.i;
	const struct pack_rule *rule = x->one.v->rule;

	*ret = (struct one_view){
		.incident = V_TEXT(i->ref),
		.rule = V_TEXT(rule->id),
		.title = value_text(tell_words(&x->d.tell, &rule->title)),
		.outcome = V_TEXT(str_of(outcome_word(x->one.v->outcome))),
		.sentence = value_text(x->told.sentence),
		.source = value_text(x->told.source),
		.state = V_TEXT(str_of(trigger_states[TRIGGER_UNDECIDED].word)),
		.why = TABLE(x->why, x->told.n),
		.elements = TABLE(x->elements, x->nelements),
		.advice = TABLE(x->advice, x->nadvice),
		.asked = TABLE(x->asked, x->nasked),
		.decisions = TABLE(x->decisions, x->ndecisions),
		.pack = V_TEXT(x->one.jp->pack->id),
		.version = V_INT(x->one.jp->pack->version),
		.concluded = entry_view(x->concluded),
		.key = V_KEY(i->id),
	};
	if (x->ndecisions > 0)
		ret->state = x->decisions[x->ndecisions - 1].state;
	if (i->drill)
		ret->drill = (struct value)V_BOOL(true);
}

static enum err
why_say(const struct showing *x, struct note *note)
{
	struct cmd *c = x->d.c;
	struct buf b = BUF_IN(c->a);

	for (size_t i = 0; i < x->told.n; i++)
		buf_fmt(&b, "%*s%.*s\n", 2 + 2 * x->told.lines[i].depth, "",
		    STR_ARG(x->told.lines[i].text));
	return buf_failed(&b) ? note_memory(note) :
	    terminal_put(c->term, buf_view(&b), note);
}

enum err
trigger_cmd_show(struct cmd *c, struct note *note)
{
	struct one_view view;
	struct showing x;
	enum err r;

	if ((r = showing_load(&x, c, note)) != ERR_OK)
		return r;
	one_make(&x, &view);
	if ((r = dated_cmd_object_shown(c, &one_fields, VALUES(&view), note)) != ERR_OK ||
	    c->json || (r = why_say(&x, note)) != ERR_OK ||
	    (r = trigger_section(c, M("Elements"), &element_fields,
	    VALUES(x.elements), x.nelements, note)) != ERR_OK ||
	    (r = trigger_section(c, M("Advice, which decides nothing"),
	    &advice_fields, VALUES(x.advice), x.nadvice, note)) != ERR_OK ||
	    (r = trigger_section(c, M("Asked for"), &ask_fields,
	    VALUES(x.asked), x.nasked, note)) != ERR_OK)
		return r;
	return trigger_section(c, M("Decisions"), &decision_fields,
	    VALUES(x.decisions), x.ndecisions, note);
}
