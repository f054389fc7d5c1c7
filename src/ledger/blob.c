/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/blob.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/moment.h"

enum { PIECE = 64 * 1024 };

static const char temp_mark[] = "incoming-";

static const struct sql q_put = {
	"INSERT INTO blob (hash, size, owner, removed_by)"
	" VALUES ($1, $2, $3, NULL) ON CONFLICT DO NOTHING", NULL
};

static const struct sql q_named = {
	"SELECT COUNT(*) FROM blob WHERE hash = $1 AND removed_by IS NULL", NULL
};

static const struct sql q_known = {
	"SELECT COUNT(*) FROM blob WHERE hash = $1", NULL
};

static const struct sql q_remove = {
	"UPDATE blob SET removed_by = $2 WHERE hash = $1"
	" AND removed_by IS NULL", NULL
};

const char *
blob_path(struct arena *a, const char *files, const struct hash *hash)
{
	struct str hex = str_hex(a, hash->b, HASH_BYTES);

	return str_fmt(a, "%s/blob/%.2s/%s", files, hex.p, hex.p).p;
}

static enum err
write_all(int fd, const char *p, size_t n, const char *path,
    struct note *note)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return file_error(note, errno, path);
		p += done;
		n -= (size_t)done;
	}
	return ERR_OK;
}

/* Copy ${in} to ${out}, hashing on the way. */
static enum err
blob_copy(int in, int out, const char *path, struct hash *ret_hash,
    int64_t *ret_size, struct note *note)
{
	struct hasher *h = hasher_new();
	char piece[PIECE];
	int64_t size = 0;
	enum err r = h == NULL ? note_memory(note) : ERR_OK;
	ssize_t n = 1;

	if (h != NULL)
		hasher_start(h);
	while (r == ERR_OK && n != 0) {
		if ((n = read(in, piece, sizeof piece)) < 0) {
			if (errno != EINTR)
				r = file_error(note, errno, "-");
			continue;
		}
		if ((size += n) > BLOB_MAX)
			r = NOTE(note, ERR_LIMIT, M("The file is larger than "
			    "{most} bytes, the most that is kept. Split it or "
			    "keep it elsewhere and name it."),
			    A_INT("most", BLOB_MAX));
		else
			r = write_all(out, piece, (size_t)n, path, note);
		if (r == ERR_OK)
			hasher_put(h, piece, (size_t)n);
	}
	if (r == ERR_OK && fsync(out) != 0)
		r = file_error(note, errno, path);
	if (r == ERR_OK) {
		*ret_hash = hasher_end(h);
		*ret_size = size;
	}
	hasher_free(h);
	return r;
}

/* Give the temporary file its name for good. */
static enum err
blob_name(struct arena *a, const char *files, const char *temp,
    const struct hash *hash, struct note *note)
{
	const char *path = blob_path(a, files, hash);
	struct str folder = str_of(path);
	enum err r;

	while (folder.n > 0 && folder.p[folder.n - 1] != '/')
		folder.n--;
	folder = str_copy(a, str_part(folder, 0, folder.n - 1));
	if (arena_failed(a))
		return note_memory(note);
	if ((r = file_folder(folder.p, note)) != ERR_OK)
		return r;
	if (rename(temp, path) != 0)
		return file_error(note, errno, path);
	if ((r = file_sync_folder(path, note)) != ERR_OK)
		return r;
	return file_sync_folder(folder.p, note);
}

enum err
blob_put(const char *files, int fd, struct hash *ret_hash, int64_t *ret_size,
    struct note *note)
{
	struct arena *a = arena_new();
	struct buf folder = BUF_INIT, temp = BUF_INIT;
	struct hash hash;
	int64_t size;
	int out = -1;
	enum err r;

	buf_fmt(&folder, "%s/blob", files);
	buf_fmt(&temp, "%s/blob/%sXXXXXX", files, temp_mark);
	if (a == NULL || buf_failed(&folder) || buf_failed(&temp)) {
		r = note_memory(note);
		goto out;
	}
	if ((r = file_folder(folder.p, note)) != ERR_OK)
		goto out;
	if ((out = mkostemp(temp.p, O_CLOEXEC)) < 0) {
		r = file_error(note, errno, folder.p);
		goto out;
	}
	if ((r = blob_copy(fd, out, temp.p, &hash, &size, note)) == ERR_OK)
		r = blob_name(a, files, temp.p, &hash, note);
	if (r != ERR_OK)
		(void)unlink(temp.p);
	else {
		*ret_hash = hash;
		*ret_size = size;
	}
out:
	if (out >= 0)
		(void)close(out);
	buf_free(&temp);
	buf_free(&folder);
	arena_free(a);
	return r;
}

enum err
blob_keep(struct store *st, const struct hash *hash, int64_t size,
    struct key owner, struct note *note)
{
	return store_run(st, &q_put, BINDS(BIND_HASH(*hash), BIND_INT(size),
	    BIND_KEY(owner)), note);
}

/* Is this name one that the sweep may remove?  Its hash must be unnamed. */
static enum err
is_orphan(struct store *st, const char *name, bool *ret, struct note *note)
{
	struct hash hash;
	int64_t named;
	enum err r;

	if (!str_unhex(str_of(name), hash.b, HASH_BYTES)) {
		*ret = str_starts(str_of(name), temp_mark);
		return ERR_OK;
	}
	if ((r = store_int(st, &q_named, BINDS(BIND_HASH(hash)), 0, &named,
	    note)) == ERR_OK)
		*ret = named == 0;
	return r;
}

/*
 * Asked last, right before it goes: blob_put() may just have given these bytes
 * their name anew, and then the file is young.
 */
static bool
is_old(const char *path, int64_t older_ms)
{
	struct stat s;

	return lstat(path, &s) == 0 && S_ISREG(s.st_mode) &&
	    (int64_t)s.st_mtime * SECOND_MS < older_ms;
}

/* What a sweep goes by. */
struct sweep {
	struct store	*st;
	struct arena	*a;
	int64_t		 older_ms;
	int64_t		 n;		/* removed */
};

static enum err sweep_folder(struct sweep *s, const char *path, bool nested,
    struct note *note);

static enum err
sweep_one(struct sweep *s, const char *path, const char *name, bool nested,
    struct note *note)
{
	bool orphan = false;
	struct stat sb;
	enum err r;

	if (lstat(path, &sb) != 0)
		return ERR_OK;
	/* There is no third level. */
	if (S_ISDIR(sb.st_mode))
		return nested ? ERR_OK : sweep_folder(s, path, true, note);
	if (!is_old(path, s->older_ms))
		return ERR_OK;
	if ((r = is_orphan(s->st, name, &orphan, note)) != ERR_OK)
		return r;
	if (orphan && is_old(path, s->older_ms) && unlink(path) == 0)
		s->n++;
	return ERR_OK;
}

static enum err
sweep_folder(struct sweep *s, const char *path, bool nested,
    struct note *note)
{
	DIR *dir = opendir(path);
	struct dirent *d;
	enum err r = ERR_OK;

	if (dir == NULL)
		return errno == ENOENT ? ERR_OK : file_error(note, errno, path);
	while (r == ERR_OK && (d = readdir(dir)) != NULL) {
		struct arena_mark mark = arena_mark(s->a);
		const char *full;

		if (d->d_name[0] == '.')
			continue;
		full = str_fmt(s->a, "%s/%s", path, d->d_name).p;
		r = arena_failed(s->a) ? note_memory(note) :
		    sweep_one(s, full, d->d_name, nested, note);
		arena_reset(s->a, mark);
	}
	(void)closedir(dir);
	return r;
}

enum err
blob_sweep(struct store *st, const char *files, int64_t older_ms,
    int64_t *ret_n, struct note *note)
{
	struct sweep s = { .st = st, .a = arena_new(), .older_ms = older_ms };
	const char *folder;
	enum err r;

	if (s.a == NULL)
		return note_memory(note);
	folder = str_fmt(s.a, "%s/blob", files).p;
	r = arena_failed(s.a) ? note_memory(note) :
	    sweep_folder(&s, folder, false, note);
	if (r == ERR_OK)
		*ret_n = s.n;
	arena_free(s.a);
	return r;
}

enum err
blob_there(struct store *st, const struct hash *hash, bool *ret,
    struct note *note)
{
	int64_t n;
	enum err r;

	if ((r = store_int(st, &q_named, BINDS(BIND_HASH(*hash)), 0, &n,
	    note)) == ERR_OK)
		*ret = n > 0;
	return r;
}

enum err
blob_strike(struct store *st, const struct hash *hash, struct str document,
    struct note *note)
{
	char hex[2 * HASH_BYTES + 1];
	struct buf b = { .p = hex, .room = sizeof hex };
	int64_t n;
	enum err r;

	if ((r = store_int(st, &q_known, BINDS(BIND_HASH(*hash)), 0, &n,
	    note)) != ERR_OK)
		return r;
	buf_hex(&b, hash->b, HASH_BYTES);
	if (n == 0)
		return NOTE(note, ERR_NOTFOUND, M("No record names the file "
		    "{hash}."), A_TEXT("hash", buf_view(&b)));
	return store_run(st, &q_remove, BINDS(BIND_HASH(*hash),
	    BIND_TEXT(document)), note);
}

enum err
blob_unlink(const char *files, const struct hash *hash, struct note *note)
{
	struct arena *a = arena_new();
	const char *path;
	enum err r = ERR_OK;

	path = a == NULL ? NULL : blob_path(a, files, hash);
	/* The path that could not be made is an empty one, which is not there. */
	if (a == NULL || arena_failed(a))
		r = note_memory(note);
	else if (unlink(path) != 0 && errno != ENOENT)
		r = file_error(note, errno, path);
	arena_free(a);
	return r;
}
