/* SPDX-License-Identifier: Apache-2.0 */
/*
 * May these packs be adopted, or that version be taken back?  Decides and reads
 * nothing: whoever asks hands over the texts of all that is adopted.
 *
 * Nothing is adopted that has a fault or whose examples fail, and nothing that
 * would leave another pack in force unreadable on any day to come.
 */
#ifndef RULEBOOK_RULEBOOK_PLAN_H
#define RULEBOOK_RULEBOOK_PLAN_H

#include "rulebook/rulebook.h"

/* A version that judges from ${since} on, now or when the plan is carried out. */
struct coming {
	struct str	id;
	int64_t		version, since;
	struct str	held_by;	/* a pack it uses, for which it waits
					 * until then; empty: for none */
	struct str	called, text;
	struct pack_texts uses;
	const struct pack *pack;	/* of those that are to be adopted */
	bool		fresh;		/* its examples are run */
};

/* What was found, all of it; ${called} names the text. */
struct plan_watch {
	void	(*fault)(void *arg, struct str called,
		    const struct note *note);
	void	*arg;
};

struct plan {
	struct arena			*a;
	const struct adoptions		*all;
	const struct coming		*adopted;	/* those not taken back */
	size_t				 nadopted;
	const struct zone		*zone;	/* of the house */
	const struct plan_watch		*watch;
};

/*
 * plan_adopt(p, s, t, n, since, ret, ret_n, note):
 * Those of ${t}, which stand on ${s}, that are to be adopted, by id and version;
 * those adopted already are left out.  ${since}: a day, or INT64_MIN: each from
 * the day on which its text comes into force, or the later one from which all
 * that it uses judge.  ERR_INVALID: what is wrong was told; ERR_MEMORY.
 */
enum err plan_adopt(const struct plan *p, struct shelf *s,
    struct shelf_text *const *t, size_t n, int64_t since,
    const struct coming **ret, size_t *ret_n, struct note *note);

/* May the version be taken back?  As above. */
enum err plan_retire(const struct plan *p, struct str id, int64_t version,
    struct note *note);

#endif
