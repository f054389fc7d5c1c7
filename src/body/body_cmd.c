/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of bodies on the command line? */
#include "body/body_cmd.h"

#include "body/body_act.h"
#include "body/body_import.h"
#include "body/body_in.h"
#include "body/body_look_cmd.h"
#include "core/import_template.h"
#include "house/console.h"
#include "region/region.h"

static const struct choice conflicts[] = {
	{ "stop", M("tell of it and record nothing") },
	{ "skip", M("leave it as it is in the store") },
	{ "update", M("record what the file says") },
	{ NULL, NULL }
};

static const struct opt import_opts[] = {
	OPT_TEXT('s', "source", "NAME", M("who gave the codes of rows that do "
	    "not say so (default: local)")),
	OPT_TEXT(0, "sheet", "NAME", M("the sheet of a workbook (default: the "
	    "first)")),
	OPT_FLAG('n', "dry-run", M("judge every row, record nothing")),
	CONSOLE_ERRORS_OPT,
	OPT_CHOICE('c', "on-conflict", conflicts, M("when a body is there with "
	    "another state: stop (default), skip it, or update it")),
	OPT_END
};

static enum err
cmd_import(struct cmd *c, struct note *note)
{
	struct str sheet = cmd_text(c, "sheet");
	struct str conflict = cmd_text(c, "on-conflict");
	struct body_import what = {
		.path = c->operand[0].p,
		.sheet = sheet.n == 0 ? NULL : sheet.p,
		.source = cmd_text(c, "source"),
		.conflict = str_is(conflict, "skip") ? BODY_SKIP :
		    str_is(conflict, "update") ? BODY_UPDATE : BODY_STOP,
		.dry = cmd_flag(c, "dry-run"),
	};
	struct console_import ci;
	const struct actor who = console_actor(c);
	struct import_report report = { 0 };
	enum err r;

	if ((r = console_import_begin(c, &ci, note)) != ERR_OK)
		return r;
	r = body_import(c->app, &who, &what, c->voice, &ci.watch, &report,
	    note);
	return console_import_end(&ci, what.sheet, &report, what.dry, r, note);
}

static enum err
cmd_template(struct cmd *c, struct note *note)
{
	static const struct import_example examples[] = {
		{ "source", "nt" }, { "code", "301" },
		{ "name", "南通市数据局" }, { "superior", "南通市人民政府" },
		{ "guided_by", "江苏省数据局|nt:101" },
		{ "region", "320600" }, { "industry", "金融" },
		{ NULL, NULL }
	};
	enum err r;

	r = import_template(c->operand[0].p, &body_sheet, examples, c->voice,
	    note);
	return r != ERR_OK ? r : TELL(c, note, M("An empty sheet was written to "
	    "{file}."), A_TEXT("file", c->operand[0]));
}

#define STATE_OPTS \
	OPT_TEXT(0, "name", "NAME", M("its name")), \
	OPT_CHOICE('k', "kind", body_kinds, M("what kind of body it is")), \
	OPT_TEXT('s', "superior", "CODE", M("the one body that leads it")), \
	OPT_MANY('g', "guided-by", "CODE", M("a body that guides its work; may " \
	    "be given several times")), \
	OPT_TEXT('r', "region", "CODE", M("the division in which it lies")), \
	OPT_TEXT(0, "industry", "NAME", M("its industry"))

/* An option as a sheet's cell of that name would be understood. */
static enum err
field_given(struct cmd *c, const char *field, struct str text,
    struct value *ret, struct note *note)
{
	const struct field *f = &body_sheet.field[field_find(&body_sheet,
	    str_of(field))];

	return field_parse(c->a, f, c->voice, text, ret, note);
}

static enum err
body_given(struct cmd *c, struct str text, struct value *ret,
    struct note *note)
{
	struct app *app = c->app;
	struct key id;
	enum err r;

	if ((r = body_find(app->read, c->a, text, &id, note)) == ERR_OK)
		*ret = (struct value)V_KEY(id);
	return r;
}

static enum err
guides_given(struct cmd *c, struct value *ret, struct note *note)
{
	const struct str *text;
	size_t n = cmd_many(c, "guided-by", &text), kept = 0;
	struct value *list = NEW_ARRAY(c->a, struct value, n + 1);
	enum err r;

	if (list == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		if (text[i].n == 0)
			continue;
		if ((r = body_given(c, text[i], &list[kept++],
		    note)) != ERR_OK)
			return r;
	}
	*ret = body_list_value(list, kept);
	return ERR_OK;
}

static enum err
region_given(struct cmd *c, struct str code, int64_t day, struct value *ret,
    struct note *note)
{
	struct note remark = NOTE_INIT;
	struct region_meant meant;
	struct app *app = c->app;
	enum err r;

	if ((r = region_on(app->read, c->a, code, day, &meant,
	    note)) != ERR_OK)
		return r;
	if (region_remark(&meant, day, &remark))
		terminal_fail(c->term, c->voice, c->json, &remark);
	*ret = (struct value)V_KEY(meant.region.id);
	return ERR_OK;
}

/* What the options say of a state whose first day is known; an empty text
 * takes away what there was. */
static enum err
state_given(struct cmd *c, struct body_state *s, struct note *note)
{
	struct str superior = cmd_text(c, "superior");
	struct str region = cmd_text(c, "region");
	enum err r = ERR_OK;

	if (cmd_given(c, "kind"))
		s->kind = (struct value)V_TEXT(cmd_text(c, "kind"));
	if (cmd_given(c, "name"))
		r = field_given(c, "name", cmd_text(c, "name"), &s->name, note);
	if (r == ERR_OK && cmd_given(c, "industry"))
		r = field_given(c, "industry", cmd_text(c, "industry"),
		    &s->industry, note);
	if (cmd_given(c, "superior"))
		s->superior = (struct value){ 0 };
	if (r == ERR_OK && superior.n != 0)
		r = body_given(c, superior, &s->superior, note);
	if (r == ERR_OK && cmd_given(c, "guided-by"))
		r = guides_given(c, &s->guided_by, note);
	if (cmd_given(c, "region"))
		s->region = (struct value){ 0 };
	if (r == ERR_OK && region.n != 0)
		r = region_given(c, region, s->from.num, &s->region, note);
	return r;
}

/* What became of it: the body as it stands on ${day}. */
static enum err
done_show(struct cmd *c, const struct answer *done, int64_t day,
    const char *msgid, struct note *note)
{
	struct app *app = c->app;
	struct body_view view;
	struct body b;
	enum err r;

	if ((r = body_get(app->read, c->a, done->on, day, &b, note)) != ERR_OK)
		return r;
	body_view(c->a, &b, &view);
	if (c->json)
		return cmd_object(c, &body_fields, VALUES(&view), note);
	return SAY(c, note, msgid, A_TEXT("name", b.name),
	    A_INT("seq", done->seq), A_DAY("day", day),
	    A_TEXT("key", key_text(c->a, b.id)));
}

static const struct opt add_opts[] = {
	STATE_OPTS,
	OPT_TEXT('c', "code", "[SOURCE:]CODE", M("what others call it, such as "
	    "its 统一社会信用代码")),
	OPT_DATE(0, "from", M("the first day of this state")),
	OPT_DATE(0, "to", M("the first day on which it is no more")),
	OPT_END
};

static enum err
code_given(struct cmd *c, struct body_added *in, struct note *note)
{
	struct str text = cmd_text(c, "code");
	size_t colon = str_find(text, ':');
	enum err r;

	if (text.n == 0)
		return ERR_OK;
	if (colon != text.n && (r = field_given(c, "source",
	    str_part(text, 0, colon), &in->source, note)) != ERR_OK)
		return r;
	return field_given(c, "code", colon == text.n ? text :
	    str_part(text, colon + 1, text.n), &in->code, note);
}

static enum err
cmd_add(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct body_added in = { .source = { 0 } };
	struct answer done;
	enum err r;

	if (!cmd_given(c, "name") || !cmd_given(c, "kind") ||
	    !cmd_given(c, "from"))
		return NOTE(note, ERR_USAGE, M("A new body wants at least --name, "
		    "--kind and --from."));
	in.state.from = (struct value)V_DAY(cmd_date(c, "from", 0));
	if (cmd_given(c, "to"))
		in.state.to = (struct value)V_DAY(cmd_date(c, "to", 0));
	if ((r = code_given(c, &in, note)) != ERR_OK ||
	    (r = state_given(c, &in.state, note)) != ERR_OK ||
	    (r = body_add(c->app, &who, NULL, &in, &done, note)) != ERR_OK)
		return r;
	return done_show(c, &done, in.state.from.num,
	    M("{name} was entered (entry {seq}). Its key is {key}."), note);
}

/* The body of the first operand, and its state on ${day}. */
static enum err
state_wanted(struct cmd *c, int64_t day, struct body *ret,
    struct body_state *ret_state, struct note *note)
{
	const struct body_state *s, *on;
	struct app *app = c->app;
	struct key id;
	size_t n;
	enum err r;

	if ((r = body_find(app->read, c->a, c->operand[0], &id,
	    note)) != ERR_OK ||
	    (r = body_get(app->read, c->a, id, day, ret, note)) != ERR_OK ||
	    (r = body_states(app->read, c->a, id, DAY_LEAST - 1, &s, &n,
	    note)) != ERR_OK ||
	    (r = body_state_on(s, n, day, ret->name, &on, note)) != ERR_OK)
		return r;
	*ret_state = *on;
	return ERR_OK;
}

static enum err
restate(struct cmd *c, struct body_restate *what, const char *said,
    struct note *note)
{
	const struct actor who = console_actor(c);
	struct answer done;
	enum err r;

	what->in.reason = body_text_value(cmd_text(c, "reason"));
	if ((r = body_restate(c->app, &who, NULL, what, &done,
	    note)) != ERR_OK)
		return r;
	return done_show(c, &done, what->in.state.from.num, said, note);
}

#define REASON_OPT \
	OPT_TEXT(0, "reason", "TEXT", M("why, in your own words"))

static const struct opt change_opts[] = {
	STATE_OPTS,
	OPT_DATE(0, "from", M("the day from which it is so (default: today)")),
	OPT_DATE(0, "to", M("the day until which it is so (default: as long as "
	    "the state before would have lasted)")),
	REASON_OPT,
	OPT_END
};

static enum err
cmd_change(struct cmd *c, struct note *note)
{
	int64_t from = cmd_date(c, "from", body_cmd_today(c));
	struct body_restate what = { .at = BODY_AT_NONE };
	struct body now;
	enum err r;

	if ((r = state_wanted(c, from, &now, &what.in.state, note)) != ERR_OK)
		return r;
	what.id = now.id;
	what.expect = now.rev;
	what.in.state.from = (struct value)V_DAY(from);
	if (cmd_given(c, "to"))
		what.in.state.to = (struct value)V_DAY(cmd_date(c, "to", 0));
	if ((r = state_given(c, &what.in.state, note)) != ERR_OK)
		return r;
	return restate(c, &what, M("{name} was changed from {day} on (entry "
	    "{seq})."), note);
}

static const struct opt correct_opts[] = {
	STATE_OPTS,
	OPT_DATE(0, "at", M("a day of the state that is wrong (default: "
	    "today)")),
	OPT_DATE(0, "from", M("the day on which it really began")),
	OPT_DATE(0, "to", M("the day on which it really ended")),
	REASON_OPT,
	OPT_END
};

static enum err
cmd_correct(struct cmd *c, struct note *note)
{
	struct body_restate what = { .wrong = true,
	    .at = cmd_date(c, "at", body_cmd_today(c)) };
	struct body_state *s = &what.in.state;
	struct body now;
	enum err r;

	if ((r = state_wanted(c, what.at, &now, s, note)) != ERR_OK)
		return r;
	what.id = now.id;
	what.expect = now.rev;
	if (cmd_given(c, "from"))
		s->from = (struct value)V_DAY(cmd_date(c, "from", 0));
	if (cmd_given(c, "to"))
		s->to = (struct value)V_DAY(cmd_date(c, "to", 0));
	if ((r = state_given(c, s, note)) != ERR_OK)
		return r;
	return restate(c, &what, M("{name} was corrected (entry {seq}); what "
	    "was said before stays in its history."), note);
}

static const struct opt withdraw_opts[] = { REASON_OPT, OPT_END };

static enum err
cmd_withdraw(struct cmd *c, struct note *note)
{
	const struct body_withdrawn in = { .reason = body_text_value(cmd_text(c, "reason")) };
	const struct actor who = console_actor(c);
	struct app *app = c->app;
	struct answer done;
	struct key id;
	enum err r;

	if (!value_known(&in.reason))
		return NOTE(note, ERR_USAGE, M("Say why it is withdrawn: "
		    "--reason TEXT."));
	if ((r = body_find(app->read, c->a, c->operand[0], &id,
	    note)) != ERR_OK ||
	    (r = body_withdraw(app, &who, id, &in, &done, note)) != ERR_OK)
		return r;
	return done_show(c, &done, DAY_OPEN - 1, M("{name} was withdrawn (entry "
	    "{seq}). It stays visible and counts nowhere."), note);
}

static const struct opt end_opts[] = {
	OPT_DATE(0, "on", M("the first day on which it is no more (default: "
	    "today)")),
	REASON_OPT,
	OPT_END
};

static enum err
cmd_end(struct cmd *c, struct note *note)
{
	int64_t day = cmd_date(c, "on", body_cmd_today(c));
	const struct body_ended in = { .to = V_DAY(day),
	    .reason = body_text_value(cmd_text(c, "reason")) };
	const struct actor who = console_actor(c);
	struct app *app = c->app;
	struct answer done;
	struct key id;
	enum err r;

	if ((r = body_find(app->read, c->a, c->operand[0], &id,
	    note)) != ERR_OK ||
	    (r = body_end(app, &who, id, &in, &done, note)) != ERR_OK)
		return r;
	return done_show(c, &done, day, M("{name} is no more from {day} on "
	    "(entry {seq})."), note);
}

static const struct opt merge_opts[] = {
	OPT_DATE(0, "on", M("the first day on which it is part of the other "
	    "(default: today)")),
	OPT_TEXT(0, "document", "TEXT", M("the document that says so")),
	OPT_END
};

static enum err
cmd_merge(struct cmd *c, struct note *note)
{
	int64_t day = cmd_date(c, "on", body_cmd_today(c));
	struct body_merged in = { .on = V_DAY(day),
	    .document = body_text_value(cmd_text(c, "document")) };
	const struct actor who = console_actor(c);
	struct app *app = c->app;
	struct answer done;
	struct key id;
	enum err r;

	if ((r = body_find(app->read, c->a, c->operand[0], &id,
	    note)) != ERR_OK ||
	    (r = body_given(c, c->operand[1], &in.into, note)) != ERR_OK ||
	    (r = body_merge(app, &who, id, &in, &done, note)) != ERR_OK)
		return r;
	return done_show(c, &done, day, M("{name} went into the other body on "
	    "{day} (entry {seq}); whom it led, that one leads now."), note);
}

enum { WRITES = COMMAND_STORE | COMMAND_WRITES };

const struct command body_commands[] = {
	{ "body import", cmd_import, WRITES, import_opts, "FILE", 1, 1,
	    M("bring in bodies from a sheet"),
	    M("The sheet is CSV or xlsx with the columns source, code, name, "
	    "kind, superior, guided_by, region, industry, from, to. superior "
	    "and guided_by name a body by its code, as source:code, or by its "
	    "name; it may stand anywhere in the file; several guides are "
	    "parted by |. Several rows of one code tell how it changed. "
	    "Nothing is recorded while a row has a fault; importing the same "
	    "file again changes nothing."),
	    "anze body import --dry-run bodies.csv\n"
	    "anze body import --on-conflict update bodies.xlsx" },
	{ "body template", cmd_template, 0, NULL, "FILE", 1, 1,
	    M("write an empty sheet with the headings of body import"),
	    M("CSV, or a workbook when the name ends in .xlsx, whose second "
	    "sheet explains each column."), "anze body template bodies.xlsx" },
	{ "body add", cmd_add, WRITES, add_opts, "", 0, 0,
	    M("enter one body"), NULL,
	    "anze body add --name 南通市数据局 --kind regulator --code nt:301 "
	    "--superior 南通市人民政府 --region 320600 --from 2024-01-01" },
	{ "body list", body_cmd_list, COMMAND_STORE, body_list_opts, "", 0, 0,
	    M("list bodies as of a day"),
	    M("What is piped or asked for as JSON has the columns of body "
	    "import, so that a list can be brought in again elsewhere."),
	    "anze body list --kind office --region 320600\n"
	    "anze body list --under 江苏省人民政府 --at 2020-01-01" },
	{ "body tree", body_cmd_tree, COMMAND_STORE, body_tree_opts, "[CODE]",
	    0, 1, M("show bodies below one another"), NULL,
	    "anze body tree --depth 3\n"
	    "anze body tree 江苏省委 --kind party_committee --depth 5" },
	{ "body show", body_cmd_show, COMMAND_STORE, body_show_opts, "CODE",
	    1, 1, M("show one body, its states and its history"), NULL,
	    "anze body show 江苏省公安厅" },
	{ "body change", cmd_change, WRITES, change_opts, "CODE", 1, 1,
	    M("say how it is from a day on: the world changed"), NULL,
	    "anze body change js:1001 --from 2024-03-01 --name 新名称" },
	{ "body correct", cmd_correct, WRITES, correct_opts, "CODE", 1, 1,
	    M("say what was wrong in what was entered"),
	    M("A correction stands instead of the whole state that holds on "
	    "--at, and may move its first or last day. What was said before "
	    "stays in the history."),
	    "anze body correct js:1001 --from 2019-01-01 --reason 录入有误" },
	{ "body withdraw", cmd_withdraw, WRITES, withdraw_opts, "CODE", 1, 1,
	    M("take back a body that was entered by mistake"), NULL,
	    "anze body withdraw js:1001 --reason 重复录入" },
	{ "body end", cmd_end, WRITES, end_opts, "CODE", 1, 1,
	    M("say that a body is no more"), NULL,
	    "anze body end js:1001 --on 2024-03-01 --reason 机构改革" },
	{ "body merge", cmd_merge, WRITES, merge_opts, "CODE INTO", 2, 2,
	    M("say that a body went into another"),
	    M("From that day on whoever it led stands under the other, and "
	    "whoever it guided is guided by the other: one entry each."),
	    "anze body merge js:1001 js:1002 --on 2024-03-01 --document "
	    "苏委〔2024〕3号" },
};
const size_t body_ncommands =
    sizeof body_commands / sizeof body_commands[0];
