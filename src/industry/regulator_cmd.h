/* SPDX-License-Identifier: Apache-2.0 */
#ifndef INDUSTRY_REGULATOR_CMD_H
#define INDUSTRY_REGULATOR_CMD_H

#include "cli/cli.h"

extern const struct command regulator_commands[];
extern const size_t regulator_ncommands;

#endif
