/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_speak_cmd.h"

enum { RULE_INDENT = 4, BODY_INDENT = 6, PART_INDENT = 2 };

void
speak_line(struct speech *x, int indent, const char *msgid,
    const struct arg *args)
{
	for (int i = 0; i < indent; i++)
		buf_char(x->b, ' ');
	say_into(x->b, x->d->c->voice, msgid, args);
	buf_char(x->b, '\n');
}

void
speak_text(struct speech *x, int indent, struct str text)
{
	struct str rest = text, line;

	while (str_cut(&rest, '\n', &line)) {
		for (int i = 0; i < indent && line.n > 0; i++)
			buf_char(x->b, ' ');
		buf_str(x->b, line);
		buf_char(x->b, '\n');
	}
}

static struct str
words(const struct speech *x, struct pack_words w)
{
	return desk_words(x->d->c, w);
}

static struct str
expression(struct speech *x, const struct feel_program *p)
{
	return x->english == NULL ? feel_text(p) : english_text(x->d->a,
	    x->english, feel_text(p));
}

struct str
speak_attested(struct speech *x, enum attested a)
{
	struct buf b = BUF_IN(x->d->a);
	const struct arg args[] = { A_WORD("mark", attested_said(a)), { 0 } };

	say_into(&b, x->d->c->voice, attested_decides(a) ? M("{mark}") :
	    M("{mark}; advises only"), args);
	return buf_view(&b);
}

/* ---- conditions ---- */

static const char *const joints[] = {
	[COND_ALL] = M("all of these:"),
	[COND_ANY] = M("any of these:"),
	[COND_READINGS] = M("the words may mean:"),
};

static void
cond_head(struct speech *x, const struct pack_rule *r,
    const struct pack_cond *c, int indent)
{
	struct str title = words(x, c->title);

	if (title.n > 0 && c->attested != r->attested)
		SPEAK(x, indent, M("- {title} ({mark})"),
		    A_TEXT("title", title), A_TEXT("mark", speak_attested(x,
		    c->attested)));
	else if (title.n > 0)
		SPEAK(x, indent, M("- {title}"), A_TEXT("title", title));
	else if (c->attested != r->attested)
		SPEAK(x, indent, M("- ({mark})"), A_TEXT("mark",
		    speak_attested(x, c->attested)));
}

static void
cond_speak(struct speech *x, const struct pack_rule *r,
    const struct pack_cond *c, int indent, int depth)
{
	const bool headed = depth > 0 && (c->title.zh.n > 0 ||
	    c->attested != r->attested);

	if (c->kind == COND_NONE || depth > PACK_COND_DEPTH_MAX)
		return;
	if (headed) {
		cond_head(x, r, c, indent);
		indent += PART_INDENT;
	}
	if (c->clause != NULL && c->clause != r->clause)
		SPEAK(x, indent, M("from clause {clause}"),
		    A_TEXT("clause", c->clause->id));
	if (c->kind == COND_WHEN)
		SPEAK(x, indent, M("when {expression}"),
		    A_TEXT("expression", expression(x, c->when)));
	else
		SPEAK(x, indent, joints[c->kind], { 0 });
	for (const struct pack_cond *part = c->first; part != NULL;
	    part = part->next)
		cond_speak(x, r, part, indent + PART_INDENT, depth + 1);
	if (c->note.zh.n > 0)
		speak_text(x, indent, words(x, c->note));
}

/* ---- the kinds ---- */

static struct str
words_join(struct speech *x, const struct pack_words *w, size_t n)
{
	struct buf b = BUF_IN(x->d->a);

	for (size_t i = 0; i < n; i++) {
		buf_text(&b, i == 0 ? "" : x->english == NULL ? "、" : ", ");
		buf_str(&b, words(x, w[i]));
	}
	return buf_view(&b);
}

static void
clock_speak(struct speech *x, const struct pack_clock *c)
{
	SPEAK(x, BODY_INDENT, M("{kind}: {by} to {to}"),
	    A_TEXT("kind", speak_word(x, str_of(pack_clock_word(c->kind)))),
	    A_TEXT("by", words(x, c->by)),
	    A_TEXT("to", words_join(x, c->to, c->nto)));
	if (!c->timed)
		SPEAK(x, BODY_INDENT, M("in good time; no figure"), { 0 });
	else if (c->working != NULL)
		SPEAK(x, BODY_INDENT, M("within {within}, in working days of "
		    "{calendar}"), A_TEXT("within", speak_duration(x, c->within)),
		    A_TEXT("calendar", words(x, c->working->name)));
	else
		SPEAK(x, BODY_INDENT, M("within {within}"), A_TEXT("within",
		    speak_duration(x, c->within)));
	for (size_t i = 0; i < c->nanchor; i++)
		SPEAK(x, BODY_INDENT, M("from {anchor}"), A_TEXT("anchor",
		    expression(x, c->anchor[i])));
	for (size_t i = 0; i < c->ncontents; i++)
		SPEAK(x, BODY_INDENT, c->contents[i].first ?
		    M("says: {content} (also at first)") :
		    M("says: {content}"), A_TEXT("content", words(x,
		    c->contents[i].name)));
}

static void
attribution_speak(struct speech *x, const struct pack_attribution *t)
{
	SPEAK(x, BODY_INDENT, M("{gives} ({track}), of each of {each}"),
	    A_TEXT("gives", speak_word(x, t->gives)),
	    A_TEXT("track", speak_word(x, t->track)),
	    A_TEXT("each", t->each == NULL ? S("") : words(x,
	    t->each->name)));
	for (size_t i = 0; i < t->ncircumstances; i++) {
		const struct pack_circumstance *c = &t->circumstances[i];

		SPEAK(x, BODY_INDENT, c->favours ?
		    M("shown beside, in favour: {title}: {expression}") :
		    M("shown beside, against: {title}: {expression}"),
		    A_TEXT("title", words(x, c->title)),
		    A_TEXT("expression", expression(x, c->when)));
	}
}

static void
parameter_speak(struct speech *x, const struct pack_parameter *p)
{
	struct arg args[] = { A_TEXT("name", words(x, p->name)),
	    A_TEXT("value", p->value), A_TEXT("unit", p->unit),
	    A_TEXT("mark", speak_attested(x, p->attested)),
	    A_TEXT("document", p->document), { 0 } };

	if (p->off)
		speak_line(x, BODY_INDENT, M("{name}: not asked for until a "
		    "local pack names the document that does"), args);
	else if (p->document.n > 0)
		speak_line(x, BODY_INDENT, M("{name}: {value} {unit} ({mark}; "
		    "{document})"), args);
	else
		speak_line(x, BODY_INDENT, M("{name}: {value} {unit} "
		    "({mark})"), args);
}

static void
duty_speak(struct speech *x, const struct pack_duty *t)
{
	if (t->owed_by.n > 0)
		SPEAK(x, BODY_INDENT, M("owed by {bodies}"), A_TEXT("bodies",
		    speak_words(x, t->owed_by.t, t->owed_by.n)));
	if (t->owed_to.zh.n > 0)
		SPEAK(x, BODY_INDENT, M("owed to {bodies}"), A_TEXT("bodies",
		    words(x, t->owed_to)));
	if (t->every.n > 0)
		SPEAK(x, BODY_INDENT, M("every {every}"), A_TEXT("every",
		    speak_period(x, t->every)));
	if (t->due.n > 0)
		SPEAK(x, BODY_INDENT, M("by {due}"), A_TEXT("due", t->due));
	if (t->on.zh.n > 0)
		SPEAK(x, BODY_INDENT, M("called for by {on}"), A_TEXT("on",
		    words(x, t->on)));
	for (size_t i = 0; i < t->nevidence; i++)
		SPEAK(x, BODY_INDENT, M("shown by {evidence}"),
		    A_TEXT("evidence", words(x, t->evidence[i])));
	for (size_t i = 0; i < t->nparameters; i++)
		parameter_speak(x, &t->parameters[i]);
}

static void
row_speak(struct speech *x, const struct feel_table_text *t, size_t i)
{
	struct buf b = BUF_IN(x->d->a);

	for (size_t j = 0; j < t->ninputs; j++) {
		const struct str cell = t->rules[i].in[j];

		if (cell.n == 0 || str_is(cell, "-"))
			continue;
		buf_text(&b, b.n > 0 ? "; " : "");
		buf_str(&b, t->inputs[j].text);
		buf_text(&b, ": ");
		buf_str(&b, cell);
	}
	buf_text(&b, b.n > 0 ? " → " : "→ ");
	for (size_t j = 0; j < t->noutputs; j++) {
		buf_text(&b, j > 0 ? " | " : "");
		buf_str(&b, t->rules[i].out[j]);
	}
	speak_text(x, BODY_INDENT, x->english == NULL ? buf_view(&b) :
	    english_text(x->d->a, x->english, buf_view(&b)));
}

static void
table_speak(struct speech *x, const struct pack_table *t)
{
	const struct feel_table_text *text = feel_table_text(t->table);

	if (t->gives != NULL)
		SPEAK(x, BODY_INDENT, M("gives {fact}"), A_TEXT("fact",
		    words(x, t->gives->name)));
	if (t->advises != NULL)
		SPEAK(x, BODY_INDENT, M("advises {fact}, which a person "
		    "decides"), A_TEXT("fact", words(x, t->advises->name)));
	for (size_t i = 0; i < text->nrules; i++)
		row_speak(x, text, i);
}

static void
measure_speak(struct speech *x, const struct pack_measure *t)
{
	SPEAK(x, BODY_INDENT, M("{layer}, on {on}"), A_TEXT("layer",
	    speak_word(x, t->layer)), A_TEXT("on", speak_word(x, t->on)));
	if (t->decided_by.zh.n > 0)
		SPEAK(x, BODY_INDENT, M("decided by {bodies}"),
		    A_TEXT("bodies", words(x, t->decided_by)));
	if (t->effect.n > 0)
		SPEAK(x, BODY_INDENT, M("has effect for {effect}"),
		    A_TEXT("effect", speak_period(x, t->effect)));
}

static void
kind_speak(struct speech *x, const struct pack_rule *r)
{
	switch (r->kind) {
	case PACK_CLOCK:
		clock_speak(x, &r->clock);
		break;
	case PACK_GRADE:
		if (r->level >= 0 && (size_t)r->level < r->of->nlevels)
			SPEAK(x, BODY_INDENT, M("at least {level}"),
			    A_TEXT("level", words(x,
			    r->of->levels[r->level].name)));
		break;
	case PACK_TRIGGER:
		if (r->trigger.person)
			SPEAK(x, BODY_INDENT, M("only a person with authority "
			    "opens it, naming {names}"), A_TEXT("names",
			    words(x, r->trigger.names)));
		break;
	case PACK_ATTRIBUTION:
		attribution_speak(x, &r->attribution);
		break;
	case PACK_DUTY:
		duty_speak(x, &r->duty);
		break;
	case PACK_ROLE:
		SPEAK(x, BODY_INDENT, r->role.several ?
		    M("{role}; several may be") : M("{role}"), A_TEXT("role",
		    speak_word(x, r->role.capacity.n > 0 ?
		    r->role.capacity : r->role.body)));
		break;
	case PACK_MEASURE:
		measure_speak(x, &r->measure);
		break;
	case PACK_INDICATOR:
		if (r->indicator.points.n > 0)
			SPEAK(x, BODY_INDENT, M("{points} points"),
			    A_TEXT("points", r->indicator.points));
		if (r->indicator.score != NULL)
			SPEAK(x, BODY_INDENT, M("scored by {expression}"),
			    A_TEXT("expression", expression(x,
			    r->indicator.score)));
		break;
	case PACK_TABLE:
		table_speak(x, &r->table);
		break;
	default:	/* blocks that are no rules */
		break;
	}
}

void
speak_rule(struct speech *x, const struct pack_rule *r)
{
	struct buf from = BUF_IN(x->d->a), to = BUF_IN(x->d->a);

	SPEAK(x, RULE_INDENT, M("{kind} {id}: {title}"), A_WORD("kind",
	    pack_kind_said(r->kind)), A_TEXT("id", r->id), A_TEXT("title",
	    words(x, r->title)));
	day_put(&from, r->from);
	if (r->to != DAY_OPEN)
		day_put(&to, r->to);
	SPEAK(x, BODY_INDENT, r->to == DAY_OPEN ?
	    M("from {from} on · {mark}") : M("from {from} until {to} · {mark}"),
	    A_TEXT("from", buf_view(&from)), A_TEXT("to", buf_view(&to)),
	    A_TEXT("mark", speak_attested(x, r->attested)));
	if (r->overrides != NULL)
		SPEAK(x, BODY_INDENT, M("instead of {rule} of {pack}, as "
		    "{document} says"), A_TEXT("rule", r->overrides->id),
		    A_TEXT("pack", r->overrides->of->id), A_TEXT("document",
		    r->document));
	kind_speak(x, r);
	cond_speak(x, r, r->cond, BODY_INDENT, 0);
	if (r->note.zh.n > 0)
		speak_text(x, BODY_INDENT, words(x, r->note));
	if (r->source.n > 0)
		SPEAK(x, BODY_INDENT, str_eq(r->source, x->source) ?
		    M("source: as before") : M("source: {source}"),
		    A_TEXT("source", r->source));
	x->source = r->source;
}
