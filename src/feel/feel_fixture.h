/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small world for tests: facts by name, and what an expression says of them
 * as one line of text.
 */
#ifndef FEEL_FEEL_FIXTURE_H
#define FEEL_FEEL_FIXTURE_H

#include "feel/feel.h"

enum { WORLD_FACTS_MAX = 64 };

struct feel_world {
	struct arena		*a;
	struct feel_scope	*scope;
	struct feel_value	 facts[WORLD_FACTS_MAX];
	struct feel_zones	 zones;
	struct feel_env		 env;
};

void world_begin(struct feel_world *w);
void world_end(struct feel_world *w);

/* A fact of the type, with the value of an expression; NULL: not known. */
void world_fact(struct feel_world *w, const char *name, const char *type,
    const char *value);

/*
 * What ${text} comes to: its value; "null CODE" with the name of the reason;
 * "? a, b" where facts a and b are missing (also behind a value whose parts are
 * open); "! sentence" if it does not compile or does not end.
 */
const char *world_eval(struct feel_world *w, const char *text);

/* The same for a cell: does ${input} (an expression) pass the tests? */
const char *world_test(struct feel_world *w, const char *tests,
    const char *type, const char *input);

/* The first finding about ${text}, as "line:column sentence", or "". */
const char *world_finding(struct feel_world *w, const char *text);

/* Names of the known facts that were read, parted by ", ". */
const char *world_used(struct feel_world *w, const char *text);

/* The explanation as lines: depth by tabs, kind, text, value. */
const char *world_explain(struct feel_world *w, const char *text);

/* A note as "line:column sentence", in English. */
const char *world_note(struct feel_world *w, const struct note *note);

/* assert_string_equal(), saying which text it was about. */
void world_check(const char *text, const char *got, const char *want);

#endif
