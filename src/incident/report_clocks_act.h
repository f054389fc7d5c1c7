/* SPDX-License-Identifier: Apache-2.0 */
/* Within an act: which deadlines does a report answer, and are they met? */
#ifndef INCIDENT_REPORT_CLOCKS_ACT_H
#define INCIDENT_REPORT_CLOCKS_ACT_H

#include "incident/report_act.h"
#include "rulebook/rulebook.h"

/*
 * report_clocks_named(tx, held, incident, given, ret, note):
 * The deadlines that are named, as a list of texts, each once.  ERR_NOTFOUND: there
 * is none of that name; ERR_USAGE: several, and the note names them.
 */
enum err report_clocks_named(struct tx *tx, const struct held_book *held,
    struct key incident, const struct report_clocks_given *given,
    struct value *ret, struct note *note);

/* The one of ${kind} that waits, if any does; ERR_USAGE: several. */
enum err report_clocks_waiting(struct tx *tx, const struct held_book *held,
    struct key incident, enum pack_clock_kind kind, struct value *ret,
    struct note *note);

/* The list without those that stand among ${known}; not given if none is left. */
struct value report_clocks_new(struct arena *a, const struct value *list,
    const struct str *known, size_t n);

/* It left: if it counts, what it answers is met. */
enum err report_clocks_meet(struct tx *tx, const struct report *r,
    struct note *note);

#endif
