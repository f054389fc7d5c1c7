/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One telling: sentences on their way, and the lines below them.
 */
#ifndef PACK_TELL_IN_H
#define PACK_TELL_IN_H

#include "pack/tell.h"

struct telling {
	const struct tell	*t;
	const struct judged_pack *of;	/* whose facts the rule reads */
	const struct pack_rule	*r;
	const struct verdict	*v;
	struct buf		 b;	/* sentences */
	struct told_line	*lines;
	size_t			 n, room;
	struct note		*note;
};

#define ARGS(...)	((const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })

/* The same moment and zones as when it was judged. */
struct feel_env tell_env(const struct tell *t, const struct feel_value *facts);
/* What was said, if there was memory for all of it. */
enum err tell_end(struct telling *x, struct told *ret);

/* One more sentence. */
void tell_say(struct telling *x, const char *msgid, const struct arg *args);
/* One more line; without a msgid, the text of the first argument. */
void tell_line(struct telling *x, int depth, const char *msgid,
    const struct arg *args);
/* "Missing: …", if anything is. */
void tell_lacking(struct telling *x, const struct feel_missing *m);
/* Parted as the reader's language parts what is counted up. */
void tell_item(const struct telling *x, struct buf *b, struct str item);
struct str tell_title(const struct telling *x);
const char *tell_truth(enum truth t);	/* msgid */

/* A judged pack by the pack; NULL: it is not listed. */
const struct judged_pack *tell_pack(const struct tell *t,
    const struct pack *p);

/* Sentences and lines of a clock: tell_clock.c */
enum err tell_clock(struct telling *x);

/* Those of a condition that decided, beneath ${depth}: tell_parts.c */
enum err tell_parts(struct telling *x, const struct verdict_part *parts,
    const struct feel_value *facts, bool decided, int depth);

/* Whom an attribution names, and what stands beside: tell_bearers.c */
enum err tell_bearers(struct telling *x);

#endif
