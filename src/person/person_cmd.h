/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PERSON_PERSON_CMD_H
#define PERSON_PERSON_CMD_H

#include "cli/cli.h"

extern const struct command person_commands[];
extern const size_t person_ncommands;

#endif
