/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_case.h"

#include "feel/temporal.h"
#include "rulebook/rulebook_fixture.h"

enum { TOLD_MAX = 8 };

struct reading_test {
	struct arena		*a;
	const struct book	*book;
	struct feel_value	*facts;
	struct note		 note;
	int			 n;
	struct str		 key[TOLD_MAX];	/* of what was told */
	struct note		 why[TOLD_MAX];
};

static void
told(void *arg, struct str key, const struct note *why)
{
	struct reading_test *t = arg;

	if (t->n < TOLD_MAX) {
		t->key[t->n] = str_copy(t->a, key);
		note_copy(&t->why[t->n], why);
	}
	t->n++;
}

static void
begin(struct reading_test *t)
{
	struct shelf *s;
	struct shelf_text *text;

	*t = (struct reading_test){ .a = arena_new() };
	CHECK(t->a != NULL);
	s = shelf_new(t->a);
	text = fixture_read(s, "county.md", county_text(t->a, 1,
	    TEXT_MINUTES));
	CHECK_OK(shelf_book(s, &text, 1, &t->book, &t->note), &t->note);
	CHECK_OK(book_blank(t->a, t->book, &t->facts, &t->note), &t->note);
}

static enum err
facts(struct reading_test *t, const char *json)
{
	const struct case_reading c = { .a = t->a, .book = t->book,
	    .fault = told, .arg = t };
	json_error_t e;
	json_t *read = json_loads(json, JSON_REJECT_DUPLICATES, &e);
	enum err r;

	CHECK(read != NULL);
	t->n = 0;
	note_clear(&t->note);
	r = case_read(&c, read, t->facts, &t->note);
	json_decref(read);
	return r;
}

static const struct feel_value *
fact(struct reading_test *t, const char *name)
{
	size_t i = 0;

	CHECK(book_find(t->book, str_of(name), &i));
	return &t->facts[i];
}

/* As the language writes it. */
static void
is_fact(struct reading_test *t, const char *name, const char *want)
{
	struct buf b = BUF_IN(t->a);

	feel_put(&b, fact(t, name));
	CHECK_STR(buf_view(&b), want);
}

/* Refused, with one complaint about ${key} that has these words. */
static void
refused(struct reading_test *t, const char *json, const char *key,
    const char *words)
{
	CHECK_ERR(facts(t, json), ERR_INVALID, &t->note);
	CHECK_INT(t->n, 1);
	CHECK_STR(t->key[0], key);
	if (strstr(t->why[0].msg, words) == NULL)
		CHECK_STR(str_of(t->why[0].msg), words);
}

TEST("facts are named by id or Chinese name")
{
	struct reading_test t;

	begin(&t);
	CHECK_OK(facts(&t, "{\"phone_out_minutes\": 30, \"发现电话中断时间\": "
	    "\"2026-03-02T08:00+08:00\"}"), &t.note);
	is_fact(&t, "值班电话中断分钟数", "30");
	is_fact(&t, "phone_found_at", "@\"2026-03-02T08:00:00+08:00\"");
	arena_free(t.a);
}

TEST("what is left out, or null, stays unknown")
{
	struct reading_test t;

	begin(&t);
	CHECK_OK(facts(&t, "{\"phone_out_minutes\": null}"), &t.note);
	CHECK(feel_is_unknown(fact(&t, "phone_out_minutes")));
	CHECK(feel_is_unknown(fact(&t, "phone_found_at")));
	CHECK_OK(facts(&t, "{}"), &t.note);
	arena_free(t.a);
}

TEST("a fact may say why it is not known")
{
	struct reading_test t;
	const struct feel_missing *m;

	begin(&t);
	CHECK_OK(facts(&t, "{\"phone_out_minutes\": {\"unknown\": "
	    "\"尚未查明\"}}"), &t.note);
	m = feel_missing(t.a, fact(&t, "phone_out_minutes"));
	CHECK(m != NULL && m->next == NULL);
	CHECK_STR(m->said, "尚未查明");
	arena_free(t.a);
}

TEST("choices are taken by id or name, lists column by column")
{
	struct reading_test t;

	begin(&t);
	CHECK_OK(facts(&t, "{\"phone_kinds\": [\"fax\", \"值班电话\"], "
	    "\"来电\": [{\"number\": \"1\", \"已接听\": true}, "
	    "{\"号码\": \"2\"}]}"), &t.note);
	is_fact(&t, "phone_kinds", "[\"传真\", \"值班电话\"]");
	CHECK_INT(fact(&t, "calls")->list.n, 2);
	CHECK(fact(&t, "calls")->open);
	arena_free(t.a);
}

TEST("numbers are exact however they are written")
{
	struct reading_test t;

	begin(&t);
	CHECK_OK(facts(&t, "{\"phone_out_minutes\": 3e1}"), &t.note);
	is_fact(&t, "phone_out_minutes", "30");
	CHECK_OK(facts(&t, "{\"phone_out_minutes\": \"30\"}"), &t.note);
	is_fact(&t, "phone_out_minutes", "30");
	arena_free(t.a);
}

TEST("a name that there is not brings the nearest one")
{
	struct reading_test t;

	begin(&t);
	refused(&t, "{\"phone_out_minuts\": 1}", "phone_out_minuts",
	    "Is {near} meant");
	CHECK_STR(t.why[0].args[0].text, "phone_out_minutes");
	refused(&t, "{\"值班电话中断分钟\": 1}", "值班电话中断分钟",
	    "Is {near} meant");
	refused(&t, "{\"moon\": 1}", "moon", "no such fact");
	arena_free(t.a);
}

TEST("a value of another kind is refused, and says what is wanted")
{
	struct reading_test t;

	begin(&t);
	refused(&t, "{\"phone_out_minutes\": true}", "phone_out_minutes",
	    "not what is wanted");
	refused(&t, "{\"phone_out_minutes\": 1.5}", "phone_out_minutes",
	    "not what is wanted");
	refused(&t, "{\"phone_found_at\": \"2026-03-02T08:00\"}",
	    "phone_found_at", "not what is wanted");
	refused(&t, "{\"phone_found_at\": \"yesterday\"}", "phone_found_at",
	    "not what is wanted");
	refused(&t, "{\"calls\": 1}", "calls", "not what is wanted");
	refused(&t, "{\"phone_kinds\": \"fax\"}", "phone_kinds",
	    "not what is wanted");
	arena_free(t.a);
}

TEST("a value outside its bounds is refused")
{
	struct reading_test t;

	begin(&t);
	refused(&t, "{\"phone_out_minutes\": -1}", "phone_out_minutes",
	    "at least {bound}");
	CHECK(feel_is_unknown(fact(&t, "phone_out_minutes")));
	arena_free(t.a);
}

TEST("what is wrong inside lists is told with its place")
{
	struct reading_test t;

	begin(&t);
	refused(&t, "{\"phone_kinds\": [\"fax\", \"fux\"]}",
	    "phone_kinds[2]", "Is {near} meant");
	refused(&t, "{\"calls\": [{}, {\"numbr\": 1}]}", "calls[2].numbr",
	    "no such column");
	refused(&t, "{\"calls\": [{\"number\": 1}]}", "calls[1].number",
	    "not what is wanted");
	refused(&t, "{\"calls\": [1]}", "calls[1]", "no object");
	refused(&t, "{\"calls\": [{\"number\": \"1\", \"号码\": \"2\"}]}",
	    "calls[1].号码", "said before");
	arena_free(t.a);
}

TEST("what was said before, or follows from other facts, is refused")
{
	struct reading_test t;

	begin(&t);
	refused(&t, "{\"phone_out_minutes\": 1, \"值班电话中断分钟数\": 2}",
	    "值班电话中断分钟数", "said before");
	refused(&t, "{\"out_long\": true}", "out_long", "follows from");
	arena_free(t.a);
}

TEST("all that is wrong is told at once")
{
	struct reading_test t;

	begin(&t);
	CHECK_ERR(facts(&t, "{\"moon\": 1, \"phone_out_minutes\": \"x\", "
	    "\"calls\": [{\"a\": 1}, {\"b\": 2}]}"), ERR_INVALID, &t.note);
	CHECK_INT(t.n, 4);
	CHECK_INT(t.note.args[0].num, 4);
	arena_free(t.a);
}

TEST("what is no object is refused")
{
	struct reading_test t;

	begin(&t);
	CHECK_ERR(facts(&t, "[1]"), ERR_INVALID, &t.note);
	CHECK_INT(t.n, 0);
	arena_free(t.a);
}

TEST("a list with too many elements is refused before it is read")
{
	struct reading_test t;
	struct buf b = BUF_INIT;

	begin(&t);
	buf_text(&b, "{\"calls\": [{}");
	for (int i = 0; i < CASE_ELEMENTS_MAX; i++)
		buf_text(&b, ", {}");
	buf_text(&b, "]}");
	refused(&t, str_copy(t.a, buf_view(&b)).p, "calls", "at most {most}");
	buf_free(&b);
	arena_free(t.a);
}
