/* SPDX-License-Identifier: Apache-2.0 */
#ifndef INDUSTRY_INDUSTRY_CMD_H
#define INDUSTRY_INDUSTRY_CMD_H

#include "cli/cli.h"

extern const struct command industry_commands[];
extern const size_t industry_ncommands;

#endif
