/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/canonical.h"
#include "base/file.h"
#include "base/utf8.h"
#include "cli/cli_in.h"

/*
 * A standard descriptor that is closed would become the number of the next file
 * or socket that is opened, and what is meant for people would be written into
 * a store.  /dev/null, the wrong way round, keeps the number and fails as a
 * closed one does.
 */
static void
descriptors_fill(void)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)open("/dev/null", modes[fd]);
}

struct terminal *
terminal_new(struct arena *a, int out, int err)
{
	struct terminal *t = NEW(a, struct terminal);

	descriptors_fill();
	if (t == NULL)
		return NULL;
	*t = (struct terminal){
		.a = a,
		.in = STDIN_FILENO, .out = out, .err = err,
		.in_tty = isatty(STDIN_FILENO) == 1,
		.out_tty = isatty(out) == 1,
		.err_tty = isatty(err) == 1,
		.clock = timesource_machine,
	};
	return t;
}

void
terminal_clock(struct terminal *t, struct timesource clock)
{
	t->clock = clock;
}

/* What the terminal says, else COLUMNS, else 80. */
size_t
terminal_width(int fd)
{
	const char *said = getenv("COLUMNS");
	struct winsize size = { 0 };
	int64_t n = 0;

	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		n = size.ws_col;
	else if (said == NULL || !str_int(str_of(said), &n) || n <= 0)
		n = CLI_WIDTH;
	return n > CLI_WIDTH_MAX ? CLI_WIDTH_MAX : (size_t)n;
}

/* 0, or errno. */
static int
write_all(int fd, struct str s)
{
	while (s.n > 0) {
		struct pollfd ready = { .fd = fd, .events = POLLOUT };
		ssize_t n = write(fd, s.p, s.n);

		if (n > 0)
			s = str_part(s, (size_t)n, s.n);
		else if (n < 0 && errno == EAGAIN)
			(void)poll(&ready, 1, -1);
		else if (n < 0 && errno != EINTR)
			return errno;
	}
	return 0;
}

enum err
terminal_write(struct terminal *t, struct str s, struct note *note)
{
	int failed;

	if (t->out_tty)
		progress_erase(t);
	failed = t->closed ? EPIPE : write_all(t->out, s);
	if (failed == 0)
		return ERR_OK;
	if (failed != EPIPE)
		return file_error(note, failed, "/dev/stdout");
	t->closed = true;
	return NOTE(note, ERR_STOPPED, M("Stopped: the program that read the "
	    "output has ended."));
}

enum err
terminal_put(struct terminal *t, struct str s, struct note *note)
{
	enum err r;

	if (t->rows != NULL && (r = rows_flush(t->rows, note)) != ERR_OK)
		return r;
	return terminal_write(t, s, note);
}

void
terminal_tell(struct terminal *t, struct str s)
{
	(void)write_all(t->err, s);
}

enum err
cmd_say(struct cmd *c, struct note *note, const char *msgid,
    const struct arg *args)
{
	struct buf said = BUF_INIT, b = BUF_INIT;
	enum err r = ERR_OK;

	if (c->json)
		return ERR_OK;
	say_into(&said, c->voice, msgid, args);
	visible_put(&b, buf_view(&said), 0);
	buf_char(&b, '\n');
	r = buf_failed(&said) || buf_failed(&b) ? note_memory(note) :
	    terminal_put(c->term, buf_view(&b), note);
	buf_free(&said);
	buf_free(&b);
	return r;
}

static void
where_put(struct canon *c, const struct where *w)
{
	canon_open(c);
	if (w->column != 0) {
		canon_key(c, "column");
		canon_int(c, w->column);
	}
	if (w->field != NULL) {
		canon_key(c, "field");
		canon_str(c, str_of(w->field));
	}
	if (w->line != 0) {
		canon_key(c, "line");
		canon_int(c, w->line);
	}
	if (w->row != 0) {
		canon_key(c, "row");
		canon_int(c, w->row);
	}
	canon_close(c);
}

/* {"error":{"code":…,"exit":…,"message":…,"where":{…}}}; what is no failure
 * is a "remark" with its message and place. */
static void
fail_json(struct buf *b, struct arena *a, const struct note *note,
    struct str message)
{
	const struct where *w = &note->where;
	const bool failed = note->err != ERR_OK;
	struct canon c;

	canon_start(&c, b);
	canon_open(&c);
	canon_key(&c, failed ? "error" : "remark");
	canon_open(&c);
	if (failed) {
		canon_key(&c, "code");
		canon_str(&c, str_of(err_name(note->err)));
		canon_key(&c, "exit");
		canon_int(&c, err_exit(note->err));
	}
	canon_key(&c, "message");
	canon_str(&c, utf8_nfc(a, message));
	if (w->field != NULL || w->line != 0 || w->row != 0 || w->column != 0) {
		canon_key(&c, "where");
		where_put(&c, w);
	}
	canon_close(&c);
	canon_close(&c);
}

void
terminal_fail(struct terminal *t, struct voice v, bool json,
    const struct note *note)
{
	struct buf said = BUF_INIT, clear = BUF_INIT, b = BUF_INIT;
	struct arena_mark mark = arena_mark(t->a);

	/* Whoever said `| head` knows that it stopped. */
	if (t->closed && note->err == ERR_STOPPED)
		return;
	if (t->rows != NULL)
		(void)rows_flush(t->rows, NULL);
	progress_erase(t);
	say_note(&said, v, note);
	visible_put(&clear, buf_view(&said), 0);
	if (json) {
		fail_json(&b, t->a, note, buf_view(&clear));
	} else {
		buf_text(&b, CLI_NAME ": ");
		buf_str(&b, buf_view(&clear));
	}
	buf_char(&b, '\n');
	if (buf_failed(&said) || buf_failed(&clear) || buf_failed(&b))
		terminal_tell(t, S(CLI_NAME ": out of memory\n"));
	else
		terminal_tell(t, buf_view(&b));
	buf_free(&said);
	buf_free(&clear);
	buf_free(&b);
	arena_reset(t->a, mark);
}
