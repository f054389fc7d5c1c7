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
 *	body.corrected	we were wrong: another state on [from, to)
 *	body.ended	it is no more from a day on
 *	body.withdrawn	entered by mistake; stays visible, counts nowhere
 *	body.merged	it went into another from a day on
 *	body.place_due	its division ended: somebody must say where it lies
 */
#ifndef BODY_BODY_H
#define BODY_BODY_H

#include "ledger/ledger.h"

enum {
	BODY_NAME_MAX	= 200,
	BODY_CODE_MAX	= 100,
	BODY_SOURCE_MAX	= 60,
	BODY_GUIDES_MAX	= 50,
	BODY_DEPTH_MAX	= 64,	/* superiors above one another */
	BODY_ROWS_MAX	= 1000000
};

#define BODY_SOURCE	"local"	/* of codes whose source is not said */

extern const struct choice body_kinds[];

/* One body as it stood on the day asked for. */
struct body {
	struct key	id;
	struct str	source, code;	/* its first alias; "" if none */
	struct str	name;
	struct str	kind;		/* a word of body_kinds */
	struct key	superior;
	struct key	region;
	struct str	region_code;
	struct str	industry;
	int64_t		from, to;	/* days of this state */
	bool		withdrawn;
	struct key	merged;
	int64_t		rev;
};

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
/* body.changed, body.corrected */
struct body_restated {
	struct body_state	state;
	struct value		reason;
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
/* body.place_due, on the region */
struct body_place_due {
	struct value	region, bodies;
};

extern const struct event_type body_event_added, body_event_changed,
    body_event_corrected, body_event_ended, body_event_withdrawn,
    body_event_merged, body_event_place_due;

/* region.ended: notice the bodies that lie there. */
react_fn body_react_region_ended;

/*
 * body_find(st, a, name, ret, note):
 * The body that "source:code", a code that only one source uses, or a key
 * means.  ERR_NOTFOUND; ERR_INVALID when several sources use the code.
 */
enum err body_find(struct store *st, struct arena *a, struct str name,
    struct key *ret, struct note *note);

/* By alias.  ERR_NOTFOUND without a note. */
enum err body_alias(struct store *st, struct str source, struct str code,
    struct key *ret, struct note *note);

/* Its state on ${day}; before its first or after its last day the nearest. */
enum err body_get(struct store *st, struct arena *a, struct key id,
    int64_t day, struct body *ret, struct note *note);

/* Its guides on ${day}. */
enum err body_guides(struct store *st, struct arena *a, struct key id,
    int64_t day, const struct key **ret, size_t *ret_n, struct note *note);

/*
 * body_under(st, id, above, day, ret, note):
 * Does ${id} stand under ${above} on ${day}, or is it the same?
 */
enum err body_under(struct store *st, struct key id, struct key above,
    int64_t day, bool *ret, struct note *note);

struct body_query {
	int64_t		day;
	struct str	kind;		/* "": all */
	struct str	name;		/* part of it; "": all */
	struct key	superior;	/* KEY_NONE: all */
	struct key	region;		/* KEY_NONE: all */
	bool		tops;		/* only those without a superior */
	bool		due;		/* only those to be placed */
	struct key	after;		/* behind this one, in order of keys */
	size_t		most;		/* 0: all */
};

/* In order of keys; withdrawn ones are left out. */
enum err body_each(struct store *st, const struct body_query *q,
    enum err (*row)(void *arg, const struct body *b, struct note *note),
    void *arg, struct note *note);

/* What lists and the API show. */
extern const struct fields body_fields;
struct body_view {
	struct value	id, source, code, name, kind, superior, region, industry,
			from, to;
};
void body_view(const struct body *b, struct body_view *ret);

#endif
