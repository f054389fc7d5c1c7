/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does an answer reach a person or a pipe?  Aligned columns on a terminal
 * (wide characters take two), tab-separated when piped, JSON on request;
 * progress on stderr only when that is a terminal; Ctrl-C asks politely first.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include "cli/cli.h"

struct terminal *terminal_new(struct arena *a, int out, int err);

/* Write all of ${s} to standard output; a closed pipe is ERR_STOPPED. */
enum err terminal_put(struct terminal *t, struct str s, struct note *note);

/* One sentence, with a line end; not under --json. */
enum err cmd_say(struct cmd *c, struct note *note, const char *msgid,
    const struct arg *args);
#define SAY(c, note, msgid, ...) \
	cmd_say((c), (note), (msgid), \
	    (const struct arg[]){ __VA_ARGS__ __VA_OPT__(,) { 0 } })

/* The sink for rows of this command: JSON, tab-separated or aligned. */
struct rowsink *cmd_rows(struct cmd *c);

/* One object: label and value a line, or a JSON object. */
enum err cmd_object(struct cmd *c, const struct fields *fs,
    const struct value *values, struct note *note);

/*
 * Progress of long work: ${done} of ${of} (0: not known) ${what} (msgid); drawn
 * at most ten times a second by the clock handed in.  ERR_STOPPED once Ctrl-C was
 * pressed: the work ends at the next safe place.
 */
enum err cmd_progress(struct cmd *c, const char *what, int64_t done,
    int64_t of, struct note *note);
void cmd_progress_end(struct cmd *c);

/* SIGINT and SIGTERM set a flag; a second SIGINT ends at once. */
void stop_signals(void);
bool stop_wanted(void);

/* A note on stderr as people read it ("anze: …"), or as JSON under --json. */
void terminal_fail(struct terminal *t, struct voice v, bool json,
    const struct note *note);

/* Ask before something that cannot be taken back; --yes answers.  Without a
 * terminal and without --yes: ERR_USAGE naming --yes. */
enum err cmd_confirm(struct cmd *c, struct note *note, const char *msgid,
    const struct arg *args);

#endif
