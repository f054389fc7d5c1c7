/* SPDX-License-Identifier: Apache-2.0 */
/* Who was responsible, and who stands above whom? */
#include "responsibility/responsibility_cmd.h"

#include <assert.h>

#include "body/body.h"
#include "core/config.h"
#include "dated/dated_cmd.h"
#include "house/console.h"
#include "responsibility/responsibility_view_cmd.h"
#include "system/system.h"

#define ALL_CAPACITIES	((1U << CAPACITY__MAX) - 1)
/* Art. 2: these must not lack. */
#define WANTED	(1U << CAPACITY_FIRST | 1U << CAPACITY_DIRECT)

/* A question: of what, when, as known when. */
struct asking {
	struct cmd		*c;
	struct key		 id;
	bool			 system;
	struct moment		 at;
	int64_t			 day, known;
	unsigned		 several;
	struct str		 name;
	struct resp_question	 q;
};

#define ASK_OPTS \
	OPT_MOMENT(0, "at", M("at this time (default: now)")), \
	OPT_TEXT(0, "known-at", "ENTRY|TIME", M("as it was known at this entry " \
	    "or time (default: now)")), \
	OPT_FLAG(0, "body", M("a body is meant, though a system is called so " \
	    "too"))

static const struct opt who_opts[] = { ASK_OPTS, OPT_END };
static const struct opt ladder_opts[] = { ASK_OPTS, OPT_END };

/* A system, or else a body. */
static enum err
subject_find(struct asking *q, struct note *note)
{
	struct cmd *c = q->c;
	struct app *app = c->app;
	struct note found = NOTE_INIT;
	struct str code;
	enum err r = ERR_NOTFOUND;

	if (!cmd_flag(c, "body"))
		r = system_ref.find(app->read, c->a, c->operand[0], q->day,
		    KEY_NONE, &q->id, &found);
	q->system = r == ERR_OK;
	if (r == ERR_OK)
		return system_ref.called(app->read, c->a, q->id, q->day, &code,
		    &q->name, note);
	if (r != ERR_NOTFOUND) {
		note_copy(note, &found);
		return r;
	}
	note_clear(&found);
	if ((r = body_find_on(app->read, c->a, c->operand[0], q->day, &q->id,
	    &found)) != ERR_OK) {
		if (r == ERR_NOTFOUND)
			return NOTE(note, r, M("No system and no body is called "
			    "{text}. anze search finds parts of names."),
			    A_TEXT("text", c->operand[0]));
		note_copy(note, &found);
		return r;
	}
	return body_ref.called(app->read, c->a, q->id, q->day, &code, &q->name,
	    note);
}

/* Of which capacities may several persons have one, by the local rule? */
static enum err
several_load(struct asking *q, struct note *note)
{
	struct app *app = q->c->app;
	struct str words, one;
	enum err r;

	if ((r = config_get(app->read, q->c->a,
	    config_find(S("capacity.several")), &words, note)) != ERR_OK)
		return r;
	while (str_cut(&words, '|', &one))
		for (int k = 0; k < CAPACITY__MAX; k++)
			if (str_is(one, post_capacities[k].word))
				q->several |= 1U << k;
	return ERR_OK;
}

static enum err
question(struct cmd *c, struct asking *q, struct note *note)
{
	struct app *app = c->app;
	const int64_t now = timesource_now(&app->clock);
	struct civil local;
	enum err r;

	q->c = c;
	q->at = cmd_moment(c, "at", (struct moment){ now - now % MINUTE_MS,
	    PREC_MINUTE });
	local = zone_local(app->zone, q->at.ms);
	q->day = day_from_civil(local.year, local.month, local.day);
	if ((r = dated_cmd_known(c, &q->known, note)) != ERR_OK ||
	    (r = subject_find(q, note)) != ERR_OK ||
	    (r = several_load(q, note)) != ERR_OK)
		return r;
	return (q->system ? resp_ask_system : resp_ask_body)(app->read, c->a,
	    q->id, q->day, q->known, &q->q, note);
}

/* What programs are told. */
struct answer_view {
	struct value	subject, kind, name, at, day, known_at, lines;
};
static const struct field answer_rows[] = {
	{ .name = "subject", .kind = FIELD_REF, .ref = "record",
	    .label = M("Key") },
	{ .name = "kind", .kind = FIELD_TEXT, .label = M("Kind") },
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Name") },
	{ .name = "at", .kind = FIELD_MOMENT, .label = M("Time") },
	{ .name = "day", .kind = FIELD_DATE, .label = M("Day") },
	{ .name = "known_at", .kind = FIELD_INT, .label = M("Known at") },
	{ .name = "lines", .kind = FIELD_TABLE, .sub = &resp_line_fields,
	    .label = M("Answers") },
};
static FIELDS(answer_fields, "responsibility.answer", 1, answer_rows);
static_assert(sizeof answer_rows / sizeof answer_rows[0] ==
    VALUES_OF(struct answer_view), "a member without a row");

static enum err
answer_put(struct asking *q, struct resp_line_view *lines, size_t n,
    struct note *note)
{
	struct answer_view view = {
		.subject = V_KEY(q->id),
		.kind = V_TEXT(q->system ? S("system") : S("body")),
		.name = V_TEXT(q->name),
		.at = { .given = GIVEN_KNOWN, .num = q->at.ms,
		    .prec = q->at.prec },
		.day = V_DAY(q->day),
		.lines = { .given = GIVEN_KNOWN,
		    .list = { (struct value *)lines, n } },
	};

	if (q->known != DATED_NOW)
		view.known_at = (struct value)V_INT(q->known);
	return cmd_object(q->c, &answer_fields, VALUES(&view), note);
}

static enum err
heading_say(struct asking *q, struct note *note)
{
	enum err r;

	if ((r = SAY(q->c, note, M("{name}, {at}"), A_TEXT("name", q->name),
	    A_MOMENT("at", q->at.ms))) != ERR_OK || q->known == DATED_NOW)
		return r;
	return SAY(q->c, note, M("as known at entry {seq}"),
	    A_INT("seq", q->known));
}

/* Art. 2 wants a first and a directly responsible of those who bear the main
 * responsibility, not of leading bodies, which consist of members. */
static unsigned
wanted(const struct resp_body *b)
{
	return b != NULL && (str_is(b->kind, "leading_body") ||
	    str_is(b->kind, "notification_body")) ? 0 : WANTED;
}

static enum err
cmd_who(struct cmd *c, struct note *note)
{
	struct asking q = { .c = c };
	struct app *app = c->app;
	struct resp_answer answer;
	struct resp_line_view *view;
	enum err r;

	if ((r = question(c, &q, note)) != ERR_OK ||
	    (r = resp_answer_load(app->read, c->a, &q.q, q.day, q.known,
	    &answer, note)) != ERR_OK)
		return r;
	if ((view = NEW_ARRAY(c->a, struct resp_line_view,
	    answer.n + 1)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < answer.n && r == ERR_OK; i++) {
		const struct resp_line *line = &answer.line[i];

		r = resp_line_make(c->a, c->voice, &answer.facts, line,
		    wanted(line->body), line->principle == BY_OWNING ||
		    line->principle == BY_OPERATING ? ALL_CAPACITIES : WANTED,
		    q.several, &view[i], note);
		/* Whoever owns or operates it must be reached at that hour. */
		if (r == ERR_OK && (line->principle == BY_OWNING ||
		    line->principle == BY_OPERATING))
			r = resp_duty_make(app->read, c->a, q.at.ms,
			    &answer.facts, line, &view[i], note);
	}
	if (r != ERR_OK || c->json)
		return r != ERR_OK ? r : answer_put(&q, view, answer.n, note);
	if ((r = heading_say(&q, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < answer.n && r == ERR_OK; i++)
		r = resp_line_say(c,
		    resp_principles[answer.line[i].principle].label, &view[i],
		    note);
	return r;
}

static enum err
rung_make(struct asking *q, const struct resp_facts *f,
    const struct resp_rung *rung, struct resp_line_view *ret,
    struct note *note)
{
	const struct rung_row *row = &resp_rungs[rung->kind];
	const struct resp_line line = { BY_OWNING, rung->body, rung->flaws,
	    rung->kind == RUNG_INVOLVED ? M("designated with reasons in each "
	    "incident") : NULL };
	const unsigned bit = row->capacity == CAPACITY__MAX ? 0 :
	    1U << row->capacity;
	enum err r;

	if ((r = resp_line_make(q->c->a, q->c->voice, f, &line, bit, bit,
	    q->several, ret, note)) != ERR_OK)
		return r;
	ret->principle = (struct value)V_TEXT(str_of(row->word));
	ret->basis = (struct value)V_TEXT(str_of(say(q->c->voice.lang,
	    row->basis)));
	return ERR_OK;
}

static enum err
cmd_ladder(struct cmd *c, struct note *note)
{
	struct asking q = { .c = c };
	const struct resp_rung *rung;
	struct resp_line_view *view;
	struct resp_facts f;
	size_t n;
	enum err r;

	if ((r = question(c, &q, note)) != ERR_OK)
		return r;
	f = (struct resp_facts){ .day = q.day, .known = q.known };
	if ((r = resp_ladder_load(((struct app *)c->app)->read, c->a, &q.q,
	    &f, &rung, &n, note)) != ERR_OK)
		return r;
	if ((view = NEW_ARRAY(c->a, struct resp_line_view, n + 1)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = rung_make(&q, &f, &rung[i], &view[i], note);
	if (r != ERR_OK || c->json)
		return r != ERR_OK ? r : answer_put(&q, view, n, note);
	if ((r = heading_say(&q, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = resp_line_say(c, resp_rungs[rung[i].kind].label, &view[i],
		    note);
	return r;
}

const struct command responsibility_commands[] = {
	{ "who", cmd_who, COMMAND_STORE, who_opts, "SYSTEM|BODY", 1, 1,
	    M("say who is responsible, by which principle, and what is vacant"),
	    M("Bodies by principle, the persons in them by capacity with the "
	    "document that says so, and the clause of each line. With --at and "
	    "--known-at: as it was then, and as was known then."),
	    "anze who 南通市教育局\n"
	    "anze who 南通市教育局门户网站 --at 2025-03-01T02:10" },
	{ "ladder", cmd_ladder, COMMAND_STORE, ladder_opts, "SYSTEM|BODY", 1, 1,
	    M("show the rungs of responsibility upwards"),
	    M("From those involved over the head of cybersecurity and the "
	    "directly responsible to the first responsible, and so on in the "
	    "bodies above; coordinating and supervising bodies apart. It "
	    "names nobody as at fault."),
	    "anze ladder 南通市教育局门户网站 --at 2025-03-01" },
	{ "gaps", responsibility_cmd_gaps, COMMAND_STORE,
	    responsibility_gaps_opts, "", 0, 0,
	    M("list what is missing or contradictory in the register"),
	    M("Vacancies, overlaps, expired acting terms, holders of posts that "
	    "have ended, unanswered questions of systems, bodies without a "
	    "directly responsible member, tenures without a document, addresses "
	    "nobody owns, contracts without the clause, telephones not "
	    "tested."),
	    "anze gaps --under 南通市人民政府\n"
	    "anze gaps --kind vacant --json\n"
	    "anze gaps --count" },
};
const size_t responsibility_ncommands =
    sizeof responsibility_commands / sizeof responsibility_commands[0];
