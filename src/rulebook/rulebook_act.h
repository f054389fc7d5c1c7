/* SPDX-License-Identifier: Apache-2.0 */
/* Adopting packs, attaching official texts, taking a version back. */
#ifndef RULEBOOK_RULEBOOK_ACT_H
#define RULEBOOK_RULEBOOK_ACT_H

#include "core/act.h"
#include "rulebook/rulebook.h"

/* A version to be adopted, found good beforehand (rulebook_plan.h). */
struct adopting {
	struct str	id;
	int64_t		version;
	struct str	title, en;
	int64_t		since;
	struct str	text;
	struct str	file;		/* what its text is called */
};

struct rulebook_adopt {
	const struct adopting	*p;
	size_t			 n;
	int64_t			 rev;	/* of the adoptions that were looked at */
};

/*
 * rulebook_adopt(app, who, rq, what, ret, note):
 * All of them or none, one entry each.  ERR_CONFLICT: packs were adopted or
 * taken back meanwhile, so that what was found good may be so no more.
 * ${ret->seq} is the last entry.
 */
enum err rulebook_adopt(struct app *app, const struct actor *who,
    const struct request *rq, const struct rulebook_adopt *what,
    struct answer *ret, struct note *note);

struct rulebook_attach {
	struct str	 id;		/* of a pack that was adopted */
	const char	*path;		/* of the file */
	struct str	 source, document;	/* document: may be empty */
};

/* The file becomes a blob.  Attached already with the same source and document:
 * nothing is appended, and ${ret->again} says so.  ERR_NOTFOUND: the pack was never
 * adopted. */
enum err rulebook_attach(struct app *app, const struct actor *who,
    const struct request *rq, const struct rulebook_attach *what,
    struct answer *ret, struct note *note);

struct rulebook_retire {
	struct str	id;
	int64_t		version;
	struct str	reason;
	int64_t		rev;		/* as above */
};

/* ERR_NOTFOUND: that version is not adopted, or was taken back. */
enum err rulebook_retire(struct app *app, const struct actor *who,
    const struct request *rq, const struct rulebook_retire *what,
    struct answer *ret, struct note *note);

#endif
