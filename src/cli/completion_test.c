/* SPDX-License-Identifier: Apache-2.0 */
/* The script is read by a bash without start-up files, and asked as readline
 * would ask it. */
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "cli/fake_test.h"
#include "test/lib/test.h"

/* Run a script with bash; its output in ${a}. */
static struct str
bash(struct arena *a, struct str script)
{
	const char *path = test_path(a, "zz.bash");
	int ends[2], status = 0;
	struct note note = NOTE_INIT;
	struct str got;
	pid_t child;

	CHECK_OK(file_write(path, script, 0600, &note), &note);
	CHECK(pipe(ends) == 0);
	if ((child = fork()) == 0) {
		if (chdir(test_folder()) != 0 || dup2(ends[1], 1) < 0 ||
		    dup2(ends[1], 2) < 0)
			_exit(126);
		(void)close(ends[0]);
		(void)close(ends[1]);
		(void)execlp("bash", "bash", "--norc", "--noprofile", path,
		    (char *)NULL);
		_exit(127);
	}
	CHECK(close(ends[1]) == 0);
	got = fake_read(a, ends[0]);
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(close(ends[0]) == 0);
	CHECK_INT(status, 0);
	return got;
}

/* What completes the last of ${words} (parted by blanks, as bash parts them)? */
static struct str
completed(struct arena *a, const char *words)
{
	struct buf script = BUF_IN(a), b = BUF_IN(a);
	struct str rest, got, word;

	cli_completion(&script, &fake_table);
	buf_text(&script, "COMP_WORDS=(");
	for (rest = str_of(words); str_cut(&rest, ' ', &word);)
		buf_fmt(&script, " '%.*s'", STR_ARG(word));
	buf_text(&script, " )\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
	    "_anze\n"
	    "for w in \"${COMPREPLY[@]}\"; do echo \"$w\"; done\n");
	got = bash(a, buf_view(&script));
	for (rest = got; str_cut(&rest, '\n', &word);)
		if (word.n > 0)
			buf_fmt(&b, "%s%.*s", b.n > 0 ? " " : "",
			    STR_ARG(word));
	return buf_view(&b);
}

static const struct {
	const char	*words, *want;
} cases[] = {
	{ "anze ", "init region body key help" },
	{ "anze r", "region" },
	{ "anze region ", "import list show" },
	{ "anze region l", "list" },
	{ "anze --json region s", "show" },
	{ "anze --store x.anze region s", "show" },
	{ "anze --store = x.anze region s", "show" },
	{ "anze --nosuch region s", "show" },
	{ "anze region list --l", "--level --lang" },
	{ "anze region list --level ", "1 2 3" },
	{ "anze region list -l ", "1 2 3" },
	{ "anze region list --level =", "1 2 3" },
	{ "anze region list --level = 2", "2" },
	{ "anze region list --name ", "" },
	{ "anze region list -n --y", "--year --yes" },
	{ "anze --la", "--lang" },
	{ "anze --lang ", "zh_CN en" },
	{ "anze --lang e", "en" },
	{ "anze region list ", "" },
	{ "anze body add --kind p", "police" },
	{ "anze body add --from-file a", "a b.csv abc.csv" },
	{ "anze --files s", "sub" },
	{ "anze region import a", "a b.csv abc.csv" },
	{ "anze region import a.csv a", "" },
	{ "anze region import -- --", "--odd.csv" },
	{ "anze region show 3", "" },
	{ "anze key ", "show" },
	{ "anze key show ", "all" },
	{ "anze help ", "init region body key help" },
	{ "anze help region ", "import list show" },
	{ "anze help region li", "list" },
	{ "anze help region list ", "" },
	{ "anze frobnicate ", "" },
};

TEST("the script completes commands, options, choices, files and folders")
{
	static const char *const files[] = { "a b.csv", "abc.csv",
	    "--odd.csv" };
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		CHECK_OK(file_write(test_path(a, files[i]), S("x"), 0600,
		    &note), &note);
	CHECK(mkdir(test_path(a, "sub"), 0700) == 0);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct str got = completed(a, cases[i].words);

		if (!str_is(got, cases[i].want))
			print_error("words: \"%s\"\n", cases[i].words);
		CHECK_STR(got, cases[i].want);
	}
	arena_free(a);
}

TEST("bash finds nothing wrong in the script, also of this folder's rows")
{
	const struct command_table own = { cli_commands, cli_ncommands };
	struct arena *a = arena_new();
	struct buf script = BUF_IN(a);

	buf_text(&script, "set -euo pipefail\n");
	cli_completion(&script, &own);
	CHECK_STR(bash(a, buf_view(&script)), "");
	arena_free(a);
}

TEST("a script for which there is no memory is known to have failed")
{
	struct arena *a = arena_new();
	int failed = 0;

	for (long n = 1; n < 200; n++) {
		struct buf b = BUF_INIT;
		bool whole;

		fault_arm(FAULT_ALLOC, n);
		cli_completion(&b, &fake_table);
		whole = fault_seen(FAULT_ALLOC) < n;
		fault_arm(FAULT_ALLOC, 0);
		CHECK(buf_failed(&b) == !whole);
		failed += buf_failed(&b);
		buf_free(&b);
		if (whole)
			break;
	}
	CHECK(failed > 3);
	arena_free(a);
}
