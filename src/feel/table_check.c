/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The analysis of a table: what is told, and the comparisons of two rules.
 */
#include "feel/table_check_in.h"

static const struct {
	bool		 fault;
	const char	*words;
} flaws[FEEL_FLAW__MAX] = {
#define X(name, fault, words) [name] = { fault, words },
	FEEL_FLAW_TABLE(X)
#undef X
};

const char *
feel_flaw_words(enum feel_flaw_kind k)
{
	return flaws[k].words;
}

bool
feel_flaw_fault(enum feel_flaw_kind k)
{
	return flaws[k].fault;
}

/* ---- telling ---- */

struct feel_flaw *
check_tell(struct checking *c, enum feel_flaw_kind k, struct feel_cell cell,
    size_t other)
{
	struct feel_flaw *f;

	if (c->told[k] == FEEL_FLAWS_MAX) {
		c->found.whole = false;
		return NULL;
	}
	if ((f = NEW(c->a, struct feel_flaw)) == NULL)
		return NULL;
	c->told[k]++;
	f->kind = k;
	f->cell = cell;
	f->other = other;
	*c->last = f;
	c->last = &f->next;
	c->found.n++;
	c->found.faults += flaws[k].fault;
	return f;
}

bool
check_spend(struct checking *c, size_t words)
{
	const struct feel_cell table = { FEEL_CELL_TABLE, 0, 0 };

	if (c->work > words) {
		c->work -= words;
		return true;
	}
	c->work = 0;
	c->found.whole = false;
	if (c->told[FEEL_FLAW_BOUND] == 0)
		(void)check_tell(c, FEEL_FLAW_BOUND, table, 0);
	return false;
}

/* Any value of the column that there is. */
static struct feel_value
sample(const struct checking *c, size_t column)
{
	const struct axis *x = &c->t->axes[column];

	for (size_t k = 0; k < x->ncells; k++)
		if (x->sample[k].kind != FEEL_NULL)
			return x->sample[k];
	return feel_null();
}

void
check_example(struct checking *c, struct feel_flaw *f)
{
	struct feel_value *v = NEW_ARRAY(c->a, struct feel_value,
	    c->ninputs + 1);

	for (size_t i = 0; v != NULL && i < c->ninputs; i++)
		v[i] = c->t->axes[i].ncells > 0 && c->at[i] != CELL_ANY ?
		    c->t->axes[i].sample[c->at[i]] : sample(c, i);
	f->example = v;
}

/* ---- cells ---- */

size_t
check_cells(const struct checking *c, size_t column)
{
	size_t n = c->t->axes[column].ncells;

	return n > 0 ? n : 1;
}

bool
check_cell(const struct checking *c, size_t column, size_t cell)
{
	const struct axis *x = &c->t->axes[column];

	return x->ncells == 0 || x->sample[cell].kind != FEEL_NULL;
}

uint64_t
check_pass(const struct checking *c, size_t column, size_t cell, size_t w,
    bool may)
{
	const struct axis *x = &c->t->axes[column];
	uint64_t pass = x->ncells == 0 ? UINT64_MAX :
	    axis_pass(c->t, x, cell)[w];

	return may ? pass | x->free[w] : pass & ~x->free[w];
}

/* Rules that pass in every cell of every column from here on. */
static bool
always_find(struct checking *c)
{
	const size_t words = c->words;

	c->always = NEW_ARRAY(c->w, uint64_t, (c->ninputs + 1) * words);
	c->always_may = NEW_ARRAY(c->w, uint64_t, (c->ninputs + 1) * words);
	c->at = NEW_ARRAY(c->w, int, c->ninputs + 1);
	if (c->always == NULL || c->always_may == NULL || c->at == NULL)
		return false;
	bits_all(c->always + c->ninputs * words, words, c->nrules);
	bits_all(c->always_may + c->ninputs * words, words, c->nrules);
	for (size_t i = c->ninputs; i-- > 0;)
		for (size_t w = 0; w < words; w++) {
			uint64_t sure = c->always[(i + 1) * words + w];
			uint64_t may = c->always_may[(i + 1) * words + w];

			for (size_t k = 0; k < check_cells(c, i); k++) {
				if (!check_cell(c, i, k))
					continue;
				sure &= check_pass(c, i, k, w, false);
				may &= check_pass(c, i, k, w, true);
			}
			c->always[i * words + w] = sure;
			c->always_may[i * words + w] = may;
		}
	return true;
}

static size_t
where_words(const struct checking *c, size_t column)
{
	return check_cells(c, column) / 64 + 1;
}

static bool
where_find(struct checking *c)
{
	c->where = NEW_ARRAY(c->w, uint64_t *, c->ninputs + 1);
	for (size_t i = 0; c->where != NULL && i < c->ninputs; i++) {
		size_t words = where_words(c, i);

		if ((c->where[i] = NEW_ARRAY(c->w, uint64_t, words *
		    (c->nrules + 1))) == NULL)
			return false;
		for (size_t k = 0; k < check_cells(c, i); k++)
			for (size_t r = 0; check_cell(c, i, k) &&
			    r < c->nrules; r++)
				if ((check_pass(c, i, k, r / 64, false) >>
				    r % 64 & 1) != 0)
					bits_put(c->where[i] + r * words, k,
					    true);
	}
	return c->where != NULL;
}

/* ---- what cannot be decided beforehand ---- */

static void
undecided(struct checking *c)
{
	for (size_t i = 0; i < c->ninputs; i++) {
		const struct axis *x = &c->t->axes[i];
		struct feel_cell cell = { FEEL_CELL_INPUT, 0, i };

		if (x->crowded) {
			c->found.whole = false;
			(void)check_tell(c, FEEL_FLAW_BOUND, cell, 0);
		}
		cell.kind = FEEL_CELL_ALLOWED;
		if (c->t->allowed[i] != NULL && !x->limited) {
			c->found.whole = false;
			(void)check_tell(c, FEEL_FLAW_UNDECIDED, cell, 0);
		}
		cell.kind = FEEL_CELL_TEST;
		for (size_t r = bits_next(x->free, 0, c->nrules); r <
		    c->nrules; r = bits_next(x->free, r + 1, c->nrules)) {
			cell.rule = r;
			c->found.whole = false;
			if (check_tell(c, FEEL_FLAW_UNDECIDED, cell, r) == NULL)
				break;
		}
	}
}

/* Inputs that look at the same fact are not independent. */
static void
linked(struct checking *c)
{
	uint64_t met[FEEL_FACTS_MAX / 64] = { 0 };

	for (size_t i = 0; i < c->ninputs; i++) {
		const uint64_t *names = c->t->inputs[i]->names;
		bool link = false;

		for (size_t w = 0; w < FEEL_FACTS_MAX / 64; w++) {
			link |= (met[w] & names[w]) != 0;
			met[w] |= names[w];
		}
		for (size_t j = 0; link && j < i; j++) {
			const uint64_t *others = c->t->inputs[j]->names;
			bool both = false;

			for (size_t w = 0; w < FEEL_FACTS_MAX / 64; w++)
				both |= (others[w] & names[w]) != 0;
			if (!both)
				continue;
			(void)check_tell(c, FEEL_FLAW_LINKED,
			    (struct feel_cell){ FEEL_CELL_INPUT, 0, j }, i);
			break;
		}
	}
}

/* ---- rules that never count ---- */

/* The column whose test passes nowhere, or ninputs. */
static size_t
empty_column(const struct checking *c, size_t rule)
{
	for (size_t i = 0; i < c->ninputs; i++) {
		bool some = false;

		for (size_t k = 0; k < check_cells(c, i) && !some; k++)
			some = check_cell(c, i, k) && (check_pass(c, i, k,
			    rule / 64, true) >> rule % 64 & 1) != 0;
		if (!some)
			return i;
	}
	return c->ninputs;
}

/* Those that always go before ${rule} under the policy, as a set. */
static void
before(const struct checking *c, size_t rule, uint64_t *ret)
{
	const struct feel_table_text *x = c->t->text;

	for (size_t w = 0; w < c->words; w++)
		ret[w] = 0;
	for (size_t i = 0; i < c->nrules; i++) {
		bool first = x->hit == FEEL_HIT_FIRST && i < rule;
		int order = 0;

		for (size_t k = 0; x->hit == FEEL_HIT_PRIORITY && order == 0 &&
		    k < x->noutputs; k++) {
			int a, b;

			if (c->t->values[k] == NULL)
				continue;
			a = check_rank(c, i, k);
			b = check_rank(c, rule, k);
			order = a < 0 || b < 0 ? 2 : a < b ? -1 : a > b;
		}
		if (x->hit == FEEL_HIT_PRIORITY)
			first = order == -1 || (order == 0 && i < rule);
		bits_put(ret, i, first && i != rule);
	}
}

static void
never(struct checking *c)
{
	const enum feel_hit h = c->t->text->hit;
	uint64_t set[FEEL_TABLE_RULES_MAX / 64 + 1] = { 0 };

	for (size_t i = 0; i < c->nrules; i++) {
		struct feel_cell cell = { FEEL_CELL_TEST, i, 0 };
		struct feel_flaw *f = NULL;
		size_t by = i;

		if (!check_spend(c, c->nrules * c->words))
			return;
		if ((cell.column = empty_column(c, i)) < c->ninputs) {
			(void)check_tell(c, FEEL_FLAW_UNREACHABLE, cell, i);
			continue;
		}
		if (h != FEEL_HIT_FIRST && h != FEEL_HIT_PRIORITY)
			continue;
		before(c, i, set);
		cell = (struct feel_cell){ FEEL_CELL_TABLE, i, 0 };
		if (check_counts(c, i, set, &by))
			continue;
		if ((f = check_tell(c, FEEL_FLAW_UNREACHABLE, cell, by)) !=
		    NULL)
			check_example(c, f);
	}
}

/* ---- two rules at once ---- */

/* A place where both apply for sure; its cells are in ${c->at}. */
static bool
both(struct checking *c, size_t i, size_t j, bool *spent)
{
	for (size_t x = 0; x < c->ninputs; x++) {
		size_t words = where_words(c, x), w = 0;
		const uint64_t *p = c->where[x] + i * words;
		const uint64_t *q = c->where[x] + j * words;

		while (w < words && (p[w] & q[w]) == 0)
			w++;
		if (!check_spend(c, w + 1)) {
			*spent = true;
			return false;
		}
		if (w == words)
			return false;
		c->at[x] = (int)(64 * w) + __builtin_ctzll(p[w] & q[w]);
	}
	return true;
}

static bool
pair(struct checking *c, size_t i, size_t j)
{
	bool unique = c->t->text->hit == FEEL_HIT_UNIQUE, spent = false;
	struct feel_flaw *f;
	enum eq e;

	if (!both(c, i, j, &spent))
		return !spent;
	e = check_same(c, i, j);
	if (!unique && e == EQ_YES)
		return true;
	f = check_tell(c, e == EQ_NO ? FEEL_FLAW_CONTRADICTION :
	    FEEL_FLAW_OVERLAP, (struct feel_cell){ FEEL_CELL_TABLE, i, 0 }, j);
	if (f != NULL)
		check_example(c, f);
	return f != NULL;
}

static void
pairs(struct checking *c)
{
	for (size_t i = 0; i < c->nrules; i++)
		for (size_t j = i + 1; j < c->nrules; j++)
			if (!pair(c, i, j))
				return;
}

/* ---- the whole ---- */

enum err
feel_table_check(struct arena *a, const struct feel_table *t,
    struct feel_check *ret, struct note *note)
{
	const enum feel_hit h = t->text->hit;
	struct checking c = { .a = a, .w = arena_new(), .t = t,
	    .words = t->words, .ninputs = t->text->ninputs,
	    .nrules = t->text->nrules, .work = FEEL_CHECK_WORK_MAX,
	    .found = { .whole = true } };
	enum err r = ERR_MEMORY;

	c.last = &c.first;
	if (c.w == NULL || !always_find(&c) || !where_find(&c) ||
	    !check_ranks(&c))
		goto out;
	if (h <= FEEL_HIT_FIRST && !t->complete)
		check_gaps(&c);
	if (h == FEEL_HIT_UNIQUE || h == FEEL_HIT_ANY)
		pairs(&c);
	never(&c);
	check_outputs(&c);
	undecided(&c);
	linked(&c);
	if (!arena_failed(c.w) && !arena_failed(a))
		r = ERR_OK;
out:
	arena_free(c.w);
	if (r != ERR_OK)
		return note_memory(note);
	*ret = c.found;
	ret->first = c.first;
	return ERR_OK;
}
