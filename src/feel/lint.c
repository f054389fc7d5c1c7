/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What did the Chinese input method do?
 */
#include "base/utf8.h"
#include "feel/scope_in.h"
#include "feel/word_in.h"

struct lint {
	struct str	 text;
	struct note	*notes;
	size_t		 n;
	size_t		 line, begin, at;	/* of the lines counted so far */
};

static void
sign(struct lint *l, size_t from, size_t to, const char *half)
{
	struct where w;

	for (; l->at < from; l->at++)
		if (l->text.p[l->at] == '\n') {
			l->line++;
			l->begin = l->at + 1;
		}
	w = feel_where(str_part(l->text, l->begin, l->text.n),
	    from - l->begin);
	w.line = (int64_t)l->line + 1;
	note_where(&l->notes[l->n], w);
	(void)NOTE(&l->notes[l->n++], ERR_INVALID,
	    M("The full-width sign {found} "
	    "stands here. Write {half} instead."),
	    A_TEXT("found", str_part(l->text, from, to)),
	    A_CSTR("half", half));
}

/* One past a string, whatever is in it. */
static size_t
string_past(struct str s, size_t at)
{
	for (at++; at < s.n && s.p[at] != '"'; at++)
		if (s.p[at] == '\\')
			at++;
	return at < s.n ? at + 1 : s.n;
}

/* A word that is no declared name, up to its first full-width sign. */
static size_t
word_past(struct lint *l, size_t at, size_t past)
{
	while (at < past) {
		size_t from = at;
		const char *half = feel_half_width(utf8_next(l->text, &at));

		if (half != NULL) {
			sign(l, from, at, half);
			break;
		}
	}
	return at;
}

size_t
feel_lint(struct arena *a, const struct feel_scope *s, struct str text,
    const struct note **ret)
{
	struct lint l = { .text = text };
	size_t at = 0, word, bytes;
	bool bad = false;

	if (text.n > FEEL_TEXT_MAX || !utf8_ok(text))
		return 0;
	l.text = text = utf8_nfc(a, text);
	l.notes = NEW_ARRAY(a, struct note, FEEL_FINDINGS_MAX);
	while (l.notes != NULL && l.n < FEEL_FINDINGS_MAX && at < text.n) {
		at += feel_gap(text, at, &bad);
		if (at >= text.n)
			break;
		if (text.p[at] == '"')
			at = string_past(text, at);
		else if ((word = feel_word(text, at)) == 0)
			at = word_past(&l, at, at + 1);
		else if (scope_find(s, text, at, word, &bytes) != NULL)
			at += bytes;
		else
			at = word_past(&l, at, at + word);
	}
	*ret = l.notes;
	return l.n;
}
