/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do the tables of a dated subject look to the database?  Two tables, as
 * src/post/post.sql has them, and these statements, which a subject makes of
 * its name and the columns of its state in its x_store.c:
 *
 *	const struct dated_sql post_sql = DATED_SQL("post",
 *	    "body, title, capacities", "$7, $8, $9");
 *
 * The columns stand in the order of the state's fields; the numbers go on
 * behind those of the six columns that all have.
 */
#ifndef DATED_DATED_SQL_H
#define DATED_DATED_SQL_H

#include "store/store.h"

struct dated_sql {
	struct sql	head_put, head_rev, head_withdraw, head_get;
	struct sql	by_code, by_any_code;
	struct sql	row_put, row_close, rows, list, newest;
};

/* A list of those whose field is one record. */
struct dated_list {
	const char	*field;
	struct sql	 q;
	struct sql	 newest;	/* backwards; no text: it is not known */
};

#define DATED_ROW_OPEN	"9007199254740991"

/* A row of a list: $1 known, $2 since, $3 until, $4 and $5 behind which key and
 * day, $6 how many; $7 the key of the field. */
#define DATED_LIST_COLS(cols) \
	"SELECT h.id, h.source, h.code, h.withdrawn, h.rev, w.since, w.until," \
	" w.rec, w.unknown, " cols
#define DATED_LIST_FROM(x) \
	" FROM " x "_row w JOIN " x " h ON h.id = w.id" \
	" WHERE w.rec <= $1 AND w.rec_end > $1 AND w.since < $3" \
	" AND w.until > $2 AND (w.id, w.since) > ($4, $5)"
#define DATED_LIST_BACK(x) \
	" FROM " x "_row w JOIN " x " h ON h.id = w.id" \
	" WHERE w.rec <= $1 AND w.rec_end > $1 AND w.since < $3" \
	" AND w.until > $2 AND (w.id, w.since) < ($4, $5)"
#define DATED_LIST_NEWEST \
	" ORDER BY w.id DESC, w.since DESC LIMIT $6"
#define DATED_LIST_ORDER	" ORDER BY w.id, w.since LIMIT $6"

#define DATED_LIST_BY(x, cols, field) \
	{ DATED_LIST_COLS(cols) DATED_LIST_FROM(x) \
	    " AND w." field " = $7" DATED_LIST_ORDER, NULL }, \
	{ DATED_LIST_COLS(cols) DATED_LIST_BACK(x) \
	    " AND w." field " = $7" DATED_LIST_NEWEST, NULL }

/* By a table ${link} that has a row (id, since, rec) for each of the values that a
 * row has; ${where} asks for $7 in it as l. */
#define DATED_LIST_LINK(x, link, where) \
	" FROM " link " l JOIN " x "_row w" \
	" ON w.id = l.id AND w.since = l.since AND w.rec = l.rec" \
	" JOIN " x " h ON h.id = w.id WHERE " where \
	" AND l.rec <= $1 AND l.rec_end > $1 AND l.since < $3" \
	" AND l.until > $2"
#define DATED_LIST_THROUGH(x, cols, link, where) \
	{ DATED_LIST_COLS(cols) DATED_LIST_LINK(x, link, where) \
	    " AND (l.id, l.since) > ($4, $5)" \
	    " ORDER BY l.id, l.since LIMIT $6", NULL }, \
	{ DATED_LIST_COLS(cols) DATED_LIST_LINK(x, link, where) \
	    " AND (l.id, l.since) < ($4, $5)" \
	    " ORDER BY l.id DESC, l.since DESC LIMIT $6", NULL }

#define DATED_SQL(x, cols, marks) { \
	.head_put = { "INSERT INTO " x " (id, source, code, withdrawn, rev)" \
	    " VALUES ($1, $2, $3, NULL, $4)", NULL }, \
	.head_rev = { "UPDATE " x " SET rev = $2 WHERE id = $1", NULL }, \
	.head_withdraw = { "UPDATE " x " SET withdrawn = $2, rev = $2" \
	    " WHERE id = $1", NULL }, \
	.head_get = { "SELECT source, code, withdrawn, rev FROM " x \
	    " WHERE id = $1", NULL }, \
	.by_code = { "SELECT id FROM " x " WHERE code = $2 AND source = $1", \
	    NULL }, \
	.by_any_code = { "SELECT id FROM " x " WHERE code = $1" \
	    " ORDER BY source LIMIT 2", NULL }, \
	.row_put = { "INSERT INTO " x "_row (id, since, until, rec, rec_end," \
	    " unknown, " cols ") VALUES ($1, $2, $3, $4, $5, $6, " marks ")", \
	    NULL }, \
	.row_close = { "UPDATE " x "_row SET rec_end = $4 WHERE id = $1" \
	    " AND since = $2 AND rec = $3", NULL }, \
	.rows = { "SELECT since, until, rec, unknown, " cols " FROM " x "_row" \
	    " WHERE id = $1 AND rec <= $4 AND rec_end > $4 AND since < $3" \
	    " AND until > $2 ORDER BY since", NULL }, \
	.list = { DATED_LIST_COLS(cols) DATED_LIST_FROM(x) DATED_LIST_ORDER, \
	    NULL }, \
	.newest = { DATED_LIST_COLS(cols) DATED_LIST_BACK(x) \
	    DATED_LIST_NEWEST, NULL } }

#endif
