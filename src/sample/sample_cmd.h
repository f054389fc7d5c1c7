/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of the command table that are about samples. */
#ifndef SAMPLE_SAMPLE_CMD_H
#define SAMPLE_SAMPLE_CMD_H

#include "cli/terminal.h"

extern const struct command sample_commands[];
extern const size_t sample_ncommands;

#endif
