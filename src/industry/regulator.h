/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who regulates an industry, and where?  Article 4: the regulator of an industry
 * answers for guiding and supervising it; only an industry that has none at all
 * falls to the division in which its bodies lie.  Several bodies may share an
 * industry.
 */
#ifndef INDUSTRY_REGULATOR_H
#define INDUSTRY_REGULATOR_H

#include "dated/dated_events.h"

enum {
	REGULATOR_BASIS_MAX	= 200,
	REGULATOR_REGIONS_MAX	= 6,	/* a division and those above it */
	REGULATOR_NEAREST_MAX	= 64	/* regulators at one level */
};

DATED_DECLARE(regulator);
extern const struct dated_ref regulator_ref;

/* Where its fields are. */
enum { REGULATOR_INDUSTRY, REGULATOR_REGION, REGULATOR_BODY, REGULATOR_BASIS,
    REGULATOR__MAX };

/* One that answers for an industry. */
struct regulator_one {
	struct key	id, body;
	struct str	basis;		/* "" if none is said */
};

struct regulator_near {
	const struct regulator_one	*one;
	size_t		n;
	struct key	industry;	/* for which they are: the one asked for,
					 * or one above it */
	struct key	region;		/* where they are: KEY_NONE the nation */
	bool		any;		/* has it, or one above it, any regulator
					 * anywhere that day?  If not, Article 4
					 * turns to the division. */
};

/*
 * regulator_nearest(st, a, where, ret, note):
 * The regulators of ${where->industry} at the nearest level: for the first of the
 * divisions (nearest first; behind the last comes the nation) that has some.
 * Where neither they nor the nation have one, those of the industry above it,
 * and so on.  ${ret->n} 0: none.  One question to the store.
 */
struct regulator_where {
	struct key	 industry;
	const struct key *region;
	size_t		 nregions;	/* at most REGULATOR_REGIONS_MAX */
	int64_t		 on, known;
};
enum err regulator_nearest(struct store *st, struct arena *a,
    const struct regulator_where *where, struct regulator_near *ret,
    struct note *note);

#endif
