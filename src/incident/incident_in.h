/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of incidents share? */
#ifndef INCIDENT_INCIDENT_IN_H
#define INCIDENT_INCIDENT_IN_H

#include "incident/incident.h"

#define REC_OPEN	CANON_INT_MAX

apply_fn incident_apply_reported, incident_apply_stated,
    incident_apply_timed, incident_apply_outage, incident_apply_area,
    incident_apply_involved, incident_apply_taken_back,
    incident_apply_judged, incident_apply_graded, incident_apply_classed,
    incident_apply_handled, incident_apply_closed, incident_apply_reopened,
    incident_apply_merged, incident_apply_split;

/* Where the words of choices are. */
int incident_word(const struct choice *choices, struct str word);

#endif
