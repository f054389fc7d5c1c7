/* SPDX-License-Identifier: Apache-2.0 */
/* How does the tree's state leave the machine, signed? */
#include "core/outbox.h"
#include "core/signer.h"
#include "ledger/tiles.h"

static const struct sql q_last = {
	"SELECT note FROM ledger_checkpoint ORDER BY size DESC LIMIT 1", NULL
};

static const struct sql q_at = {
	"SELECT note FROM ledger_checkpoint WHERE size = $1", NULL
};

static const struct sql q_put = {
	"INSERT INTO ledger_checkpoint (size, note, at) VALUES ($1, $2, $3)",
	NULL
};

struct make_call {
	struct app		*app;
	const struct skey	*key;
	struct str		 origin;
	struct arena		*a;
	struct str		 made;
};

static enum err
checkpoint_find(struct store *st, struct arena *a, const struct sql *q,
    int64_t size, struct str *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct str found = S("");
	enum err r;

	if (q == &q_at)
		r = store_query(st, q, BINDS(BIND_INT(size)), &rows, note);
	else
		r = store_query(st, q, NO_BINDS, &rows, note);
	if (r != ERR_OK)
		return r;
	if (rows_next(rows))
		found = str_copy(a, rows_text(rows, 0));
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret = found;
	return r;
}

enum err
checkpoint_last(struct store *st, struct arena *a, struct str *ret,
    struct note *note)
{
	struct str found = S("");
	enum err r;

	if ((r = checkpoint_find(st, a, &q_last, 0, &found, note)) != ERR_OK)
		return r;
	if (found.n == 0)
		return NOTE(note, ERR_NOTFOUND, M("No checkpoint was signed yet. "
		    "anze ledger checkpoint makes one."));
	*ret = found;
	return ERR_OK;
}

/*
 * Under the head's lock: a log must never sign two trees that disagree, so the
 * checkpoint is stored in the transaction that saw the size, and given out
 * only after its commit.
 */
static enum err
make_run(struct store *st, void *arg, struct note *note)
{
	struct make_call *c = arg;
	struct hasher *h = hasher_new();
	struct buf text = BUF_IN(c->a);
	struct checkpoint cp = { .origin = c->origin };
	int64_t size, now = timesource_now(&c->app->clock);
	enum err r = h == NULL ? note_memory(note) : ERR_OK;

	if (r != ERR_OK || (r = ledger_size(st, &size, note)) != ERR_OK ||
	    (r = checkpoint_find(st, c->a, &q_at, size, &c->made,
	    note)) != ERR_OK || c->made.n != 0)
		goto out;
	cp.size = (uint64_t)size;
	if ((r = tiles_root(st, h, cp.size, &cp.root, note)) != ERR_OK)
		goto out;
	checkpoint_put(&text, &cp);
	if ((r = snote_sign(c->a, buf_view(&text), &c->key, 1, &c->made,
	    note)) == ERR_OK &&
	    (r = store_run(st, &q_put, BINDS(BIND_INT(size),
	    BIND_TEXT(c->made), BIND_INT(now)), note)) == ERR_OK)
		r = outbox_checkpoint(st, key_random(now, &c->app->chance),
		    size, now, note);
out:
	hasher_free(h);
	return r;
}

enum err
checkpoint_make(struct app *app, struct arena *a, struct str *ret,
    struct note *note)
{
	struct make_call c = { .app = app, .a = a };
	const char *path = signer_key_path(a, &app->place);
	struct skey *key = NULL;
	enum err r;

	if ((r = note_arena(a, ERR_OK, note)) != ERR_OK ||
	    (r = signer_origin(app->read, a, &c.origin, note)) != ERR_OK ||
	    (r = skey_read(path, &key, note)) != ERR_OK)
		goto out;
	c.key = key;
	if ((r = writer_run(app->writer, key_random(timesource_now(
	    &app->clock), &app->chance), make_run, &c, note)) == ERR_OK)
		*ret = c.made;
out:
	skey_free(key);
	return r;
}
