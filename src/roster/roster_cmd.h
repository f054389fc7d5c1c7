/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ROSTER_ROSTER_CMD_H
#define ROSTER_ROSTER_CMD_H

#include "cli/cli.h"

extern const struct command roster_commands[];
extern const size_t roster_ncommands;

#endif
