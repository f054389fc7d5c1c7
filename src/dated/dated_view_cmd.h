/* SPDX-License-Identifier: Apache-2.0 */
/* Of which fields are the views of commands made? */
#ifndef DATED_DATED_VIEW_CMD_H
#define DATED_DATED_VIEW_CMD_H

#include <assert.h>

#include "field/field.h"

#define TEXT(nm, lb)	{ .name = nm, .kind = FIELD_TEXT, .label = lb }
#define LINES(nm, lb) \
	{ .name = nm, .kind = FIELD_LINES, .max = FIELD_LINES_MAX, \
	    .label = lb }
#define WHEN(nm, lb)	{ .name = nm, .kind = FIELD_MOMENT, .label = lb }
#define NUMBER(nm, lb)	{ .name = nm, .kind = FIELD_INT, .label = lb }
#define WORDS(nm, of, lb) \
	{ .name = nm, .kind = FIELD_CHOICE, .choices = of, .label = lb }
#define KEY(nm, of, lb) \
	{ .name = nm, .kind = FIELD_REF, .ref = of, .flags = FIELD_MACHINE, \
	    .label = lb }
/* For machines, and for those who ask for them: not in a terminal's columns. */
#define ASIDE(nm, k, lb) \
	{ .name = nm, .kind = (k), .flags = FIELD_MACHINE, .label = lb }
#define ASIDE_WORDS(nm, of, lb) \
	{ .name = nm, .kind = FIELD_CHOICE, .choices = of, \
	    .flags = FIELD_MACHINE, .label = lb }
#define SAME_SIZE(record, rows) \
	static_assert(VALUES_OF(struct record) == \
	    sizeof(rows) / sizeof((rows)[0]), "a member without its row")

#endif
