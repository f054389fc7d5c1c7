/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/toy.h"
#include "ledger/vault.h"

/* One text, kept past the ledger. */
static struct hash
keep(struct toys *b, struct store *st, const char *text, struct key owner)
{
	struct hasher *h = hasher_new();
	struct hash key;

	CHECK_OK(vault_keep(st, h, &b->by, str_of(text), owner, &key,
	    &b->note), &b->note);
	CHECK_OK(store_flush(st, &b->note), &b->note);
	hasher_free(h);
	return key;
}

static const struct key owner = { { 1 } }, other = { { 2 } };

BOTH("a text is kept under the hash of its salt and itself")
{
	static const struct sql q = {
		"SELECT salt FROM vault WHERE hash = $1", NULL
	};
	struct vault_text got;
	struct hash key, want;
	struct hasher *h = hasher_new();
	struct store *st;
	struct str salt;
	struct toys b;

	toys_open(&b, t);
	st = pg_open(t, STORE_WRITE);
	key = keep(&b, st, "他说：“不”\n", owner);
	CHECK_OK(vault_get(st, b.a, &key, &got, &b.note), &b.note);
	CHECK_STR(got.text, "他说：“不”\n");
	CHECK_INT(got.removed_by.n, 0);
	salt = toys_bytes(&b, &q, BINDS(BIND_HASH(key)));
	CHECK_INT(salt.n, VAULT_SALT);
	hasher_start(h);
	hasher_put(h, salt.p, salt.n);
	hasher_put(h, got.text.p, got.text.n);
	want = hasher_end(h);
	CHECK(hash_eq(&key, &want));
	hasher_free(h);
	store_close(st);
	toys_close(&b);
}

BOTH("the same text twice has two keys, so that neither tells of the other")
{
	struct hash one, two;
	struct store *st;
	struct toys b;

	toys_open(&b, t);
	st = pg_open(t, STORE_WRITE);
	one = keep(&b, st, "yes", owner);
	two = keep(&b, st, "yes", owner);
	CHECK(!hash_eq(&one, &two));
	store_close(st);
	toys_close(&b);
}

BOTH("an empty text is a text")
{
	struct vault_text got;
	struct store *st;
	struct hash key;
	struct toys b;

	toys_open(&b, t);
	st = pg_open(t, STORE_WRITE);
	key = keep(&b, st, "", owner);
	CHECK_OK(vault_get(st, b.a, &key, &got, &b.note), &b.note);
	CHECK_INT(got.text.n, 0);
	CHECK_INT(got.removed_by.n, 0);
	store_close(st);
	toys_close(&b);
}

BOTH("a key that the vault has not is not found, and removes nothing")
{
	struct hash none = { { 9 } };
	struct vault_text got = { S("as before"), S("") };
	struct store *st;
	struct toys b;

	toys_open(&b, t);
	st = pg_open(t, STORE_WRITE);
	CHECK_ERR(vault_get(st, b.a, &none, &got, &b.note), ERR_NOTFOUND,
	    &b.note);
	CHECK_STR(got.text, "as before");
	note_clear(&b.note);
	CHECK_ERR(vault_remove(st, &none, S("7/2026"), &b.note), ERR_NOTFOUND,
	    &b.note);
	store_close(st);
	toys_close(&b);
}

BOTH("a removed text is gone with its salt, and the first document stays")
{
	static const struct sql q = {
		"SELECT COUNT(*) FROM vault WHERE salt IS NULL AND text IS NULL",
		NULL
	};
	struct vault_text got;
	struct store *st;
	struct hash key;
	struct toys b;
	int64_t n;

	toys_open(&b, t);
	st = pg_open(t, STORE_WRITE);
	key = keep(&b, st, "a name", owner);
	CHECK_OK(vault_remove(st, &key, S("7/2026"), &b.note), &b.note);
	CHECK_OK(vault_remove(st, &key, S("8/2026"), &b.note), &b.note);
	CHECK_OK(vault_get(st, b.a, &key, &got, &b.note), &b.note);
	CHECK_INT(got.text.n, 0);
	CHECK_STR(got.removed_by, "7/2026");
	CHECK_OK(store_int(st, &q, NO_BINDS, -1, &n, &b.note), &b.note);
	CHECK_INT(n, 1);
	store_close(st);
	toys_close(&b);
}

BOTH("the texts of a record are those not removed, and no other's")
{
	const struct hash *list = NULL;
	struct store *st;
	struct hash gone;
	struct toys b;
	size_t n = 0;

	toys_open(&b, t);
	st = pg_open(t, STORE_WRITE);
	CHECK_OK(vault_of(st, b.a, owner, &list, &n, &b.note), &b.note);
	CHECK_INT(n, 0);
	for (int i = 0; i < 40; i++)
		(void)keep(&b, st, "one of many", owner);
	gone = keep(&b, st, "gone", owner);
	(void)keep(&b, st, "another's", other);
	CHECK_OK(vault_remove(st, &gone, S("7/2026"), &b.note), &b.note);
	CHECK_OK(vault_of(st, b.a, owner, &list, &n, &b.note), &b.note);
	CHECK_INT(n, 40);
	for (size_t i = 1; i < n; i++)
		CHECK(memcmp(list[i - 1].b, list[i].b, HASH_BYTES) < 0);
	store_close(st);
	toys_close(&b);
}

BOTH("a text of the most letters is kept whole")
{
	struct vault_text got;
	struct store *st;
	struct hash key;
	struct toys b;
	char *most = arena_alloc(t->a, 3 * FIELD_LINES_MAX + 1);

	for (int i = 0; i < FIELD_LINES_MAX; i++)
		memcpy(most + 3 * i, "字", 3);
	toys_open(&b, t);
	st = pg_open(t, STORE_WRITE);
	key = keep(&b, st, most, owner);
	CHECK_OK(vault_get(st, b.a, &key, &got, &b.note), &b.note);
	CHECK(str_is(got.text, most));
	store_close(st);
	toys_close(&b);
}
