/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens when there is no memory, at any one allocation?
 */
#include "base/fault.h"
#include "feel/feel_fixture.h"

#include "test/lib/test.h"

static const char *const texts[] = {
	"n > 3 and (X > 1 or s = \"重大\") and not(n / 2 < 1)",
	"if X > 1 then [1, 2, {a: 1}] else sort(l, function(p, q) p > q)",
	"some m in members satisfies m.role = \"chair\" and m.age > 60",
	"count(members[age > X]) + sum(l) + l[-1] + members.age[1]",
	"for i in 1..3, j in l return i * j + count(partial)",
	"split(\"a1b2\", \"[0-9]+\")[1] + string join([s, \"x\"], \", \") + "
	    "upper case(s)",
	"context put(context merge([{a: 1}, {b: X}]), \"c\", "
	    "get entries({d: 1}))",
	"distinct values(concatenate(l, [1, 2]))[item in [1..2]]",
	"@\"2026-11-23T08:00:00Z\" + duration(\"P1D\") < "
	    "date and time(\"2027-01-01T00:00:00Z\")",
	"{f: function(a) a + X, r: f(2)}.r instance of list<number>",
	"1 + \"a\" = upper case(5)",
	"nobody + 1",
	"range(\"[1..\" + string(n) + \"]\")",
};

/* All that is done with one text; false if memory was lacking. */
static enum err
all(struct feel_world *w, const char *text, struct note *note)
{
	const struct feel_program *p = NULL;
	const struct feel_part *part = NULL;
	struct feel_answer ans;
	const struct note *notes;
	enum err e;

	if ((e = feel_compile(w->a, w->scope, str_of(text), NULL, &p, note)) !=
	    ERR_OK)
		return e;
	if ((e = feel_eval(w->a, p, &w->env, &ans, note)) != ERR_OK ||
	    (e = feel_explain(w->a, p, &w->env, &part, note)) != ERR_OK)
		return e;
	(void)feel_missing(w->a, &ans.value);
	(void)feel_lint(w->a, w->scope, str_of(text), &notes);
	return note_arena(w->a, ERR_OK, note);
}

static void
world(struct feel_world *w)
{
	world_begin(w);
	world_fact(w, "X", "number", NULL);
	world_fact(w, "n", "number", "5");
	world_fact(w, "s", "string", "\"重大\"");
	world_fact(w, "l", "list<number>", "[3, 1, 2]");
	world_fact(w, "members", "list<context<role: string, age: number>>",
	    "[{role: \"clerk\", age: 30}, {role: \"chair\", age: 61}]");
}

#ifdef ANZE_FAULTS
static bool
fails_at(const char *text, long n)
{
	struct note note = NOTE_INIT;
	struct feel_world w;
	enum err e;
	bool hit;

	world(&w);
	fault_arm(FAULT_ALLOC, n);
	e = all(&w, text, &note);
	hit = fault_seen(FAULT_ALLOC) >= n;
	fault_arm(FAULT_ALLOC, 0);
	if (hit) {
		CHECK_INT(e, ERR_MEMORY);
		CHECK_INT(note.err, ERR_MEMORY);
	}
	world_end(&w);
	return hit;
}
#endif

TEST("each allocation may fail, and is told")
{
#ifdef ANZE_FAULTS
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (long n = 1; fails_at(texts[i], n); n++)
			assert_true(n < 2000);
#else
	SKIP("built without faults");
#endif
}

TEST("all these texts end as they should")
{
	struct feel_world w;

	world(&w);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct note note = NOTE_INIT;
		enum err e = all(&w, texts[i], &note);

		CHECK_INT(e, strncmp(texts[i], "nobody", 6) == 0 ?
		    ERR_INVALID : ERR_OK);
	}
	world_end(&w);
}
