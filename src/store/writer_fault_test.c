/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of acts when statements, memory, locks and disks fail? */
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "store/writer_log_test.h"
#include "test/lib/pg.h"

static void
fail_each_alone(struct test_place *t, enum fault fault, enum err want)
{
	struct small_log f;
	int64_t done = 0;
	long n;

	log_make(&f, t);
	for (n = 1; n > 0; n++) {
		struct adding a = { .n = n };
		long seen;

		/* Anew, so that statements are prepared and memory is got. */
		log_open(&f, false);
		fault_arm(fault, n);
		(void)add_now(&f, &a);
		seen = fault_seen(fault);
		fault_arm(fault, 0);
		if (a.r != ERR_OK)
			CHECK_ERR(a.r, want, &a.note);
		CHECK_INT(log_has(&f, n), a.r == ERR_OK);
		done += a.r == ERR_OK;
		writer_free(f.w);
		f.w = NULL;
		log_check(&f);
		if (seen < n)
			break;
	}
	CHECK(n > 5);
	CHECK_INT(log_count(&f), done);
	log_close(&f);
}

BOTH("whichever statement fails, the act is there or is not")
{
	fail_each_alone(t, FAULT_STATEMENT, ERR_STORE);
}

BOTH("whichever allocation fails, the act is there or is not")
{
	fail_each_alone(t, FAULT_ALLOC, ERR_MEMORY);
}

/* Three acts in one batch, the second of which fails by itself in turn. */
static void
fail_each_together(struct test_place *t, enum fault fault, enum err want)
{
	struct small_log f;
	long n, seen;

	log_make(&f, t);
	for (n = 1; n > 0; n++) {
		struct adding acts[4] = { { .n = 10 * n }, { .n = 10 * n + 1,
		    .fail = n % 2 == 0 ? ERR_CONFLICT : ERR_OK },
		    { .n = 10 * n + 2 } };
		struct adding *held = &acts[3];
		sem_t sems[2];

		log_open(&f, true);
		(void)sem_init(&sems[0], 0, 0);
		(void)sem_init(&sems[1], 0, 0);
		*held = (struct adding){ .n = 10 * n + 3,
		    .entered = &sems[0], .leave = &sems[1] };
		add_start(&f, held);
		while (sem_wait(&sems[0]) != 0)
			;
		for (size_t i = 0; i < 3; i++) {
			add_start(&f, &acts[i]);
			await_queued(&f, i + 1, 0);
		}
		fault_arm(fault, n);
		(void)sem_post(&sems[1]);
		for (size_t i = 0; i < 4; i++)
			add_wait(&acts[i]);
		seen = fault_seen(fault);
		fault_arm(fault, 0);
		for (size_t i = 0; i < 4; i++) {
			CHECK_INT(log_has(&f, acts[i].n),
			    acts[i].r == ERR_OK);
			CHECK(acts[i].r == ERR_OK || acts[i].r == want ||
			    acts[i].r == acts[i].fail);
		}
		writer_free(f.w);
		f.w = NULL;
		log_check(&f);
		(void)sem_destroy(&sems[0]);
		(void)sem_destroy(&sems[1]);
		if (seen < n)
			break;
	}
	CHECK(n > 3);
	log_close(&f);
}

BOTH("whichever statement of a batch fails, each act is there or is not")
{
	fail_each_together(t, FAULT_STATEMENT, ERR_STORE);
}

BOTH("whichever allocation of a batch fails, each act is there or is not")
{
	fail_each_together(t, FAULT_ALLOC, ERR_MEMORY);
}

/* Another process takes the write lock, says so, and holds it until told. */
static pid_t
lock_elsewhere(struct test_place *t, int ret_pipe[2])
{
	int told[2], tell[2];
	char c = 'x';
	pid_t pid;

	CHECK_INT(pipe(told), 0);
	CHECK_INT(pipe(tell), 0);
	if ((pid = fork()) == 0) {
		struct store *st = NULL;

		if (store_open(&t->place, STORE_WRITE, NULL, &st, NULL) !=
		    ERR_OK || store_begin(st, NULL) != ERR_OK ||
		    write(told[1], &c, 1) != 1 || read(tell[0], &c, 1) != 1)
			_exit(1);
		store_rollback(st);
		_exit(0);
	}
	CHECK(pid > 0);
	CHECK_INT(read(told[0], &c, 1), 1);
	(void)close(told[0]);
	(void)close(told[1]);
	ret_pipe[0] = tell[0];
	ret_pipe[1] = tell[1];
	return pid;
}

TEST("a store that another process holds is busy, and is not afterwards")
{
	struct test_place t = { .a = arena_new() };
	struct adding a = { .n = 1 };
	struct small_log f;
	int tell[2], status;
	pid_t pid;

	CHECK_OK(place_parse(t.a, test_path(t.a, "held"), NULL, &t.place,
	    &t.note), &t.note);
	log_make(&f, &t);
	pid = lock_elsewhere(&t, tell);
	log_open(&f, true);
	CHECK_OK(store_exec(f.w->engine.st, "PRAGMA busy_timeout = 20",
	    &t.note), &t.note);
	CHECK_ERR(add_now(&f, &a), ERR_BUSY, &a.note);
	CHECK_INT(a.runs, 0);
	CHECK_INT(write(tell[1], "x", 1), 1);
	CHECK_INT(waitpid(pid, &status, 0), pid);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	CHECK_OK(add_now(&f, &a), &a.note);
	(void)close(tell[0]);
	(void)close(tell[1]);
	log_close(&f);
	arena_free(t.a);
}

/* Long enough to keep everybody out: a part of an import. */
static void
many_rows(struct adding *a, struct store *st)
{
	static const struct sql q = { "INSERT INTO row (n) VALUES ($1)",
	    NULL };

	for (int64_t i = 0; i < 20000 && a->fail == ERR_OK; i++)
		a->fail = store_run(st, &q, BINDS(BIND_INT(i)), NULL);
}

/* Write one part after the other until the pipe is closed. */
static pid_t
import_elsewhere(struct test_place *t, int *ret_pipe)
{
	int told[2], tell[2];
	char c = 'x';
	pid_t pid;

	CHECK_INT(pipe(told), 0);
	CHECK_INT(pipe2(tell, O_NONBLOCK), 0);
	if ((pid = fork()) == 0) {
		struct small_log f = { .t = t };

		(void)close(tell[1]);
		log_open(&f, false);
		for (int64_t n = 0; n < 10000; n++) {
			struct adding a = { .n = 100000 + n,
			    .inside = many_rows };

			if (add_now(&f, &a) != ERR_OK)
				_exit(1);
			if (n == 0 && write(told[1], &c, 1) != 1)
				_exit(1);
			if (read(tell[0], &c, 1) == 0)
				_exit(0);
		}
		_exit(1);
	}
	CHECK(pid > 0);
	(void)close(tell[0]);
	CHECK_INT(read(told[0], &c, 1), 1);
	(void)close(told[0]);
	(void)close(told[1]);
	*ret_pipe = tell[1];
	return pid;
}

TEST("an import in another process lets others in between its parts")
{
	struct test_place t = { .a = arena_new() };
	struct small_log f;
	int tell, status;
	pid_t pid;

	CHECK_OK(place_parse(t.a, test_path(t.a, "imported"), NULL, &t.place,
	    &t.note), &t.note);
	log_make(&f, &t);
	CHECK_OK(store_exec(f.st, "CREATE TABLE row (n BIGINT)", &t.note),
	    &t.note);
	store_close(f.st);
	pid = import_elsewhere(&t, &tell);
	f.st = pg_open(&t, STORE_WRITE);
	log_open(&f, true);
	for (int64_t n = 0; n < 20; n++) {
		struct adding a = { .n = n };

		CHECK_OK(add_now(&f, &a), &a.note);
	}
	(void)close(tell);
	CHECK_INT(waitpid(pid, &status, 0), pid);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	log_close(&f);
	arena_free(t.a);
}

/* A small disk at ${path}; false if there can be none. */
static bool
small_disk(const char *path, const char *size)
{
	CHECK_INT(mkdir(path, 0777), 0);
	if (geteuid() != 0 || mount("tmpfs", path, "tmpfs", 0, size) != 0) {
		(void)rmdir(path);
		return false;
	}
	CHECK_INT(chmod(path, 0777), 0);
	return true;
}

static void
ballast_put(const char *path, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);

	CHECK(fd >= 0);
	CHECK_INT(posix_fallocate(fd, 0, (off_t)n), 0);
	CHECK_INT(close(fd), 0);
}

/* A large row inside the act. */
static void
pad(struct adding *a, struct store *st)
{
	static char large[20000];
	static const struct sql q = { "INSERT INTO pad (b) VALUES ($1)",
	    NULL };

	a->fail = store_run(st, &q, BINDS(BIND_BYTES(large, sizeof large)),
	    NULL);
	if (a->fail == ERR_OK)
		a->fail = store_flush(st, NULL);
}

/* Fill the disk; the refused are refused whole, and after there is room again
 * all goes on. */
static void
fill_and_go_on(struct small_log *f, const char *ballast)
{
	struct adding a = { .n = 0 };
	int64_t done;
	int full = 0;

	for (int64_t n = 1; n < 2000 && full < 5; n++) {
		a = (struct adding){ .n = n, .inside = pad };
		(void)add_now(f, &a);
		CHECK(a.r == ERR_OK || a.r == ERR_FULL);
		CHECK_INT(log_has(f, n), a.r == ERR_OK);
		full += a.r == ERR_FULL;
	}
	CHECK_INT(full, 5);
	log_check(f);
	done = log_count(f);
	CHECK(done > 2);
	CHECK_INT(unlink(ballast), 0);
	for (int64_t n = 5000; n < 5010; n++) {
		a = (struct adding){ .n = n, .inside = pad };
		CHECK_OK(add_now(f, &a), &a.note);
	}
	CHECK_INT(log_count(f), done + 10);
}

TEST("a full disk refuses acts, and they go on when there is room (SQLite)")
{
	struct test_place t = { .a = arena_new() };
	const char *disk = test_path(t.a, "disk"), *ballast;
	struct small_log f;

	if (!small_disk(disk, "size=2m")) {
		arena_free(t.a);
		SKIP("only root can mount a small disk");
		return;
	}
	ballast = str_fmt(t.a, "%s/ballast", disk).p;
	CHECK_OK(place_parse(t.a, str_fmt(t.a, "%s/store", disk).p, NULL,
	    &t.place, &t.note), &t.note);
	log_make(&f, &t);
	CHECK_OK(store_exec(f.st, "CREATE TABLE pad (b BLOB)", &t.note),
	    &t.note);
	ballast_put(ballast, 900 * 1024);
	log_open(&f, true);
	fill_and_go_on(&f, ballast);
	log_close(&f);
	CHECK_INT(umount(disk), 0);
	arena_free(t.a);
}

/* Let the server's user own ${path}, as it owns its cluster. */
static void
give_to_server(const char *path)
{
	const char *data = getenv("ANZE_TEST_PG_DATA");
	struct stat sb = { 0 };

	CHECK_INT(stat(data == NULL ? "" : data, &sb), 0);
	CHECK_INT(chown(path, sb.st_uid, sb.st_gid), 0);
}

TEST("a full disk refuses acts, and they go on when there is room"
    " (PostgreSQL)")
{
	struct test_place t = { .a = NULL, .postgres = true };
	const char *name, *disk, *ballast, *own;
	struct small_log f;

	if (pg_server() == NULL) {
		SKIP("no PostgreSQL; script/with-postgres brings one");
		return;
	}
	t.a = arena_new();
	name = pg_database(t.a);
	/* Not in the scratch folder, which only its owner may enter. */
	disk = str_fmt(t.a, "/tmp/anze-small-%d", (int)getpid()).p;
	if (!small_disk(disk, "size=2m")) {
		arena_free(t.a);
		SKIP("only root can mount a small disk");
		return;
	}
	own = str_fmt(t.a, "%s/own", disk).p;
	ballast = str_fmt(t.a, "%s/ballast", disk).p;
	CHECK_INT(mkdir(own, 0700), 0);
	give_to_server(own);
	CHECK_OK(place_parse(t.a, name, test_folder(), &t.place, &t.note),
	    &t.note);
	log_make(&f, &t);
	CHECK_OK(store_exec(f.st, str_fmt(t.a, "CREATE TABLESPACE small"
	    " LOCATION '%s'", own).p, &t.note), &t.note);
	CHECK_OK(store_exec(f.st, "CREATE TABLE pad (b BYTEA) TABLESPACE"
	    " small", &t.note), &t.note);
	CHECK_OK(store_exec(f.st, "ALTER TABLE pad ALTER b SET STORAGE"
	    " EXTERNAL", &t.note), &t.note);
	ballast_put(ballast, 900 * 1024);
	log_open(&f, true);
	fill_and_go_on(&f, ballast);
	writer_free(f.w);
	f.w = NULL;
	CHECK_OK(store_exec(f.st, "DROP TABLE pad", &t.note), &t.note);
	CHECK_OK(store_exec(f.st, "DROP TABLESPACE small", &t.note),
	    &t.note);
	log_close(&f);
	CHECK_INT(umount2(disk, MNT_DETACH), 0);
	(void)rmdir(disk);
	arena_free(t.a);
}
