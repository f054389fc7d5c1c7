/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/incident_about_act.h"

#include "base/zone.h"
#include "core/config.h"
#include "incident/incident_in.h"
#include "incident/incident.h"
#include "incident/incident_say_act.h"

/* ---- may it be touched? ---- */

enum err
incident_open_get(struct tx *tx, struct key id, struct incident *ret,
    struct note *note)
{
	enum err r = incident_get(tx->st, tx->a, id, ret, note);

	if (r != ERR_OK || ret->state == INCIDENT_OPEN)
		return r;
	if (ret->state == INCIDENT_MERGED)
		return NOTE(note, ERR_INVALID, M("{ref} went into another "
		    "incident. Say it of that one."), A_TEXT("ref", ret->ref));
	return NOTE(note, ERR_INVALID, M("{ref} is closed. Open it again first, "
	    "with a reason: anze incident reopen {ref}."),
	    A_TEXT("ref", ret->ref));
}

/* ---- references ---- */

/* The pattern's places are {year} and {number}, which has four digits or more. */
static struct str
ref_make(struct arena *a, struct str pattern, int year, int64_t number)
{
	struct buf b = BUF_IN(a);

	while (pattern.n > 0) {
		if (str_starts(pattern, "{year}")) {
			buf_fmt(&b, "%04d", year);
			pattern = str_part(pattern, 6, pattern.n);
		} else if (str_starts(pattern, "{number}")) {
			buf_fmt(&b, "%04lld", (long long)number);
			pattern = str_part(pattern, 8, pattern.n);
		} else {
			buf_put(&b, pattern.p, 1);
			pattern = str_part(pattern, 1, pattern.n);
		}
	}
	return buf_view(&b);
}

enum err
incident_ref_next(struct tx *tx, const char *setting, incident_last_fn *last,
    struct incident_ref *ret, struct note *note)
{
	const struct zone *zone = NULL;
	struct str pattern, name;
	struct incident_ref next;
	enum err r;

	if ((r = config_get(tx->st, tx->a, config_find(S("zone")), &name,
	    note)) != ERR_OK ||
	    (r = zone_load(tx->a, name, &zone, note)) != ERR_OK ||
	    (r = config_get(tx->st, tx->a, config_find(str_of(setting)),
	    &pattern, note)) != ERR_OK)
		return r;
	next.year = zone_local(zone, tx->now).year;
	if ((r = last(tx->st, next.year, &next.number, note)) != ERR_OK)
		return r;
	next.number++;
	next.text = ref_make(tx->a, pattern, next.year, next.number);
	*ret = next;
	return ERR_OK;
}

/* ---- opening ---- */

enum err
incident_open_check(const struct incident_open *o, struct note *note)
{
	const bool said = o->title.n > 0 || o->note.n > 0 ||
	    o->say.nfacts > 0;

	if (o->classified && said)
		return NOTE(note, ERR_INVALID, M("What concerns state secrets is "
		    "not kept here. Leave everything out but that it moved to "
		    "the classified channel, and its number there."));
	if (o->classified && o->channel_no.n == 0)
		return NOTE(note, ERR_INVALID, M("Say under which number it "
		    "moved to the classified channel: --channel-no."));
	if (!o->classified && o->title.n == 0)
		return NOTE(note, ERR_INVALID, M("Say in one sentence what "
		    "happened: --title."));
	return ERR_OK;
}

enum err
incident_open_append(struct tx *tx, const struct incident_open *o, struct key id,
    int64_t *ret_seq, struct note *note)
{
	struct incident_reported ev = {
		.body = V_KEY(o->body),
		.title = value_text(o->title),
		.origin = V_TEXT(o->origin.n > 0 ? o->origin : S("other")),
		.source = value_text(o->source),
		.channel_no = value_text(o->channel_no),
		.note = value_text(o->note),
	};
	struct value *systems = NEW_ARRAY(tx->a, struct value,
	    o->nsystems + 1);
	struct incident_ref ref;
	int64_t seq = -1;
	enum err r;

	if (systems == NULL)
		return note_memory(note);
	for (size_t i = 0; i < o->nsystems; i++)
		systems[i] = (struct value)V_KEY(o->systems[i]);
	if (o->nsystems > 0)
		ev.systems = (struct value){ .given = GIVEN_KNOWN,
		    .list = { systems, o->nsystems } };
	if (o->drill)
		ev.drill = (struct value)V_BOOL(true);
	if (o->classified)
		ev.classified = (struct value)V_BOOL(true);
	if ((r = incident_ref_next(tx, "incident.reference", incident_last,
	    &ref, note)) != ERR_OK)
		return r;
	ev.ref = (struct value)V_TEXT(ref.text);
	ev.year = (struct value)V_INT(ref.year);
	ev.number = (struct value)V_INT(ref.number);
	if ((r = ledger_append(tx, &incident_event_reported, id, VALUES(&ev),
	    ret_seq, note)) != ERR_OK ||
	    (r = incident_say_all(tx, id, &o->say, &seq, note)) != ERR_OK)
		return r;
	*ret_seq = seq > *ret_seq ? seq : *ret_seq;
	return incident_judge(tx, id, note);
}

static enum err
report_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct incident_open *o = arg;
	struct incident i;
	enum err r;

	ret->on = tx_key(tx);
	if ((r = incident_open_append(tx, o, ret->on, &ret->seq, note)) != ERR_OK ||
	    (r = incident_get(tx->st, tx->a, ret->on, &i, note)) != ERR_OK)
		return r;
	ret->seq = i.rev;
	return ERR_OK;
}

enum err
incident_report(struct app *app, const struct actor *who,
    const struct request *rq, const struct incident_open *what,
    struct answer *ret, struct note *note)
{
	struct incident_open copy = *what;
	enum err r;

	copy.say.expect = -1;
	if ((r = incident_open_check(what, note)) != ERR_OK ||
	    (r = app_may(app, who, "incident.report", what->body,
	    note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, report_act, &copy, ret, note);
}

/* ---- acts about one that is there ---- */

static enum err
about_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct incident_about *x = arg;
	struct incident i;
	enum err r;

	ret->on = x->id;
	if ((r = x->closed ? incident_get(tx->st, tx->a, x->id, &i, note) :
	    incident_open_get(tx, x->id, &i, note)) != ERR_OK ||
	    (r = x->run(tx, x, &i, note)) != ERR_OK ||
	    (r = incident_judge(tx, x->id, note)) != ERR_OK ||
	    (r = incident_get(tx->st, tx->a, x->id, &i, note)) != ERR_OK)
		return r;
	ret->seq = i.rev;
	return ERR_OK;
}

enum err
incident_about_run(struct app *app, const struct actor *who,
    const struct request *rq, const char *action, struct incident_about *x,
    struct answer *ret, struct note *note)
{
	enum err r;

	if ((r = app_may(app, who, action, x->id, note)) != ERR_OK)
		return r;
	return act_run(app, who, rq, about_act, x, ret, note);
}

static enum err
say_run(struct tx *tx, const struct incident_about *x, const struct incident *i,
    struct note *note)
{
	int64_t seq;

	if (i->classified)
		return NOTE(note, ERR_INVALID, M("{ref} moved to the classified "
		    "channel; nothing is said of it here."),
		    A_TEXT("ref", i->ref));
	return incident_say_all(tx, x->id, x->what, &seq, note);
}

enum err
incident_say(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, const struct incident_say *what,
    struct answer *ret, struct note *note)
{
	struct incident_about x = { .id = id, .what = what, .run = say_run };

	return incident_about_run(app, who, rq, "incident.say", &x, ret, note);
}

static enum err
back_run(struct tx *tx, const struct incident_about *x, const struct incident *i,
    struct note *note)
{
	const struct incident_taken_back ev = {
		.entry = V_INT(x->entry),
		.reason = V_TEXT(x->reason),
	};
	bool there = false;
	enum err r;

	(void)i;
	if ((r = incident_counts(tx->st, x->id, x->entry, &there,
	    note)) != ERR_OK)
		return r;
	if (!there)
		return NOTE(note, ERR_NOTFOUND, M("Entry {entry} says nothing "
		    "about this incident that counts. anze incident show tells "
		    "what does."), A_INT("entry", x->entry));
	return ledger_append(tx, &incident_event_taken_back, x->id,
	    VALUES(&ev), NULL, note);
}

enum err
incident_take_back(struct app *app, const struct actor *who,
    const struct request *rq, struct key id, int64_t entry,
    struct str reason, struct answer *ret, struct note *note)
{
	struct incident_about x = { .id = id, .entry = entry, .reason = reason,
	    .run = back_run };

	return incident_about_run(app, who, rq, "incident.say", &x, ret, note);
}
