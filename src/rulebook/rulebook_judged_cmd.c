/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a judgement read on a terminal?  Pack by pack: the level, then clocks,
 * situations, attribution, measures and tables, what is settled first.  What is
 * not met takes one line, since it says no more; nothing is left out but what
 * cannot be told of any fact.
 */
#include "rulebook/rulebook_judge_cmd.h"

#include <stdlib.h>

enum { SECTION_INDENT = 2, VERDICT_INDENT = 4, WHY_INDENT = 6, DEPTH_INDENT = 2 };

struct saying {
	struct judging			*x;
	const struct judged_pack	*jp;
	struct tell			 tell;
	struct buf			*b;
	struct note			*note;
};

/* ---- lines ---- */

static void
text_line(struct saying *s, int indent, struct str text)
{
	for (int i = 0; i < indent; i++)
		buf_char(s->b, ' ');
	buf_str(s->b, text);
	buf_char(s->b, '\n');
}

#define LINE(s, indent, msgid, ...) \
	say_line((s), (indent), (msgid), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })
static void
say_line(struct saying *s, int indent, const char *msgid,
    const struct arg *args)
{
	for (int i = 0; i < indent; i++)
		buf_char(s->b, ' ');
	say_into(s->b, s->tell.voice, msgid, args);
	buf_char(s->b, '\n');
}

static void
told_lines(struct saying *s, int indent, const struct told *t)
{
	for (size_t i = 0; i < t->n; i++)
		text_line(s, indent + DEPTH_INDENT * t->lines[i].depth,
		    t->lines[i].text);
}

/* ---- one verdict ---- */

/* In which order, and with which mark before it? */
static const struct {
	int		 rank;
	const char	*mark;
} looks[OUTCOME__MAX] = {
	[OUTCOME_MET]		= { 0, "●" },
	[OUTCOME_READINGS]	= { 1, "≠" },
	[OUTCOME_ADVISED]	= { 2, "◐" },
	[OUTCOME_OPEN]		= { 3, "？" },
	[OUTCOME_ADVISED_NOT]	= { 4, "◌" },
	[OUTCOME_NOT_MET]	= { 6, "○" },
	[OUTCOME_NOT_IN_FORCE]	= { 7, "－" },
	[OUTCOME_PERSON]	= { 5, "☞" },
};

static const enum outcome of_clock[CLOCK_STATE__MAX] = {
	[CLOCK_RUNS]		= OUTCOME_MET,
	[CLOCK_PRECAUTION]	= OUTCOME_ADVISED,
	[CLOCK_NOT_REQUIRED]	= OUTCOME_NOT_MET,
	[CLOCK_NOT_IN_FORCE]	= OUTCOME_NOT_IN_FORCE,
};

/* As which it is shown. */
static enum outcome
look_of(const struct verdict *v)
{
	if (v->outcome == OUTCOME_NOT_IN_FORCE)
		return v->outcome;
	if (v->rule->kind == PACK_CLOCK)
		return of_clock[v->clock.state];
	if (v->rule->kind == PACK_TABLE)
		return v->table.value.kind != FEEL_NULL ? OUTCOME_ADVISED :
		    v->table.value.open ? OUTCOME_OPEN : OUTCOME_NOT_MET;
	return v->outcome;
}

static bool
is_settled_no(enum outcome look)
{
	return look == OUTCOME_NOT_MET || look == OUTCOME_NOT_IN_FORCE;
}

/* The instrument's name stands above all its verdicts; a rule that overrides is
 * of another one. */
static void
source_say(struct saying *s, const struct pack_rule *r,
    const struct told *told)
{
	struct pack_words cite = { { "", 0 }, { "", 0 } };

	if (r->of != s->jp->pack) {
		text_line(s, WHY_INDENT, told->source);
		return;
	}
	if (r->clause != NULL)
		cite = pack_cite(s->x->d->a, r->of, r->clause);
	LINE(s, WHY_INDENT, attested_decides(r->attested) ?
	    M("{clause} · {mark}") : M("{clause} · {mark}; advises only"),
	    A_TEXT("clause", tell_words(&s->tell, &cite)),
	    A_WORD("mark", attested_said(r->attested)));
}

static enum err
verdict_say(struct saying *s, const struct verdict *v)
{
	const enum outcome look = look_of(v);
	struct pack_words cite = { { "", 0 }, { "", 0 } };
	struct told told;
	enum err r;

	if ((r = tell_verdict(&s->tell, v, &told, s->note)) != ERR_OK)
		return r;
	if (v->rule->clause != NULL)
		cite = pack_cite(s->x->d->a, v->rule->of, v->rule->clause);
	if (is_settled_no(look) && !s->x->explain) {
		LINE(s, VERDICT_INDENT, M("{mark} {sentence} ({clause})"),
		    A_CSTR("mark", looks[look].mark),
		    A_TEXT("sentence", told.sentence),
		    A_TEXT("clause", tell_words(&s->tell, &cite)));
		return ERR_OK;
	}
	LINE(s, VERDICT_INDENT, M("{mark} {sentence}"),
	    A_CSTR("mark", looks[look].mark),
	    A_TEXT("sentence", told.sentence));
	source_say(s, v->rule, &told);
	if (s->x->explain)
		told_lines(s, WHY_INDENT, &told);
	return ERR_OK;
}

/* ---- sections ---- */

static const struct {
	enum pack_kind	 kind;
	const char	*title;
} sections[] = {
	{ PACK_CLOCK,		M("Clocks") },
	{ PACK_TRIGGER,		M("Situations") },
	{ PACK_ATTRIBUTION,	M("Attribution") },
	{ PACK_MEASURE,		M("Measures") },
	{ PACK_TABLE,		M("Tables") },
};

static int
verdict_order(const void *x, const void *y)
{
	const struct verdict *a = *(const struct verdict *const *)x;
	const struct verdict *b = *(const struct verdict *const *)y;
	const int p = looks[look_of(a)].rank, q = looks[look_of(b)].rank;

	if (p != q)
		return p - q;
	if (a->rule->kind == PACK_CLOCK && a->clock.timed != b->clock.timed)
		return a->clock.timed ? -1 : 1;
	if (a->rule->kind == PACK_CLOCK && a->clock.timed &&
	    a->clock.due != b->clock.due)
		return a->clock.due < b->clock.due ? -1 : 1;
	return a < b ? -1 : a > b;	/* as the rules stand */
}

/* A table that says nothing, or a criterion that is not met, is only of use to
 * those who want to know why. */
static bool
is_shown(const struct saying *s, const struct verdict *v)
{
	if (s->x->explain)
		return true;
	if (v->rule->kind == PACK_TABLE)
		return v->table.value.kind != FEEL_NULL;
	return v->rule->kind != PACK_GRADE || look_of(v) == OUTCOME_MET;
}

static enum err
kind_say(struct saying *s, enum pack_kind kind, const char *title)
{
	const struct verdict **list = NEW_ARRAY(s->x->d->a,
	    const struct verdict *, s->jp->nverdicts + 1);
	size_t n = 0;
	enum err r = ERR_OK;

	if (list == NULL)
		return note_memory(s->note);
	for (size_t i = 0; i < s->jp->nverdicts; i++)
		if (s->jp->verdicts[i].rule->kind == kind && is_shown(s,
		    &s->jp->verdicts[i]))
			list[n++] = &s->jp->verdicts[i];
	if (n == 0)
		return ERR_OK;
	qsort(list, n, sizeof *list, verdict_order);
	if (title != NULL)
		LINE(s, SECTION_INDENT, title, { 0 });
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = verdict_say(s, list[i]);
	return r;
}

static enum err
level_say(struct saying *s)
{
	struct told told;
	enum err r;

	if (s->jp->pack->nlevels == 0)
		return ERR_OK;
	if ((r = tell_grade(&s->tell, s->jp, &told, s->note)) != ERR_OK)
		return r;
	LINE(s, SECTION_INDENT, M("Level"), { 0 });
	text_line(s, VERDICT_INDENT, told.sentence);
	if (s->x->explain)
		told_lines(s, WHY_INDENT, &told);
	return kind_say(s, PACK_GRADE, NULL);
}

static enum err
pack_say(struct saying *s)
{
	const struct pack *p = s->jp->pack;
	enum err r;

	buf_char(s->b, '\n');
	LINE(s, 0, M("{title} ({pack}, version {version})"),
	    A_TEXT("title", tell_words(&s->tell, &p->title)),
	    A_TEXT("pack", p->id), A_INT("version", p->version));
	r = level_say(s);
	for (size_t i = 0; i < sizeof sections / sizeof sections[0] &&
	    r == ERR_OK; i++)
		r = kind_say(s, sections[i].kind, sections[i].title);
	return r;
}

/* ---- the whole ---- */

/* Those that were named are told in any case. */
static bool
is_told(const struct saying *s, const struct judged_pack *jp)
{
	return s->x->explain || cmd_given(s->x->d->c, "pack") ||
	    judging_touched(jp);
}

static void
untold_say(struct saying *s)
{
	struct buf names = BUF_IN(s->x->d->a);

	for (size_t i = 0; i < s->x->j.n; i++) {
		const struct judged_pack *jp = &s->x->j.packs[i];

		if (!judging_asked(s->x, jp->pack) || is_told(s, jp))
			continue;
		buf_text(&names, names.n == 0 ? "" :
		    s->tell.voice.lang == LANG_EN ? ", " : "、");
		buf_str(&names, jp->pack->id);
	}
	if (names.n == 0)
		return;
	buf_char(s->b, '\n');
	LINE(s, 0, M("None of their facts was stated, so they are left out "
	    "(--explain shows them): {packs}"),
	    A_TEXT("packs", buf_view(&names)));
}

enum err
judging_say(struct judging *x, struct note *note)
{
	struct buf b = BUF_IN(x->d->a);
	struct saying s = { .x = x, .b = &b, .note = note, .tell = {
	    .a = x->d->a, .voice = x->d->c->voice, .c = &x->c, .j = &x->j } };
	enum err r = ERR_OK;

	s.tell.voice.zone = x->d->zone;
	LINE(&s, 0, x->d->app != NULL ? M("Judged as of {at}, by what is "
	    "adopted. Nothing was recorded.") : M("Judged as of {at}, by what "
	    "the program offers or what was named. Nothing was recorded."),
	    A_TEXT("at", tell_moment(&s.tell, x->c.at, false)));
	for (size_t i = 0; i < x->j.n && r == ERR_OK; i++) {
		s.jp = &x->j.packs[i];
		if (judging_asked(x, s.jp->pack) && is_told(&s, s.jp))
			r = pack_say(&s);
	}
	if (r != ERR_OK)
		return r;
	untold_say(&s);
	return desk_tell(x->d, &b, note);
}
