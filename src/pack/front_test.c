/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/read_fixture.h"

#include "test/lib/test.h"

#define REST	"title: 规定\nissuer: 某县\n"
#define BEHIND	"---\n\n## 1 总则\n"

TEST("the front matter says which instrument it is")
{
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = page_pack(&p, "---\npack: a-1\nversion: 12\ntitle: 规定\n"
	    "en: Rules\nissuer: 某县\nnumber: 〔2026〕3号\n"
	    "published: 2026-02-10\nfrom: 2026-03-01\nto: 2027-01-01\n"
	    "citation: article\nbasis: [《甲》, 《乙》]\ninterpretation: 某委\n"
	    "levels:\n- {id: low, name: 一般, en: low}\n"
	    "- {id: high, name: 重大, en: high}\nattested: two-sources\n"
	    "source: [x, y]\n" BEHIND);
	CHECK_SAID(&p, "");
	CHECK_STR(x->id, "a-1");
	CHECK_INT(x->version, 12);
	CHECK_STR(x->title.zh, "规定");
	CHECK_STR(x->title.en, "Rules");
	CHECK_STR(x->number, "〔2026〕3号");
	CHECK_INT(x->published, day_from_civil(2026, 2, 10));
	CHECK_INT(x->from, day_from_civil(2026, 3, 1));
	CHECK_INT(x->to, day_from_civil(2027, 1, 1));
	CHECK(x->by_article);
	CHECK_INT(x->basis.n, 2);
	CHECK_STR(x->basis.t[1], "《乙》");
	CHECK_INT(x->nlevels, 2);
	CHECK_STR(x->levels[1].name.zh, "重大");
	page_end(&p);
}

TEST("what is left out is not said, and it holds until further notice")
{
	const struct pack *x;
	struct page p;

	page_begin(&p);
	x = page_pack(&p, "---\npack: a\nversion: 1\n" REST
	    "from: 2026-03-01\n" BEHIND);
	CHECK_SAID(&p, "");
	CHECK(x->published == DAY_NONE);
	CHECK_INT(x->to, DAY_OPEN);
	CHECK(!x->by_article);
	CHECK_INT(x->nuses, 0);
	CHECK_INT(x->title.en.n, 0);
	page_end(&p);
}

TEST("the hash is that of the whole text")
{
	const struct pack *x;
	struct page p;
	struct hash h;

	page_begin(&p);
	x = page_pack(&p, "---\npack: a\nversion: 1\n" REST
	    "from: 2026-03-01\n" BEHIND);
	h = hash_of(x->text.p, x->text.n);
	CHECK(hash_eq(&x->hash, &h));
	page_end(&p);
}

TEST("a text without front matter, or whose front matter never ends")
{
	struct page p;

	page_begin(&p);
	CHECK(page_pack(&p, "") == NULL);
	CHECK_SAID(&p, "1:1 The pack does not begin with its front matter. "
	    "Begin it with a line ---, then pack, version, title and so on, "
	    "then ---.\n");
	CHECK(page_pack(&p, "# T\n---\n") == NULL);
	CHECK_INT(p.faults.n, 1);
	CHECK(page_pack(&p, "---\npack: a\n") == NULL);
	CHECK_SAID(&p, "1:1 The front matter never ends. Close it with a line "
	    "---.\n");
	page_end(&p);
}

TEST("all that is wrong with it is told at once")
{
	struct page p;

	page_begin(&p);
	CHECK(page_pack(&p, "---\npack: Ä\nversion: 0\nfrom: 2026-13-01\n"
	    "citaton: article\nto: 2026-01-01\nattested: sure\n" BEHIND) ==
	    NULL);
	CHECK_SAID(&p,
	    "2:1 The key title is missing. Add it.\n"
	    "2:1 The key issuer is missing. Add it.\n"
	    "2:7 “Ä” cannot be an id. Make it of a-z, 0-9 and, behind the "
	    "first, _ - . (at most 80).\n"
	    "3:10 The version is a whole number from 1 on, and “0” is none. "
	    "Count it up with each change.\n"
	    "4:7 “2026-13-01” is no day of the calendar. Write it as "
	    "2026-03-01.\n"
	    "5:1 There is no key citaton here. Did you mean citation?\n"
	    "7:11 attested cannot be “sure”. It is one of official, "
	    "two-sources, one-source, draft, practice, memory.\n");
	page_end(&p);
}

TEST("it cannot end before it begins")
{
	struct page p;

	page_begin(&p);
	CHECK(page_pack(&p, "---\npack: a\nversion: 1\n" REST
	    "from: 2026-03-01\nto: 2026-03-01\n" BEHIND) == NULL);
	CHECK_INT(p.faults.n, 1);
	CHECK_INT(p.faults.first->at.line, 7);
	page_end(&p);
}

TEST("packs that it uses must be there, others than itself, and named once")
{
	const struct pack *x;
	struct page p;

	page_begin(&p);
	CHECK(page_body(&p, "one", "", "") != NULL);
	x = page_body(&p, "two", "uses: [one]\n", "");
	CHECK_INT(x->nuses, 1);
	CHECK(x->uses[0] == p.known[0]);
	CHECK(page_body(&p, "three", "uses: one\n", "") != NULL);
	CHECK(page_body(&p, "four", "uses: [four, one, one, ones]\n", "") ==
	    NULL);
	CHECK_SAID(&p,
	    "11:8 The pack uses itself. Take it out of uses.\n"
	    "11:19 The pack one is named twice in uses. Name it once.\n"
	    "11:24 The pack ones, which this one uses, is not there. Read it "
	    "first; if it uses this one in turn, directly or through others, "
	    "that is a cycle: take one of them out of uses.\n");
	page_end(&p);
}

TEST("a choice says the level only if its values are levels")
{
	static const char facts[] = "```yaml facts\n"
	    "- {id: g, name: 定级, en: g, type: choice, values: "
	    "[{id: low, name: 一般, en: l}, {id: top, name: 顶, en: t}]}\n"
	    "- {id: h, name: 人数, en: h, type: integer}\n```\n";
	struct page p;

	page_begin(&p);
	CHECK(page_body(&p, "a", "levels: [{id: low, name: 低, en: l}]\n"
	    "graded_by: g\n", facts) == NULL);
	CHECK_SAID(&p, "12:12 The value top of 定级 is no level of the pack. "
	    "Its values have the ids of levels.\n");
	CHECK(page_body(&p, "a", "levels: [{id: low, name: 低, en: l}]\n"
	    "graded_by: 人数\n", facts) == NULL);
	CHECK_SAID(&p, "12:12 人数 cannot say the level. It must be a choice, "
	    "and the pack must have levels.\n");
	page_end(&p);
}

/* ---- pack_uses() ---- */

static enum err
uses(struct page *p, const char *text, struct str *id, struct pack_texts *all)
{
	p->note = (struct note)NOTE_INIT;
	return pack_uses(p->a, str_of(text), id, all, &p->note);
}

TEST("which packs a text wants to use is known from its front matter alone")
{
	struct pack_texts all = { NULL, 0 };
	struct str id = S("");
	struct page p;

	page_begin(&p);
	CHECK_OK(uses(&p, "---\npack: a\nuses: [b, c]\nnothing: x\n---\n"
	    "```yaml nothing\n", &id, &all), &p.note);
	CHECK_STR(id, "a");
	CHECK_INT(all.n, 2);
	CHECK_STR(all.t[1], "c");
	CHECK_OK(uses(&p, "---\npack: b\n---\n", &id, &all), &p.note);
	CHECK_STR(id, "b");
	CHECK_INT(all.n, 0);
	page_end(&p);
}

TEST("without an id, or without front matter, nothing is said of what it uses")
{
	struct pack_texts all = { NULL, 7 };
	struct str id = S("as before");
	struct page p;

	page_begin(&p);
	CHECK_INT(uses(&p, "---\nuses: [b]\n---\n", &id, &all), ERR_INVALID);
	CHECK_INT(p.note.where.line, 2);
	CHECK_INT(uses(&p, "x", &id, &all), ERR_INVALID);
	CHECK_INT(uses(&p, "---\npack: &a x\n---\n", &id, &all), ERR_INVALID);
	CHECK_INT(uses(&p, "\xFF", &id, &all), ERR_INVALID);
	CHECK_STR(id, "as before");
	CHECK_INT(all.n, 7);
	page_end(&p);
}
