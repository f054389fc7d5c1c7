/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/pty_test.h"
#include "test/lib/test.h"

static struct str
fail_said(struct arena *a, const struct note *note, bool json)
{
	struct terminal *t;
	struct str said;
	FILE *f = tmpfile();

	assert_non_null(f);
	t = terminal_new(a, fileno(f), fileno(f));
	assert_non_null(t);
	terminal_fail(t, (struct voice){ LANG_EN, NULL }, json, note);
	CHECK(lseek(fileno(f), 0, SEEK_SET) == 0);
	said = fake_read(a, fileno(f));
	CHECK(fclose(f) == 0);
	return said;
}

TEST("an error is a sentence on stderr, after the program's name")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;

	(void)NOTE(&note, ERR_NOTFOUND, "No region has the code {code}. Look "
	    "for it.", A_TEXT("code", S("3206\x1b[2J")));
	note_where(&note, (struct where){ .row = 12 });
	CHECK_STR(fail_said(a, &note, false), "anze: row 12: No region has the "
	    "code 3206\\x1b[2J. Look for it.\n");
	arena_free(a);
}

TEST("under --json an error is one canonical object")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	const struct cjson *json;
	struct str said;

	(void)NOTE(&note, ERR_INVALID, "\"{text}\" is no year.",
	    A_TEXT("text", S("e\xCC\x81\xFF")));
	note_where(&note, (struct where){ .field = "from_year", .line = 7,
	    .row = 5, .column = 2 });
	said = fail_said(a, &note, true);
	CHECK(str_ends(said, "\n"));
	said.n--;
	CHECK_OK(canon_read(a, said, &json, &note), &note);
	json = cjson_get(json, "error");
	CHECK_STR(cjson_get(json, "code")->text, "ERR_INVALID");
	CHECK_INT(cjson_get(json, "exit")->num, err_exit(ERR_INVALID));
	CHECK(str_ends(cjson_get(json, "message")->text,
	    "\"é\\xff\" is no year."));
	json = cjson_get(json, "where");
	CHECK_STR(json->raw,
	    "{\"column\":2,\"field\":\"from_year\",\"line\":7,\"row\":5}");
	arena_free(a);
}

TEST("an error that knows no place has none under --json")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;

	(void)NOTE(&note, ERR_USAGE, "Say more.");
	CHECK_STR(fail_said(a, &note, true), "{\"error\":{\"code\":"
	    "\"ERR_USAGE\",\"exit\":2,\"message\":\"Say more.\"}}\n");
	arena_free(a);
}

TEST("under --json a remark is no error")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;

	(void)NOTE(&note, ERR_OK, "Taken as given.");
	CHECK_STR(fail_said(a, &note, true),
	    "{\"remark\":{\"message\":\"Taken as given.\"}}\n");
	arena_free(a);
}

TEST("a sentence is said on standard output, but not under --json")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct cmd c = { .a = a, .voice = { LANG_EN, NULL } };
	FILE *f = tmpfile();

	assert_non_null(f);
	c.term = terminal_new(a, fileno(f), STDERR_FILENO);
	CHECK_OK(SAY(&c, &note, "{n} rows.", A_INT("n", 12345)), &note);
	c.json = true;
	CHECK_OK(SAY(&c, &note, "Not to be seen."), &note);
	CHECK(lseek(fileno(f), 0, SEEK_SET) == 0);
	CHECK_STR(fake_read(a, fileno(f)), "12 345 rows.\n");
	CHECK(fclose(f) == 0);
	arena_free(a);
}

TEST("the width is what the terminal says, else COLUMNS, else 80")
{
	struct arena *a = arena_new();
	int null = open("/dev/null", O_WRONLY);
	struct pty p;

	fake_environment();
	CHECK_INT(terminal_width(null), 80);
	(void)setenv("COLUMNS", "132", 1);
	CHECK_INT(terminal_width(null), 132);
	pty_open(&p, 57);
	CHECK_INT(terminal_width(p.slave), 57);
	(void)pty_close(&p, a);
	/* One that does not know its own. */
	pty_open(&p, 0);
	CHECK_INT(terminal_width(p.slave), 132);
	(void)pty_close(&p, a);
	(void)setenv("COLUMNS", "many", 1);
	CHECK_INT(terminal_width(null), 80);
	(void)setenv("COLUMNS", "99999999", 1);
	CHECK_INT(terminal_width(null), CLI_WIDTH_MAX);
	fake_environment();
	CHECK(close(null) == 0);
	arena_free(a);
}

TEST("a pipe that is full for a while is waited for")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	char *bytes = calloc(1, 300000);
	int ends[2], status = 0;
	struct terminal *t;
	pid_t child;
	struct str got;

	assert_non_null(bytes);
	memset(bytes, 'x', 300000);
	CHECK(pipe(ends) == 0);
	CHECK(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0);
	if ((child = fork()) == 0) {
		(void)close(ends[0]);
		t = terminal_new(a, ends[1], STDERR_FILENO);
		_exit(terminal_put(t, (struct str){ bytes, 300000 },
		    &note) == ERR_OK ? 0 : 1);
	}
	CHECK(close(ends[1]) == 0);
	got = fake_read(a, ends[0]);
	CHECK_INT(got.n, 300000);
	CHECK(waitpid(child, &status, 0) == child && status == 0);
	CHECK(close(ends[0]) == 0);
	free(bytes);
	arena_free(a);
}

TEST("a closed standard descriptor is filled, and still cannot be used")
{
	struct arena *a = arena_new();
	int status = 0;
	pid_t child;

	if ((child = fork()) == 0) {
		struct note note = NOTE_INIT;
		struct terminal *t;
		char c;

		(void)close(STDIN_FILENO);
		(void)close(STDOUT_FILENO);
		t = terminal_new(a, STDOUT_FILENO, STDERR_FILENO);
		if (t == NULL || open("/dev/null", O_RDONLY) <= STDERR_FILENO)
			_exit(1);
		if (terminal_put(t, S("x"), &note) != ERR_IO)
			_exit(2);
		_exit(read(STDIN_FILENO, &c, 1) == -1 ? 0 : 3);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK_INT(status, 0);
	arena_free(a);
}

TEST("the first Ctrl-C asks, the second ends the program")
{
	int status = 0;
	pid_t child;

	if ((child = fork()) == 0) {
		stop_signals();
		if (stop_wanted())
			_exit(1);
		(void)raise(SIGINT);
		if (!stop_wanted())
			_exit(2);
		(void)raise(SIGINT);
		_exit(3);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(WIFSIGNALED(status));
	CHECK_INT(WTERMSIG(status), SIGINT);
}

TEST("SIGTERM asks as often as it likes, SIGPIPE does nothing")
{
	int status = 0;
	pid_t child;

	if ((child = fork()) == 0) {
		stop_signals();
		(void)raise(SIGPIPE);
		if (stop_wanted())
			_exit(1);
		(void)raise(SIGTERM);
		(void)raise(SIGTERM);
		_exit(stop_wanted() ? 0 : 2);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK_INT(status, 0);
}

TEST("a signal that was ignored before us stays so")
{
	int status = 0;
	pid_t child;

	if ((child = fork()) == 0) {
		(void)signal(SIGINT, SIG_IGN);
		stop_signals();
		(void)raise(SIGINT);
		(void)raise(SIGINT);
		_exit(stop_wanted() ? 1 : 0);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK_INT(status, 0);
}
