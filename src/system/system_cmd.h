/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SYSTEM_SYSTEM_CMD_H
#define SYSTEM_SYSTEM_CMD_H

#include "cli/cli.h"

extern const struct command system_commands[];
extern const size_t system_ncommands;

#endif
