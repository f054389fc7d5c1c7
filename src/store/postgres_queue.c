/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do statements travel to PostgreSQL and their answers back?  Many at a
 * time, in pipeline mode.  Nothing waits until somebody asks; then a sync is
 * sent and every answer up to it is read.  libpq itself reads while it has to
 * wait for room to write, and the queue is bounded, so that the two sides
 * never wait for each other.
 */
#include "store/postgres_in.h"

#include <endian.h>

enum {
	OID_BYTEA	= 17,
	OID_INT8	= 20,
	OID_TEXT	= 25
};

/* One prepared form of a statement; NULL fits values of every kind. */
struct variant {
	struct variant	*next;
	bool		 prepared;	/* or on its way */
	char		 name[16];
	size_t		 n;
	enum bind_kind	 kinds[STORE_BINDS_MAX];
};

/* The values of one statement, as libpq wants them. */
struct values {
	const char	*at[STORE_BINDS_MAX];
	int		 n[STORE_BINDS_MAX];
	int		 formats[STORE_BINDS_MAX];	/* all binary */
	int64_t		 nums[STORE_BINDS_MAX];
	size_t		 bytes;
};

/* By class and, where the class says too little, by the whole SQLSTATE. */
static enum err
err_of(struct str state)
{
	static const struct {
		const char	*state;
		enum err	 err;
	} known[] = {
		{ "23505", ERR_EXISTS }, { "42P06", ERR_EXISTS },
		{ "42P07", ERR_EXISTS }, { "23", ERR_INVALID },
		{ "P0001", ERR_INVALID }, { "22021", ERR_INVALID },
		{ "08P01", ERR_BUG }, { "54000", ERR_LIMIT }, { "53100", ERR_FULL },
		{ "53200", ERR_MEMORY }, { "53300", ERR_BUSY },
		{ "55P03", ERR_BUSY }, { "40001", ERR_BUSY },
		{ "40P01", ERR_BUSY }, { "XX001", ERR_CORRUPT },
		{ "XX002", ERR_CORRUPT },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (str_starts(state, known[i].state))
			return known[i].err;
	return ERR_STORE;
}

static bool
is_fatal(const PGresult *res, struct str state)
{
	struct str severity = str_of(PQresultErrorField(res,
	    PG_DIAG_SEVERITY_NONLOCALIZED));

	return str_is(severity, "FATAL") || str_is(severity, "PANIC") ||
	    str_starts(state, "57P0");
}

enum err
postgres_say(struct postgres *pg, const PGresult *res, const char *text,
    struct note *note)
{
	struct str state = str_of(PQresultErrorField(res, PG_DIAG_SQLSTATE));
	const char *words = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

	if (words == NULL)
		words = PQerrorMessage(pg->conn);
	if (PQstatus(pg->conn) == CONNECTION_BAD || is_fatal(res, state))
		return store_say_lost(&pg->st, words, note);
	return store_say(&pg->st, err_of(state), words, text, note);
}

static void
values_set(struct values *v, const struct bind *binds, size_t n)
{
	v->bytes = 0;
	for (size_t i = 0; i < n; i++) {
		const struct bind *b = &binds[i];

		v->formats[i] = 1;
		v->n[i] = 0;
		v->at[i] = NULL;
		if (b->kind == BIND_K_INT) {
			v->nums[i] = (int64_t)htobe64((uint64_t)b->num);
			v->at[i] = (const char *)&v->nums[i];
			v->n[i] = sizeof v->nums[i];
		} else if (b->kind != BIND_K_NULL) {
			v->at[i] = b->s.p == NULL ? "" : b->s.p;
			v->n[i] = (int)b->s.n;
			v->bytes += b->s.n;
		}
	}
}

static bool
variant_fits(const struct variant *v, const struct bind *binds, size_t n)
{
	if (v->n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (binds[i].kind != v->kinds[i] &&
		    binds[i].kind != BIND_K_NULL)
			return false;
	return true;
}

/* The form of ${q} for these kinds, perhaps not prepared yet; NULL: no
 * memory. */
static struct variant *
variant_get(struct postgres *pg, const struct sql *q,
    const struct bind *binds, size_t n)
{
	struct variant *first = store_kept(&pg->st, q), *v;

	for (v = first; v != NULL; v = v->next)
		if (variant_fits(v, binds, n))
			return v;
	if ((v = store_alloc(sizeof *v)) == NULL)
		return NULL;
	(void)snprintf(v->name, sizeof v->name, "s%u", ++pg->names);
	v->n = n;
	for (size_t i = 0; i < n; i++)
		v->kinds[i] = binds[i].kind;
	if (first != NULL) {
		v->next = first->next;
		first->next = v;
	} else if (!store_keep(&pg->st, q, v)) {
		free(v);
		return NULL;
	}
	return v;
}

void
postgres_forget(struct postgres *pg)
{
	struct variant *v, *next;

	for (size_t i = 0; i < pg->st.nslots; i++)
		for (v = pg->st.slots[i].kept; v != NULL; v = next) {
			next = v->next;
			free(v);
		}
}

static void
queue_wait(struct postgres *pg, enum wait_kind kind, const char *text,
    struct variant *v)
{
	pg->waits[pg->nwaits++] = (struct wait){ kind, text, v, false };
}

static bool
queue_prepare(struct postgres *pg, const char *text, struct variant *v)
{
	static const Oid oids[] = {
		[BIND_K_NULL] = 0,	/* the server sees from the statement */
		[BIND_K_INT] = OID_INT8,
		[BIND_K_TEXT] = OID_TEXT,
		[BIND_K_BYTES] = OID_BYTEA,
	};
	Oid types[STORE_BINDS_MAX];

	for (size_t i = 0; i < v->n; i++)
		types[i] = oids[v->kinds[i]];
	if (!PQsendPrepare(pg->conn, v->name, text, (int)v->n, types))
		return false;
	v->prepared = true;
	queue_wait(pg, WAIT_PREPARE, text, v);
	return true;
}

/* Is there room for two more, and a sync? */
static enum err
queue_room(struct postgres *pg, struct note *note)
{
	return pg->nwaits + 2 <= QUEUE_MOST && pg->bytes < QUEUE_BYTES_MOST ?
	    ERR_OK : postgres_drain(pg, NULL, note);
}

enum err
postgres_queue(struct postgres *pg, const struct sql *q,
    const struct bind *binds, size_t n, struct note *note)
{
	const char *text = q->pg != NULL ? q->pg : q->text;
	struct variant *v = variant_get(pg, q, binds, n);
	struct values values;
	enum err r;

	if (v == NULL)
		return note_memory(note);
	if ((r = queue_room(pg, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++)
		if (binds[i].s.n > INT32_MAX / 2)
			return store_say(&pg->st, ERR_LIMIT, "over 1 GB",
			    text, note);
	values_set(&values, binds, n);
	if ((!v->prepared && !queue_prepare(pg, text, v)) ||
	    !PQsendQueryPrepared(pg->conn, v->name, (int)n, values.at,
	    values.n, values.formats, 1))
		return postgres_say(pg, NULL, text, note);
	queue_wait(pg, WAIT_ANSWER, text, NULL);
	pg->bytes += values.bytes;
	return ERR_OK;
}

enum err
postgres_queue_text(struct postgres *pg, const char *text, struct note *note)
{
	enum err r;

	if ((r = queue_room(pg, note)) != ERR_OK)
		return r;
	if (!PQsendQueryParams(pg->conn, text, 0, NULL, NULL, NULL, NULL, 1))
		return postgres_say(pg, NULL, text, note);
	queue_wait(pg, WAIT_ANSWER, text, NULL);
	return ERR_OK;
}

/* Read one answer.  The first failure goes into ${*r} and the note. */
static void
drain_one(struct postgres *pg, const struct wait *w, PGresult **last,
    enum err *r, struct note *note)
{
	PGresult *res = PQgetResult(pg->conn);
	ExecStatusType status = PQresultStatus(res);
	bool fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
	    status == PGRES_EMPTY_QUERY || status == PGRES_PIPELINE_SYNC;

	if (!fine && w->variant != NULL)
		w->variant->prepared = false;
	/* Skipped after a failure: the failure has been told. */
	if (!fine && status != PGRES_PIPELINE_ABORTED) {
		if (w->unasked) {
			(void)postgres_say(pg, res, w->text, NULL);
		} else if (*r == ERR_OK)
			*r = postgres_say(pg, res, w->text, note);
	}
	if (res == NULL)
		pg->st.lost = true;
	else if (w->kind != WAIT_SYNC && PQstatus(pg->conn) == CONNECTION_OK)
		PQclear(PQgetResult(pg->conn));	/* the NULL behind each */
	if (w->kind == WAIT_ANSWER && fine) {
		PQclear(*last);
		*last = res;
	} else
		PQclear(res);
}

/* Nothing more will come: what was under way has not arrived. */
static void
drain_lost(struct postgres *pg, size_t from)
{
	for (size_t i = from; i < pg->nwaits; i++)
		if (pg->waits[i].variant != NULL)
			pg->waits[i].variant->prepared = false;
}

enum err
postgres_drain(struct postgres *pg, PGresult **ret, struct note *note)
{
	PGresult *last = NULL;
	enum err r = ERR_OK;
	size_t i = 0;

	if (pg->nwaits == 0)
		return ERR_OK;
	if (!PQpipelineSync(pg->conn))
		r = store_say_lost(&pg->st, PQerrorMessage(pg->conn), note);
	else
		queue_wait(pg, WAIT_SYNC, NULL, NULL);
	pg->st.costs.trips++;
	for (; i < pg->nwaits && !pg->st.lost; i++)
		drain_one(pg, &pg->waits[i], &last, &r, note);
	if (r == ERR_OK && pg->st.lost)
		r = store_say_lost(&pg->st, "connection closed", note);
	drain_lost(pg, i);
	pg->nwaits = pg->bytes = 0;
	if (r == ERR_OK && ret != NULL)
		*ret = last;
	else
		PQclear(last);
	return r;
}

void
postgres_leave(struct postgres *pg)
{
	static const char text[] = "ROLLBACK";

	/* Behind a failure everything is skipped up to the next sync. */
	if (pg->nwaits + 2 > QUEUE_MOST)
		(void)postgres_drain(pg, NULL, NULL);
	if (pg->nwaits != 0) {
		if (!PQpipelineSync(pg->conn))
			return;
		queue_wait(pg, WAIT_SYNC, NULL, NULL);
	}
	if (!PQsendQueryParams(pg->conn, text, 0, NULL, NULL, NULL, NULL, 1))
		return;
	queue_wait(pg, WAIT_ANSWER, text, NULL);
	if (!PQpipelineSync(pg->conn))
		return;
	queue_wait(pg, WAIT_SYNC, NULL, NULL);
	for (size_t i = 0; i < pg->nwaits; i++)
		pg->waits[i].unasked = true;
}
