/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which instrument is it?  The front matter, between two lines ---.
 */
#include "pack/read_in.h"

static const char *const citations[] = { "plain", "article", NULL };

/* What the keys fill; the pack itself takes over what is more than a text. */
struct front {
	struct pack		 p;
	struct str		 version;
	int			 citation;
	bool			 marked;
	const struct ynode	*id, *uses, *governed_by, *graded_by, *levels,
				*attested;
	struct str		 source;
};

#define AT(field)	offsetof(struct front, field)

static const struct key keys[] = {
	{ "pack",	take_id, AT(p.id), .needed = true },
	{ "version",	take_text, AT(version), .needed = true },
	{ "title",	take_zh, AT(p.title), .needed = true },
	{ "en",		take_en, AT(p.title) },
	{ "issuer",	take_text, AT(p.issuer), .needed = true },
	{ "number",	take_text, AT(p.number) },
	{ "published",	take_day, AT(p.published) },
	{ "from",	take_day, AT(p.from), .needed = true },
	{ "to",		take_day, AT(p.to) },
	{ "citation",	take_index, AT(citation), .words = citations },
	{ "basis",	take_texts, AT(p.basis) },
	{ "interpretation", take_text, AT(p.interpretation) },
	{ "territory",	take_text, AT(p.territory) },
	{ "uses",	take_node, AT(uses) },
	{ "governed_by", take_node, AT(governed_by) },
	{ "levels",	take_node, AT(levels) },
	{ "graded_by",	take_node, AT(graded_by) },
	{ "attested",	take_node, AT(attested) },
	{ "source",	take_source, AT(source) },
	{ NULL }
};

static bool
is_fence(struct str line)
{
	while (line.n > 0 && line.p[line.n - 1] == ' ')
		line.n--;
	return str_is(line, "---");
}

/* Lines [1, end) are the front matter; false: there is none. */
static bool
front_end(struct read *r, size_t *ret)
{
	const struct text *t = &r->text;

	if (str_starts(t->s, "\xEF\xBB\xBF")) {
		FAULT(r, place(1, 1),
		    M("The text begins with a mark that nobody sees (U+FEFF). "
		    "Save it as UTF-8 without it."), { 0 });
		return false;
	}
	if (t->n == 0 || !is_fence(text_line(t, 0))) {
		FAULT(r, place(1, 1),
		    M("The pack does not begin with its front matter. Begin "
		    "it with a line ---, then pack, version, title and so on, "
		    "then ---."), { 0 });
		return false;
	}
	for (size_t i = 1; i < t->n; i++)
		if (is_fence(text_line(t, i))) {
			*ret = i;
			return true;
		}
	FAULT(r, place(1, 1),
	    M("The front matter never ends. Close it with a line ---."),
	    { 0 });
	return false;
}

/* ---- the packs that are used ---- */

static const struct pack *
known_find(const struct read *r, struct str id)
{
	for (size_t i = 0; i < r->nknown; i++)
		if (str_eq(r->known[i]->id, id))
			return r->known[i];
	return NULL;
}

static const struct pack *
use_find(struct read *r, const struct ynode *v, struct str id)
{
	const struct pack *p = known_find(r, id);

	if (str_eq(id, r->p->id)) {
		FAULT(r, v->at,
		    M("The pack uses itself. Take it out of uses."), { 0 });
	} else if (p == NULL) {
		FAULT(r, v->at,
		    M("The pack {pack}, which this one uses, is not there. "
		    "Read it first; if it uses this one in turn, directly or "
		    "through others, that is a cycle: take one of them out of "
		    "uses."), A_TEXT("pack", id));
		r->blind = true;
	}
	return p;
}

static void
uses_settle(struct read *r, const struct ynode *list)
{
	size_t n = list->kind == Y_LIST ? list->n : 1, kept = 0;
	const struct ynode *v = list->kind == Y_LIST ? list->first : list;
	const struct pack **uses;
	struct str id;

	if (n > PACK_USES_MAX) {
		FAULT(r, list->at,
		    M("The pack uses {n} others, more than {most}."
		    " Take some out."), A_INT("n", (int64_t)n),
		    A_INT("most", PACK_USES_MAX));
		r->blind = true;
		return;
	}
	if ((uses = NEW_ARRAY(r->a, const struct pack *, n + 1)) == NULL)
		return;
	for (; n > 0; n--, v = v->next) {
		const struct pack *p = NULL;
		size_t i = 0;

		if (!text_of(r, v, &id) ||
		    (p = use_find(r, v, id)) == NULL)
			continue;
		while (i < kept && uses[i] != p)
			i++;
		if (i < kept)
			FAULT(r, v->at,
			    M("The pack {pack} is named twice in uses. Name it "
			    "once."), A_TEXT("pack", id));
		else
			uses[kept++] = p;
	}
	r->p->uses = uses;
	r->p->nuses = kept;
}

/* ---- the rest ---- */

static void
version_settle(struct read *r, const struct ynode *map, struct str version)
{
	const struct ynode *v = ynode_get(map, "version");

	if (version.n > 0 && (!str_int(version, &r->p->version) ||
	    r->p->version < 1))
		FAULT(r, v->at,
		    M("The version is a whole number from 1 on, and “{text}” "
		    "is none. Count it up with each change."),
		    A_TEXT("text", version));
}

static void
dates_settle(struct read *r, const struct ynode *map)
{
	const struct ynode *v = ynode_get(map, "to");

	if (v != NULL && r->p->from != DAY_NONE && r->p->to <= r->p->from)
		FAULT(r, v->at,
		    M("It ends on {to} and begins on {from} only. to is the "
		    "first day on which it holds no more."),
		    A_DAY("to", r->p->to), A_DAY("from", r->p->from));
}

static void
levels_settle(struct read *r, const struct ynode *v)
{
	values_read(r, v, &r->p->levels, &r->p->nlevels);
	if (r->p->nlevels > PACK_LEVELS_MAX) {
		FAULT(r, v->at,
		    M("There are {n} levels, more than {most}. Take some "
		    "out."), A_INT("n", (int64_t)r->p->nlevels),
		    A_INT("most", PACK_LEVELS_MAX));
		r->p->nlevels = PACK_LEVELS_MAX;
	}
}

static void
front_take(struct read *r, const struct ynode *map, struct front *f)
{
	const struct key *tables[] = { keys, NULL };
	struct key mark = { .at = 0 };

	if (!keys_take(r, map, tables, f, false))
		return;
	f->p.text = r->p->text;
	f->p.hash = r->p->hash;
	*r->p = f->p;
	r->p->by_article = f->citation == 1;
	r->source = f->source;
	r->governed_by = f->governed_by;
	r->graded_by = f->graded_by;
	if (f->attested != NULL) {
		take_attested(r, f->attested, &mark, &r->attested);
		r->marked = true;
	}
	version_settle(r, map, f->version);
	dates_settle(r, map);
	r->uses = f->uses;
	r->levels_at = f->levels != NULL ? f->levels->at : place(1, 1);
	if (f->levels != NULL)
		levels_settle(r, f->levels);
	if (f->uses != NULL)
		uses_settle(r, f->uses);
}

bool
front_read(struct read *r, size_t *ret_line)
{
	struct front f = { .source = S("") };
	const struct ynode *map;
	size_t end, errors = r->sink.to->errors;

	f.p = *r->p;
	if (!front_end(r, &end))
		return false;
	*ret_line = end + 1;
	if ((map = yaml_read(r, 1, end)) != NULL)
		front_take(r, map, &f);
	else if (r->sink.to->errors == errors)
		FAULT(r, place(1, 1),
		    M("The front matter says nothing that can be read. Mend "
		    "it first."), { 0 });
	/* Without it nobody knows which facts there are. */
	r->blind |= map == NULL || map->kind != Y_MAP;
	return true;
}

struct pack_texts
front_ids(struct read *r, struct str *ret_id)
{
	struct pack_texts all = { NULL, 0 };
	struct key at = { .at = 0 };
	const struct ynode *map, *v;
	size_t end;

	if (!front_end(r, &end) || (map = yaml_read(r, 1, end)) == NULL)
		return all;
	if ((v = ynode_get(map, "pack")) != NULL)
		take_id(r, v, &at, ret_id);
	else
		FAULT(r, map->at, M("The key {key} is missing. Add it."),
		    A_CSTR("key", "pack"));
	if ((v = ynode_get(map, "uses")) != NULL)
		take_texts(r, v, &at, &all);
	return all;
}

/* ---- what needs the facts ---- */

/* Every value of the fact is a level. */
static void
graded_check(struct read *r, const struct pack_fact *f)
{
	const struct pack *p = r->p;

	if (f->type != PACK_CHOICE || p->nlevels == 0) {
		FAULT(r, r->graded_by->at,
		    M("{name} cannot say the level. It must be a choice, and "
		    "the pack must have levels."),
		    A_TEXT("name", f->name.zh));
		return;
	}
	for (size_t i = 0; i < f->nvalues; i++) {
		size_t k = 0;

		while (k < p->nlevels && !str_eq(p->levels[k].id,
		    f->values[i].id))
			k++;
		if (k == p->nlevels)
			FAULT(r, r->graded_by->at,
			    M("The value {value} of {name} is no level of the "
			    "pack. Its values have the ids of levels."),
			    A_TEXT("value", f->values[i].id),
			    A_TEXT("name", f->name.zh));
	}
}

/* An expression or a list of them. */
static void
governed_read(struct read *r, const struct ynode *v)
{
	const struct expr when = { .want = WANT_DAY };
	const struct ynode *each = v->kind == Y_LIST ? v->first : v;
	size_t n = v->kind == Y_LIST ? v->n : 1;
	const struct feel_program **all;

	if (n == 0 || n > PACK_GOVERNED_MAX) {
		FAULT(r, v->at,
		    M("{key} has {n} elements. Give it from 1 to {most}."),
		    A_TEXT("key", v->key), A_INT("n", (int64_t)n),
		    A_INT("most", PACK_GOVERNED_MAX));
		return;
	}
	if ((all = NEW_ARRAY(r->a, const struct feel_program *, n)) == NULL)
		return;
	for (size_t i = 0; i < n; i++, each = each->next)
		all[i] = expr_read(r, each, &when);
	r->p->governed_by = all;
	r->p->ngoverned = n;
}

void
front_settle(struct read *r)
{
	size_t slot;

	if (r->governed_by != NULL)
		governed_read(r, r->governed_by);
	if (r->graded_by != NULL && fact_slot(r, r->graded_by, &slot)) {
		r->p->graded_by = r->facts[slot];
		graded_check(r, r->facts[slot]);
	}
}
