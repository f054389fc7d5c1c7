/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How packs are looked over; what is said of each fault stands in
 * test/golden/pack/.
 */
#include "base/fault.h"
#include "pack/figure_in.h"

#include "test/lib/test.h"

static const char head[] = "---\npack: made\nversion: 1\ntitle: 测试规定\n"
    "issuer: 某县\nfrom: 2026-01-01\nattested: official\nsource: 存档\n---\n\n"
    "## 1 条\n\n规定。\n\n";

static const char facts[] = "```yaml facts\n"
    "- {id: n, name: 人数, type: integer, unit: 人, least: 0}\n"
    "- {id: r, name: 比例, type: number, unit: 成}\n"
    "- {id: span, name: 时长, type: duration}\n"
    "- {id: day, name: 日子, type: date}\n"
    "- {id: at, name: 发现时间, type: moment}\n"
    "- {id: a, name: 甲, type: boolean}\n"
    "- {id: long, name: 人数 比例, type: integer, unit: 人}\n```\n\n";

static const struct pack *
read_good(struct arena *a, const char *body)
{
	struct pack_faults faults = { .first = NULL };
	struct note note = NOTE_INIT;
	const struct pack *p = NULL;
	struct str text = str_fmt(a, "%s%s%s", head, facts, body);
	enum err e = pack_read(a, text, NULL, 0, &p, &faults, &note);

	for (const struct pack_fault *f = faults.first; f != NULL; f = f->next)
		print_message("# %d:%d %s\n", (int)f->at.line,
		    (int)f->at.column, f->note->msg);
	CHECK_OK(e, &note);
	return p;
}

/* ---- where an expression turns ---- */

struct found {
	const struct pack	*p;
	struct buf		 b;
};

static void
found_put(void *arg, size_t slot, const struct figure_turn *t)
{
	struct found *f = arg;
	struct feel_value beside;

	buf_text(&f->b, f->b.n > 0 ? "; " : "");
	buf_str(&f->b, f->p->facts[slot]->name.zh);
	buf_char(&f->b, ' ');
	feel_put(&f->b, &t->at);
	if (figure_beside(f->p->facts[slot], t, &beside)) {
		buf_char(&f->b, ' ');
		feel_put(&f->b, &beside);
	}
}

TEST("comparisons of a fact with a constant are found, and what lies beside")
{
	static const char *const tries[][2] = {
		{ "人数 >= 30", "人数 30 29" },
		{ "人数 < 30", "人数 30 29" },
		{ "人数 > 30", "人数 30 31" },
		{ "人数 <= 30", "人数 30 31" },
		{ "30 <= 人数", "人数 30 29" },
		{ "30 < 人数 and 甲", "人数 30 31" },
		{ "not(甲) or(人数>=1)", "人数 1 0" },
		{ "比例 >= 0.5", "比例 0.5 0.4" },
		{ "比例 > 1.25", "比例 1.25 1.26" },
		{ "时长 >= duration(\"PT6H\")", "时长 @\"PT6H\" @\"PT5H59M\"" },
		{ "时长 > @\"PT6H\"", "时长 @\"PT6H\" @\"PT6H1M\"" },
		{ "日子 < @\"2026-03-01\"",
		    "日子 @\"2026-03-01\" @\"2026-02-28\"" },
		{ "发现时间 >= @\"2026-03-01T00:00:00+08:00\"",
		    "发现时间 @\"2026-03-01T00:00:00+08:00\" "
		    "@\"2026-02-28T23:59:00+08:00\"" },
		{ "人数 > 1 and 人数 < 9", "人数 1 2; 人数 9 8" },
		{ "人数 比例 >= 2", "人数 比例 2 1" },
		{ "if 人数 >= 3 then 甲 else false", "人数 3 2" },
		/* More than a name, or no constant. */
		{ "2 * 人数 >= 30", "" },
		{ "人数 + 1 >= 30", "" },
		{ "人数 >= 30 * 2", "" },
		{ "人数 >= 比例", "" },
		{ "人数 = 30", "" },
		{ "\"人数 >= 30\" = \"\"", "" },
		{ "人数 >=", "" },
		{ ">= 30", "" },
		{ "<", "" },
		{ "\"", "" },
	};
	struct arena *a = arena_new();
	const struct pack *p = read_good(a, "");
	const struct feel_scope *none = feel_scope_new(a);

	for (size_t i = 0; i < COUNT(tries); i++) {
		struct found f = { p, BUF_IN(a) };

		figures_each(a, p, none, str_of(tries[i][0]), found_put, &f);
		CHECK_STR(buf_view(&f.b), tries[i][1]);
	}
	arena_free(a);
}

TEST("the ranges of a cell are found")
{
	static const char *const tries[][2] = {
		{ ">= 30", "人数 30 29" },
		{ "[5..8)", "人数 5 4; 人数 8 7" },
		{ "(5..8]", "人数 5 6; 人数 8 9" },
		{ "< 3, > 9", "人数 3 2; 人数 9 10" },
		{ "not(< 3)", "人数 3 2" },
		{ "7", "" },
		{ "-", "" },
		{ "", "" },
		{ "? > 3", "" },
	};
	struct arena *a = arena_new();
	const struct pack *p = read_good(a, "");
	size_t slot;

	CHECK(pack_slot(p, S("人数"), &slot));
	for (size_t i = 0; i < COUNT(tries); i++) {
		struct found f = { p, BUF_IN(a) };

		figures_of_cell(a, p, slot, str_of(tries[i][0]), found_put,
		    &f);
		CHECK_STR(buf_view(&f.b), tries[i][1]);
	}
	arena_free(a);
}

/* ---- the whole ---- */

static size_t
count(const struct pack_faults *f, bool remarks)
{
	size_t n = 0;

	for (const struct pack_fault *x = f->first; x != NULL; x = x->next)
		n += x->remark == remarks;
	return n;
}

TEST("remarks do not crowd out errors")
{
	struct arena *a = arena_new();
	struct pack_faults faults = { .first = NULL };
	struct note note = NOTE_INIT;
	struct buf b = BUF_IN(a);
	const struct pack *p;

	for (int i = 0; i < PACK_FAULTS_MAX; i++)
		buf_fmt(&b, "```yaml facts\n{id: x%d, name: 无人读%d, "
		    "type: text}\n```\n\n", i, i);
	buf_text(&b, "## 2 条\n\n没有规则。\n");
	p = read_good(a, buf_view(&b).p);
	CHECK_OK(pack_check(a, p, &faults, &note), &note);
	CHECK_INT(faults.n, PACK_FAULTS_MAX);
	/* Neither article has a rule. */
	CHECK_INT(faults.errors, 2);
	CHECK_INT(count(&faults, false), 2);
	CHECK(faults.more);
	arena_free(a);
}

TEST("what is found is added to what was told before, in order of lines")
{
	struct arena *a = arena_new();
	struct pack_faults faults = { .first = NULL };
	struct note note = NOTE_INIT;
	const struct pack *p = read_good(a, "");
	struct sink s = { a, &faults };
	const struct arg none[] = { { NULL, ARG_NONE, { NULL, 0 }, 0 } };
	int32_t line = 0;

	remark(&s, place(14, 1), "said before", none);
	CHECK_OK(pack_check(a, p, &faults, &note), &note);
	CHECK(count(&faults, true) > 1);
	CHECK_INT(count(&faults, true) + count(&faults, false), faults.n);
	for (const struct pack_fault *f = faults.first; f != NULL;
	    f = f->next) {
		CHECK(f->at.line >= line);
		line = f->at.line;
		if (f->next == NULL)
			CHECK(faults.last == f);
	}
	arena_free(a);
}

/* ---- without memory ---- */

static const char rich[] = "```yaml trigger\nid: t\ntitle: 情形\nany:\n"
    "- {when: 人数 >= 3}\n- {when: 甲}\n```\n\n"
    "```yaml example\nid: x\n```\n\n| 例 | 人数 | 甲 | → t |\n"
    "|---|---|---|---|\n| 一 | 3 | false | 符合 |\n"
    "| 二 | ? | ? | 暂不能判断 |\n\n"
    "```yaml facts\n{id: out, name: 结果, type: integer, unit: 个}\n```\n\n"
    "```yaml table\nid: tab\ntitle: 表\ngives: out\nhit: U\n```\n\n"
    "| 人数 | → 结果 |\n|---|---|\n| <= 3 | 1 |\n| >= 3 | 2 |\n";

#ifdef ANZE_FAULTS
static bool
fails_at(long n)
{
	struct arena *a = arena_new();
	struct pack_faults faults = { .first = NULL };
	struct note note = NOTE_INIT;
	const struct pack *p = read_good(a, rich);
	enum err e;
	bool hit;

	fault_arm(FAULT_ALLOC, n);
	e = pack_check(a, p, &faults, &note);
	hit = fault_seen(FAULT_ALLOC) >= n;
	fault_arm(FAULT_ALLOC, 0);
	if (hit) {
		CHECK_INT(e, ERR_MEMORY);
		CHECK_INT(note.err, ERR_MEMORY);
	} else {
		CHECK_OK(e, &note);
		CHECK(faults.errors > 0);
	}
	arena_free(a);
	return hit;
}
#endif

TEST("each allocation of looking over may fail, and is told")
{
#ifdef ANZE_FAULTS
	for (long n = 1; fails_at(n); n++)
		assert_true(n < 10000);
#else
	(void)rich;
	SKIP("the build has no faults");
#endif
}
