/* SPDX-License-Identifier: Apache-2.0 */
/* Which record does a row mean? */
#include "dated/dated_import_in.h"

/* A code is said once and for all. */
static enum err
code_fits(const struct dated_head *h, const struct dated_step *step,
    struct note *note)
{
	if (step->code.n == 0 || str_eq(step->code, h->code))
		return ERR_OK;
	return h->code.n == 0 ? NOTE(note, ERR_INVALID, M("The record of this "
	    "key has no code, and cannot be given one later. Empty the cell, "
	    "or remove the key if another record is meant.")) :
	    NOTE(note, ERR_INVALID, M("The record of this key has the code "
	    "{code}, and a code never changes. Correct one of the two."),
	    A_TEXT("code", h->code));
}

/* The record of the store that a row means by its key. */
static enum err
by_key(struct dated_importing *im, struct arena *a, struct str text,
    struct dated_step *step, const char **ret_field, struct note *note)
{
	struct dated_head head;
	struct note why = NOTE_INIT;
	enum err r;

	if (!key_parse(text, &step->id))
		return NOTE(note, ERR_INVALID, M("{text} is no key. Keys are "
		    "made by the program: leave the cell empty for a new "
		    "record."), A_TEXT("text", text));
	r = dated_head(im->app->read, a, im->t, step->id, &head, &why);
	if (r == ERR_NOTFOUND)
		return NOTE(note, r, M("No record here has the key {text}. Was "
		    "the list exported elsewhere? Remove the column with the "
		    "keys, so that records are found by their codes."),
		    A_TEXT("text", text));
	if (r != ERR_OK) {
		note_copy(note, &why);
		return r;
	}
	*ret_field = "code";
	return code_fits(&head, step, note);
}

enum err
dated_import_identify(struct dated_importing *im, struct arena *a,
    const struct value *row, struct dated_step *step, const char **ret_field,
    struct note *note)
{
	const struct dated *t = im->t;
	struct store *st = im->app->read;
	enum err r = ERR_NOTFOUND;

	*ret_field = "id";
	if (value_known(&row[SHEET_ID]))
		return by_key(im, a, row[SHEET_ID].text, step, ret_field,
		    note);
	*ret_field = "code";
	if (step->code.n != 0)
		r = dated_by_code(st, t, step->source, step->code, &step->id,
		    note);
	else if (t->same != NULL)
		r = t->same(st, a, step->since, step->v, &step->id, note);
	if (r == ERR_NOTFOUND)
		step->id = KEY_NONE;
	return r == ERR_NOTFOUND ? ERR_OK : r;
}

/* What a row says, as a text: of those that nothing names. */
static struct str
row_text(struct arena *a, const struct dated *t, const struct dated_step *s)
{
	struct buf b = BUF_IN(a);

	buf_int(&b, s->since);
	for (size_t i = 0; i < t->state->n; i++) {
		buf_char(&b, '\x1f');
		field_put(&b, &t->state->field[i], &s->v[i]);
	}
	return buf_view(&b);
}

enum err
dated_import_said(struct dated_importing *im, struct arena *a,
    const struct dated_step *step, struct dated_said ***ret,
    struct note *note)
{
	const struct str bytes = { (const char *)step->id.b,
	    sizeof step->id.b };
	struct memo *m = &im->said;
	void **at;

	if (!key_none(step->id))
		at = memo_at(m, S("\x01"), bytes);
	else if (step->code.n != 0)
		at = memo_at(m, step->source, step->code);
	else
		at = memo_at(m, S("\x02"), row_text(a, im->t, step));
	*ret = (struct dated_said **)at;
	return at == NULL ? note_memory(note) : ERR_OK;
}

enum err
dated_import_passed(struct dated_importing *im, struct arena *a,
    const struct dated_step *step, bool *ret, struct note *note)
{
	struct note found = NOTE_INIT;
	struct key now = step->id;
	enum err r;

	*ret = false;
	if (im->t->self->now == NULL || key_none(step->id))
		return ERR_OK;
	if ((r = im->t->self->now(im->app->read, step->id, &now,
	    note)) != ERR_OK || key_eq(now, step->id))
		return r;
	*ret = true;
	im->in.report->same++;
	(void)NOTE(&found, ERR_EXISTS, M("This record was found to be another "
	    "one, which is {key}. The row was passed over."),
	    A_TEXT("key", key_text(a, now)));
	import_rows_remark(&im->in, step->row, NULL, &found);
	return ERR_OK;
}
