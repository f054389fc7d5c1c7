/* SPDX-License-Identifier: Apache-2.0 */
#include "base/catalogue.h"

/* GNU gettext's .mo: seven words of 32 bits in the order of the machine that
 * wrote it; the build writes the order of the machine that will read. */
enum {
	MO_MAGIC	= 0,
	MO_COUNT	= 2 * 4,
	MO_MSGIDS	= 3 * 4,	/* offset of the pairs (length, offset) */
	MO_WORDS	= 4 * 4,
	MO_HEADER	= 7 * 4,
	MO_PAIR		= 8
};

#define MO_IS	UINT32_C(0x950412de)

static uint32_t
word_at(const struct catalogue *c, size_t at)
{
	uint32_t n;

	/* The bytes of an array of char need not be aligned. */
	memcpy(&n, c->bytes + at, sizeof n);
	return n;
}

size_t
catalogue_count(const struct catalogue *c)
{
	if (c->n < MO_HEADER || word_at(c, MO_MAGIC) != MO_IS)
		return 0;
	return word_at(c, MO_COUNT);
}

/* The ${i}-th string of the table whose offset stands at ${table}. */
static bool
string_at(const struct catalogue *c, size_t table, size_t i, struct str *ret)
{
	size_t pair = word_at(c, table) + i * MO_PAIR, n, at;

	if (pair > c->n || c->n - pair < MO_PAIR)
		return false;
	n = word_at(c, pair);
	at = word_at(c, pair + 4);
	if (at >= c->n || c->n - at <= n || c->bytes[at + n] != '\0')
		return false;
	*ret = (struct str){ c->bytes + at, n };
	return true;
}

bool
catalogue_at(const struct catalogue *c, size_t i, struct str *ret_msgid,
    struct str *ret_words)
{
	return i < catalogue_count(c) &&
	    string_at(c, MO_MSGIDS, i, ret_msgid) &&
	    string_at(c, MO_WORDS, i, ret_words);
}

bool
catalogue_find(const struct catalogue *c, struct str msgid,
    struct str *ret_words)
{
	size_t low = 0, high = catalogue_count(c);
	struct str here;

	while (msgid.n != 0 && low < high) {
		size_t middle = low + (high - low) / 2;
		int order;

		if (!string_at(c, MO_MSGIDS, middle, &here))
			return false;
		if ((order = str_cmp(msgid, here)) == 0)
			return string_at(c, MO_WORDS, middle, ret_words);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}
