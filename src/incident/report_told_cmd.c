/* SPDX-License-Identifier: Apache-2.0 */
/* What does an act about a report leave?  Is it reported, and what is to be done? */
#include "core/act.h"
#include "house/console.h"
#include "dated/dated_view_cmd.h"
#include "incident/report_desk_cmd.h"
#include "incident/report_in.h"

struct told_view {
	struct value	ref, state, reported, to, channel, sent, arrived,
			receipt, phones, remarks, again, entry, key;
};
#define FLAG(nm, lb)	{ .name = nm, .kind = FIELD_BOOL, .label = lb }
static const struct field told_rows[] = {
	TEXT("ref", M("Report")), WORDS("state", report_states, M("State")),
	FLAG("reported", M("Reported")), TEXT("to", M("Addressee")),
	WORDS("channel", report_channels, M("Channel")),
	WHEN("sent", M("Sent")), WHEN("arrived", M("Arrived")),
	TEXT("receipt", M("Receipt")), TEXT("phones", M("Telephones")),
	{ .name = "remarks", .kind = FIELD_LIST, .of = FIELD_LINES,
	    .max = REMARKS_MAX, .label = M("Remarks") },
	FLAG("again", M("Entered before")),
	NUMBER("entry", M("Entry")), KEY("key", "report", M("Key")),
};
SAME_SIZE(told_view, told_rows);
static FIELDS(told_fields, "report.told", 1, told_rows);

struct telling {
	struct report_desk	 desk;
	const struct report	*r;
	struct report_remarks	 remarks;
	struct str		 phones;
	const struct answer	*done;
};

static enum err
object_tell(const struct telling *x, struct note *note)
{
	const struct report *r = x->r;
	struct value list[REMARKS_MAX];
	struct told_view v = {
		.ref = V_TEXT(report_ref(&x->desk, r)),
		.state = V_TEXT(str_of(report_states[r->state].word)),
		.reported = V_BOOL(report_counts(r)),
		.to = value_text(report_to(&x->desk, r)),
		.channel = V_TEXT(str_of(report_channels[r->channel].word)),
		.sent = value_moment(r->sent),
		.arrived = value_moment(r->arrived),
		.receipt = value_text(r->receipt),
		.phones = value_text(x->phones),
		.again = V_BOOL(x->done->again),
		.entry = V_INT(x->done->seq),
		.key = V_KEY(r->id),
	};

	for (size_t i = 0; i < x->remarks.n; i++)
		list[i] = (struct value)V_TEXT(x->remarks.list[i]);
	if (x->remarks.n > 0)
		v.remarks = (struct value){ .given = GIVEN_KNOWN,
		    .list = { list, x->remarks.n } };
	return cmd_object(x->desk.c, &told_fields, VALUES(&v), note);
}

static struct str
headline(const struct telling *x)
{
	const struct report_desk *d = &x->desk;
	const struct report *r = x->r;
	const struct str ref = report_ref(d, r), to = report_to(d, r);
	const char *by = report_channels[r->channel].label;

	if (r->state == REPORT_WITHDRAWN)
		return REPORT_SAY(d, M("{ref}: taken back. What it had met waits "
		    "again, unless another report meets it."),
		    A_TEXT("ref", ref));
	if (report_counts(r))
		return REPORT_SAY(d, M("{ref}: reported to {to} by {by}, sent "
		    "at {sent}; receipt: {receipt}."), A_TEXT("ref", ref),
		    A_TEXT("to", to), A_WORD("by", by),
		    A_MOMENT("sent", r->sent.ms), A_TEXT("receipt",
		    r->receipt.n > 0 ? r->receipt : S("—")));
	if (x->phones.n > 0)
		return REPORT_SAY(d, M("{ref}: not reported yet. Please ring "
		    "{to}: {phones}. Then enter what proves it: anze incident "
		    "prove {ref} --proof TEXT."), A_TEXT("ref", ref),
		    A_TEXT("to", to), A_TEXT("phones", x->phones));
	return REPORT_SAY(d, M("{ref}: not reported yet. Please ring {to}; no "
	    "duty telephone of theirs is entered here. Then enter what proves "
	    "it: anze incident prove {ref} --proof TEXT."),
	    A_TEXT("ref", ref), A_TEXT("to", to));
}

static enum err
lines_tell(const struct telling *x, struct note *note)
{
	struct terminal *out = x->desk.c->term;
	enum err r = ERR_OK;

	if (x->done->again)
		r = SAY(x->desk.c, note, M("This was entered before; nothing is "
		    "recorded twice."), { 0 });
	if (r != ERR_OK ||
	    (r = terminal_put(out, headline(x), note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < x->remarks.n; i++)
		if ((r = terminal_put(out, S("\n  "), note)) != ERR_OK ||
		    (r = terminal_put(out, x->remarks.list[i],
		    note)) != ERR_OK)
			return r;
	return terminal_put(out, S("\n"), note);
}

enum err
report_done_tell(struct cmd *c, const struct answer *done, struct note *note)
{
	struct telling x = { .done = done };
	struct app *app = c->app;
	struct report rep;
	enum err r;

	if ((r = report_get(app->read, c->a, done->on, &rep,
	    note)) != ERR_OK ||
	    (r = report_desk_load(&x.desk, c, rep.incident, note)) != ERR_OK ||
	    (r = report_remarks(&x.desk, &rep, &x.remarks, note)) != ERR_OK)
		return r;
	x.r = &rep;
	x.phones = S("");
	if (!report_counts(&rep) && rep.state != REPORT_WITHDRAWN &&
	    (r = report_phones(&x.desk, rep.to, &x.phones, note)) != ERR_OK)
		return r;
	return c->json ? object_tell(&x, note) : lines_tell(&x, note);
}
