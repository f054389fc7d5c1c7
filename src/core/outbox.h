/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What leaves the house after a commit?  Jobs of these kinds; each was queued in
 * the transaction that caused it, so nothing is sent that did not happen and
 * nothing that happened is forgotten.
 */
#ifndef CORE_OUTBOX_H
#define CORE_OUTBOX_H

#include "core/app.h"
#include "job/job.h"

enum { OUTBOX_RUN_MAX = 64 };	/* jobs at one time */

/* Queue, within the writer: hand the checkpoint of ${size} entries out. */
enum err outbox_checkpoint(struct store *st, struct key id, int64_t size,
    int64_t now, struct note *note);

/* Run what is due, at most OUTBOX_RUN_MAX jobs; a job that fails is kept for
 * later and is no failure here. */
enum err outbox_run(struct app *app, int64_t *ret_n, struct note *note);

/* Write a checkpoint to the folder that is configured, and the list of removals
 * with it.  A kind of job, for src/tables/jobs.c; ${arg} is the app. */
#define CHECKPOINT_HAND_OUT	"checkpoint.hand_out"
enum err checkpoint_hand_out(void *arg, struct arena *a,
    const struct job *job, struct note *note);

#endif
