/* SPDX-License-Identifier: Apache-2.0 */
/* How does a line of a sheet become an entry? */
#include "body/body_act.h"
#include "body/body_import_in.h"

/* A key made in this act; should the act be run again, it is made anew. */
static enum err
key_make(struct importing *im, struct tx *tx, uint32_t first,
    struct key *ret, struct note *note)
{
	if (im->nfresh == im->fresh_room) {
		size_t room = im->fresh_room == 0 ? 1024 :
		    2 * im->fresh_room;

		im->fresh = arena_grow(im->a, im->fresh,
		    im->nfresh * sizeof *im->fresh, room * sizeof *im->fresh);
		if (im->fresh == NULL) {
			im->nfresh = im->fresh_room = 0;
			return note_memory(note);
		}
		im->fresh_room = room;
	}
	im->fresh[im->nfresh++] = first;
	*ret = im->lines.id[first] = tx_key(tx);
	return ERR_OK;
}

/* A guide may be added only later: then its key is made now. */
static enum err
name_key(struct importing *im, struct tx *tx, const struct body_line *l,
    struct str text, struct key *ret, struct note *note)
{
	struct import_name *name;
	enum err r;

	if ((r = body_import_name(im, l, text, &name, note)) != ERR_OK)
		return r;
	*ret = name->id;
	if (name->line == LINE_NONE)
		return ERR_OK;
	*ret = im->lines.id[name->line];
	return tx == NULL || !key_none(*ret) ? ERR_OK :
	    key_make(im, tx, name->line, ret, note);
}

static enum err
guides_value(struct importing *im, struct tx *tx, struct arena *a,
    const struct body_line *l, struct value *ret, struct note *note)
{
	struct str rest = l->guided_by, one;
	struct value *list;
	size_t n = 0;
	enum err r;

	*ret = (struct value){ 0 };
	if (l->guided_by.n == 0)
		return ERR_OK;
	if ((list = NEW_ARRAY(a, struct value, BODY_GUIDES_MAX)) == NULL)
		return note_memory(note);
	while (n < BODY_GUIDES_MAX && str_cut(&rest, '|', &one)) {
		bool twice = false;
		struct key id;

		if ((r = name_key(im, tx, l, one, &id, note)) != ERR_OK)
			return r;
		for (size_t i = 0; i < n && !key_none(id); i++)
			twice = twice || key_eq(list[i].key, id);
		if (!twice)
			list[n++] = (struct value)V_KEY(id);
	}
	*ret = (struct value){ .given = GIVEN_KNOWN, .list = { list, n } };
	return ERR_OK;
}

enum err
body_import_state(struct importing *im, struct tx *tx, struct arena *a,
    const struct body_line *l, size_t part, struct body_state *ret,
    struct note *note)
{
	const struct body_place where = l->place != NULL ? l->place[part] :
	    (struct body_place){ l->region_id, l->from, l->to };
	struct key superior;
	enum err r;

	*ret = (struct body_state){
		.from = V_DAY(where.from),
		.to = body_day_value(where.to),
		.name = V_TEXT(l->name),
		.kind = V_TEXT(str_of(l->kind)),
		.region = body_key_value(where.region),
		.industry = body_text_value(l->industry),
	};
	if (l->superior.n != 0) {
		if ((r = name_key(im, tx, l, l->superior, &superior,
		    note)) != ERR_OK)
			return r;
		ret->superior = (struct value)V_KEY(superior);
	}
	return guides_value(im, tx, a, l, &ret->guided_by, note);
}

/*
 * An act begins: is the store still as the file was judged by?  Every entry
 * since the snapshot is our own if there are as many as we made.  An act that is
 * run again begins with the same step, and what it made before is gone.
 */
static void
act_begin(struct importing *im, struct tx *tx, int64_t i)
{
	if (i == im->part) {
		for (size_t k = 0; k < im->nfresh; k++)
			im->lines.id[im->fresh[k]] = KEY_NONE;
		im->next = im->base;
	}
	im->nfresh = 0;
	im->part = i;
	im->base = im->next;
	if (tx_size(tx) != im->next)
		im->trusted = false;
}

static enum err
add(struct importing *im, struct tx *tx, uint32_t i,
    const struct body_state *state, struct note *note)
{
	const struct body_line *l = &im->lines.line[i];
	const struct body_added ev = {
		.source = V_TEXT(l->source),
		.code = V_TEXT(l->code),
		.state = *state,
	};
	const uint32_t first = im->lines.first[i];
	struct key id = im->lines.id[first];
	enum err r;

	if (key_none(id) &&
	    (r = key_make(im, tx, first, &id, note)) != ERR_OK)
		return r;
	return im->trusted ? ledger_append(tx, &body_event_added, id,
	    VALUES(&ev), NULL, note) :
	    body_append_added(tx, id, &ev, NULL, note);
}

static enum err
restate(struct importing *im, struct tx *tx, uint32_t i, bool wrong,
    const struct body_state *state, struct note *note)
{
	const struct body_restate what = {
		.id = im->lines.id[im->lines.first[i]],
		.expect = -1,
		.wrong = wrong,
		.at = BODY_AT_NONE,
		.in = { .state = *state },
	};

	return im->trusted ? ledger_append(tx, wrong ? &body_event_corrected :
	    &body_event_changed, what.id, VALUES(&what.in), NULL, note) :
	    body_append_restated(tx, &what, NULL, note);
}

enum err
body_import_append(struct tx *tx, void *arg, int64_t i, struct note *note)
{
	struct importing *im = arg;
	const struct import_step *s = &im->step[i];
	struct body_state state;
	enum err r;

	if (tx->appended == 0)
		act_begin(im, tx, i);
	if ((r = body_import_state(im, tx, tx->a, &im->lines.line[s->line],
	    s->part, &state, note)) != ERR_OK)
		return r;
	if (s->todo == BODY_DO_ADD)
		r = add(im, tx, s->line, &state, note);
	else
		r = restate(im, tx, s->line, s->todo == BODY_DO_CORRECT,
		    &state, note);
	im->next = tx_size(tx);
	return r;
}
