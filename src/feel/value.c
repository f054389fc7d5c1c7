/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/value.h"

#include <assert.h>

#include "base/note.h"

enum {
	INDEX_FROM	= 8,	/* entries; fewer are looked through */
	TEXT_PER_WEIGHT	= 16	/* bytes */
};

static_assert(sizeof(struct feel_value) == 48, "values are copied a lot");

static const struct {
	const char	*words;
	bool		 error;
} codes[FEEL_WHY__MAX] = {
#define X(name, error, words) [name] = { words, error },
	FEEL_WHY_TABLE(X)
#undef X
};

static const char *const kinds[FEEL_KIND__MAX] = {
	[FEEL_NULL]	= "null",
	[FEEL_BOOLEAN]	= "boolean",
	[FEEL_NUMBER]	= "number",
	[FEEL_STRING]	= "string",
	[FEEL_DATE]	= "date",
	[FEEL_TIME]	= "time",
	[FEEL_STAMP]	= "date and time",
	[FEEL_MONTHS]	= "years and months duration",
	[FEEL_SPAN]	= "days and time duration",
	[FEEL_LIST]	= "list",
	[FEEL_CONTEXT]	= "context",
	[FEEL_RANGE]	= "range",
	[FEEL_FUNCTION]	= "function",
	[FEEL_CALENDAR]	= "calendar",
};

const char *
feel_code_words(enum feel_code c)
{
	return codes[c].words;
}

bool
feel_code_error(enum feel_code c)
{
	return codes[c].error;
}

const char *
feel_kind_name(enum feel_kind k)
{
	return kinds[k];
}

struct feel_value
feel_null(void)
{
	return (struct feel_value){ .kind = FEEL_NULL };
}

struct feel_value
feel_boolean(bool b)
{
	return (struct feel_value){ .kind = FEEL_BOOLEAN, .truth = b };
}

struct feel_value
feel_number(struct decimal d)
{
	return (struct feel_value){ .kind = FEEL_NUMBER, .number = d };
}

struct feel_value
feel_int(int64_t n)
{
	return feel_number(decimal_of_int(n));
}

struct feel_value
feel_string(struct str s)
{
	return (struct feel_value){ .kind = FEEL_STRING, .text = s };
}

struct feel_value
feel_date(int64_t day)
{
	return (struct feel_value){ .kind = FEEL_DATE, .day = day };
}

struct feel_value
feel_calendar(const struct calendar *c)
{
	return (struct feel_value){ .kind = FEEL_CALENDAR, .calendar = c };
}

struct feel_value
feel_unknown(struct arena *a, struct str fact, struct str said)
{
	struct feel_why *why = NEW(a, struct feel_why);

	if (why == NULL)
		return feel_null();
	why->code = FEEL_WHY_MISSING;
	why->fact = fact;
	why->said = said;
	return (struct feel_value){ .kind = FEEL_NULL, .open = true,
	    .why = why };
}

bool
feel_is_unknown(const struct feel_value *v)
{
	return v->open && v->kind == FEEL_NULL;
}

static uint32_t
weight_sum(uint32_t x, size_t y)
{
	return y > UINT32_MAX - x ? UINT32_MAX : x + (uint32_t)y;
}

uint32_t
feel_weight(const struct feel_value *v)
{
	if (v->kind == FEEL_STRING)
		return weight_sum(1, v->text.n / TEXT_PER_WEIGHT);
	return v->depth > 0 ? v->weight : 1;
}

void
feel_holds(struct feel_value *whole, const struct feel_value *part)
{
	whole->weight = weight_sum(whole->weight, feel_weight(part));
	whole->open |= part->open;
	if (whole->depth <= part->depth)
		whole->depth = part->depth == UINT16_MAX ? UINT16_MAX :
		    (uint16_t)(part->depth + 1);
}

struct feel_value
feel_list(const struct feel_value *v, size_t n)
{
	struct feel_value list = { .kind = FEEL_LIST, .depth = 1,
	    .weight = 1, .list = { v, n } };

	for (size_t i = 0; i < n; i++)
		feel_holds(&list, &v[i]);
	return list;
}

size_t
feel_key_hash(struct str key)
{
	uint32_t h = 2166136261U;		/* FNV-1a */

	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * 16777619U;
	return h ^ h >> 15;
}

/* Where is ${key} in the index, or where would it be put? */
static size_t
index_at(const struct feel_context *c, const uint32_t *index, struct str key)
{
	size_t at = feel_key_hash(key) & c->mask;

	while (index[at] != 0 && !str_eq(c->e[index[at] - 1].key, key))
		at = (at + 1) & c->mask;
	return at;
}

/* False if a key stands there twice. */
static bool
index_make(struct arena *a, struct feel_context *c)
{
	size_t size = 2 * INDEX_FROM;
	uint32_t *index;

	while (size < 2 * c->n)
		size *= 2;
	if ((index = NEW_ARRAY(a, uint32_t, size)) == NULL)
		return true;
	c->mask = size - 1;
	for (size_t i = 0; i < c->n; i++) {
		size_t at = index_at(c, index, c->e[i].key);

		if (index[at] != 0)
			return false;
		index[at] = (uint32_t)(i + 1);
	}
	c->index = index;
	return true;
}

static bool
keys_differ(const struct feel_context *c)
{
	for (size_t i = 1; i < c->n; i++)
		for (size_t j = 0; j < i; j++)
			if (str_eq(c->e[i].key, c->e[j].key))
				return false;
	return true;
}

bool
feel_context(struct arena *a, const struct feel_entry *e, size_t n,
    struct feel_value *ret)
{
	struct feel_context *c = NEW(a, struct feel_context);
	struct feel_value v = { .kind = FEEL_CONTEXT, .depth = 1,
	    .weight = 1, .context = c };

	*ret = feel_null();
	if (c == NULL)
		return true;
	c->e = e;
	c->n = n;
	if (!(n < INDEX_FROM ? keys_differ(c) : index_make(a, c)))
		return false;
	for (size_t i = 0; i < n; i++) {
		feel_holds(&v, &e[i].value);
		v.weight = weight_sum(v.weight, e[i].key.n / TEXT_PER_WEIGHT);
	}
	if (!arena_failed(a))
		*ret = v;
	return true;
}

const struct feel_value *
feel_get(const struct feel_context *c, struct str key)
{
	if (c->index != NULL) {
		uint32_t at = c->index[index_at(c, c->index, key)];

		return at == 0 ? NULL : &c->e[at - 1].value;
	}
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->e[i].key, key))
			return &c->e[i].value;
	return NULL;
}
