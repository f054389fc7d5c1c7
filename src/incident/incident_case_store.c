/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/incident.h"

#include "incident/incident_in.h"
#include "incident/report_case.h"
#include "region/region.h"
#include "rulebook/rulebook.h"

struct filling {
	struct store		*st;
	struct arena		*a;
	const struct book	*book;
	struct incident_case	*c;
	int64_t			 now;
};

/* The fact's place in the book; false: the book has no such fact. */
static bool
place_of(const struct filling *x, const char *id, size_t *ret)
{
	return id != NULL && book_find(x->book, str_of(id), ret);
}

static void
fact_set(const struct filling *x, size_t at, struct feel_value v,
    int64_t entry)
{
	x->c->facts[at] = v;
	x->c->entry[at] = entry;
}

/* ---- what was stated ---- */

static enum err
stated_fill(const struct filling *x, struct key id, struct note *note)
{
	const struct incident_fact *list = NULL;
	size_t n = 0, at;
	enum err r;

	if ((r = incident_facts(x->st, x->a, id, S(""), false, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++) {
		const struct incident_fact *f = &list[i];
		const struct pack_fact *of;
		struct feel_value v;

		if (!book_find(x->book, f->fact, &at))
			continue;
		of = book_fact(x->book, at);
		if (f->value.n > 0)
			fact_read(x->a, of, f->value, &v);
		else
			v = feel_unknown(x->a, of->name.zh, f->removed ?
			    S("removed") : f->reason);
		fact_set(x, at, v, f->rec);
	}
	return ERR_OK;
}

/* ---- moments ---- */

struct feel_value
incident_case_stamp(int64_t ms)
{
	const int64_t day = day_of_ms(ms);
	const struct feel_stamp s = { .day = day,
	    .nano = (ms - day * DAY_MS) * 1000000,
	    .place = { .hang = FEEL_OFFSET } };
	struct feel_value v = feel_null();

	v.kind = FEEL_STAMP;
	v.stamp = s;
	return v;
}

/* Of several of one kind the earliest counts. */
static enum err
times_fill(const struct filling *x, struct key id, struct note *note)
{
	const struct incident_moment *list = NULL;
	bool set[TIME__MAX] = { false };
	size_t n = 0, at;
	enum err r;

	if ((r = incident_moments(x->st, x->a, id, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++) {
		const struct incident_moment *m = &list[i];

		if (m->ended >= 0 || set[m->kind] ||
		    !place_of(x, incident_time_rows[m->kind].fact, &at))
			continue;
		set[m->kind] = true;
		fact_set(x, at, incident_case_stamp(moment_first(m->at)),
		    m->entry);
	}
	return ERR_OK;
}

/* ---- outages ---- */

/* Which facts are minutes of which outages? */
static const struct {
	const char	*what, *longest, *total;
} counted[] = {
	{ "site", "longest_outage_minutes", "total_outage_minutes" },
	{ "cii_whole", "cii_whole_outage_minutes", NULL },
	{ "cii_main", "cii_main_outage_minutes", NULL },
	{ "home_page", "home_minutes", NULL },
	{ "other_page", "other_page_minutes", NULL },
};

/* The last entry that says something of outages of one kind. */
static int64_t
entry_of(const struct incident_outage *o, size_t n, struct str what,
    bool *ret_running)
{
	int64_t last = -1;

	for (size_t i = 0; i < n; i++)
		if (o[i].ended < 0 && str_eq(o[i].what, what)) {
			last = o[i].entry > last ? o[i].entry : last;
			*ret_running |= o[i].until == DEADLINE_NEVER;
		}
	return last;
}

static enum err
outages_fill(const struct filling *x, struct key id, struct note *note)
{
	const struct incident_outage *list = NULL;
	int64_t longest, total;
	size_t n = 0, at;
	enum err r;

	if ((r = incident_outages_of(x->st, x->a, id, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
		const struct str what = str_of(counted[i].what);
		int64_t entry;

		if (!incident_outages(x->a, list, n, what, x->now, &longest,
		    &total))
			continue;
		entry = entry_of(list, n, what, &x->c->running);
		if (place_of(x, counted[i].longest, &at))
			fact_set(x, at, feel_int(longest), entry);
		if (place_of(x, counted[i].total, &at))
			fact_set(x, at, feel_int(total), entry);
	}
	return ERR_OK;
}

/* ---- areas ---- */

/* Levels of divisions as the dictionary has them. */
static const char *const levels[REGION_LEVELS + 1] = {
	[1] = "province", [2] = "prefecture", [3] = "county",
};

static struct feel_value
share_of(const struct filling *x, const struct incident_area *area,
    struct str called)
{
	struct decimal d;

	/* Hundredths, exactly: people * 100 / population. */
	if (area->people < 0 || area->population <= 0 ||
	    !decimal_div(decimal_of_int(area->people * 100),
	    decimal_of_int(area->population), DECIMAL_HALF_EVEN, &d))
		return feel_unknown(x->a, called, S(""));
	return feel_number(d);
}

/* One element, with the columns that this book's fact has. */
static enum err
area_read(const struct filling *x, const struct pack_fact *f,
    const struct incident_area *area, struct feel_value *ret,
    struct note *note)
{
	struct feel_entry *e = NEW_ARRAY(x->a, struct feel_entry,
	    f->nfields + 1);
	const int year = civil_from_ms(x->now).year;
	struct region region;
	enum err r;

	if (e == NULL)
		return note_memory(note);
	if ((r = region_get(x->st, x->a, area->region, year, &region,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < f->nfields; i++) {
		const struct pack_fact *column = &f->fields[i];
		const struct pack_value *level = NULL;

		e[i].key = column->name.zh;
		e[i].value = feel_unknown(x->a, column->name.zh, S(""));
		if (str_is(column->id, "name"))
			e[i].value = feel_string(region.name);
		else if (str_is(column->id, "share"))
			e[i].value = share_of(x, area, column->name.zh);
		else if (str_is(column->id, "level") && region.level > 0 &&
		    region.level <= REGION_LEVELS &&
		    levels[region.level] != NULL)
			level = pack_value(column,
			    str_of(levels[region.level]));
		if (level != NULL)
			e[i].value = feel_string(level->name.zh);
	}
	return feel_context(x->a, e, f->nfields, ret) ? ERR_OK :
	    note_memory(note);
}

static enum err
areas_fill(const struct filling *x, struct key id, struct note *note)
{
	const struct incident_area *list = NULL;
	struct feel_value *v;
	size_t n = 0, at, found = 0;
	int64_t entry = -1;
	enum err r;

	if (!place_of(x, "areas", &at))
		return ERR_OK;
	if ((r = incident_areas(x->st, x->a, id, &list, &n, note)) != ERR_OK)
		return r;
	if ((v = NEW_ARRAY(x->a, struct feel_value, n + 1)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		if (list[i].ended >= 0)
			continue;
		entry = list[i].entry > entry ? list[i].entry : entry;
		r = area_read(x, book_fact(x->book, at), &list[i],
		    &v[found++], note);
	}
	if (r == ERR_OK && found > 0)
		fact_set(x, at, feel_list(v, found), entry);
	return r;
}

/* ---- the level that a person decided ---- */

static enum err
level_fill(const struct filling *x, const struct incident *i,
    struct note *note)
{
	const struct pack_value *level;
	int64_t entry;
	size_t at;
	enum err r;

	if (i->level.n == 0 || !place_of(x, "graded", &at) ||
	    (level = pack_value(book_fact(x->book, at), i->level)) == NULL)
		return ERR_OK;
	if ((r = incident_graded_at(x->st, i->id, &entry, note)) == ERR_OK)
		fact_set(x, at, feel_string(level->name.zh), entry);
	return r;
}

enum err
incident_case_load(struct store *st, struct arena *a, const struct book *book,
    const struct incident *i, int64_t now, struct incident_case *ret,
    struct note *note)
{
	const size_t n = book_nfacts(book);
	struct incident_case c = { .entry = NEW_ARRAY(a, int64_t, n + 1) };
	const struct filling x = { st, a, book, &c, now };
	enum err r;

	if (c.entry == NULL)
		return note_memory(note);
	for (size_t f = 0; f < n; f++)
		c.entry[f] = -1;
	if ((r = book_blank(a, book, &c.facts, note)) != ERR_OK ||
	    (r = stated_fill(&x, i->id, note)) != ERR_OK ||
	    (r = times_fill(&x, i->id, note)) != ERR_OK ||
	    (r = outages_fill(&x, i->id, note)) != ERR_OK ||
	    (r = areas_fill(&x, i->id, note)) != ERR_OK ||
	    (r = level_fill(&x, i, note)) != ERR_OK ||
	    (r = report_case_fill(st, a, book, i->id, &c, note)) != ERR_OK)
		return r;
	*ret = c;
	return note_arena(a, ERR_OK, note);
}
