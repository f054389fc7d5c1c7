/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of triggers in the table of commands. */
#ifndef TRIGGER_TRIGGER_CMD_H
#define TRIGGER_TRIGGER_CMD_H

#include "cli/cli.h"

extern const struct command trigger_commands[];
extern const size_t trigger_ncommands;

#endif
