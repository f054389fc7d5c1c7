/* SPDX-License-Identifier: Apache-2.0 */
/* Which traces are there, with which rungs, and what was said in them? */
#include "accountability/trace_in.h"
#include "ledger/vault.h"

#define COLS \
	"SELECT t.id, t.ref, t.incident, t.called, t.pack, t.rule, t.confirmed," \
	" t.conduct, t.conduct_prec, t.occurred, t.occurred_prec, t.body," \
	" t.person, v.text, t.state, t.opened, t.rev FROM trace t" \
	" LEFT JOIN vault v ON v.hash = t.reason"
static const struct sql q_get = { COLS " WHERE t.id = $1", NULL };
static const struct sql q_ref = {
	"SELECT id FROM trace WHERE ref = $1", NULL
};
static const struct sql q_of = {
	"SELECT id FROM trace WHERE incident = $1 AND pack = $2 AND rule = $3",
	NULL
};
static const struct sql q_last = {
	"SELECT MAX(number) FROM trace WHERE year = $1", NULL
};
static const struct sql q_rungs = {
	"SELECT place, time, rung, height, body, person, tenure, post, title,"
	" held, flaws, stands, examined, outcome FROM trace_rung"
	" WHERE trace = $1 ORDER BY ordering, place", NULL
};
static const struct sql q_said = {
	"SELECT s.entry, s.at, s.kind, s.place, s.outcome, s.body, s.person,"
	" v.text FROM trace_said s LEFT JOIN vault v ON v.hash = s.text"
	" WHERE s.trace = $1 ORDER BY s.entry", NULL
};
static const struct sql q_affected = {
	"SELECT part, system, body FROM incident_part WHERE incident = $1"
	" AND ended IS NULL AND part IN ('system', 'body')"
	" ORDER BY entry, place", NULL
};
#define CUTS \
	" t.id < $1 AND ($2 = '' OR t.state = $2)"
#define NEWEST	" ORDER BY t.id DESC LIMIT $3"
static const struct sql q_list = { COLS " WHERE" CUTS NEWEST, NULL };
static const struct sql q_list_body = {
	COLS " WHERE t.body = $4 AND" CUTS NEWEST, NULL
};
static const struct sql q_list_incident = {
	COLS " WHERE t.incident = $4 AND" CUTS NEWEST, NULL
};

static struct str
copied(struct arena *a, const struct rows *rows, int column)
{
	return str_copy(a, rows_text(rows, column));
}

static int64_t
or_minus(const struct rows *rows, int column)
{
	return rows_null(rows, column) ? -1 : rows_int(rows, column);
}

static struct moment
moment_read(const struct rows *rows, int column)
{
	const struct moment none = { DEADLINE_NEVER, PREC_MINUTE },
	    some = { rows_int(rows, column), (enum precision)rows_int(rows,
	    column + 1) };

	return rows_null(rows, column) ? none : some;
}

/* ---- a list that grows row by row ---- */

struct grown {
	struct arena	*a;
	void		*p;
	size_t		 n, room, size;
};

static void *
grown_next(struct grown *g)
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

typedef void read_fn(struct arena *a, const struct rows *rows, void *ret);

static enum err
list_load(struct store *st, struct grown *g, const struct sql *q,
    const struct bind *binds, size_t n, read_fn *read, struct note *note)
{
	struct rows *rows = NULL;
	void *at;
	enum err r;

	if ((r = store_query(st, q, binds, n, &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows) && (at = grown_next(g)) != NULL)
		read(g->a, rows, at);
	r = rows_end(&rows, note);
	return note_arena(g->a, r, note);
}

/* ---- one trace ---- */

static void
trace_row(struct arena *a, const struct rows *rows, void *ret)
{
	const int state = trace_word(trace_states, rows_text(rows, 14));

	*(struct trace *)ret = (struct trace){
		.id = rows_key(rows, 0),
		.ref = copied(a, rows, 1),
		.incident = rows_key(rows, 2),
		.called = copied(a, rows, 3),
		.pack = copied(a, rows, 4),
		.rule = copied(a, rows, 5),
		.confirmed = rows_int(rows, 6),
		.conduct = moment_read(rows, 7),
		.occurred = moment_read(rows, 9),
		.body = rows_key(rows, 11),
		.person = rows_key(rows, 12),
		.reason = copied(a, rows, 13),
		.state = state < 0 ? TRACE_OPEN : (enum trace_state)state,
		.opened = rows_int(rows, 15),
		.rev = rows_int(rows, 16),
	};
}

enum err
trace_get(struct store *st, struct arena *a, struct key id,
    struct trace *ret, struct note *note)
{
	struct grown g = { .a = a, .size = sizeof *ret };
	enum err r = list_load(st, &g, &q_get, BINDS(BIND_KEY(id)), trace_row,
	    note);

	if (r != ERR_OK)
		return r;
	if (g.n == 0)
		return NOTE(note, ERR_NOTFOUND, M("There is no such trace. anze "
		    "trace list lists them."));
	*ret = *(const struct trace *)g.p;
	return ERR_OK;
}

/* The key of the one row; KEY_NONE: there is none. */
static enum err
key_load(struct store *st, const struct sql *q, const struct bind *binds,
    size_t n, struct key *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct key id = KEY_NONE;
	enum err r;

	if ((r = store_query(st, q, binds, n, &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows))
		id = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret = id;
	return r;
}

enum err
trace_find(struct store *st, struct arena *a, struct str text,
    struct key *ret, struct note *note)
{
	struct trace t;
	struct key id;
	enum err r;

	if (key_parse(text, &id)) {
		if ((r = trace_get(st, a, id, &t, note)) == ERR_OK)
			*ret = id;
		return r;
	}
	if ((r = key_load(st, &q_ref, BINDS(BIND_TEXT(text)), &id,
	    note)) != ERR_OK)
		return r;
	if (key_none(id))
		return NOTE(note, ERR_NOTFOUND, M("There is no trace {ref}. anze "
		    "trace list lists them."), A_TEXT("ref", text));
	*ret = id;
	return ERR_OK;
}

enum err
trace_of(struct store *st, struct key incident, struct str pack,
    struct str rule, struct key *ret, struct note *note)
{
	return key_load(st, &q_of, BINDS(BIND_KEY(incident), BIND_TEXT(pack),
	    BIND_TEXT(rule)), ret, note);
}

enum err
trace_last(struct store *st, int year, int64_t *ret, struct note *note)
{
	return store_int(st, &q_last, BINDS(BIND_INT(year)), 0, ret, note);
}

static void
rung_row(struct arena *a, const struct rows *rows, void *ret)
{
	const int time = trace_word(trace_times, rows_text(rows, 1));
	const int rung = trace_word(trace_rungs, rows_text(rows, 2));

	*(struct trace_rung *)ret = (struct trace_rung){
		.place = rows_int(rows, 0),
		.time = time < 0 ? TRACE_CONDUCT : (enum trace_time)time,
		.rung = rung < 0 ? RUNG_INVOLVED : (enum rung_kind)rung,
		.height = rows_int(rows, 3),
		.body = rows_key(rows, 4),
		.person = rows_key(rows, 5),
		.tenure = rows_key(rows, 6),
		.post = rows_key(rows, 7),
		.title = copied(a, rows, 8),
		.held = copied(a, rows, 9),
		.flaws = copied(a, rows, 10),
		.stands = or_minus(rows, 11),
		.examined = or_minus(rows, 12),
		.outcome = trace_word(trace_outcomes, rows_text(rows, 13)),
	};
}

enum err
trace_rungs_of(struct store *st, struct arena *a, struct key id,
    const struct trace_rung **ret, size_t *ret_n, struct note *note)
{
	struct grown g = { .a = a, .size = sizeof(struct trace_rung) };
	enum err r = list_load(st, &g, &q_rungs, BINDS(BIND_KEY(id)),
	    rung_row, note);

	if (r == ERR_OK) {
		*ret = g.p;
		*ret_n = g.n;
	}
	return r;
}

static void
said_row(struct arena *a, const struct rows *rows, void *ret)
{
	const int kind = trace_word(trace_kinds, rows_text(rows, 2));

	*(struct trace_said *)ret = (struct trace_said){
		.entry = rows_int(rows, 0),
		.at = rows_int(rows, 1),
		.kind = kind < 0 ? TRACE_SAID_EXAMINED :
		    (enum trace_kind)kind,
		.place = rows_int(rows, 3),
		.outcome = trace_word(trace_outcomes, rows_text(rows, 4)),
		.body = rows_key(rows, 5),
		.person = rows_key(rows, 6),
		.text = copied(a, rows, 7),
	};
}

enum err
trace_says(struct store *st, struct arena *a, struct key id,
    const struct trace_said **ret, size_t *ret_n, struct note *note)
{
	struct grown g = { .a = a, .size = sizeof(struct trace_said) };
	enum err r = list_load(st, &g, &q_said, BINDS(BIND_KEY(id)), said_row,
	    note);

	if (r == ERR_OK) {
		*ret = g.p;
		*ret_n = g.n;
	}
	return r;
}

/* ---- what an incident affects ---- */

static void
affected_add(struct key list[TRACE_SYSTEMS_MAX], size_t *n, struct key id)
{
	const size_t there = *n < TRACE_SYSTEMS_MAX ? *n : TRACE_SYSTEMS_MAX;

	for (size_t i = 0; i < there; i++)
		if (key_eq(list[i], id))
			return;
	if (key_none(id))
		return;
	if (*n < TRACE_SYSTEMS_MAX)
		list[*n] = id;
	(*n)++;
}

enum err
trace_affected(struct store *st, struct key incident,
    struct trace_affected *ret, struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	*ret = (struct trace_affected){ .nsystems = 0 };
	if ((r = store_query(st, &q_affected, BINDS(BIND_KEY(incident)),
	    &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		if (str_is(rows_text(rows, 0), "system"))
			affected_add(ret->systems, &ret->nsystems,
			    rows_key(rows, 1));
		else
			affected_add(ret->bodies, &ret->nbodies,
			    rows_key(rows, 2));
	}
	return rows_end(&rows, note);
}

/* ---- lists ---- */

enum err
trace_list(struct store *st, struct arena *a, const struct trace_query *q,
    const struct trace **ret, size_t *ret_n, struct note *note)
{
	static const struct key last = { { 255, 255, 255, 255, 255, 255, 255,
	    255, 255, 255, 255, 255, 255, 255, 255, 255 } };
	const struct sql *sql = !key_none(q->incident) ? &q_list_incident :
	    !key_none(q->body) ? &q_list_body : &q_list;
	const struct key before = key_none(q->before) ? last : q->before;
	const struct bind binds[] = { BIND_KEY(before), BIND_TEXT(q->state),
	    BIND_INT((int64_t)q->most), BIND_KEY(key_none(q->incident) ?
	    q->body : q->incident) };
	struct grown g = { .a = a, .size = sizeof(struct trace) };
	enum err r = list_load(st, &g, sql, binds, sql == &q_list ? 3 : 4,
	    trace_row, note);

	if (r == ERR_OK) {
		*ret = g.p;
		*ret_n = g.n;
	}
	return r;
}
