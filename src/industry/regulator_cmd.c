/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of regulators on the command line? */
#include "industry/regulator_cmd.h"

#include "dated/dated_cmd.h"
#include "industry/regulator.h"

#define FIELD_OPTS \
	OPT_TEXT('i', "industry", "INDUSTRY", M("the industry, by its name, code " \
	    "or key")), \
	OPT_TEXT('r', "region", "CODE", M("the division in which it regulates " \
	    "(default: the whole nation)")), \
	OPT_TEXT('b', "body", "BODY", M("the body that regulates")), \
	OPT_TEXT(0, "basis", "TEXT", M("the document that says so"))
#define FILTER_OPTS \
	OPT_TEXT('i', "industry", "INDUSTRY", M("only of this industry")), \
	OPT_TEXT('r', "region", "CODE", M("only in this division itself")), \
	OPT_TEXT('b', "body", "BODY", M("only what this body regulates"))

DATED_VERBS(regulator, FIELD_OPTS, FILTER_OPTS)

static const struct opt regulator_export_opts[] = { OPT_END };

const struct command regulator_commands[] = {
	DATED_ROW(regulator, add, DATED_WRITES, "", 0, M("say which body "
	    "regulates an industry"), NULL, "anze regulator add --industry "
	    "能源 --region 320000 --body 江苏省发展和改革委员会 --from "
	    "2018-10-01"),
	DATED_ROW(regulator, list, COMMAND_STORE, "", 0, M("list regulators as "
	    "of a day"), NULL, "anze regulator list --industry 能源"),
	DATED_ROW(regulator, show, COMMAND_STORE, "REGULATOR", 1, M("show one "
	    "regulator, its states and its history"), NULL,
	    "anze regulator show js:R12"),
	DATED_ROW(regulator, change, DATED_WRITES, "REGULATOR", 1, M("say what "
	    "is different from a day on: the world changed"), NULL,
	    "anze regulator change js:R12 --body 江苏省能源局 --from "
	    "2025-01-01"),
	DATED_ROW(regulator, correct, DATED_WRITES, "REGULATOR", 1, M("say what "
	    "was wrong in what was entered"), NULL,
	    "anze regulator correct js:R12 --basis 苏编〔2018〕7号"),
	DATED_ROW(regulator, end, DATED_WRITES, "REGULATOR", 1, M("say that a "
	    "body no longer regulates an industry from a day on"), NULL,
	    "anze regulator end js:R12 --on 2026-01-01"),
	DATED_ROW(regulator, withdraw, DATED_WRITES, "REGULATOR", 1, M("take "
	    "back a regulator that was entered by mistake"), NULL,
	    "anze regulator withdraw js:R12 --reason 重复录入"),
	DATED_ROW(regulator, import, DATED_WRITES, "FILE", 1, M("bring in "
	    "regulators from a sheet"), M("The sheet is CSV or xlsx with the "
	    "columns id, source, code, industry, region, body, basis, from, "
	    "to; without a region it is the whole nation. A row means the "
	    "regulator of its key, of its code, or the same body for the same "
	    "industry in the same division. Nothing is recorded while a row "
	    "has a fault; importing the same file again changes nothing."),
	    "anze regulator import --dry-run regulators.xlsx"),
	DATED_TEMPLATE_ROW(regulator, "anze regulator template regulators.xlsx"),
	DATED_ROW(regulator, export, COMMAND_STORE, "FILE", 1, M("write all "
	    "regulators to a sheet that can be imported again"), NULL,
	    "anze regulator export regulators.xlsx"),
};
const size_t regulator_ncommands =
    sizeof regulator_commands / sizeof regulator_commands[0];
