/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of systems on the command line? */
#include "system/system_cmd.h"

#include "dated/dated_cmd.h"
#include "system/system.h"

#define FIELD_OPTS \
	OPT_TEXT(0, "name", "NAME", M("what the system is called")), \
	OPT_CHOICE('k', "kind", system_kinds, M("what it is")), \
	OPT_TEXT(0, "level", "WORD", M("administrative level that a document " \
	    "gives it: central, province, prefecture, county, township, none; " \
	    "? for unknown")), \
	OPT_TEXT(0, "level-document", "TEXT", M("number of that document")), \
	OPT_TEXT(0, "mlps-level", "1-5", M("level of multi-level protection; ? " \
	    "for unknown")), \
	OPT_TEXT(0, "mlps-filing", "NUMBER", M("number of its MLPS filing")), \
	OPT_TEXT(0, "cii", "yes|no", M("is it critical information " \
	    "infrastructure? ? for unknown")), \
	OPT_TEXT(0, "protection-department", "BODY", M("the department that " \
	    "protects it as such")), \
	OPT_MANY(0, "urls", "URL", M("where it is reached")), \
	OPT_TEXT('o', "owner", "BODY", M("the body that runs it in its own " \
	    "name")), \
	OPT_TEXT(0, "supervisor", "BODY", M("the body that is in charge of it")), \
	OPT_TEXT(0, "operator", "BODY", M("the body that operates it")), \
	OPT_MANY(0, "users", "BODY", M("a body that uses it")), \
	OPT_TEXT('r', "region", "CODE", M("the division in which it lies")), \
	OPT_TEXT('i', "industry", "INDUSTRY", M("its industry")), \
	OPT_TEXT(0, "network-ref", "TEXT", \
	    M("network details, or the number under " \
	    "which they are kept elsewhere (setting cii_details)")), \
	OPT_TEXT(0, "channel-no", "NUMBER", \
	    M("of a classified system: the number " \
	    "under which it is registered through the classified channel"))
#define FILTER_OPTS \
	DATED_UNDER_OPT, \
	OPT_TEXT(0, "name", "NAME", M("only those called so")), \
	OPT_CHOICE('k', "kind", system_kinds, M("only of this kind")), \
	OPT_CHOICE(0, "level", system_levels, M("only of this level")), \
	OPT_TEXT(0, "mlps-level", "1-5", M("only of this MLPS level")), \
	OPT_TEXT(0, "cii", "yes|no", \
	    M("only those that are, or are not, critical " \
	    "information infrastructure")), \
	OPT_TEXT(0, "protection-department", "BODY", \
	    M("only those that this body " \
	    "protects")), \
	OPT_TEXT('o', "owner", "BODY", M("only those that this body owns")), \
	OPT_TEXT(0, "supervisor", "BODY", M("only those that this body " \
	    "supervises")), \
	OPT_TEXT(0, "operator", "BODY", M("only those that this body operates")), \
	OPT_TEXT(0, "users", "BODY", M("only those that this body uses")), \
	OPT_TEXT('r', "region", "CODE", M("only those in this division itself")), \
	OPT_TEXT('i', "industry", "INDUSTRY", M("only of this industry"))

DATED_VERBS(system, FIELD_OPTS, FILTER_OPTS)

static const struct opt system_export_opts[] = { OPT_END };

const struct command system_commands[] = {
	DATED_ROW(system, add, DATED_WRITES, "", 0, M("enter one system"),
	    M("Of a classified system only --owner and --channel-no are said. "
	    "CII flags, protection departments, network details and filing "
	    "numbers want a secrecy review: anze config secrecy_review "
	    "NUMBER."), "anze system add --name 南通市人民政府门户网站 --kind "
	    "portal --owner 南通市人民政府 --level prefecture --level-document "
	    "通编〔2024〕3号 --urls https://www.nantong.gov.cn --from 2024-01-01\n"
	    "anze system add --kind classified --owner 南通市人民政府 "
	    "--channel-no 2024-017 --from 2024-01-01"),
	DATED_ROW(system, list, COMMAND_STORE, "", 0, M("list systems as of a "
	    "day"), NULL, "anze system list --owner 南通市人民政府"),
	DATED_ROW(system, show, COMMAND_STORE, "SYSTEM", 1, M("show one system, "
	    "its states and its history"), M("A system is named by a key, a "
	    "code, a URL, its name, or as OWNER/NAME."),
	    "anze system show https://www.nantong.gov.cn"),
	DATED_ROW(system, change, DATED_WRITES, "SYSTEM", 1, M("say what is "
	    "different from a day on: the world changed"), NULL,
	    "anze system change nt:S7 --operator 南通市大数据管理局 --from "
	    "2025-03-01"),
	DATED_ROW(system, correct, DATED_WRITES, "SYSTEM", 1, M("say what was "
	    "wrong in what was entered"), NULL,
	    "anze system correct nt:S7 --mlps-level 3"),
	DATED_ROW(system, end, DATED_WRITES, "SYSTEM", 1, M("say that a system "
	    "is no more from a day on"), NULL,
	    "anze system end nt:S7 --on 2026-01-01 --reason 已关停"),
	DATED_ROW(system, withdraw, DATED_WRITES, "SYSTEM", 1, M("take back a "
	    "system that was entered by mistake"), NULL,
	    "anze system withdraw nt:S7 --reason 重复录入"),
	DATED_ROW(system, import, DATED_WRITES, "FILE", 1, M("bring in systems "
	    "from a sheet"), M("The sheet is CSV or xlsx with the columns id, "
	    "source, code, name, kind, level, level_document, mlps_level, "
	    "mlps_filing, cii, protection_department, urls, owner, "
	    "supervisor, operator, users, region, industry, network_ref, "
	    "channel_no, from, to; several URLs and users are parted by |, ? "
	    "says that something is unknown. A row means the system of its "
	    "key, of its code, or of its owner and name. Nothing is recorded "
	    "while a row has a fault; importing the same file again changes "
	    "nothing."), "anze system import --dry-run systems.xlsx"),
	DATED_TEMPLATE_ROW(system, "anze system template systems.xlsx"),
	DATED_ROW(system, export, COMMAND_STORE, "FILE", 1, M("write all systems "
	    "to a sheet that can be imported again"), NULL,
	    "anze system export systems.xlsx"),
};
const size_t system_ncommands =
    sizeof system_commands / sizeof system_commands[0];
