/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do two tables say the same?  The same rows give the same digest on either
 * database, since keys are ordered by bytes there and there, and each row is
 * written in one form.
 */
#include "base/hash.h"
#include "store/schema_in.h"
#include "store/store_in.h"

enum {
	FETCH_LEAST	= 8,		/* rows */
	FETCH_FIRST	= 64,		/* before their size is known */
	FETCH_MOST	= 8192,
	FETCH_BYTES	= 512 * 1024	/* about so much is asked for at once */
};

struct digest {
	struct store	*st;
	struct hasher	*h;
	struct buf	 line;
	struct buf	 text;
	int64_t		 rows;
	size_t		 bytes;		/* of the lines since the last fetch */
	struct note	*note;
};

/*
 * As canonical JSON has it.  Not its writer, which may trust its caller: what
 * stands in a table that was tampered with need not be text in any form.
 */
static void
text_put(struct buf *b, struct str s)
{
	static const char *const escapes[256] = {
		['"'] = "\\\"", ['\\'] = "\\\\", ['\b'] = "\\b",
		['\f'] = "\\f", ['\n'] = "\\n", ['\r'] = "\\r",
		['\t'] = "\\t",
	};
	size_t from = 0;

	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= ' ' && escapes[c] == NULL)
			continue;
		buf_str(b, str_part(s, from, i));
		if (escapes[c] != NULL)
			buf_text(b, escapes[c]);
		else
			buf_fmt(b, "\\u%04x", c);
		from = i + 1;
	}
	buf_str(b, str_part(s, from, s.n));
	buf_char(b, '"');
}

static void
value_put(struct buf *b, const struct rows *rows, int column)
{
	switch (rows_kind(rows, column)) {
	case BIND_K_INT:
		buf_int(b, rows_int(rows, column));
		break;
	case BIND_K_TEXT:
		text_put(b, rows_text(rows, column));
		break;
	case BIND_K_BYTES:
		buf_char(b, '"');
		buf_hex(b, rows_bytes(rows, column).p,
		    rows_bytes(rows, column).n);
		buf_char(b, '"');
		break;
	case BIND_K_NULL:
	default:
		buf_text(b, "[]");
		break;
	}
}

static enum err
row_put(struct digest *d, const struct rows *rows)
{
	buf_empty(&d->line);
	for (size_t i = 0; i < rows_columns(rows); i++) {
		buf_char(&d->line, i == 0 ? '[' : ',');
		value_put(&d->line, rows, (int)i);
	}
	buf_text(&d->line, "]\n");
	if (buf_failed(&d->line))
		return note_memory(d->note);
	hasher_put(d->h, d->line.p, d->line.n);
	d->bytes += d->line.n;
	d->rows++;
	return ERR_OK;
}

/* Put all rows of one answer; how many were they? */
static enum err
answer_put(struct digest *d, const char *text, int64_t *ret_n)
{
	int64_t from = d->rows;
	struct rows *rows = NULL;
	enum err r, end;

	if ((r = store_query_text(d->st, text, &rows, d->note)) != ERR_OK)
		return r;
	while (r == ERR_OK && rows_next(rows))
		r = row_put(d, rows);
	end = rows_end(&rows, r == ERR_OK ? d->note : NULL);
	*ret_n = d->rows - from;
	return r != ERR_OK ? r : end;
}

/* PostgreSQL's answers are held whole, so it is asked by a cursor, for as many
 * rows as fit. */
static enum err
cursor_put(struct digest *d)
{
	int64_t want = FETCH_FIRST, got;
	struct buf text = BUF_INIT;
	enum err r;

	do {
		buf_empty(&text);
		buf_fmt(&text, "FETCH %lld FROM digest", (long long)want);
		if (buf_failed(&text)) {
			r = note_memory(d->note);
			break;
		}
		d->bytes = 0;
		if ((r = answer_put(d, text.p, &got)) != ERR_OK ||
		    got < want)
			break;
		want = FETCH_BYTES / (int64_t)(d->bytes / (size_t)got + 1);
		want = want < FETCH_LEAST ? FETCH_LEAST :
		    want > FETCH_MOST ? FETCH_MOST : want;
	} while (true);
	buf_free(&text);
	return r;
}

static enum err
table_put(struct digest *d, const struct table *t)
{
	bool cursor = store_is_postgres(d->st);
	int64_t n;
	enum err r;

	if (cursor)
		buf_text(&d->text, "DECLARE digest NO SCROLL CURSOR FOR ");
	for (size_t i = 0; i < t->ncolumns; i++)
		buf_fmt(&d->text, "%s%s", i == 0 ? "SELECT " : ", ",
		    t->columns[i].name);
	buf_fmt(&d->text, " FROM %s", t->name);
	for (size_t i = 0; i < t->nkeys; i++)
		buf_fmt(&d->text, "%s%s", i == 0 ? " ORDER BY " : ", ",
		    t->keys[i]);
	if (buf_failed(&d->text))
		return note_memory(d->note);
	if (!cursor)
		return answer_put(d, d->text.p, &n);
	if ((r = store_exec(d->st, d->text.p, d->note)) != ERR_OK ||
	    (r = cursor_put(d)) != ERR_OK)
		return r;
	return store_exec(d->st, "CLOSE digest", d->note);
}

enum err
table_digest(const struct table *t, struct store *st, char ret_hex[65],
    int64_t *ret_rows, struct note *note)
{
	struct digest d = { .st = st, .h = hasher_new(), .note = note };
	bool mine = !st->begun;
	struct hash hash;
	enum err r;

	if (d.h == NULL)
		return note_memory(note);
	hasher_start(d.h);
	if ((!mine || (r = store_begin(st, note)) == ERR_OK) &&
	    (r = table_put(&d, t)) == ERR_OK) {
		hash = hasher_end(d.h);
		buf_empty(&d.text);
		buf_hex(&d.text, hash.b, sizeof hash.b);
		if (buf_failed(&d.text))
			r = note_memory(note);
	}
	if (mine)
		store_rollback(st);
	if (r == ERR_OK) {
		memcpy(ret_hex, d.text.p, 65);
		*ret_rows = d.rows;
	}
	buf_free(&d.line);
	buf_free(&d.text);
	hasher_free(d.h);
	return r;
}
