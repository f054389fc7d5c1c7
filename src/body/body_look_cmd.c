/* SPDX-License-Identifier: Apache-2.0 */
/* How are bodies listed and shown? */
#include "body/body_look_cmd.h"

#include <assert.h>

#include "body/body.h"
#include "core/app.h"
#include "house/console.h"
#include "region/region.h"

#define AT_OPT \
	OPT_DATE(0, "at", M("as of this day (default: today)"))

const struct opt body_list_opts[] = {
	AT_OPT,
	OPT_CHOICE('k', "kind", body_kinds, M("only this kind")),
	OPT_TEXT('u', "under", "CODE", M("only those that stand under this "
	    "body, however deep")),
	OPT_TEXT('r', "region", "CODE", M("only those that lie in this "
	    "division or below it")),
	OPT_TEXT(0, "industry", "NAME", M("only this industry")),
	OPT_TEXT(0, "name", "TEXT", M("only names that hold this text")),
	OPT_FLAG(0, "due", M("only those whose division ended and who were "
	    "not placed since")),
	OPT_INT('m', "most", "N", M("at most this many")),
	OPT_END
};

int64_t
body_cmd_today(const struct cmd *c)
{
	const struct app *app = c->app;
	struct civil now = zone_local(app->zone, timesource_now(&app->clock));

	return day_from_civil(now.year, now.month, now.day);
}

static int
key_order(const void *x, const void *y)
{
	return key_cmp(*(const struct key *)x, *(const struct key *)y);
}

/* A list being printed. */
struct listing {
	struct cmd		*c;
	struct rowsink		*sink;
	struct body_query	 q;
	struct key		*region;	/* in order; NULL: all */
	size_t			 nregions, room;
	size_t			 given, most;	/* most 0: all */
};

static bool
list_full(const struct listing *l)
{
	return l->most != 0 && l->given >= l->most;
}

/* What a query alone does not cut. */
static enum err
list_matches(const struct listing *l, const struct body *b, bool *ret,
    struct note *note)
{
	const struct body_query *q = &l->q;
	const struct body_due_row *due;
	size_t n = 0;
	enum err r;

	*ret = (q->kind.n == 0 || str_eq(q->kind, b->kind)) &&
	    (q->industry.n == 0 || str_eq(q->industry, b->industry)) &&
	    (q->name.n == 0 || memmem(b->name.p, b->name.n, q->name.p,
	    q->name.n) != NULL) && (l->region == NULL ||
	    bsearch(&b->region, l->region, l->nregions, sizeof *l->region,
	    key_order) != NULL);
	if (!*ret || !cmd_flag(l->c, "due"))
		return ERR_OK;
	if ((r = body_dues(((struct app *)l->c->app)->read, l->c->a, b->id,
	    &due, &n, note)) == ERR_OK)
		*ret = n > 0;
	return r;
}

static enum err
list_row(void *arg, const struct body *b, struct note *note)
{
	struct listing *l = arg;
	struct arena_mark mark = arena_mark(l->c->a);
	struct body_view view;
	bool matches;
	enum err r;

	if ((r = list_matches(l, b, &matches, note)) == ERR_OK && matches &&
	    !list_full(l)) {
		body_view(l->c->a, b, &view);
		r = rowsink_row(l->sink, VALUES(&view), note);
		l->given++;
	}
	arena_reset(l->c->a, mark);
	if (r == ERR_OK && stop_wanted())
		r = NOTE(note, ERR_STOPPED, M("Stopped on request."));
	return r;
}

static enum err
region_add(void *arg, const struct region *region, struct note *note)
{
	struct listing *l = arg;

	if (l->nregions == l->room) {
		size_t room = l->room == 0 ? 64 : 2 * l->room;

		l->region = arena_grow(l->c->a, l->region,
		    l->nregions * sizeof *l->region, room * sizeof *l->region);
		if (l->region == NULL)
			return note_memory(note);
		l->room = room;
	}
	l->region[l->nregions++] = region->id;
	return ERR_OK;
}

/* The division meant by --region, and all below it on the day. */
static enum err
regions_load(struct listing *l, struct str code, struct note *note)
{
	struct app *app = l->c->app;
	struct region_query q = { .year = civil_from_day(l->q.day).year };
	struct region top;
	enum err r;

	if ((r = region_find(app->read, l->c->a, code, q.year, &top,
	    note)) != ERR_OK)
		return r;
	q.under = top.id;
	if ((r = region_add(l, &top, note)) != ERR_OK ||
	    (r = region_each(app->read, &q, region_add, l, note)) != ERR_OK)
		return r;
	qsort(l->region, l->nregions, sizeof *l->region, key_order);
	return ERR_OK;
}

/* Which way to go through the bodies: by divisions, or by a scope or all. */
static enum err
list_run(struct listing *l, struct note *note)
{
	struct str under = cmd_text(l->c, "under");
	struct app *app = l->c->app;
	enum err r = ERR_OK;

	if (under.n != 0 && (r = body_find(app->read, l->c->a, under,
	    &l->q.under, note)) != ERR_OK)
		return r;
	if (l->region == NULL || under.n != 0)
		return body_each(app->read, &l->q, list_row, l, note);
	for (size_t i = 0; i < l->nregions && r == ERR_OK && !list_full(l);
	    i++) {
		l->q.region = l->region[i];
		r = body_each(app->read, &l->q, list_row, l, note);
	}
	return r;
}

enum err
body_cmd_list(struct cmd *c, struct note *note)
{
	struct str region = cmd_text(c, "region");
	int64_t most = cmd_int(c, "most", 0);
	struct listing l = { .c = c, .q = {
		.day = cmd_date(c, "at", body_cmd_today(c)),
		.kind = cmd_text(c, "kind"),
		.industry = cmd_text(c, "industry"),
		.name = cmd_text(c, "name"),
		.due = cmd_flag(c, "due"),
	}, .most = most > 0 ? (size_t)most : 0 };
	enum err r;

	/* Else rows are left out that the query hands on. */
	if (region.n == 0 && !(l.q.due && cmd_text(c, "under").n != 0))
		l.q.most = l.most;
	if (region.n != 0 && (r = regions_load(&l, region, note)) != ERR_OK)
		return r;
	l.sink = cmd_rows(c);
	if ((r = rowsink_begin(l.sink, &body_fields, note)) != ERR_OK ||
	    (r = list_run(&l, note)) != ERR_OK)
		return r;
	return rowsink_end(l.sink, note);
}

const struct opt body_tree_opts[] = {
	AT_OPT,
	OPT_INT('d', "depth", "N", M("how many levels below (default: 2)")),
	OPT_CHOICE('k', "kind", body_kinds, M("only this kind; a branch ends "
	    "at another")),
	OPT_END
};

/* A row of a tree under --json. */
struct branch_view {
	struct value	depth, source, code, name, kind;
};
static const struct field branch_rows[] = {
	{ .name = "depth", .kind = FIELD_INT, .label = M("Depth") },
	{ .name = "source", .kind = FIELD_TEXT, .label = M("Source of the code") },
	{ .name = "code", .kind = FIELD_TEXT, .label = M("Code") },
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Name") },
	{ .name = "kind", .kind = FIELD_CHOICE, .choices = body_kinds,
	    .label = M("Kind") },
};
static FIELDS(branch_fields, "body.branch", 1, branch_rows);

/* A branch being printed; ${most} levels bound the recursion. */
struct branch {
	struct cmd	*c;
	struct rowsink	*sink;	/* NULL: for people */
	int64_t		 day;
	struct str	 kind;
	int		 depth, most;
};

static enum err
tree_row(struct branch *b, const struct body *body, struct note *note)
{
	struct branch_view row = {
		.depth = V_INT(b->depth),
		.name = V_TEXT(body->name),
		.kind = V_TEXT(body->kind),
	};

	if (b->sink == NULL)
		return console_branch(b->c, b->depth, body->code, body->name,
		    note);
	if (body->code.n != 0) {
		row.source = (struct value)V_TEXT(body->source);
		row.code = (struct value)V_TEXT(body->code);
	}
	return rowsink_row(b->sink, VALUES(&row), note);
}

/* The bodies below ${above} (KEY_NONE: the tops), each with its own. */
static enum err
tree_below(struct branch *b, struct key above, struct note *note)
{
	struct app *app = b->c->app;
	struct arena *a = arena_new();
	const struct body *body;
	size_t n = 0;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r == ERR_OK)
		r = body_below(app->read, a, above, b->day, &body, &n, note);
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		if (b->kind.n != 0 && !str_eq(b->kind, body[i].kind))
			continue;
		if ((r = tree_row(b, &body[i], note)) != ERR_OK ||
		    b->depth >= b->most)
			continue;
		b->depth++;
		r = tree_below(b, body[i].id, note);
		b->depth--;
	}
	arena_free(a);
	if (r == ERR_OK && stop_wanted())
		r = NOTE(note, ERR_STOPPED, M("Stopped on request."));
	return r;
}

static enum err
tree_from(struct branch *b, struct str name, struct note *note)
{
	struct app *app = b->c->app;
	struct body top;
	struct key id;
	enum err r;

	if ((r = body_find(app->read, b->c->a, name, &id, note)) != ERR_OK ||
	    (r = body_get(app->read, b->c->a, id, b->day, &top,
	    note)) != ERR_OK || (r = tree_row(b, &top, note)) != ERR_OK ||
	    b->most == 0)
		return r;
	b->depth++;
	return tree_below(b, id, note);
}

enum err
body_cmd_tree(struct cmd *c, struct note *note)
{
	struct branch b = { .c = c, .kind = cmd_text(c, "kind"),
	    .day = cmd_date(c, "at", body_cmd_today(c)) };
	int64_t most = cmd_int(c, "depth", 2);
	enum err r = ERR_OK;

	b.most = most < 0 ? 0 : most > BODY_DEPTH_MAX ? BODY_DEPTH_MAX :
	    (int)most;
	if (c->json) {
		b.sink = cmd_rows(c);
		r = rowsink_begin(b.sink, &branch_fields, note);
	}
	if (r == ERR_OK)
		r = c->noperands == 0 ? tree_below(&b, KEY_NONE, note) :
		    tree_from(&b, c->operand[0], note);
	return r == ERR_OK && b.sink != NULL ? rowsink_end(b.sink, note) : r;
}
