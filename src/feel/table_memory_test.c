/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens to a table when there is no memory, at any one allocation?
 */
#include "base/fault.h"
#include "feel/table_check.h"
#include "feel/table_fixture.h"

#include "test/lib/test.h"

static const char *const texts[] = {
	("U\nin x\nin y | string | 'a','b'\nout a\nout b | | | 'none'\n"
	    "< 18 | - => 1 | 'x'\n[10..65) | 'a' => x + 1 | y\n"
	    "? > 3 | not('a') => 2 | 'y' + y\n"),
	"P\nin x\nout | | 'h','m','l'\n< 5 => 'l'\n>= 5 => 'm'\n- => 'q'\n",
	"O\nin y\nout | | 3,2,1\n'a' => 1\n- => 2\n'b','c' => 3\n",
	("A\nin x\nin y\nout\n< 10 | - => 'same'\n>= 10 | 'a' => 'same'\n"
	    "- | 'b' => 'other'\n"),
	"C+\nin x\nout\n> 1 => 1\n> 2 => x\n",
	"F\nin x\nout\n< 1 => 1\n'a' + 1 => 2\n< 0 => 3\n",
};

#ifdef ANZE_FAULTS
/* All that is done with one table. */
static enum err
all(struct feel_world *w, const struct feel_table_text *text,
    struct note *note)
{
	const struct feel_table *t = NULL;
	const struct feel_table_row *rows = NULL;
	struct feel_table_answer ans;
	struct feel_check check;
	struct feel_cell cell;
	enum err e;

	if ((e = feel_table_compile(w->a, w->scope, text, NULL, &t, &cell,
	    note)) != ERR_OK ||
	    (e = feel_table_eval(w->a, t, &w->env, &ans, note)) != ERR_OK ||
	    (e = feel_table_explain(w->a, t, &w->env, &ans, &rows, note)) !=
	    ERR_OK)
		return e;
	return feel_table_check(w->a, t, &check, note);
}

static bool
fails_at(const char *words, const char *x, long n)
{
	struct feel_table_text text;
	struct note note = NOTE_INIT;
	struct feel_world w;
	enum err e;
	bool hit;

	world_begin(&w);
	world_fact(&w, "x", "number", x);
	world_fact(&w, "y", "string", "\"a\"");
	text = table_text(&w, words);
	fault_arm(FAULT_ALLOC, n);
	e = all(&w, &text, &note);
	hit = fault_seen(FAULT_ALLOC) >= n;
	fault_arm(FAULT_ALLOC, 0);
	if (hit) {
		CHECK_INT(e, ERR_MEMORY);
		CHECK_INT(note.err, ERR_MEMORY);
	} else {
		CHECK_OK(e, &note);
	}
	world_end(&w);
	return hit;
}
#endif

TEST("each allocation of a table may fail, and is told")
{
#ifdef ANZE_FAULTS
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (int known = 0; known < 2; known++)
			for (long n = 1; fails_at(texts[i], known != 0 ? "20" :
			    NULL, n); n++)
				assert_true(n < 2000);
#else
	(void)texts;
	SKIP("the build has no faults");
#endif
}
