/* SPDX-License-Identifier: Apache-2.0 */
#include "tenure/tenure_act.h"

#include "dated/dated_act.h"
#include "dated/dated_import.h"
#include "post/post.h"
#include "tenure/registry_test.h"
#include "test/lib/app.h"

#define HEAD	"code,person,body,post,kind,from,to\n"

static enum err
merge(struct test_app *ta, struct key id, struct key into, const char *reason)
{
	const struct person_merge in = { id, into, str_of(reason) };

	note_clear(&ta->t->note);
	return tenure_merge(ta->app, &registry_who, NULL, &in, NULL,
	    &ta->t->note);
}

static enum err
leave(struct test_app *ta, const char *person, const char *on,
    const char *to, size_t *ret_n)
{
	struct tenure_leave in = {
		.person = registry_find(ta, &person_dated, person),
		.on = registry_day(on), .document = S("1号"),
		.reason = S("转任") };

	if (to[0] != '\0')
		in.to = registry_find(ta, &person_dated, to);
	note_clear(&ta->t->note);
	return tenure_leave(ta->app, &registry_who, NULL, &in, ret_n, NULL,
	    &ta->t->note);
}

static enum err
hand(struct test_app *ta, struct key tenure, const char *to, const char *on)
{
	const struct tenure_hand in = {
		.to = registry_find(ta, &person_dated, to),
		.on = registry_day(on), .document = S("2号"),
		.note = S("印章未交") };

	note_clear(&ta->t->note);
	return tenure_hand_over(ta->app, &registry_who, NULL, tenure, &in,
	    NULL, &ta->t->note);
}

/* "post from–until" of all that a person holds or held. */
static struct str
held(struct test_app *ta, const char *person)
{
	struct key id = registry_find(ta, &person_dated, person);
	const struct tenure_state *s;
	const struct tenure_holding *h;
	struct buf b = BUF_IN(ta->t->a);
	size_t n, all;

	CHECK_OK(tenure_states_of(ta->app->read, ta->t->a, id, &s, &n,
	    &ta->t->note), &ta->t->note);
	CHECK_OK(tenure_holdings(ta->t->a, s, n, DAY_OPEN, &h, &all,
	    &ta->t->note), &ta->t->note);
	for (size_t i = 0; i < all; i++) {
		struct str code, name;

		CHECK_OK(post_ref.called(ta->app->read, ta->t->a,
		    h[i].at.post, h[i].began, &code, &name, &ta->t->note),
		    &ta->t->note);
		buf_fmt(&b, "%s%.*s ", i == 0 ? "" : "; ", STR_ARG(name));
		day_put(&b, h[i].began);
		buf_char(&b, '-');
		if (h[i].ended != DAY_OPEN)
			day_put(&b, h[i].ended);
	}
	return b.n == 0 ? S("") : buf_view(&b);
}

/* A store with persons 0107 张某甲, 0108 李某乙 and hr:9 张某甲; posts 局长 in both
 * bodies, 副局长 with two seats in 甲局. */
static void
begin(struct test_app *ta, struct test_place *t)
{
	registry_open(ta, t);
	(void)registry_person(ta, "", "张某甲", "0107");
	(void)registry_person(ta, "", "李某乙", "0108");
	(void)registry_person(ta, "9", "张某甲", "");
	(void)registry_post(ta, "甲局", "局长", 1);
	(void)registry_post(ta, "甲局", "副局长", 2);
	(void)registry_post(ta, "乙局", "局长", 1);
}

BOTH("a seat has one substantive holder; others act and preside beside him")
{
	struct test_app ta;

	begin(&ta, t);
	(void)registry_tenure(&ta, "0107", "甲局/局长", "substantive",
	    "2020-01-01", "2024-03-01");
	CHECK_ERR(registry_try(&ta, "0108", "甲局/局长", "substantive",
	    "2024-02-29", ""), ERR_INVALID, &t->note);
	CHECK_STR(str_of(t->note.where.field), "post");
	CHECK_ERR(registry_try(&ta, "0108", "甲局/局长", "concurrent",
	    "2021-01-01", "2021-02-01"), ERR_INVALID, &t->note);
	/* Acting, and from the day of the handover on. */
	(void)registry_tenure(&ta, "0108", "甲局/局长", "acting", "2022-01-01",
	    "2022-06-01");
	(void)registry_tenure(&ta, "0108", "甲局/局长", "substantive",
	    "2024-03-01", "");
	CHECK_STR(held(&ta, "0108"), "甲局 局长 2022-01-01-2022-06-01; "
	    "甲局 局长 2024-03-01-");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("the same person does not hold a post twice at one time")
{
	struct test_app ta;

	begin(&ta, t);
	(void)registry_tenure(&ta, "0107", "甲局/副局长", "substantive",
	    "2020-01-01", "2021-01-01");
	CHECK_ERR(registry_try(&ta, "0107", "甲局/副局长", "acting",
	    "2020-06-01", ""), ERR_EXISTS, &t->note);
	(void)registry_tenure(&ta, "0107", "甲局/副局长", "acting",
	    "2021-01-01", "");
	app_end(&ta);
}

BOTH("a post of another body, one that was withdrawn, a due day before the first")
{
	struct test_app ta;
	struct value v[TENURE__MAX] = { { 0 } };
	struct dated_new in = { .v = v, .since = registry_day("2020-01-01"),
	    .until = DAY_OPEN };
	struct import_report report;
	struct str told;
	struct key post;

	begin(&ta, t);
	post = registry_find(&ta, &post_dated, "乙局/局长");
	CHECK_ERR(registry_import(&ta, &tenure_dated, str_fmt(t->a, HEAD
	    "1,0107,甲局,%s,substantive,2020-01-01,\n"
	    "2,0107,乙局,副局长,substantive,2020-01-01,\n",
	    key_text(t->a, post).p).p, &report, &told), ERR_INVALID,
	    &t->note);
	CHECK_INT(report.faults, 2);
	CHECK(memmem(told.p, told.n, "is one of 乙局, not of 甲局", 31) != NULL);
	CHECK(memmem(told.p, told.n, "has no post called", 18) != NULL);
	v[TENURE_PERSON] = (struct value)V_KEY(registry_find(&ta,
	    &person_dated, "0107"));
	v[TENURE_POST] = (struct value)V_KEY(post);
	v[TENURE_KIND] = (struct value)V_TEXT(S("acting"));
	v[TENURE_DUE] = (struct value)V_DAY(registry_day("2019-12-31"));
	note_clear(&t->note);
	CHECK_ERR(dated_add(ta.app, &registry_who, NULL, &tenure_dated, &in,
	    NULL, &t->note), ERR_INVALID, &t->note);
	CHECK_STR(str_of(t->note.where.field), "due");
	v[TENURE_DUE].given = GIVEN_NOT;
	note_clear(&t->note);
	CHECK_OK(dated_withdraw(ta.app, &registry_who, NULL, &post_dated, post,
	    S("误录"), NULL, &t->note), &t->note);
	CHECK_ERR(dated_add(ta.app, &registry_who, NULL, &tenure_dated, &in,
	    NULL, &t->note), ERR_INVALID, &t->note);
	app_end(&ta);
}

BOTH("two people with one staff number are refused, by hand and by sheet")
{
	struct test_app ta;
	struct import_report report;
	struct value v[PERSON__MAX] = { V_TEXT(S("王某丙")),
	    V_TEXT(S("0107")) };
	const struct dated_new in = { .v = v, .since = 1, .until = DAY_OPEN };
	struct str told;

	begin(&ta, t);
	CHECK_ERR(dated_add(ta.app, &registry_who, NULL, &person_dated, &in,
	    NULL, &t->note), ERR_EXISTS, &t->note);
	CHECK_ERR(registry_import(&ta, &person_dated,
	    "code,name,staff_no,from,to\n"
	    "1,王某丙,0200,2020-01-01,\n"
	    "2,赵某丁,0200,2021-01-01,\n"
	    "3,钱某戊,0107,2021-01-01,\n", &report, &told), ERR_INVALID,
	    &t->note);
	CHECK_INT(report.faults, 2);
	app_end(&ta);
}

BOTH("a sheet of tenures is judged against itself and the store, seat by seat")
{
	struct test_app ta;
	struct import_report report;
	struct str told;

	begin(&ta, t);
	CHECK_ERR(registry_import(&ta, &tenure_dated, HEAD
	    "1,0107,甲局,局长,substantive,2020-01-01,\n"
	    "2,0108,甲局,局长,substantive,2021-01-01,\n"
	    "3,0107,甲局,副局长,substantive,2020-01-01,\n"
	    "4,0108,甲局,副局长,substantive,2020-01-01,\n"
	    "5,hr:9,甲局,副局长,concurrent,2021-01-01,\n", &report, &told),
	    ERR_INVALID, &t->note);
	CHECK_INT(report.faults, 2);
	CHECK_OK(registry_import(&ta, &tenure_dated, HEAD
	    "1,0107,甲局,局长,substantive,2020-01-01,2021-01-01\n"
	    "2,0108,甲局,局长,substantive,2021-01-01,\n"
	    "3,0107,甲局,副局长,substantive,2020-01-01,\n"
	    "4,0108,甲局,副局长,substantive,2020-01-01,2021-01-01\n"
	    "5,hr:9,甲局,副局长,concurrent,2021-01-01,\n", &report, &told),
	    &t->note);
	CHECK_INT(report.done, 5);
	/* The same person in the same post is the same tenure. */
	CHECK_OK(registry_import(&ta, &tenure_dated,
	    "person,body,post,kind,from,to\n"
	    "0107,甲局,副局长,substantive,2020-01-01,\n", &report, &told),
	    &t->note);
	CHECK_INT(report.same, 1);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("merged persons are one: what the first held is the second's")
{
	struct test_app ta;
	struct import_report report;
	struct str told, out;
	struct key nine, seven, got;
	int64_t size;

	begin(&ta, t);
	nine = registry_find(&ta, &person_dated, "hr:9");
	seven = registry_find(&ta, &person_dated, "0107");
	(void)registry_tenure(&ta, "hr:9", "甲局/副局长", "substantive",
	    "2020-01-01", "2021-01-01");
	(void)registry_tenure(&ta, "0107", "甲局/局长", "substantive",
	    "2021-01-01", "");
	CHECK_ERR(merge(&ta, nine, seven, ""), ERR_USAGE, &t->note);
	CHECK_ERR(merge(&ta, seven, seven, "重复"), ERR_INVALID, &t->note);
	CHECK_OK(merge(&ta, nine, seven, "重复"), &t->note);
	CHECK_ERR(merge(&ta, nine, seven, "又"), ERR_INVALID, &t->note);
	CHECK_ERR(merge(&ta, seven, nine, "反"), ERR_INVALID, &t->note);
	got = registry_find(&ta, &person_dated, "hr:9");
	CHECK(key_eq(got, seven));
	CHECK_STR(held(&ta, "0107"), "甲局 副局长 2020-01-01-2021-01-01; "
	    "甲局 局长 2021-01-01-");
	CHECK_STR(held(&ta, "hr:9"), "甲局 副局长 2020-01-01-2021-01-01; "
	    "甲局 局长 2021-01-01-");
	/* He cannot hold by one key what he holds by the other. */
	CHECK_ERR(registry_try(&ta, "0107", "甲局/副局长", "acting",
	    "2020-06-01", "2020-07-01"), ERR_EXISTS, &t->note);
	/* Nothing more is said of the first, and lists say the second. */
	{
		const struct dated_restate in = { .id = nine, .expect = -1,
		    .change = { .since = registry_day("2020-01-01"),
		    .until = DAY_OPEN, .set = (const struct value[]){
		    V_TEXT(S("张某")), { 0 } }, .began = INT64_MIN,
		    .ended = INT64_MIN } };

		note_clear(&t->note);
		CHECK_ERR(dated_restate(ta.app, &registry_who, NULL,
		    &person_dated, &in, NULL, &t->note), ERR_INVALID,
		    &t->note);
	}
	size = registry_size(&ta);
	out = registry_export(&ta, &tenure_dated);
	CHECK_OK(registry_import(&ta, &tenure_dated, out.p, &report, &told),
	    &t->note);
	CHECK_INT(report.same, 2);
	out = registry_export(&ta, &person_dated);
	CHECK_OK(registry_import(&ta, &person_dated, out.p, &report, &told),
	    &t->note);
	CHECK_INT(report.same, 2);
	/* An older list that still names the first is passed over. */
	CHECK_OK(registry_import(&ta, &person_dated,
	    "source,code,name,from\nhr,9,张某甲,2010-01-01\n", &report, &told),
	    &t->note);
	CHECK_INT(report.same, 1);
	CHECK(told.n > 0);
	CHECK_OK(registry_import(&ta, &tenure_dated,
	    "person,body,post,kind,from,to\n"
	    "0107,甲局,副局长,substantive,2020-01-01,2021-01-01\n", &report,
	    &told), &t->note);
	CHECK_INT(report.same, 1);
	CHECK_INT(registry_size(&ta), size);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("persons who both hold one seat at once are not merged, nor the withdrawn")
{
	struct test_app ta;
	struct key nine, seven, eight;

	begin(&ta, t);
	nine = registry_find(&ta, &person_dated, "hr:9");
	seven = registry_find(&ta, &person_dated, "0107");
	eight = registry_find(&ta, &person_dated, "0108");
	(void)registry_tenure(&ta, "hr:9", "甲局/副局长", "substantive",
	    "2020-01-01", "2021-01-01");
	(void)registry_tenure(&ta, "0107", "甲局/副局长", "substantive",
	    "2020-12-31", "");
	CHECK_ERR(merge(&ta, nine, seven, "重复"), ERR_INVALID, &t->note);
	CHECK_OK(dated_withdraw(ta.app, &registry_who, NULL, &person_dated,
	    eight, S("误录"), NULL, &t->note), &t->note);
	CHECK_ERR(merge(&ta, eight, seven, "重复"), ERR_INVALID, &t->note);
	CHECK_ERR(merge(&ta, seven, eight, "重复"), ERR_INVALID, &t->note);
	app_end(&ta);
}

BOTH("as many records are merged into one person as readers follow")
{
	struct test_app ta;
	struct key seven;

	begin(&ta, t);
	seven = registry_find(&ta, &person_dated, "0107");
	for (int i = 1; i < PERSON_KEYS_MAX; i++)
		CHECK_OK(merge(&ta, registry_person(&ta, str_fmt(t->a, "m%d",
		    i).p, "张某甲", ""), seven, "重复"), &t->note);
	CHECK_ERR(merge(&ta, registry_find(&ta, &person_dated, "hr:9"), seven,
	    "重复"), ERR_LIMIT, &t->note);
	app_sound(&ta);
	app_end(&ta);
}

static enum err
pair_count(void *arg, const struct person_pair *p, struct note *note)
{
	(void)note;
	CHECK(!key_eq(p->id[0], p->id[1]));
	CHECK(p->staff_no[0].n == 0 || p->staff_no[1].n == 0);
	++*(int *)arg;
	return ERR_OK;
}

BOTH("persons of one name are told as pairs, but for two staff numbers")
{
	struct test_app ta;
	int n = 0;

	begin(&ta, t);
	CHECK_OK(person_pairs(ta.app->read, pair_count, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 1);
	/* With a third one of two numbers: it and hr:9, not it and 0107. */
	(void)registry_person(&ta, "", "张某甲", "0109");
	n = 0;
	CHECK_OK(person_pairs(ta.app->read, pair_count, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 2);
	CHECK_OK(merge(&ta, registry_find(&ta, &person_dated, "hr:9"),
	    registry_find(&ta, &person_dated, "0107"), "重复"), &t->note);
	n = 0;
	CHECK_OK(person_pairs(ta.app->read, pair_count, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 0);
	app_end(&ta);
}

BOTH("who leaves holds nothing any more, and all of it is handed on at once")
{
	struct test_app ta;
	const struct tenure_handover *h;
	size_t n = 0, ended = 0;
	int64_t size;

	begin(&ta, t);
	(void)registry_tenure(&ta, "0107", "甲局/局长", "substantive",
	    "2020-01-01", "");
	(void)registry_tenure(&ta, "0107", "乙局/局长", "concurrent",
	    "2021-01-01", "2026-01-01");
	(void)registry_tenure(&ta, "0107", "甲局/副局长", "substantive",
	    "2015-01-01", "2019-01-01");
	size = registry_size(&ta);
	CHECK_ERR(leave(&ta, "0107", "2024-03-01", "0107", &ended),
	    ERR_INVALID, &t->note);
	CHECK_ERR(leave(&ta, "0107", "2021-01-01", "0108", &ended),
	    ERR_INVALID, &t->note);
	CHECK_INT(registry_size(&ta), size);
	CHECK_OK(leave(&ta, "0107", "2024-03-01", "0108", &ended), &t->note);
	CHECK_INT(ended, 2);
	CHECK_INT(registry_size(&ta), size + 4);
	CHECK_STR(held(&ta, "0107"), "甲局 局长 2020-01-01-2024-03-01; "
	    "乙局 局长 2021-01-01-2024-03-01; "
	    "甲局 副局长 2015-01-01-2019-01-01");
	CHECK_STR(held(&ta, "0108"), "");
	CHECK_OK(tenure_handovers_of(ta.app->read, t->a,
	    registry_find(&ta, &person_dated, "0108"), &h, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 2);
	CHECK_STR(h[0].document, "1号");
	CHECK_INT(h[0].day, registry_day("2024-03-01"));
	CHECK_ERR(leave(&ta, "0107", "2024-03-01", "", &ended), ERR_INVALID,
	    &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a handover is kept with its remark, by the tenure and by both persons")
{
	struct test_app ta;
	const struct tenure_handover *h;
	struct key tenure;
	size_t n = 0;

	begin(&ta, t);
	tenure = registry_tenure(&ta, "hr:9", "甲局/局长", "substantive",
	    "2020-01-01", "2024-03-01");
	CHECK_ERR(hand(&ta, tenure, "0108", "2019-12-31"), ERR_INVALID,
	    &t->note);
	CHECK_ERR(hand(&ta, tenure, "hr:9", "2024-03-01"), ERR_INVALID,
	    &t->note);
	CHECK_OK(hand(&ta, tenure, "0108", "2024-03-01"), &t->note);
	CHECK_ERR(hand(&ta, tenure, "0108", "2024-03-01"), ERR_EXISTS,
	    &t->note);
	CHECK_OK(hand(&ta, tenure, "0107", "2024-03-05"), &t->note);
	CHECK_OK(tenure_handovers(ta.app->read, t->a, tenure, &h, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 2);
	CHECK_STR(h[0].note, "印章未交");
	CHECK_STR(h[1].document, "2号");
	/* Also once he is found to be another one. */
	CHECK_OK(merge(&ta, registry_find(&ta, &person_dated, "hr:9"),
	    registry_find(&ta, &person_dated, "0107"), "重复"), &t->note);
	CHECK_OK(tenure_handovers_of(ta.app->read, t->a,
	    registry_find(&ta, &person_dated, "0107"), &h, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 2);
	CHECK_ERR(hand(&ta, tenure, "0107", "2024-03-06"), ERR_INVALID,
	    &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("an export of all three makes the same registry elsewhere, by its codes")
{
	struct test_app ta;
	struct import_report report;
	struct str told, out;
	int64_t size;

	registry_open(&ta, t);
	CHECK_OK(registry_import(&ta, &person_dated,
	    "source,code,name,staff_no,from,to\n"
	    "hr,1,张某甲,0107,2010-01-01,2020-01-01\n"
	    "hr,1,张某甲,0207,2020-01-01,\n"
	    "hr,2,李某乙,,2010-01-01,\n"
	    ",,王某丙,,2010-01-01,\n", &report, &told), &t->note);
	CHECK_OK(registry_import(&ta, &post_dated,
	    "source,code,body,title,capacities,seats,rank,from,to\n"
	    "nt,P1,甲局,局长,first_responsible|team_member,,1,2010-01-01,\n"
	    ",,甲局,副局长,,2,2,2010-01-01,\n", &report, &told), &t->note);
	CHECK_OK(registry_import(&ta, &tenure_dated,
	    "source,code,person,body,post,kind,absent,due,document,"
	    "document_date,from,to\n"
	    "nt,T1,hr:1,甲局,局长,substantive,no,,通委〔2024〕3号,2024-02-29,"
	    "2024-02-29,\n"
	    "nt,T2,hr:2,,nt:P1,acting,,2025-06-30,,,2025-01-01,\n"
	    ",,王某丙,甲局,副局长,temporary,yes,,,,2020-01-01,2021-01-01\n",
	    &report, &told), &t->note);
	size = registry_size(&ta);
	for (size_t i = 0; i < 3; i++) {
		const struct dated *const types[] = { &person_dated,
		    &post_dated, &tenure_dated };

		out = registry_export(&ta, types[i]);
		CHECK_OK(registry_import(&ta, types[i], out.p, &report, &told),
		    &t->note);
		CHECK_STR(told, "");
		CHECK_INT(report.same, report.rows);
	}
	CHECK_INT(registry_size(&ta), size);
	app_sound(&ta);
	app_end(&ta);
}
