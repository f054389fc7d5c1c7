/* SPDX-License-Identifier: Apache-2.0 */
/* Is it really meant?  Asked on the terminal, or answered by --yes. */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "cli/cli_in.h"

enum {
	ANSWER_MAX	= 256,	/* bytes; more than that is not "yes" */
	LOOK_MS		= 500	/* how often Ctrl-C is looked for at the least */
};

/* One line from the terminal, of which the first ANSWER_MAX bytes are kept;
 * ${ret_n} counts all.  ERR_STOPPED on Ctrl-C. */
static enum err
answer_read(struct terminal *t, char *line, size_t *ret_n, struct note *note)
{
	struct pollfd ready = { .fd = t->in, .events = POLLIN };
	size_t n = 0;

	for (;;) {
		int there = poll(&ready, 1, LOOK_MS);
		char c;
		ssize_t got;

		if (stop_wanted()) {
			terminal_tell(t, S("\n"));
			return note_stopped(note);
		}
		if (there <= 0)
			continue;
		got = read(t->in, &c, 1);
		if (got < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (got <= 0 || c == '\n')
			break;
		if (n < ANSWER_MAX)
			line[n] = c;
		n++;
	}
	*ret_n = n;
	return ERR_OK;
}

static bool
means_yes(struct str s)
{
	static const char *const words[] = { "y", "yes", "是", "是的" };

	s = str_trim(s);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (str_eq_nocase(s, str_of(words[i])))
			return true;
	return false;
}

static void
ask(struct cmd *c, const char *msgid, const struct arg *args)
{
	struct buf said = BUF_INIT, b = BUF_INIT;

	progress_erase(c->term);
	say_into(&said, c->voice, msgid, args);
	visible_put(&b, buf_view(&said), 0);
	buf_text(&b, say(c->voice.lang, M(" (yes/no) ")));
	terminal_tell(c->term, buf_view(&b));
	buf_free(&said);
	buf_free(&b);
}

enum err
cmd_confirm(struct cmd *c, struct note *note, const char *msgid,
    const struct arg *args)
{
	char line[ANSWER_MAX];
	size_t n = 0;
	enum err r;

	if (c->yes)
		return ERR_OK;
	if (!c->term->in_tty || !c->term->err_tty)
		return NOTE(note, ERR_USAGE, M("This cannot be taken back and "
		    "there is no terminal to ask on; nothing was done. If it "
		    "is meant, give --yes."));
	if (c->term->rows != NULL &&
	    (r = rows_flush(c->term->rows, note)) != ERR_OK)
		return r;
	ask(c, msgid, args);
	if ((r = answer_read(c->term, line, &n, note)) != ERR_OK)
		return r;
	if (n <= ANSWER_MAX && means_yes((struct str){ line, n }))
		return ERR_OK;
	return NOTE(note, ERR_STOPPED, M("Nothing was done: the answer was not "
	    "yes."));
}
