/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TENURE_TENURE_PERSON_CMD_H
#define TENURE_TENURE_PERSON_CMD_H

#include "cli/cli.h"

/* Commands of persons that need their posts. */
extern const struct command tenure_person_commands[];
extern const size_t tenure_person_ncommands;

#endif
