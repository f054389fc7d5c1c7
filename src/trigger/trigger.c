/* SPDX-License-Identifier: Apache-2.0 */
/* What does a situation come to, read in one way or the other? */
#include "trigger/trigger_in.h"

int
trigger_word(const struct choice *choices, struct str word)
{
	for (int i = 0; choices[i].word != NULL; i++)
		if (str_is(word, choices[i].word))
			return i;
	return -1;
}

struct str *
trigger_parted(struct arena *a, struct str joined, size_t *ret_n)
{
	size_t n = joined.n > 0, at = 0;
	struct str *list, one;

	for (size_t i = 0; i < joined.n; i++)
		n += joined.p[i] == ',';
	if ((list = NEW_ARRAY(a, struct str, n + 1)) == NULL)
		return NULL;
	while (str_cut(&joined, ',', &one))
		list[at++] = one;
	*ret_n = at;
	return list;
}

struct value
trigger_texts(struct arena *a, const struct str *list, size_t n)
{
	struct value v = { .given = GIVEN_NOT };

	if (n == 0 || (v.list.v = NEW_ARRAY(a, struct value, n)) == NULL)
		return (struct value){ .given = GIVEN_NOT };
	for (size_t i = 0; i < n; i++)
		v.list.v[i] = (struct value)V_TEXT(list[i]);
	v.list.n = n;
	v.given = GIVEN_KNOWN;
	return v;
}

/* What only advises decides nothing: the facts are still missing. */
bool
trigger_is_open(struct str outcome)
{
	return str_is(outcome, outcome_word(OUTCOME_OPEN)) ||
	    str_is(outcome, outcome_word(OUTCOME_ADVISED)) ||
	    str_is(outcome, outcome_word(OUTCOME_ADVISED_NOT));
}

bool
trigger_may_say(const struct pack_fact *f, struct str kind)
{
	for (size_t i = 0; i < f->asserted_by.n; i++)
		if (str_eq(f->asserted_by.t[i], kind))
			return true;
	return f->asserted_by.n == 0;
}

/* ---- readings ---- */

struct reading {
	const struct verdict	*v;
	const struct str	*chosen;
	size_t			 n;
	const struct pack_cond	*want;
};

/* Does "failing=either", or "either", mean the reading ${c} of ${of}? */
static bool
means(struct str said, const struct pack_cond *of, const struct pack_cond *c)
{
	struct str part = S("");

	if (c->id.n == 0)
		return false;
	if (str_eq(said, c->id))
		return true;
	return of->id.n > 0 && str_cut(&said, '=', &part) &&
	    str_eq(part, of->id) && str_eq(said, c->id);
}

static const struct pack_cond *
chosen_of(const struct reading *x, const struct pack_cond *of)
{
	for (const struct pack_cond *c = of->first; c != NULL; c = c->next)
		for (size_t i = 0; i < x->n; i++)
			if (means(x->chosen[i], of, c))
				return c;
	return NULL;
}

static enum truth truth_of(struct reading *x, const struct pack_cond *c,
    int depth);

/* Three-valued: one that settles it goes before those that are open. */
static enum truth
joined_truth(struct reading *x, const struct pack_cond *c, int depth)
{
	const enum truth settles = c->kind == COND_ALL ? TRUTH_NO : TRUTH_YES;
	enum truth t = c->kind == COND_ALL ? TRUTH_YES : TRUTH_NO;
	const struct pack_cond *want = x->want;

	for (const struct pack_cond *p = c->first; p != NULL; p = p->next) {
		const enum truth one = truth_of(x, p, depth + 1);

		if (one == settles) {
			/* How the others are read does not matter. */
			x->want = want;
			return settles;
		}
		if (one == TRUTH_OPEN)
			t = TRUTH_OPEN;
	}
	return t;
}

/* A reading counts that was chosen; else all of them must come to the same. */
static enum truth
readings_truth(struct reading *x, const struct pack_cond *c, int depth)
{
	const struct pack_cond *chosen = chosen_of(x, c);
	enum truth t = TRUTH_OPEN;
	bool differ = false;

	if (chosen != NULL)
		return truth_of(x, chosen, depth + 1);
	for (const struct pack_cond *p = c->first; p != NULL; p = p->next) {
		const enum truth one = truth_of(x, p, depth + 1);

		if (p == c->first)
			t = one;
		differ |= one != t;
	}
	if (!differ)
		return t;
	if (x->want == NULL)
		x->want = c;
	return TRUTH_OPEN;
}

static enum truth
truth_of(struct reading *x, const struct pack_cond *c, int depth)
{
	if (depth > PACK_COND_DEPTH_MAX || x->v->parts == NULL)
		return TRUTH_OPEN;
	switch (c->kind) {
	case COND_ALL:
	case COND_ANY:
		return joined_truth(x, c, depth);
	case COND_READINGS:
		return readings_truth(x, c, depth);
	case COND_WHEN:
		return x->v->parts[c->index].decided;
	case COND_NONE:
		break;
	}
	return TRUTH_OPEN;
}

enum truth
trigger_read_so(const struct verdict *v, const struct str *readings, size_t n,
    const struct pack_cond **ret_want)
{
	struct reading x = { .v = v, .chosen = readings, .n = n };
	const enum truth t = truth_of(&x, v->rule->cond, 0);

	*ret_want = x.want;
	return t;
}

static bool
has_reading(const struct pack_cond *c, struct str reading, int depth)
{
	bool some = false;

	if (depth > PACK_COND_DEPTH_MAX)
		return false;
	for (const struct pack_cond *p = c->first; p != NULL; p = p->next)
		some = some || (c->kind == COND_READINGS &&
		    means(reading, c, p)) || has_reading(p, reading,
		    depth + 1);
	return some;
}

bool
trigger_has_reading(const struct pack_rule *rule, struct str reading)
{
	return has_reading(rule->cond, reading, 0);
}
