/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of the acts about dated records when something fails in them? */
#include "base/file.h"
#include "body/body_act.h"
#include "dated/dated_act.h"
#include "dated/dated_import.h"
#include "tenure/tenure.h"
#include "person/person.h"
#include "post/post.h"
#include "test/fault/sweep.h"

enum { DAY_FROM = 19000, DAY_MID = 19500, DAY_LATER = 20000 };

static struct key
made(struct sweep *s, const struct dated *t, const struct value *v)
{
	const struct dated_new in = { .since = DAY_FROM, .until = DAY_OPEN,
	    .v = v };
	struct answer got = { .seq = -1 };

	MUST_DO(s, dated_add(s->ta.app, &sweep_who, NULL, t, &in, &got,
	    MUST_NOTE));
	return got.on;
}

static struct key
body_made(struct sweep *s)
{
	const struct body_added in = { .state = {
		.from = V_DAY(DAY_FROM),
		.name = V_TEXT(sweep_name(s, "body ")),
		.kind = V_TEXT(S("unit")),
	} };
	struct answer got = { .seq = -1 };

	MUST_DO(s, body_add(s->ta.app, &sweep_who, NULL, &in, &got,
	    MUST_NOTE));
	return got.on;
}

/* A post and one who could hold it: the keys of the try. */
static void
post_and_person(struct sweep *s)
{
	const struct value post[POST__MAX] = {
		[POST_BODY] = V_KEY(body_made(s)),
		[POST_TITLE] = V_TEXT(S("局长")),
	};
	const struct value person[PERSON__MAX] = {
		[PERSON_NAME] = V_TEXT(sweep_name(s, "张某")),
		[PERSON_STAFF_NO] = V_TEXT(sweep_name(s, "no. ")),
	};

	s->key = made(s, &post_dated, post);
	s->other = made(s, &person_dated, person);
}

static struct value *
tenure_values(struct sweep *s)
{
	struct value *v = NEW_ARRAY(s->a, struct value, TENURE__MAX);

	v[TENURE_PERSON] = (struct value)V_KEY(s->other);
	v[TENURE_POST] = (struct value)V_KEY(s->key);
	v[TENURE_KIND] = (struct value)V_TEXT(S("substantive"));
	v[TENURE_DOCUMENT] = (struct value)V_TEXT(sweep_name(s, "document "));
	return v;
}

static const struct dated_span *
spans(struct sweep *s, const struct dated *t, struct key id, size_t *ret_n)
{
	const struct dated_span *list = NULL;

	*ret_n = 0;
	MUST_DO(s, dated_spans(s->ta.app->read, s->a, t, id, INT64_MIN,
	    INT64_MAX, DATED_NOW, &list, ret_n, MUST_NOTE));
	return list;
}

/* dated_add */

static void
add_prepare(struct sweep *s)
{
	struct dated_new *in = NEW(s->a, struct dated_new);

	post_and_person(s);
	*in = (struct dated_new){ .source = S("fault"),
	    .code = sweep_name(s, "T"), .since = DAY_FROM, .until = DAY_OPEN,
	    .v = tenure_values(s) };
	s->given = in;
}

static enum err
add_act(struct sweep *s, struct note *note)
{
	return dated_add(s->ta.app, &sweep_who, NULL, &tenure_dated, s->given,
	    NULL, note);
}

static void
add_done(struct sweep *s)
{
	const struct dated_span *list;
	struct key id = KEY_NONE;
	size_t n;

	MUST_DO(s, dated_find(s->ta.app->read, s->a, &tenure_dated,
	    sweep_name(s, "fault:T"), &id, MUST_NOTE));
	list = spans(s, &tenure_dated, id, &n);
	MUST(s, n == 1 && key_eq(list[0].v[TENURE_PERSON].key, s->other));
}

static const struct trial add_trial = { .entries = 1,
    .prepare = add_prepare, .act = add_act, .done = add_done };

BOTH("a tenure is entered or is not")
{
	sweep(t, &add_trial);
}

BOTH("a tenure whose entering was killed is entered or is not")
{
	sweep_kill(t, &add_trial);
}

/* dated_restate */

static void
restate_prepare(struct sweep *s)
{
	struct dated_restate *in = NEW(s->a, struct dated_restate);
	struct value *v = NEW_ARRAY(s->a, struct value, TENURE__MAX);

	post_and_person(s);
	*in = (struct dated_restate){
		.id = made(s, &tenure_dated, tenure_values(s)),
		.expect = -1,
		.change = { .since = DAY_MID, .until = DAY_LATER, .set = v,
		    .clear = UINT32_C(1) << TENURE_DOCUMENT,
		    .began = DAY_FROM - 1, .ended = INT64_MIN },
		.reason = S("why, in words of a person"),
	};
	v[TENURE_ABSENT] = (struct value)V_BOOL(true);
	s->given = in;
}

static enum err
change_act(struct sweep *s, struct note *note)
{
	return dated_restate(s->ta.app, &sweep_who, NULL, &tenure_dated,
	    s->given, NULL, note);
}

/* Before, meanwhile and after. */
static void
change_done(struct sweep *s)
{
	const struct dated_restate *in = s->given;
	size_t n;
	const struct dated_span *list = spans(s, &tenure_dated, in->id, &n);

	MUST(s, n == 3 && list[0].since == DAY_FROM - 1);
	MUST(s, list[1].since == DAY_MID && list[2].since == DAY_LATER);
	MUST(s, value_known(&list[1].v[TENURE_ABSENT]) &&
	    !value_known(&list[1].v[TENURE_DOCUMENT]));
	MUST(s, value_known(&list[2].v[TENURE_DOCUMENT]));
}

BOTH("a tenure is changed in all its states or in none")
{
	static const struct trial what = { .entries = 1,
	    .prepare = restate_prepare, .act = change_act,
	    .done = change_done };

	sweep(t, &what);
}

/* dated_end and dated_withdraw */

static void
tenure_prepare(struct sweep *s)
{
	post_and_person(s);
	s->key = made(s, &tenure_dated, tenure_values(s));
}

static enum err
end_act(struct sweep *s, struct note *note)
{
	return dated_end(s->ta.app, &sweep_who, NULL, &tenure_dated, s->key,
	    DAY_MID, S("he left"), NULL, note);
}

static void
end_done(struct sweep *s)
{
	size_t n;
	const struct dated_span *list = spans(s, &tenure_dated, s->key, &n);

	MUST(s, n == 1 && list[0].until == DAY_MID);
}

BOTH("a tenure ends or goes on")
{
	static const struct trial what = { .entries = 1,
	    .prepare = tenure_prepare, .act = end_act, .done = end_done };

	sweep(t, &what);
}

static enum err
withdraw_act(struct sweep *s, struct note *note)
{
	return dated_withdraw(s->ta.app, &sweep_who, NULL, &tenure_dated,
	    s->key, S("entered twice"), NULL, note);
}

static void
withdraw_done(struct sweep *s)
{
	struct dated_head head = { .rev = -1 };
	size_t n;

	MUST_DO(s, dated_head(s->ta.app->read, s->a, &tenure_dated, s->key,
	    &head, MUST_NOTE));
	MUST(s, head.withdrawn == s->size);
	(void)spans(s, &tenure_dated, s->key, &n);
	MUST(s, n == 0);
}

BOTH("a tenure is withdrawn or counts")
{
	static const struct trial what = { .entries = 1,
	    .prepare = tenure_prepare, .act = withdraw_act,
	    .done = withdraw_done };

	sweep(t, &what);
}

/* dated_import: new persons, and one whose states follow one another. */

enum { ACT = 2, IMPORTED = 5, IMPORT_CHANGES = 6 };

static void
import_prepare(struct sweep *s)
{
	struct buf b = BUF_IN(s->a);

	buf_text(&b, "source,code,name,staff_no,from,to\n");
	for (int i = 0; i < IMPORTED; i++)
		buf_fmt(&b, "fault,%d-%d,张某%d,%d-%d,2020-01-01,%s\n", s->try,
		    i, i, s->try, i, i + 1 == IMPORTED ? "2021-01-01" : "");
	buf_fmt(&b, "fault,%d-%d,李某,%d-%d,2021-01-01,\n", s->try,
	    IMPORTED - 1, s->try, IMPORTED - 1);
	s->text = str_fmt(s->a, "%s/persons.csv", test_folder());
	MUST_DO(s, file_write(s->text.p, buf_view(&b), 0600, MUST_NOTE));
}

static enum err
import_act(struct sweep *s, struct note *note)
{
	static const struct import_watch watch = { .act_max = ACT };
	static const struct voice voice = { .lang = LANG_EN };
	const struct dated_import what = { .path = s->text.p };
	struct import_report report;

	return dated_import(s->ta.app, &sweep_who, &person_dated, &what, voice,
	    &watch, &report, note);
}

static void
import_done(struct sweep *s)
{
	struct key id = KEY_NONE;
	size_t n;

	for (int i = 0; i < IMPORTED; i++) {
		MUST_DO(s, dated_by_code(s->ta.app->read, &person_dated,
		    S("fault"), str_fmt(s->a, "%d-%d", s->try, i), &id,
		    MUST_NOTE));
		(void)spans(s, &person_dated, id, &n);
		MUST(s, n == (i + 1 == IMPORTED ? 2 : 1));
	}
}

static const struct trial import_trial = { .entries = IMPORT_CHANGES,
    .part = ACT, .prepare = import_prepare, .act = import_act,
    .done = import_done };

BOTH("persons are imported act by act, and what is missing by another try")
{
	sweep(t, &import_trial);
}

BOTH("an import of persons that was killed goes on")
{
	sweep_kill(t, &import_trial);
}
