/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <sched.h>
#include <stdalign.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/arena_in.h"
#include "base/fault.h"
#include "base/file.h"
#include "test/lib/test.h"

enum {
	MIB	= 1024 * 1024,
	PIECE	= 100 * 1000,
	PIECES	= 400,		/* 40 MB of them */
	MAPS	= 4 * MIB	/* more than /proc tells of us */
};

/* A folder of one test's own, where arenas spill to. */
static const char *
folder_for(struct arena *a, const char *name)
{
	const char *path = test_path(a, name);

	CHECK_OK(file_folder(path, NULL), NULL);
	CHECK_INT(setenv("TMPDIR", path, 1), 0);
	return path;
}

/* How many pieces of such files are mapped? */
static int
mapped(void)
{
	static const char mark[] = "/anze-spill-";
	char *text = malloc(MAPS), *at;
	const int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
	size_t n = 0;
	ssize_t got;
	int found = 0;

	assert_non_null(text);
	CHECK(fd >= 0);
	while ((got = read(fd, text + n, MAPS - 1 - n)) > 0)
		n += (size_t)got;
	CHECK(n < MAPS - 1);
	(void)close(fd);
	text[n] = '\0';
	for (at = text; (at = strstr(at, mark)) != NULL; at += sizeof mark - 1)
		found++;
	free(text);
	return found;
}

static bool
all(const unsigned char *p, size_t n, unsigned char byte)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != byte)
			return false;
	return true;
}

/* Pieces that are zeroed, aligned, and nobody else's. */
static void
pieces_make(struct arena *a, unsigned char *p[PIECES])
{
	for (size_t i = 0; i < PIECES; i++) {
		p[i] = arena_alloc(a, PIECE + i);
		assert_non_null(p[i]);
		CHECK_INT((uintptr_t)p[i] % alignof(max_align_t), 0);
		CHECK(all(p[i], PIECE + i, 0));
		memset(p[i], (int)(i % 251 + 1), PIECE + i);
	}
}

static void
pieces_check(unsigned char *p[PIECES])
{
	for (size_t i = 0; i < PIECES; i++)
		CHECK(all(p[i], PIECE + i, (unsigned char)(i % 251 + 1)));
}

TEST("what goes beyond some memory lies in a file without a name")
{
	struct arena *own = arena_new(), *a = arena_new_spilling();
	const char *folder = folder_for(own, "spill");
	unsigned char *p[PIECES];

	CHECK(arena_alloc(a, ARENA_SPILL / 2) != NULL);
	CHECK_INT(mapped(), 0);
	pieces_make(a, p);
	CHECK(mapped() > 0);
	CHECK_INT(rmdir(folder), 0);	/* nothing is in it */
	pieces_check(p);
	arena_free(a);
	CHECK_INT(mapped(), 0);
	arena_free(own);
}

TEST("one thing may be larger than any piece of the file")
{
	struct arena *own = arena_new(), *a = arena_new_spilling();
	const size_t n = 20 * MIB;
	unsigned char *large, *after;

	(void)folder_for(own, "large");
	CHECK(arena_alloc(a, ARENA_SPILL) != NULL);
	large = arena_alloc(a, n);
	assert_non_null(large);
	CHECK_INT(mapped(), 1);
	CHECK(all(large, n, 0));
	memset(large, 2, n);
	after = arena_alloc(a, 10);
	memset(after, 3, 10);
	CHECK(all(large, n, 2) && all(after, 10, 3));
	CHECK(arena_alloc(a, SIZE_MAX) == NULL && arena_failed(a));
	arena_free(a);
	arena_free(own);
}

TEST("growing out of memory into the file loses nothing")
{
	struct arena *own = arena_new(), *a = arena_new_spilling();
	unsigned char *p = NULL;
	size_t n = 0;

	(void)folder_for(own, "grow");
	while (n < 24 * MIB) {
		const size_t more = n / 3 + 1017;

		p = arena_grow(a, p, n, n + more);
		assert_non_null(p);
		CHECK(all(p + n, more, 0));
		memset(p + n, 0x5A, more);
		n += more;
		CHECK(all(p, n, 0x5A));
	}
	CHECK(mapped() > 0);
	arena_free(a);
	arena_free(own);
}

TEST("going back to a mark gives the file's pieces back, and zeroes them anew")
{
	struct arena *own = arena_new(), *a = arena_new_spilling();
	unsigned char *p[PIECES], *kept[PIECES];
	struct arena_mark mark;
	int before;

	(void)folder_for(own, "mark");
	pieces_make(a, kept);
	mark = arena_mark(a);
	before = mapped();
	for (int round = 0; round < 3; round++) {
		pieces_make(a, p);
		CHECK(mapped() > before);
		arena_reset(a, mark);
		CHECK_INT(mapped(), before);
		pieces_check(kept);
	}
	pieces_make(a, p);
	pieces_check(kept);
	arena_free(a);
	arena_free(own);
}

TEST("two arenas have a file each")
{
	struct arena *own = arena_new();
	struct arena *a = arena_new_spilling(), *b = arena_new_spilling();
	unsigned char *p[PIECES], *q[PIECES];

	(void)folder_for(own, "two");
	pieces_make(a, p);
	pieces_make(b, q);
	arena_free(a);
	pieces_check(q);
	CHECK(mapped() > 0);
	arena_free(b);
	arena_free(own);
}

TEST("without a folder for it, or with a name too long, memory will do")
{
	static const char *const none[] = { "/nonexistent/folder", "/dev/null",
	    "/proc", NULL };
	unsigned char *p[PIECES];
	struct arena *a;
	char name[400];

	memset(name, 'x', sizeof name);
	name[0] = '/';
	name[sizeof name - 1] = '\0';
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		CHECK_INT(setenv("TMPDIR", none[i] == NULL ? name : none[i],
		    1), 0);
		a = arena_new_spilling();
		pieces_make(a, p);
		CHECK_INT(mapped(), 0);
		pieces_check(p);
		arena_free(a);
	}
}

TEST("no TMPDIR, or an empty one, is /tmp")
{
	for (int i = 0; i < 2; i++) {
		struct arena *a = arena_new_spilling();
		unsigned char *p[PIECES];

		CHECK_INT(i == 0 ? unsetenv("TMPDIR") :
		    setenv("TMPDIR", "", 1), 0);
		pieces_make(a, p);
		CHECK(mapped() > 0 || access("/tmp", W_OK) != 0);
		pieces_check(p);
		arena_free(a);
	}
}

/* Nobody ignores the signal that waits behind the limit. */
TEST("beyond a limit on files memory will do, and then the file again")
{
	struct arena *own = arena_new(), *a = arena_new_spilling();
	struct rlimit was, small = { 20 * MIB, 0 };
	unsigned char *p[PIECES], *q[PIECES];
	int before;

	(void)folder_for(own, "limit");
	CHECK_INT(getrlimit(RLIMIT_FSIZE, &was), 0);
	small.rlim_max = was.rlim_max;
	CHECK_INT(setrlimit(RLIMIT_FSIZE, &small), 0);
	pieces_make(a, p);
	before = mapped();
	CHECK(before > 0 && before <= 3);
	CHECK_INT(setrlimit(RLIMIT_FSIZE, &was), 0);
	pieces_make(a, q);
	CHECK(mapped() > before);
	pieces_check(p);
	pieces_check(q);
	arena_free(a);
	arena_free(own);
}

/* In a process with mounts of its own: 12 MiB of disk.  0 when all is as it
 * should be, FULL_NO_MOUNT when there can be no such disk. */
enum { FULL_NO_MOUNT = 99 };

static int
on_full_disk(const char *folder)
{
	struct arena *a = arena_new_spilling();
	unsigned char *p[PIECES];
	int some;

	if (unshare(CLONE_NEWNS) != 0 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("none", folder, "tmpfs", 0, "size=12m") != 0)
		return FULL_NO_MOUNT;
	for (size_t i = 0; i < PIECES; i++) {
		if ((p[i] = arena_alloc(a, PIECE)) == NULL)
			return 1;
		memset(p[i], (int)(i % 251 + 1), PIECE);
	}
	some = mapped();
	for (size_t i = 0; i < PIECES; i++)
		if (!all(p[i], PIECE, (unsigned char)(i % 251 + 1)))
			return 2;
	arena_free(a);
	return some == 1 ? 0 : 3;
}

TEST("on a full disk memory will do")
{
	struct arena *own = arena_new();
	const char *folder = folder_for(own, "full");
	int status = -1;
	pid_t pid;

	if ((pid = fork()) == 0)
		_exit(on_full_disk(folder));
	CHECK(pid > 0);
	CHECK_INT(waitpid(pid, &status, 0), pid);
	arena_free(own);
	CHECK(WIFEXITED(status));
	if (WEXITSTATUS(status) == FULL_NO_MOUNT)
		SKIP("a small disk can be mounted by root only");
	else
		CHECK_INT(WEXITSTATUS(status), 0);
}

TEST("a place in the file that cannot be is not mapped")
{
	struct arena *own = arena_new();
	int fd;

	(void)folder_for(own, "place");
	CHECK((fd = spill_open()) >= 0);
	CHECK(spill_map(fd, SIZE_MAX - 4095, 8192) == NULL);
	CHECK(spill_map(fd, INT64_MAX - 4095, 8192) == NULL);
	CHECK(spill_map(-1, 0, 4096) == NULL);
	(void)close(fd);
	arena_free(own);
}

TEST("a failed allocation fails an arena that spills as any other")
{
#ifdef ANZE_FAULTS
	struct arena *a;

	fault_arm(FAULT_ALLOC, 1);
	CHECK(arena_new_spilling() == NULL);
	fault_arm(FAULT_ALLOC, 0);
	a = arena_new_spilling();
	CHECK(arena_alloc(a, 10 * MIB) != NULL);
	CHECK(arena_alloc(a, 10 * MIB) != NULL);
	fault_arm(FAULT_ALLOC, 1);
	CHECK(arena_alloc(a, 10 * MIB) == NULL);
	fault_arm(FAULT_ALLOC, 0);
	CHECK(arena_failed(a));
	arena_free(a);
#else
	SKIP("this build has no faults");
#endif
}
