/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is a dated record, and what is said of it on a day?
 *
 * Most of what the registry keeps has the same life: it is entered, changes in
 * the world, was wrong and is corrected, ends, or was a mistake.  A subject says
 * once, in a struct dated, what a state of its records holds; this floor has the
 * rest: events, tables, acts, imports, exports, commands.
 *
 * A record has a key, if it likes a code of a source, and states on half-open
 * spans [since, until) of days (or of moments).  Rows are bitemporal: ${rec} is the
 * entry that wrote a row, ${rec_end} the one that superseded it, so that what was
 * known at any entry can be asked.
 *
 *	X.added		it was entered, with its first state
 *	X.changed	the world changed: some fields have other values on
 *			[from, to); it may end later than was said
 *	X.corrected	we were wrong: the same, and it may have begun or ended
 *			on another day
 *	X.ended		it is no more from a day on
 *	X.withdrawn	entered by mistake; stays visible, counts nowhere
 *
 * A change says only the fields that it changes, and is laid over the states
 * that it meets.
 */
#ifndef DATED_DATED_H
#define DATED_DATED_H

#include "core/import_template.h"
#include "dated/dated_sql.h"
#include "ledger/ledger.h"

enum {
	DATED_FIELDS_MAX	= 32,	/* of a state */
	DATED_SPANS_MAX		= 1000,	/* states of one record */
	DATED_SOURCE_MAX	= 60,
	DATED_CODE_MAX		= 100,
	DATED_REASON_MAX	= 2000,
	DATED_KEYS_MAX		= 16	/* that mean one record */
};

#define DATED_SOURCE	"local"		/* of codes whose source is not said */
#define DATED_NOW	(CANON_INT_MAX - 1)	/* all that is known by now */
/* The first and the last moment of a span, as DAY_LEAST and DAY_OPEN. */
#define DATED_MS_OPEN	((int64_t)DAY_OPEN * DAY_MS)

struct dated;
struct scope;

/* One state, as it was written. */
struct dated_span {
	int64_t			 since, until;	/* days, or UTC milliseconds */
	int64_t			 rec;
	const struct value	*v;		/* type->state->n of them */
};

/* A record without its states. */
struct dated_head {
	struct key	id;
	struct str	source, code;	/* "" if none */
	int64_t		withdrawn;	/* the entry, or -1 */
	int64_t		rev;
};

/* One row of a list. */
struct dated_row {
	struct dated_head	head;
	struct dated_span	span;
};

/*
 * How is a record of another subject named?  ${find}: the one that a sheet or a
 * person means by ${text}, on ${on} (a day), ${within} another record that was named
 * before (KEY_NONE: none).  ERR_NOTFOUND or ERR_INVALID say why none.  ${called}:
 * how a sheet would name it, and its name for readers on that day.
 */
struct dated_ref {
	const char	*ref;		/* as in struct field */
	enum err	(*find)(struct store *st, struct arena *a,
			    struct str text, int64_t on, struct key within,
			    struct key *ret, struct note *note);
	enum err	(*called)(struct store *st, struct arena *a,
			    struct key id, int64_t on, struct str *ret_code,
			    struct str *ret_name, struct note *note);
	/* Of records that may be found to be another one: whom the key means
	 * now; and the keys that mean ${id}, itself first.  NULL: each means
	 * itself alone. */
	enum err	(*now)(struct store *st, struct key id,
			    struct key *ret, struct note *note);
	enum err	(*keys)(struct store *st, struct key id,
			    struct key ret[DATED_KEYS_MAX], size_t *ret_n,
			    struct note *note);
};

/* What is to be said of a record, and is it possible?  Asked of each state that
 * an act or an import would write. */
struct dated_claim {
	struct store		*st;
	struct arena		*a;
	struct key		 id;		/* KEY_NONE: not entered yet */
	int64_t			 since, until;
	const struct value	*v;
	/* Records that the same import says anew, so that what the store says
	 * of them does not count; NULL: none. */
	bool			(*anew)(void *arg, struct key id);
	void			*arg;
};

/* Does it stand for a record of an earlier row of the same sheet, which has no
 * key yet?  Of it nothing is to be asked of the store. */
bool dated_fresh(struct key id);

/* Things of which only one record may hold each at a time, such as a seat: as
 * text.  Rows of one sheet are held against one another by them. */
enum { DATED_HOLDS_MAX = 64 };

struct dated {
	const char			*name;	/* "post": tables, events, refs */
	const char			*label;	/* msgid: "post" in a sentence */
	bool				 moments;
	const struct fields		*state;
	const struct event_type		*added, *changed, *corrected, *ended,
					*withdrawn;
	const struct dated_sql		*sql;
	const struct dated_list		*lists;	/* ends with a NULL field */
	const struct dated_ref *const	*refs;	/* ends with NULL */
	const struct scope		*scope;	/* store/scope.h; NULL: none */
	const struct dated_ref		*self;	/* how others name it */
	/* Columns of a sheet that help to name others, before those of the
	 * state: ends with a NULL name.  Each is a ref to be looked up. */
	const struct field		*helps;
	/* What might stand in a column, for templates; NULL: nothing of its
	 * own. */
	const struct import_example	*examples;
	/* Which help is looked in to name the field's record, or NULL. */
	const char			*(*within)(const char *field);

	/* Fill in what follows from the rest of a state that a sheet or options
	 * say.  NULL: nothing does. */
	void		(*complete)(struct arena *a, struct value *v);
	/* May this be?  ERR_OK, or the field in note->where and why not. */
	enum err	(*check)(const struct dated_claim *c, struct note *note);
	/* May it end on ${on}, or never have been (INT64_MIN)?  NULL: whenever. */
	enum err	(*leave)(struct store *st, struct arena *a,
			    struct key id, int64_t on, struct note *note);
	/* What it alone may hold meanwhile. */
	enum err	(*holds)(struct store *st, struct arena *a,
			    const struct value *v,
			    struct str ret[DATED_HOLDS_MAX], size_t *ret_n,
			    struct note *note);
	/* Of what holds() named: how many may hold thing number ${which} at once, and
	 * who of the store does so meanwhile beside the sheet's records: each
	 * is told to ${held}.  NULL: one alone holds each. */
	enum err	(*room)(const struct dated_claim *c, size_t which,
			    int64_t *ret_room, void (*held)(void *arg,
			    struct key id, int64_t since, int64_t until),
			    void *arg, struct note *note);
	/* The record that such a row means when it says neither key nor code;
	 * ERR_NOTFOUND without a note: none. */
	enum err	(*same)(struct store *st, struct arena *a,
			    int64_t since, const struct value *v,
			    struct key *ret, struct note *note);
	/* Its name in a sentence; needed where records name one another. */
	enum err	(*called)(struct store *st, struct arena *a,
			    const struct value *v, int64_t on,
			    struct str *ret, struct note *note);
};

int64_t dated_open(const struct dated *t);	/* DAY_OPEN, DATED_MS_OPEN */
struct value dated_when(const struct dated *t, int64_t at);	/* open: not said */
int64_t dated_until(const struct dated *t, const struct value *v);
int64_t dated_day(const struct dated *t, int64_t at);	/* the day of it, UTC */
int dated_field(const struct dated *t, const char *name);	/* it is there */

/*
 * A change: on [since, until) the fields of ${set} that are given have its
 * values, those of ${clear} (a bit a field) none.  ${bounds}: the record begins on
 * ${began} and ends on ${ended} instead; INT64_MIN: as it does.
 */
struct dated_change {
	int64_t			 since, until;
	const struct value	*set;		/* NULL: none */
	uint32_t		 clear;
	int64_t			 began, ended;
};

/*
 * dated_overlay(a, t, old, n, change, ret, ret_n):
 * The states ${old} of a record (in order, all of them) as they are after the change.
 * What did not change keeps its ${rec}; what did has DATED_NOW, and is one state with
 * a neighbour that says the same.  False without memory.
 */
bool dated_overlay(struct arena *a, const struct dated *t,
    const struct dated_span *old, size_t n, const struct dated_change *change,
    const struct dated_span **ret, size_t *ret_n);

/* Do two states say the same, whenever? */
bool dated_same_values(const struct dated *t, const struct value *a,
    const struct value *b);

/* The state that holds at ${at}, or NULL. */
const struct dated_span *dated_at(const struct dated_span *s, size_t n,
    int64_t at);

/* Reading. */

/* ERR_NOTFOUND with a note. */
enum err dated_head(struct store *st, struct arena *a, const struct dated *t,
    struct key id, struct dated_head *ret, struct note *note);

/* The states that overlap [since, until) as known at entry ${known}. */
enum err dated_spans(struct store *st, struct arena *a, const struct dated *t,
    struct key id, int64_t since, int64_t until, int64_t known,
    const struct dated_span **ret, size_t *ret_n, struct note *note);

/* All its states as known by now; those it had when it was withdrawn. */
enum err dated_all(struct store *st, struct arena *a, const struct dated *t,
    const struct dated_head *h, const struct dated_span **ret, size_t *ret_n,
    struct note *note);

/*
 * dated_find(st, a, t, text, ret, note):
 * The record that a key, "source:code", or a code that one source alone uses
 * means.  ERR_NOTFOUND without a note: nothing of the kind; ERR_INVALID: several.
 */
enum err dated_find(struct store *st, struct arena *a, const struct dated *t,
    struct str text, struct key *ret, struct note *note);
enum err dated_by_code(struct store *st, const struct dated *t,
    struct str source, struct str code, struct key *ret, struct note *note);

/* For what subjects ask of their own tables. */

/* How a sheet names it: SOURCE:CODE, or the key of one that has no code. */
struct str dated_head_text(struct arena *a, const struct dated_head *h);

/* Its state at ${at}, or the one nearest to it; NULL: none was ever left. */
enum err dated_near(struct store *st, struct arena *a, const struct dated *t,
    struct key id, int64_t at, struct dated_head *ret_head,
    const struct dated_span **ret, struct note *note);

/*
 * dated_other(st, c, q, binds, n, ret, note):
 * The first of the records that ${q} finds (its first column) that the import
 * behind ${c} does not say anew; ${c} NULL: the first.  ERR_NOTFOUND without a
 * note: none.
 */
enum err dated_other(struct store *st, const struct dated_claim *c,
    const struct sql *q, const struct bind *binds, size_t n, struct key *ret,
    struct note *note);

/*
 * Lists, in order of keys and days: the states that hold at some time in
 * [since, until) as known at ${known}; with ${by} only those whose field ${by} is
 * ${key}.  By pages; ${row} may ask the store.
 */
struct dated_query {
	int64_t		 since, until, known;
	const char	*by;	/* a field of t->lists, or NULL */
	struct key	 key;
	struct key	 after;	/* behind this record */
	size_t		 most;	/* 0: all */
	bool		 newest;	/* keys and days backwards: behind
					 * ${after} are those before it */
};
enum err dated_each(struct store *st, const struct dated *t,
    const struct dated_query *q,
    enum err (*row)(void *arg, struct arena *a, const struct dated_row *row,
	struct note *note), void *arg, struct note *note);

/*
 * The same of those that stand under ${above}, a body or a division, by the scope
 * that the subject keeps: as of the day of dated_under_day(), which is today
 * once anything was written today.
 */
enum err dated_under_each(struct store *st, const struct dated *t,
    const struct dated_query *q, struct key above,
    enum err (*row)(void *arg, struct arena *a, const struct dated_row *row,
	struct note *note), void *arg, struct note *note);
enum err dated_under_day(struct store *st, int64_t *ret, struct note *note);

/* Apply-functions, of which a subject's own are one call. */
enum err dated_apply_added(const struct dated *t, struct store *st,
    struct arena *a, const struct event *ev, struct note *note);
enum err dated_apply_changed(const struct dated *t, struct store *st,
    struct arena *a, const struct event *ev, struct note *note);
enum err dated_apply_ended(const struct dated *t, struct store *st,
    struct arena *a, const struct event *ev, struct note *note);
enum err dated_apply_withdrawn(const struct dated *t, struct store *st,
    struct arena *a, const struct event *ev, struct note *note);

/* Where the values of the events are (dated_events.h). */
enum { ADDED_SOURCE, ADDED_CODE, ADDED_FROM, ADDED_TO, ADDED_STATE };
enum { CHANGED_FROM, CHANGED_TO, CHANGED_STATE };
enum { BEHIND_CLEAR, BEHIND_BEGAN, BEHIND_ENDED, BEHIND_REASON, BEHIND__MAX };
enum { ENDED_TO, ENDED_REASON, ENDED__MAX };

#endif
