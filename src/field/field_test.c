/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>

#include "field/field_in.h"
#include "test/lib/test.h"

static const struct choice grades[] = {
	{ "extreme", M("extreme") },
	{ "ordinary", M("ordinary") },
	{ NULL, NULL }
};

static const struct field one_rows[] = {
	{ .name = "code", .kind = FIELD_TEXT, .flags = FIELD_REQUIRED,
	    .label = M("Code") },
};
static FIELDS(one_table, "one", 1, one_rows);

enum { TITLE, STORY, COUNT, SHARE, FROM, AT, GRADE, SCAN, ONES, TAGS, SIZE };

static const struct field rows[] = {
	[TITLE] = { .name = "title", .kind = FIELD_TEXT, .min = 2, .max = 5,
	    .flags = FIELD_REQUIRED, .label = M("Name") },
	[STORY] = { .name = "story", .kind = FIELD_LINES },
	[COUNT] = { .name = "count", .kind = FIELD_INT, .min = -3, .max = 9,
	    .flags = FIELD_OPEN },
	[SHARE] = { .name = "share", .kind = FIELD_DECIMAL, .max = 1 },
	[FROM] = { .name = "from", .kind = FIELD_DATE },
	[AT] = { .name = "at", .kind = FIELD_MOMENT },
	[GRADE] = { .name = "grade", .kind = FIELD_CHOICE, .choices = grades },
	[SCAN] = { .name = "scan", .kind = FIELD_FILE },
	[ONES] = { .name = "ones", .kind = FIELD_TABLE, .sub = &one_table,
	    .max = 2 },
	[TAGS] = { .name = "tags", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .min = 1, .max = 3 },
	[SIZE] = { .name = "size", .kind = FIELD_INT },
};
static FIELDS(table, "table", 1, rows);
enum { FIELDS_OF_TABLE = sizeof rows / sizeof *rows };

/* What does checking say of ${v} in the field ${i}, all else being right? */
static enum err
checked(size_t i, struct value v, struct note *note)
{
	struct value values[FIELDS_OF_TABLE] = { [TITLE] = V_TEXT(S("right")) };
	enum err r;

	values[i] = v;
	note_clear(note);
	r = fields_check(&table, values, note);
	if (r != ERR_OK) {
		CHECK(note->err == r);
		CHECK_STR(str_of(note->where.field), rows[i].name);
	}
	return r;
}

#define CHECK_TAKEN(i, ...) \
	CHECK_OK(checked((i), (struct value)__VA_ARGS__, &note), &note)
#define CHECK_REFUSED(i, ...) \
	CHECK_ERR(checked((i), (struct value)__VA_ARGS__, &note), \
	    ERR_INVALID, &note)

TEST("a field is found by its name, whole")
{
	CHECK_INT(field_find(&table, S("title")), TITLE);
	CHECK_INT(field_find(&table, S("size")), SIZE);
	CHECK_INT(field_find(&table, S("siz")), -1);
	CHECK_INT(field_find(&table, S("sizes")), -1);
	CHECK_INT(field_find(&table, S("")), -1);
}

TEST("a choice is found by its word, never by its label alone")
{
	CHECK(field_choice(&rows[GRADE], S("ordinary")) == &grades[1]);
	CHECK(field_choice(&rows[GRADE], S("ORDINARY")) == NULL);
	CHECK(field_choice(&rows[TITLE], S("ordinary")) == NULL);
}

TEST("the order by name is found once, and the same without a place for it")
{
	struct fields loose = { "table", 1, rows, FIELDS_OF_TABLE, NULL };
	unsigned char room[FIELDS_MAX], again[FIELDS_MAX];
	const unsigned char *at = fields_sorted(&table, room);

	CHECK(at != room && at == fields_sorted(&table, room));
	CHECK(fields_sorted(&loose, again) == again);
	CHECK(memcmp(at, again, FIELDS_OF_TABLE) == 0);
	for (size_t i = 1; i < FIELDS_OF_TABLE; i++)
		CHECK(strcmp(rows[at[i - 1]].name, rows[at[i]].name) < 0);
}

/* A table that all threads use for the first time, at the same time. */
struct race {
	pthread_barrier_t	start;
	struct fields		table;
	unsigned char		want[FIELDS_MAX];
	_Atomic int		wrong;
};

static void *
race_run(void *arg)
{
	struct race *r = arg;
	unsigned char room[FIELDS_MAX];

	(void)pthread_barrier_wait(&r->start);
	for (int i = 0; i < 100; i++)
		if (memcmp(fields_sorted(&r->table, room), r->want,
		    r->table.n) != 0)
			r->wrong++;
	return NULL;
}

TEST("the order by name is right for all who ask for it at once")
{
	enum { THREADS = 4, ROUNDS = 200 };
	struct race r = { .table = table };

	r.table.order = NULL;
	(void)fields_sorted(&r.table, r.want);
	for (int round = 0; round < ROUNDS; round++) {
		struct fields_order order = { 0 };
		pthread_t threads[THREADS];

		r.table.order = &order;
		CHECK_INT(pthread_barrier_init(&r.start, NULL, THREADS), 0);
		for (int i = 0; i < THREADS; i++)
			CHECK_INT(pthread_create(&threads[i], NULL, race_run,
			    &r), 0);
		for (int i = 0; i < THREADS; i++)
			CHECK_INT(pthread_join(threads[i], NULL), 0);
		(void)pthread_barrier_destroy(&r.start);
	}
	CHECK_INT(r.wrong, 0);
}

TEST("a required field must be said, and not be empty")
{
	struct note note = NOTE_INIT;

	CHECK_REFUSED(TITLE, { 0 });
	CHECK_STR(str_of(note.msg), "{label} is missing. Fill it in.");
	CHECK_REFUSED(TITLE, V_TEXT(S("")));
	CHECK_TAKEN(STORY, { 0 });
	CHECK_TAKEN(STORY, V_TEXT(S("")));
}

TEST("text is counted in characters")
{
	struct note note = NOTE_INIT;

	CHECK_TAKEN(TITLE, V_TEXT(S("网信办")));
	CHECK_TAKEN(TITLE, V_TEXT(S("网络安全办")));
	CHECK_REFUSED(TITLE, V_TEXT(S("网络安全办公")));
	CHECK_INT(note.args[1].num, 6);
	CHECK_INT(note.args[2].num, 5);
	CHECK_REFUSED(TITLE, V_TEXT(S("网")));
	CHECK_INT(note.args[2].num, 2);
}

TEST("text that a vault keeps and that came without its words is taken")
{
	struct value v = { .given = GIVEN_KNOWN };
	struct note note = NOTE_INIT;

	v.hash.b[3] = 1;
	CHECK_OK(checked(TITLE, v, &note), &note);
}

TEST("broken UTF-8 and control characters are refused")
{
	struct note note = NOTE_INIT;

	CHECK_REFUSED(TITLE, V_TEXT(S("a\xFF")));
	CHECK_REFUSED(TITLE, V_TEXT(S("\xE7\xBD")));
	CHECK_REFUSED(TITLE, V_TEXT(S("a\x01" "b")));
	CHECK_REFUSED(TITLE, V_TEXT(S("a\x7F" "b")));
	CHECK_TAKEN(STORY, V_TEXT(S("a\n\tb")));
}

TEST("lines have a cap of their own")
{
	static char p[FIELD_LINES_MAX + 1];
	struct note note = NOTE_INIT;

	memset(p, 'x', sizeof p);
	CHECK_TAKEN(STORY, V_TEXT(((struct str){ p, FIELD_LINES_MAX })));
	CHECK_REFUSED(STORY, V_TEXT(((struct str){ p, FIELD_LINES_MAX + 1 })));
}

TEST("integers keep their range, both ends included")
{
	struct note note = NOTE_INIT;

	CHECK_TAKEN(COUNT, V_INT(-3));
	CHECK_TAKEN(COUNT, V_INT(9));
	CHECK_REFUSED(COUNT, V_INT(-4));
	CHECK_REFUSED(COUNT, V_INT(10));
	CHECK_STR(note.args[1].text, "10");
	CHECK_STR(note.args[2].text, "9");
}

TEST("an integer without a range is one that canonical JSON can hold")
{
	struct note note = NOTE_INIT;

	CHECK_TAKEN(SIZE, V_INT(CANON_INT_MAX));
	CHECK_TAKEN(SIZE, V_INT(-CANON_INT_MAX));
	CHECK_REFUSED(SIZE, V_INT(CANON_INT_MAX + 1));
	CHECK_REFUSED(SIZE, V_INT(INT64_MIN));
}

TEST("decimals keep their range exactly")
{
	struct note note = NOTE_INIT;

	CHECK_TAKEN(SHARE, { .given = GIVEN_KNOWN, .dec = { 10, -1 } });
	CHECK_TAKEN(SHARE, { .given = GIVEN_KNOWN, .dec = { 0, 0 } });
	CHECK_REFUSED(SHARE, { .given = GIVEN_KNOWN, .dec = { 1001, -3 } });
	CHECK_STR(note.args[1].text, "1.001");
	CHECK_REFUSED(SHARE, { .given = GIVEN_KNOWN, .dec = { -1, -30 } });
}

TEST("days and moments lie within the years 1 to 9999")
{
	struct note note = NOTE_INIT;

	CHECK_TAKEN(FROM, V_DAY(DAY_LEAST));
	CHECK_TAKEN(FROM, V_DAY(DAY_OPEN));
	CHECK_REFUSED(FROM, V_DAY(DAY_OPEN + 1));
	CHECK_REFUSED(FROM, V_DAY(DAY_LEAST - 1));
	CHECK_TAKEN(AT, V_INT((DAY_OPEN + 1) * DAY_MS - 1));
	CHECK_REFUSED(AT, V_INT((DAY_OPEN + 1) * DAY_MS));
	CHECK_REFUSED(AT, V_INT(DAY_LEAST * DAY_MS - 1));
}

TEST("a choice that is none is refused with those there are")
{
	struct note note = NOTE_INIT;

	CHECK_TAKEN(GRADE, V_TEXT(S("extreme")));
	CHECK_REFUSED(GRADE, V_TEXT(S("grave")));
	CHECK_STR(note.args[2].text, "extreme, ordinary");
}

TEST("a file has a name that a folder can hold")
{
	struct note note = NOTE_INIT;
	char name[FIELD_NAME_MAX + 1];

	memset(name, 'n', sizeof name);
	CHECK_TAKEN(SCAN, V_TEXT(S("报告.pdf")));
	CHECK_TAKEN(SCAN, V_TEXT(((struct str){ name, FIELD_NAME_MAX })));
	CHECK_REFUSED(SCAN, V_TEXT(((struct str){ name, FIELD_NAME_MAX + 1 })));
	CHECK_REFUSED(SCAN, V_TEXT(S("")));
	CHECK_REFUSED(SCAN, V_TEXT(S("..")));
	CHECK_REFUSED(SCAN, V_TEXT(S("a/b")));
	CHECK_REFUSED(SCAN, V_TEXT(S("a\nb")));
	CHECK_REFUSED(SCAN, V_TEXT(S("\xC0\xAF")));
	CHECK_REFUSED(SCAN, { .given = GIVEN_KNOWN, .num = -1,
	    .text = S("a") });
}

TEST("unknown is taken where a field is open, with a word for its reason")
{
	struct note note = NOTE_INIT;

	CHECK_TAKEN(COUNT, { .given = GIVEN_UNKNOWN, .text = S("not_known") });
	CHECK_REFUSED(COUNT, { .given = GIVEN_UNKNOWN });
	CHECK_REFUSED(COUNT, { .given = GIVEN_UNKNOWN, .text = S("Not said") });
	CHECK_REFUSED(COUNT, { .given = GIVEN_UNKNOWN, .text = S("9th") });
	CHECK_REFUSED(SIZE, { .given = GIVEN_UNKNOWN, .text = S("not_known") });
}

TEST("lists are counted, and each value is looked at")
{
	struct value v[4] = { V_TEXT(S("a")), V_TEXT(S("b")), V_TEXT(S("c")),
	    V_TEXT(S("d")) };
	struct note note = NOTE_INIT;

	CHECK_TAKEN(TAGS, { .given = GIVEN_KNOWN, .list = { v, 3 } });
	CHECK_REFUSED(TAGS, { .given = GIVEN_KNOWN, .list = { v, 4 } });
	CHECK_REFUSED(TAGS, { .given = GIVEN_KNOWN, .list = { v, 0 } });
	v[1].text = S("\x02");
	CHECK_REFUSED(TAGS, { .given = GIVEN_KNOWN, .list = { v, 2 } });
	v[1] = (struct value){ 0 };
	CHECK_REFUSED(TAGS, { .given = GIVEN_KNOWN, .list = { v, 2 } });
}

TEST("rows of a table are looked at, and the table is what is named")
{
	struct value v[3] = { V_TEXT(S("a")), V_TEXT(S("b")), V_TEXT(S("c")) };
	struct note note = NOTE_INIT;

	CHECK_TAKEN(ONES, { .given = GIVEN_KNOWN, .list = { v, 2 } });
	CHECK_TAKEN(ONES, { .given = GIVEN_KNOWN, .list = { v, 0 } });
	CHECK_REFUSED(ONES, { .given = GIVEN_KNOWN, .list = { v, 3 } });
	v[1] = (struct value){ 0 };
	CHECK_REFUSED(ONES, { .given = GIVEN_KNOWN, .list = { v, 2 } });
	CHECK_STR(note.args[0].text, "Code");
}

TEST("nothing listens, and the answer is the same")
{
	struct value values[FIELDS_OF_TABLE] = { 0 };

	CHECK_INT(fields_check(&table, values, NULL), ERR_INVALID);
}
