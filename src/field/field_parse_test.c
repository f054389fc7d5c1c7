/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "field/field_fixture.h"

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
