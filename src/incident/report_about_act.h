/* SPDX-License-Identifier: Apache-2.0 */
/* What do the acts about reports share? */
#ifndef INCIDENT_REPORT_ABOUT_ACT_H
#define INCIDENT_REPORT_ABOUT_ACT_H

#include "incident/report_act.h"
#include "incident/report_clocks_act.h"

/* A proof, its file put into the blob folder before the act. */
struct report_proof_put {
	struct value	text, file;	/* not given where there is none */
};

/* ${a} holds what ${ret} points to. */
enum err report_proof_put(struct app *app, struct arena *a,
    const struct report_proof_given *given, struct report_proof_put *ret,
    struct note *note);

/* Within the act: the row that says the file is wanted. */
enum err report_proof_keep(struct tx *tx, const struct report_proof_put *p,
    struct key report, struct note *note);

/* ${what} of ${id}: contents and comments by the ids of the packs in force. */
enum err report_items_read(struct arena *a, const struct held_book *held,
    const struct report_item *given, size_t n,
    const struct report_item **ret, struct note *note);
/* As rows of a table of two columns. */
struct value report_items_value(struct arena *a,
    const struct report_item *items, size_t n);

/* More about one that is there. */
enum err report_proved_append(struct tx *tx, const struct report *rep,
    const struct report_proved *ev, const struct report_proof_put *proof,
    struct answer *ret, struct note *note);

/* It arrived at the moment of the act, with a receipt of this house. */
enum err report_arrive_now(struct tx *tx, const struct report *rep,
    int64_t *ret_seq, struct note *note);

/* The minute of the act, as times of a chronology are. */
struct moment report_now(const struct tx *tx);

#endif
