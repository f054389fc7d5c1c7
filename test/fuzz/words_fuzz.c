/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words: those of a text lie in it, in order, and together reach over all its
 * writing; those by which a part of it is looked for are among them, and so are
 * those by which it is looked for as it sounds, and it is heard.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "store/words_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	LOOKED_MAX = 64,	/* words looked for in one text: the square */
	SPOKEN_MAX = 16,	/* and parts of it, by their sound, … */
	SPOKEN_CHARS = 5	/* … of so many characters */
};

/* The words that are not sounds, and how far they reach. */
struct found {
	struct str	text;
	size_t		from, reached;
	bool		first;
	struct str	wanted;		/* is it among them? */
	bool		begins, spelt;	/* one that begins so; a sound */
	bool		there;
};

static int
word_take(void *arg, struct str word, bool beside, size_t from, size_t to)
{
	struct found *f = arg;
	struct str s = str_part(f->text, from, to);
	bool sound = beside && !(word.n == s.n &&
	    memcmp(word.p, s.p, s.n) == 0);
	struct words_run run;
	size_t at = 0;

	assert(from < to && to <= f->text.n && word.n > 0);
	assert(f->first ? !beside : beside ? from == f->from :
	    from > f->from);
	/* Nothing was passed over but signs. */
	assert(f->reached >= from ||
	    !words_run(str_part(f->text, f->reached, from), &at, &run));
	if (sound)
		for (size_t i = 0; i < word.n; i++)
			assert((word.p[i] >= 'a' && word.p[i] <= 'z') ||
			    (i == 0 && word.p[i] >= 'A' && word.p[i] <= 'Z'));
	else
		assert(word.n <= s.n && memcmp(word.p, s.p, word.n) == 0);
	f->first = false;
	f->from = from;
	f->reached = to > f->reached ? to : f->reached;
	if (f->begins && word.n > f->wanted.n)
		word = str_part(word, 0, f->wanted.n);
	if (f->spelt)
		f->there = f->there || (word.n == f->wanted.n &&
		    word.p[0] - 'A' == f->wanted.p[0] - 'a' &&
		    memcmp(word.p + 1, f->wanted.p + 1, word.n - 1) == 0);
	else
		f->there = f->there || str_eq(word, f->wanted);
	return 0;
}

struct looking {
	struct str	text;
	int		n;
};

static int
word_look(void *arg, struct str word, bool beside, size_t from, size_t to)
{
	struct looking *l = arg;
	struct found f = { .text = l->text, .first = true, .wanted = word };

	(void)from;
	(void)to;
	assert(!beside);
	assert(words_cut(l->text, false, word_take, &f) == 0);
	assert(f.there);
	return ++l->n == LOOKED_MAX;
}

static void
runs_try(struct str text)
{
	struct words_run run;
	size_t at = 0, last = 0;

	while (words_run(text, &at, &run)) {
		struct str s = str_part(text, run.from, run.to);

		assert(run.class != WORDS_NONE && run.from >= last &&
		    run.from < run.to && run.to <= text.n && at == run.to);
		assert(utf8_count(s) == run.count);
		last = run.to;
	}
	assert(at == text.n);
}

/* Is one of the words of each point of a spelling in the text? */
struct speaking {
	struct str	text;
	size_t		point;
	bool		any, there;
};

static void
word_speak(void *arg, size_t point, struct str letters, bool begins)
{
	struct speaking *s = arg;
	struct found f = { .text = s->text, .first = true, .spelt = true,
	    .wanted = letters, .begins = begins };

	if (s->any && point != s->point) {
		assert(point == s->point + 1 && s->there);
		s->there = false;
	}
	s->any = true;
	s->point = point;
	assert(letters.n > 0);
	assert(words_cut(s->text, false, word_take, &f) == 0);
	s->there = s->there || f.there;
}

/* From a character on, each in one of its readings, and the last one in part:
 * that is heard, and looked for by words that are there. */
static void
part_speak(struct str text, struct str run, bool name, unsigned pick)
{
	struct pinyin_reading all[PINYIN_READINGS_MAX];
	char room[SPOKEN_CHARS * PINYIN_SYLLABLE_MAX + 1];
	struct buf b = { .p = room, .room = sizeof room };
	struct speaking s = { .text = text };
	size_t at = 0, n;

	for (size_t i = 0; i < SPOKEN_CHARS && at < run.n; i++) {
		if ((n = words_readings(utf8_next(run, &at), name, all)) == 0)
			break;
		buf_text(&b, all[(pick + i) % n].text);
	}
	if (b.n == 0)
		return;
	b.n -= b.n > 1 && pick % 2 == 1;
	assert(words_hear(text, buf_view(&b)));
	if (utf8_count(text) > WORDS_SOUNDED_MAX)
		return;
	assert(words_spell(buf_view(&b), word_speak, &s) != WORDS_SOUNDLESS);
	assert(s.any && s.there);
}

static void
sounds_try(struct str text)
{
	struct words_run run;
	size_t at = 0;
	unsigned spoken = 0;

	while (words_run(text, &at, &run))
		for (size_t i = run.from; i < run.to &&
		    run.class == WORDS_WIDE && spoken < SPOKEN_MAX; spoken++) {
			part_speak(text, str_part(text, i, run.to),
			    run.count <= WORDS_NAME_MAX, spoken);
			(void)utf8_next(text, &i);
		}
}

static void
typed_word(void *arg, size_t point, struct str letters, bool begins)
{
	const struct str *typed = arg;

	(void)point;
	assert(letters.p >= typed->p && letters.n > 0 &&
	    letters.p + letters.n <= typed->p + typed->n);
	assert(begins == (letters.p + letters.n == typed->p + typed->n));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size }, text;
	struct arena *a = arena_new();
	struct found f = { .first = true };
	struct looking l = { .n = 0 };

	assert(a != NULL);
	if (utf8_ok(in)) {
		f.text = l.text = text = utf8_fold(a, in);
		runs_try(text);
		assert(words_cut(text, false, word_take, &f) == 0);
		(void)words_cut(text, true, word_look, &l);
		sounds_try(text);
		(void)words_spell(text, typed_word, &text);
	}
	arena_free(a);
	return 0;
}
