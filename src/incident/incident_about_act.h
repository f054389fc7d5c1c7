/* SPDX-License-Identifier: Apache-2.0 */
/* What do the acts about one incident share? */
#ifndef INCIDENT_INCIDENT_ABOUT_ACT_H
#define INCIDENT_INCIDENT_ABOUT_ACT_H

#include "incident/incident_act.h"

/* What each of them gets: the incident, and what is asked. */
struct incident_about {
	struct key	 id;
	const void	*what;
	struct str	 reason;
	int64_t		 entry;
	struct key	 other;
	enum err	(*run)(struct tx *tx, const struct incident_about *x,
			    const struct incident *i, struct note *note);
	bool		 closed;	/* may be about a closed one */
};

/* May ${who} do ${action}?  Then do it, and ask the rules. */
enum err incident_about_run(struct app *app, const struct actor *who,
    const struct request *rq, const char *action, struct incident_about *x,
    struct answer *ret, struct note *note);

/* The incident, which must be open. */
enum err incident_open_get(struct tx *tx, struct key id,
    struct incident *ret, struct note *note);

/* Is what a new one begins with possible?  Record it, and ask the rules. */
enum err incident_open_check(const struct incident_open *o,
    struct note *note);
enum err incident_open_append(struct tx *tx, const struct incident_open *o,
    struct key id, int64_t *ret_seq, struct note *note);

/* The next number of a counter that begins anew each year of the house, and its
 * text by the pattern that is configured as ${setting}. */
struct incident_ref {
	int		year;
	int64_t		number;
	struct str	text;
};
typedef enum err incident_last_fn(struct store *st, int year, int64_t *ret,
    struct note *note);
enum err incident_ref_next(struct tx *tx, const char *setting,
    incident_last_fn *last, struct incident_ref *ret, struct note *note);

#endif
