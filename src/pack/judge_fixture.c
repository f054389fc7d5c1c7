/* SPDX-License-Identifier: Apache-2.0 */
#include "pack/judge_fixture.h"

#include "test/lib/test.h"

void
court_begin(struct court *k)
{
	*k = (struct court){ .a = arena_new() };
	assert_non_null(k->a);
	k->c = (struct book_case){
	    .zone = zone_built_in(S("Asia/Shanghai")),
	    .at = day_from_civil(2026, 3, 2) * DAY_MS + 4 * HOUR_MS };
}

void
court_end(struct court *k)
{
	arena_free(k->a);
}

static void
complain(struct court *k, const struct pack_faults *faults)
{
	for (const struct pack_fault *f = faults->first; f != NULL;
	    f = f->next) {
		struct buf b = BUF_IN(k->a);

		say_note(&b, (struct voice){ LANG_EN, NULL }, f->note);
		print_message("# %d:%d %s\n", f->at.line, f->at.column,
		    buf_view(&b).p);
	}
}

const struct pack *
court_read(struct court *k, const char *text)
{
	struct pack_faults faults = { 0 };
	struct note note = NOTE_INIT;
	const struct pack *p = NULL;
	enum err e = pack_read(k->a, str_of(text), k->packs, k->npacks, &p,
	    &faults, &note);

	if (e != ERR_OK)
		complain(k, &faults);
	CHECK_OK(e, &note);
	assert_true(k->npacks < COURT_PACKS_MAX);
	k->packs[k->npacks++] = p;
	return p;
}

const struct pack *
court_pack(struct court *k, const char *id, const char *attested,
    const char *head, const char *body)
{
	return court_read(k, str_fmt(k->a, "---\npack: %s\nversion: 1\n"
	    "title: 测试规定\nen: Rules of a test\nissuer: 某县\n"
	    "from: 2026-01-01\ncitation: article\nattested: %s\n"
	    "source: 存档\n%s---\n\n# 测试规定\n\n## 1 总则\n\n规定。\n\n"
	    "> Rules.\n\n%s", id, attested, head, body).p);
}

void
court_open(struct court *k)
{
	struct note note = NOTE_INIT;

	CHECK_OK(book_new(k->a, k->packs, k->npacks, &k->b, &note), &note);
	CHECK_OK(book_blank(k->a, k->b, &k->facts, &note), &note);
	k->c.facts = k->facts;
}

void
court_fact(struct court *k, const char *name, const char *value)
{
	struct feel_scope *s = feel_scope_new(k->a);
	const struct feel_program *p = NULL;
	struct note note = NOTE_INIT;
	struct feel_env env = { .facts = NULL };
	struct feel_answer ans;
	size_t i = 0;

	assert_true(book_find(k->b, str_of(name), &i));
	if (strcmp(value, "?") == 0) {
		k->facts[i] = feel_unknown(k->a,
		    book_fact(k->b, i)->name.zh, S("尚未查明"));
		return;
	}
	CHECK_OK(feel_compile(k->a, s, str_of(value), NULL, &p, &note), &note);
	CHECK_OK(feel_eval(k->a, p, &env, &ans, &note), &note);
	k->facts[i] = ans.value;
}

void
court_judge(struct court *k)
{
	struct note note = NOTE_INIT;

	CHECK_OK(judge(k->a, k->b, &k->c, &k->j, &note), &note);
}

const struct judged_pack *
court_of(const struct court *k, const char *pack)
{
	for (size_t i = 0; i < k->j.n; i++)
		if (str_is(k->j.packs[i].pack->id, pack))
			return &k->j.packs[i];
	fail_msg("no pack %s", pack);
	return NULL;
}

const struct verdict *
court_verdict(const struct court *k, const char *rule)
{
	const struct verdict *v = NULL;

	for (size_t i = 0; v == NULL && i < k->j.n; i++)
		v = judged(&k->j.packs[i], str_of(rule));
	return v;
}

const char *
court_outcome(const struct court *k, const char *rule)
{
	const struct verdict *v = court_verdict(k, rule);

	return v == NULL ? "none" : outcome_word(v->outcome);
}

const char *
court_names(const struct court *k, const struct feel_missing *m)
{
	struct buf b = BUF_IN(k->a);

	for (; m != NULL; m = m->next) {
		if (b.n > 0)
			buf_char(&b, ',');
		buf_str(&b, m->fact);
	}
	return b.n == 0 ? "" : buf_view(&b).p;
}

const char *
court_missing(const struct court *k, const char *rule)
{
	const struct verdict *v = court_verdict(k, rule);

	assert_non_null(v);
	return court_names(k, v->missing);
}

const char *
court_time(const struct court *k, int64_t ms)
{
	struct civil c = zone_local(k->c.zone, ms);

	return str_fmt(k->a, "%04d-%02d-%02d %02d:%02d", c.year, c.month,
	    c.day, c.hour, c.minute).p;
}
