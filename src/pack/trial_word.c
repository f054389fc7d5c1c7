/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came out of an example, in the words of docs/packs.md.
 */
#include "pack/read_in.h"
#include "pack/trial_in.h"

#define ADVISED		S("提示")
#define UNSURE		S("待定")
#define NONE		S("无")

static const struct str comma = { "、", 3 };

static void
item_put(struct buf *b, struct str prefix, struct str s)
{
	if (b->n > 0)
		buf_str(b, comma);
	buf_str(b, prefix);
	buf_str(b, s);
}

/* ---- values ---- */

/* To the minute where it is one, as the wall shows it. */
static void
local_put(struct buf *b, const struct zone *zone, int64_t ms)
{
	struct civil c = zone_local(zone, ms);

	buf_fmt(b, "%04d-%02d-%02dT%02d:%02d", c.year, c.month, c.day, c.hour,
	    c.minute);
	if (c.second != 0)
		buf_fmt(b, ":%02d", c.second);
}

static void
value_put(const struct trial *t, struct buf *b, const struct feel_value *v)
{
	__int128 ms;

	if (v->kind == FEEL_STRING) {
		buf_str(b, v->text);
	} else if (v->kind == FEEL_NULL) {
		buf_text(b, v->open ? "?" : "null");
	} else if (v->kind == FEEL_DATE) {
		feel_date_put(b, v->day);
	} else if (v->kind == FEEL_LIST) {
		for (size_t i = 0; i < v->list.n; i++) {
			struct buf one = BUF_IN(t->a);

			value_put(t, &one, &v->list.v[i]);
			item_put(b, S(""), buf_view(&one));
		}
	} else if (v->kind == FEEL_STAMP && v->stamp.place.hang !=
	    FEEL_LOCAL) {
		ms = feel_stamp_instant(&v->stamp) / FEEL_MILLI;
		if (ms > (__int128)DAY_LEAST * DAY_MS &&
		    ms < (__int128)DAY_OPEN * DAY_MS)
			local_put(b, t->zone, (int64_t)ms);
	} else {
		feel_put(b, v);
	}
}

/* As it is decided; as it is advised, if only that says something. */
static bool
fact_got(const struct trial *t, struct str what, struct buf *b)
{
	const struct judged_pack *own = trial_own(t);
	const struct feel_value *v;
	size_t slot;

	if (!pack_slot(t->p, what, &slot))
		return false;
	v = &own->decided[slot];
	if (v->kind == FEEL_NULL && v->open) {
		v = &own->facts[slot];
		if (v->kind != FEEL_NULL || !v->open)
			buf_str(b, ADVISED);
	}
	value_put(t, b, v);
	return true;
}

/* ---- rules ---- */

/* Of days and months it is the end of the last, not the next one's begin. */
static void
due_put(const struct trial *t, struct buf *b, const struct pack_clock *k,
    int64_t due)
{
	struct civil c = zone_local(t->zone, due);

	if (k->within.minutes == 0 && c.hour == 0 && c.minute == 0) {
		day_put(b, day_from_civil(c.year, c.month, c.day) - 1);
		buf_text(b, "T24:00");
	} else {
		local_put(b, t->zone, due);
	}
}

static void
clock_got(const struct trial *t, const struct verdict *v, struct buf *b)
{
	const struct pack_clock *k = &v->rule->clock;
	const struct verdict_clock *c = &v->clock;

	if (c->state == CLOCK_NOT_IN_FORCE) {
		buf_text(b, outcome_zh(OUTCOME_NOT_IN_FORCE));
		return;
	}
	if (c->state == CLOCK_NOT_REQUIRED) {
		buf_text(b, "不要求");
		return;
	}
	if (k->timed && !c->anchored) {
		buf_text(b, "起算点不明");
		return;
	}
	if (c->state == CLOCK_PRECAUTION)
		buf_str(b, ADVISED);
	if (!k->timed)
		buf_text(b, "及时");
	else if (c->timed)
		due_put(t, b, k, c->due);
	else
		buf_text(b, "期限不明");
}

/* Its field "name", or its first one. */
static struct str
element_name(const struct trial *t, const struct pack_fact *f,
    const struct feel_value *v)
{
	const struct pack_fact *field = f->fields;
	const struct feel_value *name;
	struct buf b = BUF_IN(t->a);

	for (size_t i = 0; i < f->nfields; i++)
		if (str_is(f->fields[i].id, "name"))
			field = &f->fields[i];
	name = v->kind == FEEL_CONTEXT && field != NULL ?
	    feel_get(v->context, field->name.zh) : v;
	if (name != NULL)
		value_put(t, &b, name);
	return buf_view(&b);
}

static const struct feel_value *
bearers_list(const struct trial *t, const struct verdict *v)
{
	size_t slot;

	for (size_t i = 0; i < t->j.n; i++)
		if (t->j.packs[i].pack == v->rule->of && pack_slot(
		    v->rule->of, v->rule->attribution.each->id, &slot))
			return &t->j.packs[i].facts[slot];
	return NULL;
}

static void
bearers_got(const struct trial *t, const struct verdict *v, struct buf *b)
{
	const struct feel_value *list = bearers_list(t, v);

	if (v->outcome == OUTCOME_NOT_IN_FORCE || list == NULL ||
	    list->kind != FEEL_LIST) {
		buf_text(b, outcome_zh(v->outcome));
		return;
	}
	for (size_t i = 0; i < v->bearers.n; i++) {
		const struct verdict_bearer *x = &v->bearers.b[i];

		if (x->outcome == OUTCOME_NOT_MET)
			continue;
		item_put(b, x->outcome == OUTCOME_MET ? S("") :
		    x->outcome == OUTCOME_ADVISED ? ADVISED : UNSURE,
		    element_name(t, v->rule->attribution.each,
		    &list->list.v[x->element]));
	}
	if (b->n == 0)
		buf_str(b, NONE);
}

static void
table_got(const struct trial *t, const struct verdict *v, struct buf *b)
{
	if (v->outcome == OUTCOME_NOT_IN_FORCE)
		buf_text(b, outcome_zh(v->outcome));
	else if (v->table.value.kind == FEEL_NULL)
		buf_text(b, "?");
	else
		value_put(t, b, &v->table.value);
}

static void
rule_got(const struct trial *t, const struct verdict *v, struct buf *b)
{
	if (v->rule->kind == PACK_CLOCK)
		clock_got(t, v, b);
	else if (v->rule->kind == PACK_ATTRIBUTION)
		bearers_got(t, v, b);
	else if (v->rule->kind == PACK_TABLE)
		table_got(t, v, b);
	else
		buf_text(b, outcome_zh(v->outcome));
}

/* What a clock's condition comes to, which its state does not tell. */
static bool
condition_got(const struct trial *t, const struct pack_expect *e,
    struct buf *b)
{
	const struct verdict *v = trial_verdict(t, e->of);

	if (v != NULL)
		buf_text(b, outcome_zh(v->outcome));
	return v != NULL;
}

/* NAME:CIRCUMSTANCE of those who are not left out, as far as it holds. */
static void
circumstances_put(const struct trial *t, struct buf *b,
    const struct verdict *v, const struct verdict_bearer *x,
    const struct feel_value *element)
{
	const struct pack_attribution *at = &v->rule->attribution;
	struct str name = element_name(t, at->each, element);

	for (size_t i = 0; i < at->ncircumstances; i++)
		if (x->circumstances[i] == TRUTH_YES)
			item_put(b, S(""), str_fmt(t->a, "%.*s:%.*s",
			    STR_ARG(name), STR_ARG(at->circumstances[i].id)));
}

static bool
circumstances_got(const struct trial *t, const struct pack_expect *e,
    struct buf *b)
{
	const struct verdict *v = trial_verdict(t, e->of);
	const struct feel_value *list;

	if (v == NULL || v->rule->kind != PACK_ATTRIBUTION)
		return false;
	list = bearers_list(t, v);
	for (size_t i = 0; list != NULL && i < v->bearers.n; i++)
		if (v->bearers.b[i].outcome != OUTCOME_NOT_MET)
			circumstances_put(t, b, v, &v->bearers.b[i],
			    &list->list.v[v->bearers.b[i].element]);
	if (b->n == 0)
		buf_str(b, NONE);
	return true;
}

/* ---- levels ---- */

static bool
level_got(const struct trial *t, bool advised, struct buf *b)
{
	const struct judged_pack *p = trial_graded(t);
	int level;

	if (p == NULL)
		return false;
	level = advised ? p->grade.advised : p->grade.least;
	if (level < 0)
		buf_text(b, "未定");
	else
		buf_str(b, p->pack->levels[level].name.zh);
	return true;
}

/* ---- what is missing ---- */

static void
missing_put(struct buf *b, struct names *met, const struct feel_missing *m)
{
	for (; m != NULL; m = m->next)
		if (names_add(met, m->fact, 0))
			item_put(b, S(""), m->fact);
}

static void
rule_missing(struct buf *b, struct names *met, const struct verdict *v)
{
	missing_put(b, met, v->missing);
	if (v->rule->kind == PACK_CLOCK)
		missing_put(b, met, v->clock.anchor_missing);
	for (size_t i = 0; v->rule->kind == PACK_ATTRIBUTION &&
	    i < v->bearers.n; i++)
		missing_put(b, met, v->bearers.b[i].missing);
}

/* Of all that the example expects something of. */
static void
expected_missing(const struct trial *t, struct buf *b, struct names *met)
{
	for (size_t i = 0; i < t->x->nexpect; i++) {
		const struct pack_expect *e = &t->x->expect[i];
		const struct verdict *v = trial_verdict(t, e->what);
		const struct judged_pack *graded = trial_graded(t);

		if (v != NULL)
			rule_missing(b, met, v);
		else if (str_starts(e->what, "级别") && graded != NULL)
			missing_put(b, met, graded->grade.missing);
	}
}

static bool
missing_got(const struct trial *t, const struct pack_expect *e, struct buf *b)
{
	struct names *met = names_new(t->a);
	const struct verdict *v = NULL;

	if (e->of.n == 0)
		expected_missing(t, b, met);
	else if ((v = trial_verdict(t, e->of)) != NULL)
		rule_missing(b, met, v);
	if (b->n == 0)
		buf_str(b, NONE);
	return e->of.n == 0 || v != NULL;
}

/* ---- the whole ---- */

bool
trial_got(const struct trial *t, const struct pack_expect *e, struct str *ret)
{
	const struct verdict *v;
	struct buf b = BUF_IN(t->a);
	bool is = true;

	if (str_is(e->what, "缺"))
		is = missing_got(t, e, &b);
	else if (str_is(e->what, "条件"))
		is = condition_got(t, e, &b);
	else if (str_is(e->what, "情节"))
		is = circumstances_got(t, e, &b);
	else if (str_is(e->what, "级别") || str_is(e->what, "级别提示"))
		is = level_got(t, e->what.n > S("级别").n, &b);
	else if ((v = trial_verdict(t, e->what)) != NULL)
		rule_got(t, v, &b);
	else
		is = fact_got(t, e->what, &b);
	*ret = is ? buf_view(&b) : S("?");
	return is;
}
