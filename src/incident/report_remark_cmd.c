/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What ought whoever enters a report look at?  None of it is an error: the report
 * is kept as it is.
 */
#include "body/body.h"
#include "cli/cli.h"
#include "core/act.h"
#include "incident/incident_given_cmd.h"
#include "dated/dated_view_cmd.h"
#include "incident/report_desk_cmd.h"
#include "incident/report_in.h"
#include "phone/phone.h"

struct remarking {
	const struct report_desk	*x;
	const struct report		*r;
	struct report_remarks		*out;
};

/* Whoever has this many remarks has read enough. */
static void
add(struct remarking *m, const char *msgid, const struct arg *args)
{
	if (m->out->n < REMARKS_MAX)
		m->out->list[m->out->n++] = report_say(m->x, msgid, args);
}
#define ADD(m, msgid, ...) \
	add((m), (msgid), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })

/* ---- when ---- */

static bool
late_add(struct remarking *m)
{
	bool some = false;

	for (size_t i = 0; i < m->r->nclocks; i++) {
		const struct deadline *d = report_deadline(m->x,
		    m->r->clocks[i]);
		int64_t late;

		if (d == NULL || d->is.state == DEADLINE_DROPPED)
			continue;
		switch (deadline_judge(d->is.due, m->r->sent, &late)) {
		case DEADLINE_LATE:
			some = true;
			ADD(m, M("{what}: late by {late} minutes (due {due})."),
			    A_TEXT("what", report_clock_called(m->x,
			    &d->is.of)), A_INT("late", late),
			    A_MOMENT("due", d->is.due));
			break;
		case DEADLINE_UNSURE:
			ADD(m, M("{what}: whether it was on time cannot be "
			    "said, for it is not known exactly when the report "
			    "left (due {due})."), A_TEXT("what",
			    report_clock_called(m->x, &d->is.of)),
			    A_MOMENT("due", d->is.due));
			break;
		case DEADLINE_ON_TIME:
		case DEADLINE_UNTIMED:
		case DEADLINE_OUTCOME__MAX:
			break;
		}
	}
	return some;
}

static void
times_add(struct remarking *m)
{
	const struct report *r = m->r;

	if (late_add(m) && r->late_reason.n == 0)
		ADD(m, M("Please say why it is late; it is taken in any case: "
		    "anze incident prove {ref} --late-reason TEXT."),
		    A_TEXT("ref", report_ref(m->x, r)));
	if (report_entered_later(r) && r->channel != REPORT_SYSTEM)
		ADD(m, M("Entered later, at {entered}; what counts is when it "
		    "left: {sent}."), A_MOMENT("entered", r->entered),
		    A_MOMENT("sent", r->sent.ms));
}

/* ---- what it says ---- */

static bool
said(const struct report_item *items, size_t n, struct str id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(items[i].item, id) && items[i].text.n > 0)
			return true;
	return false;
}

/* Of an initial report only what goes first is looked for. */
static enum err
contents_add(struct remarking *m, struct note *note)
{
	const struct report_desk *x = m->x;
	const struct report_wanted *w = NULL;
	const struct report_item *items = NULL;
	size_t n = 0, nitems = 0;
	struct buf b = BUF_IN(x->c->a);
	enum err r;

	if (m->r->kind != CLOCK_INITIAL ||
	    m->r->channel == REPORT_CLASSIFIED)
		return ERR_OK;
	if ((r = report_items(x->app->read, x->c->a, m->r->id, &items,
	    &nitems, note)) != ERR_OK ||
	    (r = report_desk_contents(x, m->r, &w, &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++) {
		enum truth asked = TRUTH_NO;

		if (w[i].content->first && (r = report_content_asked(x->c->a,
		    &x->j, &w[i], &asked, note)) != ERR_OK)
			return r;
		if (asked != TRUTH_YES || said(items, nitems,
		    w[i].content->id))
			continue;
		buf_text(&b, b.n > 0 ? "; " : "");
		buf_str(&b, w[i].content->id);
		buf_text(&b, " ");
		buf_str(&b, tell_words(&x->tell, &w[i].content->name));
	}
	if (b.n > 0)
		ADD(m, M("Not entered yet, though a first report begins with "
		    "it: {list}. If it was said, enter it; if not, add it by a "
		    "supplement."), A_TEXT("list", buf_view(&b)));
	return ERR_OK;
}

/* ---- how it went ---- */

static void
channel_add(struct remarking *m)
{
	const struct report *first = report_first(m->x->reports,
	    m->x->nreports, CLOCK_INITIAL);

	if (m->r->kind != CLOCK_SUMMARY || first == NULL ||
	    first->channel == m->r->channel)
		return;
	ADD(m, M("The first report went by {first}, this summary by {this}. A "
	    "summary goes by the channel of the first report."),
	    A_WORD("first", report_channels[first->channel].label),
	    A_WORD("this", report_channels[m->r->channel].label));
}

static void
bodies_add(struct remarking *m)
{
	const struct report *r = m->r;

	if (key_none(r->to) && r->to_words.n == 0 &&
	    r->channel != REPORT_HOTLINE)
		ADD(m, M("Nobody said to whom it went: --to, or --to-words."),
		    { 0 });
	if (r->channel == REPORT_SYSTEM && key_none(r->to))
		ADD(m, M("By this system a report reaches only bodies of the "
		    "register."), { 0 });
	if (r->kind < CLOCK_ONWARD && !key_eq(r->by, m->x->i.body)) {
		const struct value by = dated_cmd_called(m->x->c, &body_ref, r->by);
		const struct value body = dated_cmd_called(m->x->c, &body_ref, m->x->i.body);

		ADD(m, M("{by} reports, and the incident happened in "
		    "{body}."), A_TEXT("by", by.text),
		    A_TEXT("body", body.text));
	}
}

/* Does a deadline want another kind of body than it went to? */
static enum err
kinds_add(struct remarking *m, struct note *note)
{
	const struct report_desk *x = m->x;
	struct body to;
	enum err r;

	if (key_none(m->r->to))
		return ERR_OK;
	if ((r = body_get(x->app->read, x->c->a, m->r->to, dated_cmd_today(x->c),
	    &to, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < m->r->nclocks; i++) {
		const struct deadline_of of = report_clock_read(
		    m->r->clocks[i]);
		const struct str kind = report_addressee_kind(x->book, &of);

		if (kind.n > 0 && !str_eq(kind, to.kind))
			ADD(m, M("{what}: it wants another kind of body than "
			    "{to}. Look whether it went to the right one."),
			    A_TEXT("what", report_clock_called(x, &of)),
			    A_TEXT("to", to.name));
	}
	return ERR_OK;
}

static void
clocks_add(struct remarking *m)
{
	for (size_t i = 0; i < m->x->ndeadlines; i++) {
		const struct deadline *d = &m->x->deadlines[i];

		const struct str what = report_clock_called(m->x, &d->is.of);

		if (d->is.kind != m->r->kind || d->met != DEADLINE_NEVER ||
		    d->is.state == DEADLINE_DROPPED)
			continue;
		if (d->is.due == DEADLINE_NEVER)
			ADD(m, M("Still waiting: {what}."),
			    A_TEXT("what", what));
		else
			ADD(m, M("Still waiting: {what}, due {due}."),
			    A_TEXT("what", what),
			    A_MOMENT("due", d->is.due));
	}
}

enum err
report_remarks(const struct report_desk *x, const struct report *r,
    struct report_remarks *ret, struct note *note)
{
	struct remarking m = { x, r, ret };
	enum err e;

	ret->n = 0;
	if (r->state == REPORT_WITHDRAWN)
		return ERR_OK;
	times_add(&m);
	if ((e = contents_add(&m, note)) != ERR_OK)
		return e;
	channel_add(&m);
	bodies_add(&m);
	if ((e = kinds_add(&m, note)) != ERR_OK)
		return e;
	clocks_add(&m);
	return note_arena(x->c->a, ERR_OK, note);
}

/* ---- telephones ---- */

struct ringing {
	struct arena	*a;
	struct str	 kind;
	struct buf	 b;
};

static enum err
phone_row(void *arg, struct arena *a, const struct dated_row *row,
    struct note *note)
{
	struct ringing *x = arg;
	const struct value *v = row->span.v;

	(void)a;
	(void)note;
	if (!str_eq(v[PHONE_KIND].text, x->kind))
		return ERR_OK;
	buf_text(&x->b, x->b.n > 0 ? ", " : "");
	buf_str(&x->b, v[PHONE_NUMBER].text);
	return ERR_OK;
}

enum err
report_phones(const struct report_desk *x, struct key body, struct str *ret,
    struct note *note)
{
	static const char *const kinds[] = { "duty", "backup" };
	const int64_t today = dated_cmd_today(x->c);
	const struct dated_query q = { .since = today, .until = today + 1,
	    .known = DATED_NOW, .by = "body", .key = body };
	struct ringing ring = { .a = x->c->a, .b = BUF_IN(x->c->a) };
	enum err r = ERR_OK;

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] &&
	    !key_none(body) && r == ERR_OK; i++) {
		ring.kind = str_of(kinds[i]);
		r = dated_each(x->app->read, &phone_dated, &q, phone_row,
		    &ring, note);
	}
	if (r == ERR_OK)
		*ret = ring.b.n == 0 ? S("") : buf_view(&ring.b);
	return r;
}
