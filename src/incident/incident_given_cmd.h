/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What did somebody say at the console?  Options and NAME=VALUE words become
 * what acts take.
 */
#ifndef INCIDENT_INCIDENT_GIVEN_CMD_H
#define INCIDENT_INCIDENT_GIVEN_CMD_H

#include "cli/terminal.h"
#include "dated/dated_cmd.h"
#include "incident/incident_act.h"

/* The incident that a word names. */
enum err given_incident(struct cmd *c, struct str word, struct key *ret,
    struct note *note);

/*
 * given_facts(c, words, n, ret, ret_n, note):
 * NAME=VALUE words, by the packs in force: names by id or in Chinese, values as
 * people write them.  What is common to all (--source, --by, --person, --at) is
 * taken from the options.  All faults are told, then ERR_INVALID.
 */
enum err given_facts(struct cmd *c, const struct str *words, size_t n,
    const struct incident_fact_given **ret, size_t *ret_n,
    struct note *note);

/* Times of --occurred, --discovered, --learned. */
size_t given_times(const struct cmd *c, struct incident_time_given ret[3]);

#endif
