/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "cli/fake_test.h"
#include "test/lib/test.h"

static struct str
page(struct arena *a, const struct command_table *t, enum lang lang)
{
	struct buf b = BUF_IN(a);

	cli_man(&b, t, (struct voice){ lang, NULL });
	CHECK(!buf_failed(&b));
	return buf_view(&b);
}

static bool
holds(struct str s, const char *part)
{
	return s.n > 0 && strstr(s.p, part) != NULL;
}

TEST("every exit code of the error table stands in the page")
{
	struct arena *a = arena_new();
	struct str text = page(a, &fake_table, LANG_EN);

	for (int e = 0; e < ERR__MAX; e++) {
		CHECK(holds(text, str_fmt(a, ".TP\n\\fB%d\\fR\n",
		    err_exit((enum err)e)).p));
		CHECK(holds(text, err_name((enum err)e)));
	}
	arena_free(a);
}

TEST("what troff would take for orders is written so that it does not")
{
	static const struct command rows[] = {
		{ "x", NULL, 0, NULL, "", 0, 0, ".ig it's `a\\b` ~^ \"q\"",
		    "'one\n.two", ".SH no" },
	};
	const struct command_table t = { rows, 1 };
	struct arena *a = arena_new();
	struct str text = page(a, &t, LANG_EN);

	CHECK(holds(text, "\n\\&.ig it\\(aqs \\(gaa\\eb\\(ga \\(ti\\(ha "
	    "\\(dqq\\(dq\n"));
	CHECK(holds(text, "\n\\(aqone\n.PP\n\\&.two\n"));
	CHECK(holds(text, "\n\\&.SH no\n"));
	arena_free(a);
}

TEST("a page for which there is no memory is known to have failed")
{
	for (long n = 1; n < 2000; n++) {
		struct buf b = BUF_INIT;
		bool whole;

		fault_arm(FAULT_ALLOC, n);
		cli_man(&b, &fake_table, (struct voice){ LANG_EN, NULL });
		whole = fault_seen(FAULT_ALLOC) < n;
		fault_arm(FAULT_ALLOC, 0);
		CHECK(buf_failed(&b) == !whole);
		buf_free(&b);
		if (whole)
			return;
	}
	fail();
}
