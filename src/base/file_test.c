/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "test/lib/test.h"

enum { NOBODY = 65534, MOST = 1 << 20 };

/* A folder for one test, and what else it needs. */
struct bench {
	struct arena	*a;
	struct note	 note;
	const char	*folder;
};

static void
bench_open(struct bench *b, const char *name)
{
	*b = (struct bench){ .a = arena_new() };
	CHECK(b->a != NULL);
	b->folder = test_path(b->a, name);
	CHECK_OK(file_folder(b->folder, &b->note), &b->note);
}

static void
bench_close(struct bench *b)
{
	arena_free(b->a);
}

static const char *
in(struct bench *b, const char *name)
{
	return str_fmt(b->a, "%s/%s", b->folder, name).p;
}

static struct str
content(struct bench *b, const char *path)
{
	struct str s = S("");

	CHECK_OK(file_read(b->a, path, MOST, &s, &b->note), &b->note);
	return s;
}

/* How many names stand in the folder?  None may be left over. */
static int
names_in(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *d;
	int n = 0;

	assert_non_null(dir);
	while ((d = readdir(dir)) != NULL)
		n += strcmp(d->d_name, ".") != 0 &&
		    strcmp(d->d_name, "..") != 0;
	(void)closedir(dir);
	return n;
}

static unsigned
mode_of(const char *path)
{
	struct stat s;

	CHECK_INT(stat(path, &s), 0);
	return s.st_mode & 07777;
}

/* ${n} bytes that can be told apart. */
static struct str
bytes_of(struct bench *b, size_t n)
{
	char *p = arena_alloc(b->a, n + 1);

	assert_non_null(p);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)('a' + i % 23);
	return (struct str){ p, n };
}

TEST("what is written is read again, with a NUL behind it")
{
	static const size_t sizes[] = { 0, 1, 63, 64, 4096, 100000 };
	struct bench b;

	bench_open(&b, "written");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct str s = bytes_of(&b, sizes[i]), got;

		CHECK_OK(file_write(in(&b, "f"), s, 0600, &b.note), &b.note);
		got = content(&b, in(&b, "f"));
		CHECK(str_eq(got, s));
		CHECK_INT(got.p[got.n], 0);
	}
	CHECK_INT(names_in(b.folder), 1);
	bench_close(&b);
}

TEST("a file has the mode that was asked, within the mask of the process")
{
	struct bench b;
	mode_t mask = umask(022);

	bench_open(&b, "mode");
	CHECK_OK(file_write(in(&b, "key"), S("k"), 0600, &b.note), &b.note);
	CHECK_INT(mode_of(in(&b, "key")), 0600);
	CHECK_OK(file_write(in(&b, "seen"), S("s"), 0444, &b.note), &b.note);
	CHECK_INT(mode_of(in(&b, "seen")), 0444);
	CHECK_OK(file_write(in(&b, "open"), S("o"), 0666, &b.note), &b.note);
	CHECK_INT(mode_of(in(&b, "open")), 0644);
	/* Also where another file stood. */
	CHECK_OK(file_write(in(&b, "open"), S("p"), 0600, &b.note), &b.note);
	CHECK_INT(mode_of(in(&b, "open")), 0600);
	(void)umask(mask);
	bench_close(&b);
}

TEST("a name without a folder is one of the folder where we are")
{
	struct bench b;
	char was[4096];

	bench_open(&b, "here");
	assert_non_null(getcwd(was, sizeof was));
	CHECK_INT(chdir(b.folder), 0);
	CHECK_OK(file_write("bare", S("x"), 0600, &b.note), &b.note);
	CHECK_OK(file_sync_folder("bare", &b.note), &b.note);
	CHECK_OK(file_folder("one/two", &b.note), &b.note);
	CHECK(file_exists("bare") && file_exists("one/two"));
	CHECK_INT(chdir(was), 0);
	CHECK_STR(content(&b, in(&b, "bare")), "x");
	bench_close(&b);
}

TEST("a link is replaced, not what it points to")
{
	struct bench b;

	bench_open(&b, "link");
	CHECK_OK(file_write(in(&b, "old"), S("old"), 0600, &b.note), &b.note);
	CHECK_INT(symlink("old", in(&b, "name")), 0);
	CHECK_OK(file_write(in(&b, "name"), S("new"), 0600, &b.note),
	    &b.note);
	CHECK_STR(content(&b, in(&b, "old")), "old");
	CHECK_STR(content(&b, in(&b, "name")), "new");
	bench_close(&b);
}

TEST("a file's hash is that of its bytes, however many they are")
{
	static char many[200000];
	const struct str bytes = { many, sizeof many };
	struct hasher *h = hasher_new();
	struct hash got = { { 0 } }, want = hash_of(many, sizeof many);
	const char *path;
	struct bench b;

	bench_open(&b, "hashed");
	path = str_fmt(b.a, "%s/bytes", b.folder).p;
	CHECK_OK(file_write(path, bytes, 0600, &b.note), &b.note);
	CHECK_OK(file_read_hash(path, h, &got, &b.note), &b.note);
	CHECK(hash_eq(&got, &want));
	CHECK_OK(file_write(path, S(""), 0600, &b.note), &b.note);
	CHECK_OK(file_read_hash(path, h, &got, &b.note), &b.note);
	want = hash_of("", 0);
	CHECK(hash_eq(&got, &want));
	CHECK_ERR(file_read_hash(b.folder, h, &got, &b.note), ERR_IO, &b.note);
	note_clear(&b.note);
	CHECK_ERR(file_read_hash("/nowhere", h, &got, &b.note), ERR_NOTFOUND,
	    &b.note);
	hasher_free(h);
	bench_close(&b);
}

TEST("a file of the most bytes is read, one byte more is too large")
{
	struct bench b;
	struct str s = S("before");

	bench_open(&b, "most");
	CHECK_OK(file_write(in(&b, "f"), bytes_of(&b, 1000), 0600, &b.note),
	    &b.note);
	CHECK_ERR(file_read(b.a, in(&b, "f"), 999, &s, &b.note), ERR_LIMIT,
	    &b.note);
	CHECK_STR(s, "before");
	note_clear(&b.note);
	CHECK_OK(file_read(b.a, in(&b, "f"), 1000, &s, &b.note), &b.note);
	CHECK_INT(s.n, 1000);
	bench_close(&b);
}

/* Through a pipe, which has no size beforehand. */
static enum err
read_pipe(struct bench *b, struct str bytes, size_t most, struct str *ret)
{
	int fd[2];
	enum err r;

	CHECK_INT(pipe(fd), 0);
	CHECK_INT(write(fd[1], bytes.p, bytes.n), bytes.n);
	CHECK_INT(close(fd[1]), 0);
	note_clear(&b->note);
	r = file_read(b->a, str_fmt(b->a, "/dev/fd/%d", fd[0]).p, most, ret,
	    &b->note);
	CHECK_INT(close(fd[0]), 0);
	return r;
}

TEST("what has no size is read to its end, and bounded as well")
{
	struct bench b;
	struct str s, want;

	bench_open(&b, "pipe");
	want = bytes_of(&b, 40000);
	CHECK_OK(read_pipe(&b, want, MOST, &s), &b.note);
	CHECK(str_eq(s, want));
	CHECK_OK(read_pipe(&b, want, 40000, &s), &b.note);
	CHECK_ERR(read_pipe(&b, want, 39999, &s), ERR_LIMIT, &b.note);
	CHECK_OK(read_pipe(&b, S(""), MOST, &s), &b.note);
	CHECK_STR(s, "");
	/* A file that says it is empty and is not. */
	CHECK(content(&b, "/proc/self/stat").n > 10);
	bench_close(&b);
}

TEST("what is not there or is no file says so")
{
	struct bench b;
	struct str s = S("before");

	bench_open(&b, "none");
	CHECK_ERR(file_read(b.a, in(&b, "no"), MOST, &s, &b.note),
	    ERR_NOTFOUND, &b.note);
	CHECK_STR(b.note.args[0].text, in(&b, "no"));
	note_clear(&b.note);
	CHECK_ERR(file_read(b.a, b.folder, MOST, &s, &b.note), ERR_IO,
	    &b.note);
	CHECK(strstr(b.note.msg, "is a folder") != NULL);
	note_clear(&b.note);
	CHECK_ERR(file_write(in(&b, "no/f"), S("x"), 0600, &b.note),
	    ERR_NOTFOUND, &b.note);
	note_clear(&b.note);
	CHECK_ERR(file_write("", S("x"), 0600, &b.note), ERR_NOTFOUND,
	    &b.note);
	note_clear(&b.note);
	CHECK_ERR(file_sync_folder(in(&b, "no/f"), &b.note), ERR_NOTFOUND,
	    &b.note);
	CHECK_STR(s, "before");
	CHECK(!file_exists(in(&b, "no")));
	CHECK(file_exists(b.folder));
	CHECK_INT(names_in(b.folder), 0);
	bench_close(&b);
}

TEST("a file cannot take a folder's place, and nothing is left over")
{
	struct bench b;

	bench_open(&b, "place");
	CHECK_OK(file_folder(in(&b, "f/in"), &b.note), &b.note);
	CHECK_ERR(file_write(in(&b, "f"), S("x"), 0600, &b.note), ERR_IO,
	    &b.note);
	CHECK_INT(names_in(b.folder), 1);
	note_clear(&b.note);
	CHECK_ERR(file_write(in(&b, "f/in/"), S("x"), 0600, &b.note), ERR_IO,
	    &b.note);
	CHECK_INT(names_in(in(&b, "f")), 1);
	bench_close(&b);
}

TEST("folders are made with those above them, for the owner only")
{
	struct bench b;

	bench_open(&b, "folders");
	CHECK_OK(file_folder(in(&b, "a//b/c/"), &b.note), &b.note);
	CHECK_INT(mode_of(in(&b, "a")), 0700);
	CHECK_INT(mode_of(in(&b, "a/b/c")), 0700);
	CHECK_OK(file_folder(in(&b, "a/b/c"), &b.note), &b.note);
	CHECK_OK(file_folder(in(&b, "a/b/d"), &b.note), &b.note);
	CHECK_OK(file_folder("/", &b.note), &b.note);
	CHECK_OK(file_folder(".", &b.note), &b.note);
	CHECK_INT(names_in(in(&b, "a/b")), 2);
	bench_close(&b);
}

TEST("a folder cannot be made where a file is in the way")
{
	struct bench b;

	bench_open(&b, "way");
	CHECK_OK(file_write(in(&b, "f"), S("x"), 0600, &b.note), &b.note);
	CHECK_ERR(file_folder(in(&b, "f"), &b.note), ERR_IO, &b.note);
	CHECK(strstr(b.note.msg, "where a folder is") != NULL);
	note_clear(&b.note);
	CHECK_ERR(file_folder(in(&b, "f/a/b"), &b.note), ERR_IO, &b.note);
	CHECK_STR(b.note.args[0].text, in(&b, "f"));
	note_clear(&b.note);
	CHECK_ERR(file_write(in(&b, "f/x"), S("x"), 0600, &b.note), ERR_IO,
	    &b.note);
	note_clear(&b.note);
	CHECK_ERR(file_folder("", &b.note), ERR_NOTFOUND, &b.note);
	CHECK_STR(content(&b, in(&b, "f")), "x");
	bench_close(&b);
}

TEST("what the account may not do is denied")
{
	struct bench b;
	struct str s;

	bench_open(&b, "denied");
	CHECK_OK(file_write(in(&b, "f"), S("x"), 0200, &b.note), &b.note);
	CHECK_INT(chmod(b.folder, 0555), 0);
	CHECK_INT(chmod(test_folder(), 0711), 0);
	/* What root may do everybody may not: be somebody else meanwhile. */
	if (geteuid() == 0)
		CHECK_INT(seteuid(NOBODY), 0);
	CHECK_ERR(file_read(b.a, in(&b, "f"), MOST, &s, &b.note), ERR_DENIED,
	    &b.note);
	note_clear(&b.note);
	CHECK_ERR(file_write(in(&b, "f"), S("y"), 0600, &b.note), ERR_DENIED,
	    &b.note);
	note_clear(&b.note);
	CHECK_ERR(file_folder(in(&b, "g"), &b.note), ERR_DENIED, &b.note);
	if (getuid() == 0)
		CHECK_INT(seteuid(0), 0);
	CHECK_INT(chmod(b.folder, 0700), 0);
	CHECK_INT(chmod(in(&b, "f"), 0600), 0);
	CHECK_STR(content(&b, in(&b, "f")), "x");
	CHECK_INT(names_in(b.folder), 1);
	bench_close(&b);
}

TEST("a limit on files is told, and what was there stays")
{
	struct bench b;
	struct rlimit was, small = { 4096, 0 };

	bench_open(&b, "limit");
	CHECK_OK(file_write(in(&b, "f"), S("old"), 0600, &b.note), &b.note);
	CHECK_INT(getrlimit(RLIMIT_FSIZE, &was), 0);
	small.rlim_max = was.rlim_max;
	(void)signal(SIGXFSZ, SIG_IGN);
	CHECK_INT(setrlimit(RLIMIT_FSIZE, &small), 0);
	CHECK_ERR(file_write(in(&b, "f"), bytes_of(&b, 5000), 0600, &b.note),
	    ERR_IO, &b.note);
	CHECK_INT(setrlimit(RLIMIT_FSIZE, &was), 0);
	(void)signal(SIGXFSZ, SIG_DFL);
	CHECK_STR(content(&b, in(&b, "f")), "old");
	CHECK_INT(names_in(b.folder), 1);
	bench_close(&b);
}

/* In a process with mounts of its own: 64 KiB of disk.  0 when all is as it
 * should be, FULL_NO_MOUNT when there can be no such disk. */
enum { FULL_NO_MOUNT = 99 };

static int
on_full_disk(struct bench *b)
{
	struct str s = S(""), large = bytes_of(b, 200 * 1024);
	enum err e;

	if (unshare(CLONE_NEWNS) != 0 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("none", b->folder, "tmpfs", 0, "size=64k") != 0)
		return FULL_NO_MOUNT;
	if (file_write(in(b, "f"), S("old"), 0600, &b->note) != ERR_OK)
		return 1;
	e = file_write(in(b, "f"), large, 0600, &b->note);
	if (e != ERR_FULL || b->note.err != ERR_FULL ||
	    !str_is(b->note.args[0].text, in(b, "f")))
		return 2;
	if (names_in(b->folder) != 1)
		return 3;
	note_clear(&b->note);
	if (file_read(b->a, in(b, "f"), MOST, &s, &b->note) != ERR_OK ||
	    !str_is(s, "old"))
		return 4;
	/* There is room again for what fits. */
	if (file_write(in(b, "f"), str_part(large, 0, 30000), 0600,
	    &b->note) != ERR_OK)
		return 5;
	/* No room even for a name: no inodes are left. */
	if (mount("none", b->folder, "tmpfs", 0, "nr_inodes=3") != 0)
		return FULL_NO_MOUNT;
	(void)file_write(in(b, "a"), S("a"), 0600, NULL);
	(void)file_write(in(b, "b"), S("b"), 0600, NULL);
	if (file_write(in(b, "c"), S("c"), 0600, NULL) != ERR_FULL)
		return 6;
	if (file_folder(in(b, "d"), NULL) != ERR_FULL)
		return 7;
	return names_in(b->folder) == 2 ? 0 : 8;
}

TEST("a full disk is told as such, and what was there stays")
{
	struct bench b;
	int status = -1;
	pid_t pid;

	bench_open(&b, "full");
	if ((pid = fork()) == 0)
		_exit(on_full_disk(&b));
	CHECK(pid > 0);
	CHECK_INT(waitpid(pid, &status, 0), pid);
	bench_close(&b);
	CHECK(WIFEXITED(status));
	if (WEXITSTATUS(status) == FULL_NO_MOUNT)
		SKIP("a small disk can be mounted by root only");
	else
		CHECK_INT(WEXITSTATUS(status), 0);
}

TEST("each number of the system has its kind of error and its path")
{
	static const struct {
		int		errnum;
		enum err	err;
	} rows[] = {
		{ ENOSPC, ERR_FULL }, { EDQUOT, ERR_FULL },
		{ ENOENT, ERR_NOTFOUND }, { EACCES, ERR_DENIED },
		{ EPERM, ERR_DENIED }, { EROFS, ERR_IO }, { EISDIR, ERR_IO },
		{ ENOTDIR, ERR_IO }, { ENAMETOOLONG, ERR_IO },
		{ EMFILE, ERR_IO }, { ENFILE, ERR_IO }, { EIO, ERR_IO },
		{ ELOOP, ERR_IO }, { ESTALE, ERR_IO }, { 99999, ERR_IO },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct note note = NOTE_INIT;

		CHECK_ERR(file_error(&note, rows[i].errnum, "/some/where"),
		    rows[i].err, &note);
		CHECK_ERR(note.err, rows[i].err, &note);
		CHECK(strstr(note.msg, "{path}") != NULL);
		CHECK_STR(note.args[0].text, "/some/where");
		CHECK_INT(file_error(NULL, rows[i].errnum, "x"), rows[i].err);
	}
	CHECK_INT(file_error(NULL, ENOMEM, "x"), ERR_MEMORY);
}

#ifdef ANZE_FAULTS
TEST("no memory leaves nothing behind")
{
	const char *folder, *file;
	struct bench b;

	bench_open(&b, "memory");
	folder = in(&b, "x/y");
	file = in(&b, "x/f");
	for (long n = 1;; n++) {
		struct arena *a = arena_new();
		struct str s = S("");
		enum err e;

		note_clear(&b.note);
		fault_arm(FAULT_ALLOC, n);
		if ((e = file_folder(folder, &b.note)) == ERR_OK &&
		    (e = file_write(file, S("f"), 0600, &b.note)) == ERR_OK)
			e = file_read(a, file, MOST, &s, &b.note);
		fault_arm(FAULT_ALLOC, 0);
		arena_free(a);
		if (e == ERR_OK)
			break;
		CHECK_ERR(e, ERR_MEMORY, &b.note);
		CHECK(n < 100);
	}
	CHECK_INT(names_in(in(&b, "x")), 2);
	bench_close(&b);
}
#endif
