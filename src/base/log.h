/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What did the program do that is no record?  One JSON object a line, to a
 * file descriptor: at, level, what (a static word), and what else was given.
 * Text typed by people is never logged.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/note.h"
#include "base/timesource.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log;

/* ${fd} stays the caller's.  Lines below ${least} are dropped.  Thread-safe:
 * each line is one write(2) of at most 4 KiB; what does not fit is left out and
 * the line says "cut":true.  NULL: no memory. */
struct log *log_new(int fd, enum log_level least,
    const struct timesource *clock);
void log_free(struct log *l);

/* ${l} NULL: nobody listens. */
#define LOG(l, level, what, ...) \
	log_put((l), (level), (what), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })
void log_put(struct log *l, enum log_level level, const char *what,
    const struct arg *args);
/* The note's kind, its sentence with the places unfilled, where, and what is no
 * text: texts may have been typed by people. */
void log_note(struct log *l, enum log_level level, const char *what,
    const struct note *note);

#endif
