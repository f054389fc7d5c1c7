/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions of contexts; is(); and the moment of the evaluation, which is an
 * input.
 */
#include "feel/run_in.h"
#include "feel/temporal.h"

static void
get_value(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	const struct feel_value *v;

	(void)n;
	if (!feel_spend(r, feel_weight(&arg[1])))
		return;
	if ((v = feel_get(arg[0].context, arg[1].text)) == NULL)
		feel_fail(r, FEEL_WHY_ENTRY, ret);
	else
		*ret = *v;
}

/* A context of entries on their way, at most ${n}. */
static struct feel_entry *
fresh(struct feel_run *r, size_t n)
{
	struct feel_value none;

	if (n > FEEL_LIST_MAX) {
		(void)run_stop(r, ERR_LIMIT,
		    M("The rule makes a context that is too large. Let it "
		    "look at fewer things."), &none);
		return NULL;
	}
	return feel_spend(r, n) ? feel_take(r, n * sizeof(struct feel_entry)) :
	    NULL;
}

static void
made(struct feel_run *r, const struct feel_entry *e, size_t n,
    struct feel_value *ret)
{
	if (!feel_context(r->a, e, n, ret))
		feel_fail(r, FEEL_WHY_ENTRY, ret);
}

static void
get_entries(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	const struct feel_context *c = arg[0].context;
	struct feel_value *v;

	(void)n;
	if (!feel_spend(r, c->n) ||
	    (v = feel_take(r, c->n * sizeof *v)) == NULL)
		return;
	for (size_t i = 0; i < c->n; i++) {
		struct feel_entry *e = fresh(r, 2);

		if (e == NULL)
			return;
		e[0] = (struct feel_entry){ S("key"),
		    feel_string(c->e[i].key) };
		e[1] = (struct feel_entry){ S("value"), c->e[i].value };
		made(r, e, 2, &v[i]);
	}
	*ret = feel_list(v, c->n);
}

/* context(entries): each a context with "key" and "value" */
static void
context(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	const struct feel_list *l = &arg[0].list;
	struct feel_entry *e = fresh(r, l->n);

	(void)n;
	if (e == NULL)
		return;
	for (size_t i = 0; i < l->n; i++) {
		const struct feel_value *key = NULL, *value = NULL;

		if (l->v[i].kind == FEEL_CONTEXT) {
			key = feel_get(l->v[i].context, S("key"));
			value = feel_get(l->v[i].context, S("value"));
		}
		if (key == NULL || value == NULL || key->kind != FEEL_STRING) {
			feel_fail(r, FEEL_WHY_ARGUMENT, ret);
			return;
		}
		e[i] = (struct feel_entry){ key->text, *value };
	}
	made(r, e, l->n, ret);
}

/* ${c} with ${key} as ${value}; a new entry comes last. */
static bool
put(struct feel_run *r, const struct feel_context *c, struct str key,
    const struct feel_value *value, struct feel_value *ret)
{
	struct feel_entry *e = fresh(r, c->n + 1);
	size_t at = 0;

	if (e == NULL)
		return false;
	for (size_t i = 0; i < c->n; i++)
		e[i] = c->e[i];
	while (at < c->n && !str_eq(c->e[at].key, key))
		at++;
	e[at] = (struct feel_entry){ key, *value };
	made(r, e, at == c->n ? c->n + 1 : c->n, ret);
	return true;
}

/* The same along a path of keys: the contexts on the way from the last one
 * back to the first. */
static void
put_deep(struct feel_run *r, const struct feel_value *in,
    const struct feel_list *keys, const struct feel_value *value,
    struct feel_value *ret)
{
	const struct feel_context *way[FEEL_VALUE_DEPTH];
	struct feel_value v = *value, next;
	size_t n = keys->n;

	if (n == 0 || n > FEEL_VALUE_DEPTH) {
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (in == NULL || in->kind != FEEL_CONTEXT ||
		    keys->v[i].kind != FEEL_STRING) {
			feel_fail(r, FEEL_WHY_ARGUMENT, ret);
			return;
		}
		way[i] = in->context;
		in = feel_get(in->context, keys->v[i].text);
	}
	for (size_t i = n; i-- > 0; v = next)
		if (!put(r, way[i], keys->v[i].text, &v, &next))
			return;
	*ret = v;
}

/* context put(context, key, value), context put(context, keys, value) */
static void
context_put(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	const struct feel_value *by = n > 3 ? &arg[3] : &arg[1];

	if (feel_is_unknown(&arg[0]) || by->open) {
		(void)run_null_two(r, r->call, &arg[0], by, ret);
		return;
	}
	if (by->kind == FEEL_STRING)
		(void)put(r, arg[0].context, by->text, &arg[2], ret);
	else if (by->kind == FEEL_LIST)
		put_deep(r, &arg[0], &by->list, &arg[2], ret);
	else
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
}

/* Later contexts win; entries stand where they first stood. */
static bool
keep_last(struct feel_run *r, struct feel_entry *e, size_t *n)
{
	size_t size = 16, kept = 0;
	uint32_t *index;

	while (size < 2 * *n)
		size *= 2;
	if ((index = feel_take(r, size * sizeof *index)) == NULL)
		return false;
	for (size_t i = 0; i < *n; i++) {
		size_t at = feel_key_hash(e[i].key) & (size - 1);

		while (index[at] != 0 &&
		    !str_eq(e[index[at] - 1].key, e[i].key))
			at = (at + 1) & (size - 1);
		if (index[at] == 0) {
			e[kept] = e[i];
			index[at] = (uint32_t)++kept;
		} else {
			e[index[at] - 1].value = e[i].value;
		}
	}
	*n = kept;
	return true;
}

static void
context_merge(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	const struct feel_list *l = &arg[0].list;
	struct feel_entry *e;
	size_t all = 0, kept = 0;

	(void)n;
	for (size_t i = 0; i < l->n; i++) {
		if (l->v[i].kind != FEEL_CONTEXT) {
			feel_fail(r, FEEL_WHY_ARGUMENT, ret);
			return;
		}
		all += l->v[i].context->n;
	}
	if ((e = fresh(r, all)) == NULL)
		return;
	for (size_t i = 0; i < l->n; i++)
		for (size_t j = 0; j < l->v[i].context->n; j++)
			e[kept++] = l->v[i].context->e[j];
	if (!keep_last(r, e, &kept))
		return;
	made(r, e, kept, ret);
}

static bool
is_same(struct feel_run *r, const struct feel_value *x,
    const struct feel_value *y)
{
	if (x->kind != y->kind)
		return false;
	if (feel_is_temporal(x))
		return feel_temporal_is(x, y);
	return run_eq(r, x, y) == EQ_YES;
}

static void
is(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	const struct feel_value none = feel_null();

	*ret = feel_boolean(is_same(r, &arg[0], n > 1 ? &arg[1] : &none));
}

static void
now(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)arg;
	(void)n;
	*ret = r->env->now;
	if (ret->kind == FEEL_NULL && !ret->open)
		feel_fail(r, FEEL_WHY_NULL, ret);
}

static void
today(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)arg;
	(void)n;
	*ret = r->env->today;
	if (ret->kind == FEEL_NULL && !ret->open)
		feel_fail(r, FEEL_WHY_NULL, ret);
}

const struct feel_builtin feel_builtins_context[] = {
	{ "get value", { "m", "key" }, 2, 2, FEEL_PARTS_OK, "cs", "*",
	    get_value },
	{ "get entries", { "m" }, 1, 1, FEEL_PARTS_OK, "c", "l",
	    get_entries },
	{ "context", { "entries" }, 1, 1, 0, "l", "c", context },
	{ "context put", { "context", "key", "value", "keys" }, 3, 4,
	    FEEL_PARTS_OK | FEEL_OPEN_OK, "c[sl]?*[sl]?", "c", context_put },
	{ "context merge", { "contexts" }, 1, 1, 0, "l", "c", context_merge },
	{ "is", { "value1", "value2" }, 1, 2, 0, "*", "b", is },
	{ "now", { NULL }, 0, 0, FEEL_IMPURE, "*", "D", now },
	{ "today", { NULL }, 0, 0, FEEL_IMPURE, "*", "d", today },
	{ NULL, { NULL }, 0, 0, 0, NULL, NULL, NULL }
};
