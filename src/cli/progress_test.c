/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/pty_test.h"
#include "test/lib/test.h"

struct scene {
	struct arena		*a;
	struct pty		 p;
	struct test_clock	 clock;
	struct cmd		 c;
	struct note		 note;
};

/* Work with progress on a terminal; the clock stands still until moved. */
static void
scene_open(struct scene *s, unsigned short columns)
{
	*s = (struct scene){ .a = arena_new(), .clock = { 1000000 } };
	pty_open(&s->p, columns);
	s->c = (struct cmd){ .a = s->a, .voice = { LANG_EN, NULL } };
	s->c.term = terminal_new(s->a, s->p.slave, s->p.slave);
	assert_non_null(s->c.term);
	terminal_clock(s->c.term, test_timesource(&s->clock));
}

static void
step(struct scene *s, int64_t ms, int64_t done, int64_t of)
{
	s->clock.now += ms;
	CHECK_OK(cmd_progress(&s->c, "rows", done, of, &s->note), &s->note);
}

TEST("short work prints nothing")
{
	struct scene s;

	scene_open(&s, 80);
	step(&s, 0, 0, 100);
	step(&s, 1999, 50, 100);
	cmd_progress_end(&s.c);
	CHECK_STR(pty_close(&s.p, s.a), "");
	arena_free(s.a);
}

TEST("long work is drawn with share and rate, and wiped at the end")
{
	struct scene s;

	scene_open(&s, 80);
	step(&s, 0, 0, 40000);
	step(&s, 2000, 10000, 40000);
	cmd_progress_end(&s.c);
	CHECK_STR(pty_close(&s.p, s.a),
	    "\rrows: 10 000 of 40 000 (25 %), 5000 a second"
	    "\r                                            \r");
	arena_free(s.a);
}

TEST("it is drawn at most ten times a second")
{
	struct scene s;
	struct str got, piece;
	int drawn = 0;

	scene_open(&s, 80);
	step(&s, 0, 0, 0);
	step(&s, 2000, 0, 0);
	for (int i = 0; i < 1000; i++)
		step(&s, 1, i, 0);
	got = pty_close(&s.p, s.a);
	while (str_cut(&got, '\r', &piece))
		drawn += piece.n > 0;
	CHECK_INT(drawn, 11);
	arena_free(s.a);
}

TEST("where the end is not known, share is not shown")
{
	struct scene s;

	scene_open(&s, 80);
	step(&s, 0, 5, 0);
	step(&s, 2000, 15, 0);
	CHECK_STR(pty_close(&s.p, s.a), "\rrows: 15, 5 a second");
	arena_free(s.a);
}

TEST("a shorter line wipes the longer one below it")
{
	struct scene s;

	scene_open(&s, 80);
	step(&s, 0, 0, 0);
	step(&s, 2000, 1000000, 0);
	s.clock.now += 100;
	CHECK_OK(cmd_progress(&s.c, "r", 1, 0, &s.note), &s.note);
	CHECK_STR(pty_close(&s.p, s.a), "\rrows: 1 000 000, 500 000 a second"
	    "\rr: 1, 0 a second                 ");
	arena_free(s.a);
}

TEST("each part of the work has a rate of its own, without a new quiet start")
{
	struct scene s;

	scene_open(&s, 80);
	step(&s, 0, 0, 0);
	step(&s, 2000, 100, 0);
	s.clock.now += 100;
	CHECK_OK(cmd_progress(&s.c, "records", 0, 0, &s.note), &s.note);
	s.clock.now += 1000;
	CHECK_OK(cmd_progress(&s.c, "records", 7, 0, &s.note), &s.note);
	CHECK_STR(pty_close(&s.p, s.a), "\rrows: 100, 50 a second"
	    "\rrecords: 0, 0 a second\rrecords: 7, 7 a second");
	arena_free(s.a);
}

TEST("after its end the next work begins quietly again")
{
	struct scene s;

	scene_open(&s, 80);
	step(&s, 0, 0, 0);
	step(&s, 5000, 1, 0);
	cmd_progress_end(&s.c);
	cmd_progress_end(&s.c);
	step(&s, 100, 2, 0);
	step(&s, 1000, 3, 0);
	CHECK_STR(pty_close(&s.p, s.a),
	    "\rrows: 1, 0 a second\r                   \r");
	arena_free(s.a);
}

TEST("a narrow terminal gets what fits into a line")
{
	struct scene s;

	scene_open(&s, 12);
	step(&s, 0, 0, 40000);
	step(&s, 2000, 10000, 40000);
	CHECK_STR(pty_close(&s.p, s.a), "\rrows: 10 00");
	arena_free(s.a);
}

TEST("a clock that is set back does not stop the drawing")
{
	struct scene s;

	scene_open(&s, 80);
	step(&s, 0, 0, 0);
	step(&s, 9000, 1, 0);
	step(&s, -5000, 2, 0);
	CHECK_STR(pty_close(&s.p, s.a),
	    "\rrows: 1, 0 a second\rrows: 2, 0 a second");
	arena_free(s.a);
}

TEST("what is written to the terminal wipes the line first")
{
	struct scene s;

	scene_open(&s, 80);
	step(&s, 0, 0, 0);
	step(&s, 2000, 1, 0);
	CHECK_OK(terminal_put(s.c.term, S("Out.\n"), &s.note), &s.note);
	step(&s, 100, 1, 0);
	(void)NOTE(&s.note, ERR_INVALID, "A fault.");
	terminal_fail(s.c.term, s.c.voice, false, &s.note);
	CHECK_STR(pty_close(&s.p, s.a),
	    "\rrows: 1, 0 a second\r                   \rOut.\n"
	    "\rrows: 1, 0 a second\r                   \ranze: A fault.\n");
	arena_free(s.a);
}

TEST("nothing is drawn where stderr is no terminal, or under --json")
{
	struct scene s;
	FILE *f = tmpfile();

	assert_non_null(f);
	scene_open(&s, 80);
	s.c.json = true;
	step(&s, 0, 0, 0);
	step(&s, 9000, 1, 0);
	CHECK_STR(pty_close(&s.p, s.a), "");
	s.c.json = false;
	s.c.term = terminal_new(s.a, fileno(f), fileno(f));
	terminal_clock(s.c.term, test_timesource(&s.clock));
	step(&s, 9000, 1, 0);
	step(&s, 9000, 2, 0);
	cmd_progress_end(&s.c);
	CHECK_INT(lseek(fileno(f), 0, SEEK_END), 0);
	CHECK(fclose(f) == 0);
	arena_free(s.a);
}

TEST("Ctrl-C ends the work at its next report, terminal or not")
{
	struct arena *a = arena_new();
	int null = open("/dev/null", O_WRONLY), status = 0;
	pid_t child;

	if ((child = fork()) == 0) {
		struct cmd c = { .a = a, .term = terminal_new(a, null, null) };
		struct note note = NOTE_INIT;

		stop_signals();
		if (cmd_progress(&c, "rows", 1, 2, &note) != ERR_OK)
			_exit(1);
		(void)raise(SIGTERM);
		_exit(cmd_progress(&c, "rows", 1, 2, &note) == ERR_STOPPED &&
		    note.err == ERR_STOPPED ? 0 : 2);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK_INT(status, 0);
	CHECK(close(null) == 0);
	arena_free(a);
}
