/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said on the command line?  Every subject's rows. */
#include "body/body_cmd.h"
#include "cli/cli_cmd.h"
#include "house/house_cmd.h"
#include "person/person_cmd.h"
#include "post/post_cmd.h"
#include "region/region_cmd.h"
#include "tables/tables.h"
#include "tenure/tenure_cmd.h"

enum err
commands_all(struct arena *a, struct command_table *ret, struct note *note)
{
	const struct command_table tables[] = {
		{ house_commands, house_ncommands },
		{ care_commands, care_ncommands },
		{ ledger_commands, ledger_ncommands },
		{ vault_commands, vault_ncommands },
		{ job_commands, job_ncommands },
		{ region_commands, region_ncommands },
		{ body_commands, body_ncommands },
		{ person_commands, person_ncommands },
		{ post_commands, post_ncommands },
		{ tenure_commands, tenure_ncommands },
		{ cli_commands, cli_ncommands },
	};
	struct command *rows;
	size_t n = 0;

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		n += tables[i].n;
	if ((rows = NEW_ARRAY(a, struct command, n)) == NULL)
		return note_memory(note);
	n = 0;
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		memcpy(rows + n, tables[i].rows,
		    tables[i].n * sizeof *rows);
		n += tables[i].n;
	}
	*ret = (struct command_table){ rows, n };
	return ERR_OK;
}
