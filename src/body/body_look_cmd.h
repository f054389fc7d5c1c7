/* SPDX-License-Identifier: Apache-2.0 */
/* The commands that only look at bodies; body_cmd.c holds the table. */
#ifndef BODY_BODY_LOOK_CMD_H
#define BODY_BODY_LOOK_CMD_H

#include "cli/terminal.h"

extern const struct opt body_list_opts[], body_tree_opts[], body_show_opts[];
command_fn body_cmd_list, body_cmd_tree, body_cmd_show;

/* Today in the zone of the house. */
int64_t body_cmd_today(const struct cmd *c);

#endif
