/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does an incident look in a terminal?  What it is, what is known, when
 * things happened, what follows by the rules in force, and by when.
 */
#include "house/console.h"
#include "body/body.h"
#include "incident/incident.h"
#include "incident/incident_given_cmd.h"
#include "incident/incident_in.h"
#include "incident/incident_verbs_cmd.h"
#include "dated/dated_view_cmd.h"
#include "incident/report_desk_cmd.h"
#include "pack/tell.h"

/* ---- views ---- */

struct fact_view {
	struct value	fact, name, value, at, source, entry;
};
static const struct field fact_rows[] = {
	ASIDE("fact", FIELD_TEXT, M("Id")), TEXT("name", M("Fact")),
	LINES("value", M("Value")), WHEN("at", M("As of")),
	LINES("source", M("Source")), NUMBER("entry", M("Entry")),
};
SAME_SIZE(fact_view, fact_rows);
static FIELDS(fact_fields, "incident.fact", 1, fact_rows);

struct moment_view {
	struct value	kind, at, body, note, entry, ended;
};
static const struct field moment_rows[] = {
	WORDS("kind", incident_times, M("What")), WHEN("at", M("At")),
	TEXT("body", M("Body")), LINES("note", M("Note")),
	NUMBER("entry", M("Entry")), NUMBER("ended", M("Corrected by")),
};
SAME_SIZE(moment_view, moment_rows);
static FIELDS(moment_fields, "incident.moment", 1, moment_rows);

struct deadline_view {
	struct value	kind, rule, title, state, anchor, due, met, outcome,
			late, key;
};
static const struct field deadline_rows[] = {
	ASIDE_WORDS("kind", deadline_kinds, M("Kind")),
	ASIDE("rule", FIELD_TEXT, M("Rule")),
	TEXT("title", M("What")), WORDS("state", deadline_states, M("State")),
	WHEN("anchor", M("Counted from")), WHEN("due", M("Due")),
	WHEN("met", M("Met")), WORDS("outcome", deadline_outcomes,
	    M("On time")), NUMBER("late", M("Minutes late")),
	KEY("key", "deadline", M("Key")),
};
SAME_SIZE(deadline_view, deadline_rows);
static FIELDS(deadline_fields, "incident.deadline", 1, deadline_rows);

struct result_view {
	struct value	pack, rule, title, outcome, sentence;
};
static const struct choice outcomes[] = {
	{ "met", M("met") }, { "not_met", M("not met") },
	{ "open", M("cannot be said yet") },
	{ "readings", M("cannot be settled by machine") },
	{ "advised", M("advised: met") },
	{ "advised_not", M("advised: not met") },
	{ "not_in_force", M("not in force") },
	{ "person", M("only a person opens it") }, { NULL, NULL }
};
static const struct field result_rows[] = {
	ASIDE("pack", FIELD_TEXT, M("Pack")), TEXT("rule", M("Rule")),
	TEXT("title", M("What")), WORDS("outcome", outcomes, M("Outcome")),
	ASIDE("sentence", FIELD_LINES, M("In words")),
};
SAME_SIZE(result_view, result_rows);
static FIELDS(result_fields, "incident.result", 1, result_rows);

struct incident_view {
	struct value	ref, state, title, body, origin, number, drill,
			classified, channel_no, level, proposed, class, opened,
			facts, timeline, deadlines, reports, results, rev, key,
			body_key;
};
static const struct field incident_rows[] = {
	TEXT("ref", M("Reference")), WORDS("state", incident_states,
	    M("State")), TEXT("title", M("What happened")),
	TEXT("body", M("Body")), WORDS("origin", incident_origins,
	    M("Found how")), TEXT("number", M("Number elsewhere")),
	{ .name = "drill", .kind = FIELD_BOOL, .label = M("Drill") },
	{ .name = "classified", .kind = FIELD_BOOL,
	    .label = M("Moved to the classified channel") },
	TEXT("channel_no", M("Number in the classified channel")),
	TEXT("level", M("Level")), LINES("proposed", M("By the rules")),
	TEXT("class", M("Class")), WHEN("opened", M("Entered")),
	{ .name = "facts", .kind = FIELD_TABLE, .sub = &fact_fields,
	    .flags = FIELD_MACHINE, .label = M("Facts") },
	{ .name = "timeline", .kind = FIELD_TABLE, .sub = &moment_fields,
	    .flags = FIELD_MACHINE, .label = M("Chronology") },
	{ .name = "deadlines", .kind = FIELD_TABLE, .sub = &deadline_fields,
	    .flags = FIELD_MACHINE, .label = M("Deadlines") },
	{ .name = "reports", .kind = FIELD_TABLE, .sub = &report_line_fields,
	    .flags = FIELD_MACHINE, .label = M("Reports") },
	{ .name = "results", .kind = FIELD_TABLE, .sub = &result_fields,
	    .flags = FIELD_MACHINE, .label = M("Results") },
	NUMBER("rev", M("Last entry")), KEY("key", "incident", M("Key")),
	KEY("body_key", "body", M("Key of the body")),
};
SAME_SIZE(incident_view, incident_rows);
static FIELDS(incident_fields, "incident", 1, incident_rows);

/* ---- what is shown ---- */

struct showing {
	struct cmd		*c;
	struct app		*app;
	struct incident		 i;
	const struct book	*book;
	struct incident_case	 known;
	struct book_case	 bc;
	struct judgement	 j;
	struct tell		 tell;
	/* Rows of each table. */
	struct fact_view	*facts;
	struct moment_view	*moments;
	struct deadline_view	*deadlines;
	struct value		 reports;
	struct result_view	*results;
	size_t			 nfacts, nmoments, ndeadlines, nresults;
};

static enum err
facts_view(struct showing *x, struct note *note)
{
	const struct incident_fact *list = NULL;
	size_t n = 0, at;
	enum err r;

	if ((r = incident_facts(x->app->read, x->c->a, x->i.id, S(""), false,
	    &list, &n, note)) != ERR_OK)
		return r;
	if ((x->facts = NEW_ARRAY(x->c->a, struct fact_view, n + 1)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		struct fact_view *v = &x->facts[x->nfacts++];
		struct str shown = list[i].value;

		*v = (struct fact_view){
			.fact = V_TEXT(list[i].fact),
			.name = V_TEXT(list[i].fact),
			.at = value_moment((struct moment){ list[i].at.ms, list[i].at.prec }),
			.source = value_text(list[i].source),
			.entry = V_INT(list[i].rec),
		};
		if (book_find(x->book, list[i].fact, &at)) {
			const struct pack_fact *f = book_fact(x->book, at);

			v->name = (struct value)V_TEXT(tell_words(&x->tell,
			    &f->name));
			shown = tell_value(&x->tell, f, &x->known.facts[at]);
		}
		v->value = value_text(shown);
	}
	return ERR_OK;
}

static enum err
moments_view(struct showing *x, struct note *note)
{
	const struct incident_moment *list = NULL;
	size_t n = 0;
	enum err r;

	if ((r = incident_moments(x->app->read, x->c->a, x->i.id, &list, &n,
	    note)) != ERR_OK)
		return r;
	x->moments = NEW_ARRAY(x->c->a, struct moment_view, n + 1);
	if (x->moments == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		struct moment_view *v = &x->moments[x->nmoments++];

		*v = (struct moment_view){
			.kind = V_TEXT(str_of(
			    incident_times[list[i].kind].word)),
			.at = value_moment((struct moment){ list[i].at.ms, list[i].at.prec }),
			.body = dated_cmd_called(x->c, &body_ref, list[i].body),
			.note = value_text(list[i].note),
			.entry = V_INT(list[i].entry),
		};
		if (list[i].ended >= 0)
			v->ended = (struct value)V_INT(list[i].ended);
	}
	return ERR_OK;
}

static const struct pack_rule *
rule_of(const struct showing *x, const struct deadline_of *of)
{
	for (size_t i = 0; i < book_npacks(x->book); i++)
		if (str_eq(book_pack(x->book, i)->id, of->pack))
			return pack_rule(book_pack(x->book, i), of->rule);
	return NULL;
}

static enum err
deadlines_view(struct showing *x, struct note *note)
{
	const struct deadline *list = NULL;
	size_t n = 0;
	enum err r;

	if ((r = deadline_of_record(x->app->read, x->c->a, x->i.id, &list, &n,
	    note)) != ERR_OK)
		return r;
	x->deadlines = NEW_ARRAY(x->c->a, struct deadline_view, n + 1);
	if (x->deadlines == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		const struct deadline *d = &list[i];
		const struct pack_rule *rule = rule_of(x, &d->is.of);
		struct deadline_view *v = &x->deadlines[x->ndeadlines++];

		*v = (struct deadline_view){
			.kind = V_TEXT(str_of(deadline_kinds[d->is.kind].word)),
			.rule = V_TEXT(d->is.of.rule),
			.state = V_TEXT(str_of(
			    deadline_states[d->is.state].word)),
			.anchor = value_moment(d->is.anchor),
			.due = value_moment((struct moment){ d->is.due, PREC_MINUTE }),
			.met = value_moment((struct moment){ d->met, d->met_prec }),
			.key = V_KEY(d->id),
		};
		if (rule != NULL)
			v->title = value_text(tell_words(&x->tell,
			    &rule->title));
		if (d->met != DEADLINE_NEVER)
			v->outcome = (struct value)V_TEXT(str_of(
			    deadline_outcomes[d->outcome].word));
		if (d->met != DEADLINE_NEVER && d->late > 0)
			v->late = (struct value)V_INT(d->late);
	}
	return ERR_OK;
}

/* What is recorded, in today's words. */
static enum err
results_view(struct showing *x, struct note *note)
{
	size_t most = 0;
	enum err r = ERR_OK;

	for (size_t p = 0; p < x->j.n; p++)
		most += x->j.packs[p].nverdicts;
	x->results = NEW_ARRAY(x->c->a, struct result_view, most + 1);
	if (x->results == NULL)
		return note_memory(note);
	for (size_t p = 0; p < x->j.n && r == ERR_OK; p++) {
		const struct judged_pack *jp = &x->j.packs[p];

		for (size_t i = 0; i < jp->nverdicts && r == ERR_OK; i++) {
			const struct verdict *v = &jp->verdicts[i];
			struct told told = { .n = 0 };

			if (v->rule->kind != PACK_TRIGGER)
				continue;
			if ((r = tell_verdict(&x->tell, v, &told,
			    note)) != ERR_OK)
				break;
			x->results[x->nresults++] = (struct result_view){
				.pack = V_TEXT(jp->pack->id),
				.rule = V_TEXT(v->rule->id),
				.title = value_text(tell_words(&x->tell,
				    &v->rule->title)),
				.outcome = V_TEXT(str_of(outcome_word(
				    v->outcome))),
				.sentence = value_text(told.sentence),
			};
		}
	}
	return r;
}

static enum err
proposed_tell(struct showing *x, struct value *ret, struct note *note)
{
	struct buf b = BUF_IN(x->c->a);
	enum err r = ERR_OK;

	for (size_t p = 0; p < x->j.n && r == ERR_OK; p++) {
		struct told told = { .n = 0 };

		if (x->j.packs[p].pack->nlevels == 0)
			continue;
		r = tell_grade(&x->tell, &x->j.packs[p], &told, note);
		if (r == ERR_OK && told.sentence.n > 0) {
			buf_text(&b, b.n > 0 ? "\n" : "");
			buf_str(&b, told.sentence);
		}
	}
	*ret = value_text(buf_view(&b));
	return r;
}

/* The incident, and what the rules in force say of it. */
static enum err
showing_load(struct showing *x, struct cmd *c, struct note *note)
{
	const int64_t now = timesource_now(&((struct app *)c->app)->clock);
	struct key id;
	enum err r;

	*x = (struct showing){ .c = c, .app = c->app };
	if ((r = given_incident(c, c->operand[0], &id, note)) != ERR_OK ||
	    (r = incident_get(x->app->read, c->a, id, &x->i,
	    note)) != ERR_OK ||
	    (r = rulebook_load(x->app->read, c->a, dated_cmd_today(c), &x->book,
	    note)) != ERR_OK ||
	    (r = incident_case_load(x->app->read, c->a, x->book, &x->i, now,
	    &x->known, note)) != ERR_OK)
		return r;
	x->bc = (struct book_case){ .facts = x->known.facts, .at = now,
	    .zone = x->app->zone };
	if ((r = judge(c->a, x->book, &x->bc, &x->j, note)) != ERR_OK)
		return r;
	x->tell = (struct tell){ c->a, c->voice, &x->bc, &x->j };
	return ERR_OK;
}

#define TABLE(rows, count) \
	((struct value){ .given = (count) > 0 ? GIVEN_KNOWN : GIVEN_NOT, \
	    .list = { (struct value *)(void *)(rows), (count) } })

static enum err
reports_view(struct showing *x, struct note *note)
{
	struct report_desk desk;
	enum err r;

	if ((r = report_desk_begin(&desk, x->c, x->i.id, note)) != ERR_OK)
		return r;
	return report_lines(&desk, &x->reports, note);
}

static enum err
incident_make(struct showing *x, struct incident_view *ret,
    struct note *note)
{
	const struct incident *i = &x->i;
	enum err r;

	if ((r = facts_view(x, note)) != ERR_OK ||
	    (r = moments_view(x, note)) != ERR_OK ||
	    (r = deadlines_view(x, note)) != ERR_OK ||
	    (r = reports_view(x, note)) != ERR_OK ||
	    (r = results_view(x, note)) != ERR_OK)
		return r;
	*ret = (struct incident_view){
		.ref = V_TEXT(i->ref),
		.state = V_TEXT(str_of(incident_states[i->state].word)),
		.title = value_text(i->title),
		.body = dated_cmd_called(x->c, &body_ref, i->body),
		.origin = V_TEXT(i->origin),
		.number = value_text(i->source),
		.channel_no = value_text(i->channel_no),
		.level = value_text(i->level),
		.class = value_text(i->class),
		.opened = value_moment((struct moment){ i->opened, PREC_MINUTE }),
		.facts = TABLE(x->facts, x->nfacts),
		.timeline = TABLE(x->moments, x->nmoments),
		.deadlines = TABLE(x->deadlines, x->ndeadlines),
		.reports = x->reports,
		.results = TABLE(x->results, x->nresults),
		.rev = V_INT(i->rev),
		.key = V_KEY(i->id),
		.body_key = V_KEY(i->body),
	};
	if (i->drill)
		ret->drill = (struct value)V_BOOL(true);
	if (i->classified)
		ret->classified = (struct value)V_BOOL(true);
	return proposed_tell(x, &ret->proposed, note);
}

/* ---- sections ---- */

static enum err
section(struct showing *x, const char *heading, const struct fields *fs,
    const struct value *rows, size_t n, struct note *note)
{
	struct rowsink *sink;
	enum err r;

	if (n == 0)
		return ERR_OK;
	if ((r = terminal_put(x->c->term, S("\n"), note)) != ERR_OK ||
	    (r = cmd_say(x->c, note, heading, (const struct arg[]){
	    { 0 } })) != ERR_OK)
		return r;
	sink = cmd_rows(x->c);
	if ((r = rowsink_begin(sink, fs, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = rowsink_row(sink, rows + i * fs->n, note);
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

const struct opt incident_show_opts[] = { OPT_END };

enum err
incident_cmd_show(struct cmd *c, struct note *note)
{
	struct incident_view view;
	struct showing x;
	enum err r;

	if ((r = showing_load(&x, c, note)) != ERR_OK ||
	    (r = incident_make(&x, &view, note)) != ERR_OK ||
	    (r = dated_cmd_object_shown(c, &incident_fields, VALUES(&view),
	    note)) != ERR_OK || c->json)
		return r;
	if ((r = section(&x, M("Facts"), &fact_fields, VALUES(x.facts),
	    x.nfacts, note)) != ERR_OK ||
	    (r = section(&x, M("Chronology"), &moment_fields,
	    VALUES(x.moments), x.nmoments, note)) != ERR_OK ||
	    (r = section(&x, M("Deadlines"), &deadline_fields,
	    VALUES(x.deadlines), x.ndeadlines, note)) != ERR_OK)
		return r;
	if ((r = section(&x, M("Reports"), &report_line_fields,
	    x.reports.list.v, x.reports.list.n, note)) != ERR_OK)
		return r;
	return section(&x, M("Situations"), &result_fields, VALUES(x.results),
	    x.nresults, note);
}

enum err
incident_cmd_timeline(struct cmd *c, struct note *note)
{
	struct showing x;
	struct rowsink *sink = cmd_rows(c);
	enum err r;

	if ((r = showing_load(&x, c, note)) != ERR_OK ||
	    (r = moments_view(&x, note)) != ERR_OK ||
	    (r = rowsink_begin(sink, &moment_fields, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < x.nmoments && r == ERR_OK; i++)
		r = rowsink_row(sink, VALUES(&x.moments[i]), note);
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

enum err
incident_cmd_deadline(struct cmd *c, struct note *note)
{
	struct showing x;
	struct rowsink *sink = cmd_rows(c);
	enum err r;

	if ((r = showing_load(&x, c, note)) != ERR_OK ||
	    (r = deadlines_view(&x, note)) != ERR_OK ||
	    (r = rowsink_begin(sink, &deadline_fields, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < x.ndeadlines && r == ERR_OK; i++)
		r = rowsink_row(sink, VALUES(&x.deadlines[i]), note);
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}
