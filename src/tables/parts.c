/* SPDX-License-Identifier: Apache-2.0 */
/* Which tables of the database belong to whom?  One row per x.sql. */
#include "tables/tables.h"

extern const char ledger_sql[], core_sql[], job_sql[], region_sql[],
    body_sql[], person_tables[], post_tables[], tenure_tables[];

static const struct part parts[] = {
	{ "store", store_sql, 1, NULL },
	{ "ledger", ledger_sql, 1, NULL },
	{ "core", core_sql, 1, NULL },
	{ "job", job_sql, 1, NULL },
	{ "region", region_sql, 1, NULL },
	{ "body", body_sql, 1, NULL },
	{ "person", person_tables, 1, NULL },
	{ "post", post_tables, 1, NULL },
	{ "tenure", tenure_tables, 1, NULL },
};

const struct house the_house = {
	.parts = parts,
	.nparts = sizeof parts / sizeof parts[0],
	.events = &the_events,
	.jobs = &the_jobs,
};
