/* SPDX-License-Identifier: Apache-2.0 */
#include <ftw.h>
#include <sys/stat.h>

#include "base/fault.h"
#include "base/file.h"
#include "ledger/export.h"
#include "ledger/memlog.h"
#include "test/lib/test.h"

enum { ENTRIES = 3000, FILE_BYTES_MAX = 32 * 1024 * 1024 };

/* A log of 3,000 entries, a key, and a folder of the test's own. */
struct bench {
	struct arena		*a;
	struct memlog		 log;
	struct skey		*key;
	struct export_source	 from;
	const char		*folder;
	struct note		 note;
};

static struct str
checkpoint(struct bench *b, uint64_t size)
{
	const struct skey *keys[] = { b->key };

	return memlog_checkpoint(&b->log, b->a, size, keys, 1);
}

static void
bench_open(struct bench *b, const char *folder)
{
	*b = (struct bench){ .a = arena_new() };
	memlog_open(&b->log, ENTRIES);
	CHECK_OK(skey_new(S(MEMLOG_ORIGIN), false, &b->key, &b->note),
	    &b->note);
	b->from = (struct export_source){ memlog_tiles(&b->log),
	    memlog_entry, NULL, &b->log };
	b->folder = test_path(b->a, folder);
}

static void
bench_close(struct bench *b)
{
	skey_free(b->key);
	memlog_close(&b->log);
	arena_free(b->a);
}

static const char *
path(struct bench *b, const char *name)
{
	return str_fmt(b->a, "%s/%s", b->folder, name).p;
}

static struct str
content(struct bench *b, const char *name)
{
	struct str got = S("");

	CHECK_OK(file_read(b->a, path(b, name), FILE_BYTES_MAX, &got,
	    &b->note), &b->note);
	return got;
}

static int files;

static int
count_one(const char *name, const struct stat *st, int flag, struct FTW *f)
{
	(void)name;
	(void)st;
	(void)f;
	files += flag == FTW_F;
	return 0;
}

static int
count_files(const char *folder)
{
	files = 0;
	CHECK_INT(nftw(folder, count_one, 16, FTW_PHYS), 0);
	return files;
}

TEST("a log of 3,000 entries has the files that tlog-tiles names")
{
	struct bench b;
	struct str cp, edge;

	bench_open(&b, "whole");
	cp = checkpoint(&b, ENTRIES);
	CHECK_OK(tiles_export(&b.from, cp, b.folder, &b.note), &b.note);
	CHECK(str_eq(content(&b, "checkpoint"), cp));
	/* 3,000 = 11 × 256 + 184 */
	assert_memory_equal(content(&b, "tile/0/000").p, b.log.level[0],
	    256 * HASH_BYTES);
	CHECK_INT(content(&b, "tile/0/010").n, 256 * HASH_BYTES);
	edge = content(&b, "tile/0/011.p/184");
	CHECK_INT(edge.n, 184 * HASH_BYTES);
	assert_memory_equal(edge.p, b.log.level[0] + 11 * 256, edge.n);
	edge = content(&b, "tile/1/000.p/11");
	CHECK_INT(edge.n, 11 * HASH_BYTES);
	assert_memory_equal(edge.p, b.log.level[1], edge.n);
	CHECK_INT(count_files(b.folder), 12 + 1 + 12 + 1);
	bench_close(&b);
}

TEST("a bundle holds each entry behind its length, the empty one too")
{
	struct bench b;
	uint64_t seq = 0;

	bench_open(&b, "bundles");
	CHECK_OK(tiles_export(&b.from, checkpoint(&b, ENTRIES), b.folder,
	    &b.note), &b.note);
	for (int i = 0; i <= 11; i++) {
		struct str rest = content(&b, str_fmt(b.a, i == 11 ?
		    "tile/entries/%03d.p/184" : "tile/entries/%03d", i).p);

		for (; rest.n != 0; seq++) {
			size_t n = (size_t)(unsigned char)rest.p[0] << 8 |
			    (unsigned char)rest.p[1];
			struct str want;

			(void)memlog_entry(&b.log, seq, &want, NULL);
			CHECK(str_eq(str_part(rest, 2, 2 + n), want));
			rest = str_part(rest, 2 + n, rest.n);
		}
	}
	CHECK_INT(seq, ENTRIES);
	bench_close(&b);
}

/* Which files has a log of this size, and which not? */
static const struct {
	uint64_t	 size;
	int		 files;
	const char	*there[3], *absent[2];
} shapes[] = {
	{ 0, 1, { "checkpoint" }, { "tile" } },
	{ 1, 3, { "tile/0/000.p/1", "tile/entries/000.p/1" },
	    { "tile/0/000", "tile/1" } },
	{ 255, 3, { "tile/0/000.p/255", "tile/entries/000.p/255" },
	    { "tile/0/000", "tile/1" } },
	{ 256, 4, { "tile/0/000", "tile/1/000.p/1", "tile/entries/000" },
	    { "tile/0/001.p", "tile/0/000.p" } },
	{ 257, 6, { "tile/0/001.p/1", "tile/1/000.p/1",
	    "tile/entries/001.p/1" }, { "tile/0/001", "tile/2" } },
	{ 512, 6, { "tile/0/001", "tile/1/000.p/2", "tile/entries/001" },
	    { "tile/0/002.p", "tile/1/000" } },
};

TEST("a tile that is not full is partial, one that is empty not there")
{
	struct bench b;

	bench_open(&b, "");
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		b.folder = test_path(b.a, str_fmt(b.a, "size-%zu", i).p);
		CHECK_OK(tiles_export(&b.from, checkpoint(&b,
		    shapes[i].size), b.folder, &b.note), &b.note);
		CHECK_INT(count_files(b.folder), shapes[i].files);
		for (size_t k = 0; k < 3 && shapes[i].there[k] != NULL; k++)
			CHECK(file_exists(path(&b, shapes[i].there[k])));
		for (size_t k = 0; k < 2 && shapes[i].absent[k] != NULL; k++)
			CHECK(!file_exists(path(&b, shapes[i].absent[k])));
	}
	bench_close(&b);
}

TEST("a later export keeps the partial tiles of the earlier size")
{
	struct bench b;

	bench_open(&b, "later");
	CHECK_OK(tiles_export(&b.from, checkpoint(&b, 200), b.folder,
	    &b.note), &b.note);
	CHECK_OK(tiles_export(&b.from, checkpoint(&b, 300), b.folder,
	    &b.note), &b.note);
	CHECK(file_exists(path(&b, "tile/0/000.p/200")));
	CHECK(file_exists(path(&b, "tile/entries/000.p/200")));
	CHECK(file_exists(path(&b, "tile/0/000")));
	CHECK_INT(count_files(b.folder), 6 + 2);
	bench_close(&b);
}

/* A log in which one thing is not as it was hashed. */
struct spoilt {
	struct memlog	*log;
	uint64_t	 entry;		/* one character is another */
	int		 level;		/* one hash of its first tile */
	size_t		 bytes;		/* of entry 9; 0: as it is */
	uint64_t	 stop;		/* when so many are written; 0: not */
	uint64_t	 asked;
};

static enum err
spoilt_entry(void *arg, uint64_t seq, struct str *ret, struct note *note)
{
	static char other[UINT16_MAX + 2];
	struct spoilt *s = arg;
	struct str whole;

	CHECK_INT(seq, s->asked);
	s->asked++;
	(void)memlog_entry(s->log, seq, &whole, note);
	memcpy(other, whole.p == NULL ? "" : whole.p, whole.n);
	if (seq == s->entry)
		other[0] ^= 1;
	*ret = (struct str){ other,
	    seq == 9 && s->bytes != 0 ? s->bytes : whole.n };
	return ERR_OK;
}

static enum err
spoilt_tile(void *arg, int level, uint64_t n, uint64_t size,
    struct hash ret[256], int *ret_n, struct note *note)
{
	struct spoilt *s = arg;
	struct tile_reader whole = memlog_tiles(s->log);
	enum err r = whole.tile(whole.arg, level, n, size, ret, ret_n, note);

	if (level == s->level && n == 0)
		ret[1].b[1] ^= 1;
	return r;
}

static enum err
spoilt_progress(void *arg, uint64_t done, uint64_t of, struct note *note)
{
	struct spoilt *s = arg;

	CHECK_INT(of, ENTRIES);
	CHECK_INT(done, s->asked);
	return s->stop != 0 && done >= s->stop ?
	    NOTE(note, ERR_STOPPED, "stopped") : ERR_OK;
}

static enum err
export_spoilt(struct bench *b, struct spoilt s)
{
	s.log = &b->log;
	b->from = (struct export_source){ { spoilt_tile, &s }, spoilt_entry,
	    spoilt_progress, &s };
	note_clear(&b->note);
	return tiles_export(&b->from, checkpoint(b, ENTRIES), b->folder,
	    &b->note);
}

TEST("a damaged ledger is not published: the checkpoint is not written")
{
	struct bench b;

	bench_open(&b, "spoilt");
	CHECK_ERR(export_spoilt(&b, (struct spoilt){ .entry = 2500,
	    .level = -1 }), ERR_CORRUPT, &b.note);
	CHECK_INT(b.note.args[0].num, 2500 / 256);
	CHECK_ERR(export_spoilt(&b, (struct spoilt){ .entry = ENTRIES,
	    .level = 1 }), ERR_CORRUPT, &b.note);
	CHECK_INT(b.note.args[1].num, 1);
	CHECK_ERR(export_spoilt(&b, (struct spoilt){ .entry = ENTRIES,
	    .level = -1, .bytes = UINT16_MAX + 1 }), ERR_LIMIT, &b.note);
	CHECK(!file_exists(path(&b, "checkpoint")));
	CHECK_OK(export_spoilt(&b, (struct spoilt){ .entry = ENTRIES,
	    .level = -1 }), &b.note);
	CHECK(file_exists(path(&b, "checkpoint")));
	bench_close(&b);
}

TEST("an export can be stopped on the way")
{
	struct bench b;

	bench_open(&b, "stopped");
	CHECK_ERR(export_spoilt(&b, (struct spoilt){ .entry = ENTRIES,
	    .level = -1, .stop = 1000 }), ERR_STOPPED, &b.note);
	CHECK(file_exists(path(&b, "tile/0/003")));
	CHECK(!file_exists(path(&b, "tile/0/004")));
	CHECK(!file_exists(path(&b, "checkpoint")));
	bench_close(&b);
}

TEST("a checkpoint of another tree, or none at all, is not published")
{
	struct bench b;
	struct str cp;
	char *changed;

	bench_open(&b, "foreign");
	cp = checkpoint(&b, ENTRIES);
	changed = arena_alloc(b.a, cp.n);
	memcpy(changed, cp.p, cp.n);
	/* the first character of the root */
	changed[sizeof (MEMLOG_ORIGIN "\n3000\n") - 1] ^= 1;
	CHECK_ERR(tiles_export(&b.from, (struct str){ changed, cp.n },
	    b.folder, &b.note), ERR_CORRUPT, &b.note);
	CHECK_ERR(tiles_export(&b.from, S("nonsense"), b.folder, NULL),
	    ERR_CORRUPT, NULL);
	CHECK(!file_exists(path(&b, "checkpoint")));
	bench_close(&b);
}

TEST("a folder that cannot be made is named")
{
	struct bench b;

	bench_open(&b, "file");
	CHECK_OK(file_write(b.folder, S("a file"), 0600, &b.note), &b.note);
	CHECK(tiles_export(&b.from, checkpoint(&b, 3), b.folder, &b.note) !=
	    ERR_OK);
	CHECK(b.note.msg != NULL);
	bench_close(&b);
}

#ifdef ANZE_FAULTS
TEST("every allocation of an export may fail, and nothing half is published")
{
	struct bench b;
	struct str cp;
	enum err r = ERR_MEMORY;
	long n;

	bench_open(&b, "fault");
	cp = checkpoint(&b, 300);
	for (n = 1; r != ERR_OK; n++) {
		/* The last may fail behind the renaming: all is there then. */
		if (file_exists(path(&b, "checkpoint")))
			CHECK(str_eq(content(&b, "checkpoint"), cp));
		note_clear(&b.note);
		fault_arm(FAULT_ALLOC, n);
		r = tiles_export(&b.from, cp, b.folder, &b.note);
		fault_arm(FAULT_ALLOC, 0);
		if (r != ERR_OK)
			CHECK_ERR(r, ERR_MEMORY, &b.note);
	}
	CHECK(n > 3);
	CHECK(str_eq(content(&b, "checkpoint"), cp));
	bench_close(&b);
}
#endif
