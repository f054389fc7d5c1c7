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

/*
 * Runs hold no quote and no sign.  SQLite is asked for neighbours in a row, and
 * so is exact; PostgreSQL only for all of them.  A run of ASCII is a beginning.
 */
static void
run_put(struct asked *q, struct str run, enum words_class class)
{
	struct str head = head_of(run, WORDS_RUN_MAX);

	if (q->postgres) {
		(void)words_cut(run, true, match_word, &q->match);
		if (class == WORDS_ASCII)
			buf_text(&q->match, ":*");
		return;
	}
	buf_text(&q->match, q->nruns == 0 ? "" : " AND ");
	if (class == WORDS_ASCII)
		buf_fmt(&q->match, "\"%.*s\" *", STR_ARG(head));
	else
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
			run_put(q, s, run.class);
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

/* At most ${most} hits in ${hit}, which has room for them. */
static enum err
hits_read(struct store *st, struct arena *a, const struct sql *q,
    const struct bind binds[4], struct words_hit *hit, size_t *ret_n,
    struct note *note)
{
	const size_t most = (size_t)binds[3].num;
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if ((r = store_query(st, q, binds, 4, &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows) && n < most)
		hit[n++] = (struct words_hit){ rows_key(rows, 0),
		    str_copy(a, rows_text(rows, 1)), rows_int(rows, 2) };
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	*ret_n = n;
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

enum err
words_find(struct store *st, struct arena *a, const struct words_index *ix,
    const struct words_query *wq, const struct words_hit **ret,
    size_t *ret_n, struct note *note)
{
	const size_t most = wq->most < WORDS_FIND_MAX ? wq->most :
	    WORDS_FIND_MAX;
	struct words_hit *hit = NEW_ARRAY(a, struct words_hit, most + 1);
	struct bind binds[4] = { BIND_NULL, BIND_INT(wq->after), BIND_NULL,
	    BIND_INT((int64_t)most) };
	struct asked q;
	size_t n = 0;
	enum err r;

	if (hit == NULL)
		return note_memory(note);
	if ((r = ask(st, a, wq, &q, note)) != ERR_OK)
		return r;
	binds[0] = (struct bind)BIND_TEXT(buf_view(&q.match));
	binds[2] = (struct bind)BIND_TEXT(buf_view(&q.parts));
	if (q.postgres)
		r = hits_read(st, a, &ix->near, binds, hit, &n, note);
	if (r == ERR_OK && (!q.postgres || n < most))
		r = hits_read(st, a, &ix->find, binds, hit, &n, note);
	if (r != ERR_OK)
		return r;
	*ret = hit;
	*ret_n = n;
	return ERR_OK;
}

enum err
words_count(struct store *st, struct arena *a, const struct words_index *ix,
    const struct words_query *wq, int64_t *ret, struct note *note)
{
	struct asked q;
	enum err r;

	if ((r = ask(st, a, wq, &q, note)) != ERR_OK)
		return r;
	return store_int(st, &ix->count, BINDS(BIND_TEXT(buf_view(&q.match)),
	    BIND_INT(wq->after), BIND_TEXT(buf_view(&q.parts))), 0, ret,
	    note);
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

/* One statement with the index's name wherever $ stands. */
static enum err
named(struct store *st, const char *text, const char *name,
    struct note *note)
{
	struct buf b = BUF_INIT;
	enum err r;

	for (; *text != '\0'; text++)
		if (*text == '$')
			buf_text(&b, name);
		else
			buf_char(&b, *text);
	r = buf_failed(&b) ? note_memory(note) : store_exec(st, b.p, note);
	buf_free(&b);
	return r;
}

static enum err
all_named(struct store *st, const char *const *text, const char *name,
    struct note *note)
{
	enum err r = ERR_OK;

	for (; *text != NULL && r == ERR_OK; text++)
		r = named(st, *text, name, note);
	return r;
}

enum err
words_make(struct store *st, const char *name, struct note *note)
{
	static const char *const lite[] = {
		"CREATE TABLE $ (place INTEGER PRIMARY KEY, id BLOB NOT NULL"
		    " UNIQUE, kind TEXT NOT NULL, texts TEXT NOT NULL) STRICT",
		"CREATE VIRTUAL TABLE $_fts USING fts5 (kind, texts,"
		    " content = '', columnsize = 0, tokenize = 'anze')",
		/* Parts are joined when there are many, not with each act,
		 * and an import makes few of them. */
		"INSERT INTO $_fts ($_fts, rank) VALUES ('automerge', 0)",
		"INSERT INTO $_fts ($_fts, rank) VALUES ('crisismerge', 64)",
		"INSERT INTO $_fts ($_fts, rank) VALUES ('hashsize', 16777216)",
		NULL
	};
	static const char *const pg[] = {
		"CREATE TABLE $ (place BIGINT GENERATED ALWAYS AS IDENTITY"
		    " UNIQUE, id BYTEA NOT NULL PRIMARY KEY,"
		    " kind TEXT COLLATE \"C\" NOT NULL,"
		    " texts TEXT COLLATE \"C\" NOT NULL,"
		    " words TSVECTOR NOT NULL)",
		"CREATE INDEX $_words ON $ USING gin (words)",
		NULL
	};

	return all_named(st, store_is_postgres(st) ? pg : lite, name, note);
}

enum err
words_unmake(struct store *st, const char *name, struct note *note)
{
	static const char *const lite[] = { "DROP TABLE IF EXISTS $_fts",
	    "DROP TABLE IF EXISTS $", NULL };

	return all_named(st, store_is_postgres(st) ? lite + 1 : lite, name,
	    note);
}

enum err
words_clear(struct store *st, const char *name, struct note *note)
{
	static const char *const lite[] = {
	    "INSERT INTO $_fts ($_fts) VALUES ('delete-all')",
	    "DELETE FROM $", NULL };

	return all_named(st, store_is_postgres(st) ? lite + 1 : lite, name,
	    note);
}
