/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the packs in force say of an incident's situations at this moment?
 * Judged anew, so that reasons can be told and readings looked at; what is
 * recorded is the incident's.
 */
#ifndef TRIGGER_TRIGGER_CASE_H
#define TRIGGER_TRIGGER_CASE_H

#include "incident/incident.h"
#include "trigger/trigger.h"

struct trigger_case {
	struct incident		 i;
	const struct book	*book;
	struct incident_case	 known;
	struct book_case	 bc;
	struct judgement	 j;
};

/* One situation of it. */
struct trigger_one {
	const struct judged_pack *jp;
	const struct verdict	*v;
};

/* ${ret->i} and ${ret->book} are set; the zone is the house's. */
enum err trigger_case_load(struct store *st, struct arena *a,
    const struct zone *zone, int64_t now, struct trigger_case *ret,
    struct note *note);

/* "8.2.2", or "responsibility-2017/8.2.2" where several packs have it. */
enum err trigger_case_find(struct arena *a, const struct trigger_case *c,
    struct str rule, struct trigger_one *ret, struct note *note);

/* The entry in which its outcome was concluded; -1: it is not recorded. */
enum err trigger_concluded(struct store *st, struct arena *a,
    struct key incident, const struct trigger_one *one, int64_t *ret,
    struct note *note);

/* The names of what is missing, parted by "、"; in Chinese as conditions have
 * them. */
struct str trigger_missing(struct arena *a, const struct feel_missing *m);

#endif
