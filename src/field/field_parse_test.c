/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "field/field.h"
#include "test/lib/test.h"

static const struct choice grades[] = {
	{ "extreme", M("extreme") },
	{ "party_committee", M("party committee") },
	{ "unknown", M("of no grade") },
	{ NULL, NULL }
};

static const struct field sub_rows[] = {
	{ .name = "year", .kind = FIELD_INT },
	{ .name = "code", .kind = FIELD_TEXT, .flags = FIELD_PLAIN },
	{ .name = "made", .kind = FIELD_REF, .flags = FIELD_MACHINE },
};
static FIELDS(sub, "sub", 1, sub_rows);

static const struct field kinds[FIELD_KIND__MAX] = {
	[FIELD_TEXT] = { .name = "text", .kind = FIELD_TEXT },
	[FIELD_LINES] = { .name = "lines", .kind = FIELD_LINES },
	[FIELD_INT] = { .name = "int", .kind = FIELD_INT },
	[FIELD_DECIMAL] = { .name = "decimal", .kind = FIELD_DECIMAL },
	[FIELD_BOOL] = { .name = "bool", .kind = FIELD_BOOL },
	[FIELD_DATE] = { .name = "date", .kind = FIELD_DATE },
	[FIELD_MOMENT] = { .name = "moment", .kind = FIELD_MOMENT },
	[FIELD_DURATION] = { .name = "duration", .kind = FIELD_DURATION },
	[FIELD_CHOICE] = { .name = "choice", .kind = FIELD_CHOICE,
	    .choices = grades },
	[FIELD_REF] = { .name = "ref", .kind = FIELD_REF, .ref = "body" },
	[FIELD_FILE] = { .name = "file", .kind = FIELD_FILE },
	[FIELD_TABLE] = { .name = "table", .kind = FIELD_TABLE, .sub = &sub },
	[FIELD_LIST] = { .name = "list", .kind = FIELD_LIST,
	    .of = FIELD_TEXT },
};

/* One reader, one arena; what was read last, put as text again. */
struct reading {
	struct arena	*a;
	struct voice	 voice;
	struct value	 v;
	struct note	 note;
};

static struct reading
reading(void)
{
	struct reading r = { .a = arena_new(), .voice = { LANG_EN, NULL } };

	CHECK(r.a != NULL);
	return r;
}

static enum err
parse(struct reading *r, const struct field *f, struct str text)
{
	struct value before = { .num = 42 };
	enum err e;

	note_clear(&r->note);
	r->v = before;
	e = field_parse(r->a, f, r->voice, text, &r->v, &r->note);
	if (e != ERR_OK) {
		CHECK(r->v.num == 42 && r->v.given == GIVEN_NOT);
		CHECK(r->note.err == e);
		CHECK_STR(str_of(r->note.where.field), f->name);
	}
	return e;
}

/* ${text} is understood, and put as ${want}, which is understood alike. */
static void
check_read(struct reading *r, const struct field *f, const char *text,
    const char *want, const char *file, int line)
{
	struct buf b = BUF_IN(r->a);
	struct value first;

	test_check_err(parse(r, f, str_of(text)), ERR_OK, &r->note, file, line);
	first = r->v;
	field_put(&b, f, &first);
	test_check_str(buf_view(&b), str_of(want), file, line);
	test_check_err(parse(r, f, buf_view(&b)), ERR_OK, &r->note, file, line);
	_assert_true(value_eq(f, &first, &r->v), "the same again", file, line);
}

#define READS(kind, text, want) \
	check_read(&r, &kinds[kind], (text), (want), __FILE__, __LINE__)
#define REFUSES(kind, text) \
	CHECK_ERR(parse(&r, &kinds[kind], str_of(text)), ERR_INVALID, &r.note)

TEST("blank text says nothing, whatever the kind")
{
	struct reading r = reading();

	for (size_t k = 0; k < FIELD_KIND__MAX; k++) {
		CHECK_OK(parse(&r, &kinds[k], S("")), &r.note);
		CHECK_INT(r.v.given, GIVEN_NOT);
		CHECK_OK(parse(&r, &kinds[k], (struct str){ NULL, 0 }),
		    &r.note);
		CHECK_INT(r.v.given, GIVEN_NOT);
		CHECK_OK(parse(&r, &kinds[k], S(" \t\r\n　\xC2\xA0")), &r.note);
		CHECK_INT(r.v.given, GIVEN_NOT);
	}
	arena_free(r.a);
}

TEST("a question mark says unknown where that may be said")
{
	static const char *const words[] = { "?", "？", "未知", "unknown",
	    "Unknown", " ? " };
	struct reading r = reading();

	for (size_t k = 0; k < FIELD_KIND__MAX; k++)
		for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
			struct field f = kinds[k];

			f.flags |= FIELD_OPEN;
			if (k == FIELD_CHOICE && i >= 3)
				continue;	/* a word of its own */
			CHECK_OK(parse(&r, &f, str_of(words[i])), &r.note);
			CHECK_INT(r.v.given, GIVEN_UNKNOWN);
			CHECK_STR(r.v.text, FIELD_NOT_KNOWN);
		}
	READS(FIELD_TEXT, "?", "?");
	CHECK_INT(r.v.given, GIVEN_KNOWN);
	REFUSES(FIELD_INT, "?");
	REFUSES(FIELD_DATE, "未知");
	arena_free(r.a);
}

TEST("an open choice whose word is unknown keeps its word")
{
	struct field f = kinds[FIELD_CHOICE];
	struct reading r = reading();

	f.flags = FIELD_OPEN;
	CHECK_OK(parse(&r, &f, S("unknown")), &r.note);
	CHECK_INT(r.v.given, GIVEN_KNOWN);
	arena_free(r.a);
}

TEST("text is NFC, without blanks around it, and its own copy")
{
	char typed[] = "  \t Cafe\xCC\x81 　\r\n";
	struct reading r = reading();

	CHECK_OK(parse(&r, &kinds[FIELD_TEXT], str_of(typed)), &r.note);
	memset(typed, 'x', sizeof typed - 1);
	CHECK_STR(r.v.text, "Caf\xC3\xA9");
	CHECK_INT(strlen(r.v.text.p), r.v.text.n);
	READS(FIELD_TEXT, "a\tb", "a b");
	READS(FIELD_TEXT, "中 国", "中 国");
	arena_free(r.a);
}

TEST("one line is one line, and several may be several")
{
	struct reading r = reading();

	REFUSES(FIELD_TEXT, "a\nb");
	REFUSES(FIELD_TEXT, "a\rb");
	CHECK_STR(r.note.args[0].text, "a\nb");
	READS(FIELD_LINES, "a\r\nb\rc\nd\te", "a\nb\nc\nd\te");
	READS(FIELD_LINES, "\n a\n\nb \n", "a\n\nb");
	arena_free(r.a);
}

TEST("broken UTF-8 and control characters are refused in every kind")
{
	struct reading r = reading();

	for (size_t k = 0; k < FIELD_KIND__MAX; k++) {
		REFUSES(k, "a\xFF");
		REFUSES(k, "a\x01" "b");
	}
	arena_free(r.a);
}

TEST("whole numbers are read with groups, signs, zeros and full width")
{
	struct reading r = reading();

	READS(FIELD_INT, "0", "0");
	READS(FIELD_INT, "-0", "0");
	READS(FIELD_INT, "007", "7");
	READS(FIELD_INT, "+12", "12");
	READS(FIELD_INT, "１２", "12");
	READS(FIELD_INT, "－３", "-3");
	READS(FIELD_INT, "−3", "-3");
	READS(FIELD_INT, "1,000", "1000");
	READS(FIELD_INT, "1，234，567", "1234567");
	READS(FIELD_INT, "184 006", "184006");
	READS(FIELD_INT, "184\xC2\xA0" "006", "184006");
	READS(FIELD_INT, "3.0", "3");
	READS(FIELD_INT, "9007199254740991", "9007199254740991");
	READS(FIELD_INT, "-9,007,199,254,740,991", "-9007199254740991");
	arena_free(r.a);
}

TEST("what is no whole number is refused and quoted")
{
	static const char *const bad[] = { "-", "+", "1,00", "1,0000", "1234,567",
	    "1,234 567", ",123", "1,,000", "1 00", "1.5", "1e3", "12万", "0x10",
	    "--1", "1.", ".", "1,000,", "一" };
	struct reading r = reading();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		REFUSES(FIELD_INT, bad[i]);
		CHECK_STR(r.note.args[0].text, bad[i]);
	}
	REFUSES(FIELD_INT, "9007199254740992");
	REFUSES(FIELD_INT, "-9007199254740992");
	REFUSES(FIELD_INT, "99999999999999999999999999");
	arena_free(r.a);
}

TEST("decimals come in one form, up to 34 digits")
{
	struct reading r = reading();

	READS(FIELD_DECIMAL, "12.50", "12.5");
	READS(FIELD_DECIMAL, "-0.0", "0");
	READS(FIELD_DECIMAL, ".5", "0.5");
	READS(FIELD_DECIMAL, "-.5", "-0.5");
	READS(FIELD_DECIMAL, "1,234.567", "1234.567");
	READS(FIELD_DECIMAL, "１２．５", "12.5");
	READS(FIELD_DECIMAL, "0012", "12");
	READS(FIELD_DECIMAL, "1234567890123456789012345678901234",
	    "1234567890123456789012345678901234");
	READS(FIELD_DECIMAL, "0.1234567890123456789012345678901234",
	    "0.1234567890123456789012345678901234");
	REFUSES(FIELD_DECIMAL, "12345678901234567890123456789012345");
	REFUSES(FIELD_DECIMAL, "1.2.3");
	REFUSES(FIELD_DECIMAL, "5.");
	REFUSES(FIELD_DECIMAL, "1e5");
	REFUSES(FIELD_DECIMAL, "12%");
	arena_free(r.a);
}

TEST("yes and no are read in both languages")
{
	struct reading r = reading();

	READS(FIELD_BOOL, "yes", "yes");
	READS(FIELD_BOOL, "Yes", "yes");
	READS(FIELD_BOOL, "是", "yes");
	READS(FIELD_BOOL, "TRUE", "yes");
	READS(FIELD_BOOL, "１", "yes");
	READS(FIELD_BOOL, "no", "no");
	READS(FIELD_BOOL, "否", "no");
	READS(FIELD_BOOL, "false", "no");
	READS(FIELD_BOOL, "0", "no");
	REFUSES(FIELD_BOOL, "perhaps");
	REFUSES(FIELD_BOOL, "2");
	arena_free(r.a);
}

TEST("dates are read as people and spreadsheets write them")
{
	static const char *const same[] = { "2026-11-03", "2026/11/3",
	    "2026/11/03", "2026.11.3", "2026年11月3日", "2026年11月03日",
	    "2026 年 11 月 3 日", "20261103", "２０２６－１１－０３",
	    "2026／11／3", "2026-11-03 0:00", "2026/11/3 0:00:00",
	    "2026-11-03T00:00", "2026年11月3号" };
	struct reading r = reading();

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		READS(FIELD_DATE, same[i], "2026-11-03");
	READS(FIELD_DATE, "9999-12-31", "9999-12-31");
	READS(FIELD_DATE, "0001-01-01", "0001-01-01");
	READS(FIELD_DATE, "2024-02-29", "2024-02-29");
	arena_free(r.a);
}

TEST("what is no date, or only part of one, is refused")
{
	static const char *const bad[] = { "2026", "2026-11", "2026年11月",
	    "11/3/2026", "3.11.2026", "2026-11/03", "2026-11-03 14:10",
	    "2026-11-03x", "26-11-03", "2026-13-01", "2026-00-01",
	    "0000-01-01", "202611", "2026-11-03T", "2026-1-001", "45000" };
	struct reading r = reading();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		REFUSES(FIELD_DATE, bad[i]);
	arena_free(r.a);
}

TEST("a day that its month does not have is said to be one")
{
	struct reading r = reading();

	REFUSES(FIELD_DATE, "2026-02-29");
	CHECK_STR(str_of(r.note.msg), "The day {text} does not exist: that month "
	    "has {days} days. Correct {label}.");
	CHECK_INT(r.note.args[1].num, 28);
	REFUSES(FIELD_DATE, "20260431");
	CHECK_INT(r.note.args[1].num, 30);
	REFUSES(FIELD_DATE, "2026-11-00");
	REFUSES(FIELD_MOMENT, "2026-02-30 10:00");
	CHECK_INT(r.note.args[1].num, 28);
	arena_free(r.a);
}

TEST("a moment is kept as far as it was said")
{
	struct reading r = reading();

	READS(FIELD_MOMENT, "2026", "2026");
	READS(FIELD_MOMENT, "2026年", "2026");
	READS(FIELD_MOMENT, "2026-11", "2026-11");
	READS(FIELD_MOMENT, "2026年11月", "2026-11");
	READS(FIELD_MOMENT, "2026/11/3", "2026-11-03");
	READS(FIELD_MOMENT, "20261103", "2026-11-03");
	READS(FIELD_MOMENT, "2026-11-03 14", "2026-11-03T14Z");
	READS(FIELD_MOMENT, "2026年11月3日14时", "2026-11-03T14Z");
	READS(FIELD_MOMENT, "2026-11-03 14 h", "2026-11-03T14Z");
	READS(FIELD_MOMENT, "2026-11-03 14:10", "2026-11-03T14:10Z");
	READS(FIELD_MOMENT, "2026-11-03T14:10", "2026-11-03T14:10Z");
	READS(FIELD_MOMENT, "20261103 14:10", "2026-11-03T14:10Z");
	READS(FIELD_MOMENT, "2026年11月3日 14点10分", "2026-11-03T14:10Z");
	READS(FIELD_MOMENT, "2026/11/3 9:05:07", "2026-11-03T09:05:07Z");
	READS(FIELD_MOMENT, "2026年11月3日9时5分7秒", "2026-11-03T09:05:07Z");
	READS(FIELD_MOMENT, "2026-11-03 14:10:05.5",
	    "2026-11-03T14:10:05.500Z");
	READS(FIELD_MOMENT, "2026-11-03 14:10:05.123456",
	    "2026-11-03T14:10:05.123Z");
	READS(FIELD_MOMENT, "２０２６-11-03　14：10", "2026-11-03T14:10Z");
	READS(FIELD_MOMENT, "2026-11-03 24:00", "2026-11-04T00:00Z");
	READS(FIELD_MOMENT, "2026-12-31 24时", "2027-01-01T00Z");
	arena_free(r.a);
}

TEST("a moment without offset is one of the reader's zone")
{
	struct reading r = reading();

	CHECK_OK(zone_load(r.a, S("Asia/Shanghai"), &r.voice.zone, &r.note),
	    &r.note);
	READS(FIELD_MOMENT, "2026-11-03 14:10", "2026-11-03T06:10Z");
	READS(FIELD_MOMENT, "2026-11-03 07", "2026-11-02T23Z");
	READS(FIELD_MOMENT, "2026-11-03", "2026-11-03");
	READS(FIELD_MOMENT, "2026-11", "2026-11");
	READS(FIELD_MOMENT, "2026-11-03T06:10Z", "2026-11-03T06:10Z");
	arena_free(r.a);
}

TEST("an offset is obeyed, however it is written")
{
	static const char *const same[] = { "2026-11-03T14:10+08:00",
	    "2026-11-03 14:10 +8", "2026-11-03 14:10+0800",
	    "2026-11-03 14:10 UTC+8", "2026-11-03 14:10（北京时间）",
	    "2026-11-03 14:10 (Beijing time)", "2026-11-03 14:10 北京时间",
	    "2026-11-03 06:10Z", "2026-11-03 06:10 UTC", "2026-11-03 06:10 (UTC)",
	    "2026-11-03 02:40 -03:30", "2026-11-03 2:40 UTC-3:30",
	    "2026-11-03t06:10z" };
	struct reading r = reading();

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		READS(FIELD_MOMENT, same[i], "2026-11-03T06:10Z");
	REFUSES(FIELD_MOMENT, "2026-11-03 14:10 +24:00");
	REFUSES(FIELD_MOMENT, "2026-11-03 14:10 +08:60");
	REFUSES(FIELD_MOMENT, "2026-11-03 14:10 (UTC+8");
	REFUSES(FIELD_MOMENT, "2026-11-03 14:10 Mars");
	REFUSES(FIELD_MOMENT, "2026-11-03Z");
	REFUSES(FIELD_MOMENT, "2026-11Z");
	arena_free(r.a);
}

TEST("an hour that the clocks skipped is refused in a sentence")
{
	struct reading r = reading();
	enum err e = zone_load(r.a, S("Europe/Zurich"), &r.voice.zone, &r.note);

	CHECK_OK(e, &r.note);
	REFUSES(FIELD_MOMENT, "2026-03-29 02:30");
	CHECK(strstr(r.note.msg, "clocks were put forward") != NULL);
	CHECK_STR(r.note.args[1].text, "Europe/Zurich");
	READS(FIELD_MOMENT, "2026-03-29 01:59", "2026-03-29T00:59Z");
	READS(FIELD_MOMENT, "2026-03-29 03:00", "2026-03-29T01:00Z");
	READS(FIELD_MOMENT, "2026-10-25 02:30", "2026-10-25T00:30Z");
	READS(FIELD_MOMENT, "2026-10-25 02:30 +01:00", "2026-10-25T01:30Z");
	arena_free(r.a);
}

TEST("an hour that is none of UTC is refused rather than moved")
{
	struct reading r = reading();

	REFUSES(FIELD_MOMENT, "2026-11-03 14 +05:30");
	READS(FIELD_MOMENT, "2026-11-03 14:00 +05:30", "2026-11-03T08:30Z");
	arena_free(r.a);
}

TEST("what is no moment is refused")
{
	static const char *const bad[] = { "14:10", "2026-11-03 25:00",
	    "2026-11-03 14:60", "2026-11-03 14:10:60", "2026-11-03 24:01",
	    "2026-11-0314:10", "2026-11 14:10", "2026 14:10",
	    "2026-11-03 14:1", "2026-11-03 14:10:5", "2026-11-03 14:10:05.",
	    "2026-11-03 2:10 pm", "2026-11-03 -1:00", "0001-01-01 00:00+08:00",
	    "9999-12-31 23:59 -01:00", "9999-12-31 24:00", "2026-11-03 14时10",
	    "yesterday", "2026-11-03T" };
	struct reading r = reading();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		REFUSES(FIELD_MOMENT, bad[i]);
	arena_free(r.a);
}

TEST("lengths of time are read in ISO form and in words")
{
	struct reading r = reading();

	READS(FIELD_DURATION, "P1DT2H", "P1DT2H");
	READS(FIELD_DURATION, "p1dt2h", "P1DT2H");
	READS(FIELD_DURATION, "PT90M", "PT1H30M");
	READS(FIELD_DURATION, "P14M", "P1Y2M");
	READS(FIELD_DURATION, "-PT30M", "-PT30M");
	READS(FIELD_DURATION, "24 hours", "P1D");
	READS(FIELD_DURATION, "24h", "P1D");
	READS(FIELD_DURATION, "1 hour", "PT1H");
	READS(FIELD_DURATION, "30 min", "PT30M");
	READS(FIELD_DURATION, "3天", "P3D");
	READS(FIELD_DURATION, "３ 天 ２ 小时", "P3DT2H");
	READS(FIELD_DURATION, "2个小时", "PT2H");
	READS(FIELD_DURATION, "1.5小时", "PT1H30M");
	READS(FIELD_DURATION, "2周", "P14D");
	READS(FIELD_DURATION, "1年2个月", "P1Y2M");
	READS(FIELD_DURATION, "1 year 2 months", "P1Y2M");
	READS(FIELD_DURATION, "90分钟", "PT1H30M");
	READS(FIELD_DURATION, "0.5 s", "PT0.5S");
	arena_free(r.a);
}

TEST("lengths that mix months and days, or say no unit, are refused")
{
	static const char *const bad[] = { "24", "1个月3天", "3天1年", "P1M1D",
	    "P", "hours", "1.0001 s", "1. h", "-3天", "3 fortnights", "0.5年",
	    "99999999999天", "3m", "3天abc", "1.5个月" };
	struct reading r = reading();

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (str_is(str_of(bad[i]), "0.5年"))
			READS(FIELD_DURATION, bad[i], "P6M");
		else
			REFUSES(FIELD_DURATION, bad[i]);
	}
	arena_free(r.a);
}

TEST("a choice is read by its word or its label, wide or narrow")
{
	struct reading r = reading();

	READS(FIELD_CHOICE, "extreme", "extreme");
	READS(FIELD_CHOICE, "EXTREME", "extreme");
	READS(FIELD_CHOICE, "party committee", "party_committee");
	READS(FIELD_CHOICE, "Party Committee", "party_committee");
	READS(FIELD_CHOICE, "ｅｘｔｒｅｍｅ", "extreme");
	READS(FIELD_CHOICE, say(LANG_ZH_CN, "party committee"),
	    "party_committee");
	REFUSES(FIELD_CHOICE, "grave");
	CHECK_STR(r.note.args[2].text, "extreme, party committee, of no grade");
	arena_free(r.a);
}

TEST("a reference is a key, or text that its subject resolves")
{
	struct reading r = reading();

	READS(FIELD_REF, "0190C4A1-0000-7000-8000-000000000001",
	    "0190c4a1-0000-7000-8000-000000000001");
	CHECK(!key_none(r.v.key));
	READS(FIELD_REF, "140000", "140000");
	CHECK(key_none(r.v.key));
	READS(FIELD_REF, "00000000-0000-0000-0000-000000000000",
	    "00000000-0000-0000-0000-000000000000");
	CHECK(key_none(r.v.key));
	arena_free(r.a);
}

#define SHA "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

TEST("a file is its hash, its size and its name")
{
	struct reading r = reading();

	READS(FIELD_FILE, SHA " 1024 关于 检查.pdf", SHA " 1024 关于 检查.pdf");
	CHECK_INT(r.v.num, 1024);
	CHECK_STR(r.v.text, "关于 检查.pdf");
	REFUSES(FIELD_FILE, "report.pdf");
	REFUSES(FIELD_FILE, SHA " -1 a");
	REFUSES(FIELD_FILE, SHA " 1 ../a");
	REFUSES(FIELD_FILE, SHA " 1");
	arena_free(r.a);
}

TEST("a list is parted by marks, which may stand within its values")
{
	struct reading r = reading();

	READS(FIELD_LIST, "a|b|c", "a|b|c");
	CHECK_INT(r.v.list.n, 3);
	READS(FIELD_LIST, " a | b ｜ c ", "a|b|c");
	READS(FIELD_LIST, "a||b|", "a|b");
	READS(FIELD_LIST, "|", "|");
	CHECK_INT(r.v.given, GIVEN_KNOWN);
	CHECK_INT(r.v.list.n, 0);
	READS(FIELD_LIST, "a\\|b|c", "a\\|b|c");
	CHECK_INT(r.v.list.n, 2);
	CHECK_STR(r.v.list.v[0].text, "a|b");
	READS(FIELD_LIST, "C:\\temp", "C:\\\\temp");
	CHECK_STR(r.v.list.v[0].text, "C:\\temp");
	READS(FIELD_LIST, "a\\｜b", "a\\｜b");
	READS(FIELD_LIST, "a\\\\|b", "a\\\\|b");
	READS(FIELD_LIST, "a\\", "a\\\\");
	arena_free(r.a);
}

TEST("each value of a list is read by its kind")
{
	struct field f = { .name = "days", .kind = FIELD_LIST,
	    .of = FIELD_DATE };
	struct reading r = reading();

	check_read(&r, &f, "2026/1/2|20260103", "2026-01-02|2026-01-03",
	    __FILE__, __LINE__);
	CHECK_ERR(parse(&r, &f, S("2026-01-02|soon")), ERR_INVALID, &r.note);
	CHECK_STR(r.note.args[0].text, "soon");
	arena_free(r.a);
}

TEST("a list longer than any may be is refused before it is read")
{
	struct reading r = reading();
	struct buf b = BUF_IN(r.a);

	for (int i = 0; i < 3 * FIELD_LIST_MAX; i++)
		buf_text(&b, "a|");
	CHECK_ERR(parse(&r, &kinds[FIELD_LIST], buf_view(&b)), ERR_INVALID,
	    &r.note);
	arena_free(r.a);
}

TEST("a table is read from its canonical JSON")
{
	struct reading r = reading();

	READS(FIELD_TABLE, "[{\"code\":\"320613\",\"year\":2019},{}]",
	    "[{\"code\":\"320613\",\"year\":2019},{}]");
	CHECK_INT(r.v.list.n, 2);
	CHECK_INT(r.v.list.v[0].num, 2019);
	READS(FIELD_TABLE, "[]", "[]");
	REFUSES(FIELD_TABLE, "320613");
	REFUSES(FIELD_TABLE, "{}");
	REFUSES(FIELD_TABLE, "[1]");
	REFUSES(FIELD_TABLE, "[{\"year\":\"2019\"}]");
	REFUSES(FIELD_TABLE, "[{\"colour\":\"red\"}]");
	REFUSES(FIELD_TABLE, "[{\"made\":\"x\"}]");
	arena_free(r.a);
}

/* JSON as a program hands it in. */
static enum err
from_json(struct reading *r, const struct field *f, const char *json)
{
	const struct cjson *j;

	note_clear(&r->note);
	CHECK_OK(canon_read(r->a, str_of(json), &j, &r->note), &r->note);
	return field_from_json(r->a, f, j, &r->v, &r->note);
}

static void
check_json(struct reading *r, const struct field *f, const char *json,
    const char *want, const char *file, int line)
{
	struct buf b = BUF_IN(r->a);

	test_check_err(from_json(r, f, json), ERR_OK, &r->note, file, line);
	field_put(&b, f, &r->v);
	test_check_str(buf_view(&b), str_of(want), file, line);
}

#define TAKES(kind, json, want) \
	check_json(&r, &kinds[kind], (json), (want), __FILE__, __LINE__)
#define DENIES(kind, json) \
	do { \
		CHECK_ERR(from_json(&r, &kinds[kind], (json)), ERR_INVALID, \
		    &r.note); \
		CHECK_STR(str_of(r.note.where.field), kinds[kind].name); \
	} while (0)

TEST("a program hands in the types of the canonical form")
{
	struct reading r = reading();

	TAKES(FIELD_TEXT, "\" a \"", "a");
	TAKES(FIELD_TEXT, "\"\"", "");
	CHECK_INT(r.v.given, GIVEN_NOT);
	TAKES(FIELD_LINES, "\"a\\nb\"", "a\nb");
	TAKES(FIELD_INT, "-5", "-5");
	TAKES(FIELD_DECIMAL, "\"12.50\"", "12.5");
	TAKES(FIELD_BOOL, "true", "yes");
	TAKES(FIELD_DATE, "\"2026-11-03\"", "2026-11-03");
	TAKES(FIELD_MOMENT, "\"2026-11-03T14:10+08:00\"",
	    "2026-11-03T06:10Z");
	TAKES(FIELD_MOMENT, "\"2026-11\"", "2026-11");
	TAKES(FIELD_DURATION, "\"PT90M\"", "PT1H30M");
	TAKES(FIELD_CHOICE, "\"extreme\"", "extreme");
	TAKES(FIELD_REF, "\"140000\"", "140000");
	TAKES(FIELD_FILE, "{\"hash\":\"" SHA "\",\"name\":\"a\",\"size\":3}",
	    SHA " 3 a");
	TAKES(FIELD_LIST, "[\"a\",\"\",\"b\"]", "a|b");
	TAKES(FIELD_LIST, "[]", "|");
	arena_free(r.a);
}

TEST("a program is told which type would be right")
{
	struct reading r = reading();

	DENIES(FIELD_TEXT, "5");
	DENIES(FIELD_TEXT, "\"a\\nb\"");
	DENIES(FIELD_TEXT, "{\"vault\":\"" SHA "\"}");
	DENIES(FIELD_INT, "\"5\"");
	CHECK_STR(r.note.args[0].text, "\"5\"");
	CHECK_STR(r.note.args[2].text, "a JSON integer");
	DENIES(FIELD_DECIMAL, "5");
	DENIES(FIELD_DECIMAL, "\"1e5\"");
	DENIES(FIELD_BOOL, "1");
	DENIES(FIELD_DATE, "\"2026/11/03\"");
	DENIES(FIELD_MOMENT, "\"2026-11-03T14:10\"");
	CHECK(strstr(r.note.msg, "in which zone") != NULL);
	DENIES(FIELD_DURATION, "\"3 days\"");
	DENIES(FIELD_CHOICE, "\"grave\"");
	DENIES(FIELD_FILE, "{\"hash\":\"" SHA "\",\"name\":\"a\"}");
	DENIES(FIELD_FILE, "{\"hash\":\"" SHA "\",\"more\":1,\"name\":\"a\","
	    "\"size\":3}");
	DENIES(FIELD_FILE, "{\"hash\":\"" SHA "\",\"name\":\"a/b\",\"size\":3}");
	DENIES(FIELD_LIST, "[1]");
	DENIES(FIELD_TABLE, "{}");
	DENIES(FIELD_INT, "{\"unknown\":\"not_known\"}");
	arena_free(r.a);
}

TEST("a program says unknown with a reason")
{
	struct field f = kinds[FIELD_INT];
	struct reading r = reading();

	f.flags = FIELD_OPEN;
	check_json(&r, &f, "{\"unknown\":\"not_asked\"}", "?", __FILE__,
	    __LINE__);
	CHECK_STR(r.v.text, "not_asked");
	CHECK_ERR(from_json(&r, &f, "{\"unknown\":\"No idea\"}"), ERR_INVALID,
	    &r.note);
	CHECK_ERR(from_json(&r, &f, "{\"unknown\":1}"), ERR_INVALID, &r.note);
	CHECK_ERR(from_json(&r, &f, "{\"unknown\":\"a\",\"why\":\"b\"}"),
	    ERR_INVALID, &r.note);
	arena_free(r.a);
}

TEST("out of memory is said, at every step")
{
	static const char *const texts[FIELD_KIND__MAX] = {
		[FIELD_TEXT] = "文 字", [FIELD_LINES] = "a\r\nb",
		[FIELD_INT] = "１２", [FIELD_DECIMAL] = "１．５",
		[FIELD_BOOL] = "是", [FIELD_DATE] = "2026年1月2日",
		[FIELD_MOMENT] = "2026年1月2日", [FIELD_DURATION] = "3天",
		[FIELD_CHOICE] = "ＥＸＴＲＥＭＥ", [FIELD_REF] = "太原",
		[FIELD_FILE] = SHA " 1 文", [FIELD_TABLE] = "[{\"code\":\"a\"}]",
		[FIELD_LIST] = "甲｜乙",
	};
	struct reading r = reading();

	for (size_t k = 0; k < FIELD_KIND__MAX; k++)
		for (long n = 1;; n++) {
			enum err e;

			arena_free(r.a);
			r = reading();
			fault_arm(FAULT_ALLOC, n);
			e = parse(&r, &kinds[k], str_of(texts[k]));
			fault_arm(FAULT_ALLOC, 0);
			if (e == ERR_OK)
				break;
			CHECK_ERR(e, ERR_MEMORY, &r.note);
			CHECK(n < 100);
		}
	arena_free(r.a);
}
