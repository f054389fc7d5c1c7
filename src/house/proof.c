/* SPDX-License-Identifier: Apache-2.0 */
#include "house/proof.h"

#include "base/file.h"
#include "ledger/tiles.h"

enum { RECEIPT_MAX = 256 * 1024 };

/* The newest checkpoint if it covers ${seq}, else a new one. */
static enum err
covering(struct app *app, struct arena *a, int64_t seq, struct str *ret,
    struct checkpoint *ret_cp, struct note *note)
{
	enum err r;

	if (checkpoint_last(app->read, a, ret, NULL) == ERR_OK &&
	    checkpoint_parse(*ret, ret_cp, NULL) == ERR_OK &&
	    ret_cp->size > (uint64_t)seq)
		return ERR_OK;
	if ((r = checkpoint_make(app, a, ret, note)) != ERR_OK)
		return r;
	return checkpoint_parse(*ret, ret_cp, note);
}

enum err
proof_make(struct app *app, struct arena *a, int64_t seq, struct str *ret,
    struct note *note)
{
	struct hash *hashes = NEW_ARRAY(a, struct hash, MERKLE_PROOF_MAX);
	struct tile_reader tiles = tiles_of(app->read);
	struct tlog_proof p = { .index = (uint64_t)seq, .proof = hashes };
	struct checkpoint cp;
	struct buf b = BUF_IN(a);
	enum err r;

	if (hashes == NULL)
		return note_memory(note);
	if ((r = entry_get(app->read, a, seq, &p.extra, note)) != ERR_OK ||
	    (r = covering(app, a, seq, &p.checkpoint, &cp, note)) != ERR_OK ||
	    (r = merkle_prove(&tiles, p.index, cp.size, hashes, &p.n,
	    note)) != ERR_OK)
		return r;
	tlog_proof_put(&b, &p);
	if (buf_failed(&b))
		return note_memory(note);
	*ret = buf_view(&b);
	return ERR_OK;
}

static enum err
keys_parse(struct arena *a, const struct str *text, size_t n,
    struct vkey keys[SNOTE_KEYS_MAX], struct note *note)
{
	enum err r = ERR_OK;

	if (n > SNOTE_KEYS_MAX)
		return NOTE(note, ERR_LIMIT, M("At most {most} keys can be given."),
		    A_INT("most", SNOTE_KEYS_MAX));
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = vkey_parse(a, text[i], &keys[i], note);
	return r;
}

enum err
proof_check(struct arena *a, const char *path, const struct str *keys,
    size_t nkeys, struct proof_said *ret, struct note *note)
{
	struct vkey vkeys[SNOTE_KEYS_MAX];
	struct hasher *h = hasher_new();
	struct tlog_proof p;
	struct checkpoint cp;
	struct hash leaf;
	struct str text, signed_text;
	unsigned mask;
	enum err r = h == NULL ? note_memory(note) : ERR_OK;

	if (r != ERR_OK ||
	    (r = keys_parse(a, keys, nkeys, vkeys, note)) != ERR_OK ||
	    (r = file_read(a, path, RECEIPT_MAX, &text, note)) != ERR_OK ||
	    (r = tlog_proof_parse(a, text, &p, note)) != ERR_OK ||
	    (r = snote_open(a, p.checkpoint, vkeys, nkeys, &signed_text,
	    &mask, note)) != ERR_OK ||
	    (r = checkpoint_parse(signed_text, &cp, note)) != ERR_OK)
		goto out;
	leaf = merkle_leaf(h, p.extra.p, p.extra.n);
	if (!merkle_included(p.index, cp.size, &leaf, p.proof, p.n, &cp.root))
		r = NOTE(note, ERR_CORRUPT, M("The proof does not hold: the entry in "
		    "{file} is not entry {seq} of the ledger {origin}. It was "
		    "changed, or belongs to another ledger."),
		    A_CSTR("file", path), A_INT("seq", (int64_t)p.index),
		    A_TEXT("origin", cp.origin));
	else
		*ret = (struct proof_said){ (int64_t)p.index, (int64_t)cp.size,
		    cp.origin, p.extra };
out:
	hasher_free(h);
	return r;
}
