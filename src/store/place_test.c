/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include <unistd.h>

#include "test/lib/test.h"

static struct place
parsed(struct arena *a, const char *name, const char *files)
{
	struct note note = NOTE_INIT;
	struct place p = { 0 };

	CHECK_OK(place_parse(a, name, files, &p, &note), &note);
	return p;
}

static enum err
refused(const char *name, const char *files)
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct place p = { .name = "untouched" };
	enum err r = place_parse(a, name, files, &p, &note);

	CHECK_STR(str_of(p.name), "untouched");
	CHECK(note.msg != NULL);
	arena_free(a);
	return r;
}

TEST("a path is a file with its folder beside it")
{
	struct arena *a = arena_new();
	struct place p = parsed(a, "/srv/anze.db", NULL);

	CHECK(!p.postgres);
	CHECK_STR(str_of(p.name), "/srv/anze.db");
	CHECK_STR(str_of(p.files), "/srv/anze.db.d");
	CHECK_STR(str_of(parsed(a, "x", "/data").files), "/data");
	CHECK_STR(place_shown(a, &p), "/srv/anze.db");
	arena_free(a);
}

TEST("a link is followed, so that the folder is always the same one")
{
	struct arena *a = arena_new();
	const char *file = test_path(a, "real.db"), *link = test_path(a, "l");
	struct place p;
	char *real;
	FILE *f;

	CHECK((f = fopen(file, "w")) != NULL);
	(void)fclose(f);
	CHECK_INT(symlink(file, link), 0);
	p = parsed(a, link, NULL);
	CHECK((real = realpath(file, NULL)) != NULL);
	CHECK_STR(str_of(p.name), real);
	CHECK_STR(str_of(p.files), str_fmt(a, "%s.d", real).p);
	free(real);
	arena_free(a);
}

TEST("a link to nothing stays what it is")
{
	struct arena *a = arena_new();
	const char *link = test_path(a, "dangling");

	CHECK_INT(symlink("/nowhere/at/all", link), 0);
	CHECK_STR(str_of(parsed(a, link, NULL).name), link);
	arena_free(a);
}

TEST("both spellings of PostgreSQL are understood, with a folder")
{
	struct arena *a = arena_new();
	struct place p = parsed(a, "postgres://u@h/anze", "/srv/files");

	CHECK(p.postgres);
	CHECK_STR(str_of(p.files), "/srv/files");
	CHECK(parsed(a, "postgresql:///anze", "/f").postgres);
	arena_free(a);
}

TEST("what is no place is refused in words")
{
	CHECK_INT(refused("", NULL), ERR_USAGE);
	CHECK_INT(refused(NULL, NULL), ERR_USAGE);
	CHECK_INT(refused("/srv/", NULL), ERR_USAGE);
	CHECK_INT(refused("mysql://h/x", NULL), ERR_USAGE);
	CHECK_INT(refused("postgres://h/x", NULL), ERR_USAGE);
	CHECK_INT(refused("postgres://h/x", ""), ERR_USAGE);
	CHECK_INT(refused("postgres://u:se/cret@h/x", "/f"), ERR_USAGE);
}

TEST("no password is ever shown")
{
	static const struct {
		const char	*name, *shown;
	} cases[] = {
		{ "postgres://h/x", "postgres://h/x" },
		{ "postgresql://h:5432/x", "postgres://h:5432/x" },
		{ "postgres://u@h/x", "postgres://u@h/x" },
		{ "postgres://u:pw@h/x", "postgres://u@h/x" },
		{ "postgres://u:p?w@h/x", "postgres://u@h/x" },
		{ "postgres://u:p@w@h/x", "postgres://u@h/x" },
		{ "postgres://:pw@h/x", "postgres://@h/x" },
		{ "postgres:///x?host=/run/pg&port=1",
		    "postgres:///x?host=/run/pg&port=1" },
		{ "postgres://h/x?password=pw", "postgres://h/x" },
		{ "postgres://h/x?sslmode=require&password=pw&user=u",
		    "postgres://h/x?sslmode=require&user=u" },
		{ "postgres://h/x?%70assword=pw&", "postgres://h/x" },
		{ "postgres://h/x?sslpassword=pw&&port=2",
		    "postgres://h/x?port=2" },
		{ "postgres://u:a@h/x?password=b@c", "postgres://u@c" },
		{ "postgres://", "postgres://" },
	};
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct place p = { cases[i].name, "/f", true };

		CHECK_STR(place_shown(a, &p), cases[i].shown);
	}
	arena_free(a);
}
