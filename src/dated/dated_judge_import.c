/* SPDX-License-Identifier: Apache-2.0 */
/* Which rows of a sheet change something, and can that be? */
#include "dated/dated_import_in.h"

#include <stdlib.h>

enum { PROGRESS_STEPS = 1000 };

/* The record that the steps under way are of. */
struct judging {
	struct dated_importing		*im;
	struct arena			*a;	/* of the record */
	struct dated_claim		 claim;
	uint32_t			 fresh;
	struct key			 id;
	const struct dated_span		*spans;
	size_t				 n;
	uint32_t			 row, record;
	bool				 any;	/* a record is under way */
	bool				 faulty;	/* and told of */
};

/* Does the sheet speak of this record? */
static bool
anew(void *arg, struct key id)
{
	struct dated_importing *im = arg;
	const struct str bytes = { (const char *)id.b, sizeof id.b };
	void **at = memo_at(&im->said, S("\x01"), bytes);

	return at != NULL && *at != NULL;
}

/* A thing that several may hold: those of the store who do. */
struct holding {
	struct judging	*j;
	struct str	 thing;
	uint32_t	 room;
	bool		 failed;
};

static void
held_put(void *arg, struct key id, int64_t since, int64_t until)
{
	struct holding *h = arg;
	struct dated_importing *im = h->j->im;
	char place[64];
	struct buf b = { .p = place, .room = sizeof place };
	void **at;

	/* Several rows of the sheet meet the same one. */
	buf_put(&b, id.b, sizeof id.b);
	buf_int(&b, since);
	if ((at = memo_at(&im->said, h->thing, buf_view(&b))) == NULL) {
		h->failed = true;
		return;
	}
	if (*at != NULL)
		return;
	*at = &im->holds;
	if (!holds_put(&im->holds, h->thing, &(struct hold){ .since = since,
	    .until = until, .record = UINT32_MAX - im->nothers++,
	    .room = h->room }))
		h->failed = true;
}

static enum err
thing_put(struct judging *j, const struct dated_span *s, size_t which,
    struct str thing, struct note *note)
{
	struct dated_importing *im = j->im;
	struct holding h = { .j = j, .thing = thing, .room = 1 };
	int64_t room = 1;
	enum err r;

	if (im->t->room != NULL) {
		j->claim.since = s->since;
		j->claim.until = s->until;
		j->claim.v = s->v;
		r = im->t->room(&j->claim, which, &room, NULL, NULL, note);
		h.room = (uint32_t)room;
		/* Of one that is there alone the check has told. */
		if (r == ERR_OK && room > 1)
			r = im->t->room(&j->claim, which, &room, held_put, &h,
			    note);
		/* What cannot be is told of already. */
		if (r == ERR_INVALID || r == ERR_NOTFOUND)
			note_clear(note);
		else if (r != ERR_OK)
			return r;
	}
	if (h.failed || !holds_put(&im->holds, thing, &(struct hold){
	    .since = s->since, .until = s->until, .record = j->record,
	    .row = j->row, .room = h.room }))
		return note_memory(note);
	return ERR_OK;
}

/* What the record, as the sheet leaves it, holds. */
static enum err
record_end(struct judging *j, struct note *note)
{
	struct dated_importing *im = j->im;
	struct str thing[DATED_HOLDS_MAX];
	size_t n;
	enum err r;

	/* A record with a fault is not held against others. */
	for (size_t i = 0; j->any && !j->faulty && im->t->holds != NULL &&
	    i < j->n; i++) {
		if ((r = im->t->holds(im->app->read, j->a, j->spans[i].v, thing,
		    &n, note)) != ERR_OK)
			return r;
		for (size_t k = 0; k < n; k++)
			if ((r = thing_put(j, &j->spans[i], k, thing[k],
			    note)) != ERR_OK)
				return r;
	}
	j->any = false;
	return ERR_OK;
}

static enum err
record_begin(struct judging *j, const struct dated_step *s, struct note *note)
{
	struct dated_importing *im = j->im;
	enum err r;

	if ((r = record_end(j, note)) != ERR_OK)
		return r;
	arena_free(j->a);
	if ((j->a = arena_new()) == NULL)
		return note_memory(note);
	j->claim = (struct dated_claim){ .st = im->app->read, .a = j->a,
	    .id = s->id, .anew = anew, .arg = im };
	j->fresh = s->fresh;
	j->id = s->id;
	j->row = s->row;
	j->record++;
	j->spans = NULL;
	j->n = 0;
	j->any = true;
	j->faulty = false;
	if (s->add)
		return ERR_OK;
	return dated_spans(im->app->read, j->a, im->t, s->id, INT64_MIN,
	    INT64_MAX, DATED_NOW, &j->spans, &j->n, note);
}

static enum err
todo_put(struct dated_importing *im, size_t i, uint32_t record,
    struct note *note)
{
	struct dated_todo *todo;

	if ((im->ntodo & (im->ntodo - 1)) == 0) {
		const size_t room = im->ntodo == 0 ? 1 : 2 * im->ntodo;

		if ((todo = realloc(im->todo, room * sizeof *todo)) == NULL)
			return note_memory(note);
		im->todo = todo;
	}
	im->todo[im->ntodo++] = (struct dated_todo){ (uint32_t)i, record };
	return ERR_OK;
}

int64_t
dated_import_cut(void *arg, int64_t from, int64_t to)
{
	const struct dated_importing *im = arg;
	const struct dated_todo *todo = im->todo;
	int64_t at = to;

	while (at > from && todo[at - 1].record == todo[at].record)
		at--;
	/* One that is longer than an act is an act of its own. */
	if (at == from)
		for (at = to; at < (int64_t)im->ntodo &&
		    todo[at - 1].record == todo[at].record;)
			at++;
	return at;
}

/* A new record's first row. */
static enum err
judge_add(struct judging *j, const struct dated_step *s, struct note *found)
{
	const struct dated_new in = { s->source, s->code, s->since, s->until,
	    s->v };
	struct dated_span *first = NEW(j->a, struct dated_span);

	if (first == NULL)
		return note_memory(found);
	*first = (struct dated_span){ s->since, s->until, DATED_NOW, s->v };
	j->spans = first;
	j->n = 1;
	return dated_judge_new(&j->claim, j->im->t, &in, found);
}

static struct dated_change
step_change(const struct judging *j, const struct dated_step *s)
{
	struct dated_change ch = { .since = s->since, .until = s->until,
	    .set = s->v, .clear = s->clear, .began = INT64_MIN,
	    .ended = INT64_MIN };

	/* It may begin earlier than was known, never later: the sheet may
	 * hold only its last states. */
	if (s->began != INT64_MIN && s->began < j->spans[0].since)
		ch.began = s->began;
	if (s->ended != INT64_MIN && s->ended != j->spans[j->n - 1].until)
		ch.ended = s->ended;
	else if (s->until > j->spans[j->n - 1].until)
		ch.ended = s->until;
	return ch;
}

static enum err
conflict(struct judging *j, const struct dated_step *s, bool *ret_skip,
    struct note *found)
{
	struct dated_importing *im = j->im;

	*ret_skip = im->what->conflict == DATED_SKIP;
	if (im->what->conflict != DATED_STOP || s->fresh != STEP_NO_FRESH)
		return ERR_OK;
	return NOTE(found, ERR_EXISTS, M("This record is there already and "
	    "says something else. Skip such rows (--on-conflict skip), or "
	    "record what the file says (--on-conflict update)."));
}

/* In a copy of the record's states. */
static enum err
key_set(struct judging *j, size_t i, size_t f, struct key now,
    struct note *note)
{
	const size_t n = j->im->t->state->n;
	struct dated_span *spans = NEW_ARRAY(j->a, struct dated_span, j->n);
	struct value *v = NEW_ARRAY(j->a, struct value, n);

	if (spans == NULL || v == NULL)
		return note_memory(note);
	memcpy(spans, j->spans, j->n * sizeof *spans);
	memcpy(v, spans[i].v, n * sizeof *v);
	v[f].key = now;
	spans[i].v = v;
	j->spans = spans;
	return ERR_OK;
}

/*
 * A ref to a record that was found to be another one means that one by now, as
 * the sheet has it: no reason to write it anew.
 */
static enum err
refs_now(struct judging *j, const struct dated_step *s, struct note *note)
{
	const struct dated *t = j->im->t;

	for (size_t f = 0; f < t->state->n; f++) {
		const struct field *field = &t->state->field[f];
		const struct dated_ref *ref = field->kind != FIELD_REF ? NULL :
		    dated_ref_of(t, field);

		if (ref == NULL || ref->now == NULL || !value_known(&s->v[f]))
			continue;
		for (size_t i = 0; i < j->n; i++) {
			const struct value *old = &j->spans[i].v[f];
			struct key now;
			enum err r;

			if (!value_known(old) || key_eq(old->key,
			    s->v[f].key))
				continue;
			if ((r = ref->now(j->im->app->read, old->key, &now,
			    note)) != ERR_OK || (r = key_set(j, i, f, now,
			    note)) != ERR_OK)
				return r;
		}
	}
	return ERR_OK;
}

/* Does it change anything? */
static bool
differs(const struct dated_span *old, size_t n, const struct dated_span *new,
    size_t nnew)
{
	bool other = n != nnew;

	for (size_t i = 0; i < nnew && !other; i++)
		other = new[i].since != old[i].since ||
		    new[i].until != old[i].until || new[i].v != old[i].v;
	return other;
}

static enum err
judge_change(struct judging *j, const struct dated_step *s, bool *ret_todo,
    struct note *found)
{
	struct dated_importing *im = j->im;
	const struct dated_span *new;
	struct dated_change ch;
	bool skip = false;
	size_t n;
	enum err r;

	if (j->n == 0) {
		*ret_todo = false;
		return im->what->conflict == DATED_SKIP ? ERR_OK :
		    NOTE(found, ERR_INVALID, M("This record was withdrawn. "
		    "Remove the row or skip it (--on-conflict skip); if the "
		    "record exists after all, give it another code."));
	}
	if ((r = refs_now(j, s, found)) != ERR_OK)
		return r;
	ch = step_change(j, s);
	if (!dated_overlay(j->a, im->t, j->spans, j->n, &ch, &new, &n))
		return note_memory(found);
	*ret_todo = differs(j->spans, j->n, new, n);
	if (!*ret_todo)
		return ERR_OK;
	if ((r = conflict(j, s, &skip, found)) != ERR_OK)
		return r;
	if (skip && s->fresh == STEP_NO_FRESH) {
		*ret_todo = false;
		return ERR_OK;
	}
	r = dated_judge(&j->claim, im->t, j->spans, j->n, &ch, found);
	j->spans = new;
	j->n = n;
	return r;
}

static enum err
step_judge(struct judging *j, size_t i, struct note *note)
{
	struct dated_importing *im = j->im;
	struct arena_mark mark = arena_mark(im->a);
	struct note found = NOTE_INIT;
	struct dated_step s, head;
	bool todo = true;
	enum err r;

	if ((r = spool_get(im->spool, im->a, i, &head, note)) != ERR_OK)
		return r;
	arena_reset(im->a, mark);
	if (!j->any || head.fresh != j->fresh || !key_eq(head.id, j->id) ||
	    head.add)
		r = record_begin(j, &head, note);
	if (r != ERR_OK ||
	    (r = spool_get(im->spool, j->a, i, &s, note)) != ERR_OK)
		return r;
	r = s.add ? judge_add(j, &s, &found) :
	    judge_change(j, &s, &todo, &found);
	if (arena_failed(j->a))
		return note_memory(note);
	if (r != ERR_OK && r != ERR_INVALID && r != ERR_NOTFOUND &&
	    r != ERR_EXISTS && r != ERR_LIMIT) {
		note_copy(note, &found);
		return r;
	}
	if (r != ERR_OK) {
		dated_import_fault(im, s.row, found.where.field, &found);
		j->faulty = true;
		return ERR_OK;
	}
	im->in.report->same += !todo;
	return todo ? todo_put(im, i, j->record, note) : ERR_OK;
}

static void
meet(void *arg, uint32_t row, uint32_t other, uint32_t room)
{
	struct dated_importing *im = arg;
	struct note found = NOTE_INIT;

	if (room > 1 || other == 0)
		(void)NOTE(&found, ERR_INVALID, M("With this row more than "
		    "{room} would have this at the same time. Let an earlier "
		    "one end, remove one, or allow more where the rule does."),
		    A_INT("room", room));
	else
		(void)NOTE(&found, ERR_INVALID, M("Row {row} says the same of "
		    "these days for another record, and only one can have it. "
		    "Remove one of the two, or let the earlier one end."),
		    A_INT("row", other));
	dated_import_fault(im, row, NULL, &found);
}

enum err
dated_import_judge(struct dated_importing *im, struct note *note)
{
	struct judging j = { .im = im };
	const size_t n = spool_steps(im->spool);
	const struct import_watch *w = im->in.watch;
	enum err r = ERR_OK;

	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		if (i % PROGRESS_STEPS == 0 && w->progress != NULL &&
		    (r = w->progress(w->arg, M("judged"), (int64_t)i,
		    (int64_t)n)) != ERR_OK)
			(void)NOTE(note, r, M("Stopped before anything was "
			    "recorded."));
		if (r == ERR_OK)
			r = step_judge(&j, i, note);
	}
	if (r == ERR_OK)
		r = record_end(&j, note);
	if (r == ERR_OK && !holds_meet(&im->holds, meet, im))
		r = note_memory(note);
	im->in.report->planned = (int64_t)im->ntodo;
	arena_free(j.a);
	return r;
}

/* Is the store still as it was judged, but for what this import has done?  Once
 * it is not, all that follows is judged again. */
static void
trust(struct dated_importing *im, const struct tx *tx, int64_t i)
{
	if (tx->appended > 0)
		return;
	if (i == im->part)		/* the act runs again */
		im->size = im->part_size;
	im->part = i;
	im->part_size = im->size;
	im->trusted = tx_size(tx) == im->size;
	if (!im->trusted)
		im->size = -1;
}

static enum err
append_change(struct dated_importing *im, struct tx *tx,
    const struct dated_step *s, bool trusted, struct note *note)
{
	struct judging j = { .im = im };
	struct dated_restate in = { .id = s->fresh == STEP_NO_FRESH ? s->id :
	    im->made[s->fresh], .expect = -1 };
	enum err r;

	if ((r = dated_spans(tx->st, tx->a, im->t, in.id, INT64_MIN, INT64_MAX,
	    DATED_NOW, &j.spans, &j.n, note)) != ERR_OK)
		return r;
	if (j.n == 0)
		return NOTE(note, ERR_CONFLICT, M("A record was withdrawn while "
		    "the file was imported. Import it again."));
	in.change = step_change(&j, s);
	/* A later state is news; what was said of earlier days was wrong. */
	in.wrong = s->fresh == STEP_NO_FRESH &&
	    s->since <= j.spans[j.n - 1].since;
	return dated_append_restated(tx, im->t, &in, trusted, NULL, note);
}

enum err
dated_import_append(struct tx *tx, void *arg, int64_t i, struct note *note)
{
	struct dated_importing *im = arg;
	struct dated_step s;
	bool own;
	enum err r;

	trust(im, tx, i);
	if ((r = spool_get(im->spool, tx->a, im->todo[i].step, &s,
	    note)) != ERR_OK)
		return r;
	own = dated_import_real(im, &s);
	if (s.add) {
		const struct dated_new in = { s.source, s.code, s.since,
		    s.until, s.v };

		im->made[s.fresh] = tx_key(tx);
		r = dated_append_added(tx, im->t, im->made[s.fresh], &in,
		    im->trusted, NULL, note);
	} else
		/* Two rows that are right alone may be a circle. */
		r = append_change(im, tx, &s, im->trusted && !own, note);
	if (im->trusted)
		im->size = tx_size(tx);
	return r;
}
