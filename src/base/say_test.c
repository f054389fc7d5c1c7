/* SPDX-License-Identifier: Apache-2.0 */
#include "base/say.h"

#include "base/catalogue.h"
#include "base/utf8.h"
#include "test/lib/test.h"

extern const char po_zh_CN[];
extern const size_t po_zh_CN_size;
extern const char po_en[];
extern const size_t po_en_size;

static const struct voice zh = { LANG_ZH_CN, NULL }, en = { LANG_EN, NULL };

static enum lang
lang_of(const char *wish)
{
	enum lang lang = LANG__MAX;

	return say_lang(str_of(wish), &lang) ? lang : LANG__MAX;
}

TEST("a language is understood as people and POSIX write it")
{
	static const char *const chinese[] = {
		"zh_CN.UTF-8", "zh", "zh_CN", "zh-CN", "ZH", "zh_TW.Big5",
		"zh_SG@pinyin", "zh-Hans-CN", "Chinese", "zh.UTF-8",
	}, *const english[] = {
		"en_GB", "en", "en_US.UTF-8", "EN-us", "C", "C.UTF-8", "POSIX",
		"English", "en@euro",
	}, *const neither[] = {
		"", "de_DE.UTF-8", "fr", "z", "zho", "e", "cn", "_CN", ".UTF-8",
		"zhCN", " zh", "english language",
	};

	for (size_t i = 0; i < sizeof chinese / sizeof chinese[0]; i++)
		CHECK_INT(lang_of(chinese[i]), LANG_ZH_CN);
	for (size_t i = 0; i < sizeof english / sizeof english[0]; i++)
		CHECK_INT(lang_of(english[i]), LANG_EN);
	for (size_t i = 0; i < sizeof neither / sizeof neither[0]; i++)
		CHECK_INT(lang_of(neither[i]), LANG__MAX);
}

TEST("what is known is said in the language, what is not as it is")
{
	CHECK_STR(str_of(say(LANG_ZH_CN, "Not found.")), "没有找到。");
	CHECK_STR(str_of(say(LANG_EN, "Not found.")), "Not found.");
	CHECK(say_known(LANG_ZH_CN, "Not found."));
	CHECK(!say_known(LANG_ZH_CN, "Nobody ever said this."));
	CHECK_STR(str_of(say(LANG_ZH_CN, "Nobody ever said this.")),
	    "Nobody ever said this.");
	/* The header of the catalogue is nobody's sentence. */
	CHECK(!say_known(LANG_ZH_CN, ""));
	CHECK_STR(str_of(say(LANG_ZH_CN, "")), "");
}

TEST("every error has words in both languages")
{
	for (enum err e = ERR_OK; e < ERR__MAX; e++) {
		CHECK(say_known(LANG_ZH_CN, err_words(e)));
		CHECK(*say(LANG_EN, err_words(e)) != '\0');
	}
}

static void
check_catalogue(const struct catalogue *c, bool full)
{
	size_t n = catalogue_count(c);
	struct str before = S(""), msgid, words;

	CHECK(full ? n > 100 : n >= 1);
	for (size_t i = 0; i < n; i++) {
		assert_true(catalogue_at(c, i, &msgid, &words));
		CHECK(utf8_ok(msgid) && utf8_ok(words) && words.n != 0);
		CHECK(i == 0 || str_cmp(before, msgid) < 0);
		before = msgid;
		if (i == 0) {
			CHECK_STR(msgid, "");
			continue;
		}
		assert_true(catalogue_find(c, msgid, &before));
		CHECK(before.p == words.p);
		before = msgid;
	}
	CHECK(!catalogue_at(c, n, &msgid, &words));
}

TEST("the tables in the program are whole and in order")
{
	check_catalogue(&(struct catalogue){ po_zh_CN, po_zh_CN_size }, true);
	check_catalogue(&(struct catalogue){ po_en, po_en_size }, false);
}

static uint32_t
get(const char *p)
{
	uint32_t n;

	memcpy(&n, p, sizeof n);
	return n;
}

static void
put(char *p, uint32_t n)
{
	memcpy(p, &n, sizeof n);
}

TEST("a table that was cut or changed finds nothing outside itself")
{
	size_t n = po_en_size;
	struct str words;
	char *exact;

	/* On the heap and no longer than it is, for the sanitizer. */
	for (size_t cut = 0; cut <= n; cut++) {
		struct catalogue c = { NULL, cut };

		exact = malloc(cut == 0 ? 1 : cut);
		assert_non_null(exact);
		memcpy(exact, po_en, cut);
		c.bytes = exact;
		(void)catalogue_find(&c, S("Not found."), &words);
		(void)catalogue_find(&c, S(""), &words);
		(void)catalogue_at(&c, 0, &words, &words);
		free(exact);
	}
	exact = malloc(n);
	assert_non_null(exact);
	for (size_t at = 0; at + 4 <= n && at < 200; at += 4)
		for (uint32_t v = 0; v < 4; v++) {
			struct catalogue c = { exact, n };

			memcpy(exact, po_en, n);
			put(exact + at, v == 0 ? UINT32_MAX : v == 1 ?
			    (uint32_t)n : get(exact + at) + (v == 2 ? 1 :
			    (uint32_t)-1));
			(void)catalogue_find(&c, S("Not found."), &words);
			(void)catalogue_find(&c, S("zz"), &words);
		}
	free(exact);
}

static void
check_said(struct voice v, const char *msgid, const struct arg *args,
    const char *want)
{
	struct buf b = BUF_INIT;

	say_into(&b, v, msgid, args);
	CHECK_STR(buf_view(&b), want);
	buf_free(&b);
}

#define ARGS(...)	((const struct arg[]){ __VA_ARGS__, { 0 } })

TEST("places are filled by name, each kind in its way")
{
	check_said(en, "{a} and {b}, {a}", ARGS(A_CSTR("a", "x"),
	    A_CSTR("b", "y")), "x and y, x");
	check_said(en, "{n}", ARGS(A_INT("n", 1234567)), "1 234 567");
	check_said(en, "{d}", ARGS(A_DAY("d", 20780)), "2026-11-23");
	check_said(en, "{d}", ARGS(A_DAY("d", DAY_OPEN)), "open");
	check_said(zh, "{d}", ARGS(A_DAY("d", DAY_OPEN)), "至今");
	check_said(en, "{m}", ARGS(A_MOMENT("m", 1795414205123)),
	    "2026-11-23 06:10 (UTC)");
	check_said(zh, "{m}", ARGS(A_MOMENT("m", 1795414205123)),
	    "2026-11-23 06:10（UTC）");
	check_said(en, "{w}", ARGS(A_WORD("w", "Not found.")), "Not found.");
	check_said(zh, "{w}", ARGS(A_WORD("w", "Not found.")), "没有找到。");
	check_said(zh, "{w}", ARGS(A_WORD("w", "no msgid")), "no msgid");
}

TEST("unknown places, lone braces and texts with braces stay")
{
	check_said(en, "{nobody} {}", ARGS(A_CSTR("a", "x")), "{nobody} {}");
	check_said(en, "{nobody}", NULL, "{nobody}");
	check_said(en, "end {", ARGS(A_CSTR("a", "x")), "end {");
	check_said(en, "{a", ARGS(A_CSTR("a", "x")), "{a");
	check_said(en, "a} {a}", ARGS(A_CSTR("a", "x")), "a} x");
	check_said(en, "{a}{b}", ARGS(A_CSTR("a", "{b}"), A_CSTR("b", "{a}")),
	    "{b}{a}");
	check_said(en, "", ARGS(A_CSTR("a", "x")), "");
	check_said(en, "{a}", ARGS(A_CSTR("a", "")), "");
}

static void
check_note(struct voice v, const struct note *note, const char *want)
{
	struct buf b = BUF_INIT;

	say_note(&b, v, note);
	CHECK_STR(buf_view(&b), want);
	buf_free(&b);
}

TEST("a note says where before it says what")
{
	static const struct {
		struct where	 where;
		const char	*en, *zh;
	} rows[] = {
		{ { 0 }, "Not found.", "没有找到。" },
		{ { .line = 12 }, "line 12: Not found.",
		    "第 12 行：没有找到。" },
		{ { .row = 12 }, "row 12: Not found.",
		    "第 12 行：没有找到。" },
		{ { .row = 12, .line = 12, .column = 3 },
		    "row 12, column 3: Not found.",
		    "第 12 行，第 3 列：没有找到。" },
		{ { .row = 12, .line = 15 }, "row 12 (line 15): Not found.",
		    "第 12 行（文本第 15 行）：没有找到。" },
		{ { .column = 3 }, "column 3: Not found.",
		    "第 3 列：没有找到。" },
		{ { .field = "open" }, "\"open\": Not found.",
		    "“open”：没有找到。" },
		{ { .field = "x", .label = "open" }, "\"open\": Not found.",
		    "“至今”：没有找到。" },
		{ { .field = "x", .row = 41802 },
		    "row 41 802, \"x\": Not found.",
		    "第 41 802 行，“x”：没有找到。" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct note note = NOTE_INIT;

		(void)NOTE(&note, ERR_NOTFOUND, "Not found.");
		note_where(&note, rows[i].where);
		check_note(en, &note, rows[i].en);
		check_note(zh, &note, rows[i].zh);
	}
}

TEST("a note that says nothing but its kind has that kind's words")
{
	struct note note = { .err = ERR_NOTFOUND };

	check_note(en, &note, "Not found.");
	check_note(zh, &note, "没有找到。");
}

TEST("a note fills its places from its own copies")
{
	struct note note = NOTE_INIT;
	char text[] = "示例市";

	(void)NOTE(&note, ERR_INVALID, "{name}: {n}", A_CSTR("name", text),
	    A_INT("n", 10000));
	text[0] = 'X';
	check_note(en, &note, "示例市: 10 000");
}
