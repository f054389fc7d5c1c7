/* SPDX-License-Identifier: Apache-2.0 */
/* Which words has a text that sounds like what was typed? */
#include "base/pinyin.h"
#include "base/utf8.h"
#include "store/words_in.h"

enum {
	TYPED_MAX	= WORDS_RUN_MAX,
	POINTS_MAX	= 16,	/* pairs asked for; the rest is only heard */
	PAIR_MAX	= 2 * PINYIN_SYLLABLE_MAX
};

/* Where syllables may end in what was typed. */
struct spelling {
	struct str	typed;
	bool		begun[TYPED_MAX + 1];	/* whole ones reach here */
	bool		ends[TYPED_MAX + 1];	/* and from here to the end */
};

/* May one character be read so?  The last one need not be typed in full. */
static bool
is_step(const struct spelling *s, size_t from, size_t to)
{
	return pinyin_syllable(str_part(s->typed, from, to),
	    to < s->typed.n);
}

static size_t
step_end(const struct spelling *s, size_t from)
{
	return s->typed.n - from > PINYIN_SYLLABLE_MAX ?
	    from + PINYIN_SYLLABLE_MAX : s->typed.n;
}

static bool
is_edge(const struct spelling *s, size_t from, size_t to)
{
	return s->begun[from] && s->ends[to] && is_step(s, from, to);
}

static void
spell(struct spelling *s)
{
	const size_t n = s->typed.n;

	memset(s->begun, 0, sizeof s->begun);
	memset(s->ends, 0, sizeof s->ends);
	s->begun[0] = s->ends[n] = true;
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; s->begun[i] && k <= step_end(s, i); k++)
			s->begun[k] = s->begun[k] || is_step(s, i, k);
	for (size_t i = n; i-- > 0;)
		for (size_t k = i + 1; !s->ends[i] && k <= step_end(s, i); k++)
			s->ends[i] = s->ends[k] && is_step(s, i, k);
}

/* The lengths of what two characters from here on may be; false: it may be the
 * last one. */
static bool
pairs_find(const struct spelling *s, size_t from, bool pair[PAIR_MAX + 1])
{
	bool more = true;

	memset(pair, 0, (PAIR_MAX + 1) * sizeof *pair);
	for (size_t i = from + 1; i <= step_end(s, from); i++) {
		if (!is_edge(s, from, i))
			continue;
		if (i == s->typed.n) {
			pair[i - from] = true;
			more = false;
		}
		for (size_t k = i + 1; i < s->typed.n && k <= step_end(s, i);
		    k++)
			if (is_edge(s, i, k))
				pair[k - from] = true;
	}
	return more;
}

/* How far do the syllables reach that may begin here? */
static size_t
reach_of(const struct spelling *s, size_t from)
{
	size_t far = from;

	for (size_t i = from + 1; i <= step_end(s, from); i++)
		if (is_edge(s, from, i))
			far = i;
	return far;
}

enum words_spelt
words_spell(struct str typed, words_spelt_fn *word, void *arg)
{
	struct spelling s = { .typed = typed };
	bool pair[PAIR_MAX + 1];
	size_t reach = 0, point = 0;
	enum words_spelt ret = WORDS_BEGIN;

	if (typed.n == 0 || typed.n > TYPED_MAX)
		return WORDS_SOUNDLESS;
	spell(&s);
	if (!s.ends[0])
		return WORDS_SOUNDLESS;
	/* A place at which every way of reading it has a syllable begin. */
	for (size_t i = 0; i < typed.n && point < POINTS_MAX; i++) {
		if (!s.begun[i] || !s.ends[i])
			continue;
		if (reach <= i && (pairs_find(&s, i, pair) || i == 0)) {
			for (size_t n = 1; n <= PAIR_MAX; n++) {
				if (!pair[n])
					continue;
				word(arg, point, str_part(typed, i, i + n),
				    i + n == typed.n);
				if (i > 0 || n < typed.n)
					ret = WORDS_HEAR;
			}
			point++;
		}
		if (reach_of(&s, i) > reach)
			reach = reach_of(&s, i);
	}
	return ret;
}

/* How much of what was typed has been heard, up to a character. */
struct hearing {
	struct str	typed;
	bool		spelt[TYPED_MAX + 1];	/* its first so many letters */
	bool		initials[TYPED_MAX + 1];
	size_t		most;			/* and no more than these */
};

/* One character more; true: that was all. */
static bool
char_hear(struct hearing *h, const struct pinyin_reading *r, size_t n)
{
	struct hearing was = *h;

	memset(h->spelt, 0, sizeof h->spelt);
	memset(h->initials, 0, sizeof h->initials);
	/* From each character on it may begin. */
	was.spelt[0] = was.initials[0] = true;
	h->most = 0;
	for (size_t k = 0; k <= was.most; k++) {
		struct str rest = str_part(h->typed, k, h->typed.n);

		for (size_t i = 0; i < n; i++) {
			struct str s = str_of(r[i].text);
			size_t to = k;

			if (was.spelt[k] && memcmp(s.p, rest.p,
			    s.n < rest.n ? s.n : rest.n) == 0) {
				if (s.n >= rest.n)
					return true;
				h->spelt[to = k + s.n] = true;
			}
			if (was.initials[k] && s.p[0] == rest.p[0]) {
				if (rest.n == 1)
					return true;
				h->initials[k + 1] = true;
				to = to > k ? to : k + 1;
			}
			h->most = to > h->most ? to : h->most;
		}
	}
	return false;
}

static bool
wide_hear(struct str run, bool name, struct str typed)
{
	struct pinyin_reading all[PINYIN_READINGS_MAX];
	struct hearing h = { .typed = typed };
	size_t at = 0, n;

	while (at < run.n) {
		n = words_readings(utf8_next(run, &at), name, all);
		if (char_hear(&h, all, n))
			return true;
	}
	return false;
}

bool
words_hear(struct str text, struct str typed)
{
	struct words_run run;
	size_t at = 0;

	if (typed.n == 0 || typed.n > TYPED_MAX)
		return false;
	while (words_run(text, &at, &run)) {
		struct str s = str_part(text, run.from, run.to);

		if (run.class == WORDS_WIDE ? wide_hear(s,
		    run.count <= WORDS_NAME_MAX, typed) :
		    s.n >= typed.n && memcmp(s.p, typed.p, typed.n) == 0)
			return true;
	}
	return false;
}
