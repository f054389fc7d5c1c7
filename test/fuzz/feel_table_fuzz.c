/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any decision table over facts of which some are not known.  The first byte
 * says which, the second the hit policy; then lines: "<" and an input with its
 * allowed values, ">" and an output with its values and default, or the cells
 * of a rule, all parted by "|".
 *
 * The rules that apply are those whose tests pass one by one; an answer that
 * stands is the same whatever a fact turns out to be that is not told as
 * missing; and what the analysis claims is so: no rule applies to the example
 * of a gap, both do to that of an overlap, and a rule that never counts never
 * comes first.
 */
#include <assert.h>
#include <stdint.h>

#include "feel/table_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FACTS = 4, VALUES = 5, COLUMNS = 8, ROWS = 40, STEPS = 100000,
	BYTES = 4 * 1024 * 1024 };

static const struct {
	const char	*name;
	int		 kind;
	const char	*values[VALUES];
} facts[FACTS] = {
	{ "x", FEEL_NUMBER, { "5", "0", "-1.5", "100", "18" } },
	{ "b", FEEL_BOOLEAN, { "true", "false", "true", "false", "true" } },
	{ "s", FEEL_STRING, { "\"a\"", "\"\"", "\"b\"", "\"c\"", "\"级\"" } },
	{ "d", FEEL_DATE, { "@\"2026-11-23\"", "@\"2024-02-29\"",
	    "@\"1999-12-31\"", "@\"2026-11-24\"", "@\"2026-01-01\"" } },
};

struct world {
	struct arena			*a;
	struct feel_scope		*s;
	struct feel_value		 v[FACTS];
	struct feel_env			 env;
	struct feel_table_text		 text;
	struct feel_table_input		 in[COLUMNS];
	struct feel_table_output	 out[COLUMNS];
	struct feel_table_rule		 rule[ROWS];
	struct str			 cell[ROWS][2 * COLUMNS];
	const struct feel_table		*t;
};

static struct feel_value
literal(struct world *w, const char *text)
{
	const struct feel_program *p = NULL;
	struct feel_answer ans;

	assert(feel_compile(w->a, w->s, str_of(text), NULL, &p, NULL) ==
	    ERR_OK);
	assert(feel_eval(w->a, p, &w->env, &ans, NULL) == ERR_OK);
	return ans.value;
}

static void
world_new(struct world *w)
{
	static const char *const names[] = { "", "o1", "o2", "o3", "o4", "o5",
	    "o6", "o7" };
	size_t slot;

	w->s = feel_scope_new(w->a);
	w->env = (struct feel_env){ .facts = w->v, .steps = STEPS,
	    .bytes = BYTES };
	for (size_t i = 0; i < FACTS; i++)
		w->v[i] = literal(w, facts[i].values[0]);
	for (size_t i = 0; i < FACTS; i++)
		assert(feel_scope_fact(w->s, str_of(facts[i].name),
		    feel_type(facts[i].kind), &slot, NULL) == ERR_OK);
	for (size_t i = 0; i < COLUMNS; i++)
		w->out[i].name = str_of(names[i]);
}

static void
line_read(struct world *w, struct str line)
{
	struct feel_table_text *t = &w->text;
	struct str part[2 * COLUMNS] = { { NULL, 0 } }, rest = line;
	bool in = str_starts(line, "<|"), out = str_starts(line, ">|");
	size_t n = 0;

	while (n < 2 * COLUMNS && str_cut(&rest, '|', &part[n]))
		n++;
	if (in && t->ninputs < COLUMNS) {
		w->in[t->ninputs].text = part[1];
		w->in[t->ninputs++].allowed = part[2];
	} else if (out && t->noutputs < COLUMNS) {
		w->out[t->noutputs].values = part[1];
		w->out[t->noutputs++].otherwise = part[2];
	} else if (!in && !out && t->nrules < ROWS) {
		for (size_t i = 0; i < 2 * COLUMNS; i++)
			w->cell[t->nrules][i] = part[i];
		t->nrules++;
	}
}

/* False: it is no table. */
static bool
table_read(struct world *w, struct str s, uint8_t hit)
{
	struct feel_table_text *t = &w->text;
	struct note note = NOTE_INIT;
	struct feel_cell cell;
	struct str line;
	enum err e;

	t->hit = (enum feel_hit)(hit % FEEL_HIT__MAX);
	t->inputs = w->in;
	t->outputs = w->out;
	t->rules = w->rule;
	while (str_cut(&s, '\n', &line))
		line_read(w, line);
	if (t->noutputs > 1)
		w->out[0].name = S("o0");
	for (size_t i = 0; i < t->nrules; i++) {
		w->rule[i].in = w->cell[i];
		w->rule[i].out = w->cell[i] + t->ninputs;
	}
	e = feel_table_compile(w->a, w->s, t, NULL, &w->t, &cell, &note);
	assert(e == ERR_OK || note.msg != NULL);
	return e == ERR_OK;
}

static bool
eval(struct world *w, struct feel_table_answer *ret)
{
	struct note note = NOTE_INIT;
	enum err e = feel_table_eval(w->a, w->t, &w->env, ret, &note);

	assert(e == ERR_OK || (e == ERR_LIMIT && note.msg != NULL));
	return e == ERR_OK;
}

static bool
asked(const struct feel_table_answer *ans)
{
	return ans->trouble != FEEL_TROUBLE_KIND &&
	    ans->trouble != FEEL_TROUBLE_INPUT;
}

/* Does one test pass, by itself? */
static enum feel_row
one_test(struct world *w, size_t rule, size_t column,
    const struct feel_value *input)
{
	struct str text = str_trim(w->cell[rule][column]);
	const struct feel_program *p = NULL;
	struct feel_answer ans;

	if (text.n == 0)
		return FEEL_ROW_HIT;
	/* The type matters for remarks alone. */
	assert(feel_compile_tests(w->a, w->s, text, feel_type(FEEL_ANY), NULL,
	    &p, NULL) == ERR_OK);
	if (feel_eval_tests(w->a, p, &w->env, input, &ans, NULL) != ERR_OK)
		return FEEL_ROW_OPEN;
	if (ans.value.kind == FEEL_BOOLEAN && ans.value.truth)
		return FEEL_ROW_HIT;
	return ans.value.kind == FEEL_NULL && ans.value.open ? FEEL_ROW_OPEN :
	    FEEL_ROW_NOT;
}

/* With all facts known a rule applies if all its tests pass. */
static void
rules_agree(struct world *w, const struct feel_table_answer *ans)
{
	for (size_t i = 0; i < w->text.nrules; i++) {
		enum feel_row state = FEEL_ROW_HIT;

		for (size_t c = 0; c < w->text.ninputs && state ==
		    FEEL_ROW_HIT; c++)
			state = one_test(w, i, c, &ans->inputs[c]);
		assert(state == FEEL_ROW_OPEN || feel_table_row(ans, i) ==
		    state);
	}
}

static bool
missing(struct world *w, const struct feel_value *v, const char *fact)
{
	const struct feel_missing *m = feel_missing(w->a, v);

	while (m != NULL && !str_is(m->fact, fact))
		m = m->next;
	return m != NULL;
}

static bool
same(struct world *w, const struct feel_value *x, const struct feel_value *y)
{
	struct buf b = BUF_IN(w->a), c = BUF_IN(w->a);

	feel_put(&b, x);
	feel_put(&c, y);
	return x->open == y->open && str_eq(buf_view(&b), buf_view(&c));
}

/* A fact that is not told as missing may be anything that is allowed. */
static void
others_try(struct world *w, const struct feel_table_answer *ans, size_t i)
{
	struct feel_value was = w->v[i];
	struct feel_table_answer other;

	if (!feel_is_unknown(&was) || missing(w, &ans->value, facts[i].name) ||
	    !asked(ans))
		return;
	for (size_t j = 0; j < VALUES; j++) {
		w->v[i] = literal(w, facts[i].values[j]);
		if (eval(w, &other) && asked(&other) &&
		    ans->value.kind != FEEL_FUNCTION)
			assert(same(w, &ans->value, &other.value));
	}
	w->v[i] = was;
}

/* ---- the analysis ---- */

/* The inputs of the example, if each is a fact of its own. */
static bool
example_put(struct world *w, const struct feel_flaw *f)
{
	bool set[FACTS] = { false };

	for (size_t c = 0; c < w->text.ninputs; c++) {
		size_t i = 0;

		while (i < FACTS && !str_is(str_trim(w->in[c].text),
		    facts[i].name))
			i++;
		if (i == FACTS || set[i])
			return false;
		set[i] = true;
		if (f->example[c].kind == FEEL_NULL)
			continue;
		if ((int)f->example[c].kind != facts[i].kind)
			return false;
		w->v[i] = f->example[c];
	}
	return true;
}

static void
flaw_agrees(struct world *w, const struct feel_flaw *f)
{
	struct feel_table_answer ans;
	size_t n = w->text.nrules, i = 0;

	if (f->example == NULL || !example_put(w, f) || !eval(w, &ans) ||
	    !asked(&ans))
		return;
	while (i < n && feel_table_row(&ans, i) != FEEL_ROW_HIT)
		i++;
	if (f->kind == FEEL_FLAW_GAP)
		assert(i == n);
	if (f->kind == FEEL_FLAW_OVERLAP || f->kind == FEEL_FLAW_CONTRADICTION)
		assert(feel_table_row(&ans, f->cell.rule) == FEEL_ROW_HIT &&
		    feel_table_row(&ans, f->other) == FEEL_ROW_HIT);
	if (f->kind == FEEL_FLAW_UNREACHABLE && f->other != f->cell.rule)
		assert(feel_table_row(&ans, f->other) == FEEL_ROW_HIT);
}

/* Under F a rule that never counts is not the first for any facts. */
static void
first_agrees(struct world *w, const struct feel_check *check, uint8_t seed)
{
	struct feel_table_answer ans;
	size_t i = 0;

	for (size_t k = 0; k < FACTS; k++)
		w->v[k] = literal(w, facts[k].values[(seed >> k) % VALUES]);
	if (w->text.hit != FEEL_HIT_FIRST || !eval(w, &ans) || !asked(&ans))
		return;
	while (i < w->text.nrules && feel_table_row(&ans, i) != FEEL_ROW_HIT)
		i++;
	for (const struct feel_flaw *f = check->first; f != NULL; f = f->next)
		assert(f->kind != FEEL_FLAW_UNREACHABLE || f->cell.rule != i);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct world w = { .a = arena_new() };
	struct feel_table_answer ans;
	struct feel_check check;

	if (w.a == NULL || size < 2 || size > 3000) {
		arena_free(w.a);
		return 0;
	}
	world_new(&w);
	if (!table_read(&w, (struct str){ (const char *)data + 2, size - 2 },
	    data[1]))
		goto out;
	if (eval(&w, &ans) && asked(&ans))
		rules_agree(&w, &ans);
	for (size_t i = 0; i < FACTS; i++)
		if ((data[0] >> i & 1) != 0)
			w.v[i] = feel_unknown(w.a, str_of(facts[i].name),
			    S(""));
	if (eval(&w, &ans)) {
		assert(ans.steps <= STEPS);
		for (size_t i = 0; i < FACTS; i++)
			others_try(&w, &ans, i);
	}
	if (feel_table_check(w.a, w.t, &check, NULL) == ERR_OK) {
		first_agrees(&w, &check, data[0]);
		for (const struct feel_flaw *f = check.first; f != NULL;
		    f = f->next)
			flaw_agrees(&w, f);
	}
out:
	arena_free(w.a);
	return 0;
}
