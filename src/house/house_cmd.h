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
extern const struct command care_commands[];	/* doctor, backup, restore … */
extern const size_t care_ncommands;
extern const struct command ledger_commands[];	/* ledger show … */
extern const size_t ledger_ncommands;
extern const struct command vault_commands[];	/* vault show … */
extern const size_t vault_ncommands;
extern const struct command job_commands[];	/* job list … */
extern const size_t job_ncommands;
extern const struct command feel_commands[];	/* feel */
extern const size_t feel_ncommands;

#endif
