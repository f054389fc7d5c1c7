/* SPDX-License-Identifier: Apache-2.0 */
/* Submitting, receiving and answering reports at the console. */
#include "house/console.h"
#include "person/person.h"
#include "body/body.h"
#include "incident/incident_given_cmd.h"
#include "incident/incident_in.h"
#include "incident/report_act.h"
#include "incident/report_cmd.h"
#include "incident/report_desk_cmd.h"

/* ---- what was given ---- */

static struct report_proof_given
proof_given(struct cmd *c)
{
	const struct str path = cmd_text(c, "proof-file");

	return (struct report_proof_given){ cmd_text(c, "proof"),
	    path.n > 0 ? str_copy(c->a, path).p : NULL };
}

static struct report_clocks_given
clocks_given(struct cmd *c)
{
	struct report_clocks_given x = { NULL, 0 };

	x.n = cmd_many(c, "for", &x.words);
	return x;
}

/* CONTENT=TEXT, several. */
static enum err
items_given(struct cmd *c, const char *opt, const struct report_item **ret,
    size_t *ret_n, struct note *note)
{
	const struct str *words;
	const size_t n = cmd_many(c, opt, &words);
	struct report_item *list = NEW_ARRAY(c->a, struct report_item, n + 1);

	if (list == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		const size_t eq = str_find(words[i], '=');
		const struct str item = str_trim(str_part(words[i], 0, eq));

		if (eq == words[i].n || item.n == 0)
			return NOTE(note, ERR_USAGE, M("“{word}” is not "
			    "CONTENT=TEXT, such as event=门户网站被篡改."),
			    A_TEXT("word", words[i]));
		list[i] = (struct report_item){ item, str_trim(str_part(
		    words[i], eq + 1, words[i].n)) };
	}
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}

static enum err
choice_wanted(struct cmd *c, const char *opt, const struct choice *choices,
    int *ret, struct note *note)
{
	*ret = incident_word(choices, cmd_text(c, opt));
	return *ret >= 0 ? ERR_OK : NOTE(note, ERR_USAGE, M("--{option} is "
	    "wanted: one of {words}."), A_CSTR("option", opt),
	    A_TEXT("words", dated_cmd_words(c->a, choices)));
}

/* ---- submitting ---- */

static enum err
bodies_read(struct cmd *c, struct report_send *s, struct note *note)
{
	const struct str replaces = cmd_text(c, "replaces");
	enum err r;

	if ((r = given_incident(c, c->operand[0], &s->incident,
	    note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "to", &s->to, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "body", &s->by, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person", &s->person, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "entered-for", &s->entered_for,
	    note)) != ERR_OK)
		return r;
	if (!key_none(s->to) && s->to_words.n > 0)
		return NOTE(note, ERR_USAGE, M("A report has one addressee: "
		    "--to a body of the register, or --to-words. Enter one "
		    "report for each."));
	return replaces.n == 0 ? ERR_OK : report_given(c, replaces,
	    &s->replaces, note);
}

enum err
report_cmd_submit(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct report_send s = {
		.sent = dated_cmd_moment(c, "sent"),
		.to_words = cmd_text(c, "to-words"),
		.proof = proof_given(c),
		.clocks = clocks_given(c),
		.late_reason = cmd_text(c, "late-reason"),
		.reason = cmd_text(c, "reason"),
	};
	int kind, channel;
	struct answer done;
	enum err r;

	if ((r = choice_wanted(c, "kind", deadline_kinds, &kind,
	    note)) != ERR_OK ||
	    (r = choice_wanted(c, "channel", report_channels, &channel,
	    note)) != ERR_OK)
		return r;
	s.kind = (enum pack_clock_kind)kind;
	s.channel = (enum report_channel)channel;
	if (s.channel != REPORT_SYSTEM && s.sent.ms == DEADLINE_NEVER)
		return NOTE(note, ERR_USAGE, M("Say when it left: --sent."));
	if ((r = bodies_read(c, &s, note)) != ERR_OK ||
	    (r = items_given(c, "item", &s.items, &s.nitems,
	    note)) != ERR_OK ||
	    (r = report_submit(c->app, &who, NULL, &s, &done,
	    note)) != ERR_OK)
		return r;
	return report_done_tell(c, &done, note);
}

enum err
report_cmd_prove(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct report_prove p = { .proof = proof_given(c),
	    .clocks = clocks_given(c),
	    .late_reason = cmd_text(c, "late-reason") };
	struct answer done;
	enum err r;

	if (p.proof.text.n == 0 && p.proof.path == NULL && p.clocks.n == 0 &&
	    p.late_reason.n == 0)
		return NOTE(note, ERR_USAGE, M("Say what shows that it left "
		    "(--proof, --proof-file), which deadline it answers "
		    "(--for), or why it was late (--late-reason)."));
	if ((r = report_given(c, c->operand[0], &p.id, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person", &p.person, note)) != ERR_OK ||
	    (r = report_prove(c->app, &who, NULL, &p, &done,
	    note)) != ERR_OK)
		return r;
	return report_done_tell(c, &done, note);
}

/* ---- what becomes of it ---- */

enum err
report_cmd_receive(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct report_receive w = { .at = dated_cmd_moment(c, "at"),
	    .receipt = cmd_text(c, "receipt"),
	    .reason = cmd_text(c, "reason") };
	struct answer done;
	enum err r;

	if (w.at.ms == DEADLINE_NEVER)
		return NOTE(note, ERR_USAGE, M("Say when it arrived: --at."));
	if ((r = report_given(c, c->operand[0], &w.id, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "body", &w.body, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person", &w.person, note)) != ERR_OK ||
	    (r = report_receive(c->app, &who, NULL, &w, &done,
	    note)) != ERR_OK)
		return r;
	return report_done_tell(c, &done, note);
}

static enum err
answer_it(struct cmd *c, bool accepted, struct note *note)
{
	const struct actor who = console_actor(c);
	struct report_answer w = { .accepted = accepted,
	    .text = cmd_text(c, "text") };
	struct answer done;
	enum err r;

	if ((r = report_given(c, c->operand[0], &w.id, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "body", &w.body, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person", &w.person, note)) != ERR_OK ||
	    (r = items_given(c, "comment", &w.comments, &w.n,
	    note)) != ERR_OK ||
	    (r = report_answer(c->app, &who, NULL, &w, &done,
	    note)) != ERR_OK)
		return r;
	return report_done_tell(c, &done, note);
}

enum err
report_cmd_return(struct cmd *c, struct note *note)
{
	return answer_it(c, false, note);
}

enum err
report_cmd_accept(struct cmd *c, struct note *note)
{
	return answer_it(c, true, note);
}

enum err
report_cmd_withdraw(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct answer done;
	struct key id;
	enum err r;

	if ((r = report_given(c, c->operand[0], &id, note)) != ERR_OK ||
	    (r = report_withdraw(c->app, &who, NULL, id, cmd_text(c,
	    "reason"), &done, note)) != ERR_OK)
		return r;
	return report_done_tell(c, &done, note);
}
