/* SPDX-License-Identifier: Apache-2.0 */
#include "person/person.h"

enum err
person_merge_check(const struct dated_head *id, const struct dated_head *into,
    bool id_merged, bool into_merged, struct note *note)
{
	if (key_eq(id->id, into->id))
		return NOTE(note, ERR_INVALID, M("Both name the same person, who "
		    "cannot be merged with himself. Name the other record by its "
		    "key: anze person duplicates shows them."));
	if (id->withdrawn >= 0 || into->withdrawn >= 0)
		return NOTE(note, ERR_INVALID, M("One of the two records was "
		    "withdrawn and counts nowhere: there is nothing to "
		    "merge."));
	if (id_merged || into_merged)
		return NOTE(note, ERR_INVALID, M("One of the two was merged into "
		    "another person before. Name that one instead."));
	return ERR_OK;
}
