/* SPDX-License-Identifier: Apache-2.0 */
#include "house/upgrade.h"

#include "core/maintain.h"
#include "ledger/replay.h"

static enum err
tables_upgrade(const struct place *p, const struct schema *schema,
    struct arena *a, size_t *ret_n, struct note *note)
{
	const char *const *names;
	struct store *st = NULL;
	enum err r;

	if ((r = store_open(p, STORE_WRITE, NULL, &st, note)) != ERR_OK ||
	    (r = store_begin(st, note)) != ERR_OK)
		goto out;
	if ((r = schema_upgrade(a, schema, st, &names, ret_n,
	    note)) == ERR_OK)
		r = store_commit(st, note);
	store_rollback(st);
out:
	store_close(st);
	return r;
}

static enum err
tables_filled(const struct place *p, struct note *note)
{
	struct store *st = NULL;
	enum err r;

	if ((r = store_open(p, STORE_WRITE, NULL, &st, note)) == ERR_OK)
		r = schema_filled(st, note);
	store_close(st);
	return r;
}

enum err
house_upgrade(const struct app_options *o,
    enum err (*progress)(void *arg, int64_t done, int64_t of), void *arg,
    struct upgrade_report *ret, struct note *note)
{
	struct replay_options ro = { .events = o->house->events,
	    .replace = true, .progress = progress, .arg = arg };
	struct replay_report replayed = { 0 };
	struct arena *a = arena_new();
	struct place place;
	size_t n = 0;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r != ERR_OK || (r = place_parse(a, o->store, o->files, &place,
	    note)) != ERR_OK || (r = schema_read(a, o->house->parts,
	    o->house->nparts, &ro.schema, note)) != ERR_OK ||
	    (r = tables_upgrade(&place, ro.schema, a, &n, note)) != ERR_OK)
		goto out;
	/* Always: an upgrade that was interrupted left empty tables. */
	if ((r = ledger_rebuild(&place, &ro, a, &replayed, note)) == ERR_OK &&
	    (r = tables_filled(&place, note)) == ERR_OK &&
	    (r = maintain_refill(o, progress, arg, note)) == ERR_OK)
		*ret = (struct upgrade_report){ n > replayed.differ ? n :
		    replayed.differ, replayed.entries };
out:
	arena_free(a);
	return r;
}
