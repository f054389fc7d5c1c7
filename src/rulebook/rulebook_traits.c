/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_traits.h"

struct list {
	struct arena	*a;
	struct traits	 to;
};

static void
put(struct list *l, struct str key, struct str value)
{
	if (value.n == 0)
		return;
	if (l->to.n == l->to.room) {
		const size_t room = l->to.room == 0 ? 32 : 2 * l->to.room;

		l->to.t = arena_grow(l->a, l->to.t,
		    l->to.n * sizeof *l->to.t, room * sizeof *l->to.t);
		if (l->to.t == NULL) {
			l->to.n = l->to.room = 0;
			return;
		}
		l->to.room = room;
	}
	l->to.t[l->to.n++] = (struct trait){ key, value };
}

static void
put_text(struct list *l, const char *key, struct str value)
{
	put(l, str_of(key), value);
}

static void
put_at(struct list *l, const char *key, size_t i, struct str value)
{
	put(l, str_fmt(l->a, "%s[%zu]", key, i + 1), value);
}

static void
put_words(struct list *l, struct str key, struct pack_words w)
{
	put(l, key, w.zh);
	if (w.en.n > 0)
		put(l, str_fmt(l->a, "%.*s.en", STR_ARG(key)), w.en);
}

static void
put_words_list(struct list *l, const char *key, const struct pack_words *w,
    size_t n)
{
	for (size_t i = 0; i < n; i++)
		put_words(l, str_fmt(l->a, "%s[%zu]", key, i + 1), w[i]);
}

static void
put_texts(struct list *l, const char *key, const struct pack_texts *t)
{
	for (size_t i = 0; i < t->n; i++)
		put_at(l, key, i, t->t[i]);
}

static void
put_day(struct list *l, const char *key, int64_t day)
{
	struct buf b = BUF_IN(l->a);

	if (day == DAY_OPEN || day == DAY_NONE)
		return;
	day_put(&b, day);
	put_text(l, key, buf_view(&b));
}

static void
put_bool(struct list *l, const char *key, bool is)
{
	if (is)
		put_text(l, key, S("true"));
}

static void
put_decimal(struct list *l, const char *key, bool set, struct decimal d)
{
	struct buf b = BUF_IN(l->a);

	if (!set)
		return;
	decimal_put(&b, d);
	put_text(l, key, buf_view(&b));
}

static void
put_program(struct list *l, struct str key, const struct feel_program *p)
{
	if (p != NULL)
		put(l, key, feel_text(p));
}

/* ---- conditions ---- */

static const char *const cond_words[] = {
	[COND_NONE] = "none", [COND_WHEN] = "when", [COND_ALL] = "all",
	[COND_ANY] = "any", [COND_READINGS] = "readings",
};

static struct str
path_to(struct arena *a, struct str path, const char *key)
{
	return path.n == 0 ? str_of(key) : str_fmt(a, "%.*s.%s",
	    STR_ARG(path), key);
}

static void
put_cond(struct list *l, const struct pack_rule *rule,
    const struct pack_cond *c, struct str path, int depth)
{
	const struct str here = path_to(l->a, path, cond_words[c->kind]);
	size_t i = 0;

	if (c->kind == COND_NONE || depth > PACK_COND_DEPTH_MAX)
		return;
	if (path.n > 0) {
		put_words(l, path_to(l->a, path, "title"), c->title);
		put_words(l, path_to(l->a, path, "note"), c->note);
		if (c->attested != rule->attested)
			put(l, path_to(l->a, path, "attested"),
			    str_of(attested_word(c->attested)));
		if (c->clause != NULL && c->clause != rule->clause)
			put(l, path_to(l->a, path, "clause"), c->clause->id);
	}
	if (c->kind == COND_WHEN)
		put_program(l, here, c->when);
	for (const struct pack_cond *part = c->first; part != NULL;
	    part = part->next, i++)
		put_cond(l, rule, part, part->id.n > 0 ?
		    str_fmt(l->a, "%.*s.%.*s", STR_ARG(here),
		    STR_ARG(part->id)) : str_fmt(l->a, "%.*s[%zu]",
		    STR_ARG(here), i + 1), depth + 1);
}

/* ---- the kinds ---- */

/* "PT1H": as it is written in a pack. */
static struct str
duration_text(struct arena *a, struct pack_duration d)
{
	if (d.months != 0)
		return str_fmt(a, "P%dM", (int)d.months);
	if (d.days != 0)
		return str_fmt(a, "P%dD", (int)d.days);
	return d.minutes % 60 == 0 ? str_fmt(a, "PT%dH", (int)d.minutes / 60) :
	    str_fmt(a, "PT%dM", (int)d.minutes);
}

static void
put_clock(struct list *l, const struct pack_clock *c)
{
	put_text(l, "kind", str_of(pack_clock_word(c->kind)));
	put_words(l, S("by"), c->by);
	put_words_list(l, "to", c->to, c->nto);
	for (size_t i = 0; i < c->nanchor; i++)
		put_program(l, str_fmt(l->a, "anchor[%zu]", i + 1),
		    c->anchor[i]);
	for (size_t i = 0; c->arrival != NULL && i < c->nto; i++)
		if (c->arrival[i] != NULL)
			put_at(l, "arrival", i, c->arrival[i]->name.zh);
	for (size_t i = 0; c->to_kind != NULL && i < c->nto; i++)
		put_at(l, "to_kind", i, c->to_kind[i]);
	put_text(l, "sent", c->sent == NULL ? S("") : c->sent->name.zh);
	put_text(l, "partial", c->partial == NULL ? S("") :
	    c->partial->name.zh);
	if (c->timed)
		put_text(l, "within", duration_text(l->a, c->within));
	if (c->working != NULL)
		put_text(l, "working", c->working->name.zh);
	for (size_t i = 0; i < c->ncontents; i++) {
		const struct pack_content *x = &c->contents[i];
		struct str key = str_fmt(l->a, "contents.%.*s",
		    STR_ARG(x->id));

		put_words(l, key, x->name);
		if (x->first)
			put(l, str_fmt(l->a, "%.*s.first", STR_ARG(key)),
			    S("true"));
		put_program(l, str_fmt(l->a, "%.*s.when", STR_ARG(key)),
		    x->when);
	}
}

static void
put_attribution(struct list *l, const struct pack_attribution *x)
{
	put_text(l, "track", x->track);
	put_text(l, "gives", x->gives);
	if (x->each != NULL)
		put_text(l, "each", x->each->name.zh);
	for (size_t i = 0; i < x->ncircumstances; i++) {
		const struct pack_circumstance *c = &x->circumstances[i];
		struct str key = str_fmt(l->a, "circumstances.%.*s",
		    STR_ARG(c->id));

		put_words(l, key, c->title);
		put_program(l, str_fmt(l->a, "%.*s.when", STR_ARG(key)),
		    c->when);
		put(l, str_fmt(l->a, "%.*s.favours", STR_ARG(key)),
		    c->favours ? S("true") : S("false"));
	}
}

static void
put_duty(struct list *l, const struct pack_duty *x)
{
	put_texts(l, "owed_by", &x->owed_by);
	put_words(l, S("owed_to"), x->owed_to);
	put_text(l, "capacity", x->capacity);
	put_text(l, "every", x->every);
	put_text(l, "due", x->due);
	put_words(l, S("on"), x->on);
	put_words_list(l, "evidence", x->evidence, x->nevidence);
	for (size_t i = 0; i < x->nparameters; i++) {
		const struct pack_parameter *p = &x->parameters[i];
		struct str key = str_fmt(l->a, "parameters.%.*s",
		    STR_ARG(p->id));

		put_words(l, str_fmt(l->a, "%.*s.name", STR_ARG(key)),
		    p->name);
		put(l, key, p->value);
		put(l, str_fmt(l->a, "%.*s.unit", STR_ARG(key)), p->unit);
		put(l, str_fmt(l->a, "%.*s.attested", STR_ARG(key)),
		    str_of(attested_word(p->attested)));
		put(l, str_fmt(l->a, "%.*s.off", STR_ARG(key)),
		    p->off ? S("true") : S(""));
		put(l, str_fmt(l->a, "%.*s.document", STR_ARG(key)),
		    p->document);
	}
}

static struct str
cells_text(struct arena *a, const struct str *cell, size_t n)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < n; i++) {
		buf_text(&b, i > 0 ? " | " : "");
		buf_str(&b, cell[i].n == 0 ? S("-") : cell[i]);
	}
	return buf_view(&b);
}

static void
put_table(struct list *l, const struct pack_table *x)
{
	const struct feel_table_text *t = feel_table_text(x->table);

	put_text(l, "hit", str_of(feel_hit_letters(t->hit)));
	if (x->gives != NULL)
		put_text(l, "gives", x->gives->name.zh);
	if (x->advises != NULL)
		put_text(l, "advises", x->advises->name.zh);
	for (size_t i = 0; i < t->ninputs; i++)
		put_at(l, "input", i, t->inputs[i].text);
	for (size_t i = 0; i < t->noutputs; i++)
		put_at(l, "output", i, t->outputs[i].name);
	for (size_t i = 0; i < t->nrules; i++)
		put_at(l, "row", i, str_fmt(l->a, "%.*s → %.*s",
		    STR_ARG(cells_text(l->a, t->rules[i].in, t->ninputs)),
		    STR_ARG(cells_text(l->a, t->rules[i].out,
		    t->noutputs))));
}

static void
put_kind(struct list *l, const struct pack_rule *r)
{
	switch (r->kind) {
	case PACK_CLOCK:
		put_clock(l, &r->clock);
		break;
	case PACK_GRADE:
		if (r->level >= 0 && (size_t)r->level < r->of->nlevels)
			put_text(l, "level", r->of->levels[r->level].id);
		break;
	case PACK_TRIGGER:
		put_bool(l, "person", r->trigger.person);
		put_words(l, S("names"), r->trigger.names);
		break;
	case PACK_ATTRIBUTION:
		put_attribution(l, &r->attribution);
		break;
	case PACK_DUTY:
		put_duty(l, &r->duty);
		break;
	case PACK_ROLE:
		put_text(l, "capacity", r->role.capacity);
		put_text(l, "body", r->role.body);
		put_bool(l, "several", r->role.several);
		break;
	case PACK_MEASURE:
		put_text(l, "layer", r->measure.layer);
		put_text(l, "on", r->measure.on);
		put_words(l, S("decided_by"), r->measure.decided_by);
		put_text(l, "effect", r->measure.effect);
		break;
	case PACK_INDICATOR:
		put_text(l, "points", r->indicator.points);
		put_program(l, S("score"), r->indicator.score);
		put_bool(l, "veto", r->indicator.veto);
		put_words_list(l, "evidence", r->indicator.evidence,
		    r->indicator.nevidence);
		break;
	case PACK_TABLE:
		put_table(l, &r->table);
		break;
	default:	/* blocks that are no rules */
		break;
	}
}

struct traits
traits_of_rule(struct arena *a, const struct pack_rule *r)
{
	struct list l = { .a = a };

	put_words(&l, S("title"), r->title);
	put_text(&l, "block", str_of(pack_kind_word(r->kind)));
	if (r->clause != NULL)
		put_text(&l, "clause", r->clause->id);
	put_day(&l, "from", r->from);
	put_day(&l, "to", r->to);
	put_text(&l, "attested", str_of(attested_word(r->attested)));
	put_text(&l, "source", r->source);
	put_words(&l, S("note"), r->note);
	if (r->overrides != NULL)
		put_text(&l, "overrides", str_fmt(a, "%.*s/%.*s",
		    STR_ARG(r->overrides->of->id),
		    STR_ARG(r->overrides->id)));
	put_text(&l, "document", r->document);
	put_kind(&l, r);
	put_cond(&l, r, r->cond, S(""), 0);
	return l.to;
}

static void
put_values(struct list *l, const struct pack_fact *f, struct str path)
{
	for (size_t i = 0; i < f->nvalues; i++)
		put_words(l, str_fmt(l->a, "%.*svalues.%.*s", STR_ARG(path),
		    STR_ARG(f->values[i].id)), f->values[i].name);
}

struct traits
traits_of_fact(struct arena *a, const struct pack_fact *f)
{
	struct list l = { .a = a };

	put_words(&l, S("name"), f->name);
	put_text(&l, "type", str_of(pack_type_word(f->type)));
	put_text(&l, "unit", f->unit);
	put_values(&l, f, S(""));
	put_texts(&l, "asserted_by", &f->asserted_by);
	put_bool(&l, "judged", f->judged);
	put_text(&l, "element", f->element);
	for (size_t i = 0; i < f->nfields; i++) {
		const struct pack_fact *x = &f->fields[i];
		struct str key = str_fmt(a, "fields.%.*s", STR_ARG(x->id));

		put(&l, key, str_of(pack_type_word(x->type)));
		put_words(&l, str_fmt(a, "%.*s.name", STR_ARG(key)), x->name);
		put(&l, str_fmt(a, "%.*s.unit", STR_ARG(key)), x->unit);
		put_values(&l, x, str_fmt(a, "%.*s.", STR_ARG(key)));
	}
	put_decimal(&l, "least", f->least_set, f->least);
	put_decimal(&l, "most", f->most_set, f->most);
	put_words(&l, S("note"), f->note);
	put_text(&l, "attested", str_of(attested_word(f->attested)));
	put_text(&l, "source", f->source);
	if (f->clause != NULL)
		put_text(&l, "clause", f->clause->id);
	put_program(&l, S("derived"), f->derived);
	if (f->table != NULL)
		put_text(&l, "table", f->table->id);
	return l.to;
}

struct traits
traits_of_clause(struct arena *a, const struct pack_clause *c)
{
	struct list l = { .a = a };

	put_text(&l, "heading", c->heading);
	put_words(&l, S("gist"), c->gist);
	put_words(&l, S("none"), c->none);
	return l.to;
}

struct traits
traits_of_pack(struct arena *a, const struct pack *p)
{
	struct list l = { .a = a };

	put_text(&l, "version", str_fmt(a, "%lld", (long long)p->version));
	put_words(&l, S("title"), p->title);
	put_text(&l, "issuer", p->issuer);
	put_text(&l, "number", p->number);
	put_day(&l, "published", p->published);
	put_day(&l, "from", p->from);
	put_day(&l, "to", p->to);
	put_text(&l, "citation", p->by_article ? S("article") : S("plain"));
	put_texts(&l, "basis", &p->basis);
	put_text(&l, "interpretation", p->interpretation);
	put_text(&l, "territory", p->territory);
	for (size_t i = 0; i < p->nuses; i++)
		put_at(&l, "uses", i, p->uses[i]->id);
	for (size_t i = 0; i < p->ngoverned; i++)
		put_program(&l, str_fmt(a, "governed_by[%zu]", i + 1),
		    p->governed_by[i]);
	if (p->graded_by != NULL)
		put_text(&l, "graded_by", p->graded_by->name.zh);
	for (size_t i = 0; i < p->nlevels; i++)
		put_words(&l, str_fmt(a, "levels.%.*s",
		    STR_ARG(p->levels[i].id)), p->levels[i].name);
	return l.to;
}
