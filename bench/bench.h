/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast is it, beside something that does only what must be done?  Each
 * measurement runs in rounds, baseline and ours by turns, and tells medians
 * and the median of the ratios: absolute figures are the machine's.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "core/act.h"

enum { ROUNDS_MAX = 15 };

/* Monotonic seconds. */
double bench_now(void);

/* Seconds of the processor's that this thread has had: others on a shared
 * machine do not count. */
double bench_cpu(void);

/* The number of a word of the command line, 0.5. */
double bench_number(const char *word);

struct rounds {
	double	ours[ROUNDS_MAX], base[ROUNDS_MAX];
	int	n;
};
void rounds_add(struct rounds *r, double ours, double base);

/* Print one line: what, both medians with ${unit}, their ratio, its least and
 * most, the bar (0: none).  False when the ratio is under the bar. */
bool rounds_say(const char *what, const struct rounds *r, const char *unit,
    double bar);

double bench_median(const double *of, int n);

/* Memory that is the process's own, in KiB (RssAnon), now. */
long bench_memory(void);

/* How often and for how long was a disk waited for?  ${st} is SQLite: by this
 * process; PostgreSQL: by the sessions of its database, as far as they have
 * told (a test's server has track_wal_io_timing on). */
struct syncs {
	int64_t	n;
	double	seconds;
};
struct syncs bench_syncs(struct store *st);
/* On PostgreSQL: let the session of ${st} tell when its transaction ends. */
void bench_syncs_tell(struct store *st);

/* A store whose records say a short text of their own, no subject's. */
extern const struct house bench_house;
extern const struct event_type bench_event_said;
struct bench_said {
	struct value	text;
};

/* Open the store at ${place}, made new if it is not there. */
struct app *bench_open(const char *place, const char *files,
    enum app_mode mode);

/* Open a store of a whole house that is there, to read. */
struct app *bench_open_house(const char *place, const char *files,
    const struct house *house);

/* Say ${note} and end the program. */
_Noreturn void bench_die(const struct note *note);

/* The measurements: arguments behind the word; false: under a bar. */
bool bench_acts(int argc, char **argv);		/* PLACE FILES CALLERS BAR… */
bool bench_fill(int argc, char **argv);		/* PLACE FILES ENTRIES */
bool bench_verify(int argc, char **argv);	/* PLACE FILES */
bool bench_export(int argc, char **argv);	/* PLACE FILES FOLDER */
bool bench_stream(int argc, char **argv);	/* PLACE FILES MIB */
bool bench_registry(int argc, char **argv);	/* PLACE FILES [QUESTIONS] */
bool bench_feel(int argc, char **argv);		/* rules | table */
bool bench_judge(int argc, char **argv);	/* same | full | again … */
/* The line of what was measured elsewhere: pairs of ours and baseline. */
bool bench_say(int argc, char **argv);		/* WHAT UNIT BAR PAIR… */

#endif
