/* SPDX-License-Identifier: Apache-2.0 */
/* Which tables of the database belong to whom?  One row per x.sql. */
#include "search/search_act.h"
#include "tables/tables.h"

extern const char ledger_sql[], core_sql[], job_sql[], region_sql[],
    body_sql[], industry_tables[], person_tables[], post_tables[],
    tenure_tables[], phone_tables[], roster_tables[], system_tables[],
    contract_tables[], rulebook_tables[], deadline_tables[],
    incident_tables[], report_tables[], trigger_tables[], trace_tables[],
    search_tables[];

static const struct part parts[] = {
	{ "store", store_sql, 1, NULL },
	{ "ledger", ledger_sql, 1, NULL },
	{ "core", core_sql, 1, NULL },
	{ "job", job_sql, 1, NULL },
	{ "region", region_sql, 1, NULL },
	{ "body", body_sql, 1, NULL },
	{ "industry", industry_tables, 1, NULL },
	{ "person", person_tables, 1, NULL },
	{ "post", post_tables, 1, NULL },
	{ "tenure", tenure_tables, 1, NULL },
	{ "phone", phone_tables, 1, NULL },
	{ "roster", roster_tables, 1, NULL },
	{ "system", system_tables, 1, NULL },
	{ "contract", contract_tables, 1, NULL },
	{ "rulebook", rulebook_tables, 1, NULL },
	{ "deadline", deadline_tables, 1, NULL },
	{ "incident", incident_tables, 1, NULL },
	{ "report", report_tables, 1, NULL },
	{ "trigger", trigger_tables, 1, NULL },
	{ "trace", trace_tables, 1, NULL },
	{ "search", search_tables, 1, NULL },
};

const struct house the_house = {
	.parts = parts,
	.nparts = sizeof parts / sizeof parts[0],
	.events = &the_events,
	.jobs = &the_jobs,
	.refill = search_refill,
};
