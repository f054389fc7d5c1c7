/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What could a registry look like that nobody has filled in yet?
 *
 * Real divisions and the usual organs, and in them invented persons, tenures,
 * units, systems, contracts and telephones, with the gaps and contradictions
 * that a real registry has.  Nothing is asked of clock or chance: the same
 * arguments and tables make the same rows, byte for byte.
 */
#ifndef SAMPLE_SAMPLE_H
#define SAMPLE_SAMPLE_H

#include "base/note.h"
#include "field/field.h"

enum sample_scale {
	SAMPLE_COUNTY, SAMPLE_PREFECTURE, SAMPLE_PROVINCE, SAMPLE_NATION,
	SAMPLE_SCALE__MAX
};
extern const struct choice sample_scales[];

/* In an order in which they can be imported: what is named stands before. */
enum sample_sheet {
	SAMPLE_DIVISIONS, SAMPLE_TOWNSHIPS, SAMPLE_BODIES, SAMPLE_INDUSTRIES,
	SAMPLE_BRANCHES, SAMPLE_REGULATORS, SAMPLE_PERSONS, SAMPLE_POSTS,
	SAMPLE_TENURES, SAMPLE_ROSTERS, SAMPLE_SYSTEMS, SAMPLE_CONTRACTS,
	SAMPLE_PHONES, SAMPLE_SHEET__MAX
};

#define SAMPLE_ON	"2026-11-24"	/* the day of the sample's today */

enum {
	SAMPLE_YEARS	= 10,		/* of tenures before that day */
	SAMPLE_TOWN_YEAR = 2023		/* of which the townships are known */
};

struct sample {
	enum sample_scale	 scale;
	uint64_t		 seed;
	struct str		 region;	/* ""; the scale's usual one */
	int64_t			 on;		/* a day of 2025 … 2100 */
	bool			 organs;	/* only bodies, only the usual
						 * organs, as they are now */
	const char		*data;		/* folder of the tables */
};

/* Where the rows go, sheet by sheet in any order, headings first: whole lines
 * of CSV.  ${progress} may be NULL; not ERR_OK stops. */
struct sample_sink {
	enum err	(*put)(void *arg, enum sample_sheet sheet,
			    struct str line, struct note *note);
	enum err	(*progress)(void *arg, int64_t done, int64_t of,
			    struct note *note);
	void		*arg;
};

struct sample_counts {
	int64_t	rows[SAMPLE_SHEET__MAX];	/* without the headings */
};

/*
 * sample_make(what, sink, ret, note):
 * Make the rows.  ERR_USAGE for a region that is not there or is not of that
 * scale, or a day too early or late; ERR_INVALID for tables that do not fit
 * together.
 */
enum err sample_make(const struct sample *what, const struct sample_sink *sink,
    struct sample_counts *ret, struct note *note);

/* "bodies.csv" */
const char *sample_file(enum sample_sheet sheet);

#endif
