/* SPDX-License-Identifier: Apache-2.0 */
/* Is the sample the same each time, and does all in it fit together? */
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/moment.h"
#include "base/sheet.h"
#include "sample/sample_out.h"
#include "sample/sample_where.h"
#include "test/lib/test.h"

enum { FAULT_STRIDE = 41 };

#define DATA	TEST_SOURCE "/sample"

/* A sample that is kept whole. */
struct kept {
	struct arena		*a;
	struct buf		 text[SAMPLE_SHEET__MAX];
	struct sample_counts	 counts;
	/* A sheet as cells, headings left out, and its rows. */
	struct str		*cell[SAMPLE_SHEET__MAX];
	size_t			 rows[SAMPLE_SHEET__MAX];
	size_t			 columns[SAMPLE_SHEET__MAX];
};

static enum err
kept_put(void *arg, enum sample_sheet sheet, struct str line,
    struct note *note)
{
	struct kept *k = arg;

	(void)note;
	buf_str(&k->text[sheet], line);
	return ERR_OK;
}

static struct sample
sample_of(enum sample_scale scale, uint64_t seed, const char *region)
{
	struct sample s = { .scale = scale, .seed = seed,
	    .region = str_of(region), .data = DATA };

	CHECK(day_parse(S(SAMPLE_ON), &s.on));
	return s;
}

static void
kept_make(struct kept *k, const struct sample *what)
{
	const struct sample_sink sink = { .put = kept_put, .arg = k };
	struct note note = NOTE_INIT;

	*k = (struct kept){ .a = arena_new() };
	CHECK_OK(sample_make(what, &sink, &k->counts, &note), &note);
}

static void
kept_free(struct kept *k)
{
	for (int i = 0; i < SAMPLE_SHEET__MAX; i++)
		buf_free(&k->text[i]);
	arena_free(k->a);
}

static void
cells_read(struct kept *k, enum sample_sheet sheet)
{
	struct note note = NOTE_INIT;
	struct sheet *s = NULL;
	const struct cell *cell;
	size_t n, at = 0;

	CHECK_OK(sheet_from_bytes(buf_view(&k->text[sheet]), NULL, &s, &note),
	    &note);
	CHECK_OK(sheet_next(s, &cell, &n, &note), &note);
	k->columns[sheet] = n;
	k->cell[sheet] = NEW_ARRAY(k->a, struct str,
	    n * (size_t)k->counts.rows[sheet] + 1);
	for (;; at++) {
		CHECK_OK(sheet_next(s, &cell, &n, &note), &note);
		if (n == 0)
			break;
		CHECK(n <= k->columns[sheet]);
		for (size_t i = 0; i < n; i++)
			k->cell[sheet][at * k->columns[sheet] + i] =
			    str_copy(k->a, cell[i].text);
	}
	k->rows[sheet] = at;
	CHECK_INT(at, k->counts.rows[sheet]);
	sheet_close(s);
}

static struct str
at(const struct kept *k, enum sample_sheet sheet, size_t row, int column)
{
	struct str s = k->cell[sheet][row * k->columns[sheet] +
	    (size_t)column];

	return s.p == NULL ? S("") : s;
}

/* Sorted texts. */
struct texts {
	struct str	*s;
	size_t		 n;
};

static int
text_cmp(const void *x, const void *y)
{
	return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static struct texts
column(struct kept *k, enum sample_sheet sheet, int c, const char *prefix)
{
	struct texts t = { NEW_ARRAY(k->a, struct str, k->rows[sheet] + 1),
	    0 };

	for (size_t i = 0; i < k->rows[sheet]; i++)
		if (at(k, sheet, i, c).n != 0)
			t.s[t.n++] = str_fmt(k->a, "%s%.*s", prefix,
			    STR_ARG(at(k, sheet, i, c)));
	if (t.n > 1)
		qsort(t.s, t.n, sizeof *t.s, text_cmp);
	return t;
}

static struct texts
joined(struct kept *k, const struct texts *a, const struct texts *b)
{
	struct texts t = { NEW_ARRAY(k->a, struct str, a->n + b->n + 1),
	    a->n + b->n };

	memcpy(t.s, a->s, a->n * sizeof *a->s);
	memcpy(t.s + a->n, b->s, b->n * sizeof *b->s);
	qsort(t.s, t.n, sizeof *t.s, text_cmp);
	return t;
}

static bool
has(const struct texts *t, struct str s)
{
	return bsearch(&s, t->s, t->n, sizeof *t->s, text_cmp) != NULL;
}

/* All members of each cell are among the texts; how many are not blank? */
static size_t
all_in(const struct kept *k, enum sample_sheet sheet, int c,
    const struct texts *t)
{
	size_t said = 0;

	for (size_t i = 0; i < k->rows[sheet]; i++) {
		struct str rest = at(k, sheet, i, c), one;

		said += rest.n != 0;
		while (rest.n != 0 && str_cut(&rest, '|', &one))
			if (!has(t, one))
				fail_msg("%s row %zu: %.*s names nobody",
				    sample_file(sheet), i + 2, STR_ARG(one));
	}
	return said;
}

static void
cells_read_all(struct kept *k)
{
	for (int i = 0; i < SAMPLE_SHEET__MAX; i++)
		cells_read(k, (enum sample_sheet)i);
}

TEST("the same seed makes the same bytes, another seed makes others")
{
	const struct sample one = sample_of(SAMPLE_COUNTY, 1, "");
	const struct sample two = sample_of(SAMPLE_COUNTY, 2, "");
	struct kept a, b, c;

	kept_make(&a, &one);
	kept_make(&b, &one);
	kept_make(&c, &two);
	for (int i = 0; i < SAMPLE_SHEET__MAX; i++)
		CHECK(str_eq(buf_view(&a.text[i]), buf_view(&b.text[i])));
	CHECK(!str_eq(buf_view(&a.text[SAMPLE_TENURES]),
	    buf_view(&c.text[SAMPLE_TENURES])));
	CHECK(!str_eq(buf_view(&a.text[SAMPLE_PERSONS]),
	    buf_view(&c.text[SAMPLE_PERSONS])));
	CHECK(!str_eq(buf_view(&a.text[SAMPLE_SYSTEMS]),
	    buf_view(&c.text[SAMPLE_SYSTEMS])));
	/* The divisions are real ones, whatever the seed. */
	CHECK(str_eq(buf_view(&a.text[SAMPLE_DIVISIONS]),
	    buf_view(&c.text[SAMPLE_DIVISIONS])));
	kept_free(&a);
	kept_free(&b);
	kept_free(&c);
}

TEST("another day moves what happened lately")
{
	struct sample early = sample_of(SAMPLE_COUNTY, 1, "");
	struct sample late = early;
	struct kept a, b;

	CHECK(day_parse(S("2025-06-30"), &early.on));
	kept_make(&a, &early);
	kept_make(&b, &late);
	cells_read(&a, SAMPLE_ROSTERS);
	cells_read(&b, SAMPLE_ROSTERS);
	CHECK_STR(at(&a, SAMPLE_ROSTERS, 0, 6), "2025-06-02T08:30+08:00");
	CHECK_STR(at(&b, SAMPLE_ROSTERS, 0, 6), "2026-10-27T08:30+08:00");
	kept_free(&a);
	kept_free(&b);
}

static void
between(const struct kept *k, enum sample_sheet sheet, int64_t least,
    int64_t most)
{
	const int64_t n = k->counts.rows[sheet];

	if (n < least || n > most)
		fail_msg("%s has %lld rows, not %lld to %lld",
		    sample_file(sheet), (long long)n, (long long)least,
		    (long long)most);
}

TEST("a county and a prefecture are as large as they should be")
{
	static const struct {
		enum sample_scale	scale;
		int64_t			bodies, tenures, systems;
	} sizes[] = {
		{ SAMPLE_COUNTY, 150, 1000, 60 },
		{ SAMPLE_PREFECTURE, 2100, 20000, 6000 },
	};

	for (size_t i = 0; i < 2; i++) {
		const struct sample what = sample_of(sizes[i].scale, 1, "");
		struct kept k;

		kept_make(&k, &what);
		between(&k, SAMPLE_BODIES, sizes[i].bodies * 3 / 4,
		    sizes[i].bodies * 5 / 4);
		between(&k, SAMPLE_TENURES, sizes[i].tenures * 3 / 4,
		    sizes[i].tenures * 5 / 4);
		between(&k, SAMPLE_SYSTEMS, sizes[i].systems * 3 / 4,
		    sizes[i].systems * 5 / 4);
		between(&k, SAMPLE_PERSONS, sizes[i].tenures / 3,
		    sizes[i].tenures);
		between(&k, SAMPLE_ROSTERS, 100, 2000);
		kept_free(&k);
	}
}

/* Every name in the sheets is that of a row. */
static void
names_check(struct kept *k)
{
	const struct texts bodies = column(k, SAMPLE_BODIES, 1, "");
	const struct texts body = column(k, SAMPLE_BODIES, 1, "sample:");
	const struct texts person = column(k, SAMPLE_PERSONS, 1, "sample:");
	const struct texts system = column(k, SAMPLE_SYSTEMS, 1, "sample:");
	const struct texts top = column(k, SAMPLE_INDUSTRIES, 2, "");
	const struct texts branch = column(k, SAMPLE_BRANCHES, 2, "");
	const struct texts industry = joined(k, &top, &branch);
	const struct texts region = column(k, SAMPLE_DIVISIONS, 0, "");
	const struct texts town = column(k, SAMPLE_TOWNSHIPS, 0, "");
	const struct texts regions = joined(k, &region, &town);

	CHECK(all_in(k, SAMPLE_TOWNSHIPS, 3, &region) > 0);
	CHECK(all_in(k, SAMPLE_BODIES, 4, &bodies) > 0);
	CHECK(all_in(k, SAMPLE_BODIES, 5, &bodies) > 0);
	CHECK(all_in(k, SAMPLE_BODIES, 6, &regions) > 0);
	CHECK(all_in(k, SAMPLE_BODIES, 7, &industry) > 0);
	CHECK(all_in(k, SAMPLE_BRANCHES, 3, &top) > 0);
	CHECK(all_in(k, SAMPLE_REGULATORS, 2, &industry) > 0);
	CHECK(all_in(k, SAMPLE_REGULATORS, 3, &regions) > 0);
	CHECK(all_in(k, SAMPLE_REGULATORS, 4, &body) > 0);
	CHECK(all_in(k, SAMPLE_POSTS, 2, &body) > 0);
	CHECK(all_in(k, SAMPLE_TENURES, 2, &person) > 0);
	CHECK(all_in(k, SAMPLE_TENURES, 3, &body) > 0);
	CHECK(all_in(k, SAMPLE_ROSTERS, 2, &body) > 0);
	CHECK(all_in(k, SAMPLE_ROSTERS, 3, &person) > 0);
	for (int c = 11; c <= 14; c++)		/* owner … users */
		CHECK(all_in(k, SAMPLE_SYSTEMS, c, &body) > 0);
	(void)all_in(k, SAMPLE_SYSTEMS, 9, &body);
	CHECK(all_in(k, SAMPLE_SYSTEMS, 15, &regions) > 0);
	CHECK(all_in(k, SAMPLE_SYSTEMS, 16, &industry) > 0);
	CHECK(all_in(k, SAMPLE_CONTRACTS, 2, &body) > 0);
	CHECK(all_in(k, SAMPLE_CONTRACTS, 6, &system) > 0);
	CHECK(all_in(k, SAMPLE_PHONES, 2, &body) > 0);
}

TEST("all that is named in a county's sample is in it")
{
	const struct sample what = sample_of(SAMPLE_COUNTY, 5, "");
	struct kept k;

	kept_make(&k, &what);
	cells_read_all(&k);
	names_check(&k);
	kept_free(&k);
}

TEST("all that is named in a prefecture's sample is in it")
{
	static const char *const regions[] = { "320600", "370100", "130500",
	    "540600" };

	for (size_t i = 0; i < 4; i++) {
		const struct sample what = sample_of(SAMPLE_PREFECTURE, i,
		    regions[i]);
		struct kept k;

		kept_make(&k, &what);
		cells_read_all(&k);
		names_check(&k);
		kept_free(&k);
	}
}

/* Equal neighbours in order. */
static size_t
twice(const struct texts *t)
{
	size_t n = 0;

	for (size_t i = 1; i < t->n; i++)
		n += str_eq(t->s[i - 1], t->s[i]);
	return n;
}

TEST("codes, staff numbers and natural keys belong to one record each")
{
	static const enum sample_sheet single[] = { SAMPLE_INDUSTRIES,
	    SAMPLE_BRANCHES, SAMPLE_REGULATORS, SAMPLE_PERSONS,
	    SAMPLE_POSTS, SAMPLE_ROSTERS, SAMPLE_CONTRACTS, SAMPLE_PHONES };
	const struct sample what = sample_of(SAMPLE_PREFECTURE, 1, "");
	struct texts t;
	struct kept k;

	kept_make(&k, &what);
	cells_read_all(&k);
	for (size_t i = 0; i < sizeof single / sizeof single[0]; i++) {
		t = column(&k, single[i], 1, "");
		CHECK_INT(twice(&t), 0);
	}
	t = column(&k, SAMPLE_PERSONS, 3, "");
	CHECK_INT(twice(&t), 0);
	CHECK(t.n < k.rows[SAMPLE_PERSONS]);	/* not all have one */
	for (size_t i = 0; i < k.rows[SAMPLE_POSTS]; i++)
		k.cell[SAMPLE_POSTS][i * 9] = str_fmt(k.a, "%.*s %.*s",
		    STR_ARG(at(&k, SAMPLE_POSTS, i, 2)),
		    STR_ARG(at(&k, SAMPLE_POSTS, i, 3)));
	t = column(&k, SAMPLE_POSTS, 0, "");
	CHECK_INT(twice(&t), 0);
	for (size_t i = 0; i < k.rows[SAMPLE_ROSTERS]; i++)
		k.cell[SAMPLE_ROSTERS][i * 8] = str_fmt(k.a, "%.*s %.*s %.*s",
		    STR_ARG(at(&k, SAMPLE_ROSTERS, i, 2)),
		    STR_ARG(at(&k, SAMPLE_ROSTERS, i, 3)),
		    STR_ARG(at(&k, SAMPLE_ROSTERS, i, 6)));
	t = column(&k, SAMPLE_ROSTERS, 0, "");
	CHECK_INT(twice(&t), 0);
	kept_free(&k);
}

/* What a system alone has, of the last state of each. */
static size_t
system_twice(struct kept *k, int column_a, int column_b)
{
	const enum sample_sheet s = SAMPLE_SYSTEMS;
	struct texts t = { NEW_ARRAY(k->a, struct str, 2 * k->rows[s] + 1),
	    0 };

	for (size_t i = 0; i < k->rows[s]; i++) {
		struct str rest = at(k, s, i, column_b), one;

		if (i + 1 < k->rows[s] && str_eq(at(k, s, i, 1),
		    at(k, s, i + 1, 1)))
			continue;
		while (rest.n != 0 && str_cut(&rest, '|', &one))
			t.s[t.n++] = str_fmt(k->a, "%.*s %.*s", column_a < 0 ?
			    0 : (int)at(k, s, i, column_a).n, column_a < 0 ?
			    "" : at(k, s, i, column_a).p, STR_ARG(one));
	}
	CHECK(t.n > 1000);
	qsort(t.s, t.n, sizeof *t.s, text_cmp);
	return twice(&t);
}

TEST("no two systems have one owner and name, or one address")
{
	const struct sample what = sample_of(SAMPLE_PREFECTURE, 1, "");
	struct kept k;

	kept_make(&k, &what);
	cells_read_all(&k);
	CHECK_INT(system_twice(&k, 11, 2), 0);
	CHECK_INT(system_twice(&k, -1, 10), 0);
	kept_free(&k);
}

TEST("rows of one record follow one another in order of days")
{
	static const enum sample_sheet sheets[] = { SAMPLE_BODIES,
	    SAMPLE_TENURES, SAMPLE_SYSTEMS };
	const struct sample what = sample_of(SAMPLE_PREFECTURE, 1, "");
	struct kept k;

	kept_make(&k, &what);
	cells_read_all(&k);
	for (size_t s = 0; s < 3; s++) {
		const enum sample_sheet sheet = sheets[s];
		const int from = (int)k.columns[sheet] - 2;
		size_t several = 0, records = 0;
		const struct texts codes = column(&k, sheet, 1, "");

		for (size_t i = 0; i < k.rows[sheet]; i++) {
			struct str to = at(&k, sheet, i, from + 1);

			CHECK(to.n == 0 || str_cmp(at(&k, sheet, i, from),
			    to) < 0);
			if (i == 0 || !str_eq(at(&k, sheet, i, 1),
			    at(&k, sheet, i - 1, 1))) {
				records++;
				continue;
			}
			several++;
			CHECK(str_eq(at(&k, sheet, i - 1, from + 1),
			    at(&k, sheet, i, from)));
		}
		CHECK(several > 0);
		CHECK_INT(records, codes.n - twice(&codes));
	}
	kept_free(&k);
}

/* The tenure of one seat that fills it. */
struct held {
	struct str	post, from, to, person, code;
};

static int
held_cmp(const void *x, const void *y)
{
	const struct held *a = x, *b = y;
	int c = str_cmp(a->post, b->post);

	return c != 0 ? c : str_cmp(a->from, b->from);
}

static struct held *
held_read(struct kept *k, bool by_person, size_t *ret_n)
{
	struct held *h = NEW_ARRAY(k->a, struct held,
	    k->rows[SAMPLE_TENURES] + 1);
	size_t n = 0;

	for (size_t i = 0; i < k->rows[SAMPLE_TENURES]; i++) {
		const enum sample_sheet t = SAMPLE_TENURES;
		struct str to = at(k, t, i, 11), kind = at(k, t, i, 5);

		if (!str_is(kind, "substantive") && (by_person ||
		    !str_is(kind, "concurrent")))
			continue;
		h[n++] = (struct held){ by_person ? at(k, t, i, 2) :
		    str_fmt(k->a, "%.*s %.*s", STR_ARG(at(k, t, i, 3)),
		    STR_ARG(at(k, t, i, 4))), at(k, t, i, 10),
		    to.n == 0 ? S("9999") : to, at(k, t, i, 2),
		    at(k, t, i, 1) };
	}
	qsort(h, n, sizeof *h, held_cmp);
	*ret_n = n;
	return h;
}

/* How many hold ${h}[i]'s on the day on which it begins? */
static size_t
beside(const struct held *h, size_t i)
{
	size_t there = 1;

	for (size_t k = i; k-- > 0 && str_eq(h[k].post, h[i].post);)
		there += str_cmp(h[k].to, h[i].from) > 0;
	return there;
}

TEST("a post is never filled more often than it has seats")
{
	const struct sample what = sample_of(SAMPLE_PREFECTURE, 3, "");
	struct texts posts;
	struct held *h;
	struct kept k;
	size_t n;

	kept_make(&k, &what);
	cells_read_all(&k);
	/* "BODY TITLE" and behind it the seats. */
	for (size_t i = 0; i < k.rows[SAMPLE_POSTS]; i++)
		k.cell[SAMPLE_POSTS][i * 9] = str_fmt(k.a, "%.*s %.*s %.*s",
		    STR_ARG(at(&k, SAMPLE_POSTS, i, 2)),
		    STR_ARG(at(&k, SAMPLE_POSTS, i, 3)),
		    STR_ARG(at(&k, SAMPLE_POSTS, i, 5)));
	posts = column(&k, SAMPLE_POSTS, 0, "");
	h = held_read(&k, false, &n);
	CHECK(n > 1000);
	for (size_t i = 0; i < n; i++) {
		bool fits = false;

		for (size_t s = beside(h, i); s < 10 && !fits; s++)
			fits = has(&posts, str_fmt(k.a, "%.*s %zu",
			    STR_ARG(h[i].post), s));
		if (!fits)
			fail_msg("%.*s of %.*s: no seat", STR_ARG(h[i].code),
			    STR_ARG(h[i].post));
	}
	kept_free(&k);
}

TEST("nobody has two posts of his own at once")
{
	const struct sample what = sample_of(SAMPLE_PREFECTURE, 4, "");
	struct held *h;
	struct kept k;
	size_t n;

	kept_make(&k, &what);
	cells_read_all(&k);
	h = held_read(&k, true, &n);
	for (size_t i = 0; i < n; i++)
		if (beside(h, i) != 1)
			fail_msg("%.*s", STR_ARG(h[i].post));
	kept_free(&k);
}

/* How many rows have this in the column? */
static size_t
count(const struct kept *k, enum sample_sheet sheet, int c, const char *text)
{
	size_t n = 0;

	for (size_t i = 0; i < k->rows[sheet]; i++)
		n += str_is(at(k, sheet, i, c), text);
	return n;
}

TEST("the gaps of a real registry are there, and are not many")
{
	static const struct {
		enum sample_sheet	sheet;
		int			column;
		const char		*text;
	} gaps[] = {
		{ SAMPLE_TENURES, 5, "acting" },
		{ SAMPLE_TENURES, 5, "presiding" },
		{ SAMPLE_TENURES, 5, "concurrent" },
		{ SAMPLE_TENURES, 5, "temporary" },
		{ SAMPLE_TENURES, 6, "yes" },
		{ SAMPLE_TENURES, 8, "" },
		{ SAMPLE_SYSTEMS, 4, "?" },
		{ SAMPLE_SYSTEMS, 6, "?" },
		{ SAMPLE_SYSTEMS, 8, "?" },
		{ SAMPLE_SYSTEMS, 8, "yes" },
		{ SAMPLE_SYSTEMS, 11, "" },
		{ SAMPLE_SYSTEMS, 12, "" },
		{ SAMPLE_SYSTEMS, 13, "" },
		{ SAMPLE_SYSTEMS, 14, "" },
		{ SAMPLE_SYSTEMS, 15, "" },
		{ SAMPLE_CONTRACTS, 7, "no" },
		{ SAMPLE_CONTRACTS, 7, "?" },
		{ SAMPLE_CONTRACTS, 7, "" },
		{ SAMPLE_CONTRACTS, 8, "no" },
		{ SAMPLE_PHONES, 5, "" },
		{ SAMPLE_PHONES, 6, "no_answer" },
		{ SAMPLE_PERSONS, 3, "" },
	};
	const struct sample what = sample_of(SAMPLE_PREFECTURE, 1, "");
	struct kept k;

	kept_make(&k, &what);
	cells_read_all(&k);
	for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
		const size_t n = count(&k, gaps[i].sheet, gaps[i].column,
		    gaps[i].text);

		if (n == 0 || n > k.rows[gaps[i].sheet] / 4)
			fail_msg("%s column %d: %zu are \"%s\"",
			    sample_file(gaps[i].sheet), gaps[i].column, n,
			    gaps[i].text);
	}
	kept_free(&k);
}

TEST("a CII has a protection department and a level, and nothing else has one")
{
	const struct sample what = sample_of(SAMPLE_PREFECTURE, 1, "");
	struct kept k;

	kept_make(&k, &what);
	cells_read_all(&k);
	for (size_t i = 0; i < k.rows[SAMPLE_SYSTEMS]; i++) {
		const bool cii = str_is(at(&k, SAMPLE_SYSTEMS, i, 8), "yes");
		struct str grade = at(&k, SAMPLE_SYSTEMS, i, 6);

		CHECK(cii == (at(&k, SAMPLE_SYSTEMS, i, 9).n != 0));
		if (str_is(at(&k, SAMPLE_SYSTEMS, i, 3), "classified")) {
			CHECK(at(&k, SAMPLE_SYSTEMS, i, 18).n != 0);
			CHECK(grade.n == 0);
			CHECK_INT(at(&k, SAMPLE_SYSTEMS, i, 2).n, 0);
			continue;
		}
		CHECK_INT(at(&k, SAMPLE_SYSTEMS, i, 18).n, 0);
		CHECK(str_is(grade, "?") || (grade.n == 1 &&
		    grade.p[0] >= '1' && grade.p[0] <= '4'));
	}
	kept_free(&k);
}

TEST("persons, units and addresses are ones that nobody has")
{
	const struct sample what = sample_of(SAMPLE_PREFECTURE, 1, "");
	struct texts names;
	struct kept k;

	kept_make(&k, &what);
	cells_read_all(&k);
	for (size_t i = 0; i < k.rows[SAMPLE_PERSONS]; i++)
		CHECK(str_starts(str_part(at(&k, SAMPLE_PERSONS, i, 2), 3, 99),
		    "某"));
	for (size_t i = 0; i < k.rows[SAMPLE_PHONES]; i++)
		CHECK(str_starts(at(&k, SAMPLE_PHONES, i, 3), "0000-"));
	for (size_t i = 0; i < k.rows[SAMPLE_SYSTEMS]; i++) {
		struct str urls = at(&k, SAMPLE_SYSTEMS, i, 10), url;

		while (urls.n != 0 && str_cut(&urls, '|', &url)) {
			size_t host = 8 + str_find(str_part(url, 8, url.n),
			    '/');

			CHECK(str_starts(url, "https://"));
			CHECK(str_ends(str_part(url, 0, host), ".example"));
		}
	}
	/* Many of them bear different names. */
	names = column(&k, SAMPLE_PERSONS, 2, "");
	CHECK(twice(&names) < names.n / 50);
	kept_free(&k);
}

/* The row of a code that holds on a day, or SIZE_MAX. */
static size_t
row_on(const struct kept *k, enum sample_sheet sheet, const char *code,
    const char *day)
{
	const int from = (int)k->columns[sheet] - 2;

	for (size_t i = 0; i < k->rows[sheet]; i++) {
		struct str to = at(k, sheet, i, from + 1);

		if (str_is(at(k, sheet, i, 1), code) &&
		    str_cmp(at(k, sheet, i, from), str_of(day)) <= 0 &&
		    (to.n == 0 || str_cmp(str_of(day), to) < 0))
			return i;
	}
	return SIZE_MAX;
}

TEST("港闸区 has its organs in March 2020 and none a year later")
{
	const struct sample what = sample_of(SAMPLE_COUNTY, 1, "320613");
	struct kept k;
	size_t row;

	kept_make(&k, &what);
	cells_read_all(&k);
	row = row_on(&k, SAMPLE_BODIES, "320611-01", "2020-03-15");
	CHECK(row != SIZE_MAX);
	CHECK_STR(at(&k, SAMPLE_BODIES, row, 2), "中共南通市港闸区委员会");
	CHECK(row_on(&k, SAMPLE_BODIES, "320611-01", "2021-03-15") ==
	    SIZE_MAX);
	CHECK(row_on(&k, SAMPLE_BODIES, "320613-01", "2020-03-15") ==
	    SIZE_MAX);
	CHECK(row_on(&k, SAMPLE_BODIES, "320613-01", "2021-03-15") !=
	    SIZE_MAX);
	kept_free(&k);
}

TEST("the units of 邢台县 go on under 襄都区, which was 桥东区 before")
{
	const struct sample what = sample_of(SAMPLE_PREFECTURE, 1, "130500");
	struct kept k;
	size_t row;

	kept_make(&k, &what);
	cells_read_all(&k);
	row = row_on(&k, SAMPLE_BODIES, "130521-U003", "2020-03-15");
	CHECK(row != SIZE_MAX);
	CHECK_STR(at(&k, SAMPLE_BODIES, row, 6), "130521");
	CHECK_STR(at(&k, SAMPLE_BODIES, row, 2), "邢台市邢台县某甲医院");
	row = row_on(&k, SAMPLE_BODIES, "130521-U003", "2021-03-15");
	CHECK(row != SIZE_MAX);
	CHECK_STR(at(&k, SAMPLE_BODIES, row, 6), "130502");
	CHECK_STR(at(&k, SAMPLE_BODIES, row, 2), "邢台市襄都区邢台某甲医院");
	row = row_on(&k, SAMPLE_BODIES, "130502-02", "2020-03-15");
	CHECK_STR(at(&k, SAMPLE_BODIES, row, 2), "邢台市桥东区人民政府");
	row = row_on(&k, SAMPLE_BODIES, "130502-02", "2021-03-15");
	CHECK_STR(at(&k, SAMPLE_BODIES, row, 2), "邢台市襄都区人民政府");
	kept_free(&k);
}

TEST("莱芜市 is there until its counties came to 济南市")
{
	const struct sample what = sample_of(SAMPLE_PREFECTURE, 1, "370100");
	struct kept k;
	size_t row;

	kept_make(&k, &what);
	cells_read_all(&k);
	row = row_on(&k, SAMPLE_BODIES, "371200-02", "2017-01-01");
	CHECK(row != SIZE_MAX);
	CHECK_STR(at(&k, SAMPLE_BODIES, row, 2), "莱芜市人民政府");
	CHECK(row_on(&k, SAMPLE_BODIES, "371200-02", "2019-01-01") ==
	    SIZE_MAX);
	CHECK(row_on(&k, SAMPLE_BODIES, "371202-02", "2017-01-01") !=
	    SIZE_MAX);
	CHECK(row_on(&k, SAMPLE_BODIES, "370116-02", "2019-01-01") !=
	    SIZE_MAX);
	kept_free(&k);
}

/* The rows of a file, without its heading. */
static struct str
file_rows(struct arena *a, const char *path)
{
	struct note note = NOTE_INIT;
	struct str s, heading;

	CHECK_OK(file_read(a, path, 16 * 1024 * 1024, &s, &note), &note);
	CHECK(str_cut(&s, '\n', &heading));
	return s;
}

TEST("the trees of the sample folder are what the program makes")
{
	struct sample what = sample_of(SAMPLE_PROVINCE, 1, "320000");
	struct str rest, heading, centre, jiangsu;
	struct kept k;

	what.organs = true;
	kept_make(&k, &what);
	centre = file_rows(k.a, DATA "/bodies-central.csv");
	jiangsu = file_rows(k.a, DATA "/bodies-320000.csv");
	rest = buf_view(&k.text[SAMPLE_BODIES]);
	CHECK(str_cut(&rest, '\n', &heading));
	CHECK(rest.n == centre.n + jiangsu.n);
	CHECK(str_eq(str_part(rest, 0, centre.n), centre));
	CHECK(str_eq(str_part(rest, centre.n, rest.n), jiangsu));
	CHECK_INT(k.text[SAMPLE_PERSONS].n, 0);
	kept_free(&k);
}

static void
refused(const struct sample *what, enum err want)
{
	struct kept k = { .a = NULL };
	const struct sample_sink sink = { .put = kept_put, .arg = &k };
	struct note note = NOTE_INIT;

	CHECK_ERR(sample_make(what, &sink, &k.counts, &note), want, &note);
	CHECK(note.msg != NULL);
	CHECK_INT(k.counts.rows[SAMPLE_BODIES], 0);
	kept_free(&k);
}

TEST("a region of another scale, none, and a day too early or late are refused")
{
	struct sample what = sample_of(SAMPLE_COUNTY, 1, "320600");

	refused(&what, ERR_USAGE);
	what.region = S("999999");
	refused(&what, ERR_USAGE);
	what.region = S("320611");		/* no longer in use */
	refused(&what, ERR_USAGE);
	what.region = S("3206");
	refused(&what, ERR_USAGE);
	what.region = S("");
	what.on = day_from_civil(2024, 12, 31);
	refused(&what, ERR_USAGE);
	what.on = day_from_civil(2101, 1, 1);
	refused(&what, ERR_USAGE);
	what = sample_of(SAMPLE_NATION, 1, "320000");
	refused(&what, ERR_USAGE);
}

static void
table_write(struct arena *a, const char *folder, const char *name,
    struct str text)
{
	struct note note = NOTE_INIT;

	CHECK_OK(file_write(str_fmt(a, "%s/%s", folder, name).p, text, 0600,
	    &note), &note);
}

TEST("tables that are missing, lack a column or do not fit are refused")
{
	struct sample what = sample_of(SAMPLE_COUNTY, 1, "");
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	const char *folder = test_path(a, "tables");
	struct str organs;

	CHECK_OK(file_folder(folder, &note), &note);
	what.data = folder;
	refused(&what, ERR_NOTFOUND);
	table_write(a, folder, "organs-central.csv",
	    S("name,kind\n中共中央,党中央\n"));
	refused(&what, ERR_INVALID);
	table_write(a, folder, "organs-central.csv",
	    S("name,parent,word,posts,branch,since,before\n"
	    "甲,乙,unit,,,,\n"));
	refused(&what, ERR_INVALID);
	CHECK_OK(file_read(a, DATA "/organs-central.csv", 1 << 20, &organs,
	    &note), &note);
	table_write(a, folder, "organs-central.csv", organs);
	table_write(a, folder, "local-body-kinds.csv", S("no,kind,levels,"
	    "led_by,word,posts,under,guide,branch,centre,names,since,before,"
	    "core\n01,党委,省,nobody,unit,,,,,中共中央,中共{},,,\n"));
	refused(&what, ERR_INVALID);
	arena_free(a);
}

TEST("where no tables lie beside the program, it says how to name them")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct str folder = S("kept");

	/* This test's own folder has none. */
	CHECK_ERR(sample_where(a, &folder, &note), ERR_NOTFOUND, &note);
	CHECK_STR(folder, "kept");
	CHECK(str_ends(note.args[0].text, "/src/sample/"));
	arena_free(a);
}

static enum err
stop_at_once(void *arg, int64_t done, int64_t of, struct note *note)
{
	(void)arg;
	CHECK(done > 0 && done <= of + of / 10);
	return NOTE(note, ERR_STOPPED, M("Stopped on request."));
}

TEST("it can be stopped, and what was written goes")
{
	const struct sample what = sample_of(SAMPLE_PREFECTURE, 1, "");
	struct arena *a = arena_new();
	const char *folder = test_path(a, "stopped");
	struct sample_out *out = NULL;
	struct sample_counts counts;
	struct note note = NOTE_INIT;
	struct sample_sink sink = { .put = sample_out_put,
	    .progress = stop_at_once };

	CHECK_OK(sample_out_open(folder, false, SAMPLE_PART_ROWS, &out,
	    &note), &note);
	sink.arg = out;
	CHECK_ERR(sample_make(&what, &sink, &counts, &note), ERR_STOPPED,
	    &note);
	sample_out_drop(&out);
	CHECK(out == NULL);
	CHECK(rmdir(folder) == 0);		/* it is empty */
	arena_free(a);
}

/* All parts of a sheet, the headings of later ones left out. */
static struct str
parts_join(struct arena *a, const char *folder, enum sample_sheet sheet,
    int *ret_parts)
{
	struct buf all = BUF_IN(a);
	struct note note = NOTE_INIT;
	struct str s, heading;
	int part = 1;

	for (;; part++) {
		struct str path = sample_out_path(a, str_of(folder), sheet,
		    part);

		if (!file_exists(path.p))
			break;
		CHECK_OK(file_read(a, path.p, 16 * 1024 * 1024, &s, &note),
		    &note);
		if (part > 1)
			CHECK(str_cut(&s, '\n', &heading));
		buf_str(&all, s);
	}
	*ret_parts = part - 1;
	return buf_view(&all);
}

static void
sheets_write(const struct sample *what, const char *folder, int64_t rows)
{
	struct sample_sink sink = { .put = sample_out_put };
	struct sample_out *out = NULL;
	struct sample_counts counts;
	struct note note = NOTE_INIT;

	CHECK_OK(sample_out_open(folder, false, rows, &out, &note), &note);
	sink.arg = out;
	CHECK_OK(sample_make(what, &sink, &counts, &note), &note);
	CHECK_OK(sample_out_close(&out, &note), &note);
}

TEST("sheets lie in a folder, in parts where they are long")
{
	const struct sample what = sample_of(SAMPLE_COUNTY, 1, "");
	struct arena *a = arena_new();
	const char *folder = test_path(a, "sheets");
	struct note note = NOTE_INIT;
	struct sample_out *out = NULL;
	struct kept k;
	int parts;

	kept_make(&k, &what);
	sheets_write(&what, folder, 300);
	for (int i = 0; i < SAMPLE_SHEET__MAX; i++) {
		CHECK(str_eq(parts_join(a, folder, (enum sample_sheet)i,
		    &parts), buf_view(&k.text[i])));
		CHECK_INT(parts, (k.counts.rows[i] + 299) / 300);
	}
	CHECK_ERR(sample_out_open(folder, false, 300, &out, &note),
	    ERR_EXISTS, &note);
	CHECK(out == NULL);
	kept_free(&k);
	arena_free(a);
}

TEST("the states of one record are never parted")
{
	const struct sample what = sample_of(SAMPLE_COUNTY, 1, "");
	struct arena *a = arena_new();
	const char *folder = test_path(a, "narrow");
	struct kept k;
	int parts;

	kept_make(&k, &what);
	cells_read(&k, SAMPLE_BODIES);
	sheets_write(&what, folder, 1);
	CHECK(str_eq(parts_join(a, folder, SAMPLE_BODIES, &parts),
	    buf_view(&k.text[SAMPLE_BODIES])));
	{
		const struct texts codes = column(&k, SAMPLE_BODIES, 1, "");

		CHECK_INT(parts, codes.n - twice(&codes));
	}
	kept_free(&k);
	arena_free(a);
}

#ifdef ANZE_FAULTS
TEST("every allocation may fail, and is told")
{
	struct sample what = sample_of(SAMPLE_COUNTY, 1, "");
	struct kept k;
	long all;

	fault_arm(FAULT_ALLOC, 0);
	kept_make(&k, &what);
	kept_free(&k);
	all = fault_seen(FAULT_ALLOC);
	CHECK(all > 10);
	for (long n = 1; n <= all; n += 1 + all / FAULT_STRIDE) {
		const struct sample_sink sink = { .put = kept_put, .arg = &k };
		struct note note = NOTE_INIT;
		enum err r;

		k = (struct kept){ .a = NULL };
		fault_arm(FAULT_ALLOC, n);
		r = sample_make(&what, &sink, &k.counts, &note);
		fault_arm(FAULT_ALLOC, 0);
		/* The sink's own buffers may be what failed. */
		for (int i = 0; i < SAMPLE_SHEET__MAX; i++)
			if (buf_failed(&k.text[i]))
				r = ERR_MEMORY;
		CHECK_ERR(r, ERR_MEMORY, &note);
		kept_free(&k);
	}
}
#endif
