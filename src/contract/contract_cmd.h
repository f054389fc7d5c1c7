/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONTRACT_CONTRACT_CMD_H
#define CONTRACT_CONTRACT_CMD_H

#include "cli/cli.h"

extern const struct command contract_commands[];
extern const size_t contract_ncommands;

#endif
