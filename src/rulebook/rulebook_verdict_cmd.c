/* SPDX-License-Identifier: Apache-2.0 */
/* How does a judgement look to programs?  All of it, with its sentences in both
 * languages. */
#include "rulebook/rulebook_json_cmd.h"
#include "rulebook/rulebook_judge_cmd.h"

struct giving {
	struct judging			*x;
	const struct judged_pack	*jp;
	struct tell			 zh, en;
	struct note			*note;
	enum err			 r;
};

static const char *const truths[] = {
	[TRUTH_NO] = "no", [TRUTH_YES] = "yes", [TRUTH_OPEN] = "open",
};

static const char *const conds[] = {
	[COND_NONE] = "none", [COND_WHEN] = "when", [COND_ALL] = "all",
	[COND_ANY] = "any", [COND_READINGS] = "readings",
};

/* ---- parts ---- */

static json_t *
both(struct str zh, struct str en)
{
	return json_words((struct pack_words){ zh, en });
}

static json_t *
missing_json(const struct pack *p, const struct feel_missing *m)
{
	json_t *list = json_array();

	for (; m != NULL; m = m->next) {
		const struct pack_fact *f = NULL;
		size_t slot;

		if (pack_slot(p, m->fact, &slot))
			f = p->facts[slot];
		(void)json_array_append_new(list, json_pack(
		    "{s:o, s:o, s:o}", "fact", f == NULL ? json_null() :
		    json_str(f->id), "name", f == NULL ? both(m->fact,
		    S("")) : json_words(f->name), "why", json_str(m->said)));
	}
	return list;
}

static void
cond_json(json_t *list, const struct pack_cond *c,
    const struct verdict_part *parts, int depth)
{
	const struct verdict_part *v = &parts[c->index];

	if (c->kind == COND_NONE || depth > PACK_COND_DEPTH_MAX)
		return;
	(void)json_array_append_new(list, json_pack(
	    "{s:i, s:s, s:o, s:o, s:o, s:s, s:s, s:s, s:b, s:o}",
	    "depth", depth, "kind", conds[c->kind], "id", json_str(c->id),
	    "title", json_words(c->title), "clause", c->clause == NULL ?
	    json_null() : json_str(c->clause->id), "attested",
	    attested_word(c->attested), "decided", truths[v->decided],
	    "advised", truths[v->advised], "differ", (int)v->split, "when",
	    c->kind == COND_WHEN ? json_str(feel_text(c->when)) :
	    json_null()));
	for (const struct pack_cond *part = c->first; part != NULL;
	    part = part->next)
		cond_json(list, part, parts, depth + 1);
}

static json_t *
parts_json(const struct pack_rule *r, const struct verdict_part *parts)
{
	json_t *list = json_array();

	if (parts != NULL)
		cond_json(list, r->cond, parts, 0);
	return list;
}

/* The facts that were read, by their ids. */
static json_t *
used_json(const struct pack *p, const struct verdict *v)
{
	json_t *list = json_array();

	for (size_t i = 0; i < p->nfacts; i++)
		if (p->facts[i] != NULL && (v->used[i / 64] >> i % 64 & 1) !=
		    0)
			(void)json_array_append_new(list,
			    json_str(p->facts[i]->id));
	return list;
}

/* ---- kinds ---- */

static json_t *
moment_or_null(struct giving *g, bool known, int64_t ms)
{
	return known ? json_local(g->x->d->a, g->x->d->zone, ms) :
	    json_null();
}

static json_t *
clock_json(struct giving *g, const struct verdict *v)
{
	const struct verdict_clock *c = &v->clock;
	json_t *to = json_array();

	for (size_t i = 0; i < v->rule->clock.nto; i++)
		(void)json_array_append_new(to, json_words(
		    v->rule->clock.to[i]));
	return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:b, s:o}", "kind",
	    pack_clock_word(v->rule->clock.kind), "state",
	    clock_state_word(c->state), "by", json_words(v->rule->clock.by),
	    "to", to, "anchor", moment_or_null(g, c->anchored, c->anchor),
	    "due", moment_or_null(g, c->timed, c->due), "may_be_earlier",
	    (int)c->earlier, "anchor_missing", missing_json(v->rule->of,
	    c->anchor_missing));
}

static json_t *
circumstances_json(const struct pack_attribution *t,
    const struct verdict_bearer *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < t->ncircumstances; i++)
		(void)json_array_append_new(list, json_pack(
		    "{s:o, s:o, s:b, s:s}", "id",
		    json_str(t->circumstances[i].id), "title",
		    json_words(t->circumstances[i].title), "favours",
		    (int)t->circumstances[i].favours, "holds",
		    truths[b->circumstances[i]]));
	return list;
}

static json_t *
bearers_json(const struct verdict *v)
{
	const struct pack_attribution *t = &v->rule->attribution;
	json_t *list = json_array();

	for (size_t i = 0; i < v->bearers.n; i++) {
		const struct verdict_bearer *b = &v->bearers.b[i];

		(void)json_array_append_new(list, json_pack(
		    "{s:I, s:s, s:s, s:s, s:o, s:o, s:o}", "element",
		    (json_int_t)b->element + 1, "outcome",
		    outcome_word(b->outcome), "decided", truths[b->decided],
		    "advised", truths[b->advised], "missing",
		    missing_json(v->rule->of, b->missing), "parts",
		    parts_json(v->rule, b->parts), "circumstances",
		    circumstances_json(t, b)));
	}
	return json_pack("{s:o, s:o, s:o, s:o}", "each", t->each == NULL ?
	    json_null() : json_str(t->each->id), "track", json_str(t->track),
	    "gives", json_str(t->gives), "bearers", list);
}

static json_t *
table_json(struct giving *g, const struct verdict *v)
{
	const struct pack_table *t = &v->rule->table;
	const struct pack_fact *f = t->gives != NULL ? t->gives : t->advises;
	const struct feel_value *value = &v->table.value;

	return json_pack("{s:o, s:b, s:o}", "fact", json_str(f->id), "advises",
	    t->advises != NULL, "value", value->kind == FEEL_NULL ?
	    json_null() : both(tell_value(&g->zh, f, value),
	    tell_value(&g->en, f, value)));
}

static json_t *
kind_json(struct giving *g, const struct verdict *v)
{
	switch (v->rule->kind) {
	case PACK_CLOCK:
		return clock_json(g, v);
	case PACK_ATTRIBUTION:
		return bearers_json(v);
	case PACK_TABLE:
		return table_json(g, v);
	case PACK_GRADE:
		return json_pack("{s:o}", "level", json_str(
		    v->rule->of->levels[v->rule->level].id));
	default:	/* those that are nothing but a condition */
		return json_null();
	}
}

/* ---- one verdict ---- */

static json_t *
lines_json(const struct told *t)
{
	json_t *list = json_array();

	for (size_t i = 0; i < t->n; i++)
		(void)json_array_append_new(list, json_pack("{s:i, s:o}",
		    "depth", t->lines[i].depth, "text",
		    json_str(t->lines[i].text)));
	return list;
}

/* The sentences of both languages; why, only if that was asked. */
static void
told_json(struct giving *g, json_t *to, const struct told *zh,
    const struct told *en)
{
	(void)json_object_set_new(to, "sentence", both(zh->sentence,
	    en->sentence));
	(void)json_object_set_new(to, "source", both(zh->source,
	    en->source));
	if (g->x->explain)
		(void)json_object_set_new(to, "why", json_pack("{s:o, s:o}",
		    "zh", lines_json(zh), "en", lines_json(en)));
}

static json_t *
rule_json(struct giving *g, const struct pack_rule *r)
{
	struct pack_words cite = { { "", 0 }, { "", 0 } };

	if (r->clause != NULL)
		cite = pack_cite(g->x->d->a, r->of, r->clause);
	return json_pack("{s:o, s:o, s:I, s:s, s:o, s:o, s:o, s:s, s:b, s:o}",
	    "rule", json_str(r->id), "pack", json_str(r->of->id), "version",
	    (json_int_t)r->of->version, "kind", pack_kind_word(r->kind),
	    "title", json_words(r->title), "clause", r->clause == NULL ?
	    json_null() : json_str(r->clause->id), "cited",
	    json_words(cite), "attested", attested_word(r->attested),
	    "decides", (int)attested_decides(r->attested), "overrides",
	    r->overrides == NULL ? json_null() : json_str(r->overrides->id));
}

static json_t *
verdict_json(struct giving *g, const struct verdict *v)
{
	json_t *json = rule_json(g, v->rule), *kind = kind_json(g, v);
	struct told zh = { .n = 0 }, en = { .n = 0 };

	if (g->r == ERR_OK && (g->r = tell_verdict(&g->zh, v, &zh,
	    g->note)) == ERR_OK)
		g->r = tell_verdict(&g->en, v, &en, g->note);
	(void)json_object_set_new(json, "outcome",
	    json_string(outcome_word(v->outcome)));
	(void)json_object_set_new(json, "decided",
	    json_string(truths[v->decided]));
	(void)json_object_set_new(json, "advised",
	    json_string(truths[v->advised]));
	(void)json_object_set_new(json, "missing", missing_json(v->rule->of,
	    v->missing));
	(void)json_object_set_new(json, "used", used_json(v->rule->of, v));
	(void)json_object_set_new(json, "parts", parts_json(v->rule,
	    v->rule->kind == PACK_ATTRIBUTION ? NULL : v->parts));
	if (!json_is_null(kind))
		(void)json_object_set(json, pack_kind_word(v->rule->kind),
		    kind);
	json_decref(kind);
	told_json(g, json, &zh, &en);
	return json;
}

/* ---- packs ---- */

static json_t *
level_json(const struct pack *p, int level)
{
	return level < 0 ? json_null() : json_str(p->levels[level].id);
}

static json_t *
grade_json(struct giving *g)
{
	const struct verdict_grade *v = &g->jp->grade;
	struct told zh = { .n = 0 }, en = { .n = 0 };
	json_t *json;

	if (g->jp->pack->nlevels == 0)
		return json_null();
	if (g->r == ERR_OK && (g->r = tell_grade(&g->zh, g->jp, &zh,
	    g->note)) == ERR_OK)
		g->r = tell_grade(&g->en, g->jp, &en, g->note);
	json = json_pack("{s:b, s:o, s:o, s:o, s:o}", "by_person",
	    (int)v->graded, "least", level_json(g->jp->pack, v->least),
	    "advised", level_json(g->jp->pack, v->advised), "most",
	    level_json(g->jp->pack, v->most), "missing",
	    missing_json(g->jp->pack, v->missing));
	told_json(g, json, &zh, &en);
	return json;
}

static json_t *
pack_json(struct giving *g)
{
	const struct pack *p = g->jp->pack;
	json_t *list = json_array();

	for (size_t i = 0; i < g->jp->nverdicts && g->r == ERR_OK; i++)
		(void)json_array_append_new(list, verdict_json(g,
		    &g->jp->verdicts[i]));
	return json_pack("{s:o, s:I, s:o, s:o, s:b, s:o, s:o}", "pack",
	    json_str(p->id), "version", (json_int_t)p->version, "sha256",
	    json_str(str_hex(g->x->d->a, p->hash.b, HASH_BYTES)), "title",
	    json_words(p->title), "touched", (int)judging_touched(g->jp),
	    "grade", grade_json(g), "verdicts", list);
}

enum err
judging_json(struct judging *x, struct note *note)
{
	struct giving g = { .x = x, .note = note, .zh = { .a = x->d->a,
	    .voice = { LANG_ZH_CN, x->d->zone }, .c = &x->c, .j = &x->j } };
	json_t *packs = json_array();

	g.en = g.zh;
	g.en.voice.lang = LANG_EN;
	for (size_t i = 0; i < x->j.n && g.r == ERR_OK; i++) {
		g.jp = &x->j.packs[i];
		if (judging_asked(x, g.jp->pack))
			(void)json_array_append_new(packs, pack_json(&g));
	}
	if (g.r != ERR_OK || arena_failed(x->d->a)) {
		json_decref(packs);
		return g.r != ERR_OK ? g.r : note_memory(note);
	}
	return json_out(x->d->c, json_pack("{s:o, s:b, s:o}", "at",
	    json_local(x->d->a, x->d->zone, x->c.at), "adopted",
	    x->d->app != NULL, "packs", packs), note);
}
