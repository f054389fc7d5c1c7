/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a report, event by event? */
#include <assert.h>

#include "incident/report_in.h"

const struct choice report_channels[] = {
	[REPORT_SYSTEM] = { "system", M("this system") },
	[REPORT_HOTLINE] = { "hotline", M("hotline 12387") },
	[REPORT_TELEPHONE] = { "telephone", M("telephone") },
	[REPORT_FAX] = { "fax", M("fax") },
	[REPORT_MAIL] = { "mail", M("mail") },
	[REPORT_WEBSITE] = { "website", M("website") },
	[REPORT_CLASSIFIED] = { "classified", M("classified channel") },
	[REPORT_PERSON] = { "person", M("handed over in person") },
	[REPORT_CHANNEL__MAX] = { NULL, NULL }
};

const struct choice report_states[] = {
	[REPORT_SENT] = { "sent", M("sent") },
	[REPORT_ACCEPTED] = { "accepted", M("accepted") },
	[REPORT_RETURNED] = { "returned", M("returned") },
	[REPORT_WITHDRAWN] = { "withdrawn", M("entered by mistake") },
	[REPORT_STATE__MAX] = { NULL, NULL }
};

const struct choice report_answers[] = {
	{ "accepted", M("accepted") },
	{ "returned", M("returned") },
	{ NULL, NULL }
};

/* ---- fields ---- */

#define WORD(nm, fl, most, lb) \
	{ .name = nm, .kind = FIELD_TEXT, .flags = FIELD_PLAIN | (fl), \
	    .max = (most), .label = lb }
#define TYPED(nm, fl, most, lb) \
	{ .name = nm, .kind = FIELD_LINES, .flags = (fl), .max = (most), \
	    .label = lb }
#define NUMBER(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_INT, .flags = (fl), .max = CANON_INT_MAX, \
	    .label = lb }
#define WHEN(nm, fl, lb) \
	{ .name = nm, .kind = FIELD_MOMENT, .flags = (fl), .label = lb }
#define CHOICE(nm, of, lb) \
	{ .name = nm, .kind = FIELD_CHOICE, .flags = FIELD_REQUIRED, \
	    .choices = of, .label = lb }
#define REF(nm, to, fl, lb) \
	{ .name = nm, .kind = FIELD_REF, .ref = to, .flags = (fl), \
	    .label = lb }
#define ROWS(nm, of, most, lb) \
	{ .name = nm, .kind = FIELD_TABLE, .sub = &(of), .max = (most), \
	    .label = lb }
#define A_FILE(nm, lb) \
	{ .name = nm, .kind = FIELD_FILE, .label = lb }
#define INCIDENT \
	REF("incident", "incident", FIELD_REQUIRED | FIELD_TOUCHES, \
	    M("Incident"))
#define PERSON \
	REF("person", "person", 0, M("Person"))
#define CLOCKS \
	{ .name = "clocks", .kind = FIELD_LIST, .of = FIELD_TEXT, \
	    .flags = FIELD_PLAIN, .max = REPORT_CLOCKS_MAX, \
	    .label = M("Deadlines") }

#define SAME_SIZE(record, rows) \
	static_assert(VALUES_OF(struct record) == \
	    sizeof(rows) / sizeof((rows)[0]), "a member without its row")

/* One event type, its table and its struct. */
#define EVENT(word, rows, says) \
	SAME_SIZE(report_##word, rows); \
	static FIELDS(word##_table, "report." #word, 1, rows); \
	const struct event_type report_event_##word = { \
		.kind = "report." #word, .version = 1, \
		.fields = &word##_table, \
		.apply = { report_apply_##word }, .gist = says, \
	}

static const struct field content_rows[] = {
	WORD("item", FIELD_REQUIRED, REPORT_ITEM_MAX, M("Content")),
	TYPED("text", 0, REPORT_TEXT_MAX, M("Text")),
};
SAME_SIZE(report_content, content_rows);
static FIELDS(content_table, "report.content", 1, content_rows);

static const struct field comment_rows[] = {
	WORD("item", FIELD_REQUIRED, REPORT_ITEM_MAX, M("Content")),
	TYPED("comment", 0, REPORT_TEXT_MAX, M("Comment")),
};
SAME_SIZE(report_comment, comment_rows);
static FIELDS(comment_table, "report.comment", 1, comment_rows);

static const struct field sent_rows[] = {
	INCIDENT,
	CHOICE("kind", deadline_kinds, M("Kind")),
	NUMBER("number", FIELD_REQUIRED, M("Number")),
	REF("replaces", "report", 0, M("Instead of report")),
	CHOICE("channel", report_channels, M("Channel")),
	WHEN("sent", FIELD_REQUIRED, M("Sent")),
	REF("by", "body", FIELD_REQUIRED | FIELD_TOUCHES, M("Reporting body")),
	PERSON,
	REF("to", "body", FIELD_TOUCHES, M("Addressee")),
	WORD("to_words", 0, REPORT_TO_MAX, M("Addressee in words")),
	WORD("proof", 0, REPORT_PROOF_MAX, M("Proof")),
	A_FILE("proof_file", M("Proof, as a file")),
	CLOCKS,
	ROWS("contents", content_table, REPORT_CONTENTS_MAX, M("Contents")),
	TYPED("late_reason", 0, REPORT_REASON_MAX, M("Reason of the delay")),
	TYPED("reason", 0, REPORT_REASON_MAX, M("Reason")),
	REF("entered_for", "person", 0, M("Entered for")),
};
EVENT(sent, sent_rows, M("Report {number} ({kind}) left by {channel} at "
    "{sent}."));

static const struct field arrived_rows[] = {
	INCIDENT,
	WHEN("at", FIELD_REQUIRED, M("Arrived")),
	WORD("receipt", 0, REPORT_RECEIPT_MAX, M("Receipt")),
	NUMBER("year", 0, M("Year")),
	NUMBER("number", 0, M("Number")),
	REF("body", "body", FIELD_TOUCHES, M("Receiving body")),
	PERSON,
	TYPED("reason", 0, REPORT_REASON_MAX, M("Reason")),
};
EVENT(arrived, arrived_rows, M("A report arrived at {at}; receipt "
    "{receipt}."));

static const struct field proved_rows[] = {
	INCIDENT,
	WORD("proof", 0, REPORT_PROOF_MAX, M("Proof")),
	A_FILE("proof_file", M("Proof, as a file")),
	CLOCKS,
	TYPED("late_reason", 0, REPORT_REASON_MAX, M("Reason of the delay")),
	PERSON,
};
EVENT(proved, proved_rows, M("More was entered about a report: {proof}"));

static const struct field answered_rows[] = {
	INCIDENT,
	CHOICE("answer", report_answers, M("Answer")),
	ROWS("comments", comment_table, REPORT_CONTENTS_MAX, M("Comments")),
	REF("body", "body", FIELD_REQUIRED | FIELD_TOUCHES, M("Body")),
	PERSON,
	TYPED("text", 0, REPORT_TEXT_MAX, M("Text")),
};
EVENT(answered, answered_rows, M("A report was {answer}. {text}"));

static const struct field withdrawn_rows[] = {
	INCIDENT,
	TYPED("reason", FIELD_REQUIRED, REPORT_REASON_MAX, M("Reason")),
};
EVENT(withdrawn, withdrawn_rows,
    M("A report had been entered by mistake: {reason}"));
