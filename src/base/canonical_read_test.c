/* SPDX-License-Identifier: Apache-2.0 */
#include "base/canonical.h"

#include "base/fault.h"
#include "test/lib/test.h"

/* What a test needs, and a way to be rid of it. */
struct bench {
	struct arena	*a;
	struct note	 note;
};

static void
bench_open(struct bench *b)
{
	*b = (struct bench){ .a = arena_new() };
	CHECK(b->a != NULL);
}

static void
bench_close(struct bench *b)
{
	arena_free(b->a);
}

static void
check_read(struct bench *b, struct str s)
{
	const struct cjson *j = NULL;

	note_clear(&b->note);
	CHECK_OK(canon_read(b->a, s, &j, &b->note), &b->note);
	CHECK(str_eq(j->raw, s));
}

/* Refused with ERR_INVALID at byte ${at}, for a reason that holds ${why}. */
static void
check_refused(struct bench *b, struct str s, int64_t at, const char *why)
{
	const struct cjson *j = NULL;
	enum err e;

	note_clear(&b->note);
	e = canon_read(b->a, s, &j, &b->note);
	if (e != ERR_INVALID || b->note.args[0].num != at ||
	    strstr(b->note.args[1].text.p, why) == NULL)
		fail_msg("%.*s: %s at %lld: %s", STR_ARG(s), err_name(e),
		    (long long)b->note.args[0].num,
		    e == ERR_OK ? "-" : b->note.args[1].text.p);
	CHECK(j == NULL);
}

/* ${at}: the byte, from 1; ${why}: words of the reason. */
static const struct {
	const char	*json;
	int64_t		 at;
	const char	*why;
} refused[] = {
	/* Structure. */
	{ "", 1, "ends too early" },
	{ "{", 2, "ends too early" },
	{ "[", 2, "ends too early" },
	{ "[1", 3, "ends too early" },
	{ "[1,", 4, "ends too early" },
	{ "{\"a\"", 5, "ends too early" },
	{ "{\"a\":", 6, "ends too early" },
	{ "{\"a\":1", 7, "ends too early" },
	{ "{\"a\":1,", 8, "ends too early" },
	{ "{}{}", 3, "behind the value" },
	{ "1\n", 2, "behind the value" },
	{ "[1]]", 4, "behind the value" },
	{ "[1,]", 4, "no value" },
	{ "[,1]", 2, "no value" },
	{ "[1 ,2]", 3, "white space" },
	{ "[1, 2]", 4, "white space" },
	{ " 1", 1, "white space" },
	{ "\t1", 1, "white space" },
	{ "[1;2]", 3, "comma or the closing" },
	{ "[1}", 3, "comma or the closing" },
	{ "{\"a\":1]", 7, "comma or the closing" },
	{ "[1 2]", 3, "white space" },
	{ "]", 1, "no value" },
	{ "}", 1, "no value" },
	{ "[}", 2, "no value" },
	{ "{]", 2, "key in quotes" },
	{ "\xEF\xBB\xBF{}", 1, "no value" },
	/* Keys. */
	{ "{1:1}", 2, "key in quotes" },
	{ "{a:1}", 2, "key in quotes" },
	{ "{'a':1}", 2, "key in quotes" },
	{ "{,}", 2, "key in quotes" },
	{ "{\"a\":1,}", 8, "key in quotes" },
	{ "{\"\":1}", 3, "begin with a small" },
	{ "{\"A\":1}", 3, "begin with a small" },
	{ "{\"1a\":1}", 3, "begin with a small" },
	{ "{\"_a\":1}", 3, "begin with a small" },
	{ "{\"aB\":1}", 4, "something else" },
	{ "{\"a-b\":1}", 4, "something else" },
	{ "{\"a\xC3\xA9\":1}", 4, "something else" },
	{ "{\"a\\u0062\":1}", 4, "something else" },
	{ "{\"a\" :1}", 5, "white space" },
	{ "{\"a\"1}", 5, "colon" },
	{ "{\"a\",\"b\"}", 5, "colon" },
	{ "{\"a\": 1}", 6, "white space" },
	{ "{\"a\":}", 6, "no value" },
	{ "{\"a\":1,\"a\":1}", 9, "twice" },
	{ "{\"b\":1,\"a\":1}", 9, "not in order" },
	{ "{\"ab\":1,\"a\":1}", 10, "not in order" },
	{ "{\"a_\":1,\"a0\":1}", 10, "not in order" },
	{ "{\"a\":{\"b\":1,\"b\":2}}", 14, "twice" },
	/* Words. */
	{ "null", 1, "null" },
	{ "[null]", 2, "null" },
	{ "True", 1, "no value" },
	{ "tru", 1, "no value" },
	{ "nul", 1, "null" },
	{ "NaN", 1, "no value" },
	{ "truefalse", 5, "behind the value" },
	/* Numbers. */
	{ "-", 2, "ends too early" },
	{ "-x", 2, "minus" },
	{ "-0", 1, "zero" },
	{ "00", 1, "zero" },
	{ "01", 1, "zero" },
	{ "-01", 1, "zero" },
	{ "+1", 1, "no value" },
	{ ".5", 1, "no value" },
	{ "0.5", 2, "fraction" },
	{ "1.", 2, "fraction" },
	{ "1.0", 2, "fraction" },
	{ "1e3", 2, "exponent" },
	{ "1E3", 2, "exponent" },
	{ "9007199254740992", 1, "beyond" },
	{ "-9007199254740992", 1, "beyond" },
	{ "[99999999999999999999999999]", 2, "beyond" },
	/* Strings. */
	{ "\"", 2, "ends too early" },
	{ "\"abc", 5, "ends too early" },
	{ "\"abc\\\"", 7, "ends too early" },
	{ "\"\\", 3, "ends too early" },
	{ "'a'", 1, "no value" },
	{ "\"a\nb\"", 3, "control" },
	{ "\"\t\"", 2, "control" },
	{ "\"\x1F\"", 2, "control" },
	{ "\"\\/\"", 2, "escaped" },
	{ "\"\\'\"", 2, "escaped" },
	{ "\"\\a\"", 2, "escaped" },
	{ "\"\\v\"", 2, "escaped" },
	{ "\"\\x41\"", 2, "escaped" },
	{ "\"\\\n\"", 2, "escaped" },
	{ "\"\\u0041\"", 2, "escaped" },
	{ "\"\\u4e2d\"", 2, "escaped" },
	{ "\"\\ud83d\\ude00\"", 2, "escaped" },
	{ "\"\\u000a\"", 2, "escaped" },
	{ "\"\\u0008\"", 2, "escaped" },
	{ "\"\\u0009\"", 2, "escaped" },
	{ "\"\\u000c\"", 2, "escaped" },
	{ "\"\\u000d\"", 2, "escaped" },
	{ "\"\\u0022\"", 2, "escaped" },
	{ "\"\\u005c\"", 2, "escaped" },
	{ "\"\\u0000\"", 2, "escaped" },
	{ "\"\\u001F\"", 2, "escaped" },
	{ "\"\\u000B\"", 2, "escaped" },
	{ "\"\\U0001\"", 2, "escaped" },
	{ "\"\\u007f\"", 2, "escaped" },
	{ "\"\\u0020\"", 2, "escaped" },
	{ "\"\\u1\"", 2, "escaped" },
	{ "\"ab\\u\"", 4, "escaped" },
	{ "\"\\u001\"", 2, "escaped" },
	{ "\"ab\xFF\"", 4, "UTF-8" },
	{ "\"\xE4\xB8\"", 2, "UTF-8" },
	{ "\"\xED\xA0\x80\"", 2, "UTF-8" },
	{ "\"\xC0\x80\"", 2, "UTF-8" },
	{ "\"a\\n\xFF\"", 5, "UTF-8" },
	{ "\"\\\xFF\"", 2, "escaped" },
	{ "\"e\xCC\x81\"", 2, "NFC" },
	{ "[\"x\",\"\xEF\xA4\x80\"]", 7, "NFC" },
	{ "\"\\n\xE2\x84\xAB\"", 2, "NFC" },
};

TEST("whatever is not the one form is refused, with the byte and the reason")
{
	struct bench b;

	bench_open(&b);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		check_refused(&b, str_of(refused[i].json), refused[i].at,
		    refused[i].why);
	bench_close(&b);
}

TEST("a NUL is refused wherever it stands")
{
	struct bench b;

	bench_open(&b);
	check_refused(&b, S("\0"), 1, "no value");
	check_refused(&b, S("1\0"), 2, "behind");
	check_refused(&b, S("[1\0]"), 3, "comma");
	check_refused(&b, S("\"a\0\""), 3, "control");
	check_refused(&b, S("{\"a\0\":1}"), 4, "something else");
	check_refused(&b, (struct str){ NULL, 0 }, 1, "ends too early");
	bench_close(&b);
}

TEST("an entry cut at any byte is refused there")
{
	struct str whole = S("{\"a\":[1,true,\"中\\n\"],\"b\":{\"c\":-20}}");
	struct bench b;
	const struct cjson *j = NULL;

	bench_open(&b);
	for (size_t n = 0; n < whole.n; n++) {
		note_clear(&b.note);
		CHECK_ERR(canon_read(b.a, str_part(whole, 0, n), &j,
		    &b.note), ERR_INVALID, &b.note);
		CHECK(j == NULL);
		CHECK(b.note.args[0].num >= 1 &&
		    b.note.args[0].num <= (int64_t)n + 1);
	}
	check_read(&b, whole);
	bench_close(&b);
}

TEST("nesting beyond sixteen levels is refused where it goes too far")
{
	struct bench b;
	struct buf deep = BUF_INIT;

	bench_open(&b);
	for (int i = 0; i < 60000; i++)
		buf_char(&deep, '[');
	check_refused(&b, buf_view(&deep), CANON_DEPTH_MAX + 1, "deep");
	buf_empty(&deep);
	for (int i = 0; i < 10000; i++)
		buf_text(&deep, "{\"a\":");
	check_refused(&b, buf_view(&deep), CANON_DEPTH_MAX * 5 + 1, "deep");
	buf_free(&deep);
	bench_close(&b);
}

#ifdef ANZE_FAULTS
TEST("no memory while reading is said to be that")
{
	struct str s = S("{\"a\":[1,\"\\n\",\"e\xCC\x81\"]}");

	for (long n = 1;; n++) {
		struct bench b;
		const struct cjson *j = NULL;
		enum err e;

		bench_open(&b);
		fault_arm(FAULT_ALLOC, n);
		e = canon_read(b.a, s, &j, &b.note);
		if (fault_seen(FAULT_ALLOC) < n) {
			fault_arm(FAULT_ALLOC, 0);
			CHECK_ERR(e, ERR_INVALID, &b.note);
			bench_close(&b);
			break;
		}
		fault_arm(FAULT_ALLOC, 0);
		CHECK_ERR(e, ERR_MEMORY, &b.note);
		CHECK(j == NULL);
		bench_close(&b);
	}
}
#endif
