/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of reports in the table of commands. */
#ifndef INCIDENT_REPORT_CMD_H
#define INCIDENT_REPORT_CMD_H

#include "cli/cli.h"

extern const struct command report_commands[];
extern const size_t report_ncommands;

/* What they run. */
command_fn report_cmd_submit, report_cmd_receive, report_cmd_prove,
    report_cmd_return, report_cmd_accept, report_cmd_withdraw,
    report_cmd_reports, report_cmd_inbox, report_cmd_form;

#endif
