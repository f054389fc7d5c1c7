/* SPDX-License-Identifier: Apache-2.0 */
#include "store/index.h"

static const struct sql q_note = {
	"INSERT INTO index_due (kind, id) VALUES ($1, $2)"
	" ON CONFLICT DO NOTHING", NULL
};
static const struct sql q_last = {
	"SELECT id FROM index_due WHERE kind = $1 ORDER BY id DESC LIMIT 1", NULL
};
static const struct sql q_kinds = {
	"SELECT DISTINCT kind FROM index_due ORDER BY kind LIMIT 32", NULL
};
static const struct sql q_done = { "DELETE FROM index_due", NULL };
static const struct sql q_get = {
	"SELECT stamp, day, until, filled FROM index_state WHERE name = $1",
	NULL
};
static const struct sql q_put = {
	"INSERT INTO index_state (name, stamp, day, until, filled)"
	" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO UPDATE SET"
	" stamp = excluded.stamp, day = excluded.day,"
	" until = excluded.until, filled = excluded.filled", NULL
};
static const struct sql q_drop = {
	"DELETE FROM index_state WHERE name = $1", NULL
};
static const struct sql q_doubt = {
	"UPDATE index_state SET until = 0 WHERE name = $1", NULL
};

enum err
index_note(struct store *st, struct str kind, struct key id,
    struct note *note)
{
	return store_run(st, &q_note, BINDS(BIND_TEXT(kind), BIND_KEY(id)),
	    note);
}

enum err
index_note_some(struct store *st, const struct sql *q, const char *kind,
    struct key after, int64_t most, struct key *ret_last, struct note *note)
{
	struct rows *rows = NULL;
	struct key last = KEY_NONE;
	enum err r;

	if ((r = store_run(st, q, BINDS(BIND_KEY(after), BIND_INT(most)),
	    note)) != ERR_OK || (r = store_query(st, &q_last,
	    BINDS(BIND_CSTR(kind)), &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows))
		last = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret_last = key_cmp(last, after) > 0 ? last : KEY_NONE;
	return r;
}

enum err
index_kinds(struct store *st, struct arena *a, struct str *ret, size_t *ret_n,
    struct note *note)
{
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if ((r = store_query(st, &q_kinds, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows) && n < INDEX_KINDS_MAX)
		ret[n++] = str_copy(a, rows_text(rows, 0));
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	*ret_n = n;
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

enum err
index_done(struct store *st, struct note *note)
{
	return store_run(st, &q_done, NO_BINDS, note);
}

enum err
index_state_get(struct store *st, const char *name, struct index_state *ret,
    bool *ret_there, struct note *note)
{
	struct index_state state = { .filled = false };
	struct rows *rows = NULL;
	struct str stamp;
	bool there;
	enum err r;

	if ((r = store_query(st, &q_get, BINDS(BIND_CSTR(name)), &rows,
	    note)) != ERR_OK)
		return r;
	if ((there = rows_next(rows))) {
		stamp = rows_bytes(rows, 0);
		if (stamp.n == HASH_BYTES)
			memcpy(state.stamp.b, stamp.p, HASH_BYTES);
		state.day = rows_int(rows, 1);
		state.until = rows_int(rows, 2);
		state.filled = rows_int(rows, 3) != 0;
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	*ret = state;
	*ret_there = there;
	return ERR_OK;
}

enum err
index_state_put(struct store *st, const char *name,
    const struct index_state *state, struct note *note)
{
	return store_run(st, &q_put, BINDS(BIND_CSTR(name),
	    BIND_HASH(state->stamp), BIND_INT(state->day),
	    BIND_INT(state->until), BIND_INT(state->filled)), note);
}

enum err
index_state_drop(struct store *st, const char *name, struct note *note)
{
	return store_run(st, &q_drop, BINDS(BIND_CSTR(name)), note);
}

enum err
index_state_doubt(struct store *st, const char *name, struct note *note)
{
	return store_run(st, &q_doubt, BINDS(BIND_CSTR(name)), note);
}
