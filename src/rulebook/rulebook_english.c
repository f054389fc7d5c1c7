/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_english.h"

#include <stdlib.h>

struct english {
	struct pack_words	*name, *value;	/* names: the longest first */
	size_t			 nnames, nvalues;
};

static int
longer_first(const void *x, const void *y)
{
	const struct pack_words *a = x, *b = y;

	if (a->zh.n != b->zh.n)
		return a->zh.n > b->zh.n ? -1 : 1;
	return str_cmp(a->zh, b->zh);
}

static int
by_text(const void *x, const void *y)
{
	return str_cmp(((const struct pack_words *)x)->zh,
	    ((const struct pack_words *)y)->zh);
}

static void
fact_count(const struct pack_fact *f, size_t *names, size_t *values)
{
	*names += 1 + f->nfields;
	*values += f->nvalues;
	for (size_t i = 0; i < f->nfields; i++)
		*values += f->fields[i].nvalues;
}

static void
fact_put(struct english *e, const struct pack_fact *f)
{
	if (f->name.en.n > 0)
		e->name[e->nnames++] = f->name;
	for (size_t i = 0; i < f->nvalues; i++)
		if (f->values[i].name.en.n > 0)
			e->value[e->nvalues++] = f->values[i].name;
}

const struct english *
english_new(struct arena *a, const struct pack *p)
{
	struct english *e = NEW(a, struct english);
	size_t names = 1, values = 1;

	for (size_t i = 0; i < p->nfacts; i++)
		if (p->facts[i] != NULL)
			fact_count(p->facts[i], &names, &values);
	if (e == NULL ||
	    (e->name = NEW_ARRAY(a, struct pack_words, names)) == NULL ||
	    (e->value = NEW_ARRAY(a, struct pack_words, values)) == NULL)
		return NULL;
	for (size_t i = 0; i < p->nfacts; i++) {
		const struct pack_fact *f = p->facts[i];

		if (f == NULL)
			continue;
		fact_put(e, f);
		for (size_t j = 0; j < f->nfields; j++)
			fact_put(e, &f->fields[j]);
	}
	qsort(e->name, e->nnames, sizeof *e->name, longer_first);
	qsort(e->value, e->nvalues, sizeof *e->value, by_text);
	return e;
}

/* A text between quotes: the value's English, or as it stands. */
static size_t
quoted_put(struct buf *b, const struct english *e, struct str s, size_t from)
{
	size_t to = from + 1;
	const struct pack_words *found;
	struct pack_words key = { .en = { NULL, 0 } };

	while (to < s.n && s.p[to] != '"')
		to += s.p[to] == '\\' && to + 1 < s.n ? 2 : 1;
	key.zh = str_part(s, from + 1, to);
	found = e->nvalues == 0 ? NULL : bsearch(&key, e->value, e->nvalues,
	    sizeof *e->value, by_text);
	to = to < s.n ? to + 1 : s.n;
	if (found == NULL)
		buf_str(b, str_part(s, from, to));
	else {
		buf_char(b, '"');
		buf_str(b, found->en);
		buf_char(b, '"');
	}
	return to;
}

static const struct pack_words *
name_at(const struct english *e, struct str s, size_t from)
{
	for (size_t i = 0; i < e->nnames; i++) {
		const struct str zh = e->name[i].zh;

		if (zh.n > 0 && zh.n <= s.n - from && str_eq(str_part(s, from,
		    from + zh.n), zh))
			return &e->name[i];
	}
	return NULL;
}

struct str
english_text(struct arena *a, const struct english *e, struct str s)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < s.n;) {
		const struct pack_words *w;

		if (s.p[i] == '"') {
			i = quoted_put(&b, e, s, i);
			continue;
		}
		w = (unsigned char)s.p[i] < 0x80 ? NULL : name_at(e, s, i);
		if (w == NULL)
			buf_char(&b, s.p[i++]);
		else {
			buf_char(&b, '[');
			buf_str(&b, w->en);
			buf_char(&b, ']');
			i += w->zh.n;
		}
	}
	return buf_view(&b);
}
