/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom does an attribution concern?  Each element of the list by its name, what
 * its condition came to, and what speaks for and against, side by side.
 */
#include "pack/tell_in.h"

static struct str
element_name(const struct telling *x, const struct feel_value *v)
{
	const struct pack_fact *f = x->r->attribution.each;
	const struct pack_fact *field = f->fields;
	const struct feel_value *name;

	for (size_t i = 0; i < f->nfields; i++)
		if (str_is(f->fields[i].id, "name"))
			field = &f->fields[i];
	name = v->kind == FEEL_CONTEXT && field != NULL ?
	    feel_get(v->context, field->name.zh) : v;
	return name != NULL ? tell_value(x->t, field, name) :
	    (struct str){ "", 0 };
}

static void
circumstances_told(struct telling *x, const struct verdict_bearer *b,
    bool favours)
{
	const struct pack_attribution *at = &x->r->attribution;
	struct buf is = BUF_IN(x->t->a), open = BUF_IN(x->t->a);

	for (size_t i = 0; i < at->ncircumstances; i++)
		if (at->circumstances[i].favours == favours &&
		    b->circumstances[i] != TRUTH_NO)
			tell_item(x, b->circumstances[i] == TRUTH_YES ? &is :
			    &open, tell_words(x->t,
			    &at->circumstances[i].title));
	if (is.n > 0)
		tell_line(x, 1, favours ? M("In favour: {what}.") :
		    M("Against: {what}."),
		    ARGS(A_TEXT("what", buf_view(&is))));
	if (open.n > 0)
		tell_line(x, 1, favours ?
		    M("In favour, if it is so: {what}.") :
		    M("Against, if it is so: {what}."),
		    ARGS(A_TEXT("what", buf_view(&open))));
}

/* Those of the list of whom ${of} is true, in one sentence. */
static void
named(struct telling *x, const struct feel_value *list,
    bool (*of)(enum outcome o), const char *msgid)
{
	struct buf b = BUF_IN(x->t->a);

	for (size_t i = 0; i < x->v->bearers.n; i++)
		if (of(x->v->bearers.b[i].outcome))
			tell_item(x, &b, element_name(x, &list->list.v[
			    x->v->bearers.b[i].element]));
	if (b.n > 0)
		tell_say(x, msgid, ARGS(A_TEXT("names", buf_view(&b)),
		    A_TEXT("title", tell_title(x))));
}

static bool
is_met(enum outcome o)
{
	return o == OUTCOME_MET;
}

static bool
is_advised(enum outcome o)
{
	return o == OUTCOME_ADVISED;
}

static bool
is_unsettled(enum outcome o)
{
	return o != OUTCOME_MET && o != OUTCOME_NOT_MET &&
	    o != OUTCOME_ADVISED;
}

static void
sentences(struct telling *x, const struct feel_value *list)
{
	named(x, list, is_met, M("Concerns {names}: {title}."));
	named(x, list, is_advised, M("Advised only, a person decides: "
	    "concerns {names}: {title}."));
	named(x, list, is_unsettled, M("It cannot be said yet whether it "
	    "concerns {names}: {title}."));
	if (x->b.n == 0)
		tell_say(x, M("Concerns nobody in the list: {title}."),
		    ARGS(A_TEXT("title", tell_title(x))));
}

enum err
tell_bearers(struct telling *x)
{
	const struct pack_attribution *at = &x->r->attribution;
	const struct feel_value *list;
	struct feel_value *facts;
	size_t slot, n = x->r->of->nfacts;
	enum err e;

	if (!pack_slot(x->r->of, at->each->id, &slot))
		return ERR_OK;
	list = &x->of->facts[slot];
	sentences(x, list);
	if ((facts = NEW_ARRAY(x->t->a, struct feel_value, n + 1)) == NULL)
		return note_memory(x->note);
	for (size_t i = 0; i < n; i++)
		facts[i] = x->of->facts[i];
	for (size_t i = 0; i < x->v->bearers.n && x->n < TOLD_LINES_MAX; i++) {
		const struct verdict_bearer *b = &x->v->bearers.b[i];

		facts[at->slot] = list->list.v[b->element];
		tell_line(x, 0, M("{name}: {outcome}"), ARGS(A_TEXT("name",
		    element_name(x, &facts[at->slot])),
		    A_WORD("outcome", outcome_said(b->outcome))));
		if (b->missing != NULL)
			tell_line(x, 1, M("Missing: {missing}."),
			    ARGS(A_TEXT("missing", tell_missing(x->t,
			    x->r->of, b->missing))));
		if ((e = tell_parts(x, b->parts, facts, b->decided !=
		    TRUTH_OPEN, 1)) != ERR_OK)
			return e;
		circumstances_told(x, b, true);
		circumstances_told(x, b, false);
	}
	return ERR_OK;
}
