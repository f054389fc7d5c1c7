/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The closed lists of packs, and finding one's way in a pack.
 */
#include "pack/read_in.h"

static const struct {
	const char	*word, *said;
	bool		 decides;
} marks[ATTESTED__MAX] = {
#define X(name, word, decides, said) [name] = { word, said, decides },
	PACK_ATTESTED_TABLE(X)
#undef X
};

static const struct {
	const char	*word, *said;
} kinds[PACK_KIND__MAX] = {
#define X(name, word, said) [name] = { word, said },
	PACK_KIND_TABLE(X)
#undef X
};

static const char *const types[PACK_TYPE__MAX] = {
#define X(name, word) [name] = word,
	PACK_TYPE_TABLE(X)
#undef X
};

static const char *const clocks[CLOCK__MAX] = {
#define X(name, word) [name] = word,
	PACK_CLOCK_TABLE(X)
#undef X
};

const char *
attested_word(enum attested a)
{
	return marks[a].word;
}

const char *
attested_said(enum attested a)
{
	return marks[a].said;
}

bool
attested_decides(enum attested a)
{
	return marks[a].decides;
}

bool
attested_parse(struct str s, enum attested *ret)
{
	for (int i = 0; i < ATTESTED__MAX; i++)
		if (str_is(s, marks[i].word)) {
			*ret = (enum attested)i;
			return true;
		}
	return false;
}

const char *
pack_kind_word(enum pack_kind k)
{
	return kinds[k].word;
}

const char *
pack_kind_said(enum pack_kind k)
{
	return kinds[k].said;
}

const char *
pack_type_word(enum pack_type t)
{
	return types[t];
}

const char *
pack_clock_word(enum pack_clock_kind k)
{
	return clocks[k];
}

const struct pack_value *
pack_value(const struct pack_fact *f, struct str s)
{
	for (size_t i = 0; i < f->nvalues; i++)
		if (str_eq(f->values[i].id, s) ||
		    str_eq(f->values[i].name.zh, s))
			return &f->values[i];
	return NULL;
}

const struct pack_rule *
pack_rule(const struct pack *p, struct str id)
{
	size_t i;

	return names_find(p->rule_names, id, &i) ? &p->rules[i] : NULL;
}

const struct pack_clause *
pack_clause(const struct pack *p, struct str id)
{
	size_t i;

	return names_find(p->clause_names, id, &i) ? &p->clauses[i] : NULL;
}

bool
pack_slot(const struct pack *p, struct str s, size_t *ret_slot)
{
	return names_find(p->fact_names, s, ret_slot);
}
