/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the programs that show manual pages think of ours?  One of them, the
 * one that ANZE_MAN_TOOL names (meson knows which are there).
 */
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "cli/fake_test.h"
#include "test/lib/test.h"

enum { ARGS_MAX = 12 };

static struct str
page(struct arena *a, enum lang lang)
{
	struct buf b = BUF_IN(a);

	cli_man(&b, &fake_table, (struct voice){ lang, NULL });
	CHECK(!buf_failed(&b));
	return buf_view(&b);
}

/* Run a program; what it prints goes to ${out} and ${err}. */
static int
ran(struct arena *a, const char *const *words, struct str *out,
    struct str *err)
{
	FILE *o = tmpfile(), *e = tmpfile();
	char *argv[ARGS_MAX + 1] = { NULL };
	int status = 0;
	pid_t child;

	assert_non_null(o);
	assert_non_null(e);
	for (size_t i = 0; i < ARGS_MAX && words[i] != NULL; i++) {
		size_t n = strlen(words[i]) + 1;

		argv[i] = memcpy(arena_alloc(a, n), words[i], n);
	}
	if ((child = fork()) == 0) {
		if (dup2(fileno(o), 1) < 0 || dup2(fileno(e), 2) < 0)
			_exit(126);
		(void)execvp(words[0], argv);
		_exit(127);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(lseek(fileno(o), 0, SEEK_SET) == 0);
	CHECK(lseek(fileno(e), 0, SEEK_SET) == 0);
	*out = fake_read(a, fileno(o));
	*err = fake_read(a, fileno(e));
	CHECK(fclose(o) == 0 && fclose(e) == 0);
	CHECK(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static bool
holds(struct str s, const char *part)
{
	return s.n > 0 && strstr(s.p, part) != NULL;
}

static const struct {
	const char	*tool;
	const char	*words[ARGS_MAX];	/* the page's path behind them */
	bool		 shows;			/* the page, not only complaints */
} tools[] = {
	{ "groff", { "groff", "-Kutf8", "-Tutf8", "-man", "-ww", "-P-cbou" },
	    true },
	{ "man", { "man", "-P", "cat", "--warnings=w", "-l" }, true },
	{ "mandoc", { "mandoc", "-Tlint", "-Wwarning" }, false },
};

static void
page_is_whole(struct str out)
{
	struct str line;

	CHECK(holds(out, "anze region list"));
	CHECK(holds(out, "--known-at TIME"));
	CHECK(holds(out, "anze region list --year 2010"));
	CHECK(holds(out, "{\"rows\":[…]}"));
	CHECK(holds(out, "\\t") && holds(out, "\\n"));
	CHECK(holds(out, "ERR_STOPPED"));
	while (str_cut(&out, '\n', &line))
		CHECK(utf8_columns(line) <= 80);
}

static void
tool_is_content(enum lang lang)
{
	const char *tool = getenv("ANZE_MAN_TOOL");
	struct arena *a = arena_new();
	const char *path = test_path(a, "anze.1"), *words[ARGS_MAX];
	struct note note = NOTE_INIT;
	struct str out, err;
	size_t i = 0, n = 0;

	if (tool == NULL) {
		arena_free(a);
		SKIP("no ANZE_MAN_TOOL");
		return;
	}
	while (strcmp(tools[i].tool, tool) != 0)
		CHECK(++i < sizeof tools / sizeof tools[0]);
	memcpy(words, tools[i].words, sizeof words);
	while (words[n] != NULL)
		n++;
	words[n] = path;
	CHECK_OK(file_write(path, page(a, lang), 0600, &note), &note);
	CHECK_INT(ran(a, words, &out, &err), 0);
	CHECK_STR(err, "");
	if (tools[i].shows)
		page_is_whole(out);
	else
		CHECK_STR(out, "");
	arena_free(a);
}

TEST("the page is shown whole and without a warning, in English")
{
	tool_is_content(LANG_EN);
}

TEST("the page is shown whole and without a warning, in Chinese, no line too "
    "long")
{
	tool_is_content(LANG_ZH_CN);
}
