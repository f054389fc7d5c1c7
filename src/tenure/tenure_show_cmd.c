/* SPDX-License-Identifier: Apache-2.0 */
#include "tenure/tenure_show_cmd.h"

#include "base/show.h"
#include "core/app.h"
#include "person/person.h"
#include "post/post.h"

/* One row of what a person holds. */
struct holding_view {
	struct value	id, post, kind, absent, from, to, document, handed_to,
			handed_on;
};

static const struct field holding_rows[] = {
	DATED_REF("id", "tenure", 0, M("Key")),
	DATED_TEXT("post", 0, 0, M("Post")),
	DATED_CHOICE("kind", tenure_kinds, 0, M("Kind")),
	{ .name = "absent", .kind = FIELD_BOOL, .label = M("Absent") },
	DATED_WHEN("from", FIELD_DATE, 0, M("From")),
	DATED_WHEN("to", FIELD_DATE, 0, M("Until")),
	DATED_TEXT("document", 0, 0, M("Document")),
	DATED_TEXT("handed_to", 0, 0, M("Handed to")),
	DATED_WHEN("handed_on", FIELD_DATE, 0, M("Handed over on")),
};
static FIELDS(holding_fields, "holdings", 1, holding_rows);

static struct app *
app_of(const struct cmd *c)
{
	return c->app;
}

static enum err
post_called(struct cmd *c, struct key post, int64_t on, struct str *ret,
    struct note *note)
{
	struct str code;

	return post_ref.called(app_of(c)->read, c->a, post, on, &code, ret,
	    note);
}

/* To whom it was handed: names, and the last day. */
static enum err
handed_view(struct cmd *c, const struct tenure_holding *h,
    struct holding_view *v, struct note *note)
{
	const struct tenure_handover *handed;
	struct buf b = BUF_IN(c->a);
	size_t n = 0;
	enum err r;

	if ((r = tenure_handovers(app_of(c)->read, c->a, h->at.id, &handed, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++) {
		struct str name;

		if ((r = person_name(app_of(c)->read, c->a, handed[i].taker,
		    handed[i].day, DATED_NOW, &name, note)) != ERR_OK)
			return r;
		if (i > 0)
			buf_text(&b, ", ");
		buf_str(&b, name);
		v->handed_on = (struct value)V_DAY(handed[i].day);
	}
	if (n > 0)
		v->handed_to = (struct value)V_TEXT(buf_view(&b));
	return ERR_OK;
}

static enum err
holding_view(struct cmd *c, const struct tenure_holding *h,
    struct holding_view *ret, struct note *note)
{
	struct str post;
	enum err r;

	if ((r = post_called(c, h->at.post, h->at.since, &post,
	    note)) != ERR_OK)
		return r;
	*ret = (struct holding_view){
		.id = V_KEY(h->at.id),
		.post = V_TEXT(post),
		.kind = V_TEXT(str_of(tenure_kinds[h->at.kind].word)),
		.from = V_DAY(h->began),
	};
	if (h->at.absent)
		ret->absent = (struct value)V_BOOL(true);
	if (h->ended != DAY_OPEN)
		ret->to = (struct value)V_DAY(h->ended);
	if (h->at.document.n != 0)
		ret->document = (struct value)V_TEXT(h->at.document);
	return handed_view(c, h, ret, note);
}

static enum err
holdings_load(struct cmd *c, struct key person, int64_t on,
    const struct tenure_holding **ret, size_t *ret_n, struct note *note)
{
	const struct tenure_state *s;
	size_t n = 0;
	enum err r;

	if ((r = tenure_states_of(app_of(c)->read, c->a, person, &s, &n,
	    note)) != ERR_OK)
		return r;
	return tenure_holdings(c->a, s, n, on, ret, ret_n, note);
}

static bool
held_on(const struct tenure_holding *h, int64_t on)
{
	return h->began <= on && on < h->ended;
}

enum err
tenure_holdings_list(struct cmd *c, struct key person, int64_t on, bool all,
    struct note *note)
{
	struct rowsink *sink = cmd_rows(c);
	const struct tenure_holding *h;
	size_t n = 0;
	enum err r;

	if ((r = holdings_load(c, person, on, &h, &n, note)) != ERR_OK ||
	    (r = rowsink_begin(sink, &holding_fields, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		struct holding_view v;

		if ((all || held_on(&h[i], on)) && (r = holding_view(c, &h[i],
		    &v, note)) == ERR_OK)
			r = rowsink_row(sink, VALUES(&v), note);
	}
	return r != ERR_OK ? r : rowsink_end(sink, note);
}

enum err
tenure_holdings_say(struct cmd *c, struct key person, int64_t on,
    struct note *note)
{
	const struct tenure_holding *h;
	size_t n = 0;
	enum err r;

	if ((r = holdings_load(c, person, on, &h, &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		struct str post;

		if (held_on(&h[i], on) && (r = post_called(c, h[i].at.post, on,
		    &post, note)) == ERR_OK)
			r = SAY(c, note, M("Holds {post} ({kind}) since {from}."),
			    A_TEXT("post", post), A_WORD("kind",
			    tenure_kinds[h[i].at.kind].label),
			    A_DAY("from", h[i].began));
	}
	return r;
}

enum err
tenure_holdings_more(struct cmd *c, struct key person, int64_t on,
    struct dated_more *ret, struct note *note)
{
	const struct tenure_holding *h;
	struct holding_view *v;
	size_t n = 0, held = 0;
	enum err r;

	if ((r = holdings_load(c, person, on, &h, &n, note)) != ERR_OK)
		return r;
	if ((v = NEW_ARRAY(c->a, struct holding_view, n + 1)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++)
		if (held_on(&h[i], on) && (r = holding_view(c, &h[i],
		    &v[held++], note)) != ERR_OK)
			return r;
	*ret = (struct dated_more){
		{ .name = "holdings", .kind = FIELD_TABLE,
		    .sub = &holding_fields, .label = M("Holds") },
		{ .given = GIVEN_KNOWN, .list = { (struct value *)v, held } }
	};
	return ERR_OK;
}

/* One handover, for programs. */
struct handover_view {
	struct value	tenure, person, to, to_name, on, document, note, seq;
};

static const struct field handover_rows[] = {
	DATED_REF("tenure", "tenure", 0, M("Key")),
	DATED_REF("person", "person", 0, M("Person")),
	DATED_REF("to", "person", 0, M("Handed to")),
	DATED_TEXT("to_name", 0, 0, M("Name")),
	DATED_WHEN("on", FIELD_DATE, 0, M("Handed over on")),
	DATED_TEXT("document", 0, 0, M("Document")),
	DATED_TEXT("note", 0, 0, M("Remark")),
	{ .name = "seq", .kind = FIELD_INT, .label = M("Entry") },
};
static FIELDS(handover_fields, "handovers", 1, handover_rows);

enum err
tenure_handovers_more(struct cmd *c, const struct tenure_handover *h,
    size_t n, struct dated_more *ret, struct note *note)
{
	struct handover_view *v = NEW_ARRAY(c->a, struct handover_view, n + 1);

	if (v == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		struct str name;
		enum err r;

		if ((r = person_name(app_of(c)->read, c->a, h[i].taker,
		    h[i].day, DATED_NOW, &name, note)) != ERR_OK)
			return r;
		v[i] = (struct handover_view){
			.tenure = V_KEY(h[i].tenure),
			.person = V_KEY(h[i].person),
			.to = V_KEY(h[i].taker),
			.to_name = V_TEXT(name),
			.on = V_DAY(h[i].day),
			.seq = V_INT(h[i].rec),
		};
		if (h[i].document.n != 0)
			v[i].document = (struct value)V_TEXT(h[i].document);
		if (h[i].note.n != 0)
			v[i].note = (struct value)V_TEXT(h[i].note);
	}
	*ret = (struct dated_more){
		{ .name = "handovers", .kind = FIELD_TABLE,
		    .sub = &handover_fields, .label = M("Handovers") },
		{ .given = GIVEN_KNOWN, .list = { (struct value *)v, n } }
	};
	return ERR_OK;
}

static enum err
handover_say(struct cmd *c, const struct tenure_handover *h,
    struct note *note)
{
	struct store *st = app_of(c)->read;
	struct str code, tenure, taker;
	enum err r;

	if ((r = tenure_ref.called(st, c->a, h->tenure, h->day - 1, &code,
	    &tenure, note)) != ERR_OK ||
	    (r = person_name(st, c->a, h->taker, h->day, DATED_NOW, &taker,
	    note)) != ERR_OK ||
	    (r = SAY(c, note, M("{tenure}: handed to {name} on {day} (entry "
	    "{seq})."), A_TEXT("tenure", tenure), A_TEXT("name", taker),
	    A_DAY("day", h->day), A_INT("seq", h->rec))) != ERR_OK)
		return r;
	if (h->document.n != 0 && (r = SAY(c, note, M("  Document: "
	    "{document}"), A_TEXT("document", h->document))) != ERR_OK)
		return r;
	if (h->removed_by.n != 0)
		return SAY(c, note, M("  The remark was removed by {document}."),
		    A_TEXT("document", h->removed_by));
	return h->note.n == 0 ? ERR_OK : SAY(c, note, M("  Remark: {text}"),
	    A_TEXT("text", h->note));
}

enum err
tenure_handovers_say(struct cmd *c, const struct tenure_handover *h,
    size_t n, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = handover_say(c, &h[i], note);
	return r;
}
