/* SPDX-License-Identifier: Apache-2.0 */
/* How does a store of an older version become one of this? */
#include "store/schema_in.h"
#include "store/words.h"

static const struct sql q_forget = {
	"DELETE FROM table_shape WHERE name = $1", NULL
};

/* What one upgrade works on. */
struct upgrade {
	struct arena		*a;
	const struct schema	*s;
	struct store		*st;
	struct survey		 v;
	const char		**remade;	/* room for all tables */
	size_t			 n;
	struct note		*note;
};

static const struct migration *
migration_find(const struct part *p, int to)
{
	for (int i = 0; p->migrations != NULL && i < p->version - 1; i++)
		if (p->migrations[i].to == to)
			return &p->migrations[i];
	return NULL;
}

static enum err
part_migrate(struct upgrade *u, const struct part *p, int64_t from)
{
	const struct migration *m;
	enum err r = ERR_OK;

	for (int to = (int)from + 1; to <= p->version && r == ERR_OK; to++) {
		if ((m = migration_find(p, to)) == NULL)
			return NOTE(u->note, ERR_BUG,
			    M("The program lacks the step to version "
			    "{version} of its part {part}. Nothing was "
			    "changed. Please report it."),
			    A_INT("version", to), A_CSTR("part", p->name));
		r = schema_statements(u->st, str_of(m->sql), u->note);
	}
	return r;
}

/* A part that is new here has only tables to be made. */
static enum err
parts_migrate(struct upgrade *u)
{
	const struct schema *s = u->s;
	enum err r = ERR_OK;

	for (size_t i = 0; i < s->nparts && r == ERR_OK; i++) {
		if (u->v.versions[i] == s->parts[i].version)
			continue;
		if (u->v.versions[i] != 0)
			r = part_migrate(u, &s->parts[i], u->v.versions[i]);
		if (r == ERR_OK)
			r = part_remember(&s->parts[i], u->st, u->note);
	}
	return r;
}

/* One that is not of this version may have been an index of words. */
static enum err
table_drop(struct upgrade *u, const char *name, enum table_class class)
{
	const char *text = str_fmt(u->a, "DROP TABLE IF EXISTS %s", name).p;

	if (class == CLASS_SCRATCH)
		return words_unmake(u->st, name, u->note);
	return arena_failed(u->a) ? note_memory(u->note) :
	    store_exec(u->st, text, u->note);
}

/* Made anew, and to be filled if it is DERIVED. */
static enum err
table_remake(struct upgrade *u, const struct table *t)
{
	const bool derived = t->class == CLASS_DERIVED;
	enum err r;

	if ((r = table_drop(u, t->name, t->class)) != ERR_OK ||
	    (r = table_make(t, u->st, u->note)) != ERR_OK)
		return r;
	if (derived)
		u->remade[u->n++] = t->name;
	return table_remember(t, u->st, !derived, u->note);
}

/* Has a table that was migrated the columns that the program will ask for? */
static enum err
columns_check(struct upgrade *u, const struct table *t)
{
	struct buf b = BUF_IN(u->a);
	struct rows *rows = NULL;
	enum err r;

	buf_text(&b, "SELECT ");
	for (size_t i = 0; i < t->ncolumns; i++)
		buf_fmt(&b, "%s%s", i == 0 ? "" : ", ", t->columns[i].name);
	buf_fmt(&b, " FROM %s WHERE 1 = 0", t->name);
	if (buf_failed(&b))
		return note_memory(u->note);
	if ((r = store_query_text(u->st, b.p, &rows, u->note)) != ERR_OK)
		return r;
	(void)rows_next(rows);
	return rows_end(&rows, u->note);
}

/* A CANON or KEPT table: made if it is new, else its part has migrated it. */
static enum err
table_settle(struct upgrade *u, const struct table *t,
    const struct seen *seen)
{
	size_t part = (size_t)(t->part - u->s->parts);
	enum err r;

	if (seen->kept && !seen->there)
		return schema_lost(t, u->st, u->note);
	if (!seen->there && (r = table_make(t, u->st, u->note)) != ERR_OK)
		return r;
	if (!seen->there)
		return table_remember(t, u->st, true, u->note);
	if (seen->same)
		return ERR_OK;
	if (seen->kept && u->v.versions[part] == t->part->version)
		return NOTE(u->note, ERR_BUG,
		    M("The table {table} was changed in the program, but not "
		    "the version of its part {part}, so that it cannot be "
		    "upgraded. Nothing was changed. Please report it."),
		    A_CSTR("table", t->name), A_CSTR("part", t->part->name));
	if ((r = columns_check(u, t)) != ERR_OK)
		return r;
	return table_remember(t, u->st, true, u->note);
}

static enum err
tables_upgrade(struct upgrade *u)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < u->s->ntables && r == ERR_OK; i++) {
		const struct table *t = &u->s->tables[i];
		const struct seen *seen = &u->v.tables[i];

		if (t->class != CLASS_DERIVED && t->class != CLASS_SCRATCH)
			r = table_settle(u, t, seen);
		else if (!seen->same || !seen->there || !seen->filled)
			r = table_remake(u, t);
	}
	return r;
}

/* Tables that this version has no more.  CANON and KEPT ones are a migration's
 * affair. */
static enum err
strangers_drop(struct upgrade *u)
{
	const struct stranger *x = u->v.strangers;
	enum err r = ERR_OK;

	for (; x != NULL && r == ERR_OK; x = x->next) {
		if (x->class != CLASS_DERIVED && x->class != CLASS_SCRATCH)
			continue;
		if ((r = table_drop(u, x->name, x->class)) == ERR_OK)
			r = store_run(u->st, &q_forget,
			    BINDS(BIND_CSTR(x->name)), u->note);
	}
	return r;
}

enum err
schema_upgrade(struct arena *a, const struct schema *s, struct store *st,
    const char *const **ret_remade, size_t *ret_n, struct note *note)
{
	struct upgrade u = { .a = a, .s = s, .st = st, .note = note,
	    .remade = NEW_ARRAY(a, const char *, s->ntables) };
	enum err r;

	if (u.remade == NULL || !survey_new(a, s, &u.v))
		return note_memory(note);
	if ((r = survey_parts(a, s, st, &u.v, note)) != ERR_OK)
		return r;
	/* SQLite has the write lock; here two upgrades must not meet. */
	if (store_is_postgres(st) && (r = store_exec(st,
	    "LOCK TABLE part_version IN ACCESS EXCLUSIVE MODE",
	    note)) != ERR_OK)
		return r;
	/* Again, from nothing: another upgrade may have been faster. */
	if (!survey_new(a, s, &u.v))
		return note_memory(note);
	if ((r = survey_parts(a, s, st, &u.v, note)) != ERR_OK ||
	    (r = parts_migrate(&u)) != ERR_OK ||
	    (r = survey_tables(a, s, st, &u.v, note)) != ERR_OK ||
	    (r = strangers_drop(&u)) != ERR_OK ||
	    (r = tables_upgrade(&u)) != ERR_OK ||
	    (r = store_flush(st, note)) != ERR_OK)
		return r;
	*ret_remade = u.remade;
	*ret_n = u.n;
	return ERR_OK;
}
