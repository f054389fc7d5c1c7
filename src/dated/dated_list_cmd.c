/* SPDX-License-Identifier: Apache-2.0 */
/* Which dated records are listed, in which order, and where to? */
#include "base/utf8.h"
#include "core/app.h"
#include "core/outfile.h"
#include "dated/dated_cmd_in.h"
#include "dated/dated_list_in.h"
#include "house/console.h"

/* By what is a list cut, beside the one key that the store looks up? */
struct filter {
	size_t		 field;		/* of the state */
	struct value	 v;
	struct str	 part;		/* text: folded */
	struct key	*key;		/* a ref: all that mean it */
	size_t		 nkeys;
};

struct listing {
	struct cmd		*c;
	const struct dated	*t;
	struct dated_sheet	 form;
	struct dated_names	 names;
	struct rowsink		*sink;
	struct rowfile		 file;
	struct dated_query	 q;
	struct filter		*by;		/* that the store looks up */
	struct key		 under;		/* KEY_NONE: anywhere */
	struct filter		 filter[DATED_FIELDS_MAX];
	size_t			 nfilters;
	struct dated_sort	 sort;		/* used: rows are gathered */
	bool			 gathered;
	struct key		 last;		/* of the record given last */
	size_t			 given, most;	/* records; most 0: all */
	bool			 single;	/* each has one row */
	bool			 full;
};

static bool
key_among(const struct filter *f, struct key key)
{
	bool is = false;

	for (size_t i = 0; i < f->nkeys && !is; i++)
		is = key_eq(f->key[i], key);
	return is;
}

/* Does one value of the field ${f} say what is asked for? */
static bool
value_passes(struct arena *a, const struct filter *filter,
    const struct field *f, const struct value *v)
{
	struct str text;

	if (filter->nkeys > 0 && value_known(v))
		return key_among(filter, v->key);
	if (f->kind != FIELD_TEXT || !value_known(&filter->v) ||
	    !value_known(v))
		return value_eq(f, &filter->v, v);
	text = utf8_fold(a, v->text);
	return text.n >= filter->part.n && memmem(text.p, text.n,
	    filter->part.p, filter->part.n) != NULL;
}

static bool
filter_passes(struct arena *a, const struct dated *t,
    const struct filter *filter, const struct value *state)
{
	const struct field *f = &t->state->field[filter->field];
	const struct value *v = &state[filter->field];
	struct field one = *f;
	bool holds = false;

	if (f->kind != FIELD_LIST)
		return value_passes(a, filter, f, v);
	one.kind = f->of;
	for (size_t i = 0; value_known(v) && i < v->list.n && !holds; i++)
		holds = value_passes(a, filter, &one, &v->list.v[i]);
	return holds;
}

static enum err
row_give(struct listing *l, const struct value *row, struct key id,
    struct note *note)
{
	enum err r;

	/* All states of a record are given, so that a list may go on behind
	 * its key. */
	if (l->given == 0 || !key_eq(l->last, id)) {
		l->full = l->most != 0 && l->given == l->most;
		l->given += !l->full;
		l->last = id;
	}
	if (l->full)
		return ERR_STOPPED;
	if ((r = rowsink_row(l->sink, row, note)) != ERR_OK)
		return r;
	l->full = l->single && l->given == l->most;
	return l->full ? ERR_STOPPED : ERR_OK;
}

static enum err
list_row(void *arg, struct arena *a, const struct dated_row *row,
    struct note *note)
{
	struct listing *l = arg;
	struct app *app = l->c->app;
	struct value v[FIELDS_MAX];
	bool passes = true;
	enum err r = ERR_OK;

	for (size_t i = 0; i < l->nfilters && passes; i++)
		passes = filter_passes(a, l->t, &l->filter[i], row->span.v);
	if (passes && (r = dated_sheet_row(app->read, a, &l->form, &l->names,
	    row, v, note)) == ERR_OK)
		r = l->gathered ? dated_sort_put(&l->sort, l->form.form, v,
		    &row->head, row->span.since, note) : row_give(l, v,
		    row->head.id, note);
	if (r == ERR_OK && stop_wanted())
		r = NOTE(note, ERR_STOPPED, M("Stopped on request."));
	return r;
}

static enum err
sorted_row(void *arg, const struct value *row, struct key id,
    struct note *note)
{
	return row_give(arg, row, id, note);
}

/* The ref ${f} names a record by ${text}: which keys mean it? */
static enum err
filter_keys(struct listing *l, const struct field *f, struct str text,
    struct filter *ret, struct note *note)
{
	struct app *app = l->c->app;
	const struct dated_ref *const *ref = l->t->refs;
	struct key key;
	enum err r;

	while (strcmp((*ref)->ref, f->ref) != 0)
		ref++;
	ret->key = NEW_ARRAY(l->c->a, struct key, DATED_KEYS_MAX);
	if (ret->key == NULL)
		return note_memory(note);
	if ((r = (*ref)->find(app->read, l->c->a, text,
	    dated_day(l->t, dated_cmd_now(l->c, l->t)), KEY_NONE, &key,
	    note)) != ERR_OK) {
		note_where(note, (struct where){ .field = f->name });
		return r;
	}
	ret->v = (struct value)V_KEY(key);
	ret->key[0] = key;
	ret->nkeys = 1;
	return (*ref)->keys == NULL ? ERR_OK : (*ref)->keys(app->read, key,
	    ret->key, &ret->nkeys, note);
}

/* An option's text as one value of the field. */
static enum err
filter_read(struct listing *l, const struct field *f, struct str text,
    struct filter *ret, struct note *note)
{
	struct field one = *f;
	enum err r;

	if (f->kind == FIELD_LIST)
		one.kind = f->of;
	if (one.kind == FIELD_REF)
		return filter_keys(l, f, text, ret, note);
	if ((r = field_parse(l->c->a, &one, l->c->voice, text, &ret->v,
	    note)) == ERR_OK && one.kind == FIELD_TEXT)
		ret->part = utf8_fold(l->c->a, ret->v.text);
	return r;
}

static bool
is_indexed(const struct dated *t, const char *field)
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
	enum err r;

	for (size_t i = 0; i < fs->n; i++) {
		const struct field *f = &fs->field[i];
		const char *option = dated_cmd_option(l->c->a, f->name);
		struct filter *one = &l->filter[l->nfilters];

		if (!dated_cmd_has(l->c, option) || !cmd_given(l->c, option))
			continue;
		*one = (struct filter){ .field = i };
		if ((r = filter_read(l, f, cmd_text(l->c, option), one,
		    note)) != ERR_OK)
			return r;
		if (l->q.by == NULL && (f->kind == FIELD_REF ||
		    (f->kind == FIELD_LIST && f->of == FIELD_REF)) &&
		    is_indexed(l->t, f->name)) {
			if ((l->by = NEW(l->c->a, struct filter)) == NULL)
				return note_memory(note);
			*l->by = *one;
			l->q.by = f->name;
		} else
			l->nfilters++;
	}
	return ERR_OK;
}

static int64_t
midnight(const struct zone *z, int64_t day)
{
	const struct civil c = civil_from_day(day);
	int64_t ms = day * DAY_MS;

	/* Where the clock skips midnight, the day begins as it is skipped. */
	if (!zone_instant(z, &c, &ms))
		ms -= SECOND_MS * zone_offset(z, ms - DAY_MS / 2);
	return ms;
}

/* --on: all that holds at some time of a day of the house; for types of
 * moments. */
static enum err
day_asked(struct listing *l, struct note *note)
{
	static const struct field f = { .name = "on", .kind = FIELD_DATE,
	    .label = M("Day") };
	struct cmd *c = l->c;
	struct app *app = c->app;
	struct value v;
	enum err r;

	if (!dated_cmd_has(c, "on") || !cmd_given(c, "on"))
		return ERR_OK;
	if ((r = field_parse(c->a, &f, c->voice, cmd_text(c, "on"), &v,
	    note)) != ERR_OK || !value_known(&v))
		return r;
	l->q.since = midnight(app->zone, v.num);
	l->q.until = midnight(app->zone, v.num + 1);
	return ERR_OK;
}

static enum err
times_asked(struct listing *l, struct note *note)
{
	struct cmd *c = l->c;
	int64_t at;
	enum err r;

	if ((r = dated_cmd_when(c, l->t, "at", dated_cmd_now(c, l->t), &at,
	    note)) != ERR_OK ||
	    (r = dated_cmd_known(c, &l->q.known, note)) != ERR_OK)
		return r;
	l->q.since = cmd_flag(c, "all") ? INT64_MIN : at;
	l->q.until = cmd_flag(c, "all") ? INT64_MAX : at + 1;
	return day_asked(l, note);
}

/* In which order, and from where on? */
static enum err
order_asked(struct listing *l, struct note *note)
{
	struct cmd *c = l->c;
	const struct str sort = cmd_text(c, "sort");
	const struct str after = cmd_text(c, "after");
	const int64_t most = cmd_int(c, "most", 0);

	l->q.newest = cmd_flag(c, "newest");
	if (most < 0 || (most == 0 && cmd_given(c, "most")))
		return NOTE(note, ERR_USAGE, M("--most wants a number from 1 "
		    "on; without it all are listed."));
	if (after.n != 0 && !key_parse(after, &l->q.after))
		return NOTE(note, ERR_USAGE, M("{text} is no key. --after wants "
		    "the key of the last record that you have seen."),
		    A_TEXT("text", after));
	if (sort.n != 0 && (after.n != 0 || l->q.newest))
		return NOTE(note, ERR_USAGE, M("--sort is an order of its own, in "
		    "which neither --after nor --newest can be. Leave one of "
		    "them out."));
	l->most = (size_t)most;
	l->gathered = sort.n != 0;
	return sort.n == 0 ? ERR_OK : dated_sort_read(&l->sort, l->form.form,
	    sort, note);
}

static bool
newest_known(const struct listing *l)
{
	const struct dated_list *list = l->t->lists;

	while (l->q.by != NULL && strcmp(list->field, l->q.by) != 0)
		list++;
	return l->q.by == NULL || list->newest.text != NULL;
}

/* --under: a division by its code, or a body. */
static enum err
under_asked(struct listing *l, struct note *note)
{
	const struct str text = cmd_text(l->c, "under");
	const struct dated_ref *const *ref = l->t->refs;
	struct app *app = l->c->app;
	int64_t day, code;
	enum err r;

	if ((r = dated_under_day(app->read, &day, note)) != ERR_OK)
		return r;
	if ((cmd_given(l->c, "at") && l->q.since != day) ||
	    cmd_flag(l->c, "all"))
		return NOTE(note, ERR_USAGE, M("--under goes by the tree of "
		    "{day} and cannot be asked of another day. Leave --at and "
		    "--all out, or name the owner instead."),
		    A_DAY("day", day));
	while (strcmp((*ref)->ref, str_int(text, &code) ? "region" :
	    "body") != 0)
		ref++;
	return (*ref)->find(app->read, l->c->a, text, day, KEY_NONE, &l->under,
	    note);
}

static enum err
list_asked(struct listing *l, struct note *note)
{
	enum err r;

	l->sort.a = l->c->a;
	if ((r = times_asked(l, note)) != ERR_OK ||
	    (r = order_asked(l, note)) != ERR_OK ||
	    (r = filters_given(l, note)) != ERR_OK)
		return r;
	if (dated_cmd_has(l->c, "under") && cmd_given(l->c, "under")) {
		if ((r = under_asked(l, note)) != ERR_OK)
			return r;
		/* Looked up by that, and by nothing else. */
		if (l->by != NULL)
			l->filter[l->nfilters++] = *l->by;
		l->by = NULL;
		l->q.by = NULL;
	}
	/* Lists of several keys are put in order here, and one that the store
	 * does not know backwards. */
	if (!l->gathered && ((l->by != NULL && l->by->nkeys > 1) ||
	    (l->q.newest && !newest_known(l)))) {
		l->gathered = true;
		l->sort.newest = l->q.newest;
		l->sort.after = l->q.after;
		l->q.newest = false;
		l->q.after = KEY_NONE;
	}
	l->single = l->q.until - 1 == l->q.since;
	if (l->nfilters == 0 && !l->gathered && l->single)
		l->q.most = l->most;
	return ERR_OK;
}

/* One key behind the other: they are few. */
static enum err
rows_find(struct listing *l, struct note *note)
{
	struct app *app = l->c->app;
	const size_t n = l->by == NULL ? 1 : l->by->nkeys;
	enum err r = ERR_OK;

	if (!key_none(l->under))
		r = dated_under_each(app->read, l->t, &l->q, l->under, list_row,
		    l, note);
	for (size_t i = 0; key_none(l->under) && i < n && r == ERR_OK; i++) {
		if (l->by != NULL)
			l->q.key = l->by->key[i];
		r = dated_each(app->read, l->t, &l->q, list_row, l, note);
	}
	if (r == ERR_OK && l->gathered && (r = rowsink_begin(l->sink,
	    l->form.form, note)) == ERR_OK)
		r = dated_sort_give(&l->sort, sorted_row, l, note);
	/* Enough is no failure. */
	return r == ERR_STOPPED && l->full ? ERR_OK : r;
}

static enum err
rows_list(struct listing *l, struct note *note)
{
	enum err r = ERR_OK;

	/* What is put in order first begins when that could be done. */
	if (!l->gathered)
		r = rowsink_begin(l->sink, l->form.form, note);
	if (r == ERR_OK && (r = rows_find(l, note)) == ERR_OK)
		r = rowsink_end(l->sink, note);
	return r;
}

/* --to FILE */
static enum err
rows_write(struct listing *l, struct str to, struct note *note)
{
	struct cmd *c = l->c;
	enum err r;

	if ((r = rowfile_open(&l->file, c->a, c->voice, to.p,
	    note)) != ERR_OK)
		return r;
	l->sink = l->file.sink;
	r = rowfile_close(&l->file, rows_list(l, note), note);
	return r != ERR_OK ? r : TELL(c, note, M("{rows} rows were written to "
	    "{file}."), A_INT("rows", l->sink->rows), A_TEXT("file", to));
}

enum err
dated_cmd_list(struct cmd *c, const struct dated *t, struct note *note)
{
	struct listing l = { .c = c, .t = t, .q = { .by = NULL } };
	const struct str to = cmd_text(c, "to");
	enum err r;

	if ((r = dated_sheet_view(c->a, t, c->voice.lang, &l.form,
	    note)) != ERR_OK ||
	    (r = list_asked(&l, note)) != ERR_OK)
		return r;
	if (to.n != 0)
		r = rows_write(&l, to, note);
	else {
		l.sink = cmd_rows(c);
		r = rows_list(&l, note);
	}
	dated_sort_free(&l.sort);
	arena_free(l.names.a);
	return r;
}
