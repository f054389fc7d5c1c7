/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is it text, in one form, and how wide is it on a terminal?
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/note.h"
#include "base/str.h"

/* Is ${s} UTF-8 without surrogates, overlong forms or NUL? */
bool utf8_ok(struct str s);

/* Offset of the first bad byte; ${s.n} if there is none. */
size_t utf8_bad_at(struct str s);

/* NFC of ${s} in ${a}; ${s} itself when it is NFC already.  ${s} is UTF-8. */
struct str utf8_nfc(struct arena *a, struct str s);
/* Also false when there is no memory to tell; utf8_nfc() tells these apart. */
bool utf8_is_nfc(struct str s);

/* NFKC with case folded: for finding, never for keeping. */
struct str utf8_fold(struct arena *a, struct str s);

/* How many characters (code points)? */
size_t utf8_count(struct str s);

/* Terminal columns: wide East Asian characters take two, marks and controls
 * none, those of ambiguous width (“ ” … —) one, as terminals have it. */
size_t utf8_columns(struct str s);

/* The first ${columns} columns of ${s}, never half a character. */
struct str utf8_head(struct str s, size_t columns);

/* Next code point at ${*at}, moving on; -1 at the end.  ${s} is UTF-8. */
int32_t utf8_next(struct str s, size_t *at);
void utf8_put(struct buf *b, int32_t cp);

/* Does ${s} hold a control character other than line feed and tab? */
bool utf8_has_control(struct str s);

/*
 * gb18030_to_utf8(a, s, ret):
 * What Excel and WPS on Chinese Windows save as CSV.  False if it is not that,
 * or holds NUL; also when there is no memory, and ${a} is failed then.
 */
bool gb18030_to_utf8(struct arena *a, struct str s, struct str *ret);

#endif
