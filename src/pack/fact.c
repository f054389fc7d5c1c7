/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is a fact, as a block declares it?
 */
#include "pack/read_in.h"

enum { VALUES_MAX = 200, FIELDS_MAX = 64 };

static const char *const type_words[] = {
#define X(name, word) word,
	PACK_TYPE_TABLE(X)
#undef X
	NULL
};

/* ---- values of a choice ---- */

static const struct key value_keys[] = {
	{ "id",		take_id, offsetof(struct pack_value, id),
	    .needed = true },
	{ "name",	take_zh, offsetof(struct pack_value, name),
	    .needed = true },
	{ "en",		take_en, offsetof(struct pack_value, name) },
	{ NULL }
};

/* Ids and names share one room, since either may be written. */
static void
value_check(struct read *r, struct names *seen, const struct ynode *v,
    struct str s)
{
	size_t line;

	if (s.n == 0)
		return;
	if (names_find(seen, s, &line))
		FAULT(r, v->at,
		    M("“{word}” is there already, in line {line}. Give this "
		    "one another."), A_TEXT("word", s),
		    A_INT("line", (int64_t)line));
	else
		(void)names_add(seen, s, (size_t)v->at.line);
}

void
values_read(struct read *r, const struct ynode *list,
    const struct pack_value **ret, size_t *ret_n)
{
	const struct key *tables[] = { value_keys, NULL };
	struct names *seen = names_new(r->a);
	struct pack_value *all;
	size_t n = 0;

	if (!list_of(r, list))
		return;
	if (list->n == 0 || list->n > VALUES_MAX) {
		FAULT(r, list->at,
		    M("{key} has {n} elements. Give it from 1 to {most}."),
		    A_TEXT("key", list->key), A_INT("n", (int64_t)list->n),
		    A_INT("most", VALUES_MAX));
		return;
	}
	if ((all = NEW_ARRAY(r->a, struct pack_value, list->n)) == NULL)
		return;
	for (const struct ynode *v = list->first; v != NULL; v = v->next) {
		struct pack_value *x = &all[n];

		if (!keys_take(r, v, tables, x, false))
			continue;
		value_check(r, seen, v, x->id);
		if (!str_eq(x->id, x->name.zh))
			value_check(r, seen, v, x->name.zh);
		n += x->id.n > 0 && x->name.zh.n > 0;
	}
	*ret = all;
	*ret_n = n;
}

/* ---- one fact ---- */

struct fact_draft {
	struct pack_fact	 f;
	int			 type;
	const struct ynode	*id, *values, *fields, *least, *most, *element,
				*derived, *attested, *clause, *unit, *judged;
	struct str		 source;
};

#define AT(field)	offsetof(struct fact_draft, field)

static const struct key field_id[] = {
	{ "id",		take_id, AT(f.id), .needed = true },
	{ NULL }
};
static const struct key fact_id[] = {
	{ "id",		take_node, AT(id) },	/* block.c takes it */
	{ NULL }
};

static const struct key field_keys[] = {
	{ "name",	take_zh, AT(f.name), .needed = true },
	{ "en",		take_en, AT(f.name) },
	{ "type",	take_index, AT(type), .needed = true,
	    .words = type_words },
	{ "values",	take_node, AT(values) },
	{ "unit",	take_text, AT(f.unit) },
	{ "asserted_by", take_texts, AT(f.asserted_by) },
	{ "judged",	take_bool, AT(f.judged) },
	{ "least",	take_node, AT(least) },
	{ "most",	take_node, AT(most) },
	{ "note",	take_words, AT(f.note) },
	{ NULL }
};

static const struct key fact_keys[] = {
	{ "fields",	take_node, AT(fields) },
	{ "element",	take_node, AT(element) },
	{ "derived",	take_node, AT(derived) },
	{ "attested",	take_node, AT(attested) },
	{ "source",	take_source, AT(source) },
	{ "clause",	take_node, AT(clause) },
	{ NULL }
};

/* A key that only facts of some types have. */
static void
only_check(struct read *r, const struct ynode *v, bool fits, const char *types)
{
	if (v != NULL && !fits)
		FAULT(r, v->key_at,
		    M("{key} is only said of facts of type {types}. Take it "
		    "out, or change the type."), A_TEXT("key", v->key),
		    A_CSTR("types", types));
}

static void
missing_check(struct read *r, const struct ynode *node, const struct ynode *v,
    bool needed, const char *key)
{
	if (v == NULL && needed)
		FAULT(r, node->at, M("The key {key} is missing. Add it."),
		    A_CSTR("key", key));
}

static void
bounds_settle(struct read *r, struct fact_draft *d)
{
	struct key at = { .at = 0 };
	struct pack_fact *f = &d->f;
	size_t errors = r->sink.to->errors;

	if (d->least != NULL)
		take_decimal(r, d->least, &at, &f->least);
	if (d->most != NULL)
		take_decimal(r, d->most, &at, &f->most);
	if (r->sink.to->errors != errors)
		return;
	f->least_set = d->least != NULL;
	f->most_set = d->most != NULL;
	if (f->least_set && f->most_set && decimal_cmp(f->least, f->most) > 0)
		FAULT(r, d->most->at,
		    M("The most is less than the least. Change one of "
		    "them."), { 0 });
}

static void
fields_settle(struct read *r, const struct ynode *list, struct pack_fact *f)
{
	struct names *seen = names_new(r->a);
	const struct ynode *derived = NULL;
	struct pack_fact *all;
	size_t n = 0;

	if (!list_of(r, list))
		return;
	if (list->n == 0 || list->n > FIELDS_MAX) {
		FAULT(r, list->at,
		    M("{key} has {n} elements. Give it from 1 to {most}."),
		    A_TEXT("key", list->key), A_INT("n", (int64_t)list->n),
		    A_INT("most", FIELDS_MAX));
		return;
	}
	if ((all = NEW_ARRAY(r->a, struct pack_fact, list->n)) == NULL)
		return;
	for (const struct ynode *v = list->first; v != NULL; v = v->next) {
		fact_decode(r, v, true, &all[n], &derived);
		value_check(r, seen, v, all[n].id);
		value_check(r, seen, v, all[n].name.zh);
		n += all[n].id.n > 0 && all[n].name.zh.n > 0;
	}
	f->fields = all;
	f->nfields = n;
}

/* What goes with the type, and what does not. */
static void
type_settle(struct read *r, const struct ynode *node, struct fact_draft *d,
    bool field)
{
	struct pack_fact *f = &d->f;
	bool choice = f->type == PACK_CHOICE || f->type == PACK_CHOICES;
	bool number = f->type == PACK_INTEGER || f->type == PACK_NUMBER;
	bool list = f->type == PACK_LIST && !field;

	if (field && (f->type == PACK_LIST || f->type == PACK_CALENDAR))
		FAULT(r, node->at,
		    M("A field of a list cannot be a {type}. Make it a fact "
		    "of its own."), A_CSTR("type", pack_type_word(f->type)));
	only_check(r, d->values, choice, "choice, choices");
	missing_check(r, node, d->values, choice, "values");
	only_check(r, d->fields, list, "list");
	missing_check(r, node, d->fields, list, "fields");
	only_check(r, d->element, list, "list");
	missing_check(r, node, d->element, list, "element");
	only_check(r, d->least, number, "integer, number");
	only_check(r, d->most, number, "integer, number");
	if (d->values != NULL && choice)
		values_read(r, d->values, &f->values, &f->nvalues);
	if (d->fields != NULL && list)
		fields_settle(r, d->fields, f);
	if (d->element != NULL && list)
		(void)text_of(r, d->element, &f->element);
	if (number)
		bounds_settle(r, d);
}

void
fact_decode(struct read *r, const struct ynode *node, bool field,
    struct pack_fact *ret, const struct ynode **ret_derived)
{
	const struct key *tables[] = { field ? field_id : fact_id,
	    field_keys, field ? NULL : fact_keys, NULL };
	struct fact_draft *d = NEW(r->a, struct fact_draft);
	struct key at = { .at = 0 };

	if (d == NULL)
		return;
	d->type = -1;
	d->f.at = node->at;
	d->f.level = -1;
	d->f.of = r->p;
	d->f.attested = r->marked ? r->attested : ATTESTED_OFFICIAL;
	d->source = r->source;
	if (!keys_take(r, node, tables, d, false))
		return;
	if (d->id != NULL && id_ok(str_trim(d->id->text)))
		d->f.id = str_trim(d->id->text);
	if (d->type >= 0) {
		d->f.type = (enum pack_type)d->type;
		type_settle(r, node, d, field);
	} else {
		d->f.type = PACK_TYPE__MAX;	/* told already */
	}
	if (d->attested != NULL)
		take_attested(r, d->attested, &at, &d->f.attested);
	else if (d->derived != NULL && !r->marked)
		FAULT(r, node->at,
		    M("Nobody says how well it is attested. Add attested here "
		    "or in the front matter."), { 0 });
	if (d->clause != NULL)
		take_clause(r, d->clause, &at, &d->f.clause);
	d->f.source = d->source;
	*ret = d->f;
	*ret_derived = d->derived;
}

/* ---- its type in the language ---- */

static const int plain[PACK_TYPE__MAX + 1] = {
	[PACK_BOOLEAN]	= FEEL_BOOLEAN,
	[PACK_INTEGER]	= FEEL_NUMBER,
	[PACK_NUMBER]	= FEEL_NUMBER,
	[PACK_TEXT]	= FEEL_STRING,
	[PACK_CHOICE]	= FEEL_STRING,
	[PACK_DATE]	= FEEL_DATE,
	[PACK_MOMENT]	= FEEL_STAMP,
	[PACK_DURATION]	= FEEL_SPAN,
	[PACK_CALENDAR]	= FEEL_CALENDAR,
	[PACK_TYPE__MAX] = FEEL_ANY,
};

static const struct feel_type *
list_type(struct arena *a, const struct feel_type *item)
{
	struct feel_type *t = NEW(a, struct feel_type);

	if (t == NULL)
		return feel_type(FEEL_ANY);
	*t = (struct feel_type){ .kind = FEEL_LIST, .item = item };
	return t;
}

static const struct feel_type *
element_type(struct arena *a, const struct pack_fact *f)
{
	struct feel_field *fields = NEW_ARRAY(a, struct feel_field,
	    f->nfields + 1);
	struct feel_type *t = NEW(a, struct feel_type);

	if (fields == NULL || t == NULL)
		return feel_type(FEEL_ANY);
	for (size_t i = 0; i < f->nfields; i++)
		fields[i] = (struct feel_field){ f->fields[i].name.zh,
		    fact_feel(a, &f->fields[i]) };
	*t = (struct feel_type){ .kind = FEEL_CONTEXT, .fields = fields,
	    .nfields = f->nfields };
	return t;
}

const struct feel_type *
fact_feel(struct arena *a, const struct pack_fact *f)
{
	if (f->type == PACK_CHOICES)
		return list_type(a, feel_type(FEEL_STRING));
	if (f->type == PACK_LIST)
		return list_type(a, f->nfields > 0 ? element_type(a, f) :
		    feel_type(FEEL_ANY));
	return feel_type(plain[f->type]);
}
