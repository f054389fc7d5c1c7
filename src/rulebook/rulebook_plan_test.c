/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_plan.h"

#include "rulebook/rulebook_fixture.h"

enum { ADOPTED_MAX = 6 };

struct planning {
	struct arena	*a;
	struct plan	 plan;
	struct adoptions all;
	struct adoption	 adoption[ADOPTED_MAX];
	struct coming	 adopted[ADOPTED_MAX];
	struct plan_watch watch;
	struct shelf	*shelf;
	struct note	 note;
	int		 told;
	struct note	 first;		/* of what was told */
	const struct coming *c;
	size_t		 n;
};

static void
told(void *arg, struct str called, const struct note *why)
{
	struct planning *p = arg;

	(void)called;
	if (p->told++ == 0)
		note_copy(&p->first, why);
}

static void
begin(struct planning *p)
{
	*p = (struct planning){ .a = arena_new() };
	CHECK(p->a != NULL);
	p->watch = (struct plan_watch){ told, p };
	p->shelf = shelf_new(p->a);
	p->all = (struct adoptions){ p->adoption, 0, -1 };
	p->plan = (struct plan){ p->a, &p->all, p->adopted, 0,
	    zone_built_in(S("Asia/Shanghai")), &p->watch };
}

/* What was adopted before; by id, then version. */
static void
adopted(struct planning *p, const char *id, struct str text, int64_t version,
    const char *since)
{
	const size_t i = p->all.n++;

	p->adoption[i] = (struct adoption){ .seq = (int64_t)i,
	    .id = str_of(id), .version = version, .since = fixture_day(since),
	    .hash = hash_of(text.p, text.n), .retired = -1 };
	p->adopted[p->plan.nadopted++] = (struct coming){ .id = str_of(id),
	    .version = version, .since = fixture_day(since),
	    .called = str_of(id), .text = text };
}

static void
offer(struct planning *p, const char *called, struct str text)
{
	CHECK_OK(shelf_add(p->shelf, SHELF_FILE, str_of(called), text, NULL,
	    &p->note), &p->note);
}

/* Adopt the first ${n} of the shelf, from the day on ("": their own). */
static enum err
adopt(struct planning *p, size_t n, const char *since)
{
	struct shelf_text *t[ADOPTED_MAX];

	for (size_t i = 0; i < n; i++)
		t[i] = &p->shelf->t[i];
	p->told = 0;
	note_clear(&p->note);
	note_clear(&p->first);
	return plan_adopt(&p->plan, p->shelf, t, n, since[0] == '\0' ?
	    INT64_MIN : fixture_day(since), &p->c, &p->n, &p->note);
}

static void
refused(struct planning *p, size_t n, const char *since, const char *words)
{
	CHECK_ERR(adopt(p, n, since), ERR_INVALID, &p->note);
	CHECK(p->told > 0);
	if (strstr(p->first.msg, words) == NULL)
		CHECK_STR(str_of(p->first.msg), words);
}

TEST("a good pack may be adopted, from the day on which it comes into force")
{
	struct planning p;

	begin(&p);
	offer(&p, "county.md", county_text(p.a, 1, TEXT_MINUTES));
	CHECK_OK(adopt(&p, 1, ""), &p.note);
	CHECK_INT(p.n, 1);
	CHECK_STR(p.c[0].id, "county-rules");
	CHECK_INT(p.c[0].since, fixture_day("2026-03-01"));
	CHECK_OK(adopt(&p, 1, "2026-04-01"), &p.note);
	CHECK_INT(p.c[0].since, fixture_day("2026-04-01"));
	arena_free(p.a);
}

TEST("a pack with faults is refused, and all of them are told")
{
	struct planning p;

	begin(&p);
	offer(&p, "county.md", county_broken(p.a, 1));
	CHECK_ERR(adopt(&p, 1, ""), ERR_INVALID, &p.note);
	CHECK(p.told > 0);
	CHECK(p.first.where.line > 0);
	arena_free(p.a);
}

TEST("a pack whose example does not come out is refused")
{
	struct planning p;

	begin(&p);
	offer(&p, "county.md", county_wrong(p.a, 1));
	refused(&p, 1, "", "The example {example} expects {want}");
	CHECK_STR(p.first.args[0].text, "phone/满");
	CHECK(p.first.where.line > 0);
	arena_free(p.a);
}

TEST("only a greater version may follow")
{
	struct planning p;

	begin(&p);
	adopted(&p, "county-rules", county_text(p.a, 2, TEXT_MINUTES), 2,
	    "2026-03-01");
	offer(&p, "1.md", county_text(p.a, 1, TEXT_MINUTES));
	refused(&p, 1, "", "is not greater");
	p.shelf->n = 0;
	offer(&p, "2.md", county_text(p.a, 2, 20));
	refused(&p, 1, "", "with other words");
	p.shelf->n = 0;
	offer(&p, "3.md", county_text(p.a, 3, 20));
	CHECK_OK(adopt(&p, 1, "2026-07-01"), &p.note);
	arena_free(p.a);
}

TEST("what is adopted as it is needs no adoption")
{
	struct planning p;

	begin(&p);
	adopted(&p, "county-rules", county_text(p.a, 2, TEXT_MINUTES), 2,
	    "2026-03-01");
	offer(&p, "2.md", county_text(p.a, 2, TEXT_MINUTES));
	CHECK_OK(adopt(&p, 1, ""), &p.note);
	CHECK_INT(p.n, 0);
	arena_free(p.a);
}

TEST("a pack that was named twice is adopted once; other words are refused")
{
	struct planning p;

	begin(&p);
	offer(&p, "a.md", county_text(p.a, 1, TEXT_MINUTES));
	offer(&p, "b.md", county_text(p.a, 1, TEXT_MINUTES));
	CHECK_OK(adopt(&p, 2, ""), &p.note);
	CHECK_INT(p.n, 1);
	p.shelf->n = 1;
	offer(&p, "c.md", county_text(p.a, 1, 20));
	refused(&p, 2, "", "so is {other}");
	arena_free(p.a);
}

TEST("what a pack uses is adopted before it or with it")
{
	struct planning p;

	begin(&p);
	offer(&p, "town.md", town_text(p.a, 1));
	offer(&p, "county.md", county_text(p.a, 1, TEXT_MINUTES));
	refused(&p, 1, "", "which is not adopted");
	CHECK_OK(adopt(&p, 2, ""), &p.note);
	CHECK_INT(p.n, 2);
	CHECK_STR(p.c[0].id, "county-rules");
	CHECK_INT(p.c[1].since, fixture_day("2026-05-01"));
	adopted(&p, "county-rules", county_text(p.a, 1, TEXT_MINUTES), 1,
	    "2026-03-01");
	CHECK_OK(adopt(&p, 1, ""), &p.note);
	CHECK_INT(p.n, 1);
	arena_free(p.a);
}

TEST("a pack does not judge before what it uses")
{
	struct planning p;

	begin(&p);
	adopted(&p, "county-rules", county_text(p.a, 1, TEXT_MINUTES), 1,
	    "2026-08-01");
	offer(&p, "town.md", town_text(p.a, 1));
	offer(&p, "county.md", county_text(p.a, 1, TEXT_MINUTES));
	refused(&p, 1, "2026-05-01", "only from {day} on");
	CHECK_OK(adopt(&p, 1, "2026-08-01"), &p.note);
	CHECK_INT(p.c[0].held_by.n, 0);
	arena_free(p.a);
}

TEST("without a day a pack waits for what it uses, adopted before or with it")
{
	struct planning p;

	begin(&p);
	offer(&p, "town.md", town_text(p.a, 1));
	offer(&p, "county.md", county_text(p.a, 1, TEXT_MINUTES));
	CHECK_OK(adopt(&p, 2, ""), &p.note);
	CHECK_INT(p.c[0].since, fixture_day("2026-03-01"));
	CHECK_INT(p.c[1].since, fixture_day("2026-05-01"));
	CHECK_INT(p.c[1].held_by.n, 0);
	adopted(&p, "county-rules", county_text(p.a, 1, TEXT_MINUTES), 1,
	    "2026-08-01");
	CHECK_OK(adopt(&p, 1, ""), &p.note);
	CHECK_INT(p.c[0].since, fixture_day("2026-08-01"));
	CHECK_STR(p.c[0].held_by, "county-rules");
	arena_free(p.a);
}

/* A county's text without the rule that the town overrides. */
static struct str
county_other(struct planning *p, int version)
{
	struct str t = county_text(p->a, version, TEXT_MINUTES);
	struct buf b = BUF_IN(p->a);
	const char *id = "phone-report", *from = t.p, *at;

	while ((at = strstr(from, id)) != NULL) {
		buf_put(&b, from, (size_t)(at - from));
		buf_text(&b, "outage-report");
		from = at + strlen(id);
	}
	buf_text(&b, from);
	return str_copy(p->a, buf_view(&b));
}

TEST("a version that would leave another pack unreadable is refused")
{
	struct planning p;

	begin(&p);
	adopted(&p, "county-rules", county_text(p.a, 1, TEXT_MINUTES), 1,
	    "2026-03-01");
	adopted(&p, "town-rules", town_text(p.a, 1), 1, "2026-05-01");
	offer(&p, "county.md", county_other(&p, 2));
	CHECK_ERR(adopt(&p, 1, ""), ERR_INVALID, &p.note);
	CHECK(p.told > 0);
	arena_free(p.a);
}

TEST("a version whose change breaks an example of another pack is refused")
{
	struct planning p;

	begin(&p);
	adopted(&p, "county-rules", county_text(p.a, 1, TEXT_MINUTES), 1,
	    "2026-03-01");
	adopted(&p, "town-rules", town_text(p.a, 1), 1, "2026-05-01");
	/* With 20 minutes the town's 29 are to be reported. */
	offer(&p, "county.md", county_text(p.a, 2, 20));
	refused(&p, 1, "", "The example {example} expects {want}");
	arena_free(p.a);
}

TEST("what another pack needs cannot be taken back")
{
	struct planning p;

	begin(&p);
	adopted(&p, "county-rules", county_text(p.a, 1, TEXT_MINUTES), 1,
	    "2026-03-01");
	adopted(&p, "town-rules", town_text(p.a, 1), 1, "2026-05-01");
	CHECK_ERR(plan_retire(&p.plan, S("county-rules"), 1, &p.note),
	    ERR_INVALID, &p.note);
	CHECK(p.told > 0);
	note_clear(&p.note);
	CHECK_OK(plan_retire(&p.plan, S("town-rules"), 1, &p.note), &p.note);
	CHECK_ERR(plan_retire(&p.plan, S("town-rules"), 2, &p.note),
	    ERR_NOTFOUND, &p.note);
	arena_free(p.a);
}

TEST("a version may be taken back if the one before it serves as well")
{
	struct planning p;

	begin(&p);
	adopted(&p, "county-rules", county_text(p.a, 1, TEXT_MINUTES), 1,
	    "2026-03-01");
	adopted(&p, "county-rules", county_text(p.a, 2, TEXT_MINUTES), 2,
	    "2026-03-01");
	adopted(&p, "town-rules", town_text(p.a, 1), 1, "2026-05-01");
	CHECK_OK(plan_retire(&p.plan, S("county-rules"), 2, &p.note),
	    &p.note);
	arena_free(p.a);
}
