/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a batch of acts carried out, whatever happens to the connection?
 *
 * At first freely: one after the other in one transaction, without marks,
 * since an act that refuses has hardly ever written anything.  If one fails
 * that has written, or a statement's failure shows so late that it is not
 * known whose it was, the transaction is given up and all its acts run again,
 * now each behind a mark to which it can be undone.  If the transaction is lost
 * as a whole, with the connection or at the commit, each act runs once more in
 * a transaction of its own, so that what cannot be done fails alone.
 *
 * If the answer to the commit was lost, the new transaction takes the lock
 * first, for then the old one is over, and asks for the request before it runs
 * the act again.
 */
#include "store/store_in.h"
#include "store/writer_in.h"

static void
sleep_ms(int ms)
{
	struct timespec ts = { ms / 1000, (ms % 1000) * 1000000L };

	while (clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, &ts) != 0)
		;
}

static void
costs_add(struct store_costs *to, struct store_costs more)
{
	to->trips += more.trips;
	to->statements += more.statements;
	to->commits += more.commits;
	to->commit_ns += more.commit_ns;
}

struct store_costs
engine_costs(const struct engine *e)
{
	struct store_costs costs = e->costs;

	if (e->st != NULL)
		costs_add(&costs, store_costs(e->st));
	return costs;
}

void
engine_close(struct engine *e)
{
	e->costs = engine_costs(e);
	store_close(e->st);
	e->st = NULL;
}

/* A server that restarts is back in moments; one that does not come back is
 * then asked once for each batch. */
enum err
engine_connect(struct engine *e, struct note *note)
{
	int tries = e->down ? 1 : RECONNECT_TRIES;
	int wait = RECONNECT_FIRST_MS;
	enum err r = ERR_OK;

	if (e->st != NULL && store_alive(e->st))
		return ERR_OK;
	if (e->st != NULL)
		LOG(e->log, LOG_WARN, "writer.reconnects");
	engine_close(e);
	for (int i = 0; i < tries; i++) {
		note_clear(note);
		r = store_open(e->place, STORE_WRITE, NULL, &e->st, note);
		if ((r != ERR_STORE && r != ERR_BUSY) || i == tries - 1)
			break;
		sleep_ms(wait);
		wait = wait * 2 > RECONNECT_MOST_MS ? RECONNECT_MOST_MS :
		    wait * 2;
	}
	e->down = r != ERR_OK;
	if (r != ERR_OK)
		log_note(e->log, LOG_ERROR, "writer.unreachable", note);
	return r;
}

/*
 * The transaction is over: durable, or gone.  Other programs that wait for
 * SQLite's lock look for it every millisecond; an import, which holds it nearly
 * all the time, leaves them a gap that they cannot miss.
 */
static void
engine_end(struct engine *e, bool durable)
{
	if (e->st != NULL && !durable)
		store_rollback(e->st);
	if (!e->open)
		return;
	if (e->hooks.settled != NULL)
		e->hooks.settled(e->hooks.arg, durable);
	e->open = false;
	e->give_way = !e->place->postgres &&
	    store_ns() - e->since > (int64_t)LONG_MS * 1000000;
}

static enum err
engine_begin(struct engine *e, struct note *note)
{
	const struct writer_hooks *h = &e->hooks;
	enum err r;

	if (e->give_way)
		sleep_ms(GIVE_WAY_MS);
	e->give_way = false;
	if ((r = engine_connect(e, note)) != ERR_OK ||
	    (r = store_begin(e->st, note)) != ERR_OK)
		return r;
	e->since = store_ns();
	if (h->lock != NULL && (r = h->lock(e->st, h->arg, note)) != ERR_OK) {
		store_rollback(e->st);
		return r;
	}
	e->open = true;
	return ERR_OK;
}

static enum err
engine_commit(struct engine *e, struct note *note)
{
	const struct writer_hooks *h = &e->hooks;
	enum err r;

	if ((h->seal != NULL && (r = h->seal(e->st, h->arg, note)) !=
	    ERR_OK) || (r = store_commit(e->st, note)) != ERR_OK)
		return r;
	engine_end(e, true);
	return ERR_OK;
}

static bool
engine_lost(const struct engine *e)
{
	return e->st == NULL || !store_alive(e->st);
}

void
act_set(struct act *act, struct key request, writer_fn *fn, void *arg)
{
	act->next = NULL;
	act->request = request;
	act->fn = fn;
	act->arg = arg;
	act->state = ACT_OPEN;
	act->maybe = act->placed = false;
	act->tries = 0;
	act->r = ERR_OK;
	note_clear(&act->note);
}

static void
act_done(struct act *act, enum err r)
{
	act->state = ACT_DONE;
	act->r = r;
}

/* With an error that came from elsewhere. */
static void
act_fail(struct act *act, enum err r, const struct note *why)
{
	if (why != &act->note)
		note_copy(&act->note, why);
	act_done(act, r);
}

/* In words of ours, about the store. */
static void
act_say(const struct engine *e, struct act *act, enum err r, const char *msg)
{
	struct arena *a = arena_new();

	note_clear(&act->note);
	act_done(act, NOTE(&act->note, r, msg, A_TEXT("store", a == NULL ?
	    S("") : place_shown(a, e->place))));
	arena_free(a);
}

static const char say_unsure[] = M("The connection to {store} was lost while "
    "the answer to a commit was awaited, and it could not be asked since: it "
    "is not known whether this was recorded. Look before trying again.");

static const char say_each_time[] = M("The connection to {store} was lost "
    "each time that this was tried, so nothing was written. See that the "
    "database runs, then try again.");

/* Under the lock: was it recorded before the connection was lost? */
static enum err
act_ask(struct engine *e, struct act *act)
{
	const struct writer_hooks *h = &e->hooks;
	bool landed = false;
	enum err r;

	if (h->landed == NULL || key_none(act->request))
		return ERR_UNSURE;
	note_clear(&act->note);
	if ((r = h->landed(e->st, h->arg, act->request, &landed,
	    &act->note)) != ERR_OK)
		return r;
	act->maybe = false;
	if (landed)
		act_done(act, ERR_OK);
	else if (act->tries >= WRITER_TRIES)
		act_say(e, act, ERR_STORE, say_each_time);
	return ERR_OK;
}

/* The transaction is gone, by ${r}.  Which of its acts are run again? */
static void
batch_lost(struct engine *e, struct batch *b, enum err r,
    const struct note *why)
{
	bool lost = engine_lost(e), apart = b->n > 1 && r != ERR_FULL, again;

	engine_end(e, false);
	for (struct act *act = b->first; act != NULL; act = act->next) {
		if (act->state == ACT_DONE)
			continue;
		if (act->state == ACT_RAN && r == ERR_UNSURE)
			act->maybe = true;
		again = lost || (act->maybe && r == ERR_BUSY);
		act->tries += again;
		/* Once more than it is run: to ask. */
		if ((again || apart) && !e->down &&
		    act->tries < WRITER_TRIES + act->maybe)
			act->state = ACT_OPEN;
		else if (act->maybe)
			act_say(e, act, ERR_UNSURE, say_unsure);
		else if (act->state == ACT_FAILED)
			act_done(act, act->r);
		else
			act_fail(act, r, why);
	}
}

/*
 * Run one act.  The first of a transaction needs no mark: when it fails, the
 * transaction goes, and it held nothing else.  Not ERR_OK: the transaction
 * must be given up.
 */
static enum err
act_try(struct engine *e, struct act *act, bool first, bool marked)
{
	const struct writer_hooks *h = &e->hooks;
	const int64_t writes = e->st->writes;
	enum err r;

	note_clear(&act->note);
	marked = marked && !first;
	if (marked && (r = store_mark(e->st, &act->note)) != ERR_OK)
		return r;
	if (h->mark != NULL)
		h->mark(h->arg);
	r = act->fn(e->st, act->arg, &act->note);
	if (r == ERR_OK && marked)
		r = store_release(e->st, &act->note);
	act->r = r;
	act->state = r == ERR_OK ? ACT_RAN : ACT_FAILED;
	if (r == ERR_OK)
		return ERR_OK;
	if (h->undo != NULL)
		h->undo(h->arg);
	if (marked)
		store_undo(e->st);
	if (engine_lost(e))
		return r;
	if (e->st->broken == ERR_OK && (marked || e->st->writes == writes))
		return ERR_OK;
	if (!first)
		return r;
	act_done(act, r);
	engine_end(e, false);
	return ERR_OK;
}

/* One act that is open, within a transaction that is begun if need be. */
static enum err
batch_act(struct engine *e, struct batch *b, struct act *act, bool marked,
    struct note *note)
{
	enum err r = ERR_OK;

	if (act->state != ACT_OPEN)
		return ERR_OK;
	if (!e->open)
		r = engine_begin(e, note);
	b->shut = r != ERR_OK;
	if (b->shut)
		return r;
	if (b->from == 0)
		b->from = e->since;
	if (act->maybe)
		r = act_ask(e, act);
	if (r == ERR_OK && act->state == ACT_OPEN)
		r = act_try(e, act, b->ran == 0, marked);
	if (r == ERR_OK)
		b->ran += act->state == ACT_RAN;
	if (r != ERR_OK)
		note_copy(note, &act->note);
	return r;
}

static struct act *
batch_next(struct engine *e, struct batch *b)
{
	struct act *act;

	if (e->more == NULL || b->n >= WRITER_BATCH_MAX || store_ns() -
	    b->from >= (int64_t)WRITER_BATCH_MS * 1000000 ||
	    (act = e->more(e->arg)) == NULL)
		return NULL;
	*b->last = act;
	b->last = &act->next;
	b->n++;
	return act;
}

/* All acts of ${b} that are open in one transaction; ${joined}: and those that
 * come meanwhile. */
static enum err
batch_try(struct engine *e, struct batch *b, bool joined, bool marked)
{
	struct note note = NOTE_INIT;
	struct act *act = b->first;
	enum err r = ERR_OK;

	b->ran = 0;
	while (act != NULL && (r = batch_act(e, b, act, marked, &note)) ==
	    ERR_OK)
		act = act->next != NULL || !joined ? act->next :
		    batch_next(e, b);
	if (r == ERR_OK && b->ran > 0)
		r = engine_commit(e, &note);
	if (r != ERR_OK) {
		batch_lost(e, b, r, &note);
		return r;
	}
	engine_end(e, false);	/* if nothing was to be committed */
	for (act = b->first; act != NULL; act = act->next)
		act_done(act, act->r);
	return ERR_OK;
}

/* The acts that wait for a store that cannot be had wait no longer: as many
 * as could be waiting, for their callers may come back. */
static void
batch_refuse(struct engine *e, struct batch *b, const struct act *why)
{
	struct act *act;

	for (int i = 0; e->more != NULL && i < WRITER_QUEUE_MAX &&
	    (act = e->more(e->arg)) != NULL; i++) {
		*b->last = act;
		b->last = &act->next;
		b->n++;
		act_fail(act, why->r, &why->note);
	}
}

/* Once more, in a transaction of its own; ${why}: the store is out of reach
 * since that act. */
static void
act_again(struct engine *e, struct act *act, const struct act *why)
{
	struct act *next = act->next;
	struct batch one = { .first = act, .last = &act->next, .n = 1 };

	act->next = NULL;
	if (why != NULL)
		batch_lost(e, &one, why->r, &why->note);
	while (act->state != ACT_DONE)
		(void)batch_try(e, &one, false, false);
	act->next = next;
}

void
batch_run(struct engine *e, struct act *first, struct batch *ret)
{
	struct batch b = { .first = first, .last = &first->next, .n = 1 };
	const struct act *why = NULL;

	if (batch_try(e, &b, true, false) != ERR_OK && !engine_lost(e))
		(void)batch_try(e, &b, false, true);
	for (struct act *act = b.first; act != NULL; act = act->next) {
		if (act->state != ACT_DONE)
			act_again(e, act, why);
		if (e->down && act->r != ERR_OK && why == NULL)
			why = act;
	}
	if (b.shut && first->r != ERR_OK)
		batch_refuse(e, &b, first);
	*ret = b;
}
