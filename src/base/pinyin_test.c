/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pinyin.h"

#include "base/utf8.h"
#include "test/lib/test.h"

/* Is ${want} among the combinations of ${name}? */
static bool
sounds(const char *name, bool rare, bool initials, const char *want)
{
	struct buf b = BUF_INIT;
	struct pinyin p;
	bool found = false;

	pinyin_begin(&p, str_of(name), rare);
	while (pinyin_next(&p, initials, &b))
		found = found || str_is(buf_view(&b), want);
	buf_free(&b);
	return found;
}

static int
combinations(const char *name, bool initials)
{
	struct buf b = BUF_INIT;
	struct pinyin p;
	int n = 0;

	pinyin_begin(&p, str_of(name), true);
	while (pinyin_next(&p, initials, &b))
		n++;
	buf_free(&b);
	return n;
}

static void
known_or_skip(void)
{
	if (pinyin_known() == 0)
		SKIP("built without Unicode's table of readings");
}

TEST("a name is spelt in full and by its initials")
{
	known_or_skip();
	CHECK(sounds("张某甲", true, false, "zhangmoujia"));
	CHECK(sounds("张某甲", true, true, "zmj"));
	CHECK(sounds("网信办", false, true, "wxb"));
	CHECK(sounds("吕女士", true, false, "lvnvshi"));
}

TEST("characters with several readings are spelt in each")
{
	known_or_skip();
	CHECK(sounds("银行", false, false, "yinhang"));
	CHECK(sounds("行动", false, false, "xingdong"));
	CHECK(sounds("银行", false, true, "yh"));
	CHECK(sounds("重庆", false, false, "chongqing"));
	CHECK(sounds("长沙", false, false, "changsha"));
	CHECK(sounds("局长", false, true, "jz"));
}

TEST("a surname has its own reading beside the usual one")
{
	static const struct {
		const char	*name, *want;
	} names[] = {
		{ "单某", "shanmou" }, { "曾某", "zengmou" },
		{ "仇某", "qiumou" }, { "解某", "xiemou" },
		{ "区某", "oumou" }, { "查某", "zhamou" },
		{ "朴某", "piaomou" }, { "盖某", "gemou" },
		{ "乐某", "yuemou" }, { "覃某", "qinmou" },
		{ "单某", "danmou" },
	};

	known_or_skip();
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (!sounds(names[i].name, true, false, names[i].want))
			fail_msg("%s is not %s", names[i].name,
			    names[i].want);
}

TEST("rare readings are left out where they are not wanted")
{
	known_or_skip();
	CHECK(!sounds("单位", false, true, "sw"));
	CHECK(sounds("单位", true, true, "sw"));
	CHECK(sounds("单位", false, true, "dw"));
}

TEST("a name ends at the first character without a reading")
{
	struct pinyin p;
	struct buf b = BUF_INIT;

	known_or_skip();
	pinyin_begin(&p, S("王A张"), true);
	CHECK_INT(p.n, 1);
	pinyin_begin(&p, S("A王"), true);
	CHECK_INT(p.n, 0);
	CHECK(!pinyin_next(&p, false, &b));
	pinyin_begin(&p, S(""), true);
	CHECK(!pinyin_next(&p, true, &b));
	buf_free(&b);
}

TEST("combinations are bounded and differ")
{
	known_or_skip();
	CHECK_INT(combinations("长长长长长长长长", false),
	    PINYIN_COMBINATIONS_MAX);
	CHECK_INT(combinations("张三", true), 1);
	/* le and yue; but all of 会 that begin with h are one initial. */
	CHECK_INT(combinations("乐", true), 2);
	CHECK_INT(combinations("王", true), combinations("王", false));
}

TEST("the first characters vary first")
{
	struct buf b = BUF_INIT;
	char got[4][2];
	struct pinyin p;

	known_or_skip();
	pinyin_begin(&p, S("长重"), false);
	for (int i = 0; i < 4; i++) {
		CHECK(pinyin_next(&p, true, &b));
		CHECK_INT(b.n, 2);
		got[i][0] = b.p[0];
		got[i][1] = b.p[1];
	}
	CHECK(!pinyin_next(&p, true, &b));
	CHECK(got[0][0] != got[1][0] && got[0][1] == got[1][1]);
	CHECK(got[1][1] != got[2][1] && got[2][0] == got[0][0]);
	CHECK(got[3][0] == got[1][0] && got[3][1] == got[2][1]);
	buf_free(&b);
}

TEST("the end of a name has the combinations of its characters")
{
	struct buf b = BUF_INIT;
	struct pinyin p, end;

	known_or_skip();
	pinyin_begin(&p, S("张某甲"), true);
	pinyin_within(&end, &p, 1);
	CHECK(pinyin_next(&end, false, &b));
	CHECK_STR(buf_view(&b), "moujia");
	pinyin_within(&end, &p, 3);
	CHECK(!pinyin_next(&end, false, &b));
	buf_free(&b);
}

TEST("a syllable is known, and how one begins")
{
	known_or_skip();
	CHECK(pinyin_syllable(S("zhuang"), true));
	CHECK(pinyin_syllable(S("xian"), true));
	CHECK(pinyin_syllable(S("a"), true));
	CHECK(pinyin_syllable(S("lv"), true));
	CHECK(!pinyin_syllable(S("zh"), true));
	CHECK(pinyin_syllable(S("zh"), false));
	CHECK(pinyin_syllable(S("zhuang"), false));
	CHECK(!pinyin_syllable(S("zhuangs"), false));
	CHECK(!pinyin_syllable(S("zhq"), false));
	CHECK(!pinyin_syllable(S("{"), false));
	CHECK(!pinyin_syllable(S(""), false));
	CHECK(!pinyin_syllable(S("zzzzzz"), false));
	CHECK(!pinyin_syllable(S("ab"), true));
}

TEST("every reading is small letters and fits")
{
	struct pinyin_reading reading[PINYIN_READINGS_MAX];
	size_t known = 0;

	for (int32_t cp = 0; cp < 0x110000; cp++) {
		size_t n = pinyin_readings(cp, reading);

		known += n != 0;
		for (size_t i = 0; i < n; i++) {
			struct str s = str_of(reading[i].text);

			CHECK(s.n >= 1 && s.n <= PINYIN_SYLLABLE_MAX);
			CHECK(pinyin_syllable(s, true));
			for (size_t k = 0; k < s.n; k++)
				CHECK(s.p[k] >= 'a' && s.p[k] <= 'z');
			CHECK(i != 0 || !reading[i].rare);
		}
	}
	CHECK_INT(known, pinyin_known());
	CHECK_INT(pinyin_readings(-1, reading), 0);
}
