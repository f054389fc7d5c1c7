/* SPDX-License-Identifier: Apache-2.0 */
/* Within an act: what is said, without asking the rules yet. */
#ifndef INCIDENT_INCIDENT_SAY_ACT_H
#define INCIDENT_INCIDENT_SAY_ACT_H

#include "incident/incident_act.h"

/* ${*ret_seq}: the last entry, -1 if all was said already. */
enum err incident_say_all(struct tx *tx, struct key id,
    const struct incident_say *what, int64_t *ret_seq, struct note *note);

#endif
