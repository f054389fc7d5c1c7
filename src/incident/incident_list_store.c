/* SPDX-License-Identifier: Apache-2.0 */
/* Which incidents are there, the newest first? */
#include "incident/incident_in.h"
#include "incident/incident_list.h"

#define COLS \
	"SELECT i.id, i.ref, i.drill, i.classified, i.body, v.text, i.state," \
	" i.level, i.opened, i.occurred, i.learned, i.rev FROM incident i" \
	" LEFT JOIN vault v ON v.hash = i.title"
/* An empty word cuts nothing; drills are told only when they are asked for. */
#define CUTS \
	" i.id < $1 AND i.drill = $2 AND ($3 = '' OR i.state = $3)" \
	" AND ($4 = '' OR COALESCE(i.level, '-') = $4)"
#define NEWEST	" ORDER BY i.id DESC LIMIT $5"

static const struct sql q_all = {
	COLS " WHERE" CUTS NEWEST, NULL
};
static const struct sql q_of_body = {
	COLS " WHERE i.body = $6 AND" CUTS NEWEST, NULL
};
static const struct sql q_under = {
	COLS " JOIN body_scope s ON s.scope = $6 AND s.id = i.body WHERE" CUTS
	NEWEST, NULL
};

static void
line_read(struct arena *a, const struct rows *rows,
    struct incident_line *ret)
{
	*ret = (struct incident_line){
		.id = rows_key(rows, 0),
		.ref = str_copy(a, rows_text(rows, 1)),
		.drill = rows_int(rows, 2) != 0,
		.classified = rows_int(rows, 3) != 0,
		.body = rows_key(rows, 4),
		.title = str_copy(a, rows_text(rows, 5)),
		.state = str_copy(a, rows_text(rows, 6)),
		.level = str_copy(a, rows_text(rows, 7)),
		.opened = rows_int(rows, 8),
		.occurred = rows_null(rows, 9) ? DEADLINE_NEVER :
		    rows_int(rows, 9),
		.learned = rows_null(rows, 10) ? DEADLINE_NEVER :
		    rows_int(rows, 10),
		.rev = rows_int(rows, 11),
	};
}

enum err
incident_list(struct store *st, struct arena *a,
    const struct incident_query *q, struct incident_line *ret,
    size_t *ret_n, struct note *note)
{
	static const struct key last = { { 255, 255, 255, 255, 255, 255, 255,
	    255, 255, 255, 255, 255, 255, 255, 255, 255 } };
	const struct key before = key_none(q->before) ? last : q->before;
	const struct sql *sql = !key_none(q->under) ? &q_under :
	    !key_none(q->body) ? &q_of_body : &q_all;
	const struct bind binds[] = { BIND_KEY(before),
	    BIND_INT(q->drills ? 1 : 0), BIND_TEXT(q->state),
	    BIND_TEXT(q->level), BIND_INT((int64_t)q->most),
	    BIND_KEY(!key_none(q->under) ? q->under : q->body) };
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if ((r = store_query(st, sql, binds, sql == &q_all ? 5 : 6, &rows,
	    note)) != ERR_OK)
		return r;
	while (n < q->most && rows_next(rows))
		line_read(a, rows, &ret[n++]);
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret_n = n;
	return note_arena(a, r, note);
}
