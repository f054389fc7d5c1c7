/* SPDX-License-Identifier: Apache-2.0 */
/* Reading: each row becomes a step; dated_judge_import.c judges them. */
#include "dated/dated_import_in.h"

#include <stdlib.h>

/* Was the row told of before?  Now it is. */
static bool
row_faulty(struct dated_importing *im, uint32_t row)
{
	const size_t at = row / 8;
	const uint8_t bit = (uint8_t)(1u << row % 8);
	bool before;

	if (at >= im->nfaulty) {
		const size_t n = 2 * at + 64;

		im->faulty = arena_grow(im->a, im->faulty, im->nfaulty, n);
		if (im->faulty == NULL)
			return false;
		im->nfaulty = n;
	}
	before = (im->faulty[at] & bit) != 0;
	im->faulty[at] |= bit;
	return before;
}

void
dated_import_fault(struct dated_importing *im, uint32_t row,
    const char *field, struct note *found)
{
	im->told = true;
	if (row_faulty(im, row))
		import_rows_fault_more(&im->in, row, field, found);
	else
		import_rows_fault(&im->in, row, field, found);
}

static struct str
text_of(const struct value *v)
{
	return value_known(v) ? v->text : S("");
}

/* The held row and ${next} are of one record: do they follow one another? */
static enum err
follow_check(struct dated_importing *im, const struct dated_step *next,
    struct note *note)
{
	const struct dated_step *held = &im->held;
	const int64_t open = dated_open(im->t);

	if (held->until == open && next->since > held->since)
		im->held.until = next->since;
	if (im->held.until == next->since)
		return ERR_OK;
	return NOTE(note, ERR_INVALID, M("This row and row {row} are of one "
	    "record, but do not follow one another: each begins where the one "
	    "before ends. Put them in order, close the gap, or give the later "
	    "one a code of its own."), A_INT("row", held->row));
}

/* What was held back goes into the spool; ${last}: its record's last row. */
static enum err
held_put(struct dated_importing *im, bool last, struct note *note)
{
	if (!im->holding)
		return ERR_OK;
	im->holding = false;
	if (last)
		im->held.ended = im->held.until;
	return spool_put(im->spool, &im->held, note);
}

static void
hold(struct dated_importing *im, const struct dated_step *step)
{
	struct arena *a = im->held_in;

	im->held_in = im->next_in;
	im->next_in = a;
	im->held = *step;
	im->holding = true;
}

/* The first row of a record. */
static enum err
step_first(struct dated_importing *im, struct dated_step *step,
    struct dated_said **at, struct note *note)
{
	enum err r;

	if ((r = held_put(im, true, note)) != ERR_OK)
		return r;
	step->add = key_none(step->id);
	step->fresh = step->add ? im->nfresh++ : STEP_NO_FRESH;
	if ((*at = NEW(im->a, struct dated_said)) == NULL)
		return note_memory(note);
	**at = (struct dated_said){ step->fresh, step->row, step->id };
	step->began = step->since;
	if (step->add && (r = dated_import_called(im, im->next_in, step,
	    note)) != ERR_OK)
		return r;
	hold(im, step);
	return ERR_OK;
}

/* A row that was understood. */
static enum err
step_take(struct dated_importing *im, struct dated_step *step,
    struct note *found, struct note *note)
{
	struct dated_said **at = NULL, *said;
	enum err r;

	if ((r = dated_import_said(im, im->next_in, step, &at, note)) != ERR_OK)
		return r;
	if ((said = *at) == NULL)
		return step_first(im, step, at, note);
	if (key_none(step->id) && step->code.n == 0)
		return NOTE(found, ERR_INVALID, M("Row {row} says exactly the "
		    "same, and nothing tells the two apart. Give each a code "
		    "of its own, or remove one."), A_INT("row", said->row));
	step->fresh = said->fresh;
	if (!im->holding || im->held.fresh != step->fresh ||
	    !key_eq(im->held.id, step->id))
		return NOTE(found, ERR_INVALID, M("Row {row} is of the same "
		    "record. The rows of one record must follow one another: "
		    "sort the sheet by code and day."),
		    A_INT("row", said->row));
	if ((r = follow_check(im, step, found)) != ERR_OK)
		return r;
	if ((r = held_put(im, false, note)) == ERR_OK)
		hold(im, step);
	return r;
}

/* The clear bits: columns that are there, with nothing in them. */
static uint32_t
blanks(const struct dated_importing *im, const struct value *v)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < im->t->state->n; i++)
		if (v[i].given == GIVEN_NOT)
			bits |= UINT32_C(1) << i;
	return bits & im->blank;
}

static void
ref_fault(void *arg, const char *field, struct note *found)
{
	struct dated_importing *im = arg;

	dated_import_fault(im, im->row, field, found);
}

static void
order_check(struct dated_importing *im, const struct dated_step *s)
{
	struct note found = NOTE_INIT;

	if (s->since < s->until)
		return;
	(void)NOTE(&found, ERR_INVALID, M("It ends before it begins. The end "
	    "is the first day or minute on which it is no more; correct one "
	    "of the two."));
	dated_import_fault(im, im->row, "to", &found);
}

/* Faults of several columns are told as they are found. */
static enum err
row_understand(struct dated_importing *im, struct arena *a,
    const struct value *row, struct dated_step *ret, const char **ret_field,
    struct note *found)
{
	struct value *v = NEW_ARRAY(a, struct value, im->t->state->n);
	enum err r;

	if (v == NULL)
		return note_memory(found);
	*ret = (struct dated_step){
		.row = im->row, .v = v,
		.since = row[im->form.from].num,
		.until = dated_until(im->t, &row[im->form.to]),
		.began = INT64_MIN, .ended = INT64_MIN,
		.code = str_copy(a, text_of(&row[SHEET_CODE])),
	};
	if (ret->code.n != 0)
		ret->source = value_known(&row[SHEET_SOURCE]) ?
		    str_copy(a, row[SHEET_SOURCE].text) : im->what->source;
	order_check(im, ret);
	r = dated_sheet_state(im->app->read, a, &im->form, &im->names, row, v,
	    ret_field, found);
	if (im->told || r != ERR_OK)
		return r;
	ret->clear = blanks(im, v);
	return dated_import_identify(im, a, row, ret, ret_field,
	    found);
}

/* Texts of the row live only until it returns: those of the step are kept. */
static void
values_keep(struct arena *a, const struct dated *t, const struct dated_step *s)
{
	struct value *v = (struct value *)(uintptr_t)s->v;

	for (size_t i = 0; i < t->state->n; i++) {
		if (v[i].text.n != 0)
			v[i].text = str_copy(a, v[i].text);
		for (size_t k = 0; t->state->field[i].kind == FIELD_LIST &&
		    v[i].given == GIVEN_KNOWN && k < v[i].list.n; k++)
			if (t->state->field[i].of != FIELD_REF)
				v[i].list.v[k].text = str_copy(a,
				    v[i].list.v[k].text);
	}
}

/* Lists are copied, since their values lie in the row's memory. */
static bool
lists_keep(struct arena *a, const struct dated *t, const struct dated_step *s)
{
	struct value *v = (struct value *)(uintptr_t)s->v;

	for (size_t i = 0; i < t->state->n; i++) {
		struct value *list;

		if (t->state->field[i].kind != FIELD_LIST ||
		    v[i].given != GIVEN_KNOWN || v[i].list.n == 0)
			continue;
		if ((list = NEW_ARRAY(a, struct value, v[i].list.n)) == NULL)
			return false;
		memcpy(list, v[i].list.v, v[i].list.n * sizeof *list);
		v[i].list.v = list;
	}
	return true;
}

static enum err
row_take(void *arg, int64_t at, const struct value *row, bool sound,
    struct note *note)
{
	struct dated_importing *im = arg;
	const char *field = NULL;
	struct note found = NOTE_INIT;
	struct dated_step step;
	bool over;
	enum err r;

	if (im->in.report->rows > DATED_ROWS_MAX)
		return NOTE(note, ERR_LIMIT, M("The file has more than {most} "
		    "rows. Split it."), A_INT("most", DATED_ROWS_MAX));
	im->row = (uint32_t)at;
	im->told = !sound;
	/* Without its day nothing can be looked up. */
	if (!value_known(&row[im->form.from]))
		return ERR_OK;
	arena_free(im->next_in);
	if ((im->next_in = arena_new()) == NULL)
		return note_memory(note);
	r = row_understand(im, im->next_in, row, &step, &field, &found);
	if (r == ERR_OK && !im->told) {
		if (!lists_keep(im->next_in, im->t, &step))
			return note_memory(note);
		values_keep(im->next_in, im->t, &step);
		field = "from";
		r = dated_import_passed(im, im->next_in, &step, &over, note);
		if (r == ERR_OK && !over)
			r = step_take(im, &step, &found, note);
	}
	/* A step that is held back has taken its arena along. */
	if ((im->next_in != NULL && arena_failed(im->next_in)) ||
	    (im->held_in != NULL && arena_failed(im->held_in)) ||
	    arena_failed(im->a))
		return note_memory(note);
	if (found.err == ERR_OK)
		return im->told ? ERR_OK : r;
	if (found.err != ERR_INVALID && found.err != ERR_NOTFOUND &&
	    found.err != ERR_EXISTS) {
		note_copy(note, &found);
		return r;
	}
	dated_import_fault(im, im->row, field, &found);
	return ERR_OK;
}

/* For which fields has the sheet a column? */
static uint32_t
columns(const struct dated_importing *im)
{
	uint32_t bits = 0;

	for (int i = 0; i < IMPORT_HEADS_MAX; i++) {
		const int f = im->in.map[i];

		if (f >= (int)im->form.state && f < (int)im->form.from)
			bits |= UINT32_C(1) << (f - (int)im->form.state);
	}
	return bits;
}

static enum err
file_read(struct dated_importing *im, struct hash *ret_file,
    struct note *note)
{
	const struct fields *forms[] = { NULL, NULL };
	enum err r;

	if ((r = dated_sheet(im->a, im->t, &im->form, note)) != ERR_OK)
		return r;
	forms[0] = im->form.form;
	if ((r = import_open(im->what->path, im->what->sheet, ret_file,
	    &im->in.sheet, note)) != ERR_OK ||
	    (r = import_rows_heading(&im->in, forms, note)) != ERR_OK)
		return r;
	im->blank = columns(im);
	if ((im->spool = spool_new(im->t, note)) == NULL)
		return note == NULL || note->err == ERR_OK ? ERR_IO : note->err;
	if ((r = import_rows_read(&im->in, row_take, im, note)) != ERR_OK)
		return r;
	return held_put(im, true, note);
}

/* All that is asked of the store is one snapshot of it. */
static enum err
read_and_judge(struct dated_importing *im, struct hash *ret_file,
    struct note *note)
{
	struct store *st = im->app->read;
	enum err r;

	if ((r = store_begin(st, note)) != ERR_OK)
		return r;
	if ((r = ledger_size(st, &im->size, note)) == ERR_OK &&
	    (r = file_read(im, ret_file, note)) == ERR_OK)
		r = dated_import_judge(im, note);
	store_rollback(st);
	return r;
}

static enum err
judge_and_record(struct dated_importing *im, const struct actor *who,
    struct note *note)
{
	struct import_report *report = im->in.report;
	struct import_plan plan = { .what = im->t->name,
	    .name = im->what->path, .append = dated_import_append,
	    .cut = dated_import_cut, .arg = im };
	char action[64];
	enum err r;

	(void)snprintf(action, sizeof action, "%s.import", im->t->name);
	if ((r = app_may(im->app, who, action, KEY_NONE, note)) != ERR_OK ||
	    (r = read_and_judge(im, &plan.file, note)) != ERR_OK ||
	    im->what->dry)
		return r;
	if (report->faults > 0)
		return NOTE(note, ERR_INVALID, M("{n} rows of {file} cannot be "
		    "taken, so nothing was recorded. Correct them and import "
		    "the file again."), A_INT("n", report->faults),
		    A_CSTR("file", im->what->path));
	im->made = NEW_ARRAY(im->a, struct key, (size_t)im->nfresh + 1);
	if (im->made == NULL)
		return note_memory(note);
	plan.planned = report->planned;
	return import_run(im->app, who, &plan, im->in.watch, report, note);
}

enum err
dated_import(struct app *app, const struct actor *who, const struct dated *t,
    const struct dated_import *what, struct voice voice,
    const struct import_watch *watch, struct import_report *ret,
    struct note *note)
{
	struct dated_import copy = *what;
	struct dated_importing im = { .app = app, .t = t, .what = &copy,
	    .in = { .path = what->path, .voice = voice, .watch = watch,
	    .report = ret }, .part = -1 };
	enum err r;

	*ret = (struct import_report){ 0 };
	if (copy.source.n == 0)
		copy.source = S(DATED_SOURCE);
	im.a = arena_new();
	im.said.a = im.called.a = im.a;
	im.names.earlier = dated_import_earlier;
	im.names.fault = ref_fault;
	im.names.arg = &im;
	r = im.a == NULL ? note_memory(note) : judge_and_record(&im, who, note);
	sheet_close(im.in.sheet);
	spool_free(im.spool);
	holds_free(&im.holds);
	free(im.todo);
	arena_free(im.names.a);
	arena_free(im.held_in);
	arena_free(im.next_in);
	arena_free(im.a);
	return r;
}
