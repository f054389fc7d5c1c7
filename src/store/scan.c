/* SPDX-License-Identifier: Apache-2.0 */
#include "store/scan.h"

enum {
	PAGE_LEAST	= 8,		/* rows */
	PAGE_FIRST	= 64,		/* before their size is known */
	PAGE_MOST	= 8192,
	PAGE_BYTES	= 128 * 1024,	/* more is no faster: caches */
	ROW_BYTES	= 32,		/* of a row beside its texts and bytes */
	WEIGHED		= 8,
	COMMIT		= 5000		/* rows of one transaction of a copy */
};

static enum err
page_fetch(struct scan *s, struct note *note)
{
	struct buf text = BUF_INIT;
	enum err r;

	buf_fmt(&text, "FETCH %lld FROM anze_scan", (long long)s->want);
	r = buf_failed(&text) ? note_memory(note) :
	    store_query_text(s->st, text.p, &s->rows, note);
	buf_free(&text);
	s->n = 0;
	s->bytes = 0;
	return r;
}

/* As many rows as make a page, if they go on as they have been. */
static int64_t
page_size(const struct scan *s)
{
	int64_t n = PAGE_BYTES / ((int64_t)s->bytes / s->n + ROW_BYTES);

	return n < PAGE_LEAST ? PAGE_LEAST : n > PAGE_MOST ? PAGE_MOST : n;
}

enum err
scan_open(struct scan *s, struct store *st, const char *text,
    struct note *note)
{
	struct buf b = BUF_INIT;
	enum err r;

	*s = (struct scan){ .st = st, .want = PAGE_FIRST };
	if (!store_is_postgres(st)) {
		if ((r = store_query_text(st, text, &s->rows, note)) != ERR_OK)
			s->st = NULL;
		return r;
	}
	buf_fmt(&b, SCAN_PG "%s", text);
	r = buf_failed(&b) ? note_memory(note) : store_exec(st, b.p, note);
	buf_free(&b);
	if (r != ERR_OK || (r = page_fetch(s, note)) != ERR_OK)
		s->st = NULL;	/* nothing to be ended */
	return r;
}

enum err
scan_query(struct scan *s, struct store *st, const struct sql *q,
    const struct bind *binds, size_t n, struct note *note)
{
	enum err r;

	*s = (struct scan){ .st = st, .want = PAGE_FIRST };
	if (!store_is_postgres(st))
		r = store_query(st, q, binds, n, &s->rows, note);
	else if ((r = store_run(st, q, binds, n, note)) == ERR_OK)
		r = page_fetch(s, note);
	if (r != ERR_OK)
		s->st = NULL;	/* nothing to be ended */
	return r;
}

/* One row in so many is weighed: the next page is an estimate anyway. */
static void
row_count(struct scan *s)
{
	if (s->n++ % WEIGHED != 0)
		return;
	for (size_t i = 0; i < rows_columns(s->rows); i++)
		if (rows_kind(s->rows, (int)i) != BIND_K_INT)
			s->bytes += WEIGHED * rows_bytes(s->rows, (int)i).n;
}

bool
scan_next(struct scan *s)
{
	bool paged = store_is_postgres(s->st);

	while (s->err == ERR_OK && s->rows != NULL) {
		if (rows_next(s->rows)) {
			if (paged)
				row_count(s);
			return true;
		}
		s->err = rows_end(&s->rows, &s->note);
		if (s->err != ERR_OK || !paged || s->n < s->want)
			break;
		s->want = page_size(s);
		s->err = page_fetch(s, &s->note);
	}
	return false;
}

enum err
scan_end(struct scan *s, struct note *note)
{
	enum err r = rows_end(&s->rows, s->err == ERR_OK ? note : NULL);

	if (s->st == NULL)
		return ERR_OK;
	if (s->err == ERR_OK)
		s->err = r;
	else if (note != NULL && note->err == ERR_OK)
		note_copy(note, &s->note);
	if (s->err == ERR_OK && store_is_postgres(s->st))
		s->err = store_exec(s->st, "CLOSE anze_scan", note);
	s->st = NULL;
	return s->err;
}

/* INSERT INTO t (a, b) VALUES ($1, $2), as the rows of ${s} are. */
static enum err
insert_make(const struct table *t, struct arena *keep, const struct rows *rows,
    struct sql **ret, struct note *note)
{
	struct buf b = BUF_IN(keep);
	struct sql *q = NEW(keep, struct sql);
	int n = (int)rows_columns(rows);

	buf_fmt(&b, "INSERT INTO %s (", t->name);
	for (int i = 0; i < n; i++)
		buf_fmt(&b, "%s%s", i == 0 ? "" : ", ", rows_name(rows, i));
	buf_text(&b, ") VALUES (");
	for (int i = 0; i < n; i++)
		buf_fmt(&b, "%s$%d", i == 0 ? "" : ", ", i + 1);
	buf_char(&b, ')');
	if (q == NULL || buf_failed(&b))
		return note_memory(note);
	q->text = buf_view(&b).p;
	*ret = q;
	return ERR_OK;
}

static enum err
row_copy(const struct rows *rows, const struct sql *insert, struct store *dst,
    struct note *note)
{
	struct bind binds[STORE_BINDS_MAX] = { BIND_NULL };
	size_t n = rows_columns(rows);

	for (size_t i = 0; i < n && i < STORE_BINDS_MAX; i++) {
		binds[i].kind = rows_kind(rows, (int)i);
		if (binds[i].kind == BIND_K_INT)
			binds[i].num = rows_int(rows, (int)i);
		else if (binds[i].kind == BIND_K_TEXT)
			binds[i].s = rows_text(rows, (int)i);
		else if (binds[i].kind == BIND_K_BYTES)
			binds[i].s = rows_bytes(rows, (int)i);
	}
	return store_run(dst, insert, binds, n, note);
}

/* Up to COMMIT rows, in one transaction; ${*ret_more}: there may be others. */
static enum err
page_copy(const struct table *t, struct arena *keep, struct scan *s,
    struct sql **insert, struct store *dst, int64_t *ret_n,
    struct note *note)
{
	int64_t n = 0;
	enum err r;

	if ((r = store_begin(dst, note)) != ERR_OK)
		return r;
	for (; n < COMMIT && r == ERR_OK && scan_next(s); n++) {
		if (*insert == NULL && (r = insert_make(t, keep, s->rows,
		    insert, note)) != ERR_OK)
			break;
		r = row_copy(s->rows, *insert, dst, note);
	}
	if (r == ERR_OK)
		r = store_commit(dst, note);
	store_rollback(dst);
	if (r == ERR_OK)
		*ret_n = n;
	return r;
}

enum err
table_copy(const struct table *t, struct arena *keep, struct store *src,
    struct store *dst, int64_t *ret_rows, struct note *note)
{
	struct sql *insert = NULL;
	struct buf text = BUF_INIT;
	struct scan s = { .st = NULL };
	int64_t rows = 0, n = COMMIT;
	enum err r, end;

	buf_fmt(&text, "SELECT * FROM %s ORDER BY ", t->name);
	for (size_t i = 0; i < t->nkeys; i++)
		buf_fmt(&text, "%s%s", i == 0 ? "" : ", ", t->keys[i]);
	r = buf_failed(&text) ? note_memory(note) :
	    scan_open(&s, src, text.p, note);
	for (; r == ERR_OK && n == COMMIT; rows += n)
		r = page_copy(t, keep, &s, &insert, dst, &n, note);
	end = scan_end(&s, r == ERR_OK ? note : NULL);
	buf_free(&text);
	if (r == ERR_OK)
		r = end;
	if (r == ERR_OK)
		*ret_rows = rows;
	return r;
}
