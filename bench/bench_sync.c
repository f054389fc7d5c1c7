/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long is a disk waited for?  SQLite calls fdatasync() and fsync() in this
 * process; those below stand before the C library's and look at the clock.
 * PostgreSQL counts by itself.
 */
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench/bench.h"

/* The one thing here that is global, as the functions it belongs to are. */
static struct {
	_Atomic int64_t	n;
	_Atomic int64_t	ns;
} waited;

static int
sync_timed(long number, int fd)
{
	double from = bench_now();
	long r = syscall(number, fd);

	waited.n++;
	waited.ns += (int64_t)((bench_now() - from) * 1e9);
	return (int)r;
}

int
fdatasync(int fd)
{
	return sync_timed(SYS_fdatasync, fd);
}

int
fsync(int fd)
{
	return sync_timed(SYS_fsync, fd);
}

static void
ask(struct store *st, const char *text, struct syncs *ret)
{
	struct note note = NOTE_INIT;
	struct rows *rows = NULL;

	if (store_query_text(st, text, &rows, &note) != ERR_OK)
		bench_die(&note);
	if (rows_next(rows) && ret != NULL)
		*ret = (struct syncs){ rows_int(rows, 0),
		    (double)rows_int(rows, 1) / 1e6 };
	if (rows_end(&rows, &note) != ERR_OK)
		bench_die(&note);
}

void
bench_syncs_tell(struct store *st)
{
	if (store_is_postgres(st))
		ask(st, "SELECT pg_stat_force_next_flush()", NULL);
}

struct syncs
bench_syncs(struct store *st)
{
	struct syncs s = { waited.n, (double)waited.ns / 1e9 };

	if (store_is_postgres(st))
		ask(st, "SELECT wal_sync, CAST(wal_sync_time * 1000 AS BIGINT)"
		    " FROM pg_stat_wal", &s);
	return s;
}
