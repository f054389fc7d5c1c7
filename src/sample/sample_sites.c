/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which divisions were there in those years, and which of them is the sample
 * about?  The history knows years, not days: what changed in a year is told as
 * if it had on the first of July.
 */
#include <assert.h>

#include "sample/sample_in.h"

enum { CHANGE_MONTH = 7, CHAIN_MAX = 8, SITES_MAX = 20000, TOWNS_MAX = 100000 };

/* One line of the history, understood. */
struct line {
	struct str	code, name, heirs;
	int64_t		level, from, to;
};

struct reading {
	struct making	*m;
	struct str	 province;	/* two digits; "" all */
	int		*by_code;	/* sites in order of codes */
};

static enum err
line_understand(const struct making *m, const struct str *c, struct line *ret,
    struct note *note)
{
	const int least = civil_from_day(m->start).year;
	int64_t start, end = 0;

	*ret = (struct line){ .code = c[0], .name = c[1], .heirs = c[8],
	    .from = m->start, .to = DAY_OPEN };
	if (c[0].n != 6 || !str_int(c[2], &ret->level) || ret->level < 1 ||
	    ret->level > 3 || !str_int(c[6], &start) || start < 1900 ||
	    start > 9998 || (c[7].n != 0 && (!str_int(c[7], &end) ||
	    end < start || end > 9998)))
		return NOTE(note, ERR_INVALID, M("The division {code} has a "
		    "level or a year that is none. Correct the table."),
		    A_TEXT("code", c[0]));
	if (start >= least)
		ret->from = day_from_civil((int)start, CHANGE_MONTH, 1);
	if (end != 0)
		ret->to = day_from_civil((int)end, CHANGE_MONTH, 1);
	return ERR_OK;
}

/* Whether the sample needs the line at all. */
static bool
line_wanted(const struct reading *in, const struct line *l)
{
	return l->to > in->m->start && (in->province.n == 0 ||
	    str_eq(str_part(l->code, 0, 2), in->province));
}

/* Their organs are others, which the tables do not know. */
static bool
elsewhere(struct str code)
{
	return str_starts(code, "71") || str_starts(code, "81") ||
	    str_starts(code, "82");
}

/* Another name of a division that is there, before or after. */
static bool
run_add(struct making *m, struct site *s, const struct line *l)
{
	const struct run run = { str_copy(m->a, l->name), l->from, l->to };
	size_t at = 0;

	if (s->nruns == RUNS_MAX || (l->to != s->begin && l->from != s->end))
		return false;
	if (l->from == s->end) {
		s->end = l->to;
		at = s->nruns;
	} else {
		s->begin = l->from;
		memmove(&s->run[1], &s->run[0], s->nruns * sizeof s->run[0]);
	}
	s->run[at] = run;
	s->nruns++;
	return true;
}

/* The first that came after all of it, not only after a part in some year. */
static struct str
heir_of(struct arena *a, struct str heirs)
{
	struct str one;

	while (str_cut(&heirs, ';', &one))
		if (one.n == 6)
			return str_copy(a, one);
	return S("");
}

static enum err
site_row(void *arg, const struct str *c, struct note *note)
{
	struct reading *in = arg;
	struct making *m = in->m;
	struct sites *s = &m->s;
	struct site *site;
	struct line l;
	enum err r;

	if ((r = line_understand(m, c, &l, note)) != ERR_OK ||
	    !line_wanted(in, &l) || elsewhere(l.code))
		return r;
	site = s->n == 0 ? NULL : &s->site[s->n - 1];
	if (site != NULL && str_eq(site->code, l.code)) {
		if (run_add(m, site, &l) && l.to == DAY_OPEN)
			site->heir_code = S("");
		return ERR_OK;
	}
	if (s->n == SITES_MAX)
		return NOTE(note, ERR_LIMIT, M("There are more than {most} "
		    "divisions."), A_INT("most", SITES_MAX));
	assert(s->site != NULL);	/* there is room for SITES_MAX */
	s->site[s->n++] = (struct site){ .code = str_copy(m->a, l.code),
	    .level = (int)l.level, .parent = NONE, .heir = NONE,
	    .heir_code = l.to == DAY_OPEN ? S("") : heir_of(m->a, l.heirs),
	    .begin = l.from, .end = l.to, .nruns = 1,
	    .run = { { str_copy(m->a, l.name), l.from, l.to } } };
	return ERR_OK;
}

/* By province and prefecture; what ended before what goes on, since its people
 * are to be had there. */
static int
site_cmp(const void *x, const void *y)
{
	const struct site *a = x, *b = y;
	int c = str_cmp(str_part(a->code, 0, 4), str_part(b->code, 0, 4));

	if (c == 0 && (a->level == 3) != (b->level == 3))
		c = a->level == 3 ? 1 : -1;
	if (c == 0 && (a->end == DAY_OPEN) != (b->end == DAY_OPEN))
		c = a->end == DAY_OPEN ? 1 : -1;
	return c != 0 ? c : str_cmp(a->code, b->code);
}

static int
site_find(const struct reading *in, struct str code)
{
	const struct sites *s = &in->m->s;
	size_t low = 0, high = s->n;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;
		const int c = str_cmp(s->site[in->by_code[mid]].code, code);

		if (c == 0)
			return in->by_code[mid];
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NONE;
}

/* The file is in order of codes, so before sorting place i has the i-th. */
struct placed {
	struct str	code;
	int		at;
};

static int
placed_cmp(const void *x, const void *y)
{
	return str_cmp(((const struct placed *)x)->code,
	    ((const struct placed *)y)->code);
}

static enum err
codes_order(struct reading *in, struct note *note)
{
	struct making *m = in->m;
	struct placed *p = NEW_ARRAY(m->a, struct placed, m->s.n + 1);

	in->by_code = NEW_ARRAY(m->a, int, m->s.n + 1);
	if (p == NULL || in->by_code == NULL)
		return note_memory(note);
	if (m->s.n > 1)
		qsort(m->s.site, m->s.n, sizeof *m->s.site, site_cmp);
	for (size_t i = 0; i < m->s.n; i++)
		p[i] = (struct placed){ m->s.site[i].code, (int)i };
	if (m->s.n > 1)
		qsort(p, m->s.n, sizeof *p, placed_cmp);
	for (size_t i = 0; i < m->s.n; i++)
		in->by_code[i] = p[i].at;
	return ERR_OK;
}

/* A county lies in the prefecture of its first four digits for as long as it is
 * there, otherwise in the province. */
static void
parents_find(struct reading *in)
{
	struct sites *s = &in->m->s;
	char code[7] = "";

	for (size_t i = 0; i < s->n; i++) {
		struct site *site = &s->site[i];
		const struct site *above;

		site->heir = site_find(in, site->heir_code);
		if (site->level == 1)
			continue;
		memcpy(code, site->code.p, 6);
		memcpy(code + 4, "00", 2);
		if (site->level == 3)
			site->parent = site_find(in, str_of(code));
		if (site->parent != NONE &&
		    (s->site[site->parent].end < site->end ||
		    s->site[site->parent].level != 2))
			site->parent = NONE;
		memcpy(code + 2, "0000", 4);
		if (site->parent == NONE)
			site->parent = site_find(in, str_of(code));
		if (site->parent == NONE)
			continue;
		above = &s->site[site->parent];
		if (site->begin < above->begin)
			site->begin = above->begin;
	}
}

bool
site_under(const struct sites *s, int site, int target)
{
	while (site != NONE && site != target)
		site = s->site[site].parent;
	return site == target;
}

/* What stands above a site that is told is there in outline. */
static bool
above_take(struct sites *s, int site)
{
	bool more = false;

	for (site = s->site[site].parent; site != NONE;
	    site = s->site[site].parent) {
		struct site *above = &s->site[site];

		if (above->there)
			continue;
		above->there = above->outline = more = true;
	}
	return more;
}

/* The target with all below it; what went into these; what is above. */
static void
sites_choose(struct making *m)
{
	const bool county = m->what->scale == SAMPLE_COUNTY;
	struct sites *s = &m->s;
	bool more = true;

	for (size_t i = 0; i < s->n; i++)
		s->site[i].there = s->target == NONE ||
		    site_under(s, (int)i, s->target);
	for (int round = 0; more && round < CHAIN_MAX; round++) {
		more = false;
		for (size_t i = 0; i < s->n; i++) {
			struct site *site = &s->site[i];
			const struct site *heir = site->heir == NONE ? NULL :
			    &s->site[site->heir];

			if (!site->there && heir != NULL && heir->there &&
			    site_under(s, site->heir, s->target)) {
				site->there = more = true;
				site->outline = county;
			}
			if (site->there && above_take(s, (int)i))
				more = true;
		}
	}
	for (size_t i = 0; m->what->organs && i < s->n; i++)
		if (s->site[i].end != DAY_OPEN)
			s->site[i].there = false;
}

static enum err
target_find(struct reading *in, struct str region, struct note *note)
{
	const struct sample *what = in->m->what;
	struct sites *s = &in->m->s;
	const struct site *site;

	s->target = NONE;
	if (what->scale == SAMPLE_NATION)
		return ERR_OK;
	s->target = site_find(in, region);
	if (s->target == NONE)
		return NOTE(note, ERR_USAGE, M("No division of the tables has "
		    "the code {code}. Give the six digits of one that is in "
		    "use."), A_TEXT("code", region));
	site = &s->site[s->target];
	if (site->end != DAY_OPEN)
		return NOTE(note, ERR_USAGE, M("{code} is no longer in use. "
		    "Give the six digits of a division that is."),
		    A_TEXT("code", region));
	if (site->level != 3 - (int)what->scale)
		return NOTE(note, ERR_USAGE, M("{code} {name} is not of that "
		    "scale. Give another --scale or --region."),
		    A_TEXT("code", region), A_TEXT("name",
		    site->run[site->nruns - 1].name));
	return ERR_OK;
}

static enum err
division_row(void *arg, const struct str *c, struct note *note)
{
	struct reading *in = arg;
	struct line l;
	enum err r;

	if ((r = line_understand(in->m, c, &l, note)) != ERR_OK ||
	    !line_wanted(in, &l))
		return r;
	row_put(in->m, SAMPLE_DIVISIONS, c, 9);
	return in->m->r;
}

static enum err
town_row(void *arg, const struct str *c, struct note *note)
{
	struct reading *in = arg;
	struct making *m = in->m;
	struct sites *s = &m->s;
	const int at = site_find(in, c[3]);

	if (at == NONE || !s->site[at].there || s->site[at].outline)
		return ERR_OK;
	if (s->ntowns == TOWNS_MAX)
		return NOTE(note, ERR_LIMIT, M("There are more than {most} "
		    "townships."), A_INT("most", TOWNS_MAX));
	row_put(m, SAMPLE_TOWNSHIPS, c, 5);
	s->town[s->ntowns++] = (struct town){ str_copy(m->a, c[0]),
	    str_copy(m->a, c[1]), at };
	return m->r;
}

static int
town_cmp(const void *x, const void *y)
{
	const struct town *a = x, *b = y;

	if (a->site != b->site)
		return a->site < b->site ? -1 : 1;
	return str_cmp(a->code, b->code);
}

static void
towns_order(struct sites *s)
{
	if (s->ntowns > 1)
		qsort(s->town, s->ntowns, sizeof *s->town, town_cmp);
	for (size_t i = 0; i < s->ntowns; i++) {
		struct site *site = &s->site[s->town[i].site];

		if (site->ntowns++ == 0)
			site->town = i;
	}
}

#define HEADS(...)	(const char *const[]){ __VA_ARGS__, NULL }
#define HISTORY_HEADS	HEADS("code", "name", "level", "province", \
	    "prefecture", "status", "start_year", "end_year", "successors")

enum err
site_read(struct making *m, struct note *note)
{
	const struct sample *what = m->what;
	const struct str region = what->region.n != 0 ? what->region :
	    str_of(scale_rows[what->scale].region);
	struct reading in = { .m = m, .province = str_part(region, 0, 2) };
	const struct table sites = { "division-history-1980-2024.csv",
	    HISTORY_HEADS, site_row, &in };
	const struct table divisions = { sites.file, sites.heads,
	    division_row, &in };
	const struct table towns = { "townships-2023.csv", HEADS("code",
	    "name", "level", "parent", "stat_area"), town_row, &in };
	enum err r;

	if (what->scale == SAMPLE_NATION && what->region.n != 0)
		return NOTE(note, ERR_USAGE, M("The nation has no code of a "
		    "division. Leave --region out, or give another --scale."));
	m->s.site = NEW_ARRAY(m->a, struct site, SITES_MAX);
	m->s.town = NEW_ARRAY(m->a, struct town, TOWNS_MAX);
	if (m->s.site == NULL || m->s.town == NULL)
		return note_memory(note);
	if ((r = table_read(what->data, &sites, note)) != ERR_OK ||
	    (r = codes_order(&in, note)) != ERR_OK)
		return r;
	parents_find(&in);
	if ((r = target_find(&in, region, note)) != ERR_OK)
		return r;
	sites_choose(m);
	if (what->organs)
		return ERR_OK;
	if ((r = table_read(what->data, &divisions, note)) != ERR_OK ||
	    (r = table_read(what->data, &towns, note)) != ERR_OK)
		return r;
	towns_order(&m->s);
	return ERR_OK;
}

static struct str
name_on(const struct site *s, int64_t day)
{
	for (size_t i = 0; i + 1 < s->nruns; i++)
		if (day < s->run[i].to)
			return s->run[i].name;
	assert(s->nruns > 0);
	return s->run[s->nruns - 1].name;
}

struct str
site_called(struct making *m, int site, int64_t day)
{
	const struct site *s = &m->s.site[site];
	const struct site *above = s->parent == NONE ? NULL :
	    &m->s.site[s->parent];

	/* A county's own name is not unique. */
	if (s->level == 3 && above != NULL && above->level == 2)
		return str_fmt(m->scratch, "%.*s%.*s",
		    STR_ARG(name_on(above, day)), STR_ARG(name_on(s, day)));
	return name_on(s, day);
}
