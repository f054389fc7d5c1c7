/* SPDX-License-Identifier: Apache-2.0 */
/* Which facts are there, who may assert them, and which rules read them? */
#include "body/body.h"
#include "rulebook/rulebook_cmd.h"
#include "rulebook/rulebook_desk_cmd.h"

static const struct choice types[] = {
	{ "boolean", M("yes or no") },
	{ "integer", M("whole number") },
	{ "number", M("number") },
	{ "text", M("text") },
	{ "choice", M("one of several") },
	{ "choices", M("some of several") },
	{ "date", M("day") },
	{ "moment", M("date and time") },
	{ "duration", M("length of time") },
	{ "list", M("list") },
	{ "calendar", M("calendar of working days") },
	{ NULL, NULL }
};

static const struct choice marks[] = {
#define X(name, word, decides, said) { word, said },
	PACK_ATTESTED_TABLE(X)
#undef X
	{ NULL, NULL }
};

static const struct choice origins[] = {
	{ "stated", M("stated") },
	{ "judged", M("judged by a person, with reasons") },
	{ "derived", M("follows from other facts") },
	{ NULL, NULL }
};
enum { STATED, JUDGED, DERIVED };

struct fact_view {
	struct value	id, name, en, type, unit, values, asserted_by, origin,
			attested, pack, clause, read_by, least, most;
};

static const struct field rows[] = {
	{ .name = "id", .kind = FIELD_TEXT, .label = M("Id") },
	{ .name = "name", .kind = FIELD_TEXT, .label = M("Name") },
	{ .name = "en", .kind = FIELD_TEXT, .label = M("In English") },
	{ .name = "type", .kind = FIELD_CHOICE, .choices = types,
	    .label = M("Type") },
	{ .name = "unit", .kind = FIELD_TEXT, .label = M("Unit") },
	{ .name = "values", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .label = M("Values") },
	{ .name = "asserted_by", .kind = FIELD_LIST, .of = FIELD_CHOICE,
	    .choices = body_kinds, .label = M("Asserted by") },
	{ .name = "origin", .kind = FIELD_CHOICE, .choices = origins,
	    .label = M("How it is known") },
	{ .name = "attested", .kind = FIELD_CHOICE, .choices = marks,
	    .label = M("Attested") },
	{ .name = "pack", .kind = FIELD_TEXT, .label = M("Pack") },
	{ .name = "clause", .kind = FIELD_TEXT, .label = M("Clause") },
	{ .name = "read_by", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .max = 10 * PACK_RULES_MAX, .label = M("Read by") },
	{ .name = "least", .kind = FIELD_DECIMAL, .label = M("At least") },
	{ .name = "most", .kind = FIELD_DECIMAL, .label = M("At most") },
};
static FIELDS(fields, "pack.fact", 1, rows);

struct readers {
	struct arena	*a;
	struct str	*who;
	size_t		 n, room;
};

/* "pack/rule", "pack:fact" */
static void
reader_put(struct readers *l, const struct pack *p, const char *joint,
    struct str id)
{
	if (l->n == l->room) {
		const size_t room = l->room == 0 ? 8 : 2 * l->room;

		l->who = arena_grow(l->a, l->who, l->n * sizeof *l->who,
		    room * sizeof *l->who);
		if (l->who == NULL) {
			l->n = l->room = 0;
			return;
		}
		l->room = room;
	}
	l->who[l->n++] = str_fmt(l->a, "%.*s%s%.*s", STR_ARG(p->id), joint,
	    STR_ARG(id));
}

static void
readers_of(struct readers *l, const struct pack *p, size_t slot)
{
	for (size_t i = 0; i < p->ngoverned; i++)
		if (feel_names(p->governed_by[i], slot)) {
			reader_put(l, p, "/", S("governed_by"));
			break;
		}
	for (size_t i = 0; i < p->nfacts; i++) {
		const struct pack_fact *f = p->facts[i];

		if (f != NULL && f->of == p && f->derived != NULL &&
		    feel_names(f->derived, slot))
			reader_put(l, p, ":", f->id);
	}
	for (size_t i = 0; i < p->nrules; i++)
		if (rule_reads(p, &p->rules[i], slot))
			reader_put(l, p, "/", p->rules[i].id);
}

/* Whichever of the packs that were named read the fact: their rules, the facts
 * that follow from it, and what says which law governs. */
static struct value
read_by(struct desk *d, const struct pack_fact *f)
{
	struct readers l = { .a = d->a };
	size_t slot;

	for (size_t i = 0; i < d->named; i++) {
		const struct pack *p = d->shelf->t[i].pack;

		if (pack_slot(p, f->id, &slot) && p->facts[slot] == f)
			readers_of(&l, p, slot);
	}
	return listed_texts(d->a, l.who, l.n);
}

/* "site=网站" */
static struct value
values_of(struct desk *d, const struct pack_fact *f)
{
	struct str *list = NEW_ARRAY(d->a, struct str, f->nvalues + 1);

	for (size_t i = 0; list != NULL && i < f->nvalues; i++)
		list[i] = str_fmt(d->a, "%.*s=%.*s", STR_ARG(f->values[i].id),
		    STR_ARG(desk_words(d->c, f->values[i].name)));
	return listed_texts(d->a, list, list == NULL ? 0 : f->nvalues);
}

static int
origin_of(const struct pack_fact *f)
{
	if (f->derived != NULL || f->table != NULL || f->level >= 0)
		return DERIVED;
	return f->judged ? JUDGED : STATED;
}

static struct fact_view
fact_view(struct desk *d, const struct pack_fact *f)
{
	struct fact_view v = {
		.id = V_TEXT(f->id),
		.name = V_TEXT(f->name.zh),
		.en = listed_text(f->name.en),
		.type = V_TEXT(str_of(pack_type_word(f->type))),
		.unit = listed_text(f->unit),
		.values = values_of(d, f),
		.asserted_by = listed_texts(d->a, f->asserted_by.t,
		    f->asserted_by.n),
		.origin = V_TEXT(str_of(origins[origin_of(f)].word)),
		.attested = V_TEXT(str_of(attested_word(f->attested))),
	};

	if (f->of != NULL)
		v.pack = (struct value)V_TEXT(f->of->id);
	if (f->clause != NULL)
		v.clause = (struct value)V_TEXT(f->clause->id);
	if (f->least_set)
		v.least = (struct value){ .given = GIVEN_KNOWN,
		    .dec = f->least };
	if (f->most_set)
		v.most = (struct value){ .given = GIVEN_KNOWN,
		    .dec = f->most };
	return v;
}

static enum err
fact_list(struct desk *d, struct listed *l, const struct pack_fact *f,
    struct note *note)
{
	struct fact_view v = fact_view(d, f);
	enum err r;

	v.read_by = read_by(d, f);
	if ((r = listed_put(l, VALUES(&v), note)) != ERR_OK)
		return r;
	/* Columns of a list stand behind it: areas.level. */
	for (size_t i = 0; i < f->nfields && r == ERR_OK; i++) {
		const struct pack_fact *x = &f->fields[i];
		struct fact_view w = fact_view(d, x);

		w.id = (struct value)V_TEXT(str_fmt(d->a, "%.*s.%.*s",
		    STR_ARG(f->id), STR_ARG(x->id)));
		w.name = (struct value)V_TEXT(str_fmt(d->a, "%.*s.%.*s",
		    STR_ARG(f->name.zh), STR_ARG(x->name.zh)));
		w.pack = v.pack;
		w.clause = v.clause;
		r = listed_put(l, VALUES(&w), note);
	}
	return r;
}

static enum err
facts(struct desk *d, struct note *note)
{
	struct listed *l = NULL;
	enum err r;

	if ((r = desk_name_all(d, 0, note)) != ERR_OK ||
	    (r = desk_fill(d, d->today, note)) != ERR_OK ||
	    (r = desk_read(d, note)) != ERR_OK ||
	    (r = listed_begin(d->c, &fields, &l, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < d->named; i++) {
		const struct pack *p = d->shelf->t[i].pack;

		for (size_t j = 0; j < p->nfacts && r == ERR_OK; j++)
			if (p->facts[j] != NULL && p->facts[j]->of == p)
				r = fact_list(d, l, p->facts[j], note);
	}
	return listed_end(l, note_arena(d->a, r, note), note);
}

enum err
rulebook_cmd_facts(struct cmd *c, struct note *note)
{
	return desk_run(c, facts, note);
}
