/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of reports share? */
#ifndef INCIDENT_REPORT_IN_H
#define INCIDENT_REPORT_IN_H

#include "incident/incident_in.h"
#include "incident/report.h"

apply_fn report_apply_sent, report_apply_arrived, report_apply_proved,
    report_apply_answered, report_apply_withdrawn;

#endif
