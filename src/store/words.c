/* SPDX-License-Identifier: Apache-2.0 */
#include "store/words.h"

#include "base/utf8.h"
#include "store/words_in.h"

/* Folded, and without what parts the texts of a record or the words of a
 * query. */
static void
fold_put(struct buf *b, struct arena *a, struct str text)
{
	struct str folded = utf8_fold(a, text);

	for (size_t i = 0; i < folded.n; i++)
		buf_char(b, folded.p[i] == '\n' ? ' ' : folded.p[i]);
}

/* The whole characters among the first ${most} bytes. */
static struct str
head_of(struct str s, size_t most)
{
	if (s.n <= most)
		return s;
	while (most > 0 && ((unsigned char)s.p[most] & 0xC0) == 0x80)
		most--;
	return str_part(s, 0, most);
}

static struct str
texts_fold(struct arena *a, const struct str *text, size_t n)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < n && b.n < WORDS_TEXT_MAX; i++) {
		if (text[i].n == 0)
			continue;
		if (b.n != 0)
			buf_char(&b, '\n');
		fold_put(&b, a, head_of(text[i], WORDS_TEXT_MAX));
	}
	return head_of(buf_view(&b), WORDS_TEXT_MAX);
}

static int
word_add(void *arg, struct str word, bool beside, size_t from, size_t to)
{
	struct buf *b = arg;

	(void)beside;
	(void)from;
	(void)to;
	if (b->n != 0)
		buf_char(b, ' ');
	buf_str(b, word);
	return 0;
}

static enum err
pg_put(struct store *st, struct arena *a, const struct words_index *ix,
    struct key id, struct str kind, struct str texts, struct note *note)
{
	struct buf words = BUF_IN(a);

	buf_fmt(&words, "=%.*s", STR_ARG(kind));
	(void)words_cut(texts, false, word_add, &words);
	if (buf_failed(&words))
		return note_memory(note);
	return store_run(st, &ix->put, BINDS(BIND_KEY(id), BIND_TEXT(kind),
	    BIND_TEXT(texts), BIND_TEXT(buf_view(&words))), note);
}

static enum err
lite_put(struct store *st, const struct words_index *ix, struct key id,
    struct str kind, struct str texts, struct note *note)
{
	const struct bind all[] = { BIND_KEY(id), BIND_TEXT(kind),
	    BIND_TEXT(texts) };
	struct rows *rows = NULL;
	bool there, same;
	enum err r;

	if ((r = store_query(st, &ix->at, all, 3, &rows, note)) != ERR_OK)
		return r;
	there = rows_next(rows);
	same = there && rows_int(rows, 1) != 0;
	if ((r = rows_end(&rows, note)) != ERR_OK || same)
		return r;
	if (!there)
		r = store_run(st, &ix->fresh, all, 3, note);
	else if ((r = store_run(st, &ix->leave, all, 1, note)) == ERR_OK)
		r = store_run(st, &ix->change, all, 3, note);
	return r != ERR_OK ? r : store_run(st, &ix->enter, all, 3, note);
}

enum err
words_put(struct store *st, struct arena *a, const struct words_index *ix,
    struct key id, struct str kind, const struct str *text, size_t n,
    struct note *note)
{
	struct arena_mark mark = arena_mark(a);
	struct str texts = texts_fold(a, text, n);
	enum err r;

	if (arena_failed(a))
		r = note_memory(note);
	else if (store_is_postgres(st))
		r = pg_put(st, a, ix, id, kind, texts, note);
	else
		r = lite_put(st, ix, id, kind, texts, note);
	arena_reset(a, mark);
	return r;
}

enum err
words_drop(struct store *st, const struct words_index *ix, struct key id,
    struct note *note)
{
	enum err r;

	if (!store_is_postgres(st) && (r = store_run(st, &ix->leave,
	    BINDS(BIND_KEY(id)), note)) != ERR_OK)
		return r;
	return store_run(st, &ix->drop, BINDS(BIND_KEY(id)), note);
}

/* What was typed, as the database is asked for it. */
struct asked {
	struct buf	match;	/* each word of it must be there */
	struct buf	parts;	/* and each of these lines; "" none */
	size_t		nruns;
	struct str	hear[WORDS_PARTS_MAX];	/* and each of these sounds */
	size_t		nhear;
	bool		postgres;
};

static int
match_word(void *arg, struct str word, bool beside, size_t from, size_t to)
{
	struct buf *b = arg;

	(void)beside;
	(void)from;
	(void)to;
	if (b->n != 0)
		buf_text(b, " & ");
	buf_fmt(b, "'%.*s'", STR_ARG(word));
	return 0;
}

/* The words of a sound being asked for. */
struct spelling {
	struct asked	*q;
	size_t		 words, point;
};

static void
spelt_put(void *arg, size_t point, struct str letters, bool begins)
{
	struct spelling *s = arg;
	struct buf *b = &s->q->match;

	if (s->words++ == 0)
		buf_text(b, s->q->postgres ? " | ((" : " OR ((");
	else if (point == s->point)
		buf_text(b, s->q->postgres ? " | " : " OR ");
	else
		buf_text(b, s->q->postgres ? ") & (" : ") AND (");
	buf_char(b, s->q->postgres ? '\'' : '"');
	words_sound_put(b, letters);
	buf_char(b, s->q->postgres ? '\'' : '"');
	if (begins)
		buf_text(b, s->q->postgres ? ":*" : " *");
	s->point = point;
}

/* A run of ASCII that is all of a part: it may be how something sounds. */
static void
sound_put(struct asked *q, struct str run)
{
	struct spelling s = { .q = q };
	enum words_spelt how = words_spell(run, spelt_put, &s);

	if (how != WORDS_SOUNDLESS)
		buf_text(&q->match, "))");
	if (how == WORDS_HEAR)
		q->hear[q->nhear++] = run;
}

/*
 * Runs hold no quote and no sign.  SQLite is asked for neighbours in a row, and
 * so is exact; PostgreSQL only for all of them.  A run of ASCII is a beginning;
 * one that is all of its part, ${alone}, may be a sound too.
 */
static void
run_put(struct asked *q, struct str run, enum words_class class, bool alone)
{
	struct str head = head_of(run, WORDS_RUN_MAX);

	if (class != WORDS_ASCII && q->postgres) {
		(void)words_cut(run, true, match_word, &q->match);
		return;
	}
	if (q->postgres ? q->match.n != 0 : q->nruns != 0)
		buf_text(&q->match, q->postgres ? " & " : " AND ");
	if (class == WORDS_ASCII) {
		buf_fmt(&q->match, q->postgres ? "('%.*s':*" : "(\"%.*s\" *",
		    STR_ARG(head));
		if (alone)
			sound_put(q, run);
		buf_char(&q->match, ')');
	} else
		buf_fmt(&q->match, "\"%.*s\"", STR_ARG(run));
}

/* One part of what was typed: its runs, and whether they say all of it. */
static void
part_put(struct asked *q, struct str part)
{
	struct words_run run;
	size_t at = 0, n = 0;
	bool whole = true;

	while (words_run(part, &at, &run)) {
		struct str s = str_part(part, run.from, run.to);

		if (q->nruns < WORDS_PARTS_MAX)
			run_put(q, s, run.class, s.n == part.n);
		q->nruns++;
		n++;
		whole = whole && s.n == part.n && (run.class == WORDS_ASCII ?
		    s.n <= WORDS_RUN_MAX : !q->postgres || run.count <= 2);
	}
	if (n == 0 || whole)
		return;
	if (q->parts.n != 0)
		buf_char(&q->parts, '\n');
	buf_str(&q->parts, part);
}

static bool
is_blank(int32_t cp)
{
	return cp <= ' ' || cp == 0x3000 || cp == 0xA0;
}

static void
parts_put(struct asked *q, struct str text)
{
	size_t from = 0, at = 0;

	while (at < text.n) {
		size_t here = at;

		if (!is_blank(utf8_next(text, &at)))
			continue;
		part_put(q, str_part(text, from, here));
		from = at;
	}
	part_put(q, str_part(text, from, text.n));
}

static void
kind_put(struct asked *q, struct str kind)
{
	if (q->postgres && kind.n != 0)
		buf_fmt(&q->match, "'=%.*s'", STR_ARG(kind));
	else if (!q->postgres)
		buf_text(&q->match, "texts : (");
}

static void
kind_end(struct asked *q, struct str kind)
{
	if (q->postgres)
		return;
	buf_char(&q->match, ')');
	if (kind.n != 0)
		buf_fmt(&q->match, " AND kind : \"%.*s\"", STR_ARG(kind));
}

static enum err
ask(struct store *st, struct arena *a, const struct words_query *wq,
    struct asked *q, struct note *note)
{
	struct buf folded = BUF_IN(a);

	*q = (struct asked){ .match = BUF_IN(a), .parts = BUF_IN(a),
	    .postgres = store_is_postgres(st) };
	if (wq->text.n > WORDS_QUERY_MAX)
		return NOTE(note, ERR_LIMIT, M("That is too long to look for: "
		    "{n} bytes, and {most} is the most. Leave out words."),
		    A_INT("n", (int64_t)wq->text.n),
		    A_INT("most", WORDS_QUERY_MAX));
	fold_put(&folded, a, wq->text);
	kind_put(q, wq->kind);
	parts_put(q, buf_view(&folded));
	kind_end(q, wq->kind);
	if (arena_failed(a))
		return note_memory(note);
	if (q->nruns == 0)
		return NOTE(note, ERR_INVALID, M("There is nothing to look for "
		    "in \"{text}\": no letter, no digit, no character. Type a "
		    "part of a name."), A_TEXT("text", wq->text));
	return q->nruns <= WORDS_PARTS_MAX ? ERR_OK : NOTE(note, ERR_LIMIT,
	    M("Those are {n} words, and {most} is the most. Leave some out."),
	    A_INT("n", (int64_t)q->nruns), A_INT("most", WORDS_PARTS_MAX));
}

static bool
all_heard(const struct asked *q, struct str texts)
{
	bool all = true;

	for (size_t i = 0; i < q->nhear && all; i++)
		all = words_hear(texts, q->hear[i]);
	return all;
}

/* What was found so far. */
struct finding {
	struct store		*st;
	struct arena		*a;
	struct asked		 q;
	struct words_hit	*hit;	/* NULL: they are counted only */
	size_t			 n, most;
	int64_t			 after;
	bool			 over;	/* there are no more */
};

static void
row_take(struct finding *f, struct rows *rows)
{
	f->after = rows_int(rows, 2);
	if (!all_heard(&f->q, rows_text(rows, 3)))
		return;
	if (f->hit != NULL)
		f->hit[f->n] = (struct words_hit){ rows_key(rows, 0),
		    str_copy(f->a, rows_text(rows, 1)), f->after };
	f->n++;
}

/* A page of what the database finds: of sounds, the most there may be, since not
 * all of it is what was typed. */
static enum err
page_read(struct finding *f, const struct sql *sql, struct note *note)
{
	const size_t page = f->q.nhear == 0 ? f->most : WORDS_FIND_MAX;
	struct rows *rows = NULL;
	size_t got = 0;
	enum err r;

	if ((r = store_query(f->st, sql, BINDS(BIND_TEXT(buf_view(&f->q.match)),
	    BIND_INT(f->after), BIND_TEXT(buf_view(&f->q.parts)),
	    BIND_INT((int64_t)page)), &rows, note)) != ERR_OK)
		return r;
	for (; f->n < f->most && rows_next(rows); got++)
		row_take(f, rows);
	f->over = f->n == f->most || got < page;
	r = rows_end(&rows, note);
	return r == ERR_OK && arena_failed(f->a) ? note_memory(note) : r;
}

static enum err
pages_read(struct finding *f, const struct sql *sql, struct note *note)
{
	enum err r;

	do
		r = page_read(f, sql, note);
	while (r == ERR_OK && !f->over);
	return r;
}

enum err
words_find(struct store *st, struct arena *a, const struct words_index *ix,
    const struct words_query *wq, const struct words_hit **ret,
    size_t *ret_n, struct note *note)
{
	struct finding f = { .st = st, .a = a, .after = wq->after,
	    .most = wq->most < WORDS_FIND_MAX ? wq->most : WORDS_FIND_MAX };
	enum err r;

	f.hit = NEW_ARRAY(a, struct words_hit, f.most + 1);
	if (f.hit == NULL)
		return note_memory(note);
	if ((r = ask(st, a, wq, &f.q, note)) != ERR_OK)
		return r;
	if (f.q.postgres) {
		if ((r = page_read(&f, &ix->near, note)) != ERR_OK)
			return r;
		if (f.n < f.most) {
			f.n = 0;
			f.after = wq->after;
		}
	}
	if (f.n < f.most && (r = pages_read(&f, &ix->find, note)) != ERR_OK)
		return r;
	*ret = f.hit;
	*ret_n = f.n;
	return ERR_OK;
}

enum err
words_count(struct store *st, struct arena *a, const struct words_index *ix,
    const struct words_query *wq, int64_t *ret, struct note *note)
{
	struct finding f = { .st = st, .a = a, .after = wq->after,
	    .most = SIZE_MAX };
	enum err r;

	if ((r = ask(st, a, wq, &f.q, note)) != ERR_OK)
		return r;
	if (f.q.nhear == 0)
		return store_int(st, &ix->count,
		    BINDS(BIND_TEXT(buf_view(&f.q.match)), BIND_INT(wq->after),
		    BIND_TEXT(buf_view(&f.q.parts))), 0, ret, note);
	if ((r = pages_read(&f, &ix->find, note)) == ERR_OK)
		*ret = (int64_t)f.n;
	return r;
}

enum err
words_empty(struct store *st, const struct words_index *ix, struct note *note)
{
	enum err r;

	if (!store_is_postgres(st) && (r = store_run(st, &ix->clear, NO_BINDS,
	    note)) != ERR_OK)
		return r;
	return store_run(st, &ix->empty, NO_BINDS, note);
}
