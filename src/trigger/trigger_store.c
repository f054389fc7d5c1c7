/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked about an incident, and what was decided of its situations? */
#include "ledger/vault.h"
#include "trigger/trigger_in.h"
#include "trigger/trigger_list.h"

static const struct sql q_sheet = {
	"SELECT id FROM trigger_sheet WHERE incident = $1", NULL
};
#define COLS \
	"SELECT d.entry, d.at, d.pack, d.rule, d.version, d.state, d.outcome," \
	" d.concluded, d.confirmed, d.readings, d.body, d.person, r.text," \
	" n.text, d.why FROM trigger_decision d" \
	" LEFT JOIN vault r ON r.hash = d.reason" \
	" LEFT JOIN vault n ON n.hash = d.names"
static const struct sql q_decisions = {
	COLS " WHERE d.incident = $1 AND ($3 = '' OR (d.pack = $2"
	" AND d.rule = $3)) ORDER BY d.entry", NULL
};
static const struct sql q_decided = {
	COLS " JOIN trigger_state s ON s.incident = d.incident"
	" AND s.entry = d.entry WHERE d.incident = $1 ORDER BY d.entry", NULL
};
static const struct sql q_asks = {
	"SELECT a.pack, a.rule, a.fact, k.kinds, a.rec FROM trigger_ask a"
	" JOIN trigger_ask_kind k ON k.incident = a.incident"
	" AND k.fact = a.fact WHERE a.incident = $1"
	" ORDER BY a.pack, a.rule, a.fact", NULL
};
static const struct sql q_bodies = {
	"SELECT body FROM trigger_ask_body WHERE incident = $1 AND fact = $2"
	" ORDER BY body", NULL
};
/* ${$2}: ",pack/rule,…", so that only situations are told. */
#define RESULTS \
	"SELECT i.id, i.ref, i.body, v.text, r.pack, r.rule, r.outcome, r.rec," \
	" s.state FROM incident i JOIN incident_result r ON r.incident = i.id" \
	" AND r.rec_end = 9007199254740991" \
	" LEFT JOIN trigger_state s ON s.incident = i.id AND s.pack = r.pack" \
	" AND s.rule = r.rule LEFT JOIN vault v ON v.hash = i.title WHERE"
#define CUTS \
	" $2 LIKE '%,' || r.pack || '/' || r.rule || ',%'" \
	" AND ($3 = '' OR ',' || $3 || ',' LIKE '%,' || r.outcome || ',%')" \
	" AND ($4 = '' OR COALESCE(s.state, 'undecided') = $4)"
static const struct sql q_list = {
	RESULTS " i.id < $1 AND i.drill = 0"
	" AND i.state IN ('open', 'closed') AND" CUTS
	" ORDER BY i.id DESC, r.pack || '/' || r.rule LIMIT $5", NULL
};
static const struct sql q_asked = {
	"SELECT i.id, i.ref, i.body, v.text, b.fact, k.kinds"
	" FROM trigger_ask_body b JOIN incident i ON i.id = b.incident"
	" JOIN trigger_ask_kind k ON k.incident = b.incident"
	" AND k.fact = b.fact LEFT JOIN vault v ON v.hash = i.title"
	" WHERE b.body = $1 AND b.incident < $2"
	" AND i.state IN ('open', 'closed')"
	" ORDER BY b.incident DESC, b.fact LIMIT $3", NULL
};

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

/* ---- one incident ---- */

enum err
trigger_sheet(struct store *st, struct key incident, struct key *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	struct key id = KEY_NONE;
	enum err r;

	if ((r = store_query(st, &q_sheet, BINDS(BIND_KEY(incident)), &rows,
	    note)) != ERR_OK)
		return r;
	if (rows_next(rows))
		id = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret = id;
	return r;
}

static void
decision_row(struct arena *a, const struct rows *rows, void *ret)
{
	const int is = trigger_word(trigger_states, rows_text(rows, 5));

	*(struct trigger_decision *)ret = (struct trigger_decision){
		.entry = rows_int(rows, 0),
		.at = rows_int(rows, 1),
		.pack = copied(a, rows, 2),
		.rule = copied(a, rows, 3),
		.version = rows_int(rows, 4),
		.is = is < 0 ? TRIGGER_UNDECIDED : (enum trigger_state)is,
		.outcome = copied(a, rows, 6),
		.concluded = or_minus(rows, 7),
		.confirmed = or_minus(rows, 8),
		.readings = copied(a, rows, 9),
		.body = rows_key(rows, 10),
		.person = rows_key(rows, 11),
		.reason = copied(a, rows, 12),
		.names = copied(a, rows, 13),
		.why = copied(a, rows, 14),
	};
}

enum err
trigger_decisions(struct store *st, struct arena *a, struct key incident,
    struct str pack, struct str rule, const struct trigger_decision **ret,
    size_t *ret_n, struct note *note)
{
	struct grown g = { .a = a, .size = sizeof(struct trigger_decision) };
	enum err r = list_load(st, &g, &q_decisions, BINDS(
	    BIND_KEY(incident), BIND_TEXT(pack), BIND_TEXT(rule)),
	    decision_row, note);

	if (r == ERR_OK) {
		*ret = g.p;
		*ret_n = g.n;
	}
	return r;
}

enum err
trigger_decided(struct store *st, struct arena *a, struct key incident,
    const struct trigger_decision **ret, size_t *ret_n, struct note *note)
{
	struct grown g = { .a = a, .size = sizeof(struct trigger_decision) };
	enum err r = list_load(st, &g, &q_decided, BINDS(BIND_KEY(incident)),
	    decision_row, note);

	if (r == ERR_OK) {
		*ret = g.p;
		*ret_n = g.n;
	}
	return r;
}

static void
ask_row(struct arena *a, const struct rows *rows, void *ret)
{
	*(struct trigger_ask *)ret = (struct trigger_ask){
		.pack = copied(a, rows, 0),
		.rule = copied(a, rows, 1),
		.fact = copied(a, rows, 2),
		.kinds = copied(a, rows, 3),
		.rec = rows_int(rows, 4),
	};
}

enum err
trigger_asks(struct store *st, struct arena *a, struct key incident,
    const struct trigger_ask **ret, size_t *ret_n, struct note *note)
{
	struct grown g = { .a = a, .size = sizeof(struct trigger_ask) };
	enum err r = list_load(st, &g, &q_asks, BINDS(BIND_KEY(incident)),
	    ask_row, note);

	if (r == ERR_OK) {
		*ret = g.p;
		*ret_n = g.n;
	}
	return r;
}

static void
key_row(struct arena *a, const struct rows *rows, void *ret)
{
	(void)a;
	*(struct key *)ret = rows_key(rows, 0);
}

enum err
trigger_ask_bodies(struct store *st, struct arena *a, struct key incident,
    struct str fact, const struct key **ret, size_t *ret_n,
    struct note *note)
{
	struct grown g = { .a = a, .size = sizeof(struct key) };
	enum err r = list_load(st, &g, &q_bodies, BINDS(BIND_KEY(incident),
	    BIND_TEXT(fact)), key_row, note);

	if (r == ERR_OK) {
		*ret = g.p;
		*ret_n = g.n;
	}
	return r;
}

/* ---- lists ---- */

static void
line_row(struct arena *a, const struct rows *rows, void *ret)
{
	const int is = trigger_word(trigger_states, rows_text(rows, 8));

	*(struct trigger_line *)ret = (struct trigger_line){
		.incident = rows_key(rows, 0),
		.ref = copied(a, rows, 1),
		.body = rows_key(rows, 2),
		.title = copied(a, rows, 3),
		.pack = copied(a, rows, 4),
		.rule = copied(a, rows, 5),
		.outcome = copied(a, rows, 6),
		.concluded = rows_int(rows, 7),
		.is = is < 0 ? TRIGGER_UNDECIDED : (enum trigger_state)is,
	};
}

/*
 * A page ends with an incident, so that the next one begins behind it: what is
 * cut of the last is left to that page.  ${incident} reads a row's.
 */
static size_t
page_end(const struct grown *g, size_t most,
    struct key (*incident)(const void *row))
{
	const char *p = g->p;
	size_t n = g->n;
	struct key last;

	if (n == 0 || n < most)
		return n;
	last = incident(p + (n - 1) * g->size);
	while (n > 0 && key_eq(incident(p + (n - 1) * g->size), last))
		n--;
	return n > 0 ? n : g->n;
}

static struct key
line_incident(const void *row)
{
	return ((const struct trigger_line *)row)->incident;
}

static struct key
asked_incident(const void *row)
{
	return ((const struct trigger_asked_line *)row)->incident;
}

static const struct key last_key = { { 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255 } };

enum err
trigger_list(struct store *st, struct arena *a, const struct trigger_query *q,
    const struct trigger_line **ret, size_t *ret_n, struct note *note)
{
	struct grown g = { .a = a, .size = sizeof(struct trigger_line) };
	enum err r = list_load(st, &g, &q_list, BINDS(
	    BIND_KEY(key_none(q->before) ? last_key : q->before),
	    BIND_TEXT(q->rules), BIND_TEXT(q->outcomes),
	    BIND_TEXT(q->state), BIND_INT((int64_t)q->most)), line_row, note);

	if (r == ERR_OK) {
		*ret = g.p;
		*ret_n = page_end(&g, q->most, line_incident);
	}
	return r;
}

static void
asked_row(struct arena *a, const struct rows *rows, void *ret)
{
	*(struct trigger_asked_line *)ret = (struct trigger_asked_line){
		.incident = rows_key(rows, 0),
		.ref = copied(a, rows, 1),
		.body = rows_key(rows, 2),
		.title = copied(a, rows, 3),
		.fact = copied(a, rows, 4),
		.kinds = copied(a, rows, 5),
	};
}

enum err
trigger_asked_of(struct store *st, struct arena *a, struct key body,
    const struct trigger_query *q, const struct trigger_asked_line **ret,
    size_t *ret_n, struct note *note)
{
	struct grown g = { .a = a, .size = sizeof(struct trigger_asked_line) };
	enum err r = list_load(st, &g, &q_asked, BINDS(BIND_KEY(body),
	    BIND_KEY(key_none(q->before) ? last_key : q->before),
	    BIND_INT((int64_t)q->most)), asked_row, note);

	if (r == ERR_OK) {
		*ret = g.p;
		*ret_n = page_end(&g, q->most, asked_incident);
	}
	return r;
}
