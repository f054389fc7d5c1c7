/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which events has a dated subject?  The five of dated.h, whose fields follow
 * from those of its state.  A subject's x_fields.c says its fields once, as a
 * macro of the flag FIELD_REQUIRED or 0, and then
 *
 *	DATED_EVENTS(post, M("post"), FIELD_DATE, POST_STATE)
 *
 * which defines post_state and post_event_added … post_event_withdrawn; what
 * applies them stands in x_apply.c: DATED_APPLY(post).
 */
#ifndef DATED_DATED_EVENTS_H
#define DATED_DATED_EVENTS_H

#include "dated/dated.h"

#define DATED_WHEN(nm, kd, fl, lb) \
	{ .name = nm, .kind = kd, .flags = (fl), .label = lb }
#define DATED_TEXT(nm, fl, mx, lb) \
	{ .name = nm, .kind = FIELD_TEXT, .flags = FIELD_PLAIN | (fl), \
	    .max = (mx), .label = lb }
#define DATED_REF(nm, of, fl, lb) \
	{ .name = nm, .kind = FIELD_REF, .ref = of, .flags = (fl), \
	    .label = lb }
#define DATED_CHOICE(nm, of, fl, lb) \
	{ .name = nm, .kind = FIELD_CHOICE, .choices = of, .flags = (fl), \
	    .label = lb }
#define DATED_REASON(fl) \
	{ .name = "reason", .kind = FIELD_LINES, .flags = (fl), \
	    .max = DATED_REASON_MAX, .label = M("Reason") }

#define DATED_EVENT(x, what_, verb, table, apply_, gist_) \
	const struct event_type x##_event_##verb = { \
		.kind = #x "." #verb, .version = 1, .fields = &table, \
		.apply = { apply_ }, .gist = gist_, .what = what_ }

#define DATED_EVENTS(x, what, when, state) \
static const struct field x##_state_rows[] = { state(FIELD_REQUIRED) }; \
FIELDS(x##_state, #x, 1, x##_state_rows); \
static const struct field x##_added_rows[] = { \
	DATED_TEXT("source", 0, DATED_SOURCE_MAX, M("Source of the code")), \
	DATED_TEXT("code", 0, DATED_CODE_MAX, M("Code")), \
	DATED_WHEN("from", when, FIELD_REQUIRED, M("From")), \
	DATED_WHEN("to", when, 0, M("Until")), \
	state(FIELD_REQUIRED) \
}; \
static FIELDS(x##_added_table, #x ".added", 1, x##_added_rows); \
static const struct field x##_changed_rows[] = { \
	DATED_WHEN("from", when, 0, M("From")), \
	DATED_WHEN("to", when, 0, M("Until")), \
	state(0) \
	{ .name = "clear", .kind = FIELD_LIST, .of = FIELD_TEXT, \
	    .flags = FIELD_PLAIN, .max = DATED_FIELDS_MAX, \
	    .label = M("Emptied") }, \
	DATED_WHEN("began", when, 0, M("Really began")), \
	DATED_WHEN("ended", when, 0, M("Ends")), \
	DATED_REASON(0) \
}; \
static FIELDS(x##_changed_table, #x ".changed", 1, x##_changed_rows); \
static FIELDS(x##_corrected_table, #x ".corrected", 1, x##_changed_rows); \
static const struct field x##_ended_rows[] = { \
	DATED_WHEN("to", when, FIELD_REQUIRED, M("Until")), \
	DATED_REASON(0) \
}; \
static FIELDS(x##_ended_table, #x ".ended", 1, x##_ended_rows); \
static const struct field x##_withdrawn_rows[] = { \
	DATED_REASON(FIELD_REQUIRED) \
}; \
static FIELDS(x##_withdrawn_table, #x ".withdrawn", 1, \
    x##_withdrawn_rows); \
DATED_EVENT(x, what, added, x##_added_table, x##_apply_added, \
    M("{what}: entered, from {from}.")); \
DATED_EVENT(x, what, changed, x##_changed_table, x##_apply_changed, \
    M("{what}: changed from {from}.")); \
DATED_EVENT(x, what, corrected, x##_corrected_table, x##_apply_changed, \
    M("{what}: corrected, from {from}.")); \
DATED_EVENT(x, what, ended, x##_ended_table, x##_apply_ended, \
    M("{what}: no more from {to} on.")); \
DATED_EVENT(x, what, withdrawn, x##_withdrawn_table, x##_apply_withdrawn, \
    M("{what}: withdrawn, it was entered by mistake."))

/* What x.h declares. */
#define DATED_DECLARE(x) \
	extern const struct dated x##_dated; \
	extern const struct fields x##_state; \
	extern const struct dated_sql x##_sql; \
	extern const struct dated_list x##_lists[]; \
	extern const struct event_type x##_event_added, x##_event_changed, \
	    x##_event_corrected, x##_event_ended, x##_event_withdrawn; \
	apply_fn x##_apply_added, x##_apply_changed, x##_apply_ended, \
	    x##_apply_withdrawn

/* The members of its struct dated that follow from its name. */
#define DATED_OF(x) \
	.name = #x, .state = &x##_state, .sql = &x##_sql, .lists = x##_lists, \
	.added = &x##_event_added, .changed = &x##_event_changed, \
	.corrected = &x##_event_corrected, .ended = &x##_event_ended, \
	.withdrawn = &x##_event_withdrawn

/* Its apply-functions, where the tables of dated records are all it has. */
#define DATED_APPLY_ONE(x, verb) \
	enum err x##_apply_##verb(struct store *st, struct arena *a, \
	    const struct event *ev, struct note *note) \
	{ \
		return dated_apply_##verb(&x##_dated, st, a, ev, note); \
	}
#define DATED_APPLY(x) \
	DATED_APPLY_ONE(x, added) \
	DATED_APPLY_ONE(x, changed) \
	DATED_APPLY_ONE(x, ended) \
	DATED_APPLY_ONE(x, withdrawn)

/* Its rows of the table of events, sorted. */
#define DATED_EVENT_ROWS(x) \
	{ &x##_event_added, { NULL } }, \
	{ &x##_event_changed, { NULL } }, \
	{ &x##_event_corrected, { NULL } }, \
	{ &x##_event_ended, { NULL } }, \
	{ &x##_event_withdrawn, { NULL } }

#endif
