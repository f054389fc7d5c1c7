/* SPDX-License-Identifier: Apache-2.0 */
#include "test/registry/slow.h"

#include "body/body.h"
#include "person/person.h"
#include "test/lib/test.h"

static struct slow_record *
record_of(struct slow *s, struct key id)
{
	for (size_t i = 0; i < s->n; i++)
		if (key_eq(s->record[i].id, id))
			return &s->record[i];
	return NULL;
}

static struct slow_record *
record_new(struct slow *s, struct key id, const struct dated *type)
{
	struct slow_record *r = &s->record[s->n++];

	CHECK(s->n < SLOW_RECORDS_MAX);
	r->id = id;
	r->type = type;
	return r;
}

/* A day as a place in the picture. */
static int
place(int64_t day)
{
	return day <= SLOW_FIRST ? 0 : day >= SLOW_FIRST + SLOW_DAYS ?
	    SLOW_DAYS : (int)(day - SLOW_FIRST);
}

static void
added(struct slow *s, const struct event *ev, const struct dated *t)
{
	struct slow_record *r = record_new(s, ev->on, t);
	const int to = place(dated_until(t, &ev->data[ADDED_TO]));

	for (int d = place(ev->data[ADDED_FROM].num); d < to; d++) {
		r->there[d] = true;
		memcpy(r->v[d], ev->data + ADDED_STATE,
		    t->state->n * sizeof *ev->data);
	}
}

/* It begins on another day: days before are gone, or are as the first one. */
static void
begin_move(struct slow_record *r, int day)
{
	int first = 0;

	while (first < SLOW_DAYS && !r->there[first])
		first++;
	for (int d = 0; d < day; d++)
		r->there[d] = false;
	for (int d = day; d < first; d++) {
		r->there[d] = true;
		memcpy(r->v[d], r->v[first], sizeof r->v[d]);
	}
}

static void
end_move(struct slow_record *r, int day)
{
	int last = SLOW_DAYS - 1;

	while (last > 0 && !r->there[last])
		last--;
	for (int d = day; d < SLOW_DAYS; d++)
		r->there[d] = false;
	for (int d = last + 1; d < day; d++) {
		r->there[d] = true;
		memcpy(r->v[d], r->v[last], sizeof r->v[d]);
	}
}

static bool
named(const struct value *list, const char *name)
{
	bool is = false;

	for (size_t i = 0; value_known(list) && i < list->list.n; i++)
		is = is || str_is(list->list.v[i].text, name);
	return is;
}

static void
changed(struct slow_record *r, const struct event *ev)
{
	const struct fields *state = r->type->state;
	const struct value *v = ev->data;
	const struct value *behind = v + CHANGED_STATE + state->n;
	const int to = place(dated_until(r->type, &v[CHANGED_TO]));
	int d = value_known(&v[CHANGED_FROM]) ? place(v[CHANGED_FROM].num) : 0;

	if (value_known(&behind[BEHIND_BEGAN]))
		begin_move(r, place(behind[BEHIND_BEGAN].num));
	if (value_known(&behind[BEHIND_ENDED]))
		end_move(r, place(behind[BEHIND_ENDED].num));
	for (; d < to; d++)
		for (size_t i = 0; r->there[d] && i < state->n; i++) {
			if (named(&behind[BEHIND_CLEAR], state->field[i].name))
				r->v[d][i] = (struct value){ 0 };
			else if (v[CHANGED_STATE + i].given != GIVEN_NOT)
				r->v[d][i] = v[CHANGED_STATE + i];
		}
}

/* Bodies say whole states. */
static void
body_said(struct slow *s, const struct event *ev,
    const struct body_state *state)
{
	struct slow_record *r = record_of(s, ev->on);
	const int to = place(value_known(&state->to) ? state->to.num :
	    DAY_OPEN);

	if (r == NULL)
		r = record_new(s, ev->on, NULL);
	for (int d = place(state->from.num); d < to; d++) {
		r->there[d] = true;
		r->superior[d] = value_known(&state->superior) ?
		    state->superior.key : KEY_NONE;
	}
}

static void
event_read(struct slow *s, const struct event *ev)
{
	static const struct dated *const types[] = { &person_dated,
	    &post_dated, &tenure_dated };

	if (ev->type == &body_event_added)
		body_said(s, ev, &((const struct body_added *)(const void *)
		    ev->data)->state);
	if (ev->type == &body_event_changed)
		body_said(s, ev, &((const struct body_restated *)(const void *)
		    ev->data)->state);
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		const struct dated *t = types[i];
		struct slow_record *r = record_of(s, ev->on);

		if (ev->type == t->added)
			added(s, ev, t);
		else if (ev->type == t->changed || ev->type == t->corrected)
			changed(r, ev);
		else if (ev->type == t->ended)
			end_move(r, place(ev->data[ENDED_TO].num));
		else if (ev->type == t->withdrawn)
			memset(r->there, 0, sizeof r->there);
	}
}

void
slow_read(struct slow *s, struct store *st, struct arena *a,
    const struct event_table *t, int64_t known)
{
	struct note note = NOTE_INIT;
	struct event ev;

	s->n = 0;
	s->record = NEW_ARRAY(a, struct slow_record, SLOW_RECORDS_MAX);
	CHECK(s->record != NULL);
	for (int64_t seq = 0; seq <= known; seq++) {
		CHECK_OK(ledger_event(st, a, t, seq, &ev, &note), &note);
		event_read(s, &ev);
	}
}

/* The values of the record on the day, or NULL. */
static const struct value *
on_day(const struct slow_record *r, int64_t day)
{
	return r->there[place(day)] ? r->v[place(day)] : NULL;
}

static bool
post_has_on(const struct slow_record *r, struct key body, int64_t day,
    enum capacity c)
{
	const struct value *v;

	return r->type == &post_dated && (v = on_day(r, day)) != NULL &&
	    key_eq(v[POST_BODY].key, body) &&
	    post_has(&v[POST_CAPACITIES], c);
}

size_t
slow_holders(const struct slow *s, struct key body, int64_t day,
    enum capacity c, size_t *ret_posts)
{
	size_t n = 0;

	*ret_posts = 0;
	for (size_t i = 0; i < s->n; i++) {
		if (!post_has_on(&s->record[i], body, day, c))
			continue;
		(*ret_posts)++;
		for (size_t k = 0; k < s->n; k++) {
			const struct slow_record *t = &s->record[k];
			const struct value *v;

			n += t->type == &tenure_dated &&
			    (v = on_day(t, day)) != NULL &&
			    key_eq(v[TENURE_POST].key, s->record[i].id);
		}
	}
	return n;
}

bool
slow_holds(const struct slow *s, const struct resp_holder *h, int64_t day,
    enum capacity c)
{
	const struct slow_record *post = NULL, *tenure = NULL;
	const struct value *v;

	for (size_t i = 0; i < s->n; i++) {
		if (key_eq(s->record[i].id, h->post))
			post = &s->record[i];
		if (key_eq(s->record[i].id, h->tenure))
			tenure = &s->record[i];
	}
	if (post == NULL || tenure == NULL ||
	    !post_has_on(post, h->body, day, c) ||
	    (v = on_day(tenure, day)) == NULL)
		return false;
	return key_eq(v[TENURE_PERSON].key, h->person) &&
	    key_eq(v[TENURE_POST].key, h->post) &&
	    tenure_kind_of(&v[TENURE_KIND]) == h->kind &&
	    (value_known(&v[TENURE_ABSENT]) && v[TENURE_ABSENT].num != 0) ==
	    h->absent;
}

struct key
slow_superior(const struct slow *s, struct key body, int64_t day)
{
	for (size_t i = 0; i < s->n; i++)
		if (key_eq(s->record[i].id, body))
			return s->record[i].superior[place(day)];
	return KEY_NONE;
}
