/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which rules judge?  Rule packs (docs/packs.md) that somebody adopted.  The
 * program only offers the packs that it brings; what judges on a day is, of each
 * pack, the greatest version that was adopted to judge from that day or an
 * earlier one and was not taken back.  Every version ever adopted stays, as a
 * blob, and can be run.
 *
 *	pack.adopted	a version judges from a day on
 *	pack.attached	an official text is shown beside the gist
 *	pack.retired	a version was adopted by mistake: kept, judges no more
 *
 * This header also holds the shelf, which reads the texts of several packs in the
 * order in which they use each other; it is pure.
 */
#ifndef RULEBOOK_RULEBOOK_H
#define RULEBOOK_RULEBOOK_H

#include "base/say.h"
#include "ledger/ledger.h"
#include "pack/judge.h"

enum {
	RULEBOOK_ID_MAX		= 60,	/* bytes of a pack's id */
	RULEBOOK_TITLE_MAX	= 200,
	RULEBOOK_SOURCE_MAX	= 500,
	RULEBOOK_DOCUMENT_MAX	= 100,
	RULEBOOK_REASON_MAX	= 2000,
	RULEBOOK_ADOPTIONS_MAX	= 5000,	/* versions ever adopted */
	RULEBOOK_TEXTS_MAX	= 1000,	/* attached to one pack */
	SHELF_MAX		= 500,	/* texts at one time */
	SHELF_DEPTH_MAX		= 16	/* packs that use each other in a row */
};

/* ---- events ---- */

struct pack_adopted {
	struct value	pack, version, title, en, since, text;
};
struct pack_attached {
	struct value	pack, text, source, document;
};
struct pack_retired {
	struct value	pack, version, reason;
};
extern const struct event_type pack_event_adopted, pack_event_attached,
    pack_event_retired;

/* ---- what was adopted ---- */

struct adoption {
	int64_t		seq;		/* the entry */
	struct key	pack;		/* the record */
	struct str	id;		/* as the text says it */
	int64_t		version;
	struct hash	hash;
	int64_t		size;
	struct str	title, en;
	int64_t		since;		/* day */
	int64_t		at;		/* UTC ms */
	int64_t		retired;	/* the entry; -1: it was not */
};

struct adoptions {
	const struct adoption	*a;	/* by id, version, entry */
	size_t			 n;
	int64_t			 rev;	/* the last entry about any pack; -1 */
};

/* All that was ever adopted. */
enum err rulebook_adoptions(struct store *st, struct arena *a,
    struct adoptions *ret, struct note *note);

/* Of the pack ${id}: what is in force on ${day}; NULL: nothing. */
const struct adoption *adoption_in_force(const struct adoptions *all,
    struct str id, int64_t day);
/* The newest that was not taken back, whatever the day; NULL: none. */
const struct adoption *adoption_newest(const struct adoptions *all,
    struct str id);
/* That version, the last time it was adopted; NULL: it never was. */
const struct adoption *adoption_of(const struct adoptions *all, struct str id,
    int64_t version);

/*
 * rulebook_text(st, a, x, ret, note):
 * The text that was adopted.  ERR_NOTFOUND: it was removed by a document;
 * ERR_CORRUPT: the file is not what was adopted.
 */
enum err rulebook_text(struct store *st, struct arena *a,
    const struct adoption *x, struct str *ret, struct note *note);

/* An official text. */
struct attachment {
	int64_t		seq;
	struct hash	hash;
	int64_t		size;
	struct str	name, source, document;	/* document: may be empty */
	int64_t		at;
};
enum err rulebook_attachments(struct store *st, struct arena *a,
    struct key pack, const struct attachment **ret, size_t *ret_n,
    struct note *note);

/*
 * rulebook_load(st, a, day, ret, note):
 * All packs in force on ${day}, read and joined, ready to judge; an empty book
 * if there is none.
 */
enum err rulebook_load(struct store *st, struct arena *a, int64_t day,
    const struct book **ret, struct note *note);

/*
 * rulebook_hold(tx, ret, note):
 * The packs in force, ready to judge, within an act.  They are read once and kept
 * with the ledger as long as the adoptions are the same, to the text's hash, and
 * the day is.  ${ret} holds until the act ends.
 */
struct held_book {
	const struct book	*book;
	const struct adoptions	*adoptions;
	const struct zone	*zone;	/* of the house */
};
enum err rulebook_hold(struct tx *tx, struct held_book *ret,
    struct note *note);

/* ---- values of facts, as they are kept ---- */

/*
 * How is a fact's value kept, so that it can be read again years later?  As
 * canonical JSON in the types of the pack's dictionary: choices by their ids,
 * numbers as strings in their normal form, moments in UTC and durations in ISO
 * 8601, lists as lists of objects by the ids of their columns, and what is not
 * known as {"unknown":"reason"}.
 *
 *	true   "360"   "portal"   ["core","personal"]   "2026-03-01T18:10Z"
 *	[{"level":"prefecture","name":"甲市","share":{"unknown":"not_known"}}]
 */

/* Is text that people typed in it, so that it belongs into the vault? */
bool fact_is_typed(const struct pack_fact *f);

/* ${v} is of the fact's type.  Calendars are not kept. */
enum err fact_write(struct arena *a, const struct pack_fact *f,
    const struct feel_value *v, struct str *ret, struct note *note);

/*
 * fact_read(a, f, kept, ret):
 * The value again.  What the pack in force does not know any more, such as a
 * choice that it dropped, is not known, and the value says so.
 */
void fact_read(struct arena *a, const struct pack_fact *f, struct str kept,
    struct feel_value *ret);

/*
 * fact_typed(a, f, v, text, ret, note):
 * What a person writes, as it is kept: 是, 360, 党政机关门户网站, core|personal,
 * 2026-03-02 02:10 in the zone of the voice (cut where it is not known better),
 * 1天2小时; ? is {"unknown":"not_known"}.  ERR_INVALID says what would be right.
 * Lists are not typed in one line.
 */
enum err fact_typed(struct arena *a, const struct pack_fact *f,
    struct voice v, struct str text, struct str *ret, struct note *note);

/* ---- the shelf ---- */

enum shelf_from {
	SHELF_FILE,		/* somebody named it */
	SHELF_ADOPTED,
	SHELF_OFFERED
};

enum shelf_state { SHELF_UNREAD, SHELF_READING, SHELF_READ, SHELF_BAD };

struct shelf_text {
	enum shelf_from		 from;
	struct str		 called;	/* path, or id@version */
	struct str		 id;		/* "" where the text has none */
	struct str		 text;
	const struct adoption	*adoption;	/* or NULL */
	struct pack_texts	 uses;
	enum shelf_state	 state;
	const struct pack	*pack;		/* SHELF_READ */
	struct pack_faults	 faults;	/* also remarks of one that was read */
	struct note		*note;		/* SHELF_BAD: what is wrong */
};

struct shelf {
	struct arena		*a;
	struct shelf_text	 t[SHELF_MAX];	/* those before go before */
	size_t			 n;
};

struct shelf *shelf_new(struct arena *a);	/* NULL: no memory */

/*
 * shelf_add(s, from, called, text, x, note):
 * Put a text behind the others.  What is wrong with it is said when it is read.
 */
enum err shelf_add(struct shelf *s, enum shelf_from from, struct str called,
    struct str text, const struct adoption *x, struct note *note);

/* All that the program offers. */
enum err shelf_offered(struct shelf *s, struct note *note);

/* The first text of the pack ${id}; NULL: none. */
struct shelf_text *shelf_find(struct shelf *s, struct str id);

/*
 * shelf_read(s, t, note):
 * Read ${t}, and before it those it uses, each the first of its id on the shelf.
 * ERR_OK even if it cannot be read: ${t->state} says so, ${t->faults} all that is
 * wrong, and ${t->note} how to go on.  ERR_MEMORY.
 */
enum err shelf_read(struct shelf *s, struct shelf_text *t, struct note *note);

/*
 * shelf_book(s, t, n, ret, note):
 * Join those of ${t} and all that they use, which have been read.
 */
enum err shelf_book(struct shelf *s, struct shelf_text *const *t, size_t n,
    const struct book **ret, struct note *note);

/* ---- more to look at than the reader of packs can know ---- */

/* Kinds of bodies that there are not; added to ${faults}, as errors. */
enum err rulebook_kinds_check(struct arena *a, const struct pack *p,
    struct pack_faults *faults, struct note *note);

/* Does it say where it holds, or change rules of others?  Then it speaks for one
 * place, and is adopted by its name only. */
bool pack_is_local(const struct pack *p);

/* Does the rule read the fact of that slot of ${p}, to which it belongs? */
bool rule_reads(const struct pack *p, const struct pack_rule *rule,
    size_t slot);

#endif
