/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is a body, and whom does it stand under on a day?
 *
 * A body is anything that can owe a duty.  Its state (name, kind, superior,
 * guides, region, industry) is dated: half-open days, open end DAY_OPEN.  It has
 * exactly one superior at a time or none, and never stands under itself.
 *
 *	body.added	it was entered
 *	body.changed	the world changed: another state on [from, to)
 *	body.corrected	we were wrong: another state on [from, to), instead of
 *			what was said of [was_from, was_to)
 *	body.ended	it is no more from a day on
 *	body.withdrawn	entered by mistake; stays visible, counts nowhere
 *	body.merged	it went into another from a day on
 *	body.place_due	its division ended: somebody must say where it lies
 *
 * This header also holds the decisions: they take what is known and answer,
 * reading nothing.
 */
#ifndef BODY_BODY_H
#define BODY_BODY_H

#include "dated/dated.h"

enum {
	BODY_NAME_MAX	= 200,
	BODY_CODE_MAX	= 100,
	BODY_SOURCE_MAX	= 60,
	BODY_GUIDES_MAX	= 50,
	BODY_DEPTH_MAX	= 64,	/* superiors above one another */
	BODY_CYCLE_MAX	= 8,	/* names told of a circle; more: an ellipsis */
	BODY_PLACES_MAX	= 17,	/* divisions that followed one another */
	BODY_ROWS_MAX	= 1000000
};

#define BODY_SOURCE	"local"	/* of codes whose source is not said */

extern const struct choice body_kinds[];

/* Who stands under whom, kept ready (store/scope.h). */
extern const struct scope body_scope;
extern const struct dated_ref body_ref;

/* One body as it stood on the day asked for. */
struct body {
	struct key	id;
	struct str	source, code;	/* its first alias; "" if none */
	struct str	name;
	struct str	kind;		/* a word of body_kinds */
	struct key	superior;
	struct str	superior_called;/* as a sheet of the same source would */
	struct str	guided_by;	/* the same of each, parted by '|' */
	struct key	region;
	struct str	region_code;
	struct str	industry;
	int64_t		from, to;	/* days of this state */
	bool		withdrawn;
	struct key	merged;
	int64_t		rev;
};

/* Values that may be left out: an open day, no key, an empty text or list. */
static inline struct value
body_day_value(int64_t day)
{
	struct value v = { .given = GIVEN_NOT };

	if (day != DAY_OPEN)
		v = (struct value)V_DAY(day);
	return v;
}

static inline struct value
body_key_value(struct key key)
{
	struct value v = { .given = GIVEN_NOT };

	if (!key_none(key))
		v = (struct value)V_KEY(key);
	return v;
}

static inline struct value
body_text_value(struct str text)
{
	struct value v = { .given = GIVEN_NOT };

	if (text.n != 0)
		v = (struct value)V_TEXT(text);
	return v;
}

static inline struct value
body_list_value(struct value *list, size_t n)
{
	struct value v = { .given = GIVEN_NOT };

	if (n != 0)
		v = (struct value){ .given = GIVEN_KNOWN,
		    .list = { list, n } };
	return v;
}

/* A state to be recorded; the members of the events that carry one. */
struct body_state {
	struct value	from, to, name, kind, superior, guided_by, region,
			industry;
};

/* body.added */
struct body_added {
	struct value		source, code;
	struct body_state	state;
};
/* body.changed (never with was_from, was_to), body.corrected */
struct body_restated {
	struct body_state	state;
	struct value		was_from, was_to, reason;
};
/* body.ended */
struct body_ended {
	struct value	to, reason;
};
/* body.withdrawn */
struct body_withdrawn {
	struct value	reason;
};
/* body.merged */
struct body_merged {
	struct value	into, on, document;
};
/* body.place_due */
struct body_place_due {
	struct value	region, from;
};

extern const struct event_type body_event_added, body_event_changed,
    body_event_corrected, body_event_ended, body_event_withdrawn,
    body_event_merged, body_event_place_due;

/* region.ended: move the bodies that lie there to the one division that came
 * after it; where none or several did, notice that somebody must choose. */
react_fn body_react_region_ended;

/*
 * body_find(st, a, name, ret, note):
 * The body that "source:code", a code that only one source uses, a key, or a
 * name that only one body bears means.  ERR_NOTFOUND; ERR_INVALID when it is
 * several, and the note tells how to say which.
 */
enum err body_find(struct store *st, struct arena *a, struct str name,
    struct key *ret, struct note *note);

/* The same; of several that bear the name the one that is there on ${day}. */
enum err body_find_on(struct store *st, struct arena *a, struct str name,
    int64_t day, struct key *ret, struct note *note);

/* By alias.  ERR_NOTFOUND without a note. */
enum err body_alias(struct store *st, struct str source, struct str code,
    struct key *ret, struct note *note);

/*
 * body_named(st, name, ret, note):
 * The bodies that bear or bore this name, withdrawn ones left out: the first
 * two of them in ${ret}, and how many these are in ${*ret_n}.
 */
enum err body_named(struct store *st, struct str name, struct key ret[2],
    size_t *ret_n, struct note *note);

/* Its state on ${day}; before its first or after its last day the nearest. */
enum err body_get(struct store *st, struct arena *a, struct key id,
    int64_t day, struct body *ret, struct note *note);

/* All its states that end after ${day}, in order, as they could be recorded;
 * the members of ${state} point into the arena. */
enum err body_states(struct store *st, struct arena *a, struct key id,
    int64_t day, const struct body_state **ret, size_t *ret_n,
    struct note *note);

/*
 * body_above(st, id, day, ret, note):
 * Those who stand above ${id} on ${day}, nearest first, at most BODY_DEPTH_MAX;
 * and the first later day on which one of them may have another superior.
 */
struct body_line_up {
	struct key	id[BODY_DEPTH_MAX];
	size_t		n;
	int64_t		until;
};
enum err body_above(struct store *st, struct key id, int64_t day,
    struct body_line_up *ret, struct note *note);

/* Who leads ${id} on ${day}, KEY_NONE if nobody does; ${*until} comes down to the
 * first later day on which that may be another. */
enum err body_superior(struct store *st, struct key id, int64_t day,
    struct key *ret, int64_t *until, struct note *note);

/* The bodies that ${id} leads (or, ${guided}, guides) after ${day}. */
enum err body_led(struct store *st, struct arena *a, struct key id,
    int64_t day, bool guided, const struct key **ret, size_t *ret_n,
    struct note *note);

/* The bodies that lie in ${region} after ${day}. */
enum err body_lying(struct store *st, struct arena *a, struct key region,
    int64_t day, const struct key **ret, size_t *ret_n, struct note *note);

struct body_query {
	int64_t		day;
	struct str	kind;		/* "": all */
	struct str	industry;	/* "": all */
	struct str	name;		/* part of it; "": all */
	struct key	superior;	/* led by it directly; KEY_NONE: all */
	struct key	under;		/* stands under it, however deep */
	struct key	region;		/* KEY_NONE: all */
	bool		tops;		/* only those that nobody leads */
	bool		due;		/* only those to be placed */
	struct key	after;		/* behind this one, in order of keys */
	size_t		most;		/* 0: all */
};

/* In order of keys; withdrawn ones are left out.  By pages, but for those of one
 * superior or division; ${row} may ask the store. ${after} counts for pages. */
enum err body_each(struct store *st, const struct body_query *q,
    enum err (*row)(void *arg, const struct body *b, struct note *note),
    void *arg, struct note *note);

/* Those directly below ${superior} (KEY_NONE: the tops) on ${day}. */
enum err body_below(struct store *st, struct arena *a, struct key superior,
    int64_t day, const struct body **ret, size_t *ret_n, struct note *note);

/* Its aliases: pairs of source and code. */
struct body_alias_row {
	struct str	source, code;
};
enum err body_aliases(struct store *st, struct arena *a, struct key id,
    const struct body_alias_row **ret, size_t *ret_n, struct note *note);

/* The divisions that ended and from which it was not moved. */
struct body_due_row {
	struct str	region_code, region_name;
	int64_t		from;
};
enum err body_dues(struct store *st, struct arena *a, struct key id,
    const struct body_due_row **ret, size_t *ret_n, struct note *note);

/*
 * body_places(st, a, region, from, to, ret, note):
 * Where does a body lie on [from, to) that is said to lie in ${region}?  There,
 * and when it ended in what alone came after it, and so on.  ${ret->choose}: the
 * last part's division ended too, and none or several came after it.
 */
struct body_place {
	struct key	region;
	int64_t		from, to;
};
struct body_places {
	struct body_place	part[BODY_PLACES_MAX];
	size_t			n;
	bool			choose;
	struct str		code, name;	/* of the last division */
	int64_t			gone;	/* the day from which it was not in use */
	struct str		after;	/* codes that came after it; "" none */
};
enum err body_places(struct store *st, struct arena *a, struct key region,
    int64_t from, int64_t to, struct body_places *ret, struct note *note);

/* The fault of ${name} when ${p->choose}: how to say where it lies. */
enum err body_place_choose(const struct body_places *p, struct str name,
    struct note *note);

/* Decisions.  Each answers ERR_OK or says what speaks against it. */

/* Is this how a source may be called?  A colon parts it from its code. */
enum err body_source_check(struct str source, struct note *note);

enum err body_days_check(struct str name, int64_t from, int64_t to,
    struct note *note);

/* May ${above} lead ${name} from ${from} on? */
enum err body_lead_check(const struct body *above, struct str name,
    int64_t from, struct note *note);

/* ${name}[0] stands under ${name}[1], … and the last under the first. */
enum err body_cycle(struct arena *a, const struct str *names, size_t n,
    struct note *note);

/* May anything more be said of it? */
enum err body_live_check(const struct body *b, struct note *note);

/* May its past be corrected, which outlives a merger? */
enum err body_past_check(const struct body *b, struct note *note);

/* May ${b}, which is there from ${b->from} to ${b->to}, end on ${day}, while ${under}
 * bodies (the first is ${one}) would go on under it? */
enum err body_end_check(const struct body *b, int64_t day, size_t under,
    struct str one, struct note *note);
enum err body_withdraw_check(const struct body *b, size_t under,
    struct str one, struct note *note);

/* May ${b}, as above, go into ${into} on ${day}?  ${between}: how many bodies stand
 * between the two, ${into} below; SIZE_MAX when it does not stand below. */
enum err body_merge_check(const struct body *b, const struct body *into,
    int64_t day, size_t between, struct note *note);

/*
 * body_correct_check(was, wanted, before, after, ret_before, note):
 * May ${wanted} stand instead of the state ${was}?  ${before} and ${after} are its
 * neighbours in time, NULL where there are none.  ${*ret_before}: the state
 * before must go on until ${wanted} begins.
 */
enum err body_correct_check(const struct body_state *was,
    const struct body_state *wanted, const struct body_state *before,
    const struct body_state *after, bool *ret_before, struct note *note);

/* The one of its ${n} states that holds on ${day}. */
enum err body_state_on(const struct body_state *s, size_t n, int64_t day,
    struct str name, const struct body_state **ret, struct note *note);

/* Do two states say the same? */
bool body_state_eq(const struct body_state *a, const struct body_state *b);
int64_t body_state_end(const struct body_state *s);	/* DAY_OPEN: open */

/* What lists and the API show; the names are those of the sheet, so that a list
 * can be imported again. */
extern const struct fields body_fields;
struct body_view {
	struct value	id, source, code, name, kind, superior, guided_by,
			region, industry, from, to, rev;
};
void body_view(struct arena *a, const struct body *b, struct body_view *ret);

#endif
