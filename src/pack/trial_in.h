/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How are outcomes written in examples?
 */
#ifndef PACK_TRIAL_IN_H
#define PACK_TRIAL_IN_H

#include "pack/judge_in.h"

/* One example that was judged. */
struct trial {
	struct arena		*a;	/* of the example */
	const struct pack	*p;
	const struct book	*b;
	const struct zone	*zone;
	const struct pack_example *x;
	struct judgement	 j;
};

/* The pack's own part of the judgement. */
const struct judged_pack *trial_own(const struct trial *t);
/* The verdict on a rule, of the pack itself or of one that it uses. */
const struct verdict *trial_verdict(const struct trial *t, struct str rule);
/* The pack that has the levels; NULL: none. */
const struct judged_pack *trial_graded(const struct trial *t);

/* What came out, as it is written; false: there is no such thing. */
bool trial_got(const struct trial *t, const struct pack_expect *e,
    struct str *ret);

/* Is that what was expected? */
bool trial_same(const struct trial *t, const struct pack_expect *e,
    struct str got);

#endif
