/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of industries on the command line? */
#include "industry/industry_cmd.h"

#include "dated/dated_cmd.h"
#include "industry/industry.h"

#define FIELD_OPTS \
	OPT_TEXT(0, "name", "NAME", M("what the industry is called")), \
	OPT_TEXT('p', "parent", "INDUSTRY", M("the industry that it is a branch " \
	    "of")), \
	OPT_TEXT(0, "basis", "TEXT", M("the document that draws its bounds"))
#define FILTER_OPTS \
	OPT_TEXT(0, "name", "NAME", M("only the one called so")), \
	OPT_TEXT('p', "parent", "INDUSTRY", M("only the branches of this " \
	    "industry"))

DATED_VERBS(industry, FIELD_OPTS, FILTER_OPTS)

static const struct opt industry_export_opts[] = { OPT_END };

const struct command industry_commands[] = {
	DATED_ROW(industry, add, DATED_WRITES, "", 0, M("enter one industry"),
	    NULL, "anze industry add --name 石油天然气 --parent 能源 --from "
	    "2017-06-01"),
	DATED_ROW(industry, list, COMMAND_STORE, "", 0, M("list industries as "
	    "of a day"), NULL, "anze industry list --parent 能源"),
	DATED_ROW(industry, show, COMMAND_STORE, "INDUSTRY", 1, M("show one "
	    "industry, its states and its history"), M("An industry is named "
	    "by a key, a code or its name."), "anze industry show 能源"),
	DATED_ROW(industry, change, DATED_WRITES, "INDUSTRY", 1, M("say what "
	    "is different from a day on: the world changed"), NULL,
	    "anze industry change 石油天然气 --name 油气 --from 2025-01-01"),
	DATED_ROW(industry, correct, DATED_WRITES, "INDUSTRY", 1, M("say what "
	    "was wrong in what was entered"), NULL,
	    "anze industry correct 油气 --parent 能源 --reason 录入有误"),
	DATED_ROW(industry, end, DATED_WRITES, "INDUSTRY", 1, M("say that an "
	    "industry is no longer told apart from a day on"), NULL,
	    "anze industry end 油气 --on 2026-01-01"),
	DATED_ROW(industry, withdraw, DATED_WRITES, "INDUSTRY", 1, M("take back "
	    "an industry that was entered by mistake"), NULL,
	    "anze industry withdraw 油气 --reason 重复录入"),
	DATED_ROW(industry, import, DATED_WRITES, "FILE", 1, M("bring in "
	    "industries from a sheet"), M("The sheet is CSV or xlsx with the "
	    "columns id, source, code, name, parent, basis, from, to. A row "
	    "means the industry of its key, its code or its name; parent may "
	    "be an industry of an earlier row. Nothing is recorded while a "
	    "row has a fault; importing the same file again changes nothing."),
	    "anze industry import --dry-run industries.xlsx"),
	DATED_TEMPLATE_ROW(industry, "anze industry template industries.xlsx"),
	DATED_ROW(industry, export, COMMAND_STORE, "FILE", 1, M("write all "
	    "industries to a sheet that can be imported again"), NULL,
	    "anze industry export industries.xlsx"),
};
const size_t industry_ncommands =
    sizeof industry_commands / sizeof industry_commands[0];
