/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a clock told?  In time comes first, and the figure is the outer limit;
 * then who tells whom, and what may not be missing.
 */
#include "base/show.h"
#include "pack/tell_in.h"

static const struct {
	const char	*timed, *bare;
} done[CLOCK__MAX] = {
#define REPORT { \
	M("To be reported in time, at the latest {due}: {title}."), \
	M("To be reported in time: {title}.") }
	[CLOCK_INITIAL]		= REPORT,
	[CLOCK_SUPPLEMENT]	= REPORT,
	[CLOCK_PROGRESS]	= REPORT,
	[CLOCK_SUMMARY]		= REPORT,
	[CLOCK_ONWARD]		= REPORT,
#undef REPORT
#define INFORM { \
	M("To be passed on in time, at the latest {due}: {title}."), \
	M("To be passed on in time: {title}.") }
	[CLOCK_INFORM]		= INFORM,
	[CLOCK_INFORM_PEERS]	= INFORM,
#undef INFORM
	[CLOCK_WARNING]		= {
	M("To be warned of in time, at the latest {due}: {title}."),
	M("To be warned of in time: {title}.") },
	[CLOCK_ASSESSMENT]	= {
	M("To be assessed in time, at the latest {due}: {title}."),
	M("To be assessed in time: {title}.") },
	[CLOCK_APPEAL]		= {
	M("May be appealed, at the latest {due}: {title}."),
	M("May be appealed: {title}.") },
	[CLOCK_REPLY]		= {
	M("To be answered in time, at the latest {due}: {title}."),
	M("To be answered in time: {title}.") },
	[CLOCK_EXECUTION]	= {
	M("To be carried out in time, at the latest {due}: {title}."),
	M("To be carried out in time: {title}.") },
};

/* Why it runs only as a precaution. */
static const char *const whys[OUTCOME__MAX] = {
	[OUTCOME_MET]		= M("The moment from which it runs is attested "
	    "too weakly to decide."),
	[OUTCOME_OPEN]		= M("It cannot be said yet whether this is "
	    "required."),
	[OUTCOME_READINGS]	= M("The words bear two meanings, and by one "
	    "of them it is required."),
	[OUTCOME_ADVISED]	= M("What requires it is attested too weakly "
	    "to decide."),
	[OUTCOME_ADVISED_NOT]	= M("What says that it is not required is "
	    "attested too weakly to decide."),
};

/* ---- sentences ---- */

static struct str
within(const struct telling *x)
{
	static const char *const units[][2] = {
		{ M("one day"), M("{n} days") },
		{ M("one working day"), M("{n} working days") },
		{ M("one month"), M("{n} months") },
	};
	const struct pack_duration *d = &x->r->clock.within;
	struct buf b = BUF_IN(x->t->a);
	int64_t n = d->months != 0 ? d->months : d->days;
	size_t unit = d->months != 0 ? 2 : x->r->clock.working != NULL;

	if (d->minutes != 0)
		show_duration_ms(&b, x->t->voice, d->minutes * MINUTE_MS);
	else
		say_into(&b, x->t->voice, units[unit][n != 1],
		    ARGS(A_INT("n", n)));
	return buf_view(&b);
}

static void
limit_told(struct telling *x)
{
	const struct verdict_clock *c = &x->v->clock;
	const struct arg args[NOTE_ARGS_MAX + 1] = {
		A_TEXT("within", within(x)),
		A_TEXT("missing", tell_missing(x->t, x->r->of,
		    c->anchor_missing))
	};

	if (!x->r->clock.timed) {
		tell_say(x, M("No figure is given."), NULL);
		return;
	}
	if (c->timed)
		return;
	tell_say(x, c->anchored ?
	    M("The limit is {within}; when that ends is not known.") :
	    M("The limit is {within}; from when it runs is not known."), args);
	if (c->anchor_missing != NULL)
		tell_say(x, M("Missing for it: {missing}."), args);
}

static void
sentence(struct telling *x)
{
	const struct verdict_clock *c = &x->v->clock;
	enum pack_clock_kind kind = x->r->clock.kind;
	struct str due = tell_moment(x->t, c->due,
	    x->r->clock.within.minutes == 0);
	const struct arg args[NOTE_ARGS_MAX + 1] = {
		A_TEXT("title", tell_title(x)), A_TEXT("due", due)
	};

	if (c->state == CLOCK_NOT_REQUIRED) {
		tell_say(x, M("Not required: {title}."), args);
		return;
	}
	if (c->state == CLOCK_PRECAUTION)
		tell_say(x, M("As a precaution:"), NULL);
	tell_say(x, c->timed ? done[kind].timed : done[kind].bare, args);
	limit_told(x);
	if (c->state != CLOCK_PRECAUTION || whys[x->v->outcome] == NULL)
		return;
	tell_say(x, whys[x->v->outcome], NULL);
	tell_lacking(x, x->v->missing);
}

/* ---- lines ---- */

static void
people_told(struct telling *x)
{
	const struct pack_clock *k = &x->r->clock;
	struct buf to = BUF_IN(x->t->a);

	for (size_t i = 0; i < k->nto; i++)
		tell_item(x, &to, tell_words(x->t, &k->to[i]));
	if (k->by.zh.n > 0 || k->by.en.n > 0)
		tell_line(x, 0, to.n > 0 ? M("By: {by}. To: {to}.") :
		    M("By: {by}."), ARGS(
		    A_TEXT("by", tell_words(x->t, &k->by)),
		    A_TEXT("to", buf_view(&to))));
	else if (to.n > 0)
		tell_line(x, 0, M("To: {to}."),
		    ARGS(A_TEXT("to", buf_view(&to))));
}

/* Is it asked for, on these facts?  What is not known is. */
static enum err
asked_for(struct telling *x, const struct pack_content *c, bool *ret)
{
	const struct feel_env env = tell_env(x->t, x->of->facts);
	struct feel_answer ans;
	enum err e;

	*ret = true;
	if (c->when == NULL)
		return ERR_OK;
	if ((e = feel_eval(x->t->a, c->when, &env, &ans, x->note)) != ERR_OK)
		return e;
	*ret = ans.value.kind != FEEL_BOOLEAN || ans.value.truth;
	return ERR_OK;
}

static enum err
contents_told(struct telling *x)
{
	const struct pack_clock *k = &x->r->clock;
	struct buf first = BUF_IN(x->t->a), later = BUF_IN(x->t->a);
	bool asked;
	enum err e;

	for (size_t i = 0; i < k->ncontents; i++) {
		const struct pack_content *c = &k->contents[i];

		if ((e = asked_for(x, c, &asked)) != ERR_OK)
			return e;
		if (asked)
			tell_item(x, c->first ? &first : &later,
			    tell_words(x->t, &c->name));
	}
	if (first.n > 0)
		tell_line(x, 0, M("May not be missing: {contents}."),
		    ARGS(A_TEXT("contents", buf_view(&first))));
	if (later.n > 0)
		tell_line(x, 0, first.n > 0 ? M("May follow: {contents}.") :
		    M("Contents: {contents}."),
		    ARGS(A_TEXT("contents", buf_view(&later))));
	return ERR_OK;
}

static void
anchor_told(struct telling *x)
{
	const struct verdict_clock *c = &x->v->clock;

	if (!c->anchored)
		return;
	tell_line(x, 0, M("It runs from {anchor}."), ARGS(A_TEXT("anchor",
	    tell_moment(x->t, c->anchor, false))));
	if (c->earlier)
		tell_line(x, 0, M("It may have begun earlier; missing: "
		    "{missing}."), ARGS(A_TEXT("missing", tell_missing(x->t,
		    x->r->of, c->anchor_missing))));
}

enum err
tell_clock(struct telling *x)
{
	enum err e;

	sentence(x);
	if (x->v->clock.state == CLOCK_NOT_REQUIRED)
		return ERR_OK;
	people_told(x);
	if ((e = contents_told(x)) != ERR_OK)
		return e;
	anchor_told(x);
	return ERR_OK;
}
