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

const struct dated tenure_dated = {
	DATED_OF(tenure),
	.label = M("tenure"),
	.refs = (const struct dated_ref *const[]){ &person_ref, &post_ref,
	    &body_ref, NULL },
	.self = &tenure_ref,
	.helps = helps,
	.within = within,
	.check = tenure_check,
	.holds = tenure_holds,
	.same = tenure_same,
};
