/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/judge_fixture.h"

#include "test/lib/test.h"

#define SAME(got, want)	assert_string_equal((got), (want))

#define FACT(id, name) \
	"```yaml facts\n- {id: " id ", name: " name ", en: " id \
	", type: boolean}\n```\n\n"
#define RULE(id, when) \
	"```yaml trigger\nid: " id "\ntitle: 情形\nen: situation\nwhen: " \
	when "\n```\n\n"
#define DUTY_CLOCK(id, more) \
	"```yaml clock\nid: " id "\ntitle: 报告\nen: report\nkind: initial\n" \
	"by: 单位\nto: [网信办]\n" more "```\n\n"

static enum err
book(struct court *k, struct note *note)
{
	return book_new(k->a, k->packs, k->npacks, &k->b, note);
}

TEST("two packs that declare one fact do not go together")
{
	struct note note = NOTE_INIT;
	struct court k;

	court_begin(&k);
	(void)court_pack(&k, "a", "official", "", FACT("x", "甲")
	    RULE("r", "甲"));
	k.npacks = 0;
	(void)court_pack(&k, "b", "official", "", FACT("x", "乙")
	    RULE("r", "乙"));
	k.packs[1] = k.packs[0];
	(void)court_pack(&k, "a", "official", "", FACT("x", "甲")
	    RULE("r", "甲"));
	CHECK_INT(k.npacks, 2);
	CHECK_ERR(book(&k, &note), ERR_CONFLICT, &note);
	court_end(&k);
}

TEST("a pack reads the facts of one that it uses, and what that derives")
{
	struct court k;
	size_t n;

	court_begin(&k);
	(void)court_pack(&k, "base", "official", "", FACT("x", "甲")
	    FACT("z", "丙")
	    "```yaml facts\n- {id: y, name: 乙, en: y, type: boolean, "
	    "derived: not(甲)}\n```\n\n" RULE("r", "甲 or 丙"));
	(void)court_pack(&k, "more", "official", "uses: [base]\n",
	    RULE("s", "乙"));
	court_open(&k);
	n = book_nfacts(k.b);
	CHECK_INT(n, 3);
	court_fact(&k, "x", "false");
	court_judge(&k);
	SAME(court_outcome(&k, "s"), "met");
	SAME(court_outcome(&k, "r"), "open");
	court_fact(&k, "x", "?");
	court_judge(&k);
	SAME(court_missing(&k, "s"), "甲");
	court_end(&k);
}

TEST("what a pack derives weakly is weak for those that use it")
{
	struct court k;

	court_begin(&k);
	(void)court_pack(&k, "base", "memory", "", FACT("x", "甲")
	    "```yaml facts\n- {id: y, name: 乙, en: y, type: boolean, "
	    "derived: not(甲)}\n```\n\n" RULE("r", "甲"));
	(void)court_pack(&k, "more", "official", "uses: [base]\n",
	    RULE("s", "乙"));
	court_open(&k);
	court_fact(&k, "x", "false");
	court_judge(&k);
	SAME(court_outcome(&k, "s"), "advised");
	court_end(&k);
}

TEST("a pack that is only used by another is not judged itself")
{
	struct court k;

	court_begin(&k);
	(void)court_pack(&k, "base", "official", "", FACT("x", "甲")
	    RULE("r", "甲"));
	(void)court_pack(&k, "more", "official", "uses: [base]\n",
	    RULE("s", "甲"));
	k.packs[0] = k.packs[1];
	k.npacks = 1;
	court_open(&k);
	court_fact(&k, "x", "true");
	court_judge(&k);
	CHECK_INT(k.j.n, 1);
	SAME(court_outcome(&k, "s"), "met");
	SAME(court_outcome(&k, "r"), "none");
	court_end(&k);
}

TEST("facts are found by id and by name, and a name that two have finds none")
{
	struct court k;
	size_t i = 0;

	court_begin(&k);
	(void)court_pack(&k, "a", "official", "", FACT("x", "甲")
	    FACT("u", "丁") RULE("r", "甲 or 丁"));
	k.npacks = 0;
	(void)court_pack(&k, "b", "official", "", FACT("y", "甲")
	    RULE("r", "甲"));
	k.packs[1] = k.packs[0];
	k.npacks = 0;
	(void)court_pack(&k, "a", "official", "", FACT("x", "甲")
	    FACT("u", "丁") RULE("r", "甲 or 丁"));
	k.npacks = 2;
	court_open(&k);
	CHECK(book_find(k.b, S("x"), &i));
	CHECK_STR(book_fact(k.b, i)->id, "x");
	CHECK(book_find(k.b, S("y"), &i));
	CHECK(book_find(k.b, S("丁"), &i));
	CHECK_STR(book_fact(k.b, i)->id, "u");
	CHECK(!book_find(k.b, S("甲"), &i));
	CHECK(!book_find(k.b, S("没有"), &i));
	court_end(&k);
}

/* ---- local packs ---- */

static void
local_begin(struct court *k, const char *from)
{
	court_begin(k);
	(void)court_pack(k, "base", "official", "",
	    "```yaml facts\n- {id: at, name: 发现时间, en: found, "
	    "type: moment}\n- {id: x, name: 甲, en: x, type: boolean}\n"
	    "```\n\n"
	    RULE("before", "甲")
	    DUTY_CLOCK("report", "when: 甲\nanchor: 发现时间\n")
	    RULE("behind", "甲"));
	(void)court_pack(k, "local", "official", "uses: [base]\n",
	    str_fmt(k->a, "```yaml clock\nid: local-report\n"
	    "overrides: report\ndocument: 某网信委〔2026〕1号\n"
	    "title: 两小时内报告\nen: within two hours\nfrom: %s\n"
	    "within: PT2H\n```\n", from).p);
	court_open(k);
	court_fact(k, "x", "true");
	court_fact(k, "at", "@\"2026-03-02T08:00:00+08:00\"");
	court_judge(k);
}

TEST("a local rule goes before the one it overrides, in its place")
{
	const struct judged_pack *base, *local;
	const struct verdict *v;
	struct court k;

	local_begin(&k, "2026-02-01");
	base = court_of(&k, "base");
	local = court_of(&k, "local");
	CHECK_INT(base->nverdicts, 3);
	CHECK_INT(local->nverdicts, 0);
	v = &base->verdicts[1];
	CHECK_STR(v->rule->id, "local-report");
	CHECK(v->clock.timed);
	SAME(court_time(&k, v->clock.due), "2026-03-02 10:00");
	CHECK(judged(base, S("report")) == v);
	CHECK(judged(base, S("local-report")) == v);
	SAME(court_outcome(&k, "behind"), "met");
	court_end(&k);
}

TEST("before its day a local rule changes nothing")
{
	const struct verdict *v;
	struct court k;

	local_begin(&k, "2026-03-03");
	v = court_verdict(&k, "report");
	CHECK_STR(v->rule->id, "report");
	CHECK(!v->clock.timed);
	SAME(court_outcome(&k, "local-report"), "not_in_force");
	court_end(&k);
}

TEST("a pack twice, in two versions, is refused")
{
	struct note note = NOTE_INIT;
	struct pack *other;
	struct court k;

	court_begin(&k);
	(void)court_pack(&k, "a", "official", "", FACT("x", "甲")
	    RULE("r", "甲"));
	other = NEW(k.a, struct pack);
	*other = *k.packs[0];
	other->version = 2;
	other->hash.b[0] ^= 1;
	k.packs[k.npacks++] = other;
	CHECK_ERR(book(&k, &note), ERR_CONFLICT, &note);
	court_end(&k);
}
