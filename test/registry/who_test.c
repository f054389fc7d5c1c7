/* SPDX-License-Identifier: Apache-2.0 */
/* Is who() right, whatever was entered, changed and corrected in which order? */
#include "body/body_act.h"
#include "dated/dated_act.h"
#include "person/person.h"
#include "tables/tables.h"
#include "test/lib/app.h"
#include "test/registry/slow.h"

enum { BODIES = 4, PERSONS = 12, POSTS = 8, DOINGS = 220, LOOKS = 60 };

static const struct actor somebody = { .person = { "a", 1 },
    .face = { "console", 7 } };

/* A house that grows by chance. */
struct growing {
	struct test_app	 ta;
	struct arena	*a;
	uint64_t	 seed;
	struct key	 body[BODIES], person[PERSONS], post[POSTS];
	struct key	 tenure[DOINGS];
	size_t		 ntenures;
	int		 done, refused;
	size_t		 seen;		/* holders that were looked at */
};

static int
dice(struct growing *g, int sides)
{
	g->seed = g->seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (int)(g->seed >> 33) % sides;
}

static int64_t
day(struct growing *g)
{
	return SLOW_FIRST + 1 + dice(g, SLOW_DAYS - 2);
}

static struct key
entered(struct growing *g, const struct dated *t, const struct value *v,
    int64_t since, int64_t until)
{
	const struct dated_new in = { .since = since, .until = until, .v = v };
	struct note note = NOTE_INIT;
	struct answer done = { .on = KEY_NONE };
	enum err r;

	r = dated_add(g->ta.app, &somebody, NULL, t, &in, &done, &note);
	g->done += r == ERR_OK;
	g->refused += r != ERR_OK;
	CHECK(r == ERR_OK || r == ERR_INVALID || r == ERR_EXISTS);
	return r == ERR_OK ? done.on : KEY_NONE;
}

static void
body_make(struct growing *g, int i)
{
	struct body_added in = { .state = {
		.from = V_DAY(SLOW_FIRST - 1000),
		.name = V_TEXT(str_fmt(g->a, "b%d", i)),
		.kind = V_TEXT(S("department")),
	} };
	struct note note = NOTE_INIT;
	struct answer done;

	if (i > 0)
		in.state.superior = (struct value)V_KEY(g->body[dice(g, i)]);
	CHECK_OK(body_add(g->ta.app, &somebody, NULL, &in, &done, &note),
	    &note);
	g->body[i] = done.on;
}

static struct value
capacities(struct growing *g)
{
	struct value v = { .given = GIVEN_KNOWN };

	v.list.v = NEW_ARRAY(g->a, struct value, CAPACITY__MAX);
	for (int c = 0; c < CAPACITY__MAX; c++)
		if (dice(g, 2) == 0)
			v.list.v[v.list.n++] = (struct value)V_TEXT(str_of(
			    post_capacities[c].word));
	if (v.list.n == 0)
		v.given = GIVEN_NOT;
	return v;
}

static void
house_make(struct growing *g)
{
	for (int i = 0; i < BODIES; i++)
		body_make(g, i);
	for (int i = 0; i < PERSONS; i++) {
		const struct value v[PERSON__MAX] = { [PERSON_NAME] =
		    V_TEXT(str_fmt(g->a, "p%d", i)) };

		g->person[i] = entered(g, &person_dated, v, SLOW_FIRST - 1000,
		    DAY_OPEN);
	}
	for (int i = 0; i < POSTS; i++) {
		const struct value v[POST__MAX] = {
			[POST_BODY] = V_KEY(g->body[dice(g, BODIES)]),
			[POST_TITLE] = V_TEXT(str_fmt(g->a, "t%d", i)),
			[POST_CAPACITIES] = capacities(g),
			[POST_SEATS] = V_INT(1 + dice(g, 2)),
		};

		g->post[i] = entered(g, &post_dated, v, SLOW_FIRST - 1000,
		    dice(g, 4) == 0 ? day(g) : DAY_OPEN);
	}
}

static void
tenure_make(struct growing *g)
{
	const struct value v[TENURE__MAX] = {
		[TENURE_PERSON] = V_KEY(g->person[dice(g, PERSONS)]),
		[TENURE_POST] = V_KEY(g->post[dice(g, POSTS)]),
		[TENURE_KIND] = V_TEXT(str_of(tenure_kinds[dice(g,
		    TENURE_KIND__MAX)].word)),
	};
	const int64_t since = day(g);
	const struct key key = entered(g, &tenure_dated, v, since,
	    dice(g, 2) == 0 ? DAY_OPEN : since + 1 + dice(g, 20));

	if (!key_none(key))
		g->tenure[g->ntenures++] = key;
}

static void
restated(struct growing *g, const struct dated *t, struct key id,
    struct dated_change *ch)
{
	const struct dated_restate in = { .id = id, .expect = -1,
	    .wrong = dice(g, 2) == 0, .change = *ch };
	struct note note = NOTE_INIT;
	enum err r;

	r = dated_restate(g->ta.app, &somebody, NULL, t, &in, NULL, &note);
	g->done += r == ERR_OK;
	g->refused += r != ERR_OK;
	CHECK(r == ERR_OK || r == ERR_INVALID || r == ERR_EXISTS);
}

/* Some field of a tenure, or its bounds. */
static void
tenure_change(struct growing *g)
{
	struct value v[TENURE__MAX] = { { 0 } };
	struct dated_change ch = { .since = day(g), .until = DAY_OPEN,
	    .set = v, .began = INT64_MIN, .ended = INT64_MIN };

	if (dice(g, 2) == 0)
		ch.until = ch.since + 1 + dice(g, 15);
	switch (dice(g, 5)) {
	case 0:
		v[TENURE_ABSENT] = (struct value)V_BOOL(true);
		break;
	case 1:
		v[TENURE_KIND] = (struct value)V_TEXT(str_of(tenure_kinds[
		    dice(g, TENURE_KIND__MAX)].word));
		break;
	case 2:
		ch.clear = UINT32_C(1) << TENURE_ABSENT;
		break;
	case 3:
		ch.set = NULL;
		ch.began = day(g);
		break;
	default:
		ch.set = NULL;
		ch.ended = dice(g, 3) == 0 ? DAY_OPEN : day(g);
		break;
	}
	restated(g, &tenure_dated, g->tenure[dice(g, (int)g->ntenures)], &ch);
}

static void
post_change(struct growing *g)
{
	const struct value v[POST__MAX] = { [POST_CAPACITIES] =
	    capacities(g) };
	struct dated_change ch = { .since = day(g), .until = DAY_OPEN,
	    .set = v, .began = INT64_MIN, .ended = INT64_MIN };

	restated(g, &post_dated, g->post[dice(g, POSTS)], &ch);
}

static void
leave(struct growing *g)
{
	const bool post = dice(g, 4) == 0;
	const struct dated *t = post ? &post_dated : &tenure_dated;
	const struct key id = post ? g->post[dice(g, POSTS)] :
	    g->tenure[dice(g, (int)g->ntenures)];
	struct note note = NOTE_INIT;
	enum err r;

	r = dice(g, 3) == 0 ? dated_withdraw(g->ta.app, &somebody, NULL, t, id,
	    S("x"), NULL, &note) : dated_end(g->ta.app, &somebody, NULL, t,
	    id, day(g), S(""), NULL, &note);
	CHECK(r == ERR_OK || r == ERR_INVALID);
}

static void
superior_change(struct growing *g)
{
	const int i = 1 + dice(g, BODIES - 1);
	struct body_restate what = { .id = g->body[i], .expect = -1,
	    .at = BODY_AT_NONE, .in = { .state = {
		.from = V_DAY(day(g)),
		.name = V_TEXT(str_fmt(g->a, "b%d", i)),
		.kind = V_TEXT(S("department")),
		.superior = V_KEY(g->body[dice(g, BODIES)]),
	    } } };
	struct note note = NOTE_INIT;
	enum err r;

	if (dice(g, 4) == 0)
		what.in.state.superior = (struct value){ 0 };
	r = body_restate(g->ta.app, &somebody, NULL, &what, NULL, &note);
	CHECK(r == ERR_OK || r == ERR_INVALID);
}

static void
doing(struct growing *g)
{
	const int n = dice(g, 16);

	if (g->ntenures == 0 || n < 8)
		tenure_make(g);
	else if (n < 13)
		tenure_change(g);
	else if (n < 14)
		post_change(g);
	else if (n < 15)
		superior_change(g);
	else
		leave(g);
}

/* One body at one time as known at one entry: do both ways agree? */
static void
look(struct growing *g, const struct slow *s, int64_t on, int64_t known)
{
	const struct key body = g->body[dice(g, BODIES)];
	struct store *st = g->ta.app->read;
	struct resp_question q = { .owner = body, .of_body = true };
	struct key above[RESP_RUNGS_MAX], at = body;
	struct note note = NOTE_INIT;
	struct resp_answer answer;
	struct resp_capacity c;
	size_t n, posts;

	CHECK_OK(resp_answer_load(st, g->a, &q, on, known, &answer, &note),
	    &note);
	for (int k = 0; k < CAPACITY__MAX; k++) {
		CHECK(resp_capacity(g->a, &answer.facts, body,
		    (enum capacity)k, true, &c));
		n = slow_holders(s, body, on, (enum capacity)k, &posts);
		CHECK_INT(c.n, n);
		g->seen += n;
		CHECK_INT((c.flaws >> FLAW_NO_POST & 1) != 0, posts == 0);
		for (size_t i = 0; i < c.n; i++)
			CHECK(slow_holds(s, c.holder[i], on,
			    (enum capacity)k));
	}
	CHECK_OK(resp_above_load(st, body, on, known, above, &n, &note),
	    &note);
	for (size_t i = 0; i < n; i++) {
		at = slow_superior(s, at, on);
		CHECK(key_eq(at, above[i]));
	}
	CHECK(key_none(slow_superior(s, at, on)));
}

BOTH("who is responsible is what the entries say, on any day, as known then")
{
	/* A place on a server holds one store. */
	for (uint64_t seed = 1; seed <= (t->postgres ? 1 : 3); seed++) {
		struct growing g = { .a = arena_new(), .seed = seed };
		int64_t size = 0;
		struct slow s;

		app_make(&g.ta, t, &the_house);
		house_make(&g);
		for (int i = 0; i < DOINGS; i++)
			doing(&g);
		CHECK(g.done > DOINGS / 4 && g.refused > 0);
		CHECK_OK(ledger_size(g.ta.app->read, &size, &t->note),
		    &t->note);
		for (int i = 0; i < LOOKS; i++) {
			const int64_t known = size - 1 - dice(&g, DOINGS);
			struct arena_mark mark = arena_mark(g.a);

			slow_read(&s, g.ta.app->read, g.a, g.ta.app->events,
			    known);
			for (int k = 0; k < 4; k++)
				look(&g, &s, day(&g), known);
			arena_reset(g.a, mark);
		}
		CHECK(g.seen > 4 * LOOKS);
		app_sound(&g.ta);
		app_end(&g.ta);
		arena_free(g.a);
		if (!t->postgres && seed < 3)
			t->place.name = str_fmt(t->a, "%s.%d",
			    t->place.name, (int)seed).p;
	}
}
