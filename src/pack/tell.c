/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which sentence says a verdict?  A table of outcomes; the kinds that have more
 * to say have a file of their own.
 */
#include "pack/judge_in.h"
#include "pack/tell_in.h"

static const char *const sentences[OUTCOME__MAX] = {
	[OUTCOME_MET]		= M("Meets the {what}: {title}."),
	[OUTCOME_NOT_MET]	= M("Does not meet the {what}: {title}."),
	[OUTCOME_OPEN]		= M("It cannot be said yet whether the {what} "
	    "is met: {title}."),
	[OUTCOME_READINGS]	= M("Whether the {what} is met cannot be "
	    "settled by machine, since the words bear two meanings that "
	    "differ here: {title}."),
	[OUTCOME_ADVISED]	= M("Advised only, a person decides: meets the "
	    "{what}: {title}."),
	[OUTCOME_ADVISED_NOT]	= M("Advised only, a person decides: does not "
	    "meet the {what}: {title}."),
	[OUTCOME_NOT_IN_FORCE]	= M("Was not in force: {title}."),
	[OUTCOME_PERSON]	= M("Only a person with authority opens it: "
	    "{title}."),
};

/* ---- sentences and lines ---- */

void
tell_say(struct telling *x, const char *msgid, const struct arg *args)
{
	/* Chinese sentences follow each other without a blank. */
	if (x->b.n > 0 && x->t->voice.lang == LANG_EN)
		buf_char(&x->b, ' ');
	say_into(&x->b, x->t->voice, msgid, args);
}

void
tell_line(struct telling *x, int depth, const char *msgid,
    const struct arg *args)
{
	struct buf b = BUF_IN(x->t->a);
	size_t room = x->room == 0 ? 16 : 2 * x->room;

	if (x->n >= TOLD_LINES_MAX)
		return;
	if (x->n == x->room) {
		struct told_line *more = arena_grow(x->t->a, x->lines,
		    x->room * sizeof *more, room * sizeof *more);

		if (more == NULL)
			return;
		x->lines = more;
		x->room = room;
	}
	if (msgid != NULL)
		say_into(&b, x->t->voice, msgid, args);
	x->lines[x->n++] = (struct told_line){ depth, msgid != NULL ?
	    buf_view(&b) : args->text };
}

void
tell_lacking(struct telling *x, const struct feel_missing *m)
{
	if (m != NULL)
		tell_say(x, M("Missing: {missing}."), ARGS(A_TEXT("missing",
		    tell_missing(x->t, x->of->pack, m))));
}

struct feel_env
tell_env(const struct tell *t, const struct feel_value *facts)
{
	struct feel_env env = { .facts = facts, .zones = t->c->zones };

	env.now = judge_now(t->c, &env.today);
	return env;
}

/* ---- names ---- */

const struct judged_pack *
tell_pack(const struct tell *t, const struct pack *p)
{
	for (size_t i = 0; i < t->j->n; i++)
		if (t->j->packs[i].pack == p)
			return &t->j->packs[i];
	return NULL;
}

struct str
tell_title(const struct telling *x)
{
	struct str title = tell_words(x->t, &x->r->title);
	struct buf b = BUF_IN(x->t->a);

	if (x->r->kind != PACK_GRADE)
		return title;
	say_into(&b, x->t->voice, M("{title} ({level})"), (const struct arg[]){
	    A_TEXT("title", title), A_TEXT("level", tell_words(x->t,
	    &x->r->of->levels[x->r->level].name)), { 0 } });
	return buf_view(&b);
}

struct str
tell_source(const struct tell *t, const struct pack_rule *r)
{
	struct pack_words cite = { { "", 0 }, { "", 0 } };
	struct buf b = BUF_IN(t->a);

	if (r->clause != NULL)
		cite = pack_cite(t->a, r->of, r->clause);
	say_into(&b, t->voice, M("{instrument}, {clause} ({pack}, version "
	    "{version}; {attested})"), (const struct arg[]){
	    A_TEXT("instrument", tell_words(t, &r->of->title)),
	    A_TEXT("clause", tell_words(t, &cite)),
	    A_TEXT("pack", r->of->id), A_INT("version", r->of->version),
	    A_WORD("attested", attested_said(r->attested)), { 0 } });
	return buf_view(&b);
}

/* ---- conditions ---- */

static const char *
what(enum pack_kind k)
{
	return k == PACK_TRIGGER ? M("situation") : k == PACK_GRADE ?
	    M("criterion of a level") : k == PACK_MEASURE ?
	    M("condition of the measure") : M("condition");
}

static void
sentence(struct telling *x)
{
	const struct verdict *v = x->v;

	tell_say(x, sentences[v->outcome], ARGS(
	    A_WORD("what", what(x->r->kind)),
	    A_TEXT("title", tell_title(x))));
	if (v->outcome == OUTCOME_PERSON) {
		if (x->r->trigger.names.zh.n > 0)
			tell_say(x, M("To be named: {names}."), ARGS(
			    A_TEXT("names", tell_words(x->t,
			    &x->r->trigger.names))));
		return;
	}
	if (v->outcome == OUTCOME_OPEN && v->missing == NULL)
		tell_say(x, M("A part of it has no value."), NULL);
	tell_lacking(x, v->missing);
}

/* ---- tables ---- */

static void
table_sentence(struct telling *x)
{
	const struct pack_table *t = &x->r->table;
	const struct pack_fact *f = t->gives != NULL ? t->gives : t->advises;
	const struct feel_value *v = &x->v->table.value;
	const struct arg args[NOTE_ARGS_MAX + 1] = {
		A_TEXT("title", tell_title(x)),
		A_TEXT("fact", tell_words(x->t, &f->name)),
		A_TEXT("value", tell_value(x->t, f, v))
	};

	if (v->kind == FEEL_NULL && v->open) {
		tell_say(x, M("The table cannot say yet: {title}."), args);
		tell_lacking(x, x->v->missing);
	} else if (v->kind == FEEL_NULL) {
		tell_say(x, M("The table says nothing here: {title}."), args);
	} else if (t->gives == NULL || !attested_decides(x->r->attested)) {
		tell_say(x, M("The table advises, a person decides: {fact}: "
		    "{value} ({title})."), args);
	} else {
		tell_say(x, M("By the table, {fact}: {value} ({title})."),
		    args);
	}
}

/* A table that says something of a fact that is missing. */
static void
advice_of(struct telling *x, const struct verdict *v)
{
	const struct feel_missing *m = x->v->missing;
	const struct pack_fact *f;

	if (v->rule->kind != PACK_TABLE || v->rule->table.advises == NULL ||
	    v->table.value.kind == FEEL_NULL ||
	    v->outcome == OUTCOME_NOT_IN_FORCE)
		return;
	f = v->rule->table.advises;
	while (m != NULL && !str_eq(m->fact, f->name.zh))
		m = m->next;
	if (m != NULL)
		tell_line(x, 0, M("A table advises, a person decides: "
		    "{fact}: {value} ({title}; {attested})"), ARGS(
		    A_TEXT("fact", tell_words(x->t, &f->name)),
		    A_TEXT("value", tell_value(x->t, f, &v->table.value)),
		    A_TEXT("title", tell_words(x->t, &v->rule->title)),
		    A_WORD("attested", attested_said(v->rule->attested))));
}

static void
advice(struct telling *x)
{
	for (size_t i = 0; x->v->missing != NULL && i < x->t->j->n; i++)
		for (size_t k = 0; k < x->t->j->packs[i].nverdicts; k++)
			advice_of(x, &x->t->j->packs[i].verdicts[k]);
}

/* ---- the whole ---- */

static enum err
kind_told(struct telling *x)
{
	const struct verdict *v = x->v;
	bool decided = v->decided != TRUTH_OPEN;
	enum err e;

	if (v->outcome == OUTCOME_NOT_IN_FORCE) {
		sentence(x);
		return ERR_OK;
	}
	if (x->r->kind == PACK_TABLE) {
		table_sentence(x);
		return ERR_OK;
	}
	/* Where the list itself is not known there is nobody to be named. */
	if (x->r->kind == PACK_ATTRIBUTION && (v->bearers.n > 0 ||
	    v->outcome == OUTCOME_NOT_MET))
		return tell_bearers(x);
	if (x->r->kind == PACK_CLOCK && (e = tell_clock(x)) != ERR_OK)
		return e;
	if (x->r->kind != PACK_CLOCK)
		sentence(x);
	if ((e = tell_parts(x, v->parts, decided ? x->of->decided :
	    x->of->facts, decided, 0)) != ERR_OK)
		return e;
	advice(x);
	return ERR_OK;
}

/* By what paper, in the place of what, and what is noted beside it. */
static void
standing(struct telling *x)
{
	const struct pack_rule *r = x->r;

	if (r->kind == PACK_MEASURE && r->measure.decided_by.zh.n > 0)
		tell_line(x, 0, M("Decided by: {who}."), ARGS(A_TEXT("who",
		    tell_words(x->t, &r->measure.decided_by))));
	if (r->document.n > 0)
		tell_line(x, 0, M("By the document: {document}."),
		    ARGS(A_TEXT("document", r->document)));
	if (r->overrides != NULL)
		tell_line(x, 0, M("It goes before: {source}."),
		    ARGS(A_TEXT("source", tell_source(x->t, r->overrides))));
	if (r->note.zh.n > 0 || r->note.en.n > 0)
		tell_line(x, 0, M("Note: {note}"), ARGS(A_TEXT("note",
		    tell_words(x->t, &r->note))));
}

enum err
tell_end(struct telling *x, struct told *ret)
{
	if (buf_failed(&x->b) || arena_failed(x->t->a))
		return note_memory(x->note);
	ret->sentence = buf_view(&x->b);
	ret->lines = x->lines;
	ret->n = x->n;
	return ERR_OK;
}

enum err
tell_verdict(const struct tell *t, const struct verdict *v, struct told *ret,
    struct note *note)
{
	struct telling x = { .t = t, .r = v->rule, .v = v, .note = note,
	    .of = tell_pack(t, v->rule->of), .b = BUF_IN(t->a) };
	struct told r = { .source = tell_source(t, v->rule) };
	enum err e;

	if ((e = kind_told(&x)) != ERR_OK)
		return e;
	standing(&x);
	if ((e = tell_end(&x, &r)) != ERR_OK)
		return e;
	*ret = r;
	return ERR_OK;
}
