/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/pattern_in.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "feel/word_in.h"

struct reader {
	struct feel_run	*r;
	struct str	 s;
	size_t		 at;
	int		 depth;
	bool		 blanks;	/* flag x: they mean nothing */
	bool		 bad;
	struct pattern	*p;
	size_t		 parts_room, pairs_room;
};

/* Make room for one more thing in an array of the pattern. */
static bool
room(struct reader *d, void **array, size_t size, size_t n, size_t *have)
{
	size_t more = *have == 0 ? 16 : 2 * *have;
	void *p;

	if (n < *have)
		return true;
	if (n >= PATTERN_PARTS_MAX ||
	    (p = feel_take(d->r, more * size)) == NULL) {
		d->bad = true;
		return false;
	}
	if (n > 0)
		memcpy(p, *array, n * size);
	*array = p;
	*have = more;
	return true;
}

static size_t
part_add(struct reader *d, struct part part)
{
	void *parts = d->p->parts;

	if (!room(d, &parts, sizeof part, d->p->n, &d->parts_room))
		return 0;
	d->p->parts = parts;
	d->p->parts[d->p->n] = part;
	return d->p->n++;
}

/* A character as it is compared. */
static int32_t
fold(const struct pattern *p, int32_t cp)
{
	return p->nocase ? utf8proc_tolower(cp) : cp;
}

static int32_t
peek(struct reader *d)
{
	size_t at = d->at;
	int32_t cp = utf8_next(d->s, &at);

	while (d->blanks && cp >= 0 && feel_is_blank(cp)) {
		d->at = at;
		cp = utf8_next(d->s, &at);
	}
	return cp;
}

static int32_t
next(struct reader *d)
{
	return peek(d) < 0 ? -1 : utf8_next(d->s, &d->at);
}

static bool
takes(struct reader *d, int32_t cp)
{
	if (peek(d) != cp)
		return false;
	(void)next(d);
	return true;
}

static void
pair_add(struct reader *d, int32_t from, int32_t to)
{
	void *pairs = d->p->pairs;

	d->bad |= from > to;
	if (!room(d, &pairs, sizeof *d->p->pairs, d->p->npairs,
	    &d->pairs_room))
		return;
	d->p->pairs = pairs;
	d->p->pairs[d->p->npairs][0] = from;
	d->p->pairs[d->p->npairs++][1] = to;
}

/* The pairs of \s, \d, \w or of what is none of them. */
static bool
class_add(struct reader *d, int32_t letter)
{
	static const int32_t space[][2] = { { 9, 10 }, { 13, 13 }, { 32, 32 } };
	static const int32_t digit[][2] = { { '0', '9' } };
	static const int32_t word[][2] = { { '0', '9' }, { 'A', 'Z' },
	    { '_', '_' }, { 'a', 'z' }, { 0xAA, 0xAA }, { 0xB5, 0xB5 },
	    { 0xBA, 0xBA }, { 0xC0, 0xD6 }, { 0xD8, 0xF6 }, { 0xF8, 0x1FFF },
	    { 0x2C00, 0x2FEF }, { 0x3005, 0x3007 }, { 0x3021, 0xD7FF },
	    { 0xF900, 0xFAFF }, { 0xFF10, 0xFF19 }, { 0xFF21, 0xFF3A },
	    { 0xFF41, 0xFF5A }, { 0x10000, 0xEFFFF } };
	int32_t low = utf8proc_tolower(letter), last = 0;
	const int32_t (*of)[2] = low == 's' ? space : low == 'd' ? digit : word;
	size_t n = low == 's' ? 3 : low == 'd' ? 1 :
	    sizeof word / sizeof *word;

	if (low != 's' && low != 'd' && low != 'w')
		return false;
	for (size_t i = 0; i < n; i++) {
		if (letter == low)
			pair_add(d, of[i][0], of[i][1]);
		else
			pair_add(d, last, of[i][0] - 1);
		last = of[i][1] + 1;
	}
	if (letter != low)
		pair_add(d, last, 0x10FFFF);
	return true;
}

/* The character that an escape stands for. */
static int32_t
escaped(struct reader *d)
{
	int32_t cp = next(d);

	switch (cp) {
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	default:
		/* Letters and digits would mean something else. */
		if (cp < 0 || (cp < 0x80 && feel_name_goes_on(cp) &&
		    cp != '?' && cp != '_'))
			d->bad = true;
		return cp;
	}
}

/* "[", ["^"], {character | character, "-", character | escape}, "]" */
static void
class(struct reader *d)
{
	struct part part = { .kind = P_CLASS, .a = (uint32_t)d->p->npairs };
	bool blanks = d->blanks;
	int32_t from, to;

	d->blanks = false;		/* here a blank is one */
	part.not = takes(d, '^');
	do {
		if ((from = next(d)) == '\\') {
			size_t at = d->at;

			if (class_add(d, next(d)))
				continue;
			d->at = at;
			from = escaped(d);
		}
		to = from;
		if (peek(d) == '-' && d->at + 1 < d->s.n &&
		    d->s.p[d->at + 1] != ']') {
			(void)next(d);
			if ((to = next(d)) == '\\')
				to = escaped(d);
		}
		if (from < 0 || to < 0)
			d->bad = true;
		else
			pair_add(d, from, to);
	} while (!d->bad && !takes(d, ']'));
	d->blanks = blanks;
	part.b = (uint32_t)d->p->npairs;
	(void)part_add(d, part);
}

static void either(struct reader *d);

static void
backslash(struct reader *d)
{
	struct part part = { .kind = P_CLASS, .a = (uint32_t)d->p->npairs };
	size_t at = d->at;

	if (class_add(d, next(d))) {
		part.b = (uint32_t)d->p->npairs;
	} else {
		d->at = at;
		part = (struct part){ .kind = P_CHAR };
		part.cp = fold(d->p, escaped(d));
	}
	(void)part_add(d, part);
}

static void
group(struct reader *d)
{
	if (takes(d, '?') && !takes(d, ':'))
		d->bad = true;
	if (++d->depth > PATTERN_DEPTH_MAX)
		d->bad = true;
	if (!d->bad)
		either(d);
	d->depth--;
	if (!takes(d, ')'))
		d->bad = true;
}

static void
atom(struct reader *d)
{
	int32_t cp = next(d);

	switch (cp) {
	case '(':
		group(d);
		return;
	case '[':
		class(d);
		return;
	case '\\':
		backslash(d);
		return;
	case '.':
		(void)part_add(d, (struct part){ .kind = P_ANY });
		return;
	case '^':
		(void)part_add(d, (struct part){ .kind = P_BEGIN });
		return;
	case '$':
		(void)part_add(d, (struct part){ .kind = P_END });
		return;
	case '*':
	case '+':
	case '?':
	case '{':
	case ']':
	case '}':
	case -1:
		d->bad = true;
		return;
	default:
		(void)part_add(d, (struct part){ .kind = P_CHAR,
		    .cp = fold(d->p, cp) });
	}
}

static int
count(struct reader *d)
{
	int n = -1;

	while (peek(d) >= '0' && peek(d) <= '9') {
		n = (n < 0 ? 0 : n) * 10 + (int)(next(d) - '0');
		if (n > PATTERN_REPEAT_MAX) {
			d->bad = true;
			return 0;
		}
	}
	return n;
}

/* "*" | "+" | "?" | "{", n, [",", [m]], "}"; false if there is none. */
static bool
repeat(struct reader *d, int *least, int *most)
{
	*least = 0;
	*most = -1;
	if (takes(d, '*'))
		return true;
	if (takes(d, '+')) {
		*least = 1;
		return true;
	}
	if (takes(d, '?')) {
		*most = 1;
		return true;
	}
	if (!takes(d, '{'))
		return false;
	*least = count(d);
	*most = takes(d, ',') ? count(d) : *least;
	d->bad |= !takes(d, '}') || *least < 0 ||
	    (*most >= 0 && *most < *least);
	return true;
}

/* Read what stands at ${from} once more. */
static void
again(struct reader *d, size_t from, size_t to)
{
	d->at = from;
	atom(d);
	d->at = to;
}

/* A way past what follows, and into it; which first depends on ${lazy}. */
static size_t
fork(struct reader *d)
{
	return part_add(d, (struct part){ .kind = P_SPLIT });
}

static void
fork_set(struct reader *d, size_t at, size_t into, size_t past, bool lazy)
{
	if (d->bad)
		return;
	d->p->parts[at].a = (uint32_t)(lazy ? past : into);
	d->p->parts[at].b = (uint32_t)(lazy ? into : past);
}

/* atom, [repeat, ["?"]]: an atom that is repeated is read as often. */
static void
piece(struct reader *d)
{
	size_t from, to, begin = d->p->n, nforks = 0;
	size_t forks[PATTERN_REPEAT_MAX];
	int least, most;
	bool lazy;

	(void)peek(d);
	from = d->at;
	atom(d);
	if (d->bad || !repeat(d, &least, &most))
		return;
	lazy = takes(d, '?');
	to = d->at;
	d->p->n = begin;
	for (int i = 0; i < least && !d->bad; i++)
		again(d, from, to);
	if (most < 0) {
		size_t way = fork(d);

		again(d, from, to);
		(void)part_add(d, (struct part){ .kind = P_JUMP,
		    .a = (uint32_t)way });
		fork_set(d, way, way + 1, d->p->n, lazy);
		return;
	}
	for (int i = least; i < most && !d->bad; i++) {
		forks[nforks++] = fork(d);
		again(d, from, to);
	}
	for (size_t i = 0; i < nforks; i++)
		fork_set(d, forks[i], forks[i] + 1, d->p->n, lazy);
}

/* {piece}, {"|", {piece}} */
static void
either(struct reader *d)
{
	size_t first = fork(d), way = first, begin;

	for (;;) {
		begin = d->p->n;
		while (!d->bad && peek(d) >= 0 && peek(d) != '|' &&
		    peek(d) != ')')
			piece(d);
		if (d->bad || !takes(d, '|'))
			break;
		/* This way ends with a jump past all of them, set below. */
		(void)part_add(d, (struct part){ .kind = P_JUMP,
		    .a = UINT32_MAX });
		fork_set(d, way, begin, d->p->n, false);
		way = fork(d);
	}
	fork_set(d, way, way + 1, way + 1, false);
	for (size_t i = first; i < d->p->n; i++)
		if (d->p->parts[i].kind == P_JUMP &&
		    d->p->parts[i].a == UINT32_MAX)
			d->p->parts[i].a = (uint32_t)d->p->n;
}

bool
pattern_read(struct feel_run *r, struct str text, struct str flags,
    const struct pattern **ret)
{
	struct pattern *p = feel_take(r, sizeof *p);
	struct reader d = { .r = r, .s = text, .p = p };

	if (p == NULL)
		return false;
	for (size_t i = 0; i < flags.n; i++) {
		p->nocase |= flags.p[i] == 'i';
		p->dotall |= flags.p[i] == 's';
		p->lines |= flags.p[i] == 'm';
		d.blanks |= flags.p[i] == 'x';
		d.bad |= memchr("ismx", flags.p[i], 4) == NULL;
	}
	if (!d.bad && feel_spend(r, text.n))
		either(&d);
	(void)part_add(&d, (struct part){ .kind = P_FOUND });
	if (!feel_spend(r, p->n) || d.bad || d.at < text.n)
		return false;
	*ret = p;
	return true;
}
