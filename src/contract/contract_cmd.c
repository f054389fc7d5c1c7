/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of contracts on the command line? */
#include "contract/contract_cmd.h"

#include "contract/contract.h"
#include "dated/dated_cmd.h"

#define FIELD_OPTS \
	OPT_TEXT('b', "body", "BODY", M("the client")), \
	OPT_TEXT(0, "vendor", "NAME", M("the vendor")), \
	OPT_TEXT(0, "vendor-code", "CODE", M("the vendor's unified social credit " \
	    "code")), \
	OPT_TEXT(0, "number", "TEXT", M("number of the contract")), \
	OPT_MANY('s', "systems", "SYSTEM", M("a system that it is about")), \
	OPT_TEXT(0, "security-clause", "yes|no", M("has it a clause on data " \
	    "security? ? for unknown")), \
	OPT_TEXT(0, "report-duty", "yes|no", \
	    M("must the vendor report incidents? " \
	    "? for unknown"))
#define FILTER_OPTS \
	OPT_TEXT('b', "body", "BODY", M("only this client's")), \
	OPT_TEXT(0, "vendor", "NAME", M("only with the vendor called so")), \
	OPT_TEXT(0, "vendor-code", "CODE", \
	    M("only with the vendor of this code")), \
	OPT_TEXT('s', "systems", "SYSTEM", M("only those about this system")), \
	OPT_TEXT(0, "security-clause", "yes|no", \
	    M("only those with, or without, a " \
	    "clause on data security")), \
	OPT_TEXT(0, "report-duty", "yes|no", M("only those with, or without, a " \
	    "duty to report incidents"))

DATED_VERBS(contract, FIELD_OPTS, FILTER_OPTS)

static const struct opt contract_export_opts[] = { OPT_END };

const struct command contract_commands[] = {
	DATED_ROW(contract, add, DATED_WRITES, "", 0, M("enter one contract"),
	    NULL, "anze contract add --body 南通市人民政府 --vendor 某甲科技有限公司 "
	    "--number 通采〔2024〕12号 --systems nt:S7 --security-clause yes "
	    "--report-duty no --from 2024-01-01 --to 2027-01-01"),
	DATED_ROW(contract, list, COMMAND_STORE, "", 0, M("list contracts as of "
	    "a day"), NULL, "anze contract list --systems nt:S7"),
	DATED_ROW(contract, show, COMMAND_STORE, "CONTRACT", 1, M("show one "
	    "contract, its states and its history"), M("A contract is named "
	    "by a key, a code, or as BODY/NUMBER."),
	    "anze contract show nt:C12"),
	DATED_ROW(contract, change, DATED_WRITES, "CONTRACT", 1, M("say what is "
	    "different from a day on: the world changed"), NULL,
	    "anze contract change nt:C12 --until 2028-01-01 --reason 续签"),
	DATED_ROW(contract, correct, DATED_WRITES, "CONTRACT", 1, M("say what "
	    "was wrong in what was entered"), NULL,
	    "anze contract correct nt:C12 --security-clause yes"),
	DATED_ROW(contract, end, DATED_WRITES, "CONTRACT", 1, M("say that a "
	    "contract ended before its term"), NULL,
	    "anze contract end nt:C12 --on 2026-01-01 --reason 解除"),
	DATED_ROW(contract, withdraw, DATED_WRITES, "CONTRACT", 1, M("take back "
	    "a contract that was entered by mistake"), NULL,
	    "anze contract withdraw nt:C12 --reason 重复录入"),
	DATED_ROW(contract, import, DATED_WRITES, "FILE", 1, M("bring in "
	    "contracts from a sheet"), M("The sheet is CSV or xlsx with the "
	    "columns id, source, code, body, vendor, vendor_code, number, "
	    "systems, security_clause, report_duty, from, to; from and to are "
	    "its term, several systems are parted by |, ? says that something "
	    "is unknown. A row means the contract of its key, of its code, or "
	    "of its client and number. Nothing is recorded while a row has a "
	    "fault; importing the same file again changes nothing."),
	    "anze contract import --dry-run contracts.xlsx"),
	DATED_TEMPLATE_ROW(contract, "anze contract template contracts.xlsx"),
	DATED_ROW(contract, export, COMMAND_STORE, "FILE", 1, M("write all "
	    "contracts to a sheet that can be imported again"), NULL,
	    "anze contract export contracts.xlsx"),
};
const size_t contract_ncommands =
    sizeof contract_commands / sizeof contract_commands[0];
