/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For tests: a small subject, and a store with a ledger and its writer.  Toys
 * are added and broken; a split causes another split; a burst causes many.
 */
#ifndef LEDGER_TOY_H
#define LEDGER_TOY_H

#include "ledger/ledger.h"
#include "ledger/snote.h"
#include "ledger/verify.h"
#include "test/lib/pg.h"

/* toy.added, version 2; version 1 had only a name. */
struct toy_added {
	struct value	name, count, maker, parts, remark, drawing;
};
extern const struct event_type toy_event_added;
struct toy_broken {
	struct value	toy, how;
};
extern const struct event_type toy_event_broken;
/* Causes one of ${left} - 1 while there is something left. */
struct toy_split {
	struct value	left;
};
extern const struct event_type toy_event_split;
/* Causes ${n} splits of nothing. */
struct toy_burst {
	struct value	n;
};
extern const struct event_type toy_event_burst;
/* Not one of the table: another program's. */
extern const struct event_type toy_event_foreign;

extern const struct event_table toy_events;
/* A program that knows only toys that are added, in version 1. */
extern const struct event_table toy_events_old;
/* Like toy_events, and knows the foreign kind. */
extern const struct event_table toy_events_more;

enum { TOY_PARTS = 3 };
extern const struct part toy_parts[TOY_PARTS];

/* The first key that toys_open() makes signs as this. */
#define TOY_ORIGIN	"example.com/toys"

struct toys {
	struct test_place	*t;
	struct arena		*a;
	const struct event_table *events;
	const struct schema	*schema;
	struct store		*read;
	struct writer		*w;
	struct ledger		*l;
	struct test_clock	 clock;
	struct test_chance	 chance;
	struct timesource	 now;
	struct chance		 by;
	struct actor		 who;
	struct skey		*key;
	struct vkey		 vkey;
	struct note		 note;
};

/* A store at ${t}'s place: ledger, toys, an empty head.  The clock stands at
 * 2026-03-02 08:00 UTC. */
void toys_open(struct toys *b, struct test_place *t);
/* Close it and open it as another program with these kinds of event. */
void toys_again(struct toys *b, const struct event_table *events);
void toys_close(struct toys *b);

/* One act: ${fn} appends with ${arg}. */
typedef enum err toy_fn(struct toys *b, struct tx *tx, void *arg,
    struct note *note);
enum err toys_act(struct toys *b, toy_fn *fn, void *arg);

/* Append one event on ${on} as an act of its own; ${b->note} is cleared. */
enum err toys_put(struct toys *b, const struct event_type *type,
    struct key on, const struct value *values, int64_t *ret_seq);

/* Add one toy; a failure fails the test.  Texts may be empty. */
struct key toys_add(struct toys *b, const char *name, int64_t count,
    const char *remark);
/* Add ${n} toys, a hundred in each act. */
void toys_fill(struct toys *b, int64_t n);

/* Sign a checkpoint of all entries, keep it, and return it in ${b->a}. */
struct str toys_checkpoint(struct toys *b);

/* Run a statement past the program: the triggers are taken away first. */
void toys_damage(struct toys *b, const struct sql *q,
    const struct bind *binds, size_t n);
/* One column of one row, in ${b->a}. */
struct str toys_bytes(struct toys *b, const struct sql *q,
    const struct bind *binds, size_t n);

/* What a verification found. */
enum { TOY_FOUND_MAX = 64 };
struct toy_found {
	struct verify_report	report;
	struct note		note[TOY_FOUND_MAX];
	size_t			n;
};
/* Verify, against ${against} unless empty, files included. */
enum err toys_verify(struct toys *b, struct str against,
    struct toy_found *found);
/* The same, and fail the test unless there are ${want} findings. */
void toys_find(struct toys *b, struct str against, struct toy_found *found,
    size_t want);
/* Fail the test unless the ${i}-th finding begins so and has this place. */
void toys_says(const struct toy_found *found, size_t i, const char *begins,
    const char *place, int64_t at);

/* The ledger verifies, and a rebuild in both orders agrees; fails the test
 * otherwise. */
void toys_sound(struct toys *b);

#endif
