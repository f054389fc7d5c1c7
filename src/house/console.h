/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do commands of all subjects do alike?  Who sits there, how an import is
 * told, how a record's history and a tree look in a terminal.
 */
#ifndef HOUSE_CONSOLE_H
#define HOUSE_CONSOLE_H

#include "cli/terminal.h"
#include "core/import.h"
#include "core/import_errors.h"

/* Until accounts exist: the person asserted by --as, at the console. */
struct actor console_actor(const struct cmd *c);

/*
 * TELL(c, note, msg, args...):
 * The answer of a command that has no rows: a sentence; under --json an object
 * of the sentence's arguments.
 */
#define TELL(c, note, msgid, ...) \
	console_tell((c), (note), (msgid), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })
enum err console_tell(struct cmd *c, struct note *note, const char *msgid,
    const struct arg *args);

/*
 * An import at the console: faults to stderr, one line each; progress; Ctrl-C;
 * with the option --errors FILE also a copy of the sheet with what is wrong
 * in each row.
 *
 *	if ((r = console_import_begin(c, &ci, note)) != ERR_OK)
 *		return r;
 *	r = x_import(…, &ci.watch, &report, note);
 *	return console_import_end(&ci, sheet, &report, dry, r, note);
 */
struct console_import {
	struct import_watch	 watch;
	struct cmd		*c;
	struct import_errors	*errors;	/* NULL: not asked for */
};
enum err console_import_begin(struct cmd *c, struct console_import *ret,
    struct note *note);

/* What became of it, in one line (an object under --json). ${sheet}: of the
 * workbook named by the first operand.  ${r} is how the import ended and is
 * returned, or ERR_PARTIAL when rows had faults. */
enum err console_import_end(struct console_import *ci, const char *sheet,
    const struct import_report *report, bool dry, enum err r,
    struct note *note);

#define CONSOLE_ERRORS_OPT \
	OPT_TEXT(0, "errors", "FILE", M("when rows have faults, write a copy of " \
	    "the sheet that says in each row what is wrong"))

/* The entries that touch a record: number, time, who, what, oldest first. */
enum err console_history(struct cmd *c, struct key on, struct note *note);

/* The same as a value of kind FIELD_TABLE, for objects under --json. */
struct console_event {
	struct value	seq, at, kind, person, gist;
};
extern const struct fields console_history_fields;
enum err console_history_value(struct cmd *c, struct key on,
    struct value *ret, struct note *note);

/* An event as one sentence in the reader's language. */
struct str console_gist(struct arena *a, struct voice v,
    const struct event *ev);

/* One line of a tree. */
enum err console_branch(struct cmd *c, int depth, struct str code,
    struct str name, struct note *note);

#endif
