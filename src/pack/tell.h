/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a verdict said to a person?  As a sentence, the place it comes from
 * with how well that is known, and lines that say why.  The machine says what
 * meets a situation and what is missing; never what anybody deserves.
 *
 * Nothing is explained while judging: conditions are gone through once more
 * here, over the facts as they were judged.
 */
#ifndef PACK_TELL_H
#define PACK_TELL_H

#include "base/say.h"
#include "pack/judge.h"

struct tell {
	struct arena		*a;
	struct voice		 voice;
	const struct book_case	*c;
	const struct judgement	*j;
};

struct told_line {
	int			 depth;	/* from 0: beneath the line before */
	struct str		 text;
};

struct told {
	struct str		 sentence;	/* one or several */
	struct str		 source;	/* clause, instrument, pack and
						 * version, attestation */
	const struct told_line	*lines;		/* why */
	size_t			 n;
};

enum { TOLD_LINES_MAX = 2000 };	/* what would be more is left out */

/*
 * tell_verdict(t, v, ret, note):
 * ${v} is one of ${t->j}.  ERR_LIMIT: a condition takes too much to explain;
 * ERR_MEMORY.
 */
enum err tell_verdict(const struct tell *t, const struct verdict *v,
    struct told *ret, struct note *note);

/* "At least X. Possibly Y, if …": of a pack with levels. */
enum err tell_grade(const struct tell *t, const struct judged_pack *p,
    struct told *ret, struct note *note);

/* "Rules of a county, Article 4 (county-rules, version 1; official page
 * read)". */
struct str tell_source(const struct tell *t, const struct pack_rule *r);

/* A value as people write it, with its unit; ${f} NULL: of no fact. */
struct str tell_value(const struct tell *t, const struct pack_fact *f,
    const struct feel_value *v);

/* "2025-12-01 18:10 (Beijing time)"; the end of a day as 24:00 if ${end}. */
struct str tell_moment(const struct tell *t, int64_t ms, bool end);

/* The names of what is missing, with why; empty if nothing is. */
struct str tell_missing(const struct tell *t, const struct pack *p,
    const struct feel_missing *m);

/* The words in the reader's language, or the ones there are. */
struct str tell_words(const struct tell *t, const struct pack_words *w);

#endif
