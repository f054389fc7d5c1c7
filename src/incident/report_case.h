/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the rules learn from reports?  When a report arrived at an addressee,
 * from which onward clocks count; when the first one left, and whether it said
 * all that was asked for.  Which facts these are, the clocks of the packs say.
 */
#ifndef INCIDENT_REPORT_CASE_H
#define INCIDENT_REPORT_CASE_H

#include "incident/incident.h"

/* What reports do not say stays as it is. */
enum err report_case_fill(struct store *st, struct arena *a,
    const struct book *book, struct key incident, struct incident_case *c,
    struct note *note);

#endif
