/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of traces on the command line? */
#include "accountability/trace_cmd.h"

#include "accountability/trace_act.h"
#include "body/body.h"
#include "dated/dated_cmd.h"
#include "dated/dated_view_cmd.h"
#include "house/console.h"
#include "person/person.h"
#include "system/system.h"

enum { LIST_MOST = 50, LIST_PAGE_MAX = 1000 };

/* ---- opening ---- */

static enum err
cmd_incident(struct cmd *c, struct str word, struct key *ret,
    struct note *note)
{
	struct app *app = c->app;

	return incident_find(app->read, c->a, word, ret, note);
}

static enum err
cmd_open_it(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct trace_opening x = { .rule = c->operand[1],
	    .reason = cmd_text(c, "reason"),
	    .conduct = dated_cmd_moment(c, "conduct") };
	struct app *app = c->app;
	struct answer done;
	struct trace t;
	enum err r;

	if ((r = cmd_incident(c, c->operand[0], &x.incident,
	    note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "body", &x.body,
	    note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person", &x.person,
	    note)) != ERR_OK ||
	    (r = dated_cmd_named_all(c, &system_ref, "system", &x.systems,
	    &x.nsystems, note)) != ERR_OK ||
	    (r = trace_open(app, &who, NULL, &x, &done, note)) != ERR_OK ||
	    (r = trace_get(app->read, c->a, done.on, &t, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("{ref} was opened (entry {entry}). Every rung "
	    "waits to be examined: anze trace show {ref}."),
	    A_TEXT("ref", t.ref), A_INT("entry", done.seq),
	    A_TEXT("key", key_text(c->a, done.on)));
}

/* ---- what is done in one ---- */

typedef enum err doing_fn(struct app *app, const struct actor *who,
    const struct request *rq, const struct trace_doing *what,
    struct answer *ret, struct note *note);

static enum err
do_it(struct cmd *c, struct trace_doing *d, doing_fn *act, struct note *note)
{
	const struct actor who = console_actor(c);
	struct app *app = c->app;
	struct answer done;
	struct trace t;
	enum err r;

	if ((r = trace_find(app->read, c->a, c->operand[0], &d->id,
	    note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person", &d->person,
	    note)) != ERR_OK ||
	    (r = act(app, &who, NULL, d, &done, note)) != ERR_OK ||
	    (r = trace_get(app->read, c->a, done.on, &t, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("{ref}: recorded (entry {entry})."),
	    A_TEXT("ref", t.ref), A_INT("entry", done.seq),
	    A_TEXT("key", key_text(c->a, done.on)));
}

static enum err
place_read(struct cmd *c, int64_t *ret, struct note *note)
{
	return str_int(c->operand[1], ret) ? ERR_OK : NOTE(note, ERR_USAGE,
	    M("“{word}” is no number of a rung. anze trace show tells them."),
	    A_TEXT("word", c->operand[1]));
}

static enum err
cmd_designate(struct cmd *c, struct note *note)
{
	struct trace_doing d = { .text = cmd_text(c, "reason") };
	struct app *app = c->app;
	enum err r;

	if ((r = person_ref.find(app->read, c->a, c->operand[1],
	    dated_cmd_today(c), KEY_NONE, &d.involved, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "of", &d.body, note)) != ERR_OK)
		return r;
	return do_it(c, &d, trace_designate, note);
}

static enum err
cmd_examine(struct cmd *c, struct note *note)
{
	const struct str word = cmd_text(c, "outcome");
	struct trace_doing d = { .text = cmd_text(c, "reason") };
	enum err r;

	if (word.n == 0)
		return NOTE(note, ERR_USAGE, M("Say what came out: --outcome "
		    "{words}."), A_TEXT("words", dated_cmd_words(c->a,
		    trace_outcomes)));
	for (int i = 0; i < TRACE_OUTCOME__MAX; i++)
		if (str_is(word, trace_outcomes[i].word))
			d.outcome = (enum trace_outcome)i;
	if ((r = place_read(c, &d.place, note)) != ERR_OK)
		return r;
	return do_it(c, &d, trace_examine, note);
}

static enum err
cmd_answer(struct cmd *c, struct note *note)
{
	struct trace_doing d = { .text = c->operand[2] };
	enum err r = place_read(c, &d.place, note);

	return r != ERR_OK ? r : do_it(c, &d, trace_answer, note);
}

static enum err
cmd_coordination(struct cmd *c, struct note *note)
{
	struct trace_doing d = { .text = cmd_text(c, "reason") };
	enum err r;

	if ((r = place_read(c, &d.place, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "body", &d.body, note)) != ERR_OK)
		return r;
	return do_it(c, &d, trace_coordination, note);
}

static enum err
cmd_close_it(struct cmd *c, struct note *note)
{
	struct trace_doing d = { .text = cmd_text(c, "reason") };

	return do_it(c, &d, trace_close, note);
}

static enum err
cmd_reopen(struct cmd *c, struct note *note)
{
	struct trace_doing d = { .text = cmd_text(c, "reason") };

	return do_it(c, &d, trace_reopen, note);
}

/* ---- lists ---- */

struct line_view {
	struct value	ref, opened, called, rule, body, state, rev, key;
};
static const struct field line_rows[] = {
	TEXT("ref", M("Reference")), WHEN("opened", M("Opened")),
	TEXT("incident", M("Incident")), TEXT("rule", M("Situation")),
	TEXT("body", M("Owned by")), WORDS("state", trace_states, M("State")),
	{ .name = "rev", .kind = FIELD_INT, .flags = FIELD_MACHINE,
	    .label = M("Last entry") },
	KEY("key", "trace", M("Key")),
};
SAME_SIZE(line_view, line_rows);
static FIELDS(line_fields, "trace.line", 1, line_rows);

static enum err
query_read(struct cmd *c, struct trace_query *q, struct note *note)
{
	const struct str before = cmd_text(c, "before"),
	    incident = cmd_text(c, "incident");
	const int64_t most = cmd_int(c, "most", LIST_MOST);
	struct app *app = c->app;
	enum err r;

	*q = (struct trace_query){ .state = cmd_text(c, "state"),
	    .most = (size_t)most };
	if (most < 1 || most > LIST_PAGE_MAX)
		return NOTE(note, ERR_USAGE, M("--most wants a number from 1 to "
		    "{most}; --before leads to the next page."),
		    A_INT("most", LIST_PAGE_MAX));
	if (before.n > 0 && (r = trace_find(app->read, c->a, before,
	    &q->before, note)) != ERR_OK)
		return r;
	if (incident.n > 0 && (r = cmd_incident(c, incident, &q->incident,
	    note)) != ERR_OK)
		return r;
	if ((r = dated_cmd_named(c, &body_ref, "body", &q->body, note)) != ERR_OK)
		return r;
	return incident.n > 0 && !key_none(q->body) ? NOTE(note, ERR_USAGE,
	    M("Say --incident or --body, not both.")) : ERR_OK;
}

static enum err
cmd_list(struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	struct rowsink *sink = cmd_rows(c);
	const struct trace *list = NULL;
	struct trace_query q;
	size_t n = 0;
	enum err r;

	if ((r = query_read(c, &q, note)) != ERR_OK ||
	    (r = trace_list(app->read, c->a, &q, &list, &n, note)) != ERR_OK ||
	    (r = rowsink_begin(sink, &line_fields, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct line_view v = {
			.ref = V_TEXT(list[i].ref),
			.opened = value_moment((struct moment){
			    list[i].opened, PREC_MINUTE }),
			.called = V_TEXT(list[i].called),
			.rule = V_TEXT(list[i].rule),
			.body = dated_cmd_called(c, &body_ref, list[i].body),
			.state = V_TEXT(str_of(
			    trace_states[list[i].state].word)),
			.rev = V_INT(list[i].rev),
			.key = V_KEY(list[i].id),
		};

		r = rowsink_row(sink, VALUES(&v), note);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

/* ---- commands ---- */

enum { WRITES = COMMAND_STORE | COMMAND_WRITES };

#define BY_OPTS \
	OPT_TEXT(0, "person", "PERSON", M("the person who does it")), \
	OPT_TEXT(0, "reason", "TEXT", M("why, in your own words"))

static const struct opt open_opts[] = {
	OPT_TEXT('b', "body", "BODY", M("the body with authority, which owns it "
	    "(default: the one that confirmed)")),
	OPT_MANY('s', "system", "SYSTEM", M("only for these systems")),
	OPT_MOMENT(0, "conduct", M("when it was done, where no fact says so")),
	BY_OPTS, OPT_END
};
static const struct opt list_opts[] = {
	OPT_TEXT('b', "body", "BODY", M("only those of this body")),
	OPT_TEXT('i', "incident", "INCIDENT", M("only about this incident")),
	OPT_CHOICE(0, "state", trace_states, M("only in this state")),
	OPT_INT('m', "most", "N", M("at most this many (default: 50)")),
	OPT_TEXT(0, "before", "TRACE", M("those before this one: the next "
	    "page")),
	OPT_END
};
static const struct opt designate_opts[] = {
	OPT_TEXT(0, "of", "BODY", M("the body he belongs to")),
	BY_OPTS, OPT_END
};
static const struct opt examine_opts[] = {
	OPT_CHOICE('o', "outcome", trace_outcomes, M("what came out")),
	BY_OPTS, OPT_END
};
static const struct opt answer_opts[] = {
	OPT_TEXT(0, "person", "PERSON", M("who answers: the person concerned")),
	OPT_END
};
static const struct opt coordination_opts[] = {
	OPT_TEXT('b', "body", "BODY", M("the body that records it")),
	BY_OPTS, OPT_END
};
static const struct opt by_opts[] = { BY_OPTS, OPT_END };

const struct command trace_commands[] = {
	{ "trace open", cmd_open_it, WRITES, open_opts, "INCIDENT RULE", 2, 2,
	    M("open the trace of a situation that was confirmed"),
	    M("The rungs are taken from the register as it was at the time of "
	    "the conduct and at that of the occurrence. Standing on one says "
	    "nothing of anybody."),
	    "anze trace open INC-2026-0042 8.2.2 --person 陈某 --reason "
	    "情形已经确认" },
	{ "trace list", cmd_list, COMMAND_STORE, list_opts, "", 0, 0,
	    M("list traces, the newest first"), NULL,
	    "anze trace list --body 南通市委 --state open" },
	{ "trace show", trace_cmd_show, COMMAND_STORE, trace_show_opts, "TRACE",
	    1, 1, M("show the ladder of a trace, and what was said in it"),
	    M("What the person concerned ought to explain is shown only to the "
	    "body that owns it (--for-body) and to him (--for-person), and "
	    "is stored nowhere."),
	    "anze trace show TRC-2026-0001\n"
	    "anze trace show TRC-2026-0001 --for-body 南通市委" },
	{ "trace designate", cmd_designate, WRITES, designate_opts,
	    "TRACE PERSON", 2, 2, M("designate a person who was involved"),
	    NULL, "anze trace designate TRC-2026-0001 0107 --of 南通市教育局 "
	    "--person 陈某 --reason 当班运维人员" },
	{ "trace examine", cmd_examine, WRITES, examine_opts, "TRACE RUNG", 2, 2,
	    M("say what came out when a rung was examined"),
	    M("Every rung wants an outcome and a reason, vacant ones too. What "
	    "follows from it is decided elsewhere."),
	    "anze trace examine TRC-2026-0001 2 --outcome fulfilled --person "
	    "陈某 --reason 已经履行职责，有记录" },
	{ "trace answer", cmd_answer, WRITES, answer_opts, "TRACE RUNG TEXT", 3,
	    3, M("answer in one's own words"), NULL,
	    "anze trace answer TRC-2026-0001 2 当晚已经报告 --person 0105" },
	{ "trace coordination", cmd_coordination, WRITES, coordination_opts,
	    "TRACE RUNG", 2, 2,
	    M("record that coordination or supervision was weak"),
	    M("Only then the coordinating and supervising branch stands. A body "
	    "cannot record it of itself."),
	    "anze trace coordination TRC-2026-0001 8 --body 南通市纪委监委 "
	    "--person 周某 --reason 收到通报后没有督促" },
	{ "trace close", cmd_close_it, WRITES, by_opts, "TRACE", 1, 1,
	    M("close a trace whose rungs were all examined"), NULL,
	    "anze trace close TRC-2026-0001 --person 陈某 --reason "
	    "各环节审查完毕" },
	{ "trace reopen", cmd_reopen, WRITES, by_opts, "TRACE", 1, 1,
	    M("open a trace again"), NULL,
	    "anze trace reopen TRC-2026-0001 --person 陈某 --reason "
	    "出现新的证据" },
};
const size_t trace_ncommands =
    sizeof trace_commands / sizeof trace_commands[0];
