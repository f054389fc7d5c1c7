/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of the command table that are about bodies. */
#ifndef BODY_BODY_CMD_H
#define BODY_BODY_CMD_H

#include "cli/terminal.h"

extern const struct command body_commands[];
extern const size_t body_ncommands;

#endif
