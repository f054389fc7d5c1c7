/* SPDX-License-Identifier: Apache-2.0 */
/* What can happen?  Every kind of event, sorted by its name. */
#include "accountability/trace.h"
#include "body/body.h"
#include "contract/contract.h"
#include "core/config.h"
#include "core/maintain.h"
#include "core/signer.h"
#include "deadline/deadline.h"
#include "incident/incident.h"
#include "incident/report.h"
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
#include "trigger/trigger.h"

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
	{ &deadline_event_dropped, { NULL } },
	{ &deadline_event_met, { NULL } },
	{ &deadline_event_moved, { NULL } },
	{ &deadline_event_reminded, { NULL } },
	{ &deadline_event_reopened, { NULL } },
	{ &deadline_event_set, { NULL } },
	{ &incident_event_area, { NULL } },
	{ &incident_event_classed, { NULL } },
	{ &incident_event_closed, { trigger_react_closed } },
	{ &incident_event_graded, { NULL } },
	{ &incident_event_handled, { NULL } },
	{ &incident_event_involved, { NULL } },
	{ &incident_event_judged, { trigger_react_judged } },
	{ &incident_event_merged, { trigger_react_merged } },
	{ &incident_event_outage, { NULL } },
	{ &incident_event_reopened, { NULL } },
	{ &incident_event_reported, { NULL } },
	{ &incident_event_split, { NULL } },
	{ &incident_event_stated, { NULL } },
	{ &incident_event_taken_back, { NULL } },
	{ &incident_event_timed, { NULL } },
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
	{ &report_event_answered, { NULL } },
	{ &report_event_arrived, { NULL } },
	{ &report_event_proved, { NULL } },
	{ &report_event_sent, { NULL } },
	{ &report_event_withdrawn, { NULL } },
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
	{ &trace_event_answered, { NULL } },
	{ &trace_event_closed, { NULL } },
	{ &trace_event_coordination, { NULL } },
	{ &trace_event_designated, { NULL } },
	{ &trace_event_examined, { NULL } },
	{ &trace_event_opened, { NULL } },
	{ &trace_event_reopened, { NULL } },
	{ &trigger_event_asked, { NULL } },
	{ &trigger_event_confirmed, { NULL } },
	{ &trigger_event_declined, { NULL } },
	{ &trigger_event_lapsed, { NULL } },
	{ &vault_event_expunged, { NULL } },
};

const struct event_table the_events = {
	.rows = rows,
	.nrows = sizeof rows / sizeof rows[0],
	.seen = search_seen,
	.settle = search_settle,
};
