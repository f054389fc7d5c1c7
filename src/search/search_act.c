/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_act.h"

#include "core/act.h"
#include "search/search_in.h"

enum { PAGE = 200 };

/* Is the index of words that of this program, and are all records in it? */
static enum err
filled_check(struct app *app, struct arena *a, struct note *note)
{
	struct index_state state;
	struct hash stamp;
	bool there = false;
	enum err r;

	if ((r = search_stamp(app->schema, a, &stamp, note)) != ERR_OK ||
	    (r = index_state_get(app->read, SEARCH_WORDS, &state, &there,
	    note)) != ERR_OK)
		return r;
	return there && state.filled && hash_eq(&stamp, &state.stamp) ?
	    ERR_OK : NOTE(note, ERR_VERSION, M("The index by which names are "
	    "found is not filled, or was filled by another version of the "
	    "program. Run anze reindex."));
}

static enum err
page_show(struct app *app, struct arena *a, const struct search_query *q,
    const struct words_hit *hit, size_t n,
    enum err (*row)(void *arg, const struct search_hit *hit,
    struct note *note), void *arg, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct search_kind *k = search_kind(hit[i].kind);
		struct search_hit shown;
		bool there = false;

		if (k == NULL || (r = search_show(app->read, a, k, hit[i].id,
		    q->day, &shown, &there, note)) != ERR_OK)
			continue;
		if (there)
			r = row(arg, &shown, note);
	}
	return r;
}

enum err
search_each(struct app *app, const struct search_query *q,
    enum err (*row)(void *arg, const struct search_hit *hit,
    struct note *note), void *arg, struct note *note)
{
	struct words_query wq = { .text = q->text, .kind = q->kind };
	struct arena *a = arena_new();
	const struct words_hit *hit;
	int64_t left = q->most;
	size_t n = PAGE;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r == ERR_OK)
		r = filled_check(app, a, note);
	for (wq.most = PAGE; r == ERR_OK && left > 0 && n == wq.most;
	    left -= (int64_t)n) {
		struct arena_mark mark = arena_mark(a);

		wq.most = left < PAGE ? (size_t)left : PAGE;
		if ((r = words_find(app->read, a, &search_words, &wq, &hit,
		    &n, note)) == ERR_OK)
			r = page_show(app, a, q, hit, n, row, arg, note);
		if (r == ERR_OK && n > 0)
			wq.after = hit[n - 1].place;
		arena_reset(a, mark);
	}
	arena_free(a);
	return r;
}

/* Indexes being filled. */
struct filling {
	struct app		*app;
	struct index_state	 words, scopes;
	const struct sql	*every;		/* of the present kind … */
	const char		*kind;
	struct key		 after, last;	/* … this far; KEY_NONE: no more */
};

static enum err
states_put(struct filling *f, struct tx *tx, bool filled, struct note *note)
{
	enum err r;

	f->words.filled = f->scopes.filled = filled;
	if ((r = index_state_put(tx->st, SEARCH_WORDS, &f->words,
	    note)) != ERR_OK)
		return r;
	return index_state_put(tx->st, SEARCH_SCOPES, &f->scopes, note);
}

/* From now on acts keep up what is filled meanwhile. */
static enum err
begin_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	struct filling *f = arg;
	struct index_state *s = &f->scopes;
	enum err r;

	(void)ret;
	if ((r = search_stamp(f->app->schema, tx->a, &s->stamp,
	    note)) != ERR_OK || (r = search_day(tx->st, tx->a, tx->now,
	    &s->day, &s->until, note)) != ERR_OK ||
	    (r = words_empty(tx->st, &search_words, note)) != ERR_OK ||
	    (r = index_done(tx->st, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < search_nscopes && r == ERR_OK; i++)
		r = scope_empty(tx->st, search_scopes[i], note);
	f->words = *s;
	return r != ERR_OK ? r : states_put(f, tx, false, note);
}

static enum err
piece_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	struct filling *f = arg;
	enum err r;

	(void)ret;
	if ((r = index_note_some(tx->st, f->every, f->kind, f->after,
	    SEARCH_PIECE, &f->last, note)) != ERR_OK)
		return r;
	return search_follow(tx->st, tx->a, true, f->scopes.day, note);
}

static enum err
end_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	(void)ret;
	return states_put(arg, tx, true, note);
}

struct watching {
	enum err	(*progress)(void *arg, int64_t done, int64_t of);
	void		*arg;
	int64_t		 done, of;
};

static enum err
kind_fill(struct filling *f, const struct actor *who, const char *kind,
    const struct sql *every, struct watching *w, struct note *note)
{
	enum err r = ERR_OK;

	f->kind = kind;
	f->every = every;
	f->after = KEY_NONE;
	while (r == ERR_OK) {
		if ((r = act_run(f->app, who, NULL, piece_act, f, NULL,
		    note)) != ERR_OK || key_none(f->last))
			break;
		f->after = f->last;
		w->done += SEARCH_PIECE;
		if (w->done > w->of)
			w->done = w->of;
		if (w->progress != NULL && (r = w->progress(w->arg, w->done,
		    w->of)) != ERR_OK)
			(void)NOTE(note, r, M("Stopped on request. Until anze "
			    "reindex is run again, nothing is found by name."));
	}
	return r;
}

enum err
search_refill(struct app *app, const struct actor *who,
    enum err (*progress)(void *arg, int64_t done, int64_t of), void *arg,
    struct note *note)
{
	struct filling f = { .app = app };
	struct watching w = { progress, arg, 0, 0 };
	enum err r;

	if ((r = search_count(app->read, &w.of, note)) != ERR_OK ||
	    (r = act_run(app, who, NULL, begin_act, &f, NULL,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < search_nscopes && r == ERR_OK; i++)
		r = kind_fill(&f, who, search_scopes[i]->name,
		    &search_scopes[i]->every, &w, note);
	for (size_t i = 0; i < search_nkinds && r == ERR_OK; i++)
		if (!search_scoped(search_kinds[i].name))
			r = kind_fill(&f, who, search_kinds[i].name,
			    &search_kinds[i].every, &w, note);
	return r != ERR_OK ? r : act_run(app, who, NULL, end_act, &f, NULL,
	    note);
}
