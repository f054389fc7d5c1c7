/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a subject get handed?  struct app: the opened store, the writer,
 * the clock, chance, the zone of the house.  Made once in main, handed down,
 * never global.
 */
#ifndef CORE_APP_H
#define CORE_APP_H

#include "job/job.h"
#include "ledger/ledger.h"

struct app {
	struct place			 place;
	struct store			*read;	/* a reader for commands */
	struct writer			*writer;
	struct ledger			*ledger;
	const struct event_table	*events;
	const struct schema		*schema;
	const struct part		*parts;
	size_t				 nparts;
	const struct job_kinds		*jobs;
	struct timesource		 clock;
	struct chance			 chance;
	const struct zone		*zone;	/* of the house */
	struct log			*log;
	const struct gate		*gate;
	struct arena			*arena;	/* lives as long as the app */
};

/* What every subject brings; src/tables/ fills it in. */
struct house {
	const struct part		*parts;
	size_t				 nparts;
	const struct event_table	*events;
	const struct job_kinds		*jobs;
	/* Fill anew what stands beside the tables (SCRATCH): a store is new, or
	 * its tables were made anew.  NULL: nothing does. */
	enum err			 (*refill)(struct app *app,
					    const struct actor *who,
					    enum err (*progress)(void *arg,
						int64_t done, int64_t of),
					    void *arg, struct note *note);
};

enum app_mode {
	APP_READ,	/* no writer */
	APP_WRITE,	/* one caller: deterministic writer, no thread */
	APP_SERVE	/* a writer thread, group commit */
};

struct app_options {
	const char		*store;	/* path or postgres://… */
	const char		*files;	/* NULL: beside the store */
	enum app_mode		 mode;
	const struct house	*house;
	struct timesource	 clock;
	struct chance		 chance;
	struct log		*log;
	bool			 old;	/* open also a store that needs an
					 * upgrade: to look at its ledger */
};

/* Open a store that fits this program (schema_check). */
enum err app_open(const struct app_options *o, struct app **ret,
    struct note *note);
void app_close(struct app *app);	/* NULL is allowed */

/*
 * app_init(o, origin, note):
 * Make a new store: tables, folders, checkpoint key, first entry
 * "ledger.begun" with the origin (NULL: anze/<uuid>).  ERR_EXISTS when there is
 * one; a store half made by an earlier try is finished.
 */
enum err app_init(const struct app_options *o, const char *origin,
    struct note *note);

/*
 * The gate's contract: may ${who} do ${action} to ${subject}?  ERR_OK or
 * ERR_DENIED with a note.  Until accounts exist the console may everything.
 */
struct gate {
	enum err (*may)(void *arg, const struct actor *who, const char *action,
	    struct key subject, struct note *note);
	void	*arg;
};
enum err app_may(const struct app *app, const struct actor *who,
    const char *action, struct key subject, struct note *note);

#endif
