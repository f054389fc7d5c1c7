/* SPDX-License-Identifier: Apache-2.0 */
#include "roster/roster.h"

#include "core/act.h"
#include "ledger/vault.h"
#include "person/person.h"
#include "roster/roster_act.h"
#include "test/subject/subject.h"

struct duty {
	struct test_app	ta;
	struct key	one, a, b;	/* the body, two persons */
};

static void
duty_open(struct duty *d, struct test_place *t)
{
	subject_open(&d->ta, t);
	d->one = subject_find(&d->ta, "nt:1");
	d->a = subject_person(&d->ta, "0107", "张某甲");
	d->b = subject_person(&d->ta, "0108", "李某乙");
}

/* "0107 duty_officer; …": who is on duty of the first body. */
static struct str
on_duty(struct duty *d, const char *at, int64_t known)
{
	struct arena *a = d->ta.t->a;
	struct note *note = &d->ta.t->note;
	const struct roster_duty *duty;
	struct buf b = BUF_IN(a);
	size_t n = 0;

	note_clear(note);
	CHECK_OK(roster_at(d->ta.app->read, a, d->one,
	    subject_when(&roster_dated, at), known, &duty, &n, note), note);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "%s%s %.*s", i == 0 ? "" : "; ",
		    key_eq(duty[i].person, d->a) ? "a" : "b",
		    STR_ARG(duty[i].role));
	return b.n == 0 ? S("") : buf_view(&b);
}

#define A	"body=nt:1;person=0107;role=duty_officer"
#define B	"body=nt:1;person=0108;role=duty_officer"

BOTH("a minute belongs to the shift that begins then")
{
	struct duty d;

	duty_open(&d, t);
	(void)subject_add(&d.ta, &roster_dated, A, "2026-03-02T09:30Z",
	    "2026-03-02T18:10Z");
	(void)subject_add(&d.ta, &roster_dated, B, "2026-03-02T18:10Z",
	    "2026-03-03T00:30Z");
	CHECK_STR(on_duty(&d, "2026-03-02T09:29Z", DATED_NOW), "");
	CHECK_STR(on_duty(&d, "2026-03-02T09:30Z", DATED_NOW),
	    "a duty_officer");
	CHECK_STR(on_duty(&d, "2026-03-02T18:09Z", DATED_NOW),
	    "a duty_officer");
	CHECK_STR(on_duty(&d, "2026-03-02T18:10Z", DATED_NOW),
	    "b duty_officer");
	CHECK_STR(on_duty(&d, "2026-03-03T00:30Z", DATED_NOW), "");
	app_sound(&d.ta);
	app_end(&d.ta);
}

BOTH("two officers and a leader may be on duty at once, nobody twice")
{
	struct duty d;
	struct key c;

	duty_open(&d, t);
	c = subject_person(&d.ta, "0109", "王某丙");
	(void)c;
	(void)subject_add(&d.ta, &roster_dated, A, "2026-03-02T00:00Z",
	    "2026-03-03T00:00Z");
	(void)subject_add(&d.ta, &roster_dated, B, "2026-03-02T00:00Z",
	    "2026-03-03T00:00Z");
	(void)subject_add(&d.ta, &roster_dated,
	    "body=nt:1;person=0109;role=leader", "2026-03-02T00:00Z",
	    "2026-03-03T00:00Z");
	subject_refused(&d.ta, &roster_dated,
	    "body=nt:1;person=0107;role=leader", "2026-03-02T23:59Z",
	    "2026-03-03T08:00Z", ERR_EXISTS, "person");
	/* Elsewhere somebody may be on duty too, and from the end on here. */
	(void)subject_add(&d.ta, &roster_dated,
	    "body=nt:2;person=0107;role=leader", "2026-03-02T23:59Z",
	    "2026-03-03T08:00Z");
	(void)subject_add(&d.ta, &roster_dated, A, "2026-03-03T00:00Z",
	    "2026-03-03T08:00Z");
	CHECK_STR(on_duty(&d, "2026-03-02T12:00Z", DATED_NOW),
	    "a duty_officer; b duty_officer; b leader");
	CHECK_INT(subject_listed(&d.ta, &roster_dated, "body", d.one,
	    subject_when(&roster_dated, "2026-03-02T12:00Z")), 3);
	CHECK_INT(subject_listed(&d.ta, &roster_dated, "person", d.a,
	    subject_when(&roster_dated, "2026-03-02T23:59Z")), 2);
	app_sound(&d.ta);
	app_end(&d.ta);
}

static enum err
merge_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct duty *d = arg;
	const struct person_merged ev = { .into = V_KEY(d->b),
	    .reason = V_TEXT(S("x")) };

	return ledger_append(tx, &person_event_merged, d->a, VALUES(&ev),
	    &ret->seq, note);
}

BOTH("who was merged is not on duty twice, by either key")
{
	struct duty d;

	duty_open(&d, t);
	(void)subject_add(&d.ta, &roster_dated, A, "2026-03-02T00:00Z",
	    "2026-03-03T00:00Z");
	CHECK_OK(act_run(d.ta.app, &subject_who, NULL, merge_act, &d, NULL,
	    &t->note), &t->note);
	subject_refused(&d.ta, &roster_dated, B, "2026-03-01T00:00Z",
	    "2026-03-02T00:01Z", ERR_EXISTS, "person");
	(void)subject_add(&d.ta, &roster_dated, B, "2026-03-03T00:00Z",
	    "2026-03-03T08:00Z");
	app_sound(&d.ta);
	app_end(&d.ta);
}

BOTH("shifts have an end, at whole minutes, not too late a one")
{
	struct duty d;

	duty_open(&d, t);
	subject_refused(&d.ta, &roster_dated, A, "2026-03-02T00:00Z", "",
	    ERR_INVALID, "to");
	subject_refused(&d.ta, &roster_dated, A, "2026-03-02T00:00:30Z",
	    "2026-03-02T08:00Z", ERR_INVALID, "from");
	subject_refused(&d.ta, &roster_dated, A, "2026-03-02T00:00Z",
	    "2026-03-02T08:00:01Z", ERR_INVALID, "to");
	subject_refused(&d.ta, &roster_dated, A, "2026-03-02T00:00Z",
	    "2026-03-02T00:00Z", ERR_INVALID, "to");
	subject_refused(&d.ta, &roster_dated, A, "2026-03-02T00:00Z",
	    "2026-04-02T00:01Z", ERR_INVALID, "to");
	(void)subject_add(&d.ta, &roster_dated, A, "2026-03-02T00:00Z",
	    "2026-04-02T00:00Z");
	/* The longest is still found at its last minute. */
	CHECK_STR(on_duty(&d, "2026-04-01T23:59Z", DATED_NOW),
	    "a duty_officer");
	subject_refused(&d.ta, &roster_dated, B ";phone=85a",
	    "2026-03-02T00:00Z", "2026-03-02T08:00Z", ERR_INVALID, "phone");
	subject_refused(&d.ta, &roster_dated,
	    "body=nt:1;person=0999;role=leader", "2026-03-02T00:00Z",
	    "2026-03-02T08:00Z", ERR_NOTFOUND, "person");
	app_end(&d.ta);
}

static enum err
handed(struct duty *d, struct key shift, const char *at, struct key to,
    const char *told)
{
	const struct roster_hand in = { shift, subject_when(&roster_dated, at),
	    to, str_of(told) };

	note_clear(&d->ta.t->note);
	return roster_hand_over(d->ta.app, &subject_who, NULL, &in, NULL,
	    &d->ta.t->note);
}

/* The clock stands at 2026-03-02 08:00 UTC. */
BOTH("after an early hand-over the other one is on duty")
{
	const struct roster_handover *list;
	struct vault_text told;
	struct duty d;
	struct key shift;
	int64_t before;
	size_t n;

	duty_open(&d, t);
	shift = subject_add(&d.ta, &roster_dated, A, "2026-03-02T00:00Z",
	    "2026-03-02T10:00Z");
	before = subject_size(&d.ta) - 1;
	CHECK_OK(handed(&d, shift, "2026-03-02T06:00Z", d.b, "夜间无异常"),
	    &t->note);
	CHECK_STR(on_duty(&d, "2026-03-02T05:59Z", DATED_NOW),
	    "a duty_officer");
	CHECK_STR(on_duty(&d, "2026-03-02T06:00Z", DATED_NOW),
	    "b duty_officer");
	CHECK_STR(on_duty(&d, "2026-03-02T06:00Z", before), "a duty_officer");
	/* The last one entered counts, here one to nobody. */
	CHECK_OK(handed(&d, shift, "2026-03-02T07:00Z", KEY_NONE, ""),
	    &t->note);
	CHECK_STR(on_duty(&d, "2026-03-02T07:30Z", DATED_NOW),
	    "a duty_officer");
	CHECK_OK(roster_handovers(d.ta.app->read, t->a, shift, &list, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK(key_eq(list[0].person, d.b));
	CHECK(key_none(list[1].person));
	CHECK_OK(vault_get(d.ta.app->read, t->a, &list[0].note, &told,
	    &t->note), &t->note);
	CHECK_STR(told.text, "夜间无异常");
	app_sound(&d.ta);
	app_end(&d.ta);
}

BOTH("hand-overs that cannot be are refused")
{
	struct duty d;
	struct key shift, later, gone;

	duty_open(&d, t);
	shift = subject_add(&d.ta, &roster_dated, A, "2026-02-27T00:00Z",
	    "2026-02-27T10:00Z");
	later = subject_add(&d.ta, &roster_dated, A, "2026-03-02T00:00Z",
	    "2026-03-02T20:00Z");
	CHECK_ERR(handed(&d, shift, "2026-02-26T23:59Z", d.b, ""),
	    ERR_INVALID, &t->note);
	CHECK_ERR(handed(&d, shift, "2026-02-28T10:01Z", d.b, ""),
	    ERR_INVALID, &t->note);
	CHECK_OK(handed(&d, shift, "2026-02-28T10:00Z", d.b, ""), &t->note);
	CHECK_ERR(handed(&d, shift, "2026-02-27T05:00Z", d.a, ""),
	    ERR_INVALID, &t->note);
	CHECK_ERR(handed(&d, later, "2026-03-02T08:01Z", d.b, ""),
	    ERR_INVALID, &t->note);
	gone = subject_person(&d.ta, "0110", "误");
	subject_withdraw(&d.ta, &person_dated, gone);
	CHECK_ERR(handed(&d, later, "2026-03-02T08:00Z", gone, ""),
	    ERR_INVALID, &t->note);
	subject_withdraw(&d.ta, &roster_dated, later);
	CHECK_ERR(handed(&d, later, "2026-03-02T07:00Z", d.b, ""),
	    ERR_INVALID, &t->note);
	app_end(&d.ta);
}

BOTH("a shift may be changed from a minute on and end earlier")
{
	struct duty d;
	struct key shift;

	duty_open(&d, t);
	shift = subject_add(&d.ta, &roster_dated, A, "2026-03-02T00:00Z",
	    "2026-03-02T10:00Z");
	CHECK_OK(subject_change(&d.ta, &roster_dated, shift, "person=0108",
	    "2026-03-02T04:00Z", "2026-03-02T06:00Z"), &t->note);
	CHECK_STR(on_duty(&d, "2026-03-02T05:59Z", DATED_NOW),
	    "b duty_officer");
	CHECK_STR(on_duty(&d, "2026-03-02T06:00Z", DATED_NOW),
	    "a duty_officer");
	subject_end(&d.ta, &roster_dated, shift, "2026-03-02T08:00Z");
	CHECK_STR(on_duty(&d, "2026-03-02T08:00Z", DATED_NOW), "");
	CHECK_ERR(dated_end(d.ta.app, &subject_who, NULL, &roster_dated, shift,
	    subject_when(&roster_dated, "2026-03-02T07:00:30Z"), S(""), NULL,
	    &t->note), ERR_INVALID, &t->note);
	app_sound(&d.ta);
	app_end(&d.ta);
}

#define HEAD "source,code,body,person,role,phone,from,to\n"

BOTH("a roster comes in from a sheet, with and without an offset")
{
	static const char sheet[] = HEAD
	    "nt,W1,nt:1,0107,duty_officer,13900000000,"
	    "2026-03-02T17:30+08:00,2026-03-03T02:10+08:00\n"
	    "nt,W2,nt:1,0108,值班员,,2026-03-02T18:10Z,2026-03-03 00:30\n"
	    ",,nt:1,0107,leader,,2026-03-04T00:00Z,2026-03-05T00:00Z\n";
	struct subject_told told;
	struct duty d;

	duty_open(&d, t);
	subject_import(&d.ta, &roster_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.report.done, 3);
	CHECK_STR(on_duty(&d, "2026-03-02T18:09Z", DATED_NOW),
	    "a duty_officer");
	CHECK_STR(on_duty(&d, "2026-03-02T18:10Z", DATED_NOW),
	    "b duty_officer");
	CHECK_STR(on_duty(&d, "2026-03-04T18:10Z", DATED_NOW), "a leader");
	subject_import(&d.ta, &roster_dated, sheet, DATED_STOP, &told);
	CHECK_OK(told.r, &t->note);
	CHECK_INT(told.report.same, 3);
	app_sound(&d.ta);
	app_end(&d.ta);
}

BOTH("rows of a roster that cannot be are told of")
{
	struct subject_told told;
	struct duty d;

	duty_open(&d, t);
	subject_import(&d.ta, &roster_dated, HEAD
	    ",,nt:1,0107,duty_officer,,2026-03-02T00:00Z,\n"
	    ",,nt:1,0107,guard,,2026-03-02T00:00Z,2026-03-02T08:00Z\n"
	    ",,nt:1,0107,duty_officer,,2026-03-05T00:00Z,2026-03-05T08:00Z\n"
	    ",,nt:1,0107,leader,,2026-03-05T07:00Z,2026-03-05T09:00Z\n"
	    ",,nt:1,0108,leader,,2026-03-05T07:00Z,2026-03-05T09:00Z\n"
	    ",,nt:1,0108,leader,,2026-02-30T07:00Z,2026-03-05T09:00Z\n",
	    DATED_STOP, &told);
	CHECK_ERR(told.r, ERR_INVALID, &t->note);
	CHECK_INT(told.faults, 4);
	app_end(&d.ta);
}
