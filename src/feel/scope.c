/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which names are there?
 */
#include "feel/scope_in.h"

#include <assert.h>

#include "base/utf8.h"
#include "feel/word_in.h"

static const struct feel_builtin *const tables[] = {
	feel_builtins_number, feel_builtins_string, feel_builtins_list,
	feel_builtins_sum, feel_builtins_context, feel_builtins_range,
	feel_builtins_time,
};

/* Signs that may stand in a name beside its characters (DMN 1.5, rule 30). */
static const char additional[] = "./-'+*";

static size_t
word_bucket(struct str text, size_t at, size_t word)
{
	uint32_t h = 2166136261U;		/* FNV-1a */

	for (size_t i = at; i < at + word; i++)
		h = (h ^ (unsigned char)text.p[i]) * 16777619U;
	return (h ^ h >> 15) & (SCOPE_BUCKETS - 1);
}

/* Does a name character stand at ${at}? */
static bool
goes_on(struct str text, size_t at)
{
	return at < text.n && feel_name_goes_on(utf8_next(text, &at));
}

static size_t
blanks(struct str text, size_t at)
{
	size_t from = at, next = at;

	while (next < text.n && feel_is_blank(utf8_next(text, &next)))
		at = next;
	return at - from;
}

size_t
name_match(struct str name, struct str text, size_t at)
{
	size_t from = at, last = name.n;

	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == ' ') {
			size_t n = blanks(text, at);

			if (n == 0)
				return 0;
			at += n;
		} else if (at < text.n && text.p[at] == name.p[i]) {
			at++;
		} else {
			return 0;
		}
	}
	while (last > 0 && ((unsigned char)name.p[last - 1] & 0xC0) == 0x80)
		last--;
	if (last == 0 || (goes_on(name, last - 1) && goes_on(text, at)))
		return 0;
	return at - from;
}

bool
name_normal(struct arena *a, struct str given, struct str *ret)
{
	struct buf b = BUF_IN(a);
	struct str s;
	size_t at = 0;

	if (given.n > FEEL_NAME_MAX || !utf8_ok(given))
		return false;
	s = utf8_nfc(a, given);
	while (at < s.n) {
		size_t from = at, n = blanks(s, at);
		int32_t cp;

		if (n > 0) {
			at += n;
			if (at < s.n && b.n > 0)
				buf_char(&b, ' ');
			continue;
		}
		cp = utf8_next(s, &at);
		if (!(b.n == 0 ? feel_name_starts(cp) :
		    feel_name_goes_on(cp)) && (b.n == 0 || cp >= 0x80 ||
		    cp == 0 || strchr(additional, cp) == NULL))
			return false;
		buf_put(&b, s.p + from, at - from);
	}
	*ret = buf_view(&b);
	return ret->n > 0;
}

/* Put ${n} before those of its bucket that are no longer. */
static void
bucket_add(struct scope_name **bucket, struct scope_name *n)
{
	struct scope_name **at = bucket;

	while (*at != NULL && (*at)->name.n > n->name.n)
		at = &(*at)->next;
	n->next = *at;
	*at = n;
}

static bool
builtin_add(struct feel_scope *s, const struct feel_builtin *row)
{
	struct scope_name *n = NEW(s->a, struct scope_name);

	if (n == NULL)
		return false;
	n->name = str_of(row->name);
	n->first = feel_word(n->name, 0);
	n->builtin = row;
	n->type = feel_type(FEEL_FUNCTION);
	bucket_add(&s->bucket[word_bucket(n->name, 0, n->first)], n);
	return true;
}

struct feel_scope *
feel_scope_new(struct arena *a)
{
	struct feel_scope *s = NEW(a, struct feel_scope);

	if (s == NULL)
		return NULL;
	s->a = a;
	/* Rows of one name follow each other: the first leads to them. */
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
		for (size_t i = 0; tables[t][i].name != NULL; i++)
			if ((i == 0 || strcmp(tables[t][i].name,
			    tables[t][i - 1].name) != 0) &&
			    !builtin_add(s, &tables[t][i]))
				return NULL;
	return s;
}

static bool
declared(const struct scope_name *n, struct str name)
{
	while (n != NULL && (n->builtin != NULL || !str_eq(n->name, name)))
		n = n->next;
	return n != NULL;
}

/* Common to facts and types. */
static enum err
name_add(struct feel_scope *s, struct str name, const struct feel_type *type,
    struct scope_name **table, struct scope_name **ret,
    struct note *note)
{
	struct scope_name *n = NEW(s->a, struct scope_name);
	size_t bucket;

	if (n == NULL)
		return note_memory(note);
	if (!name_normal(s->a, name, &n->name))
		return note_arena(s->a, NOTE(note, ERR_INVALID,
		    M("“{name}” cannot be a name. A name begins with a "
		    "letter or character and holds letters, digits, blanks "
		    "and . / - ' + *; give it another."),
		    A_TEXT("name", name)), note);
	n->first = feel_word(n->name, 0);
	if (feel_is_reserved(str_part(n->name, 0, n->first)))
		return NOTE(note, ERR_INVALID,
		    M("“{name}” cannot be a name, for “{word}” is a word of "
		    "the language. Give it another."),
		    A_TEXT("name", n->name),
		    A_TEXT("word", str_part(n->name, 0, n->first)));
	bucket = word_bucket(n->name, 0, n->first);
	if (declared(table[bucket], n->name))
		return NOTE(note, ERR_EXISTS,
		    M("“{name}” is declared already. Declare it once."),
		    A_TEXT("name", n->name));
	n->type = type;
	bucket_add(&table[bucket], n);
	*ret = n;
	return ERR_OK;
}

enum err
feel_scope_fact(struct feel_scope *s, struct str name,
    const struct feel_type *type, size_t *ret_slot, struct note *note)
{
	struct scope_name *n = NULL;
	enum err r;

	if (s->nfacts == FEEL_FACTS_MAX)
		return NOTE(note, ERR_LIMIT,
		    M("More than {most} facts are declared. Put some together "
		    "as entries of one."), A_INT("most", FEEL_FACTS_MAX));
	if ((r = name_add(s, name, type, s->bucket, &n, note)) != ERR_OK)
		return r;
	assert(n != NULL);
	n->slot = s->nfacts;
	s->fact[s->nfacts++] = n;
	*ret_slot = n->slot;
	return ERR_OK;
}

enum err
feel_scope_type(struct feel_scope *s, struct str name,
    const struct feel_type *type, struct note *note)
{
	struct scope_name *n;

	return name_add(s, name, type, s->types, &n, note);
}

size_t
feel_scope_facts(const struct feel_scope *s)
{
	return s->nfacts;
}

struct str
feel_scope_name(const struct feel_scope *s, size_t slot)
{
	return s->fact[slot]->name;
}

/* Does an opening bracket follow, after blanks? */
static bool
bracket_follows(struct str text, size_t at)
{
	bool bad = false;

	at += feel_gap(text, at, &bad);
	return at < text.n && text.p[at] == '(';
}

static const struct scope_name *
bucket_find(const struct scope_name *n, struct str text, size_t at,
    size_t word, size_t *ret_bytes)
{
	size_t bytes = 0;

	for (; n != NULL; n = n->next)
		if (n->first == word &&
		    (bytes = name_match(n->name, text, at)) > 0)
			break;
	*ret_bytes = bytes;
	return n;
}

const struct scope_name *
scope_find(const struct feel_scope *s, struct str text, size_t at, size_t word,
    size_t *ret_bytes)
{
	const struct scope_name *n = bucket_find(
	    s->bucket[word_bucket(text, at, word)], text, at, word, ret_bytes);
	const struct scope_name *other;
	bool call;

	/* Names as long stand side by side: a fact and a function at most. */
	if (n == NULL || (other = n->next) == NULL ||
	    other->name.n != n->name.n || !str_eq(other->name, n->name))
		return n;
	call = bracket_follows(text, at + *ret_bytes);
	return (n->builtin != NULL) == call ? n : other;
}

const struct scope_name *
scope_type(const struct feel_scope *s, struct str text, size_t at, size_t word,
    size_t *ret_bytes)
{
	return bucket_find(s->types[word_bucket(text, at, word)], text, at,
	    word, ret_bytes);
}
