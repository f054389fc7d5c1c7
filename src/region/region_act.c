/* SPDX-License-Identifier: Apache-2.0 */
/* How does a planned change become an entry? */
#include "region/region_in.h"

/* Where the parent's key is: in the file's runs, or in the store's. */
static struct value
parent_value(const struct region_appending *ap, struct str code, int year)
{
	const struct region_run *run;

	if (code.n == 0)
		return (struct value){ 0 };
	run = region_run_at(ap->file, code, year);
	if (run == NULL || key_none(run->id))
		run = region_run_at(ap->store, code, year);
	return run == NULL || key_none(run->id) ? (struct value){ 0 } :
	    (struct value)V_KEY(run->id);
}

/* "320613;341202[2019]" as rows of a table. */
static struct value
successors_value(struct arena *a, struct str s)
{
	struct region_successor_row *row = NULL;
	struct str rest = s, one;
	size_t n = 0;

	if (s.n == 0)
		return (struct value){ 0 };
	while (str_cut(&rest, ';', &one))
		n++;
	if ((row = NEW_ARRAY(a, struct region_successor_row, n)) == NULL)
		return (struct value){ 0 };	/* the arena remembers */
	n = 0;
	rest = s;
	while (str_cut(&rest, ';', &one)) {
		size_t at = str_find(one, '[');
		int64_t year;

		row[n].code = (struct value)V_TEXT(str_part(one, 0, at));
		if (at != one.n && str_int(str_part(one, at + 1, one.n - 1),
		    &year))
			row[n].year = (struct value)V_INT(year);
		n++;
	}
	return (struct value){ .given = GIVEN_KNOWN,
	    .list = { (struct value *)row, n } };
}

static enum err
add(struct tx *tx, const struct region_appending *ap, struct region_run *run,
    const struct region_change *c, struct note *note)
{
	const struct region_added ev = {
		.code = V_TEXT(run->code),
		.level = V_INT(run->level),
		.from_year = V_INT(c->year),
		.name = V_TEXT(c->name),
		.parent = parent_value(ap, c->parent, c->year),
	};

	run->id = tx_key(tx);
	return ledger_append(tx, &region_event_added, run->id, VALUES(&ev),
	    NULL, note);
}

static enum err
change(struct tx *tx, const struct region_appending *ap,
    struct region_run *run, const struct region_change *c, struct note *note)
{
	const struct region_changed ev = {
		.from_year = V_INT(c->year),
		.name = V_TEXT(c->name),
		.parent = parent_value(ap, c->parent, c->year),
	};

	return ledger_append(tx, &region_event_changed, run->id, VALUES(&ev),
	    NULL, note);
}

static enum err
end(struct tx *tx, const struct region_appending *ap, struct region_run *run,
    const struct region_change *c, struct note *note)
{
	const struct region_ended ev = {
		.to_year = V_INT(c->year),
		.successors = successors_value(tx->a, run->successors),
	};

	(void)ap;
	return ledger_append(tx, &region_event_ended, run->id, VALUES(&ev),
	    NULL, note);
}

static enum err
correct(struct tx *tx, const struct region_appending *ap,
    struct region_run *run, const struct region_change *c, struct note *note)
{
	const struct region_corrected ev = {
		.from_year = V_INT(c->year),
		.name = V_TEXT(c->name),
		.parent = parent_value(ap, c->parent, c->year),
	};

	return ledger_append(tx, &region_event_corrected, run->id,
	    VALUES(&ev), NULL, note);
}

enum err
region_change_append(struct tx *tx, void *arg, int64_t i, struct note *note)
{
	static enum err (*const by_kind[])(struct tx *,
	    const struct region_appending *, struct region_run *,
	    const struct region_change *, struct note *) = {
		[REGION_ADD] = add,
		[REGION_CHANGE] = change,
		[REGION_END] = end,
		[REGION_CORRECT] = correct,
	};
	const struct region_appending *ap = arg;
	const struct region_change *c = &ap->change[i];

	return by_kind[c->kind](tx, ap, &ap->file->run[c->run], c, note);
}
