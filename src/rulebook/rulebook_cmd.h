/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RULEBOOK_RULEBOOK_CMD_H
#define RULEBOOK_RULEBOOK_CMD_H

#include "cli/cli.h"

extern const struct command rulebook_commands[];
extern const size_t rulebook_ncommands;

/* Of rulebook's own files. */
command_fn rulebook_cmd_list, rulebook_cmd_show, rulebook_cmd_check,
    rulebook_cmd_test, rulebook_cmd_coverage, rulebook_cmd_diff,
    rulebook_cmd_facts, rulebook_cmd_graph, rulebook_cmd_attach,
    rulebook_cmd_adopt, rulebook_cmd_retire, rulebook_cmd_judge;

#endif
