/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_plan.h"

#include <stdlib.h>

/* All that would judge from now on, whatever the day. */
struct future {
	const struct plan	*p;
	struct coming		*c;
	size_t			 n;
	int64_t			 bad;	/* faults that were told */
};

static void
tell(struct future *f, struct str called, const struct note *why)
{
	f->bad++;
	f->p->watch->fault(f->p->watch->arg, called, why);
}

static enum err
faults_told(const struct future *f, struct note *note)
{
	return f->bad == 0 ? ERR_OK : NOTE(note, ERR_INVALID, M("Faults: {n}. "
	    "Nothing was recorded; what is in force stays in force."),
	    A_INT("n", f->bad));
}

/* ---- one text ---- */

static void
pack_faults_tell(struct future *f, const struct shelf_text *t)
{
	bool any = false;

	for (const struct pack_fault *x = t->faults.first; x != NULL;
	    x = x->next)
		if (!x->remark) {
			any = true;
			tell(f, t->called, x->note);
		}
	if (!any && t->state == SHELF_BAD)
		tell(f, t->called, t->note);
}

static enum err
text_check(struct future *f, struct shelf *s, struct shelf_text *t,
    struct note *note)
{
	enum err r;

	if ((r = shelf_read(s, t, note)) != ERR_OK)
		return r;
	if (t->state == SHELF_READ && (r = rulebook_kinds_check(f->p->a,
	    t->pack, &t->faults, note)) != ERR_OK)
		return r;
	pack_faults_tell(f, t);
	return ERR_OK;
}

/* Is the number right?  ${*ret_skip}: it is adopted as it is. */
static void
version_check(struct future *f, const struct shelf_text *t, bool *ret_skip)
{
	const struct pack *p = t->pack;
	const struct adoption *same = adoption_of(f->p->all, p->id,
	    p->version);
	const struct adoption *newest = adoption_newest(f->p->all, p->id);
	struct note why = NOTE_INIT;

	*ret_skip = same != NULL && same->retired < 0 &&
	    hash_eq(&same->hash, &p->hash);
	if (*ret_skip)
		return;
	if (same != NULL && !hash_eq(&same->hash, &p->hash))
		(void)NOTE(&why, ERR_INVALID, M("Version {version} of {pack} "
		    "was adopted with other words (entry {entry}). Give this "
		    "text a greater version."), A_INT("version", p->version),
		    A_TEXT("pack", p->id), A_INT("entry", same->seq));
	else if (newest != NULL && p->version <= newest->version)
		(void)NOTE(&why, ERR_INVALID, M("Version {newest} of {pack} is "
		    "adopted, and {version} is not greater. Give this text a "
		    "greater version."), A_INT("newest", newest->version),
		    A_TEXT("pack", p->id), A_INT("version", p->version));
	if (why.err != ERR_OK)
		tell(f, t->called, &why);
}

/* From which day on is the pack ${id} there?  DAY_OPEN: never. */
static int64_t
there_from(const struct future *f, struct str id)
{
	int64_t day = DAY_OPEN;

	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->c[i].id, id) && f->c[i].since < day)
			day = f->c[i].since;
	return day;
}

/* Let it begin when all that it uses have begun. */
static bool
uses_await(const struct future *f, struct coming *c)
{
	bool moved = false;

	for (size_t i = 0; i < c->uses.n; i++) {
		const int64_t day = there_from(f, c->uses.t[i]);

		if (day == DAY_OPEN || day <= c->since)
			continue;
		c->since = day;
		c->held_by = c->uses.t[i];
		moved = true;
	}
	return moved;
}

/* What one waits for may wait in turn, but no longer than packs can use each
 * other in a row.  ${f->c} has them behind those adopted. */
static void
days_settle(struct future *f, size_t fresh)
{
	bool moved = true;

	for (int round = 0; moved && round <= SHELF_DEPTH_MAX; round++) {
		moved = false;
		for (size_t i = f->n - fresh; i < f->n; i++)
			moved |= uses_await(f, &f->c[i]);
	}
}

static void
uses_check(struct future *f, const struct coming *c)
{
	for (size_t i = 0; i < c->uses.n; i++) {
		const int64_t day = there_from(f, c->uses.t[i]);
		struct note why = NOTE_INIT;

		if (day == DAY_OPEN)
			(void)NOTE(&why, ERR_INVALID, M("It uses the pack "
			    "{used}, which is not adopted. Adopt both: anze "
			    "pack adopt {used} {pack}."),
			    A_TEXT("used", c->uses.t[i]),
			    A_TEXT("pack", c->id));
		else if (day > c->since)
			(void)NOTE(&why, ERR_INVALID, M("It would judge from "
			    "{since} on, and the pack {used}, which it uses, "
			    "only from {day} on. Let it begin then, or later: "
			    "--since."), A_DAY("since", c->since),
			    A_TEXT("used", c->uses.t[i]), A_DAY("day", day));
		if (why.err != ERR_OK)
			tell(f, c->called, &why);
	}
}

/* ---- all of them, on a day ---- */

static int
day_order(const void *x, const void *y)
{
	const int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return a < b ? -1 : a > b;
}

/* Days from ${first} on, on which another version begins to judge. */
static enum err
days_find(const struct future *f, int64_t first, int64_t **ret, size_t *ret_n,
    struct note *note)
{
	int64_t *day = NEW_ARRAY(f->p->a, int64_t, f->n + 1);
	size_t n = 0, kept = 0;

	if (day == NULL)
		return note_memory(note);
	day[n++] = first;
	for (size_t i = 0; i < f->n; i++)
		if (f->c[i].since > first)
			day[n++] = f->c[i].since;
	qsort(day, n, sizeof *day, day_order);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || day[i] != day[kept - 1])
			day[kept++] = day[i];
	*ret = day;
	*ret_n = kept;
	return ERR_OK;
}

static int
coming_order(const void *x, const void *y)
{
	const struct coming *a = x, *b = y;
	const int by = str_cmp(a->id, b->id);

	if (by != 0)
		return by;
	return a->version < b->version ? -1 : a->version > b->version;
}

/* What judges on the day: of each id the last that has begun. */
static enum err
day_shelf(const struct future *f, int64_t day, struct shelf *s,
    const struct coming *of[SHELF_MAX], struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0, last; i < f->n && r == ERR_OK; i = last) {
		const struct coming *c = NULL;

		for (last = i; last < f->n && str_eq(f->c[last].id,
		    f->c[i].id); last++)
			if (f->c[last].since <= day)
				c = &f->c[last];
		if (c == NULL)
			continue;
		if ((r = shelf_add(s, SHELF_ADOPTED, c->called, c->text, NULL,
		    note)) == ERR_OK)
			of[s->n - 1] = c;
	}
	return r;
}

/* Does it judge otherwise than before? */
static bool
touched(struct shelf *s, const struct coming *const *of,
    const struct shelf_text *t, int depth)
{
	bool is = of[t - s->t]->fresh;

	for (size_t i = 0; i < t->uses.n && !is &&
	    depth < SHELF_DEPTH_MAX; i++) {
		const struct shelf_text *used = shelf_find(s, t->uses.t[i]);

		is = used != NULL && touched(s, of, used, depth + 1);
	}
	return is;
}

static enum err
examples_run(struct future *f, const struct shelf_text *t, struct note *note)
{
	struct pack_tested tested;
	enum err r;

	if ((r = pack_test(f->p->a, t->pack, f->p->zone, &tested,
	    note)) != ERR_OK)
		return r;
	for (const struct pack_failure *x = tested.first; x != NULL;
	    x = x->next) {
		struct note why = NOTE_INIT;

		if (x->note != NULL)
			note_copy(&why, x->note);
		else
			(void)NOTE(&why, ERR_INVALID, M("The example {example} "
			    "expects {want} of {what}, and it is {got}."),
			    A_TEXT("example", x->example->id),
			    A_TEXT("want", x->expect->outcome),
			    A_TEXT("what", x->expect->what),
			    A_TEXT("got", x->got));
		note_where(&why, (struct where){
		    .line = (x->note == NULL ? x->expect->at :
		    x->example->at).line });
		tell(f, t->called, &why);
	}
	return ERR_OK;
}

/* Can all be read together, and do the examples come out? */
static enum err
day_check(struct future *f, int64_t day, struct note *note)
{
	struct shelf *s = shelf_new(f->p->a);
	const struct coming **of = NEW_ARRAY(f->p->a, const struct coming *,
	    SHELF_MAX);
	struct shelf_text **t = NEW_ARRAY(f->p->a, struct shelf_text *,
	    SHELF_MAX);
	const struct book *book;
	struct note why = NOTE_INIT;
	enum err r;

	if (s == NULL || of == NULL || t == NULL)
		return note_memory(note);
	if ((r = day_shelf(f, day, s, of, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < s->n; i++) {
		t[i] = &s->t[i];
		if ((r = shelf_read(s, t[i], note)) != ERR_OK)
			return r;
		if (t[i]->state == SHELF_BAD)
			pack_faults_tell(f, t[i]);
	}
	if (f->bad > 0)
		return ERR_OK;
	if ((r = shelf_book(s, t, s->n, &book, &why)) == ERR_MEMORY)
		return note_memory(note);
	if (r != ERR_OK)
		tell(f, S(""), &why);
	r = ERR_OK;
	for (size_t i = 0; i < s->n && r == ERR_OK && f->bad == 0; i++)
		if (touched(s, of, t[i], 0))
			r = examples_run(f, t[i], note);
	return r;
}

/* The first day on which something is wrong is told, not each. */
static enum err
future_check(struct future *f, int64_t first, struct note *note)
{
	int64_t *day = NULL;
	size_t n = 0;
	enum err r;

	qsort(f->c, f->n, sizeof *f->c, coming_order);
	r = days_find(f, first, &day, &n, note);
	for (size_t i = 0; i < n && r == ERR_OK && f->bad == 0; i++)
		r = day_check(f, day[i], note);
	return r;
}

static enum err
future_begin(const struct plan *p, size_t more, struct future *ret,
    struct note *note)
{
	*ret = (struct future){ .p = p, .n = p->nadopted,
	    .c = NEW_ARRAY(p->a, struct coming, p->nadopted + more + 1) };
	if (ret->c == NULL)
		return note_memory(note);
	memcpy(ret->c, p->adopted, p->nadopted * sizeof *ret->c);
	return ERR_OK;
}

/* ---- adopting ---- */

/* Each text by itself; ${*ret_n} of ${new} are to be adopted. */
static enum err
texts_check(struct future *f, struct shelf *s, struct shelf_text *const *t,
    size_t n, int64_t since, struct coming *new, size_t *ret_n,
    struct note *note)
{
	enum err r;

	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		bool skip = false;

		if ((r = text_check(f, s, t[i], note)) != ERR_OK)
			return r;
		if (t[i]->state == SHELF_READ)
			version_check(f, t[i], &skip);
		if (t[i]->state == SHELF_READ && !skip)
			new[(*ret_n)++] = (struct coming){
			    .id = t[i]->pack->id,
			    .version = t[i]->pack->version,
			    .since = since == INT64_MIN ? t[i]->pack->from :
			    since, .called = t[i]->called,
			    .text = t[i]->text, .uses = t[i]->uses,
			    .pack = t[i]->pack, .fresh = true };
	}
	return ERR_OK;
}

/* By id and version; one that was named twice is adopted once. */
static void
twice_check(struct future *f, struct coming *new, size_t *n)
{
	size_t kept = 0;

	qsort(new, *n, sizeof *new, coming_order);
	for (size_t i = 0; i < *n; i++) {
		struct note why = NOTE_INIT;

		if (kept == 0 || coming_order(&new[i], &new[kept - 1]) != 0) {
			new[kept++] = new[i];
			continue;
		}
		if (hash_eq(&new[i].pack->hash, &new[kept - 1].pack->hash))
			continue;
		(void)NOTE(&why, ERR_INVALID, M("It is version {version} of "
		    "{pack}, and so is {other}, with other words. Adopt one of "
		    "them."), A_INT("version", new[i].version),
		    A_TEXT("pack", new[i].id),
		    A_TEXT("other", new[kept - 1].called));
		tell(f, new[i].called, &why);
	}
	*n = kept;
}

enum err
plan_adopt(const struct plan *p, struct shelf *s,
    struct shelf_text *const *t, size_t n, int64_t since,
    const struct coming **ret, size_t *ret_n, struct note *note)
{
	struct coming *new = NEW_ARRAY(p->a, struct coming, n + 1);
	int64_t first = INT64_MAX;
	struct future f;
	size_t fresh = 0;
	enum err r;

	if (new == NULL)
		return note_memory(note);
	if ((r = future_begin(p, n, &f, note)) != ERR_OK ||
	    (r = texts_check(&f, s, t, n, since, new, &fresh,
	    note)) != ERR_OK)
		return r;
	twice_check(&f, new, &fresh);
	memcpy(f.c + f.n, new, fresh * sizeof *new);
	f.n += fresh;
	if (since == INT64_MIN)
		days_settle(&f, fresh);
	memcpy(new, f.c + f.n - fresh, fresh * sizeof *new);
	for (size_t i = 0; i < fresh; i++) {
		uses_check(&f, &new[i]);
		first = new[i].since < first ? new[i].since : first;
	}
	if ((r = faults_told(&f, note)) != ERR_OK ||
	    (fresh > 0 && (r = future_check(&f, first, note)) != ERR_OK) ||
	    (r = faults_told(&f, note)) != ERR_OK)
		return r;
	*ret = new;
	*ret_n = fresh;
	return note_arena(p->a, ERR_OK, note);
}

/* ---- taking back ---- */

enum err
plan_retire(const struct plan *p, struct str id, int64_t version,
    struct note *note)
{
	int64_t first = INT64_MAX;
	struct future f;
	size_t kept = 0;
	enum err r;

	if ((r = future_begin(p, 0, &f, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < f.n; i++) {
		const bool it = str_eq(f.c[i].id, id);

		if (it && f.c[i].version == version) {
			first = f.c[i].since;
			continue;
		}
		f.c[kept] = f.c[i];
		f.c[kept++].fresh = it;
	}
	f.n = kept;
	if (first == INT64_MAX)
		return NOTE(note, ERR_NOTFOUND, M("Version {version} of {pack} "
		    "is not adopted, or was taken back already. anze pack list "
		    "--all shows what is."), A_INT("version", version),
		    A_TEXT("pack", id));
	if ((r = future_check(&f, first, note)) != ERR_OK)
		return r;
	return faults_told(&f, note);
}
