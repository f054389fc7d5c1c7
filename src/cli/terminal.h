/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does an answer reach a person or a pipe?  Aligned columns on a terminal
 * (wide characters take two), tab-separated when piped, JSON on request;
 * progress on stderr only when that is a terminal; Ctrl-C asks politely first.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include "cli/cli.h"

/* On these two file descriptors, asking on standard input; NULL: no memory.
 * Standard descriptors that are closed are filled: before any store is opened. */
struct terminal *terminal_new(struct arena *a, int out, int err);

/* The clock by which progress is drawn; the machine's until one is given. */
void terminal_clock(struct terminal *t, struct timesource clock);

/*
 * Write all of ${s} to standard output, behind what a begun table still holds
 * back.  A closed pipe is ERR_STOPPED, of which terminal_fail() says nothing;
 * a full disk is ERR_FULL.
 */
enum err terminal_put(struct terminal *t, struct str s, struct note *note);

/* One sentence, with a line end; not under --json. */
enum err cmd_say(struct cmd *c, struct note *note, const char *msgid,
    const struct arg *args);
#define SAY(c, note, msgid, ...) \
	cmd_say((c), (note), (msgid), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })

/*
 * The sink for rows of this command: JSON; piped, labels and then values as
 * field_put() writes them, parted by tabs, in which a tab, a line feed and a
 * backslash are \t, \n and \\; on a terminal aligned columns as field_show()
 * shows them, without what is for machines only (FIELD_MACHINE), long cells
 * shortened.  Memory that it needs is taken from ${c->a} by begin, none by row.
 * NULL without memory, which rowsink_begin() understands.
 */
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

/* SIGINT and SIGTERM set a flag; a second SIGINT ends at once; SIGPIPE is
 * ignored, since writing tells. */
void stop_signals(void);
bool stop_wanted(void);

/* A note on stderr as people read it ("anze: …"), or as JSON under --json. */
void terminal_fail(struct terminal *t, struct voice v, bool json,
    const struct note *note);

/* Ask before something that cannot be taken back; --yes answers.  Without a
 * terminal and without --yes: ERR_USAGE naming --yes. */
enum err cmd_confirm(struct cmd *c, struct note *note, const char *msgid,
    const struct arg *args);

/* Does somebody sit at both ends, to type and to read? */
bool cmd_typed(const struct cmd *c);

/*
 * cmd_line(c, prompt, most, ret, ret_end, note):
 * Read a line from standard input, without its end, behind what ${ret} holds;
 * ${prompt} is shown when it is typed.  ${*ret_end}: there was nothing more.
 * ERR_LIMIT: ${ret} would hold more than ${most} bytes; ERR_STOPPED: Ctrl-C.
 */
enum err cmd_line(struct cmd *c, const char *prompt, size_t most,
    struct buf *ret, bool *ret_end, struct note *note);

#endif
