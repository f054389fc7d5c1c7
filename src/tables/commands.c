/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said on the command line?  Every subject's rows. */
#include "accountability/trace_cmd.h"
#include "body/body_cmd.h"
#include "cli/cli_cmd.h"
#include "contract/contract_cmd.h"
#include "deadline/deadline_cmd.h"
#include "house/house_cmd.h"
#include "incident/incident_cmd.h"
#include "incident/report_cmd.h"
#include "industry/industry_cmd.h"
#include "industry/regulator_cmd.h"
#include "person/person_cmd.h"
#include "phone/phone_cmd.h"
#include "post/post_cmd.h"
#include "region/region_cmd.h"
#include "responsibility/responsibility_cmd.h"
#include "roster/roster_cmd.h"
#include "rulebook/rulebook_cmd.h"
#include "sample/sample_cmd.h"
#include "search/search_cmd.h"
#include "system/system_cmd.h"
#include "tables/tables.h"
#include "tenure/tenure_cmd.h"
#include "tenure/tenure_person_cmd.h"
#include "trigger/trigger_cmd.h"

enum err
commands_all(struct arena *a, struct command_table *ret, struct note *note)
{
	const struct command_table tables[] = {
		{ house_commands, house_ncommands },
		{ care_commands, care_ncommands },
		{ ledger_commands, ledger_ncommands },
		{ vault_commands, vault_ncommands },
		{ job_commands, job_ncommands },
		{ feel_commands, feel_ncommands },
		{ region_commands, region_ncommands },
		{ body_commands, body_ncommands },
		{ industry_commands, industry_ncommands },
		{ regulator_commands, regulator_ncommands },
		{ person_commands, person_ncommands },
		{ post_commands, post_ncommands },
		{ tenure_commands, tenure_ncommands },
		{ tenure_person_commands, tenure_person_ncommands },
		{ phone_commands, phone_ncommands },
		{ roster_commands, roster_ncommands },
		{ system_commands, system_ncommands },
		{ responsibility_commands, responsibility_ncommands },
		{ contract_commands, contract_ncommands },
		{ rulebook_commands, rulebook_ncommands },
		{ deadline_commands, deadline_ncommands },
		{ incident_commands, incident_ncommands },
		{ report_commands, report_ncommands },
		{ trigger_commands, trigger_ncommands },
		{ trace_commands, trace_ncommands },
		{ search_commands, search_ncommands },
		{ sample_commands, sample_ncommands },
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
