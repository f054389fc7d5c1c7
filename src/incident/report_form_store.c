/* SPDX-License-Identifier: Apache-2.0 */
/* What is a form filled in with, beside facts and times? */
#include "incident/incident_rows_in.h"
#include "incident/report_in.h"

static const struct sql q_steps = {
	"SELECT s.entry, s.kind, s.at, s.at_prec, s.level, v.text"
	" FROM incident_step s LEFT JOIN vault v ON v.hash = s.text"
	" WHERE s.incident = $1 AND s.ended IS NULL ORDER BY s.entry", NULL
};
static const struct sql q_systems = {
	"SELECT entry, system FROM incident_part WHERE incident = $1"
	" AND system IS NOT NULL AND ended IS NULL ORDER BY entry, place",
	NULL
};

static void
step_read(struct arena *a, const struct rows *rows, void *ret)
{
	*(struct report_step *)ret = (struct report_step){
		.entry = rows_int(rows, 0),
		.kind = str_copy(a, rows_text(rows, 1)),
		.at = { rows_null(rows, 2) ? DEADLINE_NEVER :
		    rows_int(rows, 2), (enum precision)rows_int(rows, 3) },
		.level = str_copy(a, rows_text(rows, 4)),
		.text = str_copy(a, rows_text(rows, 5)),
	};
}

enum err
report_steps(struct store *st, struct arena *a, struct key incident,
    const struct report_step **ret, size_t *ret_n, struct note *note)
{
	struct incident_rows g = { .a = a,
	    .size = sizeof(struct report_step) };
	enum err r;

	if ((r = incident_rows_load(st, &g, &q_steps, incident, step_read,
	    note)) != ERR_OK)
		return r;
	*ret = g.p;
	*ret_n = g.n;
	return ERR_OK;
}

static void
system_read(struct arena *a, const struct rows *rows, void *ret)
{
	(void)a;
	*(struct report_system *)ret = (struct report_system){
		rows_int(rows, 0), rows_key(rows, 1)
	};
}

enum err
report_systems(struct store *st, struct arena *a, struct key incident,
    const struct report_system **ret, size_t *ret_n, struct note *note)
{
	struct incident_rows g = { .a = a,
	    .size = sizeof(struct report_system) };
	enum err r;

	if ((r = incident_rows_load(st, &g, &q_systems, incident, system_read,
	    note)) != ERR_OK)
		return r;
	*ret = g.p;
	*ret_n = g.n;
	return ERR_OK;
}
