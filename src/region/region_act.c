/* SPDX-License-Identifier: Apache-2.0 */
/* How does a planned change become an entry? */
#include "region/region_in.h"

/* Where the parent's key is: in the file's runs, or in the store's. */
static struct value
parent_value(const struct region_appending *ap, struct str code, int year)
{
	struct value v = { .given = GIVEN_NOT };
	const struct region_run *run;

	if (code.n == 0)
		return v;
	run = region_run_at(ap->file, code, year);
	if (run == NULL || key_none(run->id))
		run = region_run_at(ap->store, code, year);
	if (run != NULL && !key_none(run->id))
		v = (struct value)V_KEY(run->id);
	return v;
}

/* The codes that came after the run's end. */
static struct value
successors_value(struct arena *a, const struct region_run *run)
{
	struct value *list = NEW_ARRAY(a, struct value, run->nwent + 1);
	struct value v = { .given = GIVEN_NOT };
	size_t n = 0;

	if (list == NULL)
		return v;	/* the arena remembers */
	for (size_t i = 0; i < run->nwent; i++)
		if (!run->went[i].part)
			list[n++] = (struct value)V_TEXT(run->went[i].code);
	if (n > 0)
		v = (struct value){ .given = GIVEN_KNOWN,
		    .list = { list, n } };
	return v;
}

static enum err
append(struct tx *tx, struct region_appending *ap,
    const struct event_type *type, struct key on, const struct value *values,
    struct note *note)
{
	return ledger_append(tx, type, on, values, &ap->made, note);
}

static enum err
add(struct tx *tx, struct region_appending *ap, struct region_run *run,
    const struct region_change *c, struct note *note)
{
	const struct region_added ev = {
		.code = V_TEXT(run->code),
		.level = V_INT(run->level),
		.from_year = V_INT(c->year),
		.name = V_TEXT(c->name),
		.parent = parent_value(ap, c->code, c->year),
	};

	run->id = tx_key(tx);
	return append(tx, ap, &region_event_added, run->id, VALUES(&ev), note);
}

static enum err
cede(struct tx *tx, struct region_appending *ap, struct region_run *run,
    const struct region_change *c, struct note *note)
{
	const struct region_ceded ev = {
		.year = V_INT(c->year),
		.code = V_TEXT(c->code),
	};

	return append(tx, ap, &region_event_ceded, run->id, VALUES(&ev), note);
}

static enum err
change(struct tx *tx, struct region_appending *ap, struct region_run *run,
    const struct region_change *c, struct note *note)
{
	const struct region_changed ev = {
		.from_year = V_INT(c->year),
		.name = V_TEXT(c->name),
		.parent = parent_value(ap, c->code, c->year),
	};

	return append(tx, ap, &region_event_changed, run->id, VALUES(&ev),
	    note);
}

static enum err
correct(struct tx *tx, struct region_appending *ap, struct region_run *run,
    const struct region_change *c, struct note *note)
{
	struct region_corrected ev = {
		.from_year = V_INT(c->year),
		.name = V_TEXT(c->name),
		.parent = parent_value(ap, c->code, c->year),
	};

	if (c->to != REGION_YEAR_OPEN)
		ev.to_year = (struct value)V_INT(c->to);
	return append(tx, ap, &region_event_corrected, run->id, VALUES(&ev),
	    note);
}

static enum err
end(struct tx *tx, struct region_appending *ap, struct region_run *run,
    const struct region_change *c, struct note *note)
{
	const struct region_ended ev = {
		.to_year = V_INT(c->year),
		.successors = successors_value(tx->a, run),
	};

	return append(tx, ap, &region_event_ended, run->id, VALUES(&ev), note);
}

/*
 * Is everything still as it was judged?  Asked where an act begins, under the
 * head's lock; an act that is run again begins with the same change.
 */
static enum err
still_so(struct tx *tx, struct region_appending *ap, int64_t i,
    struct note *note)
{
	/* Nothing at all came behind the part before, which is durable. */
	const bool alone = i != ap->part && ap->made >= 0 &&
	    tx_size(tx) == ap->made + 1;
	int64_t newest;
	enum err r;

	if (i != ap->part && ap->made > ap->seen)
		ap->seen = ap->made;
	ap->part = i;
	if (alone)
		return ERR_OK;
	if ((r = region_newest(tx->st, &newest, note)) != ERR_OK)
		return r;
	return newest <= ap->seen ? ERR_OK : NOTE(note, ERR_CONFLICT,
	    M("Somebody else changed the divisions meanwhile, by entry {seq}. "
	    "{done} changes of this file were recorded before; import it again "
	    "for the rest."), A_INT("seq", newest), A_INT("done", i));
}

enum err
region_change_append(struct tx *tx, void *arg, int64_t i, struct note *note)
{
	static enum err (*const by_kind[])(struct tx *,
	    struct region_appending *, struct region_run *,
	    const struct region_change *, struct note *) = {
		[REGION_ADD] = add,
		[REGION_CEDE] = cede,
		[REGION_CHANGE] = change,
		[REGION_CORRECT] = correct,
		[REGION_END] = end,
	};
	struct region_appending *ap = arg;
	const struct region_change *c = &ap->change[i];
	enum err r;

	if (tx->appended == 0 && (r = still_so(tx, ap, i, note)) != ERR_OK)
		return r;
	return by_kind[c->kind](tx, ap, &ap->file->run[c->run], c, note);
}
