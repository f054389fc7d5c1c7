/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "core/expunge.h"
#include "ledger/vault.h"
#include "test/lib/app.h"

static const struct actor who = { .face = { "console", 7 } };

/* Remove what entry ${seq} put into the vault. */
static enum err
expunge_entry(struct test_app *ta, int64_t seq, const char *a, const char *b)
{
	struct expunge x = {
		.document = S("保密办〔2026〕3号"),
		.approved_by = { str_of(a), str_of(b) },
	};

	CHECK_OK(expunge_keys(ta->app->read, ta->t->a, seq, &x.texts,
	    &x.ntexts, &ta->t->note), &ta->t->note);
	return expunge(ta->app, &who, &x, &ta->t->note);
}

static struct vault_text
text_of(struct test_app *ta, int64_t seq)
{
	struct vault_text text = { S(""), S("") };
	const struct hash *keys;
	size_t n;

	CHECK_OK(expunge_keys(ta->app->read, ta->t->a, seq, &keys, &n,
	    &ta->t->note), &ta->t->note);
	CHECK_INT(n, 1);
	CHECK_OK(vault_get(ta->app->read, ta->t->a, &keys[0], &text,
	    &ta->t->note), &ta->t->note);
	return text;
}

BOTH("a text is gone after its removal, and the ledger still verifies")
{
	struct vault_text text;
	struct test_app ta;
	int64_t seq, kept;

	app_make(&ta, t, &test_house);
	seq = app_say(&ta, "a classified spill");
	kept = app_say(&ta, "an ordinary text");
	CHECK_STR(text_of(&ta, seq).text, "a classified spill");
	CHECK_OK(expunge_entry(&ta, seq, "sysadmin", "secadmin"), &t->note);
	text = text_of(&ta, seq);
	CHECK_STR(text.text, "");
	CHECK_STR(text.removed_by, "保密办〔2026〕3号");
	CHECK_STR(text_of(&ta, kept).text, "an ordinary text");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a removal wants two different approvers and a document")
{
	struct test_app ta;
	int64_t seq;

	app_make(&ta, t, &test_house);
	seq = app_say(&ta, "kept");
	CHECK_ERR(expunge_entry(&ta, seq, "sysadmin", ""), ERR_INVALID,
	    &t->note);
	note_clear(&t->note);
	CHECK_ERR(expunge_entry(&ta, seq, "sysadmin", "SysAdmin"),
	    ERR_INVALID, &t->note);
	CHECK_STR(text_of(&ta, seq).text, "kept");
	app_end(&ta);
}

TEST("nothing of a removed text is left in the database's files")
{
	static const char spill[] = "spill-that-must-not-stay";
	struct test_place t = { .a = arena_new() };
	struct test_app ta;
	struct str bytes;

	CHECK_OK(place_parse(t.a, test_path(t.a, "shred.anze"), NULL,
	    &t.place, &t.note), &t.note);
	app_make(&ta, &t, &test_house);
	CHECK_OK(expunge_entry(&ta, app_say(&ta, spill), "a", "b"), &t.note);
	CHECK_OK(file_read(t.a, t.place.name, 1 << 26, &bytes, &t.note),
	    &t.note);
	CHECK(memmem(bytes.p, bytes.n, spill, sizeof spill - 1) == NULL);
	CHECK_OK(file_read(t.a, str_fmt(t.a, "%s-wal", t.place.name).p,
	    1 << 26, &bytes, &t.note), &t.note);
	CHECK(memmem(bytes.p, bytes.n, spill, sizeof spill - 1) == NULL);
	app_end(&ta);
	arena_free(t.a);
}

BOTH("the list of removals removes again what an older state still has")
{
	struct test_app ta;
	struct str list;
	const char *path;
	int64_t seq, n = -1;

	app_make(&ta, t, &test_house);
	seq = app_say(&ta, "spill");
	CHECK_OK(expunge_entry(&ta, seq, "a", "b"), &t->note);
	path = str_fmt(t->a, "%s/expunged.list", ta.app->place.files).p;
	CHECK_OK(file_read(t->a, path, 65536, &list, &t->note), &t->note);
	CHECK(str_find(list, '\n') < list.n);
	CHECK_OK(expunge_again(ta.app, &who, path, &n, &t->note), &t->note);
	CHECK_INT(n, 0);	/* it is gone already */
	app_end(&ta);
}

BOTH("a list that is none is refused with its line")
{
	const char *path = test_path(t->a, "bad.list");
	struct test_app ta;
	int64_t n = -1;

	app_make(&ta, t, &test_house);
	CHECK_OK(file_write(path, S("text 12 no. 1\n"), 0600, &t->note),
	    &t->note);
	CHECK_ERR(expunge_again(ta.app, &who, path, &n, &t->note), ERR_INVALID,
	    &t->note);
	app_end(&ta);
}
