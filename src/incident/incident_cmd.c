/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of incidents on the command line? */
#include "incident/incident_cmd.h"

#include "incident/incident.h"
#include "incident/incident_verbs_cmd.h"

enum { WRITES = COMMAND_STORE | COMMAND_WRITES };

/* ---- options ---- */

#define REASON_OPT \
	OPT_TEXT(0, "reason", "TEXT", M("why, in your own words"))
#define SOURCE_OPTS \
	OPT_MOMENT(0, "at", M("as of when it is so")), \
	OPT_TEXT(0, "source", "TEXT", M("where it is known from")), \
	OPT_TEXT(0, "by", "BODY", M("the body that says so")), \
	OPT_TEXT(0, "person", "PERSON", M("the person who says so"))
#define INSTEAD_OPT \
	OPT_INT(0, "instead", "ENTRY", M("in the place of what this entry said"))
#define DECIDE_OPTS \
	OPT_TEXT('b', "body", "BODY", M("the body that decides")), \
	OPT_TEXT(0, "person", "PERSON", M("the person who decides")), \
	REASON_OPT

#define OPEN_OPTS \
	OPT_TEXT('b', "body", "BODY", M("the body in which it happened")), \
	OPT_TEXT('t', "title", "TEXT", M("what happened, in one sentence")), \
	OPT_CHOICE('o', "origin", incident_origins, M("how it was found")), \
	OPT_MANY('s', "system", "SYSTEM", M("a system that is affected")), \
	OPT_TEXT(0, "number", "TEXT", M("its number elsewhere")), \
	OPT_FLAG(0, "drill", M("an exercise: it counts nowhere")), \
	OPT_FLAG(0, "classified", M("it concerns state secrets: only that it " \
	    "moved to the classified channel is kept")), \
	OPT_TEXT(0, "channel-no", "TEXT", M("its number in the classified " \
	    "channel")), \
	OPT_MOMENT(0, "occurred", M("when it occurred")), \
	OPT_MOMENT(0, "discovered", M("when the body discovered it")), \
	OPT_MOMENT(0, "learned", M("when the body was told of it")), \
	OPT_MANY('f', "fact", "NAME=VALUE", M("a fact that is known already")), \
	OPT_TEXT(0, "note", "TEXT", M("more, for the reader")), \
	SOURCE_OPTS

static const struct opt report_opts[] = { OPEN_OPTS, OPT_END };
static const struct opt split_opts[] = { OPEN_OPTS, REASON_OPT, OPT_END };
static const struct opt list_opts[] = {
	OPT_TEXT('b', "body", "BODY", M("only in this body")),
	OPT_TEXT('u', "under", "BODY", M("only in this body and those under "
	    "it")),
	OPT_CHOICE(0, "state", incident_states, M("only in this state")),
	OPT_TEXT(0, "level", "LEVEL", M("only of this level; -: of none yet")),
	OPT_FLAG(0, "drill", M("drills instead")),
	OPT_INT('m', "most", "N", M("at most this many (default: 50)")),
	OPT_TEXT(0, "before", "INCIDENT", M("those before this one: the next "
	    "page")),
	OPT_END
};
static const struct opt fact_opts[] = {
	SOURCE_OPTS,
	OPT_FLAG(0, "correct", M("what was said before was wrong")),
	OPT_INT(0, "expect", "ENTRY", M("the last entry as you saw it: fails "
	    "when somebody stated the same fact since")),
	REASON_OPT, OPT_END
};
static const struct opt time_opts[] = {
	OPT_MOMENT(0, "at", M("when; cut where it is not known better")),
	OPT_TEXT('b', "body", "BODY", M("which body")),
	OPT_TEXT(0, "person", "PERSON", M("which person")),
	OPT_TEXT(0, "note", "TEXT", M("more, for the reader")),
	INSTEAD_OPT, REASON_OPT, OPT_END
};
static const struct opt outage_opts[] = {
	OPT_CHOICE('k', "what", incident_outage_kinds, M("what was down")),
	OPT_TEXT('s', "system", "SYSTEM", M("which system")),
	OPT_MOMENT(0, "from", M("since when")),
	OPT_MOMENT(0, "until", M("until when; left out as long as it lasts")),
	INSTEAD_OPT, REASON_OPT, OPT_END
};
static const struct opt area_opts[] = {
	OPT_TEXT('r', "region", "CODE", M("the division")),
	OPT_INT(0, "people", "N", M("people affected there")),
	OPT_INT(0, "population", "N", M("people who live there")),
	INSTEAD_OPT, REASON_OPT, OPT_END
};
static const struct opt involve_opts[] = {
	OPT_CHOICE('k', "part", incident_parts, M("which part it has")),
	OPT_TEXT('s', "system", "SYSTEM", M("a system")),
	OPT_TEXT('b', "body", "BODY", M("a body")),
	OPT_TEXT(0, "person", "PERSON", M("a person")),
	REASON_OPT, OPT_END
};
static const struct opt handle_opts[] = {
	OPT_CHOICE('k', "kind", incident_handled_kinds, M("which step")),
	OPT_MOMENT(0, "at", M("when")),
	OPT_TEXT('b', "body", "BODY", M("which body")),
	OPT_TEXT(0, "person", "PERSON", M("which person")),
	OPT_TEXT(0, "level", "LEVEL", M("of the response")),
	OPT_INT(0, "answers", "ENTRY", M("the instruction that it answers")),
	OPT_END
};
static const struct opt decide_opts[] = { DECIDE_OPTS, OPT_END };
static const struct opt close_opts[] = {
	OPT_FLAG(0, "false-alarm", M("nothing happened")),
	DECIDE_OPTS, OPT_END
};
static const struct opt reason_opts[] = { REASON_OPT, OPT_END };

/* ---- commands ---- */

#define ROW(word, fn, fl, op, operands, least, most, gist, more, example) \
	{ "incident " word, incident_cmd_##fn, fl, op, operands, least, most, \
	    gist, more, example }

const struct command incident_commands[] = {
	ROW("report", report, WRITES, report_opts, "", 0, 0,
	    M("open an incident"), M("One sentence and the body are enough: "
	    "nothing that is missing holds up a report. All else is said "
	    "later."), "anze incident report --body 南通市教育局 --title "
	    "门户网站被篡改 --discovered 2026-03-02T02:10 --fact 受到网络攻击=是"),
	ROW("list", list, COMMAND_STORE, list_opts, "", 0, 0,
	    M("list incidents, the newest first"), NULL,
	    "anze incident list --under 南通市人民政府 --state open"),
	ROW("show", show, COMMAND_STORE, incident_show_opts, "INCIDENT", 1, 1,
	    M("show an incident and what follows by the rules"), NULL,
	    "anze incident show INC-2026-0042"),
	ROW("fact", fact, WRITES, fact_opts, "INCIDENT NAME=VALUE…", 2, -1,
	    M("state facts, or that they are not known"), M("Names are those "
	    "of anze pack facts, in Chinese or by id; ? is not known. What was "
	    "said before stays visible."), "anze incident fact INC-2026-0042 "
	    "网站级别=地市级 及时组织处置=? --source 现场核实"),
	ROW("time", time, WRITES, time_opts, "INCIDENT WHAT", 2, 2,
	    M("add a moment to the chronology"), NULL,
	    "anze incident time INC-2026-0042 contained --at 2026-03-02T05:00"),
	ROW("timeline", timeline, COMMAND_STORE, NULL, "INCIDENT", 1, 1,
	    M("list the chronology"), NULL,
	    "anze incident timeline INC-2026-0042"),
	ROW("outage", outage, WRITES, outage_opts, "INCIDENT", 1, 1,
	    M("say from when till when something was down"), NULL,
	    "anze incident outage INC-2026-0042 --what site --from "
	    "2026-03-02T02:05 --until 2026-03-02T08:30"),
	ROW("area", area, WRITES, area_opts, "INCIDENT", 1, 1,
	    M("say how many people of a division are affected"), NULL,
	    "anze incident area INC-2026-0042 --region 320600 --people 120000 "
	    "--population 7700000"),
	ROW("involve", involve, WRITES, involve_opts, "INCIDENT", 1, 1,
	    M("name a system, a body or a person with a part in it"), NULL,
	    "anze incident involve INC-2026-0042 --part provider --body "
	    "某甲科技有限公司"),
	ROW("handle", handle, WRITES, handle_opts, "INCIDENT [TEXT]", 1, 2,
	    M("say what was done about it"), NULL,
	    "anze incident handle INC-2026-0042 隔离受影响主机 --kind measure --at "
	    "2026-03-02T03:00"),
	ROW("take-back", take_back, WRITES, reason_opts, "INCIDENT ENTRY", 2,
	    2, M("take back what an entry said by mistake"), NULL,
	    "anze incident take-back INC-2026-0042 1207 --reason 录入有误"),
	ROW("grade", grade, WRITES, decide_opts, "INCIDENT LEVEL", 2, 2,
	    M("decide the level"), M("The rules propose; a body with authority "
	    "decides, with a reason."), "anze incident grade INC-2026-0042 "
	    "serious --body 南通市委网信办 --reason 瘫痪已满2小时"),
	ROW("class", class, WRITES, decide_opts, "INCIDENT CODE", 2, 2,
	    M("choose the class of GB/T 20986"), NULL,
	    "anze incident class INC-2026-0042 02009 --body 南通市委网信办 "
	    "--reason 网页篡改"),
	ROW("deadline", deadline, COMMAND_STORE, NULL, "INCIDENT", 1, 1,
	    M("list its deadlines"), NULL,
	    "anze incident deadline INC-2026-0042"),
	ROW("close", close, WRITES, close_opts, "INCIDENT", 1, 1,
	    M("close it, or say that it was a false alarm"), NULL,
	    "anze incident close INC-2026-0042 --body 南通市委网信办 --reason "
	    "处置完毕"),
	ROW("reopen", reopen, WRITES, reason_opts, "INCIDENT", 1, 1,
	    M("open it again"), NULL,
	    "anze incident reopen INC-2026-0042 --reason 发现新的受影响系统"),
	ROW("merge", merge, WRITES, reason_opts, "INCIDENT INTO", 2, 2,
	    M("say that it is the same as another"), NULL,
	    "anze incident merge INC-2026-0043 INC-2026-0042 --reason 同一事件"),
	ROW("split", split, WRITES, split_opts, "INCIDENT", 1, 1,
	    M("let a part of it go on as another incident"), NULL,
	    "anze incident split INC-2026-0042 --body 南通市卫健委 --title "
	    "医院系统中断 --reason 不同系统、不同起因"),
};
const size_t incident_ncommands =
    sizeof incident_commands / sizeof incident_commands[0];
