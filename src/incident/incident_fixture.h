/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the tests of incidents stand on?  The house of test/subject, whose clock
 * stands at 2026-03-02 08:00 UTC, with the two packs that matter most.
 */
#ifndef INCIDENT_INCIDENT_FIXTURE_H
#define INCIDENT_INCIDENT_FIXTURE_H

#include "incident/incident_act.h"
#include "test/subject/subject.h"

/* ${packs}: responsibility-2017 and incident-reporting-2025 are adopted. */
void incident_house(struct test_app *ta, struct test_place *t, bool packs);

/* An incident in nt:1; ${ret} may be NULL. */
struct key incident_new(struct test_app *ta, struct answer *ret);

/* State facts: "attacked=true;site_kind=\"portal\"", values as they are kept, ? for
 * unknown.  The note is ${ta->t->note}; one of a refusal is cleared. */
enum err incident_tell(struct test_app *ta, struct key id, const char *says);
enum err incident_when(struct test_app *ta, struct key id,
    enum incident_time kind, const char *at);
enum err incident_level_is(struct test_app *ta, struct key id,
    const char *level);

/* The outcome of a rule; "none" if there never was another than open. */
struct str incident_outcome(struct test_app *ta, struct key id,
    const char *rule);
/* "runs 2026-03-02T03:10Z", "dropped", "none". */
struct str incident_due(struct test_app *ta, struct key id,
    const char *rule, const char *part);

#endif
