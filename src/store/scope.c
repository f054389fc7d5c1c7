/* SPDX-License-Identifier: Apache-2.0 */
#include "store/scope.h"

static const struct sql q_moved_done = { "DELETE FROM scope_moved", NULL };

static int64_t
when(const struct scope *s, int64_t day)
{
	return s->when == NULL ? day : s->when(day);
}

enum err
scope_turn(struct store *st, const struct scope *s, int64_t from, int64_t to,
    struct note *note)
{
	int64_t a = when(s, from < to ? from : to);
	int64_t b = when(s, from < to ? to : from);

	return a == b ? ERR_OK : store_run(st, &s->turn, BINDS(BIND_INT(a),
	    BIND_INT(b)), note);
}

/* The keys that a statement without values answers. */
static enum err
keys_load(struct store *st, struct arena *a, const struct sql *q,
    const struct key **ret, size_t *ret_n, struct note *note)
{
	struct rows *rows = NULL;
	struct buf b = BUF_IN(a);
	enum err r;

	if ((r = store_query(st, q, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		struct key k = rows_key(rows, 0);

		buf_put(&b, &k, sizeof k);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (buf_failed(&b))
		return note_memory(note);
	*ret = (const void *)b.p;
	*ret_n = b.n / sizeof **ret;
	return ERR_OK;
}

/* One statement of each way that leads to the tree ${tree}. */
static enum err
followers_detach(struct store *st, const struct scope *const *all, size_t n,
    const struct scope *tree, struct key id, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < SCOPE_WAYS && r == ERR_OK; k++) {
			const struct scope_way *w = &all[i]->way[k];

			if (w->tree != NULL && strcmp(w->tree, tree->name) ==
			    0)
				r = store_run(st, &w->detach,
				    BINDS(BIND_KEY(id)), note);
		}
	return r;
}

/* Many that follow may follow none of those that moved: new ones above all.
 * ${own}: some of the tree's own do. */
static enum err
followers_attach(struct store *st, const struct scope *const *all, size_t n,
    const struct scope *tree, bool own, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < SCOPE_WAYS && r == ERR_OK; k++) {
			const struct scope_way *w = &all[i]->way[k];
			int64_t any = own ? 1 : 0;

			if (w->tree == NULL || strcmp(w->tree, tree->name) != 0)
				continue;
			if (all[i] != tree)
				r = store_int(st, &w->any, NO_BINDS, 0, &any,
				    note);
			if (r == ERR_OK && any != 0)
				r = store_run(st, &w->attach, NO_BINDS, note);
		}
	return r;
}

/*
 * All that stood are taken out first, one by one: when two change places, each
 * would else for a moment stand under itself.
 */
static enum err
old_leave(struct store *st, struct arena *a, const struct scope *const *all,
    size_t n, const struct scope *s, size_t *ret_stood, struct note *note)
{
	const struct key *id;
	size_t stood;
	enum err r;

	if ((r = keys_load(st, a, &s->stood, &id, &stood, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < stood && r == ERR_OK; i++) {
		const struct bind at[] = { BIND_KEY(id[i]) };

		for (int k = 0; k < SCOPE_WAYS && !s->tree && r == ERR_OK; k++)
			r = store_run(st, &s->way[k].leave, at, 1, note);
		if (!s->tree || r != ERR_OK)
			continue;
		if ((r = followers_detach(st, all, n, s, id[i],
		    note)) == ERR_OK && (r = store_run(st, &s->not_alone, at,
		    1, note)) == ERR_OK)
			r = store_run(st, &s->loose, at, 1, note);
	}
	if (r == ERR_OK)
		*ret_stood = stood;
	return r;
}

/* What has moved, and whether it is a tree's and may have some below it. */
struct moved {
	int64_t	n;
	bool	followed;
	size_t	stood;		/* of them */
};

static enum err
moved_count(struct store *st, const struct scope *s, struct moved *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query(st, &s->count, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows))
		*ret = (struct moved){ .n = rows_int(rows, 0),
		    .followed = rows_int(rows, 1) != 0 };
	return rows_end(&rows, note);
}

/*
 * Those that follow enter first: in the scope of one that moved there are then
 * only they, who did not move themselves.
 */
static enum err
new_enter(struct store *st, const struct scope *const *all, size_t n,
    const struct scope *s, const struct moved *m, struct note *note)
{
	enum err r;

	if ((m->stood > 0 && (r = store_run(st, &s->forget, NO_BINDS,
	    note)) != ERR_OK) || (r = store_run(st, &s->stand, NO_BINDS,
	    note)) != ERR_OK)
		return r;
	if (s->tree && ((r = followers_attach(st, all, n, s, m->followed,
	    note)) != ERR_OK || (r = store_run(st, &s->alone, NO_BINDS,
	    note)) != ERR_OK))
		return r;
	for (int k = 0; k < SCOPE_WAYS && r == ERR_OK; k++)
		if (s->way[k].tree != NULL)
			r = store_run(st, &s->way[k].enter, NO_BINDS, note);
	return r;
}

enum err
scope_settle(struct store *st, struct arena *a,
    const struct scope *const *all, size_t n, size_t i, int64_t day,
    struct note *note)
{
	const struct scope *s = all[i];
	struct arena_mark mark = arena_mark(a);
	struct moved m = { .n = 0 };
	enum err r;

	if ((r = store_run(st, &s->moved, BINDS(BIND_INT(when(s, day))),
	    note)) != ERR_OK || (r = moved_count(st, s, &m, note)) != ERR_OK ||
	    m.n == 0)
		return r;
	if ((r = old_leave(st, a, all, n, s, &m.stood, note)) == ERR_OK &&
	    (r = new_enter(st, all, n, s, &m, note)) == ERR_OK)
		r = store_run(st, &q_moved_done, NO_BINDS, note);
	arena_reset(a, mark);
	return r;
}

enum err
scope_empty(struct store *st, const struct scope *s, struct note *note)
{
	enum err r;

	if ((r = store_run(st, &s->clear_scope, NO_BINDS, note)) != ERR_OK)
		return r;
	return store_run(st, &s->clear_stand, NO_BINDS, note);
}

enum err
scope_page(struct store *st, struct arena *a, const struct scope *s,
    struct key above, struct key from, bool newest, int64_t most,
    const struct key **ret, size_t *ret_n, struct note *note)
{
	struct rows *rows = NULL;
	struct buf b = BUF_IN(a);
	enum err r;

	if (newest && key_none(from))
		memset(from.b, 0xFF, sizeof from.b);
	if ((r = store_query(st, newest ? &s->down : &s->up,
	    BINDS(BIND_KEY(above), BIND_KEY(from), BIND_INT(most)), &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		struct key k = rows_key(rows, 0);

		buf_put(&b, &k, sizeof k);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (buf_failed(&b))
		return note_memory(note);
	*ret = (const void *)b.p;
	*ret_n = b.n / sizeof **ret;
	return ERR_OK;
}
