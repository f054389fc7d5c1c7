/* SPDX-License-Identifier: Apache-2.0 */
#include "industry/regulator.h"

#include "industry/industry.h"
#include "test/subject/subject.h"

/* The house of these tests: 能源 above 石油; a county, its city, its province. */
struct lines {
	struct test_app	ta;
	struct key	energy, oil, one, two, three;
	struct key	chain[3];
};

static void
lines_open(struct lines *l, struct test_place *t)
{
	subject_open(&l->ta, t);
	l->energy = subject_add(&l->ta, &industry_dated, "name=能源",
	    "2017-01-01", "");
	l->oil = subject_add(&l->ta, &industry_dated, "name=石油;parent=能源",
	    "2017-01-01", "");
	l->one = subject_find(&l->ta, "nt:1");
	l->two = subject_find(&l->ta, "nt:2");
	l->three = subject_body(&l->ta, "3", "国家能源局");
	l->chain[0] = subject_region(&l->ta, "320613");
	l->chain[1] = subject_region(&l->ta, "320600");
	l->chain[2] = subject_region(&l->ta, "320000");
}

static struct regulator_near
near(struct lines *l, struct key industry, const char *on, int64_t known)
{
	const struct regulator_where w = { industry, l->chain, 3,
	    subject_when(&regulator_dated, on), known };
	struct regulator_near n = { .n = 0 };
	struct note *note = &l->ta.t->note;

	note_clear(note);
	CHECK_OK(regulator_nearest(l->ta.app->read, l->ta.t->a, &w, &n,
	    note), note);
	return n;
}

BOTH("an industry without any regulator has none, and neither has the one above")
{
	struct lines l;
	struct regulator_near n;

	lines_open(&l, t);
	n = near(&l, l.oil, "2020-01-01", DATED_NOW);
	CHECK_INT(n.n, 0);
	CHECK(!n.any);
	app_end(&l.ta);
}

BOTH("the nearest level that has a regulator is asked")
{
	struct lines l;
	struct regulator_near n;

	lines_open(&l, t);
	(void)subject_add(&l.ta, &regulator_dated,
	    "industry=石油;body=nt:3;basis=条例2条", "2017-01-01", "");
	n = near(&l, l.oil, "2020-01-01", DATED_NOW);
	CHECK_INT(n.n, 1);
	CHECK(key_none(n.region));
	CHECK(key_eq(n.one[0].body, l.three));
	CHECK_STR(n.one[0].basis, "条例2条");
	(void)subject_add(&l.ta, &regulator_dated,
	    "industry=石油;body=nt:1;region=320000", "2019-01-01", "");
	(void)subject_add(&l.ta, &regulator_dated,
	    "industry=石油;body=nt:2;region=320600", "2020-01-01",
	    "2021-01-01");
	(void)subject_add(&l.ta, &regulator_dated,
	    "industry=石油;body=nt:1;region=320600", "2020-01-01",
	    "2021-01-01");
	n = near(&l, l.oil, "2018-12-31", DATED_NOW);
	CHECK(key_none(n.region));
	n = near(&l, l.oil, "2019-01-01", DATED_NOW);
	CHECK(key_eq(n.region, l.chain[2]));
	n = near(&l, l.oil, "2020-01-01", DATED_NOW);
	CHECK(key_eq(n.region, l.chain[1]));
	CHECK_INT(n.n, 2);
	CHECK(key_eq(n.one[0].body, l.two));
	CHECK(key_eq(n.one[1].body, l.one));
	n = near(&l, l.oil, "2021-01-01", DATED_NOW);
	CHECK(key_eq(n.region, l.chain[2]));
	CHECK(key_eq(n.industry, l.oil));
	app_sound(&l.ta);
	app_end(&l.ta);
}

BOTH("where a branch has none on the way up, its industry's answers")
{
	struct lines l;
	struct regulator_near n;

	lines_open(&l, t);
	(void)subject_add(&l.ta, &regulator_dated,
	    "industry=能源;body=nt:3;region=320000", "2017-01-01", "");
	n = near(&l, l.oil, "2020-01-01", DATED_NOW);
	CHECK_INT(n.n, 1);
	CHECK(key_eq(n.industry, l.energy));
	CHECK(key_eq(n.region, l.chain[2]));
	/* One of another county is none here, but the industry has one. */
	(void)subject_add(&l.ta, &regulator_dated,
	    "industry=石油;body=nt:2;region=320602", "2017-01-01", "");
	n = near(&l, l.oil, "2020-01-01", DATED_NOW);
	CHECK(key_eq(n.industry, l.energy));
	l.chain[2] = l.chain[1] = l.chain[0];
	n = near(&l, l.oil, "2020-01-01", DATED_NOW);
	CHECK_INT(n.n, 0);
	CHECK(n.any);
	app_end(&l.ta);
}

BOTH("what was known at an entry is answered")
{
	struct lines l;
	struct key id;
	int64_t before;

	lines_open(&l, t);
	id = subject_add(&l.ta, &regulator_dated, "industry=石油;body=nt:3",
	    "2017-01-01", "");
	before = subject_size(&l.ta) - 1;
	CHECK_OK(subject_change(&l.ta, &regulator_dated, id, "body=nt:1",
	    "2018-01-01", ""), &t->note);
	CHECK(key_eq(near(&l, l.oil, "2018-01-01", DATED_NOW).one[0].body,
	    l.one));
	CHECK(key_eq(near(&l, l.oil, "2018-01-01", before).one[0].body,
	    l.three));
	CHECK(!near(&l, l.oil, "2018-01-01", before - 1).any);
	subject_withdraw(&l.ta, &regulator_dated, id);
	CHECK(!near(&l, l.oil, "2018-01-01", DATED_NOW).any);
	app_sound(&l.ta);
	app_end(&l.ta);
}

BOTH("bad regulators are refused")
{
	struct lines l;
	struct key id;

	lines_open(&l, t);
	subject_refused(&l.ta, &regulator_dated, "industry=钢铁;body=nt:1",
	    "2017-01-01", "", ERR_NOTFOUND, "industry");
	subject_refused(&l.ta, &regulator_dated, "industry=能源;body=nt:9",
	    "2017-01-01", "", ERR_NOTFOUND, "body");
	subject_refused(&l.ta, &regulator_dated,
	    "industry=能源;body=nt:1;region=999999", "2017-01-01", "",
	    ERR_NOTFOUND, "region");
	subject_refused(&l.ta, &regulator_dated, "industry=能源",
	    "2017-01-01", "", ERR_INVALID, "body");
	(void)subject_add(&l.ta, &regulator_dated, "industry=能源;body=nt:1",
	    "2017-01-01", "");
	subject_refused(&l.ta, &regulator_dated, "industry=能源;body=nt:1",
	    "2018-01-01", "", ERR_EXISTS, "body");
	(void)subject_add(&l.ta, &regulator_dated,
	    "industry=能源;body=nt:1;region=320600", "2018-01-01", "");
	subject_refused(&l.ta, &regulator_dated,
	    "industry=能源;body=nt:1;region=320600", "2018-01-01", "",
	    ERR_EXISTS, "body");
	id = subject_add(&l.ta, &industry_dated, "code=hy:W;name=误",
	    "2017-01-01", "");
	subject_withdraw(&l.ta, &industry_dated, id);
	subject_refused(&l.ta, &regulator_dated, "industry=hy:W;body=nt:1",
	    "2018-01-01", "", ERR_INVALID, "industry");
	app_end(&l.ta);
}

BOTH("regulators are listed by industry, division and body, and called by both")
{
	struct lines l;
	struct str code, name;
	struct key id;
	int64_t on;

	lines_open(&l, t);
	on = subject_when(&regulator_dated, "2020-01-01");
	id = subject_add(&l.ta, &regulator_dated,
	    "industry=能源;body=nt:1;region=320600", "2018-01-01", "");
	(void)subject_add(&l.ta, &regulator_dated, "industry=能源;body=nt:3",
	    "2018-01-01", "");
	CHECK_INT(subject_listed(&l.ta, &regulator_dated, "industry",
	    l.energy, on), 2);
	CHECK_INT(subject_listed(&l.ta, &regulator_dated, "region",
	    l.chain[1], on), 1);
	CHECK_INT(subject_listed(&l.ta, &regulator_dated, "body", l.three,
	    on), 1);
	CHECK_OK(regulator_ref.called(l.ta.app->read, t->a, id, on, &code,
	    &name, &t->note), &t->note);
	CHECK_STR(name, "南通市人民政府, 能源");
	app_end(&l.ta);
}

BOTH("the same sheet of regulators twice changes nothing")
{
	static const char sheet[] =
	    "industry,region,body,basis,from,to\n"
	    "能源,,nt:3,条例2条,2017-01-01,\n"
	    "能源,320600,nt:1,,2017-01-01,2020-01-01\n";
	struct subject_told told;
	struct lines l;

	lines_open(&l, t);
	subject_import(&l.ta, &regulator_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.report.done, 2);
	subject_import(&l.ta, &regulator_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.report.same, 2);
	app_sound(&l.ta);
	app_end(&l.ta);
}
