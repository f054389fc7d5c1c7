/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated_list_in.h"

#include <stdlib.h>

struct dated_sort_row {
	const struct dated_sort	*s;	/* for the order */
	const struct value	*v;
	struct key		 id;
	int64_t			 since;
};

/* Columns are named as in sheets; a hyphen is as good as an underscore. */
static int
column_find(struct arena *a, const struct fields *form, struct str name)
{
	char *p = arena_alloc(a, name.n + 1);

	for (size_t i = 0; p != NULL && i < name.n; i++)
		p[i] = name.p[i] == '-' ? '_' : name.p[i];
	return p == NULL ? -1 : field_find(form, (struct str){ p, name.n });
}

static enum err
column_unknown(const struct dated_sort *s, struct str name,
    struct note *note)
{
	struct buf b = BUF_IN(s->a);

	for (size_t i = 0; i < s->form->n; i++) {
		if (i > 0)
			buf_text(&b, ", ");
		buf_text(&b, s->form->field[i].name);
	}
	return NOTE(note, ERR_USAGE, M("There is no column {name} to sort by. "
	    "There are: {names}."), A_TEXT("name", name),
	    A_TEXT("names", buf_view(&b)));
}

enum err
dated_sort_read(struct dated_sort *s, const struct fields *form,
    struct str text, struct note *note)
{
	struct str rest = text, name;

	s->form = form;
	while (str_cut(&rest, ',', &name)) {
		const bool down = str_starts(str_trim(name), "-");
		int f;

		name = str_trim(name);
		name = str_part(name, down, name.n);
		if ((f = column_find(s->a, form, name)) < 0)
			return column_unknown(s, name, note);
		if (s->nby == DATED_SORT_BY_MAX)
			return NOTE(note, ERR_USAGE, M("A list is sorted by at "
			    "most {most} columns. Leave out the last ones."),
			    A_INT("most", DATED_SORT_BY_MAX));
		s->by[s->nby].field = (size_t)f;
		s->by[s->nby++].down = down;
	}
	return ERR_OK;
}

/* Texts of the row are the caller's: those that are kept. */
static void
value_keep(struct arena *a, struct value *v, bool list)
{
	struct value *all;

	if (v->given != GIVEN_NOT && v->text.n != 0)
		v->text = str_copy(a, v->text);
	if (!list || v->given != GIVEN_KNOWN || v->list.n == 0)
		return;
	if ((all = NEW_ARRAY(a, struct value, v->list.n)) == NULL)
		return;
	memcpy(all, v->list.v, v->list.n * sizeof *all);
	for (size_t i = 0; i < v->list.n; i++)
		value_keep(a, &all[i], false);
	v->list.v = all;
}

enum err
dated_sort_put(struct dated_sort *s, const struct fields *form,
    const struct value *row, const struct dated_head *head, int64_t since,
    struct note *note)
{
	struct value *v;

	s->form = form;
	if (s->rows == NULL && (s->rows = arena_new()) == NULL)
		return note_memory(note);
	if (s->n == DATED_SORT_MAX)
		return NOTE(note, ERR_LIMIT, M("More than {most} rows cannot be "
		    "put in this order. Cut the list down by its options, or "
		    "write it to a file with --to and sort that."),
		    A_INT("most", DATED_SORT_MAX));
	if (s->n == s->room) {
		const size_t room = s->room == 0 ? 64 : 2 * s->room;
		struct dated_sort_row *grown = realloc(s->row,
		    room * sizeof *grown);

		if (grown == NULL)
			return note_memory(note);
		s->row = grown;
		s->room = room;
	}
	if ((v = NEW_ARRAY(s->rows, struct value, form->n)) == NULL)
		return note_memory(note);
	memcpy(v, row, form->n * sizeof *v);
	for (size_t i = 0; i < form->n; i++)
		value_keep(s->rows, &v[i], form->field[i].kind == FIELD_LIST);
	s->row[s->n++] = (struct dated_sort_row){ s, v, head->id, since };
	return arena_failed(s->rows) ? note_memory(note) : ERR_OK;
}

static int
num_order(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

/* The place of a word among those that a field allows. */
static int64_t
choice_place(const struct field *f, const struct value *v)
{
	return field_choice(f, v->text) - f->choices;
}

/* What is not said comes last, whichever way. */
static int
value_order(const struct field *f, bool down, const struct value *a,
    const struct value *b)
{
	int by = 0;

	if (!value_known(a) || !value_known(b))
		return value_known(b) - value_known(a);
	switch (f->kind) {
	case FIELD_INT:
	case FIELD_BOOL:
	case FIELD_DATE:
	case FIELD_MOMENT:
		by = num_order(a->num, b->num);
		break;
	case FIELD_CHOICE:
		by = num_order(choice_place(f, a), choice_place(f, b));
		break;
	case FIELD_LIST:
		for (size_t i = 0; by == 0 && i < a->list.n &&
		    i < b->list.n; i++)
			by = str_cmp(a->list.v[i].text, b->list.v[i].text);
		if (by == 0)
			by = num_order((int64_t)a->list.n,
			    (int64_t)b->list.n);
		break;
	default:	/* refs are texts here */
		by = str_cmp(a->text, b->text);
	}
	return down ? -by : by;
}

static int
row_order(const void *x, const void *y)
{
	const struct dated_sort_row *a = x, *b = y;
	const struct dated_sort *s = a->s;
	int by = 0;

	for (size_t i = 0; i < s->nby && by == 0; i++)
		by = value_order(&s->form->field[s->by[i].field],
		    s->by[i].down, &a->v[s->by[i].field],
		    &b->v[s->by[i].field]);
	if (by != 0)
		return by;
	if ((by = key_cmp(a->id, b->id)) == 0)
		by = num_order(a->since, b->since);
	return s->newest ? -by : by;
}

enum err
dated_sort_give(struct dated_sort *s, enum err (*row)(void *arg,
    const struct value *row, struct key id, struct note *note), void *arg,
    struct note *note)
{
	enum err r = ERR_OK;

	if (s->n > 0)
		qsort(s->row, s->n, sizeof *s->row, row_order);
	for (size_t i = 0; i < s->n && r == ERR_OK; i++) {
		const int at = key_cmp(s->row[i].id, s->after);

		if (key_none(s->after) || (s->newest ? at < 0 : at > 0))
			r = row(arg, s->row[i].v, s->row[i].id, note);
	}
	return r;
}

void
dated_sort_free(struct dated_sort *s)
{
	free(s->row);
	arena_free(s->rows);
	s->row = NULL;
	s->rows = NULL;
}
