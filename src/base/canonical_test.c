/* SPDX-License-Identifier: Apache-2.0 */
#include "base/canonical.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "test/lib/test.h"

/* What a test needs, and a way to be rid of it. */
struct bench {
	struct arena	*a;
	struct note	 note;
	struct buf	 b;
	struct canon	 c;
};

static void
bench_open(struct bench *b)
{
	*b = (struct bench){ .a = arena_new() };
	CHECK(b->a != NULL);
	canon_start(&b->c, &b->b);
}

static void
bench_close(struct bench *b)
{
	buf_free(&b->b);
	arena_free(b->a);
}

static const struct cjson *
read_ok(struct bench *b, struct str s)
{
	const struct cjson *j = NULL;

	note_clear(&b->note);
	CHECK_OK(canon_read(b->a, s, &j, &b->note), &b->note);
	CHECK(str_eq(j->raw, s));
	return j;
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

/* Write again what was read: the same bytes must come. */
static void
write_again(struct canon *c, const struct cjson *j)
{
	if (j->key.p != NULL) {
		char key[64];

		CHECK(j->key.n < sizeof key);
		memcpy(key, j->key.p, j->key.n);
		key[j->key.n] = '\0';
		canon_key(c, key);
		c->last[c->depth - 1] = NULL;	/* it does not stay */
	}
	switch (j->kind) {
	case CJSON_STR:
		canon_str(c, j->text);
		break;
	case CJSON_INT:
		canon_int(c, j->num);
		break;
	case CJSON_BOOL:
		canon_bool(c, j->num != 0);
		break;
	case CJSON_OBJECT:
		canon_open(c);
		for (j = j->first; j != NULL; j = j->next)
			write_again(c, j);
		canon_close(c);
		break;
	case CJSON_LIST:
		canon_list(c);
		for (j = j->first; j != NULL; j = j->next)
			write_again(c, j);
		canon_list_end(c);
		break;
	}
}

TEST("an entry is written without a blank, in order, with its lists")
{
	struct bench b;

	bench_open(&b);
	canon_open(&b.c);
	canon_key(&b.c, "actor");
	canon_open(&b.c);
	canon_key(&b.c, "face");
	canon_str(&b.c, S("console"));
	canon_key(&b.c, "person");
	canon_str(&b.c, S("张三"));
	canon_close(&b.c);
	canon_key(&b.c, "data");
	canon_list(&b.c);
	canon_int(&b.c, 1);
	canon_list(&b.c);
	canon_list_end(&b.c);
	canon_open(&b.c);
	canon_close(&b.c);
	canon_bool(&b.c, true);
	canon_raw(&b.c, S("[2]"));
	canon_list_end(&b.c);
	canon_key(&b.c, "drill");
	canon_bool(&b.c, false);
	canon_key(&b.c, "raw");
	canon_raw(&b.c, S("{\"a\":1}"));
	canon_key(&b.c, "seq");
	canon_int(&b.c, -42);
	canon_close(&b.c);
	CHECK_STR(buf_view(&b.b),
	    "{\"actor\":{\"face\":\"console\",\"person\":\"张三\"},"
	    "\"data\":[1,[],{},true,[2]],\"drill\":false,"
	    "\"raw\":{\"a\":1},\"seq\":-42}");
	(void)read_ok(&b, buf_view(&b.b));
	bench_close(&b);
}

TEST("each kind of value may stand alone")
{
	static const char *const whole[] = {
		"{}", "[]", "\"\"", "\"x\"", "0", "-1", "true", "false",
	};
	struct bench b;

	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		bench_open(&b);
		write_again(&b.c, read_ok(&b, str_of(whole[i])));
		CHECK_STR(buf_view(&b.b), whole[i]);
		bench_close(&b);
	}
}

TEST("what was read tells its kind, key, value and bytes")
{
	struct bench b;
	const struct cjson *j, *m;
	struct str s = S("{\"a\":[1,\"x\"],\"b_2\":{\"c\":true},\"d\":-7}");

	bench_open(&b);
	j = read_ok(&b, s);
	CHECK_INT(j->kind, CJSON_OBJECT);
	m = cjson_get(j, "a");
	CHECK_INT(m->kind, CJSON_LIST);
	CHECK_STR(m->key, "a");
	CHECK_STR(m->raw, "[1,\"x\"]");
	CHECK_INT(m->first->kind, CJSON_INT);
	CHECK_INT(m->first->num, 1);
	CHECK_STR(m->first->next->text, "x");
	CHECK_STR(m->first->next->raw, "\"x\"");
	CHECK(m->first->next->text.p > s.p &&
	    m->first->next->text.p < s.p + s.n);
	CHECK(m->first->next->next == NULL);
	m = cjson_get(j, "b_2");
	CHECK_STR(m->raw, "{\"c\":true}");
	CHECK_INT(cjson_get(m, "c")->kind, CJSON_BOOL);
	CHECK_INT(cjson_get(m, "c")->num, 1);
	CHECK_INT(cjson_get(j, "d")->num, -7);
	CHECK_STR(cjson_get(j, "d")->raw, "-7");
	CHECK(cjson_get(j, "c") == NULL);
	CHECK(cjson_get(NULL, "a") == NULL);
	CHECK(cjson_get(cjson_get(j, "a"), "a") == NULL);
	bench_close(&b);
}

TEST("every character has one way of being written, and is read back")
{
	struct bench b;

	for (int c = 1; c < 0x300; c++) {
		char text[8];
		size_t n = 0;

		bench_open(&b);
		if (c >= 0x80) {
			text[n++] = (char)(0xC0 | c >> 6);
			text[n++] = (char)(0x80 | (c & 0x3F));
		} else
			text[n++] = (char)c;
		canon_str(&b.c, (struct str){ text, n });
		CHECK(str_eq(read_ok(&b, buf_view(&b.b))->text,
		    (struct str){ text, n }));
		if (c >= 0x20 && c != '"' && c != '\\')
			CHECK_INT(b.b.n, n + 2);
		bench_close(&b);
	}
}

TEST("quotes, backslashes and controls are escaped, nothing else is")
{
	struct bench b;

	bench_open(&b);
	canon_str(&b.c, S("\"\\\b\f\n\r\t\x01\x0B\x1F\x7F/<>&'中\xC2\x85"));
	CHECK_STR(buf_view(&b.b), "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u000b"
	    "\\u001f\x7F/<>&'中\xC2\x85\"");
	(void)read_ok(&b, buf_view(&b.b));
	buf_empty(&b.b);
	canon_str(&b.c, S("一\n二\n"));
	CHECK_STR(buf_view(&b.b), "\"一\\n二\\n\"");
	bench_close(&b);
}

TEST("a text with escapes is decoded")
{
	struct bench b;
	const struct cjson *j;

	bench_open(&b);
	j = read_ok(&b, S("[\"\",\"\\n\",\"a\\\"b\\\\\",\"\\u001fx\"]"))->first;
	CHECK_STR(j->text, "");
	j = j->next;
	CHECK_STR(j->text, "\n");
	CHECK_STR(j->raw, "\"\\n\"");
	j = j->next;
	CHECK_STR(j->text, "a\"b\\");
	j = j->next;
	CHECK_STR(j->text, "\x1F" "x");
	bench_close(&b);
}

TEST("integers up to 2^53 - 1 either way are the same written and read")
{
	static const int64_t some[] = {
		0, 1, -1, 9, 10, 4294967296, CANON_INT_MAX, -CANON_INT_MAX,
	};
	struct bench b;

	for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
		bench_open(&b);
		canon_int(&b.c, some[i]);
		CHECK_INT(read_ok(&b, buf_view(&b.b))->num, some[i]);
		bench_close(&b);
	}
}

/* Does ${write} stop the program?  In a process of its own. */
static bool
stops(void (*write)(struct canon *c))
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		struct buf b = BUF_INIT;
		struct canon c;

		(void)close(STDERR_FILENO);
		(void)signal(SIGABRT, SIG_DFL);
		canon_start(&c, &b);
		write(&c);
		_exit(0);
	}
	CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void
write_ordered(struct canon *c)
{
	canon_open(c);
	canon_key(c, "a");
	canon_int(c, 1);
	canon_key(c, "a_");
	canon_int(c, 2);
}

static void
write_twice(struct canon *c)
{
	write_ordered(c);
	canon_key(c, "a_");
}

static void
write_unordered(struct canon *c)
{
	write_ordered(c);
	canon_key(c, "a0");
}

static void
write_beyond(struct canon *c)
{
	canon_int(c, -CANON_INT_MAX - 1);
}

static void
write_nul(struct canon *c)
{
	canon_str(c, S("a\0b"));
}

static void
write_deep(struct canon *c)
{
	for (int i = 0; i <= CANON_DEPTH_MAX; i++)
		canon_list(c);
}

TEST("a program that would write what cannot be read stops")
{
	CHECK(!stops(write_ordered));
	CHECK(stops(write_twice));
	CHECK(stops(write_unordered));
	CHECK(stops(write_beyond));
	CHECK(stops(write_nul));
	CHECK(stops(write_deep));
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
	(void)read_ok(&b, whole);
	bench_close(&b);
}

/* So many lists or objects, one in the other. */
static void
nest(struct buf *b, int depth, bool objects)
{
	for (int i = 0; i < depth; i++)
		buf_text(b, objects && i < depth - 1 ? "{\"a\":" : "[");
	for (int i = depth; i-- > 0;)
		buf_text(b, objects && i < depth - 1 ? "}" : "]");
}

TEST("sixteen levels are read and written, seventeen are too many")
{
	struct bench b;
	struct buf deep = BUF_INIT;

	bench_open(&b);
	for (int objects = 0; objects < 2; objects++) {
		buf_empty(&deep);
		buf_empty(&b.b);
		nest(&deep, CANON_DEPTH_MAX, objects);
		write_again(&b.c, read_ok(&b, buf_view(&deep)));
		CHECK(str_eq(buf_view(&b.b), buf_view(&deep)));
		buf_empty(&deep);
		nest(&deep, CANON_DEPTH_MAX + 1, objects);
		check_refused(&b, buf_view(&deep), objects ?
		    CANON_DEPTH_MAX * 5 + 1 : CANON_DEPTH_MAX + 1, "deep");
	}
	buf_empty(&deep);
	for (int i = 0; i < 60000; i++)
		buf_char(&deep, '[');
	check_refused(&b, buf_view(&deep), CANON_DEPTH_MAX + 1, "deep");
	buf_free(&deep);
	bench_close(&b);
}

TEST("a value of 65535 bytes is read, one byte more is too large")
{
	struct bench b;
	struct buf text = BUF_INIT;
	const struct cjson *j = NULL;

	bench_open(&b);
	while (text.n < CANON_BYTES_MAX - 2)
		buf_char(&text, 'x');
	canon_str(&b.c, buf_view(&text));
	CHECK_INT(read_ok(&b, buf_view(&b.b))->text.n, text.n);
	buf_empty(&b.b);
	buf_char(&text, 'x');
	canon_str(&b.c, buf_view(&text));
	j = NULL;
	CHECK_ERR(canon_read(b.a, buf_view(&b.b), &j, &b.note), ERR_LIMIT,
	    &b.note);
	CHECK(j == NULL);
	buf_free(&text);
	bench_close(&b);
}

TEST("thousands of members are read and written in one go")
{
	struct bench b;
	struct buf wide = BUF_INIT;

	bench_open(&b);
	buf_char(&wide, '{');
	for (int i = 1000; i < 6000; i++)
		buf_fmt(&wide, "%s\"a%d\":[]", i == 1000 ? "" : ",", i);
	buf_char(&wide, '}');
	write_again(&b.c, read_ok(&b, buf_view(&wide)));
	CHECK(str_eq(buf_view(&b.b), buf_view(&wide)));
	buf_free(&wide);
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

TEST("no memory while writing is remembered by the buffer")
{
	for (long n = 1; n < 3; n++) {
		struct bench b;
		struct buf text = BUF_INIT;

		for (int i = 0; i < 1000; i++)
			buf_char(&text, 'x');
		bench_open(&b);
		fault_arm(FAULT_ALLOC, n);
		canon_open(&b.c);
		canon_key(&b.c, "a");
		canon_str(&b.c, buf_view(&text));
		canon_close(&b.c);
		fault_arm(FAULT_ALLOC, 0);
		CHECK(buf_failed(&b.b));
		buf_free(&text);
		bench_close(&b);
	}
}
#endif
