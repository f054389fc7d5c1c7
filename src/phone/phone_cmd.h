/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHONE_PHONE_CMD_H
#define PHONE_PHONE_CMD_H

#include "cli/cli.h"

extern const struct command phone_commands[];
extern const size_t phone_ncommands;

#endif
