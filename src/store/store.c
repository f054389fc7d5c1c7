/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is the same over both databases?  When a statement may run, what a
 * failure does to the transaction, the cache by address, and the words.
 */
#include "store/store_in.h"

#include <assert.h>
#include <time.h>

#include "base/fault.h"

enum { SLOTS_FIRST = 64 };

/* What the database said stands at the end, for the person who runs it. */
static const char *const said[ERR__MAX] = {
	[ERR_EXISTS] = M("{store} has a row with the same key already, so "
	    "nothing was written. The database says: {words}"),
	[ERR_INVALID] = M("{store} refused a row that breaks one of its "
	    "rules, so nothing was written. The database says: {words}"),
	[ERR_LIMIT] = M("A value is too large for {store}. Make it smaller. "
	    "The database says: {words}"),
	[ERR_BUSY] = M("{store} was kept locked by another program for too "
	    "long. Try again; if it stays so, look for a command that runs "
	    "on. The database says: {words}"),
	[ERR_FULL] = M("There is no room left on the disk for {store}, so "
	    "nothing was written. Make room and try again. The database "
	    "says: {words}"),
	[ERR_MEMORY] = M("The database of {store} has not enough memory, so "
	    "nothing was written. Give it more and try again. The database "
	    "says: {words}"),
	[ERR_CORRUPT] = M("{store} is damaged or is no store. Stop what uses "
	    "it, keep a copy and restore a backup. The database says: "
	    "{words}"),
	[ERR_UNSURE] = M("The connection to {store} was lost while the answer "
	    "to a commit was awaited: it is not known whether this was "
	    "recorded. Look before trying again. The database says: {words}"),
	[ERR_STORE] = M("{store} could not do this, so nothing was written. "
	    "Try again; if it fails again, show these words to who runs the "
	    "database: {words}"),
};

static const char said_lost[] = M("The connection to {store} was lost, so "
    "nothing was written. See that the database runs, then try again. The "
    "database says: {words}");

enum err
store_say(const struct store *st, enum err e, const char *words,
    const char *text, struct note *note)
{
	return NOTE(note, e, said[e] != NULL ? said[e] : said[ERR_STORE],
	    A_CSTR("store", st->shown),
	    A_TEXT("words", str_trim(str_of(words))), A_CSTR("sql", text));
}

enum err
store_say_lost(struct store *st, const char *words, struct note *note)
{
	st->lost = true;
	if (st->committing)
		return store_say(st, ERR_UNSURE, words, NULL, note);
	return NOTE(note, ERR_STORE, said_lost, A_CSTR("store", st->shown),
	    A_TEXT("words", str_trim(str_of(words))));
}

int64_t
store_ns(void)
{
	struct timespec ts = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

void *
store_alloc(size_t n)
{
	return fault_hit(FAULT_ALLOC) ? NULL : calloc(1, n);
}

/* The slot of ${q}, or the free one where it belongs. */
static struct slot *
slot_of(struct slot *slots, size_t nslots, const struct sql *q)
{
	uint64_t h = (uint64_t)(uintptr_t)q * UINT64_C(0x9E3779B97F4A7C15);
	size_t i = (size_t)(h >> 32) & (nslots - 1);

	while (slots[i].key != NULL && slots[i].key != q)
		i = (i + 1) & (nslots - 1);
	return &slots[i];
}

void *
store_kept(const struct store *st, const struct sql *q)
{
	return st->nslots == 0 ? NULL :
	    slot_of(st->slots, st->nslots, q)->kept;
}

bool
store_keep(struct store *st, const struct sql *q, void *kept)
{
	size_t n = st->nslots == 0 ? SLOTS_FIRST : st->nslots * 2;
	struct slot *slots;

	if (st->nkept * 2 >= st->nslots) {
		if ((slots = store_alloc(n * sizeof *slots)) == NULL)
			return false;
		for (size_t i = 0; i < st->nslots; i++)
			if (st->slots[i].key != NULL)
				*slot_of(slots, n, st->slots[i].key) =
				    st->slots[i];
		free(st->slots);
		st->slots = slots;
		st->nslots = n;
	}
	*slot_of(st->slots, st->nslots, q) = (struct slot){ q, kept };
	st->nkept++;
	return true;
}

/* Not yet connected; NULL: no memory. */
static struct store *
store_make(const struct place *p, enum store_mode mode)
{
	const struct store_ops *ops = p->postgres ? &store_postgres :
	    &store_sqlite;
	struct store *st = store_alloc(ops->size);
	struct arena *a = arena_new();

	if (st == NULL || a == NULL)
		goto memory;
	st->place = (struct place){ str_copy(a, str_of(p->name)).p,
	    str_copy(a, str_of(p->files)).p, p->postgres };
	st->shown = place_shown(a, p).p;
	if (arena_failed(a))
		goto memory;
	st->ops = ops;
	st->mode = mode;
	st->memory = a;
	return st;
memory:
	arena_free(a);
	free(st);
	return NULL;
}

enum err
store_open(const struct place *p, enum store_mode mode, const char *schema,
    struct store **ret, struct note *note)
{
	struct store *st = store_make(p, mode);
	enum err r;

	if (st == NULL)
		return note_memory(note);
	if ((r = st->ops->open(st, schema == NULL ? "anze" : schema,
	    note)) != ERR_OK) {
		store_close(st);
		return r;
	}
	*ret = st;
	return ERR_OK;
}

void
store_close(struct store *st)
{
	struct rows *rows;

	if (st == NULL)
		return;
	assert(st->nopen == 0);
	st->ops->close(st);
	while ((rows = st->spare) != NULL) {
		st->spare = rows->next;
		free(rows);
	}
	free(st->slots);
	arena_free(st->memory);
	free(st);
}

bool
store_is_postgres(const struct store *st)
{
	return st->place.postgres;
}

const struct place *
store_place(const struct store *st)
{
	return &st->place;
}

bool
store_alive(const struct store *st)
{
	return !st->lost;
}

struct store_costs
store_costs(const struct store *st)
{
	return st->costs;
}

/* May a statement run now? */
static enum err
store_ready(struct store *st, struct note *note)
{
	if (st->lost)
		return store_say_lost(st, "connection closed", note);
	if (st->broken != ERR_OK)
		return NOTE(note, st->broken,
		    M("An earlier statement of this transaction in {store} "
		    "failed, so that it cannot go on. Undo it and try again."),
		    A_CSTR("store", st->shown));
	return ERR_OK;
}

static enum err
store_bug(const struct store *st, const char *words, const char *text,
    struct note *note)
{
	return NOTE(note, ERR_BUG,
	    M("The program made a mistake in a statement to {store}: {words}. "
	    "Please report it."),
	    A_CSTR("store", st->shown), A_CSTR("words", words),
	    A_CSTR("sql", text));
}

/* May these values go with it?  PostgreSQL has no text with a NUL. */
static enum err
binds_check(const struct store *st, const struct sql *q,
    const struct bind *binds, size_t n, struct note *note)
{
	if (n > STORE_BINDS_MAX)
		return store_bug(st, "too many values", q->text, note);
	for (size_t i = 0; i < n; i++)
		if (binds[i].kind == BIND_K_TEXT &&
		    str_find(binds[i].s, '\0') < binds[i].s.n)
			return NOTE(note, ERR_INVALID,
			    M("A text holds a zero byte, which no store can "
			    "keep. Remove it."));
	return ERR_OK;
}

enum err
store_settle(struct store *st, enum err r)
{
	if (r != ERR_OK && st->begun && st->broken == ERR_OK)
		st->broken = r;
	return r;
}

enum err
store_run(struct store *st, const struct sql *q, const struct bind *binds,
    size_t n, struct note *note)
{
	enum err r;

	if ((r = store_ready(st, note)) != ERR_OK)
		return r;
	st->costs.statements++;
	st->writes++;
	if (fault_hit(FAULT_STATEMENT))
		r = st->ops->fail(st, note);
	else if ((r = binds_check(st, q, binds, n, note)) == ERR_OK)
		r = st->ops->run(st, q, binds, n, note);
	return store_settle(st, r);
}

enum err
store_flush(struct store *st, struct note *note)
{
	enum err r;

	if ((r = store_ready(st, note)) != ERR_OK)
		return r;
	return store_settle(st, st->ops->flush(st, note));
}

/* Does this only read?  A text that begins otherwise may return what it
 * wrote. */
static bool
is_reading(const char *text)
{
	return strncmp(text, "SELECT ", 7) == 0;
}

/* What an armed fault does where the answer is waited for. */
static enum err
store_fail(struct store *st, struct note *note)
{
	enum err r = st->ops->fail(st, note);

	return r == ERR_OK ? st->ops->flush(st, note) : r;
}

enum err
store_query(struct store *st, const struct sql *q, const struct bind *binds,
    size_t n, struct rows **ret, struct note *note)
{
	struct rows *rows;
	enum err r;

	if ((r = store_ready(st, note)) != ERR_OK)
		return r;
	if ((rows = rows_take(st)) == NULL)
		return store_settle(st, note_memory(note));
	st->costs.statements++;
	st->writes += !is_reading(q->text);
	if (fault_hit(FAULT_STATEMENT))
		r = store_fail(st, note);
	else if ((r = binds_check(st, q, binds, n, note)) == ERR_OK)
		r = st->ops->query(st, q, binds, n, rows, note);
	if (r == ERR_OK)
		*ret = rows;
	else
		rows_give(rows);
	return store_settle(st, r);
}

enum err
store_query_text(struct store *st, const char *text, struct rows **ret,
    struct note *note)
{
	struct rows *rows;
	enum err r;

	if ((r = store_ready(st, note)) != ERR_OK)
		return r;
	if ((rows = rows_take(st)) == NULL)
		return store_settle(st, note_memory(note));
	st->costs.statements++;
	st->writes += !is_reading(text);
	if (fault_hit(FAULT_STATEMENT))
		r = store_fail(st, note);
	else
		r = st->ops->query_text(st, text, rows, note);
	if (r == ERR_OK)
		*ret = rows;
	else
		rows_give(rows);
	return store_settle(st, r);
}

enum err
store_exec(struct store *st, const char *text, struct note *note)
{
	enum err r;

	if ((r = store_ready(st, note)) != ERR_OK)
		return r;
	st->costs.statements++;
	st->writes++;
	if (fault_hit(FAULT_STATEMENT))
		r = store_fail(st, note);
	else
		r = st->ops->exec(st, text, note);
	return store_settle(st, r);
}

enum err
store_int(struct store *st, const struct sql *q, const struct bind *binds,
    size_t n, int64_t otherwise, int64_t *ret, struct note *note)
{
	struct rows *rows = NULL;
	int64_t found = otherwise;
	enum err r;

	if ((r = store_query(st, q, binds, n, &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows) && !rows_null(rows, 0))
		found = rows_int(rows, 0);
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret = found;
	return r;
}

/* Is this a place for it?  what must hold is given. */
static enum err
store_fits(struct store *st, bool begun, bool marked, const char *words,
    struct note *note)
{
	enum err r;

	if ((r = store_ready(st, note)) != ERR_OK)
		return r;
	if (st->begun != begun || st->marked != marked)
		return store_bug(st, words, NULL, note);
	st->costs.statements++;
	return ERR_OK;
}

enum err
store_begin(struct store *st, struct note *note)
{
	enum err r;

	if ((r = store_fits(st, false, false, "begun twice", note)) != ERR_OK)
		return r;
	r = fault_hit(FAULT_STATEMENT) ? store_fail(st, note) :
	    st->ops->begin(st, note);
	st->begun = r == ERR_OK;
	return r;
}

enum err
store_commit(struct store *st, struct note *note)
{
	int64_t from;
	enum err r;

	if ((r = store_fits(st, true, false, "committed without a beginning "
	    "or within a mark", note)) != ERR_OK)
		return r;
	from = store_ns();
	r = fault_hit(FAULT_STATEMENT) ? store_fail(st, note) :
	    st->ops->commit(st, note);
	st->costs.commit_ns += store_ns() - from;
	st->costs.commits++;
	if (r == ERR_OK)
		st->begun = false;
	return store_settle(st, r);
}

void
store_rollback(struct store *st)
{
	if (!st->begun)
		return;
	if (!st->lost)
		st->ops->rollback(st);
	st->begun = st->marked = false;
	st->broken = ERR_OK;
}

enum err
store_mark(struct store *st, struct note *note)
{
	enum err r;

	if ((r = store_fits(st, true, false, "marked twice or without a "
	    "transaction", note)) != ERR_OK)
		return r;
	r = fault_hit(FAULT_STATEMENT) ? store_fail(st, note) :
	    st->ops->mark(st, note);
	st->marked = r == ERR_OK;
	return store_settle(st, r);
}

enum err
store_release(struct store *st, struct note *note)
{
	enum err r;

	if ((r = store_fits(st, true, true, "released without a mark",
	    note)) != ERR_OK)
		return r;
	r = fault_hit(FAULT_STATEMENT) ? store_fail(st, note) :
	    st->ops->release(st, note);
	if (r == ERR_OK)
		st->marked = false;
	return store_settle(st, r);
}

void
store_undo(struct store *st)
{
	if (!st->marked)
		return;
	st->marked = false;
	if (!st->lost && st->ops->undo(st))
		st->broken = ERR_OK;
	else if (st->broken == ERR_OK)
		st->broken = ERR_STORE;
}
