/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of the command table that are about the installation itself: the
 * store, its settings, its keys, its ledger.
 */
#ifndef HOUSE_HOUSE_CMD_H
#define HOUSE_HOUSE_CMD_H

#include "cli/terminal.h"

extern const struct command house_commands[];	/* init, config, upgrade … */
extern const size_t house_ncommands;
extern const struct command ledger_commands[];	/* ledger show … */
extern const size_t ledger_ncommands;

#endif
