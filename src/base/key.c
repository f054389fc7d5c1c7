/* SPDX-License-Identifier: Apache-2.0 */
#include "base/key.h"

#include <limits.h>

#include "base/err.h"

/*
 * RFC 9562 5.7: 48 bits of milliseconds, version, 12 random bits, variant,
 * 62 random bits.
 */
#define MS_MAX		((UINT64_C(1) << 48) - 1)
#define RAND_A_MAX	((UINT64_C(1) << 12) - 1)
#define RAND_B_MAX	((UINT64_C(1) << 62) - 1)
#define VERSION_7	(UINT64_C(7) << 12)
#define VARIANT		(UINT64_C(2) << 62)

enum { TEXT_BYTES = 36 };

/* A key as the three numbers it is made of. */
struct parts {
	uint64_t	ms;
	uint64_t	rand_a;
	uint64_t	rand_b;
};

static uint64_t
load(const unsigned char *p)
{
	uint64_t n = 0;

	for (size_t i = 0; i < 8; i++)
		n = n << 8 | p[i];
	return n;
}

static void
store(unsigned char *p, uint64_t n)
{
	for (size_t i = 8; i-- > 0; n >>= 8)
		p[i] = (unsigned char)n;
}

static struct parts
key_parts(struct key k)
{
	uint64_t high = load(k.b), low = load(k.b + 8);

	return (struct parts){ high >> 16, high & RAND_A_MAX,
	    low & RAND_B_MAX };
}

static struct key
key_of_parts(struct parts p)
{
	struct key k = KEY_NONE;

	store(k.b, p.ms << 16 | VERSION_7 | p.rand_a);
	store(k.b + 8, VARIANT | p.rand_b);
	return k;
}

bool
key_none(struct key k)
{
	return key_eq(k, KEY_NONE);
}

bool
key_eq(struct key a, struct key b)
{
	return memcmp(a.b, b.b, sizeof a.b) == 0;
}

int
key_cmp(struct key a, struct key b)
{
	return memcmp(a.b, b.b, sizeof a.b);
}

/* Does a hyphen stand before byte ${i} of a key's text? */
static bool
hyphen_before(size_t i)
{
	return i == 4 || i == 6 || i == 8 || i == 10;
}

static void
text_put(char *to, struct key k)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < sizeof k.b; i++) {
		if (hyphen_before(i))
			*to++ = '-';
		*to++ = digits[k.b[i] >> 4];
		*to++ = digits[k.b[i] & 15];
	}
}

void
key_put(struct buf *b, struct key k)
{
	char text[TEXT_BYTES];

	text_put(text, k);
	buf_put(b, text, sizeof text);
}

struct str
key_text(struct arena *a, struct key k)
{
	char text[TEXT_BYTES];

	text_put(text, k);
	return str_copy(a, (struct str){ text, sizeof text });
}

/* What a hexadecimal digit stands for, and one more; 0: it is none. */
static const unsigned char hex_digits[UCHAR_MAX + 1] = {
	['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6,
	['6'] = 7, ['7'] = 8, ['8'] = 9, ['9'] = 10,
	['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
	['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

static int
hex_value(char c)
{
	return hex_digits[(unsigned char)c] - 1;
}

bool
key_parse(struct str s, struct key *ret_key)
{
	const char *p = s.p;
	struct key k;

	if (s.n != TEXT_BYTES)
		return false;
	for (size_t i = 0; i < sizeof k.b; i++, p += 2) {
		int high, low;

		if (hyphen_before(i) && *p++ != '-')
			return false;
		high = hex_value(p[0]);
		low = hex_value(p[1]);
		if (high < 0 || low < 0)
			return false;
		k.b[i] = (unsigned char)(high << 4 | low);
	}
	*ret_key = k;
	return true;
}

static uint64_t
ms_of(int64_t now)
{
	if (now < 0)
		return 0;
	return (uint64_t)now > MS_MAX ? MS_MAX : (uint64_t)now;
}

static struct key
key_fresh(uint64_t ms, const struct chance *chance)
{
	unsigned char random[16];

	chance_bytes(chance, random, sizeof random);
	return key_of_parts((struct parts){ ms, load(random) & RAND_A_MAX,
	    load(random + 8) & RAND_B_MAX });
}

struct key
key_next(struct key last, int64_t now, const struct chance *chance)
{
	struct parts p = key_parts(last);
	unsigned char step[2];

	if (ms_of(now) > p.ms)
		return key_fresh(ms_of(now), chance);
	/*
	 * What was given as ${last} may be no UUIDv7; then its version and
	 * variant could be above ours, and only another millisecond is surely
	 * greater.
	 */
	if (key_cmp(key_of_parts(p), last) < 0) {
		p.rand_a = RAND_A_MAX;
		p.rand_b = RAND_B_MAX;
	}
	chance_bytes(chance, step, sizeof step);
	p.rand_b += (uint64_t)step[0] << 8 | step[1];
	p.rand_b++;
	if (p.rand_b > RAND_B_MAX) {
		p.rand_b &= RAND_B_MAX;
		p.rand_a++;
	}
	if (p.rand_a > RAND_A_MAX) {
		p.rand_a = 0;
		p.ms++;
	}
	if (p.ms > MS_MAX)
		err_stop("no key is left after the last one");
	return key_of_parts(p);
}

struct key
key_random(int64_t now, const struct chance *chance)
{
	return key_fresh(ms_of(now), chance);
}
