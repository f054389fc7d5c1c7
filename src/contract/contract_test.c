/* SPDX-License-Identifier: Apache-2.0 */
#include "contract/contract.h"

#include "system/system.h"
#include "test/subject/subject.h"

static bool
ok(const char *code)
{
	struct note note = NOTE_INIT;

	return contract_code_check(str_of(code), &note) == ERR_OK;
}

TEST("a unified social credit code has a last sign that follows from the others")
{
	static const char right[] = "91350100M000100Y43";
	char code[sizeof right];

	CHECK(ok(right));
	/* Any one sign that is mistyped shows, and any two swapped. */
	for (size_t i = 0; i < sizeof right - 1; i++) {
		memmove(code, right, sizeof right);
		code[i] = code[i] == '7' ? '8' : '7';
		if (ok(code))
			fail_msg("%s is taken", code);
	}
	CHECK(!ok("19350100M000100Y43"));
	CHECK(!ok("91350100M000100Y4O"));
	CHECK(!ok("9135010I0M00100Y43"));
	CHECK(!ok("91350100m000100y43"));
	CHECK(!ok("91350100M000-00Y43"));
}

TEST("other codes are digits and capital letters")
{
	CHECK(ok("320600000012345"));
	CHECK(ok("77255161-1"));
	CHECK(ok("HRB12345"));
	CHECK(!ok("abc"));
	CHECK(!ok("12 34"));
	CHECK(!ok("甲"));
}

struct deal {
	struct test_app	ta;
	struct key	portal, mail;
};

static void
deal_open(struct deal *d, struct test_place *t)
{
	subject_open(&d->ta, t);
	d->portal = subject_add(&d->ta, &system_dated,
	    "code=nt:S1;name=门户;kind=portal;owner=nt:1", "2020-01-01", "");
	d->mail = subject_add(&d->ta, &system_dated,
	    "code=nt:S2;name=邮件;kind=mail;owner=nt:1", "2020-01-01", "");
}

static int
of_system(struct deal *d, struct key system, const char *on, int64_t known)
{
	struct note *note = &d->ta.t->note;
	const struct key *key;
	size_t n = 0;

	note_clear(note);
	CHECK_OK(contract_of_system(d->ta.app->read, d->ta.t->a, system,
	    subject_when(&contract_dated, on), known, &key, &n, note), note);
	return (int)n;
}

BOTH("contracts of a system are found, through changes and their end")
{
	struct deal d;
	struct key id;
	int64_t before, on;

	deal_open(&d, t);
	on = subject_when(&contract_dated, "2024-06-01");
	id = subject_add(&d.ta, &contract_dated, "code=nt:C1;body=nt:1;"
	    "vendor=某甲公司;vendor_code=91350100M000100Y43;number=1号;"
	    "systems=nt:S1|nt:S2;security_clause=yes;report_duty=?",
	    "2024-01-01", "2027-01-01");
	before = subject_size(&d.ta) - 1;
	CHECK_STR(subject_states(&d.ta, &contract_dated, id),
	    "2024-01-01 nt:1 某甲公司 91350100M000100Y43 1号 nt:S1|nt:S2 yes ?;"
	    " 2027-01-01 end");
	CHECK_INT(of_system(&d, d.mail, "2024-06-01", DATED_NOW), 1);
	CHECK_INT(subject_listed(&d.ta, &contract_dated, "systems", d.mail,
	    on), 1);
	CHECK_OK(subject_change(&d.ta, &contract_dated, id, "systems=nt:S1",
	    "2024-03-01", ""), &t->note);
	CHECK_INT(of_system(&d, d.mail, "2024-06-01", DATED_NOW), 0);
	CHECK_INT(of_system(&d, d.mail, "2024-02-29", DATED_NOW), 1);
	CHECK_INT(of_system(&d, d.mail, "2024-06-01", before), 1);
	CHECK_INT(of_system(&d, d.portal, "2024-06-01", DATED_NOW), 1);
	CHECK_INT(subject_listed(&d.ta, &contract_dated, "systems", d.mail,
	    on), 0);
	CHECK_INT(subject_listed(&d.ta, &contract_dated, "body",
	    subject_find(&d.ta, "nt:1"), on), 1);
	subject_end(&d.ta, &contract_dated, id, "2025-01-01");
	CHECK_INT(of_system(&d, d.portal, "2025-01-01", DATED_NOW), 0);
	subject_withdraw(&d.ta, &contract_dated, id);
	CHECK_INT(of_system(&d, d.portal, "2024-06-01", DATED_NOW), 0);
	CHECK_INT(of_system(&d, d.portal, "2024-06-01", before), 1);
	app_sound(&d.ta);
	app_end(&d.ta);
}

BOTH("bad contracts are refused")
{
	struct deal d;

	deal_open(&d, t);
	(void)subject_add(&d.ta, &contract_dated,
	    "body=nt:1;vendor=某甲公司;number=1号", "2024-01-01", "2025-01-01");
	subject_refused(&d.ta, &contract_dated,
	    "body=nt:1;vendor=某乙公司;number=1号", "2024-12-31", "",
	    ERR_EXISTS, "number");
	(void)subject_add(&d.ta, &contract_dated,
	    "body=nt:1;vendor=某甲公司;number=1号", "2025-01-01", "2026-01-01");
	(void)subject_add(&d.ta, &contract_dated,
	    "body=nt:2;vendor=某甲公司;number=1号", "2024-01-01", "");
	subject_refused(&d.ta, &contract_dated,
	    "body=nt:1;vendor=某甲公司;number=2号;vendor_code=91350100M000100Y44",
	    "2024-01-01", "", ERR_INVALID, "vendor_code");
	subject_refused(&d.ta, &contract_dated,
	    "body=nt:1;vendor=某甲公司;number=2号;systems=nt:S1|nt:S9",
	    "2024-01-01", "", ERR_NOTFOUND, "systems");
	subject_refused(&d.ta, &contract_dated,
	    "body=nt:1;vendor=某甲公司;number=2号;systems=nt:S1|nt:S1",
	    "2024-01-01", "", ERR_INVALID, "systems");
	subject_refused(&d.ta, &contract_dated,
	    "body=nt:1;vendor=某甲公司;number=2号", "2024-01-01", "2023-01-01",
	    ERR_INVALID, "to");
	subject_refused(&d.ta, &contract_dated, "body=nt:1;number=2号",
	    "2024-01-01", "", ERR_INVALID, "vendor");
	subject_withdraw(&d.ta, &system_dated, d.mail);
	subject_refused(&d.ta, &contract_dated,
	    "body=nt:1;vendor=某甲公司;number=2号;systems=nt:S2",
	    "2024-01-01", "", ERR_INVALID, "systems");
	app_end(&d.ta);
}

BOTH("a contract is found as BODY/NUMBER, and a sheet twice changes nothing")
{
	static const char sheet[] =
	    "body,vendor,vendor_code,number,systems,security_clause,"
	    "report_duty,from,to\n"
	    "nt:1,某甲公司,,采/1号,nt:S1|nt:S2,是,?,2024-01-01,2025-01-01\n"
	    "nt:1,某甲公司,,采/2号,,否,否,2024-01-01,\n";
	struct subject_told told;
	struct deal d;
	struct key id;

	deal_open(&d, t);
	subject_import(&d.ta, &contract_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.report.done, 2);
	CHECK_OK(contract_ref.find(d.ta.app->read, t->a, S("nt:1/采/1号"), 0,
	    KEY_NONE, &id, &t->note), &t->note);
	CHECK_STR(subject_states(&d.ta, &contract_dated, id),
	    "2024-01-01 nt:1 某甲公司 采/1号 nt:S1|nt:S2 yes ?; "
	    "2025-01-01 end");
	CHECK_ERR(contract_ref.find(d.ta.app->read, t->a, S("nt:1/3号"), 0,
	    KEY_NONE, &id, &t->note), ERR_NOTFOUND, &t->note);
	subject_import(&d.ta, &contract_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.report.same, 2);
	app_sound(&d.ta);
	app_end(&d.ta);
}
