/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who holds which post on a day, and in what way?  任职 substantive, 主持工作
 * presiding, 代理 acting, 兼任 concurrent, 挂职 temporary.  A seat has as many
 * substantive and concurrent holders as the post says; whoever presides or acts
 * stands beside an absent holder or in an empty seat.
 */
#ifndef TENURE_TENURE_H
#define TENURE_TENURE_H

#include "dated/dated_events.h"

enum { TENURE_DOCUMENT_MAX = 200 };

DATED_DECLARE(tenure);
extern const struct dated_ref tenure_ref;

/* Where its fields are. */
enum { TENURE_PERSON, TENURE_POST, TENURE_KIND, TENURE_ABSENT, TENURE_DUE,
    TENURE_DOCUMENT, TENURE_DOCUMENT_DATE, TENURE__MAX };

enum tenure_kind { TENURE_SUBSTANTIVE, TENURE_PRESIDING, TENURE_ACTING,
    TENURE_CONCURRENT, TENURE_TEMPORARY, TENURE_KIND__MAX };
extern const struct choice tenure_kinds[];

enum tenure_kind tenure_kind_of(const struct value *kind);
/* Does it fill the seat? */
bool tenure_fills(const struct value *v);

/* What a holder handed on: an event of the tenure. */
enum { TENURE_NOTE_MAX = 2000 };
struct tenure_handed {
	struct value	person, to, on, document, note;
};
extern const struct event_type tenure_event_handed;

/* The same as it is read. */
struct tenure_handover {
	struct key	tenure;
	int64_t		rec;
	struct key	person, taker;	/* as the entry names them */
	int64_t		day;
	struct str	document;	/* "" if none */
	struct str	note;		/* "" if none, or removed from the vault */
	struct str	removed_by;	/* then: by which document */
};

/* Of one tenure; of what ${person} (any of the keys that mean him) handed over or
 * took over.  In order of entries. */
enum { TENURE_HANDOVERS_MAX = 1000 };
enum err tenure_handovers(struct store *st, struct arena *a, struct key tenure,
    const struct tenure_handover **ret, size_t *ret_n, struct note *note);
enum err tenure_handovers_of(struct store *st, struct arena *a,
    struct key person, const struct tenure_handover **ret, size_t *ret_n,
    struct note *note);

/* One state of a tenure. */
struct tenure_state {
	struct key		 id, person, post;
	int64_t			 since, until;
	enum tenure_kind	 kind;
	bool			 absent;
	struct str		 document;
};

/*
 * tenure_states_of(st, a, person, ret, ret_n, note):
 * All states of all tenures of a person, under any of his keys, that count now;
 * in order of tenures and days.  ERR_LIMIT: more than TENURE_STATES_MAX.
 */
enum { TENURE_STATES_MAX = 1000 };
enum err tenure_states_of(struct store *st, struct arena *a,
    struct key person, const struct tenure_state **ret, size_t *ret_n,
    struct note *note);

/* One of those tenures: the state that holds on a day, or the one nearest. */
struct tenure_holding {
	struct tenure_state	at;
	int64_t			began, ended;	/* of the tenure */
};
enum err tenure_holdings(struct arena *a, const struct tenure_state *s,
    size_t n, int64_t on, const struct tenure_holding **ret, size_t *ret_n,
    struct note *note);

/* Names of the posts that a person holds or held, the last ones first, at most
 * TENURE_POSTS_TOLD, parted by commas. */
enum { TENURE_POSTS_TOLD = 5 };
enum err tenure_posts_text(struct store *st, struct arena *a,
    struct key person, struct str *ret, struct note *note);

/* A holder of the post who is there meanwhile. */
struct tenure_held {
	int64_t	since, until;
};

/*
 * tenure_seat_free(seats, held, n, since, until, ret_at):
 * Is there a seat all the time for one more, beside the ${n} who hold one?
 * ${*ret_at} is the first of them who leaves none.
 */
bool tenure_seat_free(int64_t seats, const struct tenure_held *held,
    size_t n, int64_t since, int64_t until, size_t *ret_at);

#endif
