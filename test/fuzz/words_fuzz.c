/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words: those of a text lie in it, in order, and together reach over all its
 * writing; those by which a part of it is looked for are among them.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "store/words_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LOOKED_MAX = 64 };	/* words looked for in one text: the square */

/* The words that are not sounds, and how far they reach. */
struct found {
	struct str	text;
	size_t		from, reached;
	bool		first;
	struct str	wanted;		/* is it among them? */
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
			assert(word.p[i] >= 'a' && word.p[i] <= 'z');
	else
		assert(word.n <= s.n && memcmp(word.p, s.p, word.n) == 0);
	f->first = false;
	f->from = from;
	f->reached = to > f->reached ? to : f->reached;
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
	}
	arena_free(a);
	return 0;
}
