/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TENURE_TENURE_CMD_H
#define TENURE_TENURE_CMD_H

#include "cli/cli.h"

extern const struct command tenure_commands[];
extern const size_t tenure_ncommands;

#endif
