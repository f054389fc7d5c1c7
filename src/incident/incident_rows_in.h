/* SPDX-License-Identifier: Apache-2.0 */
/* A list of things of one size that grows row by row. */
#ifndef INCIDENT_INCIDENT_ROWS_IN_H
#define INCIDENT_INCIDENT_ROWS_IN_H

#include "base/key.h"
#include "store/store.h"

struct incident_rows {
	struct arena	*a;
	void		*p;
	size_t		 n, room, size;	/* size: of one */
};

/* The place of the next one; NULL without memory. */
void *incident_rows_next(struct incident_rows *g);

typedef void incident_row_fn(struct arena *a, const struct rows *rows,
    void *ret);

/* All rows of ${q} about ${id}. */
enum err incident_rows_load(struct store *st, struct incident_rows *g,
    const struct sql *q, struct key id, incident_row_fn *read,
    struct note *note);

#endif
