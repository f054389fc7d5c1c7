/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/builtin_in.h"
#include "feel/run_in.h"

/* Does ${b} come before ${a}?  What cannot be said ends the sorting. */
static bool
swapped(struct feel_run *r, const struct feel_function *precedes,
    const struct feel_value *a, const struct feel_value *b, bool *ret,
    struct feel_value *why)
{
	struct feel_value pair[2] = { *b, *a }, is = feel_null();
	struct run_mark mark = run_mark(r);
	enum feel_code code;
	int c;

	if (!feel_spend(r, 1))
		return false;
	if (precedes == NULL) {
		if ((code = run_cmp_paid(r, a, b, &c)) != FEEL_WHY_NOT)
			feel_fail(r, code, why);
		*ret = c > 0;
		return code == FEEL_WHY_NOT;
	}
	run_apply(r, precedes, pair, 2, &is);
	run_reset(r, mark, &is);
	*ret = is.kind == FEEL_BOOLEAN && is.truth;
	if (is.kind == FEEL_NULL)
		(void)run_null_of(r, r->call, &is, why);
	else if (is.kind != FEEL_BOOLEAN)
		feel_fail(r, FEEL_WHY_ARGUMENT, why);
	return is.kind == FEEL_BOOLEAN;
}

/* Two runs in order, from ${a} and from ${b} to ${end}, into one. */
static bool
merge(struct feel_run *r, const struct feel_function *precedes,
    const struct feel_value *from, struct feel_value *to, const size_t at[3],
    struct feel_value *why)
{
	size_t a = at[0], b = at[1], n = at[0];
	bool later = false;

	while (a < at[1] && b < at[2]) {
		if (!swapped(r, precedes, &from[a], &from[b], &later, why))
			return false;
		to[n++] = later ? from[b++] : from[a++];
	}
	while (a < at[1])
		to[n++] = from[a++];
	while (b < at[2])
		to[n++] = from[b++];
	return true;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

bool
sort_list(struct feel_run *r, const struct feel_list *l,
    const struct feel_function *precedes, struct feel_value *ret)
{
	struct feel_value *from = feel_take(r, l->n * sizeof *from),
	    *to = feel_take(r, l->n * sizeof *to), *swap;
	size_t n = l->n;

	*ret = feel_null();
	if (from == NULL || to == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		from[i] = l->v[i];
	for (size_t run = 1; run < n; run *= 2) {
		for (size_t i = 0; i < n; i += 2 * run) {
			size_t at[3] = { i, least(i + run, n),
			    least(i + 2 * run, n) };

			if (!merge(r, precedes, from, to, at, ret))
				return false;
		}
		swap = from;
		from = to;
		to = swap;
	}
	*ret = feel_list(from, n);
	return true;
}
