/* SPDX-License-Identifier: Apache-2.0 */
/* How is text from outside shown so that it can do nothing but be read? */
#include "base/utf8.h"
#include "cli/cli_in.h"

/* Controls, and marks that turn the direction of writing around. */
static bool
steers(int32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ||
	    cp == 0x200e || cp == 0x200f || (cp >= 0x2028 && cp <= 0x202e) ||
	    (cp >= 0x2066 && cp <= 0x2069);
}

static void
put_one(struct buf *b, int32_t cp, struct str as, unsigned how)
{
	const bool cell = (how & VISIBLE_CELL) != 0;

	if (cp == '\n' || cp == '\t')
		cell ? buf_text(b, cp == '\n' ? "\\n" : "\\t") :
		    buf_str(b, as);
	else if (cp == '\r')
		buf_text(b, "\\r");
	else if (cp == '\\' && (how & VISIBLE_PIPE) != 0)
		buf_text(b, "\\\\");
	else if (!steers(cp))
		buf_str(b, as);
	else
		buf_fmt(b, cp < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)cp);
}

/* Nearly every text: nothing to write out. */
static bool
harmless(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == '\\' ||
		    (unsigned char)s.p[i] >= 0x7f)
			return false;
	return true;
}

void
visible_put(struct buf *b, struct str s, unsigned how)
{
	if (harmless(s)) {
		buf_str(b, s);
		return;
	}
	while (s.n > 0) {
		struct str good = str_part(s, 0, utf8_bad_at(s));
		size_t at = 0, was = 0;
		int32_t cp;

		while ((cp = utf8_next(good, &at)) >= 0) {
			put_one(b, cp, str_part(good, was, at), how);
			was = at;
		}
		s = str_part(s, good.n, s.n);
		if (s.n > 0) {
			buf_fmt(b, "\\x%02x", (unsigned char)s.p[0]);
			s = str_part(s, 1, s.n);
		}
	}
}
