/* SPDX-License-Identifier: Apache-2.0 */
/* Which changes does a sheet of bodies ask for, and how are they recorded? */
#include "body/body_act.h"
#include "body/body_import_in.h"
#include "region/region.h"

/* The last division that was looked up: sheets come in order of divisions. */
struct region_memo {
	struct str	code;
	int64_t		day;
	struct key	id;
};

static enum err
region_resolve(struct importing *im, struct region_memo *memo,
    struct body_line *l, struct note *note)
{
	struct note found = NOTE_INIT;
	struct region region;
	enum err r;

	if (l->region.n == 0)
		return ERR_OK;
	if (memo->day == l->from && str_eq(memo->code, l->region)) {
		l->region_id = memo->id;
		return ERR_OK;
	}
	r = region_on(im->app->read, im->a, l->region, l->from, &region,
	    &found);
	if (r == ERR_NOTFOUND || r == ERR_INVALID) {
		body_import_fault(im, &found, (struct where){ .row = l->row,
		    .field = "region" });
		return ERR_OK;
	}
	if (r != ERR_OK) {
		note_copy(note, &found);
		return r;
	}
	l->region_id = region.id;
	*memo = (struct region_memo){ l->region, l->from, region.id };
	return ERR_OK;
}

/* A code named by a line: is it in the file, or in the store? */
static enum err
name_resolve(struct importing *im, const struct body_line *l,
    struct str name, size_t *ret_line, const char *field, struct note *note)
{
	struct note found = NOTE_INIT;
	struct str source, code;
	struct key id;
	enum err r;

	body_name_cut(name, l->source, &source, &code);
	if ((*ret_line = body_lines_find(&im->lines, source, code)) !=
	    LINE_NONE)
		return ERR_OK;
	r = body_alias(im->app->read, source, code, &id, note);
	if (r != ERR_NOTFOUND)
		return r;
	(void)NOTE(&found, ERR_NOTFOUND, M("{name} is named by {who}, but is "
	    "neither in this file nor in the store."), A_TEXT("name", name),
	    A_TEXT("who", l->name));
	body_import_fault(im, &found, (struct where){ .row = l->row,
	    .field = field });
	return ERR_OK;
}

static enum err
guides_resolve(struct importing *im, const struct body_line *l,
    struct note *note)
{
	struct str rest = l->guided_by, one;
	size_t line;
	enum err r = ERR_OK;

	if (rest.n == 0)
		return ERR_OK;
	while (r == ERR_OK && str_cut(&rest, '|', &one))
		r = name_resolve(im, l, one, &line, "guided_by", note);
	return r;
}

enum err
body_import_resolve(struct importing *im, struct note *note)
{
	struct region_memo memo = { .code = S("") };
	enum err r = ERR_OK;

	for (size_t i = 0; i < im->lines.n && r == ERR_OK; i++) {
		struct body_line *l = &im->lines.line[i];

		if ((r = region_resolve(im, &memo, l, note)) != ERR_OK ||
		    (r = guides_resolve(im, l, note)) != ERR_OK ||
		    l->superior.n == 0)
			continue;
		r = name_resolve(im, l, l->superior, &l->above, "superior",
		    note);
	}
	return r;
}

/* The key of a named body: of the file (once it was made) or of the store. */
static enum err
name_key(struct importing *im, struct store *st, const struct body_line *l,
    struct str name, struct key *ret, struct note *note)
{
	struct str source, code;
	size_t line;

	body_name_cut(name, l->source, &source, &code);
	line = body_lines_find(&im->lines, source, code);
	if (line != LINE_NONE && !key_none(im->lines.id[line])) {
		*ret = im->lines.id[line];
		return ERR_OK;
	}
	return body_alias(st, source, code, ret, note);
}

static struct value
text_value(struct str s)
{
	return s.n == 0 ? (struct value){ 0 } : (struct value)V_TEXT(s);
}

static enum err
guides_value(struct importing *im, struct store *st, struct arena *a,
    const struct body_line *l, struct value *ret, struct note *note)
{
	struct str rest = l->guided_by, one;
	struct value *list;
	size_t n = 0;
	enum err r;

	*ret = (struct value){ 0 };
	if (l->guided_by.n == 0)
		return ERR_OK;
	list = NEW_ARRAY(a, struct value, BODY_GUIDES_MAX);
	if (list == NULL)
		return note_memory(note);
	for (; n < BODY_GUIDES_MAX && str_cut(&rest, '|', &one); n++) {
		struct key id;

		if ((r = name_key(im, st, l, one, &id, note)) != ERR_OK)
			return r;
		list[n] = (struct value)V_KEY(id);
	}
	*ret = (struct value){ .given = GIVEN_KNOWN, .list = { list, n } };
	return ERR_OK;
}

static enum err
state_make(struct importing *im, struct store *st, struct arena *a,
    const struct body_line *l, struct body_state *ret, struct note *note)
{
	struct key superior;
	enum err r;

	*ret = (struct body_state){
		.from = V_DAY(l->from),
		.name = V_TEXT(l->name),
		.kind = V_TEXT(l->kind),
		.industry = text_value(l->industry),
	};
	if (l->to != DAY_OPEN)
		ret->to = (struct value)V_DAY(l->to);
	if (!key_none(l->region_id))
		ret->region = (struct value)V_KEY(l->region_id);
	if (l->superior.n != 0) {
		if ((r = name_key(im, st, l, l->superior, &superior,
		    note)) != ERR_OK)
			return r;
		ret->superior = (struct value)V_KEY(superior);
	}
	return guides_value(im, st, a, l, &ret->guided_by, note);
}

/* Does the store say of this body what the line says, from the same day? */
static enum err
line_known(struct importing *im, const struct body_line *l, struct key id,
    bool *ret, struct body *ret_now, struct note *note)
{
	struct body_state want;
	struct body *now = ret_now;
	const struct key *guide;
	size_t n;
	enum err r;

	if ((r = body_get(im->app->read, im->a, id, l->from, now,
	    note)) != ERR_OK || (r = body_guides(im->app->read, im->a, id,
	    l->from, &guide, &n, note)) != ERR_OK)
		return r;
	r = state_make(im, im->app->read, im->a, l, &want, note);
	if (r == ERR_NOTFOUND) {	/* its superior is only in the file */
		*ret = false;
		return ERR_OK;
	}
	if (r != ERR_OK)
		return r;
	*ret = now->from == l->from && now->to == l->to &&
	    str_eq(now->name, l->name) && str_eq(now->kind, l->kind) &&
	    str_eq(now->industry, l->industry) &&
	    key_eq(now->superior, want.superior.key) &&
	    key_eq(now->region, l->region_id) &&
	    n == (value_known(&want.guided_by) ? want.guided_by.list.n : 0);
	for (size_t i = 0; *ret && i < n; i++) {
		bool found = false;

		for (size_t k = 0; k < n; k++)
			found = found || key_eq(guide[i],
			    want.guided_by.list.v[k].key);
		*ret = found;
	}
	return ERR_OK;
}

/* The body is there already: is the line the same, or another state? */
static enum err
plan_known(struct importing *im, struct body_line *l, struct key id,
    struct note *note)
{
	struct note found = NOTE_INIT;
	struct body now;
	bool same;
	enum err r;

	if ((r = line_known(im, l, id, &same, &now, note)) != ERR_OK)
		return r;
	if (same || im->what->conflict == BODY_SKIP) {
		im->report->same++;
		return ERR_OK;
	}
	if (im->what->conflict == BODY_UPDATE) {
		l->todo = l->from > now.from ? BODY_DO_CHANGE :
		    BODY_DO_CORRECT;
		return ERR_OK;
	}
	(void)NOTE(&found, ERR_EXISTS, M("{code} is there already as {name}, "
	    "with another state on {day}. Choose --on-conflict skip or "
	    "update."), A_TEXT("code", l->code), A_TEXT("name", now.name),
	    A_DAY("day", l->from));
	body_import_fault(im, &found, (struct where){ .row = l->row });
	return ERR_OK;
}

/* All states of one body, first to last. */
static enum err
plan_body(struct importing *im, size_t first, size_t *n, struct note *note)
{
	struct key *id = &im->lines.id[first];
	bool known;
	enum err r;

	r = body_alias(im->app->read, im->lines.line[first].source,
	    im->lines.line[first].code, id, note);
	if (r != ERR_OK && r != ERR_NOTFOUND)
		return r;
	known = r == ERR_OK;
	for (size_t i = first; i != LINE_NONE; i = im->lines.line[i].next) {
		struct body_line *l = &im->lines.line[i];
		struct arena_mark mark = arena_mark(im->a);

		l->todo = i == first ? BODY_DO_ADD : BODY_DO_CHANGE;
		if (known) {
			l->todo = BODY_DO_NOTHING;
			if ((r = plan_known(im, l, *id, note)) != ERR_OK)
				return r;
		}
		arena_reset(im->a, mark);
		if (l->todo != BODY_DO_NOTHING)
			im->step[(*n)++] = i;
	}
	return ERR_OK;
}

enum err
body_import_plan(struct importing *im, struct note *note)
{
	size_t n = 0;
	enum err r = ERR_OK;

	if ((im->step = NEW_ARRAY(im->a, size_t, im->lines.n)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < im->lines.norder && r == ERR_OK; i++)
		r = plan_body(im, im->lines.order[i], &n, note);
	im->report->planned = (int64_t)n;
	return r;
}

enum err
body_import_append(struct tx *tx, void *arg, int64_t i, struct note *note)
{
	struct importing *im = arg;
	const struct body_line *l = &im->lines.line[im->step[i]];
	size_t first = body_lines_find(&im->lines, l->source, l->code);
	struct body_added added = { .source = V_TEXT(l->source),
	    .code = V_TEXT(l->code) };
	struct body_restate again = { .expect = -1,
	    .wrong = l->todo == BODY_DO_CORRECT };
	enum err r;

	if (l->todo == BODY_DO_ADD) {
		if ((r = state_make(im, tx->st, tx->a, l, &added.state,
		    note)) != ERR_OK)
			return r;
		im->lines.id[first] = tx_key(tx);
		return body_append_added(tx, im->lines.id[first], &added,
		    NULL, note);
	}
	if ((r = state_make(im, tx->st, tx->a, l, &again.in.state,
	    note)) != ERR_OK)
		return r;
	again.id = im->lines.id[first];
	return body_append_restated(tx, &again, NULL, note);
}
