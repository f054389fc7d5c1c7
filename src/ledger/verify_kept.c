/* SPDX-License-Identifier: Apache-2.0 */
/* Are the texts and files still there, and those that the entries name? */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "ledger/blob.h"
#include "ledger/verify_in.h"
#include "store/scan.h"

enum { READ = 64 * 1024, HEX = 2 * HASH_BYTES };

static const struct sql q_vault_has = {
	"SELECT COUNT(*) FROM vault WHERE hash = $1", NULL
};

static const struct sql q_blob_has = {
	"SELECT COUNT(*) FROM blob WHERE hash = $1", NULL
};

static const struct sql q_removed = {
	"SELECT COUNT(*) FROM vault_removed WHERE hash = $1 AND is_file = $2"
	" AND document = $3", NULL
};

/* The key of a row; one of another length names nothing. */
static bool
key_read(struct verify *v, const struct rows *rows, struct hash *ret)
{
	struct str b = rows_bytes(rows, 0);

	if (b.n == HASH_BYTES)
		memcpy(ret->b, b.p, HASH_BYTES);
	else
		FOUND(v, M("A text or file was added past the program: its key "
		    "has {n} bytes."), A_INT("n", (int64_t)b.n));
	return b.n == HASH_BYTES;
}

/* A finding about a key, and the entry that names it (-1: not asked). */
static void
found_key(struct verify *v, const char *msg, const struct hash *key,
    int64_t seq)
{
	char hex[HEX + 1];
	struct buf b = { .p = hex, .room = sizeof hex };

	buf_hex(&b, key->b, HASH_BYTES);
	FOUND(v, msg, A_TEXT("key", buf_view(&b)), A_INT("seq", seq));
}

static void
keys_add(struct keys_seen *s, const struct hash *key)
{
	uint64_t part[HASH_BYTES / 8];

	memcpy(part, key->b, sizeof part);
	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		s->sum[i] += part[i];
	s->n++;
}

/* What an entry names: a text of the vault, or a file. */
struct named {
	bool		file;
	struct hash	key;
};

/* Does ${p} go on with ${mark}, 64 hex digits and ${behind}? */
static bool
key_at(const char *p, size_t n, struct str mark, struct str behind,
    struct hash *ret)
{
	return n >= mark.n + HEX + behind.n &&
	    memcmp(p, mark.p, mark.n) == 0 &&
	    memcmp(p + mark.n + HEX, behind.p, behind.n) == 0 &&
	    str_unhex((struct str){ p + mark.n, HEX }, ret->b, HASH_BYTES);
}

/*
 * The next key that ${*rest} names, as fields_encode() writes it:
 * {"vault":"<hex>"} and {"hash":"<hex>","name":… .  No text of a person can
 * look so, since its quotes are escaped.
 */
static bool
named_next(struct str *rest, struct named *ret)
{
	const char *p = rest->p, *end = rest->p + rest->n;

	while ((p = memchr(p, '{', (size_t)(end - p))) != NULL) {
		size_t n = (size_t)(end - ++p);

		*rest = (struct str){ p, n };
		ret->file = n > 1 && p[1] == 'h';
		if (ret->file ? key_at(p, n, S("\"hash\":\""),
		    S("\",\"name\":\""), &ret->key) :
		    key_at(p, n, S("\"vault\":\""), S("\"}"), &ret->key))
			return true;
	}
	return false;
}

enum err
verify_named(struct verify *v, int64_t seq, struct str entry,
    struct note *note)
{
	struct named named;
	int64_t have;
	enum err r = ERR_OK;

	while (r == ERR_OK && named_next(&entry, &named)) {
		/* There are many texts and few files. */
		if (!named.file) {
			keys_add(&v->named, &named.key);
			continue;
		}
		if ((r = store_int(v->st, &q_blob_has, BINDS(
		    BIND_HASH(named.key)), 0, &have, note)) == ERR_OK &&
		    have == 0)
			found_key(v, M("The file {key}, which entry {seq} names, "
			    "was removed from the ledger's list of files."),
			    &named.key, seq);
	}
	return r;
}

/* The texts that one entry names: are they there? */
static enum err
texts_of(struct verify *v, int64_t seq, struct str entry, struct note *note)
{
	struct named named;
	int64_t have;
	enum err r = ERR_OK;

	while (r == ERR_OK && named_next(&entry, &named)) {
		if (named.file)
			continue;
		r = store_int(v->st, &q_vault_has, BINDS(
		    BIND_HASH(named.key)), 0, &have, note);
		if (r == ERR_OK && have == 0)
			found_key(v, M("The text {key}, which entry {seq} "
			    "names, was removed from the vault without a "
			    "trace."), &named.key, seq);
	}
	return r;
}

/* Look for each text that entries name: some of them are not there. */
static enum err
texts_missing(struct verify *v, struct note *note)
{
	struct scan s;
	enum err r, end;

	r = scan_open(&s, v->st, "SELECT seq, entry FROM ledger_entry"
	    " ORDER BY seq", note);
	while (r == ERR_OK && !verify_enough(v) && scan_next(&s))
		r = texts_of(v, rows_int(s.rows, 0), rows_bytes(s.rows, 1),
		    note);
	end = scan_end(&s, r == ERR_OK ? note : NULL);
	return r != ERR_OK ? r : end;
}

/* Does an entry say that this was removed by this document? */
static enum err
removal_check(struct verify *v, const struct hash *key, bool file,
    struct str document, struct note *note)
{
	int64_t n;
	enum err r;

	v->report.removed++;
	if ((r = store_int(v->st, &q_removed, BINDS(BIND_HASH(*key),
	    BIND_INT(file), BIND_TEXT(document)), 0, &n, note)) == ERR_OK &&
	    n == 0)
		found_key(v, file ? M("The file {key} is marked as removed by a "
		    "document, and no entry says so.") :
		    M("The vault's text {key} is marked as removed by a "
		    "document, and no entry says so."), key, -1);
	return r;
}

static enum err
text_check(struct verify *v, const struct rows *rows, const struct hash *key,
    struct note *note)
{
	struct str salt = rows_bytes(rows, 1), text = rows_text(rows, 2);
	struct hash now;

	if (!rows_null(rows, 3)) {
		if (!rows_null(rows, 1) || !rows_null(rows, 2))
			found_key(v, M("The vault's text {key} is marked as "
			    "removed and is still there."), key, -1);
		return removal_check(v, key, false, rows_text(rows, 3), note);
	}
	v->report.texts++;
	hasher_start(v->h);
	hasher_put(v->h, salt.p, salt.n);
	hasher_put(v->h, text.p, text.n);
	now = hasher_end(v->h);
	if (!hash_eq(&now, key))
		found_key(v, M("The vault's text {key} was changed, or removed "
		    "without a document."), key, -1);
	return ERR_OK;
}

enum err
verify_vault(struct verify *v, struct note *note)
{
	struct keys_seen kept = { 0 };
	struct hash key;
	struct scan s;
	enum err r, end;

	/* As they lie, since an order by their keys would be one by chance. */
	r = scan_open(&s, v->st, "SELECT hash, salt, text, removed_by FROM"
	    " vault", note);
	while (r == ERR_OK && !verify_enough(v) && scan_next(&s)) {
		if (!key_read(v, s.rows, &key))
			continue;
		keys_add(&kept, &key);
		r = text_check(v, s.rows, &key, note);
	}
	end = scan_end(&s, r == ERR_OK ? note : NULL);
	if (r != ERR_OK || (r = end) != ERR_OK || verify_enough(v))
		return r;
	/* Others than were named, or more often: which ones is worth a second
	 * reading of the entries. */
	return memcmp(&kept, &v->named, sizeof kept) == 0 ? ERR_OK :
	    texts_missing(v, note);
}

/* The hash and length of a file, read in pieces. */
static bool
file_hash(struct verify *v, const char *path, struct hash *ret,
    int64_t *ret_size)
{
	char piece[READ];
	int64_t size = 0;
	ssize_t n = -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return false;
	hasher_start(v->h);
	while ((n = read(fd, piece, sizeof piece)) > 0 ||
	    (n < 0 && errno == EINTR))
		if (n > 0) {
			hasher_put(v->h, piece, (size_t)n);
			size += n;
		}
	*ret = hasher_end(v->h);
	*ret_size = size;
	(void)close(fd);
	return n == 0;
}

static enum err
file_check(struct verify *v, const struct rows *rows, const struct hash *key,
    struct note *note)
{
	const char *path = blob_path(v->a, v->o->files, key);
	struct hash now;
	int64_t size = 0;

	if (arena_failed(v->a))
		return note_memory(note);
	if (!rows_null(rows, 2)) {
		if (file_exists(path))
			found_key(v, M("The file {key} is marked as removed and "
			    "is still there."), key, -1);
		return removal_check(v, key, true, rows_text(rows, 2), note);
	}
	v->report.files++;
	if (!file_hash(v, path, &now, &size))
		found_key(v, M("The file {key} is missing or cannot be read."),
		    key, -1);
	else if (!hash_eq(&now, key))
		found_key(v, M("The file {key} was changed."), key, -1);
	else if (size != rows_int(rows, 1))
		found_key(v, M("The file {key} has another size than was "
		    "recorded."), key, -1);
	return ERR_OK;
}

enum err
verify_files(struct verify *v, struct note *note)
{
	struct hash key;
	struct scan s;
	enum err r, end;

	if (v->o->files == NULL)
		return ERR_OK;
	r = scan_open(&s, v->st, "SELECT hash, size, removed_by FROM blob",
	    note);
	while (r == ERR_OK && !verify_enough(v) && scan_next(&s)) {
		arena_reset(v->a, v->mark);
		if (key_read(v, s.rows, &key))
			r = file_check(v, s.rows, &key, note);
	}
	end = scan_end(&s, r == ERR_OK ? note : NULL);
	return r != ERR_OK ? r : end;
}
