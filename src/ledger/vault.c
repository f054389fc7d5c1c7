/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/vault.h"

static const struct sql q_put = {
	"INSERT INTO vault (hash, salt, text, owner, removed_by)"
	" VALUES ($1, $2, $3, $4, NULL)", NULL
};

static const struct sql q_get = {
	"SELECT text, removed_by FROM vault WHERE hash = $1", NULL
};

static const struct sql q_remove = {
	"UPDATE vault SET salt = NULL, text = NULL, removed_by = $2"
	" WHERE hash = $1 AND removed_by IS NULL", NULL
};

static const struct sql q_of = {
	"SELECT hash FROM vault WHERE owner = $1 AND removed_by IS NULL"
	" ORDER BY hash", NULL
};

enum err
vault_keep(struct store *st, struct hasher *h, const struct chance *chance,
    struct str text, struct key owner, struct hash *ret_key,
    struct note *note)
{
	unsigned char salt[VAULT_SALT];
	struct hash key;
	enum err r;

	chance_bytes(chance, salt, sizeof salt);
	hasher_start(h);
	hasher_put(h, salt, sizeof salt);
	hasher_put(h, text.p, text.n);
	key = hasher_end(h);
	if ((r = store_run(st, &q_put, BINDS(BIND_HASH(key),
	    BIND_BYTES(salt, sizeof salt), BIND_TEXT(text), BIND_KEY(owner)),
	    note)) != ERR_OK)
		return r;
	*ret_key = key;
	return ERR_OK;
}

static enum err
vault_missing(struct note *note, const struct hash *key)
{
	char hex[2 * HASH_BYTES + 1];
	struct buf b = { .p = hex, .room = sizeof hex };

	buf_hex(&b, key->b, HASH_BYTES);
	return NOTE(note, ERR_NOTFOUND,
	    M("The vault has no text {key}. Run anze ledger verify; if it "
	    "confirms this, restore the last backup."),
	    A_TEXT("key", buf_view(&b)));
}

enum err
vault_get(struct store *st, struct arena *a, const struct hash *key,
    struct vault_text *ret, struct note *note)
{
	struct vault_text got = { S(""), S("") };
	struct rows *rows = NULL;
	bool found = false;
	enum err r;

	if ((r = store_query(st, &q_get, BINDS(BIND_HASH(*key)), &rows,
	    note)) != ERR_OK)
		return r;
	if (rows_next(rows)) {
		found = true;
		got.text = str_copy(a, rows_text(rows, 0));
		got.removed_by = str_copy(a, rows_text(rows, 1));
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!found)
		return vault_missing(note, key);
	*ret = got;
	return ERR_OK;
}

enum err
vault_remove(struct store *st, const struct hash *key, struct str document,
    struct note *note)
{
	struct vault_text now;
	struct arena *a = arena_new();
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r == ERR_OK && (r = vault_get(st, a, key, &now, note)) == ERR_OK)
		r = store_run(st, &q_remove, BINDS(BIND_HASH(*key),
		    BIND_TEXT(document)), note);
	arena_free(a);
	return r;
}

enum err
vault_of(struct store *st, struct arena *a, struct key owner,
    const struct hash **ret, size_t *ret_n, struct note *note)
{
	struct rows *rows = NULL;
	struct hash *list = NULL;
	size_t n = 0, room = 0;
	enum err r;

	if ((r = store_query(st, &q_of, BINDS(BIND_KEY(owner)), &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		struct str hash = rows_bytes(rows, 0);

		if (hash.n != HASH_BYTES)
			continue;	/* no key of ours: verify says so */
		if (n == room) {
			room = room == 0 ? 16 : room * 2;
			list = arena_grow(a, list, n * sizeof *list,
			    room * sizeof *list);
			if (list == NULL)
				break;
		}
		memcpy(list[n++].b, hash.p, HASH_BYTES);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}
