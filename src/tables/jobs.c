/* SPDX-License-Identifier: Apache-2.0 */
/* What is done after a commit?  Every kind of job, sorted by its name. */
#include "core/outbox.h"
#include "deadline/deadline_act.h"
#include "tables/tables.h"

static const struct job_kind kinds[] = {
	{ .name = CHECKPOINT_HAND_OUT, .run = checkpoint_hand_out },
	{ .name = DEADLINE_REMIND, .run = deadline_remind },
};

const struct job_kinds the_jobs = {
	.rows = kinds,
	.n = sizeof kinds / sizeof kinds[0],
};
