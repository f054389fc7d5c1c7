/* SPDX-License-Identifier: Apache-2.0 */
/* Which store is meant, and how is it shown without its passwords? */
#include "store/store.h"

#include <sys/stat.h>

static bool
is_uri(struct str s)
{
	return str_starts(s, "postgres://") || str_starts(s, "postgresql://");
}

/* A link is followed here, so that one store has one folder beside it. */
static const char *
place_real(struct arena *a, const char *path)
{
	struct stat sb;
	const char *kept;
	char *real;

	if (lstat(path, &sb) != 0 || !S_ISLNK(sb.st_mode) ||
	    (real = realpath(path, NULL)) == NULL)
		return str_copy(a, str_of(path)).p;
	kept = str_copy(a, str_of(real)).p;
	free(real);
	return kept;
}

static enum err
place_uri(struct arena *a, struct str name, const char *files,
    struct place *ret, struct note *note)
{
	size_t host = str_find(name, ':') + strlen("://");
	struct str path = str_part(name, host, name.n);
	struct place p = { .postgres = true };

	/* Then it is part of a password, which would end up in messages. */
	path = str_part(path, str_find(path, '/'), str_find(path, '?'));
	if (str_find(path, '@') < path.n)
		return NOTE(note, ERR_USAGE,
		    M("The connection string has an @ after a /. In a "
		    "password write / as %2F and @ as %40."));
	if (files == NULL || files[0] == '\0')
		return NOTE(note, ERR_USAGE,
		    M("With PostgreSQL the attachments and the checkpoint key "
		    "need a folder of their own; name it with --files DIR."));
	p.name = str_copy(a, name).p;
	p.files = str_copy(a, str_of(files)).p;
	if (arena_failed(a))
		return note_memory(note);
	*ret = p;
	return ERR_OK;
}

enum err
place_parse(struct arena *a, const char *name, const char *files,
    struct place *ret, struct note *note)
{
	struct str s = str_of(name);
	struct place p = { 0 };

	if (s.n == 0)
		return NOTE(note, ERR_USAGE,
		    M("The name of the store is empty. Name a file or "
		    "postgres://USER@HOST/DATABASE."));
	if (is_uri(s))
		return place_uri(a, s, files, ret, note);
	if (strstr(name, "://") != NULL)
		return NOTE(note, ERR_USAGE,
		    M("A store is a file or postgres://USER@HOST/DATABASE; "
		    "another kind of address was given."));
	if (str_ends(s, "/"))
		return NOTE(note, ERR_USAGE,
		    M("{path} is a folder. Name the file in it that is, or "
		    "will be, the store."), A_TEXT("path", s));
	p.name = place_real(a, name);
	p.files = files == NULL || files[0] == '\0' ?
	    str_fmt(a, "%s.d", p.name).p : str_copy(a, str_of(files)).p;
	if (arena_failed(a))
		return note_memory(note);
	*ret = p;
	return ERR_OK;
}

/* Is this parameter of a connection string fit to be shown?  Only what is
 * known to be harmless, since names can be written in disguise (%70assword). */
static bool
is_harmless(struct str param)
{
	static const char *const names[] = { "host", "hostaddr", "port",
	    "dbname", "user", "service", "sslmode" };
	struct str name = str_part(param, 0, str_find(param, '='));

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

/* Everything between the user's name and the last @ may be a password. */
static struct str
shown_server(struct buf *b, struct str s)
{
	size_t last = s.n, i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] == '@')
			last = i;
	if (last == s.n)
		return s;
	for (i = 0; i < last && strchr(":/?@", s.p[i]) == NULL; i++)
		;
	buf_str(b, str_part(s, 0, i));
	return str_part(s, last, s.n);
}

struct str
place_shown(struct arena *a, const struct place *p)
{
	struct buf b = BUF_IN(a);
	struct str s = str_of(p->name), params, param;
	char before = '?';

	if (!p->postgres)
		return str_copy(a, s);
	buf_text(&b, "postgres://");
	s = str_part(s, str_find(s, '/') + 2, s.n);
	s = shown_server(&b, s);
	params = str_part(s, str_find(s, '?') + 1, s.n);
	buf_str(&b, str_part(s, 0, str_find(s, '?')));
	while (params.n != 0 && str_cut(&params, '&', &param)) {
		if (!is_harmless(param))
			continue;
		buf_char(&b, before);
		buf_str(&b, param);
		before = '&';
	}
	return buf_view(&b);
}
