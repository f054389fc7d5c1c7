/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Conditions made up at random, over facts some of which are not known, are
 * judged and compared with an evaluator that is as simple as can be; and what
 * more is known never takes back what was decided.
 */
#include "pack/judge_hand_fixture.h"

#include "test/lib/test.h"

enum {
	WORLDS = 1500, CASES = 12,
	BOOLEANS = 5, INTEGERS = 3, DERIVED = 2,
	FACTS = BOOLEANS + INTEGERS + DERIVED, STATED = BOOLEANS + INTEGERS,
	RULES = 4, NODES = 1200, HEIGHT = 3, LEAF_HEIGHT = 2
};

/* ---- chance ---- */

static uint64_t seed;

static unsigned
dice(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (unsigned)(seed >> 33) % n;
}

/* ---- what is made up: expressions and conditions, as trees of our own ---- */

enum what { IS, LEAST, NOT, AND, OR, LEAF, ALL, ANY, READINGS };

struct thing {
	enum what		 what;
	bool			 weak;
	size_t			 fact;
	int			 least;
	size_t			 n;
	const struct thing	*kid[3];
};

struct world {
	struct arena		*a;
	struct hand		 h;
	const struct book	*b;
	struct thing		 thing[NODES];
	size_t			 n;
	const struct thing	*derived[DERIVED];	/* expressions */
	bool			 weak[DERIVED];
	const struct thing	*rule[RULES];		/* LEAF, ALL, … */
	bool			 known[STATED];
	int			 value[STATED];
};

static struct thing *
thing(struct world *w, enum what what)
{
	struct thing *t = &w->thing[w->n++];

	assert_true(w->n < NODES);
	*t = (struct thing){ .what = what };
	return t;
}

static const struct thing *
expression(struct world *w, size_t facts, int height)
{
	struct thing *t;
	unsigned d = dice(height <= 0 ? 2 : 6);

	if (d < 2 || d == 5) {
		size_t fact = dice((unsigned)facts);

		t = thing(w, fact >= BOOLEANS && fact < STATED ? LEAST : IS);
		t->fact = fact;
		t->least = (int)dice(4);
		return t;
	}
	t = thing(w, d == 2 ? NOT : d == 3 ? AND : OR);
	t->n = d == 2 ? 1 : 2;
	for (size_t i = 0; i < t->n; i++)
		t->kid[i] = expression(w, facts, height - 1);
	return t;
}

static const struct thing *
condition(struct world *w, int height)
{
	struct thing *t;
	unsigned d = dice(height <= 0 ? 1 : 4);

	t = thing(w, d == 0 ? LEAF : d == 1 ? ALL : d == 2 ? ANY : READINGS);
	t->weak = dice(6) == 0;
	t->n = d == 0 ? 1 : 2 + dice(2);
	for (size_t i = 0; i < t->n; i++)
		t->kid[i] = d == 0 ? expression(w, FACTS, LEAF_HEIGHT) :
		    condition(w, height - 1 - (int)dice(2));
	return t;
}

/* ---- the same for the judge ---- */

static const char *
fact_name(size_t i)
{
	static const char *const names[FACTS] = { "甲", "乙", "丙", "丁", "戊",
	    "人数", "次数", "分钟数", "推甲", "推乙" };

	return names[i];
}

static void
text_put(struct buf *b, const struct thing *t)
{
	static const char *const between[] = { [NOT] = "", [AND] = " and ",
	    [OR] = " or " };

	if (t->what == IS || t->what == LEAST) {
		buf_text(b, fact_name(t->fact));
		if (t->what == LEAST)
			buf_fmt(b, " >= %d", t->least);
		return;
	}
	buf_text(b, t->what == NOT ? "not(" : "(");
	for (size_t i = 0; i < t->n; i++) {
		buf_text(b, i > 0 ? between[t->what] : "");
		text_put(b, t->kid[i]);
	}
	buf_text(b, ")");
}

static struct str
text_of(struct world *w, const struct thing *t)
{
	struct buf b = BUF_IN(w->a);

	text_put(&b, t);
	return buf_view(&b);
}

static struct pack_cond *
cond_of(struct world *w, const struct thing *t)
{
	enum attested mark = t->weak ? ATTESTED_PRACTICE : ATTESTED_OFFICIAL;
	struct pack_cond *c;

	if (t->what == LEAF)
		return hand_when(&w->h, text_of(w, t->kid[0]), mark);
	c = hand_join(&w->h, t->what == ALL ? COND_ALL : t->what == ANY ?
	    COND_ANY : COND_READINGS, mark);
	for (size_t i = 0; i < t->n; i++)
		hand_part(c, cond_of(w, t->kid[i]));
	return c;
}

static void
world_make(struct world *w)
{
	static const char *const ids[RULES] = { "r0", "r1", "r2", "r3" };
	struct note note = NOTE_INIT;
	const struct pack *p;

	hand_begin(&w->h, w->a, "random");
	for (size_t i = 0; i < STATED; i++)
		(void)hand_fact(&w->h, str_of(fact_name(i)), i < BOOLEANS ?
		    PACK_BOOLEAN : PACK_INTEGER);
	for (size_t i = 0; i < DERIVED; i++) {
		w->derived[i] = expression(w, STATED + i, LEAF_HEIGHT);
		w->weak[i] = dice(3) == 0;
		(void)hand_derived(&w->h, str_of(fact_name(STATED + i)),
		    text_of(w, w->derived[i]), w->weak[i] ?
		    ATTESTED_MEMORY : ATTESTED_TWO);
	}
	for (size_t i = 0; i < RULES; i++) {
		w->rule[i] = condition(w, HEIGHT);
		hand_rule(&w->h, ids[i], cond_of(w, w->rule[i]),
		    ATTESTED_OFFICIAL);
	}
	p = hand_end(&w->h);
	CHECK_OK(book_new(w->a, &p, 1, &w->b, &note), &note);
}

static void
judge_it(struct world *w, struct judgement *ret)
{
	struct note note = NOTE_INIT;
	struct feel_value *facts = NULL;
	struct book_case c = { .zone = zone_built_in(S("Asia/Shanghai")),
	    .at = day_from_civil(2026, 3, 2) * DAY_MS };

	CHECK_OK(book_blank(w->a, w->b, &facts, &note), &note);
	for (size_t i = 0; i < STATED; i++)
		if (w->known[i])
			facts[i] = i < BOOLEANS ?
			    feel_boolean(w->value[i] != 0) :
			    feel_int(w->value[i]);
	c.facts = facts;
	CHECK_OK(judge(w->a, w->b, &c, ret, &note), &note);
}

/* ---- the slow evaluator ---- */

enum { NO, OPEN, SPLIT, YES };		/* as "all" ranks them */

static int
slow_expression(const struct world *w, const struct thing *t, bool decided)
{
	int x, y;

	switch (t->what) {
	case IS:
		if (t->fact >= STATED)
			return decided && w->weak[t->fact - STATED] ? OPEN :
			    slow_expression(w, w->derived[t->fact - STATED],
			    decided);
		return !w->known[t->fact] ? OPEN : w->value[t->fact] != 0 ?
		    YES : NO;
	case LEAST:
		return !w->known[t->fact] ? OPEN :
		    w->value[t->fact] >= t->least ? YES : NO;
	case NOT:
		x = slow_expression(w, t->kid[0], decided);
		return x == YES ? NO : x == NO ? YES : OPEN;
	default:
		x = slow_expression(w, t->kid[0], decided);
		y = slow_expression(w, t->kid[1], decided);
		return (t->what == AND) == (x < y) ? x : y;
	}
}

static int
slow_condition(const struct world *w, const struct thing *t, bool decided)
{
	/* By "any" a yes goes first, then what is open. */
	static const int rank[] = { [YES] = 0, [OPEN] = 1, [SPLIT] = 2,
	    [NO] = 3 };
	int least = YES, best = NO, seen[YES + 1] = { 0 };

	if (decided && t->weak)
		return OPEN;
	if (t->what == LEAF)
		return slow_expression(w, t->kid[0], decided);
	for (size_t i = 0; i < t->n; i++) {
		int x = slow_condition(w, t->kid[i], decided);

		seen[x]++;
		least = x < least ? x : least;
		best = rank[x] < rank[best] ? x : best;
	}
	if (t->what == ALL || t->what == ANY)
		return t->what == ALL ? least : best;
	if (seen[SPLIT] > 0 || (seen[YES] > 0 && seen[NO] > 0))
		return SPLIT;
	return seen[OPEN] > 0 ? OPEN : least;
}

static enum outcome
slow_outcome(int decided, int advised)
{
	if (decided == YES || decided == NO)
		return decided == YES ? OUTCOME_MET : OUTCOME_NOT_MET;
	if (decided == SPLIT || advised == SPLIT)
		return OUTCOME_READINGS;
	return advised == OPEN ? OUTCOME_OPEN : advised == YES ?
	    OUTCOME_ADVISED : OUTCOME_ADVISED_NOT;
}

/* ---- what must hold ---- */

static void
facts_made_up(struct world *w)
{
	for (size_t i = 0; i < STATED; i++) {
		w->known[i] = dice(2) == 0;
		w->value[i] = (int)dice(i < BOOLEANS ? 2 : 5);
	}
}

static enum truth
truth(int x)
{
	return x == YES ? TRUTH_YES : x == NO ? TRUTH_NO : TRUTH_OPEN;
}

static void
same_as_slow(const struct world *w, const struct judgement *j)
{
	for (size_t i = 0; i < RULES; i++) {
		const struct verdict *v = &j->packs[0].verdicts[i];
		int decided = slow_condition(w, w->rule[i], true);
		int advised = slow_condition(w, w->rule[i], false);

		CHECK_INT(v->outcome, slow_outcome(decided, advised));
		CHECK_INT(v->decided, truth(decided));
		CHECK_INT(v->advised, truth(advised));
		/* What is decided is advised as well. */
		if (v->decided != TRUTH_OPEN)
			CHECK_INT(v->advised, v->decided);
	}
}

static bool
is_missing(const struct verdict *v, size_t fact)
{
	for (const struct feel_missing *m = v->missing; m != NULL; m = m->next)
		if (str_is(m->fact, fact_name(fact)))
			return true;
	return false;
}

/* One fact more: what was decided stays, and what was said to be missing is all
 * that can change the outcome. */
static void
one_more(struct world *w, const struct judgement *before)
{
	struct judgement j;
	size_t fact = dice(STATED);

	if (w->known[fact])
		return;
	w->known[fact] = true;
	judge_it(w, &j);
	for (size_t i = 0; i < RULES; i++) {
		const struct verdict *x = &before->packs[0].verdicts[i];
		const struct verdict *y = &j.packs[0].verdicts[i];

		if (x->decided != TRUTH_OPEN)
			CHECK_INT(y->decided, x->decided);
		if (x->advised != TRUTH_OPEN)
			CHECK_INT(y->advised, x->advised);
		if (x->outcome == OUTCOME_READINGS)
			CHECK_INT(y->outcome, OUTCOME_READINGS);
		if (!is_missing(x, fact))
			CHECK_INT(y->outcome, x->outcome);
	}
	w->known[fact] = false;
}

static void
each_world(void (*look)(struct world *w, const struct judgement *j))
{
	struct world *w = calloc(1, sizeof *w);
	struct judgement j;

	assert_non_null(w);
	for (unsigned n = 0; n < WORLDS; n++) {
		seed = (n + 1) * UINT64_C(0x9e3779b97f4a7c15);
		w->n = 0;
		w->a = arena_new();
		assert_non_null(w->a);
		world_make(w);
		for (unsigned i = 0; i < CASES; i++) {
			facts_made_up(w);
			judge_it(w, &j);
			look(w, &j);
		}
		arena_free(w->a);
	}
	free(w);
}

static void
look_same(struct world *w, const struct judgement *j)
{
	same_as_slow(w, j);
}

static void
look_more(struct world *w, const struct judgement *j)
{
	one_more(w, j);
}

TEST("conditions made up at random come out as a simple evaluator says")
{
	each_world(look_same);
}

TEST("one fact more never takes back what was decided or advised")
{
	each_world(look_more);
}

TEST("all outcomes that conditions have come up among those made up")
{
	static bool met[OUTCOME__MAX];
	struct world *w = calloc(1, sizeof *w);
	struct judgement j;

	assert_non_null(w);
	for (unsigned n = 0; n < WORLDS; n++) {
		seed = (n + 1) * UINT64_C(0x9e3779b97f4a7c15);
		w->n = 0;
		w->a = arena_new();
		world_make(w);
		facts_made_up(w);
		judge_it(w, &j);
		for (size_t i = 0; i < RULES; i++)
			met[j.packs[0].verdicts[i].outcome] = true;
		arena_free(w->a);
	}
	free(w);
	for (int o = OUTCOME_MET; o <= OUTCOME_ADVISED_NOT; o++)
		CHECK(met[o]);
}
