/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_fixture.h"

/* By id, version, entry, as the store gives them. */
static const struct adoption list[] = {
	{ .seq = 5, .id = { "a", 1 }, .version = 1, .since = 100,
	    .retired = -1 },
	{ .seq = 7, .id = { "a", 1 }, .version = 2, .since = 200,
	    .retired = 9 },
	{ .seq = 11, .id = { "a", 1 }, .version = 2, .since = 150,
	    .retired = -1 },
	{ .seq = 12, .id = { "a", 1 }, .version = 3, .since = 120,
	    .retired = -1 },
	{ .seq = 6, .id = { "b", 1 }, .version = 1, .since = 100,
	    .retired = 8 },
	{ .seq = 10, .id = { "c", 1 }, .version = 4, .since = 300,
	    .retired = -1 },
};
static const struct adoptions all = { list, sizeof list / sizeof list[0], 12 };

/* The entry by which the pack judges on the day; -1: none does. */
static int64_t
judges(const char *id, int64_t day)
{
	const struct adoption *x = adoption_in_force(&all, str_of(id), day);

	return x == NULL ? -1 : x->seq;
}

TEST("the greatest version that has begun judges")
{
	CHECK_INT(judges("a", 99), -1);
	CHECK_INT(judges("a", 100), 5);
	CHECK_INT(judges("a", 119), 5);
	CHECK_INT(judges("a", 120), 12);
	/* Version 2 begins later, but is the lesser one. */
	CHECK_INT(judges("a", 150), 12);
	CHECK_INT(judges("c", 299), -1);
	CHECK_INT(judges("c", 300), 10);
}

TEST("what was taken back judges on no day")
{
	CHECK_INT(judges("b", 500), -1);
	CHECK(adoption_newest(&all, S("b")) == NULL);
}

TEST("a pack that was never adopted is nowhere")
{
	const struct adoptions none = { NULL, 0, -1 };

	CHECK_INT(judges("", 500), -1);
	CHECK_INT(judges("aa", 500), -1);
	CHECK_INT(judges("z", 500), -1);
	CHECK(adoption_in_force(&none, S("a"), 500) == NULL);
	CHECK(adoption_of(&none, S("a"), 1) == NULL);
}

TEST("the newest version need not judge yet")
{
	CHECK_INT(adoption_newest(&all, S("a"))->seq, 12);
	CHECK_INT(adoption_newest(&all, S("c"))->seq, 10);
}

TEST("a version that was adopted anew is the later entry")
{
	CHECK_INT(adoption_of(&all, S("a"), 2)->seq, 11);
	CHECK_INT(adoption_of(&all, S("b"), 1)->seq, 6);
	CHECK(adoption_of(&all, S("a"), 4) == NULL);
	CHECK(adoption_of(&all, S("b"), 2) == NULL);
}

static size_t
slot_of(const struct pack *p, const char *name)
{
	size_t slot = 0;

	CHECK(pack_slot(p, str_of(name), &slot));
	return slot;
}

TEST("a rule reads the facts of its condition, its anchor, no others")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);
	const struct pack *p = fixture_read(s, "county.md", county_text(a, 1,
	    TEXT_MINUTES))->pack;
	const struct pack_rule *r = pack_rule(p, S("phone-report"));

	CHECK(r != NULL);
	CHECK(rule_reads(p, r, slot_of(p, "out_long")));
	CHECK(rule_reads(p, r, slot_of(p, "发现电话中断时间")));
	CHECK(!rule_reads(p, r, slot_of(p, "phone_out_minutes")));
	CHECK(!rule_reads(p, r, slot_of(p, "calls")));
	arena_free(a);
}

TEST("bodies that are of no kind there is are faults, with the nearest kind")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);
	struct str good = county_text(a, 1, TEXT_MINUTES);
	struct buf b = BUF_IN(a);
	const char *at = strstr(good.p, "[unit, office]");
	struct pack_faults faults = { .n = 0 };
	struct note note = NOTE_INIT;
	struct shelf_text *t;

	CHECK(at != NULL);
	buf_put(&b, good.p, (size_t)(at - good.p));
	buf_text(&b, "[unit, ofice, moon]");
	buf_text(&b, at + strlen("[unit, office]"));
	t = fixture_read(s, "county.md", str_copy(a, buf_view(&b)));
	CHECK_OK(rulebook_kinds_check(a, t->pack, &faults, &note), &note);
	CHECK_INT(faults.errors, 2);
	CHECK(!faults.first->remark);
	CHECK_STR(faults.first->note->args[1].text, "ofice");
	CHECK_STR(faults.first->note->args[2].text, "office");
	CHECK(faults.first->at.line > 0);
	CHECK(strstr(faults.last->note->msg, "There are") != NULL);
	arena_free(a);
}
