/* SPDX-License-Identifier: Apache-2.0 */
/* How is a row written?  As a line of CSV, in the columns of its sheet. */
#include <assert.h>

#include "base/csv.h"
#include "sample/sample_in.h"

static const struct form {
	const char	*file;
	const char	*heading;
} forms[SAMPLE_SHEET__MAX] = {
	[SAMPLE_DIVISIONS] = { "divisions.csv", "code,name,level,province,"
	    "prefecture,status,start_year,end_year,successors" },
	[SAMPLE_TOWNSHIPS] = { "townships.csv",
	    "code,name,level,parent,stat_area" },
	[SAMPLE_BODIES] = { "bodies.csv", "source,code,name,kind,superior,"
	    "guided_by,region,industry,from,to" },
	[SAMPLE_INDUSTRIES] = { "industries.csv",
	    "source,code,name,parent,basis,from,to" },
	[SAMPLE_BRANCHES] = { "branches.csv",
	    "source,code,name,parent,basis,from,to" },
	[SAMPLE_REGULATORS] = { "regulators.csv",
	    "source,code,industry,region,body,basis,from,to" },
	[SAMPLE_PERSONS] = { "persons.csv",
	    "source,code,name,staff_no,from,to" },
	[SAMPLE_POSTS] = { "posts.csv", "source,code,body,title,capacities,"
	    "seats,rank,from,to" },
	[SAMPLE_TENURES] = { "tenures.csv", "source,code,person,body,post,kind,"
	    "absent,due,document,document_date,from,to" },
	[SAMPLE_ROSTERS] = { "rosters.csv",
	    "source,code,body,person,role,phone,from,to" },
	[SAMPLE_SYSTEMS] = { "systems.csv", "source,code,name,kind,level,"
	    "level_document,mlps_level,mlps_filing,cii,protection_department,"
	    "urls,owner,supervisor,operator,users,region,industry,network_ref,"
	    "channel_no,from,to" },
	[SAMPLE_CONTRACTS] = { "contracts.csv", "source,code,body,vendor,"
	    "vendor_code,number,systems,security_clause,report_duty,from,to" },
	[SAMPLE_PHONES] = { "phones.csv", "source,code,body,number,kind,"
	    "tested_on,test_result,from,to" },
};

const char *
sample_file(enum sample_sheet sheet)
{
	return forms[sheet].file;
}

static size_t
columns_of(enum sample_sheet sheet)
{
	size_t n = 1;

	for (const char *c = forms[sheet].heading; *c != '\0'; c++)
		n += *c == ',';
	return n;
}

static void
line_put(struct making *m, enum sample_sheet sheet)
{
	if (buf_failed(&m->line))
		m->r = note_memory(m->note);
	else
		m->r = m->sink->put(m->sink->arg, sheet, buf_view(&m->line),
		    m->note);
}

void
row_put(struct making *m, enum sample_sheet sheet, const struct str *cell,
    size_t n)
{
	assert(n == columns_of(sheet));
	if (m->r != ERR_OK)
		return;
	buf_empty(&m->line);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_char(&m->line, ',');
		csv_put(&m->line, cell[i], false);
	}
	buf_char(&m->line, '\n');
	line_put(m, sheet);
	m->counts->rows[sheet]++;
}

void
row_headings(struct making *m)
{
	for (int i = 0; i < SAMPLE_SHEET__MAX && m->r == ERR_OK; i++) {
		if (m->what->organs && i != SAMPLE_BODIES)
			continue;
		buf_empty(&m->line);
		buf_text(&m->line, forms[i].heading);
		buf_char(&m->line, '\n');
		line_put(m, (enum sample_sheet)i);
	}
}

struct str
row_day(struct making *m, int64_t day)
{
	struct buf b = BUF_IN(m->scratch);

	if (day == DAY_OPEN)
		return S("");
	day_put(&b, day);
	return buf_view(&b);
}

struct str
row_ref(struct making *m, struct str code)
{
	return code.n == 0 ? code : str_fmt(m->scratch, "sample:%.*s",
	    STR_ARG(code));
}

struct str
row_numbered(struct making *m, const char *prefix, uint32_t n)
{
	return str_fmt(m->scratch, "%s%07u", prefix, n);
}

struct str
row_number(struct making *m, int64_t n)
{
	return str_fmt(m->scratch, "%lld", (long long)n);
}

struct str
row_replaced(struct making *m, struct str form, const char *mark, struct str by)
{
	const struct str what = str_of(mark);

	for (size_t i = 0; i + what.n <= form.n; i++)
		if (str_eq(str_part(form, i, i + what.n), what))
			return str_fmt(m->scratch, "%.*s%.*s%.*s", (int)i,
			    form.p, STR_ARG(by), (int)(form.n - i - what.n),
			    form.p + i + what.n);
	return form;
}
