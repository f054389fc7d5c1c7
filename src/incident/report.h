/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was reported of an incident: to whom, by which way, when did it leave, and
 * when did it arrive?
 *
 * A report is one message to one addressee.  It may have gone by telephone or fax
 * long before anybody enters it; its own times are kept, and entering it later
 * is no fault.  It is said to be reported only when the addressee works in this
 * installation and got it here, or when a proof of the other way is entered:
 * until then it is kept, and whoever entered it is told whom to ring.
 *
 *	report.sent		it left, or leaves with this entry
 *	report.arrived		when the addressee had it; another one corrects
 *	report.proved		a proof was found later, it answers more
 *				deadlines than was said, or why it was late
 *	report.answered		the addressee accepts or returns it, content by
 *				content; neither stops nor restarts a clock
 *	report.withdrawn	entered by mistake: what it met waits again
 *
 * Nothing delays a report: no content is asked for, a late one is taken as any
 * other, its delay is recorded and the reason asked for.
 */
#ifndef INCIDENT_REPORT_H
#define INCIDENT_REPORT_H

#include "incident/incident.h"

enum {
	REPORT_CLOCKS_MAX	= 64,	/* deadlines that one report answers */
	REPORT_CLOCK_MAX	= 300,	/* bytes of "pack/rule/part" */
	REPORT_CONTENTS_MAX	= 64,
	REPORT_ITEM_MAX		= 60,
	REPORT_TEXT_MAX		= 20000,
	REPORT_PROOF_MAX	= 500,
	REPORT_RECEIPT_MAX	= 100,
	REPORT_TO_MAX		= 200,
	REPORT_REASON_MAX	= 2000
};

enum report_channel {
	REPORT_SYSTEM, REPORT_HOTLINE, REPORT_TELEPHONE, REPORT_FAX,
	REPORT_MAIL, REPORT_WEBSITE, REPORT_CLASSIFIED, REPORT_PERSON,
	REPORT_CHANNEL__MAX
};
extern const struct choice report_channels[];

enum report_state {
	REPORT_SENT, REPORT_ACCEPTED, REPORT_RETURNED, REPORT_WITHDRAWN,
	REPORT_STATE__MAX
};
extern const struct choice report_states[], report_answers[];

/* ---- events ---- */

/* Rows of report.sent and report.answered. */
struct report_content {
	struct value	item, text;
};
struct report_comment {
	struct value	item, comment;
};
struct report_sent {
	struct value	incident, kind, number, replaces, channel, sent, by,
			person, to, to_words, proof, proof_file, clocks,
			contents, late_reason, reason, entered_for;
};
struct report_arrived {
	struct value	incident, at, receipt, year, number, body, person,
			reason;
};
struct report_proved {
	struct value	incident, proof, proof_file, clocks, late_reason,
			person;
};
struct report_answered {
	struct value	incident, answer, comments, body, person, text;
};
struct report_withdrawn {
	struct value	incident, reason;
};
extern const struct event_type report_event_sent, report_event_arrived,
    report_event_proved, report_event_answered, report_event_withdrawn;

/* ---- what is kept ---- */

struct report {
	struct key		 id, incident;
	int64_t			 number;	/* of the incident, from 1 */
	enum pack_clock_kind	 kind;
	struct key		 replaces;
	enum report_channel	 channel;
	struct moment		 sent;
	struct key		 by, person, to, entered_for;
	struct str		 to_words;
	bool			 proved;	/* by another way: a proof, a
						 * receipt, or who got it */
	struct str		 late_reason, reason;	/* "": none, removed */
	struct moment		 arrived;	/* ms DEADLINE_NEVER: not said */
	int64_t			 arrival;	/* the entry that said so; -1 */
	struct str		 receipt;
	enum report_state	 state;
	int64_t			 entered;	/* UTC ms: the entry */
	int64_t			 seq, rev;
	const struct str	*clocks;	/* "pack/rule/part" */
	size_t			 nclocks;
};

struct report_item {
	struct str	item, text;	/* text "" if it was removed */
};

struct report_proof {
	int64_t		entry;
	struct str	text, file;	/* the file's name; "" */
	struct hash	hash;
};

struct report_reply {
	int64_t			 entry, at;
	bool			 accepted;
	struct key		 body, person;
	struct str		 text;
	const struct report_item *comments;
	size_t			 n;
};

/* ---- reading (report_store.c) ---- */

enum err report_get(struct store *st, struct arena *a, struct key id,
    struct report *ret, struct note *note);	/* ERR_NOTFOUND */
/* By its key, or as INC-2026-0042/1. */
enum err report_find(struct store *st, struct arena *a, struct str text,
    struct key *ret, struct note *note);
/* All of one incident, by number; withdrawn ones too. */
enum err report_list(struct store *st, struct arena *a, struct key incident,
    const struct report **ret, size_t *ret_n, struct note *note);
enum err report_items(struct store *st, struct arena *a, struct key id,
    const struct report_item **ret, size_t *ret_n, struct note *note);
enum err report_proofs(struct store *st, struct arena *a, struct key id,
    const struct report_proof **ret, size_t *ret_n, struct note *note);
enum err report_replies(struct store *st, struct arena *a, struct key id,
    const struct report_reply **ret, size_t *ret_n, struct note *note);

/* Those that wait for an answer of ${body}, the oldest first, behind ${after}
 * (KEY_NONE: from the first); ${ret} has room for ${most}. */
enum err report_inbox(struct store *st, struct arena *a, struct key body,
    struct key after, size_t most, struct report *ret, size_t *ret_n,
    struct note *note);

/* What a form is filled in with beside facts and times: the systems that are
 * affected, and what was done; each with the entry that said so. */
struct report_step {
	int64_t		entry;
	struct str	kind;		/* a word of incident_handled_kinds */
	struct moment	at;		/* ms DEADLINE_NEVER: not said */
	struct str	level, text;
};
enum err report_steps(struct store *st, struct arena *a, struct key incident,
    const struct report_step **ret, size_t *ret_n, struct note *note);
struct report_system {
	int64_t		entry;
	struct key	system;
};
enum err report_systems(struct store *st, struct arena *a,
    struct key incident, const struct report_system **ret, size_t *ret_n,
    struct note *note);

/* The last receipt number that was given in ${year}; 0: none. */
enum err report_receipt_last(struct store *st, int year, int64_t *ret,
    struct note *note);

/* ---- decisions: pure (report.c) ---- */

/* May it be said to be reported? */
bool report_counts(const struct report *r);

/* Was it entered after it had left, to the minute? */
bool report_entered_later(const struct report *r);

/*
 * report_times_check(r, times, n, now, note):
 * ERR_INVALID: it would leave in the future, or, without a reason, before the
 * incident occurred.  Only what is certain counts.
 */
enum err report_times_check(const struct report *r,
    const struct incident_moment *times, size_t n, int64_t now,
    struct note *note);

/* ERR_INVALID: it would arrive in the future, or before it was sent. */
enum err report_arrival_check(const struct report *r, struct moment at,
    int64_t now, struct note *note);

/* Do they say the same of the same message?  Proofs and deadlines aside. */
bool report_same(const struct report *x, const struct report_item *xi,
    size_t nx, const struct report *y, const struct report_item *yi,
    size_t ny);

/* Does ${word} name that deadline: rule, rule/part, pack/rule, pack/rule/part? */
bool report_names(const struct deadline_of *of, struct str word);
struct str report_clock_text(struct arena *a, const struct deadline_of *of);
/* The way back; its parts lie in ${text}. */
struct deadline_of report_clock_read(struct str text);

/* The first that counts of a kind, by the time it left; NULL: none. */
const struct report *report_first(const struct report *list, size_t n,
    enum pack_clock_kind kind);

/* ---- what a report should hold (report_contents.c): pure ---- */

/* A rule, by its pack and its id; NULL: not in this book. */
const struct pack_rule *report_rule(const struct book *b,
    const struct deadline_of *of);

/* To whom a deadline wants it reported, in Chinese: the addressee of its part, or
 * all, parted by 、; "" if the book does not say. */
struct str report_addressees(struct arena *a, const struct book *b,
    const struct deadline_of *of);

/* The kind of body to which it wants it reported; "" if the book does not say, or
 * the deadline has several addressees. */
struct str report_addressee_kind(const struct book *b,
    const struct deadline_of *of);

/* Which of the clock's addressees does a deadline's part mean?  -1: none alone. */
int64_t report_addressee(const struct pack_clock *c, struct str part);

/* A content that any clock of the book asks for, by id or Chinese name; NULL: no
 * clock does. */
const struct pack_content *report_content_find(const struct book *b,
    struct str word);
bool report_contents_known(const struct book *b);	/* does any ask? */

struct report_wanted {
	const struct pack_content	*content;
	const struct pack		*pack;	/* whose clock asks for it */
};

/*
 * report_contents(a, b, kind, of, nof, ret, ret_n):
 * What the clocks ${of} ask for, each content once; without any, the clocks of
 * ${kind}; and where these ask for nothing, what any clock does: whoever adds to a
 * report speaks of the same things.  False without memory.
 */
bool report_contents(struct arena *a, const struct book *b,
    enum pack_clock_kind kind, const struct deadline_of *of, size_t nof,
    const struct report_wanted **ret, size_t *ret_n);

/* Is it asked for in this case?  Open where the facts do not say. */
enum err report_content_asked(struct arena *a, const struct judgement *j,
    const struct report_wanted *w, enum truth *ret, struct note *note);

#endif
