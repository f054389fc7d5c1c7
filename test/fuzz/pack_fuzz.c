/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a pack.  Read twice it is the same pack, or the same faults, each
 * with its place and its words; what it takes is bounded by the text's length.
 * A pack that reads well is looked over, judged with nothing known, and its
 * examples are run: twice the same, and what is attested weakly decides
 * nothing.
 *
 * A part of some inputs is repeated until the text is long, so that whatever
 * takes more time than the text is long is met here.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/say.h"
#include "pack/judge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is allocated at this moment; there with the address sanitizer. */
size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

enum {
	LONG_BYTES	= 128 * 1024,	/* of a text that is made longer */
	LONG_OFTEN	= 31,		/* one in so many is */
	TAKEN_BASE	= 8 * 1024 * 1024,
	TAKEN_EACH	= 2 * 1024	/* bytes for one of the text */
};

static const char other[] =
    "---\npack: base\nversion: 1\ntitle: 甲\nen: A\nissuer: 乙\n"
    "from: 2026-01-01\nattested: official\nsource: 丙\n"
    "levels: [{id: low, name: 低}, {id: high, name: 高}]\n---\n\n## 1 条\n\n"
    "```yaml facts\n- {id: n, name: 数, type: integer}\n"
    "- {id: b, name: 是, type: boolean}\n"
    "- {id: at, name: 时, type: moment}\n```\n\n"
    "```yaml clock\nid: clock\ntitle: 报\nkind: initial\nby: 甲\nto: [乙]\n"
    "when: 数 >= 3\nanchor: 时\nwithin: PT1H\n```\n\n"
    "```yaml duty\nid: duty\ntitle: 责\nowed_by: [unit]\n"
    "parameters: [{id: p, name: 数, value: 2, off: true}]\n```\n\n"
    "```yaml grade\nid: grade\nlevel: high\ntitle: 高\nwhen: 是\n```\n";

struct reading {
	const struct pack	*p;
	struct pack_faults	 faults;
	enum err		 e;
	struct str		 said;
};

/* ---- reading ---- */

static size_t
allocated(void)
{
	return __sanitizer_get_current_allocated_bytes == NULL ? 0 :
	    __sanitizer_get_current_allocated_bytes();
}

static void
faults_check(struct arena *a, struct reading *r, struct str text)
{
	struct buf b = BUF_IN(a);
	size_t lines = 1, n = 0, errors = 0;

	for (size_t i = 0; i < text.n; i++)
		lines += text.p[i] == '\n';
	for (const struct pack_fault *f = r->faults.first; f != NULL;
	    f = f->next) {
		assert(f->at.line >= 0 && (size_t)f->at.line <= lines + 1 &&
		    f->at.column >= 0 && (size_t)f->at.column <= text.n + 1);
		assert(f->note != NULL && f->note->msg != NULL);
		say_note(&b, (struct voice){ LANG_EN, NULL }, f->note);
		n++;
		errors += !f->remark;
	}
	assert(n == r->faults.n && n <= PACK_FAULTS_MAX);
	assert(errors == r->faults.errors || r->faults.more);
	r->said = buf_view(&b);
}

static void
pack_counts(const struct pack *p)
{
	size_t rules = 0;

	assert(p->id.n > 0 && p->version > 0 && p->from < p->to);
	for (size_t i = 0; i < p->nclauses; i++)
		rules += p->clauses[i].nrules;
	assert(rules <= p->nrules);
	for (size_t i = 0; i < p->nrules; i++) {
		const struct pack_rule *r = &p->rules[i];

		assert(pack_rule(p, r->id) == r && r->cond != NULL &&
		    r->clause != NULL && r->of == p);
		assert(r->from >= p->from && r->to <= p->to &&
		    r->from < r->to);
		assert(r->nconds > 0 || r->cond->kind == COND_NONE);
	}
	for (size_t i = 0; i < p->norder; i++)
		assert(p->facts[p->order[i]] != NULL);
}

static void
text_read(struct arena *a, struct str text, const struct pack *base,
    struct reading *ret)
{
	struct note note = NOTE_INIT;

	*ret = (struct reading){ .p = NULL };
	ret->e = pack_read(a, text, &base, base != NULL, &ret->p, &ret->faults,
	    &note);
	if (ret->e == ERR_OK) {
		assert(ret->p != NULL && ret->faults.errors == 0);
		pack_counts(ret->p);
	} else {
		assert(ret->p == NULL && note.msg != NULL);
		assert(ret->e != ERR_INVALID || ret->faults.errors > 0);
		assert(ret->e == ERR_INVALID || ret->e == ERR_LIMIT);
	}
	faults_check(a, ret, text);
}

static void
same_read(const struct reading *x, const struct reading *y)
{
	assert(x->e == y->e && str_eq(x->said, y->said));
	if (x->e != ERR_OK)
		return;
	assert(hash_eq(&x->p->hash, &y->p->hash));
	assert(x->p->nclauses == y->p->nclauses &&
	    x->p->nrules == y->p->nrules && x->p->nfacts == y->p->nfacts &&
	    x->p->nexamples == y->p->nexamples &&
	    x->p->norder == y->p->norder);
}

/* ---- what reads well ---- */

static void
check_twice(struct arena *a, const struct pack *p, struct str text)
{
	struct reading x = { .p = p }, y = { .p = p };
	struct note note = NOTE_INIT;

	assert(pack_check(a, p, &x.faults, &note) == ERR_OK);
	assert(pack_check(a, p, &y.faults, &note) == ERR_OK);
	faults_check(a, &x, text);
	faults_check(a, &y, text);
	assert(str_eq(x.said, y.said));
}

static void
verdict_same(const struct verdict *v, const struct verdict *w)
{
	const struct pack_rule *r = v->rule;

	assert(v->rule == w->rule && v->outcome == w->outcome &&
	    v->decided == w->decided && v->advised == w->advised);
	if (!attested_decides(r->attested) && r->kind != PACK_TABLE)
		assert(v->outcome != OUTCOME_MET &&
		    v->outcome != OUTCOME_NOT_MET);
	if (r->kind == PACK_CLOCK)
		assert(v->clock.state == w->clock.state &&
		    v->clock.timed == w->clock.timed &&
		    v->clock.due == w->clock.due);
	if (r->kind == PACK_ATTRIBUTION)
		assert(v->bearers.n == w->bearers.n);
}

/* Nothing is known. */
static void
judge_twice(struct arena *a, const struct pack *p)
{
	struct judgement x = { .n = 0 }, y = { .n = 0 };
	struct note note = NOTE_INIT;
	struct feel_value *facts = NULL;
	const struct book *b = NULL;
	struct book_case c = { .zone = zone_built_in(S("Asia/Shanghai")),
	    .at = p->from * DAY_MS };
	enum err e = book_new(a, &p, 1, &b, &note);

	assert(e == ERR_OK || (e == ERR_CONFLICT && note.msg != NULL));
	if (e != ERR_OK)
		return;
	assert(book_blank(a, b, &facts, &note) == ERR_OK);
	c.facts = facts;
	e = judge(a, b, &c, &x, &note);
	assert(e == ERR_OK || (e == ERR_LIMIT && note.msg != NULL));
	note_clear(&note);
	assert(judge(a, b, &c, &y, &note) == e);
	if (e != ERR_OK)
		return;
	assert(x.n == y.n);
	for (size_t i = 0; i < x.n; i++) {
		assert(x.packs[i].nverdicts == y.packs[i].nverdicts);
		for (size_t k = 0; k < x.packs[i].nverdicts; k++)
			verdict_same(&x.packs[i].verdicts[k],
			    &y.packs[i].verdicts[k]);
	}
}

static void
test_twice(struct arena *a, const struct pack *p)
{
	const struct zone *zone = zone_built_in(S("Asia/Shanghai"));
	struct pack_tested x = { .first = NULL }, y = { .first = NULL };
	struct note note = NOTE_INIT;
	enum err e = pack_test(a, p, zone, &x, &note);
	size_t expected = 0;

	assert(e == ERR_OK || (e == ERR_CONFLICT && note.msg != NULL));
	note_clear(&note);
	assert(pack_test(a, p, zone, &y, &note) == e);
	if (e != ERR_OK)
		return;
	for (size_t i = 0; i < p->nexamples; i++)
		expected += p->examples[i].nexpect;
	assert(x.examples == p->nexamples && x.expectations == expected);
	assert(x.failed == y.failed && x.failed <= expected);
}

/* ---- the whole ---- */

static void
text_try(struct str text)
{
	struct arena *a = arena_new(), *two = arena_new();
	struct pack_faults none = { .first = NULL };
	struct reading x, y;
	struct pack_texts uses = { NULL, 0 };
	struct str id = S("");
	const struct pack *base = NULL;
	size_t before;

	assert(a != NULL && two != NULL);
	if (memmem(text.p, text.n, "uses", 4) != NULL)
		assert(pack_read(a, S(other), NULL, 0, &base, &none, NULL) ==
		    ERR_OK);
	before = allocated();
	text_read(two, text, base, &x);
	assert(allocated() - before <= TAKEN_BASE + TAKEN_EACH * text.n);
	text_read(a, text, base, &y);
	same_read(&x, &y);
	if (x.e == ERR_OK) {
		assert(pack_uses(a, text, &id, &uses, NULL) == ERR_OK);
		assert(str_eq(id, x.p->id));
		for (size_t i = 0; i < x.p->nclauses; i++)
			assert(pack_cite(a, x.p, &x.p->clauses[i]).zh.n > 0);
		check_twice(a, x.p, text);
		judge_twice(a, x.p);
		test_twice(a, x.p);
	}
	arena_free(a);
	arena_free(two);
}

static unsigned
sum(const uint8_t *data, size_t size)
{
	unsigned n = 2166136261U;

	for (size_t i = 0; i < size; i++)
		n = (n ^ data[i]) * 16777619U;
	return n;
}

/* Once a part of it stands there very often. */
static void
long_try(const uint8_t *data, size_t size, unsigned pick)
{
	size_t from = pick % size, to = from + 1 + (pick >> 8) % (size - from);
	struct buf b = BUF_INIT;

	buf_put(&b, data, to);
	while (b.n < LONG_BYTES)
		buf_put(&b, data + from, to - from);
	buf_put(&b, data + to, size - to);
	assert(!buf_failed(&b));
	text_try(buf_view(&b));
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned pick = sum(data, size);

	text_try((struct str){ (const char *)data, size });
	if (size > 0 && pick % LONG_OFTEN == 0)
		long_try(data, size, pick / LONG_OFTEN);
	return 0;
}
