/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of traces in the table of commands. */
#ifndef ACCOUNTABILITY_TRACE_CMD_H
#define ACCOUNTABILITY_TRACE_CMD_H

#include "cli/cli.h"

extern const struct command trace_commands[];
extern const size_t trace_ncommands;

/* show, which has a file of its own. */
command_fn trace_cmd_show;
extern const struct opt trace_show_opts[];

#endif
