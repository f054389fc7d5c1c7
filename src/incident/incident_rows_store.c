/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/incident_rows_in.h"

void *
incident_rows_next(struct incident_rows *g)
{
	if (g->n == g->room) {
		g->room = g->room == 0 ? 16 : 2 * g->room;
		g->p = arena_grow(g->a, g->p, g->n * g->size,
		    g->room * g->size);
		if (g->p == NULL)
			return NULL;
	}
	return (char *)g->p + g->size * g->n++;
}

enum err
incident_rows_load(struct store *st, struct incident_rows *g,
    const struct sql *q, struct key id, incident_row_fn *read,
    struct note *note)
{
	struct rows *rows = NULL;
	void *at;
	enum err r;

	if ((r = store_query(st, q, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows) && (at = incident_rows_next(g)) != NULL)
		read(g->a, rows, at);
	r = rows_end(&rows, note);
	return note_arena(g->a, r, note);
}
