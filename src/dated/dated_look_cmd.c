/* SPDX-License-Identifier: Apache-2.0 */
/* How is one dated record shown? */
#include <assert.h>

#include "core/app.h"
#include "dated/dated_cmd_in.h"
#include "dated/dated_events.h"
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

/* The object of ${view} and of what a subject says beside it. */
static enum err
object_put(struct cmd *c, const struct dated *t, const struct dated_sheet *form,
    const struct show_view *view, const struct dated_more *more, size_t n,
    struct note *note)
{
	const struct field base[] = {
		{ .name = "id", .kind = FIELD_REF, .ref = t->name,
		    .label = M("Key") },
		DATED_TEXT("source", 0, DATED_SOURCE_MAX,
		    M("Source of the code")),
		DATED_TEXT("code", 0, DATED_CODE_MAX, M("Code")),
		{ .name = "withdrawn", .kind = FIELD_BOOL,
		    .label = M("Withdrawn") },
		{ .name = "rev", .kind = FIELD_INT, .label = M("Last entry") },
		{ .name = "states", .kind = FIELD_TABLE, .sub = form->form,
		    .label = M("States") },
		{ .name = "history", .kind = FIELD_TABLE,
		    .sub = &console_history_fields, .label = M("History") },
	};
	enum { BASE = sizeof base / sizeof base[0] };
	struct field rows[BASE + DATED_MORE_MAX];
	struct value v[BASE + DATED_MORE_MAX];
	const struct fields fs = { t->name, 1, rows, BASE + n, NULL };

	static_assert(BASE == VALUES_OF(struct show_view),
	    "a member without a row");
	memcpy(rows, base, sizeof base);
	memcpy(v, view, sizeof *view);
	for (size_t i = 0; i < n; i++) {
		rows[BASE + i] = more[i].field;
		v[BASE + i] = more[i].value;
	}
	return cmd_object(c, &fs, v, note);
}

static enum err
object_show(struct cmd *c, const struct dated *t, struct key id,
    int64_t known, dated_more_fn *tell, struct note *note)
{
	struct app *app = c->app;
	struct dated_more more[DATED_MORE_MAX];
	struct dated_sheet form;
	struct dated_head head;
	struct show_view view = { { 0 } };
	size_t n = 0;
	enum err r;

	if ((r = dated_head(app->read, c->a, t, id, &head, note)) != ERR_OK ||
	    (r = dated_sheet_view(c->a, t, c->voice.lang, &form,
	    note)) != ERR_OK ||
	    (r = states_value(c, &form, &head, known, &view.states,
	    note)) != ERR_OK ||
	    (r = console_history_value(c, id, &view.history,
	    note)) != ERR_OK ||
	    (tell != NULL && (r = tell(c, id, more, &n, note)) != ERR_OK))
		return r;
	view.id = (struct value)V_KEY(id);
	if (head.code.n != 0) {
		view.source = (struct value)V_TEXT(head.source);
		view.code = (struct value)V_TEXT(head.code);
	}
	view.withdrawn = (struct value)V_BOOL(head.withdrawn >= 0);
	view.rev = (struct value)V_INT(head.rev);
	return object_put(c, t, &form, &view, more, n, note);
}

enum err
dated_cmd_object(struct cmd *c, const struct dated *t, struct key id,
    int64_t known, struct note *note)
{
	return object_show(c, t, id, known, NULL, note);
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
dated_cmd_show_with(struct cmd *c, const struct dated *t,
    dated_more_fn *more, struct note *note)
{
	struct key id;
	int64_t known;
	enum err r;

	if ((r = dated_cmd_record(c, t, &id, note)) != ERR_OK ||
	    (r = dated_cmd_known(c, &known, note)) != ERR_OK)
		return r;
	return c->json ? object_show(c, t, id, known, more, note) :
	    record_say(c, t, id, known, note);
}

enum err
dated_cmd_show(struct cmd *c, const struct dated *t, struct note *note)
{
	return dated_cmd_show_with(c, t, NULL, note);
}
