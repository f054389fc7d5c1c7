/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/incident_fixture.h"

#include "rulebook/rulebook_act.h"

static struct adopting
offered(struct shelf *shelf, const char *id, const char *since)
{
	const struct shelf_text *text = shelf_find(shelf, str_of(id));
	int64_t day;

	assert_non_null(text);
	CHECK(day_parse(str_of(since), &day));
	return (struct adopting){ .id = str_of(id), .version = 1,
	    .title = str_of(id), .since = day, .text = text->text,
	    .file = text->called };
}

static void
packs_adopt(struct test_app *ta)
{
	struct note *note = &ta->t->note;
	struct shelf *shelf = shelf_new(ta->t->a);
	struct adopting p[2];
	const struct rulebook_adopt what = { p, 2, -1 };
	struct answer done;

	assert_non_null(shelf);
	CHECK_OK(shelf_offered(shelf, note), note);
	p[0] = offered(shelf, "responsibility-2017", "2017-08-15");
	p[1] = offered(shelf, "incident-reporting-2025", "2025-11-01");
	CHECK_OK(rulebook_adopt(ta->app, &subject_who, NULL, &what, &done,
	    note), note);
}

void
incident_house(struct test_app *ta, struct test_place *t, bool packs)
{
	subject_open(ta, t);
	if (packs)
		packs_adopt(ta);
}

struct key
incident_new(struct test_app *ta, struct answer *ret)
{
	const struct incident_open o = { .body = subject_find(ta, "nt:1"),
	    .title = S("门户网站被篡改"), .origin = S("self_found") };
	struct answer done;

	CHECK_OK(incident_report(ta->app, &subject_who, NULL, &o, &done,
	    &ta->t->note), &ta->t->note);
	if (ret != NULL)
		*ret = done;
	return done.on;
}

static enum err
said(struct test_app *ta, struct key id, const struct incident_say *what)
{
	struct answer done;
	enum err r;

	note_clear(&ta->t->note);
	r = incident_say(ta->app, &subject_who, NULL, id, what, &done,
	    &ta->t->note);
	if (r == ERR_INVALID)
		note_clear(&ta->t->note);
	return r;
}

enum err
incident_tell(struct test_app *ta, struct key id, const char *says)
{
	struct incident_fact_given g[16];
	struct incident_say what = { .facts = g, .expect = -1 };
	struct str all = str_of(says), one;

	while (str_cut(&all, ';', &one)) {
		struct str name = { 0 };

		CHECK(what.nfacts < 16 && str_cut(&one, '=', &name));
		g[what.nfacts++] = (struct incident_fact_given){
			.fact = name,
			.kept = str_is(one, "?") ?
			    S("{\"unknown\":\"not_known\"}") : one,
			.at = { DEADLINE_NEVER, PREC_MINUTE },
		};
	}
	return said(ta, id, &what);
}

enum err
incident_when(struct test_app *ta, struct key id, enum incident_time kind,
    const char *at)
{
	struct incident_time_given g = { .kind = kind, .instead = -1 };
	const struct incident_say what = { .times = &g, .ntimes = 1,
	    .expect = -1 };

	CHECK(moment_parse(str_of(at), &g.at));
	return said(ta, id, &what);
}

enum err
incident_level_is(struct test_app *ta, struct key id, const char *level)
{
	const struct incident_decide d = { .id = id, .word = str_of(level),
	    .body = subject_find(ta, "nt:1"), .reason = S("研判") };
	struct answer done;
	enum err r;

	note_clear(&ta->t->note);
	r = incident_grade(ta->app, &subject_who, NULL, &d, &done,
	    &ta->t->note);
	if (r == ERR_INVALID)
		note_clear(&ta->t->note);
	return r;
}

struct str
incident_outcome(struct test_app *ta, struct key id, const char *rule)
{
	const struct incident_result_row *list = NULL;
	size_t n = 0;

	CHECK_OK(incident_results(ta->app->read, ta->t->a, id, &list, &n,
	    &ta->t->note), &ta->t->note);
	for (size_t i = 0; i < n; i++)
		if (str_is(list[i].rule, rule))
			return list[i].outcome;
	return S("none");
}

struct str
incident_due(struct test_app *ta, struct key id, const char *rule,
    const char *part)
{
	const struct deadline *d = NULL;
	struct buf b = BUF_IN(ta->t->a);
	size_t n = 0;

	CHECK_OK(deadline_of_record(ta->app->read, ta->t->a, id, &d, &n,
	    &ta->t->note), &ta->t->note);
	for (size_t i = 0; i < n; i++) {
		if (!str_is(d[i].is.of.rule, rule) ||
		    !str_is(d[i].is.of.part, part))
			continue;
		buf_text(&b, deadline_states[d[i].is.state].word);
		if (d[i].is.due != DEADLINE_NEVER) {
			buf_char(&b, ' ');
			moment_put(&b, (struct moment){ d[i].is.due,
			    PREC_MINUTE });
		}
		return buf_view(&b);
	}
	return S("none");
}
