/* SPDX-License-Identifier: Apache-2.0 */
#include "core/act.h"

#include "core/core_in.h"

static const struct sql q_done = {
	"SELECT hash, on_key, seq FROM idempotency"
	" WHERE request = $1 AND actor = $2", NULL
};

static const struct sql q_done_put = {
	"INSERT INTO idempotency (request, actor, hash, on_key, seq, at)"
	" VALUES ($1, $2, $3, $4, $5, $6)", NULL
};

static const struct sql q_landed = {
	"SELECT COUNT(*) FROM idempotency WHERE request = $1", NULL
};

/* What the closure finds behind its pointer. */
struct call {
	struct app	*app;
	struct actor	 who;		/* with the request's key */
	struct hash	 hash;
	bool		 compare;	/* the request's hash was given */
	bool		 chosen;	/* the caller chose the key */
	act_fn		*fn;
	void		*arg;
	struct answer	 answer;
};

static struct str
actor_name(struct arena *a, const struct actor *who)
{
	return key_none(who->account) ? who->person :
	    key_text(a, who->account);
}

/* Was this request carried out before?  Then its answer is in ${c}. */
static enum err
done_before(struct call *c, struct tx *tx, struct note *note)
{
	struct rows *rows = NULL;
	bool other = false;
	enum err r;

	if (!c->chosen)
		return ERR_OK;
	if ((r = store_query(tx->st, &q_done, BINDS(
	    BIND_KEY(c->who.request), BIND_TEXT(actor_name(tx->a, &c->who))),
	    &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows)) {
		struct str hash = rows_bytes(rows, 0);

		other = c->compare && (hash.n != HASH_BYTES ||
		    memcmp(hash.p, c->hash.b, HASH_BYTES) != 0);
		c->answer = (struct answer){ rows_key(rows, 1),
		    rows_int(rows, 2), true };
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return !other ? ERR_OK : NOTE(note, ERR_CONFLICT,
	    M("This request was already used for something else. Nothing was "
	    "recorded; load the page again, or choose a new key, and repeat."));
}

static enum err
done_put(const struct call *c, struct tx *tx, struct note *note)
{
	return store_run(tx->st, &q_done_put, BINDS(BIND_KEY(c->who.request),
	    BIND_TEXT(actor_name(tx->a, &c->who)), BIND_HASH(c->hash),
	    BIND_KEY(c->answer.on), BIND_INT(c->answer.seq),
	    BIND_INT(tx->now)), note);
}

/* What stands beside the tables follows them, within the act. */
static enum err
settle(struct call *c, struct tx *tx, struct note *note)
{
	const struct event_table *events = c->app->events;

	return events->settle == NULL ? ERR_OK : events->settle(tx, note);
}

/* Runs in the writer, under the head's lock; again after a lost connection. */
static enum err
call_run(struct store *st, void *arg, struct note *note)
{
	struct call *c = arg;
	struct arena *a = arena_new();
	struct tx tx;
	enum err r;

	if (a == NULL)
		return note_memory(note);
	c->answer = (struct answer){ .seq = -1 };
	tx_begin(&tx, c->app->ledger, st, a, &c->who);
	if ((r = done_before(c, &tx, note)) == ERR_OK && !c->answer.again &&
	    (r = c->fn(&tx, c->arg, &c->answer, note)) == ERR_OK &&
	    (r = settle(c, &tx, note)) == ERR_OK)
		r = done_put(c, &tx, note);
	r = note_arena(a, r, note);
	arena_free(a);
	return r;
}

enum err
act_run(struct app *app, const struct actor *who, const struct request *rq,
    act_fn *fn, void *arg, struct answer *ret, struct note *note)
{
	struct call c = { .app = app, .who = *who, .fn = fn, .arg = arg };
	static const struct hash zero;
	enum err r;

	if (rq != NULL) {
		c.who.request = rq->key;
		c.hash = rq->hash;
		c.compare = !hash_eq(&rq->hash, &zero);
	}
	c.chosen = !key_none(c.who.request);
	if (!c.chosen)
		c.who.request = key_random(timesource_now(&app->clock),
		    &app->chance);
	r = writer_run(app->writer, c.who.request, call_run, &c, note);
	if (r == ERR_OK && ret != NULL)
		*ret = c.answer;
	return r;
}

enum err
act_landed(struct store *st, void *arg, struct key request, bool *ret,
    struct note *note)
{
	int64_t n;
	enum err r;

	(void)arg;
	if ((r = store_int(st, &q_landed, BINDS(BIND_KEY(request)), 0, &n,
	    note)) == ERR_OK)
		*ret = n > 0;
	return r;
}
