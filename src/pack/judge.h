/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the rules say about these facts?  Pure: facts, packs and the moment
 * go in, verdicts come out, each with its reasons.
 *
 * Everything is worked out twice: once with what is attested well enough to
 * decide, where all that is weaker counts as not known; and once with all of
 * it.  The first is what is decided, the second what is advised.  Neither ever
 * takes a fact for granted that nobody stated.
 */
#ifndef PACK_JUDGE_H
#define PACK_JUDGE_H

#include "base/zone.h"
#include "pack/pack.h"

/* ---- a book: packs that are judged together ---- */

struct book;

/*
 * book_new(a, packs, n, ret, note):
 * ERR_CONFLICT: two packs that do not use each other declare a fact of one id,
 * or two versions of one pack are among them.
 */
enum err book_new(struct arena *a, const struct pack *const *packs, size_t n,
    const struct book **ret, struct note *note);

size_t book_npacks(const struct book *b);
const struct pack *book_pack(const struct book *b, size_t i);

/* Facts of all packs, each once; derived ones too. */
size_t book_nfacts(const struct book *b);
const struct pack_fact *book_fact(const struct book *b, size_t i);
/* By id or Chinese name; false: none. */
bool book_find(const struct book *b, struct str s, size_t *ret);

/* ---- a case: what is known ---- */

struct book_case {
	const struct feel_value	*facts;	/* book_nfacts(); what is unknown is a
					 * feel_unknown(); derived: not read */
	int64_t			 at;	/* UTC ms: the moment of judging */
	const struct zone	*zone;	/* of the house */
	const struct feel_zones	*zones;	/* or NULL */
};

/* All unknown, with their names: to be filled in. */
enum err book_blank(struct arena *a, const struct book *b,
    struct feel_value **ret, struct note *note);

/* ---- what comes out ---- */

enum outcome {
	OUTCOME_MET,		/* decided */
	OUTCOME_NOT_MET,	/* decided */
	OUTCOME_OPEN,		/* facts are missing; or the day is, by which a
				 * rule that would be met is in force */
	OUTCOME_READINGS,	/* the words bear two meanings that differ here */
	OUTCOME_ADVISED,	/* what is attested weakly says: met */
	OUTCOME_ADVISED_NOT,
	OUTCOME_NOT_IN_FORCE,
	OUTCOME_PERSON,		/* only a person opens it */
	OUTCOME__MAX
};

const char *outcome_word(enum outcome o);	/* "met", "not_met", "open" … */
const char *outcome_said(enum outcome o);	/* English; msgid */
const char *outcome_zh(enum outcome o);		/* as examples write it */

/* One node of a condition, in the order of pack_cond.index. */
struct verdict_part {
	const struct pack_cond	*cond;
	enum truth		 decided, advised;
	bool			 split;	/* its readings, or those of a part of it
					 * that matters, differ */
};

enum clock_state {
	CLOCK_RUNS,		/* decided */
	CLOCK_PRECAUTION,	/* it may have to run: taken care of */
	CLOCK_NOT_REQUIRED,	/* decided */
	CLOCK_NOT_IN_FORCE,
	CLOCK_STATE__MAX
};

const char *clock_state_word(enum clock_state s);
const char *clock_state_said(enum clock_state s);	/* English; msgid */

struct verdict_clock {
	enum clock_state	 state;
	bool			 anchored;	/* the anchor is known */
	int64_t			 anchor;	/* UTC ms */
	bool			 timed;		/* ${due} is known */
	int64_t			 due;		/* UTC ms: on time up to and with */
	bool			 earlier;	/* a missing fact could make it so */
	const struct feel_missing *anchor_missing;
};

/* Of one element of the list of an attribution. */
struct verdict_bearer {
	size_t			 element;	/* from 0 */
	enum outcome		 outcome;
	enum truth		 decided, advised;
	const struct verdict_part *parts;	/* rule->nconds */
	const struct feel_missing *missing;
	const enum truth	*circumstances;	/* as the rule lists them */
};

struct verdict {
	const struct pack_rule	*rule;	/* as overridden */
	enum outcome		 outcome;
	enum truth		 decided, advised;
	const struct verdict_part *parts;	/* rule->nconds; NULL: not looked
						 * at, or each bearer has them */
	const struct feel_missing *missing;	/* what could settle it */
	uint64_t		 used[FEEL_FACTS_MAX / 64];	/* slots of the
						 * pack: facts that were read */
	union {
		struct verdict_clock	 clock;
		struct {
			const struct verdict_bearer *b;
			size_t		 n;
		}			 bearers;
		struct {	/* of a table */
			struct feel_value value;
		}			 table;
	};
};

struct verdict_grade {
	bool			 graded;	/* by a person: ${least} is that */
	int			 least;		/* decided at least; -1: none */
	int			 advised;	/* with what only advises; -1 */
	int			 most;		/* not excluded; -1: all are */
	const struct feel_missing *missing;	/* what could raise it */
};

struct judged_pack {
	const struct pack	*pack;
	const struct feel_value	*facts;	/* by slot, derived ones filled in; as
					 * advised */
	const struct feel_value	*decided;	/* the same, as decided */
	const struct verdict	*verdicts;
	size_t			 nverdicts;	/* clocks, grades, triggers,
						 * attributions, tables, and
						 * measures with a condition */
	struct verdict_grade	 grade;
};

struct judgement {
	const struct judged_pack *packs;
	size_t			 n;
};

/*
 * judge(a, b, c, ret, note):
 * ERR_LIMIT: a rule takes too many steps; ERR_MEMORY.
 */
enum err judge(struct arena *a, const struct book *b,
    const struct book_case *c, struct judgement *ret, struct note *note);

const struct verdict *judged(const struct judged_pack *p, struct str rule);

/* ---- the pack's own examples ---- */

struct pack_failure {
	const struct pack_example *example;
	const struct pack_expect *expect;
	struct str		 got;	/* in the words of examples */
	struct note		*note;	/* it could not be judged; else NULL */
	struct pack_failure	*next;
};

struct pack_tested {
	size_t			 examples, expectations;
	struct pack_failure	*first;
	size_t			 failed;	/* expectations */
};

/*
 * pack_test(a, p, zone, ret, note):
 * Run all examples of ${p}, together with the packs it uses.
 */
enum err pack_test(struct arena *a, const struct pack *p,
    const struct zone *zone, struct pack_tested *ret, struct note *note);

#endif
