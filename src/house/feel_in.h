/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of `anze feel` share? */
#ifndef HOUSE_FEEL_IN_H
#define HOUSE_FEEL_IN_H

#include "feel/feel_case.h"
#include "house/console.h"

enum {
	TRY_FILE_MAX	= 16 * 1024 * 1024,	/* of a context or table */
	TRY_CASE_MAX	= 1024 * 1024		/* bytes of one case */
};

/* What an expression is tried against. */
struct feel_try {
	struct cmd		*c;
	struct arena		*a;
	struct feel_scope	*scope;
	struct feel_value	*facts;
	struct feel_zones	 zones;
	struct feel_env		 env;
	bool			 explain;
};

/* Zones, and the moment: --now, else the machine's.  No facts yet. */
enum err try_begin(struct cmd *c, struct feel_try *ret, struct note *note);

/* Another scope and other facts, in ${a}; the rest stays. */
enum err try_again(struct feel_try *t, struct arena *a, struct note *note);

enum err try_fact(struct feel_try *t, struct str name,
    const struct feel_type *type, const struct feel_value *v,
    struct note *note);

/* --context and --calendar. */
enum err try_given(struct feel_try *t, struct note *note);

/* Facts from a JSON object, or from the file of that name. */
enum err try_context(struct feel_try *t, struct str given, struct note *note);
enum err try_context_json(struct feel_try *t, const json_t *object,
    struct note *note);

/* Parse ${s}; the note names ${file} ("": what was typed). Freed by
 * json_decref(). */
enum err try_json(struct arena *a, struct str s, const char *file,
    json_t **ret, struct note *note);

/*
 * try_pointed(t, text, r, inner, note):
 * Tell ${inner}, which says what is wrong in ${text}, with the line and a caret
 * below the place.  Returns ${r}.
 */
enum err try_pointed(struct feel_try *t, struct str text, enum err r,
    const struct note *inner, struct note *note);

/* A remark on stderr: no error. */
void try_remark(struct feel_try *t, struct str text, const struct note *found);

/* Evaluate one expression and show what it comes to. */
enum err try_expression(struct feel_try *t, struct str text,
    struct note *note);

/* The value, what is missing and why it is null, as sentences. */
enum err try_say(struct feel_try *t, struct str text,
    const struct feel_value *v, struct note *note);
enum err try_say_used(struct feel_try *t, const uint64_t *used,
    struct note *note);
/* The same for --json, put into ${json}. */
void try_json_value(struct feel_try *t, json_t *json,
    const struct feel_value *v, const uint64_t *used);
/* Print it, and free it. */
enum err try_json_out(struct feel_try *t, json_t *json, struct note *note);
struct str try_text(struct feel_try *t, const struct feel_value *v);

/* --table FILE, --cases FILE, and no operand. */
enum err try_table(struct feel_try *t, const char *file, bool check,
    struct note *note);
enum err try_table_check(struct feel_try *t, const struct feel_table *table,
    struct note *note);
enum err try_cases(struct feel_try *t, const char *file, struct note *note);
enum err try_lines(struct feel_try *t, struct note *note);

#endif
