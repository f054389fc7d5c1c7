/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/blob.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "ledger/toy.h"

static const struct key owner = { { 1 } };

static int
opened(struct toys *b, const char *text)
{
	const char *path = test_path(b->a, "handed-in");
	int fd;

	CHECK_OK(file_write(path, str_of(text), 0600, &b->note), &b->note);
	CHECK((fd = open(path, O_RDONLY | O_CLOEXEC)) >= 0);
	return fd;
}

/* Put ${text} and return where it lies. */
static const char *
put(struct toys *b, const char *text, struct hash *ret)
{
	int fd = opened(b, text);
	int64_t size = -1;

	CHECK_OK(blob_put(b->t->place.files, fd, ret, &size, &b->note),
	    &b->note);
	CHECK_INT(size, (int64_t)strlen(text));
	(void)close(fd);
	return blob_path(b->a, b->t->place.files, ret);
}

static void
keep(struct toys *b, const struct hash *hash, int64_t size)
{
	struct store *st = pg_open(b->t, STORE_WRITE);

	CHECK_OK(blob_keep(st, hash, size, owner, &b->note), &b->note);
	store_close(st);
}

/* Sweep what is older than tomorrow: all that is not named. */
static int64_t
swept(struct toys *b)
{
	struct timespec now;
	int64_t n = -1;

	CHECK_INT(clock_gettime(CLOCK_REALTIME, &now), 0);
	CHECK_OK(blob_sweep(b->read, b->t->place.files,
	    ((int64_t)now.tv_sec + 86400) * 1000, &n, &b->note), &b->note);
	return n;
}

BOTH("a file lies under the SHA-256 of its bytes, for its owner only")
{
	struct hash hash, want = hash_of("a kite", 6);
	const char *path;
	struct stat sb;
	struct str got;
	struct toys b;

	toys_open(&b, t);
	path = put(&b, "a kite", &hash);
	CHECK(hash_eq(&hash, &want));
	CHECK(str_ends(str_of(path), str_fmt(b.a, "/blob/%.2s/%s",
	    str_hex(b.a, hash.b, 32).p, str_hex(b.a, hash.b, 32).p).p));
	CHECK_OK(file_read(b.a, path, 100, &got, &b.note), &b.note);
	CHECK_STR(got, "a kite");
	CHECK_INT(stat(path, &sb), 0);
	CHECK_INT(sb.st_mode & 0777, 0600);
	toys_close(&b);
}

BOTH("an empty file is a file, and the same twice is one")
{
	struct hash one, two;
	struct toys b;

	toys_open(&b, t);
	CHECK(file_exists(put(&b, "", &one)));
	CHECK(file_exists(put(&b, "twice", &one)));
	CHECK(file_exists(put(&b, "twice", &two)));
	CHECK(hash_eq(&one, &two));
	keep(&b, &one, 5);
	keep(&b, &one, 5);
	CHECK_INT(swept(&b), 1);
	toys_close(&b);
}

BOTH("a file that fails to be read leaves nothing behind")
{
	struct hash hash;
	int64_t size;
	struct toys b;
	int fd;

	toys_open(&b, t);
	CHECK((fd = open("/", O_RDONLY | O_CLOEXEC)) >= 0);
	CHECK_ERR(blob_put(t->place.files, fd, &hash, &size, &b.note), ERR_IO,
	    &b.note);
	(void)close(fd);
	CHECK_INT(swept(&b), 0);
	toys_close(&b);
}

BOTH("a file that is too large is refused, and leaves nothing behind")
{
	const char *path = test_path(t->a, "large");
	struct hash hash;
	int64_t size;
	struct toys b;
	int fd;

	toys_open(&b, t);
	CHECK((fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC,
	    0600)) >= 0);
	CHECK_INT(ftruncate(fd, (off_t)BLOB_MAX + 1), 0);
	CHECK_ERR(blob_put(t->place.files, fd, &hash, &size, &b.note),
	    ERR_LIMIT, &b.note);
	(void)close(fd);
	(void)unlink(path);
	CHECK_INT(swept(&b), 0);
	toys_close(&b);
}

BOTH("what no row names is swept, and what one names stays")
{
	struct hash named, orphan;
	const char *stays, *goes, *temp, *strange;
	struct toys b;

	toys_open(&b, t);
	CHECK_INT(swept(&b), 0);	/* no folder yet */
	stays = put(&b, "named", &named);
	goes = put(&b, "orphan", &orphan);
	keep(&b, &named, 5);
	temp = str_fmt(b.a, "%s/blob/incoming-abc123", t->place.files).p;
	strange = str_fmt(b.a, "%s/blob/README", t->place.files).p;
	CHECK_OK(file_write(temp, S("half"), 0600, &b.note), &b.note);
	CHECK_OK(file_write(strange, S("mine"), 0600, &b.note), &b.note);
	CHECK_INT(swept(&b), 2);
	CHECK(file_exists(stays));
	CHECK(!file_exists(goes));
	CHECK(!file_exists(temp));
	CHECK(file_exists(strange));
	toys_close(&b);
}

BOTH("a young file is not swept: its act may be on the way")
{
	struct hash hash;
	const char *path;
	struct toys b;
	int64_t n = -1;

	toys_open(&b, t);
	path = put(&b, "young", &hash);
	CHECK_OK(blob_sweep(b.read, t->place.files, 1000, &n, &b.note),
	    &b.note);
	CHECK_INT(n, 0);
	CHECK(file_exists(path));
	toys_close(&b);
}

BOTH("a file that is struck off is no longer there, and is swept")
{
	struct hash hash, none = { { 7 } };
	const char *path;
	struct store *st;
	struct toys b;
	bool there;

	toys_open(&b, t);
	path = put(&b, "secret", &hash);
	keep(&b, &hash, 6);
	st = pg_open(t, STORE_WRITE);
	CHECK_OK(blob_there(st, &hash, &there, &b.note), &b.note);
	CHECK(there);
	CHECK_OK(blob_strike(st, &hash, S("7/2026"), &b.note), &b.note);
	CHECK_ERR(blob_strike(st, &none, S("7/2026"), NULL), ERR_NOTFOUND,
	    NULL);
	CHECK_OK(blob_there(st, &hash, &there, &b.note), &b.note);
	CHECK(!there);
	store_close(st);
	CHECK(file_exists(path));
	CHECK_INT(swept(&b), 1);
	CHECK(!file_exists(path));
	CHECK_OK(blob_unlink(t->place.files, &hash, &b.note), &b.note);
	toys_close(&b);
}

/* A disk of one megabyte; false where this may not be done. */
static bool
small_disk(const char *at)
{
	return mkdir(at, 0700) == 0 &&
	    mount("tmpfs", at, "tmpfs", 0, "size=1m") == 0;
}

BOTH("a full disk is said to be full, and nothing half is left")
{
	const char *disk = test_path(t->a, t->postgres ? "full-pg" : "full");
	struct hash hash = { { 0 } };
	int64_t size = -1;
	char *big = arena_alloc(t->a, 2 * 1024 * 1024 + 1);
	struct toys b;
	int fd;

	if (!small_disk(disk)) {
		SKIP("only root can mount a small disk");
		return;
	}
	toys_open(&b, t);
	memset(big, 'x', 2 * 1024 * 1024);
	fd = opened(&b, big);
	CHECK_ERR(blob_put(disk, fd, &hash, &size, &b.note), ERR_FULL,
	    &b.note);
	CHECK_INT(size, -1);
	(void)close(fd);
	note_clear(&b.note);
	/* There is room again. */
	fd = opened(&b, "small");
	CHECK_OK(blob_put(disk, fd, &hash, &size, &b.note), &b.note);
	(void)close(fd);
	CHECK_INT(umount2(disk, MNT_DETACH), 0);
	toys_close(&b);
}

#ifdef ANZE_FAULTS
BOTH("whatever allocation fails, a file is there whole or not at all")
{
	enum err r = ERR_MEMORY;
	struct hash hash;
	int64_t size;
	struct toys b;

	toys_open(&b, t);
	for (long n = 1; r != ERR_OK; n++) {
		int fd = opened(&b, "a kite");

		note_clear(&b.note);
		fault_arm(FAULT_ALLOC, n);
		r = blob_put(t->place.files, fd, &hash, &size, &b.note);
		fault_arm(FAULT_ALLOC, 0);
		(void)close(fd);
		CHECK(r == ERR_OK || r == ERR_MEMORY);
		CHECK(n < 1000);
	}
	/* The last failures may come behind the renaming. */
	CHECK(swept(&b) <= 1);
	toys_close(&b);
}
#endif
