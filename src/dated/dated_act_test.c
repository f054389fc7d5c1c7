/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated_act.h"

#include "dated/toy_test.h"
#include "test/lib/app.h"

/* A change or correction of a thing, being made. */
struct doing {
	struct test_app		*ta;
	struct value		 v[THING__MAX];
	struct dated_restate	 in;
};

static struct doing
doing(struct test_app *ta, struct key id, bool wrong, const char *from,
    const char *to)
{
	struct doing d = { .ta = ta, .in = { .id = id, .expect = -1,
	    .wrong = wrong, .change = { .since = toy_day(from),
	    .until = toy_day(to), .began = INT64_MIN, .ended = INT64_MIN } } };

	return d;
}

static enum err
done(struct doing *d)
{
	bool any = false;

	for (size_t i = 0; i < THING__MAX; i++)
		any = any || d->v[i].given != GIVEN_NOT;
	d->in.change.set = any ? d->v : NULL;
	note_clear(&d->ta->t->note);
	return dated_restate(d->ta->app, &toy_who, NULL, &thing_dated, &d->in,
	    NULL, &d->ta->t->note);
}

static enum err
rename_on(struct test_app *ta, struct key id, bool wrong, const char *from,
    const char *to, const char *name)
{
	struct doing d = doing(ta, id, wrong, from, to);

	d.v[THING_NAME] = (struct value)V_TEXT(str_of(name));
	return done(&d);
}

static enum err
bounds(struct test_app *ta, struct key id, const char *began,
    const char *ended)
{
	struct doing d = doing(ta, id, true, "2000-01-01", "");

	if (began[0] != '\0')
		d.in.change.began = toy_day(began);
	if (ended[0] != '\0')
		d.in.change.ended = str_is(str_of(ended), "open") ? DAY_OPEN :
		    toy_day(ended);
	return done(&d);
}

static enum err
end(struct test_app *ta, struct key id, const char *on)
{
	note_clear(&ta->t->note);
	return dated_end(ta->app, &toy_who, NULL, &thing_dated, id,
	    toy_day(on), S("到期"), NULL, &ta->t->note);
}

static enum err
withdraw(struct test_app *ta, struct key id, const char *reason)
{
	note_clear(&ta->t->note);
	return dated_withdraw(ta->app, &toy_who, NULL, &thing_dated, id,
	    str_of(reason), NULL, &ta->t->note);
}

static enum err
add(struct test_app *ta, const char *source, const char *code,
    const char *seat, const char *from, const char *to)
{
	struct value v[THING__MAX] = { [THING_NAME] = V_TEXT(S("甲")) };
	const struct dated_new in = { .source = str_of(source),
	    .code = str_of(code), .v = v, .since = toy_day(from),
	    .until = toy_day(to) };

	if (seat[0] != '\0')
		v[THING_SEAT] = (struct value)V_TEXT(str_of(seat));
	note_clear(&ta->t->note);
	return dated_add(ta->app, &toy_who, NULL, &thing_dated, &in, NULL,
	    &ta->t->note);
}

#define STATES(ta, id, want) \
	CHECK_STR(toy_states((ta), (id), DATED_NOW), (want))

BOTH("a record is entered, changes, was wrong, ends, and is rebuilt so")
{
	struct test_app ta;
	struct key id;

	toy_open(&ta, t);
	id = toy_thing(&ta, "1", "甲", "s", "2020-01-01", "");
	CHECK_OK(rename_on(&ta, id, false, "2021-01-01", "", "乙"), &t->note);
	STATES(&ta, id, "2020-01-01 甲 s; 2021-01-01 乙 s");
	CHECK_OK(rename_on(&ta, id, false, "2021-06-01", "2021-07-01", "丙"),
	    &t->note);
	STATES(&ta, id, "2020-01-01 甲 s; 2021-01-01 乙 s; 2021-06-01 丙 s; "
	    "2021-07-01 乙 s");
	CHECK_OK(rename_on(&ta, id, true, "2021-06-01", "2021-07-01", "乙"),
	    &t->note);
	STATES(&ta, id, "2020-01-01 甲 s; 2021-01-01 乙 s");
	CHECK_OK(end(&ta, id, "2022-01-01"), &t->note);
	STATES(&ta, id, "2020-01-01 甲 s; 2021-01-01 乙 s; until 2022-01-01");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what was known at each entry is read as it was known then")
{
	struct test_app ta;
	struct key id;
	int64_t first;

	toy_open(&ta, t);
	first = toy_size(&ta);
	id = toy_thing(&ta, "", "甲", "", "2020-01-01", "");
	CHECK_OK(rename_on(&ta, id, false, "2021-01-01", "", "乙"), &t->note);
	CHECK_OK(bounds(&ta, id, "2019-06-01", ""), &t->note);
	CHECK_OK(rename_on(&ta, id, true, "2019-06-01", "2021-01-01", "丁"),
	    &t->note);
	CHECK_OK(end(&ta, id, "2023-01-01"), &t->note);
	CHECK_OK(withdraw(&ta, id, "误录"), &t->note);
	CHECK_STR(toy_states(&ta, id, first - 1), "");
	CHECK_STR(toy_states(&ta, id, first), "2020-01-01 甲");
	CHECK_STR(toy_states(&ta, id, first + 1),
	    "2020-01-01 甲; 2021-01-01 乙");
	CHECK_STR(toy_states(&ta, id, first + 2),
	    "2019-06-01 甲; 2021-01-01 乙");
	CHECK_STR(toy_states(&ta, id, first + 3),
	    "2019-06-01 丁; 2021-01-01 乙");
	CHECK_STR(toy_states(&ta, id, first + 4),
	    "2019-06-01 丁; 2021-01-01 乙; until 2023-01-01");
	STATES(&ta, id, "");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a record that would end before it begins is refused, by every act")
{
	struct test_app ta;
	struct key id;
	int64_t size;

	toy_open(&ta, t);
	id = toy_thing(&ta, "", "甲", "", "2020-01-01", "2021-01-01");
	size = toy_size(&ta);
	CHECK_ERR(add(&ta, "", "", "", "2020-01-01", "2020-01-01"),
	    ERR_INVALID, &t->note);
	CHECK_STR(str_of(t->note.where.field), "to");
	CHECK_ERR(add(&ta, "", "", "", "2020-01-01", "2019-01-01"),
	    ERR_INVALID, &t->note);
	CHECK_ERR(rename_on(&ta, id, false, "2020-06-01", "2020-05-01", "乙"),
	    ERR_INVALID, &t->note);
	CHECK_ERR(bounds(&ta, id, "2021-01-01", ""), ERR_INVALID, &t->note);
	CHECK_ERR(bounds(&ta, id, "", "2020-01-01"), ERR_INVALID, &t->note);
	CHECK_ERR(end(&ta, id, "2019-01-01"), ERR_INVALID, &t->note);
	CHECK_ERR(end(&ta, id, "2020-01-01"), ERR_INVALID, &t->note);
	CHECK_INT(toy_size(&ta), size);
	app_end(&ta);
}

BOTH("nothing is said of a record outside of its days")
{
	struct test_app ta;
	struct key id;

	toy_open(&ta, t);
	id = toy_thing(&ta, "", "甲", "", "2020-01-01", "2021-01-01");
	CHECK_ERR(rename_on(&ta, id, false, "2019-01-01", "2020-01-01", "乙"),
	    ERR_INVALID, &t->note);
	CHECK_ERR(rename_on(&ta, id, false, "2021-01-01", "", "乙"),
	    ERR_INVALID, &t->note);
	CHECK_OK(rename_on(&ta, id, false, "2019-01-01", "2020-02-01", "乙"),
	    &t->note);
	STATES(&ta, id, "2020-01-01 乙; 2020-02-01 甲; until 2021-01-01");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("an end that is there already is not said again, and may be corrected")
{
	struct test_app ta;
	struct key id;

	toy_open(&ta, t);
	id = toy_thing(&ta, "", "甲", "", "2020-01-01", "2021-01-01");
	CHECK_ERR(end(&ta, id, "2021-01-01"), ERR_INVALID, &t->note);
	CHECK_ERR(end(&ta, id, "2022-01-01"), ERR_INVALID, &t->note);
	CHECK_OK(bounds(&ta, id, "", "open"), &t->note);
	STATES(&ta, id, "2020-01-01 甲");
	CHECK_OK(end(&ta, id, "2020-02-29"), &t->note);
	STATES(&ta, id, "2020-01-01 甲; until 2020-02-29");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("what would change nothing is told, not recorded")
{
	struct test_app ta;
	struct key id;
	int64_t size;

	toy_open(&ta, t);
	id = toy_thing(&ta, "", "甲", "", "2020-01-01", "");
	size = toy_size(&ta);
	CHECK_ERR(rename_on(&ta, id, false, "2021-01-01", "", "甲"),
	    ERR_INVALID, &t->note);
	CHECK_ERR(bounds(&ta, id, "2020-01-01", "open"), ERR_INVALID,
	    &t->note);
	CHECK_INT(toy_size(&ta), size);
	app_end(&ta);
}

BOTH("a correction of what was superseded since is a conflict")
{
	struct test_app ta;
	struct dated_head seen;
	struct doing d;
	struct key id;

	toy_open(&ta, t);
	id = toy_thing(&ta, "", "甲", "", "2020-01-01", "");
	CHECK_OK(dated_head(ta.app->read, t->a, &thing_dated, id, &seen,
	    &t->note), &t->note);
	CHECK_OK(rename_on(&ta, id, false, "2021-01-01", "", "乙"), &t->note);
	d = doing(&ta, id, true, "2020-01-01", "");
	d.v[THING_NAME] = (struct value)V_TEXT(S("丙"));
	d.in.expect = seen.rev;
	CHECK_ERR(done(&d), ERR_CONFLICT, &t->note);
	d.in.expect = seen.rev + 1;
	CHECK_OK(done(&d), &t->note);
	STATES(&ta, id, "2020-01-01 丙");
	app_end(&ta);
}

BOTH("what was withdrawn stays visible and is not changed any more")
{
	struct test_app ta;
	const struct dated_span *s;
	struct dated_head h;
	struct key id;
	size_t n;

	toy_open(&ta, t);
	id = toy_thing(&ta, "1", "甲", "s", "2020-01-01", "");
	CHECK_ERR(withdraw(&ta, id, ""), ERR_USAGE, &t->note);
	CHECK_OK(withdraw(&ta, id, "误录"), &t->note);
	STATES(&ta, id, "");
	CHECK_OK(dated_head(ta.app->read, t->a, &thing_dated, id, &h,
	    &t->note), &t->note);
	CHECK(h.withdrawn >= 0);
	CHECK_OK(dated_all(ta.app->read, t->a, &thing_dated, &h, &s, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 1);
	CHECK_STR(s[0].v[THING_NAME].text, "甲");
	CHECK_ERR(rename_on(&ta, id, true, "2020-01-01", "", "乙"),
	    ERR_INVALID, &t->note);
	CHECK_ERR(end(&ta, id, "2021-01-01"), ERR_INVALID, &t->note);
	CHECK_ERR(withdraw(&ta, id, "又"), ERR_INVALID, &t->note);
	/* Its seat is free again; its code stays its own. */
	CHECK_OK(add(&ta, "", "2", "s", "2020-01-01", ""), &t->note);
	CHECK_ERR(add(&ta, "", "1", "", "2020-01-01", ""), ERR_EXISTS,
	    &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a code is one record's alone, of its source")
{
	struct test_app ta;
	struct key id, got;

	toy_open(&ta, t);
	id = toy_thing(&ta, "1", "甲", "", "2020-01-01", "");
	CHECK_ERR(add(&ta, "", "1", "", "2020-01-01", ""), ERR_EXISTS,
	    &t->note);
	CHECK_ERR(add(&ta, "local", "1", "", "2020-01-01", ""), ERR_EXISTS,
	    &t->note);
	note_clear(&t->note);
	CHECK_OK(dated_find(ta.app->read, t->a, &thing_dated, S("1"), &got,
	    &t->note), &t->note);
	CHECK(key_eq(got, id));
	CHECK_OK(add(&ta, "nt", "1", "", "2020-01-01", ""), &t->note);
	CHECK_ERR(dated_find(ta.app->read, t->a, &thing_dated, S("1"), &got,
	    &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	CHECK_OK(dated_find(ta.app->read, t->a, &thing_dated, S("local:1"),
	    &got, &t->note), &t->note);
	CHECK(key_eq(got, id));
	CHECK_OK(dated_find(ta.app->read, t->a, &thing_dated,
	    key_text(t->a, id), &got, &t->note), &t->note);
	CHECK_ERR(dated_find(ta.app->read, t->a, &thing_dated, S("local:2"),
	    &got, NULL), ERR_NOTFOUND, NULL);
	app_end(&ta);
}

BOTH("a seat is taken by one at a time, by add, change and correction")
{
	struct test_app ta;
	struct doing d;
	struct key id;

	toy_open(&ta, t);
	(void)toy_thing(&ta, "", "甲", "s", "2020-01-01", "2021-01-01");
	CHECK_ERR(add(&ta, "", "", "s", "2020-06-01", "2020-07-01"),
	    ERR_EXISTS, &t->note);
	CHECK_STR(str_of(t->note.where.field), "seat");
	CHECK_OK(add(&ta, "", "", "s", "2021-01-01", ""), &t->note);
	id = toy_thing(&ta, "", "乙", "q", "2019-01-01", "2022-01-01");
	d = doing(&ta, id, false, "2020-12-31", "2021-01-02");
	d.v[THING_SEAT] = (struct value)V_TEXT(S("s"));
	CHECK_ERR(done(&d), ERR_EXISTS, &t->note);
	d = doing(&ta, id, true, "2019-01-01", "2020-01-01");
	d.v[THING_SEAT] = (struct value)V_TEXT(S("s"));
	CHECK_OK(done(&d), &t->note);
	/* Longer than it was: into the other's days. */
	d = doing(&ta, id, true, "2019-01-01", "2020-02-01");
	d.v[THING_SEAT] = (struct value)V_TEXT(S("s"));
	CHECK_ERR(done(&d), ERR_EXISTS, &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("values of every kind come back from the tables as they were said")
{
	struct test_app ta;
	struct value words[] = { V_TEXT(S("blue")), V_TEXT(S("red")) };
	struct value parts[2], v[THING__MAX] = {
		[THING_NAME] = V_TEXT(S("a|b\\")),
		[THING_WORDS] = { .given = GIVEN_KNOWN, .list = { words, 2 } },
		[THING_N] = V_INT(9),
		[THING_FLAG] = { .given = GIVEN_UNKNOWN,
		    .text = S("not_known") },
		[THING_DAY] = V_DAY(toy_day("2024-02-29")),
	};
	const struct dated_new in = { .v = v, .since = toy_day("2020-01-01"),
	    .until = DAY_OPEN };
	const struct dated_span *s;
	struct answer got;
	struct doing d;
	size_t n;

	toy_open(&ta, t);
	parts[0] = (struct value)V_KEY(toy_thing(&ta, "1", "甲", "",
	    "2020-01-01", ""));
	parts[1] = (struct value)V_KEY(toy_thing(&ta, "2", "乙", "",
	    "2020-01-01", ""));
	v[THING_WITHIN] = parts[1];
	v[THING_PARTS] = (struct value){ .given = GIVEN_KNOWN,
	    .list = { parts, 2 } };
	CHECK_OK(dated_add(ta.app, &toy_who, NULL, &thing_dated, &in, &got,
	    &t->note), &t->note);
	CHECK_OK(dated_spans(ta.app->read, t->a, &thing_dated, got.on,
	    INT64_MIN, INT64_MAX, DATED_NOW, &s, &n, &t->note), &t->note);
	CHECK_INT(n, 1);
	CHECK(dated_same_values(&thing_dated, s[0].v, v));
	CHECK_INT(s[0].v[THING_FLAG].given, GIVEN_UNKNOWN);
	/* Emptied: nothing of it is left. */
	d = doing(&ta, got.on, true, "2020-01-01", "");
	d.in.change.clear = 1u << THING_FLAG | 1u << THING_PARTS |
	    1u << THING_WORDS | 1u << THING_N;
	CHECK_OK(done(&d), &t->note);
	CHECK_OK(dated_spans(ta.app->read, t->a, &thing_dated, got.on,
	    INT64_MIN, INT64_MAX, DATED_NOW, &s, &n, &t->note), &t->note);
	CHECK_INT(s[0].v[THING_FLAG].given, GIVEN_NOT);
	CHECK_INT(s[0].v[THING_PARTS].given, GIVEN_NOT);
	CHECK_INT(s[0].v[THING_WORDS].given, GIVEN_NOT);
	CHECK_INT(s[0].v[THING_N].given, GIVEN_NOT);
	CHECK(value_known(&s[0].v[THING_DAY]));
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a field that must be said cannot be emptied")
{
	struct test_app ta;
	struct doing d;
	struct key id;

	toy_open(&ta, t);
	id = toy_thing(&ta, "", "甲", "", "2020-01-01", "");
	d = doing(&ta, id, false, "2021-01-01", "");
	d.in.change.clear = 1u << THING_NAME;
	CHECK_ERR(done(&d), ERR_INVALID, &t->note);
	d = doing(&ta, id, false, "2021-01-01", "");
	d.v[THING_N] = (struct value)V_INT(10);
	CHECK_ERR(done(&d), ERR_INVALID, &t->note);
	app_end(&ta);
}

BOTH("an act that was asked for twice is done once")
{
	struct test_app ta;
	struct value v[THING__MAX] = { [THING_NAME] = V_TEXT(S("甲")) };
	const struct dated_new in = { .v = v, .since = 1, .until = DAY_OPEN };
	const struct request rq = { .key = { { 9 } } };
	struct answer first, again;
	int64_t size;

	toy_open(&ta, t);
	CHECK_OK(dated_add(ta.app, &toy_who, &rq, &thing_dated, &in, &first,
	    &t->note), &t->note);
	size = toy_size(&ta);
	CHECK_OK(dated_add(ta.app, &toy_who, &rq, &thing_dated, &in, &again,
	    &t->note), &t->note);
	CHECK(again.again);
	CHECK(key_eq(first.on, again.on));
	CHECK_INT(toy_size(&ta), size);
	app_end(&ta);
}

BOTH("shifts begin and end at minutes, and follow one another without a gap")
{
	struct test_app ta;
	struct value v[SHIFT__MAX] = { [SHIFT_WHO] = V_TEXT(S("甲")) };
	const int64_t eight = INT64_C(1772438400000);
	struct dated_new in = { .v = v, .since = eight,
	    .until = eight + 8 * HOUR_MS };
	const struct dated_span *s;
	struct answer got;
	size_t n;

	toy_open(&ta, t);
	CHECK_OK(dated_add(ta.app, &toy_who, NULL, &shift_dated, &in, &got,
	    &t->note), &t->note);
	CHECK_OK(dated_spans(ta.app->read, t->a, &shift_dated, got.on, eight,
	    eight + 1, DATED_NOW, &s, &n, &t->note), &t->note);
	CHECK_INT(n, 1);
	CHECK_OK(dated_spans(ta.app->read, t->a, &shift_dated, got.on,
	    eight + 8 * HOUR_MS, INT64_MAX, DATED_NOW, &s, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 0);
	in.until = in.since;
	CHECK_ERR(dated_add(ta.app, &toy_who, NULL, &shift_dated, &in, &got,
	    &t->note), ERR_INVALID, &t->note);
	app_sound(&ta);
	app_end(&ta);
}

/* Names of a list, one behind the other. */
static enum err
name_row(void *arg, struct arena *a, const struct dated_row *row,
    struct note *note)
{
	struct buf *b = arg;

	(void)a;
	(void)note;
	if (b->n > 0)
		buf_char(b, ' ');
	buf_str(b, row->span.v[THING_NAME].text);
	return ERR_OK;
}

static struct str
list(struct test_app *ta, const struct dated_query *q)
{
	struct buf b = BUF_IN(ta->t->a);

	note_clear(&ta->t->note);
	CHECK_OK(dated_each(ta->app->read, &thing_dated, q, name_row, &b,
	    &ta->t->note), &ta->t->note);
	return b.n == 0 ? S("") : buf_view(&b);
}

BOTH("lists are of a time, of what was known, of a whole, and in both orders")
{
	struct test_app ta;
	struct dated_query q = { .since = INT64_MIN, .until = INT64_MAX,
	    .known = DATED_NOW };
	struct key a, b, c;
	struct doing d;

	toy_open(&ta, t);
	a = toy_thing(&ta, "", "a", "", "2020-01-01", "2021-01-01");
	b = toy_thing(&ta, "", "b", "", "2020-06-01", "");
	c = toy_thing(&ta, "", "c", "", "2021-01-01", "");
	CHECK_OK(rename_on(&ta, b, false, "2021-01-01", "", "B"), &t->note);
	CHECK_STR(list(&ta, &q), "a b B c");
	q.newest = true;
	CHECK_STR(list(&ta, &q), "c B b a");
	q.after = b;
	CHECK_STR(list(&ta, &q), "a");
	q.newest = false;
	CHECK_STR(list(&ta, &q), "c");
	q.after = KEY_NONE;
	q.most = 2;
	CHECK_STR(list(&ta, &q), "a b");
	q.newest = true;
	CHECK_STR(list(&ta, &q), "c B");
	q = (struct dated_query){ .since = toy_day("2020-12-31"),
	    .until = toy_day("2021-01-01"), .known = DATED_NOW };
	CHECK_STR(list(&ta, &q), "a b");
	q.known = toy_size(&ta) - 3;
	CHECK_STR(list(&ta, &q), "a b");
	q.since = toy_day("2021-06-01");
	q.until = q.since + 1;
	CHECK_STR(list(&ta, &q), "b");
	d = doing(&ta, a, true, "2020-01-01", "");
	d.v[THING_WITHIN] = (struct value)V_KEY(c);
	CHECK_OK(done(&d), &t->note);
	q = (struct dated_query){ .since = INT64_MIN, .until = INT64_MAX,
	    .known = DATED_NOW, .by = "within", .key = c };
	CHECK_STR(list(&ta, &q), "a");
	q.newest = true;
	CHECK_STR(list(&ta, &q), "a");
	q.key = a;
	CHECK_STR(list(&ta, &q), "");
	app_end(&ta);
}

BOTH("a list longer than a page is whole, in both orders, from any place")
{
	enum { N = 505 };
	struct test_app ta;
	struct dated_query q = { .since = INT64_MIN, .until = INT64_MAX,
	    .known = DATED_NOW };
	struct key at[N];

	toy_open(&ta, t);
	for (int i = 0; i < N; i++)
		at[i] = toy_thing(&ta, "", "x", "", "2020-01-01", "");
	CHECK_INT(list(&ta, &q).n, 2 * N - 1);
	q.newest = true;
	CHECK_INT(list(&ta, &q).n, 2 * N - 1);
	q.after = at[N - 1];
	CHECK_INT(list(&ta, &q).n, 2 * (N - 1) - 1);
	q.newest = false;
	CHECK_INT(list(&ta, &q).n, 0);
	q.after = at[0];
	q.most = 502;
	CHECK_INT(list(&ta, &q).n, 2 * 502 - 1);
	app_end(&ta);
}
