/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who could know a fact?  The kinds of bodies that may say it stand in the packs;
 * the register tells which bodies of these kinds have to do with a body: itself,
 * those above it, the organs of its place, its regulators.  No person is named.
 */
#ifndef TRIGGER_TRIGGER_KNOW_H
#define TRIGGER_TRIGGER_KNOW_H

#include "trigger/trigger.h"

/*
 * trigger_know(tx, held, body, of, ev, note):
 * Fill in ${ev->bodies}, ${ev->who} and the place in it of each of ${ev->facts},
 * which are the facts ${of}, asked about an incident of ${body}.  Facts that the
 * same kinds may say share a row.
 */
enum err trigger_know(struct tx *tx, const struct held_book *held,
    struct key body, const struct pack_fact *const *of,
    struct trigger_asked *ev, struct note *note);

#endif
