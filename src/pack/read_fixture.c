/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/read_fixture.h"

#include "base/say.h"
#include "pack/mark_in.h"

#include "test/lib/test.h"

void
page_begin(struct page *p)
{
	*p = (struct page){ .a = arena_new() };
	assert_non_null(p->a);
}

void
page_end(struct page *p)
{
	arena_free(p->a);
}

struct read *
page_text(struct page *p, const char *text)
{
	p->faults = (struct pack_faults){ .first = NULL };
	p->r = (struct read){ .sink = { p->a, &p->faults }, .a = p->a,
	    .p = NEW(p->a, struct pack) };
	assert_non_null(p->r.p);
	assert_true(text_read(&p->r, str_of(text)));
	return &p->r;
}

const struct pack *
page_pack(struct page *p, const char *text)
{
	const struct pack *ret = NULL;
	enum err e;

	p->note = (struct note)NOTE_INIT;
	e = pack_read(p->a, str_of(text), p->known, p->nknown, &ret,
	    &p->faults, &p->note);
	CHECK_INT(e == ERR_OK, ret != NULL);
	CHECK_INT(e == ERR_INVALID, p->faults.errors > 0);
	if (ret == NULL)
		return NULL;
	assert_true(p->nknown < PAGE_KNOWN_MAX);
	p->known[p->nknown++] = ret;
	return ret;
}

const struct pack *
page_body(struct page *p, const char *id, const char *head, const char *body)
{
	return page_pack(p, str_fmt(p->a, "---\npack: %s\nversion: 1\n"
	    "title: 测试规定\nen: Rules of a test\nissuer: 某县\n"
	    "from: 2026-01-01\ncitation: article\nattested: official\n"
	    "source: 存档\n%s---\n\n# 测试规定\n\n## 1 总则\n\n规定。\n\n%s",
	    id, head, body).p);
}

const char *
page_said(struct page *p)
{
	struct buf b = BUF_IN(p->a);

	for (struct pack_fault *f = p->faults.first; f != NULL; f = f->next) {
		f->note->where = (struct where){ NULL, NULL, 0, 0, 0 };
		buf_fmt(&b, "%d:%d ", (int)f->at.line, (int)f->at.column);
		say_note(&b, (struct voice){ LANG_EN, NULL }, f->note);
		buf_char(&b, '\n');
	}
	buf_text(&b, "");
	return str_copy(p->a, buf_view(&b)).p;
}

void
page_check(struct page *p, const char *said, const char *file, int line)
{
	test_check_str(str_of(page_said(p)), str_of(said), file, line);
}

const struct pack_rule *
page_rule(const struct pack *p, const char *id)
{
	const struct pack_rule *r;

	assert_non_null(p);
	r = pack_rule(p, str_of(id));
	assert_non_null(r);
	return r;
}

const struct pack_fact *
page_fact(const struct pack *p, const char *name)
{
	size_t slot = 0;

	assert_non_null(p);
	assert_true(pack_slot(p, str_of(name), &slot));
	return p->facts[slot];
}
