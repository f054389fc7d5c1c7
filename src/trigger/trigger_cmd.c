/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of situations on the command line? */
#include "trigger/trigger_cmd.h"

#include "body/body.h"
#include "dated/dated_cmd.h"
#include "house/console.h"
#include "person/person.h"
#include "trigger/trigger_act.h"
#include "trigger/trigger_verbs_cmd.h"

/* ---- what they share ---- */

enum err
trigger_cmd_incident(struct cmd *c, struct str word, struct key *ret,
    struct note *note)
{
	struct app *app = c->app;

	return incident_find(app->read, c->a, word, ret, note);
}

enum err
trigger_book(struct cmd *c, const struct book **ret, struct note *note)
{
	struct app *app = c->app;

	return rulebook_load(app->read, c->a, dated_cmd_today(c), ret, note);
}

enum err
trigger_desk_load(struct cmd *c, struct str word, struct trigger_desk *ret,
    struct note *note)
{
	struct app *app = c->app;
	struct trigger_case *k = &ret->k;
	struct key id;
	enum err r;

	*ret = (struct trigger_desk){ .c = c, .app = app };
	if ((r = trigger_cmd_incident(c, word, &id, note)) != ERR_OK ||
	    (r = incident_get(app->read, c->a, id, &k->i, note)) != ERR_OK ||
	    (r = trigger_book(c, &k->book, note)) != ERR_OK ||
	    (r = trigger_case_load(app->read, c->a, app->zone,
	    timesource_now(&app->clock), k, note)) != ERR_OK)
		return r;
	ret->tell = (struct tell){ c->a, c->voice, &k->bc, &k->j };
	return ERR_OK;
}

enum err
trigger_section(struct cmd *c, const char *heading, const struct fields *fs,
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

/* ---- deciding ---- */

typedef enum err decide_fn(struct app *app, const struct actor *who,
    const struct request *rq, const struct trigger_decide *what,
    struct answer *ret, struct note *note);

static enum err
decide_it(struct cmd *c, struct trigger_decide *d, decide_fn *act,
    struct answer *ret, struct note *note)
{
	const struct actor who = console_actor(c);
	enum err r;

	d->rule = c->operand[1];
	d->reason = cmd_text(c, "reason");
	if ((r = trigger_cmd_incident(c, c->operand[0], &d->incident,
	    note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "body", &d->body,
	    note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person", &d->person,
	    note)) != ERR_OK)
		return r;
	return act(c->app, &who, NULL, d, ret, note);
}

static enum err
cmd_confirm_it(struct cmd *c, struct note *note)
{
	struct trigger_decide d = { .names = cmd_text(c, "names") };
	struct answer done;
	enum err r;

	d.nreadings = cmd_many(c, "reading", &d.readings);
	if ((r = decide_it(c, &d, trigger_confirm, &done, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("{ref}: that {rule} is met was confirmed, by entry "
	    "{entry}. Nobody is named by that; anze trace open {ref} {rule} "
	    "opens the trace."), A_TEXT("ref", c->operand[0]),
	    A_TEXT("rule", c->operand[1]), A_INT("entry", done.seq),
	    A_TEXT("key", key_text(c->a, done.on)));
}

static enum err
cmd_decline_it(struct cmd *c, struct note *note)
{
	struct trigger_decide d = { .names = S("") };
	struct answer done;
	enum err r;

	if ((r = decide_it(c, &d, trigger_decline, &done, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("{ref}: {rule} does not apply, says entry {entry}. "
	    "It can be taken up again: anze trigger confirm."),
	    A_TEXT("ref", c->operand[0]), A_TEXT("rule", c->operand[1]),
	    A_INT("entry", done.seq), A_TEXT("key", key_text(c->a, done.on)));
}

/* ---- commands ---- */

enum { WRITES = COMMAND_STORE | COMMAND_WRITES };

#define DECIDE_OPTS \
	OPT_TEXT('b', "body", "BODY", M("the body with authority")), \
	OPT_TEXT(0, "person", "PERSON", M("the person who decides for it")), \
	OPT_TEXT(0, "reason", "TEXT", M("why, in your own words"))

static const struct opt list_opts[] = {
	OPT_TEXT('i', "incident", "INCIDENT", M("all situations of this one")),
	OPT_CHOICE('o', "outcome", trigger_outcomes, M("only with this "
	    "outcome")),
	OPT_CHOICE(0, "state", trigger_states, M("only decided so")),
	OPT_INT('m', "most", "N", M("at most this many (default: 50)")),
	OPT_TEXT(0, "before", "INCIDENT", M("incidents before this one: the "
	    "next page")),
	OPT_END
};
static const struct opt asked_opts[] = {
	OPT_TEXT('b', "body", "BODY", M("what this body is asked for")),
	OPT_INT('m', "most", "N", M("at most this many (default: 50)")),
	OPT_TEXT(0, "before", "INCIDENT", M("incidents before this one: the "
	    "next page")),
	OPT_END
};
static const struct opt confirm_opts[] = {
	DECIDE_OPTS,
	OPT_TEXT(0, "names", "TEXT", M("what only a person can name: which "
	    "duty, on which facts")),
	OPT_MANY(0, "reading", "READING", M("where the words bear two meanings: "
	    "the one that holds")),
	OPT_END
};
static const struct opt decline_opts[] = { DECIDE_OPTS, OPT_END };

const struct command trigger_commands[] = {
	{ "trigger list", trigger_cmd_list, COMMAND_STORE, list_opts, "", 0, 0,
	    M("list situations that are met or cannot be said yet"),
	    M("Those of the newest incidents first, drills left out. It says "
	    "what facts meet; never what anybody deserves."),
	    "anze trigger list --outcome met\n"
	    "anze trigger list --incident INC-2026-0042" },
	{ "trigger asked", trigger_cmd_asked, COMMAND_STORE, asked_opts, "", 0,
	    0, M("list the facts that a body is asked for"),
	    M("Open situations want facts; asked is whoever could know them. "
	    "Answers are stated with anze incident fact."),
	    "anze trigger asked --body 南通市委网信办" },
	{ "trigger show", trigger_cmd_show, COMMAND_STORE, NULL,
	    "INCIDENT RULE", 2, 2,
	    M("show a situation with its elements, advice and decisions"),
	    M("What speaks for it and against it stands side by side; figures "
	    "that only advise stand apart."),
	    "anze trigger show INC-2026-0042 8.2.2" },
	{ "trigger confirm", cmd_confirm_it, WRITES, confirm_opts,
	    "INCIDENT RULE", 2, 2,
	    M("confirm that a situation is met"),
	    M("By a person of a body with authority, with reasons. Refused when "
	    "it is not met as things are known now."),
	    "anze trigger confirm INC-2026-0042 8.2.2 --body 南通市委 --person "
	    "陈某 --reason 六小时内没有组织处置" },
	{ "trigger decline", cmd_decline_it, WRITES, decline_opts,
	    "INCIDENT RULE", 2, 2,
	    M("say that a situation does not apply"), NULL,
	    "anze trigger decline INC-2026-0042 8.2.1 --body 南通市委 --person "
	    "陈某 --reason 没有大面积扩散" },
};
const size_t trigger_ncommands =
    sizeof trigger_commands / sizeof trigger_commands[0];
