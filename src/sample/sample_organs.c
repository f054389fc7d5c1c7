/* SPDX-License-Identifier: Apache-2.0 */
/* Which organs has a division, and whom do they stand under? */
#include "sample/sample_in.h"

enum {
	BREAKS_MAX	= 2 * RUNS_MAX + 2,
	PROGRESS_BODIES	= 256,
	/* Who stands at the top owes its duties to nobody here: no posts. */
	TOPS		= 3
};

/* As of which day the usual organs alone are told. */
static int64_t
tables_day(void)
{
	return day_from_civil(2024, 1, 1);
}

/* Is it needed in outline, because those who are told in full are led by it? */
static bool
leads_below(const struct making *m, const struct kind *k, int level)
{
	const int target = 3 - (int)m->what->scale;

	return level < target && k->name[target].n != 0 &&
	    k->led[target] == LED_INDUSTRY &&
	    (level == target - 1 || k->led[level + 1] == LED_INDUSTRY);
}

bool
site_has(const struct making *m, int site, int kind)
{
	const struct site *s = &m->s.site[site];
	const struct kind *k;

	if (kind == NONE || !s->there)
		return false;
	k = &m->t.kind[kind];
	/* What a reform made after the division was gone it never had. */
	if (k->name[s->level].n == 0 || (k->before[s->level].n == 0 &&
	    k->since >= s->end))
		return false;
	return !s->outline || k->core || (s->end == DAY_OPEN &&
	    leads_below(m, k, s->level));
}

/* The first day of this organ: with its division, or by a reform. */
int64_t
organ_since(const struct making *m, int site, int kind)
{
	const struct site *s = &m->s.site[site];
	const struct kind *k = &m->t.kind[kind];

	if (m->what->organs)
		return tables_day();
	return k->before[s->level].n == 0 && k->since > s->begin ? k->since :
	    s->begin;
}

struct str
organ_code(struct making *m, int site, int kind)
{
	return str_fmt(m->scratch, "%.*s-%.*s",
	    STR_ARG(m->s.site[site].code), STR_ARG(m->t.kind[kind].no));
}

int64_t
organ_central_since(const struct making *m, int organ)
{
	const struct organ *o = &m->t.organ[organ];

	if (m->what->organs)
		return tables_day();
	return o->before.n == 0 && o->since > m->start ? o->since : m->start;
}

struct str
organ_central(struct making *m, int organ)
{
	if (organ == NONE || !m->t.organ[organ].there)
		return S("");
	return str_fmt(m->scratch, "C%03d", organ + 1);
}

struct str
organ_upper(struct making *m, int site, int kind)
{
	for (site = m->s.site[site].parent; site != NONE;
	    site = m->s.site[site].parent)
		if (site_has(m, site, kind))
			return organ_code(m, site, kind);
	return organ_central(m, m->t.kind[kind].organ);
}

int
made_weight(const struct making *m, int site, int level, bool unit)
{
	static const int weights[LEVELS] = { 6, 8, 5, 3, 1 };

	if (site == NONE)
		return m->what->scale < SAMPLE_PROVINCE ? 0 : weights[0];
	return m->s.site[site].outline ? 0 : unit ? 3 : weights[level];
}

void
site_count(const struct making *m, int64_t *ret_bodies, int64_t *ret_weight)
{
	int64_t bodies = 0, weight = 0;

	for (size_t o = 0; o < m->t.norgans; o++)
		if (m->t.organ[o].there) {
			bodies++;
			weight += o < TOPS ? 0 : made_weight(m, NONE, 0, false);
		}
	for (size_t i = 0; i < m->s.n; i++) {
		const struct site *s = &m->s.site[i];
		int64_t n = 0;

		for (size_t k = 0; k < m->t.nkinds; k++)
			n += site_has(m, (int)i, (int)k);
		bodies += n + 2 * (int64_t)s->ntowns;
		weight += n * made_weight(m, (int)i, s->level, false) +
		    2 * (int64_t)s->ntowns * made_weight(m, (int)i, 4, false);
	}
	*ret_bodies = bodies;
	*ret_weight = weight;
}

/* Put a day among the others, in order, each once. */
static void
break_add(int64_t *day, size_t *n, int64_t one, const struct made *b)
{
	size_t at = 0;

	if (one <= b->from || one >= b->to || *n == BREAKS_MAX)
		return;
	while (at < *n && day[at] < one)
		at++;
	if (at < *n && day[at] == one)
		return;
	memmove(&day[at + 1], &day[at], (*n - at) * sizeof *day);
	day[at] = one;
	(*n)++;
}

/* On which days does something about it change? */
static size_t
breaks_of(const struct making *m, const struct made *b,
    int64_t day[BREAKS_MAX + 1])
{
	size_t n = 0;

	break_add(day, &n, b->since, b);
	break_add(day, &n, b->moved, b);
	for (int site = b->site; site != NONE && m->s.site[site].level > 1;
	    site = m->s.site[site].parent)
		for (size_t i = 0; i < m->s.site[site].nruns; i++)
			break_add(day, &n, m->s.site[site].run[i].from, b);
	return n;
}

/* "江苏", of the bodies that are called without 省, 市 … */
static struct str
short_of(struct str name)
{
	static const char *const ends[] = { "维吾尔自治区", "壮族自治区",
	    "回族自治区", "自治区", "自治州", "地区", "省", "市", "盟" };

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (str_ends(name, ends[i]))
			return str_part(name, 0, name.n - strlen(ends[i]));
	return name;
}

/* "港闸", of 港闸区. */
static struct str
stem_of(const struct site *s)
{
	static const char *const ends[] = { "区", "县", "市", "旗" };
	struct str name = s->run[s->nruns - 1].name;

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (str_ends(name, ends[i]))
			return str_part(name, 0, name.n - strlen(ends[i]));
	return name;
}

/* The new division's name, and where it came together from several, the old
 * one's behind it, since each had a unit of that name. */
static struct str
moved_called(struct making *m, const struct made *b, int64_t day)
{
	struct str called = site_called(m, b->site_then, day);
	struct str was = stem_of(&m->s.site[b->site]);

	if (str_eq(was, stem_of(&m->s.site[b->site_then])))
		return called;
	return str_fmt(m->scratch, "%.*s%.*s", STR_ARG(called),
	    STR_ARG(was));
}

static struct str
name_on(struct making *m, const struct made *b, int64_t day)
{
	struct str form = day < b->since && b->before.n != 0 ? b->before :
	    b->form, called;

	if (b->site == NONE)
		return form;
	called = day >= b->moved ? moved_called(m, b, day) :
	    site_called(m, b->site, day);
	form = row_replaced(m, form, "{}", called);
	return row_replaced(m, form, "[]", short_of(called));
}

void
made_states(struct making *m, struct made *b)
{
	int64_t day[BREAKS_MAX + 1];
	const size_t n = m->what->organs ? 0 : breaks_of(m, b, day);
	int64_t from = b->from;
	struct str name = name_on(m, b, m->what->organs ? m->what->on : from);

	for (size_t i = 0; i <= n; i++) {
		const int64_t to = i < n ? day[i] : b->to;
		const bool moved = from >= b->moved;
		struct str next = i < n ? name_on(m, b, to) : S("");

		/* A reform that changes nothing here is no state. */
		if (i < n && to != b->moved && str_eq(next, name))
			continue;
		ROW(m, SAMPLE_BODIES, SOURCE, b->code, name, b->word,
		    moved ? b->superior_then : b->superior, b->guides,
		    moved ? b->region_then : b->region, b->branch,
		    row_day(m, from), row_day(m, to));
		from = to;
		if (i < n)
			name = next;
	}
	b->name = name;
}

void
made_fill(struct making *m, struct made *b, int weight)
{
	int64_t n = 0;

	if (m->weight > 0) {
		m->carry += weight * scale_rows[m->what->scale].systems;
		n = m->carry / m->weight;
		m->carry %= m->weight;
	}
	if (m->r == ERR_OK && !m->what->organs && b->posts.n != 0) {
		dice_seed(&m->dice, m->what->seed, b->code);
		made_people(m, b);
		made_systems(m, b, n);
		made_duty(m, b);
	}
	if (m->r == ERR_OK && ++m->bodies % PROGRESS_BODIES == 0 &&
	    m->sink->progress != NULL)
		m->r = m->sink->progress(m->sink->arg, m->bodies, m->expected,
		    m->note);
	if (m->r == ERR_OK && (arena_failed(m->scratch) ||
	    arena_failed(m->a)))
		m->r = note_memory(m->note);
	arena_reset(m->scratch, m->empty);
}

void
organ_centre(struct making *m)
{
	for (size_t i = 0; i < m->t.norgans && m->r == ERR_OK; i++) {
		const struct organ *o = &m->t.organ[i];
		struct made b = { .code = organ_central(m, (int)i),
		    .word = o->word, .posts = o->posts, .branch = o->branch,
		    .form = o->name, .kind = S(""), .site = NONE,
		    .site_then = NONE, .superior = organ_central(m, o->parent),
		    .before = o->before, .since = o->since,
		    .from = organ_central_since(m, (int)i),
		    .to = DAY_OPEN, .moved = DAY_OPEN };

		if (!o->there)
			continue;
		b.outline = m->what->scale == SAMPLE_COUNTY;
		made_states(m, &b);
		made_fill(m, &b, i < TOPS ? 0 : made_weight(m, NONE, 0,
		    false));
	}
}

/* A municipality directly under the centre has bureaus, as a prefecture. */
static int
form_level(const struct making *m, int site, const struct str *name)
{
	const struct site *s = &m->s.site[site];

	if (s->level == 1 && name[2].n != 0 &&
	    str_ends(s->run[s->nruns - 1].name, "市") &&
	    str_ends(name[1], "厅"))
		return 2;
	return s->level;
}

/* Whom it stands under and who guides it. */
static void
lines_find(struct making *m, int site, int kind, struct made *b)
{
	const struct kind *k = &m->t.kind[kind];
	const enum led led = k->led[b->level];
	struct str over = site_has(m, site, k->under) ?
	    organ_code(m, site, k->under) : S("");

	b->above = organ_upper(m, site, kind);
	b->superior = led == LED_ABOVE || led == LED_INDUSTRY ? b->above :
	    over;
	b->guides = led == LED_INDUSTRY ? over : led == LED_ABOVE ? S("") :
	    site_has(m, site, k->guide) ? organ_code(m, site, k->guide) :
	    b->above;
}

static void
organ_make(struct making *m, int site, int kind)
{
	const struct kind *k = &m->t.kind[kind];
	const struct site *s = &m->s.site[site];
	struct made b = { .code = organ_code(m, site, kind), .word = k->word,
	    .kind = k->kind, .posts = k->posts, .branch = k->branch,
	    .site = site, .site_then = NONE, .region = s->code,
	    .level = s->level, .from = organ_since(m, site, kind),
	    .to = s->end, .moved = DAY_OPEN, .since = k->since,
	    .outline = s->outline };

	b.form = k->name[form_level(m, site, k->name)];
	b.before = k->before[form_level(m, site, k->before)];
	lines_find(m, site, kind, &b);
	made_states(m, &b);
	made_fill(m, &b, made_weight(m, site, s->level, false));
}

void
site_make(struct making *m, int site)
{
	m->ncommittee = 0;
	for (size_t k = 0; k < m->t.nkinds && m->r == ERR_OK; k++)
		if (site_has(m, site, (int)k))
			organ_make(m, site, (int)k);
	if (m->what->organs || m->r != ERR_OK)
		return;
	branch_regulators(m, site);
	site_towns(m, site);
	site_units(m, site);
}
