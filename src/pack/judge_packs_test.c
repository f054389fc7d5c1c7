/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Are the packs of the tree as steady as the judging is?  Facts made up at
 * random are judged by all of them together: one fact more never takes back
 * what was decided or advised, and what was said to be missing is all that can
 * change an outcome.
 *
 * Two kinds of facts may: the day that governs, since other rules are in force
 * then, and a level that a person decided, who goes before the criteria.
 */
#include "base/file.h"
#include "pack/judge_fixture.h"

#include "test/lib/test.h"

enum { CASES = 1000, MORE = 4, ELEMENTS = 4 };

static const char *const paths[] = {
	"responsibility-2017", "local-example", "accountability-2019",
	"incident-reporting-2025", "emergency-plan-2017",
	"incident-classes-2023", "nis2",
};

static uint64_t seed;

static unsigned
dice(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (unsigned)(seed >> 33) % n;
}

/* ---- facts ---- */

/* On both sides of the thresholds that the instruments know. */
static int64_t
figure(void)
{
	static const int64_t figures[] = { 0, 1, 29, 30, 49, 50, 59, 60, 119,
	    120, 359, 360, 719, 720, 9999, 10000, 99999, 100000, 999999,
	    1000000, 9999999, 10000000, 100000000 };

	return figures[dice(sizeof figures / sizeof *figures)];
}

static struct feel_value
moment(void)
{
	struct feel_value v = feel_null();

	v.kind = FEEL_STAMP;
	v.stamp = (struct feel_stamp){
	    .day = day_from_civil(2026, 2, 1) + dice(60),
	    .nano = dice(24 * 60) * FEEL_MINUTE,
	    .place = { NULL, 8 * 60 * 60, FEEL_OFFSET } };
	return v;
}

static struct feel_value made_up(struct arena *a, const struct pack_fact *f);

static struct feel_value
element(struct arena *a, const struct pack_fact *f)
{
	struct feel_entry *e = NEW_ARRAY(a, struct feel_entry, f->nfields + 1);
	struct feel_value v = feel_null();

	assert_non_null(e);
	for (size_t i = 0; i < f->nfields; i++) {
		e[i].key = f->fields[i].name.zh;
		e[i].value = dice(4) == 0 ? feel_unknown(a, e[i].key, S("")) :
		    made_up(a, &f->fields[i]);
	}
	CHECK(feel_context(a, e, f->nfields, &v));
	return v;
}

/* Elements of a list, or several choices. */
static struct feel_value
several(struct arena *a, const struct pack_fact *f)
{
	size_t n = dice(ELEMENTS);
	struct feel_value *v = NEW_ARRAY(a, struct feel_value, ELEMENTS);

	assert_non_null(v);
	for (size_t i = 0; i < n; i++)
		v[i] = f->type == PACK_LIST ? element(a, f) : feel_string(
		    f->values[dice((unsigned)f->nvalues)].name.zh);
	return feel_list(v, n);
}

static struct feel_value
made_up(struct arena *a, const struct pack_fact *f)
{
	switch (f->type) {
	case PACK_BOOLEAN:
		return feel_boolean(dice(2) == 0);
	case PACK_INTEGER:
	case PACK_NUMBER:
		return feel_int(figure());
	case PACK_CHOICE:
		return feel_string(
		    f->values[dice((unsigned)f->nvalues)].name.zh);
	case PACK_CHOICES:
	case PACK_LIST:
		return several(a, f);
	case PACK_DATE:
		return feel_date(day_from_civil(2026, 2, 1) + dice(60));
	case PACK_MOMENT:
		return moment();
	default:
		return feel_string(S("某"));
	}
}

/* ---- which facts may change everything ---- */

static bool
governs(const struct pack *p, const struct pack_fact *f)
{
	size_t slot;

	if (!pack_slot(p, f->id, &slot))
		return false;
	for (size_t i = 0; i < p->ngoverned; i++)
		if (feel_names(p->governed_by[i], slot))
			return true;
	return p->graded_by != NULL && str_eq(p->graded_by->id, f->id);
}

struct steady {
	struct court	 k;
	bool		*fixed, *open;	/* by fact: governs; may be made up */
	size_t		 n;
	struct arena_mark mark;
};

static void
begin(struct steady *s)
{
	struct str text = { "", 0 };
	struct note note = NOTE_INIT;

	court_begin(&s->k);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		CHECK_OK(file_read(s->k.a, str_fmt(s->k.a,
		    TEST_SOURCE "/packs/%s.md", paths[i]).p, PACK_BYTES_MAX,
		    &text, &note), &note);
		(void)court_read(&s->k, text.p);
	}
	court_open(&s->k);
	s->n = book_nfacts(s->k.b);
	s->fixed = NEW_ARRAY(s->k.a, bool, s->n);
	s->open = NEW_ARRAY(s->k.a, bool, s->n);
	for (size_t i = 0; i < s->n; i++) {
		const struct pack_fact *f = book_fact(s->k.b, i);

		s->open[i] = f->derived == NULL && f->table == NULL &&
		    f->level < 0 && f->type != PACK_CALENDAR &&
		    f->type != PACK_DURATION;
		for (size_t p = 0; p < book_npacks(s->k.b); p++)
			s->fixed[i] |= governs(book_pack(s->k.b, p), f);
	}
	s->mark = arena_mark(s->k.a);
}

/* What governs is known, other facts are or are not. */
static void
facts_made_up(struct steady *s)
{
	struct note note = NOTE_INIT;
	unsigned dense = 1 + dice(4);

	CHECK_OK(book_blank(s->k.a, s->k.b, &s->k.facts, &note), &note);
	s->k.c.facts = s->k.facts;
	for (size_t i = 0; i < s->n; i++) {
		const struct pack_fact *f = book_fact(s->k.b, i);

		if (s->open[i] && (s->fixed[i] ? f->type == PACK_MOMENT ||
		    f->type == PACK_DATE : dice(5) < dense))
			s->k.facts[i] = made_up(s->k.a, f);
	}
}

/* ---- what must hold ---- */

static bool
is_among(const struct feel_missing *m, struct str fact)
{
	while (m != NULL && !str_eq(m->fact, fact))
		m = m->next;
	return m != NULL;
}

static bool
is_missing(const struct verdict *v, struct str fact)
{
	if (v->rule->kind == PACK_ATTRIBUTION)
		for (size_t i = 0; i < v->bearers.n; i++)
			if (is_among(v->bearers.b[i].missing, fact))
				return true;
	return is_among(v->missing, fact);
}

static void
compare(const struct verdict *x, const struct verdict *y, struct str fact)
{
	bool steady = (x->decided == TRUTH_OPEN || x->decided == y->decided) &&
	    (x->advised == TRUTH_OPEN || x->advised == y->advised) &&
	    (x->decided == TRUTH_OPEN || x->decided == x->advised);

	if (steady && (x->outcome == y->outcome || is_missing(x, fact)))
		return;
	fail_msg("%.*s, once %.*s is known: %s, %s before",
	    STR_ARG(x->rule->id), STR_ARG(fact), outcome_word(y->outcome),
	    outcome_word(x->outcome));
}

static void
one_more(struct steady *s, size_t fact)
{
	struct judgement before = s->k.j;
	struct feel_value was = s->k.facts[fact];

	if (!s->open[fact] || s->fixed[fact] || !feel_is_unknown(&was))
		return;
	s->k.facts[fact] = made_up(s->k.a, book_fact(s->k.b, fact));
	court_judge(&s->k);
	for (size_t p = 0; p < before.n; p++) {
		CHECK_INT(before.packs[p].nverdicts,
		    s->k.j.packs[p].nverdicts);
		for (size_t i = 0; i < before.packs[p].nverdicts; i++)
			compare(&before.packs[p].verdicts[i],
			    &s->k.j.packs[p].verdicts[i],
			    book_fact(s->k.b, fact)->name.zh);
	}
	s->k.facts[fact] = was;
	s->k.j = before;
}

TEST("by the packs of the tree, one fact more takes nothing back")
{
	struct steady s;

	begin(&s);
	for (unsigned i = 0; i < CASES; i++) {
		seed = (i + 1) * UINT64_C(0x9e3779b97f4a7c15);
		facts_made_up(&s);
		court_judge(&s.k);
		for (int k = 0; k < MORE; k++)
			one_more(&s, dice((unsigned)s.n));
		arena_reset(s.k.a, s.mark);
	}
	court_end(&s.k);
}
