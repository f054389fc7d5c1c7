/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated.h"

#include <assert.h>

int64_t
dated_open(const struct dated *t)
{
	return t->moments ? DATED_MS_OPEN : DAY_OPEN;
}

struct value
dated_when(const struct dated *t, int64_t at)
{
	struct value v = { .given = GIVEN_NOT };

	if (at != dated_open(t))
		v = (struct value){ .given = GIVEN_KNOWN, .num = at,
		    .prec = t->moments ? PREC_MINUTE : PREC_MS };
	return v;
}

int64_t
dated_until(const struct dated *t, const struct value *v)
{
	return value_known(v) ? v->num : dated_open(t);
}

int64_t
dated_day(const struct dated *t, int64_t at)
{
	return t->moments ? day_of_ms(at) : at;
}

int
dated_field(const struct dated *t, const char *name)
{
	int f = field_find(t->state, str_of(name));

	assert(f >= 0);
	return f;
}

bool
dated_same_values(const struct dated *t, const struct value *a,
    const struct value *b)
{
	bool same = true;

	for (size_t i = 0; i < t->state->n && same; i++)
		same = value_eq(&t->state->field[i], &a[i], &b[i]);
	return same;
}

const struct dated_span *
dated_at(const struct dated_span *s, size_t n, int64_t at)
{
	for (size_t i = 0; i < n; i++)
		if (s[i].since <= at && at < s[i].until)
			return &s[i];
	return NULL;
}

/* States as they are being rewritten; each old one gives three at most. */
struct spans {
	struct dated_span	*s;
	size_t			 n;
};

static void
span_put(struct spans *to, const struct dated_span *s, int64_t since,
    int64_t until)
{
	struct dated_span *one = &to->s[to->n];

	if (since >= until)
		return;
	*one = *s;
	if (since != s->since || until != s->until)
		one->rec = DATED_NOW;
	one->since = since;
	one->until = until;
	to->n++;
}

/* ${ch->began}, ${ch->ended}: the first state, the last one, last so long. */
static void
bounds_lay(struct spans *to, const struct dated_span *old, size_t n,
    const struct dated_change *ch)
{
	const bool began = ch->began != INT64_MIN, ended = ch->ended != INT64_MIN;
	size_t first = 0, last = n;

	while (began && first + 1 < last && old[first].until <= ch->began)
		first++;
	while (ended && last > first + 1 && old[last - 1].since >= ch->ended)
		last--;
	for (size_t i = first; i < last; i++)
		span_put(to, &old[i],
		    began && i == first ? ch->began : old[i].since,
		    ended && i + 1 == last ? ch->ended : old[i].until);
}

/* The values as the change has them. */
static const struct value *
values_lay(struct arena *a, const struct dated *t, const struct value *old,
    const struct dated_change *ch)
{
	const size_t n = t->state->n;
	struct value *v = NEW_ARRAY(a, struct value, n);

	if (v == NULL)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if ((ch->clear >> i & 1) != 0)
			continue;
		v[i] = ch->set != NULL && ch->set[i].given != GIVEN_NOT ?
		    ch->set[i] : old[i];
	}
	return v;
}

/* What was rewritten and says the same as its neighbour is one state with it. */
static void
spans_join(const struct dated *t, struct spans *to)
{
	size_t n = 0;

	for (size_t i = 0; i < to->n; i++) {
		struct dated_span *last = n == 0 ? NULL : &to->s[n - 1];
		const struct dated_span *one = &to->s[i];

		if (last != NULL && last->until == one->since &&
		    (last->rec == DATED_NOW || one->rec == DATED_NOW) &&
		    dated_same_values(t, last->v, one->v)) {
			last->until = one->until;
			last->rec = DATED_NOW;
		} else
			to->s[n++] = *one;
	}
	to->n = n;
}

bool
dated_overlay(struct arena *a, const struct dated *t,
    const struct dated_span *old, size_t n, const struct dated_change *ch,
    const struct dated_span **ret, size_t *ret_n)
{
	struct spans bound = { NEW_ARRAY(a, struct dated_span, n + 1), 0 };
	struct spans to = { NEW_ARRAY(a, struct dated_span, 3 * n + 1), 0 };

	if (bound.s == NULL || to.s == NULL)
		return false;
	bounds_lay(&bound, old, n, ch);
	for (size_t i = 0; i < bound.n; i++) {
		const struct dated_span *s = &bound.s[i];
		const int64_t from = s->since > ch->since ? s->since : ch->since;
		const int64_t till = s->until < ch->until ? s->until : ch->until;
		struct dated_span in = *s;

		if (from >= till) {
			span_put(&to, s, s->since, s->until);
			continue;
		}
		if ((in.v = values_lay(a, t, s->v, ch)) == NULL)
			return false;
		if (dated_same_values(t, in.v, s->v)) {
			span_put(&to, s, s->since, s->until);
			continue;
		}
		in.rec = DATED_NOW;
		span_put(&to, s, s->since, from);
		span_put(&to, &in, from, till);
		span_put(&to, s, till, s->until);
	}
	spans_join(t, &to);
	*ret = to.s;
	*ret_n = to.n;
	return true;
}
