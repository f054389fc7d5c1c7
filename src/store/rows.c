/* SPDX-License-Identifier: Apache-2.0 */
/* What does an iterator hand out, whichever database fills it? */
#include "store/store_in.h"

#include <assert.h>

struct rows *
rows_take(struct store *st)
{
	struct rows *rows = st->spare;

	if (rows != NULL) {
		st->spare = rows->next;
		note_clear(&rows->note);
		rows->err = ERR_OK;
	} else if ((rows = store_alloc(st->ops->rows_size)) == NULL)
		return NULL;
	rows->st = st;
	rows->self = rows;
	st->nopen++;
	return rows;
}

void
rows_give(struct rows *rows)
{
	struct store *st = rows->st;

	rows->next = st->spare;
	st->spare = rows;
	st->nopen--;
}

bool
rows_next(struct rows *rows)
{
	if (rows->err == ERR_OK && rows->st->ops->next(rows))
		return true;
	(void)store_settle(rows->st, rows->err);
	return false;
}

enum err
rows_end(struct rows **rows, struct note *note)
{
	struct rows *ended = *rows;
	enum err r;

	if (ended == NULL)
		return ERR_OK;
	if ((r = ended->err) != ERR_OK && note != NULL && note->err == ERR_OK)
		note_copy(note, &ended->note);
	ended->st->ops->end(ended);
	rows_give(ended);
	*rows = NULL;
	return r;
}

void
rows_wrong(const struct rows *of, int column)
{
	struct rows *rows = of->self;

	if (rows->err != ERR_OK)
		return;
	rows->err = NOTE(&rows->note, ERR_BUG,
	    M("The program made a mistake in a statement to {store}: the "
	    "column {column} is of a kind it cannot read. Please report it."),
	    A_CSTR("store", rows->st->shown),
	    A_CSTR("column", rows_name(rows, column)));
}

static struct bind
rows_value(const struct rows *rows, int column)
{
	static const struct bind none = BIND_NULL;

	assert(column >= 0 && (size_t)column < rows->columns);
	if ((size_t)column >= rows->columns)
		return none;
	return rows->st->ops->value(rows, column);
}

size_t
rows_columns(const struct rows *rows)
{
	return rows->columns;
}

const char *
rows_name(const struct rows *rows, int column)
{
	return rows->st->ops->column(rows, column);
}

enum bind_kind
rows_kind(const struct rows *rows, int column)
{
	return rows_value(rows, column).kind;
}

bool
rows_null(const struct rows *rows, int column)
{
	return rows_value(rows, column).kind == BIND_K_NULL;
}

int64_t
rows_int(const struct rows *rows, int column)
{
	struct bind b = rows_value(rows, column);

	if (b.kind == BIND_K_INT)
		return b.num;
	if (b.kind != BIND_K_NULL)
		rows_wrong(rows, column);
	return 0;
}

struct str
rows_bytes(const struct rows *rows, int column)
{
	struct bind b = rows_value(rows, column);

	if (b.kind == BIND_K_TEXT || b.kind == BIND_K_BYTES)
		return b.s;
	if (b.kind == BIND_K_INT)
		rows_wrong(rows, column);
	return S("");
}

struct str
rows_text(const struct rows *rows, int column)
{
	return rows_bytes(rows, column);
}

struct key
rows_key(const struct rows *rows, int column)
{
	struct str s = rows_bytes(rows, column);
	struct key k = KEY_NONE;

	if (s.n == sizeof k.b)
		memcpy(k.b, s.p, sizeof k.b);
	else if (s.n != 0)
		rows_wrong(rows, column);
	return k;
}
