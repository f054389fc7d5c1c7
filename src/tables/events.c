/* SPDX-License-Identifier: Apache-2.0 */
/* What can happen?  Every kind of event, sorted by its name. */
#include "body/body.h"
#include "contract/contract.h"
#include "core/config.h"
#include "core/maintain.h"
#include "core/signer.h"
#include "industry/industry.h"
#include "industry/regulator.h"
#include "ledger/removed.h"
#include "person/person.h"
#include "phone/phone.h"
#include "post/post.h"
#include "region/region.h"
#include "roster/roster.h"
#include "rulebook/rulebook.h"
#include "search/search.h"
#include "system/system.h"
#include "tables/tables.h"
#include "tenure/tenure.h"

static const struct event_row rows[] = {
	{ &body_event_added, { NULL } },
	{ &body_event_changed, { NULL } },
	{ &body_event_corrected, { NULL } },
	{ &body_event_ended, { NULL } },
	{ &body_event_merged, { NULL } },
	{ &body_event_place_due, { NULL } },
	{ &body_event_withdrawn, { NULL } },
	{ &config_event_set, { NULL } },
	DATED_EVENT_ROWS(contract),
	DATED_EVENT_ROWS(industry),
	{ &ledger_event_begun, { NULL } },
	{ &ledger_event_key_rotated, { NULL } },
	{ &pack_event_adopted, { NULL } },
	{ &pack_event_attached, { NULL } },
	{ &pack_event_retired, { NULL } },
	{ &person_event_added, { NULL } },
	{ &person_event_changed, { NULL } },
	{ &person_event_corrected, { NULL } },
	{ &person_event_ended, { NULL } },
	{ &person_event_merged, { NULL } },
	{ &person_event_withdrawn, { NULL } },
	DATED_EVENT_ROWS(phone),
	DATED_EVENT_ROWS(post),
	{ &region_event_added, { NULL } },
	{ &region_event_ceded, { NULL } },
	{ &region_event_changed, { NULL } },
	{ &region_event_corrected, { NULL } },
	{ &region_event_ended, { body_react_region_ended } },
	DATED_EVENT_ROWS(regulator),
	{ &roster_event_added, { NULL } },
	{ &roster_event_changed, { NULL } },
	{ &roster_event_corrected, { NULL } },
	{ &roster_event_ended, { NULL } },
	{ &roster_event_handed, { NULL } },
	{ &roster_event_withdrawn, { NULL } },
	{ &store_event_maintained, { NULL } },
	DATED_EVENT_ROWS(system),
	{ &tenure_event_added, { NULL } },
	{ &tenure_event_changed, { NULL } },
	{ &tenure_event_corrected, { NULL } },
	{ &tenure_event_ended, { NULL } },
	{ &tenure_event_handed, { NULL } },
	{ &tenure_event_withdrawn, { NULL } },
	{ &vault_event_expunged, { NULL } },
};

const struct event_table the_events = {
	.rows = rows,
	.nrows = sizeof rows / sizeof rows[0],
	.seen = search_seen,
	.settle = search_settle,
};
