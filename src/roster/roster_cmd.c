/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of the duty roster on the command line? */
#include "roster/roster_cmd.h"

#include "body/body.h"
#include "dated/dated_cmd.h"
#include "house/console.h"
#include "ledger/vault.h"
#include "person/person.h"
#include "roster/roster.h"
#include "roster/roster_act.h"

#define FIELD_OPTS \
	OPT_TEXT('b', "body", "BODY", M("whose duty it is")), \
	OPT_TEXT('p', "person", "PERSON", M("who is on duty")), \
	OPT_CHOICE(0, "role", roster_roles, M("as what")), \
	OPT_TEXT(0, "phone", "NUMBER", M("where that person is reached " \
	    "meanwhile"))
#define FILTER_OPTS \
	OPT_TEXT('b', "body", "BODY", M("only this body's")), \
	OPT_TEXT('p', "person", "PERSON", M("only this person's")), \
	OPT_CHOICE(0, "role", roster_roles, M("only in this role")), \
	OPT_TEXT(0, "on", "DATE", M("all shifts that touch this day"))

DATED_VERBS(roster, FIELD_OPTS, FILTER_OPTS)

static const struct opt roster_export_opts[] = { OPT_END };
static const struct opt hand_over_opts[] = {
	OPT_MOMENT(0, "at", M("when it was handed over (default: now)")),
	OPT_TEXT(0, "to", "PERSON", M("who took it over")),
	OPT_TEXT(0, "note", "TEXT", M("what was told, in your own words")),
	OPT_END
};
static const struct opt on_duty_opts[] = {
	OPT_MOMENT(0, "at", M("at this moment (default: now)")),
	OPT_TEXT(0, "known-at", "ENTRY|DATE", M("as it was known at this entry "
	    "or time (default: now)")),
	OPT_END
};

static int64_t
now_of(const struct cmd *c)
{
	const struct app *app = c->app;

	return timesource_now(&app->clock);
}

static int64_t
at_of(const struct cmd *c)
{
	const struct moment now = { now_of(c), PREC_MINUTE };

	return cmd_moment(c, "at", now).ms;
}

static enum err
roster_cmd_hand_over(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	const struct str to = cmd_text(c, "to");
	struct roster_hand in = { .at = at_of(c), .told = cmd_text(c, "note") };
	struct app *app = c->app;
	const int64_t on = day_of_ms(in.at);
	struct str code, name;
	struct answer done;
	enum err r;

	if ((r = roster_ref.find(app->read, c->a, c->operand[0], on, KEY_NONE,
	    &in.shift, note)) != ERR_OK ||
	    (to.n != 0 && (r = person_ref.find(app->read, c->a, to, on,
	    KEY_NONE, &in.to, note)) != ERR_OK) ||
	    (r = roster_hand_over(app, &who, NULL, &in, &done,
	    note)) != ERR_OK ||
	    (r = roster_ref.called(app->read, c->a, in.shift, on, &code, &name,
	    note)) != ERR_OK)
		return r;
	return TELL(c, note, M("The shift ({name}) was handed over (entry "
	    "{seq})."), A_TEXT("name", name), A_INT("seq", done.seq));
}

/* A line of `roster hand-overs`. */
struct handover_view {
	struct value	at, to, name, told, seq;
};

static const struct field handover_rows[] = {
	{ .name = "at", .kind = FIELD_MOMENT, .label = M("At") },
	{ .name = "to", .kind = FIELD_REF, .ref = "person",
	    .label = M("Taken over by") },
	{ .name = "name", .kind = FIELD_TEXT, .flags = FIELD_PLAIN,
	    .label = M("Name") },
	{ .name = "note", .kind = FIELD_LINES, .flags = FIELD_PLAIN,
	    .label = M("What was told") },
	{ .name = "seq", .kind = FIELD_INT, .label = M("Entry") },
};
static FIELDS(handover_fields, "roster_handover", 1, handover_rows);

/* What was told, or that it was removed. */
static enum err
told_get(struct cmd *c, const struct roster_handover *h, struct value *ret,
    struct note *note)
{
	static const struct hash none;
	const struct app *app = c->app;
	struct vault_text told;
	enum err r;

	*ret = (struct value){ .given = GIVEN_NOT };
	if (memcmp(&h->note, &none, sizeof none) == 0)
		return ERR_OK;
	if ((r = vault_get(app->read, c->a, &h->note, &told,
	    note)) != ERR_OK)
		return r;
	if (told.removed_by.n != 0) {
		const struct arg args[] = { A_TEXT("document",
		    told.removed_by), { 0 } };
		struct buf b = BUF_IN(c->a);

		say_into(&b, c->voice, M("removed, no. {document}"), args);
		told.text = buf_view(&b);
	}
	*ret = (struct value)V_TEXT(told.text);
	return ERR_OK;
}

static enum err
handover_put(struct cmd *c, struct rowsink *sink,
    const struct roster_handover *h, struct note *note)
{
	const struct app *app = c->app;
	struct handover_view v = {
		.at = { .given = GIVEN_KNOWN, .num = h->at,
		    .prec = PREC_MINUTE },
		.seq = V_INT(h->seq),
	};
	struct str name;
	enum err r;

	if (!key_none(h->person)) {
		if ((r = person_name(app->read, c->a, h->person,
		    day_of_ms(h->at), DATED_NOW, &name, note)) != ERR_OK)
			return r;
		v.to = (struct value)V_KEY(h->person);
		v.name = (struct value)V_TEXT(name);
	}
	if ((r = told_get(c, h, &v.told, note)) != ERR_OK)
		return r;
	return rowsink_row(sink, VALUES(&v), note);
}

static enum err
roster_cmd_hand_overs(struct cmd *c, struct note *note)
{
	const struct roster_handover *list = NULL;
	const struct app *app = c->app;
	struct rowsink *sink;
	struct key shift;
	size_t n = 0;
	enum err r;

	if ((r = roster_ref.find(app->read, c->a, c->operand[0],
	    day_of_ms(now_of(c)), KEY_NONE, &shift, note)) != ERR_OK ||
	    (r = roster_handovers(app->read, c->a, shift, &list, &n,
	    note)) != ERR_OK)
		return r;
	sink = cmd_rows(c);
	r = rowsink_begin(sink, &handover_fields, note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = handover_put(c, sink, &list[i], note);
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

/* A line of `roster on-duty`. */
struct duty_view {
	struct value	role, person, name, phone, from, to, planned,
			planned_name, handed, shift;
};

static const struct field duty_rows[] = {
	DATED_CHOICE("role", roster_roles, 0, M("Role")),
	{ .name = "person", .kind = FIELD_REF, .ref = "person",
	    .label = M("Person") },
	DATED_TEXT("name", 0, PERSON_NAME_MAX, M("Name")),
	DATED_TEXT("phone", 0, ROSTER_PHONE_MAX, M("Telephone")),
	DATED_WHEN("from", FIELD_MOMENT, 0, M("From")),
	DATED_WHEN("to", FIELD_MOMENT, 0, M("Until")),
	{ .name = "planned", .kind = FIELD_REF, .ref = "person",
	    .label = M("Instead of") },
	DATED_TEXT("planned_name", 0, PERSON_NAME_MAX, M("Instead of (name)")),
	DATED_WHEN("handed", FIELD_MOMENT, 0, M("Handed over at")),
	{ .name = "shift", .kind = FIELD_REF, .ref = "roster",
	    .label = M("Shift") },
};
static FIELDS(duty_fields, "on_duty", 1, duty_rows);

static struct value
moment_value(int64_t ms)
{
	return (struct value){ .given = GIVEN_KNOWN, .num = ms,
	    .prec = PREC_MINUTE };
}

static enum err
person_say(struct cmd *c, struct key id, int64_t on, int64_t known,
    struct value *ret_id, struct value *ret_name, struct note *note)
{
	const struct app *app = c->app;
	struct str name;
	enum err r;

	if ((r = person_name(app->read, c->a, id, on, known, &name,
	    note)) != ERR_OK)
		return r;
	*ret_id = (struct value)V_KEY(id);
	*ret_name = (struct value)V_TEXT(name);
	return ERR_OK;
}

static enum err
duty_put(struct cmd *c, struct rowsink *sink, const struct roster_duty *d,
    int64_t on, int64_t known, struct note *note)
{
	struct duty_view v = {
		.role = V_TEXT(d->role), .from = moment_value(d->since),
		.to = moment_value(d->until), .shift = V_KEY(d->shift),
	};
	enum err r;

	if ((r = person_say(c, d->person, on, known, &v.person, &v.name,
	    note)) != ERR_OK)
		return r;
	if (d->phone.n != 0)
		v.phone = (struct value)V_TEXT(d->phone);
	if (d->handed != INT64_MIN)
		v.handed = moment_value(d->handed);
	if (!key_eq(d->person, d->planned) && (r = person_say(c, d->planned,
	    on, known, &v.planned, &v.planned_name, note)) != ERR_OK)
		return r;
	return rowsink_row(sink, VALUES(&v), note);
}

static enum err
roster_cmd_on_duty(struct cmd *c, struct note *note)
{
	const struct roster_duty *duty = NULL;
	const struct app *app = c->app;
	const int64_t at = at_of(c);
	struct rowsink *sink;
	struct key body;
	int64_t known;
	size_t n = 0;
	enum err r;

	if ((r = dated_cmd_known(c, &known, note)) != ERR_OK ||
	    (r = body_find(app->read, c->a, c->operand[0], &body,
	    note)) != ERR_OK ||
	    (r = roster_at(app->read, c->a, body, at, known, &duty, &n,
	    note)) != ERR_OK)
		return r;
	sink = cmd_rows(c);
	r = rowsink_begin(sink, &duty_fields, note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = duty_put(c, sink, &duty[i], day_of_ms(at), known, note);
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

const struct command roster_commands[] = {
	DATED_ROW(roster, add, DATED_WRITES, "", 0, M("enter one shift"), NULL,
	    "anze roster add --body 南通市委网信办 --person 0107 --role "
	    "duty_officer --from 2026-03-02T17:30 --to 2026-03-03T08:30"),
	DATED_ROW(roster, list, COMMAND_STORE, "", 0, M("list shifts as of a "
	    "moment or a day"), NULL,
	    "anze roster list --body 南通市委网信办 --on 2026-03-02"),
	{ "roster on-duty", roster_cmd_on_duty, COMMAND_STORE, on_duty_opts,
	    "BODY", 1, 1, M("say who is on duty of a body at a moment"),
	    M("After a shift was handed over to somebody, that one is on "
	    "duty. 02:10 belongs to the shift that begins then."),
	    "anze roster on-duty 南通市委网信办 --at 2026-03-03T02:10" },
	DATED_ROW(roster, show, COMMAND_STORE, "SHIFT", 1, M("show one shift, "
	    "its states and its history"), NULL, "anze roster show nt:W12"),
	{ "roster hand-over", roster_cmd_hand_over, DATED_WRITES,
	    hand_over_opts, "SHIFT", 1, 1, M("record that a shift was handed "
	    "over"), M("What is told lies in the vault. When somebody takes "
	    "over before the shift ends, that one is on duty from then on. Of "
	    "several hand-overs of one shift the last one entered counts."),
	    "anze roster hand-over nt:W12 --to 0108 --at 2026-03-03T08:25 "
	    "--note 夜间无异常" },
	{ "roster hand-overs", roster_cmd_hand_overs, COMMAND_STORE, NULL,
	    "SHIFT", 1, 1, M("list how a shift was handed over, and what was "
	    "told"), NULL, "anze roster hand-overs nt:W12" },
	DATED_ROW(roster, change, DATED_WRITES, "SHIFT", 1, M("say what is "
	    "different from a moment on: the world changed"), NULL,
	    "anze roster change nt:W12 --person 0108 --from 2026-03-02T22:00"),
	DATED_ROW(roster, correct, DATED_WRITES, "SHIFT", 1, M("say what was "
	    "wrong in what was entered"), NULL,
	    "anze roster correct nt:W12 --ended 2026-03-03T09:00"),
	DATED_ROW(roster, end, DATED_WRITES, "SHIFT", 1, M("say that a shift "
	    "ended earlier than was planned"), NULL,
	    "anze roster end nt:W12 --on 2026-03-03T06:00 --reason 应急出动"),
	DATED_ROW(roster, withdraw, DATED_WRITES, "SHIFT", 1, M("take back a "
	    "shift that was entered by mistake"), NULL,
	    "anze roster withdraw nt:W12 --reason 重复录入"),
	DATED_ROW(roster, import, DATED_WRITES, "FILE", 1, M("bring in shifts "
	    "from a sheet"), M("The sheet is CSV or xlsx with the columns id, "
	    "source, code, body, person, role, phone, from, to. from and to "
	    "are moments, with an offset or in the zone of the house; each "
	    "shift has an end. A row means the shift of its key, of its code, "
	    "or of the same person at the same body at that time. Nothing is "
	    "recorded while a row has a fault; importing the same file again "
	    "changes nothing."), "anze roster import --dry-run roster.xlsx"),
	DATED_TEMPLATE_ROW(roster, "anze roster template roster.xlsx"),
	DATED_ROW(roster, export, COMMAND_STORE, "FILE", 1, M("write all shifts "
	    "to a sheet that can be imported again"), NULL,
	    "anze roster export roster.xlsx"),
};
const size_t roster_ncommands =
    sizeof roster_commands / sizeof roster_commands[0];
