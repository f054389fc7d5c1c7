/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of duty telephones on the command line? */
#include "phone/phone_cmd.h"

#include "base/zone.h"
#include "dated/dated_cmd.h"
#include "house/console.h"
#include "phone/phone.h"
#include "phone/phone_act.h"

#define FIELD_OPTS \
	OPT_TEXT('b', "body", "BODY", M("whose telephone it is")), \
	OPT_TEXT(0, "number", "NUMBER", M("digits; + before a country's code, 转 " \
	    "before an extension")), \
	OPT_CHOICE('k', "kind", phone_kinds, M("what it is for")), \
	OPT_TEXT(0, "tested-on", "DATE", M("when it was last rung to see whether " \
	    "somebody answers")), \
	OPT_CHOICE(0, "test-result", phone_results, M("what came of that test"))
#define FILTER_OPTS \
	OPT_TEXT('b', "body", "BODY", M("only this body's")), \
	OPT_TEXT(0, "number", "NUMBER", M("only this number")), \
	OPT_CHOICE('k', "kind", phone_kinds, M("only of this kind")), \
	OPT_CHOICE(0, "test-result", phone_results, \
	    M("only those whose last test " \
	    "had this result"))

DATED_VERBS(phone, FIELD_OPTS, FILTER_OPTS)

static const struct opt phone_export_opts[] = { OPT_END };
static const struct opt phone_test_opts[] = {
	OPT_CHOICE(0, "result", phone_results, M("did somebody answer?")),
	OPT_DATE(0, "at", M("the day of the test (default: today)")),
	OPT_END
};

static enum err
phone_cmd_test(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	const struct str result = cmd_text(c, "result");
	struct app *app = c->app;
	struct str code, name;
	struct answer done;
	const struct civil now = zone_local(app->zone,
	    timesource_now(&app->clock));
	const int64_t today = day_from_civil(now.year, now.month, now.day);
	const int64_t on = cmd_date(c, "at", today);
	struct key id;
	enum err r;

	if (result.n == 0)
		return NOTE(note, ERR_USAGE, M("Say whether somebody answered: "
		    "--result answered or --result no_answer."));
	if ((r = phone_ref.find(app->read, c->a, c->operand[0], today, KEY_NONE,
	    &id, note)) != ERR_OK ||
	    (r = phone_test(app, &who, NULL, id, on,
	    str_is(result, phone_results[0].word), &done, note)) != ERR_OK ||
	    (r = phone_ref.called(app->read, c->a, id, today, &code, &name,
	    note)) != ERR_OK)
		return r;
	return TELL(c, note, M("The test of {name} on {day} was recorded (entry "
	    "{seq})."), A_TEXT("name", name), A_DAY("day", on),
	    A_INT("seq", done.seq));
}

const struct command phone_commands[] = {
	DATED_ROW(phone, add, DATED_WRITES, "", 0, M("enter one telephone"),
	    NULL, "anze phone add --body 南通市人民政府 --number 0513-85123456 "
	    "--kind duty --from 2024-01-01"),
	DATED_ROW(phone, list, COMMAND_STORE, "", 0, M("list telephones as of a "
	    "day"), NULL, "anze phone list --body 南通市人民政府"),
	DATED_ROW(phone, show, COMMAND_STORE, "PHONE", 1, M("show one telephone, "
	    "its states and its history"), M("A telephone is named by a key, "
	    "a code, its number, or as BODY/NUMBER."),
	    "anze phone show 0513-85123456"),
	DATED_ROW(phone, test, DATED_WRITES, "PHONE", 1, M("record that a "
	    "telephone was rung, and whether somebody answered"), M("It holds "
	    "from that day on, until a later test. Telephones that were not "
	    "tested for long are gaps."), "anze phone test 0513-85123456 "
	    "--result answered --at 2026-03-02"),
	DATED_ROW(phone, change, DATED_WRITES, "PHONE", 1, M("say what is "
	    "different from a day on: the world changed"), NULL,
	    "anze phone change 0513-85123456 --kind backup --from 2025-03-01"),
	DATED_ROW(phone, correct, DATED_WRITES, "PHONE", 1, M("say what was "
	    "wrong in what was entered"), NULL,
	    "anze phone correct 0513-85123456 --number 0513-85123465"),
	DATED_ROW(phone, end, DATED_WRITES, "PHONE", 1, M("say that a telephone "
	    "is no more from a day on"), NULL,
	    "anze phone end 0513-85123456 --on 2026-01-01"),
	DATED_ROW(phone, withdraw, DATED_WRITES, "PHONE", 1, M("take back a "
	    "telephone that was entered by mistake"), NULL,
	    "anze phone withdraw 0513-85123456 --reason 重复录入"),
	DATED_ROW(phone, import, DATED_WRITES, "FILE", 1, M("bring in telephones "
	    "from a sheet"), M("The sheet is CSV or xlsx with the columns id, "
	    "source, code, body, number, kind, tested_on, test_result, from, "
	    "to. A row means the telephone of its key, of its code, or of its "
	    "number in its body. Nothing is recorded while a row has a fault; "
	    "importing the same file again changes nothing."),
	    "anze phone import --dry-run phones.xlsx"),
	DATED_TEMPLATE_ROW(phone, "anze phone template phones.xlsx"),
	DATED_ROW(phone, export, COMMAND_STORE, "FILE", 1, M("write all "
	    "telephones to a sheet that can be imported again"), NULL,
	    "anze phone export phones.xlsx"),
};
const size_t phone_ncommands =
    sizeof phone_commands / sizeof phone_commands[0];
