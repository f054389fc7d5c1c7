/* SPDX-License-Identifier: Apache-2.0 */
/* What can be done with a telephone, beside what all dated records know? */
#ifndef PHONE_PHONE_ACT_H
#define PHONE_PHONE_ACT_H

#include "core/act.h"

/*
 * phone_test(app, who, rq, id, on, answered, ret, note):
 * The telephone was rung on ${on}: phone.changed from that day on, until a later
 * test that is recorded already.  Never a day that is still to come.
 */
enum err phone_test(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, int64_t on, bool answered,
    struct answer *ret, struct note *note);

#endif
