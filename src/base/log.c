/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include <errno.h>
#include <pthread.h>
#include <unistd.h>

#include "base/moment.h"
#include "base/utf8.h"

enum {
	LOG_LINE_MAX	= 4096,	/* what a pipe takes in one piece */
	LINE_ROOM	= 64,	/* for the end of a line that was cut */
	TEXT_MAX	= 600
};

static const char *const level_word[] = {
	[LOG_DEBUG]	= "debug",
	[LOG_INFO]	= "info",
	[LOG_WARN]	= "warn",
	[LOG_ERROR]	= "error",
};

struct log {
	int			 fd;
	enum log_level		 least;
	const struct timesource	*clock;
	pthread_mutex_t		 lock;	/* of line */
	struct buf		 line;
};

struct log *
log_new(int fd, enum log_level least, const struct timesource *clock)
{
	struct log *l = calloc(1, sizeof *l);

	if (l == NULL)
		return NULL;
	*l = (struct log){ .fd = fd, .least = least, .clock = clock };
	/* All the room at once: to log needs no memory later. */
	buf_room(&l->line, 2 * LOG_LINE_MAX);
	if (buf_failed(&l->line) || pthread_mutex_init(&l->lock, NULL) != 0) {
		buf_free(&l->line);
		free(l);
		return NULL;
	}
	return l;
}

void
log_free(struct log *l)
{
	if (l == NULL)
		return;
	(void)pthread_mutex_destroy(&l->lock);
	buf_free(&l->line);
	free(l);
}

static void
put_char(struct buf *b, char c)
{
	if (c == '"' || c == '\\') {
		buf_char(b, '\\');
		buf_char(b, c);
	} else if ((unsigned char)c < 0x20 || c == 0x7F) {
		buf_fmt(b, "\\u%04x", (unsigned)(unsigned char)c);
	} else {
		buf_char(b, c);
	}
}

/* A JSON string.  What is no UTF-8, as a file's name may be, stands as U+FFFD;
 * a long text ends in an ellipsis. */
static void
put_text(struct buf *b, struct str s)
{
	size_t n = s.n > TEXT_MAX ? TEXT_MAX : s.n, bad;
	bool cut = s.n > n;

	while (cut && n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	s.n = n;
	buf_char(b, '"');
	for (;;) {
		bad = utf8_bad_at(s);
		for (size_t i = 0; i < bad; i++)
			put_char(b, s.p[i]);
		if (bad == s.n)
			break;
		buf_text(b, "\xEF\xBF\xBD");
		s = str_part(s, bad + 1, s.n);
	}
	if (cut)
		buf_text(b, "…");
	buf_char(b, '"');
}

static void
put_key(struct buf *b, const char *key)
{
	buf_char(b, ',');
	put_text(b, str_of(key));
	buf_char(b, ':');
}

static void
put_value(struct buf *b, const struct arg *a)
{
	switch (a->kind) {
	case ARG_NONE:
		break;
	case ARG_TEXT:
	case ARG_WORD:
		put_text(b, a->text);
		break;
	case ARG_INT:
		buf_int(b, a->num);
		break;
	case ARG_DAY:
		buf_char(b, '"');
		day_put(b, a->num);
		buf_char(b, '"');
		break;
	case ARG_MOMENT:
		buf_char(b, '"');
		moment_put(b, (struct moment){ a->num, PREC_MS });
		buf_char(b, '"');
		break;
	}
}

/* Leave out what makes the line too long, and say so. */
static void
put_args(struct buf *b, const struct arg *args)
{
	for (; args->kind != ARG_NONE; args++) {
		size_t before = b->n;

		put_key(b, args->name);
		put_value(b, args);
		if (b->n > LOG_LINE_MAX - LINE_ROOM) {
			b->n = before;
			put_key(b, "cut");
			buf_text(b, "true");
			return;
		}
	}
}

static void
write_line(int fd, const struct buf *b)
{
	ssize_t n;

	/* A log that cannot be written is nothing to fail for. */
	do
		n = write(fd, b->p, b->n);
	while (n < 0 && errno == EINTR);
}

void
log_put(struct log *l, enum log_level level, const char *what,
    const struct arg *args)
{
	struct buf *b;

	if (l == NULL || level < l->least)
		return;
	(void)pthread_mutex_lock(&l->lock);
	b = &l->line;
	buf_empty(b);
	buf_text(b, "{\"at\":\"");
	moment_put(b, (struct moment){ timesource_now(l->clock), PREC_MS });
	buf_fmt(b, "\",\"level\":\"%s\"", level_word[level]);
	put_key(b, "what");
	put_text(b, str_of(what));
	put_args(b, args);
	buf_text(b, "}\n");
	if (!buf_failed(b))
		write_line(l->fd, b);
	(void)pthread_mutex_unlock(&l->lock);
}

/* A note's texts may have been typed by people, so they are left out: the
 * sentence with its places unfilled tells what happened, the rest how much. */
void
log_note(struct log *l, enum log_level level, const char *what,
    const struct note *note)
{
	struct arg args[NOTE_ARGS_MAX + 8] = { 0 };
	const struct where *w = &note->where;
	size_t n = 0;

	args[n++] = (struct arg)A_CSTR("err", err_name(note->err));
	if (note->msg != NULL)
		args[n++] = (struct arg)A_CSTR("msg", note->msg);
	if (w->line != 0)
		args[n++] = (struct arg)A_INT("at_line", w->line);
	if (w->row != 0)
		args[n++] = (struct arg)A_INT("at_row", w->row);
	if (w->column != 0)
		args[n++] = (struct arg)A_INT("at_column", w->column);
	if (w->field != NULL)
		args[n++] = (struct arg)A_CSTR("at_field", w->field);
	for (const struct arg *a = note->args; a->kind != ARG_NONE; a++)
		if (a->kind != ARG_TEXT)
			args[n++] = *a;
	log_put(l, level, what, args);
}
