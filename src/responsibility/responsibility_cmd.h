/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RESPONSIBILITY_RESPONSIBILITY_CMD_H
#define RESPONSIBILITY_RESPONSIBILITY_CMD_H

#include "cli/cli.h"

extern const struct command responsibility_commands[];
extern const size_t responsibility_ncommands;

/* gaps, which has a file of its own. */
command_fn responsibility_cmd_gaps;
extern const struct opt responsibility_gaps_opts[];

#endif
