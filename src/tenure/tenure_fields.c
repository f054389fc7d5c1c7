/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a tenure? */
#include <assert.h>

#include "body/body.h"
#include "person/person.h"
#include "post/post.h"
#include "tenure/tenure_in.h"

#define TENURE_STATE(req) \
	DATED_REF("person", "person", (req) | FIELD_TOUCHES, M("Person")), \
	DATED_REF("post", "post", (req) | FIELD_TOUCHES, M("Post")), \
	DATED_CHOICE("kind", tenure_kinds, req, M("Kind")), \
	{ .name = "absent", .kind = FIELD_BOOL, .label = M("Absent") }, \
	{ .name = "due", .kind = FIELD_DATE, .label = M("To end on") }, \
	DATED_TEXT("document", 0, TENURE_DOCUMENT_MAX, M("Document")), \
	{ .name = "document_date", .kind = FIELD_DATE, \
	    .label = M("Date of the document") },

DATED_EVENTS(tenure, M("tenure"), FIELD_DATE, TENURE_STATE);
static_assert(sizeof tenure_state_rows / sizeof tenure_state_rows[0] ==
    TENURE__MAX, "a field without its place");

static const struct field handed_rows[] = {
	DATED_REF("person", "person", FIELD_REQUIRED | FIELD_TOUCHES,
	    M("Person")),
	DATED_REF("to", "person", FIELD_REQUIRED | FIELD_TOUCHES,
	    M("Handed to")),
	DATED_WHEN("on", FIELD_DATE, FIELD_REQUIRED, M("Handed over on")),
	DATED_TEXT("document", 0, TENURE_DOCUMENT_MAX, M("Document")),
	{ .name = "note", .kind = FIELD_LINES, .max = TENURE_NOTE_MAX,
	    .label = M("Remark") },
};
static FIELDS(handed_table, "tenure.handed", 1, handed_rows);
static_assert(sizeof handed_rows / sizeof handed_rows[0] ==
    VALUES_OF(struct tenure_handed), "a field without its place");

const struct event_type tenure_event_handed = {
	.kind = "tenure.handed", .version = 1, .fields = &handed_table,
	.apply = { tenure_apply_handed },
	.gist = M("Handed over on {on}."),
};

/* Sheets name a post by its title in a body. */
static const struct field helps[] = {
	DATED_REF("body", "body", 0, M("Body")),
	{ .name = NULL }
};

static const char *
within(const char *field)
{
	return strcmp(field, "post") == 0 ? "body" : NULL;
}

static const struct import_example examples[] = {
	{ "source", "nt" }, { "code", "T12" }, { "person", "0107" },
	{ "body", "南通市人民政府" }, { "post", "副市长" },
	{ "document", "通委〔2024〕3号" }, { NULL, NULL }
};

const struct dated tenure_dated = {
	DATED_OF(tenure),
	.label = M("tenure"),
	.refs = (const struct dated_ref *const[]){ &person_ref, &post_ref,
	    &body_ref, NULL },
	.self = &tenure_ref,
	.helps = helps,
	.examples = examples,
	.within = within,
	.check = tenure_check,
	.holds = tenure_holds,
	.room = tenure_room,
	.same = tenure_same,
};
