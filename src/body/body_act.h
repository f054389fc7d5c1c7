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

/*
 * Another state on [from, to).  ${wrong}: we were wrong; with ${at} it stands
 * instead of the whole state that holds on that day, whose begin it may move,
 * otherwise (BODY_AT_NONE) of what was said of these days.  Not ${wrong}: the
 * world changed.  ${expect} is the rev the caller saw; -1: any.
 */
#define BODY_AT_NONE	INT64_MIN
struct body_restate {
	struct key		 id;
	int64_t			 expect;
	bool			 wrong;
	int64_t			 at;
	struct body_restated	 in;	/* without was_from, was_to */
};
enum err body_restate(struct app *app, const struct actor *who,
    const struct request *rq, const struct body_restate *what,
    struct answer *ret, struct note *note);

enum err body_end(struct app *app, const struct actor *who, struct key id,
    const struct body_ended *in, struct answer *ret, struct note *note);
enum err body_withdraw(struct app *app, const struct actor *who,
    struct key id, const struct body_withdrawn *in, struct answer *ret,
    struct note *note);

/* It goes into another; whom it led or guided, that one leads or guides from
 * the day on. */
enum err body_merge(struct app *app, const struct actor *who, struct key id,
    const struct body_merged *in, struct answer *ret, struct note *note);

/* For imports, within a tx: the same checks and the entries.  Guides were looked
 * up when the file was judged, and may be added in the same act only later. */
enum err body_append_added(struct tx *tx, struct key id,
    const struct body_added *in, int64_t *ret_seq, struct note *note);
enum err body_append_restated(struct tx *tx, const struct body_restate *what,
    int64_t *ret_seq, struct note *note);

#endif
