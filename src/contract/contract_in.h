/* SPDX-License-Identifier: Apache-2.0 */
/* What contract's own files share. */
#ifndef CONTRACT_CONTRACT_IN_H
#define CONTRACT_CONTRACT_IN_H

#include "contract/contract.h"

enum err contract_check(const struct dated_claim *c, struct note *note);
enum err contract_holds(struct store *st, struct arena *a,
    const struct value *v, struct str ret[DATED_HOLDS_MAX], size_t *ret_n,
    struct note *note);
enum err contract_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note);

#endif
