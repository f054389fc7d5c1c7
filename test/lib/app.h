/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a test get a whole store with its ledger?  Made new at the test's
 * place, with a clock that stands still and chance that repeats.
 */
#ifndef TEST_LIB_APP_H
#define TEST_LIB_APP_H

#include "core/app.h"
#include "test/lib/pg.h"

struct test_app {
	struct test_place	*t;
	struct test_clock	 clock;
	struct test_chance	 chance;
	struct app_options	 o;
	struct app		*app;
};

/* The house of a test that needs no subject; its records say a text. */
extern const struct house test_house;

/* toy.said: a text that people type, so it lies in the vault. */
struct toy_said {
	struct value	text;
};
extern const struct event_type toy_event_said;

/* Make a store of ${house} at ${t}'s place and open it to write; a failure
 * fails the test.  The clock stands at 2026-03-02 08:00 UTC. */
void app_make(struct test_app *ta, struct test_place *t,
    const struct house *house);

/* Close it and open it again, as another process would. */
void app_again(struct test_app *ta, enum app_mode mode);
void app_end(struct test_app *ta);

/* Does the ledger verify?  Fails the test otherwise. */
void app_verify(struct test_app *ta);

/* Does the ledger verify, and do the derived tables say what it says, also when
 * the apply-functions run in reverse?  Fails the test otherwise. */
void app_sound(struct test_app *ta);

/* Append toy.said and give its entry. */
int64_t app_say(struct test_app *ta, const char *text);

/* One digest over all derived tables. */
void app_digest(struct test_app *ta, char ret_hex[65]);

#endif
