/* SPDX-License-Identifier: Apache-2.0 */
/* Deciding about an incident, and ending it. */
#include "incident/incident_verbs_cmd.h"
#include "person/person.h"
#include "body/body.h"

#include "house/console.h"
#include "incident/incident_given_cmd.h"
#include "incident/incident_in.h"

/* ---- deciding and ending ---- */

typedef enum err decide_fn(struct app *app, const struct actor *who,
    const struct request *rq, const struct incident_decide *what,
    struct answer *ret, struct note *note);

static enum err
decide_it(struct cmd *c, struct str word, decide_fn *act, struct note *note)
{
	const struct actor who = console_actor(c);
	struct incident_decide d = { .word = word,
	    .reason = cmd_text(c, "reason") };
	struct answer done;
	enum err r;

	if ((r = given_incident(c, c->operand[0], &d.id, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "body", &d.body, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person", &d.person, note)) != ERR_OK ||
	    (r = act(c->app, &who, NULL, &d, &done, note)) != ERR_OK)
		return r;
	return incident_done_tell(c, &done, note);
}

enum err
incident_cmd_grade(struct cmd *c, struct note *note)
{
	return decide_it(c, c->operand[1], incident_grade, note);
}

enum err
incident_cmd_class(struct cmd *c, struct note *note)
{
	return decide_it(c, c->operand[1], incident_class, note);
}

enum err
incident_cmd_close(struct cmd *c, struct note *note)
{
	return decide_it(c, cmd_flag(c, "false-alarm") ? S("false_alarm") :
	    S("closed"), incident_close, note);
}

enum err
incident_cmd_handle(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct incident_step_given g = { .kind = cmd_text(c, "kind"),
	    .at = dated_cmd_moment(c, "at"), .level = cmd_text(c, "level"),
	    .text = c->noperands > 1 ? c->operand[1] : S(""),
	    .answers = cmd_int(c, "answers", -1) };
	struct answer done;
	enum err r;

	if (g.kind.n == 0)
		return NOTE(note, ERR_USAGE, M("Say what it is: --kind "
		    "{words}."), A_TEXT("words", dated_cmd_words(c->a,
		    incident_handled_kinds)));
	if ((r = given_incident(c, c->operand[0], &g.id, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "body", &g.body, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person", &g.person, note)) != ERR_OK ||
	    (r = incident_handle(c->app, &who, NULL, &g, &done,
	    note)) != ERR_OK)
		return r;
	return incident_done_tell(c, &done, note);
}

enum err
incident_cmd_take_back(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct answer done;
	int64_t entry;
	struct key id;
	enum err r;

	if (!str_int(c->operand[1], &entry))
		return NOTE(note, ERR_USAGE, M("“{word}” is no number of an "
		    "entry. anze incident show tells them."),
		    A_TEXT("word", c->operand[1]));
	if (cmd_text(c, "reason").n == 0)
		return NOTE(note, ERR_USAGE, M("Say why it is taken back: "
		    "--reason."));
	if ((r = given_incident(c, c->operand[0], &id, note)) != ERR_OK ||
	    (r = incident_take_back(c->app, &who, NULL, id, entry,
	    cmd_text(c, "reason"), &done, note)) != ERR_OK)
		return r;
	return incident_done_tell(c, &done, note);
}

enum err
incident_cmd_reopen(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct answer done;
	struct key id;
	enum err r;

	if ((r = given_incident(c, c->operand[0], &id, note)) != ERR_OK ||
	    (r = incident_reopen(c->app, &who, NULL, id, cmd_text(c,
	    "reason"), &done, note)) != ERR_OK)
		return r;
	return incident_done_tell(c, &done, note);
}

enum err
incident_cmd_merge(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct answer done;
	struct key id, into;
	enum err r;

	if ((r = given_incident(c, c->operand[0], &id, note)) != ERR_OK ||
	    (r = given_incident(c, c->operand[1], &into, note)) != ERR_OK ||
	    (r = incident_merge(c->app, &who, NULL, id, into, cmd_text(c,
	    "reason"), &done, note)) != ERR_OK)
		return r;
	return incident_done_tell(c, &done, note);
}
