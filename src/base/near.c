/* SPDX-License-Identifier: Apache-2.0 */
#include "base/near.h"

#include "base/utf8.h"

enum {
	CHARS_MAX	= 64,	/* longer words are not compared */
	MOST_WRONG	= 3	/* characters, and no more than a third */
};

static size_t
chars_of(struct str s, int32_t *to)
{
	size_t n = 0, at = 0;

	while (at < s.n && n < CHARS_MAX)
		to[n++] = utf8_next(s, &at);
	return at < s.n ? CHARS_MAX + 1 : n;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Damerau and Levenshtein, with three rows. */
size_t
near_distance(struct str a, struct str b, size_t most)
{
	int32_t x[CHARS_MAX], y[CHARS_MAX];
	size_t row[3][CHARS_MAX + 1];
	size_t n = chars_of(a, x), m = chars_of(b, y);

	if (n > CHARS_MAX || m > CHARS_MAX || (n > m ? n - m : m - n) > most)
		return most + 1;
	for (size_t j = 0; j <= m; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *now = row[i % 3], *before = row[(i + 2) % 3];
		const size_t *two = row[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			now[j] = least(least(before[j], now[j - 1]) + 1,
			    before[j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] &&
			    x[i - 2] == y[j - 1])
				now[j] = least(now[j], two[j - 2] + 1);
		}
	}
	return least(row[n % 3][m], most + 1);
}

void
near_start(struct near *n, struct str word)
{
	size_t chars = utf8_count(word);

	*n = (struct near){ .word = word, .found = S(""), .best = MOST_WRONG };
	if (chars / 3 < n->best)
		n->best = chars < 2 ? 0 : chars < 3 ? 1 : chars / 3;
}

void
near_try(struct near *n, struct str candidate)
{
	size_t d = near_distance(n->word, candidate, n->best);

	if (d < n->best || (d == n->best && (n->found.n == 0 ||
	    str_cmp(candidate, n->found) < 0))) {
		n->best = d;
		n->found = candidate;
	}
}
