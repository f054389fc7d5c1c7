/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of `anze judge` share? */
#ifndef RULEBOOK_RULEBOOK_JUDGE_CMD_H
#define RULEBOOK_RULEBOOK_JUDGE_CMD_H

#include "pack/tell.h"
#include "rulebook/rulebook_desk_cmd.h"

enum { JUDGE_FACTS_BYTES_MAX = 4 * 1024 * 1024 };

struct judging {
	struct desk		*d;
	bool			 explain;
	struct shelf_text	**t;	/* by which it is judged */
	size_t			 n;
	const struct book	*book;
	struct feel_value	*facts;
	struct book_case	 c;
	struct judgement	 j;
	struct str		 called;	/* the facts' file; "": none */
	struct str		 text;	/* of the facts */
};

/* Is the pack one of those that were asked for?  Others are only used by them. */
bool judging_asked(const struct judging *x, const struct pack *p);

/* Does the pack read a fact that was stated? */
bool judging_touched(const struct judged_pack *p);

/* The facts of --facts, into ${x->facts}. */
enum err judging_facts(struct judging *x, struct note *note);

/* What came out: for people, and for programs. */
enum err judging_say(struct judging *x, struct note *note);
enum err judging_json(struct judging *x, struct note *note);

#endif
