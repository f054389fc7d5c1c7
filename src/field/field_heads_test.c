/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "field/field.h"
#include "test/lib/test.h"

enum { ID, CODE, NAME, FROM, TO_DAY, KNOWN, NOTE_FIELD };

static const struct field rows[] = {
	[ID] = { .name = "id", .kind = FIELD_REF,
	    .flags = FIELD_MACHINE | FIELD_REQUIRED, .label = M("Key") },
	[CODE] = { .name = "code", .kind = FIELD_TEXT,
	    .flags = FIELD_REQUIRED, .label = M("Code") },
	[NAME] = { .name = "name", .kind = FIELD_TEXT,
	    .flags = FIELD_REQUIRED, .label = M("Name") },
	[FROM] = { .name = "from", .kind = FIELD_DATE, .label = M("From") },
	[TO_DAY] = { .name = "to_day", .kind = FIELD_DATE,
	    .label = M("Until") },
	[KNOWN] = { .name = "known", .kind = FIELD_MOMENT,
	    .label = M("Known at") },
	[NOTE_FIELD] = { .name = "until", .kind = FIELD_TEXT },
};
static FIELDS(table, "table", 1, rows);

enum { COLUMNS = 8 };

/* Headings parted by ';': the note's words, or the columns' fields. */
static enum err
heads(const char *line, int map[COLUMNS], struct note *note)
{
	struct str head[COLUMNS], rest = str_of(line);
	size_t n = 0;

	for (size_t i = 0; i < COLUMNS; i++)
		map[i] = 99;
	while (n < COLUMNS && str_cut(&rest, ';', &head[n]))
		n++;
	note_clear(note);
	return fields_heads(&table, head, n, map, note);
}

static void
check_heads(const char *line, const int *want, size_t n, const char *file,
    int at)
{
	struct note note = NOTE_INIT;
	int map[COLUMNS];

	test_check_err(heads(line, map, &note), ERR_OK, &note, file, at);
	for (size_t i = 0; i < n; i++)
		_assert_int_equal((unsigned long)(map[i] + 1),
		    (unsigned long)(want[i] + 1), file, at);
	if (n < COLUMNS)
		CHECK_INT(map[n], 99);
}

#define HEADS(line, ...) \
	check_heads((line), (const int[]){ __VA_ARGS__ }, \
	    sizeof (const int[]){ __VA_ARGS__ } / sizeof(int), __FILE__, \
	    __LINE__)

TEST("columns stand in any order, and others are not ours")
{
	HEADS("name;code", NAME, CODE);
	HEADS("remark;code;;name;from", -1, CODE, -1, NAME, FROM);
}

TEST("a heading is a name, an English label or a Chinese one")
{
	HEADS("Code;Name", CODE, NAME);
	HEADS("代码;名称", CODE, NAME);
	HEADS("代码;Name;from", CODE, NAME, FROM);
}

TEST("case, blanks, width and marks of what is needed do not count")
{
	HEADS(" CODE ;N a m e", CODE, NAME);
	HEADS("ＣＯＤＥ;名　称", CODE, NAME);
	HEADS("代码*;*名称", CODE, NAME);
	HEADS("代码（必填）;名称(必填)*", CODE, NAME);
	HEADS("code＊;name (required)", CODE, NAME);
	HEADS("代\n码;\xEF\xBB\xBFname", CODE, NAME);
	HEADS("code;name;Known at;TO_DAY", CODE, NAME, KNOWN, TO_DAY);
}

TEST("a remark in brackets behind a heading does not count")
{
	HEADS("code;name;Known at (UTC+8);from（年月日）", CODE, NAME, KNOWN,
	    FROM);
	HEADS("code;name;(from);x(from)", CODE, NAME, -1, -1);
}

TEST("a field's own name goes before another's label")
{
	HEADS("code;name;until", CODE, NAME, NOTE_FIELD);
	HEADS("code;name;until;to_day", CODE, NAME, NOTE_FIELD, TO_DAY);
}

TEST("machine fields have no column, and none is missed")
{
	HEADS("code;name;id;Key", CODE, NAME, -1, -1);
}

TEST("all required fields without a column are named at once")
{
	struct note note = NOTE_INIT;
	int map[COLUMNS];

	CHECK_ERR(heads("from;remark", map, &note), ERR_INVALID, &note);
	CHECK_STR(note.args[0].text, "Code");
	CHECK_STR(note.args[1].text, "code, name");
	CHECK_STR(str_of(note.where.field), "code");
	CHECK_INT(map[0], 99);
	CHECK_ERR(heads("code", map, &note), ERR_INVALID, &note);
	CHECK_STR(note.args[1].text, "name");
	CHECK_INT(fields_heads(&table, NULL, 0, map, NULL), ERR_INVALID);
}

TEST("two columns of one field are refused, with both their numbers")
{
	struct note note = NOTE_INIT;
	int map[COLUMNS];

	CHECK_ERR(heads("code;name;x;代码", map, &note), ERR_INVALID, &note);
	CHECK_INT(note.args[0].num, 1);
	CHECK_INT(note.args[1].num, 4);
	CHECK_STR(str_of(note.where.field), "code");
	CHECK_INT(note.where.column, 4);
	CHECK_INT(map[0], 99);
}

TEST("a heading that is no text is none of ours")
{
	HEADS("code;name;\xFF\xFE;fr\x80om", CODE, NAME, -1, -1);
}

TEST("out of memory is said, and the map is as it was")
{
	for (long n = 1;; n++) {
		struct note note = NOTE_INIT;
		int map[COLUMNS];
		enum err e;

		fault_arm(FAULT_ALLOC, n);
		e = heads("代码;Ｎame;Known at (UTC+8)", map, &note);
		fault_arm(FAULT_ALLOC, 0);
		if (e == ERR_OK)
			break;
		CHECK_ERR(e, ERR_MEMORY, &note);
		CHECK_INT(map[0], 99);
		CHECK(n < 1000);
	}
}
