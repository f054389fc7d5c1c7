/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "ledger/snote_vectors.h"

static struct vkey
vkey(struct bench *b, const char *text)
{
	struct vkey v;

	CHECK_OK(vkey_parse(b->a, str_of(text), &v, &b->note), &b->note);
	return v;
}

static enum err
open_with(struct bench *b, const char *bytes, const char *key1,
    const char *key2)
{
	struct vkey keys[2];
	size_t n = 0;

	if (key1 != NULL)
		keys[n++] = vkey(b, key1);
	if (key2 != NULL)
		keys[n++] = vkey(b, key2);
	b->text = S("untouched");
	b->mask = 99;
	note_clear(&b->note);
	return snote_open(b->a, str_of(bytes), keys, n, &b->text, &b->mask,
	    &b->note);
}

TEST("the example of the signed-note specification verifies")
{
	struct bench b;
	struct vkey v;

	bench_open(&b);
	v = vkey(&b, SPEC_VKEY);
	CHECK_STR(v.name, "example.com/foo");
	CHECK_INT(v.id, 0x530d903a);
	CHECK_INT(v.type, 1);
	CHECK_INT(v.key.n, 32);
	CHECK_STR(v.text, SPEC_VKEY);
	CHECK_OK(open_with(&b, SPEC_NOTE, SPEC_VKEY, NULL), &b.note);
	CHECK_STR(b.text, SPEC_TEXT);
	CHECK_INT(b.mask, 1);
	bench_close(&b);
}

TEST("Go's note verifies under either key and under both")
{
	static const char both[] = GO_TEXT "\n" PETER_LINE ENOCH_LINE;
	struct bench b;

	bench_open(&b);
	CHECK_OK(open_with(&b, both, PETER_VKEY, NULL), &b.note);
	CHECK_STR(b.text, GO_TEXT);
	CHECK_INT(b.mask, 1);
	CHECK_OK(open_with(&b, both, PETER_VKEY, ENOCH_VKEY), &b.note);
	CHECK_INT(b.mask, 3);
	CHECK_OK(open_with(&b, GO_TEXT "\n" ENOCH_LINE, PETER_VKEY,
	    ENOCH_VKEY), &b.note);
	CHECK_INT(b.mask, 2);
	CHECK_OK(open_with(&b, both, ENOCH_VKEY, ENOCH_VKEY), &b.note);
	CHECK_INT(b.mask, 3);
	bench_close(&b);
}

TEST("a note nobody known has signed is refused")
{
	struct bench b;

	bench_open(&b);
	CHECK_ERR(open_with(&b, GO_TEXT "\n" PETER_LINE, ENOCH_VKEY, NULL),
	    ERR_CORRUPT, &b.note);
	CHECK_STR(b.note.args[0].text, "PeterNeumann");
	CHECK_ERR(open_with(&b, GO_TEXT "\n" PETER_LINE, NULL, NULL),
	    ERR_CORRUPT, &b.note);
	CHECK_STR(b.text, "untouched");
	CHECK_INT(b.mask, 99);
	bench_close(&b);
}

TEST("a false line of a known key spoils the note, of an unknown one not")
{
	static const char mixed[] = GO_TEXT "\n" PETER_LINE ENOCH_FALSE;
	struct bench b;

	bench_open(&b);
	CHECK_OK(open_with(&b, mixed, PETER_VKEY, NULL), &b.note);
	CHECK_ERR(open_with(&b, mixed, PETER_VKEY, ENOCH_VKEY), ERR_CORRUPT,
	    &b.note);
	CHECK_STR(b.text, "untouched");
	CHECK_ERR(open_with(&b, GO_TEXT "\n" ENOCH_LINE ENOCH_FALSE,
	    ENOCH_VKEY, NULL), ERR_CORRUPT, &b.note);
	bench_close(&b);
}

TEST("a line repeated is one signature; 100 lines are read, 101 refused")
{
	struct buf bytes = BUF_INIT;
	struct bench b;

	bench_open(&b);
	buf_text(&bytes, GO_TEXT "\n" PETER_LINE);
	for (int i = 1; i < SNOTE_SIGS_MAX; i++)
		buf_text(&bytes, i % 10 == 0 ? PETER_LINE : ENOCH_LINE);
	CHECK_OK(open_with(&b, bytes.p, PETER_VKEY, NULL), &b.note);
	CHECK_INT(b.mask, 1);
	buf_text(&bytes, ENOCH_LINE);
	CHECK_ERR(open_with(&b, bytes.p, PETER_VKEY, NULL), ERR_LIMIT,
	    &b.note);
	while (bytes.n <= SNOTE_BYTES_MAX)
		buf_text(&bytes, ENOCH_LINE);
	CHECK_ERR(open_with(&b, bytes.p, PETER_VKEY, NULL), ERR_LIMIT,
	    &b.note);
	buf_free(&bytes);
	bench_close(&b);
}

TEST("the text may hold blank lines: the last one parts the signatures")
{
	struct skey *k = NULL;
	const struct skey *keys[1];
	struct bench b;
	struct vkey v;
	struct str bytes;

	bench_open(&b);
	CHECK_OK(skey_new(S("quasimodo.example"), false, &k, &b.note),
	    &b.note);
	keys[0] = k;
	CHECK_OK(snote_sign(b.a, S("one\n\ntwo\n"), keys, 1, &bytes, &b.note),
	    &b.note);
	CHECK_OK(skey_vkey(b.a, k, &v, &b.note), &b.note);
	CHECK_OK(snote_open(b.a, bytes, &v, 1, &b.text, &b.mask, &b.note),
	    &b.note);
	CHECK_STR(b.text, "one\n\ntwo\n");
	skey_free(k);
	bench_close(&b);
}

TEST("a malformed note is refused as a whole")
{
	static const char *const bad[] = {
		"",
		"\n",
		"\n\n",
		GO_TEXT,
		GO_TEXT "\n",
		GO_TEXT "\n\n",
		GO_TEXT PETER_LINE,
		PETER_LINE,
		"\n" PETER_LINE,
		"\x01" GO_TEXT "\n" PETER_LINE,
		"\t" GO_TEXT "\n" PETER_LINE,
		"\xff" GO_TEXT "\n" PETER_LINE,
		"\xed\xa0\x80" GO_TEXT "\n" PETER_LINE,
		GO_TEXT "\r\n" PETER_LINE,
		GO_TEXT "\n" PETER_LINE "Unexpected line.\n",
		GO_TEXT "\n" PETER_LINE "\n",
		GO_TEXT "\n" "- PeterNeumann x08go/ZJkuA=\n" PETER_LINE,
		GO_TEXT "\n" DASH "Bad Name x08go/ZJkuA=\n" PETER_LINE,
		GO_TEXT "\n" DASH "Bad+Name x08go/ZJkuA=\n" PETER_LINE,
		GO_TEXT "\n" DASH "Bad\xe3\x80\x80Name x08go/ZJkuA=\n"
		    PETER_LINE,
		GO_TEXT "\n" DASH " x08go/ZJkuA=\n" PETER_LINE,
		GO_TEXT "\n" DASH "x08go/ZJkuA=\n" PETER_LINE,
		GO_TEXT "\n" DASH "Nobody \n" PETER_LINE,
		GO_TEXT "\n" DASH "Nobody\n" PETER_LINE,
		GO_TEXT "\n" DASH "Nobody x08goA==\n" PETER_LINE,
		GO_TEXT "\n" DASH "Nobody x08go/ZJkuB=\n" PETER_LINE,
		GO_TEXT "\n" DASH "Nobody x08go/ZJkuA= \n" PETER_LINE,
		GO_TEXT "\n" DASH "Nobody  x08go/ZJkuA=\n" PETER_LINE,
		GO_TEXT "\n" DASH "Nobody x08go_ZJkuA=\n" PETER_LINE,
	};
	struct bench b;
	struct str cut = str_part(S(GO_TEXT "\n" PETER_LINE), 0,
	    sizeof (GO_TEXT "\n" PETER_LINE) - 2);

	bench_open(&b);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (open_with(&b, bad[i], PETER_VKEY, NULL) != ERR_CORRUPT ||
		    b.note.msg == NULL || b.mask != 99)
			fail_msg("%zu: %s", i, bad[i]);
	CHECK_ERR(open_with(&b, str_copy(b.a, cut).p, PETER_VKEY, NULL),
	    ERR_CORRUPT, &b.note);
	CHECK_OK(open_with(&b, GO_TEXT "\n" DASH "Nobody x08go/ZJkuA=\n"
	    PETER_LINE, PETER_VKEY, NULL), &b.note);
	bench_close(&b);
}

/* Flip each bit of ${bytes} in turn; none may leave the note as it was. */
static void
each_bit_flipped(struct bench *b, struct str bytes, const struct vkey *keys,
    size_t n, unsigned whole)
{
	struct arena_mark mark = arena_mark(b->a);
	char *copy = arena_alloc(b->a, bytes.n);

	memcpy(copy, bytes.p, bytes.n);
	for (size_t i = 0; i < bytes.n * 8; i++) {
		struct arena_mark inner = arena_mark(b->a);
		unsigned mask = 0;
		struct str text;

		copy[i / 8] = (char)(copy[i / 8] ^ 1 << i % 8);
		if (snote_open(b->a, (struct str){ copy, bytes.n }, keys, n,
		    &text, &mask, NULL) == ERR_OK && mask == whole)
			fail_msg("bit %zu of byte %zu", i % 8, i / 8);
		copy[i / 8] = (char)(copy[i / 8] ^ 1 << i % 8);
		arena_reset(b->a, inner);
	}
	arena_reset(b->a, mark);
}

TEST("no bit of a signed note can be flipped unseen")
{
	struct bench b;
	struct vkey v;

	bench_open(&b);
	v = vkey(&b, SPEC_VKEY);
	each_bit_flipped(&b, S(SPEC_NOTE), &v, 1, 1);
	bench_close(&b);
}

TEST("a text that could not be read again is not signed")
{
	static const char *const bad[] = {
		"", "\n", "abc", "abc\n\n", "a\tb\n", "a\rb\n", "\xff\n",
	};
	struct skey *k = NULL;
	const struct skey *keys[1];
	struct str got = S("untouched");
	struct bench b;

	bench_open(&b);
	CHECK_OK(skey_new(S("me"), false, &k, &b.note), &b.note);
	keys[0] = k;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_ERR(snote_sign(b.a, str_of(bad[i]), keys, 1, &got,
		    NULL), ERR_INVALID, NULL);
	CHECK_STR(got, "untouched");
	skey_free(k);
	bench_close(&b);
}

TEST("an SM2 line stands beside Ed25519; flipping a bit spoils one or all")
{
	struct skey *ed = NULL, *sm = NULL;
	const struct skey *keys[2];
	struct vkey v[2];
	struct bench b;
	struct str bytes;

	bench_open(&b);
	CHECK_OK(skey_new(S("anze/1"), false, &ed, &b.note), &b.note);
	CHECK_OK(skey_new(S("anze/1/sm2"), true, &sm, &b.note), &b.note);
	keys[0] = ed;
	keys[1] = sm;
	CHECK_OK(skey_vkey(b.a, ed, &v[0], &b.note), &b.note);
	CHECK_OK(skey_vkey(b.a, sm, &v[1], &b.note), &b.note);
	CHECK_OK(snote_sign(b.a, S("anze/1\n0\n"), keys, 2, &bytes, &b.note),
	    &b.note);
	CHECK_OK(snote_open(b.a, bytes, v, 2, &b.text, &b.mask, &b.note),
	    &b.note);
	CHECK_INT(b.mask, 3);
	CHECK_OK(snote_open(b.a, bytes, v, 1, &b.text, &b.mask, &b.note),
	    &b.note);
	CHECK_INT(b.mask, 1);
	CHECK_OK(snote_open(b.a, bytes, v + 1, 1, &b.text, &b.mask, &b.note),
	    &b.note);
	CHECK_INT(b.mask, 1);
	each_bit_flipped(&b, bytes, v, 2, 3);
	skey_free(ed);
	skey_free(sm);
	bench_close(&b);
}

#ifdef ANZE_FAULTS
/* A key is made, signs, and its note is read: in a fresh arena, as a command
 * would. */
static enum err
sign_and_open(struct note *note)
{
	struct arena *a = arena_new();
	struct skey *k = NULL;
	const struct skey *keys[1];
	struct vkey v, w;
	struct str bytes, text;
	unsigned mask;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r != ERR_OK ||
	    (r = skey_new(S("anze/1/sm2"), true, &k, note)) != ERR_OK ||
	    (r = skey_vkey(a, k, &v, note)) != ERR_OK ||
	    (r = vkey_parse(a, v.text, &w, note)) != ERR_OK)
		goto out;
	keys[0] = k;
	if ((r = snote_sign(a, S("text\n"), keys, 1, &bytes, note)) != ERR_OK)
		goto out;
	r = snote_open(a, bytes, &w, 1, &text, &mask, note);
out:
	skey_free(k);
	arena_free(a);
	return r;
}

TEST("every allocation of signing and reading may fail, with a reason")
{
	enum err r = ERR_MEMORY;
	long n;

	for (n = 1; r != ERR_OK; n++) {
		struct note note = NOTE_INIT;

		fault_arm(FAULT_ALLOC, n);
		r = sign_and_open(&note);
		fault_arm(FAULT_ALLOC, 0);
		if (r != ERR_OK) {
			CHECK_ERR(r, ERR_MEMORY, &note);
			CHECK(note.msg != NULL);
		}
	}
	CHECK(n > 4);
}
#endif
