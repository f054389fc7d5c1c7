/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/report_case.h"

#include "incident/report_in.h"

struct filling {
	struct store		*st;
	struct arena		*a;
	const struct book	*book;
	struct incident_case	*c;
	int64_t			*least;	/* by fact: the earliest moment so far;
					 * DEADLINE_NEVER: none */
};

/* Of several the earliest counts. */
static bool
moment_fill(const struct filling *x, const struct pack_fact *f,
    struct moment at, int64_t entry)
{
	const int64_t ms = moment_first(at);
	size_t place;

	if (f == NULL || !book_find(x->book, f->id, &place) ||
	    (x->least[place] != DEADLINE_NEVER && x->least[place] <= ms))
		return false;
	x->least[place] = ms;
	x->c->facts[place] = incident_case_stamp(ms);
	x->c->entry[place] = entry;
	return true;
}

static enum err
partial_fill(const struct filling *x, const struct pack_clock *c,
    const struct report *r, struct note *note)
{
	const struct report_item *items = NULL;
	size_t n = 0, said = 0, asked = 0, place;
	enum err e;

	if (c->partial == NULL || !book_find(x->book, c->partial->id, &place))
		return ERR_OK;
	if ((e = report_items(x->st, x->a, r->id, &items, &n,
	    note)) != ERR_OK)
		return e;
	/* Of a call of which no content was entered nothing can be said. */
	if (n == 0)
		return ERR_OK;
	for (size_t i = 0; i < c->ncontents; i++) {
		/* What is asked for only in some cases is not counted. */
		if (c->contents[i].when != NULL)
			continue;
		asked++;
		for (size_t k = 0; k < n; k++)
			said += str_eq(items[k].item, c->contents[i].id) &&
			    items[k].text.n > 0;
	}
	x->c->facts[place] = feel_boolean(said < asked);
	x->c->entry[place] = r->seq;
	return ERR_OK;
}

static enum err
clock_fill(const struct filling *x, const struct report *r, struct str clock,
    struct note *note)
{
	const struct deadline_of of = report_clock_read(clock);
	const struct pack_rule *rule = report_rule(x->book, &of);
	const struct pack_clock *c;
	int64_t to;

	if (rule == NULL || rule->kind != PACK_CLOCK)
		return ERR_OK;
	c = &rule->clock;
	to = report_addressee(c, of.part);
	if (to >= 0 && c->arrival != NULL && r->arrival >= 0)
		(void)moment_fill(x, c->arrival[to], r->arrived, r->arrival);
	if (!report_counts(r) || !moment_fill(x, c->sent, r->sent, r->seq))
		return ERR_OK;
	return partial_fill(x, c, r, note);
}

enum err
report_case_fill(struct store *st, struct arena *a, const struct book *book,
    struct key incident, struct incident_case *c, struct note *note)
{
	const size_t nfacts = book_nfacts(book);
	struct filling x = { st, a, book, c, NEW_ARRAY(a, int64_t,
	    nfacts + 1) };
	const struct report *list = NULL;
	size_t n = 0;
	enum err r;

	if (x.least == NULL)
		return note_memory(note);
	for (size_t i = 0; i < nfacts; i++)
		x.least[i] = DEADLINE_NEVER;
	r = report_list(st, a, incident, &list, &n, note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		for (size_t k = 0; k < list[i].nclocks && r == ERR_OK &&
		    list[i].state != REPORT_WITHDRAWN; k++)
			r = clock_fill(&x, &list[i], list[i].clocks[k], note);
	return r;
}
