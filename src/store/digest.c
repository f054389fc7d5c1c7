/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do two tables say the same?  The same rows give the same digest on either
 * database, since keys are ordered by bytes there and there, and each row is
 * written in one form.
 */
#include "base/hash.h"
#include "store/scan.h"
#include "store/store_in.h"

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

static void
row_put(struct buf *line, const struct rows *rows)
{
	buf_empty(line);
	for (size_t i = 0; i < rows_columns(rows); i++) {
		buf_char(line, i == 0 ? '[' : ',');
		value_put(line, rows, (int)i);
	}
	buf_text(line, "]\n");
}

/* All columns, as x.sql has them: a migration may have added some behind. */
static void
select_put(struct buf *b, const struct table *t)
{
	for (size_t i = 0; i < t->ncolumns; i++)
		buf_fmt(b, "%s%s", i == 0 ? "SELECT " : ", ",
		    t->columns[i].name);
	buf_fmt(b, " FROM %s", t->name);
	for (size_t i = 0; i < t->nkeys; i++)
		buf_fmt(b, "%s%s", i == 0 ? " ORDER BY " : ", ", t->keys[i]);
}

static enum err
rows_hash(const struct table *t, struct store *st, struct hasher *h,
    int64_t *ret_rows, struct note *note)
{
	struct buf text = BUF_INIT, line = BUF_INIT;
	struct scan s = { .st = NULL };
	int64_t n = 0;
	enum err r, end;

	select_put(&text, t);
	r = buf_failed(&text) ? note_memory(note) :
	    scan_open(&s, st, text.p, note);
	for (; r == ERR_OK && scan_next(&s); n++) {
		row_put(&line, s.rows);
		if (buf_failed(&line))
			r = note_memory(note);
		else
			hasher_put(h, line.p, line.n);
	}
	end = scan_end(&s, r == ERR_OK ? note : NULL);
	buf_free(&text);
	buf_free(&line);
	if (r == ERR_OK && (r = end) == ERR_OK)
		*ret_rows = n;
	return r;
}

enum err
table_digest(const struct table *t, struct store *st, char ret_hex[65],
    int64_t *ret_rows, struct note *note)
{
	struct hasher *h = hasher_new();
	bool mine = !st->begun;
	char room[2 * HASH_BYTES + 1];
	struct buf hex = { .p = room, .room = sizeof room };
	struct hash hash;
	int64_t rows;
	enum err r = ERR_OK;

	if (h == NULL)
		return note_memory(note);
	if (mine && (r = store_begin(st, note)) != ERR_OK)
		goto out;
	hasher_start(h);
	if ((r = rows_hash(t, st, h, &rows, note)) == ERR_OK) {
		hash = hasher_end(h);
		buf_hex(&hex, hash.b, sizeof hash.b);	/* fits the room */
		memcpy(ret_hex, room, sizeof room);
		*ret_rows = rows;
	}
	if (mine)
		store_rollback(st);
out:
	hasher_free(h);
	return r;
}
