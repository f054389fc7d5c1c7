/* SPDX-License-Identifier: Apache-2.0 */
#ifndef POST_POST_CMD_H
#define POST_POST_CMD_H

#include "cli/cli.h"

extern const struct command post_commands[];
extern const size_t post_ncommands;

#endif
