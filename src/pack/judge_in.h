/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a book judged?  What can be known of the packs beforehand is found out
 * when the book is made: which facts are the same, who goes before whom, and
 * where the two passes can differ at all.  Where they cannot, everything is
 * evaluated once.
 */
#ifndef PACK_JUDGE_IN_H
#define PACK_JUDGE_IN_H

#include "pack/judge.h"

enum {
	BOOK_PACKS_MAX	= 256,
	BOOK_DEPTH_MAX	= 64,	/* packs that use packs that use … */
	JUDGE_STEPS_MAX	= FEEL_STEPS_MAX,	/* of one judgement */
	JUDGE_BYTES_MAX	= FEEL_BYTES_MAX,
	USED_WORDS	= FEEL_FACTS_MAX / 64
};

#define NOWHERE		SIZE_MAX

/* ---- the book ---- */

/* A rule that replaces another while it is in force. */
struct book_over {
	size_t			 pack, rule;
	const struct book_over	*next;
};

struct book_rule {
	bool			 judged;	/* has a verdict */
	bool			 twice;		/* its passes may differ */
	const bool		*twice_at;	/* by pack_cond.index: it reads
						 * what may differ; or NULL */
	size_t			 place;		/* among the pack's verdicts */
	size_t			 parts;		/* where its parts begin */
	const struct book_over	*over;
	bool			 replaces;	/* a rule of a pack that is
						 * listed */
};

struct book_pack {
	const struct pack	*p;
	size_t			 listed;	/* NOWHERE: only used */
	const size_t		*home;		/* slot → fact of the book;
						 * NOWHERE: an element */
	const size_t		*levels;	/* level → fact; NOWHERE */
	bool			*differs;	/* slot: the passes may differ */
	bool			 twice;		/* some slot does */
	bool			*early;		/* slot: governed_by follows
						 * from it */
	bool			 dates;		/* some slot is early */
	struct book_rule	*rules;
	size_t			 nverdicts, nparts;
	size_t			 graded;	/* slot of graded_by; NOWHERE */
	const size_t		*grades;	/* rules */
	size_t			 ngrades;
};

struct book_key {
	struct str		 key;
	size_t			 fact;
	bool			 used, several;	/* facts of one name */
};

struct book {
	const struct pack	**packs;	/* as they were given */
	size_t			 npacks;
	struct book_pack	*all;		/* each behind those it uses */
	size_t			 nall;
	const struct pack_fact	**facts;
	struct feel_value	*blank;
	size_t			*owner;		/* of all: who declares it */
	bool			*derived;	/* nobody states it */
	size_t			 nfacts, nderived;
	bool			 twice;		/* some pack is */
	struct book_key		*index;
	size_t			 size;		/* a power of two */
};

/* Where the key is, or would stand. */
size_t book_spot(const struct book *b, struct str key);

/* What can be known of a pack beforehand; those it uses were looked at. */
enum err book_look(struct arena *a, struct book *b, size_t pack,
    struct note *note);

static inline bool
fact_is_derived(const struct pack_fact *f)
{
	return f->derived != NULL || f->table != NULL || f->level >= 0;
}

/* ---- one judgement ---- */

/* What one pass makes of a condition. */
enum seen_as {
	SEEN_NO, SEEN_YES,
	SEEN_OPEN,	/* facts are missing, or attested too weakly */
	SEEN_SPLIT	/* settled but for what the words mean */
};

struct seen {
	enum seen_as		 as;
	const struct feel_why	*why;	/* the facts that are missing; or NULL */
};

/* A pack at work. */
struct desk {
	const struct book_pack	*bp;
	struct feel_value	*facts;		/* by slot, as advised */
	struct feel_value	*decided;	/* ${facts} itself, or its own */
	struct verdict		*verdicts;
	struct verdict_part	*parts;
	struct seen		*grades;	/* two of each: decided, advised */
	struct verdict_grade	 grade;
	bool			 graded;	/* ${grade} was worked out */
	bool			 dating;	/* the day is being worked out: all
						 * counts as in force */
	bool			 dated;		/* ${day} is known */
	int64_t			 day;
	const struct feel_why	*undated;	/* what is missing for it */
};

struct judging {
	struct arena		*a;
	const struct book	*b;
	const struct book_case	*c;
	struct note		*note;
	struct feel_env		 env;
	uint64_t		 steps, bytes;	/* left */
	/* What was derived, by fact of the book; NULL: nothing is. */
	struct feel_value	*advised, *decided;
	struct desk		*desks;		/* as book.all */
};

/* now() and today() of the case, as the wall of the house shows them. */
struct feel_value judge_now(const struct book_case *c,
    struct feel_value *ret_today);

/* Zeroed memory that is charged; NULL and *ret set, when there is none. */
void *judge_take(struct judging *j, size_t count, size_t size, enum err *ret);

/* An expression over ${facts}; ${used} (or NULL) is added to. */
enum err judge_eval(struct judging *j, const struct feel_value *facts,
    const struct feel_program *p, struct feel_value *ret, uint64_t *used);

/* The sentence for what was too much in the rule or fact ${what}. */
enum err judge_limit(struct judging *j, const struct pack *p, struct str what,
    enum err e);

/* Both, either of which may be NULL; NULL for want of memory, too. */
const struct feel_why *why_join(struct judging *j, const struct feel_why *x,
    const struct feel_why *y);
struct feel_value why_value(const struct feel_why *why);
const struct feel_missing *why_missing(struct judging *j,
    const struct feel_why *why);

/* ---- conditions: cond_run.c ---- */

struct cond_run {
	struct judging		*j;
	const struct feel_value	*facts, *decided;
	const struct pack_rule	*rule;
	const struct book_rule	*br;
	struct verdict_part	*parts;	/* rule->nconds */
	uint64_t		*used;
};

enum err cond_run(struct cond_run *r, struct seen *ret_decided,
    struct seen *ret_advised);

/* What several come to under "all", "any" or readings. */
struct fold {
	bool			 yes, no, open, split;
	const struct feel_why	*why;
};
void fold_add(struct judging *j, struct fold *f, const struct seen *s);
struct seen fold_end(const struct fold *f, enum cond_kind kind);

/* A boolean, or what is missing for one. */
struct seen seen_of(const struct feel_value *v);
enum truth seen_truth(enum seen_as s);
enum outcome outcome_of(enum seen_as decided, enum seen_as advised);

/* ---- rules ---- */

/* Was the rule in force?  Open: desk.undated is missing to say so. */
enum truth desk_in_force(const struct desk *d, size_t rule);
/* The day by which that is told. */
enum err desk_date(struct judging *j, struct desk *d);

/* Derived facts, and with them tables and grades: judge_facts.c */
enum err desk_facts(struct judging *j, struct desk *d);

/*
 * The verdict of a rule with a condition, but for its clock: judge_rule.c.
 * What both passes made of it, too; not in force or for a person: no.
 */
enum err rule_judge(struct judging *j, struct desk *d, size_t rule,
    struct verdict *v, struct seen *ret_decided, struct seen *ret_advised);

/* The outcome, and what is missing, by what both passes came to. */
void verdict_close(struct judging *j, const struct desk *d, enum truth force,
    struct verdict *v, const struct seen *decided, const struct seen *advised);

enum err clock_judge(struct judging *j, const struct desk *d, size_t rule,
    struct verdict *v);
enum err attribution_judge(struct judging *j, struct desk *d, size_t rule,
    struct verdict *v);
enum err table_judge(struct judging *j, struct desk *d, size_t rule,
    struct verdict *v, struct feel_value *ret_decided);
enum err grade_judge(struct judging *j, struct desk *d);
/* Has it at least the level of ${f}?  As a value, in one of both passes. */
struct feel_value grade_reaches(struct judging *j, const struct desk *d,
    const struct pack_fact *f, bool decided);

#endif
