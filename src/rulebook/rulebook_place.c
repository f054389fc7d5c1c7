/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_place.h"

struct walk {
	struct str	s;
	size_t		at;
};

static bool
next_is(const struct walk *w, char c)
{
	return w->at < w->s.n && w->s.p[w->at] == c;
}

static void
blanks(struct walk *w)
{
	while (next_is(w, ' ') || next_is(w, '\t') || next_is(w, '\n') ||
	    next_is(w, '\r'))
		w->at++;
}

/* A blank-parted sign between values. */
static void
sign(struct walk *w, char c)
{
	blanks(w);
	w->at += next_is(w, c);
	blanks(w);
}

/* What stands between the quotes, as it is written. */
static struct str
string_take(struct walk *w)
{
	const size_t from = w->at + 1;
	size_t to = from;

	while (to < w->s.n && w->s.p[to] != '"')
		to += w->s.p[to] == '\\' ? 2 : 1;
	to = to < w->s.n ? to : w->s.n;
	w->at = to < w->s.n ? to + 1 : to;
	return str_part(w->s, from, to);
}

static void
value_skip(struct walk *w)
{
	size_t depth = 0;

	do {
		if (next_is(w, '"')) {
			(void)string_take(w);
			continue;
		}
		if (next_is(w, '{') || next_is(w, '['))
			depth++;
		else if (next_is(w, '}') || next_is(w, ']')) {
			if (depth == 0)
				return;
			depth--;
		} else if (depth == 0 && next_is(w, ','))
			return;
		w->at++;
	} while (w->at < w->s.n && (depth > 0 || (!next_is(w, ',') &&
	    !next_is(w, '}') && !next_is(w, ']'))));
}

/* Is ${key} the first part of the path? */
static bool
leads(struct str path, struct str key)
{
	return key.n > 0 && key.n <= path.n && str_eq(str_part(path, 0,
	    key.n), key) && (key.n == path.n || path.p[key.n] == '.' ||
	    path.p[key.n] == '[');
}

/* The member that the path names; of several the one with the longest key, for
 * a key may have the path's signs in it. */
static bool
member_find(struct walk *w, struct str *path, size_t *ret)
{
	size_t best = 0, value = 0;

	sign(w, '{');
	while (next_is(w, '"')) {
		const size_t at = w->at;
		const struct str key = string_take(w);

		sign(w, ':');
		if (key.n > best && leads(*path, key)) {
			best = key.n;
			value = w->at;
			*ret = at;
		}
		value_skip(w);
		sign(w, ',');
	}
	if (best == 0)
		return false;
	w->at = value;
	*path = str_part(*path, best, path->n);
	if (str_starts(*path, "."))
		*path = str_part(*path, 1, path->n);
	return true;
}

/* The element "[2]", counted from 1. */
static bool
element_find(struct walk *w, struct str *path, size_t *ret)
{
	const size_t close = str_find(*path, ']');
	int64_t n = 0;

	if (!str_starts(*path, "[") || !str_int(str_part(*path, 1, close),
	    &n))
		return false;
	sign(w, '[');
	for (; n > 1 && w->at < w->s.n && !next_is(w, ']'); n--) {
		value_skip(w);
		sign(w, ',');
	}
	if (n != 1 || w->at >= w->s.n || next_is(w, ']'))
		return false;
	*ret = w->at;
	*path = str_part(*path, close < path->n ? close + 1 : close, path->n);
	if (str_starts(*path, "."))
		*path = str_part(*path, 1, path->n);
	return true;
}

bool
json_place(struct str text, struct str path, size_t *ret)
{
	struct walk w = { text, 0 };
	size_t at = 0;
	bool found = path.n > 0;

	while (found && path.n > 0) {
		blanks(&w);
		found = next_is(&w, '{') ? member_find(&w, &path, &at) :
		    next_is(&w, '[') && element_find(&w, &path, &at);
	}
	if (found)
		*ret = at;
	return found;
}
