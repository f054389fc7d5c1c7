/* SPDX-License-Identifier: Apache-2.0 */
/* Which rows of a file are one region? */
#include "region/region_plan.h"

bool
region_successor_parse(struct str one, struct str *ret_code, int *ret_year)
{
	size_t at = str_find(one, '[');
	int64_t year = 0;

	*ret_code = str_part(one, 0, at);
	*ret_year = 0;
	if (!region_code_ok(*ret_code))
		return false;
	if (at == one.n)
		return true;
	if (one.p[one.n - 1] != ']' ||
	    !str_int(str_part(one, at + 1, one.n - 1), &year) ||
	    year < REGION_YEAR_LEAST || year >= REGION_YEAR_OPEN)
		return false;
	*ret_year = (int)year;
	return true;
}

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

/* The codes that the line names, but its own, behind those there are. */
static bool
went_add(struct arena *a, struct region_run *run,
    const struct region_line *line)
{
	struct str rest = line->successors, one, code;
	size_t more = 0;
	int year;

	if (rest.n == 0)
		return true;
	while (str_cut(&rest, ';', &one))
		more++;
	run->went = arena_grow(a, run->went, run->nwent * sizeof *run->went,
	    (run->nwent + more) * sizeof *run->went);
	if (run->went == NULL)
		return false;
	for (rest = line->successors; str_cut(&rest, ';', &one); ) {
		if (!region_successor_parse(one, &code, &year) ||
		    str_eq(code, run->code))
			continue;
		run->went[run->nwent++] = (struct region_successor){
		    .code = code, .year = year == 0 ? line->to : year };
	}
	return true;
}

static bool
run_add_line(struct arena *a, struct region_run *run,
    const struct region_line *line)
{
	run->names[run->nnames++] = (struct region_name){
	    .name = line->name, .from = line->from, .to = line->to };
	run->to = line->to;
	return went_add(a, run, line);
}

static int
went_cmp(const void *x, const void *y)
{
	const struct region_successor *a = x, *b = y;

	if (a->year != b->year)
		return a->year < b->year ? -1 : 1;
	return str_cmp(a->code, b->code);
}

/* Now that its end is known: what left before, and what came after? */
static void
run_finish(struct region_run *run, int *newest)
{
	int last = run->to == REGION_YEAR_OPEN ?
	    run->names[run->nnames - 1].from : run->to;
	size_t kept = 0;

	for (size_t i = 0; i < run->nwent; i++)
		run->went[i].part = run->went[i].year != run->to;
	if (run->nwent > 1)
		qsort(run->went, run->nwent, sizeof *run->went, went_cmp);
	for (size_t i = 0; i < run->nwent; i++)
		if (kept == 0 || went_cmp(&run->went[kept - 1],
		    &run->went[i]) != 0)
			run->went[kept++] = run->went[i];
	run->nwent = kept;
	if (last > *newest)
		*newest = last;
}

/* What speaks against joining ${l} to the lines before? */
static bool
line_faulty(const struct region_line *l, const struct region_line *before,
    const struct region_run *run, region_fault_fn *fault, void *arg)
{
	struct region_fault f = { REGION_TWICE, l->code, l->name, l->row,
	    l->from, 0, 0 };

	if (before == NULL || !str_eq(before->code, l->code))
		return false;
	f.other_row = before->row;
	f.other_to = before->to;
	if (l->from < before->to) {
		fault(arg, &f);
		return true;
	}
	if (l->from == before->to && l->level != run->level) {
		f.kind = REGION_OTHER_LEVEL;
		fault(arg, &f);
		return true;
	}
	return false;
}

enum err
region_runs_make(struct arena *a, struct region_line *lines, size_t n,
    struct region_runs *ret, region_fault_fn *fault, void *arg)
{
	struct region_run *runs = NEW_ARRAY(a, struct region_run, n);
	struct region_name *names = NEW_ARRAY(a, struct region_name, n);
	const struct region_line *before = NULL;
	struct region_run *run = NULL;
	size_t used = 0;

	if (runs == NULL || names == NULL)
		return ERR_MEMORY;
	*ret = (struct region_runs){ .run = runs };
	if (n > 1)
		qsort(lines, n, sizeof *lines, line_cmp);
	for (size_t i = 0; i < n; i++) {
		const struct region_line *l = &lines[i];

		if (line_faulty(l, before, run, fault, arg))
			continue;
		if (before == NULL || !str_eq(before->code, l->code) ||
		    l->from != before->to) {
			run = &runs[ret->n++];
			*run = (struct region_run){ .code = l->code,
			    .level = l->level, .from = l->from,
			    .names = names + used, .row = l->row,
			    .parent_code = l->parent };
		}
		if (!run_add_line(a, run, l))
			return ERR_MEMORY;
		used++;
		before = l;
	}
	for (size_t i = 0; i < ret->n; i++)
		run_finish(&runs[i], &ret->newest);
	return ERR_OK;
}
