/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is what came out what was expected?  People write values in more than one
 * way: yes as 是 or true, a choice by its name or its id, the end of a day as
 * 24:00 or as the next day's beginning, several things in any order.
 */
#include "pack/read_in.h"
#include "pack/trial_in.h"

static const struct str advised = { "提示", 6 };

/* ---- moments ---- */

/* "2026-03-02T10:00", with seconds or without; 24:00 is the next day's 00:00. */
static bool
local_read(struct str s, struct feel_stamp *ret)
{
	int64_t day;

	if (str_ends(s, "T24:00") && feel_date_parse(str_part(s, 0,
	    s.n - S("T24:00").n), &day)) {
		*ret = (struct feel_stamp){ .day = day + 1 };
		return true;
	}
	return feel_stamp_parse(s, NULL, ret);
}

/* A short time as it is written, in the form that is read. */
static struct str
timed(struct arena *a, struct str s)
{
	size_t t = str_find(s, 'T'), colons = 0;

	for (size_t i = t; i < s.n && s.p[i] != '+' && s.p[i] != 'Z'; i++)
		colons += s.p[i] == ':';
	if (t == s.n || colons != 1 || s.n < t + 6)
		return s;
	return str_fmt(a, "%.*s:00%.*s", (int)(t + 6), s.p,
	    (int)(s.n - t - 6), s.p + t + 6);
}

static bool
moment_read(const struct trial *t, struct str s, __int128 *ret)
{
	struct feel_stamp m;

	if (!local_read(s, &m) && !local_read(timed(t->a, s), &m))
		return false;
	if (m.place.hang == FEEL_LOCAL)
		m.place = (struct feel_place){ t->zone, 0, t->zone == NULL ?
		    FEEL_OFFSET : FEEL_ZONED };
	*ret = feel_stamp_instant(&m);
	return true;
}

/* ---- single values ---- */

static struct str
canonical(const struct trial *t, const struct pack_expect *e, struct str s)
{
	const struct judged_pack *graded = trial_graded(t);
	const struct pack_value *v = NULL;
	size_t slot;

	if (str_is(e->what, "缺"))
		return pack_slot(t->p, s, &slot) && t->p->facts[slot] != NULL ?
		    t->p->facts[slot]->name.zh : s;
	if (str_starts(e->what, "级别")) {
		for (size_t i = 0; graded != NULL &&
		    i < graded->pack->nlevels; i++)
			if (str_eq(graded->pack->levels[i].id, s))
				return graded->pack->levels[i].name.zh;
		return s;
	}
	if (str_is(s, "是"))
		return S("true");
	if (str_is(s, "否"))
		return S("false");
	if (pack_slot(t->p, e->what, &slot) && t->p->facts[slot] != NULL)
		v = pack_value(t->p->facts[slot], s);
	return v != NULL ? v->name.zh : s;
}

static bool
one_same(const struct trial *t, const struct pack_expect *e, struct str want,
    struct str got)
{
	struct decimal x, y;
	__int128 m, n;

	if (str_starts(want, advised.p) != str_starts(got, advised.p))
		return false;
	if (str_starts(want, advised.p)) {
		want = str_trim(str_part(want, advised.n, want.n));
		got = str_part(got, advised.n, got.n);
	}
	want = canonical(t, e, want);
	got = canonical(t, e, got);
	if (str_eq(want, got))
		return true;
	if (decimal_parse(want, &x) && decimal_parse(got, &y))
		return decimal_cmp(x, y) == 0;
	return moment_read(t, want, &m) && moment_read(t, got, &n) && m == n;
}

/* ---- several ---- */

static bool
piece_next(struct str *rest, struct str *ret)
{
	static const struct str comma = { "、", 3 };
	size_t n = 0;

	if (rest->n == 0)
		return false;
	while (n < rest->n && (rest->n - n < comma.n ||
	    memcmp(rest->p + n, comma.p, comma.n) != 0))
		n++;
	*ret = str_trim(str_part(*rest, 0, n));
	*rest = n < rest->n ? str_part(*rest, n + comma.n, rest->n) :
	    (struct str){ "", 0 };
	return true;
}

static bool
all_same(const struct trial *t, const struct pack_expect *e, struct str got)
{
	struct names *want = names_new(t->a);
	struct str rest = e->outcome, piece;
	size_t left = 0, place;

	while (piece_next(&rest, &piece))
		left += names_add(want, canonical(t, e, piece), 0);
	for (rest = got; piece_next(&rest, &piece); left--)
		if (left == 0 || !names_find(want, canonical(t, e, piece),
		    &place))
			return false;
	return left == 0;
}

bool
trial_same(const struct trial *t, const struct pack_expect *e, struct str got)
{
	return one_same(t, e, str_trim(e->outcome), got) ||
	    all_same(t, e, got);
}
