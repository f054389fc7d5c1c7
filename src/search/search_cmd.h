/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of the command table that are about searching. */
#ifndef SEARCH_SEARCH_CMD_H
#define SEARCH_SEARCH_CMD_H

#include "cli/terminal.h"

extern const struct command search_commands[];
extern const size_t search_ncommands;

#endif
