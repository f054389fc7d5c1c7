/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_act.h"

#include <unistd.h>

#include "base/file.h"
#include "ledger/blob.h"
#include "rulebook/rulebook_fixture.h"
#include "test/subject/subject.h"

static struct adoptions
adoptions(struct test_app *ta)
{
	struct adoptions all = { NULL, 0, -1 };

	note_clear(&ta->t->note);
	CHECK_OK(rulebook_adoptions(ta->app->read, ta->t->a, &all,
	    &ta->t->note), &ta->t->note);
	return all;
}

static int64_t
size(struct test_app *ta)
{
	int64_t n = -1;

	CHECK_OK(ledger_size(ta->app->read, &n, &ta->t->note), &ta->t->note);
	return n;
}

static struct adopting
adopting(const char *id, int64_t version, const char *since, struct str text)
{
	return (struct adopting){ .id = str_of(id), .version = version,
	    .title = S("规定"), .since = fixture_day(since), .text = text,
	    .file = S("rules.md") };
}

static enum err
adopt_at(struct test_app *ta, const struct adopting *p, size_t n,
    int64_t rev, struct answer *ret)
{
	note_clear(&ta->t->note);
	return rulebook_adopt(ta->app, &subject_who, NULL,
	    &(struct rulebook_adopt){ p, n, rev }, ret, &ta->t->note);
}

static int64_t
adopt(struct test_app *ta, const struct adopting *p, size_t n)
{
	struct answer done = { .seq = -1 };

	CHECK_OK(adopt_at(ta, p, n, adoptions(ta).rev, &done), &ta->t->note);
	return done.seq;
}

static int64_t
county(struct test_app *ta, int version, const char *since)
{
	const struct adopting p = adopting("county-rules", version, since,
	    county_text(ta->t->a, version, TEXT_MINUTES));

	return adopt(ta, &p, 1);
}

static const struct adoption *
in_force(struct test_app *ta, const char *on)
{
	const struct adoptions all = adoptions(ta);

	return adoption_in_force(&all, S("county-rules"), fixture_day(on));
}

BOTH("a version that is adopted judges from its day on, and its text is kept")
{
	struct test_app ta;
	struct str text = { NULL, 0 };
	int64_t seq;

	subject_open(&ta, t);
	seq = county(&ta, 1, "2026-03-01");
	CHECK(in_force(&ta, "2026-02-28") == NULL);
	CHECK_INT(in_force(&ta, "2026-03-01")->seq, seq);
	CHECK_OK(rulebook_text(ta.app->read, t->a, in_force(&ta,
	    "2026-03-01"), &text, &t->note), &t->note);
	CHECK(str_eq(text, county_text(t->a, 1, TEXT_MINUTES)));
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a greater version follows, and the earlier one can still be had")
{
	struct test_app ta;
	struct str text = { NULL, 0 };
	struct adoptions all;

	subject_open(&ta, t);
	(void)county(&ta, 1, "2026-03-01");
	(void)county(&ta, 2, "2026-06-01");
	CHECK_INT(in_force(&ta, "2026-05-31")->version, 1);
	CHECK_INT(in_force(&ta, "2026-06-01")->version, 2);
	all = adoptions(&ta);
	CHECK_INT(all.n, 2);
	CHECK(key_eq(all.a[0].pack, all.a[1].pack));
	CHECK_OK(rulebook_text(ta.app->read, t->a, adoption_of(&all,
	    S("county-rules"), 1), &text, &t->note), &t->note);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("several packs are adopted in a row of entries")
{
	struct adopting p[2];
	struct test_app ta;
	int64_t before;

	subject_open(&ta, t);
	before = size(&ta);
	p[0] = adopting("county-rules", 1, "2026-03-01", county_text(t->a, 1,
	    TEXT_MINUTES));
	p[1] = adopting("town-rules", 1, "2026-05-01", town_text(t->a, 1));
	CHECK_INT(adopt(&ta, p, 2), before + 1);
	CHECK_INT(size(&ta), before + 2);
	CHECK_INT(adoptions(&ta).rev, before + 1);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("whoever looked at other adoptions than there are is refused")
{
	struct test_app ta;
	struct answer done;
	struct adopting p;
	int64_t before;

	subject_open(&ta, t);
	(void)county(&ta, 1, "2026-03-01");
	before = size(&ta);
	p = adopting("county-rules", 2, "2026-06-01", county_text(t->a, 2,
	    TEXT_MINUTES));
	CHECK_ERR(adopt_at(&ta, &p, 1, -1, &done), ERR_CONFLICT, &t->note);
	CHECK_INT(size(&ta), before);
	CHECK_INT(in_force(&ta, "2026-07-01")->version, 1);
	app_end(&ta);
}

static enum err
retire(struct test_app *ta, int64_t version)
{
	const struct rulebook_retire what = { .id = S("county-rules"),
	    .version = version, .reason = S("文号写错"),
	    .rev = adoptions(ta).rev };

	note_clear(&ta->t->note);
	return rulebook_retire(ta->app, &subject_who, NULL, &what, NULL,
	    &ta->t->note);
}

BOTH("a version that is taken back judges no more; the one before it does")
{
	struct test_app ta;

	subject_open(&ta, t);
	(void)county(&ta, 1, "2026-03-01");
	(void)county(&ta, 2, "2026-06-01");
	CHECK_OK(retire(&ta, 2), &t->note);
	CHECK_INT(in_force(&ta, "2026-07-01")->version, 1);
	CHECK_ERR(retire(&ta, 2), ERR_NOTFOUND, &t->note);
	CHECK_ERR(retire(&ta, 3), ERR_NOTFOUND, &t->note);
	CHECK_OK(retire(&ta, 1), &t->note);
	CHECK(in_force(&ta, "2026-07-01") == NULL);
	/* And it may be adopted again. */
	(void)county(&ta, 2, "2026-06-15");
	CHECK(in_force(&ta, "2026-06-14") == NULL);
	CHECK_INT(in_force(&ta, "2026-06-15")->version, 2);
	app_sound(&ta);
	app_end(&ta);
}

static struct rulebook_attach
official(struct test_app *ta, const char *bytes)
{
	const char *path = test_path(ta->t->a, "全文.txt");

	CHECK_OK(file_write(path, str_of(bytes), 0600, &ta->t->note),
	    &ta->t->note);
	return (struct rulebook_attach){ .id = S("county-rules"),
	    .path = path, .source = S("http://www.example.cn/") };
}

static enum err
attach(struct test_app *ta, const struct rulebook_attach *what,
    struct answer *ret)
{
	note_clear(&ta->t->note);
	return rulebook_attach(ta->app, &subject_who, NULL, what, ret, &ta->t->note);
}

BOTH("an official text is attached once, with its hash")
{
	const struct attachment *list = NULL;
	struct rulebook_attach what;
	struct answer one, two;
	struct test_app ta;
	struct hash hash;
	size_t n = 0;

	subject_open(&ta, t);
	what = official(&ta, "第一条");
	CHECK_ERR(attach(&ta, &what, &one), ERR_NOTFOUND, &t->note);
	(void)county(&ta, 1, "2026-03-01");
	CHECK_OK(attach(&ta, &what, &one), &t->note);
	CHECK_OK(attach(&ta, &what, &two), &t->note);
	CHECK(!one.again && two.again);
	CHECK_INT(one.seq, two.seq);
	what.document = S("某文〔2026〕1号");
	CHECK_OK(attach(&ta, &what, &two), &t->note);
	CHECK(!two.again);
	CHECK_OK(rulebook_attachments(ta.app->read, t->a, one.on, &list, &n,
	    &t->note), &t->note);
	CHECK_INT(n, 2);
	hash = hash_of("第一条", strlen("第一条"));
	CHECK(hash_eq(&list[0].hash, &hash));
	CHECK_STR(list[0].name, "全文.txt");
	CHECK_STR(list[1].document, "某文〔2026〕1号");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("an empty file, or one that is not there, is no official text")
{
	struct rulebook_attach what;
	struct test_app ta;
	struct answer done;
	int64_t before;

	subject_open(&ta, t);
	(void)county(&ta, 1, "2026-03-01");
	before = size(&ta);
	what = official(&ta, "");
	CHECK_ERR(attach(&ta, &what, &done), ERR_INVALID, &t->note);
	what.path = "/nowhere/at/all.pdf";
	CHECK_ERR(attach(&ta, &what, &done), ERR_NOTFOUND, &t->note);
	CHECK_INT(size(&ta), before);
	app_end(&ta);
}

BOTH("what is in force on a day is read and joined")
{
	const struct book *book = NULL;
	struct adopting p[2];
	struct test_app ta;

	subject_open(&ta, t);
	p[0] = adopting("county-rules", 1, "2026-03-01", county_text(t->a, 1,
	    TEXT_MINUTES));
	p[1] = adopting("town-rules", 1, "2026-05-01", town_text(t->a, 1));
	(void)adopt(&ta, p, 2);
	CHECK_OK(rulebook_load(ta.app->read, t->a, fixture_day("2026-02-01"),
	    &book, &t->note), &t->note);
	CHECK_INT(book_npacks(book), 0);
	CHECK_OK(rulebook_load(ta.app->read, t->a, fixture_day("2026-04-01"),
	    &book, &t->note), &t->note);
	CHECK_INT(book_npacks(book), 1);
	CHECK_OK(rulebook_load(ta.app->read, t->a, fixture_day("2026-05-01"),
	    &book, &t->note), &t->note);
	CHECK_INT(book_npacks(book), 2);
	app_end(&ta);
}

BOTH("a text that was changed behind the ledger's back judges nothing")
{
	struct test_app ta;
	const char *path;
	struct str text;

	subject_open(&ta, t);
	(void)county(&ta, 1, "2026-03-01");
	path = blob_path(t->a, ta.app->place.files, &in_force(&ta,
	    "2026-03-01")->hash);
	CHECK_INT(unlink(path), 0);
	CHECK_OK(file_write(path, county_text(t->a, 1, 20), 0600, &t->note),
	    &t->note);
	CHECK_ERR(rulebook_text(ta.app->read, t->a, in_force(&ta,
	    "2026-03-01"), &text, &t->note), ERR_CORRUPT, &t->note);
	app_end(&ta);
}

BOTH("replay reads no text of a pack")
{
	struct test_app ta;
	struct adopting p;

	subject_open(&ta, t);
	/* The act trusts whoever found it good; the reader would not. */
	p = adopting("county-rules", 1, "2026-03-01", S("no pack at all"));
	(void)adopt(&ta, &p, 1);
	CHECK_INT(in_force(&ta, "2026-03-01")->version, 1);
	app_sound(&ta);
	app_end(&ta);
}
