/* SPDX-License-Identifier: Apache-2.0 */
/* How do tables and files come from one store into another? */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "core/signer.h"
#include "house/backup_in.h"
#include "ledger/blob.h"
#include "ledger/verify.h"
#include "store/scan.h"

#define KEPT_FILES \
	"SELECT hash FROM blob WHERE removed_by IS NULL ORDER BY hash"

static enum err
watch_tell(const struct backup_watch *w, const char *what, int64_t done,
    int64_t of, struct note *note)
{
	enum err r = w->progress == NULL ? ERR_OK :
	    w->progress(w->arg, what, done, of);

	return r == ERR_OK ? r : NOTE(note, r, M("Stopped on request; nothing "
	    "that was there before has changed."));
}

void
backup_store_remove(const char *name)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
	struct buf path = BUF_INIT;

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		buf_empty(&path);
		buf_fmt(&path, "%s%s", name, ends[i]);
		if (!buf_failed(&path))
			(void)unlink(path.p);
	}
	buf_free(&path);
}

enum err
backup_tables(const struct schema *s, struct arena *keep, struct store *src,
    struct store *dst, bool (*wanted)(const struct table *t),
    const struct backup_watch *watch, int64_t *ret_rows, struct note *note)
{
	const struct table *tables;
	size_t n = schema_tables(s, &tables);
	int64_t all = 0, rows;
	enum err r = ERR_OK;

	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		if (!wanted(&tables[i]))
			continue;
		if ((r = table_copy(&tables[i], keep, src, dst, &rows,
		    note)) != ERR_OK)
			break;
		all += rows;
		r = watch_tell(watch, M("tables copied"), (int64_t)i + 1,
		    (int64_t)n, note);
	}
	if (r == ERR_OK)
		*ret_rows = all;
	return r;
}

static enum err
file_bring(struct arena *a, const struct hash *hash, const char *from,
    const char *to, struct note *note)
{
	const char *path = blob_path(a, from, hash);
	const char *goal = blob_path(a, to, hash);
	struct hash got;
	int64_t size;
	int fd;
	enum err r;

	if (arena_failed(a))
		return note_memory(note);
	if (file_exists(goal))
		return ERR_OK;
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return file_error(note, errno, path);
	if ((r = blob_put(to, fd, &got, &size, note)) == ERR_OK &&
	    !hash_eq(&got, hash))
		r = NOTE(note, ERR_CORRUPT, M("The file {path} is not what it "
		    "was when it was handed in. Run anze ledger verify, and "
		    "fetch it from an earlier backup."), A_CSTR("path", path));
	(void)close(fd);
	return r;
}

enum err
backup_files(struct store *st, const char *from, const char *to,
    const struct backup_watch *watch, int64_t *ret_n, struct note *note)
{
	struct arena *a = arena_new();
	struct scan s = { .st = NULL };
	struct hash hash;
	int64_t n = 0;
	enum err r = a == NULL ? note_memory(note) : ERR_OK, end;

	if (r == ERR_OK)
		r = scan_open(&s, st, KEPT_FILES, note);
	for (; r == ERR_OK && scan_next(&s); n++) {
		struct str bytes = rows_bytes(s.rows, 0);
		struct arena_mark mark = arena_mark(a);

		if (bytes.n == HASH_BYTES)
			memcpy(hash.b, bytes.p, HASH_BYTES);
		if ((r = file_bring(a, &hash, from, to, note)) == ERR_OK)
			r = watch_tell(watch, M("files copied"), n + 1, 0,
			    note);
		arena_reset(a, mark);
	}
	end = scan_end(&s, r == ERR_OK ? note : NULL);
	arena_free(a);
	if (r == ERR_OK && (r = end) == ERR_OK)
		*ret_n = n;
	return r;
}

static enum err
file_look(struct arena *a, struct hasher *h, const struct hash *hash,
    const char *files, struct note *note)
{
	const char *path = blob_path(a, files, hash);
	struct hash got = { { 0 } };

	if (arena_failed(a))
		return note_memory(note);
	return file_read_hash(path, h, &got, NULL) == ERR_OK &&
	    hash_eq(&got, hash) ? ERR_OK : NOTE(note, ERR_CORRUPT,
	    M("The file {path} is missing, or is not what it was when it was "
	    "handed in. Fetch it from an earlier backup."),
	    A_CSTR("path", path));
}

/* Are the files all there that ${st} names, and as they were? */
static enum err
files_look(struct store *st, const char *files,
    const struct backup_watch *watch, struct note *note)
{
	struct arena *a = arena_new();
	struct hasher *h = hasher_new();
	struct scan s = { .st = NULL };
	struct hash hash;
	int64_t n = 0;
	enum err r = a == NULL || h == NULL ? note_memory(note) : ERR_OK, end;

	if (r == ERR_OK && (r = store_begin(st, note)) == ERR_OK)
		r = scan_open(&s, st, KEPT_FILES, note);
	while (r == ERR_OK && scan_next(&s)) {
		struct str bytes = rows_bytes(s.rows, 0);
		struct arena_mark mark = arena_mark(a);

		if (bytes.n == HASH_BYTES)
			memcpy(hash.b, bytes.p, HASH_BYTES);
		if ((r = file_look(a, h, &hash, files, note)) == ERR_OK)
			r = watch_tell(watch, M("files looked over"), ++n, 0,
			    note);
		arena_reset(a, mark);
	}
	end = scan_end(&s, r == ERR_OK ? note : NULL);
	store_rollback(st);
	hasher_free(h);
	arena_free(a);
	return r == ERR_OK ? end : r;
}

static enum err
look_progress(void *arg, int64_t done, int64_t of)
{
	const struct backup_watch *w = arg;

	return w->progress == NULL ? ERR_OK :
	    w->progress(w->arg, M("looked over"), done, of);
}

static void
look_found(void *arg, const struct note *note)
{
	(void)arg;
	(void)note;
}

enum err
backup_look(const struct place *p, const struct schema *s, struct str against,
    const struct backup_watch *watch, int64_t *ret_entries, struct note *note)
{
	struct backup_watch w = *watch;
	struct verify_options o = { .against = against,
	    .found = look_found, .progress = look_progress, .arg = &w };
	struct verify_report report = { 0 };
	struct arena *a = arena_new();
	struct store *st = NULL;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r == ERR_OK &&
	    (r = store_open(p, STORE_READ, NULL, &st, note)) == ERR_OK &&
	    (r = schema_check(s, st, note)) == ERR_OK &&
	    (r = signer_vkeys(st, a, &o.keys, &o.nkeys, note)) == ERR_OK &&
	    (r = ledger_verify(st, &o, &report, note)) == ERR_OK &&
	    (r = files_look(st, p->files, watch, note)) == ERR_OK)
		*ret_entries = report.entries;
	store_close(st);
	arena_free(a);
	return r;
}
