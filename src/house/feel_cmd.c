/* SPDX-License-Identifier: Apache-2.0 */
/* How is a rule tried on the command line?  Without a store. */
#include "house/feel_in.h"
#include "house/house_cmd.h"

static const struct opt feel_opts[] = {
	OPT_TEXT('c', "context", "FILE|JSON", M("the facts: a JSON object, or "
	    "a file that holds one")),
	OPT_MANY(0, "calendar", "NAME=FILE", M("a calendar of working days, as "
	    "a fact of that name")),
	OPT_MOMENT(0, "now", M("the moment at which the rule is tried (default: "
	    "now)")),
	OPT_FLAG('e', "explain", M("say which parts and facts decided")),
	OPT_TEXT('t', "table", "FILE", M("a decision table, as JSON, instead "
	    "of an expression")),
	OPT_FLAG(0, "check", M("with --table: look for gaps, overlaps and "
	    "rules that never count")),
	OPT_TEXT(0, "cases", "FILE", M("cases, as JSON Lines, packed with gzip "
	    "or not")),
	OPT_END
};

static enum err
cmd_feel(struct cmd *c, struct note *note)
{
	const bool table = cmd_given(c, "table"), cases = cmd_given(c,
	    "cases");
	struct feel_try t;
	enum err r;

	if (table + cases + (c->noperands > 0) > 1)
		return NOTE(note, ERR_USAGE,
		    M("Give an expression, --table or --cases: one of them."),
		    { 0 });
	if (cmd_flag(c, "check") && !table)
		return NOTE(note, ERR_USAGE,
		    M("--check looks at a table: give --table FILE with it."),
		    { 0 });
	if ((r = try_begin(c, &t, note)) != ERR_OK ||
	    (r = try_given(&t, note)) != ERR_OK)
		return r;
	if (table)
		return try_table(&t, cmd_text(c, "table").p, cmd_flag(c,
		    "check"), note);
	if (cases)
		return try_cases(&t, cmd_text(c, "cases").p, note);
	return c->noperands > 0 ? try_expression(&t, c->operand[0], note) :
	    try_lines(&t, note);
}

const struct command feel_commands[] = {
	{ "feel", cmd_feel, 0, feel_opts, "[EXPRESSION]", 0, 1,
	    M("try an expression or a decision table of the rule language"),
	    M("Facts are JSON: numbers, texts, true, false, lists, objects. "
	    "Dates and the like are {\"type\": \"date\", \"value\": "
	    "\"2026-11-25\"}; a missing fact is {\"unknown\": \"why\"}. "
	    "Without an expression they are read line by line. A table is "
	    "{\"hit\": \"U\", \"inputs\": [{\"expression\": \"age\", \"type\": "
	    "\"number\"}], \"outputs\": [{\"name\": \"grade\"}], \"rules\": "
	    "[{\"in\": [\">= 18\"], \"out\": [\"1\"]}]}. docs/feel.md explains "
	    "the language."),
	    "anze feel '1.1 + 2.2'\n"
	    "anze feel 'age >= 18 and 姓名 != \"\"' --context '{\"age\": 40, "
	    "\"姓名\": \"张三\"}' --explain\n"
	    "anze feel --table grades.json --check\n"
	    "anze feel --cases test/vectors/feel/tck-cases.jsonl.gz" },
};
const size_t feel_ncommands = sizeof feel_commands / sizeof feel_commands[0];
