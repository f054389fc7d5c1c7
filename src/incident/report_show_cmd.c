/* SPDX-License-Identifier: Apache-2.0 */
/* How do reports look in a terminal? */
#include "house/console.h"
#include "body/body.h"
#include "incident/incident_given_cmd.h"
#include "dated/dated_view_cmd.h"
#include "incident/report_cmd.h"
#include "incident/report_desk_cmd.h"
#include "incident/report_in.h"

enum { INBOX_MOST = 50, INBOX_PAGE_MAX = 1000 };

#define FLAG(nm, lb)	{ .name = nm, .kind = FIELD_BOOL, .label = lb }

/* ---- lists ---- */

struct line_view {
	struct value	ref, kind, channel, to, sent, arrived, reported, late,
			state, later, key;
};
static const struct field line_rows[] = {
	TEXT("ref", M("Report")), WORDS("kind", deadline_kinds, M("Kind")),
	WORDS("channel", report_channels, M("Channel")),
	TEXT("to", M("Addressee")), WHEN("sent", M("Sent")),
	WHEN("arrived", M("Arrived")), FLAG("reported", M("Reported")),
	NUMBER("late", M("Minutes late")),
	WORDS("state", report_states, M("State")),
	FLAG("later", M("Entered later")), KEY("key", "report", M("Key")),
};
SAME_SIZE(line_view, line_rows);
FIELDS(report_line_fields, "report.line", 1, line_rows);

static struct line_view
line_of(const struct report_desk *x, const struct report *r)
{
	const int64_t late = report_late(x, r);
	struct line_view v = {
		.ref = V_TEXT(report_ref(x, r)),
		.kind = V_TEXT(str_of(deadline_kinds[r->kind].word)),
		.channel = V_TEXT(str_of(report_channels[r->channel].word)),
		.to = value_text(report_to(x, r)),
		.sent = value_moment(r->sent),
		.arrived = value_moment(r->arrived),
		.reported = V_BOOL(report_counts(r)),
		.state = V_TEXT(str_of(report_states[r->state].word)),
		.key = V_KEY(r->id),
	};

	if (late > 0 && report_counts(r))
		v.late = (struct value)V_INT(late);
	if (report_entered_later(r) && r->channel != REPORT_SYSTEM)
		v.later = (struct value)V_BOOL(true);
	return v;
}

enum err
report_lines(const struct report_desk *x, struct value *ret,
    struct note *note)
{
	struct line_view *list = NEW_ARRAY(x->c->a, struct line_view,
	    x->nreports + 1);

	if (list == NULL)
		return note_memory(note);
	for (size_t i = 0; i < x->nreports; i++)
		list[i] = line_of(x, &x->reports[i]);
	*ret = (struct value){ .given = x->nreports > 0 ? GIVEN_KNOWN :
	    GIVEN_NOT, .list = { (struct value *)(void *)list,
	    x->nreports } };
	return ERR_OK;
}

static enum err
list_show(struct report_desk *x, struct note *note)
{
	struct rowsink *sink = cmd_rows(x->c);
	enum err r = rowsink_begin(sink, &report_line_fields, note);

	for (size_t i = 0; i < x->nreports && r == ERR_OK; i++) {
		const struct line_view v = line_of(x, &x->reports[i]);

		r = rowsink_row(sink, VALUES(&v), note);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

/* ---- one ---- */

struct item_view {
	struct value	item, name, text, change;
};
/* Against the one that it replaces, or the last of its kind before it. */
static const struct choice changes[] = {
	{ "same", M("as before") }, { "new", M("new") },
	{ "changed", M("changed") }, { NULL, NULL }
};
static const struct field item_rows[] = {
	TEXT("item", M("Id")), TEXT("name", M("Content")),
	LINES("text", M("Text")), WORDS("change", changes, M("Change")),
};
SAME_SIZE(item_view, item_rows);
static FIELDS(item_fields, "report.item", 1, item_rows);

struct reply_view {
	struct value	at, answer, body, item, text;
};
static const struct field reply_rows[] = {
	WHEN("at", M("At")), WORDS("answer", report_answers, M("Answer")),
	TEXT("body", M("Body")), TEXT("item", M("Content")),
	LINES("text", M("Text")),
};
SAME_SIZE(reply_view, reply_rows);
static FIELDS(reply_fields, "report.reply", 1, reply_rows);

struct report_view {
	struct value	ref, kind, state, reported, by, to, channel, sent,
			arrived, receipt, entered, clocks, late, late_reason,
			proofs, contents, replies, remarks, rev, key;
};
static const struct field report_rows[] = {
	TEXT("ref", M("Report")), WORDS("kind", deadline_kinds, M("Kind")),
	WORDS("state", report_states, M("State")),
	FLAG("reported", M("Reported")), TEXT("by", M("Reporting body")),
	TEXT("to", M("Addressee")),
	WORDS("channel", report_channels, M("Channel")),
	WHEN("sent", M("Sent")), WHEN("arrived", M("Arrived")),
	TEXT("receipt", M("Receipt")), WHEN("entered", M("Entered")),
	LINES("clocks", M("Deadlines")), NUMBER("late", M("Minutes late")),
	LINES("late_reason", M("Reason of the delay")),
	LINES("proofs", M("Proofs")),
	{ .name = "contents", .kind = FIELD_TABLE, .sub = &item_fields,
	    .flags = FIELD_MACHINE, .label = M("Contents") },
	{ .name = "replies", .kind = FIELD_TABLE, .sub = &reply_fields,
	    .flags = FIELD_MACHINE, .label = M("Answers") },
	LINES("remarks", M("Remarks")), NUMBER("rev", M("Last entry")),
	KEY("key", "report", M("Key")),
};
SAME_SIZE(report_view, report_rows);
static FIELDS(report_fields, "report", 1, report_rows);

struct showing {
	struct report_desk	 desk;
	struct report		 r;
	struct item_view	*items;
	size_t			 nitems;
	struct reply_view	*replies;
	size_t			 nreplies;
};

/* Lines of texts, each but the first on a line of its own. */
static void
line_add(struct buf *b, struct str s)
{
	if (s.n == 0)
		return;
	buf_text(b, b->n > 0 ? "\n" : "");
	buf_str(b, s);
}

static struct value
lines_value(struct buf *b)
{
	return value_text(b->n == 0 ? S("") : buf_view(b));
}

/* The one to hold it against; NULL: it is the first. */
static const struct report *
before_of(const struct showing *x)
{
	const struct report *last = NULL;

	for (size_t i = 0; i < x->desk.nreports; i++) {
		const struct report *b = &x->desk.reports[i];

		if (key_eq(b->id, x->r.replaces))
			return b;
		if (b->number < x->r.number && b->kind == x->r.kind &&
		    b->state != REPORT_WITHDRAWN)
			last = b;
	}
	return last;
}

static const char *
change_of(const struct report_item *before, size_t n,
    const struct report_item *is)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(before[i].item, is->item))
			return str_eq(before[i].text, is->text) ? "same" :
			    "changed";
	return "new";
}

static enum err
items_view(struct showing *x, struct note *note)
{
	struct report_desk *d = &x->desk;
	const struct report *before = before_of(x);
	const struct report_item *list = NULL, *was = NULL;
	size_t n = 0, nwas = 0;
	enum err r;

	if ((r = report_items(d->app->read, d->c->a, x->r.id, &list, &n,
	    note)) != ERR_OK || (before != NULL &&
	    (r = report_items(d->app->read, d->c->a, before->id, &was, &nwas,
	    note)) != ERR_OK))
		return r;
	if ((x->items = NEW_ARRAY(d->c->a, struct item_view, n + 1)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		const struct pack_content *c = report_content_find(d->book,
		    list[i].item);
		struct item_view *v = &x->items[x->nitems++];

		*v = (struct item_view){ .item = V_TEXT(list[i].item),
		    .text = value_text(list[i].text) };
		if (c != NULL)
			v->name = value_text(tell_words(&d->tell, &c->name));
		if (nwas > 0)
			v->change = (struct value)V_TEXT(str_of(change_of(was,
			    nwas, &list[i])));
	}
	return ERR_OK;
}

static enum err
replies_view(struct showing *x, struct note *note)
{
	struct report_desk *d = &x->desk;
	const struct report_reply *list = NULL;
	size_t n = 0, most = 0;
	enum err r;

	if ((r = report_replies(d->app->read, d->c->a, x->r.id, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++)
		most += 1 + list[i].n;
	x->replies = NEW_ARRAY(d->c->a, struct reply_view, most + 1);
	if (x->replies == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		const struct reply_view common = {
			.at = value_moment((struct moment){ list[i].at, PREC_MINUTE }),
			.answer = V_TEXT(list[i].accepted ? S("accepted") :
			    S("returned")),
			.body = dated_cmd_called(d->c, &body_ref, list[i].body),
			.text = value_text(list[i].text),
		};

		/* One line for the whole, and one for each content. */
		if (list[i].n == 0 || list[i].text.n > 0)
			x->replies[x->nreplies++] = common;
		for (size_t k = 0; k < list[i].n; k++) {
			struct reply_view *v = &x->replies[x->nreplies++];

			*v = common;
			v->item = value_text(list[i].comments[k].item);
			v->text = value_text(list[i].comments[k].text);
		}
	}
	return ERR_OK;
}

static enum err
proofs_view(struct showing *x, struct value *ret, struct note *note)
{
	struct report_desk *d = &x->desk;
	const struct report_proof *list = NULL;
	struct buf b = BUF_IN(d->c->a);
	size_t n = 0;
	enum err r;

	if ((r = report_proofs(d->app->read, d->c->a, x->r.id, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++) {
		line_add(&b, list[i].text);
		line_add(&b, list[i].file);
	}
	*ret = lines_value(&b);
	return ERR_OK;
}

static struct value
clocks_view(struct showing *x)
{
	struct buf b = BUF_IN(x->desk.c->a);

	for (size_t i = 0; i < x->r.nclocks; i++) {
		const struct deadline_of of = report_clock_read(
		    x->r.clocks[i]);

		line_add(&b, report_clock_called(&x->desk, &of));
	}
	return lines_value(&b);
}

static enum err
remarks_view(struct showing *x, struct value *ret, struct note *note)
{
	struct report_remarks remarks = { .n = 0 };
	struct buf b = BUF_IN(x->desk.c->a);
	enum err r = report_remarks(&x->desk, &x->r, &remarks, note);

	for (size_t i = 0; i < remarks.n && r == ERR_OK; i++)
		line_add(&b, remarks.list[i]);
	if (r == ERR_OK)
		*ret = lines_value(&b);
	return r;
}

#define TABLE(rows, count) \
	((struct value){ .given = (count) > 0 ? GIVEN_KNOWN : GIVEN_NOT, \
	    .list = { (struct value *)(void *)(rows), (count) } })

static enum err
report_make(struct showing *x, struct report_view *ret, struct note *note)
{
	const struct line_view line = line_of(&x->desk, &x->r);
	const struct report *p = &x->r;
	enum err r;

	if ((r = items_view(x, note)) != ERR_OK ||
	    (r = replies_view(x, note)) != ERR_OK)
		return r;
	*ret = (struct report_view){
		.ref = line.ref, .kind = line.kind, .state = line.state,
		.reported = line.reported, .to = line.to,
		.channel = line.channel, .sent = line.sent,
		.arrived = line.arrived, .late = line.late,
		.by = dated_cmd_called(x->desk.c, &body_ref, p->by),
		.receipt = value_text(p->receipt),
		.entered = value_moment((struct moment){ p->entered, PREC_MINUTE }),
		.clocks = clocks_view(x),
		.late_reason = value_text(p->late_reason),
		.contents = TABLE(x->items, x->nitems),
		.replies = TABLE(x->replies, x->nreplies),
		.rev = V_INT(p->rev),
		.key = line.key,
	};
	if ((r = proofs_view(x, &ret->proofs, note)) != ERR_OK)
		return r;
	return remarks_view(x, &ret->remarks, note);
}

static enum err
section(struct showing *x, const char *heading, const struct fields *fs,
    const struct value *rows, size_t n, struct note *note)
{
	struct rowsink *sink;
	enum err r;

	if (n == 0)
		return ERR_OK;
	if ((r = terminal_put(x->desk.c->term, S("\n"), note)) != ERR_OK ||
	    (r = cmd_say(x->desk.c, note, heading, (const struct arg[]){
	    { 0 } })) != ERR_OK)
		return r;
	sink = cmd_rows(x->desk.c);
	r = rowsink_begin(sink, fs, note);
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = rowsink_row(sink, rows + i * fs->n, note);
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

static enum err
one_show(struct cmd *c, struct key id, struct note *note)
{
	struct report_view view;
	struct app *app = c->app;
	struct showing x = { .nitems = 0 };
	enum err r;

	if ((r = report_get(app->read, c->a, id, &x.r, note)) != ERR_OK ||
	    (r = report_desk_load(&x.desk, c, x.r.incident,
	    note)) != ERR_OK ||
	    (r = report_make(&x, &view, note)) != ERR_OK ||
	    (r = dated_cmd_object_shown(c, &report_fields, VALUES(&view),
	    note)) != ERR_OK || c->json)
		return r;
	if ((r = section(&x, M("Contents"), &item_fields, VALUES(x.items),
	    x.nitems, note)) != ERR_OK)
		return r;
	return section(&x, M("Answers"), &reply_fields, VALUES(x.replies),
	    x.nreplies, note);
}

/* An incident's reference has no slash unless the pattern has one: what is the
 * incident's is tried first. */
enum err
report_cmd_reports(struct cmd *c, struct note *note)
{
	struct report_desk desk;
	struct key id;
	enum err r = given_incident(c, c->operand[0], &id, note);

	if (r == ERR_OK)
		return (r = report_desk_begin(&desk, c, id, note)) == ERR_OK ?
		    list_show(&desk, note) : r;
	if (r != ERR_NOTFOUND || (!key_parse(c->operand[0], &id) &&
	    str_find(c->operand[0], '/') == c->operand[0].n))
		return r;
	note_clear(note);
	if ((r = report_given(c, c->operand[0], &id, note)) != ERR_OK)
		return r;
	return one_show(c, id, note);
}

/* ---- the inbox ---- */

struct inbox_view {
	struct value	ref, kind, by, channel, sent, arrived, receipt, key;
};
static const struct field inbox_rows[] = {
	TEXT("ref", M("Report")), WORDS("kind", deadline_kinds, M("Kind")),
	TEXT("by", M("Reporting body")),
	WORDS("channel", report_channels, M("Channel")),
	WHEN("sent", M("Sent")), WHEN("arrived", M("Arrived")),
	TEXT("receipt", M("Receipt")), KEY("key", "report", M("Key")),
};
SAME_SIZE(inbox_view, inbox_rows);
static FIELDS(inbox_fields, "report.inbox", 1, inbox_rows);

static enum err
inbox_row(struct cmd *c, struct rowsink *sink, const struct report *rep,
    struct note *note)
{
	struct app *app = c->app;
	struct inbox_view v;
	struct incident i;
	enum err r;

	if ((r = incident_get(app->read, c->a, rep->incident, &i,
	    note)) != ERR_OK)
		return r;
	v = (struct inbox_view){
		.ref = V_TEXT(str_fmt(c->a, "%.*s/%lld", STR_ARG(i.ref),
		    (long long)rep->number)),
		.kind = V_TEXT(str_of(deadline_kinds[rep->kind].word)),
		.by = dated_cmd_called(c, &body_ref, rep->by),
		.channel = V_TEXT(str_of(report_channels[rep->channel].word)),
		.sent = value_moment(rep->sent),
		.arrived = value_moment(rep->arrived),
		.receipt = value_text(rep->receipt),
		.key = V_KEY(rep->id),
	};
	return rowsink_row(sink, VALUES(&v), note);
}

enum err
report_cmd_inbox(struct cmd *c, struct note *note)
{
	const struct str after = cmd_text(c, "after");
	const int64_t most = cmd_int(c, "most", INBOX_MOST);
	struct app *app = c->app;
	struct rowsink *sink = cmd_rows(c);
	struct key body, behind = KEY_NONE;
	struct report *list;
	size_t n = 0;
	enum err r;

	if (most < 1 || most > INBOX_PAGE_MAX)
		return NOTE(note, ERR_USAGE, M("--most wants a number from 1 to "
		    "{most}; --after leads to the next page."),
		    A_INT("most", INBOX_PAGE_MAX));
	if ((r = dated_cmd_named(c, &body_ref, "body", &body, note)) != ERR_OK)
		return r;
	if (key_none(body))
		return NOTE(note, ERR_USAGE, M("Say whose inbox: --body."));
	if (after.n > 0 && (r = report_given(c, after, &behind,
	    note)) != ERR_OK)
		return r;
	if ((list = NEW_ARRAY(c->a, struct report, (size_t)most)) == NULL)
		return note_memory(note);
	if ((r = report_inbox(app->read, c->a, body, behind, (size_t)most,
	    list, &n, note)) != ERR_OK ||
	    (r = rowsink_begin(sink, &inbox_fields, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = inbox_row(c, sink, &list[i], note);
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}
