/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be done with a body?  Each act checks its refs under the head's
 * lock: they exist, the superior's line does not lead back, the days fit.
 */
#ifndef BODY_BODY_ACT_H
#define BODY_BODY_ACT_H

#include "body/body.h"
#include "core/act.h"

enum err body_add(struct app *app, const struct actor *who,
    const struct request *rq, const struct body_added *in, struct answer *ret,
    struct note *note);

/* Another state on [from, to): ${wrong} when we were wrong, else the world
 * changed.  ${expect} is the rev the caller saw; -1: any. */
struct body_restate {
	struct key		 id;
	int64_t			 expect;
	bool			 wrong;
	struct body_restated	 in;
};
enum err body_restate(struct app *app, const struct actor *who,
    const struct request *rq, const struct body_restate *what,
    struct answer *ret, struct note *note);

enum err body_end(struct app *app, const struct actor *who, struct key id,
    const struct body_ended *in, struct answer *ret, struct note *note);
enum err body_withdraw(struct app *app, const struct actor *who,
    struct key id, const struct body_withdrawn *in, struct answer *ret,
    struct note *note);
enum err body_merge(struct app *app, const struct actor *who, struct key id,
    const struct body_merged *in, struct answer *ret, struct note *note);

/* For imports, within a tx: the same checks and the entry. */
enum err body_append_added(struct tx *tx, struct key id,
    const struct body_added *in, int64_t *ret_seq, struct note *note);
enum err body_append_restated(struct tx *tx, const struct body_restate *what,
    int64_t *ret_seq, struct note *note);

#endif
