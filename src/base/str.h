/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is text held?  As a counted string, struct str, never owning what it
 * points to; and while it grows, as a struct buf.
 *
 * Strings that came from an arena, from a buffer or from S() are followed by a
 * NUL that is not counted, so that ${s.p} can be handed to a C library; slices
 * made by str_cut() and str_part() are not.  Text is UTF-8 (see utf8.h).
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct str {
	const char	*p;
	size_t		 n;	/* bytes */
};

#define S(literal)	((struct str){ (literal), sizeof(literal) - 1 })
#define STR_ARG(s)	(int)(s).n, (s).p	/* for "%.*s" */

struct str str_of(const char *c);		/* NULL gives the empty string */
struct str str_part(struct str s, size_t from, size_t to);
struct str str_trim(struct str s);		/* ASCII blanks at both ends */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *b);
bool str_eq_nocase(struct str a, struct str b);	/* ASCII letters only */
bool str_starts(struct str s, const char *with);
bool str_ends(struct str s, const char *with);
int str_cmp(struct str a, struct str b);	/* bytes, as both databases do */

/* Where does ${c} first stand in ${s}?  ${s.n} if nowhere. */
size_t str_find(struct str s, char c);

/*
 * str_cut(rest, at, ret_piece):
 * Take the piece before the next ${at} off ${*rest}; the last piece has none
 * behind it.  Return false when nothing is left, having set nothing.
 */
bool str_cut(struct str *rest, char at, struct str *ret_piece);

/* Read a whole decimal integer, with an optional '-'; false if it is none. */
bool str_int(struct str s, int64_t *ret_n);

/* Copies in ${a}, followed by NUL; empty if ${a} failed. */
struct str str_copy(struct arena *a, struct str s);
struct str str_fmt(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
struct str str_vfmt(struct arena *a, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
struct str str_hex(struct arena *a, const void *bytes, size_t n);

/* Read 2 × ${n} lower-case hex digits; false if they are anything else. */
bool str_unhex(struct str s, void *ret_bytes, size_t n);

/*
 * A growing buffer on the heap or, made with buf_in(), in an arena.  A failed
 * allocation is remembered; what is put afterwards is dropped, and
 * buf_failed() tells.  buf_free() is needed (and harmless) for both kinds.
 */
struct buf {
	char		*p;	/* NUL after n bytes once anything was put */
	size_t		 n;
	size_t		 room;
	struct arena	*in;	/* NULL: heap */
	bool		 failed;
};

#define BUF_INIT	{ 0 }
#define BUF_IN(a)	{ .in = (a) }

void buf_put(struct buf *b, const void *bytes, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_text(struct buf *b, const char *c);
void buf_char(struct buf *b, char c);
void buf_int(struct buf *b, int64_t n);
void buf_hex(struct buf *b, const void *bytes, size_t n);
void buf_fmt(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_room(struct buf *b, size_t more);	/* make room ahead */
void buf_empty(struct buf *b);			/* keeps the memory */
void buf_free(struct buf *b);
struct str buf_view(const struct buf *b);	/* until the next put */
bool buf_failed(const struct buf *b);

#endif
