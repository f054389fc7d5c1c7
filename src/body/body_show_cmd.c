/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of one body? */
#include <assert.h>

#include "body/body.h"
#include "body/body_look_cmd.h"
#include "core/app.h"
#include "house/console.h"

const struct opt body_show_opts[] = {
	OPT_DATE(0, "at", M("as of this day (default: today)")),
	OPT_END
};

/* What programs are shown of one body: all of it. */
struct above_view {
	struct value	source, code, name;
};
struct alias_view {
	struct value	source, code;
};
struct due_view {
	struct value	region, name, from;
};
struct show_view {
	struct body_view	body;
	struct value		withdrawn, merged_into, above, leads, states,
				aliases, due, history;
};

static const struct field above_rows[] = {
	{ .name = "source", .kind = FIELD_TEXT, .label = M("Source of the code") },
	{ .name = "code", .kind = FIELD_TEXT, .label = M("Code") },
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Name") },
};
static FIELDS(above_fields, "body.above", 1, above_rows);

static const struct field alias_rows[] = {
	{ .name = "source", .kind = FIELD_TEXT, .label = M("Source of the code") },
	{ .name = "code", .kind = FIELD_TEXT, .label = M("Code") },
};
static FIELDS(alias_fields, "body.alias", 1, alias_rows);

static const struct field due_rows[] = {
	{ .name = "region", .kind = FIELD_TEXT, .label = M("Division") },
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Name") },
	{ .name = "from", .kind = FIELD_DATE, .label = M("From") },
};
static FIELDS(due_fields, "body.due", 1, due_rows);

#define TABLE_FIELD(nm, of, lb) \
	{ .name = nm, .kind = FIELD_TABLE, .sub = &(of), .label = lb }

static const struct field behind_rows[] = {
	{ .name = "withdrawn", .kind = FIELD_BOOL, .label = M("Withdrawn") },
	{ .name = "merged_into", .kind = FIELD_REF, .ref = "body",
	    .label = M("Merged into") },
	TABLE_FIELD("above", above_fields, M("Stands under")),
	{ .name = "leads", .kind = FIELD_INT, .label = M("Leads bodies") },
	TABLE_FIELD("states", body_fields, M("States")),
	TABLE_FIELD("aliases", alias_fields, M("Codes")),
	TABLE_FIELD("due", due_fields, M("To be placed")),
	TABLE_FIELD("history", console_history_fields, M("History")),
};
enum { BEHIND = sizeof behind_rows / sizeof behind_rows[0] };
static_assert(sizeof(struct show_view) == sizeof(struct body_view) +
    BEHIND * sizeof(struct value), "a member without a row");

/* ${n} records of one sub-table as a value. */
static struct value
table_value(void *list, size_t n)
{
	return (struct value){ .given = GIVEN_KNOWN, .list = { list, n } };
}

static enum err
above_value(struct cmd *c, const struct body *b, int64_t day,
    struct value *ret, struct note *note)
{
	struct app *app = c->app;
	struct body_line_up up;
	struct above_view *list;
	enum err r;

	if ((r = body_above(app->read, b->id, day, &up, note)) != ERR_OK)
		return r;
	if ((list = NEW_ARRAY(c->a, struct above_view, up.n)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < up.n; i++) {
		struct body one;

		if ((r = body_get(app->read, c->a, up.id[i], day, &one,
		    note)) != ERR_OK)
			return r;
		list[i] = (struct above_view){ .name = V_TEXT(one.name) };
		if (one.code.n == 0)
			continue;
		list[i].source = (struct value)V_TEXT(one.source);
		list[i].code = (struct value)V_TEXT(one.code);
	}
	*ret = table_value(list, up.n);
	return ERR_OK;
}

/* Each state as the list would show it on its first day. */
static enum err
states_value(struct cmd *c, struct key id, struct value *ret,
    struct note *note)
{
	const struct body_state *s;
	struct app *app = c->app;
	struct body_view *list;
	size_t n;
	enum err r;

	if ((r = body_states(app->read, c->a, id, DAY_LEAST - 1, &s, &n,
	    note)) != ERR_OK)
		return r;
	if ((list = NEW_ARRAY(c->a, struct body_view, n)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		struct body one;

		if ((r = body_get(app->read, c->a, id, s[i].from.num, &one,
		    note)) != ERR_OK)
			return r;
		body_view(c->a, &one, &list[i]);
		list[i].id = list[i].rev = (struct value){ 0 };
	}
	*ret = table_value(list, n);
	return ERR_OK;
}

static enum err
codes_value(struct cmd *c, struct key id, struct show_view *view,
    struct note *note)
{
	const struct body_alias_row *alias;
	const struct body_due_row *due;
	struct app *app = c->app;
	struct alias_view *a;
	struct due_view *d;
	size_t na, nd;
	enum err r;

	if ((r = body_aliases(app->read, c->a, id, &alias, &na,
	    note)) != ERR_OK || (r = body_dues(app->read, c->a, id, &due, &nd,
	    note)) != ERR_OK)
		return r;
	a = NEW_ARRAY(c->a, struct alias_view, na);
	d = NEW_ARRAY(c->a, struct due_view, nd);
	if (a == NULL || d == NULL)
		return note_memory(note);
	for (size_t i = 0; i < na; i++)
		a[i] = (struct alias_view){ V_TEXT(alias[i].source),
		    V_TEXT(alias[i].code) };
	for (size_t i = 0; i < nd; i++)
		d[i] = (struct due_view){ V_TEXT(due[i].region_code),
		    V_TEXT(due[i].region_name), V_DAY(due[i].from) };
	view->aliases = table_value(a, na);
	view->due = table_value(d, nd);
	return ERR_OK;
}

static enum err
show_load(struct cmd *c, const struct body *b, int64_t day,
    struct show_view *view, struct note *note)
{
	struct app *app = c->app;
	const struct key *led;
	size_t n;
	enum err r;

	body_view(c->a, b, &view->body);
	view->withdrawn = (struct value)V_BOOL(b->withdrawn);
	if (!key_none(b->merged))
		view->merged_into = (struct value)V_KEY(b->merged);
	if ((r = above_value(c, b, day, &view->above, note)) != ERR_OK ||
	    (r = states_value(c, b->id, &view->states, note)) != ERR_OK ||
	    (r = codes_value(c, b->id, view, note)) != ERR_OK ||
	    (r = body_led(app->read, c->a, b->id, day, false, &led, &n,
	    note)) != ERR_OK)
		return r;
	view->leads = (struct value)V_INT((int64_t)n);
	return ERR_OK;
}

/* The fields of the list, and behind them the rest. */
static enum err
show_json(struct cmd *c, const struct show_view *view, struct note *note)
{
	size_t n = body_fields.n + BEHIND;
	struct field *rows = NEW_ARRAY(c->a, struct field, n);
	const struct fields all = { "body", 1, rows, n };

	if (rows == NULL)
		return note_memory(note);
	memcpy(rows, body_fields.field, body_fields.n * sizeof *rows);
	memcpy(rows + body_fields.n, behind_rows, sizeof behind_rows);
	return cmd_object(c, &all, VALUES(view), note);
}

/* What stands out: it is no more, or somebody must do something. */
static enum err
flags_say(struct cmd *c, const struct body *b, const struct show_view *view,
    struct note *note)
{
	const struct due_view *due = (const void *)view->due.list.v;
	struct app *app = c->app;
	struct body into;
	enum err r = ERR_OK;

	if (b->withdrawn)
		r = SAY(c, note, M("It was entered by mistake and withdrawn: it "
		    "counts nowhere."));
	if (r == ERR_OK && !key_none(b->merged) && (r = body_get(app->read,
	    c->a, b->merged, b->to, &into, note)) == ERR_OK)
		r = SAY(c, note, M("On {day} it went into {code} {name}."),
		    A_DAY("day", b->to), A_TEXT("code", into.code),
		    A_TEXT("name", into.name));
	for (size_t i = 0; i < view->due.list.n && r == ERR_OK; i++)
		r = SAY(c, note, M("Its division {code} {name} ended: say with "
		    "anze body change --from … --region … where it lies from "
		    "{day} on."), A_TEXT("code", due[i].region.text),
		    A_TEXT("name", due[i].name.text),
		    A_DAY("day", due[i].from.num));
	return r;
}

static enum err
states_say(struct cmd *c, const struct show_view *view, struct note *note)
{
	const struct body_view *s = (const void *)view->states.list.v;
	enum err r;

	if (view->states.list.n < 2)
		return ERR_OK;
	r = SAY(c, note, M("States:"));
	for (size_t i = 0; i < view->states.list.n && r == ERR_OK; i++)
		r = SAY(c, note, M("  {from} – {to}  {name}  (superior "
		    "{superior}, division {region})"),
		    A_DAY("from", s[i].from.num),
		    A_DAY("to", value_known(&s[i].to) ? s[i].to.num :
		    DAY_OPEN), A_TEXT("name", s[i].name.text),
		    A_TEXT("superior", value_known(&s[i].superior) ?
		    s[i].superior.text : S("-")),
		    A_TEXT("region", value_known(&s[i].region) ?
		    s[i].region.text : S("-")));
	return r;
}

static enum err
show_say(struct cmd *c, const struct body *b, const struct show_view *view,
    struct note *note)
{
	const struct above_view *above = (const void *)view->above.list.v;
	struct buf way = BUF_IN(c->a);
	enum err r;

	for (size_t i = 0; i < view->above.list.n; i++) {
		if (i > 0)
			buf_text(&way, " → ");
		buf_str(&way, above[i].name.text);
	}
	if ((r = cmd_object(c, &body_fields, VALUES(&view->body),
	    note)) != ERR_OK || (way.n > 0 && (r = SAY(c, note,
	    M("Stands under: {way}"), A_TEXT("way", buf_view(&way)))) !=
	    ERR_OK) || (r = SAY(c, note, M("Bodies that it leads: {n}."),
	    A_INT("n", view->leads.num))) != ERR_OK ||
	    (r = flags_say(c, b, view, note)) != ERR_OK ||
	    (r = states_say(c, view, note)) != ERR_OK)
		return r;
	return console_history(c, b->id, note);
}

enum err
body_cmd_show(struct cmd *c, struct note *note)
{
	int64_t day = cmd_date(c, "at", body_cmd_today(c));
	struct show_view view = { 0 };
	struct app *app = c->app;
	struct body b;
	struct key id;
	enum err r;

	if ((r = body_find(app->read, c->a, c->operand[0], &id,
	    note)) != ERR_OK ||
	    (r = body_get(app->read, c->a, id, day, &b, note)) != ERR_OK ||
	    (r = show_load(c, &b, day, &view, note)) != ERR_OK)
		return r;
	if (!c->json)
		return show_say(c, &b, &view, note);
	if ((r = console_history_value(c, id, &view.history,
	    note)) != ERR_OK)
		return r;
	return show_json(c, &view, note);
}
