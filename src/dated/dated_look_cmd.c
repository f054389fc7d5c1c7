/* SPDX-License-Identifier: Apache-2.0 */
/* How are dated records listed, shown and exported? */
#include <assert.h>

#include "core/app.h"
#include "dated/dated_cmd_in.h"
#include "dated/dated_events.h"
#include "dated/dated_export.h"
#include "house/console.h"

enum err
dated_cmd_known(struct cmd *c, int64_t *ret, struct note *note)
{
	static const struct field f = { .name = "known_at",
	    .kind = FIELD_MOMENT, .label = M("Known at") };
	struct str text = cmd_text(c, "known-at");
	struct app *app = c->app;
	struct value v;
	int64_t seq;
	enum err r;

	*ret = DATED_NOW;
	if (text.n == 0)
		return ERR_OK;
	if (text.n < 20 && str_int(text, &seq) && seq >= 0) {
		*ret = seq;
		return ERR_OK;
	}
	if ((r = field_parse(c->a, &f, c->voice, text, &v, note)) != ERR_OK)
		return r;
	return ledger_known(app->read, c->a, app->events, v.num, ret, note);
}

/* By what is a list cut, beside the one key that the store looks up? */
struct filter {
	size_t		field;	/* of the state */
	struct value	v;
};

struct listing {
	struct cmd		*c;
	const struct dated	*t;
	struct dated_sheet	 form;
	struct dated_names	 names;
	struct rowsink		*sink;
	struct dated_query	 q;
	struct filter		 filter[DATED_FIELDS_MAX];
	size_t			 nfilters;
	size_t			 given, most;	/* most 0: all */
};

static bool
filter_passes(const struct dated *t, const struct filter *f,
    const struct value *v)
{
	const struct field *field = &t->state->field[f->field];
	struct field one = *field;
	bool holds = false;

	if (field->kind != FIELD_LIST)
		return value_eq(field, &f->v, &v[f->field]);
	one.kind = field->of;
	for (size_t i = 0; value_known(&v[f->field]) &&
	    i < v[f->field].list.n; i++)
		holds = holds || value_eq(&one, &f->v,
		    &v[f->field].list.v[i]);
	return holds;
}

static enum err
list_row(void *arg, struct arena *a, const struct dated_row *row,
    struct note *note)
{
	struct listing *l = arg;
	struct app *app = l->c->app;
	struct value v[FIELDS_MAX];
	bool passes = l->most == 0 || l->given < l->most;
	enum err r;

	for (size_t i = 0; i < l->nfilters && passes; i++)
		passes = filter_passes(l->t, &l->filter[i], row->span.v);
	if (passes) {
		if ((r = dated_sheet_row(app->read, a, &l->form, &l->names,
		    row, v, note)) != ERR_OK ||
		    (r = rowsink_row(l->sink, v, note)) != ERR_OK)
			return r;
		l->given++;
	}
	return stop_wanted() ? NOTE(note, ERR_STOPPED,
	    M("Stopped on request.")) : ERR_OK;
}

/* An option's text as one value of the field. */
static enum err
filter_value(struct listing *l, const struct field *f, struct str text,
    struct value *ret, struct note *note)
{
	struct app *app = l->c->app;
	struct field one = *f;
	const struct dated_ref *const *ref = l->t->refs;
	enum err r;

	if (f->kind == FIELD_LIST)
		one.kind = f->of;
	if (one.kind != FIELD_REF)
		return field_parse(l->c->a, &one, l->c->voice, text, ret,
		    note);
	while (strcmp((*ref)->ref, f->ref) != 0)
		ref++;
	*ret = (struct value){ .given = GIVEN_KNOWN };
	if ((r = (*ref)->find(app->read, l->c->a, text,
	    dated_day(l->t, dated_cmd_now(l->c, l->t)), KEY_NONE, &ret->key,
	    note)) != ERR_OK)
		note_where(note, (struct where){ .field = f->name });
	return r;
}

static bool
indexed(const struct dated *t, const char *field)
{
	bool found = false;

	for (const struct dated_list *l = t->lists; l->field != NULL; l++)
		found = found || strcmp(l->field, field) == 0;
	return found;
}

static enum err
filters_given(struct listing *l, struct note *note)
{
	const struct fields *fs = l->t->state;
	char option[FIELD_NAME_MAX];
	enum err r;

	for (size_t i = 0; i < fs->n; i++) {
		const struct field *f = &fs->field[i];
		struct value v;

		(void)snprintf(option, sizeof option, "%s", f->name);
		for (char *p = option; *p != '\0'; p++)
			if (*p == '_')
				*p = '-';
		if (!dated_cmd_has(l->c, option) || !cmd_given(l->c, option))
			continue;
		if ((r = filter_value(l, f, cmd_text(l->c, option), &v,
		    note)) != ERR_OK)
			return r;
		if (l->q.by == NULL && f->kind == FIELD_REF &&
		    indexed(l->t, f->name)) {
			l->q.by = f->name;
			l->q.key = v.key;
		} else
			l->filter[l->nfilters++] = (struct filter){ i, v };
	}
	return ERR_OK;
}

static enum err
list_asked(struct listing *l, struct note *note)
{
	struct cmd *c = l->c;
	const int64_t most = cmd_int(c, "most", 0);
	struct str after = cmd_text(c, "after");
	int64_t at;
	enum err r;

	if (most < 0)
		return NOTE(note, ERR_USAGE, M("--most wants a number from 1 "
		    "on."));
	if (after.n != 0 && !key_parse(after, &l->q.after))
		return NOTE(note, ERR_USAGE, M("{text} is no key."),
		    A_TEXT("text", after));
	if ((r = dated_cmd_when(c, l->t, "at", dated_cmd_now(c, l->t), &at,
	    note)) != ERR_OK ||
	    (r = dated_cmd_known(c, &l->q.known, note)) != ERR_OK ||
	    (r = filters_given(l, note)) != ERR_OK)
		return r;
	l->q.since = cmd_flag(c, "all") ? INT64_MIN : at;
	l->q.until = cmd_flag(c, "all") ? INT64_MAX : at + 1;
	l->most = (size_t)most;
	if (l->nfilters == 0)
		l->q.most = l->most;
	return ERR_OK;
}

enum err
dated_cmd_list(struct cmd *c, const struct dated *t, struct note *note)
{
	struct listing l = { .c = c, .t = t, .q = { .by = NULL } };
	struct app *app = c->app;
	enum err r;

	if ((r = dated_sheet_view(c->a, t, c->voice.lang, &l.form,
	    note)) != ERR_OK ||
	    (r = list_asked(&l, note)) != ERR_OK)
		return r;
	l.sink = cmd_rows(c);
	if ((r = rowsink_begin(l.sink, l.form.form, note)) == ERR_OK &&
	    (r = dated_each(app->read, t, &l.q, list_row, &l,
	    note)) == ERR_OK)
		r = rowsink_end(l.sink, note);
	arena_free(l.names.a);
	return r;
}

static enum err
export_progress(void *arg, int64_t rows)
{
	return cmd_progress(arg, M("written"), rows, 0, NULL);
}

enum err
dated_cmd_export(struct cmd *c, const struct dated *t, struct note *note)
{
	struct app *app = c->app;
	struct dated_export what = { .path = c->operand[0].p,
	    .voice = c->voice, .progress = export_progress, .arg = c };
	int64_t rows;
	enum err r;

	r = dated_export(app->read, t, &what, &rows, note);
	cmd_progress_end(c);
	return r != ERR_OK ? r : TELL(c, note, M("{rows} rows were written to "
	    "{file}."), A_INT("rows", rows), A_CSTR("file", what.path));
}

/* One record as programs see it: its states and its history. */
struct show_view {
	struct value	id, source, code, withdrawn, rev, states, history;
};

static enum err
states_value(struct cmd *c, const struct dated_sheet *form,
    const struct dated_head *head, int64_t known, struct value *ret,
    struct note *note)
{
	struct dated_names names = { .a = NULL };
	struct app *app = c->app;
	const struct dated_span *s;
	const size_t width = form->form->n;
	struct value *rows;
	size_t n = 0;
	enum err r;

	r = known != DATED_NOW ? dated_spans(app->read, c->a, form->t,
	    head->id, INT64_MIN, INT64_MAX, known, &s, &n, note) :
	    dated_all(app->read, c->a, form->t, head, &s, &n, note);
	if (r != ERR_OK)
		return r;
	if ((rows = NEW_ARRAY(c->a, struct value, (n + 1) * width)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct dated_row row = { *head, s[i] };

		r = dated_sheet_row(app->read, c->a, form, &names, &row,
		    rows + i * width, note);
	}
	arena_free(names.a);
	*ret = (struct value){ .given = GIVEN_KNOWN, .list = { rows, n } };
	return r;
}

enum err
dated_cmd_object(struct cmd *c, const struct dated *t, struct key id,
    int64_t known, struct note *note)
{
	struct app *app = c->app;
	struct dated_sheet form;
	struct dated_head head;
	struct show_view view = { { 0 } };
	enum err r;

	if ((r = dated_head(app->read, c->a, t, id, &head, note)) != ERR_OK ||
	    (r = dated_sheet_view(c->a, t, c->voice.lang, &form,
	    note)) != ERR_OK ||
	    (r = states_value(c, &form, &head, known, &view.states,
	    note)) != ERR_OK ||
	    (r = console_history_value(c, id, &view.history, note)) != ERR_OK)
		return r;
	view.id = (struct value)V_KEY(id);
	if (head.code.n != 0) {
		view.source = (struct value)V_TEXT(head.source);
		view.code = (struct value)V_TEXT(head.code);
	}
	view.withdrawn = (struct value)V_BOOL(head.withdrawn >= 0);
	view.rev = (struct value)V_INT(head.rev);
	{
		const struct field rows[] = {
			{ .name = "id", .kind = FIELD_REF, .ref = t->name,
			    .label = M("Key") },
			DATED_TEXT("source", 0, DATED_SOURCE_MAX,
			    M("Source of the code")),
			DATED_TEXT("code", 0, DATED_CODE_MAX, M("Code")),
			{ .name = "withdrawn", .kind = FIELD_BOOL,
			    .label = M("Withdrawn") },
			{ .name = "rev", .kind = FIELD_INT,
			    .label = M("Last entry") },
			{ .name = "states", .kind = FIELD_TABLE,
			    .sub = form.form, .label = M("States") },
			{ .name = "history", .kind = FIELD_TABLE,
			    .sub = &console_history_fields,
			    .label = M("History") },
		};
		const struct fields fs = { t->name, 1, rows,
		    sizeof rows / sizeof rows[0], NULL };

		static_assert(sizeof rows / sizeof rows[0] ==
		    VALUES_OF(struct show_view), "a member without a row");
		return cmd_object(c, &fs, VALUES(&view), note);
	}
}

/* One line of a state for people: what it says, but for what is empty. */
static enum err
state_say(struct cmd *c, const struct dated_sheet *form,
    const struct value *row, struct note *note)
{
	struct buf b = BUF_IN(c->a);
	size_t name = form->names;

	buf_text(&b, "  ");
	field_show(&b, &form->form->field[form->from], c->voice,
	    &row[form->from]);
	buf_text(&b, " – ");
	field_show(&b, &form->form->field[form->to], c->voice, &row[form->to]);
	buf_char(&b, '\n');
	for (size_t i = 0; i < form->t->state->n; i++) {
		const struct field *f = &form->t->state->field[i];
		const bool ref = f->kind == FIELD_REF ||
		    (f->kind == FIELD_LIST && f->of == FIELD_REF);
		/* For people a ref is its name. */
		const size_t at = ref ? name++ : form->state + i;

		if (row[at].given == GIVEN_NOT || (ref && row[at].text.n == 0))
			continue;
		buf_text(&b, "      ");
		buf_text(&b, say(c->voice.lang, f->label));
		buf_text(&b, ": ");
		field_show(&b, &form->form->field[at], c->voice, &row[at]);
		buf_char(&b, '\n');
	}
	return buf_failed(&b) ? note_memory(note) :
	    terminal_put(c->term, buf_view(&b), note);
}

static enum err
record_say(struct cmd *c, const struct dated *t, struct key id,
    int64_t known, struct note *note)
{
	struct app *app = c->app;
	struct str code = S(""), name = S("");
	struct dated_sheet form;
	struct dated_head head;
	struct value states;
	enum err r;

	if ((r = dated_head(app->read, c->a, t, id, &head, note)) != ERR_OK ||
	    (r = t->self->called(app->read, c->a, id,
	    dated_day(t, dated_cmd_now(c, t)), &code, &name, note)) != ERR_OK ||
	    (r = dated_sheet_view(c->a, t, c->voice.lang, &form,
	    note)) != ERR_OK ||
	    (r = states_value(c, &form, &head, known, &states,
	    note)) != ERR_OK ||
	    (r = SAY(c, note, M("{name} ({code})"), A_TEXT("name", name),
	    A_TEXT("code", code))) != ERR_OK)
		return r;
	if (head.withdrawn >= 0 && (r = SAY(c, note, M("Withdrawn by entry "
	    "{seq}: it counts nowhere."), A_INT("seq", head.withdrawn))) !=
	    ERR_OK)
		return r;
	for (size_t i = 0; i < states.list.n && r == ERR_OK; i++)
		r = state_say(c, &form, states.list.v + i * form.form->n,
		    note);
	return r != ERR_OK ? r : console_history(c, id, note);
}

enum err
dated_cmd_show(struct cmd *c, const struct dated *t, struct note *note)
{
	struct key id;
	int64_t known;
	enum err r;

	if ((r = dated_cmd_record(c, t, &id, note)) != ERR_OK ||
	    (r = dated_cmd_known(c, &known, note)) != ERR_OK)
		return r;
	return c->json ? dated_cmd_object(c, t, id, known, note) :
	    record_say(c, t, id, known, note);
}
