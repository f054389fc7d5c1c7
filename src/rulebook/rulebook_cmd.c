/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said about rule packs on the command line? */
#include "rulebook/rulebook_cmd.h"
#include "rulebook/rulebook_desk_cmd.h"

static const struct opt list_opts[] = {
	OPT_DATE(0, "at", M("which judge on this day (default: today)")),
	OPT_FLAG('a', "all", M("every version that was ever adopted")),
	LISTED_OPTS,
	OPT_END
};

static const struct opt show_opts[] = {
	OPT_FLAG(0, "source", M("the text of the pack, as it was written")),
	OPT_TEXT(0, "text", "FILE", M("write the official text that was "
	    "attached last to this file")),
	OPT_END
};

static const struct opt listed_opts[] = {
	LISTED_OPTS,
	OPT_END
};

static const struct opt graph_opts[] = {
	OPT_FLAG(0, "text", M("a list instead of a picture: what each rule "
	    "reads and gives")),
	LISTED_OPTS,
	OPT_END
};

static const struct opt attach_opts[] = {
	OPT_TEXT(0, "source", "TEXT", M("where the text was had: a URL, an "
	    "archive")),
	OPT_TEXT(0, "document", "TEXT", M("its document number")),
	OPT_END
};

static const struct opt adopt_opts[] = {
	OPT_FLAG('a', "all", M("all that the program offers and that is not "
	    "adopted yet, but for packs of one place")),
	OPT_DATE(0, "since", M("it judges from this day on (default: the day "
	    "on which its text, and all that it uses, are in force)")),
	OPT_FLAG('n', "dry-run", M("look for faults and run the examples, "
	    "record nothing")),
	OPT_END
};

static const struct opt retire_opts[] = {
	OPT_TEXT(0, "reason", "TEXT", M("why it is taken back")),
	OPT_END
};

static const struct opt judge_opts[] = {
	OPT_MANY('p', "pack", "PACK", M("judge by this pack: an id, "
	    "ID@VERSION or a file (default: what is in force)")),
	OPT_TEXT('f', "facts", "FILE|JSON", M("the facts: a JSON object, or "
	    "a file that holds one; - is standard input")),
	OPT_MOMENT(0, "at", M("the moment of judging (default: now)")),
	OPT_FLAG('e', "explain", M("say why: each part of a condition, and "
	    "what is missing")),
	OPT_END
};

#define PACKS_HELP M( \
	"A pack is named by its id (the version in force, else the newest " \
	"that is adopted, else the one that the program offers), by " \
	"ID@VERSION, or by the path of its file. Without one all are taken: " \
	"those in force and those that are offered. docs/packs.md explains " \
	"the format.")

const struct command rulebook_commands[] = {
	{ "pack list", rulebook_cmd_list, 0, list_opts, "", 0, 0,
	    M("list the rule packs: in force, adopted, offered"),
	    M("With a store it says what judges; without one, what the "
	    "program offers. What is offered judges nothing until it is "
	    "adopted."),
	    "anze pack list\n"
	    "anze pack list --all --sort pack,-version" },
	{ "pack show", rulebook_cmd_show, 0, show_opts, "PACK [CLAUSE|RULE]",
	    1, 2,
	    M("show a pack clause by clause: gist, rules, how well each is "
	    "known"),
	    PACKS_HELP,
	    "anze pack show responsibility-2017 8.2\n"
	    "anze pack show responsibility-2017@1 --source\n"
	    "anze pack show responsibility-2017 --text official.pdf" },
	{ "pack check", rulebook_cmd_check, 0, listed_opts, "[PACK…]", 0, -1,
	    M("say all that is wrong with packs, with line and column"),
	    M("Faults keep a pack from being run; remarks say what is poorly "
	    "made: clauses without a rule or a reason, rules without "
	    "examples, gaps and overlaps of tables, facts nobody reads."),
	    "anze pack check our-rules.md\n"
	    "anze pack check --json" },
	{ "pack test", rulebook_cmd_test, 0, NULL, "[PACK…]", 0, -1,
	    M("run the examples of packs"),
	    PACKS_HELP,
	    "anze pack test\n"
	    "anze pack test our-rules.md" },
	{ "pack coverage", rulebook_cmd_coverage, 0, listed_opts, "[PACK…]",
	    0, -1,
	    M("list clause by clause by which rules it is covered"),
	    PACKS_HELP,
	    "anze pack coverage responsibility-2017\n"
	    "anze pack coverage --to coverage.xlsx" },
	{ "pack diff", rulebook_cmd_diff, 0, listed_opts, "OLD NEW", 2, 2,
	    M("say what is different between two versions, rule by rule"),
	    PACKS_HELP,
	    "anze pack diff responsibility-2017@1 responsibility-2017@2\n"
	    "anze pack diff responsibility-2017 new.md" },
	{ "pack facts", rulebook_cmd_facts, 0, listed_opts, "[PACK…]", 0, -1,
	    M("list the facts: name, type, who may assert them, which rules "
	    "read them"),
	    PACKS_HELP,
	    "anze pack facts responsibility-2017\n"
	    "anze pack facts --to facts.csv" },
	{ "pack graph", rulebook_cmd_graph, 0, graph_opts, "[PACK…]", 0, -1,
	    M("draw which facts lead to which rules, for graphviz"),
	    PACKS_HELP,
	    "anze pack graph responsibility-2017 | dot -Tsvg >graph.svg\n"
	    "anze pack graph responsibility-2017 --text" },
	{ "pack attach", rulebook_cmd_attach, COMMAND_STORE | COMMAND_WRITES,
	    attach_opts, "PACK FILE", 2, 2,
	    M("attach the official text, to be shown beside the gist"),
	    M("The file is kept with its hash. The packs hold our own words; "
	    "the official text is yours to bring."),
	    "anze pack attach responsibility-2017 official.pdf --source "
	    "http://www.cac.gov.cn/" },
	{ "pack adopt", rulebook_cmd_adopt, COMMAND_STORE | COMMAND_WRITES,
	    adopt_opts, "[PACK…]", 0, -1,
	    M("let packs judge from a day on"),
	    M("All of them are adopted, or none. Nothing is adopted that has "
	    "a fault or whose examples fail, and no version that is not "
	    "greater than the one adopted. What is in force stays in force "
	    "until then, and every version ever adopted can still be run."),
	    "anze pack adopt --all\n"
	    "anze pack adopt responsibility-2017 incident-reporting-2025\n"
	    "anze pack adopt our-rules.md --since 2026-03-01 --dry-run" },
	{ "pack retire", rulebook_cmd_retire, COMMAND_STORE | COMMAND_WRITES,
	    retire_opts, "PACK@VERSION", 1, 1,
	    M("take back a version that was adopted by mistake"),
	    M("It is kept and can still be shown and run, but judges no more; "
	    "the version before it does. Rules that end are another matter: "
	    "adopt a version of the pack that says until when they hold "
	    "(to:)."),
	    "anze pack retire our-rules@2 --reason 文号写错" },
	{ "judge", rulebook_cmd_judge, 0, judge_opts, "", 0, 0,
	    M("say what the rules make of some facts; nothing is recorded"),
	    M("Facts are named by their ids or Chinese names; what is left "
	    "out is not known and never assumed. anze pack facts lists them. "
	    "Texts of choices, numbers, true and false are JSON's; a moment "
	    "is \"2026-03-02T08:00+08:00\", a day \"2026-03-02\", a length "
	    "of time \"PT2H\", a fact that is missing {\"unknown\": "
	    "\"why\"}. Without a store it is judged by what the program "
	    "offers, packs of one place left out."),
	    "anze judge --facts incident.json --explain\n"
	    "anze judge --facts '{\"网站类别\": \"党政机关门户网站\"}' --pack "
	    "responsibility-2017\n"
	    "anze judge --facts incident.json --at 2026-03-02T10:00 --json" },
};
const size_t rulebook_ncommands =
    sizeof rulebook_commands / sizeof rulebook_commands[0];
