/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which records stand below which, on one day?  A list that is cut to a subtree
 * must not walk it: each pair of a record and one above it is a row, so that a
 * page of such a list is one look into an index.
 *
 * A scope belongs to a subject X and has two SCRATCH tables:
 *
 *	X_stand (id, above [, above2])	under whom each stood when it was looked
 *					at last; only those that are there on the day
 *	X_scope (scope, id)		every one above each
 *
 * A tree's records stand under one another, and each in its own scope; one that
 * is named as a superior but is not there on the day has those under it in its
 * scope, and stands in none.  A leaf's records stand under those of one or two
 * trees.  Only what moved is written: a record that gets another superior takes
 * its subtree along, in the scopes of all that follow its tree.
 *
 * What the DERIVED tables say of a day comes from the subject as SQL: ${wanted}, a
 * SELECT of id, above (and above2), where $1 is the day, and ${turning}, a SELECT
 * of the ids for which that may differ between the days $1 and $2.
 */
#ifndef STORE_SCOPE_H
#define STORE_SCOPE_H

#include "store/index.h"

enum {
	SCOPE_WAYS	= 2,
	SCOPES_MAX	= 8
};

/* How records of a scope stand under those of one tree. */
struct scope_way {
	const char	*tree;		/* NULL: no such way */
	struct sql	 detach, attach, any;
	struct sql	 leave, enter;	/* its own; a leaf's: leave */
};

struct scope {
	const char		*name;	/* "body": also its kind in index_due */
	bool			 tree;
	int64_t			 (*when)(int64_t day);	/* NULL: the day itself */
	struct sql		 every, turn, moved, count, stood, loose,
				 forget, stand, alone, not_alone,
				 clear_stand, clear_scope, up, down;
	struct scope_way	 way[SCOPE_WAYS];
};

/* Note as due what may differ between two days. */
enum err scope_turn(struct store *st, const struct scope *s, int64_t from,
    int64_t to, struct note *note);

/*
 * scope_settle(st, a, all, n, i, day, note):
 * Let the records of ${all}[i] that are due stand as they stand on ${day}, and
 * what follows them.  ${all}: trees first.
 */
enum err scope_settle(struct store *st, struct arena *a,
    const struct scope *const *all, size_t n, size_t i, int64_t day,
    struct note *note);

enum err scope_empty(struct store *st, const struct scope *s,
    struct note *note);

/* At most ${most} of those in the scope of ${above}, in order of keys behind
 * ${from} or, ${newest}, against it before ${from} (KEY_NONE: from the end). */
enum err scope_page(struct store *st, struct arena *a, const struct scope *s,
    struct key above, struct key from, bool newest, int64_t most,
    const struct key **ret, size_t *ret_n, struct note *note);

#define SCOPE_DEEP	"64"	/* no circle goes on for ever */

/* Those above the one record $1, itself left out. */
#define SCOPE_UP_ONE(x, above, tree) \
	"(WITH RECURSIVE up (above, n) AS (SELECT " above ", 1 FROM " x \
	"_stand WHERE id = $1 AND " above " IS NOT NULL UNION ALL" \
	" SELECT t.above, up.n + 1 FROM up JOIN " tree "_stand t" \
	" ON t.id = up.above WHERE t.above IS NOT NULL AND up.n < " \
	SCOPE_DEEP ") SELECT above FROM up)"
/*
 * Those above each that moved, looked up once for all that stand under one
 * another's superior, and in order: what is written scope by scope goes into
 * neighbouring places.  SQLite keeps an order only where there is a limit.
 * ${of} says who has moved, as "FROM … WHERE …" with their superior in ${ab}.
 */
#define SCOPE_MOVED_ABOVE(ab, of, tree) \
	"WITH RECURSIVE first (start) AS (SELECT DISTINCT " ab " " of \
	"), up (start, above, n) AS" \
	" (SELECT start, start, 1 FROM first UNION ALL" \
	" SELECT up.start, t.above, up.n + 1 FROM up JOIN " tree "_stand t" \
	" ON t.id = up.above WHERE t.above IS NOT NULL AND up.n < " \
	SCOPE_DEEP "), over (above, start) AS (SELECT above, start FROM up" \
	" ORDER BY above, start LIMIT 9007199254740991)"
/* Those of ${x} that were in the scope of what moved enter the scopes above it;
 * ${join} keeps SQLite to the order in which it is said. */
#define SCOPE_ATTACH(x, tr, join) \
	"INSERT INTO " x "_scope (scope, id) " \
	SCOPE_MOVED_ABOVE("m.above", "FROM scope_moved m" \
	    " WHERE m.above <> m.id", tr) " SELECT u.above, f.id FROM over u " \
	join " scope_moved m ON m.above = u.start " join " " x "_scope f" \
	" ON f.scope = m.id WHERE m.above <> m.id ON CONFLICT DO NOTHING"
/* What moved enters the scopes above it. */
#define SCOPE_ENTER(x, ab, tr, join) \
	"INSERT INTO " x "_scope (scope, id) " \
	SCOPE_MOVED_ABOVE("m." ab, "FROM scope_moved m WHERE m." ab \
	    " <> m.id", tr) " SELECT u.above, m.id FROM over u " join \
	" scope_moved m ON m." ab " = u.start WHERE m." ab " <> m.id" \
	" ON CONFLICT DO NOTHING"

/* ${x} follows ${tree}: those of ${x} in the scope of what moved there. */
#define SCOPE_FOLLOWS(x, tr) \
	.tree = tr, \
	.detach = { "DELETE FROM " x "_scope WHERE scope IN " \
	    SCOPE_UP_ONE(tr, "above", tr) " AND id IN (SELECT id FROM " x \
	    "_scope WHERE scope = $1)", NULL }, \
	.attach = { SCOPE_ATTACH(x, tr, "CROSS JOIN"), \
	    SCOPE_ATTACH(x, tr, "JOIN") }, \
	.any = { "SELECT COUNT(*) FROM scope_moved m WHERE EXISTS (SELECT 1" \
	    " FROM " x "_scope f WHERE f.scope = m.id)", NULL }
#define SCOPE_WAY(x, ab, tr) { SCOPE_FOLLOWS(x, tr), \
	.leave = { "DELETE FROM " x "_scope WHERE id = $1 AND scope IN " \
	    SCOPE_UP_ONE(x, ab, tr), NULL }, \
	.enter = { SCOPE_ENTER(x, ab, tr, "CROSS JOIN"), \
	    SCOPE_ENTER(x, ab, tr, "JOIN") } }

#define SCOPE_SAME_1	"s.above IS DISTINCT FROM w.above"
#define SCOPE_SAME_2	"s.above IS DISTINCT FROM w.above" \
			" OR s.above2 IS DISTINCT FROM w.above2"
#define SCOPE_COMMON(x, table, wanted, turning, col2, wcol2, differ) \
	.name = x, \
	.every = INDEX_EVERY(x, table), \
	.turn = { "INSERT INTO index_due (kind, id) SELECT '" x "', z.id" \
	    " FROM (" turning ") AS z WHERE z.id IS NOT NULL" \
	    " ON CONFLICT DO NOTHING", NULL }, \
	.moved = { "INSERT INTO scope_moved (id, there, above" col2 ")" \
	    " SELECT d.id, CASE WHEN w.id IS NULL THEN 0 ELSE 1 END," \
	    " COALESCE(w.above, d.id)" wcol2 " FROM index_due d" \
	    " LEFT JOIN (" wanted ") AS w ON w.id = d.id LEFT JOIN " x "_stand s" \
	    " ON s.id = d.id WHERE d.kind = '" x "' AND (CASE" \
	    " WHEN s.id IS NULL THEN w.id IS NOT NULL" \
	    " ELSE w.id IS NULL OR " differ " END)", NULL }, \
	.stood = { "SELECT m.id FROM scope_moved m JOIN " x "_stand s" \
	    " ON s.id = m.id ORDER BY m.id", NULL }, \
	.loose = { "UPDATE " x "_stand SET above = NULL WHERE id = $1", \
	    NULL }, \
	.forget = { "DELETE FROM " x "_stand WHERE id IN (SELECT id FROM" \
	    " scope_moved)", NULL }, \
	.stand = { "INSERT INTO " x "_stand (id, above" col2 ") SELECT id," \
	    " NULLIF(above, id)" col2 " FROM scope_moved WHERE there = 1", \
	    NULL }, \
	.alone = { "INSERT INTO " x "_scope (scope, id) SELECT id, id" \
	    " FROM scope_moved WHERE there = 1 ON CONFLICT DO NOTHING", NULL }, \
	.not_alone = { "DELETE FROM " x "_scope WHERE scope = $1" \
	    " AND id = $1", NULL }, \
	.clear_stand = { "DELETE FROM " x "_stand", NULL }, \
	.clear_scope = { "DELETE FROM " x "_scope", NULL }, \
	.up = { "SELECT id FROM " x "_scope WHERE scope = $1 AND id > $2" \
	    " ORDER BY id LIMIT $3", NULL }, \
	.down = { "SELECT id FROM " x "_scope WHERE scope = $1 AND id < $2" \
	    " ORDER BY id DESC LIMIT $3", NULL }

/* A tree; ${table} has all its records by their ${id}. */
#define SCOPE_TREE(x, table, wanted, turning) \
	.tree = true, \
	.count = { "SELECT COUNT(*), CASE WHEN EXISTS (SELECT 1" \
	    " FROM scope_moved m JOIN " x "_scope f ON f.scope = m.id)" \
	    " THEN 1 ELSE 0 END FROM scope_moved", NULL }, \
	SCOPE_COMMON(x, table, wanted, turning, "", "", SCOPE_SAME_1), \
	.way = { SCOPE_WAY(x, "above", x) }
/* A leaf under the trees ${tree} and ${tree2}. */
#define SCOPE_LEAF(x, table, wanted, turning, tree, tree2) \
	.count = { "SELECT COUNT(*), 0 FROM scope_moved", NULL }, \
	SCOPE_COMMON(x, table, wanted, turning, ", above2", ", w.above2", \
	    SCOPE_SAME_2), \
	.way = { SCOPE_WAY(x, "above", tree), \
	    SCOPE_WAY(x, "above2", tree2) }

#endif
