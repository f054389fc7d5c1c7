/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of tenures on the command line? */
#include "tenure/tenure_cmd.h"

#include "dated/dated_cmd.h"
#include "tenure/tenure.h"

#define FIELD_OPTS \
	OPT_TEXT('p', "person", "PERSON", M("who holds the post")), \
	OPT_TEXT('b', "body", "BODY", M("the body in which --post is a title")), \
	OPT_TEXT(0, "post", "POST", M("the post, as BODY/TITLE, by its code or " \
	    "key, or by its title in --body")), \
	OPT_CHOICE('k', "kind", tenure_kinds, M("in what way")), \
	OPT_TEXT(0, "absent", "yes|no", M("holds it, but is away")), \
	OPT_TEXT(0, "due", "DATE", M("when an acting or presiding term is to " \
	    "end")), \
	OPT_TEXT(0, "document", "TEXT", M("number of the document that appoints")), \
	OPT_TEXT(0, "document-date", "DATE", M("date of that document"))
#define FILTER_OPTS \
	OPT_TEXT('p', "person", "PERSON", M("only this person's")), \
	OPT_TEXT(0, "post", "POST", M("only of this post")), \
	OPT_CHOICE('k', "kind", tenure_kinds, M("only of this kind"))

DATED_VERBS(tenure, FIELD_OPTS, FILTER_OPTS)

static const struct opt tenure_export_opts[] = { OPT_END };

const struct command tenure_commands[] = {
	DATED_ROW(tenure, add, DATED_WRITES, "", 0, M("say who holds a post"),
	    NULL, "anze tenure add --person 0107 --post 南通市人民政府/副市长 "
	    "--kind substantive --document 通委〔2024〕3号 --from 2024-01-01"),
	DATED_ROW(tenure, list, COMMAND_STORE, "", 0, M("list tenures as of a "
	    "day"), NULL, "anze tenure list --person 0107 --all"),
	DATED_ROW(tenure, show, COMMAND_STORE, "TENURE", 1, M("show one tenure, "
	    "its states and its history"), NULL, "anze tenure show nt:T12"),
	DATED_ROW(tenure, change, DATED_WRITES, "TENURE", 1, M("say what is "
	    "different from a day on: the world changed"), NULL,
	    "anze tenure change nt:T12 --absent yes --from 2025-03-01 --to "
	    "2025-06-01"),
	DATED_ROW(tenure, correct, DATED_WRITES, "TENURE", 1, M("say what was "
	    "wrong in what was entered"), NULL,
	    "anze tenure correct nt:T12 --began 2024-02-01"),
	DATED_ROW(tenure, end, DATED_WRITES, "TENURE", 1, M("say that somebody "
	    "no longer holds a post from a day on"), NULL,
	    "anze tenure end nt:T12 --on 2026-01-01 --reason 转任"),
	DATED_ROW(tenure, withdraw, DATED_WRITES, "TENURE", 1, M("take back a "
	    "tenure that was entered by mistake"), NULL,
	    "anze tenure withdraw nt:T12 --reason 重复录入"),
	DATED_ROW(tenure, import, DATED_WRITES, "FILE", 1, M("bring in tenures "
	    "from a sheet"), M("The sheet is CSV or xlsx with the columns id, "
	    "source, code, body, person, post, kind, absent, due, document, "
	    "document_date, from, to. post is a title within body, or names a "
	    "post alone. A row means the tenure of its key, of its code, or "
	    "of the same person in the same post. Nothing is recorded while a "
	    "row has a fault; importing the same file again changes nothing."),
	    "anze tenure import --dry-run tenures.xlsx"),
	DATED_ROW(tenure, export, COMMAND_STORE, "FILE", 1, M("write all "
	    "tenures to a sheet that can be imported again"), NULL,
	    "anze tenure export tenures.xlsx"),
};
const size_t tenure_ncommands =
    sizeof tenure_commands / sizeof tenure_commands[0];
