/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/pty_test.h"
#include "test/lib/test.h"

static const struct arg none[] = { { 0 } };

/* What became of the question when ${answer} was typed. */
static enum err
asked(const char *answer, struct str *ret_seen, struct arena *a,
    struct note *note)
{
	struct cmd c = { .a = a, .voice = { LANG_EN, NULL } };
	const struct arg args[] = { A_TEXT("name", S("office")), { 0 } };
	struct pty p;
	enum err r;

	pty_open(&p, 80);
	c.term = terminal_new(a, p.slave, p.slave);
	assert_non_null(c.term);
	c.term->in = p.slave;
	c.term->in_tty = true;
	CHECK_INT(write(p.master, answer, strlen(answer)),
	    (ssize_t)strlen(answer));
	r = cmd_confirm(&c, note, "Rotate the key of {name}?", args);
	*ret_seen = pty_close(&p, a);
	return r;
}

TEST("yes goes on, in both languages")
{
	static const char *const answers[] = { "yes\n", "y\n", "YES\n", "是\n",
	    " yes \n", "是的\n" };
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct str seen;

	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
		CHECK_OK(asked(answers[i], &seen, a, &note), &note);
		CHECK_STR(seen, "Rotate the key of office? (yes/no) ");
	}
	arena_free(a);
}

TEST("anything else does nothing and says so")
{
	static const char *const answers[] = { "no\n", "\n", "yess\n", "否\n",
	    "\x04" };
	struct arena *a = arena_new();
	struct str seen;

	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
		struct note note = NOTE_INIT;

		CHECK_ERR(asked(answers[i], &seen, a, &note), ERR_STOPPED,
		    &note);
		CHECK_STR(str_of(note.msg),
		    "Nothing was done: the answer was not yes.");
	}
	arena_free(a);
}

TEST("an answer longer than any is none")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct str seen;
	char answer[1002];

	memset(answer, ' ', sizeof answer);
	memcpy(answer, "yes", 3);
	answer[999] = 'x';
	answer[1000] = '\n';
	answer[1001] = '\0';
	CHECK_ERR(asked(answer, &seen, a, &note), ERR_STOPPED, &note);
	arena_free(a);
}

TEST("--yes answers without asking")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct cmd c = { .a = a, .yes = true };

	CHECK_OK(cmd_confirm(&c, &note, "Really?", none), &note);
	arena_free(a);
}

TEST("without a terminal and without --yes it is refused, naming --yes")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	int null = open("/dev/null", O_RDWR);
	struct cmd c = { .a = a, .voice = { LANG_EN, NULL } };
	struct buf b = BUF_IN(a);

	c.term = terminal_new(a, null, null);
	c.term->in = null;
	c.term->in_tty = false;
	CHECK_ERR(cmd_confirm(&c, &note, "Really?", none), ERR_USAGE, &note);
	say_note(&b, c.voice, &note);
	CHECK_STR(buf_view(&b), "This cannot be taken back and there is no "
	    "terminal to ask on; nothing was done. If it is meant, give "
	    "--yes.");
	CHECK(close(null) == 0);
	arena_free(a);
}

TEST("Ctrl-C while the question stands is a no")
{
	struct arena *a = arena_new();
	int status = 0, ends[2];
	struct pty p;
	pid_t child;
	char c;

	pty_open(&p, 80);
	/* The question goes through a pipe, so that it is known to stand. */
	CHECK(pipe(ends) == 0);
	if ((child = fork()) == 0) {
		struct cmd cmd = { .a = a, .voice = { LANG_EN, NULL } };

		cmd.term = terminal_new(a, ends[1], ends[1]);
		cmd.term->in = p.slave;
		cmd.term->in_tty = cmd.term->err_tty = true;
		stop_signals();
		_exit(cmd_confirm(&cmd, NULL, "Really?", none) ==
		    ERR_STOPPED ? 7 : 1);
	}
	CHECK_INT(read(ends[0], &c, 1), 1);
	CHECK(kill(child, SIGINT) == 0);
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(WIFEXITED(status));
	CHECK_INT(WEXITSTATUS(status), 7);
	CHECK(close(ends[0]) == 0 && close(ends[1]) == 0);
	(void)pty_close(&p, a);
	arena_free(a);
}
