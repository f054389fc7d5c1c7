/* SPDX-License-Identifier: Apache-2.0 */
/* Which bodies does a body or a system lead to? */
#include "body/body.h"
#include "region/region.h"
#include "responsibility/responsibility_in.h"

enum { PLACES_MAX = 8 };	/* divisions above one another */

/* History knows years; a division is accepted in the year in which it ended. */
#define IN_YEAR(w) \
	w ".rec <= $2 AND " w ".rec_end > $2 AND " w ".from_year <= $5" \
	" AND " w ".to_year >= $5"

static const struct sql q_body = {
	"SELECT w.superior, w.region, g.to_year, i.id FROM body_row w"
	" LEFT JOIN region g ON g.id = w.region"
	" LEFT JOIN industry_row i ON i.name = w.industry AND " ON_SPAN("i")
	" WHERE w.body = $3 AND " ON_DAY("w"), NULL
};
static const struct sql q_system = {
	"SELECT s.owner, s.supervisor, s.operator, s.users, s.region,"
	" g.to_year, s.industry, o.superior FROM system_row s"
	" LEFT JOIN region g ON g.id = s.region"
	" LEFT JOIN body_row o ON o.body = s.owner AND " ON_DAY("o")
	" WHERE s.id = $3 AND " ON_SPAN("s"), NULL
};

/*
 * Art. 4: the regulator of the industry, at the nearest level that has one; of
 * the industry that this one is a branch of, when it has none itself.  A
 * regulator without a division is the nation's.
 */
static const struct sql q_regulators = {
	"WITH RECURSIVE place (region, parent, n) AS ("
	"SELECT w.region, w.parent, 0 FROM region_row w WHERE w.region = $4"
	" AND " IN_YEAR("w") " UNION ALL SELECT w.region, w.parent, place.n + 1"
	" FROM place JOIN region_row w ON w.region = place.parent AND "
	IN_YEAR("w") " WHERE place.n < 8), trade (industry, parent, n) AS ("
	"SELECT i.id, i.parent, 0 FROM industry_row i WHERE i.id = $3 AND "
	ON_SPAN("i") " UNION ALL SELECT i.id, i.parent, trade.n + 1 FROM trade"
	" JOIN industry_row i ON i.id = trade.parent AND " ON_SPAN("i")
	" WHERE trade.n < 8)"
	/* In this order: few industries, few places, one look for each pair. */
	" SELECT t.n, p.n, r.body FROM trade t CROSS JOIN place p"
	" CROSS JOIN regulator_row r WHERE r.industry = t.industry"
	" AND r.region = p.region AND " ON_SPAN("r")
	" UNION SELECT t.n, 99, r.body FROM trade t CROSS JOIN regulator_row r"
	" WHERE r.industry = t.industry AND r.region IS NULL AND " ON_SPAN("r")
	" ORDER BY 1, 2, 3 LIMIT $6", NULL
};
/*
 * SQLite, where a step costs next to nothing, first looks for the common case: the
 * industry has one regulator in the division or in one above it.  A row, without a
 * body: none there.
 */
static const struct sql q_nearest = {
	"SELECT w.parent, r.body FROM region_row w LEFT JOIN regulator_row r"
	" ON r.industry = $3 AND r.region = w.region AND " ON_SPAN("r")
	" WHERE w.region = $4 AND " IN_YEAR("w") " AND EXISTS (SELECT 1"
	" FROM industry_row i WHERE i.id = $3 AND " ON_SPAN("i") ") LIMIT 2",
	NULL
};
static const struct sql q_regulated = {
	"SELECT COUNT(*) FROM regulator_row r WHERE r.industry = $3 AND "
	ON_SPAN("r"), NULL
};

/* What the record itself says. */
struct asked {
	bool		found;
	struct key	superior, region, industry;
	int64_t		region_to;	/* the year in which it ended */
};

/* The one regulator of the nearest level that has any, if that is plain to see;
 * otherwise none is set. */
static enum err
nearest_load(struct store *st, const struct asked *at, int64_t day,
    int64_t known, struct resp_question *q, struct note *note)
{
	const int year = civil_from_day(day).year;
	struct key place = at->region, above, body;
	enum err r = ERR_OK;

	for (int n = 0; n < PLACES_MAX && r == ERR_OK && !key_none(place) &&
	    q->nregulators == 0; n++, place = above) {
		struct rows *rows = NULL;
		size_t found = 0;

		above = body = KEY_NONE;
		if ((r = store_query(st, &q_nearest, BINDS(BIND_INT(day),
		    BIND_INT(known), BIND_KEY(at->industry), BIND_KEY(place),
		    BIND_INT(year)), &rows, note)) != ERR_OK)
			return r;
		for (; rows_next(rows); found++) {
			above = rows_key(rows, 0);
			body = rows_key(rows, 1);
		}
		if ((r = rows_end(&rows, note)) == ERR_OK && found == 1 &&
		    !key_none(body))
			q->regulator[q->nregulators++] = body;
		if (found != 1)
			break;
	}
	return r;
}

static enum err
regulators_load(struct store *st, const struct asked *at, int64_t day,
    int64_t known, struct resp_question *q, struct note *note)
{
	const int year = civil_from_day(day).year;
	struct rows *rows = NULL;
	int64_t trade = -1, place = -1, n = 0;
	enum err r;

	if (key_none(at->industry))
		return ERR_OK;
	if (!store_is_postgres(st) && ((r = nearest_load(st, at, day, known, q,
	    note)) != ERR_OK || q->nregulators > 0))
		return r;
	if ((r = store_query(st, &q_regulators, BINDS(BIND_INT(day),
	    BIND_INT(known), BIND_KEY(at->industry), BIND_KEY(at->region),
	    BIND_INT(year), BIND_INT(RESP_USERS_MAX)), &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		if (q->nregulators == 0) {
			trade = rows_int(rows, 0);
			place = rows_int(rows, 1);
		}
		if (rows_int(rows, 0) == trade && rows_int(rows, 1) == place)
			q->regulator[q->nregulators++] = rows_key(rows, 2);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK || q->nregulators > 0)
		return r;
	if ((r = store_int(st, &q_regulated, BINDS(BIND_INT(day),
	    BIND_INT(known), BIND_KEY(at->industry)), 0, &n, note)) != ERR_OK)
		return r;
	q->unregulated = n == 0;
	return ERR_OK;
}

/* The division as it was on the day: one that ended is what came after it. */
static enum err
division_follow(struct store *st, struct arena *a, struct asked *at,
    int64_t day, bool *ret_lost, struct note *note)
{
	const struct region is = { .to_year = (int)at->region_to };
	struct body_places places;
	enum err r;

	*ret_lost = false;
	if (region_gone(&is) > day)
		return ERR_OK;
	if ((r = body_places(st, a, at->region, day, day + 1, &places,
	    note)) != ERR_OK)
		return r;
	*ret_lost = places.choose || places.n == 0;
	if (!*ret_lost)
		at->region = places.part[places.n - 1].region;
	return ERR_OK;
}

static enum err
territory_ask(struct store *st, struct arena *a, struct asked *at,
    int64_t day, int64_t known, struct resp_question *q, struct note *note)
{
	struct resp_territory territory;
	enum err r;

	q->no_region = key_none(at->region);
	if (q->no_region)
		return ERR_OK;
	if ((r = division_follow(st, a, at, day, &q->lost_region,
	    note)) != ERR_OK || q->lost_region)
		return r;
	if ((r = resp_territory_load(st, at->region, day, known, &territory,
	    note)) != ERR_OK)
		return r;
	resp_territory_put(&territory, q);
	return ERR_OK;
}

static enum err
rest_ask(struct store *st, struct arena *a, struct asked *at, int64_t day,
    int64_t known, struct resp_question *q, struct note *note)
{
	enum err r;

	if ((r = territory_ask(st, a, at, day, known, q, note)) != ERR_OK)
		return r;
	return regulators_load(st, at, day, known, q, note);
}

enum err
resp_ask_body(struct store *st, struct arena *a, struct key id, int64_t day,
    int64_t known, struct resp_question *ret, struct note *note)
{
	struct resp_question q = { .of_body = true, .owner = id };
	struct asked at = { .found = false };
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query(st, &q_body, BINDS(BIND_INT(day),
	    BIND_INT(known), BIND_KEY(id)), &rows, note)) != ERR_OK)
		return r;
	if ((at.found = rows_next(rows))) {
		at.superior = rows_key(rows, 0);
		at.region = rows_key(rows, 1);
		at.region_to = rows_int(rows, 2);
		at.industry = rows_key(rows, 3);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	q.leader = at.superior;
	if ((r = rest_ask(st, a, &at, day, known, &q, note)) == ERR_OK)
		*ret = q;
	return r;
}

static void
users_read(struct str bytes, struct resp_question *q)
{
	for (size_t at = 0; at + sizeof(struct key) <= bytes.n &&
	    q->nusers < RESP_USERS_MAX; at += sizeof(struct key))
		memcpy(q->user[q->nusers++].b, bytes.p + at,
		    sizeof(struct key));
}

enum err
resp_ask_system(struct store *st, struct arena *a, struct key id,
    int64_t day, int64_t known, struct resp_question *ret, struct note *note)
{
	struct resp_question q = { .of_body = false };
	struct asked at = { .found = false };
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query(st, &q_system, BINDS(BIND_INT(day),
	    BIND_INT(known), BIND_KEY(id)), &rows, note)) != ERR_OK)
		return r;
	if ((at.found = rows_next(rows))) {
		q.owner = rows_key(rows, 0);
		q.leader = rows_key(rows, 1);
		q.operator = rows_key(rows, 2);
		users_read(rows_bytes(rows, 3), &q);
		at.region = rows_key(rows, 4);
		at.region_to = rows_int(rows, 5);
		at.industry = rows_key(rows, 6);
		at.superior = rows_key(rows, 7);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!at.found)
		return NOTE(note, ERR_NOTFOUND, M("Nothing was recorded of this "
		    "system on {day}. anze system show lists when it was "
		    "there."), A_DAY("day", day));
	/* 谁主管谁负责: who leads the owner leads, when nobody is named. */
	if (key_none(q.leader) && !key_none(at.superior)) {
		q.leader = at.superior;
		q.inferred = true;
	}
	if ((r = rest_ask(st, a, &at, day, known, &q, note)) == ERR_OK)
		*ret = q;
	return r;
}
