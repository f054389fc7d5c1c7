/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of the command table that are about the command line itself. */
#ifndef CLI_CLI_CMD_H
#define CLI_CLI_CMD_H

#include "cli/terminal.h"

extern const struct command cli_commands[];	/* help, man, completion … */
extern const size_t cli_ncommands;

#endif
