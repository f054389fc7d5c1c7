/* SPDX-License-Identifier: Apache-2.0 */
/* Which command is meant by these words, and which was nearly meant? */
#include "cli/cli_in.h"

enum {
	TYPED_MAX = 64,		/* bytes; longer words are not guessed at */
	NEAR_MAX  = 3		/* changes; more of them and it is another word */
};

struct str
command_word(const struct command *row, size_t i)
{
	struct str rest = str_of(row->name), word = S("");

	while (str_cut(&rest, ' ', &word))
		if (i-- == 0)
			return word;
	return S("");
}

bool
command_begins(const struct command *row, const struct str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (words[i].n == 0 || !str_eq(command_word(row, i), words[i]))
			return false;
	return true;
}

bool
command_any(const struct command_table *t, const struct str *words, size_t n)
{
	for (size_t i = 0; i < t->n; i++)
		if (command_begins(&t->rows[i], words, n))
			return true;
	return false;
}

const struct command *
command_find(const struct command_table *t, const struct str *words, size_t n)
{
	for (size_t i = 0; i < t->n; i++)
		if (command_begins(&t->rows[i], words, n) &&
		    command_word(&t->rows[i], n).n == 0)
			return &t->rows[i];
	return NULL;
}

/* Did an earlier row begin with these words and the same next one? */
static bool
seen(const struct command_table *t, size_t row, size_t n)
{
	for (size_t i = 0; i < row; i++) {
		size_t same = 0;

		while (same <= n && str_eq(command_word(&t->rows[i], same),
		    command_word(&t->rows[row], same)))
			same++;
		if (same > n)
			return true;
	}
	return false;
}

struct str
command_next(const struct command_table *t, struct arena *a,
    const struct str *words, size_t n)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < t->n; i++) {
		struct str word = command_word(&t->rows[i], n);

		if (word.n == 0 || !command_begins(&t->rows[i], words, n) ||
		    seen(t, i, n))
			continue;
		if (b.n > 0)
			buf_text(&b, ", ");
		buf_str(&b, word);
	}
	return buf_view(&b);
}

/* How many letters must be changed, added, dropped or swapped with their
 * neighbour (optimal string alignment)?  Both at most TYPED_MAX bytes. */
static unsigned
distance(struct str a, struct str b)
{
	unsigned char d[3][TYPED_MAX + 1];
	unsigned char *two = d[0], *one = d[1], *now = d[2], *free_row;

	for (size_t j = 0; j <= b.n; j++)
		one[j] = (unsigned char)j;
	for (size_t i = 1; i <= a.n; i++) {
		now[0] = (unsigned char)i;
		for (size_t j = 1; j <= b.n; j++) {
			bool same = a.p[i - 1] == b.p[j - 1];
			unsigned least = one[j - 1] + (same ? 0U : 1U);

			if (one[j] + 1U < least)
				least = one[j] + 1U;
			if (now[j - 1] + 1U < least)
				least = now[j - 1] + 1U;
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1] && two[j - 2] + 1U < least)
				least = two[j - 2] + 1U;
			now[j] = (unsigned char)least;
		}
		free_row = two;
		two = one;
		one = now;
		now = free_row;
	}
	return one[b.n];
}

void
nearest_start(struct nearest *n, struct str typed)
{
	unsigned far = (unsigned)(typed.n / 3) + 1;

	/* In halves of a change: a beginning is nearer than one change. */
	*n = (struct nearest){ .typed = typed, .word = S(""),
	    .best = 2 * (far < NEAR_MAX ? far : NEAR_MAX) + 1 };
}

void
nearest_try(struct nearest *n, struct str candidate)
{
	unsigned d;

	if (n->typed.n == 0 || n->typed.n > TYPED_MAX ||
	    candidate.n == 0 || candidate.n > TYPED_MAX)
		return;
	if (candidate.n >= n->typed.n &&
	    str_eq(str_part(candidate, 0, n->typed.n), n->typed))
		d = 1;
	else
		d = 2 * distance(n->typed, candidate);
	if (d < n->best) {
		n->best = d;
		n->word = candidate;
	}
}

static struct str
join(struct arena *a, const struct str *words, size_t n)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_char(&b, ' ');
		buf_str(&b, words[i]);
	}
	return buf_view(&b);
}

struct str
command_nearest(const struct command_table *t, struct arena *a,
    const struct str *words, size_t n, size_t known)
{
	struct nearest best = { .word = S(""), .best = UINT32_MAX };

	/* The more words a suggestion has, the more it says. */
	for (size_t k = n < CLI_WORDS_MAX ? n : CLI_WORDS_MAX; k > known; k--) {
		struct nearest near;

		nearest_start(&near, join(a, words, k));
		for (size_t i = 0; i < t->n; i++) {
			struct str name[CLI_WORDS_MAX] = { { NULL, 0 } };

			for (size_t w = 0; w < k; w++)
				name[w] = command_word(&t->rows[i], w);
			if (name[k - 1].n != 0 &&
			    command_begins(&t->rows[i], words, known))
				nearest_try(&near, join(a, name, k));
		}
		if (near.word.n != 0 && near.best < best.best)
			best = near;
	}
	return best.word;
}
