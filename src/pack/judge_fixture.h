/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small world for tests of judging: packs as texts, facts as expressions,
 * outcomes as words.
 */
#ifndef PACK_JUDGE_FIXTURE_H
#define PACK_JUDGE_FIXTURE_H

#include "base/say.h"
#include "pack/judge.h"

enum { COURT_PACKS_MAX = 8 };

struct court {
	struct arena		*a;
	const struct pack	*packs[COURT_PACKS_MAX];
	size_t			 npacks;
	const struct book	*b;
	struct feel_value	*facts;
	struct book_case	 c;
	struct judgement	 j;
};

/* The house is in Shanghai; it is judged on 2026-03-02 at noon. */
void court_begin(struct court *k);
void court_end(struct court *k);

/*
 * Read a pack named ${id}, from 2026-01-01, of which every block is attested
 * so; ${head} are more lines of its front matter.  Those read before may be
 * used.
 */
const struct pack *court_pack(struct court *k, const char *id,
    const char *attested, const char *head, const char *body);
/* The same as it stands. */
const struct pack *court_read(struct court *k, const char *text);

/* All packs together, all facts unknown. */
void court_open(struct court *k);
/* A fact by name or id; ${value} is an expression, "?" unknown. */
void court_fact(struct court *k, const char *name, const char *value);
void court_judge(struct court *k);

const struct judged_pack *court_of(const struct court *k, const char *pack);
const struct verdict *court_verdict(const struct court *k, const char *rule);
/* The outcome's word; "none" if there is no such verdict. */
const char *court_outcome(const struct court *k, const char *rule);
/* The names of what is missing, parted by commas. */
const char *court_missing(const struct court *k, const char *rule);
const char *court_names(const struct court *k, const struct feel_missing *m);
/* A moment as the wall shows it: "2026-03-02 18:10". */
const char *court_time(const struct court *k, int64_t ms);

#endif
