/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include <fcntl.h>
#include <jansson.h>
#include <pthread.h>
#include <unistd.h>

#include "base/file.h"
#include "test/lib/test.h"

#define NOON	1795414205123	/* 2026-11-23T06:10:05.123Z */

struct bench {
	struct arena		*a;
	struct test_clock	 clock;
	struct timesource	 time;
	const char		*path;
	int			 fd;
	struct log		*log;
};

static void
bench_open(struct bench *b, enum log_level least)
{
	b->a = arena_new();
	assert_non_null(b->a);
	b->clock.now = NOON;
	b->time = test_timesource(&b->clock);
	b->path = test_path(b->a, "log");
	b->fd = open(b->path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0600);
	assert_true(b->fd >= 0);
	b->log = log_new(b->fd, least, &b->time);
	assert_non_null(b->log);
}

static struct str
written(struct bench *b)
{
	struct note note = NOTE_INIT;
	struct str text;

	CHECK_OK(file_read(b->a, b->path, 1 << 24, &text, &note), &note);
	return text;
}

static void
bench_close(struct bench *b)
{
	log_free(b->log);
	(void)close(b->fd);
	arena_free(b->a);
}

TEST("a line is one JSON object with time, level and what")
{
	struct bench b;

	bench_open(&b, LOG_DEBUG);
	LOG(b.log, LOG_INFO, "started");
	CHECK_STR(written(&b), "{\"at\":\"2026-11-23T06:10:05.123Z\","
	    "\"level\":\"info\",\"what\":\"started\"}\n");
	bench_close(&b);
}

TEST("every kind of argument has its own form")
{
	struct bench b;

	bench_open(&b, LOG_DEBUG);
	LOG(b.log, LOG_WARN, "all", A_CSTR("t", "text"), A_WORD("w", "Done."),
	    A_INT("n", -184006), A_DAY("d", 20780), A_MOMENT("m", NOON));
	CHECK_STR(written(&b), "{\"at\":\"2026-11-23T06:10:05.123Z\","
	    "\"level\":\"warn\",\"what\":\"all\",\"t\":\"text\","
	    "\"w\":\"Done.\",\"n\":-184006,\"d\":\"2026-11-23\","
	    "\"m\":\"2026-11-23T06:10:05.123Z\"}\n");
	bench_close(&b);
}

TEST("what is below the least level is dropped")
{
	struct bench b;

	bench_open(&b, LOG_WARN);
	LOG(b.log, LOG_DEBUG, "no");
	LOG(b.log, LOG_INFO, "no");
	CHECK_STR(written(&b), "");
	LOG(b.log, LOG_WARN, "yes");
	LOG(b.log, LOG_ERROR, "yes");
	CHECK(str_find(written(&b), '\n') < written(&b).n - 1);
	bench_close(&b);
}

TEST("a log of nobody takes lines and drops them")
{
	struct note note = { .err = ERR_IO };

	LOG(NULL, LOG_ERROR, "unheard", A_INT("n", 1));
	log_note(NULL, LOG_ERROR, "unheard", &note);
	log_free(NULL);
}

static json_t *
only_line(struct bench *b)
{
	struct str text = written(b);
	json_error_t e;
	json_t *j;

	CHECK_INT(str_find(text, '\n'), text.n - 1);
	j = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &e);
	if (j == NULL)
		print_error("%s: %.*s\n", e.text, STR_ARG(text));
	assert_non_null(j);
	return j;
}

TEST("quotes, controls and broken text stay within one JSON string")
{
	static const struct {
		struct str	 text;
		const char	*want;
	} rows[] = {
		{ { "a\"b\\c", 5 }, "a\"b\\c" },
		{ { "a\nb\tc\x01\x7F", 7 }, "a\nb\tc\x01\x7F" },
		{ { "省委网信办", 15 }, "省委网信办" },
		{ { "a\xFF" "b\xC3", 4 }, "a\xEF\xBF\xBD" "b\xEF\xBF\xBD" },
		{ { "\xE4\xB8", 2 }, "\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ { "\xED\xA0\x80", 3 },
		    "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ { "", 0 }, "" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct bench b;
		json_t *j;

		bench_open(&b, LOG_DEBUG);
		LOG(b.log, LOG_INFO, "text", A_TEXT("t", rows[i].text));
		j = only_line(&b);
		CHECK_STR(str_of(json_string_value(json_object_get(j, "t"))),
		    rows[i].want);
		json_decref(j);
		bench_close(&b);
	}
}

TEST("a long text ends in an ellipsis between two characters")
{
	struct buf text = BUF_INIT;
	struct bench b;
	const char *got;
	json_t *j;

	bench_open(&b, LOG_DEBUG);
	buf_char(&text, 'x');
	for (int i = 0; i < 1000; i++)
		buf_text(&text, "安");
	LOG(b.log, LOG_INFO, "long", A_TEXT("t", buf_view(&text)));
	j = only_line(&b);
	got = json_string_value(json_object_get(j, "t"));
	CHECK_INT(strlen(got), 598 + 3);
	CHECK(str_ends(str_of(got), "安…"));
	json_decref(j);
	buf_free(&text);
	bench_close(&b);
}

TEST("a line never grows beyond what a pipe takes at once, and says so")
{
	char controls[600];
	struct bench b;
	struct str text = { controls, sizeof controls };
	json_t *j;

	memset(controls, 1, sizeof controls);
	bench_open(&b, LOG_DEBUG);
	LOG(b.log, LOG_INFO, "long", A_INT("n", 7), A_TEXT("a", text),
	    A_TEXT("b", text), A_TEXT("c", text));
	CHECK(written(&b).n <= 4096);
	j = only_line(&b);
	CHECK_INT(json_integer_value(json_object_get(j, "n")), 7);
	CHECK(json_object_get(j, "a") != NULL);
	CHECK(json_object_get(j, "b") == NULL);
	CHECK(json_is_true(json_object_get(j, "cut")));
	json_decref(j);
	bench_close(&b);
}

TEST("a note is logged without the texts that people may have typed")
{
	struct note note = NOTE_INIT;
	struct bench b;

	bench_open(&b, LOG_DEBUG);
	(void)NOTE(&note, ERR_INVALID, "{name} has {n} of {kind}.",
	    A_CSTR("name", "秘密"), A_INT("n", 3), A_WORD("kind", "Files"));
	note_where(&note, (struct where){ .field = "name", .row = 12,
	    .column = 3 });
	log_note(b.log, LOG_ERROR, "import", &note);
	CHECK_STR(written(&b), "{\"at\":\"2026-11-23T06:10:05.123Z\","
	    "\"level\":\"error\",\"what\":\"import\",\"err\":\"ERR_INVALID\","
	    "\"msg\":\"{name} has {n} of {kind}.\",\"at_row\":12,"
	    "\"at_column\":3,\"at_field\":\"name\",\"n\":3,"
	    "\"kind\":\"Files\"}\n");
	bench_close(&b);
}

TEST("a log whose place is gone fails nobody")
{
	struct bench b;

	bench_open(&b, LOG_DEBUG);
	assert_int_equal(close(b.fd), 0);
	b.fd = -1;
	LOG(b.log, LOG_ERROR, "unheard");
	bench_close(&b);
}

enum { THREADS = 8, LINES = 500 };

static void *
write_lines(void *arg)
{
	for (int i = 0; i < LINES; i++)
		LOG(arg, LOG_INFO, "line", A_INT("i", i),
		    A_CSTR("t", "一行写一次，不与别的行混在一起"));
	return NULL;
}

TEST("lines of several threads are never mixed")
{
	pthread_t threads[THREADS];
	struct str rest, line;
	struct bench b;
	int n = 0;

	bench_open(&b, LOG_DEBUG);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_lines,
		    b.log), 0);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	rest = written(&b);
	while (str_cut(&rest, '\n', &line) && line.n != 0) {
		json_t *j = json_loadb(line.p, line.n, 0, NULL);

		assert_non_null(j);
		json_decref(j);
		n++;
	}
	CHECK_INT(n, THREADS * LINES);
	bench_close(&b);
}
