/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is a zone made of?  Seen by zone.c, which asks it, tzif.c, which reads
 * it from a file, and zone_rule.c, which knows the years after the last
 * transition.
 */
#ifndef BASE_ZONE_IN_H
#define BASE_ZONE_IN_H

#include "base/zone.h"

enum rule_form {
	RULE_MONTH,	/* Mm.w.d: the w-th weekday of a month, 5 the last */
	RULE_JULIAN,	/* Jn: day 1..365, 29 February never counted */
	RULE_DAY	/* n: day 0..365 */
};

struct rule_date {
	enum rule_form	form;
	int		month, week, weekday;	/* weekday 0 is Sunday */
	int		day;
	int		seconds;	/* of the wall's clock, may be < 0 */
};

/* The POSIX TZ string: standard time, and maybe summer time with its dates. */
struct zone_rule {
	int32_t			standard, summer;	/* seconds east of UTC */
	bool			has_summer;
	struct rule_date	begins, ends;		/* of summer time */
};

struct zone {
	const char		*name;
	const int64_t		*at;		/* UTC seconds, ascending */
	const unsigned char	*to;		/* type that holds from there */
	size_t			 n;
	const int32_t		*type;		/* seconds east of UTC; [0] holds
						 * before the first */
	size_t			 ntypes;
	const int32_t		*offsets;	/* all that occur, falling */
	size_t			 noffsets;
	bool			 ruled;
	struct zone_rule	 rule;
};

/* Read "CET-1CEST,M3.5.0,M10.5.0/3"; false for anything that is none. */
bool rule_parse(struct str s, struct zone_rule *ret);

/* Seconds east of UTC at ${t} (UTC seconds). */
int32_t rule_offset(const struct zone_rule *r, int64_t t);

#endif
