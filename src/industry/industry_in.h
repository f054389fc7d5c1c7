/* SPDX-License-Identifier: Apache-2.0 */
/* What industry's own files share. */
#ifndef INDUSTRY_INDUSTRY_IN_H
#define INDUSTRY_INDUSTRY_IN_H

#include "industry/industry.h"
#include "industry/regulator.h"

enum err industry_check(const struct dated_claim *c, struct note *note);
enum err industry_holds(struct store *st, struct arena *a,
    const struct value *v, struct str ret[DATED_HOLDS_MAX], size_t *ret_n,
    struct note *note);
enum err industry_called(struct store *st, struct arena *a,
    const struct value *v, int64_t on, struct str *ret, struct note *note);
enum err industry_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note);

enum err regulator_check(const struct dated_claim *c, struct note *note);
enum err regulator_holds(struct store *st, struct arena *a,
    const struct value *v, struct str ret[DATED_HOLDS_MAX], size_t *ret_n,
    struct note *note);
enum err regulator_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note);

#endif
