/* SPDX-License-Identifier: Apache-2.0 */
/* How are dated records read? */
#include "dated/dated_in.h"

enum { PAGE = 500 };

enum err
dated_head(struct store *st, struct arena *a, const struct dated *t,
    struct key id, struct dated_head *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct dated_head h = { .id = id, .withdrawn = -1 };
	bool found;
	enum err r;

	if ((r = store_query(st, &t->sql->head_get, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows))) {
		h.source = str_copy(a, rows_text(rows, 0));
		h.code = str_copy(a, rows_text(rows, 1));
		if (!rows_null(rows, 2))
			h.withdrawn = rows_int(rows, 2);
		h.rev = rows_int(rows, 3);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!found)
		return NOTE(note, ERR_NOTFOUND, M("There is no such record "
		    "({what}). The list of this kind shows those there are."),
		    A_WORD("what", t->label));
	if (arena_failed(a))
		return note_memory(note);
	*ret = h;
	return ERR_OK;
}

/* States in an arena. */
struct spans {
	struct dated_span	*s;
	size_t			 n, room;
};

static enum err
spans_put(struct arena *a, struct spans *to, const struct dated_span *one,
    struct note *note)
{
	if (to->n == to->room) {
		const size_t room = to->room == 0 ? 4 : 2 * to->room;

		to->s = arena_grow(a, to->s, to->n * sizeof *to->s,
		    room * sizeof *to->s);
		if (to->s == NULL)
			return note_memory(note);
		to->room = room;
	}
	to->s[to->n++] = *one;
	return ERR_OK;
}

enum err
dated_spans(struct store *st, struct arena *a, const struct dated *t,
    struct key id, int64_t since, int64_t until, int64_t known,
    const struct dated_span **ret, size_t *ret_n, struct note *note)
{
	struct spans to = { .s = NULL };
	struct rows *rows = NULL;
	enum err r, end;

	r = store_query(st, &t->sql->rows, BINDS(BIND_KEY(id), BIND_INT(since),
	    BIND_INT(until), BIND_INT(known)), &rows, note);
	while (r == ERR_OK && rows_next(rows)) {
		struct dated_span one = {
			.since = rows_int(rows, 0),
			.until = rows_int(rows, 1),
			.rec = rows_int(rows, 2),
		};

		if ((r = dated_values(a, t, rows, 4, rows_text(rows, 3),
		    &one.v, note)) == ERR_OK)
			r = spans_put(a, &to, &one, note);
	}
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	if (r != ERR_OK || (r = end) != ERR_OK)
		return r;
	*ret = to.s;
	*ret_n = to.n;
	return ERR_OK;
}

enum err
dated_all(struct store *st, struct arena *a, const struct dated *t,
    const struct dated_head *h, const struct dated_span **ret, size_t *ret_n,
    struct note *note)
{
	const int64_t known = h->withdrawn < 0 ? DATED_NOW : h->withdrawn - 1;

	return dated_spans(st, a, t, h->id, INT64_MIN, INT64_MAX, known, ret,
	    ret_n, note);
}

enum err
dated_by_code(struct store *st, const struct dated *t, struct str source,
    struct str code, struct key *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct key id = KEY_NONE;
	bool found;
	enum err r;

	if ((r = store_query(st, &t->sql->by_code, BINDS(BIND_TEXT(source),
	    BIND_TEXT(code)), &rows, note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		id = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!found)
		return ERR_NOTFOUND;
	*ret = id;
	return ERR_OK;
}

static enum err
by_any_code(struct store *st, const struct dated *t, struct str code,
    struct key *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct key id[2] = { KEY_NONE, KEY_NONE };
	int n = 0;
	enum err r;

	if ((r = store_query(st, &t->sql->by_any_code, BINDS(BIND_TEXT(code)),
	    &rows, note)) != ERR_OK)
		return r;
	while (n < 2 && rows_next(rows))
		id[n++] = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (n > 1)
		return NOTE(note, ERR_INVALID, M("{code} is a code of several "
		    "sources ({what}). Say which, as SOURCE:CODE."),
		    A_TEXT("code", code), A_WORD("what", t->label));
	if (n == 0)
		return ERR_NOTFOUND;
	*ret = id[0];
	return ERR_OK;
}

enum err
dated_find(struct store *st, struct arena *a, const struct dated *t,
    struct str text, struct key *ret, struct note *note)
{
	const size_t colon = str_find(text, ':');
	struct dated_head head;
	struct key key;
	enum err r;

	if (key_parse(text, &key)) {
		if ((r = dated_head(st, a, t, key, &head, NULL)) == ERR_OK)
			*ret = key;
		return r;
	}
	if (colon < text.n && (r = dated_by_code(st, t,
	    str_part(text, 0, colon), str_part(text, colon + 1, text.n), ret,
	    note)) != ERR_NOTFOUND)
		return r;
	return by_any_code(st, t, text, ret, note);
}

static enum err
row_read(struct arena *a, const struct dated *t, const struct rows *rows,
    struct dated_row *ret, struct note *note)
{
	*ret = (struct dated_row){
		.head = {
			.id = rows_key(rows, 0),
			.source = str_copy(a, rows_text(rows, 1)),
			.code = str_copy(a, rows_text(rows, 2)),
			.withdrawn = rows_null(rows, 3) ? -1 :
			    rows_int(rows, 3),
			.rev = rows_int(rows, 4),
		},
		.span = {
			.since = rows_int(rows, 5),
			.until = rows_int(rows, 6),
			.rec = rows_int(rows, 7),
		},
	};
	return dated_values(a, t, rows, 9, rows_text(rows, 8), &ret->span.v,
	    note);
}

/* One page of a list, read whole, so that the rows may ask the store. */
struct page {
	struct dated_row	 row[PAGE];
	size_t			 n, want;
};

static const struct sql *
list_sql(const struct dated *t, const struct dated_query *q)
{
	const struct dated_list *l = t->lists;

	if (q->by == NULL)
		return q->newest ? &t->sql->newest : &t->sql->list;
	while (strcmp(l->field, q->by) != 0)
		l++;
	return q->newest ? &l->newest : &l->q;
}

static enum err
page_load(struct store *st, struct arena *a, const struct dated *t,
    const struct dated_query *q, struct key after, int64_t day,
    struct page *ret, struct note *note)
{
	const struct bind binds[] = { BIND_INT(q->known), BIND_INT(q->since),
	    BIND_INT(q->until), BIND_KEY(after), BIND_INT(day),
	    BIND_INT((int64_t)ret->want), BIND_KEY(q->key) };
	struct rows *rows = NULL;
	enum err r, end;

	ret->n = 0;
	r = store_query(st, list_sql(t, q), binds, q->by == NULL ? 6 : 7,
	    &rows, note);
	while (r == ERR_OK && ret->n < ret->want && rows_next(rows))
		r = row_read(a, t, rows, &ret->row[ret->n++], note);
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	return r != ERR_OK ? r : end;
}

enum err
dated_each(struct store *st, const struct dated *t,
    const struct dated_query *q,
    enum err (*row)(void *arg, struct arena *a, const struct dated_row *row,
    struct note *note), void *arg, struct note *note)
{
	struct arena *a = arena_new(), *scratch = arena_new();
	struct page *p = a == NULL ? NULL : NEW(a, struct page);
	struct key after = q->after;
	int64_t day = key_none(after) == q->newest ? INT64_MAX : INT64_MIN;
	size_t given = 0;
	enum err r = p == NULL || scratch == NULL ? note_memory(note) : ERR_OK;

	if (q->newest && key_none(after))
		memset(after.b, 0xFF, sizeof after.b);
	do {
		struct arena_mark mark;

		if (r != ERR_OK)
			break;
		p->want = q->most != 0 && q->most - given < PAGE ?
		    q->most - given : PAGE;
		mark = arena_mark(scratch);
		r = page_load(st, scratch, t, q, after, day, p, note);
		for (size_t i = 0; r == ERR_OK && i < p->n; i++, given++)
			r = row(arg, scratch, &p->row[i], note);
		if (p->n > 0) {
			after = p->row[p->n - 1].head.id;
			day = p->row[p->n - 1].span.since;
		}
		arena_reset(scratch, mark);
	} while (r == ERR_OK && p->n == p->want &&
	    (q->most == 0 || given < q->most));
	arena_free(scratch);
	arena_free(a);
	return r;
}
