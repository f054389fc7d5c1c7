/* SPDX-License-Identifier: Apache-2.0 */
/* Finding by sounds, and how they are cut. */
#include "base/utf8.h"
#include "store/words_names_test.h"

BOTH("a name is found by its sound")
{
	struct store *st;

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	st = store_named(t);
	put(t, st, 1, "person", "张某甲");
	put(t, st, 2, "person", "单某");
	put(t, st, 3, "person", "王某甲");
	put(t, st, 4, "body", "江苏省银行业监督管理局");
	FOUND("", "zmj", "1");
	FOUND("", "ZM", "1");
	FOUND("", "zhangmoujia", "1");
	FOUND("", "zhang mou jia", "1");
	FOUND("", "zhangmou", "1");
	FOUND("", "zhangm", "1");
	FOUND("", "moujia", "1 3");
	FOUND("", "mj", "1 3");
	FOUND("", "hangmoujia", "");
	FOUND("", "shanmou", "2");
	FOUND("", "danmou", "2");
	FOUND("", "sm", "2");
	FOUND("", "yhy", "4");
	FOUND("", "jssyhyjdglj", "4");
	FOUND("", "zhang某", "");
	FOUND("person", "张 zmj", "1");
	store_close(st);
}

static const char longest[] = "中共苏州市委网络安全和信息化委员会办公室";

/* Each character by its first reading. */
static struct str
sound_of(struct arena *a, struct str chars)
{
	struct pinyin_reading all[PINYIN_READINGS_MAX];
	struct buf b = BUF_IN(a);
	size_t at = 0;

	while (at < chars.n) {
		CHECK(pinyin_readings(utf8_next(chars, &at), all) > 0);
		buf_text(&b, all[0].text);
	}
	buf_char(&b, '\0');
	b.n--;
	return buf_view(&b);
}

BOTH("a long name is found by the sound of any run of its characters")
{
	const struct str name = str_of(longest);
	struct store *st;

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	st = store_named(t);
	put(t, st, 1, "body", longest);
	put(t, st, 2, "body", "某某");
	for (size_t from = 0; from < name.n; from += 3)
		for (size_t to = from + 3; to <= name.n; to += 3) {
			struct str part = str_part(name, from, to);

			FOUND("", sound_of(t->a, part).p, "1");
		}
	store_close(st);
}

BOTH("a long name is found as it is typed, and not by what stands apart")
{
	struct store *st;

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	st = store_named(t);
	put(t, st, 1, "body", longest);
	FOUND("", "suzhoushi", "1");
	FOUND("", "suzhoushiwei", "1");
	FOUND("", "SuZhouShiWei", "1");
	FOUND("", "suzhoushiweiw", "1");
	FOUND("", "suzhoushiweiwangl", "1");
	FOUND("", "wangluoanquan", "1");
	FOUND("", "wangluoanq", "1");
	FOUND("", "suzhou wangluo anquan", "1");
	FOUND("", "suzhou 网络 bgs", "1");
	FOUND("", "zgszswwlaqhxxhwyhbgs", "1");
	FOUND("", "suwangluo", "");
	FOUND("", "wangluoxinxi", "");
	FOUND("", "angluoanquan", "");
	FOUND("", "wangluoanquanx", "");
	FOUND("", "wangluoanquanhexinxihuaweiyuanhuibangongting", "");
	FOUND("", "网络anquan", "");
	store_close(st);
}

BOTH("characters with several readings are found in each, anywhere")
{
	struct store *st;

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	st = store_named(t);
	put(t, st, 1, "body", "江苏省银行业监督管理局");
	put(t, st, 2, "body", "重庆市长寿区人民政府办公室");
	put(t, st, 3, "body", "中国音乐学院与快乐少年宫");
	FOUND("", "yinhangye", "1");
	FOUND("", "yinxingye", "1");
	FOUND("", "shengyinhangyejiandu", "1");
	FOUND("", "chongqingshichangshou", "2");
	FOUND("", "zhongqingshizhangshou", "2");
	FOUND("", "chongqingshizhangshouqu", "2");
	FOUND("", "yinyuexueyuan", "3");
	FOUND("", "yinlexueyuan", "3");
	FOUND("", "kuaileshaonian", "3");
	/* Rare readings are of names only: 单 shan, 区 ou. */
	put(t, st, 4, "body", "单位");
	put(t, st, 5, "body", "各级机关事业单位");
	FOUND("", "shanwei", "4");
	FOUND("", "danwei", "4 5");
	store_close(st);
}

BOTH("what can be read in two ways is found in both")
{
	struct store *st;

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	st = store_named(t);
	put(t, st, 1, "body", "西安市公安局西安分局");
	put(t, st, 2, "body", "先市公安局");
	put(t, st, 3, "body", "方案与反感的研究中心");
	FOUND("", "xian", "1 2");
	FOUND("", "xianshigongan", "1 2");
	FOUND("", "xianfenju", "1");
	FOUND("", "xianshigonganjuxianfenju", "1");
	FOUND("", "fangan", "3");
	FOUND("", "fanganyu", "3");
	FOUND("", "fangande", "3");
	FOUND("", "fanganyufangandeyanjiu", "3");
	FOUND("", "fangandefangan", "");
	store_close(st);
}

BOTH("a sound whose pairs all are there, but not in a row, is not found")
{
	struct store *st;

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	st = store_named(t);
	put(t, st, 1, "body", "南京市政与京市政府");
	put(t, st, 2, "body", "南京市政，府");
	put(t, st, 3, "body", "南京市政府");
	/* What is written so is no sound. */
	put(t, st, 4, "body", "nanjing jingshi shizheng zhengfu");
	FOUND("", "nanjingshizhengfu", "3");
	FOUND("", "nanjingshizheng", "1 2 3");
	FOUND("", "jingshizhengfu", "1 3");
	FOUND("", "nanjing", "1 2 3 4");
	store_close(st);
}

BOTH("hits of a sound come by pages, past all that only looks like one")
{
	struct words_query q = { .text = S("nanjingshizhengfu"), .most = 7 };
	const struct words_hit *hit;
	struct store *st;
	int seen = 0;
	size_t n;

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	st = store_named(t);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	for (int i = 0; i < 1200; i++)
		put(t, st, i, "body", i % 40 == 39 ? "南京市政府" :
		    "南京市政与京市政府");
	CHECK_OK(store_commit(st, &t->note), &t->note);
	do {
		CHECK_OK(words_find(st, t->a, &names, &q, &hit, &n,
		    &t->note), &t->note);
		for (size_t i = 0; i < n; i++) {
			CHECK_INT(number_of(hit[i].id), 40 * ++seen - 1);
			q.after = hit[i].place;
		}
	} while (n == q.most);
	CHECK_INT(seen, 30);
	q = (struct words_query){ .text = q.text };
	CHECK_OK(words_find(st, t->a, &names, &q, &hit, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 0);
	CHECK_INT(found(t, st, "", q.text.p).n, 122);	/* 39 79 … 1199 */
	store_close(st);
}

BOTH("the longest text there may be is taken, and found by its beginning")
{
	struct buf b = BUF_IN(t->a);
	struct store *st;

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	st = store_named(t);
	/* Each is read in many ways. */
	for (int i = 0; b.n < WORDS_TEXT_MAX; i++)
		buf_text(&b, i % 5 == 4 ? "，" : i % 3 == 0 ? "和" :
		    i % 3 == 1 ? "差" : "着");
	buf_char(&b, '\0');
	put(t, st, 1, "body", b.p);
	FOUND("", "hechazhe", "1");
	FOUND("", "和差着", "1");
	store_close(st);
}

/* Names of characters that are read in several ways, and some that together are
 * read as others are. */
static void
name_draw(struct buf *b, uint64_t *state, size_t most)
{
	static const char *const chars[] = { "长", "重", "西", "安", "先", "反",
	    "感", "方", "案", "乐", "单", "ж", "，" };
	size_t n;

	buf_empty(b);
	n = 1 + draw(state, most);
	for (size_t i = 0; i < n; i++)
		buf_text(b, chars[draw(state, COUNT(chars))]);
}

static void
sound_draw(struct buf *b, uint64_t *state)
{
	static const char *const sounds[] = { "chang", "zhang", "chong",
	    "zhong", "xi", "an", "xian", "fan", "gan", "fang", "le", "yue", "g",
	    "x", "c", "f" };
	size_t n;

	buf_empty(b);
	n = 1 + draw(state, 5);
	for (size_t i = 0; i < n; i++)
		buf_text(b, sounds[draw(state, COUNT(sounds))]);
	buf_char(b, '\0');
	b->n--;
}

/* Do the characters of a run sound so, from the one at ${at} on?  Tries all there
 * is: slow and plain.  What is asked gets shorter with each. */
static bool
sounds_from(struct str run, size_t at, bool name, bool initials,
    struct str asked)
{
	struct pinyin_reading all[PINYIN_READINGS_MAX];
	size_t n;

	if (asked.n == 0)
		return true;
	if (at >= run.n)
		return false;
	n = pinyin_readings(utf8_next(run, &at), all);
	for (size_t i = 0; i < n; i++) {
		struct str s = { all[i].text, initials ? 1 :
		    strlen(all[i].text) };
		size_t same = s.n < asked.n ? s.n : asked.n;

		if ((name || !all[i].rare) && memcmp(s.p, asked.p, same) == 0 &&
		    sounds_from(run, at, name, initials,
		    str_part(asked, same, asked.n)))
			return true;
	}
	return false;
}

static bool
text_sounds(struct str text, bool initials, struct str asked)
{
	struct words_run run;
	size_t at = 0;

	while (words_run(text, &at, &run))
		for (size_t i = run.from; i < run.to;
		    (void)utf8_next(text, &i))
			if (sounds_from(str_part(text, run.from, run.to),
			    i - run.from, run.count <= WORDS_NAME_MAX,
			    initials, asked))
				return true;
	return false;
}

enum { TEXTS = 60, QUERIES = 400 };

static int
listen(struct test_place *t, struct store *st, const struct str text[TEXTS],
    struct str asked)
{
	const struct words_query q = { .text = asked, .most = 100 };
	const struct words_hit *hit;
	bool found[TEXTS] = { false };
	size_t n = 0;

	CHECK_OK(words_find(st, t->a, &names, &q, &hit, &n, &t->note),
	    &t->note);
	for (size_t i = 0; i < n; i++)
		found[number_of(hit[i].id)] = true;
	for (int i = 0; i < TEXTS; i++) {
		bool spelt = text_sounds(text[i], false, asked);

		/* Not all initials of a character that has many count. */
		if (found[i] != spelt && !(found[i] &&
		    text_sounds(text[i], true, asked)))
			fail_msg("%s: %s %s", asked.p, text[i].p,
			    found[i] ? "found" : "not found");
	}
	return (int)n;
}

BOTH("random names are found by their sounds as a plain look finds them")
{
	struct store *st;
	struct buf drawn = BUF_IN(t->a);
	struct str text[TEXTS];
	uint64_t state = 11;
	int hits = 0;

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	st = store_named(t);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	for (int i = 0; i < TEXTS; i++) {
		name_draw(&drawn, &state, 16);
		text[i] = str_copy(t->a, buf_view(&drawn));
		put(t, st, i, "body", text[i].p);
		text[i] = utf8_fold(t->a, text[i]);
	}
	CHECK_OK(store_commit(st, &t->note), &t->note);
	for (int k = 0; k < QUERIES; k++) {
		struct arena_mark mark = arena_mark(t->a);

		sound_draw(&drawn, &state);
		hits += listen(t, st, text, buf_view(&drawn));
		arena_reset(t->a, mark);
	}
	CHECK(hits > QUERIES);
	store_close(st);
}

TEST("sounds are cut into pairs in all readings, and the last one alone")
{
	struct arena *a = arena_new();

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	CHECK_STR(cut(a, "银行", false),
	    "银行/银/yx/yh/Yinxing/Yinhang/Yinheng "
	    "行/x/h/Xing/Hang/Heng");
	CHECK_STR(cut(a, "某ж甲", false),
	    "某ж/某/m/Mou ж甲/ж 甲/j/Jia");
	arena_free(a);
}

static int
stop(void *arg, struct str word, bool beside, size_t from, size_t to)
{
	(void)word;
	(void)beside;
	(void)from;
	(void)to;
	return ++*(int *)arg == 3 ? 42 : 0;
}

TEST("cutting ends when its caller says so")
{
	for (int asked = 0; asked < 2; asked++) {
		int n = 0;

		CHECK_INT(words_cut(S("网络安全a"), asked, stop, &n), 42);
		CHECK_INT(n, 3);
	}
}

static void
spelt_gather(void *arg, size_t point, struct str letters, bool begins)
{
	struct buf *b = arg;

	buf_fmt(b, "%s%zu:%.*s%s", b->n == 0 ? "" : " ", point,
	    STR_ARG(letters), begins ? "*" : "");
}

static void
spelt_is(struct arena *a, const char *typed, enum words_spelt how,
    const char *want)
{
	struct buf b = BUF_IN(a);

	CHECK_INT(words_spell(str_of(typed), spelt_gather, &b), how);
	CHECK_STR(buf_view(&b), want);
}

TEST("typed letters are cut into pairs where every reading has a syllable")
{
	struct arena *a = arena_new();
	char most[WORDS_RUN_MAX + 2];

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	spelt_is(a, "zhou", WORDS_BEGIN, "0:zhou*");
	spelt_is(a, "suz", WORDS_BEGIN, "0:suz*");
	spelt_is(a, "suzhoushi", WORDS_HEAR, "0:suzhou 1:zhoushi*");
	spelt_is(a, "suzhoushiw", WORDS_HEAR, "0:suzhou 1:zhoushi 2:shiw*");
	/* As 先市, as 西安市, and as one might read 西阿嗯市. */
	spelt_is(a, "xianshi", WORDS_HEAR, "0:xia 0:xian 0:xianshi*");
	spelt_is(a, "zgszs", WORDS_SOUNDLESS, "");
	spelt_is(a, "a1", WORDS_SOUNDLESS, "");
	spelt_is(a, "", WORDS_SOUNDLESS, "");
	memset(most, 'a', sizeof most);
	most[sizeof most - 1] = '\0';
	spelt_is(a, most, WORDS_SOUNDLESS, "");
	arena_free(a);
}

TEST("a text is heard from any character on")
{
	const struct str text = S("网络安全和信息化，xitong 单位");

	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
	CHECK(words_hear(text, S("wangluoanquan")));
	CHECK(words_hear(text, S("luoanq")));
	CHECK(words_hear(text, S("wlaq")));
	CHECK(words_hear(text, S("hxxh")));
	CHECK(words_hear(text, S("xit")));
	CHECK(words_hear(text, S("shanwei")));
	CHECK(!words_hear(text, S("xinxihuaxitong")));
	CHECK(!words_hear(text, S("itong")));
	CHECK(!words_hear(text, S("wangaq")));
	CHECK(!words_hear(text, S("")));
	CHECK(!words_hear(S(""), S("a")));
}

