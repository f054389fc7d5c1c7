/* SPDX-License-Identifier: Apache-2.0 */
#include "store/words_names_test.h"

const struct words_index names = WORDS_INDEX("name_words");

static const char names_sql[] =
    "-- SCRATCH, lasting.  Names, for a test.\n"
    "CREATE WORDS name_words;\n";
const struct part named[2] = {
	{ "store", store_sql, 1, NULL },
	{ "names", names_sql, 1, NULL },
};

struct key
key_of(int n)
{
	struct key k = { { 0 } };

	k.b[0] = (unsigned char)(n >> 8);
	k.b[1] = (unsigned char)n;
	k.b[15] = 1;
	return k;
}

int
number_of(struct key k)
{
	return k.b[0] << 8 | k.b[1];
}

struct store *
store_named(struct test_place *t)
{
	return store_of(t, named, COUNT(named));
}

void
put(struct test_place *t, struct store *st, int n, const char *kind,
    const char *text)
{
	struct str s = str_of(text);

	CHECK_OK(words_put(st, t->a, &names, key_of(n), str_of(kind), &s, 1,
	    &t->note), &t->note);
}

struct str
found(struct test_place *t, struct store *st, const char *kind,
    const char *text)
{
	const struct words_query q = { .text = str_of(text),
	    .kind = str_of(kind), .most = 100 };
	const struct words_hit *hit;
	struct buf b = BUF_IN(t->a);
	int64_t n64;
	size_t n = 0;

	CHECK_OK(words_find(st, t->a, &names, &q, &hit, &n, &t->note),
	    &t->note);
	CHECK_OK(words_count(st, t->a, &names, &q, &n64, &t->note), &t->note);
	CHECK_INT(n64, n);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "%s%d", i == 0 ? "" : " ", number_of(hit[i].id));
	buf_char(&b, '\0');
	b.n--;
	return buf_view(&b);
}

struct gathered {
	struct buf	b;
};

static int
gather(void *arg, struct str word, bool beside, size_t from, size_t to)
{
	struct gathered *g = arg;

	(void)from;
	(void)to;
	buf_text(&g->b, g->b.n == 0 ? "" : beside ? "/" : " ");
	buf_str(&g->b, word);
	return 0;
}

struct str
cut(struct arena *a, const char *text, bool asked)
{
	struct gathered g = { BUF_IN(a) };

	CHECK_INT(words_cut(str_of(text), asked, gather, &g), 0);
	return buf_view(&g.b);
}

size_t
draw(uint64_t *state, size_t below)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(*state >> 33) % below;
}
