/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions of strings.  Positions count characters, from 1.
 */
#include <utf8proc.h>

#include "base/utf8.h"
#include "feel/builtin.h"
#include "feel/pattern_in.h"
#include "feel/put_in.h"

/* A string on its way; what is too long ends the evaluation. */
static void
made(struct feel_run *r, struct buf *b, struct feel_value *ret)
{
	if (buf_failed(b) || !feel_spend(r, b->n / 8) ||
	    !feel_charge(r, b->room))
		return;
	*ret = feel_string(buf_view(b));
}

/* How many bytes are the first ${chars} characters of ${s}? */
static size_t
chars_bytes(struct str s, int64_t chars)
{
	size_t at = 0;

	while (chars-- > 0 && at < s.n)
		(void)utf8_next(s, &at);
	return at;
}

static bool
whole(const struct feel_value *v, int64_t *ret)
{
	struct decimal d;

	return decimal_round(v->number, 0, DECIMAL_DOWN, &d) &&
	    decimal_int(d, ret);
}

static void
substring(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct str s = arg[0].text;
	int64_t start, length = INT64_MAX, all;

	if (!feel_spend(r, s.n / 8))
		return;
	all = (int64_t)utf8_count(s);
	if (!whole(&arg[1], &start) || start == 0 || start > all ||
	    start < -all || (n > 2 && arg[2].kind != FEEL_NULL &&
	    (!whole(&arg[2], &length) || length < 0))) {
		feel_fail(r, FEEL_WHY_ARGUMENT, ret);
		return;
	}
	s = str_part(s, chars_bytes(s, start > 0 ? start - 1 : all + start),
	    s.n);
	*ret = feel_string(str_part(s, 0, chars_bytes(s, length)));
}

static void
string_length(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)n;
	if (feel_spend(r, arg[0].text.n / 8))
		*ret = feel_int((int64_t)utf8_count(arg[0].text));
}

static void
cased(struct feel_run *r, struct str s, int32_t (*map)(int32_t cp),
    struct feel_value *ret)
{
	struct buf b = BUF_IN(feel_run_arena(r));
	size_t at = 0;

	if (!feel_spend(r, s.n) || s.n > FEEL_STRING_MAX) {
		feel_fail(r, FEEL_WHY_RANGE, ret);
		return;
	}
	while (at < s.n)
		utf8_put(&b, map(utf8_next(s, &at)));
	made(r, &b, ret);
}

static void
upper_case(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)n;
	cased(r, arg[0].text, utf8proc_toupper, ret);
}

static void
lower_case(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)n;
	cased(r, arg[0].text, utf8proc_tolower, ret);
}

/* Where does ${what} first stand in ${s}?  ${s.n} + 1 if nowhere. */
static size_t
find(struct str s, struct str what)
{
	const char *p;

	if (what.n == 0)
		return 0;
	p = s.n < what.n ? NULL : memmem(s.p, s.n, what.p, what.n);
	return p == NULL ? s.n + 1 : (size_t)(p - s.p);
}

static void
substring_before(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	size_t at = find(arg[0].text, arg[1].text);

	(void)n;
	if (feel_spend(r, arg[0].text.n / 8))
		*ret = feel_string(str_part(arg[0].text, 0,
		    at > arg[0].text.n ? 0 : at));
}

static void
substring_after(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct str s = arg[0].text;
	size_t at = find(s, arg[1].text);

	(void)n;
	if (feel_spend(r, s.n / 8))
		*ret = feel_string(at > s.n ? S("") :
		    str_part(s, at + arg[1].text.n, s.n));
}

static void
contains(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)n;
	if (feel_spend(r, arg[0].text.n / 8))
		*ret = feel_boolean(find(arg[0].text, arg[1].text) <=
		    arg[0].text.n);
}

static void
starts_with(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	(void)n;
	if (feel_spend(r, feel_weight(&arg[1])))
		*ret = feel_boolean(str_eq(str_part(arg[0].text, 0,
		    arg[1].text.n), arg[1].text));
}

static void
ends_with(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct str s = arg[0].text, end = arg[1].text;

	(void)n;
	if (feel_spend(r, feel_weight(&arg[1])))
		*ret = feel_boolean(s.n >= end.n &&
		    str_eq(str_part(s, s.n - end.n, s.n), end));
}

static void
string(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct buf b = BUF_IN(feel_run_arena(r));

	(void)n;
	if (arg[0].kind == FEEL_NULL || !feel_spend(r, feel_weight(&arg[0])))
		return;
	feel_text_put(&b, &arg[0]);
	if (b.n > FEEL_STRING_MAX)
		feel_fail(r, FEEL_WHY_RANGE, ret);
	else
		made(r, &b, ret);
}

/* string join(list, delimiter): nulls are left out */
static void
string_join(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct str between = n > 1 && arg[1].kind == FEEL_STRING ?
	    arg[1].text : S("");
	struct buf b = BUF_IN(feel_run_arena(r));
	bool first = true;

	for (size_t i = 0; i < arg[0].list.n; i++) {
		const struct feel_value *v = &arg[0].list.v[i];

		if (v->kind == FEEL_NULL)
			continue;
		if (v->kind != FEEL_STRING || b.n + between.n + v->text.n >
		    FEEL_STRING_MAX) {
			feel_fail(r, FEEL_WHY_ARGUMENT, ret);
			return;
		}
		if (!first)
			buf_str(&b, between);
		buf_str(&b, v->text);
		first = false;
		if (!feel_spend(r, 1))
			return;
	}
	made(r, &b, ret);
}

/* split(string, delimiter): the delimiter is a pattern */
static void
split(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct str s = arg[0].text;
	struct feel_value *v = NULL;
	const struct pattern *p;
	size_t pieces = 0, room = 0, from = 0, at = 0;
	struct pattern_hit hit;

	(void)n;
	if (!pattern_read(r, arg[1].text, S(""), &p)) {
		feel_fail(r, FEEL_WHY_FORM, ret);
		return;
	}
	for (bool more = true; more;) {
		more = pattern_find(r, p, s, at, &hit);
		if (more && hit.to == hit.from) {
			/* What is empty parts nothing. */
			if ((at = hit.to) >= s.n)
				more = false;
			else
				(void)utf8_next(s, &at);
			if (more)
				continue;
		}
		if (pieces == room) {
			struct feel_value *w;

			room = room == 0 ? 8 : 2 * room;
			if ((w = feel_take(r, room * sizeof *w)) == NULL)
				return;
			for (size_t i = 0; i < pieces; i++)
				w[i] = v[i];
			v = w;
		}
		v[pieces++] = feel_string(str_part(s, from,
		    more ? hit.from : s.n));
		from = at = hit.to;
	}
	*ret = feel_list(v, pieces);
}

static void
matches(struct feel_run *r, const struct feel_value *arg, size_t n,
    struct feel_value *ret)
{
	struct str flags = n > 2 && arg[2].kind == FEEL_STRING ? arg[2].text :
	    S("");
	const struct pattern *p;
	struct pattern_hit hit;

	if (!pattern_read(r, arg[1].text, flags, &p))
		feel_fail(r, FEEL_WHY_FORM, ret);
	else
		*ret = feel_boolean(pattern_find(r, p, arg[0].text, 0, &hit));
}

const struct feel_builtin feel_builtins_string[] = {
	{ "substring", { "string", "start position", "length" }, 2, 3, 0,
	    "snn?", "s", substring },
	{ "string length", { "string" }, 1, 1, 0, "s", "n", string_length },
	{ "upper case", { "string" }, 1, 1, 0, "s", "s", upper_case },
	{ "lower case", { "string" }, 1, 1, 0, "s", "s", lower_case },
	{ "substring before", { "string", "match" }, 2, 2, 0, "ss", "s",
	    substring_before },
	{ "substring after", { "string", "match" }, 2, 2, 0, "ss", "s",
	    substring_after },
	{ "contains", { "string", "match" }, 2, 2, 0, "ss", "b", contains },
	{ "starts with", { "string", "match" }, 2, 2, 0, "ss", "b",
	    starts_with },
	{ "ends with", { "string", "match" }, 2, 2, 0, "ss", "b", ends_with },
	{ "string", { "from" }, 1, 1, 0, "*", "s", string },
	{ "string join", { "list", "delimiter" }, 1, 2, 0, "ls?", "s",
	    string_join },
	{ "split", { "string", "delimiter" }, 2, 2, 0, "ss", "l", split },
	{ "matches", { "input", "pattern", "flags" }, 2, 3, 0, "sss?", "b",
	    matches },
	{ NULL, { NULL }, 0, 0, 0, NULL, NULL, NULL }
};
