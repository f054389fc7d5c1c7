/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_fixture.h"
#include "rulebook/offered.h"

static struct shelf_text *
put(struct shelf *s, const char *called, struct str text)
{
	struct note note = NOTE_INIT;

	CHECK_OK(shelf_add(s, SHELF_FILE, str_of(called), text, NULL, &note),
	    &note);
	return &s->t[s->n - 1];
}

static void
look(struct shelf *s, struct shelf_text *t, enum shelf_state state)
{
	struct note note = NOTE_INIT;

	CHECK_OK(shelf_read(s, t, &note), &note);
	CHECK_INT(t->state, state);
}

/* A pack that has nothing but its head. */
static struct str
head(struct arena *a, const char *id, const char *uses)
{
	return str_fmt(a, "---\npack: %s\nversion: 1\ntitle: 规定\nen: Rules\n"
	    "issuer: 某委\nfrom: 2026-01-01\nuses: [%s]\nattested: official\n"
	    "source: 存档\n---\n\n# 规定\n", id, uses);
}

TEST("a pack is read behind what it uses, wherever that stands")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);
	struct shelf_text *town = put(s, "town.md", town_text(a, 1));
	struct shelf_text *county = put(s, "county.md", county_text(a, 1,
	    TEXT_MINUTES));

	look(s, town, SHELF_READ);
	CHECK_INT(county->state, SHELF_READ);
	CHECK_INT(town->pack->nuses, 1);
	CHECK(town->pack->uses[0] == county->pack);
	arena_free(a);
}

TEST("of two texts of one pack the first on the shelf is used")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);
	struct shelf_text *town = put(s, "town.md", town_text(a, 1));
	struct shelf_text *first = put(s, "two.md", county_text(a, 2, 20));

	(void)put(s, "one.md", county_text(a, 1, TEXT_MINUTES));
	CHECK(shelf_find(s, S("county-rules")) == first);
	look(s, town, SHELF_READ);
	CHECK_INT(town->pack->uses[0]->version, 2);
	arena_free(a);
}

TEST("a pack whose used one is nowhere cannot be read, and says so")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);
	struct shelf_text *town = put(s, "town.md", town_text(a, 1));

	look(s, town, SHELF_BAD);
	CHECK(town->faults.errors > 0);
	CHECK(town->note->err == ERR_INVALID);
	arena_free(a);
}

TEST("a pack whose used one is bad cannot be read, and names it")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);
	struct shelf_text *town = put(s, "town.md", town_text(a, 1));
	struct shelf_text *county = put(s, "county.md", county_broken(a, 1));

	look(s, town, SHELF_BAD);
	CHECK_INT(county->state, SHELF_BAD);
	CHECK_STR(town->note->args[1].text, "county.md");
	arena_free(a);
}

TEST("packs that use each other in a ring are all bad, and it ends")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);
	struct shelf_text *one = put(s, "1", head(a, "one", "two"));

	(void)put(s, "2", head(a, "two", "three"));
	(void)put(s, "3", head(a, "three", "one"));
	look(s, one, SHELF_BAD);
	look(s, &s->t[1], SHELF_BAD);
	look(s, &s->t[2], SHELF_BAD);
	arena_free(a);
}

TEST("a pack that uses itself is bad")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);

	look(s, put(s, "1", head(a, "one", "one")), SHELF_BAD);
	arena_free(a);
}

TEST("a row of packs that use each other may be long, but not endless")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);

	for (int i = 0; i <= SHELF_DEPTH_MAX + 2; i++)
		(void)put(s, "x", head(a, str_fmt(a, "p%d", i).p,
		    i > SHELF_DEPTH_MAX + 1 ? "" : str_fmt(a, "p%d",
		    i + 1).p));
	look(s, &s->t[0], SHELF_BAD);
	CHECK_INT(s->t[SHELF_DEPTH_MAX + 1].note->err, ERR_LIMIT);
	CHECK_INT(s->t[SHELF_DEPTH_MAX + 2].state, SHELF_UNREAD);
	look(s, &s->t[SHELF_DEPTH_MAX + 2], SHELF_READ);
	arena_free(a);
}

TEST("what is no pack at all is told when it is read, not before")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);
	static const char *const bad[] = { "", "#", "---\n", "\xff\xfe",
	    "---\npack: [\n---\n", "pack: x\n" };

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		look(s, put(s, "bad.md", str_of(bad[i])), SHELF_BAD);
	CHECK(shelf_find(s, S("")) == NULL);
	CHECK(shelf_find(s, S("x")) == NULL);
	arena_free(a);
}

TEST("a shelf holds no more than it can")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);
	struct note note = NOTE_INIT;

	for (size_t i = 0; i < SHELF_MAX; i++)
		(void)put(s, "x", S(""));
	CHECK_ERR(shelf_add(s, SHELF_FILE, S("x"), S(""), NULL, &note),
	    ERR_LIMIT, &note);
	arena_free(a);
}

TEST("a book joins packs with those they use, each once")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);
	const struct book *book = NULL;
	struct note note = NOTE_INIT;
	struct shelf_text *t[2];

	t[0] = put(s, "town.md", town_text(a, 1));
	t[1] = put(s, "county.md", county_text(a, 1, TEXT_MINUTES));
	look(s, t[0], SHELF_READ);
	CHECK_OK(shelf_book(s, t, 2, &book, &note), &note);
	CHECK_INT(book_npacks(book), 2);
	CHECK_OK(shelf_book(s, t, 1, &book, &note), &note);
	CHECK_INT(book_npacks(book), 2);
	arena_free(a);
}

TEST("all that the program offers can be read and judged together")
{
	struct arena *a = arena_new();
	struct shelf *s = shelf_new(a);
	struct shelf_text *t[SHELF_MAX];
	const struct book *book = NULL;
	struct note note = NOTE_INIT;

	CHECK_OK(shelf_offered(s, &note), &note);
	CHECK_INT(s->n, offered_npacks);
	for (size_t i = 0; i < s->n; i++) {
		t[i] = &s->t[i];
		CHECK(t[i]->id.n > 0);
		look(s, t[i], SHELF_READ);
	}
	CHECK_OK(shelf_book(s, t, s->n, &book, &note), &note);
	CHECK_INT(book_npacks(book), s->n);
	arena_free(a);
}

TEST("the program brings the days that are worked")
{
	const struct str csv = { offered_calendar, offered_calendar_size };
	const struct calendar *c = NULL;
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;

	CHECK_OK(calendar_parse(a, csv, &c, &note), &note);
	CHECK_INT(calendar_works(c, fixture_day("2025-10-01")), TRUTH_NO);
	arena_free(a);
}
