/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include "base/fault.h"

static const char hex_digits[] = "0123456789abcdef";

struct str
str_of(const char *c)
{
	return c == NULL ? S("") : (struct str){ c, strlen(c) };
}

struct str
str_part(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	/* Nothing is added to NULL, which has no parts but the empty one. */
	return (struct str){ from == 0 ? s.p : s.p + from, to - from };
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	while (s.n > 0 && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	return s;
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_is(struct str a, const char *b)
{
	return str_eq(a, str_of(b));
}

static int
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

bool
str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

bool
str_starts(struct str s, const char *with)
{
	size_t n = strlen(with);

	return s.n >= n && (n == 0 || memcmp(s.p, with, n) == 0);
}

bool
str_ends(struct str s, const char *with)
{
	size_t n = strlen(with);

	return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, with, n) == 0);
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (c != 0)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

size_t
str_find(struct str s, char c)
{
	const char *at = s.n == 0 ? NULL : memchr(s.p, c, s.n);

	return at == NULL ? s.n : (size_t)(at - s.p);
}

bool
str_cut(struct str *rest, char at, struct str *ret_piece)
{
	size_t n;

	if (rest->p == NULL)
		return false;
	n = str_find(*rest, at);
	*ret_piece = (struct str){ rest->p, n };
	if (n == rest->n)
		*rest = (struct str){ NULL, 0 };
	else
		*rest = (struct str){ rest->p + n + 1, rest->n - n - 1 };
	return true;
}

bool
str_int(struct str s, int64_t *ret_n)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	int64_t n = 0;

	if (minus)
		s = str_part(s, 1, s.n);
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		int digit = s.p[i] - '0';

		if (digit < 0 || digit > 9 ||
		    __builtin_mul_overflow(n, 10, &n) ||
		    __builtin_sub_overflow(n, digit, &n))
			return false;
	}
	/* Counted downwards, since the least integer has no positive twin. */
	if (!minus && n == INT64_MIN)
		return false;
	*ret_n = minus ? n : -n;
	return true;
}

struct str
str_copy(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (p == NULL)
		return S("");
	if (s.n != 0)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

struct str
str_vfmt(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		arena_fail(a);
	if (n < 0 || (p = arena_alloc(a, (size_t)n + 1)) == NULL)
		return S("");
	(void)vsnprintf(p, (size_t)n + 1, fmt, ap);
	return (struct str){ p, (size_t)n };
}

struct str
str_fmt(struct arena *a, const char *fmt, ...)
{
	struct str s;
	va_list ap;

	va_start(ap, fmt);
	s = str_vfmt(a, fmt, ap);
	va_end(ap);
	return s;
}

static void
hex_put(char *to, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		to[2 * i] = hex_digits[bytes[i] >> 4];
		to[2 * i + 1] = hex_digits[bytes[i] & 15];
	}
}

struct str
str_hex(struct arena *a, const void *bytes, size_t n)
{
	char *p = arena_alloc(a, 2 * n + 1);

	if (p == NULL)
		return S("");
	hex_put(p, bytes, n);
	return (struct str){ p, 2 * n };
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

bool
str_unhex(struct str s, void *ret_bytes, size_t n)
{
	unsigned char *to = ret_bytes;

	if (s.n != 2 * n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (hex_value(s.p[i]) < 0)
			return false;
	for (size_t i = 0; i < n; i++)
		to[i] = (unsigned char)(hex_value(s.p[2 * i]) * 16 +
		    hex_value(s.p[2 * i + 1]));
	return true;
}

void
buf_room(struct buf *b, size_t more)
{
	size_t room;
	char *p;

	if (b->failed || (b->room > b->n && b->room - b->n > more))
		return;
	if (more > SIZE_MAX / 4 || b->n > SIZE_MAX / 4) {
		b->failed = true;
		return;
	}
	room = b->room < 64 ? 64 : b->room * 2;
	if (room < b->n + more + 1)
		room = b->n + more + 1;
	if (b->in != NULL)
		p = arena_grow(b->in, b->p, b->room, room);
	else
		p = fault_hit(FAULT_ALLOC) ? NULL : realloc(b->p, room);
	if (p == NULL) {
		b->failed = true;
		return;
	}
	b->p = p;
	b->room = room;
}

void
buf_put(struct buf *b, const void *bytes, size_t n)
{
	buf_room(b, n);
	if (b->failed)
		return;
	if (n != 0)
		memcpy(b->p + b->n, bytes, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void
buf_str(struct buf *b, struct str s)
{
	buf_put(b, s.p, s.n);
}

void
buf_text(struct buf *b, const char *c)
{
	buf_str(b, str_of(c));
}

void
buf_char(struct buf *b, char c)
{
	if (b->room - b->n < 2 || b->failed) {
		buf_put(b, &c, 1);
		return;
	}
	b->p[b->n++] = c;
	b->p[b->n] = '\0';
}

void
buf_int(struct buf *b, int64_t n)
{
	char digits[20], *p = digits + sizeof digits;
	uint64_t left = n < 0 ? -(uint64_t)n : (uint64_t)n;

	do
		*--p = (char)('0' + left % 10);
	while ((left /= 10) != 0);
	if (n < 0)
		buf_char(b, '-');
	buf_put(b, p, (size_t)(digits + sizeof digits - p));
}

void
buf_hex(struct buf *b, const void *bytes, size_t n)
{
	buf_room(b, 2 * n);
	if (b->failed)
		return;
	hex_put(b->p + b->n, bytes, n);
	b->n += 2 * n;
	b->p[b->n] = '\0';
}

void
buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0) {
		b->failed = true;
		return;
	}
	buf_room(b, (size_t)n);
	if (b->failed)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void
buf_empty(struct buf *b)
{
	b->n = 0;
	if (b->p != NULL)
		b->p[0] = '\0';
}

void
buf_free(struct buf *b)
{
	if (b->in == NULL)
		free(b->p);
	*b = (struct buf){ .in = b->in };
}

struct str
buf_view(const struct buf *b)
{
	return b->p == NULL ? S("") : (struct str){ b->p, b->n };
}

bool
buf_failed(const struct buf *b)
{
	return b->failed;
}
