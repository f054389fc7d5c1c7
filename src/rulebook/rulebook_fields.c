/* SPDX-License-Identifier: Apache-2.0 */
/* What is said when a pack is adopted, explained or taken back? */
#include "rulebook/rulebook_in.h"

#include <assert.h>

#define PACK_FIELD \
	{ .name = "pack", .kind = FIELD_TEXT, .max = RULEBOOK_ID_MAX, \
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = M("Pack") }
#define VERSION_FIELD \
	{ .name = "version", .kind = FIELD_INT, .min = 1, \
	    .max = CANON_INT_MAX, .flags = FIELD_REQUIRED, \
	    .label = M("Version") }

static const struct field adopted_rows[] = {
	PACK_FIELD,
	VERSION_FIELD,
	{ .name = "title", .kind = FIELD_TEXT, .max = RULEBOOK_TITLE_MAX,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = M("Instrument") },
	{ .name = "en", .kind = FIELD_TEXT, .max = RULEBOOK_TITLE_MAX,
	    .flags = FIELD_PLAIN, .label = M("In English") },
	{ .name = "since", .kind = FIELD_DATE, .flags = FIELD_REQUIRED,
	    .label = M("Judges from") },
	{ .name = "text", .kind = FIELD_FILE, .flags = FIELD_REQUIRED,
	    .label = M("Text") },
};
static FIELDS(adopted_table, "pack.adopted", 1, adopted_rows);
static_assert(sizeof adopted_rows / sizeof adopted_rows[0] ==
    VALUES_OF(struct pack_adopted), "a field without its place");

const struct event_type pack_event_adopted = {
	.kind = "pack.adopted", .version = 1, .fields = &adopted_table,
	.apply = { rulebook_apply_adopted },
	.gist = M("Version {version} of {pack} was adopted and judges from "
	    "{since} on."),
};

static const struct field attached_rows[] = {
	PACK_FIELD,
	{ .name = "text", .kind = FIELD_FILE, .flags = FIELD_REQUIRED,
	    .label = M("Official text") },
	{ .name = "source", .kind = FIELD_TEXT, .max = RULEBOOK_SOURCE_MAX,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = M("Source") },
	{ .name = "document", .kind = FIELD_TEXT, .flags = FIELD_PLAIN,
	    .max = RULEBOOK_DOCUMENT_MAX, .label = M("Document") },
};
static FIELDS(attached_table, "pack.attached", 1, attached_rows);
static_assert(sizeof attached_rows / sizeof attached_rows[0] ==
    VALUES_OF(struct pack_attached), "a field without its place");

const struct event_type pack_event_attached = {
	.kind = "pack.attached", .version = 1, .fields = &attached_table,
	.apply = { rulebook_apply_attached },
	.gist = M("The official text {text} was attached to {pack}."),
};

static const struct field retired_rows[] = {
	PACK_FIELD,
	VERSION_FIELD,
	{ .name = "reason", .kind = FIELD_LINES, .flags = FIELD_REQUIRED,
	    .max = RULEBOOK_REASON_MAX, .label = M("Reason") },
};
static FIELDS(retired_table, "pack.retired", 1, retired_rows);
static_assert(sizeof retired_rows / sizeof retired_rows[0] ==
    VALUES_OF(struct pack_retired), "a field without its place");

const struct event_type pack_event_retired = {
	.kind = "pack.retired", .version = 1, .fields = &retired_table,
	.apply = { rulebook_apply_retired },
	.gist = M("Version {version} of {pack} was taken back and judges no "
	    "more."),
};
