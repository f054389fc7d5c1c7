/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is everything told that is wrong with a pack, where it is, and what to do?
 * test/golden/pack/NAME.md is a pack with faults of one kind, NAME.txt what is
 * to be said of it: line:column: text, the faults of reading, or, if it can be
 * run, what pack_check() finds.  base.md has none, and the others may use it.
 *
 * After a change that was meant, ANZE_ACCEPT=1 writes the texts anew; look at
 * what git diff shows before it is committed.
 */
#include <dirent.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/say.h"
#include "pack/pack.h"
#include "test/lib/test.h"

#define FOLDER TEST_SOURCE "/test/golden/pack"

enum { FILES_MAX = 500, TEXT_MOST = 2 * PACK_BYTES_MAX };

struct golden {
	struct arena		*a;
	const struct pack	*base;
};

/* ---- what is said ---- */

static void
fault_put(struct buf *b, const struct pack_fault *f)
{
	struct note n;

	note_clear(&n);
	note_copy(&n, f->note);
	n.where = (struct where){ .field = NULL };
	buf_fmt(b, "%d:%d: %s", (int)f->at.line, (int)f->at.column,
	    f->remark ? "remark: " : "");
	say_note(b, (struct voice){ LANG_EN, NULL }, &n);
	buf_char(b, '\n');
}

/* All that is wrong with ${text}, a line for each. */
static struct str
faults_of(struct golden *g, struct str text, const struct pack **ret)
{
	struct pack_faults faults = { .first = NULL };
	struct note note = NOTE_INIT;
	struct buf b = BUF_IN(g->a);
	enum err e = pack_read(g->a, text, &g->base, g->base != NULL, ret,
	    &faults, &note);

	if (e == ERR_OK)
		CHECK_OK(pack_check(g->a, *ret, &faults, &note), &note);
	else if (faults.errors == 0)
		say_note(&b, (struct voice){ LANG_EN, NULL }, &note);
	for (const struct pack_fault *f = faults.first; f != NULL; f = f->next)
		fault_put(&b, f);
	buf_text(&b, faults.more ? "and more\n" : "");
	return buf_view(&b);
}

/* ---- what should be ---- */

static bool
next_same(struct str *a, struct str *b)
{
	struct str x = *a, y = *b, p = S(""), q = S("");

	if (!str_cut(&x, '\n', &p) || !str_cut(&y, '\n', &q) || !str_eq(p, q))
		return false;
	*a = x;
	*b = y;
	return true;
}

/* Is the line among those of ${all}? */
static bool
has_line(struct str all, struct str line)
{
	struct str one;

	while (str_cut(&all, '\n', &one))
		if (str_eq(one, line))
			return true;
	return false;
}

static void
difference(const char *name, struct str want, struct str got)
{
	struct str line, w, g;

	while (next_same(&want, &got))
		;
	print_message("# %s.md: - is in %s.txt, + was said\n", name, name);
	for (w = want; str_cut(&w, '\n', &line);)
		if (line.n > 0 && !has_line(got, line))
			print_message("#   - %.*s\n", STR_ARG(line));
	for (g = got; str_cut(&g, '\n', &line);)
		if (line.n > 0 && !has_line(want, line))
			print_message("#   + %.*s\n", STR_ARG(line));
}

static bool
file_check(struct golden *g, const char *name)
{
	const char *path = str_fmt(g->a, FOLDER "/%s.md", name).p;
	const char *out = str_fmt(g->a, FOLDER "/%s.txt", name).p;
	const char *accept = getenv("ANZE_ACCEPT");
	const struct pack *p = NULL;
	struct note note = NOTE_INIT;
	struct str text, want = S(""), got;

	CHECK_OK(file_read(g->a, path, TEXT_MOST, &text, &note), &note);
	got = faults_of(g, text, &p);
	if (accept != NULL && strcmp(accept, "1") == 0)
		CHECK_OK(file_write(out, got, 0644, &note), &note);
	if (file_exists(out))
		CHECK_OK(file_read(g->a, out, TEXT_MOST, &want, &note), &note);
	else
		print_message("# %s.txt is not there; ANZE_ACCEPT=1\n", name);
	if (strcmp(name, "base") == 0)
		g->base = p;
	if (file_exists(out) && str_eq(want, got))
		return true;
	difference(name, want, got);
	return false;
}

/* ---- the files ---- */

static int
name_cmp(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t
names_list(struct arena *a, const char **names)
{
	DIR *d = opendir(FOLDER);
	struct dirent *e;
	size_t n = 0;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL && n < FILES_MAX) {
		struct str s = str_of(e->d_name);

		if (str_ends(s, ".md") && !str_is(s, "base.md"))
			names[n++] = str_copy(a, str_part(s, 0, s.n - 3)).p;
	}
	closedir(d);
	qsort(names, n, sizeof *names, name_cmp);
	return n;
}

TEST("each broken pack is told of as it should be")
{
	static const char *names[FILES_MAX];
	struct golden g = { .a = arena_new() };
	size_t n, wrong = 0;

	CHECK(g.a != NULL);
	n = names_list(g.a, names);
	CHECK(n > 0);
	wrong += !file_check(&g, "base");
	CHECK(g.base != NULL);
	for (size_t i = 0; i < n; i++)
		wrong += !file_check(&g, names[i]);
	arena_free(g.a);
	CHECK_INT(wrong, 0);
}

/* ---- those that are too large to lie about ---- */

static const char head[] = "---\npack: made\nversion: 1\ntitle: 测试规定\n"
    "issuer: 某县\nfrom: 2026-01-01\nattested: official\nsource: 存档\n---\n\n"
    "## 1 条\n\n";

/* ${each} so often behind a head; what is said of it. */
static struct str
many(struct golden *g, const char *each, size_t n, const char *behind)
{
	const struct pack *p = NULL;
	struct buf b = BUF_IN(g->a);

	buf_text(&b, head);
	for (size_t i = 0; i < n; i++)
		buf_text(&b, each);
	buf_text(&b, behind);
	return faults_of(g, buf_view(&b), &p);
}

static bool
says(struct str said, const char *words)
{
	return memmem(said.p, said.n, words, strlen(words)) != NULL;
}

TEST("a text of more than 1 MiB is refused")
{
	struct golden g = { .a = arena_new() };

	CHECK(says(many(&g, "一句话。\n\n", PACK_BYTES_MAX / 14 + 100, ""),
	    "1 048 576"));
	arena_free(g.a);
}

TEST("of very many faults the first are told, and that there are more")
{
	struct golden g = { .a = arena_new() };
	struct str said = many(&g, "```yaml clok\nid: a\n```\n\n", 300, "");
	size_t lines = 0;

	for (size_t i = 0; i < said.n; i++)
		lines += said.p[i] == '\n';
	CHECK_INT(lines, PACK_FAULTS_MAX + 1);
	CHECK(says(said, "and more"));
	arena_free(g.a);
}

TEST("a line and a paragraph that nobody could read are refused")
{
	struct golden g = { .a = arena_new() };

	CHECK(says(many(&g, "长", 8000, "\n"), "The line has"));
	CHECK(says(many(&g, "一行话。\n", 2000, "\n"), "The paragraph"));
	arena_free(g.a);
}

TEST("a table too long for the language is refused at its place")
{
	struct golden g = { .a = arena_new() };
	struct buf b = BUF_IN(g.a);
	const struct pack *p = NULL;

	buf_text(&b, head);
	buf_text(&b, "```yaml facts\n- {id: a, name: 甲, type: integer}\n"
	    "- {id: b, name: 乙, type: integer}\n```\n\n```yaml table\nid: t\n"
	    "title: 表\ngives: b\nhit: U\n```\n\n| 甲 | → 乙 |\n|---|---|\n");
	for (int i = 0; i <= FEEL_TABLE_RULES_MAX; i++)
		buf_fmt(&b, "| %d | 1 |\n", i);
	CHECK(says(faults_of(&g, buf_view(&b), &p), "1000"));
	CHECK(p == NULL);
	arena_free(g.a);
}
