/* SPDX-License-Identifier: Apache-2.0 */
/* What happened to this record? */
#include "ledger/ledger_in.h"
#include "ledger/tiles.h"

static const struct sql q_size = {
	"SELECT size FROM ledger_head WHERE id = 1", NULL
};

static const struct sql q_history = {
	"SELECT e.entry FROM ledger_touch t"
	" JOIN ledger_entry e ON e.seq = t.seq"
	" WHERE t.on_key = $1 AND t.seq > $2 ORDER BY t.seq LIMIT $3", NULL
};

enum err
ledger_size(struct store *st, int64_t *ret_size, struct note *note)
{
	return store_int(st, &q_size, NO_BINDS, 0, ret_size, note);
}

enum err
ledger_event(struct store *st, struct arena *a, const struct event_table *t,
    int64_t seq, struct event *ret, struct note *note)
{
	struct str entry;
	enum err r;

	if ((r = entry_get(st, a, seq, &entry, note)) != ERR_OK)
		return r;
	return event_decode(a, t, entry, ret, note);
}

enum err
ledger_known(struct store *st, struct arena *a, const struct event_table *t,
    int64_t ms, int64_t *ret_seq, struct note *note)
{
	int64_t least = 0, past;
	enum err r;

	if ((r = ledger_size(st, &past, note)) != ERR_OK)
		return r;
	/* Entries before ${least} were made by then, those from ${past} on not. */
	while (least < past) {
		const int64_t middle = least + (past - least) / 2;
		struct arena_mark mark = arena_mark(a);
		struct event ev;

		if ((r = ledger_event(st, a, t, middle, &ev, note)) != ERR_OK)
			return r;
		arena_reset(a, mark);
		if (ev.at <= ms)
			least = middle + 1;
		else
			past = middle;
	}
	*ret_seq = least - 1;
	return ERR_OK;
}

enum err
history_load(struct store *st, struct arena *a, const struct event_table *t,
    struct key on, int64_t after, size_t most, const struct event **ret,
    size_t *ret_n, struct note *note)
{
	struct event *events = NEW_ARRAY(a, struct event, most);
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r, end;

	if (events == NULL)
		return note_memory(note);
	if ((r = store_query(st, &q_history, BINDS(BIND_KEY(on),
	    BIND_INT(after), BIND_INT((int64_t)most)), &rows, note)) != ERR_OK)
		return r;
	for (; r == ERR_OK && n < most && rows_next(rows); n++)
		r = event_decode(a, t, str_copy(a, rows_bytes(rows, 0)),
		    &events[n], note);
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	if (r == ERR_OK)
		r = end;
	if (r != ERR_OK)
		return r;
	*ret = events;
	*ret_n = n;
	return ERR_OK;
}
