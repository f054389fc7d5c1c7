/* SPDX-License-Identifier: Apache-2.0 */
#include "test/subject/subject.h"

#include "base/file.h"
#include "body/body_act.h"
#include "body/house_test.h"
#include "core/config.h"
#include "dated/dated_sheet.h"
#include "person/person.h"
#include "tables/tables.h"

const struct actor subject_who = { .person = { "\xE7\x94\xB2", 3 },
    .face = { "console", 7 } };

static const struct voice plain = { LANG_EN, NULL };

void
subject_open(struct test_app *ta, struct test_place *t)
{
	app_make(ta, t, &the_house);
	test_regions(ta);
	(void)subject_body(ta, "1", "南通市人民政府");
	(void)subject_body(ta, "2", "南通市公安局");
}

struct key
subject_find(struct test_app *ta, const char *body)
{
	return test_find(ta, body);
}

struct key
subject_region(struct test_app *ta, const char *code)
{
	return test_region(ta, code);
}

int64_t
subject_when(const struct dated *t, const char *text)
{
	struct moment m;

	if (text[0] == '\0')
		return dated_open(t);
	if (!t->moments)
		return test_day(text);
	CHECK(moment_parse(str_of(text), &m));
	return m.ms;
}

struct key
subject_body(struct test_app *ta, const char *code, const char *name)
{
	const struct body_added in = { .source = V_TEXT(S("nt")),
	    .code = V_TEXT(str_of(code)), .state = {
	    .name = V_TEXT(str_of(name)), .kind = V_TEXT(S("government")),
	    .from = V_DAY(test_day("2010-01-01")) } };
	struct answer done;

	note_clear(&ta->t->note);
	CHECK_OK(body_add(ta->app, &subject_who, NULL, &in, &done,
	    &ta->t->note), &ta->t->note);
	return done.on;
}

struct key
subject_person(struct test_app *ta, const char *staff_no, const char *name)
{
	return subject_add(ta, &person_dated, str_fmt(ta->t->a,
	    "name=%s;staff_no=%s", name, staff_no).p, "2010-01-01", "");
}

/* "code=nt:7;name=…" as the state, its code and what is emptied. */
static enum err
says_read(struct test_app *ta, const struct dated *t, const char *says,
    int64_t since, struct dated_new *ret, struct value *v,
    uint32_t *ret_clear)
{
	struct dated_names names = { .a = NULL };
	struct note *note = &ta->t->note;
	struct value row[FIELDS_MAX] = { { 0 } };
	struct str rest = str_of(says), one;
	struct dated_sheet s;
	const char *field;
	enum err r;

	note_clear(note);
	CHECK_OK(dated_sheet(ta->t->a, t, &s, note), note);
	*ret_clear = 0;
	while (rest.n > 0 && str_cut(&rest, ';', &one)) {
		const size_t eq = str_find(one, '=');
		const struct str name = str_part(one, 0, eq);
		const struct str text = str_part(one, eq + 1, one.n);
		const size_t colon = str_find(text, ':');
		const int f = field_find(s.form, name);

		CHECK(f >= 0 && eq < one.n);
		if (f == SHEET_CODE) {
			ret->source = str_part(text, 0, colon);
			ret->code = str_part(text, colon + 1, text.n);
			continue;
		}
		if ((r = field_parse(ta->t->a, &s.form->field[f], plain, text,
		    &row[f], note)) != ERR_OK)
			return r;
		if (row[f].given == GIVEN_NOT)
			*ret_clear |= UINT32_C(1) << ((size_t)f - s.state);
	}
	row[s.from] = (struct value){ .given = GIVEN_KNOWN, .num = since };
	if ((r = dated_sheet_state(ta->app->read, ta->t->a, &s, &names, row, v,
	    &field, note)) != ERR_OK)
		note_where(note, (struct where){ .field = field });
	arena_free(names.a);
	return r;
}

enum err
subject_try(struct test_app *ta, const struct dated *t, const char *says,
    const char *from, const char *to, struct key *ret)
{
	struct value v[DATED_FIELDS_MAX] = { { 0 } };
	struct dated_new in = { .v = v, .since = subject_when(t, from),
	    .until = subject_when(t, to) };
	struct answer done;
	uint32_t clear;
	enum err r;

	if ((r = says_read(ta, t, says, in.since, &in, v, &clear)) != ERR_OK ||
	    (r = dated_add(ta->app, &subject_who, NULL, t, &in, &done,
	    &ta->t->note)) != ERR_OK)
		return r;
	*ret = done.on;
	return ERR_OK;
}

struct key
subject_add(struct test_app *ta, const struct dated *t, const char *says,
    const char *from, const char *to)
{
	struct key id = KEY_NONE;

	CHECK_OK(subject_try(ta, t, says, from, to, &id), &ta->t->note);
	return id;
}

void
subject_refused(struct test_app *ta, const struct dated *t, const char *says,
    const char *from, const char *to, enum err want, const char *field)
{
	const int64_t size = subject_size(ta);
	struct key id;

	CHECK_ERR(subject_try(ta, t, says, from, to, &id), want,
	    &ta->t->note);
	CHECK(ta->t->note.where.field != NULL);
	CHECK_STR(str_of(ta->t->note.where.field), field);
	CHECK_INT(subject_size(ta), size);
}

enum err
subject_change(struct test_app *ta, const struct dated *t, struct key id,
    const char *says, const char *from, const char *to)
{
	struct value v[DATED_FIELDS_MAX] = { { 0 } };
	struct dated_new in = { .v = v };
	struct dated_restate ch = { .id = id, .expect = -1, .change = {
	    .since = subject_when(t, from), .until = subject_when(t, to),
	    .set = v, .began = INT64_MIN, .ended = INT64_MIN } };
	enum err r;

	if ((r = says_read(ta, t, says, ch.change.since, &in, v,
	    &ch.change.clear)) != ERR_OK)
		return r;
	return dated_restate(ta->app, &subject_who, NULL, t, &ch, NULL,
	    &ta->t->note);
}

void
subject_end(struct test_app *ta, const struct dated *t, struct key id,
    const char *on)
{
	note_clear(&ta->t->note);
	CHECK_OK(dated_end(ta->app, &subject_who, NULL, t, id,
	    subject_when(t, on), S("x"), NULL, &ta->t->note), &ta->t->note);
}

void
subject_withdraw(struct test_app *ta, const struct dated *t, struct key id)
{
	note_clear(&ta->t->note);
	CHECK_OK(dated_withdraw(ta->app, &subject_who, NULL, t, id, S("x"), NULL,
	    &ta->t->note), &ta->t->note);
}

static void
when_put(struct buf *b, const struct dated *t, int64_t at)
{
	if (t->moments)
		moment_put(b, (struct moment){ at, PREC_MINUTE });
	else
		day_put(b, at);
}

struct str
subject_states(struct test_app *ta, const struct dated *t, struct key id)
{
	struct buf b = BUF_IN(ta->t->a);
	struct dated_names names = { .a = NULL };
	struct note *note = &ta->t->note;
	struct value v[FIELDS_MAX];
	const struct dated_span *s;
	struct dated_head head;
	struct dated_sheet form;
	size_t n;

	note_clear(note);
	CHECK_OK(dated_head(ta->app->read, ta->t->a, t, id, &head, note), note);
	CHECK_OK(dated_all(ta->app->read, ta->t->a, t, &head, &s, &n, note),
	    note);
	CHECK_OK(dated_sheet(ta->t->a, t, &form, note), note);
	for (size_t i = 0; i < n; i++) {
		const struct dated_row row = { head, s[i] };

		CHECK_OK(dated_sheet_row(ta->app->read, ta->t->a, &form,
		    &names, &row, v, note), note);
		buf_text(&b, i == 0 ? "" : "; ");
		when_put(&b, t, s[i].since);
		for (size_t f = form.state; f < form.from; f++) {
			if (v[f].given == GIVEN_NOT)
				continue;
			buf_char(&b, ' ');
			field_put(&b, &form.form->field[f], &v[f]);
		}
	}
	if (n > 0 && s[n - 1].until != dated_open(t)) {
		buf_text(&b, "; ");
		when_put(&b, t, s[n - 1].until);
		buf_text(&b, " end");
	}
	arena_free(names.a);
	return b.n == 0 ? S("") : buf_view(&b);
}

static void
fault_told(void *arg, const struct note *note)
{
	struct subject_told *told = arg;

	if (told->faults < SUBJECT_FAULTS_MAX)
		note_copy(&told->fault[told->faults], note);
	told->faults++;
}

void
subject_import(struct test_app *ta, const struct dated *t, const char *sheet,
    enum dated_conflict conflict, struct subject_told *ret)
{
	const struct import_watch watch = { .fault = fault_told, .arg = ret };
	const struct dated_import what = {
		.path = test_path(ta->t->a, "sheet.csv"),
		.source = S("nt"), .conflict = conflict,
	};
	struct note *note = &ta->t->note;

	memset(ret, 0, sizeof *ret);
	note_clear(note);
	CHECK_OK(file_write(what.path, str_of(sheet), 0600, note), note);
	ret->r = dated_import(ta->app, &subject_who, t, &what, plain, &watch,
	    &ret->report, note);
}

static enum err
row_count(void *arg, struct arena *a, const struct dated_row *row,
    struct note *note)
{
	int *n = arg;

	(void)a;
	(void)row;
	(void)note;
	(*n)++;
	return ERR_OK;
}

int
subject_listed(struct test_app *ta, const struct dated *t, const char *by,
    struct key key, int64_t at)
{
	const struct dated_query q = { .since = at, .until = at + 1,
	    .known = DATED_NOW, .by = by, .key = key };
	int n = 0;

	note_clear(&ta->t->note);
	CHECK_OK(dated_each(ta->app->read, t, &q, row_count, &n,
	    &ta->t->note), &ta->t->note);
	return n;
}

void
subject_config(struct test_app *ta, const char *name, const char *value)
{
	note_clear(&ta->t->note);
	CHECK_OK(config_set(ta->app, &subject_who, config_find(str_of(name)),
	    str_of(value), &ta->t->note), &ta->t->note);
}

int64_t
subject_size(struct test_app *ta)
{
	int64_t size = -1;

	CHECK_OK(ledger_size(ta->app->read, &size, NULL), NULL);
	return size;
}
