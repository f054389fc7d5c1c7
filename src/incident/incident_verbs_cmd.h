/* SPDX-License-Identifier: Apache-2.0 */
/* What do the rows of incidents run? */
#ifndef INCIDENT_INCIDENT_VERBS_CMD_H
#define INCIDENT_INCIDENT_VERBS_CMD_H

#include "cli/cli.h"
struct answer;

command_fn incident_cmd_report, incident_cmd_list, incident_cmd_show,
    incident_cmd_fact, incident_cmd_time, incident_cmd_timeline,
    incident_cmd_outage, incident_cmd_area, incident_cmd_involve,
    incident_cmd_handle, incident_cmd_take_back, incident_cmd_grade,
    incident_cmd_class, incident_cmd_deadline, incident_cmd_close,
    incident_cmd_reopen, incident_cmd_merge, incident_cmd_split;

extern const struct opt incident_show_opts[];

/* What an act leaves, in one sentence. */
enum err incident_done_tell(struct cmd *c, const struct answer *done,
    struct note *note);

#endif
