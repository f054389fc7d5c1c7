/* SPDX-License-Identifier: Apache-2.0 */
/* Opening an incident, and saying more of it. */
#include "incident/incident_verbs_cmd.h"
#include "system/system.h"
#include "person/person.h"
#include "body/body.h"

#include "house/console.h"
#include "incident/incident_given_cmd.h"
#include "incident/incident_in.h"
#include "region/region.h"

/* What an act leaves, in one sentence. */
enum err
incident_done_tell(struct cmd *c, const struct answer *done, struct note *note)
{
	struct app *app = c->app;
	struct incident i;
	enum err r;

	if ((r = incident_get(app->read, c->a, done->on, &i, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("{ref}: recorded (last entry {entry}). anze "
	    "incident show {ref} tells what follows."), A_TEXT("ref", i.ref),
	    A_INT("entry", done->seq), A_TEXT("key", key_text(c->a,
	    done->on)));
}

/* ---- opening ---- */

struct opening {
	struct incident_open		open;
	struct incident_time_given	times[3];
};

static enum err
opening_read(struct cmd *c, struct opening *x, struct note *note)
{
	struct incident_open *o = &x->open;
	const struct str *facts;
	const size_t n = cmd_many(c, "fact", &facts);
	enum err r;

	*o = (struct incident_open){
		.title = cmd_text(c, "title"),
		.origin = cmd_text(c, "origin"),
		.source = cmd_text(c, "number"),
		.note = cmd_text(c, "note"),
		.drill = cmd_flag(c, "drill"),
		.classified = cmd_flag(c, "classified"),
		.channel_no = cmd_text(c, "channel-no"),
		.say = { .times = x->times, .expect = -1 },
	};
	o->say.ntimes = given_times(c, x->times);
	if ((r = dated_cmd_named(c, &body_ref, "body", &o->body, note)) != ERR_OK ||
	    (r = dated_cmd_named_all(c, &system_ref, "system", &o->systems, &o->nsystems,
	    note)) != ERR_OK ||
	    (r = given_facts(c, facts, n, &o->say.facts, &o->say.nfacts,
	    note)) != ERR_OK)
		return r;
	return key_none(o->body) ? NOTE(note, ERR_USAGE, M("Say in which body "
	    "it happened: --body.")) : ERR_OK;
}

enum err
incident_cmd_report(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct opening x;
	struct answer done;
	enum err r;

	if ((r = opening_read(c, &x, note)) != ERR_OK ||
	    (r = incident_report(c->app, &who, NULL, &x.open, &done,
	    note)) != ERR_OK)
		return r;
	return incident_done_tell(c, &done, note);
}

enum err
incident_cmd_split(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct opening x;
	struct answer done;
	struct key id;
	enum err r;

	if ((r = given_incident(c, c->operand[0], &id, note)) != ERR_OK ||
	    (r = opening_read(c, &x, note)) != ERR_OK ||
	    (r = incident_split(c->app, &who, NULL, id, cmd_text(c, "reason"),
	    &x.open, &done, note)) != ERR_OK)
		return r;
	return incident_done_tell(c, &done, note);
}

/* ---- saying more ---- */

static enum err
say_it(struct cmd *c, const struct incident_say *what, struct note *note)
{
	const struct actor who = console_actor(c);
	struct answer done;
	struct key id;
	enum err r;

	if ((r = given_incident(c, c->operand[0], &id, note)) != ERR_OK ||
	    (r = incident_say(c->app, &who, NULL, id, what, &done,
	    note)) != ERR_OK)
		return r;
	return incident_done_tell(c, &done, note);
}

enum err
incident_cmd_fact(struct cmd *c, struct note *note)
{
	struct incident_say what = {
		.correction = cmd_flag(c, "correct"),
		.reason = cmd_text(c, "reason"),
		.expect = cmd_int(c, "expect", -1),
	};
	enum err r;

	if ((r = given_facts(c, c->operand + 1, c->noperands - 1, &what.facts,
	    &what.nfacts, note)) != ERR_OK)
		return r;
	return say_it(c, &what, note);
}

enum err
incident_cmd_time(struct cmd *c, struct note *note)
{
	const int kind = incident_word(incident_times, c->operand[1]);
	struct incident_time_given g = { .at = dated_cmd_moment(c, "at"),
	    .note = cmd_text(c, "note"), .instead = cmd_int(c, "instead",
	    -1) };
	const struct incident_say what = { .times = &g, .ntimes = 1,
	    .reason = cmd_text(c, "reason"), .expect = -1 };
	enum err r;

	if (kind < 0)
		return NOTE(note, ERR_USAGE, M("“{word}” is no moment of a "
		    "chronology. There are: {words}."),
		    A_TEXT("word", c->operand[1]),
		    A_TEXT("words", dated_cmd_words(c->a, incident_times)));
	if (g.at.ms == DEADLINE_NEVER)
		return NOTE(note, ERR_USAGE, M("Say when: --at."));
	g.kind = (enum incident_time)kind;
	if ((r = dated_cmd_named(c, &body_ref, "body", &g.body, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person", &g.person, note)) != ERR_OK)
		return r;
	return say_it(c, &what, note);
}

enum err
incident_cmd_outage(struct cmd *c, struct note *note)
{
	struct incident_outage_given g = { .what = cmd_text(c, "what"),
	    .since = dated_cmd_moment(c, "from"), .until = dated_cmd_moment(c,
	    "until"), .instead = cmd_int(c, "instead", -1) };
	const struct incident_say what = { .outages = &g, .noutages = 1,
	    .reason = cmd_text(c, "reason"), .expect = -1 };
	enum err r;

	if (g.what.n == 0 || g.since.ms == DEADLINE_NEVER)
		return NOTE(note, ERR_USAGE, M("Say what was down and since "
		    "when: --what, --from."));
	if ((r = dated_cmd_named(c, &system_ref, "system", &g.system, note)) != ERR_OK)
		return r;
	return say_it(c, &what, note);
}

enum err
incident_cmd_area(struct cmd *c, struct note *note)
{
	struct incident_area_given g = { .people = cmd_int(c, "people", -1),
	    .population = cmd_int(c, "population", -1),
	    .instead = cmd_int(c, "instead", -1) };
	const struct incident_say what = { .areas = &g, .nareas = 1,
	    .reason = cmd_text(c, "reason"), .expect = -1 };
	const struct str code = cmd_text(c, "region");
	struct app *app = c->app;
	struct region_meant meant;
	enum err r;

	if (code.n == 0)
		return NOTE(note, ERR_USAGE, M("Say which division: "
		    "--region."));
	if ((r = region_on(app->read, c->a, code, dated_cmd_today(c), &meant,
	    note)) != ERR_OK)
		return r;
	g.region = meant.region.id;
	return say_it(c, &what, note);
}

enum err
incident_cmd_involve(struct cmd *c, struct note *note)
{
	struct incident_part_given g = { .part = cmd_text(c, "part"),
	    .reason = cmd_text(c, "reason") };
	const struct incident_say what = { .parts = &g, .nparts = 1,
	    .expect = -1 };
	enum err r;

	if ((r = dated_cmd_named(c, &system_ref, "system", &g.system, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "body", &g.body, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person", &g.person, note)) != ERR_OK)
		return r;
	if (g.part.n == 0 || (key_none(g.system) && key_none(g.body) &&
	    key_none(g.person)))
		return NOTE(note, ERR_USAGE, M("Say who has which part: --part, "
		    "and --system, --body or --person."));
	return say_it(c, &what, note);
}
