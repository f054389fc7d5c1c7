/* SPDX-License-Identifier: Apache-2.0 */
#include "phone/phone.h"

#include "phone/phone_act.h"
#include "test/subject/subject.h"

static bool
ok(const char *number)
{
	struct note note = NOTE_INIT;
	const enum err r = phone_number_check(str_of(number), "number", &note);

	if (r != ERR_OK)
		CHECK_STR(str_of(note.where.field), "number");
	return r == ERR_OK;
}

TEST("telephone numbers are digits, parted, with a country's code and an extension")
{
	static const char *const right[] = { "110", "12345", "13900000000",
	    "0513-85123456", "0513 8512 3456", "+86 513-85123456",
	    "+8613900000000", "0513-85123456转801", "85123456 转 8",
	    "12345678901234567890", "010-12345678转12345678" };
	static const char *const wrong[] = { "", "12", "123456789012345678901",
	    "abc", "0513--85123456", "-0513", "0513-", "0513 ", " 0513",
	    "+", "86+513", "(0513)85123456", "85123456转", "转801",
	    "85123456转80a", "85123456转123456789", "85123456转8-01",
	    "85123456分机801", "85123456;rm", "０５１３" };

	for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
		if (!ok(right[i]))
			fail_msg("%s is refused", right[i]);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (ok(wrong[i]))
			fail_msg("%s is taken", wrong[i]);
}

TEST("a number is the same however it is parted")
{
	struct arena *a = arena_new();

	CHECK_STR(phone_number_bare(a, S("+86 513-8512 3456转801")),
	    "+8651385123456转801");
	CHECK_STR(phone_number_bare(a, S("")), "");
	arena_free(a);
}

BOTH("a body has a number once at a time, others may have it too")
{
	struct test_app ta;
	struct key id, other;
	struct note *note = &t->note;

	subject_open(&ta, t);
	id = subject_add(&ta, &phone_dated,
	    "body=nt:1;number=0513-85123456;kind=duty", "2024-01-01",
	    "2025-01-01");
	subject_refused(&ta, &phone_dated,
	    "body=nt:1;number=0513 8512 3456;kind=fax", "2024-06-01", "",
	    ERR_EXISTS, "number");
	subject_refused(&ta, &phone_dated, "body=nt:1;number=x;kind=fax",
	    "2024-06-01", "", ERR_INVALID, "number");
	subject_refused(&ta, &phone_dated, "body=nt:1;number=110",
	    "2024-06-01", "", ERR_INVALID, "kind");
	(void)subject_add(&ta, &phone_dated,
	    "body=nt:1;number=051385123456;kind=duty", "2025-01-01", "");
	CHECK_OK(phone_ref.find(ta.app->read, t->a, S("0513-85123456"), 0,
	    KEY_NONE, &other, note), note);
	CHECK(key_eq(id, other));
	(void)subject_add(&ta, &phone_dated,
	    "body=nt:2;number=0513-85123456;kind=duty", "2024-01-01", "");
	CHECK_ERR(phone_ref.find(ta.app->read, t->a, S("0513-85123456"), 0,
	    KEY_NONE, &other, note), ERR_INVALID, note);
	note_clear(note);
	CHECK_OK(phone_ref.find(ta.app->read, t->a, S("nt:1/0513-8512-3456"),
	    subject_when(&phone_dated, "2024-02-01"), KEY_NONE, &other, note),
	    note);
	CHECK(key_eq(id, other));
	CHECK_ERR(phone_ref.find(ta.app->read, t->a, S("nt:1/110"), 0,
	    KEY_NONE, &other, note), ERR_NOTFOUND, note);
	CHECK_INT(subject_listed(&ta, &phone_dated, "body", subject_find(&ta,
	    "nt:1"), subject_when(&phone_dated, "2024-02-01")), 1);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("the result of a test and its day go together")
{
	struct test_app ta;

	subject_open(&ta, t);
	subject_refused(&ta, &phone_dated,
	    "body=nt:1;number=110;kind=duty;tested_on=2024-01-02",
	    "2024-01-01", "", ERR_INVALID, "test_result");
	subject_refused(&ta, &phone_dated,
	    "body=nt:1;number=110;kind=duty;test_result=answered",
	    "2024-01-01", "", ERR_INVALID, "tested_on");
	app_end(&ta);
}

static enum err
tested(struct test_app *ta, struct key id, const char *on, bool answered)
{
	note_clear(&ta->t->note);
	return phone_test(ta->app, &subject_who, NULL, id,
	    subject_when(&phone_dated, on), answered, NULL, &ta->t->note);
}

BOTH("a test holds until a later one, also when it is recorded afterwards")
{
	struct test_app ta;
	struct key id;

	subject_open(&ta, t);
	id = subject_add(&ta, &phone_dated, "body=nt:1;number=110;kind=duty",
	    "2024-01-01", "");
	CHECK_OK(tested(&ta, id, "2024-06-01", true), &t->note);
	CHECK_OK(tested(&ta, id, "2024-03-01", false), &t->note);
	CHECK_STR(subject_states(&ta, &phone_dated, id),
	    "2024-01-01 nt:1 110 duty; 2024-03-01 nt:1 110 duty 2024-03-01 "
	    "no_answer; 2024-06-01 nt:1 110 duty 2024-06-01 answered");
	/* The same again says nothing new. */
	CHECK_ERR(tested(&ta, id, "2024-06-01", true), ERR_INVALID, &t->note);
	/* The clock of these tests stands at 2026-03-02. */
	CHECK_OK(tested(&ta, id, "2026-03-02", true), &t->note);
	CHECK_ERR(tested(&ta, id, "2026-03-03", true), ERR_INVALID, &t->note);
	CHECK_STR(str_of(t->note.where.field), "tested_on");
	CHECK_ERR(tested(&ta, id, "2023-12-31", true), ERR_INVALID, &t->note);
	subject_end(&ta, &phone_dated, id, "2026-01-01");
	CHECK_ERR(tested(&ta, id, "2026-01-01", true), ERR_INVALID, &t->note);
	subject_withdraw(&ta, &phone_dated, id);
	CHECK_ERR(tested(&ta, id, "2024-07-01", true), ERR_INVALID, &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a change between two tests does not undo them")
{
	struct test_app ta;
	struct key id;

	subject_open(&ta, t);
	id = subject_add(&ta, &phone_dated, "body=nt:1;number=110;kind=duty",
	    "2024-01-01", "");
	CHECK_OK(tested(&ta, id, "2024-03-01", true), &t->note);
	CHECK_OK(subject_change(&ta, &phone_dated, id, "kind=backup",
	    "2024-05-01", ""), &t->note);
	CHECK_OK(tested(&ta, id, "2024-04-01", false), &t->note);
	CHECK_STR(subject_states(&ta, &phone_dated, id),
	    "2024-01-01 nt:1 110 duty; 2024-03-01 nt:1 110 duty 2024-03-01 "
	    "answered; 2024-04-01 nt:1 110 duty 2024-04-01 no_answer; "
	    "2024-05-01 nt:1 110 backup 2024-04-01 no_answer");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a sheet of telephones is judged whole, and twice changes nothing")
{
	static const char sheet[] =
	    "body,number,kind,tested_on,test_result,from,to\n"
	    "nt:1,0513-85123456,duty,2024-02-01,answered,2024-01-01,\n"
	    "nt:2,0513-85123456,fax,,,2024-01-01,\n";
	struct subject_told told;
	struct test_app ta;

	subject_open(&ta, t);
	subject_import(&ta, &phone_dated,
	    "body,number,kind,tested_on,test_result,from,to\n"
	    "nt:1,85a,duty,,,2024-01-01,\n"
	    "nt:9,110,duty,,,2024-01-01,\n"
	    "nt:1,111,phone,,,2024-01-01,\n"
	    "nt:1,112,duty,,,2024-01-01,2023-01-01\n"
	    "nt:1,113,duty,,,2024-01-01,\n"
	    "nt:1,1-13,duty,,,2024-06-01,\n", DATED_STOP, &told);
	CHECK_ERR(told.r, ERR_INVALID, &t->note);
	CHECK_INT(told.faults, 5);
	subject_import(&ta, &phone_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.report.done, 2);
	subject_import(&ta, &phone_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.report.same, 2);
	app_sound(&ta);
	app_end(&ta);
}
