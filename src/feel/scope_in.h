/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names as the reader finds them: by their first word, the longest first.
 */
#ifndef FEEL_SCOPE_IN_H
#define FEEL_SCOPE_IN_H

#include "feel/builtin.h"
#include "feel/feel.h"

enum { SCOPE_BUCKETS = 512 };		/* a power of two */

struct scope_name {
	struct str			 name;	/* NFC, single blanks */
	size_t				 first;	/* bytes of the first word */
	const struct feel_type		*type;	/* a fact or type; or: */
	const struct feel_builtin	*builtin;
	size_t				 slot;
	struct scope_name		*next;	/* of the bucket; no longer */
};

struct feel_scope {
	struct arena			*a;
	struct scope_name		*bucket[SCOPE_BUCKETS];
	struct scope_name		*types[SCOPE_BUCKETS];
	const struct scope_name		*fact[FEEL_FACTS_MAX];
	size_t				 nfacts;
};

/*
 * How many bytes of ${text} at ${at} are ${name}?  A blank of the name stands
 * for any run of blanks.  0 if it is not that name, or goes on.
 */
size_t name_match(struct str name, struct str text, size_t at);

/*
 * The longest name (fact or function) at ${at}, whose first word has ${word}
 * bytes.  Of two as long, the function if a bracket follows.
 */
const struct scope_name *scope_find(const struct feel_scope *s,
    struct str text, size_t at, size_t word, size_t *ret_bytes);
const struct scope_name *scope_type(const struct feel_scope *s,
    struct str text, size_t at, size_t word, size_t *ret_bytes);

/* The name as it is kept: blanks single, NFC.  False if it cannot be one. */
bool name_normal(struct arena *a, struct str given, struct str *ret);

/* The name most like ${word}, or the empty string. */
struct str scope_nearest(const struct feel_scope *s, struct str word);

#endif
