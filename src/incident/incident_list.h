/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of incidents, the newest first, page by page. */
#ifndef INCIDENT_INCIDENT_LIST_H
#define INCIDENT_INCIDENT_LIST_H

#include "incident/incident.h"

struct incident_line {
	struct key	id;
	struct str	ref, title, state, level;
	struct key	body;
	bool		drill, classified;
	int64_t		opened;			/* UTC ms */
	int64_t		occurred, learned;	/* DEADLINE_NEVER: not said */
	int64_t		rev;
};

struct incident_query {
	struct key	before;		/* KEY_NONE: from the newest */
	struct key	body, under;	/* one at most; KEY_NONE */
	struct str	state, level;	/* words; "" all; level "-": none yet */
	bool		drills;		/* these instead of the others */
	size_t		most;		/* of a page: room in ${ret} */
};

enum err incident_list(struct store *st, struct arena *a,
    const struct incident_query *q, struct incident_line *ret,
    size_t *ret_n, struct note *note);

#endif
