/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a program that is not ours find our ledger right, and a changed one
 * wrong?  test/go/verify.go, named by ANZE_GO_VERIFY, on exported logs.
 */
#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "ledger/export.h"
#include "ledger/memlog.h"
#include "ledger/tiles.h"
#include "ledger/toy.h"

enum { OUTPUT_MAX = 64 * 1024, FILE_BYTES_MAX = 1024 * 1024 };

/* A log signed with both kinds of key, exported. */
struct bench {
	struct arena	*a;
	struct skey	*ed, *sm;
	const char	*folder, *vkey, *client;
	struct note	 note;
};

static void
bench_open(struct bench *b, const char *folder, uint64_t size)
{
	struct export_source from = { .entry = memlog_entry };
	const struct skey *keys[2];
	struct memlog log;
	struct vkey v;

	*b = (struct bench){ .client = getenv("ANZE_GO_VERIFY") };
	if (b->client == NULL || *b->client == '\0')
		SKIP("golang-1.19-go and golang-golang-x-mod-dev are not "
		    "installed");
	b->a = arena_new();
	b->folder = test_path(b->a, folder);
	memlog_open(&log, size);
	from.tiles = memlog_tiles(&log);
	from.arg = &log;
	CHECK_OK(skey_new(S(MEMLOG_ORIGIN), false, &b->ed, &b->note),
	    &b->note);
	CHECK_OK(skey_new(S(MEMLOG_ORIGIN "/sm2"), true, &b->sm, &b->note),
	    &b->note);
	keys[0] = b->ed;
	keys[1] = b->sm;
	CHECK_OK(skey_vkey(b->a, b->ed, &v, &b->note), &b->note);
	b->vkey = v.text.p;
	CHECK_OK(tiles_export(&from, memlog_checkpoint(&log, b->a, size, keys,
	    2), b->folder, &b->note), &b->note);
	memlog_close(&log);
}

static void
bench_close(struct bench *b)
{
	skey_free(b->ed);
	skey_free(b->sm);
	arena_free(b->a);
}

/* A copy that may be written to, as posix_spawn() wants it. */
static char *
own(struct arena *a, const char *text)
{
	size_t n = strlen(text) + 1;
	char *copy = arena_alloc(a, n);

	if (copy == NULL)
		abort();
	memcpy(copy, text, n);
	return copy;
}

/* The client's exit code; what it printed in ${*ret}. */
static int
client_run(struct bench *b, const char *vkey, const char *count,
    struct str *ret)
{
	const char *out = test_path(b->a, "output");
	char *argv[] = { own(b->a, b->client), own(b->a, vkey),
	    own(b->a, b->folder), own(b->a, count), NULL };
	posix_spawn_file_actions_t to;
	int status;
	pid_t pid;

	CHECK_INT(posix_spawn_file_actions_init(&to), 0);
	CHECK_INT(posix_spawn_file_actions_addopen(&to, STDOUT_FILENO, out,
	    O_WRONLY | O_CREAT | O_TRUNC, 0600), 0);
	CHECK_INT(posix_spawn_file_actions_adddup2(&to, STDOUT_FILENO,
	    STDERR_FILENO), 0);
	CHECK_INT(posix_spawn(&pid, b->client, &to, NULL, argv, environ), 0);
	(void)posix_spawn_file_actions_destroy(&to);
	CHECK_INT(waitpid(pid, &status, 0), pid);
	CHECK_OK(file_read(b->a, out, OUTPUT_MAX, ret, &b->note), &b->note);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
accepted(struct bench *b, const char *count, const char *want)
{
	struct str said;
	int code = client_run(b, b->vkey, count, &said);

	CHECK_STR(said, want);
	CHECK_INT(code, 0);
}

TEST("Debian's Go client verifies a log of 3,000 entries")
{
	struct bench b;

	bench_open(&b, "small", 3000);
	accepted(&b, "500", MEMLOG_ORIGIN ": 3000 entries, 500 inclusion and "
	    "45 consistency proofs hold\n");
	bench_close(&b);
}

BOTH("Debian's Go client verifies a store's ledger of 3,000 entries")
{
	struct bench b = { .client = getenv("ANZE_GO_VERIFY"), .a = t->a,
	    .folder = test_path(t->a, t->postgres ? "of-pg" : "of-file") };
	struct str cp, said;
	struct toys toys;

	if (b.client == NULL || *b.client == '\0') {
		SKIP("golang-1.19-go and golang-golang-x-mod-dev are not "
		    "installed");
		return;
	}
	toys_open(&toys, t);
	(void)toys_add(&toys, "bear", 1, "A remark that is not in the entry.");
	toys_fill(&toys, 2999);
	cp = toys_checkpoint(&toys);
	toys_fill(&toys, 10);	/* behind the checkpoint: not exported */
	CHECK_OK(ledger_export(toys.read, cp, b.folder, NULL, NULL,
	    &toys.note), &toys.note);
	b.vkey = toys.vkey.text.p;
	CHECK_INT(client_run(&b, b.vkey, "500", &said), 0);
	CHECK_STR(said, TOY_ORIGIN ": 3000 entries, 500 inclusion and 45 "
	    "consistency proofs hold\n");
	toys_close(&toys);
}

TEST("Debian's Go client verifies logs at the edges of tiles")
{
	static const struct {
		uint64_t	 size;
		const char	*said;
	} logs[] = {
		{ 0, "0 entries, 0 inclusion and 0" },
		{ 1, "1 entries, 1 inclusion and 0" },
		{ 2, "2 entries, 2 inclusion and 1" },
		{ 255, "255 entries, 255 inclusion and 21" },
		{ 256, "256 entries, 256 inclusion and 21" },
		{ 257, "257 entries, 257 inclusion and 28" },
	};
	struct bench b;

	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
		char name[] = "edge-0";

		name[sizeof name - 2] = (char)('0' + i);
		bench_open(&b, name, logs[i].size);
		accepted(&b, "300", str_fmt(b.a, MEMLOG_ORIGIN
		    ": %s consistency proofs hold\n", logs[i].said).p);
		bench_close(&b);
	}
}

TEST("Debian's Go client verifies a log with three levels of tiles")
{
	struct bench b;

	bench_open(&b, "large", 70000);
	CHECK(file_exists(str_fmt(b.a, "%s/tile/2/000.p/1", b.folder).p));
	accepted(&b, "200", MEMLOG_ORIGIN ": 70000 entries, 200 inclusion and "
	    "78 consistency proofs hold\n");
	bench_close(&b);
}

static const char *names[64];
static size_t nnames;
static struct arena *names_in;

static int
name_one(const char *path, const struct stat *st, int flag, struct FTW *f)
{
	(void)st;
	(void)f;
	if (flag == FTW_F && nnames < sizeof names / sizeof *names)
		names[nnames++] = str_copy(names_in, str_of(path)).p;
	return 0;
}

/* Flip one bit of the file, ask, and flip it back. */
static void
flip(struct bench *b, const char *path, size_t at, int bit)
{
	struct str bytes, said;
	char *changed;

	CHECK_OK(file_read(b->a, path, FILE_BYTES_MAX, &bytes, &b->note),
	    &b->note);
	changed = arena_alloc(b->a, bytes.n);
	memcpy(changed, bytes.p, bytes.n);
	at %= bytes.n;
	changed[at] = (char)(changed[at] ^ 1 << bit);
	CHECK_OK(file_write(path, (struct str){ changed, bytes.n }, 0600,
	    &b->note), &b->note);
	if (client_run(b, b->vkey, "1", &said) != 1)
		fail_msg("bit %d of byte %zu of %s: %.*s", bit, at, path,
		    STR_ARG(said));
	CHECK(str_starts(said, "verify: "));
	CHECK_OK(file_write(path, bytes, 0600, &b->note), &b->note);
}

TEST("one flipped bit in any tile or bundle is found by the Go client")
{
	struct bench b;

	bench_open(&b, "flipped", 3000);
	names_in = b.a;
	nnames = 0;
	CHECK_INT(nftw(b.folder, name_one, 16, FTW_PHYS), 0);
	CHECK_INT(nnames, 26);
	for (size_t i = 0; i < nnames; i++) {
		if (str_ends(str_of(names[i]), "/checkpoint"))
			continue;	/* its lines are tested below */
		for (size_t k = 0; k < 3; k++)
			flip(&b, names[i], k * (4001 + i * 97),
			    (int)((i + k) % 8));
	}
	accepted(&b, "10", MEMLOG_ORIGIN ": 3000 entries, 10 inclusion and "
	    "45 consistency proofs hold\n");
	bench_close(&b);
}

TEST("a changed checkpoint or another key is refused by the Go client")
{
	struct bench b;
	struct skey *other = NULL;
	struct str said;
	struct vkey v;
	const char *path;

	bench_open(&b, "checkpoint", 300);
	path = str_fmt(b.a, "%s/checkpoint", b.folder).p;
	for (size_t at = 0; at < 70; at += 3)
		flip(&b, path, at, (int)(at % 5));
	CHECK_OK(skey_new(S(MEMLOG_ORIGIN), false, &other, &b.note), &b.note);
	CHECK_OK(skey_vkey(b.a, other, &v, &b.note), &b.note);
	CHECK_INT(client_run(&b, v.text.p, "1", &said), 1);
	skey_free(other);
	bench_close(&b);
}
