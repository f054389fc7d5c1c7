/* SPDX-License-Identifier: Apache-2.0 */
#include "industry/industry.h"

#include "test/subject/subject.h"

BOTH("an industry has branches, and is found by name, code and key")
{
	struct test_app ta;
	struct key energy, oil, id;
	struct note *note = &t->note;

	subject_open(&ta, t);
	energy = subject_add(&ta, &industry_dated, "code=hy:A1;name=能源",
	    "2017-06-01", "");
	oil = subject_add(&ta, &industry_dated,
	    "name=石油;parent=能源;basis=条例2条", "2018-06-01", "");
	CHECK_STR(subject_states(&ta, &industry_dated, oil),
	    "2018-06-01 石油 hy:A1 条例2条");
	CHECK_OK(industry_ref.find(ta.app->read, t->a, S("hy:A1"), 17000,
	    KEY_NONE, &id, note), note);
	CHECK(key_eq(id, energy));
	/* By name also on a day on which it was not there. */
	CHECK_OK(industry_ref.find(ta.app->read, t->a, S("石油"), 10,
	    KEY_NONE, &id, note), note);
	CHECK(key_eq(id, oil));
	CHECK_ERR(industry_ref.find(ta.app->read, t->a, S("钢铁"), 10,
	    KEY_NONE, &id, note), ERR_NOTFOUND, note);
	CHECK_INT(subject_listed(&ta, &industry_dated, "parent", energy,
	    subject_when(&industry_dated, "2020-01-01")), 1);
	CHECK_INT(subject_listed(&ta, &industry_dated, "parent", energy,
	    subject_when(&industry_dated, "2018-01-01")), 0);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("two industries of one name at a time are refused; one after the other not")
{
	struct test_app ta;

	subject_open(&ta, t);
	(void)subject_add(&ta, &industry_dated, "name=能源", "2017-01-01",
	    "2020-01-01");
	subject_refused(&ta, &industry_dated, "name=能源", "2019-12-31", "",
	    ERR_EXISTS, "name");
	subject_refused(&ta, &industry_dated, "name=能源", "2016-01-01", "",
	    ERR_EXISTS, "name");
	(void)subject_add(&ta, &industry_dated, "name=能源", "2020-01-01", "");
	subject_refused(&ta, &industry_dated, "name=", "2020-01-01", "",
	    ERR_INVALID, "name");
	app_end(&ta);
}

BOTH("industries never stand in a circle, on no day")
{
	struct test_app ta;
	struct key a, b, c;

	subject_open(&ta, t);
	a = subject_add(&ta, &industry_dated, "name=A", "2017-01-01", "");
	b = subject_add(&ta, &industry_dated, "name=B;parent=A", "2017-01-01",
	    "2020-01-01");
	c = subject_add(&ta, &industry_dated, "name=C;parent=B", "2017-01-01",
	    "");
	(void)b;
	CHECK_ERR(subject_change(&ta, &industry_dated, a, "parent=A",
	    "2018-01-01", ""), ERR_INVALID, &t->note);
	CHECK_ERR(subject_change(&ta, &industry_dated, a, "parent=C",
	    "2019-12-31", ""), ERR_INVALID, &t->note);
	CHECK_STR(str_of(t->note.where.field), "parent");
	/* B is no more then, so that C stands alone. */
	CHECK_OK(subject_change(&ta, &industry_dated, a, "parent=C",
	    "2020-01-01", ""), &t->note);
	CHECK_ERR(subject_change(&ta, &industry_dated, c, "parent=A",
	    "2021-01-01", ""), ERR_INVALID, &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("one that was withdrawn has no branches, and chains have an end")
{
	struct test_app ta;
	struct key id;
	enum err r = ERR_OK;
	int n = 1;

	subject_open(&ta, t);
	id = subject_add(&ta, &industry_dated, "code=hy:W;name=误",
	    "2017-01-01", "");
	subject_withdraw(&ta, &industry_dated, id);
	subject_refused(&ta, &industry_dated, "name=A;parent=hy:W",
	    "2017-01-01", "", ERR_INVALID, "parent");
	(void)subject_add(&ta, &industry_dated, "name=I0", "2017-01-01", "");
	for (; n < 100 && r == ERR_OK; n++)
		r = subject_try(&ta, &industry_dated, str_fmt(t->a,
		    "name=I%d;parent=I%d", n, n - 1).p, "2017-01-01", "",
		    &id);
	CHECK_ERR(r, ERR_LIMIT, &t->note);
	CHECK_INT(n, INDUSTRY_DEPTH_MAX + 2);
	app_end(&ta);
}

#define HEAD "source,code,name,parent,basis,from,to\n"

BOTH("rows of a sheet may name industries of earlier rows")
{
	static const char sheet[] = HEAD
	    "hy,1,能源,,,2017-06-01,\n"
	    "hy,2,石油,能源,,2017-06-01,\n"
	    "hy,3,页岩油,hy:2,,2017-06-01,\n"
	    ",,天然气,2,,2017-06-01,\n";
	struct subject_told told;
	struct test_app ta;
	struct key id = KEY_NONE;

	subject_open(&ta, t);
	subject_import(&ta, &industry_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.faults, 0);
	CHECK_INT(told.report.done, 4);
	CHECK_OK(industry_ref.find(ta.app->read, t->a, S("天然气"), 18000,
	    KEY_NONE, &id, &t->note), &t->note);
	CHECK_STR(subject_states(&ta, &industry_dated, id),
	    "2017-06-01 天然气 hy:2");
	subject_import(&ta, &industry_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.report.same, 4);
	CHECK_INT(told.report.planned, 0);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a parent of a later row is unknown, and says so")
{
	struct subject_told told;
	struct test_app ta;

	subject_open(&ta, t);
	subject_import(&ta, &industry_dated, HEAD
	    "hy,2,石油,能源,,2017-06-01,\n"
	    "hy,1,能源,,,2017-06-01,\n", DATED_STOP, &told);
	CHECK_ERR(told.r, ERR_INVALID, &t->note);
	CHECK_INT(told.faults, 1);
	CHECK_INT(told.fault[0].where.line, 2);
	CHECK_STR(str_of(told.fault[0].where.field), "parent");
	app_end(&ta);
}

BOTH("two rows that are a circle only together are not recorded")
{
	struct subject_told told;
	struct test_app ta;
	int64_t size;

	subject_open(&ta, t);
	(void)subject_add(&ta, &industry_dated, "code=hy:1;name=A",
	    "2017-06-01", "");
	(void)subject_add(&ta, &industry_dated, "code=hy:2;name=B",
	    "2017-06-01", "");
	size = subject_size(&ta);
	subject_import(&ta, &industry_dated, HEAD
	    "hy,1,A,B,,2017-06-01,\n"
	    "hy,2,B,A,,2017-06-01,\n", DATED_UPDATE, &told);
	CHECK_ERR(told.r, ERR_INVALID, &t->note);
	subject_import(&ta, &industry_dated, HEAD
	    "hy,3,C,A,,2017-06-01,\n"
	    "hy,1,A,C,,2017-06-01,\n", DATED_UPDATE, &told);
	CHECK_ERR(told.r, ERR_INVALID, &t->note);
	CHECK_INT(subject_size(&ta), size);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("two rows of one name are told of")
{
	struct subject_told told;
	struct test_app ta;

	subject_open(&ta, t);
	subject_import(&ta, &industry_dated, HEAD
	    "hy,1,能源,,,2017-06-01,\n"
	    "hy,2,能源,,,2018-06-01,\n", DATED_STOP, &told);
	CHECK_ERR(told.r, ERR_INVALID, &t->note);
	CHECK_INT(told.faults, 1);
	CHECK_INT(told.fault[0].where.line, 3);
	app_end(&ta);
}
