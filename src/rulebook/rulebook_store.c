/* SPDX-License-Identifier: Apache-2.0 */
/* What was adopted, and where do its words lie? */
#include "rulebook/rulebook_in.h"

#include "base/file.h"
#include "ledger/blob.h"

static const struct sql q_key = {
	"SELECT id FROM pack WHERE name = $1", NULL
};
static const struct sql q_rev = {
	"SELECT MAX(rev) FROM pack", NULL
};
static const struct sql q_adoptions = {
	"SELECT a.seq, a.pack, p.name, a.version, a.hash, a.size, a.title,"
	" a.en, a.since, a.at, a.retired FROM pack_adoption a"
	" JOIN pack p ON p.id = a.pack ORDER BY p.name, a.version, a.seq", NULL
};
static const struct sql q_attachments = {
	"SELECT seq, hash, size, name, source, document, at"
	" FROM pack_attachment WHERE pack = $1 ORDER BY seq", NULL
};

enum err
rulebook_key(struct store *st, struct str id, struct key *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	struct key key = KEY_NONE;
	enum err r;

	if ((r = store_query(st, &q_key, BINDS(BIND_TEXT(id)), &rows,
	    note)) != ERR_OK)
		return r;
	if (rows_next(rows))
		key = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret = key;
	return r;
}

enum err
rulebook_rev(struct store *st, int64_t *ret, struct note *note)
{
	return store_int(st, &q_rev, NO_BINDS, -1, ret, note);
}

static struct hash
hash_read(const struct rows *rows, int column)
{
	struct str bytes = rows_bytes(rows, column);
	struct hash h = { { 0 } };

	if (bytes.n == HASH_BYTES)
		memcpy(h.b, bytes.p, HASH_BYTES);
	return h;
}

static void
adoption_read(struct arena *a, const struct rows *rows, struct adoption *ret)
{
	*ret = (struct adoption){
		.seq = rows_int(rows, 0),
		.pack = rows_key(rows, 1),
		.id = str_copy(a, rows_text(rows, 2)),
		.version = rows_int(rows, 3),
		.hash = hash_read(rows, 4),
		.size = rows_int(rows, 5),
		.title = str_copy(a, rows_text(rows, 6)),
		.en = str_copy(a, rows_text(rows, 7)),
		.since = rows_int(rows, 8),
		.at = rows_int(rows, 9),
		.retired = rows_null(rows, 10) ? -1 : rows_int(rows, 10),
	};
}

enum err
rulebook_adoptions(struct store *st, struct arena *a, struct adoptions *ret,
    struct note *note)
{
	struct adoption *list = NULL;
	struct rows *rows = NULL;
	size_t n = 0, room = 0;
	enum err r, end;
	int64_t rev;

	if ((r = rulebook_rev(st, &rev, note)) != ERR_OK ||
	    (r = store_query(st, &q_adoptions, NO_BINDS, &rows,
	    note)) != ERR_OK)
		return r;
	while (r == ERR_OK && rows_next(rows)) {
		if (n == RULEBOOK_ADOPTIONS_MAX)
			r = NOTE(note, ERR_LIMIT, M("More than {most} versions "
			    "of packs were adopted, the most that are looked "
			    "through."), A_INT("most", RULEBOOK_ADOPTIONS_MAX));
		else if (n == room) {
			room = room == 0 ? 16 : 2 * room;
			list = arena_grow(a, list, n * sizeof *list,
			    room * sizeof *list);
		}
		if (r == ERR_OK && list == NULL)
			r = note_memory(note);
		if (r == ERR_OK)
			adoption_read(a, rows, &list[n++]);
	}
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	if (r == ERR_OK)
		r = end;
	if ((r = note_arena(a, r, note)) == ERR_OK)
		*ret = (struct adoptions){ list, n, rev };
	return r;
}

enum err
rulebook_attachments(struct store *st, struct arena *a, struct key pack,
    const struct attachment **ret, size_t *ret_n, struct note *note)
{
	struct attachment *list = NULL;
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r, end;

	if ((r = store_query(st, &q_attachments, BINDS(BIND_KEY(pack)), &rows,
	    note)) != ERR_OK)
		return r;
	while (n < RULEBOOK_TEXTS_MAX && rows_next(rows)) {
		list = arena_grow(a, list, n * sizeof *list,
		    (n + 1) * sizeof *list);
		if (list == NULL)
			break;
		list[n++] = (struct attachment){
			.seq = rows_int(rows, 0),
			.hash = hash_read(rows, 1),
			.size = rows_int(rows, 2),
			.name = str_copy(a, rows_text(rows, 3)),
			.source = str_copy(a, rows_text(rows, 4)),
			.document = str_copy(a, rows_text(rows, 5)),
			.at = rows_int(rows, 6),
		};
	}
	end = rows_end(&rows, note);
	if ((r = note_arena(a, end, note)) != ERR_OK)
		return r;
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}

enum err
rulebook_text(struct store *st, struct arena *a, const struct adoption *x,
    struct str *ret, struct note *note)
{
	const char *path = blob_path(a, store_place(st)->files, &x->hash);
	struct str text;
	struct hash got;
	bool there;
	enum err r;

	if ((r = blob_there(st, &x->hash, &there, note)) != ERR_OK)
		return r;
	if (!there)
		return NOTE(note, ERR_NOTFOUND, M("The text of version {version} "
		    "of {pack} was removed. Adopt another version."),
		    A_INT("version", x->version), A_TEXT("pack", x->id));
	if (arena_failed(a))
		return note_memory(note);
	if ((r = file_read(a, path, PACK_BYTES_MAX, &text, note)) != ERR_OK)
		return r;
	got = hash_of(text.p, text.n);
	if (!hash_eq(&got, &x->hash))
		return NOTE(note, ERR_CORRUPT, M("{path} is not what was "
		    "adopted as version {version} of {pack}. Bring the file "
		    "back from a backup."), A_CSTR("path", path),
		    A_INT("version", x->version), A_TEXT("pack", x->id));
	*ret = text;
	return ERR_OK;
}

enum err
rulebook_load(struct store *st, struct arena *a, int64_t day,
    const struct book **ret, struct note *note)
{
	struct shelf *shelf = shelf_new(a);
	struct adoptions all = { .n = 0 };
	struct shelf_text *t[SHELF_MAX];
	struct str text;
	enum err r;

	if (shelf == NULL)
		return note_memory(note);
	if ((r = rulebook_adoptions(st, a, &all, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < all.n && r == ERR_OK; i++) {
		const struct adoption *x = &all.a[i];

		if (adoption_in_force(&all, x->id, day) != x)
			continue;
		if ((r = rulebook_text(st, a, x, &text, note)) == ERR_OK)
			r = shelf_add(shelf, SHELF_ADOPTED, str_fmt(a,
			    "%.*s@%lld", STR_ARG(x->id),
			    (long long)x->version), text, x, note);
	}
	for (size_t i = 0; i < shelf->n && r == ERR_OK; i++) {
		t[i] = &shelf->t[i];
		if ((r = shelf_read(shelf, t[i], note)) == ERR_OK &&
		    t[i]->state == SHELF_BAD) {
			note_copy(note, t[i]->note);
			r = t[i]->note->err;
		}
	}
	return r != ERR_OK ? r : shelf_book(shelf, t, shelf->n, ret, note);
}
