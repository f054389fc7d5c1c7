/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which keys has a mapping, and what do their values say?  By tables, so that
 * what may stand where is written once.
 */
#include "pack/keys_in.h"

void *
key_to(const struct key *k, void *to)
{
	return (char *)to + k->at;
}

static const struct key *
key_find(const struct key *const *tables, struct str name, size_t *ret_nth)
{
	size_t nth = 0;

	for (; *tables != NULL; tables++)
		for (const struct key *k = *tables; k->name != NULL; k++) {
			if (str_is(name, k->name)) {
				*ret_nth = nth;
				return k;
			}
			nth++;
		}
	return NULL;
}

static void
unknown_tell(struct read *r, const struct key *const *tables,
    const struct ynode *v)
{
	struct near near;
	struct buf b = BUF_IN(r->a);

	near_start(&near, v->key);
	for (; *tables != NULL; tables++)
		for (const struct key *k = *tables; k->name != NULL; k++) {
			near_try(&near, str_of(k->name));
			buf_text(&b, b.n > 0 ? ", " : "");
			buf_text(&b, k->name);
		}
	if (near.found.n > 0)
		FAULT(r, v->key_at,
		    M("There is no key {key} here. Did you mean {near}?"),
		    A_TEXT("key", v->key), A_TEXT("near", near.found));
	else
		FAULT(r, v->key_at,
		    M("There is no key {key} here. Those there are: {keys}."),
		    A_TEXT("key", v->key), A_TEXT("keys", buf_view(&b)));
}

static void
missing_tell(struct read *r, const struct key *const *tables, uint64_t given,
    struct pack_place at)
{
	size_t nth = 0;

	for (; *tables != NULL; tables++)
		for (const struct key *k = *tables; k->name != NULL; k++)
			if ((given >> nth++ & 1) == 0 && k->needed)
				FAULT(r, at,
				    M("The key {key} is missing. Add it."),
				    A_CSTR("key", k->name));
}

bool
keys_take(struct read *r, const struct ynode *map,
    const struct key *const *tables, void *to, bool lenient)
{
	uint64_t given = 0;
	size_t nth = 0;

	if (map->kind != Y_MAP) {
		FAULT(r, map->at,
		    M("Keys with their values belong here (key: value). "
		    "Write them so."), { 0 });
		return false;
	}
	for (const struct ynode *v = map->first; v != NULL; v = v->next) {
		const struct key *k = key_find(tables, v->key, &nth);

		if (k == NULL) {
			unknown_tell(r, tables, v);
			continue;
		}
		given |= UINT64_C(1) << nth;
		k->take(r, v, k, to);
	}
	if (!lenient)
		missing_tell(r, tables, given, map->at);
	return true;
}

/* ---- texts ---- */

bool
text_of(struct read *r, const struct ynode *v, struct str *ret)
{
	struct str s;

	if (v->kind != Y_TEXT) {
		FAULT(r, v->at,
		    M("{key} is one text, and a list or mapping stands here. "
		    "A text that begins with a bracket stands in quotes."),
		    A_TEXT("key", v->key));
		return false;
	}
	s = str_trim(v->text);
	if (s.n == 0) {
		FAULT(r, v->at,
		    M("Nothing is said of {key}. Write it, or leave the key "
		    "out."), A_TEXT("key", v->key));
		return false;
	}
	*ret = s;
	return true;
}

void
take_node(struct read *r, const struct ynode *v, const struct key *k, void *to)
{
	const struct ynode **ret = key_to(k, to);

	(void)r;
	*ret = v;
}

void
take_text(struct read *r, const struct ynode *v, const struct key *k, void *to)
{
	(void)text_of(r, v, key_to(k, to));
}

bool
id_ok(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    (i > 0 && (c == '_' || c == '-' || c == '.'))))
			return false;
	}
	return s.n > 0 && s.n <= ID_BYTES_MAX;
}

void
take_id(struct read *r, const struct ynode *v, const struct key *k, void *to)
{
	struct str s;

	if (!text_of(r, v, &s))
		return;
	if (id_ok(s))
		*(struct str *)key_to(k, to) = s;
	else
		FAULT(r, v->at,
		    M("“{id}” cannot be an id. Make it of a-z, 0-9 and, behind "
		    "the first, _ - . (at most {most})."), A_TEXT("id", s),
		    A_INT("most", ID_BYTES_MAX));
}

void
take_zh(struct read *r, const struct ynode *v, const struct key *k, void *to)
{
	struct pack_words *w = key_to(k, to);

	(void)text_of(r, v, &w->zh);
}

void
take_en(struct read *r, const struct ynode *v, const struct key *k, void *to)
{
	struct pack_words *w = key_to(k, to);

	(void)text_of(r, v, &w->en);
}

static const struct key words_keys[] = {
	{ "zh",	take_zh, 0, .needed = true },
	{ "en",	take_en, 0 },
	{ NULL }
};

static void
words_of(struct read *r, const struct ynode *v, struct pack_words *ret)
{
	const struct key *tables[] = { words_keys, NULL };

	if (v->kind == Y_MAP) {
		*ret = (struct pack_words){ { NULL, 0 }, { NULL, 0 } };
		(void)keys_take(r, v, tables, ret, false);
	} else {
		(void)text_of(r, v, &ret->zh);
	}
}

void
take_words(struct read *r, const struct ynode *v, const struct key *k,
    void *to)
{
	words_of(r, v, key_to(k, to));
}

bool
list_of(struct read *r, const struct ynode *v)
{
	if (v->kind == Y_LIST)
		return true;
	FAULT(r, v->at,
	    M("{key} is a list. Begin each line of it with - or write "
	    "[a, b]."), A_TEXT("key", v->key));
	return false;
}

void
words_list(struct read *r, const struct ynode *v,
    const struct pack_words **ret, size_t *ret_n)
{
	size_t n = v->kind == Y_LIST ? v->n : 1, i = 0;
	struct pack_words *all = NEW_ARRAY(r->a, struct pack_words, n + 1);
	const struct ynode *x = v->kind == Y_LIST ? v->first : v;

	if (all == NULL)
		return;
	for (; i < n; x = x->next)
		words_of(r, x, &all[i++]);
	*ret = all;
	*ret_n = n;
}

void
take_texts(struct read *r, const struct ynode *v, const struct key *k,
    void *to)
{
	struct pack_texts *ret = key_to(k, to);
	size_t n = v->kind == Y_LIST ? v->n : 1, i = 0;
	struct str *all = NEW_ARRAY(r->a, struct str, n + 1);
	const struct ynode *x = v->kind == Y_LIST ? v->first : v;

	if (all == NULL)
		return;
	for (size_t left = n; left > 0; left--, x = x->next)
		if (text_of(r, x, &all[i]))
			i++;
	*ret = (struct pack_texts){ all, i };
}

void
take_source(struct read *r, const struct ynode *v, const struct key *k,
    void *to)
{
	struct key one = { .at = 0 };
	struct pack_texts all = { NULL, 0 };
	struct buf b = BUF_IN(r->a);

	take_texts(r, v, &one, &all);
	for (size_t i = 0; i < all.n; i++) {
		buf_text(&b, b.n > 0 ? "; " : "");
		buf_str(&b, all.t[i]);
	}
	if (b.n > 0)
		*(struct str *)key_to(k, to) = buf_view(&b);
}

/* ---- closed lists ---- */

struct str
words_said(struct arena *a, const char *const *words)
{
	struct buf b = BUF_IN(a);

	for (; *words != NULL; words++) {
		buf_text(&b, b.n > 0 ? ", " : "");
		buf_text(&b, *words);
	}
	return buf_view(&b);
}

bool
word_of(struct read *r, const struct ynode *v, const char *const *words,
    int *ret)
{
	struct near near;
	struct str s;

	if (!text_of(r, v, &s))
		return false;
	near_start(&near, s);
	for (int i = 0; words[i] != NULL; i++) {
		if (str_is(s, words[i])) {
			*ret = i;
			return true;
		}
		near_try(&near, str_of(words[i]));
	}
	if (near.found.n > 0)
		FAULT(r, v->at,
		    M("{key} cannot be “{word}”. Did you mean {near}?"),
		    A_TEXT("key", v->key), A_TEXT("word", s),
		    A_TEXT("near", near.found));
	else
		FAULT(r, v->at,
		    M("{key} cannot be “{word}”. It is one of {words}."),
		    A_TEXT("key", v->key), A_TEXT("word", s),
		    A_TEXT("words", words_said(r->a, words)));
	return false;
}

void
take_word(struct read *r, const struct ynode *v, const struct key *k, void *to)
{
	int i;

	if (word_of(r, v, k->words, &i))
		*(struct str *)key_to(k, to) = str_of(k->words[i]);
}

void
take_index(struct read *r, const struct ynode *v, const struct key *k,
    void *to)
{
	(void)word_of(r, v, k->words, key_to(k, to));
}
