/* SPDX-License-Identifier: Apache-2.0 */
#include "trigger/trigger.h"

#include "test/lib/test.h"

/* A condition by hand: parts stand behind what they are parts of. */
enum { NODES_MAX = 32 };
struct tree {
	struct pack_cond	cond[NODES_MAX];
	struct verdict_part	part[NODES_MAX];
	size_t			n;
	struct pack_rule	rule;
	struct verdict		v;
};

static struct pack_cond *
node(struct tree *t, enum cond_kind kind, const char *id, enum truth truth)
{
	struct pack_cond *c = &t->cond[t->n];

	CHECK(t->n < NODES_MAX);
	*c = (struct pack_cond){ .kind = kind, .id = str_of(id),
	    .index = t->n };
	t->part[t->n++] = (struct verdict_part){ .cond = c,
	    .decided = truth, .advised = truth };
	return c;
}

static void
part(struct pack_cond *whole, struct pack_cond *c)
{
	const struct pack_cond **at = &whole->first;

	while (*at != NULL)
		at = (const struct pack_cond **)(uintptr_t)&(*at)->next;
	*at = c;
}

/* "all" of a, and readings "failing" of which one each is true as said. */
static void
tree_make(struct tree *t, enum truth a, enum truth both, enum truth either)
{
	struct pack_cond *all, *failing;

	*t = (struct tree){ .n = 0 };
	all = node(t, COND_ALL, "", TRUTH_OPEN);
	part(all, node(t, COND_WHEN, "a", a));
	failing = node(t, COND_READINGS, "failing", TRUTH_OPEN);
	part(failing, node(t, COND_WHEN, "both", both));
	part(failing, node(t, COND_WHEN, "either", either));
	part(all, failing);
	t->rule.cond = all;
	t->v.rule = &t->rule;
	t->v.parts = t->part;
}

static enum truth
read_so(const struct tree *t, const char *reading, const char **ret_want)
{
	const struct str readings[] = { str_of(reading) };
	const struct pack_cond *want = NULL;
	const enum truth x = trigger_read_so(&t->v, readings,
	    reading[0] != '\0', &want);

	*ret_want = want == NULL ? "" : want->id.p;
	return x;
}

TEST("readings that differ want a choice, and then are what was chosen")
{
	const char *want;
	struct tree t;

	tree_make(&t, TRUTH_YES, TRUTH_NO, TRUTH_YES);
	CHECK_INT(read_so(&t, "", &want), TRUTH_OPEN);
	CHECK_STR(str_of(want), "failing");
	CHECK_INT(read_so(&t, "either", &want), TRUTH_YES);
	CHECK_STR(str_of(want), "");
	CHECK_INT(read_so(&t, "failing=both", &want), TRUTH_NO);
	CHECK_INT(read_so(&t, "other=both", &want), TRUTH_OPEN);
	CHECK_STR(str_of(want), "failing");
}

TEST("readings that come to the same want none")
{
	const char *want;
	struct tree t;

	tree_make(&t, TRUTH_YES, TRUTH_YES, TRUTH_YES);
	CHECK_INT(read_so(&t, "", &want), TRUTH_YES);
	CHECK_STR(str_of(want), "");
}

TEST("where something else settles it readings do not matter")
{
	const char *want;
	struct tree t;

	tree_make(&t, TRUTH_NO, TRUTH_NO, TRUTH_YES);
	CHECK_INT(read_so(&t, "", &want), TRUTH_NO);
	CHECK_STR(str_of(want), "");
}

TEST("a choice does not stand for what is not known")
{
	const char *want;
	struct tree t;

	tree_make(&t, TRUTH_OPEN, TRUTH_NO, TRUTH_YES);
	CHECK_INT(read_so(&t, "either", &want), TRUTH_OPEN);
	CHECK_STR(str_of(want), "");
	tree_make(&t, TRUTH_YES, TRUTH_NO, TRUTH_OPEN);
	CHECK_INT(read_so(&t, "either", &want), TRUTH_OPEN);
	CHECK_STR(str_of(want), "");
}

TEST("of several readings that differ the first that is wanted is told")
{
	const struct str one[] = { S("x=p") }, two[] = { S("x=p"), S("y=s") };
	const struct pack_cond *want = NULL;
	struct pack_cond *all, *x, *y;
	struct tree t = { .n = 0 };

	all = node(&t, COND_ALL, "", TRUTH_OPEN);
	x = node(&t, COND_READINGS, "x", TRUTH_OPEN);
	part(x, node(&t, COND_WHEN, "p", TRUTH_YES));
	part(x, node(&t, COND_WHEN, "q", TRUTH_NO));
	y = node(&t, COND_READINGS, "y", TRUTH_OPEN);
	part(y, node(&t, COND_WHEN, "r", TRUTH_NO));
	part(y, node(&t, COND_WHEN, "s", TRUTH_YES));
	part(all, x);
	part(all, y);
	t.rule.cond = all;
	t.v = (struct verdict){ .rule = &t.rule, .parts = t.part };
	CHECK_INT(trigger_read_so(&t.v, NULL, 0, &want), TRUTH_OPEN);
	CHECK_STR(want->id, "x");
	CHECK_INT(trigger_read_so(&t.v, one, 1, &want), TRUTH_OPEN);
	CHECK_STR(want->id, "y");
	CHECK_INT(trigger_read_so(&t.v, two, 2, &want), TRUTH_YES);
	CHECK(want == NULL);
}

TEST("only readings of the rule are readings")
{
	struct tree t;

	tree_make(&t, TRUTH_YES, TRUTH_NO, TRUTH_YES);
	CHECK(trigger_has_reading(&t.rule, S("either")));
	CHECK(trigger_has_reading(&t.rule, S("failing=either")));
	CHECK(!trigger_has_reading(&t.rule, S("a")));
	CHECK(!trigger_has_reading(&t.rule, S("failing")));
	CHECK(!trigger_has_reading(&t.rule, S("failing=")));
	CHECK(!trigger_has_reading(&t.rule, S("failing=either=both")));
	CHECK(!trigger_has_reading(&t.rule, S("")));
}

TEST("what only advises is still open")
{
	CHECK(trigger_is_open(S("open")));
	CHECK(trigger_is_open(S("advised")));
	CHECK(trigger_is_open(S("advised_not")));
	CHECK(!trigger_is_open(S("met")));
	CHECK(!trigger_is_open(S("not_met")));
	CHECK(!trigger_is_open(S("readings")));
	CHECK(!trigger_is_open(S("person")));
	CHECK(!trigger_is_open(S("not_in_force")));
}

TEST("the words of outcomes are those of the rules")
{
	for (int i = 0; i < OUTCOME__MAX; i++)
		CHECK_STR(str_of(trigger_outcomes[i].word),
		    outcome_word((enum outcome)i));
}

TEST("where nobody is named any kind of body may say a fact")
{
	const struct str kinds[] = { S("office"), S("discipline") };
	struct pack_fact f = { .asserted_by = { kinds, 2 } };

	CHECK(trigger_may_say(&f, S("discipline")));
	CHECK(!trigger_may_say(&f, S("unit")));
	f.asserted_by.n = 0;
	CHECK(trigger_may_say(&f, S("unit")));
}
