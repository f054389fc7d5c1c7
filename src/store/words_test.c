/* SPDX-License-Identifier: Apache-2.0 */
#include "store/words.h"

#include "base/utf8.h"
#include "store/words_names_test.h"

BOTH("words of two characters, of one and of many are found")
{
	struct store *st = store_named(t);

	put(t, st, 1, "body", "中共江苏省委网络安全和信息化委员会办公室");
	put(t, st, 2, "body", "南京市公安局");
	put(t, st, 3, "body", "网");
	put(t, st, 4, "body", "网络");
	FOUND("", "网络", "1 4");
	FOUND("", "网", "1 3 4");
	FOUND("", "网络安全和信息化", "1");
	FOUND("", "公安", "2");
	FOUND("", "室", "1");
	FOUND("", "安网", "");
	/* Its pairs are there, and it is not. */
	FOUND("", "委员会办公室", "1");
	FOUND("", "委员公室", "");
	store_close(st);
}

BOTH("two words are both wanted, in any order")
{
	struct store *st = store_named(t);

	put(t, st, 1, "body", "江苏省教育厅");
	put(t, st, 2, "body", "江苏省财政厅");
	put(t, st, 3, "body", "浙江省教育厅");
	FOUND("", "教育 江苏", "1");
	FOUND("", "江苏\u3000厅", "1 2");
	FOUND("", "  江 教育 ", "1 3");
	FOUND("", "江苏 体育", "");
	store_close(st);
}

BOTH("a word never reaches over from one text into the next")
{
	const struct str texts[] = { S("南京"), S(""), S("市政") };
	struct store *st = store_named(t);

	CHECK_OK(words_put(st, t->a, &names, key_of(1), S("body"), texts, 3,
	    &t->note), &t->note);
	FOUND("", "南京", "1");
	FOUND("", "市政", "1");
	FOUND("", "京市", "");
	FOUND("", "南京市政", "");
	put(t, st, 2, "body", "甲乙 乙丙");
	FOUND("", "甲乙丙", "");
	put(t, st, 3, "body", "甲乙，乙丙，甲乙丙丁");
	FOUND("", "甲乙丙", "3");
	store_close(st);
}

BOTH("what is typed with signs stands there with them")
{
	struct store *st = store_named(t);

	put(t, st, 1, "system", "信息办（网信办）门户 https://www.example.cn/a");
	put(t, st, 2, "system", "信息办 网信办 www example cn");
	FOUND("", "网信办", "1 2");
	FOUND("", "（网信办）", "1");
	FOUND("", "(网信办)", "1");
	FOUND("", "www.example.cn", "1");
	FOUND("", "example cn", "1 2");
	FOUND("", "信息办（网", "1");
	store_close(st);
}

BOTH("letters are found by how a word begins, in any case and width")
{
	struct store *st = store_named(t);

	put(t, st, 1, "system", "OA办公系统 V2");
	put(t, st, 2, "system", "ＯＡ-2024");
	put(t, st, 3, "system", "SOA 320100-07");
	FOUND("", "oa", "1 2");
	FOUND("", "ＯＡ", "1 2");
	FOUND("", "o", "1 2");
	FOUND("", "oa办公", "1");
	FOUND("", "oa-20", "2");
	FOUND("", "a-2024", "");
	FOUND("", "320100-07", "3");
	FOUND("", "3201", "3");
	FOUND("", "20100", "");
	store_close(st);
}

BOTH("very long words are found, and by no other long word")
{
	static const char with[] = { '1', 'a' };	/* and that is a sound */
	struct store *st = store_named(t);

	for (int i = 0; i < 2; i++) {
		char ones[WORDS_RUN_MAX + 10];
		struct str a, b;

		memset(ones, with[i], sizeof ones - 1);
		ones[sizeof ones - 1] = '\0';
		a = str_fmt(t->a, "%sa", ones);
		b = str_fmt(t->a, "%sb", ones);
		put(t, st, 1, "system", a.p);
		put(t, st, 2, "system", b.p);
		FOUND("", a.p, "1");
		FOUND("", b.p, "2");
		FOUND("", ones, "1 2");
		ones[WORDS_RUN_MAX] = '\0';
		FOUND("", ones, "1 2");
	}
	store_close(st);
}

BOTH("a kind can be asked for")
{
	struct store *st = store_named(t);

	put(t, st, 1, "body", "系统处");
	put(t, st, 2, "system", "办公系统");
	put(t, st, 3, "post", "系统处处长 body");
	FOUND("", "系统", "1 2 3");
	FOUND("system", "系统", "2");
	FOUND("body", "系统", "1");
	FOUND("person", "系统", "");
	FOUND("", "body", "3");
	store_close(st);
}

BOTH("a record that is put again is found by its new words only")
{
	struct store *st = store_named(t);

	put(t, st, 1, "body", "港闸区人民政府");
	put(t, st, 2, "body", "崇川区人民政府");
	put(t, st, 1, "body", "旧港区人民政府");
	FOUND("", "港闸", "");
	FOUND("", "旧港", "1");
	/* And stays where it was. */
	FOUND("", "人民政府", "1 2");
	put(t, st, 1, "body", "旧港区人民政府");
	FOUND("", "人民政府", "1 2");
	put(t, st, 2, "system", "崇川区人民政府");
	FOUND("body", "人民政府", "1");
	FOUND("system", "崇川", "2");
	store_close(st);
}

BOTH("a record that is dropped is found no more")
{
	struct store *st = store_named(t);

	put(t, st, 1, "body", "南京");
	put(t, st, 2, "body", "南京");
	CHECK_OK(words_drop(st, &names, key_of(1), &t->note), &t->note);
	CHECK_OK(words_drop(st, &names, key_of(1), &t->note), &t->note);
	CHECK_OK(words_drop(st, &names, key_of(9), &t->note), &t->note);
	FOUND("", "南京", "2");
	put(t, st, 1, "body", "南京");
	FOUND("", "南京", "2 1");
	store_close(st);
}

BOTH("an emptied index finds nothing and can be filled again")
{
	struct store *st = store_named(t);

	put(t, st, 1, "body", "南京");
	CHECK_OK(words_empty(st, &names, &t->note), &t->note);
	FOUND("", "南京", "");
	put(t, st, 1, "body", "北京");
	FOUND("", "京", "1");
	CHECK_OK(words_clear(st, "name_words", &t->note), &t->note);
	FOUND("", "京", "");
	store_close(st);
}

BOTH("hits come by pages, in the order in which they came in")
{
	struct words_query q = { .text = S("局"), .most = 7 };
	const struct words_hit *hit;
	struct store *st = store_named(t);
	int seen = 0;
	size_t n;

	CHECK_OK(store_begin(st, &t->note), &t->note);
	for (int i = 0; i < 100; i++)
		put(t, st, 200 - i, "body", i % 2 == 0 ? "公安局" : "法院");
	CHECK_OK(store_commit(st, &t->note), &t->note);
	do {
		CHECK_OK(words_find(st, t->a, &names, &q, &hit, &n,
		    &t->note), &t->note);
		for (size_t i = 0; i < n; i++) {
			CHECK_INT(number_of(hit[i].id), 200 - 2 * seen++);
			CHECK(hit[i].place > q.after);
			q.after = hit[i].place;
		}
	} while (n == q.most);
	CHECK_INT(seen, 50);
	q.most = 0;
	CHECK_OK(words_find(st, t->a, &names, &q, &hit, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 0);
	store_close(st);
}

BOTH("what holds no word is refused, and too many words")
{
	static const char *const none[] = { "", " ", "（）", "\"'*", "。\u3000-" };
	const struct words_hit *hit;
	struct store *st = store_named(t);
	struct words_query q = { .most = 9 };
	char many[4 * WORDS_PARTS_MAX], much[WORDS_QUERY_MAX + 1];
	size_t n;

	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
		q.text = str_of(none[i]);
		CHECK_ERR(words_find(st, t->a, &names, &q, &hit, &n,
		    &t->note), ERR_INVALID, &t->note);
		note_clear(&t->note);
	}
	for (size_t i = 0; i < sizeof many; i++)
		many[i] = i % 2 == 0 ? 'a' : ' ';
	q.text = (struct str){ many, sizeof many };
	CHECK_ERR(words_find(st, t->a, &names, &q, &hit, &n, &t->note),
	    ERR_LIMIT, &t->note);
	memset(much, 'a', sizeof much);
	q.text = (struct str){ much, sizeof much };
	note_clear(&t->note);
	CHECK_ERR(words_find(st, t->a, &names, &q, &hit, &n, &t->note),
	    ERR_LIMIT, &t->note);
	store_close(st);
}

BOTH("nothing that is typed is taken for a command of the database")
{
	static const char *const odd[] = {
		"a OR b", "NOT a", "kind : body", "texts:a", "a*", "a^b", "\"a",
		"a' & 'b", "a:*", "a\\b", "{a}", "NEAR(a b)", "%", "_a", "!a",
		"a | b", "(a", "a <-> b", "$1",
	};
	const struct words_hit *hit;
	struct store *st = store_named(t);

	put(t, st, 1, "body", "x");
	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
		const struct words_query q = { .text = str_of(odd[i]),
		    .most = 9 };
		size_t n = 1;
		enum err r = words_find(st, t->a, &names, &q, &hit, &n,
		    &t->note);

		if (r == ERR_INVALID)
			note_clear(&t->note);
		else
			CHECK_OK(r, &t->note);
		CHECK(r != ERR_OK || n == 0);
	}
	store_close(st);
}

BOTH("what is undone was never found")
{
	struct store *st = store_named(t);

	put(t, st, 1, "body", "南京");
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(store_mark(st, &t->note), &t->note);
	put(t, st, 1, "body", "北京");
	put(t, st, 2, "body", "东京");
	store_undo(st);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	FOUND("", "京", "1");
	FOUND("", "南京", "1");
	CHECK_OK(store_begin(st, &t->note), &t->note);
	put(t, st, 1, "body", "北京");
	store_rollback(st);
	FOUND("", "北京", "");
	store_close(st);
}

BOTH("a reader sees an index that another connection fills")
{
	struct store *st = store_named(t), *reader = pg_open(t, STORE_READ);

	put(t, st, 1, "body", "南京");
	CHECK_STR(found(t, reader, "", "南京"), "1");
	put(t, st, 2, "body", "南京");
	CHECK_STR(found(t, reader, "", "南京"), "1 2");
	store_close(reader);
	store_close(st);
}

static void
refused(const char *sql)
{
	const struct part p = { "wrong", sql, 1, NULL };
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	const struct schema *s = NULL;

	CHECK_ERR(schema_read(a, &p, 1, &s, &note), ERR_BUG, &note);
	arena_free(a);
}

TEST("an index of words is SCRATCH, has a class and stands alone")
{
	struct arena *a = arena_new();
	const struct schema *s = schema_of(a, named, COUNT(named));
	const struct table *t = table_of(s, "name_words");

	CHECK(t->words && t->lasting && t->class == CLASS_SCRATCH);
	CHECK_INT(t->ncolumns, 0);
	CHECK_STR(str_of(t->create), "CREATE WORDS name_words;");
	CHECK(!table_of(s, "index_due")->words);
	CHECK(!table_of(s, "index_due")->lasting);
	arena_free(a);
	refused("-- KEPT.  Names.\nCREATE WORDS w;\n");
	refused("-- DERIVED.  Names.\nCREATE WORDS w;\n");
	refused("CREATE WORDS w;\n");
	refused("-- SCRATCH.  Names.\nCREATE WORDS w (a TEXT);\n");
	refused("-- SCRATCH.  Names.\nCREATE WORDS w;\n"
	    "CREATE INDEX w_a ON w (a);\n");
	refused("-- DERIVED, lasting.  A.\n"
	    "CREATE TABLE a (id KEY16 NOT NULL PRIMARY KEY);\n");
}

BOTH("a start empties what is of the moment, and not what lasts")
{
	struct store *st = store_named(t);

	put(t, st, 1, "body", "南京");
	CHECK_OK(schema_scratch(schema_of(t->a, named, COUNT(named)), st,
	    &t->note), &t->note);
	FOUND("", "南京", "1");
	store_close(st);
}

BOTH("an upgrade makes an index anew that is lost, and drops one of another "
    "version")
{
	const struct schema *s = schema_of(t->a, named, COUNT(named));
	const struct part other[] = { named[0], { "names", "-- SCRATCH.  N.\n"
	    "CREATE WORDS other_words;\n", 1, NULL } };
	const struct schema *s2 = schema_of(t->a, other, COUNT(other));
	const char *const *remade;
	struct store *st = store_named(t);
	size_t n = 9;

	put(t, st, 1, "body", "南京");
	CHECK_OK(words_unmake(st, "name_words", &t->note), &t->note);
	CHECK_ERR(schema_check(s, st, &t->note), ERR_VERSION, &t->note);
	note_clear(&t->note);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(schema_upgrade(t->a, s, st, &remade, &n, &t->note),
	    &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	CHECK_INT(n, 0);
	CHECK_OK(schema_check(s, st, &t->note), &t->note);
	FOUND("", "南京", "");
	put(t, st, 1, "body", "南京");
	FOUND("", "南京", "1");
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(schema_upgrade(t->a, s2, st, &remade, &n, &t->note),
	    &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	CHECK_OK(schema_check(s2, st, &t->note), &t->note);
	CHECK_ERR(schema_check(s, st, &t->note), ERR_VERSION, &t->note);
	note_clear(&t->note);
	store_close(st);
}

/* Texts of few characters, so that much is found by chance; none of them has a
 * sound. */
static void
text_draw(struct buf *b, uint64_t *state, size_t most)
{
	static const char *const chars[] = { "ж", "ю", "я", "a", "b", "1", " ",
	    "-", "（" };
	size_t n;

	buf_empty(b);
	n = 1 + draw(state, most);
	for (size_t i = 0; i < n; i++)
		buf_text(b, chars[draw(state, COUNT(chars))]);
}

/* Does ${part} stand in ${text}?  ${begins}: and begins no word of ASCII in its
 * middle.  Slow and plain. */
static bool
part_stands(struct str text, struct str part, bool begins)
{
	for (size_t at = 0; at + part.n <= text.n; at++) {
		bool inside = at > 0 && strchr("ab1", text.p[at - 1]) != NULL &&
		    strchr("ab1", part.p[0]) != NULL;

		if (memcmp(text.p + at, part.p, part.n) == 0 &&
		    !(begins && inside))
			return true;
	}
	return false;
}

static bool
stands(struct str text, struct str asked, bool begins)
{
	struct str one;
	bool any = false;

	while (str_cut(&asked, ' ', &one)) {
		bool word = false;

		for (size_t i = 0; i < one.n; i++)
			word = word || (one.p[i] != '-' && one.p[i] != '(');
		if (!word)
			continue;
		any = true;
		if (!part_stands(text, one, begins))
			return false;
	}
	return any;
}

enum { TEXTS = 60, QUERIES = 400 };

/* What is found stands there; what stands there as a word is found. */
static int
look(struct test_place *t, struct store *st, const struct str text[TEXTS],
    struct str asked)
{
	const struct words_query q = { .text = asked, .most = 100 };
	const struct words_hit *hit;
	struct str folded = utf8_fold(t->a, asked);
	bool found[TEXTS] = { false };
	size_t n = 0;
	enum err r = words_find(st, t->a, &names, &q, &hit, &n, &t->note);

	if (r == ERR_INVALID)
		note_clear(&t->note);
	else
		CHECK_OK(r, &t->note);
	for (size_t i = 0; i < n; i++)
		found[number_of(hit[i].id)] = true;
	for (int i = 0; i < TEXTS; i++)
		if ((found[i] && !stands(text[i], folded, false)) ||
		    (!found[i] && stands(text[i], folded, true)))
			fail_msg("%s: %s %s", asked.p, text[i].p,
			    found[i] ? "found" : "not found");
	return (int)n;
}

BOTH("random texts are found as a plain look through them finds them")
{
	struct store *st = store_named(t);
	struct buf drawn = BUF_IN(t->a);
	struct str text[TEXTS];
	uint64_t state = 7;
	int hits = 0;

	CHECK_OK(store_begin(st, &t->note), &t->note);
	for (int i = 0; i < TEXTS; i++) {
		text_draw(&drawn, &state, 9);
		put(t, st, i, "body", str_copy(t->a, buf_view(&drawn)).p);
		text[i] = utf8_fold(t->a, str_copy(t->a, buf_view(&drawn)));
	}
	CHECK_OK(store_commit(st, &t->note), &t->note);
	for (int k = 0; k < QUERIES; k++) {
		struct arena_mark mark = arena_mark(t->a);

		text_draw(&drawn, &state, 4);
		hits += look(t, st, text, str_copy(t->a, buf_view(&drawn)));
		arena_reset(t->a, mark);
	}
	CHECK(hits > QUERIES);
	store_close(st);
}

TEST("typed text is cut into pairs, and singles only where they are alone")
{
	struct arena *a = arena_new();

	CHECK_STR(cut(a, "网络安全", true), "网络 络安 安全");
	CHECK_STR(cut(a, "网", true), "网");
	CHECK_STR(cut(a, "网a1络-安", true), "网 a1 络 安");
	CHECK_STR(cut(a, "", true), "");
	CHECK_STR(cut(a, "。（）", true), "");
	arena_free(a);
}
