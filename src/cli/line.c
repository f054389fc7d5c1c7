/* SPDX-License-Identifier: Apache-2.0 */
/* What does somebody type, line by line? */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "cli/cli_in.h"

enum { LOOK_MS = 500 };		/* how often Ctrl-C is looked for at the least */

bool
cmd_typed(const struct cmd *c)
{
	return c->term->in_tty && c->term->out_tty;
}

/* The next byte: 1, 0 at the end, -1 on Ctrl-C. */
static int
byte_read(struct terminal *t, char *ret)
{
	struct pollfd ready = { .fd = t->in, .events = POLLIN };

	for (;;) {
		int there = poll(&ready, 1, LOOK_MS);
		ssize_t got;

		if (stop_wanted())
			return -1;
		if (there <= 0)
			continue;
		got = read(t->in, ret, 1);
		if (got < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		return got > 0;
	}
}

enum err
cmd_line(struct cmd *c, const char *prompt, size_t most, struct buf *ret,
    bool *ret_end, struct note *note)
{
	size_t before = ret->n;
	enum err r;
	int got;
	char one;

	if (cmd_typed(c) && (r = terminal_put(c->term, str_of(prompt),
	    note)) != ERR_OK)
		return r;
	while ((got = byte_read(c->term, &one)) > 0 && one != '\n') {
		if (ret->n == most)
			return NOTE(note, ERR_LIMIT,
			    M("More than {most} bytes were typed. Give them in a "
			    "file."), A_INT("most", (int64_t)most));
		buf_char(ret, one);
	}
	if (got < 0)
		return note_stopped(note);
	*ret_end = got == 0 && ret->n == before;
	return buf_failed(ret) ? note_memory(note) : ERR_OK;
}
