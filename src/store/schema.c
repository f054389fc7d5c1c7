/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables come into a store? */
#include "store/schema_in.h"
#include "store/words.h"

static const struct sql q_part_put = {
	"INSERT INTO part_version (part, version) VALUES ($1, $2)"
	" ON CONFLICT (part) DO UPDATE SET version = excluded.version", NULL
};

static const struct sql q_shape_put = {
	"INSERT INTO table_shape (name, class, shape, filled)"
	" VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO UPDATE SET"
	" class = excluded.class, shape = excluded.shape,"
	" filled = excluded.filled", NULL
};

static const struct sql q_filled = {
	"UPDATE table_shape SET filled = 1 WHERE filled = 0", NULL
};

/* What the indexes say was said of other tables. */
static const struct sql q_indexes = { "DELETE FROM index_state", NULL };

enum err
schema_statements(struct store *st, struct str text, struct note *note)
{
	struct words rest = words_of(text);
	struct buf b = BUF_INIT;
	struct str statement;
	enum err r = ERR_OK;

	while (r == ERR_OK && words_statement(&rest, &statement)) {
		buf_empty(&b);
		words_translate(&b, statement, store_is_postgres(st));
		r = buf_failed(&b) ? note_memory(note) :
		    store_exec(st, b.p, note);
	}
	buf_free(&b);
	return r;
}

static enum err exec_fmt(struct store *st, struct note *note, const char *fmt,
    ...) __attribute__((format(printf, 3, 4)));

static enum err
exec_fmt(struct store *st, struct note *note, const char *fmt, ...)
{
	struct arena *a = arena_new();
	struct str text;
	va_list ap;
	enum err r;

	if (a == NULL)
		return note_memory(note);
	va_start(ap, fmt);
	text = str_vfmt(a, fmt, ap);
	va_end(ap);
	r = arena_failed(a) ? note_memory(note) :
	    store_exec(st, text.p, note);
	arena_free(a);
	return r;
}

/*
 * Defence in depth, and no more: who owns the machine can drop a trigger, and
 * then only the proof shows it.
 */
static enum err
triggers_make(const struct table *t, struct store *st, struct note *note)
{
	static const char function[] = "CREATE OR REPLACE FUNCTION"
	    " append_only() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE"
	    " EXCEPTION '% is append only', TG_TABLE_NAME; END$$";
	static const char *const verbs[] = { "update", "delete" };
	enum err r = ERR_OK;

	if (store_is_postgres(st)) {
		if ((r = store_exec(st, function, note)) != ERR_OK)
			return r;
		return exec_fmt(st, note, "CREATE TRIGGER %s_append_only"
		    " BEFORE UPDATE OR DELETE OR TRUNCATE ON %s"
		    " EXECUTE FUNCTION append_only()", t->name, t->name);
	}
	for (int i = 0; i < 2 && r == ERR_OK; i++)
		r = exec_fmt(st, note, "CREATE TRIGGER %s_no_%s BEFORE %s ON"
		    " %s BEGIN SELECT RAISE(ABORT, '%s is append only'); END",
		    t->name, verbs[i], verbs[i], t->name, t->name);
	return r;
}

enum err
table_make(const struct table *t, struct store *st, struct note *note)
{
	enum err r;

	if (t->words)
		return words_make(st, t->name, note);
	if ((r = schema_statements(st, str_of(t->create), note)) != ERR_OK ||
	    !t->append_only)
		return r;
	return triggers_make(t, st, note);
}

enum err
table_remember(const struct table *t, struct store *st, bool filled,
    struct note *note)
{
	return store_run(st, &q_shape_put, BINDS(BIND_CSTR(t->name),
	    BIND_CSTR(table_class_word(t->class)), BIND_HASH(t->shape),
	    BIND_INT(filled)), note);
}

enum err
part_remember(const struct part *p, struct store *st, struct note *note)
{
	return store_run(st, &q_part_put, BINDS(BIND_CSTR(p->name),
	    BIND_INT(p->version)), note);
}

enum err
schema_create(const struct schema *s, struct store *st, bool derived_only,
    struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < s->ntables && r == ERR_OK; i++)
		if (!derived_only || s->tables[i].class == CLASS_DERIVED)
			r = table_make(&s->tables[i], st, note);
	if (derived_only)
		return r;
	for (size_t i = 0; i < s->ntables && r == ERR_OK; i++)
		r = table_remember(&s->tables[i], st, true, note);
	for (size_t i = 0; i < s->nparts && r == ERR_OK; i++)
		r = part_remember(&s->parts[i], st, note);
	return r != ERR_OK ? r : store_flush(st, note);
}

enum err
schema_filled(struct store *st, struct note *note)
{
	enum err r;

	if ((r = store_run(st, &q_indexes, NO_BINDS, note)) != ERR_OK)
		return r;
	return store_run(st, &q_filled, NO_BINDS, note);
}

enum err
schema_scratch(const struct schema *s, struct store *st, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < s->ntables && r == ERR_OK; i++) {
		const struct table *t = &s->tables[i];

		if (t->class == CLASS_SCRATCH && !t->lasting)
			r = t->words ? words_clear(st, t->name, note) :
			    exec_fmt(st, note, "DELETE FROM %s", t->name);
	}
	return r;
}

size_t
schema_tables(const struct schema *s, const struct table **ret)
{
	*ret = s->tables;
	return s->ntables;
}

const struct table *
schema_table(const struct schema *s, struct str name)
{
	size_t from = 0, to = s->ntables;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int c = str_cmp(name, str_of(s->by_name[mid].name));

		if (c == 0)
			return s->by_name[mid].table;
		if (c < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return NULL;
}
