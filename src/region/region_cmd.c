/* SPDX-License-Identifier: Apache-2.0 */
/* What can be asked of divisions on the command line? */
#include "region/region_cmd.h"

#include "core/app.h"
#include "house/console.h"
#include "region/region_import.h"

static int
year_of_now(const struct app *app)
{
	return zone_local(app->zone, timesource_now(&app->clock)).year;
}

static int
year_wanted(const struct cmd *c)
{
	return (int)cmd_int(c, "year", year_of_now(c->app));
}

static const struct opt import_opts[] = {
	OPT_INT('y', "year", "YEAR", M("the year whose divisions the file "
	    "tells, where it does not say so itself")),
	OPT_TEXT(0, "sheet", "NAME", M("the sheet of a workbook (default: the "
	    "first)")),
	OPT_FLAG('n', "dry-run", M("judge every row, record nothing")),
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
	struct import_watch watch = console_watch(c);
	const struct actor who = console_actor(c);
	struct import_report report = { 0 };
	enum err r;

	r = region_import(c->app, &who, &what, c->voice, &watch, &report,
	    note);
	return console_import_said(c, &report, what.dry, r, note);
}

static const struct opt list_opts[] = {
	OPT_INT('y', "year", "YEAR", M("as of the end of this year (default: "
	    "now)")),
	OPT_CHOICE('l', "level", region_levels, M("only this level")),
	OPT_TEXT('p', "parent", "CODE", M("only those directly below this "
	    "division")),
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
	struct str level = cmd_text(c, "level"), parent = cmd_text(c, "parent");
	struct region_query q = {
		.year = year_wanted(c),
		.name = cmd_text(c, "name"),
		.after = cmd_text(c, "after"),
		.most = (size_t)cmd_int(c, "most", 0),
	};
	struct rowsink *sink = cmd_rows(c);
	struct region above;
	enum err r;

	if (level.n != 0)
		q.level = level.p[0] - '0';
	if (parent.n != 0) {
		if ((r = region_find(app->read, c->a, parent, q.year, &above,
		    note)) != ERR_OK)
			return r;
		q.parent = above.id;
	}
	if ((r = rowsink_begin(sink, &region_fields, note)) != ERR_OK ||
	    (r = region_each(app->read, &q, row_show, sink, note)) != ERR_OK)
		return r;
	return rowsink_end(sink, note);
}

static const struct opt show_opts[] = {
	OPT_INT('y', "year", "YEAR", M("as of the end of this year (default: "
	    "now)")),
	OPT_END
};

static enum err
successors_show(struct cmd *c, const struct region *region, struct note *note)
{
	struct app *app = c->app;
	const struct region_successor *s;
	size_t n;
	enum err r;

	if ((r = region_successors(app->read, c->a, region->id, &s, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		struct region next;

		if (region_find(app->read, c->a, s[i].code, REGION_YEAR_OPEN,
		    &next, NULL) == ERR_OK)
			r = SAY(c, note, M("Successor: {code} {name}"),
			    A_TEXT("code", s[i].code),
			    A_TEXT("name", next.name));
		else
			r = SAY(c, note, M("Successor: {code}"),
			    A_TEXT("code", s[i].code));
	}
	if (n == 0 && region->to_year != REGION_YEAR_OPEN)
		r = SAY(c, note, M("No successor is recorded."));
	return r;
}

static enum err
cmd_show(struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	struct region region;
	struct region_view view;
	enum err r;

	if ((r = region_find(app->read, c->a, c->operand[0], year_wanted(c),
	    &region, note)) != ERR_OK)
		return r;
	region_view(&region, &view);
	if ((r = cmd_object(c, &region_fields, VALUES(&view),
	    note)) != ERR_OK || c->json)
		return r;
	if ((r = successors_show(c, &region, note)) != ERR_OK)
		return r;
	return console_history(c, region.id, note);
}

static const struct opt tree_opts[] = {
	OPT_INT('y', "year", "YEAR", M("as of the end of this year (default: "
	    "now)")),
	OPT_INT('d', "depth", "N", M("how many levels below (default: 1)")),
	OPT_END
};

/* A branch being printed. */
struct branch {
	struct cmd	*c;
	int		 year;
	int		 depth, most;
};

static enum err tree_below(struct branch *b, struct key id, struct note *note);

static enum err
tree_line(void *arg, const struct region *region, struct note *note)
{
	struct branch *b = arg;
	enum err r;

	if ((r = console_branch(b->c, b->depth, region->code, region->name,
	    note)) != ERR_OK || b->depth == b->most)
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
	struct branch b = { .c = c, .year = year_wanted(c),
	    .most = (int)cmd_int(c, "depth", 1) };
	struct region top;
	enum err r;

	if (c->noperands == 0)
		return tree_below(&b, KEY_NONE, note);
	if ((r = region_find(((struct app *)c->app)->read, c->a,
	    c->operand[0], b.year, &top, note)) != ERR_OK)
		return r;
	return tree_line(&b, &top, note);
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
	    "anze region import history.csv\n"
	    "anze region import --year 2023 townships.csv" },
	{ "region list", cmd_list, COMMAND_STORE, list_opts, "", 0, 0,
	    M("list divisions as of a year"), NULL,
	    "anze region list --level 1\n"
	    "anze region list --parent 320600 --year 2010" },
	{ "region show", cmd_show, COMMAND_STORE, show_opts, "CODE", 1, 1,
	    M("show one division, its successors and its history"), NULL,
	    "anze region show 320611" },
	{ "region tree", cmd_tree, COMMAND_STORE, tree_opts, "[CODE]", 0, 1,
	    M("show divisions below one another"), NULL,
	    "anze region tree 320000 --depth 2" },
};
const size_t region_ncommands =
    sizeof region_commands / sizeof region_commands[0];
