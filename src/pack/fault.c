/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All that is wrong is told at once, each with its place.
 */
#include "pack/read_in.h"

static struct pack_fault *
fault_new(struct sink *s, struct pack_place at, bool remark)
{
	struct pack_faults *to = s->to;
	struct pack_fault *f;
	struct note *note;

	if (to->n == PACK_FAULTS_MAX) {
		to->more = true;
		/* That it cannot be run must not be lost. */
		to->errors += !remark && to->errors == 0;
		return NULL;
	}
	f = NEW(s->a, struct pack_fault);
	note = NEW(s->a, struct note);
	if (f == NULL || note == NULL)
		return NULL;
	*f = (struct pack_fault){ .remark = remark, .at = at, .note = note };
	if (to->last != NULL)
		to->last->next = f;
	else
		to->first = f;
	to->last = f;
	to->n++;
	to->errors += !remark;
	return f;
}

static void
put(struct sink *s, struct pack_place at, bool is_remark, const char *msg,
    const struct arg *args)
{
	struct pack_fault *f = fault_new(s, at, is_remark);

	if (f == NULL)
		return;
	(void)note_set(f->note, ERR_INVALID, msg, args);
	note_where(f->note, (struct where){ .line = at.line,
	    .column = at.column });
}

void
fault(struct sink *s, struct pack_place at, const char *msg,
    const struct arg *args)
{
	put(s, at, false, msg, args);
}

void
remark(struct sink *s, struct pack_place at, const char *msg,
    const struct arg *args)
{
	put(s, at, true, msg, args);
}

void
fault_note(struct sink *s, struct pack_place at, const struct note *note)
{
	struct pack_fault *f = fault_new(s, at, false);

	if (f == NULL)
		return;
	note_copy(f->note, note);
	f->note->where = (struct where){ .line = at.line,
	    .column = at.column };
}

struct sorted {
	struct pack_fault	*f;
	size_t			 nth;
};

static int
sorted_cmp(const void *x, const void *y)
{
	const struct sorted *a = x, *b = y;

	if (a->f->at.line != b->f->at.line)
		return a->f->at.line < b->f->at.line ? -1 : 1;
	if (a->f->at.column != b->f->at.column)
		return a->f->at.column < b->f->at.column ? -1 : 1;
	return a->nth < b->nth ? -1 : 1;
}

void
faults_sort(struct arena *a, struct pack_faults *f)
{
	struct sorted *all = NEW_ARRAY(a, struct sorted, f->n + 1);
	struct pack_fault *x;
	size_t n = 0;

	if (all == NULL || f->n == 0)
		return;
	for (x = f->first; x != NULL; x = x->next) {
		all[n] = (struct sorted){ x, n };
		n++;
	}
	qsort(all, n, sizeof *all, sorted_cmp);
	for (size_t i = 0; i + 1 < n; i++)
		all[i].f->next = all[i + 1].f;
	f->first = all[0].f;
	f->last = all[n - 1].f;
	f->last->next = NULL;
}
