/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of incidents in the table of commands. */
#ifndef INCIDENT_INCIDENT_CMD_H
#define INCIDENT_INCIDENT_CMD_H

#include "cli/cli.h"

extern const struct command incident_commands[];
extern const size_t incident_ncommands;

#endif
