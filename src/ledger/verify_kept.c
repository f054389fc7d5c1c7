/* SPDX-License-Identifier: Apache-2.0 */
/* Are the texts and files still those that the entries name? */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "ledger/blob.h"
#include "ledger/verify_in.h"

enum { PAGE = 2048, READ = 64 * 1024 };

static const struct sql q_vault = {
	"SELECT hash, salt, text, removed_by FROM vault WHERE hash > $1"
	" ORDER BY hash LIMIT $2", NULL
};

static const struct sql q_blobs = {
	"SELECT hash, size, removed_by FROM blob WHERE hash > $1"
	" ORDER BY hash LIMIT $2", NULL
};

static struct hash
hash_from(struct str b)
{
	struct hash h = { { 0 } };

	if (b.n == HASH_BYTES)
		memcpy(h.b, b.p, HASH_BYTES);
	return h;
}

static void
found_hash(struct verify *v, const char *msg, const struct hash *key)
{
	struct note found = NOTE_INIT;
	char hex[2 * HASH_BYTES + 1];
	struct buf b = { .p = hex, .room = sizeof hex };

	buf_hex(&b, key->b, HASH_BYTES);
	(void)NOTE(&found, ERR_CORRUPT, msg, A_TEXT("key", buf_view(&b)));
	(void)verify_found(v, &found);
}

static void
text_check(struct verify *v, const struct rows *rows, const struct hash *key)
{
	struct str salt = rows_bytes(rows, 1), text = rows_text(rows, 2);
	struct hash now;

	if (!rows_null(rows, 3)) {
		v->report.removed++;
		if (!rows_null(rows, 2))
			found_hash(v, M("The vault's text {key} is marked as "
			    "removed and is still there."), key);
		return;
	}
	v->report.texts++;
	hasher_start(v->h);
	hasher_put(v->h, salt.p, salt.n);
	hasher_put(v->h, text.p, text.n);
	now = hasher_end(v->h);
	if (!hash_eq(&now, key))
		found_hash(v, M("The vault's text {key} was changed, or removed "
		    "without a document."), key);
}

enum err
verify_vault(struct verify *v, struct note *note)
{
	struct hash key = { { 0 } };
	struct rows *rows = NULL;
	bool more = true;
	enum err r = ERR_OK;

	while (more && r == ERR_OK) {
		more = false;
		if ((r = store_query(v->st, &q_vault, BINDS(BIND_HASH(key),
		    BIND_INT(PAGE)), &rows, note)) != ERR_OK)
			return r;
		while (v->report.findings < VERIFY_FINDINGS_MAX &&
		    rows_next(rows)) {
			key = hash_from(rows_bytes(rows, 0));
			text_check(v, rows, &key);
			more = true;
		}
		r = rows_end(&rows, note);
	}
	return r;
}

/* The hash of a file's bytes, read in pieces. */
static bool
file_hash(struct verify *v, const char *path, struct hash *ret)
{
	char piece[READ];
	ssize_t n = -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	hasher_start(v->h);
	while ((n = read(fd, piece, sizeof piece)) > 0 ||
	    (n < 0 && errno == EINTR))
		if (n > 0)
			hasher_put(v->h, piece, (size_t)n);
	*ret = hasher_end(v->h);
	(void)close(fd);
	return n == 0;
}

static void
file_check(struct verify *v, const struct hash *key, bool removed)
{
	struct hash now;
	const char *path = blob_path(v->a, v->o->files, key);

	if (removed) {
		v->report.removed++;
		if (file_exists(path))
			found_hash(v, M("The file {key} is marked as removed and "
			    "is still there."), key);
		return;
	}
	v->report.files++;
	if (!file_hash(v, path, &now))
		found_hash(v, M("The file {key} is missing or cannot be read."),
		    key);
	else if (!hash_eq(&now, key))
		found_hash(v, M("The file {key} was changed."), key);
}

enum err
verify_files(struct verify *v, struct note *note)
{
	struct hash key = { { 0 } };
	struct rows *rows = NULL;
	bool more = v->o->files != NULL;
	enum err r = ERR_OK;

	while (more && r == ERR_OK) {
		more = false;
		if ((r = store_query(v->st, &q_blobs, BINDS(BIND_HASH(key),
		    BIND_INT(PAGE)), &rows, note)) != ERR_OK)
			return r;
		while (v->report.findings < VERIFY_FINDINGS_MAX &&
		    rows_next(rows)) {
			arena_reset(v->a, v->mark);
			key = hash_from(rows_bytes(rows, 0));
			file_check(v, &key, !rows_null(rows, 2));
			more = true;
		}
		r = rows_end(&rows, note);
	}
	return r;
}
