/* SPDX-License-Identifier: Apache-2.0 */
/* Whom and which divisions do the rows of a sheet mean? */
#include "body/body_import_in.h"
#include "region/region.h"

static int
known_cmp(const void *x, const void *y)
{
	return key_cmp(((const struct import_known *)x)->id,
	    ((const struct import_known *)y)->id);
}

const struct import_known *
body_import_known_find(const struct importing *im, struct key id)
{
	const struct import_known key = { .id = id };

	return im->nknown == 0 ? NULL : bsearch(&key, im->known, im->nknown,
	    sizeof *im->known, known_cmp);
}

/* Room for one more body that is there. */
static bool
known_room(struct importing *im)
{
	size_t room = im->known_room == 0 ? 1024 : 2 * im->known_room;

	if (im->nknown < im->known_room)
		return true;
	im->known = arena_grow(im->a, im->known,
	    im->nknown * sizeof *im->known, room * sizeof *im->known);
	im->known_room = im->known == NULL ? 0 : room;
	return im->known != NULL;
}

/* A source that the store has never heard of needs no question per row. */
enum err
body_import_known(struct importing *im, struct note *note)
{
	struct body_lines *l = &im->lines;
	struct str source = { NULL, 0 };
	bool any = false, found;
	enum err r;

	for (uint32_t i = 0; i < l->n; i++) {
		struct import_known k;

		if (l->first[i] != i)
			continue;
		if (source.p == NULL || !str_eq(source, l->line[i].source)) {
			source = l->line[i].source;
			if ((r = body_import_source(im->app->read, source,
			    &any, note)) != ERR_OK)
				return r;
		}
		if (!any)
			continue;
		if ((r = body_import_alias(im->app->read, source,
		    l->line[i].code, &k, &found, note)) != ERR_OK)
			return r;
		if (!found)
			continue;
		if (!known_room(im))
			return note_memory(note);
		k.line = i;
		l->id[i] = k.id;
		im->known[im->nknown++] = k;
	}
	if (im->nknown > 1)
		qsort(im->known, im->nknown, sizeof *im->known, known_cmp);
	return ERR_OK;
}

/* A division that was looked up: for the days of one year. */
struct place_known {
	struct key	region;
	int64_t		gone;	/* from when on it is not in use any more */
};

static enum err
place_look(struct importing *im, struct body_line *l,
    struct place_known **ret, struct note *found)
{
	struct region_meant meant;
	struct note remark = NOTE_INIT;
	enum err r;

	if ((r = region_on(im->app->read, im->scratch, l->region, l->from,
	    &meant, found)) != ERR_OK)
		return r;
	if ((*ret = NEW(im->a, struct place_known)) == NULL)
		return note_memory(found);
	**ret = (struct place_known){ meant.region.id,
	    region_gone(&meant.region) };
	/* Of many rows, the first is remarked on. */
	if (region_remark(&meant, l->from, &remark))
		import_rows_remark(&im->in, l->row, "region", &remark);
	return ERR_OK;
}

/* Its division ends before the state does: where does it lie then? */
static enum err
places_follow(struct importing *im, struct body_line *l,
    struct note *found)
{
	struct body_place *part;
	struct body_places p;
	enum err r;

	if ((r = body_places(im->app->read, im->scratch, l->region_id,
	    l->from, l->to, &p, found)) != ERR_OK)
		return r;
	if (p.choose)
		return body_place_choose(&p, l->name, found);
	if ((part = NEW_ARRAY(im->a, struct body_place, p.n)) == NULL)
		return note_memory(found);
	memcpy(part, p.part, p.n * sizeof *part);
	l->place = part;
	l->nplaces = (uint8_t)p.n;
	return ERR_OK;
}

static enum err
region_resolve(struct importing *im, struct body_line *l,
    struct note *note)
{
	struct note found = NOTE_INIT;
	const int year = civil_from_day(l->from).year;
	struct place_known *known;
	void **at;
	enum err r = ERR_OK;

	if (l->region.n == 0)
		return ERR_OK;
	at = memo_at(&im->places, l->region, (struct str){
	    (const char *)&year, sizeof year });
	if (at == NULL)
		return note_memory(note);
	known = *at;
	if (known == NULL && (r = place_look(im, l, &known,
	    &found)) == ERR_OK)
		*at = known;
	if (r == ERR_OK) {
		l->region_id = known->region;
		if (known->gone < l->to)
			r = places_follow(im, l, &found);
	}
	if (r == ERR_NOTFOUND || r == ERR_INVALID) {
		body_import_fault(im, l, "region", &found);
		return ERR_OK;
	}
	if (r != ERR_OK)
		note_copy(note, &found);
	return r;
}

static enum err
several(struct importing *im, struct str name, const struct body_line *first,
    struct note *note)
{
	(void)im;
	return NOTE(note, ERR_INVALID, M("Several bodies are called {name}, one of "
	    "them {source}:{code}. Write the code of the one that is meant."),
	    A_TEXT("name", name), A_TEXT("source", first->source),
	    A_TEXT("code", first->code));
}

/* By name, in the file and in the store together: it must be one. */
static enum err
by_name(struct importing *im, struct str name, struct import_name *ret,
    struct note *note)
{
	const struct body_lines *ls = &im->lines;
	const struct import_known *known;
	uint32_t other, line = body_lines_named(ls, name, &other);
	struct key id[2];
	size_t n;
	enum err r;

	if (other != LINE_NONE)
		return several(im, name, &ls->line[other], note);
	if ((r = body_named(im->app->read, name, id, &n, note)) != ERR_OK)
		return r;
	if (line == LINE_NONE && n == 0)
		return ERR_NOTFOUND;
	if (line != LINE_NONE) {
		if (n > 1 || (n == 1 && !key_eq(id[0], ls->id[line])))
			return several(im, name, &ls->line[line], note);
		ret->line = line;
		ret->id = ls->id[line];
		return ERR_OK;
	}
	if (n > 1)
		return NOTE(note, ERR_INVALID, M("Several bodies in the store are "
		    "called {name}. Write the code of the one that is meant, "
		    "with its source: source:code."), A_TEXT("name", name));
	known = body_import_known_find(im, id[0]);
	ret->line = known == NULL ? LINE_NONE : known->line;
	ret->id = id[0];
	return ERR_OK;
}

/* By code or key, in the store. */
static enum err
in_store(struct importing *im, struct str source, struct str text,
    struct import_name *ret, struct note *note)
{
	const struct import_known *known;
	struct str s, c;
	struct key id;
	enum err r;

	if (key_parse(text, &id))
		r = body_find(im->app->read, im->scratch, text, &id, NULL);
	else
		r = body_alias(im->app->read, source, text, &id, note);
	if (r == ERR_NOTFOUND && body_name_cut(text, &s, &c))
		r = body_alias(im->app->read, s, c, &id, note);
	if (r != ERR_OK)
		return r;
	known = body_import_known_find(im, id);
	ret->line = known == NULL ? LINE_NONE : known->line;
	ret->id = id;
	return ERR_OK;
}

static enum err
name_look(struct importing *im, struct str source, struct str text,
    struct import_name *ret, struct note *note)
{
	const struct body_lines *ls = &im->lines;
	struct str s, c;
	enum err r;

	*ret = (struct import_name){ .from = 1 };
	ret->line = body_lines_find(ls, source, text);
	if (ret->line == LINE_NONE && body_name_cut(text, &s, &c))
		ret->line = body_lines_find(ls, s, c);
	if (ret->line != LINE_NONE) {
		ret->id = ls->id[ret->line];
		return ERR_OK;
	}
	if ((r = in_store(im, source, text, ret, note)) != ERR_NOTFOUND)
		return r;
	return by_name(im, text, ret, note);
}

enum err
body_import_name(struct importing *im, const struct body_line *l,
    struct str text, struct import_name **ret, struct note *note)
{
	void **at = memo_at(&im->names, l->source, text);
	struct import_name got;
	enum err r = ERR_OK;

	if (at == NULL)
		return note_memory(note);
	if (*at == NULL) {
		if ((r = name_look(im, l->source, text, &got,
		    note)) == ERR_NOTFOUND)
			return NOTE(note, ERR_NOTFOUND, M("{name} is neither in "
			    "this file nor in the store, by code or by name."),
			    A_TEXT("name", text));
		if (r != ERR_OK)
			return r;
		if ((*at = NEW(im->a, struct import_name)) == NULL)
			return note_memory(note);
		*(struct import_name *)*at = got;
	}
	*ret = *at;
	return ERR_OK;
}

/* Is the superior there on the day the line begins? */
static enum err
lead_check(struct importing *im, const struct body_line *l,
    struct import_name *name, struct note *found)
{
	const struct body_lines *ls = &im->lines;
	struct body above = { .name = S("") };
	enum err r;

	if (name->line != LINE_NONE) {
		const struct body_line *first = &ls->line[name->line];

		if (body_lines_on(ls, name->line, l->from) != LINE_NONE ||
		    first->faulty)
			return ERR_OK;
		above = (struct body){ .name = first->name,
		    .from = first->from, .to = first->to };
	}
	if (!key_none(name->id)) {
		if (l->from >= name->from && l->from < name->to)
			return ERR_OK;
		if ((r = body_get(im->app->read, im->scratch, name->id,
		    l->from, &above, found)) != ERR_OK)
			return r;
		if (!above.withdrawn) {
			name->from = above.from;
			name->to = above.to;
		}
	}
	return body_lead_check(&above, l->name, l->from, found);
}

static enum err
superior_resolve(struct importing *im, struct body_line *l,
    struct note *found)
{
	struct import_name *name;
	enum err r;

	if (l->superior.n == 0)
		return ERR_OK;
	if ((r = body_import_name(im, l, l->superior, &name,
	    found)) != ERR_OK)
		return r;
	l->above = name->line;
	return lead_check(im, l, name, found);
}

static enum err
guides_resolve(struct importing *im, struct body_line *l, struct note *found)
{
	const struct body_lines *ls = &im->lines;
	const uint32_t own = ls->first[l - ls->line];
	struct str rest = l->guided_by, one;
	uint32_t guide[BODY_GUIDES_MAX], *kept;
	struct import_name *name;
	uint8_t n = 0;
	enum err r;

	while (rest.n != 0 && str_cut(&rest, '|', &one)) {
		if ((r = body_import_name(im, l, one, &name,
		    found)) != ERR_OK)
			return r;
		if (name->line == own)
			return NOTE(found, ERR_INVALID, M("{name} cannot be guided "
			    "by itself. Leave it out of its guides."),
			    A_TEXT("name", l->name));
		if (name->line != LINE_NONE && n < BODY_GUIDES_MAX)
			guide[n++] = name->line;
	}
	if (n == 0)
		return ERR_OK;
	if ((kept = NEW_ARRAY(im->a, uint32_t, n)) == NULL)
		return note_memory(found);
	memcpy(kept, guide, n * sizeof *kept);
	l->guide = kept;
	l->nguides = n;
	return ERR_OK;
}

/* What is only wrong is told; what cannot be asked ends the import. */
static enum err
told(struct importing *im, struct body_line *l, const char *field, enum err r,
    struct note *found, struct note *note)
{
	if (r == ERR_OK)
		return ERR_OK;
	if (r == ERR_NOTFOUND || r == ERR_INVALID) {
		body_import_fault(im, l, field, found);
		return ERR_OK;
	}
	note_copy(note, found);
	return r;
}

enum err
body_import_resolve(struct importing *im, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < im->lines.n && r == ERR_OK; i++) {
		struct body_line *l = &im->lines.line[i];
		struct note found = NOTE_INIT;

		if (l->faulty)
			continue;
		if ((r = region_resolve(im, l, note)) != ERR_OK ||
		    (r = told(im, l, "superior", superior_resolve(im, l,
		    &found), &found, note)) != ERR_OK)
			break;
		note_clear(&found);
		r = told(im, l, "guided_by", guides_resolve(im, l, &found),
		    &found, note);
		arena_reset(im->scratch, im->empty);
	}
	return r;
}
