/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/pty_test.h"
#include "test/lib/test.h"

struct row {
	struct value	id, code, name, level, people, seen;
};

static const struct choice levels[] = {
	{ "1", "province" },
	{ "2", "prefecture" },
	{ NULL, NULL }
};

static const struct field row_fields[] = {
	{ .name = "id", .kind = FIELD_REF, .ref = "region",
	    .flags = FIELD_MACHINE, .label = "Row key" },
	{ .name = "code", .kind = FIELD_TEXT, .label = "Row code" },
	{ .name = "name", .kind = FIELD_TEXT, .label = "Row name" },
	{ .name = "level", .kind = FIELD_CHOICE, .choices = levels,
	    .label = "Row level" },
	{ .name = "people", .kind = FIELD_INT, .label = "People" },
	{ .name = "seen", .kind = FIELD_MOMENT, .label = "Seen" },
};
static FIELDS(fields, "row", 1, row_fields);

static struct row
row_of(const char *code, const char *name, int64_t people)
{
	return (struct row){
		.id = V_KEY(((struct key){ { 1 } })),
		.code = V_TEXT(str_of(code)),
		.name = V_TEXT(str_of(name)),
		.level = V_TEXT(S("2")),
		.people = V_INT(people),
		.seen = { .given = GIVEN_KNOWN, .prec = PREC_MINUTE,
		    .num = INT64_C(1795414200000) },
	};
}

/* A command whose standard output is ${out}. */
static struct cmd
cmd_on(struct arena *a, int out, int err, bool json)
{
	struct cmd c = { .a = a, .voice = { LANG_EN, NULL }, .json = json };

	CHECK_OK(zone_load(a, S("Asia/Shanghai"), &c.voice.zone, NULL), NULL);
	c.term = terminal_new(a, out, err);
	assert_non_null(c.term);
	return c;
}

/* Put rows as commands do: the arena is reset between them. */
static enum err
rows_all(struct cmd *c, const struct row *rows, size_t n, struct note *note)
{
	struct rowsink *sink = cmd_rows(c);
	enum err r = rowsink_begin(sink, &fields, note);

	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		struct arena_mark mark = arena_mark(c->a);

		(void)str_fmt(c->a, "something of the row %zu", i);
		r = rowsink_row(sink, VALUES(&rows[i]), note);
		arena_reset(c->a, mark);
		(void)memset(arena_alloc(c->a, 64), 'x', 64);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

static struct str
piped(struct arena *a, const struct row *rows, size_t n, bool json)
{
	struct note note = NOTE_INIT;
	struct str got;
	struct cmd c;
	FILE *f = tmpfile();

	assert_non_null(f);
	c = cmd_on(a, fileno(f), fileno(f), json);
	CHECK_OK(rows_all(&c, rows, n, &note), &note);
	CHECK(lseek(fileno(f), 0, SEEK_SET) == 0);
	got = fake_read(a, fileno(f));
	CHECK(fclose(f) == 0);
	return got;
}

static struct str
shown(struct arena *a, const struct row *rows, size_t n, unsigned short columns)
{
	struct note note = NOTE_INIT;
	struct pty p;
	struct cmd c;

	pty_open(&p, columns);
	c = cmd_on(a, p.slave, p.slave, false);
	CHECK_OK(rows_all(&c, rows, n, &note), &note);
	return pty_close(&p, a);
}

TEST("piped, a list is headings and values parted by tabs, for machines")
{
	struct arena *a = arena_new();
	const struct row rows[] = {
		row_of("320600", "南通市", 7726635),
		row_of("", "a\tb\nc\\d\x1b[2J", -1),
	};

	CHECK_STR(piped(a, rows, 2, false),
	    "Row key\tRow code\tRow name\tRow level\tPeople\tSeen\n"
	    "01000000-0000-0000-0000-000000000000\t320600\t南通市\t2\t7726635\t"
	    "2026-11-23T06:10Z\n"
	    "01000000-0000-0000-0000-000000000000\t\ta\\tb\\nc\\\\d\\x1b[2J\t2\t"
	    "-1\t2026-11-23T06:10Z\n");
	arena_free(a);
}

TEST("piped, an empty list is its headings")
{
	struct arena *a = arena_new();

	CHECK_STR(piped(a, NULL, 0, false),
	    "Row key\tRow code\tRow name\tRow level\tPeople\tSeen\n");
	arena_free(a);
}

TEST("on a terminal columns are aligned, wide characters counted as two, "
    "numbers to the right, machine keys left out, the zone in the heading")
{
	struct arena *a = arena_new();
	const struct row rows[] = {
		row_of("320600", "南通市", 7726635),
		row_of("32", "Jiangsu", 5),
	};

	CHECK_STR(shown(a, rows, 2, 80),
	    "Row code  Row name  Row level      People  Seen (Beijing time)\n"
	    "320600    南通市    prefecture  7 726 635  2026-11-23 14:10\n"
	    "32        Jiangsu   prefecture          5  2026-11-23 14:10\n");
	arena_free(a);
}

TEST("on a terminal an empty list is a sentence")
{
	struct arena *a = arena_new();

	CHECK_STR(shown(a, NULL, 0, 80), "There is nothing to show.\n");
	arena_free(a);
}

TEST("on a narrow terminal the widest texts are shortened, numbers and times "
    "never")
{
	struct arena *a = arena_new();
	const struct row rows[] = {
		row_of("320600", "江苏省南通市网络安全和信息化委员会办公室",
		    7726635),
	};

	CHECK_STR(shown(a, rows, 1, 70),
	    "Row code  Row name          Row level      People  "
	    "Seen (Beijing time)\n"
	    "320600    江苏省南通市网…   prefecture  7 726 635  "
	    "2026-11-23 14:10\n");
	/* Nothing helps any more: all is still there. */
	CHECK_STR(shown(a, rows, 1, 20),
	    "Row code  Row name  Row lev…     People  Seen (Beijing time)\n"
	    "320600    江苏省…   prefect…  7 726 635  2026-11-23 14:10\n");
	arena_free(a);
}

TEST("a later row may take room that the first ones left, and no more")
{
	struct arena *a = arena_new();
	struct row rows[LOOK_ROWS + 2];
	struct str all, line = S("");

	for (size_t i = 0; i < LOOK_ROWS + 2; i++)
		rows[i] = row_of("32", "short", 5);
	rows[LOOK_ROWS].name = (struct value)V_TEXT(S("longer than before"));
	rows[LOOK_ROWS + 1].name = (struct value)V_TEXT(S("much longer than "
	    "the terminal is, whatever we do"));
	all = shown(a, rows, LOOK_ROWS + 2, 80);
	for (size_t i = 0; i < LOOK_ROWS + 2; i++)
		CHECK(str_cut(&all, '\n', &line));
	CHECK_STR(line, "32        longer than before  prefecture       5  "
	    "2026-11-23 14:10");
	CHECK(str_cut(&all, '\n', &line));
	CHECK_STR(line, "32        much longer than the termina…  prefecture     "
	    "  5  2026-11-23 14:10");
	arena_free(a);
}

TEST("ten thousand rows go through with the memory of the beginning")
{
	struct arena *a = arena_new();
	struct row *rows = calloc(10000, sizeof *rows);
	size_t lines = 0;
	struct str got, line;

	assert_non_null(rows);
	for (int i = 0; i < 10000; i++)
		rows[i] = row_of("320600", "南通市", i);
	got = piped(a, rows, 10000, false);
	while (str_cut(&got, '\n', &line))
		lines += line.n > 0;
	CHECK_INT(lines, 10001);
	got = shown(a, rows, 10000, 80);
	for (lines = 0; str_cut(&got, '\n', &line);)
		lines += str_ends(line, "14:10");
	CHECK_INT(lines, 10000);
	got = piped(a, rows, 10000, true);
	CHECK(str_starts(got, "{\"rows\":[{\"code\":\"320600\""));
	CHECK(str_ends(got, "\"seen\":\"2026-11-23T06:10Z\"}]}\n"));
	free(rows);
	arena_free(a);
}

TEST("cells of any length go through a small buffer")
{
	struct arena *a = arena_new();
	char *text = calloc(1, 200001);
	struct row rows[3];
	struct str got;

	assert_non_null(text);
	memset(text, 'x', 200000);
	for (size_t i = 0; i < 3; i++)
		rows[i] = row_of("32", text, 5);
	got = piped(a, rows, 3, false);
	CHECK(got.n > 600000);
	got = piped(a, rows, 3, true);
	CHECK(got.n > 600000 && str_ends(got, "]}\n"));
	got = shown(a, rows, 3, 80);
	CHECK(got.n < 400);
	free(text);
	arena_free(a);
}

TEST("under --json a list is an object with rows, and an empty one too")
{
	struct arena *a = arena_new();
	struct row row = row_of("32", "江苏", 5);

	row.seen = (struct value){ .given = GIVEN_NOT };
	CHECK_STR(piped(a, &row, 1, true),
	    "{\"rows\":[{\"code\":\"32\",\"id\":"
	    "\"01000000-0000-0000-0000-000000000000\",\"level\":\"2\","
	    "\"name\":\"江苏\",\"people\":5}]}\n");
	CHECK_STR(piped(a, NULL, 0, true), "{\"rows\":[]}\n");
	arena_free(a);
}

TEST("one record has a line for each field, aligned on a terminal")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct row row = row_of("320600", "南通市\n（地级）", 5);
	struct pty p;
	struct cmd c;

	row.level = (struct value){ .given = GIVEN_NOT };
	pty_open(&p, 80);
	c = cmd_on(a, p.slave, p.slave, false);
	CHECK_OK(cmd_object(&c, &fields, VALUES(&row), &note), &note);
	CHECK_STR(pty_close(&p, a),
	    "Row key   01000000-0000-0000-0000-000000000000\n"
	    "Row code  320600\n"
	    "Row name  南通市\n"
	    "          （地级）\n"
	    "People    5\n"
	    "Seen      2026-11-23 14:10 (Beijing time)\n");
	arena_free(a);
}

TEST("one record, piped and as JSON")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct row row = row_of("320600", "a\nb", 5);
	FILE *f = tmpfile();
	struct cmd c;

	assert_non_null(f);
	row.level = (struct value){ .given = GIVEN_NOT };
	c = cmd_on(a, fileno(f), fileno(f), false);
	CHECK_OK(cmd_object(&c, &fields, VALUES(&row), &note), &note);
	c.json = true;
	CHECK_OK(cmd_object(&c, &fields, VALUES(&row), &note), &note);
	CHECK(lseek(fileno(f), 0, SEEK_SET) == 0);
	CHECK_STR(fake_read(a, fileno(f)),
	    "Row key\t01000000-0000-0000-0000-000000000000\n"
	    "Row code\t320600\n"
	    "Row name\ta\\nb\n"
	    "Row level\t\n"
	    "People\t5\n"
	    "Seen\t2026-11-23T06:10Z\n"
	    "{\"code\":\"320600\",\"id\":"
	    "\"01000000-0000-0000-0000-000000000000\",\"name\":\"a\\nb\","
	    "\"people\":5,\"seen\":\"2026-11-23T06:10Z\"}\n");
	CHECK(fclose(f) == 0);
	arena_free(a);
}

TEST("what is said between rows stands between them")
{
	struct arena *a = arena_new();
	const struct row row = row_of("32", "Jiangsu", 5);
	struct note note = NOTE_INIT;
	struct rowsink *sink;
	struct pty p;
	struct cmd c;

	pty_open(&p, 80);
	c = cmd_on(a, p.slave, p.slave, false);
	sink = cmd_rows(&c);
	CHECK_OK(rowsink_begin(sink, &fields, &note), &note);
	CHECK_OK(rowsink_row(sink, VALUES(&row), &note), &note);
	CHECK_OK(SAY(&c, &note, "A remark about \"{name}\".",
	    A_TEXT("name", S("x\x1b[2J"))), &note);
	CHECK_OK(rowsink_row(sink, VALUES(&row), &note), &note);
	(void)NOTE(&note, ERR_CORRUPT, "The third row is damaged.");
	terminal_fail(c.term, c.voice, false, &note);
	CHECK_STR(pty_close(&p, a),
	    "Row code  Row name  Row level   People  Seen (Beijing time)\n"
	    "32        Jiangsu   prefecture       5  2026-11-23 14:10\n"
	    "A remark about \"x\\x1b[2J\".\n"
	    "32        Jiangsu   prefecture       5  2026-11-23 14:10\n"
	    "anze: The third row is damaged.\n");
	arena_free(a);
}

TEST("a reader who leaves stops the list without a word")
{
	struct arena *a = arena_new();
	struct row *rows = calloc(10000, sizeof *rows);
	struct note note = NOTE_INIT;
	FILE *err = tmpfile();
	struct cmd c;
	int ends[2];

	assert_non_null(rows);
	assert_non_null(err);
	(void)signal(SIGPIPE, SIG_IGN);
	CHECK(pipe(ends) == 0);
	CHECK(close(ends[0]) == 0);
	for (int i = 0; i < 10000; i++)
		rows[i] = row_of("320600", "南通市", i);
	c = cmd_on(a, ends[1], fileno(err), false);
	CHECK_ERR(rows_all(&c, rows, 10000, &note), ERR_STOPPED, &note);
	terminal_fail(c.term, c.voice, false, &note);
	CHECK_INT(lseek(fileno(err), 0, SEEK_END), 0);
	CHECK(close(ends[1]) == 0 && fclose(err) == 0);
	free(rows);
	arena_free(a);
}

TEST("a full disk is said to be one")
{
	struct arena *a = arena_new();
	const struct row row = row_of("32", "Jiangsu", 5);
	struct note note = NOTE_INIT;
	int full = open("/dev/full", O_WRONLY);
	struct cmd c;

	if (full < 0) {
		arena_free(a);
		SKIP("no /dev/full on this machine");
	}
	c = cmd_on(a, full, full, false);
	CHECK_ERR(rows_all(&c, &row, 1, &note), ERR_FULL, &note);
	CHECK(close(full) == 0);
	arena_free(a);
}

TEST("Ctrl-C ends a list at the next row")
{
	struct arena *a = arena_new();
	const struct row row = row_of("32", "Jiangsu", 5);
	int null = open("/dev/null", O_WRONLY), status = 0;
	pid_t child = fork();

	if (child == 0) {
		struct cmd c = cmd_on(a, null, null, false);

		stop_signals();
		(void)raise(SIGINT);
		_exit(rows_all(&c, &row, 1, NULL) == ERR_STOPPED ? 7 : 1);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(WIFEXITED(status));
	CHECK_INT(WEXITSTATUS(status), 7);
	CHECK(close(null) == 0);
	arena_free(a);
}
