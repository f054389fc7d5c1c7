/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a pattern find?  Regular expressions as XPath has them, without
 * what would need unbounded time: no references back.  All ways are followed at
 * once, so that time grows with text and pattern, never beyond their product.
 *
 *	. \s \S \d \D \w \W [a-z] [^a-z] ( ) (?: ) | * + ? {2} {2,} {2,5} ^ $
 *	and a lazy ? behind a repeat; flags i, s, m, x
 */
#ifndef FEEL_PATTERN_IN_H
#define FEEL_PATTERN_IN_H

#include "feel/builtin.h"

enum {
	PATTERN_PARTS_MAX	= 2000,
	PATTERN_DEPTH_MAX	= 30,
	PATTERN_REPEAT_MAX	= 200
};

enum part_kind {
	P_CHAR, P_ANY, P_CLASS, P_BEGIN, P_END,
	P_SPLIT,		/* first a, then b */
	P_JUMP, P_FOUND
};

/* A class is a run of pairs in one array; ${not} turns it round. */
struct part {
	uint8_t		kind;
	bool		not;
	int32_t		cp;		/* P_CHAR */
	uint32_t	a, b;		/* parts; P_CLASS: pairs from a to b */
};

struct pattern {
	struct part	*parts;
	size_t		 n;
	int32_t		(*pairs)[2];
	size_t		 npairs;
	bool		 nocase, dotall, lines;
};

struct pattern_hit {
	size_t	from, to;		/* bytes */
};

/* False if ${text} is no pattern, or too large a one. */
bool pattern_read(struct feel_run *r, struct str text, struct str flags,
    const struct pattern **ret);

/* The first hit at or after byte ${at}; false if there is none. */
bool pattern_find(struct feel_run *r, const struct pattern *p, struct str s,
    size_t at, struct pattern_hit *ret);

#endif
