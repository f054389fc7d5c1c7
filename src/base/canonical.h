/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which one form is a value written, so that equal values have equal bytes?
 * Canonical JSON: no white space; keys [a-z][a-z0-9_]* in byte order, each
 * once; integers within ±(2^53-1) without sign or leading zero but '-'; true
 * and false; strings in UTF-8 and NFC, escaping only '"', '\' and controls
 * below U+0020 (\b \f \n \r \t, else \u00xx in lower case), never NUL; no
 * null, no fractions.
 */
#ifndef BASE_CANONICAL_H
#define BASE_CANONICAL_H

#include "base/note.h"
#include "base/str.h"

#define CANON_INT_MAX	INT64_C(9007199254740991)
enum { CANON_DEPTH_MAX = 16, CANON_BYTES_MAX = 65535 };

/*
 * The writer.  Keys must come in order: it is asserted, since the caller is
 * our own code and writes them from sorted tables.
 */
struct canon {
	struct buf	*to;
	int		 depth;
	bool		 first[CANON_DEPTH_MAX];	/* no comma before */
	const char	*last[CANON_DEPTH_MAX];		/* key */
};

void canon_start(struct canon *c, struct buf *to);
void canon_open(struct canon *c);		/* { */
void canon_close(struct canon *c);		/* } */
void canon_list(struct canon *c);		/* [ */
void canon_list_end(struct canon *c);		/* ] */
void canon_key(struct canon *c, const char *key);
void canon_str(struct canon *c, struct str s);	/* UTF-8, NFC already */
void canon_int(struct canon *c, int64_t n);
void canon_bool(struct canon *c, bool b);
void canon_raw(struct canon *c, struct str json);	/* canonical already */

/* The reader: bytes that are canonical, into a tree; anything else refused. */
enum cjson_kind { CJSON_OBJECT, CJSON_LIST, CJSON_STR, CJSON_INT, CJSON_BOOL };

struct cjson {
	enum cjson_kind		 kind;
	struct str		 key;	/* within an object */
	struct str		 text;	/* CJSON_STR, decoded */
	int64_t			 num;	/* CJSON_INT; CJSON_BOOL 0 or 1 */
	const struct cjson	*first;	/* of an object or list */
	const struct cjson	*next;	/* sibling */
	struct str		 raw;	/* the bytes it was read from */
};

/*
 * canon_read(a, s, ret, note):
 * Read exactly one canonical value of at most CANON_BYTES_MAX bytes (more is
 * ERR_LIMIT).  ERR_INVALID says at which byte, from 1, and why it is not
 * canonical.  Strings without escapes point into ${s}.
 */
enum err canon_read(struct arena *a, struct str s, const struct cjson **ret,
    struct note *note);

/* Member ${key} of an object, or NULL; also NULL when ${o} is NULL. */
const struct cjson *cjson_get(const struct cjson *o, const char *key);

#endif
