/* SPDX-License-Identifier: Apache-2.0 */
#include "region/region_plan.h"

/* A list that grows in the plan's arena. */
struct changes {
	struct region_change	*c;
	size_t			 n, room;
};

/* What the making of a plan has at hand. */
struct planning {
	struct arena			*a;
	struct arena			*scratch;	/* of one run */
	struct region_runs		*file;
	const struct region_runs	*store;
	bool				*claimed;	/* runs of the store */
	struct changes			 plan;
	struct changes			 ends;	/* kept apart: they come last,
						 * when what follows is there */
	region_fault_fn			*fault;
	void				*arg;
	int64_t				 same;
	int				 year;	/* asked of code_exists() … */
	int				 level;	/* … for one of this level */
};

/* A run of the file, and what the store would say of it by now. */
struct bringing {
	size_t				 i;
	const struct region_run		*run, *known;
	struct region_name		*row;	/* in order of years */
	size_t				 nrows;
	int				 to;	/* 9999: open */
};

static const struct region_run *
run_known(const struct planning *p, struct str code, int year)
{
	const struct region_run *run = region_run_at(p->file, code, year);

	return run != NULL ? run : region_run_at(p->store, code, year);
}

/* Is there a division of this code that may be above? */
static bool
code_exists(void *arg, struct str code)
{
	const struct planning *p = arg;
	const struct region_run *run = run_known(p, code, p->year);

	return run != NULL && run->level < p->level;
}

/* The code above ${run} in ${year}; it lives as long as the runs. */
static struct str
parent_in(struct planning *p, const struct region_run *run, int year)
{
	char code[7];

	p->year = year;
	p->level = run->level;
	if (run->parent_code.n != 0 && code_exists(p, run->parent_code))
		return run->parent_code;
	if (region_parent_code(run->code, run->level, code_exists, p,
	    code) == 0)
		return S("");
	return run_known(p, (struct str){ code, REGION_CODE }, year)->code;
}

static void
change_put(struct planning *p, struct changes *to, struct region_change change)
{
	if (to->n == to->room) {
		size_t room = to->room == 0 ? 1024 : to->room * 2;

		to->c = arena_grow(p->a, to->c, to->n * sizeof *to->c,
		    room * sizeof *to->c);
		if (to->c == NULL) {	/* the arena remembers */
			to->n = to->room = 0;
			return;
		}
		to->room = room;
	}
	to->c[to->n++] = change;
}

static struct str
name_in(const struct region_run *run, int year)
{
	size_t i = run->nnames - 1;

	while (i > 0 && run->names[i].from > year)
		i--;
	return run->names[i].name;
}

/* The row of ${b} that holds in ${year}; there is one. */
static size_t
row_in(const struct bringing *b, int year)
{
	size_t i = b->nrows - 1;

	while (i > 0 && b->row[i].from > year)
		i--;
	return i;
}

/* From ${year} on, until the next row, it is ${name} under ${parent}. */
static void
row_set(struct bringing *b, int year, struct str name, struct str parent)
{
	size_t at = b->nrows == 0 ? 0 : row_in(b, year);
	bool before = b->nrows == 0 || b->row[0].from > year;

	if (!before && b->row[at].from != year)
		at++;
	if (before || at == b->nrows || b->row[at].from != year) {
		memmove(b->row + at + 1, b->row + at,
		    (b->nrows - at) * sizeof *b->row);
		b->nrows++;
	}
	b->row[at] = (struct region_name){ .name = name, .parent = parent,
	    .from = year };
}

static void
fault_tell(struct planning *p, const struct region_run *run,
    enum region_fault_kind kind, int other_to)
{
	const struct region_fault f = { kind, run->code,
	    run->names[run->nnames - 1].name, run->row, run->from, 0,
	    other_to };

	p->fault(p->arg, &f);
}

/* Where the store's runs of ${code} begin. */
static size_t
store_first(const struct region_runs *store, struct str code)
{
	size_t low = 0, high = store->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(store->run[mid].code, code) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/*
 * Which run of the store is this one?  The one that begins with it, else the
 * one that shares years with it or ends where it begins.  False: a fault.
 */
static bool
run_claim(struct planning *p, const struct region_run *run,
    const struct region_run **ret)
{
	const struct region_runs *s = p->store;
	size_t found = s->n, nfound = 0;

	*ret = NULL;
	for (size_t i = store_first(s, run->code); i < s->n &&
	    str_eq(s->run[i].code, run->code); i++) {
		const struct region_run *k = &s->run[i];

		if (p->claimed[i] || k->from >= run->to || k->to < run->from)
			continue;
		if (k->from == run->from) {
			found = i;
			nfound = 1;
			break;
		}
		found = i;
		nfound++;
	}
	if (nfound > 1) {
		fault_tell(p, run, REGION_BROKEN, s->run[found].from);
		return false;
	}
	if (nfound == 0)
		return true;
	if (s->run[found].level != run->level) {
		fault_tell(p, run, REGION_OTHER_LEVEL, s->run[found].to);
		return false;
	}
	p->claimed[found] = true;
	*ret = &s->run[found];
	return true;
}

/* The first year: a new region, or one in use for longer than was known. */
static void
plan_start(struct planning *p, struct bringing *b)
{
	const struct region_run *run = b->run, *known = b->known;
	struct region_change c = { REGION_ADD, b->i, run->from,
	    REGION_YEAR_OPEN, name_in(run, run->from),
	    parent_in(p, run, run->from) };

	if (known == NULL) {
		b->to = REGION_YEAR_OPEN;
		row_set(b, c.year, c.name, c.code);
		change_put(p, &p->plan, c);
		return;
	}
	memcpy(b->row, known->names, known->nnames * sizeof *b->row);
	b->nrows = known->nnames;
	b->to = known->to;
	/* An open end was seen open only if the file tells of that year. */
	if (run->to != REGION_YEAR_OPEN || p->file->newest >= known->to)
		c.to = run->to > known->to ? run->to : known->to;
	else
		c.to = known->to;
	if (run->from >= known->from && c.to == known->to)
		return;
	c.kind = REGION_CORRECT;
	if (run->from < known->from)
		row_set(b, run->from, c.name, c.code);
	else {
		c.year = known->from;
		c.name = known->names[0].name;
		c.code = known->names[0].parent;
	}
	b->to = c.to;
	change_put(p, &p->plan, c);
}

/* Name and parent through the years: a change wherever one of them differs. */
static void
plan_years(struct planning *p, struct bringing *b)
{
	const struct region_run *run = b->run;
	int past = run->to == REGION_YEAR_OPEN ? p->file->newest + 1 : run->to;

	for (int year = run->from; year < past && year < b->to; year++) {
		struct str name = name_in(run, year);
		struct str parent = parent_in(p, run, year);
		const struct region_name *row = &b->row[row_in(b, year)];

		if (str_eq(row->name, name) && str_eq(row->parent, parent))
			continue;
		row_set(b, year, name, parent);
		change_put(p, &p->plan, (struct region_change){
		    REGION_CHANGE, b->i, year, 0, name, parent });
	}
}

static bool
went_known(const struct region_run *known, const struct region_successor *w)
{
	for (size_t i = 0; known != NULL && i < known->nwent; i++)
		if (known->went[i].year == w->year &&
		    known->went[i].part == w->part &&
		    str_eq(known->went[i].code, w->code))
			return true;
	return false;
}

/* What left before the end, then the end and what came after it. */
static void
plan_end(struct planning *p, struct bringing *b)
{
	const struct region_run *run = b->run, *known = b->known;
	bool same = known != NULL && known->to == run->to && b->to == run->to;
	size_t after = 0, known_after = 0;

	for (size_t i = 0; i < run->nwent; i++) {
		const struct region_successor *w = &run->went[i];

		if (!w->part) {
			after++;
			same = same && went_known(known, w);
		} else if (!went_known(known, w))
			change_put(p, &p->plan, (struct region_change){
			    REGION_CEDE, b->i, w->year, 0, S(""), w->code });
	}
	for (size_t i = 0; known != NULL && i < known->nwent; i++)
		known_after += !known->went[i].part;
	if (run->to != REGION_YEAR_OPEN && (!same || after != known_after))
		change_put(p, &p->ends, (struct region_change){ REGION_END,
		    b->i, run->to, 0, S(""), S("") });
}

static void
plan_run(struct planning *p, size_t i)
{
	struct arena_mark mark = arena_mark(p->scratch);
	struct region_run *run = &p->file->run[i];
	struct bringing b = { .i = i, .run = run };
	size_t before = p->plan.n + p->ends.n, years;

	if (!run_claim(p, run, &b.known))
		return;
	if (b.known != NULL)
		run->id = b.known->id;
	years = (size_t)((run->to == REGION_YEAR_OPEN ? p->file->newest + 1 :
	    run->to) - run->from);
	b.row = NEW_ARRAY(p->scratch, struct region_name, years + 2 +
	    (b.known == NULL ? 0 : b.known->nnames));
	if (b.row != NULL) {
		plan_start(p, &b);
		plan_years(p, &b);
		plan_end(p, &b);
	}
	if (p->plan.n + p->ends.n == before)
		p->same++;
	arena_reset(p->scratch, mark);
}

/* In order of years, so that what follows one another is followed. */
static int
end_cmp(const void *x, const void *y)
{
	const struct region_change *a = x, *b = y;

	if (a->year != b->year)
		return a->year < b->year ? -1 : 1;
	return a->run < b->run ? -1 : a->run > b->run;
}

enum err
region_plan(struct arena *a, struct region_runs *file,
    const struct region_runs *store, region_fault_fn *fault, void *arg,
    struct region_planned *ret)
{
	struct planning p = { .a = a, .file = file, .store = store,
	    .fault = fault, .arg = arg };

	p.scratch = arena_new();
	p.claimed = NEW_ARRAY(a, bool, store->n + 1);
	if (p.scratch == NULL || p.claimed == NULL) {
		arena_free(p.scratch);
		return ERR_MEMORY;
	}
	/* A division's parent is of a lower level: level by level. */
	for (int level = 1; level <= REGION_LEVELS; level++)
		for (size_t i = 0; i < file->n; i++)
			if (file->run[i].level == level)
				plan_run(&p, i);
	if (p.ends.n > 1)
		qsort(p.ends.c, p.ends.n, sizeof *p.ends.c, end_cmp);
	for (size_t i = 0; i < p.ends.n; i++)
		change_put(&p, &p.plan, p.ends.c[i]);
	if (arena_failed(p.scratch))
		arena_fail(a);
	arena_free(p.scratch);
	if (arena_failed(a))
		return ERR_MEMORY;
	*ret = (struct region_planned){ p.plan.c, p.plan.n, p.same };
	return ERR_OK;
}
