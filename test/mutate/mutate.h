/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What could be wrong in a pack, one thing at a time?  Works on the text, so
 * that nothing of the reader is believed.
 */
#ifndef TEST_MUTATE_MUTATE_H
#define TEST_MUTATE_MUTATE_H

#include "base/str.h"

enum mutant { MUTANT_UNREAD, MUTANT_KILLED, MUTANT_SURVIVED };

struct change {
	size_t		from, to;	/* bytes of the text */
	struct str	with;		/* what stands there instead */
};

/*
 * mutate_changes(text, fn, arg):
 * Call ${fn} for each change of a figure, a comparison, a connective, a
 * duration or a date of the rules; examples, gists and prose are left alone.
 */
void mutate_changes(struct str text, void (*fn)(void *arg, struct change c),
    void *arg);

#endif
