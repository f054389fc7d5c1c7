/* SPDX-License-Identifier: Apache-2.0 */
/* May two records be found to be one person? */
#include "person/person.h"

static enum err
is_merged(struct store *st, struct key id, bool *ret, struct note *note)
{
	struct key now;
	enum err r;

	if ((r = person_now(st, id, &now, note)) == ERR_OK)
		*ret = !key_eq(id, now);
	return r;
}

/* More than readers follow would be lost to them. */
static enum err
keys_check(struct store *st, const struct person_merge *in, struct note *note)
{
	struct key keys[PERSON_KEYS_MAX];
	size_t of_id, of_into;
	enum err r;

	if ((r = person_keys(st, in->id, keys, &of_id, note)) != ERR_OK ||
	    (r = person_keys(st, in->into, keys, &of_into, note)) != ERR_OK)
		return r;
	if (of_id + of_into <= PERSON_KEYS_MAX)
		return ERR_OK;
	return NOTE(note, ERR_LIMIT, M("At most {most} records can be one "
	    "person. Withdraw those that nothing hangs on instead of merging "
	    "them."), A_INT("most", PERSON_KEYS_MAX));
}

enum err
person_append_merged(struct tx *tx, const struct person_merge *in,
    int64_t *ret_seq, struct note *note)
{
	const struct person_merged ev = { .into = V_KEY(in->into),
	    .reason = V_TEXT(in->reason) };
	struct dated_head id, into;
	bool id_merged = false, into_merged = false;
	enum err r;

	if ((r = dated_head(tx->st, tx->a, &person_dated, in->id, &id,
	    note)) != ERR_OK ||
	    (r = dated_head(tx->st, tx->a, &person_dated, in->into, &into,
	    note)) != ERR_OK ||
	    (r = is_merged(tx->st, in->id, &id_merged, note)) != ERR_OK ||
	    (r = is_merged(tx->st, in->into, &into_merged, note)) != ERR_OK ||
	    (r = person_merge_check(&id, &into, id_merged, into_merged,
	    note)) != ERR_OK || (r = keys_check(tx->st, in, note)) != ERR_OK)
		return r;
	return ledger_append(tx, &person_event_merged, in->id, VALUES(&ev),
	    ret_seq, note);
}
