/* SPDX-License-Identifier: Apache-2.0 */
#include "sample/sample.h"

#include "sample/sample_in.h"

const struct choice sample_scales[] = {
	[SAMPLE_COUNTY] = { "county", M("one county, with about 100 bodies") },
	[SAMPLE_PREFECTURE] = { "prefecture", M("one prefecture, with about "
	    "2,000 bodies") },
	[SAMPLE_PROVINCE] = { "province", M("one province, with about 25,000 "
	    "bodies") },
	[SAMPLE_NATION] = { "nation", M("the nation, with about 300,000 "
	    "bodies") },
	{ NULL, NULL }
};

const struct scale scale_rows[SAMPLE_SCALE__MAX] = {
	[SAMPLE_COUNTY] = { "320613", 150, 60, 28, 20 },
	[SAMPLE_PREFECTURE] = { "320600", 2000, 6000, 14, 20 },
	[SAMPLE_PROVINCE] = { "320000", 25000, 80000, 14, 10 },
	[SAMPLE_NATION] = { NULL, 300000, 1000000, 14, 5 },
};

/* At the centre: all of it, or in a county's sample only what stands above what
 * is there. */
static void
organs_choose(struct making *m)
{
	struct tables *t = &m->t;
	const bool all = m->what->scale != SAMPLE_COUNTY || m->what->organs;

	for (size_t i = 0; i < t->norgans; i++)
		t->organ[i].there = all;
	for (size_t i = 0; !all && i < m->s.n; i++)
		for (size_t k = 0; k < t->nkinds; k++)
			if (m->s.site[i].level == 1 && t->kind[k].organ !=
			    NONE && site_has(m, (int)i, (int)k))
				t->organ[t->kind[k].organ].there = true;
	/* Parents stand before those below them. */
	for (size_t i = t->norgans; i-- > 0;)
		if (t->organ[i].there && t->organ[i].parent != NONE)
			t->organ[t->organ[i].parent].there = true;
}

/* A division that began when another ended has the units of that one. */
static void
heirs_mark(struct making *m)
{
	for (size_t i = 0; i < m->s.n; i++) {
		const struct site *s = &m->s.site[i];

		if (s->there && !s->outline && s->heir != NONE &&
		    m->s.site[s->heir].begin == s->end &&
		    m->s.site[s->heir].end == DAY_OPEN)
			m->s.site[s->heir].inherits = true;
	}
}

/* How many kinds of units has a division of this level once? */
static int64_t
once_count(const struct making *m, int level)
{
	int64_t n = 0;

	for (size_t i = 0; i < m->t.nunits; i++)
		n += m->t.unit[i].weight == 0 &&
		    (m->t.unit[i].levels & (1U << level)) != 0;
	return n;
}

/* How much of the units does a division get? */
static int64_t
unit_share(const struct site *all, const struct site *s)
{
	if (!s->there || s->outline || s->inherits)
		return 0;
	if (s->end != DAY_OPEN)
		return s->heir != NONE && all[s->heir].inherits ? 3 : 1;
	return s->level == 1 ? 12 : s->level == 2 ? 6 : 3;
}

/* What the scale asks for beyond organs and townships are units. */
static void
units_share(struct making *m)
{
	const struct scale *scale = &scale_rows[m->what->scale];
	int64_t bodies, shares = 0, rest, carry = 0, weight;

	site_count(m, &bodies, &weight);
	rest = scale->bodies - bodies;
	if (rest < 0)
		rest = 0;
	heirs_mark(m);
	for (size_t i = 0; i < m->s.n; i++)
		shares += unit_share(m->s.site, &m->s.site[i]);
	for (size_t i = 0; i < m->s.n && shares > 0; i++) {
		struct site *s = &m->s.site[i];
		const int64_t share = unit_share(m->s.site, s);

		carry += rest * share;
		s->nunits = carry / shares;
		carry %= shares;
		if (share != 0 && s->nunits < scale->units_least)
			s->nunits = scale->units_least;
		if (s->inherits)
			s->nunits = once_count(m, s->level);
		bodies += s->nunits;
		weight += s->nunits * made_weight(m, (int)i, s->level, true);
	}
	m->expected = bodies;
	m->weight = weight;
}

static enum err
make(struct making *m, struct note *note)
{
	enum err r;

	row_headings(m);
	if (m->r != ERR_OK)
		return m->r;
	if ((r = table_all(m, note)) != ERR_OK ||
	    (r = site_read(m, note)) != ERR_OK)
		return r;
	organs_choose(m);
	if (!m->what->organs) {
		units_share(m);
		branch_industries(m);
		branch_regulators(m, NONE);
	}
	organ_centre(m);
	for (size_t i = 0; i < m->s.n && m->r == ERR_OK; i++)
		if (m->s.site[i].there)
			site_make(m, (int)i);
	return m->r;
}

enum err
sample_make(const struct sample *what, const struct sample_sink *sink,
    struct sample_counts *ret, struct note *note)
{
	const int64_t least = day_from_civil(2025, 1, 1);
	const int64_t most = day_from_civil(2100, 12, 31);
	struct sample_counts counts = { { 0 } };
	struct arena *a;
	struct making *m;
	enum err r;

	if (what->on < least || what->on > most)
		return NOTE(note, ERR_USAGE, M("The tables tell the state of "
		    "the end of 2024. Give a day from {day} to {last}."),
		    A_DAY("day", least), A_DAY("last", most));
	if ((a = arena_new()) == NULL)
		return note_memory(note);
	if ((m = NEW(a, struct making)) == NULL) {
		arena_free(a);
		return note_memory(note);
	}
	m->what = what;
	m->sink = sink;
	m->counts = &counts;
	m->note = note;
	m->start = day_from_civil(civil_from_day(what->on).year -
	    SAMPLE_YEARS, 1, 1);
	m->a = a;
	m->scratch = arena_new();
	/* Something stays in it, so that its first chunk does. */
	if (m->scratch == NULL || arena_alloc(m->scratch, 1) == NULL) {
		r = note_memory(note);
		goto out;
	}
	m->empty = arena_mark(m->scratch);
	if ((r = make(m, note)) == ERR_OK)
		*ret = counts;
out:
	buf_free(&m->line);
	arena_free(m->scratch);
	arena_free(a);		/* with ${m} in it */
	return r;
}
