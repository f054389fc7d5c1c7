/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a pack that can be run well made?
 */
#include "pack/check_in.h"

/* ---- lines ---- */

static bool
lines_find(struct checking *x)
{
	const struct str s = x->p->text;
	size_t n = 1, *line;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	if ((line = NEW_ARRAY(x->a, size_t, n + 1)) == NULL)
		return false;
	x->line = line;
	x->nlines = n;
	n = 1;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\n')
			line[n++] = i + 1;
	line[n] = s.n;
	return true;
}

static bool
line_starts(const struct checking *x, size_t i, const char *with)
{
	struct str s = str_part(x->p->text, x->line[i], x->line[i + 1]);

	return str_starts(str_trim(s), with);
}

struct pack_place
check_row(const struct checking *x, const struct pack_rule *table, size_t row)
{
	size_t i = (size_t)table->at.line;

	while (i < x->nlines && !line_starts(x, i, "```") &&
	    !line_starts(x, i, "~~~"))
		i++;
	while (i < x->nlines && !line_starts(x, i, "|"))
		i++;
	/* Its heading, the line below that, then the rows. */
	return i + 2 + row < x->nlines ? place(i + 3 + row, 1) : table->at;
}

/* ---- the whole ---- */

static bool
is_local(const struct pack *p)
{
	for (size_t i = 0; i < p->nrules; i++)
		if (p->rules[i].overrides != NULL)
			return true;
	return false;
}

/* What was kept aside, as far as there is room. */
static void
aside_add(struct pack_faults *to, const struct pack_faults *aside)
{
	struct pack_fault *f = aside->first, *next;

	for (; f != NULL && to->n < PACK_FAULTS_MAX; f = next) {
		next = f->next;
		f->next = NULL;
		if (to->last != NULL)
			to->last->next = f;
		else
			to->first = f;
		to->last = f;
		to->n++;
	}
	to->more |= f != NULL || aside->more;
}

enum err
pack_check(struct arena *a, const struct pack *p, struct pack_faults *faults,
    struct note *note)
{
	struct pack_faults aside = { .first = NULL };
	struct checking x = { .a = a, .p = p, .sink = { a, faults },
	    .aside = { { a, &aside } }, .local = is_local(p) };
	enum err e;

	x.named = named_collect(a, p);
	if (!lines_find(&x) || x.named == NULL)
		return note_memory(note);
	x.english = p->title.en.n > 0;
	check_front(&x);
	check_clauses(&x);
	check_rules(&x);
	check_examples(&x);
	if ((e = check_tables(&x, note)) != ERR_OK)
		return e;
	check_facts(&x);
	check_figures(&x);
	if (arena_failed(a))
		return note_memory(note);
	aside_add(faults, &aside);
	faults_sort(a, faults);
	return note_arena(a, ERR_OK, note);
}
