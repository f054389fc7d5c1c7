/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the tests of dated records stand on?  A subject of their own: things
 * of every kind of field, that hold a seat and lie within one another; and shifts,
 * whose times are moments.
 */
#ifndef DATED_TOY_TEST_H
#define DATED_TOY_TEST_H

#include "dated/dated_act.h"
#include "dated/dated_events.h"

struct test_app;
struct test_place;

DATED_DECLARE(thing);
DATED_DECLARE(shift);
extern const struct dated_ref thing_ref, shift_ref;

enum { THING_NAME, THING_SEAT, THING_WORDS, THING_N, THING_FLAG, THING_DAY,
    THING_WITHIN, THING_PARTS, THING__MAX };
enum { SHIFT_WHO, SHIFT__MAX };
extern const struct choice thing_words[];

extern const struct actor toy_who;
extern const struct voice toy_voice;

/* A store at ${t}'s place. */
void toy_open(struct test_app *ta, struct test_place *t);
int64_t toy_day(const char *text);
int64_t toy_size(struct test_app *ta);

/* "name seat" of one thing, its code ${code} ("" if none), from ${from} until ${to} ("": open). */
struct key toy_thing(struct test_app *ta, const char *code, const char *name,
    const char *seat, const char *from, const char *to);
struct key toy_find(struct test_app *ta, const char *text);

/* "from name seat" of all states, parted by "; ", as known at ${known}; "until" if
 * it ends. */
struct str toy_states(struct test_app *ta, struct key id, int64_t known);

#endif
