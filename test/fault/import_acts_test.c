/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What becomes of an import when something fails in it?  Small acts stand here
 * for the large ones of a large file: what an act recorded stays, what comes
 * behind it is recorded when the same file is imported again.
 */
#include "base/file.h"
#include "body/body_import.h"
#include "region/region_import.h"
#include "test/fault/sweep.h"

enum { ACT = 3 };

static void
sheet_put(struct sweep *s, const struct buf *text)
{
	s->text = str_fmt(s->a, "%s/sheet%s.csv", test_folder(),
	    s->t->postgres ? "-pg" : "");
	s->source = sweep_name(s, "sheet");
	MUST_DO(s, file_write(s->text.p, buf_view(text), 0600, MUST_NOTE));
}

/* All imports have ended, or one of those that began did not. */
static enum err
open_count(void *arg, const struct import_seen *i, struct note *note)
{
	(void)i;
	(void)note;
	++*(int64_t *)arg;
	return ERR_OK;
}

static int64_t
unfinished(struct sweep *s)
{
	int64_t n = 0;

	MUST_DO(s, import_each(s->ta.app->read, true, open_count, &n,
	    MUST_NOTE));
	return n;
}

/* What an act recorded stands in the indexes too: each in its own scope and in
 * that of the one above it, and nothing waits. */
static void
indexes_whole(struct sweep *s)
{
	static const struct sql q_lacking = {
		"SELECT (SELECT COUNT(*) FROM index_due)"
		" + (SELECT COUNT(*) FROM scope_moved)"
		" + (SELECT COUNT(*) FROM body b WHERE NOT EXISTS (SELECT 1"
		" FROM body_scope f WHERE f.scope = b.id AND f.id = b.id))"
		" + (SELECT COUNT(*) FROM body_row w WHERE"
		" w.rec_end = 9007199254740991 AND w.to_day > $1"
		" AND w.superior IS NOT NULL AND NOT EXISTS (SELECT 1"
		" FROM body_scope f WHERE f.scope = w.superior"
		" AND f.id = w.body))", NULL
	};
	int64_t lacking = -1;

	MUST_DO(s, store_int(s->ta.app->read, &q_lacking,
	    BINDS(BIND_INT(day_from_civil(2020, 1, 1))), -1, &lacking,
	    MUST_NOTE));
	MUST(s, lacking == 0);
}

/* What was recorded of it can be seen, and that it is not all. */
static void
import_left(struct sweep *s)
{
	const int64_t more = sweep_size(s) - s->size;

	MUST(s, unfinished(s) == (more > 0 && more < s->what->entries));
	indexes_whole(s);
}

static const struct import_watch watch = { .act_max = ACT };
static const struct voice voice = { .lang = LANG_EN };

/* Divisions: a prefecture of the try's own with its counties, one of which
 * changes its name, one loses a part and one ends. */

enum { PREFECTURE_FIRST = 1000, PREFECTURES = 9000, DIVISION_CHANGES = 13 };

static int
prefecture(const struct sweep *s)
{
	return PREFECTURE_FIRST + s->try % PREFECTURES;
}

static void
region_prepare(struct sweep *s)
{
	const int p = prefecture(s);
	struct buf b = BUF_IN(s->a);

	buf_text(&b, "code,name,level,start_year,end_year,successors\n");
	buf_fmt(&b, "%d00,市,2,1980,,\n", p);
	for (int i = 1; i <= 6; i++)
		buf_fmt(&b, "%d%02d,县%d,3,1980,,\n", p, i, i);
	buf_fmt(&b, "%d11,旧县,3,1980,1990,\n%d11,新县,3,1990,,\n", p, p);
	buf_fmt(&b, "%d12,大县,3,1980,,%d01[1985]\n", p, p);
	buf_fmt(&b, "%d13,撤县,3,1980,1995,%d02\n", p, p);
	sheet_put(s, &b);
}

static enum err
region_act(struct sweep *s, struct note *note)
{
	const struct region_import what = { .path = s->text.p };
	struct import_report report;

	return region_import(s->ta.app, &sweep_who, &what, voice, &watch,
	    &report, note);
}

static struct region
region_of(struct sweep *s, int nth, int year)
{
	struct region r = { .code = S("") };

	MUST_DO(s, region_find(s->ta.app->read, s->a, str_fmt(s->a, "%d%02d",
	    prefecture(s), nth), year, &r, MUST_NOTE));
	return r;
}

static void
region_done(struct sweep *s)
{
	const struct region above = region_of(s, 0, 2000);
	const struct region_successor *after = NULL;
	size_t n = 0;

	MUST(s, unfinished(s) == 0);
	for (int i = 1; i <= 6; i++)
		MUST(s, key_eq(region_of(s, i, 2000).parent, above.id));
	MUST(s, str_is(region_of(s, 11, 1985).name, "旧县"));
	MUST(s, str_is(region_of(s, 11, 2000).name, "新县"));
	MUST(s, region_of(s, 13, 1990).to_year == 1995);
	MUST_DO(s, region_successors(s->ta.app->read, s->a, region_of(s, 12,
	    2000).id, &after, &n, MUST_NOTE));
	MUST(s, n == 1 && after[0].part && after[0].year == 1985);
}

static const struct trial region_trial = { .entries = DIVISION_CHANGES,
    .part = ACT, .prepare = region_prepare, .act = region_act,
    .done = region_done, .left = import_left };

BOTH("divisions are imported act by act, and what is missing by another try")
{
	sweep(t, &region_trial);
}

BOTH("an import of divisions that was killed goes on")
{
	sweep_kill(t, &region_trial);
}

/* Bodies: a tree of three floors with guides, one of which is named before its
 * own row, and one that changes. */

enum { BODY_ROWS = 12 };

static void
body_prepare(struct sweep *s)
{
	struct buf b = BUF_IN(s->a);

	buf_text(&b, "code,name,kind,superior,guided_by,region,industry,from,"
	    "to\n");
	buf_fmt(&b, "A,top %d,party_committee,,,,,2001-01-01,\n", s->try);
	buf_fmt(&b, "B,office %d,office,A,D,,,2001-01-01,\n", s->try);
	buf_fmt(&b, "C,organ %d,department,A,,,energy,2001-01-01,\n", s->try);
	buf_fmt(&b, "D,guide %d,office,A,,,,2001-01-01,\n", s->try);
	for (int i = 1; i <= 6; i++)
		buf_fmt(&b, "U%d,unit %d of %d,unit,%s,B|D,,,2001-01-01,\n", i,
		    i, s->try, i % 2 == 0 ? "C" : "B");
	buf_fmt(&b, "V,before %d,unit,B,,,,2001-01-01,2010-01-01\n", s->try);
	buf_fmt(&b, "V,after %d,unit,C,,,,2010-01-01,\n", s->try);
	sheet_put(s, &b);
}

static enum err
body_act(struct sweep *s, struct note *note)
{
	const struct body_import what = { .path = s->text.p,
	    .source = s->source };
	struct import_report report;

	return body_import(s->ta.app, &sweep_who, &what, voice, &watch,
	    &report, note);
}

static struct body
body_of(struct sweep *s, const char *code)
{
	struct body b = { .name = S("") };
	struct key id = KEY_NONE;

	MUST_DO(s, body_alias(s->ta.app->read, s->source,
	    str_of(code), &id, MUST_NOTE));
	MUST_DO(s, body_get(s->ta.app->read, s->a, id, DAY_OPEN - 1, &b,
	    MUST_NOTE));
	return b;
}

static void
body_done(struct sweep *s)
{
	const struct body top = body_of(s, "A"), office = body_of(s, "B"),
	    organ = body_of(s, "C");

	MUST(s, unfinished(s) == 0);
	MUST(s, key_eq(office.superior, top.id));
	MUST(s, str_is(office.guided_by, "D"));
	MUST(s, key_eq(body_of(s, "U1").superior, office.id));
	MUST(s, key_eq(body_of(s, "U6").superior, organ.id));
	MUST(s, str_is(body_of(s, "U3").guided_by, "B|D") ||
	    str_is(body_of(s, "U3").guided_by, "D|B"));
	MUST(s, key_eq(body_of(s, "V").superior, organ.id));
	indexes_whole(s);
}

static const struct trial body_trial = { .entries = BODY_ROWS,
    .part = ACT, .prepare = body_prepare, .act = body_act,
    .done = body_done, .left = import_left };

BOTH("bodies are imported act by act, and what is missing by another try")
{
	sweep(t, &body_trial);
}

BOTH("an import of bodies that was killed goes on")
{
	sweep_kill(t, &body_trial);
}

/* A division ends, and the bodies in it move by a reaction: one act. */

enum { MOVED = 3 };

static void
end_sheet(struct sweep *s, bool ended)
{
	const int p = prefecture(s);
	struct buf b = BUF_IN(s->a);

	buf_text(&b, "code,name,level,start_year,end_year,successors\n");
	buf_fmt(&b, "%d00,市,2,1980,,\n%d02,新县,3,1980,,\n", p, p);
	if (ended)
		buf_fmt(&b, "%d01,旧县,3,1980,2005,%d02\n", p, p);
	else
		buf_fmt(&b, "%d01,旧县,3,1980,,\n", p);
	sheet_put(s, &b);
}

static void
end_prepare(struct sweep *s)
{
	struct buf b = BUF_IN(s->a);

	end_sheet(s, false);
	MUST_DO(s, region_act(s, MUST_NOTE));
	buf_text(&b, "code,name,kind,superior,guided_by,region,industry,from,"
	    "to\n");
	for (int i = 1; i <= MOVED; i++)
		buf_fmt(&b, "U%d,unit %d of %d,unit,,,%d01,,2001-01-01,\n", i,
		    i, s->try, prefecture(s));
	sheet_put(s, &b);
	MUST_DO(s, body_act(s, MUST_NOTE));
	end_sheet(s, true);
}

static void
end_done(struct sweep *s)
{
	const struct region after = region_of(s, 2, 2010);

	MUST(s, unfinished(s) == 0);
	for (int i = 1; i <= MOVED; i++)
		MUST(s, key_eq(body_of(s, str_fmt(s->a, "U%d", i).p).region,
		    after.id));
}

BOTH("a division ends with all that this causes, or goes on")
{
	static const struct trial what = { .entries = 1 + MOVED,
	    .prepare = end_prepare, .act = region_act, .done = end_done };

	sweep(t, &what);
}
