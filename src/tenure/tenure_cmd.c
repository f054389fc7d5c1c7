/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of tenures on the command line? */
#include "tenure/tenure_cmd.h"

#include "core/app.h"
#include "dated/dated_cmd.h"
#include "person/person.h"
#include "tenure/tenure_act.h"
#include "tenure/tenure_show_cmd.h"

#define FIELD_OPTS \
	OPT_TEXT('p', "person", "PERSON", M("who holds the post")), \
	OPT_TEXT('b', "body", "BODY", M("the body in which --post is a title")), \
	OPT_TEXT(0, "post", "POST", M("the post, as BODY/TITLE, by its code or " \
	    "key, or by its title in --body")), \
	OPT_CHOICE('k', "kind", tenure_kinds, M("in what way")), \
	OPT_TEXT(0, "absent", "yes|no", M("holds it, but is away")), \
	OPT_TEXT(0, "due", "DATE", M("when an acting or presiding term is to " \
	    "end")), \
	OPT_TEXT(0, "document", "TEXT", M("number of the document that appoints")), \
	OPT_TEXT(0, "document-date", "DATE", M("date of that document"))
#define FILTER_OPTS \
	OPT_TEXT('p', "person", "PERSON", M("only this person's")), \
	OPT_TEXT(0, "post", "POST", M("only of this post")), \
	OPT_CHOICE('k', "kind", tenure_kinds, M("only of this kind"))

DATED_VERBS(tenure, FIELD_OPTS, FILTER_OPTS)

static const struct opt tenure_export_opts[] = { OPT_END };
static const struct opt hand_opts[] = {
	OPT_TEXT('t', "to", "PERSON", M("who takes it over")),
	OPT_DATE(0, "on", M("the day of the handover")),
	OPT_TEXT(0, "document", "TEXT", M("number of the record of the "
	    "handover")),
	OPT_TEXT(0, "note", "TEXT", M("what is to be remarked: what was handed "
	    "over, what is left open")),
	OPT_END
};

static enum err
tenure_named(struct cmd *c, struct key *ret, struct note *note)
{
	struct app *app = c->app;

	return tenure_ref.find(app->read, c->a, c->operand[0], 0, KEY_NONE, ret,
	    note);
}

static enum err
show_more(struct cmd *c, struct key id, struct dated_more ret[DATED_MORE_MAX],
    size_t *ret_n, struct note *note)
{
	struct app *app = c->app;
	const struct tenure_handover *h;
	size_t n = 0;
	enum err r;

	if ((r = tenure_handovers(app->read, c->a, id, &h, &n,
	    note)) != ERR_OK)
		return r;
	*ret_n = 1;
	return tenure_handovers_more(c, h, n, &ret[0], note);
}

static enum err
cmd_show(struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	const struct tenure_handover *h;
	struct key id;
	size_t n = 0;
	enum err r;

	if ((r = dated_cmd_show_with(c, &tenure_dated, show_more,
	    note)) != ERR_OK || c->json)
		return r;
	if ((r = tenure_named(c, &id, note)) != ERR_OK ||
	    (r = tenure_handovers(app->read, c->a, id, &h, &n,
	    note)) != ERR_OK)
		return r;
	return tenure_handovers_say(c, h, n, note);
}

static enum err
cmd_hand(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct app *app = c->app;
	struct tenure_hand in = { .on = cmd_date(c, "on", 0),
	    .document = cmd_text(c, "document"), .note = cmd_text(c, "note") };
	struct answer done;
	struct key id;
	struct str name;
	enum err r;

	if (!cmd_given(c, "to") || !cmd_given(c, "on"))
		return NOTE(note, ERR_USAGE, M("Say who takes it over and on "
		    "which day: --to PERSON --on DATE."));
	if ((r = tenure_named(c, &id, note)) != ERR_OK ||
	    (r = person_ref.find(app->read, c->a, cmd_text(c, "to"), in.on,
	    KEY_NONE, &in.to, note)) != ERR_OK ||
	    (r = tenure_hand_over(app, &who, NULL, id, &in, &done,
	    note)) != ERR_OK ||
	    (r = person_name(app->read, c->a, in.to, in.on, DATED_NOW, &name,
	    note)) != ERR_OK)
		return r;
	return TELL(c, note, M("The handover to {name} on {day} was recorded "
	    "(entry {seq})."), A_TEXT("name", name), A_DAY("day", in.on),
	    A_INT("seq", done.seq));
}

const struct command tenure_commands[] = {
	DATED_ROW(tenure, add, DATED_WRITES, "", 0, M("say who holds a post"),
	    NULL, "anze tenure add --person 0107 --post 南通市人民政府/副市长 "
	    "--kind substantive --document 通委〔2024〕3号 --from 2024-01-01"),
	DATED_ROW(tenure, list, COMMAND_STORE, "", 0, M("list tenures as of a "
	    "day"), NULL, "anze tenure list --person 0107 --all"),
	{ "tenure show", cmd_show, COMMAND_STORE, tenure_show_opts, "TENURE", 1,
	    1, M("show one tenure, its states, its history and its handover"),
	    NULL, "anze tenure show nt:T12" },
	{ "tenure hand-over", cmd_hand, DATED_WRITES, hand_opts, "TENURE", 1, 1,
	    M("say to whom what goes with a tenure was handed"),
	    M("Who takes it over does not come to hold the post by it: that is "
	    "a tenure of its own."),
	    "anze tenure hand-over nt:T12 --to 0108 --on 2026-01-01 --document "
	    "通交〔2026〕1号" },
	DATED_ROW(tenure, change, DATED_WRITES, "TENURE", 1, M("say what is "
	    "different from a day on: the world changed"), NULL,
	    "anze tenure change nt:T12 --absent yes --from 2025-03-01 --to "
	    "2025-06-01"),
	DATED_ROW(tenure, correct, DATED_WRITES, "TENURE", 1, M("say what was "
	    "wrong in what was entered"), NULL,
	    "anze tenure correct nt:T12 --began 2024-02-01"),
	DATED_ROW(tenure, end, DATED_WRITES, "TENURE", 1, M("say that somebody "
	    "no longer holds a post from a day on"), NULL,
	    "anze tenure end nt:T12 --on 2026-01-01 --reason 转任"),
	DATED_ROW(tenure, withdraw, DATED_WRITES, "TENURE", 1, M("take back a "
	    "tenure that was entered by mistake"), NULL,
	    "anze tenure withdraw nt:T12 --reason 重复录入"),
	DATED_ROW(tenure, import, DATED_WRITES, "FILE", 1, M("bring in tenures "
	    "from a sheet"), M("The sheet is CSV or xlsx with the columns id, "
	    "source, code, body, person, post, kind, absent, due, document, "
	    "document_date, from, to. post is a title within body, or names a "
	    "post alone. A row means the tenure of its key, of its code, or "
	    "of the same person in the same post. Nothing is recorded while a "
	    "row has a fault; importing the same file again changes nothing."),
	    "anze tenure import --dry-run tenures.xlsx"),
	DATED_TEMPLATE_ROW(tenure, "anze tenure template tenures.xlsx"),
	DATED_ROW(tenure, export, COMMAND_STORE, "FILE", 1, M("write all "
	    "tenures to a sheet that can be imported again"), NULL,
	    "anze tenure export tenures.xlsx"),
};
const size_t tenure_ncommands =
    sizeof tenure_commands / sizeof tenure_commands[0];
