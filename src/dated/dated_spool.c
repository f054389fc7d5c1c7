/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated_spool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

enum { BEGIN_ROOM = 1024, WRITE_PIECE = 256 * 1024 };

struct spool {
	const struct dated	*t;
	int			 fd;
	struct buf		 out;		/* not written yet */
	int64_t			 written;
	int64_t			*begin;
	size_t			 n, room;
};

/* What lies before a step's state, which is canonical JSON. */
struct fixed {
	uint32_t	row, fresh, clear, add;
	struct key	id;
	int64_t		since, until, began, ended;
	uint32_t	nsource, ncode, nstate;
};

struct spool *
spool_new(const struct dated *t, struct note *note)
{
	struct spool *s = calloc(1, sizeof *s);
	const char *folder = getenv("TMPDIR");
	char path[256];

	if (s == NULL) {
		note_memory_say(note);
		return NULL;
	}
	s->t = t;
	(void)snprintf(path, sizeof path, "%s/anze-import-XXXXXX",
	    folder == NULL || folder[0] == '\0' ? "/tmp" : folder);
	if ((s->fd = mkstemp(path)) < 0) {
		(void)file_error(note, errno, path);
		free(s);
		return NULL;
	}
	(void)unlink(path);
	return s;
}

void
spool_free(struct spool *s)
{
	if (s == NULL)
		return;
	(void)close(s->fd);
	buf_free(&s->out);
	free(s->begin);
	free(s);
}

static enum err
flush(struct spool *s, struct note *note)
{
	size_t done = 0;

	while (done < s->out.n) {
		ssize_t n = pwrite(s->fd, s->out.p + done, s->out.n - done,
		    s->written);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return file_error(note, errno, "TMPDIR");
		done += (size_t)n;
		s->written += n;
	}
	buf_empty(&s->out);
	return ERR_OK;
}

static bool
begin_put(struct spool *s)
{
	const size_t room = s->room == 0 ? BEGIN_ROOM : 2 * s->room;
	int64_t *begin;

	if (s->n == s->room) {
		if ((begin = realloc(s->begin, room * sizeof *begin)) == NULL)
			return false;
		s->begin = begin;
		s->room = room;
	}
	s->begin[s->n++] = s->written + (int64_t)s->out.n;
	return true;
}

enum err
spool_put(struct spool *s, const struct dated_step *step, struct note *note)
{
	struct buf state = BUF_INIT;
	struct canon json;
	struct fixed f = {
		.row = step->row, .fresh = step->fresh, .clear = step->clear,
		.add = step->add, .id = step->id, .since = step->since,
		.until = step->until, .began = step->began,
		.ended = step->ended, .nsource = (uint32_t)step->source.n,
		.ncode = (uint32_t)step->code.n,
	};
	enum err r;

	canon_start(&json, &state);
	if ((r = fields_encode(s->t->state, step->v, &json, NULL, NULL,
	    note)) == ERR_OK && (buf_failed(&state) || !begin_put(s)))
		r = note_memory(note);
	if (r == ERR_OK) {
		f.nstate = (uint32_t)state.n;
		buf_put(&s->out, &f, sizeof f);
		buf_str(&s->out, step->source);
		buf_str(&s->out, step->code);
		buf_str(&s->out, buf_view(&state));
		if (buf_failed(&s->out))
			r = note_memory(note);
		else if (s->out.n >= WRITE_PIECE)
			r = flush(s, note);
	}
	buf_free(&state);
	return r;
}

size_t
spool_steps(const struct spool *s)
{
	return s->n;
}

static enum err
read_at(struct spool *s, void *to, size_t n, int64_t at, struct note *note)
{
	char *p = to;

	while (n > 0) {
		ssize_t got = pread(s->fd, p, n, at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return file_error(note, got < 0 ? errno : EIO,
			    "TMPDIR");
		p += got;
		at += got;
		n -= (size_t)got;
	}
	return ERR_OK;
}

enum err
spool_get(struct spool *s, struct arena *a, size_t i,
    struct dated_step *ret, struct note *note)
{
	struct value *v = NEW_ARRAY(a, struct value, s->t->state->n);
	const struct cjson *json;
	struct fixed f;
	char *text;
	size_t n;
	enum err r;

	if ((s->out.n > 0 && (r = flush(s, note)) != ERR_OK) ||
	    (r = read_at(s, &f, sizeof f, s->begin[i], note)) != ERR_OK)
		return r;
	n = (size_t)f.nsource + f.ncode + f.nstate;
	if (v == NULL || (text = arena_alloc(a, n + 1)) == NULL)
		return note_memory(note);
	if ((r = read_at(s, text, n, s->begin[i] + (int64_t)sizeof f,
	    note)) != ERR_OK ||
	    (r = canon_read(a, (struct str){ text + f.nsource + f.ncode,
	    f.nstate }, &json, note)) != ERR_OK ||
	    (r = fields_decode(a, s->t->state, json, v, note)) != ERR_OK)
		return r;
	*ret = (struct dated_step){
		.row = f.row, .fresh = f.fresh, .clear = f.clear,
		.add = f.add != 0, .id = f.id, .since = f.since,
		.until = f.until, .began = f.began, .ended = f.ended,
		.source = { text, f.nsource },
		.code = { text + f.nsource, f.ncode }, .v = v,
	};
	return ERR_OK;
}
