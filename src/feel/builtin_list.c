/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions of lists: those that look at them and put them together.
 */
#include "feel/run_in.h"

static void
list_contains(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct kleene k = { .stop = true };
	struct feel_value one;

	(void)n;
	if (feel_is_unknown(&arg[0])) {
		*ret = arg[0];
		return;
	}
	for (size_t i = 0; i < arg[0].list.n && feel_spend(r, 1); i++) {
		enum eq e = run_eq(r, &arg[0].list.v[i], &arg[1]);

		if (e == EQ_OPEN)
			(void)run_eq_value(r, r->call, &arg[0].list.v[i],
			    &arg[1], &one);
		else
			(void)run_truth(&one, e == EQ_YES);
		if (!kleene_add(r, &k, &one))
			break;
	}
	(void)kleene_end(r, r->call, &k, ret);
}

static void
count(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)r;
	(void)n;
	*ret = feel_int((int64_t)arg[0].list.n);
}

static void
truths(struct feel_run *r, const struct feel_value *arg, bool stop,
    struct feel_value *ret)
{
	const struct feel_list *l = &arg[0].list;
	struct kleene k = { .stop = stop };

	/* What does not belong there is wrong whatever the others are. */
	for (size_t i = 0; i < l->n && feel_spend(r, 1); i++)
		if (l->v[i].kind != FEEL_BOOLEAN &&
		    l->v[i].kind != FEEL_NULL) {
			feel_fail(r, FEEL_WHY_ARGUMENT, ret);
			return;
		}
	for (size_t i = 0; i < l->n; i++)
		if (!kleene_add(r, &k, &l->v[i]))
			break;
	(void)kleene_end(r, r->call, &k, ret);
}

static void
all(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)n;
	truths(r, arg, false, ret);
}

static void
any(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)n;
	truths(r, arg, true, ret);
}

/* ---- parts of lists ---- */

/* A place in the list from 1, or from its end below 0; from 0 on then. */
static bool
place(const struct feel_value *list, const struct feel_value *v, size_t past,
    size_t *ret)
{
	int64_t i, n = (int64_t)(list->list.n + past);

	if (!decimal_int(v->number, &i) || i == 0 || i > n ||
	    i < -(int64_t)list->list.n)
		return false;
	*ret = (size_t)(i > 0 ? i - 1 : (int64_t)list->list.n + i);
	return true;
}

static void
sublist(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	size_t at;
	int64_t length = INT64_MAX;

	if (!place(&arg[0], &arg[1], 0, &at) || (n > 2 &&
	    arg[2].kind != FEEL_NULL && (!decimal_int(arg[2].number, &length) ||
	    length < 0 || (uint64_t)length > arg[0].list.n - at))) {
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
		return;
	}
	if ((uint64_t)length > arg[0].list.n - at)
		length = (int64_t)(arg[0].list.n - at);
	if (feel_spend(r, (size_t)length))
		*ret = feel_list(arg[0].list.v + at, (size_t)length);
}

/* A new list of ${n} places; NULL when there is no room. */
static struct feel_value *
fresh(struct feel_run *r, size_t n)
{
	struct feel_value none;

	if (n > FEEL_LIST_MAX) {
		(void)run_stop(r, ERR_LIMIT,
		    M("The rule makes a list that is too long. Let it look at "
		    "fewer things."), &none);
		return NULL;
	}
	return feel_spend(r, n) ? feel_take(r, n * sizeof(struct feel_value)) :
	    NULL;
}

static void
put(struct feel_value *to, const struct feel_value *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] = v[i];
}

static void
append(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	size_t have = arg[0].list.n;
	struct feel_value *v;

	if (arg[0].kind == FEEL_NULL) {
		*ret = arg[0];
		return;
	}
	if ((v = fresh(r, have + n - 1)) == NULL)
		return;
	put(v, arg[0].list.v, have);
	put(v + have, arg + 1, n - 1);
	*ret = feel_list(v, have + n - 1);
}

static void
concatenate(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct feel_value *v;
	size_t all_n = 0, at = 0;

	for (size_t i = 0; i < n; i++)
		all_n += arg[i].list.n;
	if ((v = fresh(r, all_n)) == NULL)
		return;
	for (size_t i = 0; i < n; i++) {
		put(v + at, arg[i].list.v, arg[i].list.n);
		at += arg[i].list.n;
	}
	*ret = feel_list(v, all_n);
}

static void
insert_before(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	size_t at, have = arg[0].list.n;
	struct feel_value *v;

	(void)n;
	if (arg[0].kind == FEEL_NULL || arg[1].kind == FEEL_NULL) {
		(void)run_null_two(r, r->call, &arg[0], &arg[1], ret);
		return;
	}
	if (!place(&arg[0], &arg[1], 1, &at)) {
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
		return;
	}
	if ((v = fresh(r, have + 1)) == NULL)
		return;
	put(v, arg[0].list.v, at);
	v[at] = arg[2];
	put(v + at + 1, arg[0].list.v + at, have - at);
	*ret = feel_list(v, have + 1);
}

static void
remove_at(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	size_t at, have = arg[0].list.n;
	struct feel_value *v;

	(void)n;
	if (!place(&arg[0], &arg[1], 0, &at)) {
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
		return;
	}
	if ((v = fresh(r, have - 1)) == NULL)
		return;
	put(v, arg[0].list.v, at);
	put(v + at, arg[0].list.v + at + 1, have - at - 1);
	*ret = feel_list(v, have - 1);
}

static void
reverse(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct feel_value *v = fresh(r, arg[0].list.n);

	(void)n;
	if (v == NULL)
		return;
	for (size_t i = 0; i < arg[0].list.n; i++)
		v[i] = arg[0].list.v[arg[0].list.n - 1 - i];
	*ret = feel_list(v, arg[0].list.n);
}

/* Lists within lists within ${l}, one after another. */
static bool
flatten_into(struct feel_run *r, const struct feel_list *l,
    struct run_list *made, const struct feel_why **sum)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct feel_value *v = &l->v[i];

		if (!feel_spend(r, 1))
			return false;
		/* What is not known may be a list. */
		if (feel_is_unknown(v))
			run_open(r, v, sum);
		if (v->kind == FEEL_LIST ?
		    !flatten_into(r, &v->list, made, sum) :
		    !run_list_add(r, made, v))
			return false;
	}
	return true;
}

static void
flatten(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct run_list made = { NULL, 0, 0 };
	const struct feel_why *sum = NULL;

	(void)n;
	if (!flatten_into(r, &arg[0].list, &made, &sum))
		return;
	if (sum != NULL)
		(void)run_open_null(sum, ret);
	else
		*ret = feel_list(made.v, made.n);
}

/* list replace(list, position or match, newItem): match is a function of an
 * element and the new one */
static void
list_replace(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	const struct feel_value *by = n > 3 ? &arg[3] : &arg[1];
	struct feel_value *v, is, pair[2];
	size_t at = 0;

	if (by->kind == FEEL_NULL || (n > 3 && arg[1].kind != FEEL_NULL) ||
	    (by->kind == FEEL_NUMBER && !place(&arg[0], by, 0, &at))) {
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
		return;
	}
	if ((v = fresh(r, arg[0].list.n)) == NULL)
		return;
	put(v, arg[0].list.v, arg[0].list.n);
	if (by->kind == FEEL_NUMBER)
		v[at] = arg[2];
	for (size_t i = 0; by->kind == FEEL_FUNCTION && i < arg[0].list.n;
	    i++) {
		pair[0] = arg[0].list.v[i];
		pair[1] = arg[2];
		run_apply(r, by->function, pair, 2, &is);
		if (is.kind != FEEL_BOOLEAN) {
			if (is.kind == FEEL_NULL)
				(void)run_null_of(r, r->call, &is, ret);
			else
				feel_fail(r, FEEL_WHY_ARGUMENT, ret);
			return;
		}
		if (is.truth)
			v[i] = arg[2];
	}
	*ret = feel_list(v, arg[0].list.n);
}

#define HOLDS	FEEL_PARTS_OK
#define MINDS	(FEEL_PARTS_OK | FEEL_OPEN_OK)
#define MANY	UINT8_MAX

const struct feel_builtin feel_builtins_list[] = {
	{ "list contains", { "list", "element" }, 2, 2, MINDS, "l*", "b",
	    list_contains },
	{ "count", { "list" }, 1, 1, HOLDS, "l", "n", count },
	{ "all", { "list" }, 1, 1, HOLDS | FEEL_SPREAD, "l", "b", all },
	{ "any", { "list" }, 1, 1, HOLDS | FEEL_SPREAD, "l", "b", any },
	{ "sublist", { "list", "start position", "length" }, 2, 3, HOLDS,
	    "lnn?", "=", sublist },
	{ "append", { "list", "item" }, 1, MANY, MINDS, "l*", "l", append },
	{ "concatenate", { "list" }, 1, MANY, HOLDS, "l", "l", concatenate },
	{ "insert before", { "list", "position", "newItem" }, 3, 3, MINDS,
	    "ln*", "l", insert_before },
	{ "remove", { "list", "position" }, 2, 2, HOLDS, "ln", "=",
	    remove_at },
	{ "reverse", { "list" }, 1, 1, HOLDS, "l", "=", reverse },
	{ "flatten", { "list" }, 1, 1, HOLDS, "l", "l", flatten },
	{ "list replace", { "list", "position", "newItem", "match" }, 3, 4, 0,
	    "l[nf]?*[f]?", "l", list_replace },
	{ NULL, { NULL }, 0, 0, 0, NULL, NULL, NULL }
};
