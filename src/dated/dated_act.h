/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be done with a dated record?  Each act looks at what is there under
 * the head's lock, lays the change over it, and asks the subject whether each
 * state that it would write can be.
 */
#ifndef DATED_DATED_ACT_H
#define DATED_DATED_ACT_H

#include "core/act.h"
#include "dated/dated.h"

/* A record to be entered.  ${source} empty: local, when there is a code. */
struct dated_new {
	struct str		 source, code;	/* "" if none */
	int64_t			 since, until;
	const struct value	*v;		/* a state */
};
enum err dated_add(struct app *app, const struct actor *who,
    const struct request *rq, const struct dated *t,
    const struct dated_new *in, struct answer *ret, struct note *note);

/* ${wrong}: we were wrong; otherwise the world changed.  ${expect} is the rev that
 * the caller saw; -1: any. */
struct dated_restate {
	struct key		id;
	int64_t			expect;
	bool			wrong;
	struct dated_change	change;
	struct str		reason;		/* "" if none */
};
enum err dated_restate(struct app *app, const struct actor *who,
    const struct request *rq, const struct dated *t,
    const struct dated_restate *in, struct answer *ret, struct note *note);

enum err dated_end(struct app *app, const struct actor *who,
    const struct request *rq, const struct dated *t, struct key id,
    int64_t on, struct str reason, struct answer *ret, struct note *note);

enum err dated_withdraw(struct app *app, const struct actor *who,
    const struct request *rq, const struct dated *t, struct key id,
    struct str reason, struct answer *ret, struct note *note);

/*
 * The same within a tx.  ${trusted}: all this was judged before and nothing has
 * changed since, so that only the entry is made.
 */
enum err dated_append_added(struct tx *tx, const struct dated *t,
    struct key id, const struct dated_new *in, bool trusted,
    int64_t *ret_seq, struct note *note);
enum err dated_append_restated(struct tx *tx, const struct dated *t,
    const struct dated_restate *in, bool trusted, int64_t *ret_seq,
    struct note *note);
enum err dated_append_ended(struct tx *tx, const struct dated *t,
    struct key id, int64_t on, struct str reason, int64_t *ret_seq,
    struct note *note);

/*
 * dated_judge(claim, t, old, n, change, note):
 * May ${change} be made to the record ${claim->id} with the states ${old}?  Without
 * reading the record again; ${claim}'s since, until and v are set here.
 */
enum err dated_judge(struct dated_claim *claim, const struct dated *t,
    const struct dated_span *old, size_t n, const struct dated_change *change,
    struct note *note);

/* May a record with this first state be entered? */
enum err dated_judge_new(struct dated_claim *claim, const struct dated *t,
    const struct dated_new *in, struct note *note);

#endif
