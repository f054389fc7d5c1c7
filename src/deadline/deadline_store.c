/* SPDX-License-Identifier: Apache-2.0 */
/* Which deadlines are there, and what did they rest on? */
#include "body/body.h"
#include "deadline/deadline_in.h"

#define COLS \
	"SELECT d.id, d.about, d.pack, d.rule, d.part, d.called, d.body," \
	" d.kind, d.met, d.met_prec, d.met_by, d.outcome, d.late, d.rev," \
	" w.state, w.version, w.anchor, w.anchor_prec, w.anchor_fact," \
	" w.anchor_entry, w.within, w.calendar, w.due, w.earlier, w.missing," \
	" w.decided, w.why, w.rec, w.rec_end FROM deadline d JOIN deadline_row w" \
	" ON w.deadline = d.id"
enum { COL_STATE = 14, COL_REC = 27, COL_REC_END };
#define CURRENT	" AND w.rec_end = 9007199254740991"

static const struct sql q_get = {
	COLS CURRENT " WHERE d.id = $1", NULL
};
static const struct sql q_of = {
	COLS CURRENT " WHERE d.about = $1 ORDER BY d.id", NULL
};
static const struct sql q_history = {
	COLS " WHERE d.id = $1 ORDER BY w.rec", NULL
};

/* What has no moment stands behind all that has one. */
#define WAITS \
	" d.met IS NULL AND d.state <> 'dropped'"
static const struct sql q_waiting = {
	COLS CURRENT " WHERE" WAITS " AND d.due IS NOT NULL AND d.due <= $3"
	" AND (d.due > $1 OR (d.due = $1 AND d.id > $2))"
	" ORDER BY d.due, d.id LIMIT $4", NULL
};
static const struct sql q_waiting_under = {
	COLS CURRENT " JOIN body_scope s ON s.id = d.body AND s.scope = $5"
	" WHERE" WAITS " AND d.due IS NOT NULL AND d.due <= $3"
	" AND (d.due > $1 OR (d.due = $1 AND d.id > $2))"
	" ORDER BY d.due, d.id LIMIT $4", NULL
};
static const struct sql q_untimed = {
	COLS CURRENT " WHERE" WAITS " AND d.due IS NULL AND d.id > $1"
	" ORDER BY d.id LIMIT $2", NULL
};
static const struct sql q_untimed_under = {
	COLS CURRENT " JOIN body_scope s ON s.id = d.body AND s.scope = $3"
	" WHERE" WAITS " AND d.due IS NULL AND d.id > $1"
	" ORDER BY d.id LIMIT $2", NULL
};

int
deadline_word(const struct choice *choices, struct str word)
{
	for (int i = 0; choices[i].word != NULL; i++)
		if (str_is(word, choices[i].word))
			return i;
	return -1;
}

static int64_t
moment_read(const struct rows *rows, int column)
{
	return rows_null(rows, column) ? DEADLINE_NEVER :
	    rows_int(rows, column);
}

static void
missing_read(struct arena *a, struct str joined, struct deadline_claim *ret)
{
	struct str *list, one;
	size_t n = 0;

	if (joined.n == 0)
		return;
	for (size_t i = 0; i < joined.n; i++)
		n += joined.p[i] == ',';
	if ((list = NEW_ARRAY(a, struct str, n + 1)) == NULL)
		return;
	ret->missing = list;
	while (str_cut(&joined, ',', &one))
		list[ret->nmissing++] = str_copy(a, one);
}

/* The part of a row that differs from state to state. */
static void
state_read(struct arena *a, const struct rows *rows,
    struct deadline_claim *ret)
{
	int c = COL_STATE;

	ret->state = (enum deadline_state)deadline_word(deadline_states,
	    rows_text(rows, c));
	ret->version = rows_int(rows, c + 1);
	ret->anchor = (struct moment){ moment_read(rows, c + 2),
	    (enum precision)rows_int(rows, c + 3) };
	ret->anchor_fact = str_copy(a, rows_text(rows, c + 4));
	ret->anchor_entry = rows_null(rows, c + 5) ? -1 :
	    rows_int(rows, c + 5);
	ret->within = str_copy(a, rows_text(rows, c + 6));
	ret->calendar = str_copy(a, rows_text(rows, c + 7));
	ret->due = moment_read(rows, c + 8);
	ret->earlier = rows_int(rows, c + 9) != 0;
	missing_read(a, str_copy(a, rows_text(rows, c + 10)), ret);
	ret->decided = moment_read(rows, c + 11);
	ret->dropped = str_copy(a, rows_text(rows, c + 12));
}

static void
deadline_read(struct arena *a, const struct rows *rows, struct deadline *ret)
{
	const int outcome = deadline_word(deadline_outcomes,
	    rows_text(rows, 11));

	*ret = (struct deadline){
		.id = rows_key(rows, 0),
		.about = rows_key(rows, 1),
		.is = {
			.of = { str_copy(a, rows_text(rows, 2)),
			    str_copy(a, rows_text(rows, 3)),
			    str_copy(a, rows_text(rows, 4)) },
			.called = str_copy(a, rows_text(rows, 5)),
			.body = rows_key(rows, 6),
			.kind = (enum pack_clock_kind)deadline_word(
			    deadline_kinds, rows_text(rows, 7)),
		},
		.met = moment_read(rows, 8),
		.met_prec = (enum precision)rows_int(rows, 9),
		.met_by = rows_key(rows, 10),
		.outcome = outcome < 0 ? DEADLINE_UNTIMED :
		    (enum deadline_outcome)outcome,
		.late = rows_int(rows, 12),
		.rev = rows_int(rows, 13),
		.rec = rows_int(rows, COL_REC),
	};
	state_read(a, rows, &ret->is);
}

enum err
deadline_get(struct store *st, struct arena *a, struct key id,
    struct deadline *ret, struct note *note)
{
	struct rows *rows = NULL;
	bool found;
	enum err r;

	if ((r = store_query(st, &q_get, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		deadline_read(a, rows, ret);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return found ? note_arena(a, ERR_OK, note) : NOTE(note, ERR_NOTFOUND,
	    M("There is no such deadline. anze clock due lists those that "
	    "wait."));
}

/* A list as it grows. */
struct found {
	struct arena	*a;
	struct deadline	*d;
	size_t		 n, room, most;
};

static enum err
found_read(struct found *f, struct rows *rows, struct note *note)
{
	enum err r;

	while (f->n < f->most && rows_next(rows)) {
		if (f->n == f->room) {
			f->room = f->room == 0 ? 8 : 2 * f->room;
			f->d = arena_grow(f->a, f->d, f->n * sizeof *f->d,
			    f->room * sizeof *f->d);
			if (f->d == NULL)
				break;
		}
		deadline_read(f->a, rows, &f->d[f->n++]);
	}
	r = rows_end(&rows, note);
	return note_arena(f->a, r, note);
}

enum err
deadline_of_record(struct store *st, struct arena *a, struct key about,
    const struct deadline **ret, size_t *ret_n, struct note *note)
{
	struct found f = { .a = a, .most = DEADLINE_OF_MAX };
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query(st, &q_of, BINDS(BIND_KEY(about)), &rows,
	    note)) != ERR_OK || (r = found_read(&f, rows, note)) != ERR_OK)
		return r;
	*ret = f.d;
	*ret_n = f.n;
	return ERR_OK;
}

enum err
deadline_history(struct store *st, struct arena *a, struct key id,
    const struct deadline_was **ret, size_t *ret_n, struct note *note)
{
	struct deadline_was *list = NULL;
	struct rows *rows = NULL;
	size_t n = 0, room = 0;
	enum err r;

	if ((r = store_query(st, &q_history, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		struct deadline d;

		if (n == room) {
			room = room == 0 ? 8 : 2 * room;
			list = arena_grow(a, list, n * sizeof *list,
			    room * sizeof *list);
			if (list == NULL)
				break;
		}
		deadline_read(a, rows, &d);
		list[n++] = (struct deadline_was){
			.rec = rows_int(rows, COL_REC),
			.rec_end = rows_int(rows, COL_REC_END) == REC_OPEN ?
			    -1 : rows_int(rows, COL_REC_END),
			.is = d.is,
		};
	}
	r = rows_end(&rows, note);
	if ((r = note_arena(a, r, note)) != ERR_OK)
		return r;
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}

static enum err
untimed_add(struct store *st, const struct deadline_query *q,
    struct key after, struct found *f, struct note *note)
{
	const int64_t room = (int64_t)(f->most - f->n);
	struct rows *rows = NULL;
	enum err r;

	if (!key_none(q->under))
		r = store_query(st, &q_untimed_under, BINDS(BIND_KEY(after),
		    BIND_INT(room), BIND_KEY(q->under)), &rows, note);
	else
		r = store_query(st, &q_untimed, BINDS(BIND_KEY(after),
		    BIND_INT(room)), &rows, note);
	return r != ERR_OK ? r : found_read(f, rows, note);
}

static enum err
timed_add(struct store *st, const struct deadline_query *q, struct found *f,
    struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	if (!key_none(q->under))
		r = store_query(st, &q_waiting_under, BINDS(
		    BIND_INT(q->after_due), BIND_KEY(q->after),
		    BIND_INT(q->until), BIND_INT((int64_t)q->most),
		    BIND_KEY(q->under)), &rows, note);
	else
		r = store_query(st, &q_waiting, BINDS(BIND_INT(q->after_due),
		    BIND_KEY(q->after), BIND_INT(q->until),
		    BIND_INT((int64_t)q->most)), &rows, note);
	return r != ERR_OK ? r : found_read(f, rows, note);
}

enum err
deadline_waiting(struct store *st, struct arena *a,
    const struct deadline_query *q, const struct deadline **ret,
    size_t *ret_n, struct note *note)
{
	struct found f = { .a = a, .most = q->most };
	/* Behind an untimed one there are only such. */
	const bool timed = q->after_due != DEADLINE_NEVER ||
	    key_none(q->after);
	enum err r = ERR_OK;

	if (timed)
		r = timed_add(st, q, &f, note);
	if (r == ERR_OK && f.n < f.most && q->until == INT64_MAX)
		r = untimed_add(st, q, timed ? KEY_NONE : q->after, &f, note);
	if (r != ERR_OK)
		return r;
	*ret = f.d;
	*ret_n = f.n;
	return ERR_OK;
}
