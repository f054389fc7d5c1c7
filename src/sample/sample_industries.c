/* SPDX-License-Identifier: Apache-2.0 */
/* Industries, and who regulates them: at each level the organ of the table. */
#include "sample/sample_in.h"

static struct str
industry_code(struct making *m, size_t branch)
{
	return str_fmt(m->scratch, "B%02d", (int)branch + 1);
}

void
branch_industries(struct making *m)
{
	struct str since = row_day(m, m->start);
	int n = 0;

	for (size_t i = 0; i < m->t.nbranches; i++) {
		const struct branch *b = &m->t.branch[i];

		if (i > 0 && str_eq(b->industry, b[-1].industry))
			continue;
		n++;
		ROW(m, SAMPLE_INDUSTRIES, SOURCE, str_fmt(m->scratch, "A%02d",
		    n), b->industry, S(""), S(""), since, S(""));
	}
	for (size_t i = 0; i < m->t.nbranches; i++) {
		const struct branch *b = &m->t.branch[i];

		/* An industry that is its own only branch. */
		if (str_eq(b->industry, b->name))
			continue;
		ROW(m, SAMPLE_BRANCHES, SOURCE, industry_code(m, i),
		    b->name, b->industry, b->basis, since, S(""));
	}
	arena_reset(m->scratch, m->empty);
}

static void
regulator_put(struct making *m, const struct branch *b, struct str region,
    struct str body, int64_t from, int64_t to)
{
	if (body.n == 0)
		return;
	m->regulators++;
	ROW(m, SAMPLE_REGULATORS, SOURCE, row_numbered(m, "G", m->regulators),
	    b->name, region, row_ref(m, body), b->basis, row_day(m, from),
	    row_day(m, to));
}

void
branch_regulators(struct making *m, int site)
{
	for (size_t i = 0; i < m->t.nbranches && m->r == ERR_OK; i++) {
		const struct branch *b = &m->t.branch[i];
		const struct site *s = site == NONE ? NULL :
		    &m->s.site[site];

		if (s == NULL)
			regulator_put(m, b, S(""), organ_central(m, b->organ),
			    organ_central_since(m, b->organ), DAY_OPEN);
		else if (site_has(m, site, b->kind[s->level]))
			regulator_put(m, b, s->code, organ_code(m, site,
			    b->kind[s->level]), organ_since(m, site,
			    b->kind[s->level]), s->end);
	}
	arena_reset(m->scratch, m->empty);
}

struct str
branch_regulator(struct making *m, int site, struct str branch)
{
	const struct branch *b = NULL;

	for (size_t i = 0; i < m->t.nbranches && b == NULL; i++)
		if (str_eq(m->t.branch[i].name, branch))
			b = &m->t.branch[i];
	if (b == NULL)
		return S("");
	for (; site != NONE; site = m->s.site[site].parent) {
		const int kind = b->kind[m->s.site[site].level];

		if (site_has(m, site, kind))
			return organ_code(m, site, kind);
	}
	return organ_central(m, b->organ);
}
