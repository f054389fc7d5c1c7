/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of reports on the command line? */
#include "incident/report_cmd.h"

#include "incident/report.h"

enum { WRITES = COMMAND_STORE | COMMAND_WRITES };

/* ---- options ---- */

#define REASON_OPT \
	OPT_TEXT(0, "reason", "TEXT", M("why, in your own words"))
#define PERSON_OPT \
	OPT_TEXT(0, "person", "PERSON", M("the person who does so"))
#define LATE_OPT \
	OPT_TEXT(0, "late-reason", "TEXT", M("why it is late"))
#define KIND_OPT \
	OPT_CHOICE('k', "kind", deadline_kinds, M("which report"))
#define PROOF_OPTS \
	OPT_TEXT(0, "proof", "TEXT", M("what shows that it went by another way: " \
	    "a number, who answered")), \
	OPT_TEXT(0, "proof-file", "FILE", M("a file that shows it")), \
	OPT_MANY(0, "for", "RULE", M("the deadline that it answers, as RULE or " \
	    "RULE/PART; -: none"))

static const struct opt submit_opts[] = {
	KIND_OPT,
	OPT_CHOICE('c', "channel", report_channels, M("by which way")),
	OPT_MOMENT(0, "sent", M("when it left; by this system it leaves now")),
	OPT_TEXT(0, "to", "BODY", M("the addressee")),
	OPT_TEXT(0, "to-words", "TEXT", M("an addressee that is not in the "
	    "register")),
	OPT_TEXT('b', "body", "BODY", M("the body that reports (default: the "
	    "one in which it happened)")),
	PROOF_OPTS,
	OPT_MANY('i', "item", "CONTENT=TEXT", M("what it says; anze incident "
	    "form lists the contents")),
	OPT_TEXT(0, "replaces", "REPORT", M("the one that was returned, of which "
	    "this is a newer version")),
	LATE_OPT,
	OPT_TEXT(0, "entered-for", "PERSON", M("the leader for whom you enter "
	    "it")),
	PERSON_OPT, REASON_OPT, OPT_END
};
static const struct opt receive_opts[] = {
	OPT_MOMENT(0, "at", M("when it arrived")),
	OPT_TEXT(0, "receipt", "TEXT", M("the number that the addressee gave")),
	OPT_TEXT('b', "body", "BODY", M("the body that has it")),
	PERSON_OPT, REASON_OPT, OPT_END
};
static const struct opt prove_opts[] = {
	PROOF_OPTS, LATE_OPT, PERSON_OPT, OPT_END
};
#define ANSWER_OPTS \
	OPT_TEXT('b', "body", "BODY", M("the body that answers (default: the " \
	    "addressee)")), \
	OPT_TEXT(0, "text", "TEXT", M("to the report as a whole")), \
	OPT_MANY('m', "comment", "CONTENT=TEXT", M("to one of its contents")), \
	PERSON_OPT
static const struct opt answer_opts[] = { ANSWER_OPTS, OPT_END };
static const struct opt withdraw_opts[] = { REASON_OPT, OPT_END };
static const struct opt inbox_opts[] = {
	OPT_TEXT('b', "body", "BODY", M("whose inbox")),
	OPT_INT('m', "most", "N", M("at most this many (default: 50)")),
	OPT_TEXT(0, "after", "REPORT", M("those behind this one: the next "
	    "page")),
	OPT_END
};
static const struct opt form_opts[] = {
	OPT_FLAG(0, "empty", M("without an incident: to be printed and kept "
	    "at hand")),
	KIND_OPT,
	OPT_MANY(0, "for", "RULE", M("the deadline that it is to answer")),
	OPT_END
};

/* ---- commands ---- */

#define ROW(word, fn, fl, op, operands, least, most, gist, more, example) \
	{ "incident " word, report_cmd_##fn, fl, op, operands, least, most, \
	    gist, more, example }

const struct command report_commands[] = {
	ROW("submit", submit, WRITES, submit_opts, "INCIDENT", 1, 1,
	    M("record that a report leaves, or left"), M("It is reported when "
	    "its addressee is a body of the register and gets it by this "
	    "system, or when a proof of another way is entered. Nothing that "
	    "is missing holds it up, and a late one is taken as any other. "
	    "The same message again is answered with the first."),
	    "anze incident submit INC-2026-0042 --kind initial --channel "
	    "telephone --sent 2026-03-02T02:40 --to 江苏省委网信办 --for "
	    "first-other --proof 值班员李某接听"),
	ROW("prove", prove, WRITES, prove_opts, "REPORT", 1, 1,
	    M("add what was not known when a report was entered"),
	    NULL,
	    "anze incident prove INC-2026-0042/1 --proof 传真回执0317"),
	ROW("receive", receive, WRITES, receive_opts, "REPORT", 1, 1,
	    M("say when a report arrived"), M("Onward clocks count from it."),
	    "anze incident receive INC-2026-0042/1 --at 2026-03-02T02:45 "
	    "--receipt 苏网信收〔2026〕17号"),
	ROW("return", return, WRITES, answer_opts, "REPORT", 1, 1,
	    M("return a report with what is still wanted"), M("No clock stops "
	    "or starts anew by it."), "anze incident return INC-2026-0042/1 "
	    "--comment event=请补充影响范围"),
	ROW("accept", accept, WRITES, answer_opts, "REPORT", 1, 1,
	    M("accept a report"), NULL, "anze incident accept INC-2026-0042/2"),
	ROW("withdraw", withdraw, WRITES, withdraw_opts, "REPORT", 1, 1,
	    M("take back a report that was entered by mistake"), M("What it "
	    "had met waits again."), "anze incident withdraw INC-2026-0042/3 "
	    "--reason 重复录入"),
	ROW("reports", reports, COMMAND_STORE, NULL, "INCIDENT|REPORT", 1, 1,
	    M("list the reports of an incident, or show one"), NULL,
	    "anze incident reports INC-2026-0042"),
	ROW("inbox", inbox, COMMAND_STORE, inbox_opts, "", 0, 0,
	    M("list reports that wait for a body's answer"), NULL,
	    "anze incident inbox --body 江苏省委网信办"),
	ROW("form", form, COMMAND_STORE, form_opts, "[INCIDENT]", 0, 1,
	    M("write the form of a report"), M("As Markdown, filled in with "
	    "what is known; what changed since the last report is marked. "
	    "With --empty it is for the drawer: one page, to be filled in by "
	    "hand while somebody telephones."),
	    "anze incident form INC-2026-0042 --kind initial"),
};
const size_t report_ncommands =
    sizeof report_commands / sizeof report_commands[0];
