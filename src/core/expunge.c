/* SPDX-License-Identifier: Apache-2.0 */
#include "core/expunge.h"

#include "base/file.h"
#include "core/act.h"
#include "core/config.h"
#include "core/core_in.h"
#include "ledger/blob.h"
#include "ledger/tiles.h"
#include "ledger/vault.h"
#include "store/care.h"

static const char list_head[] =
    "# Texts and files removed from this store: kind, key, document.\n";

static enum err
expunge_check(const struct expunge *x, struct note *note)
{
	if (x->document.n == 0)
		return NOTE(note, ERR_INVALID, M("Name the document that asks for "
		    "the removal: --document NUMBER."));
	if (x->approved_by[0].n == 0 || x->approved_by[1].n == 0 ||
	    str_eq_nocase(x->approved_by[0], x->approved_by[1]))
		return NOTE(note, ERR_INVALID, M("Two different administrators "
		    "must approve the removal: --approve A --approve B."));
	if (x->ntexts + x->nfiles == 0)
		return NOTE(note, ERR_INVALID, M("There is nothing to remove: the "
		    "entries named hold no text of the vault."));
	if (x->ntexts > REMOVED_MOST || x->nfiles > REMOVED_MOST)
		return NOTE(note, ERR_LIMIT, M("At most {most} texts and as many "
		    "files can be removed at once. Remove them in several "
		    "steps."), A_INT("most", REMOVED_MOST));
	return ERR_OK;
}

/* ${hashes} as a list of texts in hex. */
static struct value
list_of(struct arena *a, const struct hash *hashes, size_t n)
{
	struct value list = { .given = n == 0 ? GIVEN_NOT : GIVEN_KNOWN };

	if (n == 0 || (list.list.v = NEW_ARRAY(a, struct value, n)) == NULL)
		return (struct value){ 0 };
	list.list.n = n;
	for (size_t i = 0; i < n; i++)
		list.list.v[i] = (struct value)V_TEXT(str_hex(a, hashes[i].b,
		    HASH_BYTES));
	return list;
}

static enum err
expunge_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct expunge *x = arg;
	struct value names[EXPUNGE_APPROVALS];
	struct vault_expunged ev = {
		.document = V_TEXT(x->document),
		.texts = list_of(tx->a, x->texts, x->ntexts),
		.files = list_of(tx->a, x->files, x->nfiles),
	};
	enum err r = ERR_OK;

	for (int i = 0; i < EXPUNGE_APPROVALS; i++)
		names[i] = (struct value)V_TEXT(x->approved_by[i]);
	ev.approved_by = (struct value){ .given = GIVEN_KNOWN,
	    .list = { names, EXPUNGE_APPROVALS } };
	for (size_t i = 0; i < x->ntexts && r == ERR_OK; i++)
		r = vault_remove(tx->st, &x->texts[i], x->document, note);
	for (size_t i = 0; i < x->nfiles && r == ERR_OK; i++)
		r = blob_strike(tx->st, &x->files[i], x->document, note);
	if (r != ERR_OK)
		return r;
	return ledger_append(tx, &vault_event_expunged, KEY_NONE, VALUES(&ev),
	    &ret->seq, note);
}

/* After the commit: the bytes themselves, from the disk and the database's
 * free pages. */
static enum err
leftovers_remove(struct app *app, const struct expunge *x, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < x->nfiles && r == ERR_OK; i++)
		r = blob_unlink(app->place.files, &x->files[i], note);
	if (r == ERR_OK && x->ntexts > 0)
		r = store_shred(&app->place, "vault", note);
	return r;
}

/* ${why} came after the commit. */
static enum err
say_traces(const struct app *app, enum err r, const struct note *why,
    struct note *note)
{
	return NOTE(note, r, M("The removal is recorded, but not all of its "
	    "traces are gone: {why} ({about}) Mend that and give the same "
	    "command again."), A_WORD("why", err_words(r)),
	    A_TEXT("about", core_about(app, why)));
}

static enum err
expunge_run(struct app *app, const struct actor *who, const struct expunge *x,
    struct note *note)
{
	struct expunge call = *x;
	struct note why = NOTE_INIT;
	enum err r;

	if ((r = expunge_check(x, note)) != ERR_OK ||
	    (r = app_may(app, who, "vault.expunge", KEY_NONE,
	    note)) != ERR_OK ||
	    (r = act_run(app, who, NULL, expunge_act, &call, NULL,
	    note)) != ERR_OK)
		return r;
	r = leftovers_remove(app, x, &why);
	return r == ERR_OK ? ERR_OK : say_traces(app, r, &why, note);
}

enum err
expunge(struct app *app, const struct actor *who, const struct expunge *x,
    struct note *note)
{
	struct note why = NOTE_INIT;
	enum err r;

	if ((r = expunge_run(app, who, x, note)) != ERR_OK)
		return r;
	r = expunge_list_put(app, &why);
	return r == ERR_OK ? ERR_OK : say_traces(app, r, &why, note);
}

/* Add the key of ${node} if it is {"vault":"<hex>"}. */
static bool
vault_key(const struct cjson *node, struct hash *ret)
{
	const struct cjson *v = node->kind == CJSON_OBJECT ?
	    cjson_get(node, "vault") : NULL;

	return v != NULL && v->kind == CJSON_STR && v->next == NULL &&
	    node->first == v && str_unhex(v->text, ret->b, HASH_BYTES);
}

enum err
expunge_keys(struct store *st, struct arena *a, int64_t seq,
    const struct hash **ret, size_t *ret_n, struct note *note)
{
	const struct cjson *entry, *path[CANON_DEPTH_MAX + 1];
	struct hash *keys = NULL;
	struct str bytes;
	size_t n = 0, room = 0;
	int depth = 0;
	enum err r;

	if ((r = entry_get(st, a, seq, &bytes, note)) != ERR_OK ||
	    (r = canon_read(a, bytes, &entry, note)) != ERR_OK)
		return r;
	/* Depth first over a tree that the reader has bounded. */
	for (path[0] = entry; depth >= 0;) {
		const struct cjson *at = path[depth];

		if (at == NULL) {
			if (--depth >= 0)
				path[depth] = path[depth]->next;
			continue;
		}
		if (n == room) {
			room = room == 0 ? 8 : 2 * room;
			keys = arena_grow(a, keys, n * sizeof *keys,
			    room * sizeof *keys);
			if (keys == NULL)
				return note_memory(note);
		}
		if (vault_key(at, &keys[n]))
			n++;
		else if (at->kind <= CJSON_LIST && depth < CANON_DEPTH_MAX) {
			path[++depth] = at->first;
			continue;
		}
		path[depth] = at->next;
	}
	*ret = keys;
	*ret_n = n;
	return ERR_OK;
}

static enum err
list_line(void *arg, const struct removed *x, struct note *note)
{
	struct buf *b = arg;

	buf_text(b, x->file ? "file " : "text ");
	buf_hex(b, x->hash.b, HASH_BYTES);
	buf_char(b, ' ');
	buf_str(b, x->document);
	buf_char(b, '\n');
	return buf_failed(b) ? note_memory(note) : ERR_OK;
}

enum err
expunge_list_put(struct app *app, struct note *note)
{
	struct arena *a = arena_new();
	struct buf list = BUF_INIT;
	struct str folder;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	buf_text(&list, list_head);
	if (r != ERR_OK || (r = removed_each(app->read, list_line, &list,
	    note)) != ERR_OK || (r = config_get(app->read, a,
	    config_find(S("checkpoint.folder")), &folder, note)) != ERR_OK ||
	    list.n == sizeof list_head - 1)
		goto out;
	if ((r = file_write(str_fmt(a, "%s/expunged.list",
	    app->place.files).p, buf_view(&list), 0600, note)) == ERR_OK &&
	    folder.n != 0)
		r = file_write(str_fmt(a, "%s/expunged.list", folder.p).p,
		    buf_view(&list), 0644, note);
out:
	buf_free(&list);
	arena_free(a);
	return r;
}

/* One line of the list; false for the heading and blank lines. */
static bool
list_read(struct str line, bool *ret_file, struct hash *ret_hash,
    struct str *ret_document, bool *ret_bad)
{
	struct str kind, hex, rest = str_trim(line);

	if (rest.n == 0 || rest.p[0] == '#')
		return false;
	*ret_bad = !str_cut(&rest, ' ', &kind) || !str_cut(&rest, ' ', &hex) ||
	    rest.n == 0 || !str_unhex(hex, ret_hash->b, HASH_BYTES) ||
	    (!str_is(kind, "file") && !str_is(kind, "text"));
	*ret_file = str_is(kind, "file");
	*ret_document = rest;
	return true;
}

/* Is there still something under this key? */
static enum err
still_there(struct app *app, struct arena *a, bool file,
    const struct hash *hash, bool *ret, struct note *note)
{
	struct vault_text text;
	enum err r;

	if (file)
		return blob_there(app->read, hash, ret, note);
	r = vault_get(app->read, a, hash, &text, NULL);
	if (r != ERR_OK && r != ERR_NOTFOUND)
		return vault_get(app->read, a, hash, &text, note);
	*ret = r == ERR_OK && text.removed_by.n == 0;
	return ERR_OK;
}

static enum err
again_line(struct app *app, const struct actor *who, struct arena *a,
    struct str line, int64_t *n, struct note *note)
{
	struct expunge x = {
		/* The first removal was approved; this one carries it out. */
		.approved_by = { S("expunged.list"), S("restore") },
	};
	struct hash hash;
	bool file, bad, there = false;
	enum err r;

	if (!list_read(line, &file, &hash, &x.document, &bad))
		return ERR_OK;
	if (bad)
		return NOTE(note, ERR_INVALID, M("\"{line}\" is no line of a list "
		    "of removals: text or file, a key of 64 digits, the number "
		    "of the document."), A_TEXT("line", line));
	if ((r = still_there(app, a, file, &hash, &there, note)) != ERR_OK ||
	    !there)
		return r;
	if (file)
		x.files = &hash, x.nfiles = 1;
	else
		x.texts = &hash, x.ntexts = 1;
	(*n)++;
	return expunge_run(app, who, &x, note);
}

enum err
expunge_again(struct app *app, const struct actor *who, const char *path,
    int64_t *ret_n, struct note *note)
{
	struct arena *a = arena_new();
	struct str list, line;
	int64_t n = 0;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r == ERR_OK)
		r = file_read(a, path, EXPUNGE_LIST_MAX, &list, note);
	while (r == ERR_OK && str_cut(&list, '\n', &line)) {
		struct arena_mark mark = arena_mark(a);

		r = again_line(app, who, a, line, &n, note);
		arena_reset(a, mark);
	}
	if (r == ERR_OK && (r = expunge_list_put(app, note)) == ERR_OK)
		*ret_n = n;
	arena_free(a);
	return r;
}
