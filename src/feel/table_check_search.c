/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is there a place in the table where none of some rules applies?  The inputs
 * are gone through from left to right, with the rules that are still in
 * question; what was seen before with the same rules left is not gone through
 * again, and a rule that passes whatever follows ends the search at once.
 */
#include "feel/table_check_in.h"

/* ---- what was seen ---- */

static uint64_t
seen_hash(const uint64_t *set, size_t words, size_t column)
{
	uint64_t h = column + 1;

	for (size_t w = 0; w < words; w++) {
		h = (h ^ set[w]) * UINT64_C(0x9E3779B97F4A7C15);
		h ^= h >> 29;
	}
	return h;
}

static uint64_t *
seen_spot(const struct checking *c, uint64_t *slot, size_t room,
    const uint64_t *set, size_t column)
{
	size_t i = (size_t)seen_hash(set, c->words, column) & (room - 1);

	for (;; i = (i + 1) & (room - 1)) {
		uint64_t *s = slot + i * (c->words + 1);

		if (s[0] == 0 || (s[0] == column + 1 && memcmp(s + 1, set,
		    c->words * sizeof *set) == 0))
			return s;
	}
}

static bool
seen_grow(struct checking *c, struct seen *s)
{
	size_t room = s->room == 0 ? 256 : 2 * s->room, one = c->words + 1;
	uint64_t *slot = NEW_ARRAY(c->w, uint64_t, room * one);

	if (slot == NULL)
		return false;
	for (size_t i = 0; i < s->room; i++) {
		const uint64_t *old = s->slot + i * one;

		if (old[0] != 0)
			memcpy(seen_spot(c, slot, room, old + 1,
			    (size_t)old[0] - 1), old, one * sizeof *old);
	}
	s->slot = slot;
	s->room = room;
	return true;
}

/* Seen for the first time?  Then it is noted. */
static bool
seen_first(struct checking *c, struct seen *s, const uint64_t *set,
    size_t column)
{
	uint64_t *spot;

	if (2 * s->n >= s->room && !seen_grow(c, s))
		return false;
	spot = seen_spot(c, s->slot, s->room, set, column);
	if (spot[0] != 0)
		return false;
	spot[0] = column + 1;
	memcpy(spot + 1, set, c->words * sizeof *set);
	s->n++;
	return true;
}

/* ---- the search ---- */

struct search {
	struct checking	*c;
	struct seen	 seen;
	size_t		 within;	/* only where this rule may pass;
					 * nrules: everywhere */
	bool		 may;		/* rules that might pass count too */
	bool		 one;		/* one place is enough */
	bool		 found;
};

static bool search(struct search *s, size_t column, const uint64_t *left);

/* Nothing is left: a gap, here and whatever follows. */
static bool
place(struct search *s, size_t column)
{
	struct checking *c = s->c;
	struct feel_flaw *f;

	s->found = true;
	if (s->one)
		return false;
	for (size_t i = column; i < c->ninputs; i++)
		c->at[i] = CELL_ANY;
	if ((f = check_tell(c, FEEL_FLAW_GAP, (struct feel_cell){
	    FEEL_CELL_TABLE, 0, 0 }, 0)) != NULL)
		check_example(c, f);
	return f != NULL;
}

/* One cell of the column. */
static bool
step(struct search *s, size_t column, size_t cell, const uint64_t *left)
{
	uint64_t next[FEEL_TABLE_RULES_MAX / 64 + 1] = { 0 };
	struct checking *c = s->c;

	for (size_t w = 0; w < c->words; w++)
		next[w] = left[w] & check_pass(c, column, cell, w, s->may);
	c->at[column] = (int)cell;
	if (!bits_any(next, c->words))
		return !seen_first(c, &s->seen, next, column + 1) ||
		    place(s, column + 1);
	return search(s, column + 1, next);
}

/* As deep as the table has inputs.  False: it is over. */
static bool
search(struct search *s, size_t column, const uint64_t *left)
{
	struct checking *c = s->c;
	const uint64_t *always = (s->may ? c->always_may : c->always) +
	    column * c->words;
	size_t n;

	if (arena_failed(c->w))
		return false;
	for (size_t w = 0; w < c->words; w++)
		if ((left[w] & always[w]) != 0)
			return true;
	if (column == c->ninputs || !seen_first(c, &s->seen, left, column))
		return true;
	n = check_cells(c, column);
	if (!check_spend(c, n * c->words))
		return false;
	for (size_t k = 0; k < n; k++) {
		if (!check_cell(c, column, k) || (s->within < c->nrules &&
		    (check_pass(c, column, k, s->within / 64, true) >>
		    s->within % 64 & 1) == 0))
			continue;
		if (!step(s, column, k, left))
			return false;
	}
	return true;
}

void
check_gaps(struct checking *c)
{
	struct search s = { .c = c, .within = c->nrules, .may = true };
	uint64_t all[FEEL_TABLE_RULES_MAX / 64 + 1] = { 0 };

	bits_all(all, c->words, c->nrules);
	if (c->nrules == 0)
		(void)place(&s, 0);
	else
		(void)search(&s, 0, all);
}

/* The first place of the rule itself, and who of ${before} applies there. */
static void
first_place(struct checking *c, size_t rule, const uint64_t *before,
    size_t *ret_by)
{
	uint64_t left[FEEL_TABLE_RULES_MAX / 64 + 1] = { 0 };

	for (size_t w = 0; w < c->words; w++)
		left[w] = before[w];
	for (size_t i = 0; i < c->ninputs; i++) {
		size_t k = 0, n = check_cells(c, i);

		while (k + 1 < n && (!check_cell(c, i, k) || (check_pass(c, i,
		    k, rule / 64, true) >> rule % 64 & 1) == 0))
			k++;
		c->at[i] = (int)k;
		for (size_t w = 0; w < c->words; w++)
			left[w] &= check_pass(c, i, k, w, false);
	}
	*ret_by = bits_next(left, 0, c->nrules);
}

bool
check_counts(struct checking *c, size_t rule, const uint64_t *before,
    size_t *ret_by)
{
	struct search s = { .c = c, .within = rule, .one = true };
	bool over;

	if (!bits_any(before, c->words))
		return true;
	over = !search(&s, 0, before);
	if (s.found || over)
		return true;
	first_place(c, rule, before, ret_by);
	return false;
}
