/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook.h"

#include "core/config.h"

struct held {
	struct arena		*a;
	struct hash		 of;	/* what it was made of */
	struct held_book	 is;
};

static void
held_free(void *kept)
{
	struct held *h = kept;

	arena_free(h->a);
	free(h);
}

/*
 * All that decides which texts judge, in one hash: an entry's number alone would
 * do, were it not for one that was undone and given to another.
 */
static bool
fingerprint(struct arena *a, const struct adoptions *all, int64_t day,
    struct str zone, struct hash *ret)
{
	struct buf b = BUF_IN(a);

	buf_fmt(&b, "%lld %.*s", (long long)day, STR_ARG(zone));
	for (size_t i = 0; i < all->n; i++) {
		const struct adoption *x = &all->a[i];

		buf_fmt(&b, "\n%.*s %lld %lld %lld %lld ", STR_ARG(x->id),
		    (long long)x->version, (long long)x->since,
		    (long long)x->retired, (long long)x->seq);
		buf_put(&b, x->hash.b, sizeof x->hash.b);
	}
	if (buf_failed(&b))
		return false;
	*ret = hash_of(b.p, b.n);
	return true;
}

static enum err
held_fill(struct tx *tx, struct held *h, int64_t day, struct str zone,
    struct note *note)
{
	struct adoptions *all;
	enum err r;

	if ((h->a = arena_new()) == NULL ||
	    (all = NEW(h->a, struct adoptions)) == NULL)
		return note_memory(note);
	if ((r = rulebook_adoptions(tx->st, h->a, all, note)) != ERR_OK ||
	    (r = zone_load(h->a, zone, &h->is.zone, note)) != ERR_OK ||
	    (r = rulebook_load(tx->st, h->a, day, &h->is.book,
	    note)) != ERR_OK)
		return r;
	h->is.adoptions = all;
	return note_arena(h->a, ERR_OK, note);
}

/* Read anew, in the place of ${*at}. */
static enum err
held_renew(struct tx *tx, void **at, const struct hash *of, int64_t day,
    struct str zone, struct note *note)
{
	struct held *h = calloc(1, sizeof *h);
	enum err r;

	if (h == NULL)
		return note_memory(note);
	h->of = *of;
	if ((r = held_fill(tx, h, day, zone, note)) != ERR_OK) {
		held_free(h);
		return r;
	}
	if (*at != NULL)
		held_free(*at);
	*at = h;
	return ERR_OK;
}

enum err
rulebook_hold(struct tx *tx, struct held_book *ret, struct note *note)
{
	static const char mine;
	void **at = tx_keep(tx, &mine, held_free);
	struct adoptions all = { .n = 0 };
	const struct zone *zone = NULL;
	struct str name;
	struct hash of;
	struct civil now;
	int64_t day;
	enum err r;

	if (at == NULL)
		return NOTE(note, ERR_BUG, M("There is no room to keep the rule "
		    "packs in. Report this as a defect."));
	if ((r = config_get(tx->st, tx->a, config_find(S("zone")), &name,
	    note)) != ERR_OK ||
	    (r = rulebook_adoptions(tx->st, tx->a, &all, note)) != ERR_OK)
		return r;
	if (*at != NULL && str_is(name, zone_name(((struct held *)*at)->
	    is.zone)))
		zone = ((struct held *)*at)->is.zone;
	if (zone == NULL && (r = zone_load(tx->a, name, &zone, note)) != ERR_OK)
		return r;
	now = zone_local(zone, tx->now);
	day = day_from_civil(now.year, now.month, now.day);
	if (!fingerprint(tx->a, &all, day, name, &of))
		return note_memory(note);
	if ((*at == NULL || !hash_eq(&((struct held *)*at)->of, &of)) &&
	    (r = held_renew(tx, at, &of, day, name, note)) != ERR_OK)
		return r;
	*ret = ((struct held *)*at)->is;
	return ERR_OK;
}
