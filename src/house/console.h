/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do commands of all subjects do alike?  Who sits there, how an import is
 * told, how a record's history and a tree look in a terminal.
 */
#ifndef HOUSE_CONSOLE_H
#define HOUSE_CONSOLE_H

#include "cli/terminal.h"
#include "core/import.h"

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

/* Faults to stderr, one line each; progress; Ctrl-C. */
struct import_watch console_watch(struct cmd *c);

/* What became of an import, in one line (an object under --json). ${r} is how it
 * ended and is returned, or ERR_PARTIAL when rows had faults. */
enum err console_import_said(struct cmd *c, const struct import_report *report,
    bool dry, enum err r, struct note *note);

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
