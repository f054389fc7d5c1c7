/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which packs are judged together, and which of their facts are the same?
 *
 * Packs that are only used by others are taken in too, for their facts: each
 * pack stands behind those it uses, so that what they derive is there when it
 * is read.
 */
#include "pack/judge_in.h"

struct making {
	struct arena		*a;
	struct book		*b;
	struct note		*note;
};

/* ---- packs ---- */

static size_t
pack_place(const struct book *b, struct str id)
{
	size_t i = 0;

	while (i < b->nall && !str_eq(b->all[i].p->id, id))
		i++;
	return i < b->nall ? i : NOWHERE;
}

static enum err
versions(struct making *m, const struct pack *x, const struct pack *y)
{
	return NOTE(m->note, ERR_CONFLICT,
	    M("The pack {pack} is among them twice: version {one} and version "
	    "{other}. Judge with one of them, and read packs that use it "
	    "again beside it."), A_TEXT("pack", x->id),
	    A_INT("one", x->version), A_INT("other", y->version));
}

static enum err
pack_take(struct making *m, const struct pack *p, int depth)
{
	size_t i = pack_place(m->b, p->id);
	enum err e;

	if (i != NOWHERE)
		return m->b->all[i].p == p || hash_eq(&m->b->all[i].p->hash,
		    &p->hash) ? ERR_OK : versions(m, m->b->all[i].p, p);
	if (depth >= BOOK_DEPTH_MAX)
		return NOTE(m->note, ERR_LIMIT,
		    M("More than {most} packs use each other in a row. Let "
		    "{pack} use fewer."), A_INT("most", BOOK_DEPTH_MAX),
		    A_TEXT("pack", p->id));
	for (size_t k = 0; k < p->nuses; k++)
		if ((e = pack_take(m, p->uses[k], depth + 1)) != ERR_OK)
			return e;
	if (m->b->nall >= BOOK_PACKS_MAX)
		return NOTE(m->note, ERR_LIMIT,
		    M("There are more than {most} packs. Judge with fewer."),
		    A_INT("most", BOOK_PACKS_MAX));
	m->b->all[m->b->nall++] = (struct book_pack){ .p = p,
	    .listed = NOWHERE };
	return ERR_OK;
}

static enum err
packs_take(struct making *m, const struct pack *const *packs, size_t n)
{
	struct book_pack *bp;
	enum err e;

	m->b->all = NEW_ARRAY(m->a, struct book_pack, BOOK_PACKS_MAX);
	m->b->packs = NEW_ARRAY(m->a, const struct pack *, n + 1);
	if (m->b->all == NULL || m->b->packs == NULL)
		return note_memory(m->note);
	for (size_t i = 0; i < n; i++) {
		if ((e = pack_take(m, packs[i], 0)) != ERR_OK)
			return e;
		bp = &m->b->all[pack_place(m->b, packs[i]->id)];
		if (bp->listed != NOWHERE)
			return versions(m, bp->p, packs[i]);
		bp->listed = i;
		m->b->packs[i] = bp->p;
	}
	m->b->npacks = n;
	return ERR_OK;
}

/* ---- facts ---- */

size_t
book_spot(const struct book *b, struct str key)
{
	size_t at = feel_key_hash(key) & (b->size - 1);

	while (b->index[at].used && !str_eq(b->index[at].key, key))
		at = (at + 1) & (b->size - 1);
	return at;
}

static void
key_put(struct book *b, size_t at, struct str key, size_t fact)
{
	b->index[at] = (struct book_key){ key, fact, true, false };
}

/* A fact that the pack itself declares. */
static enum err
fact_declare(struct making *m, size_t pack, const struct pack_fact *f,
    size_t *ret)
{
	struct book *b = m->b;
	size_t at = book_spot(b, f->id), i = b->nfacts;

	if (!b->index[at].used)
		key_put(b, at, f->id, i);
	else if (f->level < 0)
		return NOTE(m->note, ERR_CONFLICT,
		    M("The fact {fact} is declared by two packs: {one} and "
		    "{other}. Let one of them use the other, or give the fact "
		    "another id."), A_TEXT("fact", f->id), A_TEXT("one",
		    b->all[b->owner[b->index[at].fact]].p->id),
		    A_TEXT("other", b->all[pack].p->id));
	b->facts[i] = f;
	b->owner[i] = pack;
	b->derived[i] = fact_is_derived(f);
	b->nderived += b->derived[i];
	b->blank[i] = feel_unknown(m->a, f->name.zh, (struct str){ "", 0 });
	b->nfacts++;
	*ret = i;
	return ERR_OK;
}

/* One that it takes over: NOWHERE is none. */
static size_t
fact_taken(const struct book *b, const struct pack_fact *f)
{
	size_t of = pack_place(b, f->of->id);
	const struct book_key *k;

	if (of == NOWHERE)
		return NOWHERE;
	if (f->level >= 0)
		return b->all[of].levels[f->level];
	k = &b->index[book_spot(b, f->id)];
	return k->used && b->owner[k->fact] == of ? k->fact : NOWHERE;
}

static enum err
facts_take(struct making *m, size_t pack)
{
	struct book_pack *bp = &m->b->all[pack];
	size_t *home, *levels;
	enum err e;

	home = NEW_ARRAY(m->a, size_t, bp->p->nfacts + 1);
	levels = NEW_ARRAY(m->a, size_t, bp->p->nlevels + 1);
	if (home == NULL || levels == NULL)
		return note_memory(m->note);
	bp->home = home;
	bp->levels = levels;
	for (size_t i = 0; i < bp->p->nlevels; i++)
		levels[i] = NOWHERE;
	for (size_t s = 0; s < bp->p->nfacts; s++) {
		const struct pack_fact *f = bp->p->facts[s];

		home[s] = NOWHERE;
		if (f == NULL)
			continue;
		if (!str_eq(f->of->id, bp->p->id)) {
			if ((home[s] = fact_taken(m->b, f)) == NOWHERE)
				return NOTE(m->note, ERR_INVALID,
				    M("The pack {pack} takes over the fact "
				    "{fact} of {other}, which does not declare "
				    "it. Read it again beside the packs it "
				    "uses."), A_TEXT("pack", bp->p->id),
				    A_TEXT("fact", f->id),
				    A_TEXT("other", f->of->id));
			continue;
		}
		if ((e = fact_declare(m, pack, f, &home[s])) != ERR_OK)
			return e;
		if (f->level >= 0)
			levels[f->level] = home[s];
	}
	return ERR_OK;
}

static enum err
facts_room(struct making *m)
{
	struct book *b = m->b;
	size_t n = 1;

	for (size_t i = 0; i < b->nall; i++)
		n += b->all[i].p->nfacts;
	for (b->size = 16; b->size < 4 * n; b->size *= 2)
		continue;
	b->index = NEW_ARRAY(m->a, struct book_key, b->size);
	b->facts = NEW_ARRAY(m->a, const struct pack_fact *, n);
	b->owner = NEW_ARRAY(m->a, size_t, n);
	b->derived = NEW_ARRAY(m->a, bool, n);
	b->blank = NEW_ARRAY(m->a, struct feel_value, n);
	return b->index == NULL || b->facts == NULL || b->owner == NULL ||
	    b->derived == NULL || b->blank == NULL ? note_memory(m->note) :
	    ERR_OK;
}

/* Names go behind ids; one that two facts bear names neither.  Levels reached
 * are not stated by anybody, and theirs may. */
static void
names_take(struct book *b)
{
	for (size_t i = 0; i < b->nfacts; i++) {
		const struct pack_fact *f = b->facts[i];
		size_t at = book_spot(b, f->name.zh);
		struct book_key *k = &b->index[at];

		if (!k->used)
			key_put(b, at, f->name.zh, i);
		else if (k->fact != i && f->level < 0 &&
		    !str_eq(b->facts[k->fact]->id, k->key))
			k->several = true;
	}
}

/* ---- the whole ---- */

enum err
book_new(struct arena *a, const struct pack *const *packs, size_t n,
    const struct book **ret, struct note *note)
{
	struct making m = { .a = a, .note = note };
	enum err e;

	if ((m.b = NEW(a, struct book)) == NULL)
		return note_memory(note);
	if ((e = packs_take(&m, packs, n)) != ERR_OK ||
	    (e = facts_room(&m)) != ERR_OK)
		return e;
	for (size_t i = 0; i < m.b->nall; i++)
		if ((e = facts_take(&m, i)) != ERR_OK)
			return e;
	names_take(m.b);
	for (size_t i = 0; i < m.b->nall; i++)
		if ((e = book_look(a, m.b, i, note)) != ERR_OK)
			return e;
	if (arena_failed(a))
		return note_memory(note);
	*ret = m.b;
	return ERR_OK;
}

size_t
book_npacks(const struct book *b)
{
	return b->npacks;
}

const struct pack *
book_pack(const struct book *b, size_t i)
{
	return b->packs[i];
}

size_t
book_nfacts(const struct book *b)
{
	return b->nfacts;
}

const struct pack_fact *
book_fact(const struct book *b, size_t i)
{
	return b->facts[i];
}

bool
book_find(const struct book *b, struct str s, size_t *ret)
{
	const struct book_key *k = &b->index[book_spot(b, s)];

	if (!k->used || k->several)
		return false;
	*ret = k->fact;
	return true;
}

enum err
book_blank(struct arena *a, const struct book *b, struct feel_value **ret,
    struct note *note)
{
	struct feel_value *v = NEW_ARRAY(a, struct feel_value, b->nfacts + 1);

	if (v == NULL)
		return note_memory(note);
	for (size_t i = 0; i < b->nfacts; i++)
		v[i] = b->blank[i];
	*ret = v;
	return ERR_OK;
}
