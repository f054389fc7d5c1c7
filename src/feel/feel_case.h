/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does one case of the compatibility kit say?  Its typed JSON as values
 * and types of the language.
 */
#ifndef FEEL_FEEL_CASE_H
#define FEEL_FEEL_CASE_H

#include <jansson.h>

#include "feel/table.h"

/* {"type": "number", "value": "1.5"}, lists and contexts of these; false if it
 * is none. */
bool case_value(struct arena *a, const struct feel_zones *zones,
    const json_t *json, struct feel_value *ret);

/* The type a value has by itself. */
const struct feel_type *case_type_of(struct arena *a,
    const struct feel_value *v);

/* A type by the name the case gives it: one of the language, or of ${types}. */
const struct feel_type *case_type(struct arena *a, const struct feel_scope *s,
    const json_t *types, const char *name);

/* Equal as the kit has it: numbers to 10^-8, all else in its normal form. */
bool case_equal(struct arena *a, const struct feel_value *got,
    const struct feel_value *want);

/*
 * case_table(a, s, types, logic, ret, note):
 * A decision table: {"hit": "UNIQUE", "aggregation": null, "inputs":
 * [{"expression", "type", "allowed"}], "outputs": [{"name", "type", "values",
 * "default"}], "rules": [{"in": […], "out": […]}]}; "hit" may also be the
 * letters.  Texts are copied.  ERR_INVALID says what is wrong with the form.
 */
enum err case_table(struct arena *a, const struct feel_scope *s,
    const json_t *types, const json_t *logic, struct feel_table_text *ret,
    struct note *note);

/* The same form again, to be given back; ranges and functions as their text.
 * NULL: no memory. */
json_t *case_json(const struct feel_value *v);

/*
 * Types that a suite's models declare and its cases, taken out of them, name
 * without telling: into ${s}.
 */
enum err case_types_add(struct arena *a, struct feel_scope *s,
    const char *suite, struct note *note);

#endif
