/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of contents of the house: begin any search here.  Only these files
 * know every subject.
 */
#ifndef TABLES_TABLES_H
#define TABLES_TABLES_H

#include "cli/cli.h"
#include "core/app.h"

extern const struct house the_house;		/* parts.c, events.c */
extern const struct event_table the_events;
extern const struct job_kinds the_jobs;		/* jobs.c */

/* commands.c: all rows, joined; in ${a}. */
enum err commands_all(struct arena *a, struct command_table *ret,
    struct note *note);

#endif
