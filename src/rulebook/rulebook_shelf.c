/* SPDX-License-Identifier: Apache-2.0 */
/* In which order are packs read that use each other? */
#include "rulebook/rulebook.h"

#include "rulebook/offered.h"

struct shelf *
shelf_new(struct arena *a)
{
	struct shelf *s = NEW(a, struct shelf);

	if (s != NULL)
		s->a = a;
	return s;
}

enum err
shelf_add(struct shelf *s, enum shelf_from from, struct str called,
    struct str text, const struct adoption *x, struct note *note)
{
	struct shelf_text *t;

	if (s->n == SHELF_MAX)
		return NOTE(note, ERR_LIMIT, M("More than {most} packs at one "
		    "time cannot be read. Name fewer."),
		    A_INT("most", SHELF_MAX));
	t = &s->t[s->n];
	*t = (struct shelf_text){ .from = from,
	    .called = str_copy(s->a, called), .text = text, .adoption = x };
	/* What is wrong at its head is told with all else, when it is read. */
	if (pack_uses(s->a, text, &t->id, &t->uses, NULL) == ERR_MEMORY ||
	    arena_failed(s->a))
		return note_memory(note);
	s->n++;
	return ERR_OK;
}

enum err
shelf_offered(struct shelf *s, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < offered_npacks && r == ERR_OK; i++)
		r = shelf_add(s, SHELF_OFFERED, str_of(offered_packs[i].file),
		    offered_packs[i].text, NULL, note);
	return r;
}

struct shelf_text *
shelf_find(struct shelf *s, struct str id)
{
	for (size_t i = 0; i < s->n && id.n > 0; i++)
		if (str_eq(s->t[i].id, id))
			return &s->t[i];
	return NULL;
}

static enum err
bad(struct shelf *s, struct shelf_text *t, const struct note *why,
    struct note *note)
{
	if ((t->note = NEW(s->a, struct note)) == NULL)
		return note_memory(note);
	note_copy(t->note, why);
	t->state = SHELF_BAD;
	return ERR_OK;
}

static enum err read_deep(struct shelf *s, struct shelf_text *t, int depth,
    struct note *note);

/* Those it uses: read them, and hand them on.  ERR_OK with ${why} set: one of
 * them cannot be had.  One that is nowhere is a fault of the text itself. */
static enum err
used_read(struct shelf *s, struct shelf_text *t, int depth,
    const struct pack **known, size_t *ret_n, struct note *why,
    struct note *note)
{
	size_t n = 0;
	enum err r;

	for (size_t i = 0; i < t->uses.n && i < PACK_USES_MAX; i++) {
		struct shelf_text *used = shelf_find(s, t->uses.t[i]);

		if (used == NULL)
			continue;
		if (used->state == SHELF_READING) {
			(void)NOTE(why, ERR_INVALID, M("{called}: the pack "
			    "uses {used}, which uses it in turn. Leave one of "
			    "the two out of \"uses\"."),
			    A_TEXT("called", t->called),
			    A_TEXT("used", used->called));
			return ERR_OK;
		}
		if ((r = read_deep(s, used, depth + 1, note)) != ERR_OK)
			return r;
		if (used->state == SHELF_BAD) {
			(void)NOTE(why, ERR_INVALID, M("{called}: the pack "
			    "uses {used}, which cannot be read. anze pack "
			    "check {used} says why."),
			    A_TEXT("called", t->called),
			    A_TEXT("used", used->called));
			return ERR_OK;
		}
		known[n++] = used->pack;
	}
	*ret_n = n;
	return ERR_OK;
}

static enum err
read_deep(struct shelf *s, struct shelf_text *t, int depth, struct note *note)
{
	const struct pack *known[PACK_USES_MAX];
	struct note why = NOTE_INIT;
	size_t n = 0;
	enum err r;

	if (t->state == SHELF_READ || t->state == SHELF_BAD)
		return ERR_OK;
	t->state = SHELF_READING;
	if (depth > SHELF_DEPTH_MAX)
		(void)NOTE(&why, ERR_LIMIT, M("{called}: more than {most} packs "
		    "use each other in a row. Let it use fewer."),
		    A_TEXT("called", t->called),
		    A_INT("most", SHELF_DEPTH_MAX));
	else if ((r = used_read(s, t, depth, known, &n, &why,
	    note)) != ERR_OK)
		return r;
	if (why.err == ERR_OK)
		(void)pack_read(s->a, t->text, known, n, &t->pack, &t->faults,
		    &why);
	if (why.err == ERR_MEMORY || arena_failed(s->a))
		return note_memory(note);
	if (why.err != ERR_OK || t->pack == NULL)
		return bad(s, t, &why, note);
	t->state = SHELF_READ;
	return ERR_OK;
}

enum err
shelf_read(struct shelf *s, struct shelf_text *t, struct note *note)
{
	return read_deep(s, t, 0, note);
}

/* Packs, each once. */
struct joined {
	const struct pack	*p[SHELF_MAX];
	size_t			 n;
};

static void
join(struct joined *j, const struct pack *p, int depth)
{
	for (size_t i = 0; i < j->n; i++)
		if (j->p[i] == p)
			return;
	for (size_t i = 0; i < p->nuses && depth < SHELF_DEPTH_MAX; i++)
		join(j, p->uses[i], depth + 1);
	if (j->n < SHELF_MAX)
		j->p[j->n++] = p;
}

enum err
shelf_book(struct shelf *s, struct shelf_text *const *t, size_t n,
    const struct book **ret, struct note *note)
{
	struct joined *j = NEW(s->a, struct joined);

	if (j == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++)
		join(j, t[i]->pack, 0);
	return book_new(s->a, j->p, j->n, ret, note);
}
