/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do bytes stand in a line of text?  In base 64 (RFC 4648, section 4), in
 * the one form that every byte string has: padded, unused bits zero.  Another
 * form of the same bytes is refused, so that no character of a signed note
 * can be changed unseen.
 */
#ifndef LEDGER_BASE64_H
#define LEDGER_BASE64_H

#include "base/str.h"

void base64_put(struct buf *b, const void *bytes, size_t n);

/* Read ${text} into ${ret}, which has room for ${text.n} / 4 * 3 bytes; false
 * (and ${ret} may hold anything) if it is not base 64. */
bool base64_read(struct str text, unsigned char *ret, size_t *ret_n);

#endif
