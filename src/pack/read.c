/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a pack read?  The steps in their order; each goes on after a fault of
 * another as far as it can understand anything.
 */
#include "pack/mark_in.h"

static bool
size_ok(struct str text, struct note *note, enum err *ret)
{
	if (text.n <= PACK_BYTES_MAX)
		return true;
	*ret = NOTE(note, ERR_LIMIT,
	    M("The pack has {n} bytes, more than {most}. Part it in several "
	    "packs, one of which uses the other."),
	    A_INT("n", (int64_t)text.n), A_INT("most", PACK_BYTES_MAX));
	return false;
}

static void
read_begin(struct read *r, struct arena *a, struct pack_faults *faults)
{
	*faults = (struct pack_faults){ .first = NULL };
	*r = (struct read){ .sink = { a, faults }, .a = a,
	    .p = NEW(a, struct pack), .source = S(""),
	    .attested = ATTESTED_OFFICIAL };
	if (r->p == NULL)
		return;
	r->p->published = DAY_NONE;
	r->p->from = DAY_NONE;
	r->p->to = DAY_OPEN;
}

/* What stands in the blocks, in the order in which each needs the others. */
static void
blocks_understand(struct read *r, struct piece *pieces)
{
	blocks_read(r, pieces);
	facts_read(r);
	if (arena_failed(r->a))
		return;
	values_gather(r);
	facts_derive(r);
	rules_read(r);
	front_settle(r);
	if (arena_failed(r->a))
		return;
	facts_order(r);
	examples_read(r);
}

static enum err
all_read(struct read *r, struct note *note)
{
	struct piece *pieces = NULL;
	size_t line = 0;
	enum err e;

	if (!text_read(r, r->p->text))
		return ERR_OK;
	if (!front_read(r, &line) || !text_check(r, line))
		return ERR_OK;
	if ((e = mark_read(r, line, &pieces, note)) != ERR_OK)
		return e;
	if (!arena_failed(r->a))
		blocks_understand(r, pieces);
	return ERR_OK;
}

enum err
pack_read(struct arena *a, struct str text, const struct pack *const *known,
    size_t nknown, const struct pack **ret, struct pack_faults *faults,
    struct note *note)
{
	struct read r;
	enum err e = ERR_OK;

	read_begin(&r, a, faults);
	if (r.p == NULL)
		return note_memory(note);
	if (!size_ok(text, note, &e))
		return e;
	r.known = known;
	r.nknown = nknown;
	r.p->text = text;
	r.p->hash = hash_of(text.p, text.n);
	e = all_read(&r, note);
	if (arena_failed(a))
		return note_memory(note);
	if (e != ERR_OK)
		return e;
	faults_sort(a, faults);
	if (arena_failed(a))
		return note_memory(note);
	if (faults->errors > 0)
		return NOTE(note, ERR_INVALID,
		    M("The pack has faults: {n}. Mend what stands at each line; "
		    "nothing of it was taken."),
		    A_INT("n", (int64_t)faults->errors));
	*ret = r.p;
	return ERR_OK;
}

enum err
pack_uses(struct arena *a, struct str text, struct str *ret_id,
    struct pack_texts *ret, struct note *note)
{
	struct pack_faults faults;
	struct pack_texts uses;
	struct str id = S("");
	struct read r;
	enum err e = ERR_OK;

	read_begin(&r, a, &faults);
	if (r.p == NULL)
		return note_memory(note);
	if (!size_ok(text, note, &e))
		return e;
	r.p->text = text;
	uses = (struct pack_texts){ NULL, 0 };
	if (text_read(&r, text))
		uses = front_ids(&r, &id);
	if (arena_failed(a))
		return note_memory(note);
	if (faults.first != NULL) {
		note_copy(note, faults.first->note);
		return ERR_INVALID;
	}
	*ret_id = id;
	*ret = uses;
	return ERR_OK;
}
