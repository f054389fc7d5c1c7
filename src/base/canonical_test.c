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

/* The one form of an ASCII character in a string, by the long way. */
static void
char_put(struct buf *b, char c)
{
	static const char shorts[] = "\bb\ff\nn\rr\tt\"\"\\\\";

	for (size_t i = 0; i + 1 < sizeof shorts; i += 2)
		if (shorts[i] == c) {
			buf_fmt(b, "\\%c", shorts[i + 1]);
			return;
		}
	buf_fmt(b, (unsigned char)c < 0x20 ? "\\u%04x" : "%c", c);
}

TEST("each character is told from others, wherever in a text it stands")
{
	enum { LENGTH = 19 };	/* strings are looked over by eight bytes */
	struct buf want = BUF_INIT;
	char text[LENGTH];
	struct bench b;

	for (int c = 1; c < 0x80; c++)
		for (size_t at = 0; at < LENGTH; at++) {
			struct str s = { text, LENGTH };

			memset(text, 'a', sizeof text);
			text[at] = (char)c;
			buf_empty(&want);
			buf_char(&want, '"');
			for (size_t i = 0; i < LENGTH; i++)
				char_put(&want, text[i]);
			buf_char(&want, '"');
			bench_open(&b);
			canon_str(&b.c, s);
			CHECK(str_eq(buf_view(&b.b), buf_view(&want)));
			CHECK(str_eq(read_ok(&b, buf_view(&want))->text, s));
			bench_close(&b);
		}
	buf_free(&want);
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

/* So many lists or objects, one in the other. */
static void
nest(struct buf *b, int depth, bool objects)
{
	for (int i = 0; i < depth; i++)
		buf_text(b, objects && i < depth - 1 ? "{\"a\":" : "[");
	for (int i = depth; i-- > 0;)
		buf_text(b, objects && i < depth - 1 ? "}" : "]");
}

TEST("sixteen levels are read and written")
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
	}
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
