/* SPDX-License-Identifier: Apache-2.0 */
/* Does a store fit this program? */
#include "store/schema_in.h"

static const struct sql q_parts = {
	"SELECT part, version FROM part_version ORDER BY part", NULL
};

static const struct sql q_shapes = {
	"SELECT name, class, shape, filled FROM table_shape ORDER BY name",
	NULL
};

static const struct sql q_names = {
	"SELECT name FROM sqlite_master WHERE type = 'table'",
	"SELECT c.relname FROM pg_catalog.pg_class c"
	" JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
	" WHERE n.nspname = current_schema() AND c.relkind = 'r'"
};

static const struct sql q_ours = {
	"SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'"
	" AND name IN ('part_version', 'table_shape')",
	"SELECT COUNT(*) FROM pg_catalog.pg_class c"
	" JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
	" WHERE n.nspname = current_schema() AND c.relkind = 'r'"
	" AND c.relname IN ('part_version', 'table_shape')"
};

static enum err
say_newer(const struct store *st, struct arena *a, struct str part,
    struct note *note)
{
	return NOTE(note, ERR_VERSION,
	    M("{store} was written by a newer version of this program (its "
	    "part {part} is not known here). Nothing was changed; use that "
	    "version."), A_TEXT("store", place_shown(a, store_place(st))),
	    A_TEXT("part", part));
}

enum err
schema_lost(const struct table *t, struct store *st, struct note *note)
{
	struct arena *a = arena_new();
	enum err r;

	if (a == NULL)
		return note_memory(note);
	r = NOTE(note, ERR_CORRUPT,
	    M("The table {table} of {store} is gone, and nothing else holds "
	    "what it held. Stop what uses the store, keep a copy and restore "
	    "a backup."), A_CSTR("table", t->name),
	    A_TEXT("store", place_shown(a, store_place(st))));
	arena_free(a);
	return r;
}

/* Are there tables of ours at all? */
static enum err
ours_find(struct arena *a, struct store *st, struct note *note)
{
	int64_t n;
	enum err r;

	if ((r = store_int(st, &q_ours, NO_BINDS, 0, &n, note)) != ERR_OK ||
	    n == 2)
		return r;
	return NOTE(note, ERR_NOTFOUND,
	    M("{store} holds no store yet: its tables are missing. Look at "
	    "the name, or make a new store with anze init."),
	    A_TEXT("store", place_shown(a, store_place(st))));
}

static int64_t *
version_of(const struct schema *s, const struct survey *v, struct str part)
{
	for (size_t i = 0; i < s->nparts; i++)
		if (str_is(part, s->parts[i].name))
			return &v->versions[i];
	return NULL;
}

bool
survey_new(struct arena *a, const struct schema *s, struct survey *ret)
{
	*ret = (struct survey){ .versions = NEW_ARRAY(a, int64_t, s->nparts),
	    .tables = NEW_ARRAY(a, struct seen, s->ntables) };
	return ret->versions != NULL && ret->tables != NULL;
}

enum err
survey_parts(struct arena *a, const struct schema *s, struct store *st,
    struct survey *v, struct note *note)
{
	struct str unknown = S("");
	struct rows *rows = NULL;
	int64_t *version;
	enum err r;

	if ((r = ours_find(a, st, note)) != ERR_OK ||
	    (r = store_query(st, &q_parts, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows))
		if ((version = version_of(s, v, rows_text(rows, 0))) != NULL)
			*version = rows_int(rows, 1);
		else if (unknown.n == 0)
			unknown = str_copy(a, rows_text(rows, 0));
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (unknown.n != 0)
		return say_newer(st, a, unknown, note);
	for (size_t i = 0; i < s->nparts; i++)
		if (v->versions[i] > s->parts[i].version)
			return say_newer(st, a, str_of(s->parts[i].name),
			    note);
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

/* The word in the store; CLASS_NONE: none of ours. */
static enum table_class
class_of(struct str word)
{
	for (int c = CLASS_CANON; c <= CLASS_SCRATCH; c++)
		if (str_is(word, table_class_word((enum table_class)c)))
			return (enum table_class)c;
	return CLASS_NONE;
}

static void
stranger_add(struct arena *a, const struct rows *rows, struct survey *v)
{
	struct stranger *x = NEW(a, struct stranger);

	if (x == NULL)
		return;
	*x = (struct stranger){ str_copy(a, rows_text(rows, 0)).p,
	    class_of(rows_text(rows, 1)), v->strangers };
	v->strangers = x;
}

static enum err
shapes_read(struct arena *a, const struct schema *s, struct store *st,
    struct survey *v, struct note *note)
{
	const struct table *t;
	struct rows *rows = NULL;
	struct seen *seen;
	struct str shape;
	enum err r;

	if ((r = store_query(st, &q_shapes, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		if ((t = schema_table(s, rows_text(rows, 0))) == NULL) {
			stranger_add(a, rows, v);
			continue;
		}
		shape = rows_bytes(rows, 2);
		seen = &v->tables[t - s->tables];
		seen->kept = true;
		seen->same = shape.n == HASH_BYTES &&
		    memcmp(shape.p, t->shape.b, HASH_BYTES) == 0;
		seen->filled = rows_int(rows, 3) != 0;
	}
	return rows_end(&rows, note);
}

enum err
survey_tables(struct arena *a, const struct schema *s, struct store *st,
    struct survey *v, struct note *note)
{
	const struct table *t;
	struct rows *rows = NULL;
	enum err r;

	if ((r = shapes_read(a, s, st, v, note)) != ERR_OK ||
	    (r = store_query(st, &q_names, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows))
		if ((t = schema_table(s, rows_text(rows, 0))) != NULL)
			v->tables[t - s->tables].there = true;
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

static bool
is_made_anew(enum table_class c)
{
	return c == CLASS_DERIVED || c == CLASS_SCRATCH;
}

/* Which table is not as we know it?  NULL: all are. */
static const char *
table_due(const struct schema *s, const struct survey *v)
{
	for (size_t i = 0; i < s->ntables; i++)
		if (!v->tables[i].same || !v->tables[i].there)
			return s->tables[i].name;
	for (const struct stranger *x = v->strangers; x != NULL; x = x->next)
		if (is_made_anew(x->class))
			return x->name;
	return NULL;
}

static const char *
table_unfilled(const struct schema *s, const struct survey *v)
{
	for (size_t i = 0; i < s->ntables; i++)
		if (!v->tables[i].filled)
			return s->tables[i].name;
	return NULL;
}

/* Is a table gone that nothing can bring back? */
static enum err
lost_find(const struct schema *s, const struct survey *v, struct store *st,
    struct note *note)
{
	for (size_t i = 0; i < s->ntables; i++)
		if (v->tables[i].kept && !v->tables[i].there &&
		    !is_made_anew(s->tables[i].class))
			return schema_lost(&s->tables[i], st, note);
	return ERR_OK;
}

static enum err
survey_judge(struct arena *a, const struct schema *s, const struct survey *v,
    struct store *st, struct note *note)
{
	const struct str store = place_shown(a, store_place(st));
	const char *table;
	enum err r;

	if ((r = lost_find(s, v, st, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < s->nparts; i++)
		if (v->versions[i] < s->parts[i].version)
			return NOTE(note, ERR_VERSION,
			    M("{store} was written by an older version of "
			    "this program (part {part}). Make a backup, then "
			    "run anze upgrade."), A_TEXT("store", store),
			    A_CSTR("part", s->parts[i].name));
	if ((table = table_due(s, v)) != NULL)
		return NOTE(note, ERR_VERSION,
		    M("In {store} the table {table} is not as this version of "
		    "the program has it. Run anze upgrade; it makes it anew "
		    "from the ledger."), A_TEXT("store", store),
		    A_CSTR("table", table));
	if ((table = table_unfilled(s, v)) != NULL)
		return NOTE(note, ERR_VERSION,
		    M("An upgrade of {store} was interrupted before the table "
		    "{table} was filled. Run anze upgrade again."),
		    A_TEXT("store", store), A_CSTR("table", table));
	return ERR_OK;
}

enum err
schema_check(const struct schema *s, struct store *st, struct note *note)
{
	struct arena *a = arena_new();
	struct survey v;
	enum err r;

	if (a == NULL || !survey_new(a, s, &v))
		r = note_memory(note);
	else if ((r = survey_parts(a, s, st, &v, note)) == ERR_OK &&
	    (r = survey_tables(a, s, st, &v, note)) == ERR_OK)
		r = survey_judge(a, s, &v, st, note);
	arena_free(a);
	return r;
}
