/* SPDX-License-Identifier: Apache-2.0 */
/* Which changes does a sheet of bodies ask for? */
#include "body/body_import_in.h"

enum { PROGRESS_LINES = 1000, CIRCLE_DAYS_MAX = 1000 };

/* How many parts of its days a line asks for. */
static size_t
parts_of(const struct body_line *l)
{
	return l->place == NULL ? 1 : l->nplaces;
}

static enum err
step_put(struct importing *im, uint32_t line, size_t part, enum body_do todo,
    struct note *note)
{
	size_t n = im->nsteps, room = n == 0 ? 1024 : 2 * n;

	/* Full whenever the count is such a power. */
	if (n == 0 || (n >= 1024 && (n & (n - 1)) == 0)) {
		im->step = arena_grow(im->a, im->step, n * sizeof *im->step,
		    room * sizeof *im->step);
		if (im->step == NULL)
			return note_memory(note);
	}
	im->step[im->nsteps++] = (struct import_step){ line, (uint8_t)part,
	    (uint8_t)todo, false };
	return ERR_OK;
}

int64_t
body_import_cut(void *arg, int64_t from, int64_t to)
{
	const struct importing *im = arg;
	int64_t at = to;

	while (at > from && im->step[at].joined)
		at--;
	if (at > from)
		return at;
	/* A group larger than an act is an act all the same. */
	while (to < (int64_t)im->nsteps && im->step[to].joined)
		to++;
	return to;
}

/* Does the store say so already, or something else of these days? */
static void
state_compare(const struct body_state *want, const struct body_state *have,
    size_t n, bool *ret_same, const struct body_state **ret_other)
{
	*ret_same = false;
	*ret_other = NULL;
	for (size_t i = 0; i < n; i++) {
		*ret_same = *ret_same || body_state_eq(want, &have[i]);
		if (*ret_other == NULL && have[i].from.num <
		    body_state_end(want) && want->from.num <
		    body_state_end(&have[i]))
			*ret_other = &have[i];
	}
}

/* The store says something else of these days: what now? */
static enum err
conflict(struct importing *im, const struct import_known *known,
    struct body_line *l, const struct body_state *want,
    const struct body_state *other, enum body_do *ret, struct note *note)
{
	struct note found = NOTE_INIT;
	struct body now;
	enum err r;

	*ret = BODY_DO_NOTHING;
	if (im->what->conflict == BODY_SKIP)
		return ERR_OK;
	if (im->what->conflict == BODY_STOP) {
		(void)NOTE(&found, ERR_EXISTS, M("{code} is there already as "
		    "{name}, with another state on {day}. Choose --on-conflict "
		    "skip or update."), A_TEXT("code", l->code),
		    A_TEXT("name", other->name.text),
		    A_DAY("day", want->from.num));
		body_import_fault(im, l, NULL, &found);
		return ERR_OK;
	}
	if (known->withdrawn || known->merged) {
		if ((r = body_get(im->app->read, im->scratch, known->id,
		    DAY_OPEN - 1, &now, note)) != ERR_OK)
			return r;
		(void)body_live_check(&now, &found);
		body_import_fault(im, l, "code", &found);
		return ERR_OK;
	}
	*ret = want->from.num > other->from.num ? BODY_DO_CHANGE :
	    BODY_DO_CORRECT;
	return ERR_OK;
}

/* One line of a body that is there. */
static enum err
known_line(struct importing *im, const struct import_known *known,
    const struct body_state *have, size_t nhave, uint32_t i,
    struct note *note)
{
	struct body_line *l = &im->lines.line[i];
	const struct body_state *other;
	struct body_state want;
	enum body_do todo;
	size_t before = im->nsteps;
	bool same;
	enum err r;

	for (size_t part = 0; part < parts_of(l) && !l->faulty; part++) {
		if ((r = body_import_state(im, NULL, im->scratch, l, part,
		    &want, note)) != ERR_OK)
			return r;
		state_compare(&want, have, nhave, &same, &other);
		if (same)
			continue;
		todo = BODY_DO_CHANGE;
		if (other != NULL && (r = conflict(im, known, l, &want, other,
		    &todo, note)) != ERR_OK)
			return r;
		if (todo != BODY_DO_NOTHING &&
		    (r = step_put(im, i, part, todo, note)) != ERR_OK)
			return r;
	}
	if (im->nsteps == before && !l->faulty)
		im->in.report->same++;
	return ERR_OK;
}

/* All lines of the body of ${first} that are sound. */
static enum err
plan_known(struct importing *im, uint32_t first, struct note *note)
{
	const struct body_lines *ls = &im->lines;
	const struct import_known *known = body_import_known_find(im,
	    ls->id[first]);
	const struct body_state *have;
	size_t n;
	enum err r;

	if ((r = body_states(im->app->read, im->scratch, known->id,
	    DAY_LEAST - 1, &have, &n, note)) != ERR_OK)
		return r;
	for (uint32_t i = first; i < ls->n && ls->first[i] == first &&
	    r == ERR_OK; i++)
		if (!ls->line[i].faulty)
			r = known_line(im, known, have, n, i, note);
	return r;
}

/* The first state of a body that is not there, or what follows it. */
static enum err
plan_new(struct importing *im, uint32_t first, bool follows,
    struct note *note)
{
	const struct body_lines *ls = &im->lines;
	size_t n = 0;
	enum err r = ERR_OK;

	for (uint32_t i = first; i < ls->n && ls->first[i] == first; i++) {
		if (ls->line[i].faulty)
			continue;
		for (size_t part = 0; part < parts_of(&ls->line[i]); part++) {
			if (n++ == 0 ? follows : !follows)
				continue;
			if ((r = step_put(im, i, part, n == 1 ? BODY_DO_ADD :
			    BODY_DO_CHANGE, note)) != ERR_OK)
				return r;
		}
	}
	return r;
}

/* Whom does this one stand under on the day, once the file is recorded? */
static enum err
above_then(struct importing *im, struct import_name *at, int64_t day,
    int64_t *until, struct note *note)
{
	const struct body_lines *ls = &im->lines;
	struct import_name next = { .line = LINE_NONE }, *name;
	uint32_t i = at->line == LINE_NONE ? LINE_NONE :
	    body_lines_on(ls, at->line, day);
	const struct import_known *known;
	enum err r;

	if (i != LINE_NONE) {
		const struct body_line *l = &ls->line[i];

		if (l->to < *until)
			*until = l->to;
		if (l->superior.n != 0) {
			if ((r = body_import_name(im, l, l->superior, &name,
			    note)) != ERR_OK)
				return r;
			next = *name;
		}
	} else if (!key_none(at->id)) {
		if ((r = body_superior(im->app->read, at->id, day, &next.id,
		    until, note)) != ERR_OK)
			return r;
		known = body_import_known_find(im, next.id);
		if (known != NULL)
			next.line = known->line;
	}
	*at = next;
	return ERR_OK;
}

/* The name that it has in the file, else in the store. */
static enum err
name_then(struct importing *im, const struct import_name *at, int64_t day,
    struct str *ret, struct note *note)
{
	struct body b;
	enum err r;

	if (at->line != LINE_NONE) {
		*ret = im->lines.line[at->line].name;
		return ERR_OK;
	}
	if ((r = body_get(im->app->read, im->scratch, at->id, day, &b,
	    note)) == ERR_OK)
		*ret = b.name;
	return r;
}

/* One day's way up from the line, through file and store. */
static enum err
circle_on(struct importing *im, struct body_line *l, int64_t day,
    int64_t *until, struct note *note)
{
	const uint32_t first = im->lines.first[l - im->lines.line];
	struct import_name at = { .line = first, .id = im->lines.id[first] };
	struct str names[BODY_CYCLE_MAX + 1];
	struct note found = NOTE_INIT;
	size_t n = 0;
	enum err r;

	for (size_t depth = 0; depth <= BODY_DEPTH_MAX; depth++) {
		if (n <= BODY_CYCLE_MAX && (r = name_then(im, &at, day,
		    &names[n++], note)) != ERR_OK)
			return r;
		if ((r = above_then(im, &at, day, until, note)) != ERR_OK)
			return r;
		if (at.line == LINE_NONE && key_none(at.id))
			return ERR_OK;
		if (at.line != first)
			continue;
		(void)body_cycle(im->scratch, names, n, &found);
		break;
	}
	if (found.err == ERR_OK)
		(void)NOTE(&found, ERR_LIMIT, M("More than {most} bodies would "
		    "stand above {name}. Check its superior."),
		    A_INT("most", BODY_DEPTH_MAX), A_TEXT("name", l->name));
	body_import_fault(im, l, "superior", &found);
	return ERR_OK;
}

/*
 * A circle that leads through the store has at least one body in it which is
 * there and gets another superior; so going up from those finds all.
 */
static enum err
circles_check(struct importing *im, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < im->nsteps && r == ERR_OK; i++) {
		struct body_line *l = &im->lines.line[im->step[i].line];
		int64_t day = l->from, until;

		if (im->step[i].todo == BODY_DO_ADD || l->superior.n == 0 ||
		    key_none(im->lines.id[im->lines.first[
		    im->step[i].line]]))
			continue;
		for (int n = 0; n < CIRCLE_DAYS_MAX && day < l->to &&
		    r == ERR_OK && !l->faulty; n++, day = until) {
			until = l->to;
			r = circle_on(im, l, day, &until, note);
			arena_reset(im->scratch, im->empty);
		}
	}
	return r;
}

static enum err
progress(struct importing *im, size_t done, struct note *note)
{
	const struct import_watch *w = im->in.watch;
	enum err r;

	if (w->progress == NULL || done % PROGRESS_LINES != 0 ||
	    (r = w->progress(w->arg, M("judged"), (int64_t)done,
	    (int64_t)im->lines.norder)) == ERR_OK)
		return ERR_OK;
	return NOTE(note, r, M("Stopped before anything was recorded."));
}

/* Bodies first, superiors before those they lead; then what became of them. */
enum err
body_import_plan(struct importing *im, struct note *note)
{
	const struct body_lines *ls = &im->lines;
	enum err r = ERR_OK;

	for (size_t i = 0; i < ls->norder && r == ERR_OK; i++) {
		size_t before = im->nsteps;

		if (!key_none(ls->id[ls->order[i]]))
			continue;
		r = plan_new(im, ls->order[i], false, note);
		if (im->nsteps > before && before > 0)
			im->step[before].joined = ls->group[i] < i;
	}
	for (size_t i = 0; i < ls->norder && r == ERR_OK; i++) {
		if (!key_none(ls->id[ls->order[i]]))
			r = plan_known(im, ls->order[i], note);
		else
			r = plan_new(im, ls->order[i], true, note);
		arena_reset(im->scratch, im->empty);
		if (r == ERR_OK)
			r = progress(im, i, note);
	}
	if (r == ERR_OK)
		r = circles_check(im, note);
	im->in.report->planned = (int64_t)im->nsteps;
	return r;
}
