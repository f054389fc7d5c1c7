/* SPDX-License-Identifier: Apache-2.0 */
/* Which records stand under a body or in a division?  Looked up in the scope that
 * is kept of them, never by a walk. */
#include "dated/dated.h"

#include "store/scope.h"

enum { PAGE = 200 };

static enum err
record_give(struct store *st, struct arena *a, const struct dated *t,
    const struct dated_query *q, struct key id,
    enum err (*row)(void *arg, struct arena *a, const struct dated_row *row,
    struct note *note), void *arg, struct note *note)
{
	const struct dated_span *s;
	struct dated_row one;
	size_t n;
	enum err r;

	if ((r = dated_head(st, a, t, id, &one.head, note)) != ERR_OK ||
	    (r = dated_spans(st, a, t, id, q->since, q->until, q->known, &s,
	    &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		one.span = s[i];
		r = row(arg, a, &one, note);
	}
	return r;
}

enum err
dated_under_each(struct store *st, const struct dated *t,
    const struct dated_query *q, struct key above,
    enum err (*row)(void *arg, struct arena *a, const struct dated_row *row,
    struct note *note), void *arg, struct note *note)
{
	struct arena *a = arena_new();
	struct key from = q->after;
	const struct key *id;
	size_t n = PAGE, given = 0;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	while (r == ERR_OK && n == PAGE && (q->most == 0 || given < q->most)) {
		struct arena_mark mark = arena_mark(a);

		r = scope_page(st, a, t->scope, above, from, q->newest, PAGE,
		    &id, &n, note);
		for (size_t i = 0; r == ERR_OK && i < n && (q->most == 0 ||
		    given < q->most); i++, given++) {
			r = record_give(st, a, t, q, id[i], row, arg, note);
			from = id[i];
		}
		arena_reset(a, mark);
	}
	arena_free(a);
	return r;
}

enum err
dated_under_day(struct store *st, int64_t *ret, struct note *note)
{
	struct index_state state;
	bool there = false;
	enum err r;

	if ((r = index_state_get(st, "scopes", &state, &there,
	    note)) != ERR_OK)
		return r;
	if (!there || !state.filled)
		return NOTE(note, ERR_INVALID, M("The index of what stands under "
		    "what is not filled. Run anze reindex."));
	*ret = state.day;
	return ERR_OK;
}
