/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pinyin.h"

#include "base/pinyin_in.h"
#include "base/utf8.h"

size_t
pinyin_known(void)
{
	return pinyin_nchars;
}

static const struct pinyin_char *
char_find(int32_t cp)
{
	size_t from = 0, to = pinyin_nchars;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (pinyin_chars[mid].cp == (uint32_t)cp)
			return &pinyin_chars[mid];
		if (pinyin_chars[mid].cp < (uint32_t)cp)
			from = mid + 1;
		else
			to = mid;
	}
	return NULL;
}

static const char *
syllable(uint16_t entry)
{
	return pinyin_syllables[entry & ~PINYIN_RARE];
}

size_t
pinyin_readings(int32_t cp, struct pinyin_reading ret[PINYIN_READINGS_MAX])
{
	const struct pinyin_char *c = char_find(cp);
	size_t n = 0;

	for (uint32_t i = c == NULL ? 0 : c[0].first; c != NULL &&
	    i < c[1].first && n < PINYIN_READINGS_MAX; i++)
		ret[n++] = (struct pinyin_reading){
			syllable(pinyin_entries[i]),
			(pinyin_entries[i] & PINYIN_RARE) != 0,
		};
	return n;
}

bool
pinyin_syllable(struct str s, bool whole)
{
	size_t from = 0, to = pinyin_nsyllables;

	if (s.n == 0 || s.n > PINYIN_SYLLABLE_MAX)
		return false;
	/* The first that does not stand before it begins with it, if any. */
	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (strncmp(pinyin_syllables[mid], s.p, s.n) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from < pinyin_nsyllables &&
	    strncmp(pinyin_syllables[from], s.p, s.n) == 0 &&
	    (!whole || pinyin_syllables[from][s.n] == '\0');
}

void
pinyin_begin(struct pinyin *p, struct str name, bool rare)
{
	const struct pinyin_char *c;
	size_t at = 0;

	p->n = 0;
	p->given = 0;
	while (p->n < PINYIN_CHARS_MAX && at < name.n &&
	    (c = char_find(utf8_next(name, &at))) != NULL) {
		unsigned char n = 0;

		for (uint32_t i = c[0].first; i < c[1].first &&
		    n < PINYIN_READINGS_MAX; i++)
			if (rare || (pinyin_entries[i] & PINYIN_RARE) == 0)
				p->of[p->n].entry[n++] = pinyin_entries[i];
		p->of[p->n].n = n;
		p->of[p->n++].at = 0;
	}
	p->over = p->n == 0;
}

void
pinyin_within(struct pinyin *p, const struct pinyin *of, size_t from)
{
	p->n = of->n > from ? of->n - from : 0;
	p->given = 0;
	p->over = p->n == 0;
	for (size_t i = 0; i < p->n; i++) {
		p->of[i] = of->of[from + i];
		p->of[i].at = 0;
	}
}

/* Does this reading begin as one before it does? */
static bool
initial_given(const struct pinyin *p, size_t i)
{
	char c = syllable(p->of[i].entry[p->of[i].at])[0];

	for (unsigned char k = 0; k < p->of[i].at; k++)
		if (syllable(p->of[i].entry[k])[0] == c)
			return true;
	return false;
}

/* Count on, the first character fastest. */
static void
step(struct pinyin *p, bool initials)
{
	for (size_t i = 0; i < p->n; i++) {
		do
			p->of[i].at++;
		while (initials && p->of[i].at < p->of[i].n &&
		    initial_given(p, i));
		if (p->of[i].at < p->of[i].n)
			return;
		p->of[i].at = 0;
	}
	p->over = true;
}

bool
pinyin_next(struct pinyin *p, bool initials, struct buf *ret)
{
	if (p->over || p->given == PINYIN_COMBINATIONS_MAX)
		return false;
	buf_empty(ret);
	for (size_t i = 0; i < p->n; i++) {
		const char *s = syllable(p->of[i].entry[p->of[i].at]);

		if (initials)
			buf_char(ret, s[0]);
		else
			buf_text(ret, s);
	}
	p->given++;
	step(p, initials);
	return true;
}
