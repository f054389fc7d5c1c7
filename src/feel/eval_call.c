/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions: those of the language, and those made in the text.
 */
#include "feel/run_in.h"

/* An argument where its parameter wants it: a list of one for its element, a
 * value for a list of itself.  False, and a reason, if it cannot be. */
static bool
adapt(struct feel_run *r, unsigned kinds, struct feel_value *v,
    enum feel_code *code)
{
	const unsigned list = 1U << FEEL_LIST;

	if (v->kind == FEEL_LIST && (kinds & list) == 0 && v->list.n == 1)
		*v = v->list.v[0];
	if (v->kind == FEEL_NULL || (kinds & 1U << v->kind) != 0)
		return true;
	*code = FEEL_WHY_ARGUMENT;
	if ((kinds & list) == 0)
		return false;
	return run_made_list(r, run_keep(r, v), 1, v)->kind == FEEL_LIST;
}

/* Look after the arguments as builtin.h promises; null when one cannot be. */
static bool
arguments(struct feel_run *r, const struct node *n,
    const struct feel_builtin *b, struct feel_value *arg, size_t count,
    struct feel_value *ret)
{
	const struct feel_why *sum = NULL;
	const char *takes = b->takes;

	for (size_t i = 0; i < count; i++) {
		enum feel_code code = FEEL_WHY_NOT;
		bool null;
		unsigned kinds = check_takes(&takes, &null);

		if (kinds != ~0U && !adapt(r, kinds, &arg[i], &code)) {
			(void)run_null(r, n, code, ret);
			return false;
		}
		if (arg[i].open && ((b->flags & FEEL_OPEN_OK) == 0 ||
		    arg[i].kind != FEEL_NULL) &&
		    ((b->flags & FEEL_PARTS_OK) == 0 ||
		    arg[i].kind == FEEL_NULL)) {
			run_open(r, &arg[i], &sum);
		} else if (arg[i].kind == FEEL_NULL && !null &&
		    !arg[i].open) {
			(void)run_null_of(r, n, &arg[i], ret);
			return false;
		}
	}
	if (sum != NULL)
		(void)run_open_null(sum, ret);
	return sum == NULL;
}

void
run_builtin(struct feel_run *r, const struct node *n,
    const struct feel_builtin *b, struct feel_value *arg, size_t count,
    struct feel_value *ret)
{
	const struct node *call = r->call;

	*ret = feel_null();
	if (!arguments(r, n, b, arg, count, ret))
		return;
	r->call = n;
	b->run(r, arg, count, ret);
	r->call = call;
	(void)run_made(r, ret);
}

const struct feel_value *
run_call(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_value few[FEEL_PARAMS_MAX], *arg = few, one;

	if (n->n > FEEL_PARAMS_MAX &&
	    (arg = feel_take(r, n->n * sizeof *arg)) == NULL)
		return run_null(r, n, FEEL_WHY_NULL, at);
	for (size_t i = 0; i < n->n; i++)
		arg[i] = *run_kid(r, n, i, &one);
	run_builtin(r, n, n->builtin, arg, n->n, at);
	return at;
}

const struct feel_value *
run_function(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	struct feel_function *f = feel_take(r, sizeof *f);
	struct feel_value *captured = feel_take(r, n->slot * sizeof *captured);

	if (f == NULL || captured == NULL)
		return run_null(r, n, FEEL_WHY_NULL, at);
	for (size_t i = 0; i < n->slot; i++)
		captured[i] = r->locals[i];
	f->node = n;
	f->captured = captured;
	*at = (struct feel_value){ .kind = FEEL_FUNCTION, .function = f };
	return at;
}

/* One made in the text: its own locals, filled with what it saw when it was
 * made, and the arguments. */
static void
apply_made(struct feel_run *r, const struct feel_function *f,
    const struct feel_value *arg, struct feel_value *ret)
{
	const struct node *n = f->node;
	struct feel_value *locals, *was = r->locals, at;

	if (r->calls >= FEEL_CALLS_MAX) {
		(void)run_stop(r, ERR_LIMIT,
		    M("The rule calls functions within functions too deeply. "
		    "Make it simpler."), ret);
		return;
	}
	if ((locals = feel_take(r, r->nlocals * sizeof *locals)) == NULL)
		return;
	for (size_t i = 0; i < n->slot; i++)
		locals[i] = f->captured[i];
	for (size_t i = 0; i < n->how; i++)
		locals[n->slot + i] = arg[i];
	r->calls++;
	r->locals = locals;
	*ret = *run_node(r, n->a, &at);
	r->locals = was;
	r->calls--;
}

void
run_apply(struct feel_run *r, const struct feel_function *f,
    const struct feel_value *arg, size_t n, struct feel_value *ret)
{
	const struct feel_builtin *b = f->builtin;
	struct feel_value own[FEEL_ARGS_MAX];

	*ret = feel_null();
	while (b != NULL && (n < b->least || n > b->most) &&
	    b[1].name != NULL && strcmp(b[0].name, b[1].name) == 0)
		b++;			/* another list of parameters */
	if (n > FEEL_ARGS_MAX || !feel_spend(r, n) || (b != NULL ?
	    n < b->least || n > b->most : n != f->node->how)) {
		(void)run_null(r, r->call, FEEL_WHY_COUNT, ret);
		return;
	}
	if (b == NULL) {
		apply_made(r, f, arg, ret);
		return;
	}
	for (size_t i = 0; i < n; i++)
		own[i] = arg[i];
	run_builtin(r, r->call, b, own, n, ret);
}

const struct feel_value *
run_apply_node(struct feel_run *r, const struct node *n, struct feel_value *at)
{
	const struct node *call = r->call;
	struct feel_value arg[FEEL_ARGS_MAX], one;
	const struct feel_value *f = run_kid(r, n, 0, &one);
	const struct feel_function *function = f->function;

	if (f->kind == FEEL_NULL)
		return run_null_of(r, n, f, at);
	if (f->kind != FEEL_FUNCTION)
		return run_null(r, n, FEEL_WHY_CALL, at);
	for (size_t i = 1; i < n->n; i++)
		arg[i - 1] = *run_kid(r, n, i, &one);
	r->call = n;
	run_apply(r, function, arg, (size_t)n->n - 1, at);
	r->call = call;
	return at;
}
