/* SPDX-License-Identifier: Apache-2.0 */
/* How are holdings and handovers shown? */
#ifndef TENURE_TENURE_SHOW_CMD_H
#define TENURE_TENURE_SHOW_CMD_H

#include "dated/dated_cmd.h"
#include "tenure/tenure.h"

/* A person's tenures as of a day as rows; ${all}: whenever. */
enum err tenure_holdings_list(struct cmd *c, struct key person, int64_t on,
    bool all, struct note *note);

/* For people: what he holds on a day, a line each. */
enum err tenure_holdings_say(struct cmd *c, struct key person, int64_t on,
    struct note *note);

/* What a person holds on a day, and handovers, as members of an object. */
enum err tenure_holdings_more(struct cmd *c, struct key person, int64_t on,
    struct dated_more *ret, struct note *note);
enum err tenure_handovers_more(struct cmd *c,
    const struct tenure_handover *h, size_t n, struct dated_more *ret,
    struct note *note);

/* For people: handovers, a line each; nothing without any. */
enum err tenure_handovers_say(struct cmd *c,
    const struct tenure_handover *h, size_t n, struct note *note);

#endif
