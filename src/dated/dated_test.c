/* SPDX-License-Identifier: Apache-2.0 */
#include "dated/dated.h"

#include "dated/dated_holds.h"
#include "dated/dated_list_in.h"
#include "dated/dated_sheet.h"
#include "dated/dated_spool.h"
#include "dated/toy_test.h"
#include "test/lib/test.h"

enum { OPEN = DAY_OPEN };

/* States "from-until:name/seat", parted by blanks; until "o" is open. */
static const struct dated_span *
spans(struct arena *a, const char *text, size_t *ret_n)
{
	struct dated_span *s = NEW_ARRAY(a, struct dated_span, 64);
	struct str rest = str_of(text), one, part;
	size_t n = 0;

	while (str_cut(&rest, ' ', &one)) {
		struct value *v = NEW_ARRAY(a, struct value, THING__MAX);

		CHECK(str_cut(&one, '-', &part));
		CHECK(str_int(part, &s[n].since));
		CHECK(str_cut(&one, ':', &part));
		s[n].until = OPEN;
		if (!str_is(part, "o"))
			CHECK(str_int(part, &s[n].until));
		CHECK(str_cut(&one, '/', &part));
		v[THING_NAME] = (struct value)V_TEXT(part);
		if (one.n > 0)
			v[THING_SEAT] = (struct value)V_TEXT(one);
		s[n].rec = (int64_t)n + 1;
		s[n++].v = v;
	}
	*ret_n = n;
	return s;
}

/* The way back; what was rewritten has a star. */
static struct str
shown(struct arena *a, const struct dated_span *s, size_t n)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < n; i++) {
		buf_text(&b, i == 0 ? "" : " ");
		buf_int(&b, s[i].since);
		buf_char(&b, '-');
		if (s[i].until == OPEN)
			buf_char(&b, 'o');
		else
			buf_int(&b, s[i].until);
		buf_fmt(&b, ":%.*s/", STR_ARG(s[i].v[THING_NAME].text));
		if (value_known(&s[i].v[THING_SEAT]))
			buf_str(&b, s[i].v[THING_SEAT].text);
		if (s[i].rec == DATED_NOW)
			buf_char(&b, '*');
		if (i + 1 < n)
			CHECK_INT(s[i].until, s[i + 1].since);
		CHECK(s[i].since < s[i].until);
	}
	return b.n == 0 ? S("") : buf_view(&b);
}

static void
check_lay(const char *old, const struct dated_change *ch, const char *want,
    const char *file, int line)
{
	struct arena *a = arena_new();
	const struct dated_span *s, *new;
	size_t n, nnew;

	s = spans(a, old, &n);
	CHECK(dated_overlay(a, &thing_dated, s, n, ch, &new, &nnew));
	test_check_str(shown(a, new, nnew), str_of(want), file, line);
	arena_free(a);
}

/* On [from, until) the name and the seat are these; "" says nothing. */
static void
lay(const char *old, int64_t from, int64_t until, const char *name,
    const char *seat, const char *want, const char *file, int line)
{
	struct value v[THING__MAX] = { { 0 } };
	const struct dated_change ch = { .since = from, .until = until,
	    .set = v, .began = INT64_MIN, .ended = INT64_MIN };

	if (name[0] != '\0')
		v[THING_NAME] = (struct value)V_TEXT(str_of(name));
	if (seat[0] != '\0')
		v[THING_SEAT] = (struct value)V_TEXT(str_of(seat));
	check_lay(old, &ch, want, file, line);
}
#define LAY(old, from, until, name, seat, want) \
	lay((old), (from), (until), (name), (seat), (want), __FILE__, __LINE__)

static void
bound(const char *old, int64_t began, int64_t ended, const char *want,
    const char *file, int line)
{
	const struct dated_change ch = { .began = began, .ended = ended };

	check_lay(old, &ch, want, file, line);
}
#define BOUND(old, began, ended, want) \
	bound((old), (began), (ended), (want), __FILE__, __LINE__)
#define AS_IT_IS INT64_MIN

TEST("a change in the midst of a state parts it in three")
{
	LAY("1-9:a/", 3, 5, "b", "", "1-3:a/* 3-5:b/* 5-9:a/*");
	LAY("1-o:a/x", 3, 5, "", "y", "1-3:a/x* 3-5:a/y* 5-o:a/x*");
}

TEST("a change at an end of a state parts it in two")
{
	LAY("1-9:a/", 1, 5, "b", "", "1-5:b/* 5-9:a/*");
	LAY("1-9:a/", 5, 9, "b", "", "1-5:a/* 5-9:b/*");
	LAY("1-9:a/", 5, OPEN, "b", "", "1-5:a/* 5-9:b/*");
	LAY("1-9:a/", 1, 9, "b", "", "1-9:b/*");
	LAY("1-9:a/", -5, 20, "b", "", "1-9:b/*");
}

TEST("a change over several states changes of each what it says")
{
	LAY("1-3:a/x 3-5:b/y 5-9:c/z", 2, 6, "", "w",
	    "1-2:a/x* 2-3:a/w* 3-5:b/w* 5-6:c/w* 6-9:c/z*");
	LAY("1-3:a/x 3-5:b/y 5-9:c/z", 3, 5, "d", "", "1-3:a/x 3-5:d/y* 5-9:c/z");
}

TEST("what a change says already is left with its entry")
{
	LAY("1-3:a/x 3-5:b/y 5-9:c/z", 3, 5, "b", "", "1-3:a/x 3-5:b/y 5-9:c/z");
	LAY("1-3:a/x 3-5:b/y 5-9:c/z", 1, 9, "", "y",
	    "1-3:a/y* 3-5:b/y 5-9:c/y*");
}

TEST("what comes to say the same as its neighbour is one state with it")
{
	LAY("1-3:a/ 3-5:b/ 5-9:a/", 3, 5, "a", "", "1-9:a/*");
	LAY("1-3:a/ 3-5:b/ 5-9:c/", 3, 5, "a", "", "1-5:a/* 5-9:c/");
	LAY("1-3:a/ 3-5:b/ 5-9:c/", 4, 5, "c", "",
	    "1-3:a/ 3-4:b/* 4-9:c/*");
	/* Two that were there before are nobody's business. */
	LAY("1-3:a/ 3-5:a/ 5-9:c/", 5, 9, "d", "", "1-3:a/ 3-5:a/ 5-9:d/*");
}

TEST("a change outside of the record changes nothing")
{
	LAY("3-9:a/", 1, 3, "b", "", "3-9:a/");
	LAY("3-9:a/", 9, 12, "b", "", "3-9:a/");
	LAY("3-9:a/", 5, 5, "b", "", "3-9:a/");
}

TEST("fields are emptied by name, and only for the days said")
{
	const struct dated_change ch = { .since = 3, .until = 5,
	    .clear = 1u << THING_SEAT, .began = INT64_MIN,
	    .ended = INT64_MIN };

	check_lay("1-9:a/x", &ch, "1-3:a/x* 3-5:a/* 5-9:a/x*", __FILE__,
	    __LINE__);
	check_lay("1-9:a/", &ch, "1-9:a/", __FILE__, __LINE__);
}

TEST("a record that began earlier or later begins so in its first state")
{
	BOUND("3-5:a/ 5-9:b/", 1, AS_IT_IS, "1-5:a/* 5-9:b/");
	BOUND("3-5:a/ 5-9:b/", 4, AS_IT_IS, "4-5:a/* 5-9:b/");
	BOUND("3-5:a/ 5-9:b/", 5, AS_IT_IS, "5-9:b/");
	BOUND("3-5:a/ 5-9:b/", 7, AS_IT_IS, "7-9:b/*");
	BOUND("3-5:a/ 5-9:b/", 3, AS_IT_IS, "3-5:a/ 5-9:b/");
}

TEST("a record that ended earlier or later ends so in its last state")
{
	BOUND("3-5:a/ 5-9:b/", AS_IT_IS, 12, "3-5:a/ 5-12:b/*");
	BOUND("3-5:a/ 5-9:b/", AS_IT_IS, OPEN, "3-5:a/ 5-o:b/*");
	BOUND("3-5:a/ 5-9:b/", AS_IT_IS, 7, "3-5:a/ 5-7:b/*");
	BOUND("3-5:a/ 5-9:b/", AS_IT_IS, 5, "3-5:a/");
	BOUND("3-5:a/ 5-9:b/", AS_IT_IS, 4, "3-4:a/*");
	BOUND("3-5:a/ 5-9:b/", 4, 6, "4-5:a/* 5-6:b/*");
	BOUND("3-5:a/ 5-7:b/ 7-9:c/", 5, 7, "5-7:b/");
}

TEST("a change may reach into the days that its bounds add")
{
	struct value v[THING__MAX] = { [THING_NAME] = V_TEXT(S("b")) };
	const struct dated_change ch = { .since = 9, .until = 12, .set = v,
	    .began = INT64_MIN, .ended = 12 };

	check_lay("3-9:a/", &ch, "3-9:a/* 9-12:b/*", __FILE__, __LINE__);
}

TEST("the state that holds at a time is found, and none outside")
{
	struct arena *a = arena_new();
	const struct dated_span *s;
	size_t n;

	s = spans(a, "3-5:a/ 5-9:b/", &n);
	CHECK(dated_at(s, n, 2) == NULL);
	CHECK(dated_at(s, n, 3) == &s[0]);
	CHECK(dated_at(s, n, 4) == &s[0]);
	CHECK(dated_at(s, n, 5) == &s[1]);
	CHECK(dated_at(s, n, 9) == NULL);
	arena_free(a);
}

/* What met whom. */
struct met {
	struct buf	b;
};

static void
meet(void *arg, uint32_t row, uint32_t other, uint32_t room)
{
	struct met *m = arg;

	buf_fmt(&m->b, "%s%u:%u(%u)", m->b.n == 0 ? "" : " ", (unsigned)row,
	    (unsigned)other, (unsigned)room);
}

static void
put(struct holds *h, const char *thing, int64_t since, int64_t until,
    uint32_t record, uint32_t row, uint32_t room)
{
	CHECK(holds_put(h, str_of(thing), &(struct hold){ .since = since,
	    .until = until, .record = record, .row = row, .room = room }));
}

static void
check_meet(struct holds *h, const char *want, const char *file, int line)
{
	struct met m = { BUF_INIT };

	CHECK(holds_meet(h, meet, &m));
	test_check_str(m.b.n == 0 ? S("") : buf_view(&m.b), str_of(want), file,
	    line);
	buf_free(&m.b);
	holds_free(h);
}
#define MEET(h, want) check_meet((h), (want), __FILE__, __LINE__)

TEST("two records that want one thing at one time meet, the later row is told")
{
	struct holds h = { .n = 0 };

	put(&h, "seat", 1, 5, 1, 2, 1);
	put(&h, "seat", 4, 9, 2, 3, 1);
	put(&h, "seat", 9, 12, 3, 4, 1);
	put(&h, "other", 1, 99, 4, 5, 1);
	MEET(&h, "3:2(1)");
	put(&h, "seat", 4, 9, 1, 2, 1);
	put(&h, "seat", 1, 5, 2, 3, 1);
	MEET(&h, "3:2(1)");
}

TEST("states of one record never meet, and neighbours in time do not")
{
	struct holds h = { .n = 0 };

	put(&h, "seat", 1, 5, 1, 2, 1);
	put(&h, "seat", 1, 5, 1, 3, 1);
	put(&h, "seat", 5, 9, 2, 4, 1);
	MEET(&h, "");
	MEET(&h, "");
}

TEST("one that holds a thing for long meets all who come meanwhile")
{
	struct holds h = { .n = 0 };

	put(&h, "seat", 1, OPEN, 1, 2, 1);
	for (uint32_t i = 0; i < 3; i++)
		put(&h, "seat", 10 + 10 * i, 15 + 10 * i, 2 + i, 3 + i, 1);
	MEET(&h, "3:2(1) 4:2(1) 5:2(1)");
}

TEST("of a thing with room for several one too many meets")
{
	struct holds h = { .n = 0 };

	put(&h, "seat", 1, 9, 1, 2, 2);
	put(&h, "seat", 2, 9, 2, 3, 2);
	put(&h, "seat", 9, 12, 3, 4, 2);
	put(&h, "seat", 9, 12, 4, 5, 2);
	MEET(&h, "");
	put(&h, "seat", 1, 9, 1, 2, 2);
	put(&h, "seat", 2, 9, 2, 3, 2);
	put(&h, "seat", 8, 12, 3, 4, 2);
	MEET(&h, "4:3(2)");
	/* One of the store's, which no row says. */
	put(&h, "seat", 1, 9, 1, 0, 2);
	put(&h, "seat", 2, 9, 2, 0, 2);
	put(&h, "seat", 8, 12, 3, 4, 2);
	MEET(&h, "4:0(2)");
	put(&h, "seat", 1, 9, 1, 0, 1);
	put(&h, "seat", 2, 9, 2, 0, 1);
	MEET(&h, "");
}

TEST("steps come back from the spool as they were put, in any order")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct spool *s = spool_new(&thing_dated, &note);
	struct value words[] = { V_TEXT(S("red")), V_TEXT(S("blue")) };
	struct value v[THING__MAX] = {
		[THING_NAME] = V_TEXT(S("甲|乙\\\n")),
		[THING_WORDS] = { .given = GIVEN_KNOWN,
		    .list = { words, 2 } },
		[THING_N] = V_INT(7),
		[THING_FLAG] = { .given = GIVEN_UNKNOWN,
		    .text = S("not_known") },
		[THING_WITHIN] = V_KEY(((struct key){ { 1, 2, 3 } })),
	};
	struct dated_step got;

	CHECK(s != NULL);
	for (uint32_t i = 0; i < 3000; i++) {
		const struct dated_step step = { .row = i + 2, .fresh = i,
		    .add = i % 2 == 0, .id = { { (unsigned char)i } },
		    .source = i % 3 == 0 ? S("nt") : S(""),
		    .code = str_fmt(a, "C%u", (unsigned)i), .since = -5,
		    .until = OPEN, .began = INT64_MIN, .ended = i,
		    .clear = i, .v = v };

		CHECK_OK(spool_put(s, &step, &note), &note);
	}
	CHECK_INT(spool_steps(s), 3000);
	for (uint32_t k = 0; k < 3000; k += 7) {
		const uint32_t i = (k * 1009) % 3000;

		CHECK_OK(spool_get(s, a, i, &got, &note), &note);
		CHECK_INT(got.row, i + 2);
		CHECK_INT(got.fresh, i);
		CHECK(got.add == (i % 2 == 0));
		CHECK_INT(got.id.b[0], (unsigned char)i);
		CHECK_STR(got.source, i % 3 == 0 ? "nt" : "");
		CHECK_STR(got.code, str_fmt(a, "C%u", (unsigned)i).p);
		CHECK_INT(got.since, -5);
		CHECK(got.until == OPEN && got.began == INT64_MIN);
		CHECK_INT(got.ended, i);
		CHECK_INT(got.clear, i);
		CHECK(dated_same_values(&thing_dated, got.v, v));
	}
	spool_free(s);
	spool_free(NULL);
	arena_free(a);
}

/* The order in which rows are handed out: their names. */
static enum err
name_take(void *arg, const struct value *row, struct key id,
    struct note *note)
{
	struct buf *b = arg;

	(void)id;
	(void)note;
	if (b->n > 0)
		buf_char(b, ' ');
	buf_str(b, row[SHEET_HELPS + THING_NAME].text);
	return ERR_OK;
}

static void
check_sort(const char *by, const char *want, const char *file, int line)
{
	struct arena *a = arena_new();
	struct dated_sort s = { .a = a };
	struct note note = NOTE_INIT;
	struct dated_sheet form;
	struct buf b = BUF_INIT;

	CHECK_OK(dated_sheet(a, &thing_dated, &form, &note), &note);
	CHECK_OK(dated_sort_read(&s, form.form, str_of(by), &note), &note);
	for (int i = 0; i < 4; i++) {
		struct value v[FIELDS_MAX] = { { 0 } };
		const struct dated_head head = { .id = { { (unsigned char)
		    (i + 1) } } };
		static const char *const names[] = { "c", "a", "d", "b" };

		v[form.state + THING_NAME] = (struct value)V_TEXT(str_of(
		    names[i]));
		v[form.state + THING_N] = (struct value)V_INT(i / 2);
		if (i != 1)
			v[form.from] = (struct value)V_DAY(-i);
		CHECK_OK(dated_sort_put(&s, form.form, v, &head, i, &note),
		    &note);
	}
	CHECK_OK(dated_sort_give(&s, name_take, &b, &note), &note);
	test_check_str(buf_view(&b), str_of(want), file, line);
	dated_sort_free(&s);
	buf_free(&b);
	arena_free(a);
}
#define SORT(by, want) check_sort((by), (want), __FILE__, __LINE__)

TEST("gathered rows are put in the order of their columns, up and down")
{
	SORT("name", "a b c d");
	SORT("-name", "d c b a");
	SORT("n,name", "a c b d");
	SORT("-n, name", "b d a c");
	/* What is not said comes last, whichever way. */
	SORT("from", "b d c a");
	SORT("-from", "c d b a");
}

TEST("a column that is not there, and too many of them, are refused")
{
	struct arena *a = arena_new();
	struct dated_sort s = { .a = a };
	struct note note = NOTE_INIT;
	struct dated_sheet form;

	CHECK_OK(dated_sheet(a, &thing_dated, &form, &note), &note);
	CHECK_ERR(dated_sort_read(&s, form.form, S("nome"), &note), ERR_USAGE,
	    &note);
	note_clear(&note);
	CHECK_ERR(dated_sort_read(&s, form.form, S("n,n,n,n,n,n,n,n,n"),
	    &note), ERR_USAGE, &note);
	arena_free(a);
}

TEST("more rows than are sorted are refused, not cut")
{
	struct arena *a = arena_new();
	struct dated_sort s = { .a = a };
	struct note note = NOTE_INIT;
	const struct value v[FIELDS_MAX] = { { 0 } };
	const struct dated_head head = { .withdrawn = -1 };
	struct dated_sheet form;
	enum err r = ERR_OK;
	int n = 0;

	CHECK_OK(dated_sheet(a, &thing_dated, &form, &note), &note);
	while (r == ERR_OK && n <= DATED_SORT_MAX) {
		r = dated_sort_put(&s, form.form, v, &head, 0, &note);
		n += r == ERR_OK;
	}
	CHECK_ERR(r, ERR_LIMIT, &note);
	CHECK_INT(n, DATED_SORT_MAX);
	dated_sort_free(&s);
	arena_free(a);
}
