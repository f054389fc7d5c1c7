/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of the command table that are about divisions. */
#ifndef REGION_REGION_CMD_H
#define REGION_REGION_CMD_H

#include "cli/terminal.h"

extern const struct command region_commands[];
extern const size_t region_ncommands;

#endif
