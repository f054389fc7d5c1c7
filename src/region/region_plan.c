/* SPDX-License-Identifier: Apache-2.0 */
#include "region/region_plan.h"

static int
line_cmp(const void *x, const void *y)
{
	const struct region_line *a = x, *b = y;
	int c = str_cmp(a->code, b->code);

	if (c != 0)
		return c;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static int
run_cmp(const struct region_run *run, struct str code, int year)
{
	int c = str_cmp(run->code, code);

	if (c != 0)
		return c;
	if (run->to <= year)
		return -1;
	return run->from > year ? 1 : 0;
}

/* Runs are kept in order of code and year, so that a search halves. */
const struct region_run *
region_run_at(const struct region_runs *runs, struct str code, int year)
{
	size_t low = 0, high = runs->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = run_cmp(&runs->run[mid], code, year);

		if (c == 0)
			return &runs->run[mid];
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static void
run_add_line(struct region_run *run, const struct region_line *line)
{
	run->names[run->nnames++] = (struct region_name){
	    .name = line->name, .from = line->from, .to = line->to };
	run->to = line->to;
	run->successors = line->successors;
}

enum err
region_runs_make(struct arena *a, struct region_line *lines, size_t n,
    struct region_runs *ret,
    void (*fault)(void *arg, const struct region_line *line,
	const struct region_line *other), void *arg)
{
	struct region_run *runs = NEW_ARRAY(a, struct region_run, n);
	struct region_name *names = NEW_ARRAY(a, struct region_name, n);
	const struct region_line *before = NULL;
	size_t nruns = 0, used = 0;

	if (runs == NULL || names == NULL)
		return ERR_MEMORY;
	if (n > 1)
		qsort(lines, n, sizeof *lines, line_cmp);
	for (size_t i = 0; i < n; i++) {
		struct region_line *l = &lines[i];
		bool same = before != NULL && str_eq(before->code, l->code);

		if (same && l->from < before->to) {
			fault(arg, l, before);
			continue;
		}
		if (!same || l->from != before->to)
			runs[nruns++] = (struct region_run){
			    .code = l->code, .level = l->level,
			    .from = l->from, .names = names + used,
			    .row = l->row, .parent_code = l->parent,
			    .successors = S("") };
		l->run = nruns - 1;
		run_add_line(&runs[l->run], l);
		used++;
		before = l;
	}
	*ret = (struct region_runs){ .run = runs, .n = nruns };
	for (size_t i = 0; i < nruns; i++) {
		const struct region_run *r = &runs[i];
		int last = r->to == REGION_YEAR_OPEN ?
		    r->names[r->nnames - 1].from : r->to;

		if (last > ret->newest)
			ret->newest = last;
	}
	return ERR_OK;
}

/* What the making of a plan has at hand. */
struct planning {
	struct arena			*a;
	struct region_runs		*file;
	const struct region_runs	*store;
	struct region_change		*change;
	size_t				 n, room;
	int				 year;	/* asked of code_exists() */
};

static const struct region_run *
run_known(const struct planning *p, struct str code, int year)
{
	const struct region_run *run = region_run_at(p->file, code, year);

	return run != NULL ? run : region_run_at(p->store, code, year);
}

static bool
code_exists(void *arg, struct str code)
{
	const struct planning *p = arg;

	return run_known(p, code, p->year) != NULL;
}

/* The code above ${run} in ${year}; it lives as long as the runs. */
static struct str
parent_in(struct planning *p, const struct region_run *run, int year)
{
	char code[7];

	p->year = year;
	if (run->parent_code.n != 0 && code_exists(p, run->parent_code))
		return run->parent_code;
	if (region_parent_code(run->code, run->level, code_exists, p,
	    code) == 0)
		return S("");
	return run_known(p, (struct str){ code, REGION_CODE }, year)->code;
}

static void
change_put(struct planning *p, struct region_change change)
{
	if (p->n == p->room) {
		size_t room = p->room == 0 ? 1024 : p->room * 2;
		struct region_change *bigger = arena_grow(p->a, p->change,
		    p->n * sizeof *bigger, room * sizeof *bigger);

		if (bigger == NULL)
			return;		/* the arena remembers */
		p->change = bigger;
		p->room = room;
	}
	p->change[p->n++] = change;
}

static const struct region_name *
row_in(const struct region_run *run, int year)
{
	size_t i = run->nnames - 1;

	while (i > 0 && run->names[i].from > year)
		i--;
	return &run->names[i];
}

static struct str
name_in(const struct region_run *run, int year)
{
	return row_in(run, year)->name;
}

/* Does the store say this name and parent for that year already? */
static bool
is_known(const struct region_run *known, int year, struct str name,
    struct str parent)
{
	const struct region_name *row;

	if (known == NULL || year < known->from || year >= known->to)
		return false;
	row = row_in(known, year);
	return str_eq(row->name, name) && str_eq(row->parent, parent);
}

/* Name and parent through the years: a change wherever one of them differs. */
static void
plan_years(struct planning *p, size_t i, const struct region_run *known)
{
	const struct region_run *run = &p->file->run[i];
	int past = run->to == REGION_YEAR_OPEN ? p->file->newest + 1 : run->to;
	struct str name = name_in(run, run->from);
	struct str parent = parent_in(p, run, run->from);

	for (int year = run->from + 1; year < past; year++) {
		struct str n = name_in(run, year), q = parent_in(p, run, year);

		if (str_eq(n, name) && str_eq(q, parent))
			continue;
		if (!is_known(known, year, n, q))
			change_put(p, (struct region_change){ REGION_CHANGE, i,
			    year, n, q });
		name = n;
		parent = q;
	}
}

/* The first year of a run: a new region, or what the store has of it. */
static void
plan_start(struct planning *p, size_t i, const struct region_run *known)
{
	const struct region_run *run = &p->file->run[i];
	struct region_change c = { REGION_ADD, i, run->from,
	    name_in(run, run->from), parent_in(p, run, run->from) };

	if (known != NULL && is_known(known, run->from, c.name, c.parent))
		return;
	if (known != NULL)
		c.kind = run->from < known->from ? REGION_CORRECT :
		    REGION_CHANGE;
	change_put(p, c);
}

static void
plan_run(struct planning *p, size_t i, int64_t *same)
{
	struct region_run *run = &p->file->run[i];
	const struct region_run *known = region_run_at(p->store, run->code,
	    run->from);
	size_t before = p->n;

	/* An open run may begin earlier than the store knew. */
	if (known == NULL && run->to == REGION_YEAR_OPEN)
		known = region_run_at(p->store, run->code,
		    REGION_YEAR_OPEN - 1);
	if (known != NULL)
		run->id = known->id;
	plan_start(p, i, known);
	plan_years(p, i, known);
	if (run->to != REGION_YEAR_OPEN &&
	    (known == NULL || known->to != run->to))
		change_put(p, (struct region_change){ REGION_END, i, run->to,
		    S(""), S("") });
	if (p->n == before)
		(*same)++;
}

enum err
region_plan(struct arena *a, struct region_runs *file,
    const struct region_runs *store, const struct region_change **ret,
    size_t *ret_n, int64_t *ret_same)
{
	struct planning p = { .a = a, .file = file, .store = store };
	int64_t same = 0;

	/* A division's parent is of a lower level: level by level. */
	for (int level = 1; level <= REGION_LEVELS; level++)
		for (size_t i = 0; i < file->n; i++)
			if (file->run[i].level == level)
				plan_run(&p, i, &same);
	if (arena_failed(a))
		return ERR_MEMORY;
	*ret = p.change;
	*ret_n = p.n;
	*ret_same = same;
	return ERR_OK;
}
