/* SPDX-License-Identifier: Apache-2.0 */
/* What can be done with a shift, beside what all dated records know? */
#ifndef ROSTER_ROSTER_ACT_H
#define ROSTER_ROSTER_ACT_H

#include "core/act.h"

struct roster_hand {
	struct key	shift;
	int64_t		at;
	struct key	to;		/* KEY_NONE: nobody is named */
	struct str	told;		/* "" if nothing was */
};

/* The shift was handed over; the last hand-over of a shift counts. */
enum err roster_hand_over(struct app *app, const struct actor *who,
    const struct request *rq, const struct roster_hand *in,
    struct answer *ret, struct note *note);

#endif
