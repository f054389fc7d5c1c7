/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is an event still written and read as it was?  Of each kind an entry lies in
 * test/golden/event/KIND.json: it must be read, and its data written again must
 * be the same bytes, also when they come from values made by hand.
 */
#ifndef TEST_LIB_GOLDEN_H
#define TEST_LIB_GOLDEN_H

#include "ledger/ledger.h"
#include "test/lib/test.h"

/* ${values} are what the golden entry's data say. */
void golden_event(const struct event_type *type, const struct value *values);

#endif
