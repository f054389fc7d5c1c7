/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of deadlines in the table of commands. */
#ifndef DEADLINE_DEADLINE_CMD_H
#define DEADLINE_DEADLINE_CMD_H

#include "cli/cli.h"

extern const struct command deadline_commands[];
extern const size_t deadline_ncommands;

#endif
