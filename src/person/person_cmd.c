/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of persons on the command line?  What tells of their posts,
 * too, stands in src/tenure/. */
#include "person/person_cmd.h"

#include "dated/dated_cmd.h"
#include "person/person.h"

#define FIELD_OPTS \
	OPT_TEXT(0, "name", "NAME", M("the person's name")), \
	OPT_TEXT(0, "staff-no", "NUMBER", M("staff number; one person's alone"))

#define FILTER_OPTS \
	OPT_TEXT(0, "name", "TEXT", M("only names that hold this text")), \
	OPT_TEXT(0, "staff-no", "TEXT", M("only staff numbers that hold this " \
	    "text"))

DATED_VERBS(person, FIELD_OPTS, FILTER_OPTS)

static const struct opt person_export_opts[] = { OPT_END };

const struct command person_commands[] = {
	DATED_ROW(person, add, DATED_WRITES, "", 0, M("enter one person"),
	    NULL, "anze person add --name 张某甲 --staff-no 0107 --from "
	    "2024-01-01"),
	DATED_ROW(person, list, COMMAND_STORE, "", 0, M("list persons as of a "
	    "day"), NULL, "anze person list --name 张某甲"),
	DATED_ROW(person, change, DATED_WRITES, "PERSON", 1, M("say what is "
	    "different from a day on: the world changed"), NULL,
	    "anze person change 0107 --staff-no 0207 --from 2025-03-01"),
	DATED_ROW(person, correct, DATED_WRITES, "PERSON", 1, M("say what was "
	    "wrong in what was entered"), NULL,
	    "anze person correct 0107 --name 张某乙 --reason 录入有误"),
	DATED_ROW(person, end, DATED_WRITES, "PERSON", 1, M("say that a person "
	    "is no longer in the register from a day on"), NULL,
	    "anze person end 0107 --on 2026-01-01 --reason 退休"),
	DATED_ROW(person, withdraw, DATED_WRITES, "PERSON", 1, M("take back a "
	    "person that was entered by mistake"), NULL,
	    "anze person withdraw 0107 --reason 重复录入"),
	DATED_ROW(person, import, DATED_WRITES, "FILE", 1, M("bring in persons "
	    "from a sheet"), M("The sheet is CSV or xlsx with the columns id, "
	    "source, code, name, staff_no, from, to. A row means the person "
	    "of its key, its code or its staff number. Nothing is recorded "
	    "while a row has a fault; importing the same file again changes "
	    "nothing."), "anze person import --dry-run persons.xlsx"),
	DATED_TEMPLATE_ROW(person, "anze person template persons.xlsx"),
	DATED_ROW(person, export, COMMAND_STORE, "FILE", 1, M("write all "
	    "persons to a sheet that can be imported again"), NULL,
	    "anze person export persons.xlsx"),
};
const size_t person_ncommands =
    sizeof person_commands / sizeof person_commands[0];
