/* SPDX-License-Identifier: Apache-2.0 */
/* What is done when a deadline is near. */
#ifndef DEADLINE_DEADLINE_ACT_H
#define DEADLINE_DEADLINE_ACT_H

#include "core/outbox.h"
#include "deadline/deadline.h"

/* A kind of job, for src/tables/jobs.c; ${arg} is the app. */
#define DEADLINE_REMIND	"deadline.remind"
enum err deadline_remind(void *arg, struct arena *a, const struct job *job,
    struct note *note);

#endif
