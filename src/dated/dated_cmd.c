/* SPDX-License-Identifier: Apache-2.0 */
/* What can be said of dated records on the command line? */
#include "dated/dated_cmd.h"

#include "dated/dated_act.h"
#include "dated/dated_cmd_in.h"
#include "house/console.h"

const char *
dated_cmd_option(struct arena *a, const char *field)
{
	char *name = arena_alloc(a, strlen(field) + 1);

	for (size_t i = 0; name != NULL && field[i] != '\0'; i++)
		name[i] = field[i] == '_' ? '-' : field[i];
	return name == NULL ? "" : name;
}

bool
dated_cmd_has(const struct cmd *c, const char *option)
{
	bool has = false;

	for (const struct opt *o = c->row->opts; o->kind != OPT_K_END; o++)
		has = has || strcmp(o->name, option) == 0;
	return has;
}

/* What was said for a field, as the cell of a sheet would say it; several are
 * parted as there. */
static struct str
field_text(struct cmd *c, const struct field *f, const char *option)
{
	struct buf b = BUF_IN(c->a);
	const struct str *text;
	size_t n;

	if (f->kind != FIELD_LIST)
		return cmd_text(c, option);
	n = cmd_many(c, option, &text);
	for (size_t i = 0; i < n; i++) {
		if (text[i].n == 0)
			continue;
		if (b.n > 0)
			buf_char(&b, '|');
		buf_str(&b, text[i]);
	}
	return b.n == 0 ? S("") : buf_view(&b);
}

/* The columns that options fill in. */
static enum err
row_given(struct cmd *c, const struct dated_sheet *s, struct value *row,
    uint32_t *ret_clear, struct note *note)
{
	enum err r;

	*ret_clear = 0;
	for (size_t i = SHEET_HELPS; i < s->from; i++) {
		const struct field *f = &s->form->field[i];
		const char *option = dated_cmd_option(c->a, f->name);
		struct str text;

		if (!dated_cmd_has(c, option) || !cmd_given(c, option))
			continue;
		text = field_text(c, f, option);
		if ((r = field_parse(c->a, f, c->voice, text, &row[i],
		    note)) != ERR_OK)
			return r;
		if (row[i].given == GIVEN_NOT && i >= s->state)
			*ret_clear |= UINT32_C(1) << (i - s->state);
	}
	return ERR_OK;
}

enum err
dated_cmd_when(struct cmd *c, const struct dated *t, const char *option,
    int64_t otherwise, int64_t *ret, struct note *note)
{
	const struct field f = { .name = option, .label = NULL,
	    .kind = t->moments ? FIELD_MOMENT : FIELD_DATE };
	struct str text = cmd_text(c, option);
	struct value v;
	enum err r;

	*ret = otherwise;
	if (text.n == 0)
		return ERR_OK;
	if (str_is(text, "open")) {
		*ret = dated_open(t);
		return ERR_OK;
	}
	if ((r = field_parse(c->a, &f, c->voice, text, &v, note)) != ERR_OK)
		return r;
	if (value_known(&v))
		*ret = v.num;
	return ERR_OK;
}

int64_t
dated_cmd_now(const struct cmd *c, const struct dated *t)
{
	const struct app *app = c->app;
	const int64_t now = timesource_now(&app->clock);
	struct civil day = zone_local(app->zone, now);

	return t->moments ? now - now % MINUTE_MS :
	    day_from_civil(day.year, day.month, day.day);
}

enum err
dated_cmd_record(struct cmd *c, const struct dated *t, struct key *ret,
    struct note *note)
{
	struct app *app = c->app;

	return t->self->find(app->read, c->a, c->operand[0],
	    dated_day(t, dated_cmd_now(c, t)), KEY_NONE, ret, note);
}

/* What became of an act, in a sentence; the record under --json. */
static enum err
done_say(struct cmd *c, const struct dated *t, const struct answer *done,
    const char *msgid, struct note *note)
{
	struct app *app = c->app;
	struct str code = S(""), name = S("");
	enum err r;

	if (c->json)
		return dated_cmd_object(c, t, done->on, DATED_NOW, note);
	if ((r = t->self->called(app->read, c->a, done->on,
	    dated_day(t, dated_cmd_now(c, t)), &code, &name, note)) != ERR_OK)
		return r;
	return SAY(c, note, msgid, A_TEXT("name", name),
	    A_INT("seq", done->seq), A_TEXT("key", key_text(c->a, done->on)));
}

static void
code_given(struct cmd *c, struct dated_new *in)
{
	struct str text = cmd_text(c, "code");
	size_t colon = str_find(text, ':');

	in->source = colon == text.n ? S("") : str_part(text, 0, colon);
	in->code = colon == text.n ? text : str_part(text, colon + 1, text.n);
}

/* The state that the options say; unset where they say nothing. */
static enum err
state_given(struct cmd *c, const struct dated *t, int64_t since,
    struct value *ret, uint32_t *ret_clear, struct note *note)
{
	struct dated_names names = { .a = NULL };
	struct app *app = c->app;
	struct dated_sheet s;
	struct value row[FIELDS_MAX] = { { 0 } };
	const char *field;
	enum err r;

	if ((r = dated_sheet(c->a, t, &s, note)) != ERR_OK ||
	    (r = row_given(c, &s, row, ret_clear, note)) != ERR_OK)
		return r;
	row[s.from] = (struct value)V_DAY(since);
	if ((r = dated_sheet_state(app->read, c->a, &s, &names, row, ret,
	    &field, note)) != ERR_OK)
		note_where(note, (struct where){ .field = field,
		    .label = s.form->field[field_find(s.form,
		    str_of(field))].label });
	arena_free(names.a);
	return r;
}

enum err
dated_cmd_add(struct cmd *c, const struct dated *t, struct note *note)
{
	const struct actor who = console_actor(c);
	struct value v[DATED_FIELDS_MAX] = { { 0 } };
	struct dated_new in = { .v = v };
	struct answer done;
	uint32_t clear;
	enum err r;

	if (!cmd_given(c, "from"))
		return NOTE(note, ERR_USAGE, M("Say when it begins: --from "
		    "DATE."));
	code_given(c, &in);
	if ((r = dated_cmd_when(c, t, "from", 0, &in.since, note)) != ERR_OK ||
	    (r = dated_cmd_when(c, t, "to", dated_open(t), &in.until,
	    note)) != ERR_OK ||
	    (r = state_given(c, t, in.since, v, &clear, note)) != ERR_OK ||
	    (r = dated_add(c->app, &who, NULL, t, &in, &done, note)) != ERR_OK)
		return r;
	return done_say(c, t, &done, M("{name} was entered (entry {seq}). Its "
	    "key is {key}."), note);
}

/* Do the options say anything of the state? */
static bool
anything(const struct dated *t, const struct value *v, uint32_t clear)
{
	bool any = clear != 0;

	for (size_t i = 0; i < t->state->n; i++)
		any = any || v[i].given != GIVEN_NOT;
	return any;
}

static enum err
restate(struct cmd *c, const struct dated *t, struct dated_restate *in,
    struct value *v, const char *said, struct note *note)
{
	const struct actor who = console_actor(c);
	struct dated_change *ch = &in->change;
	struct answer done;
	enum err r;

	in->expect = cmd_int(c, "expect", -1);
	if (in->expect < 0 && cmd_given(c, "expect"))
		return NOTE(note, ERR_USAGE, M("--expect wants the number of the "
		    "record's last entry, as show gives it."));
	if ((r = state_given(c, t, ch->since, v, &ch->clear, note)) != ERR_OK)
		return r;
	ch->set = anything(t, v, ch->clear) ? v : NULL;
	if (ch->set == NULL && ch->began == INT64_MIN &&
	    ch->ended == INT64_MIN)
		return NOTE(note, ERR_USAGE, M("Say what is different: see "
		    "anze help {command}."), A_CSTR("command", c->row->name));
	in->reason = cmd_text(c, "reason");
	if ((r = dated_restate(c->app, &who, NULL, t, in, &done,
	    note)) != ERR_OK)
		return r;
	return done_say(c, t, &done, said, note);
}

enum err
dated_cmd_change(struct cmd *c, const struct dated *t, struct note *note)
{
	struct value v[DATED_FIELDS_MAX] = { { 0 } };
	struct dated_restate in = { .change = { .began = INT64_MIN } };
	struct dated_change *ch = &in.change;
	enum err r;

	if ((r = dated_cmd_record(c, t, &in.id, note)) != ERR_OK ||
	    (r = dated_cmd_when(c, t, "from", dated_cmd_now(c, t), &ch->since,
	    note)) != ERR_OK ||
	    (r = dated_cmd_when(c, t, "to", dated_open(t), &ch->until,
	    note)) != ERR_OK ||
	    (r = dated_cmd_when(c, t, "until", INT64_MIN, &ch->ended,
	    note)) != ERR_OK)
		return r;
	return restate(c, t, &in, v, M("{name} was changed (entry {seq})."),
	    note);
}

enum err
dated_cmd_correct(struct cmd *c, const struct dated *t, struct note *note)
{
	struct value v[DATED_FIELDS_MAX] = { { 0 } };
	struct dated_restate in = { .wrong = true };
	struct dated_change *ch = &in.change;
	struct app *app = c->app;
	const struct dated_span *s, *on;
	struct dated_head head;
	int64_t at;
	size_t n;
	enum err r;

	if ((r = dated_cmd_record(c, t, &in.id, note)) != ERR_OK ||
	    (r = dated_cmd_when(c, t, "at", dated_cmd_now(c, t), &at,
	    note)) != ERR_OK ||
	    (r = dated_cmd_when(c, t, "began", INT64_MIN, &ch->began,
	    note)) != ERR_OK ||
	    (r = dated_cmd_when(c, t, "ended", INT64_MIN, &ch->ended,
	    note)) != ERR_OK ||
	    (r = dated_head(app->read, c->a, t, in.id, &head,
	    note)) != ERR_OK ||
	    (r = dated_all(app->read, c->a, t, &head, &s, &n, note)) != ERR_OK)
		return r;
	if (n == 0)
		return NOTE(note, ERR_INVALID, M("This record was withdrawn; "
		    "there is nothing to correct."));
	/* Without a state at that time the nearest is meant. */
	if ((on = dated_at(s, n, at)) == NULL)
		on = at < s[0].since ? &s[0] : &s[n - 1];
	ch->since = on->since;
	ch->until = on->until;
	if (on == &s[0] && ch->began != INT64_MIN && ch->began < ch->since)
		ch->since = ch->began;
	if (on == &s[n - 1] && ch->ended != INT64_MIN && ch->ended > ch->until)
		ch->until = ch->ended;
	return restate(c, t, &in, v, M("{name} was corrected (entry {seq}); "
	    "what was said before stays in its history."), note);
}

enum err
dated_cmd_end(struct cmd *c, const struct dated *t, struct note *note)
{
	const struct actor who = console_actor(c);
	struct answer done;
	struct key id;
	int64_t on;
	enum err r;

	if ((r = dated_cmd_record(c, t, &id, note)) != ERR_OK ||
	    (r = dated_cmd_when(c, t, "on", dated_cmd_now(c, t), &on,
	    note)) != ERR_OK ||
	    (r = dated_end(c->app, &who, NULL, t, id, on, cmd_text(c, "reason"),
	    &done, note)) != ERR_OK)
		return r;
	return done_say(c, t, &done, M("{name} was ended (entry {seq})."),
	    note);
}

enum err
dated_cmd_withdraw(struct cmd *c, const struct dated *t, struct note *note)
{
	const struct actor who = console_actor(c);
	struct answer done;
	struct key id;
	enum err r;

	if ((r = dated_cmd_record(c, t, &id, note)) != ERR_OK ||
	    (r = dated_withdraw(c->app, &who, NULL, t, id,
	    cmd_text(c, "reason"), &done, note)) != ERR_OK)
		return r;
	return done_say(c, t, &done, M("{name} was withdrawn (entry {seq}). It "
	    "stays visible and counts nowhere."), note);
}
