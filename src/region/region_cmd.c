/* SPDX-License-Identifier: Apache-2.0 */
/* What can be asked of divisions on the command line? */
#include "region/region_cmd.h"

#include <assert.h>

#include "core/app.h"
#include "house/console.h"
#include "region/region_import.h"

static int
year_wanted(const struct cmd *c)
{
	const struct app *app = c->app;
	int now = zone_local(app->zone, timesource_now(&app->clock)).year;

	return (int)cmd_int(c, "year", now);
}

#define YEAR_OPT \
	OPT_INT('y', "year", "YEAR", M("as of the end of this year (default: " \
	    "now)"))

static const struct opt import_opts[] = {
	OPT_INT('y', "year", "YEAR", M("the year whose divisions the file "
	    "tells, where it does not say so itself")),
	OPT_TEXT(0, "sheet", "NAME", M("the sheet of a workbook (default: the "
	    "first)")),
	OPT_FLAG('n', "dry-run", M("judge every row, record nothing")),
	CONSOLE_ERRORS_OPT,
	OPT_END
};

static enum err
cmd_import(struct cmd *c, struct note *note)
{
	struct str sheet = cmd_text(c, "sheet");
	struct region_import what = {
		.path = c->operand[0].p,
		.sheet = sheet.n == 0 ? NULL : sheet.p,
		.year = (int)cmd_int(c, "year", 0),
		.dry = cmd_flag(c, "dry-run"),
	};
	struct console_import ci;
	const struct actor who = console_actor(c);
	struct import_report report = { 0 };
	enum err r;

	if ((r = console_import_begin(c, &ci, note)) != ERR_OK)
		return r;
	r = region_import(c->app, &who, &what, c->voice, &ci.watch, &report,
	    note);
	return console_import_end(&ci, what.sheet, &report, what.dry, r, note);
}

static const struct opt list_opts[] = {
	YEAR_OPT,
	OPT_CHOICE('l', "level", region_levels, M("only this level: 1 "
	    "province, 2 prefecture, 3 county, 4 township")),
	OPT_TEXT('u', "under", "CODE", M("only those below this division, "
	    "however deep")),
	OPT_TEXT(0, "name", "TEXT", M("only names that hold this text")),
	OPT_TEXT(0, "after", "CODE", M("only codes behind this one")),
	OPT_INT('m', "most", "N", M("at most this many")),
	OPT_END
};

static enum err
row_show(void *arg, const struct region *r, struct note *note)
{
	struct region_view view;

	region_view(r, &view);
	return rowsink_row(arg, VALUES(&view), note);
}

static enum err
cmd_list(struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	struct str level = cmd_text(c, "level"), under = cmd_text(c, "under");
	int64_t most = cmd_int(c, "most", 0);
	struct region_query q = {
		.year = year_wanted(c),
		.name = cmd_text(c, "name"),
		.after = cmd_text(c, "after"),
		.most = most > 0 ? (size_t)most : 0,
	};
	struct rowsink *sink;
	struct region above;
	enum err r;

	if (level.n != 0)
		q.level = level.p[0] - '0';
	if (under.n != 0) {
		if ((r = region_find(app->read, c->a, under, q.year, &above,
		    note)) != ERR_OK)
			return r;
		q.under = above.id;
	}
	sink = cmd_rows(c);
	if ((r = rowsink_begin(sink, &region_fields, note)) != ERR_OK ||
	    (r = region_each(app->read, &q, row_show, sink, note)) != ERR_OK)
		return r;
	return rowsink_end(sink, note);
}

static const struct opt show_opts[] = { YEAR_OPT, OPT_END };

/* What programs are shown of one division: all of it. */
struct went_view {
	struct value	code, name, year, part;
};
struct name_view {
	struct value	name, parent, from_year, to_year;
};
struct show_view {
	struct region_view	region;
	struct value		names, successors, predecessors, history;
};

static const struct field went_rows[] = {
	{ .name = "code", .kind = FIELD_TEXT, .label = M("Code") },
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Name") },
	{ .name = "year", .kind = FIELD_INT, .label = M("Year") },
	{ .name = "part", .kind = FIELD_BOOL, .label = M("Only a part") },
};
static FIELDS(went_fields, "region.successor", 1, went_rows);

static const struct field name_rows[] = {
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Name") },
	{ .name = "parent", .kind = FIELD_TEXT, .label = M("Division above") },
	{ .name = "from_year", .kind = FIELD_INT, .label = M("From") },
	{ .name = "to_year", .kind = FIELD_INT, .label = M("Until") },
};
static FIELDS(name_fields, "region.name", 1, name_rows);

#define TABLE_FIELD(nm, of, lb) \
	{ .name = nm, .kind = FIELD_TABLE, .sub = &(of), .label = lb }

static const struct field behind_rows[] = {
	TABLE_FIELD("names", name_fields, M("Names")),
	TABLE_FIELD("successors", went_fields, M("Successors")),
	TABLE_FIELD("predecessors", went_fields, M("Predecessors")),
	TABLE_FIELD("history", console_history_fields, M("History")),
};
enum { BEHIND = sizeof behind_rows / sizeof behind_rows[0] };
static_assert(sizeof(struct show_view) == sizeof(struct region_view) +
    BEHIND * sizeof(struct value), "a member without a row");

/* A list of one region, each with the name it has, if it is known. */
static enum err
went_value(struct cmd *c, const struct region_successor *s, size_t n,
    struct value *ret, struct note *note)
{
	struct went_view *list = NEW_ARRAY(c->a, struct went_view, n);
	struct app *app = c->app;
	struct region named;

	if (list == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		list[i] = (struct went_view){
			.code = V_TEXT(s[i].code),
			.year = V_INT(s[i].year),
			.part = V_BOOL(s[i].part),
		};
		if (region_find(app->read, c->a, s[i].code, s[i].year, &named,
		    NULL) == ERR_OK)
			list[i].name = (struct value)V_TEXT(named.name);
	}
	*ret = (struct value){ .given = GIVEN_KNOWN,
	    .list = { (struct value *)list, n } };
	return ERR_OK;
}

static enum err
names_value(struct cmd *c, const struct region *region, struct value *ret,
    struct note *note)
{
	const struct region_name_row *row;
	struct app *app = c->app;
	struct name_view *list;
	size_t n;
	enum err r;

	if ((r = region_names(app->read, c->a, region->id, &row, &n,
	    note)) != ERR_OK)
		return r;
	if ((list = NEW_ARRAY(c->a, struct name_view, n)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		list[i] = (struct name_view){
			.name = V_TEXT(row[i].name),
			.from_year = V_INT(row[i].from_year),
		};
		if (row[i].parent_code.n != 0)
			list[i].parent = (struct value)V_TEXT(
			    row[i].parent_code);
		if (row[i].to_year != REGION_YEAR_OPEN)
			list[i].to_year = (struct value)V_INT(row[i].to_year);
	}
	*ret = (struct value){ .given = GIVEN_KNOWN,
	    .list = { (struct value *)list, n } };
	return ERR_OK;
}

/* For people: which names, whence and whereto, a line each. */
static enum err
names_say(struct cmd *c, const struct value *names, struct note *note)
{
	const struct name_view *v = (const void *)names->list.v;
	enum err r = ERR_OK;

	for (size_t i = 0; i < names->list.n && r == ERR_OK; i++) {
		const struct arg args[] = { A_TEXT("name", v[i].name.text),
		    A_INT("from", v[i].from_year.num),
		    A_INT("to", v[i].to_year.num),
		    A_TEXT("parent", v[i].parent.text), { 0 } };
		const bool ended = value_known(&v[i].to_year);

		if (value_known(&v[i].parent))
			r = cmd_say(c, note, ended ? M("  {from}–{to}  {name}, "
			    "in {parent}") : M("  from {from}  {name}, in "
			    "{parent}"), args);
		else
			r = cmd_say(c, note, ended ? M("  {from}–{to}  {name}") :
			    M("  from {from}  {name}"), args);
	}
	return r;
}

static enum err
went_say(struct cmd *c, const struct value *went, const char *whole,
    const char *part, struct note *note)
{
	const struct went_view *v = (const void *)went->list.v;
	enum err r = ERR_OK;

	for (size_t i = 0; i < went->list.n && r == ERR_OK; i++) {
		const struct arg args[] = { A_TEXT("code", v[i].code.text),
		    A_TEXT("name", value_known(&v[i].name) ? v[i].name.text :
		    S("")), A_INT("year", v[i].year.num), { 0 } };

		r = cmd_say(c, note, v[i].part.num != 0 ? part : whole, args);
	}
	return r;
}

static enum err
show_say(struct cmd *c, const struct region *region,
    const struct show_view *view, struct note *note)
{
	enum err r;

	if ((r = cmd_object(c, &region_fields, VALUES(&view->region),
	    note)) != ERR_OK ||
	    (r = SAY(c, note, M("Names:"))) != ERR_OK ||
	    (r = names_say(c, &view->names, note)) != ERR_OK ||
	    (r = went_say(c, &view->predecessors,
	    M("Before it: {code} {name}, until {year}"),
	    M("In {year} a part came from {code} {name}"), note)) != ERR_OK ||
	    (r = went_say(c, &view->successors,
	    M("After it: {code} {name}, from {year}"),
	    M("In {year} a part went to {code} {name}"), note)) != ERR_OK)
		return r;
	if (region->to_year != REGION_YEAR_OPEN &&
	    view->successors.list.n == 0 &&
	    (r = SAY(c, note, M("No successor is recorded."))) != ERR_OK)
		return r;
	return console_history(c, region->id, note);
}

/* The fields of the list, and behind them the tables. */
static enum err
show_json(struct cmd *c, const struct show_view *view, struct note *note)
{
	size_t n = region_fields.n + BEHIND;
	struct field *rows = NEW_ARRAY(c->a, struct field, n);
	const struct fields all = { "region", 1, rows, n };

	if (rows == NULL)
		return note_memory(note);
	memcpy(rows, region_fields.field, region_fields.n * sizeof *rows);
	memcpy(rows + region_fields.n, behind_rows, sizeof behind_rows);
	return cmd_object(c, &all, VALUES(view), note);
}

static enum err
cmd_show(struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	const struct region_successor *after, *before;
	struct show_view view = { 0 };
	struct region region;
	size_t nafter, nbefore;
	enum err r;

	if ((r = region_find(app->read, c->a, c->operand[0], year_wanted(c),
	    &region, note)) != ERR_OK ||
	    (r = region_successors(app->read, c->a, region.id, &after,
	    &nafter, note)) != ERR_OK ||
	    (r = region_predecessors(app->read, c->a, &region, &before,
	    &nbefore, note)) != ERR_OK ||
	    (r = names_value(c, &region, &view.names, note)) != ERR_OK ||
	    (r = went_value(c, after, nafter, &view.successors,
	    note)) != ERR_OK ||
	    (r = went_value(c, before, nbefore, &view.predecessors,
	    note)) != ERR_OK)
		return r;
	region_view(&region, &view.region);
	if (!c->json)
		return show_say(c, &region, &view, note);
	if ((r = console_history_value(c, region.id, &view.history,
	    note)) != ERR_OK)
		return r;
	return show_json(c, &view, note);
}

static const struct opt tree_opts[] = {
	YEAR_OPT,
	OPT_INT('d', "depth", "N", M("how many levels below (default: 1)")),
	OPT_END
};

/* A row of a tree under --json. */
struct branch_view {
	struct value	depth, code, name, level;
};
static const struct field branch_rows[] = {
	{ .name = "depth", .kind = FIELD_INT, .label = M("Depth") },
	{ .name = "code", .kind = FIELD_TEXT, .label = M("Code") },
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Name") },
	{ .name = "level", .kind = FIELD_CHOICE, .choices = region_levels,
	    .label = M("Level") },
};
static FIELDS(branch_fields, "region.branch", 1, branch_rows);

/* A branch being printed; ${most} levels bound the recursion. */
struct branch {
	struct cmd	*c;
	struct rowsink	*sink;	/* NULL: for people */
	int		 year;
	int		 depth, most;
};

static enum err tree_below(struct branch *b, struct key id, struct note *note);

static enum err
tree_row(struct branch *b, const struct region *region, struct note *note)
{
	struct region_view view;
	struct branch_view row;

	if (b->sink == NULL)
		return console_branch(b->c, b->depth, region->code,
		    region->name, note);
	region_view(region, &view);
	row = (struct branch_view){ .depth = V_INT(b->depth),
	    .code = view.code, .name = view.name, .level = view.level };
	return rowsink_row(b->sink, VALUES(&row), note);
}

static enum err
tree_line(void *arg, const struct region *region, struct note *note)
{
	struct branch *b = arg;
	enum err r;

	if ((r = tree_row(b, region, note)) != ERR_OK || b->depth >= b->most)
		return r;
	b->depth++;
	r = tree_below(b, region->id, note);
	b->depth--;
	return r;
}

static enum err
tree_below(struct branch *b, struct key id, struct note *note)
{
	const struct region_query q = { .year = b->year, .parent = id,
	    .level = key_none(id) ? 1 : 0 };

	return region_each(((struct app *)b->c->app)->read, &q, tree_line, b,
	    note);
}

static enum err
cmd_tree(struct cmd *c, struct note *note)
{
	struct branch b = { .c = c, .year = year_wanted(c) };
	int64_t most = cmd_int(c, "depth", 1);
	struct region top = { .level = 0 };
	enum err r = ERR_OK;

	b.most = most < 0 ? 0 : most > REGION_LEVELS ? REGION_LEVELS :
	    (int)most;
	if (c->noperands != 0 && (r = region_find(
	    ((struct app *)c->app)->read, c->a, c->operand[0], b.year, &top,
	    note)) != ERR_OK)
		return r;
	if (c->json) {
		b.sink = cmd_rows(c);
		r = rowsink_begin(b.sink, &branch_fields, note);
	}
	if (r == ERR_OK)
		r = top.level == 0 ? tree_below(&b, KEY_NONE, note) :
		    tree_line(&b, &top, note);
	return r == ERR_OK && b.sink != NULL ? rowsink_end(b.sink, note) : r;
}

const struct command region_commands[] = {
	{ "region import", cmd_import, COMMAND_STORE | COMMAND_WRITES,
	    import_opts, "FILE", 1, 1,
	    M("bring in divisions from a sheet"),
	    M("The sheet is CSV or xlsx. With the columns "
	    "code,name,level,start_year,end_year,successors it tells the "
	    "history; with code,name,level,parent the divisions of one year "
	    "(--year), townships with level 4. Nothing is recorded while a "
	    "row has a fault; importing the same file again changes nothing."),
	    "anze region import division-history.csv\n"
	    "anze region import --year 2023 townships.csv" },
	{ "region list", cmd_list, COMMAND_STORE, list_opts, "", 0, 0,
	    M("list divisions as of a year"), NULL,
	    "anze region list --level 1\n"
	    "anze region list --under 320600 --year 2010" },
	{ "region show", cmd_show, COMMAND_STORE, show_opts, "CODE", 1, 1,
	    M("show one division, what came before and after it, and its "
	    "history"), NULL,
	    "anze region show 320611" },
	{ "region tree", cmd_tree, COMMAND_STORE, tree_opts, "[CODE]", 0, 1,
	    M("show divisions below one another"), NULL,
	    "anze region tree 320000 --depth 2" },
};
const size_t region_ncommands =
    sizeof region_commands / sizeof region_commands[0];
