/* SPDX-License-Identifier: Apache-2.0 */
/* What do the rules want in a report, and to whom do they want it sent? */
#include "incident/report_in.h"

/* Whoever asks sees every clock of the book, until it has seen enough. */
typedef bool clock_fn(void *arg, const struct pack *p,
    const struct pack_rule *rule);

static void
clocks_each(const struct book *b, clock_fn *fn, void *arg)
{
	for (size_t p = 0; p < book_npacks(b); p++) {
		const struct pack *pack = book_pack(b, p);

		for (size_t i = 0; i < pack->nrules; i++)
			if (pack->rules[i].kind == PACK_CLOCK &&
			    !fn(arg, pack, &pack->rules[i]))
				return;
	}
}

const struct pack_rule *
report_rule(const struct book *b, const struct deadline_of *of)
{
	for (size_t i = 0; i < book_npacks(b); i++)
		if (str_eq(book_pack(b, i)->id, of->pack))
			return pack_rule(book_pack(b, i), of->rule);
	return NULL;
}

int64_t
report_addressee(const struct pack_clock *c, struct str part)
{
	int64_t n;

	if (str_int(part, &n) && n >= 1 && (size_t)n <= c->nto)
		return n - 1;
	return c->nto == 1 ? 0 : -1;
}

struct str
report_addressee_kind(const struct book *b, const struct deadline_of *of)
{
	const struct pack_rule *rule = report_rule(b, of);
	int64_t to;

	if (rule == NULL || rule->kind != PACK_CLOCK ||
	    rule->clock.to_kind == NULL ||
	    (to = report_addressee(&rule->clock, of->part)) < 0)
		return S("");
	return rule->clock.to_kind[to];
}

struct str
report_addressees(struct arena *a, const struct book *b,
    const struct deadline_of *of)
{
	const struct pack_rule *rule = report_rule(b, of);
	struct buf all = BUF_IN(a);
	int64_t to;

	if (rule == NULL || rule->kind != PACK_CLOCK)
		return S("");
	if ((to = report_addressee(&rule->clock, of->part)) >= 0)
		return rule->clock.to[to].zh;
	for (size_t i = 0; i < rule->clock.nto; i++) {
		buf_text(&all, i > 0 ? "、" : "");
		buf_str(&all, rule->clock.to[i].zh);
	}
	return all.n == 0 ? S("") : buf_view(&all);
}

/* ---- contents ---- */

static const struct pack_content *
content_of(const struct pack_clock *c, struct str word)
{
	for (size_t i = 0; i < c->ncontents; i++)
		if (str_eq(c->contents[i].id, word) ||
		    str_eq(c->contents[i].name.zh, word))
			return &c->contents[i];
	return NULL;
}

struct content_wanted {
	struct str			 word;
	const struct pack_content	*found;
};

static bool
content_look(void *arg, const struct pack *p, const struct pack_rule *rule)
{
	struct content_wanted *x = arg;

	(void)p;
	x->found = content_of(&rule->clock, x->word);
	return x->found == NULL;
}

const struct pack_content *
report_content_find(const struct book *b, struct str word)
{
	struct content_wanted x = { word, NULL };

	clocks_each(b, content_look, &x);
	return x.found;
}

static bool
content_any(void *arg, const struct pack *p, const struct pack_rule *rule)
{
	bool *some = arg;

	(void)p;
	*some = rule->clock.ncontents > 0;
	return !*some;
}

bool
report_contents_known(const struct book *b)
{
	bool some = false;

	clocks_each(b, content_any, &some);
	return some;
}

struct collecting {
	struct arena			*a;
	enum pack_clock_kind		 kind;
	const struct deadline_of	*of;
	size_t				 nof;
	bool				 any;	/* whatever the clock */
	struct report_wanted		*list;
	size_t				 n, room;
};

static bool
wanted(const struct collecting *x, const struct pack *p,
    const struct pack_rule *rule)
{
	if (x->any)
		return true;
	if (x->nof == 0)
		return rule->clock.kind == x->kind;
	for (size_t i = 0; i < x->nof; i++)
		if (str_eq(x->of[i].pack, p->id) &&
		    str_eq(x->of[i].rule, rule->id))
			return true;
	return false;
}

static bool
content_add(struct collecting *x, const struct pack *p,
    const struct pack_content *c)
{
	/* Few of each: what one form asks for. */
	for (size_t i = 0; i < x->n; i++)
		if (str_eq(x->list[i].content->id, c->id))
			return true;
	if (x->n == REPORT_CONTENTS_MAX)
		return false;
	if (x->n == x->room) {
		x->room = x->room == 0 ? 16 : 2 * x->room;
		x->list = arena_grow(x->a, x->list, x->n * sizeof *x->list,
		    x->room * sizeof *x->list);
		if (x->list == NULL)
			return false;
	}
	x->list[x->n++] = (struct report_wanted){ c, p };
	return true;
}

static bool
content_collect(void *arg, const struct pack *p, const struct pack_rule *rule)
{
	struct collecting *x = arg;
	bool go = true;

	if (wanted(x, p, rule))
		for (size_t i = 0; i < rule->clock.ncontents && go; i++)
			go = content_add(x, p, &rule->clock.contents[i]);
	return go;
}

bool
report_contents(struct arena *a, const struct book *b,
    enum pack_clock_kind kind, const struct deadline_of *of, size_t nof,
    const struct report_wanted **ret, size_t *ret_n)
{
	struct collecting x = { .a = a, .kind = kind, .of = of, .nof = nof };

	clocks_each(b, content_collect, &x);
	x.any = x.n == 0;
	if (x.any)
		clocks_each(b, content_collect, &x);
	*ret = x.list;
	*ret_n = x.n;
	return !arena_failed(a);
}

enum err
report_content_asked(struct arena *a, const struct judgement *j,
    const struct report_wanted *w, enum truth *ret, struct note *note)
{
	const struct judged_pack *of = NULL;
	struct feel_env env = { .now = feel_null(), .today = feel_null() };
	struct feel_answer ans;
	enum err r;

	*ret = w->content->when == NULL ? TRUTH_YES : TRUTH_OPEN;
	for (size_t i = 0; i < j->n && of == NULL; i++)
		if (j->packs[i].pack == w->pack)
			of = &j->packs[i];
	if (w->content->when == NULL || of == NULL)
		return ERR_OK;
	env.facts = of->facts;
	if ((r = feel_eval(a, w->content->when, &env, &ans, note)) != ERR_OK)
		return r;
	if (ans.value.kind == FEEL_BOOLEAN)
		*ret = ans.value.truth ? TRUTH_YES : TRUTH_NO;
	return ERR_OK;
}
