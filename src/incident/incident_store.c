/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of an incident? */
#include "incident/incident_in.h"
#include "incident/incident_rows_in.h"
#include "ledger/vault.h"

static const struct sql q_get = {
	"SELECT i.id, i.ref, i.drill, i.classified, i.channel_no, i.body,"
	" v.text, i.origin, i.source, i.state, i.merged, i.level, i.class,"
	" i.opened, i.rev FROM incident i LEFT JOIN vault v ON v.hash = i.title"
	" WHERE i.id = $1", NULL
};
static const struct sql q_ref = {
	"SELECT id FROM incident WHERE ref = $1", NULL
};
#define FACT_COLS \
	"SELECT f.fact, f.value, w.text, f.reason, f.unit, s.text, f.at," \
	" f.at_prec, f.asserter, f.person, f.material, f.words, f.rec," \
	" f.rec_end FROM incident_fact f LEFT JOIN vault w ON w.hash = f.words" \
	" LEFT JOIN vault s ON s.hash = f.source WHERE f.incident = $1"
static const struct sql q_facts = {
	FACT_COLS " AND f.rec_end = 9007199254740991 ORDER BY f.fact", NULL
};
static const struct sql q_facts_all = {
	FACT_COLS " ORDER BY f.fact, f.rec", NULL
};
static const struct sql q_fact = {
	FACT_COLS " AND f.fact = $2 AND f.rec_end = 9007199254740991", NULL
};
static const struct sql q_fact_all = {
	FACT_COLS " AND f.fact = $2 ORDER BY f.rec", NULL
};
static const struct sql q_times = {
	"SELECT t.entry, t.kind, t.at, t.at_prec, t.body, t.person, v.text,"
	" t.ended FROM incident_time t LEFT JOIN vault v ON v.hash = t.note"
	" WHERE t.incident = $1 ORDER BY t.at, t.entry", NULL
};
static const struct sql q_outages = {
	"SELECT entry, what, system, since, until, ended FROM incident_outage"
	" WHERE incident = $1 ORDER BY since, entry", NULL
};
static const struct sql q_areas = {
	"SELECT entry, region, people, population, ended FROM incident_area"
	" WHERE incident = $1 ORDER BY entry", NULL
};
static const struct sql q_results = {
	"SELECT pack, rule, outcome, missing, version, rec FROM incident_result"
	" WHERE incident = $1 AND rec_end = 9007199254740991"
	" ORDER BY pack, rule", NULL
};
static const struct sql q_levels = {
	"SELECT pack, least, advised, most, missing, version, rec"
	" FROM incident_level WHERE incident = $1"
	" AND rec_end = 9007199254740991 ORDER BY pack", NULL
};
static const struct sql q_last = {
	"SELECT MAX(number) FROM incident WHERE year = $1", NULL
};
#define COUNTS(t) \
	"SELECT 1 FROM " t " WHERE incident = $1 AND entry = $2" \
	" AND ended IS NULL"
static const struct sql q_counts = {
	"SELECT COUNT(*) FROM (" COUNTS("incident_time") " UNION ALL "
	COUNTS("incident_outage") " UNION ALL " COUNTS("incident_area")
	" UNION ALL " COUNTS("incident_part") " UNION ALL "
	COUNTS("incident_step") ") x", NULL
};
static const struct sql q_graded = {
	"SELECT MAX(entry) FROM incident_decision WHERE incident = $1"
	" AND kind = 'level'", NULL
};

static int64_t
or_never(const struct rows *rows, int column)
{
	return rows_null(rows, column) ? DEADLINE_NEVER :
	    rows_int(rows, column);
}

static int64_t
or_minus(const struct rows *rows, int column)
{
	return rows_null(rows, column) ? -1 : rows_int(rows, column);
}

static struct str
copied(struct arena *a, const struct rows *rows, int column)
{
	return str_copy(a, rows_text(rows, column));
}

/* ---- one incident ---- */

static void
incident_read(struct arena *a, const struct rows *rows, struct incident *ret)
{
	const int state = incident_word(incident_states, rows_text(rows, 9));

	*ret = (struct incident){
		.id = rows_key(rows, 0),
		.ref = copied(a, rows, 1),
		.drill = rows_int(rows, 2) != 0,
		.classified = rows_int(rows, 3) != 0,
		.channel_no = copied(a, rows, 4),
		.body = rows_key(rows, 5),
		.title = copied(a, rows, 6),
		.origin = copied(a, rows, 7),
		.source = copied(a, rows, 8),
		.state = state < 0 ? INCIDENT_OPEN :
		    (enum incident_state)state,
		.into = rows_key(rows, 10),
		.level = copied(a, rows, 11),
		.class = copied(a, rows, 12),
		.opened = rows_int(rows, 13),
		.rev = rows_int(rows, 14),
	};
}

enum err
incident_get(struct store *st, struct arena *a, struct key id,
    struct incident *ret, struct note *note)
{
	struct rows *rows = NULL;
	bool found;
	enum err r;

	if ((r = store_query(st, &q_get, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		incident_read(a, rows, ret);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return found ? note_arena(a, ERR_OK, note) : NOTE(note, ERR_NOTFOUND,
	    M("There is no such incident. anze incident list lists them."));
}

enum err
incident_find(struct store *st, struct arena *a, struct str text,
    struct key *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct incident i;
	struct key id;
	bool found;
	enum err r;

	if (key_parse(text, &id)) {
		if ((r = incident_get(st, a, id, &i, note)) == ERR_OK)
			*ret = id;
		return r;
	}
	if ((r = store_query(st, &q_ref, BINDS(BIND_TEXT(text)), &rows,
	    note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		id = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!found)
		return NOTE(note, ERR_NOTFOUND, M("There is no incident {ref}. "
		    "anze incident list lists them."), A_TEXT("ref", text));
	*ret = id;
	return ERR_OK;
}

/* ---- lists of what was said ---- */

static void
fact_row(struct arena *a, const struct rows *rows, void *ret)
{
	struct str material = rows_bytes(rows, 10);
	struct incident_fact *f = ret;

	*f = (struct incident_fact){
		.fact = copied(a, rows, 0),
		.value = copied(a, rows, rows_null(rows, 1) ? 2 : 1),
		.reason = copied(a, rows, 3),
		.unit = copied(a, rows, 4),
		.source = copied(a, rows, 5),
		.at = { or_never(rows, 6), (enum precision)rows_int(rows,
		    7) },
		.asserter = rows_key(rows, 8),
		.person = rows_key(rows, 9),
		.removed = !rows_null(rows, 11) && rows_null(rows, 2),
		.rec = rows_int(rows, 12),
		.rec_end = rows_int(rows, 13) == REC_OPEN ? -1 :
		    rows_int(rows, 13),
	};
	if (material.n == HASH_BYTES)
		memcpy(f->material.b, material.p, HASH_BYTES);
}

enum err
incident_facts(struct store *st, struct arena *a, struct key id,
    struct str fact, bool all, const struct incident_fact **ret,
    size_t *ret_n, struct note *note)
{
	struct incident_rows g = { .a = a,
	    .size = sizeof(struct incident_fact) };
	struct rows *rows = NULL;
	void *at;
	enum err r;

	if (fact.n == 0)
		r = incident_rows_load(st, &g, all ? &q_facts_all : &q_facts,
		    id, fact_row, note);
	else if ((r = store_query(st, all ? &q_fact_all : &q_fact, BINDS(
	    BIND_KEY(id), BIND_TEXT(fact)), &rows, note)) == ERR_OK) {
		while (rows_next(rows) && (at = incident_rows_next(&g)) != NULL)
			fact_row(a, rows, at);
		r = rows_end(&rows, note);
		r = note_arena(a, r, note);
	}
	if (r != ERR_OK)
		return r;
	*ret = g.p;
	*ret_n = g.n;
	return ERR_OK;
}

static void
moment_row(struct arena *a, const struct rows *rows, void *ret)
{
	const int kind = incident_word(incident_times, rows_text(rows, 1));

	*(struct incident_moment *)ret = (struct incident_moment){
		.entry = rows_int(rows, 0),
		.kind = kind < 0 ? TIME_OTHER : (enum incident_time)kind,
		.at = { rows_int(rows, 2), (enum precision)rows_int(rows,
		    3) },
		.body = rows_key(rows, 4),
		.person = rows_key(rows, 5),
		.note = copied(a, rows, 6),
		.ended = or_minus(rows, 7),
	};
}

static void
outage_row(struct arena *a, const struct rows *rows, void *ret)
{
	*(struct incident_outage *)ret = (struct incident_outage){
		.entry = rows_int(rows, 0),
		.what = copied(a, rows, 1),
		.system = rows_key(rows, 2),
		.since = rows_int(rows, 3),
		.until = or_never(rows, 4),
		.ended = or_minus(rows, 5),
	};
}

static void
area_row(struct arena *a, const struct rows *rows, void *ret)
{
	(void)a;
	*(struct incident_area *)ret = (struct incident_area){
		.entry = rows_int(rows, 0),
		.region = rows_key(rows, 1),
		.people = or_minus(rows, 2),
		.population = or_minus(rows, 3),
		.ended = or_minus(rows, 4),
	};
}

static void
result_row(struct arena *a, const struct rows *rows, void *ret)
{
	*(struct incident_result_row *)ret = (struct incident_result_row){
		.pack = copied(a, rows, 0),
		.rule = copied(a, rows, 1),
		.outcome = copied(a, rows, 2),
		.missing = copied(a, rows, 3),
		.version = rows_int(rows, 4),
		.rec = rows_int(rows, 5),
	};
}

static void
level_row(struct arena *a, const struct rows *rows, void *ret)
{
	*(struct incident_level_row *)ret = (struct incident_level_row){
		.pack = copied(a, rows, 0),
		.least = copied(a, rows, 1),
		.advised = copied(a, rows, 2),
		.most = copied(a, rows, 3),
		.missing = copied(a, rows, 4),
		.version = rows_int(rows, 5),
		.rec = rows_int(rows, 6),
	};
}

/* A list of all of ${type} about one incident. */
#define LIST(name, type, q, row) \
	enum err \
	name(struct store *st, struct arena *a, struct key id, \
	    const struct type **ret, size_t *ret_n, struct note *note) \
	{ \
		struct incident_rows g = { .a = a, \
		    .size = sizeof(struct type) }; \
		enum err r = incident_rows_load(st, &g, &(q), id, row, \
		    note); \
		\
		if (r == ERR_OK) { \
			*ret = g.p; \
			*ret_n = g.n; \
		} \
		return r; \
	}

LIST(incident_moments, incident_moment, q_times, moment_row)
LIST(incident_outages_of, incident_outage, q_outages, outage_row)
LIST(incident_areas, incident_area, q_areas, area_row)
LIST(incident_results, incident_result_row, q_results, result_row)
LIST(incident_levels, incident_level_row, q_levels, level_row)

enum err
incident_graded_at(struct store *st, struct key id, int64_t *ret,
    struct note *note)
{
	return store_int(st, &q_graded, BINDS(BIND_KEY(id)), -1, ret, note);
}

enum err
incident_counts(struct store *st, struct key id, int64_t entry, bool *ret,
    struct note *note)
{
	int64_t n;
	enum err r = store_int(st, &q_counts, BINDS(BIND_KEY(id),
	    BIND_INT(entry)), 0, &n, note);

	if (r == ERR_OK)
		*ret = n > 0;
	return r;
}

enum err
incident_last(struct store *st, int year, int64_t *ret, struct note *note)
{
	return store_int(st, &q_last, BINDS(BIND_INT(year)), 0, ret, note);
}
