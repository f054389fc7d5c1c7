/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does PostgreSQL run our statements?  What wants no rows is queued and
 * travels with the next query, flush or commit; transactions begin and end in
 * the same stream.  Answers are binary and held whole.
 */
#include "store/postgres_in.h"

#include <assert.h>
#include <endian.h>

enum {
	OID_BOOL	= 16,
	OID_BYTEA	= 17,
	OID_NAME	= 19,
	OID_INT8	= 20,
	OID_INT2	= 21,
	OID_INT4	= 23,
	OID_TEXT	= 25,
	OID_OID		= 26,
	OID_BPCHAR	= 1042,
	OID_VARCHAR	= 1043,
	OID_NUMERIC	= 1700
};

struct postgres_rows {
	struct rows	 rows;
	PGresult	*res;
	int		 at;	/* -1: before the first */
};

static void
postgres_close(struct store *st)
{
	postgres_forget(postgres_of(st));
	PQfinish(postgres_of(st)->conn);
}

/* Wait for what is under way; if the connection goes now, it may have been
 * committed or not. */
static enum err
commit_drain(struct postgres *pg, PGresult **ret, struct note *note)
{
	enum err r;

	pg->st.committing = true;
	r = postgres_drain(pg, ret, note);
	pg->st.committing = false;
	return r;
}

static enum err
postgres_flush(struct store *st, struct note *note)
{
	return postgres_drain(postgres_of(st), NULL, note);
}

/* Outside a transaction each statement is one, as it is in SQLite. */
static enum err
postgres_run(struct store *st, const struct sql *q, const struct bind *binds,
    size_t n, struct note *note)
{
	struct postgres *pg = postgres_of(st);
	enum err r;

	if ((r = postgres_queue(pg, q, binds, n, note)) != ERR_OK ||
	    st->begun)
		return r;
	return commit_drain(pg, NULL, note);
}

static enum err
postgres_exec(struct store *st, const char *text, struct note *note)
{
	struct postgres *pg = postgres_of(st);
	enum err r;

	if ((r = postgres_queue_text(pg, text, note)) != ERR_OK)
		return r;
	return st->begun ? postgres_drain(pg, NULL, note) :
	    commit_drain(pg, NULL, note);
}

static enum err
postgres_fail(struct store *st, struct note *note)
{
	static const char text[] = "SELECT a_test_made_this_fail";
	struct postgres *pg = postgres_of(st);
	enum err r;

	if ((r = postgres_queue_text(pg, text, note)) != ERR_OK || st->begun)
		return r;
	return postgres_drain(pg, NULL, note);
}

static enum err
rows_fetch(struct postgres *pg, struct rows *rows, struct note *note)
{
	struct postgres_rows *pr = (struct postgres_rows *)rows;
	enum err r;

	pr->res = NULL;
	if ((r = postgres_drain(pg, &pr->res, note)) != ERR_OK)
		return r;
	pr->at = -1;
	rows->columns = (size_t)PQnfields(pr->res);
	return ERR_OK;
}

static enum err
postgres_query(struct store *st, const struct sql *q, const struct bind *binds,
    size_t n, struct rows *rows, struct note *note)
{
	struct postgres *pg = postgres_of(st);
	enum err r;

	if ((r = postgres_queue(pg, q, binds, n, note)) != ERR_OK)
		return r;
	return rows_fetch(pg, rows, note);
}

static enum err
postgres_query_text(struct store *st, const char *text, struct rows *rows,
    struct note *note)
{
	struct postgres *pg = postgres_of(st);
	enum err r;

	if ((r = postgres_queue_text(pg, text, note)) != ERR_OK)
		return r;
	return rows_fetch(pg, rows, note);
}

static enum err
postgres_begin(struct store *st, struct note *note)
{
	static const struct sql q_read = {
		"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", NULL };
	static const struct sql q_write = {
		"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", NULL };

	return postgres_queue(postgres_of(st), st->mode == STORE_READ ?
	    &q_read : &q_write, NO_BINDS, note);
}

static enum err
postgres_commit(struct store *st, struct note *note)
{
	static const struct sql q = { "COMMIT", NULL };
	struct postgres *pg = postgres_of(st);
	PGresult *res = NULL;
	enum err r;

	if (st->mode == STORE_READ && pg->nwaits == 0) {
		postgres_leave(pg);
		return ERR_OK;
	}
	if ((r = postgres_queue(pg, &q, NO_BINDS, note)) != ERR_OK ||
	    (r = commit_drain(pg, &res, note)) != ERR_OK)
		return r;
	/* Of a failed transaction PostgreSQL says ROLLBACK, and no error. */
	if (!str_is(str_of(PQcmdStatus(res)), "COMMIT"))
		r = store_say(st, ERR_STORE, PQcmdStatus(res), q.text, note);
	PQclear(res);
	return r;
}

static void
postgres_rollback(struct store *st)
{
	postgres_leave(postgres_of(st));
}

static enum err
postgres_mark(struct store *st, struct note *note)
{
	static const struct sql q = { "SAVEPOINT m", NULL };

	return postgres_queue(postgres_of(st), &q, NO_BINDS, note);
}

static enum err
postgres_release(struct store *st, struct note *note)
{
	static const struct sql q = { "RELEASE m", NULL };
	enum err r;

	if ((r = postgres_queue(postgres_of(st), &q, NO_BINDS, note)) !=
	    ERR_OK)
		return r;
	return postgres_flush(st, note);
}

/* What is under way may fail, and then everything up to a sync is skipped: so
 * it is waited for first. */
static bool
postgres_undo(struct store *st)
{
	static const struct sql q = { "ROLLBACK TO m", NULL };
	struct postgres *pg = postgres_of(st);

	(void)postgres_drain(pg, NULL, NULL);
	return !st->lost &&
	    postgres_queue(pg, &q, NO_BINDS, NULL) == ERR_OK &&
	    postgres_release(st, NULL) == ERR_OK &&
	    PQtransactionStatus(pg->conn) == PQTRANS_INTRANS;
}

static bool
postgres_next(struct rows *rows)
{
	struct postgres_rows *pr = (struct postgres_rows *)rows;

	if (pr->at < PQntuples(pr->res))
		pr->at++;
	return pr->at < PQntuples(pr->res);
}

static const char *
postgres_column(const struct rows *rows, int column)
{
	return PQfname(((const struct postgres_rows *)rows)->res, column);
}

/* A number in network byte order, ${n} bytes wide. */
static int64_t
int_of(const char *p, size_t n)
{
	uint64_t u = (unsigned char)p[0] & 0x80 ? UINT64_MAX : 0;

	for (size_t i = 0; i < n; i++)
		u = u << 8 | (unsigned char)p[i];
	return (int64_t)u;
}

/*
 * A numeric without a fraction, as sums are: four 16-bit words (how many
 * digits, the weight of the first, sign, scale), then digits of base 10,000.
 */
static bool
numeric_int(struct str s, int64_t *ret)
{
	enum { HEAD = 8, MINUS = 0x4000 };
	int64_t ndigits, weight, sign, digit, n = 0;

	if (s.n < HEAD)
		return false;
	ndigits = int_of(s.p, 2);
	weight = int_of(s.p + 2, 2);
	sign = int_of(s.p + 4, 2);
	if (ndigits > weight + 1 || (sign != 0 && sign != MINUS) ||
	    s.n != HEAD + 2 * (size_t)ndigits)
		return false;
	for (int64_t i = 0; ndigits != 0 && i <= weight; i++) {
		digit = i < ndigits ? int_of(s.p + HEAD + 2 * i, 2) : 0;
		if (__builtin_mul_overflow(n, 10000, &n) ||
		    __builtin_sub_overflow(n, digit, &n))
			return false;
	}
	if (sign == 0 && n == INT64_MIN)
		return false;
	*ret = sign == 0 ? -n : n;
	return true;
}

static struct bind
postgres_value(const struct rows *rows, int column)
{
	const struct postgres_rows *pr = (const struct postgres_rows *)rows;
	struct bind b = BIND_NULL;

	if (pr->at < 0 || pr->at >= PQntuples(pr->res) ||
	    PQgetisnull(pr->res, pr->at, column))
		return b;
	b.s.p = PQgetvalue(pr->res, pr->at, column);
	b.s.n = (size_t)PQgetlength(pr->res, pr->at, column);
	switch (PQftype(pr->res, column)) {
	case OID_BOOL:
		return (struct bind)BIND_INT(b.s.p[0]);
	case OID_INT2:
	case OID_INT4:
	case OID_INT8:
		return (struct bind)BIND_INT(int_of(b.s.p, b.s.n));
	case OID_OID:
		return (struct bind)BIND_INT(int_of(b.s.p, 4) & UINT32_MAX);
	case OID_NUMERIC:
		b.kind = BIND_K_INT;
		if (numeric_int(b.s, &b.num))
			return b;
		break;
	case OID_TEXT:
	case OID_NAME:
	case OID_BPCHAR:
	case OID_VARCHAR:
		b.kind = BIND_K_TEXT;
		return b;
	case OID_BYTEA:
		b.kind = BIND_K_BYTES;
		return b;
	default:
		break;
	}
	rows_wrong(rows, column);
	return (struct bind)BIND_NULL;
}

static void
postgres_end(struct rows *rows)
{
	struct postgres_rows *pr = (struct postgres_rows *)rows;

	PQclear(pr->res);
	pr->res = NULL;
}

const struct store_ops store_postgres = {
	.name = "postgres",
	.size = sizeof(struct postgres),
	.rows_size = sizeof(struct postgres_rows),
	.open = postgres_open,
	.close = postgres_close,
	.run = postgres_run,
	.flush = postgres_flush,
	.query = postgres_query,
	.exec = postgres_exec,
	.query_text = postgres_query_text,
	.fail = postgres_fail,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
	.mark = postgres_mark,
	.release = postgres_release,
	.undo = postgres_undo,
	.next = postgres_next,
	.column = postgres_column,
	.value = postgres_value,
	.end = postgres_end,
};
