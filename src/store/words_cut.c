/* SPDX-License-Identifier: Apache-2.0 */
/* Of which words is a text made?  The same for both databases. */
#include <utf8proc.h>

#include "base/pinyin.h"
#include "base/utf8.h"
#include "store/words_in.h"

static enum words_class
class_of(int32_t cp)
{
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') ||
		    (cp >= 'A' && cp <= 'Z') ? WORDS_ASCII : WORDS_NONE;
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CN:
		return WORDS_NONE;
	default:
		return WORDS_WIDE;
	}
}

bool
words_run(struct str text, size_t *at, struct words_run *ret)
{
	*ret = (struct words_run){ .class = WORDS_NONE };
	while (*at < text.n) {
		size_t next = *at;
		enum words_class c = class_of(utf8_next(text, &next));

		if (ret->class != WORDS_NONE && c != ret->class)
			break;
		if (c != WORDS_NONE && ret->class == WORDS_NONE) {
			ret->class = c;
			ret->from = *at;
		}
		*at = next;
		ret->to = next;
		ret->count++;
		if (c == WORDS_NONE)
			ret->count = 0;
	}
	return ret->class != WORDS_NONE;
}

/* One run being cut. */
struct cutting {
	struct str		 text;
	const struct words_run	*run;
	words_fn		*word;
	void			*arg;
	struct pinyin		 sound;		/* from its character ${since} on */
	size_t			 since;
	size_t			 sounded;	/* characters, of all runs */
	struct readings {
		struct pinyin_reading	of[PINYIN_READINGS_MAX];
		size_t			n;
	}			 here, next;
	struct buf		 spelt;
};

size_t
words_readings(int32_t cp, bool name,
    struct pinyin_reading ret[PINYIN_READINGS_MAX])
{
	const size_t n = pinyin_readings(cp, ret);
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (name || !ret[i].rare)
			ret[kept++] = ret[i];
	return kept;
}

/* The initials of what follows from character ${i} on. */
static int
initials_cut(struct cutting *c, size_t i, size_t from, size_t to)
{
	int most = c->run->count <= WORDS_NAME_MAX ? PINYIN_COMBINATIONS_MAX :
	    WORDS_SOUNDS_MAX;
	struct pinyin end;
	int r = 0;

	pinyin_within(&end, &c->sound, i - c->since);
	while (r == 0 && most-- > 0 && pinyin_next(&end, true, &c->spelt))
		r = c->word(c->arg, buf_view(&c->spelt), true, from, to);
	return r;
}

/* The sounds of a run are looked up once; of a long one, again before they end,
 * and again behind a character that has none. */
static void
sounds_find(struct cutting *c, size_t i, size_t from)
{
	const size_t gone = i - c->since;

	if (i != 0 && gone < c->sound.n &&
	    (c->sound.n < PINYIN_CHARS_MAX || gone < PINYIN_CHARS_MAX / 2))
		return;
	pinyin_begin(&c->sound, str_part(c->text, from, c->run->to),
	    c->run->count <= WORDS_NAME_MAX);
	c->since = i;
}

/* A word that is a sound: a capital tells it from what is written so. */
static int
spelt_cut(struct cutting *c, const char *first, const char *second,
    size_t from, size_t to)
{
	buf_empty(&c->spelt);
	words_sound_put(&c->spelt, str_of(first));
	buf_text(&c->spelt, second);
	return c->word(c->arg, buf_view(&c->spelt), true, from, to);
}

/* Each reading of a character with each of the next one, if that has any. */
static int
pairs_cut(struct cutting *c, size_t from, size_t to)
{
	int r = 0;

	for (size_t i = 0; i < c->here.n && r == 0; i++) {
		if (c->next.n == 0)
			r = spelt_cut(c, c->here.of[i].text, "", from, to);
		for (size_t k = 0; k < c->next.n && r == 0; k++)
			r = spelt_cut(c, c->here.of[i].text,
			    c->next.of[k].text, from, to);
	}
	return r;
}

/* What it sounds like from a character on; ${to}: that it ends with its neighbour,
 * if it has one. */
static int
sounds_cut(struct cutting *c, size_t i, size_t from, size_t mid, size_t to)
{
	const bool name = c->run->count <= WORDS_NAME_MAX;
	size_t at = i == 0 ? from : mid;
	int r;

	if (c->sounded == WORDS_SOUNDED_MAX)
		return 0;
	c->sounded++;
	if (i == 0)
		c->next.n = words_readings(utf8_next(c->text, &at), name,
		    c->next.of);
	c->here = c->next;
	c->next.n = to == mid ? 0 : words_readings(utf8_next(c->text, &at),
	    name, c->next.of);
	sounds_find(c, i, from);
	r = initials_cut(c, i, from, mid);
	return r == 0 ? pairs_cut(c, from, mid) : r;
}

/* One character of a run: with its neighbour, alone, and by its sound. */
static int
char_cut(struct cutting *c, size_t i, size_t from, size_t mid)
{
	const bool last = mid == c->run->to;
	size_t to = mid;
	int r = 0;

	if (!last) {
		(void)utf8_next(c->text, &to);
		r = c->word(c->arg, str_part(c->text, from, to), false, from,
		    to);
	}
	if (r == 0)
		r = c->word(c->arg, str_part(c->text, from, mid), !last, from,
		    mid);
	return r == 0 ? sounds_cut(c, i, from, mid, to) : r;
}

static int
wide_cut(struct cutting *c)
{
	size_t from = c->run->from, mid;
	int r = 0;

	for (size_t i = 0; from < c->run->to && r == 0; i++, from = mid) {
		mid = from;
		(void)utf8_next(c->text, &mid);
		r = char_cut(c, i, from, mid);
	}
	return r;
}

/* What is looked for: pairs, or the one character. */
static int
wide_ask(struct cutting *c)
{
	size_t from = c->run->from, mid, to;
	int r = 0;

	do {
		mid = to = from;
		(void)utf8_next(c->text, &mid);
		to = mid;
		if (mid < c->run->to)
			(void)utf8_next(c->text, &to);
		r = c->word(c->arg, str_part(c->text, from, to), false, from,
		    to);
		from = mid;
	} while (r == 0 && to < c->run->to);
	return r;
}

int
words_cut(struct str text, bool asked, words_fn *word, void *arg)
{
	char room[PINYIN_LETTERS_MAX + 1];
	struct words_run run;
	struct cutting c = { .text = text, .run = &run, .word = word,
	    .arg = arg, .spelt = { .p = room, .room = sizeof room } };
	size_t at = 0;
	int r = 0;

	while (r == 0 && words_run(text, &at, &run)) {
		if (run.class == WORDS_WIDE)
			r = asked ? wide_ask(&c) : wide_cut(&c);
		else
			r = word(arg, str_part(text, run.from,
			    run.to - run.from > WORDS_RUN_MAX ?
			    run.from + WORDS_RUN_MAX : run.to), false,
			    run.from, run.to);
	}
	return r;
}
