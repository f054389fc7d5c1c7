/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pack that is put together by hand, for tests that make up conditions as
 * they go: no text is read, so that what is tested is the judging alone.
 */
#ifndef PACK_JUDGE_HAND_FIXTURE_H
#define PACK_JUDGE_HAND_FIXTURE_H

#include "pack/judge.h"

enum { HAND_FACTS_MAX = 64, HAND_RULES_MAX = 32 };

struct hand {
	struct arena		*a;
	struct pack		*p;
	struct feel_scope	*scope;
	struct names		*names, *ids;
	const struct pack_fact	*facts[HAND_FACTS_MAX];
	size_t			 order[HAND_FACTS_MAX];
	struct pack_rule	*rules;
};

/* In force from 2026-01-01, judged by the moment of judging. */
void hand_begin(struct hand *h, struct arena *a, const char *id);
/* Its id is "f" and the slot. */
size_t hand_fact(struct hand *h, struct str name, enum pack_type type);
/* One that is true or false by what those before it are. */
size_t hand_derived(struct hand *h, struct str name, struct str text,
    enum attested a);

struct pack_cond *hand_when(struct hand *h, struct str text, enum attested a);
struct pack_cond *hand_join(struct hand *h, enum cond_kind kind,
    enum attested a);
/* The last part of ${whole}; never attested better than that. */
void hand_part(struct pack_cond *whole, struct pack_cond *part);

/* A trigger; what its parts are attested is weakened to ${a}. */
void hand_rule(struct hand *h, const char *id, struct pack_cond *cond,
    enum attested a);
const struct pack *hand_end(struct hand *h);

#endif
