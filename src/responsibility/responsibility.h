/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who was responsible for this body or system at that moment, by which
 * principle, and what is vacant?
 *
 * A system's five answers, the territory and the regulators name bodies; the
 * posts of these bodies and their holders name persons.  Each line cites what
 * it rests on.  Loading (_store) and saying (here) are apart: what is said
 * follows from struct resp_facts alone.
 *
 * Sources of law: 办法 (2017) Art. 2 谁主管谁负责, 属地管理, 主体责任, 第一责任人,
 * 直接责任人; Art. 4 指导监管责任; Art. 8 第二款 逐级倒查.  谁运营谁负责 and
 * 谁使用谁负责 are not of the 办法: their lines say so.
 */
#ifndef RESPONSIBILITY_RESPONSIBILITY_H
#define RESPONSIBILITY_RESPONSIBILITY_H

#include "post/post.h"
#include "tenure/tenure.h"

enum {
	RESP_BODIES_MAX	 = 32,	/* asked for at once */
	RESP_USERS_MAX	 = 8,	/* using units, regulators, that are shown */
	RESP_RUNGS_MAX	 = 20,	/* bodies above one another that are shown */
	RESP_MERGES_MAX	 = 8	/* bodies that went into one another */
};

enum principle {
	BY_OWNING,		/* 主办: the system is its own */
	BY_LEADING,		/* 谁主管谁负责 */
	BY_OPERATING,		/* 谁运营谁负责 */
	BY_USING,		/* 谁使用谁负责 */
	BY_TERRITORY,		/* 属地管理 */
	BY_REGULATING,		/* 指导监管 */
	PRINCIPLE__MAX
};

struct principle_row {
	const char	*word;
	const char	*label;		/* msgid */
	const char	*basis;		/* msgid: the clause, or that it has none */
};
extern const struct principle_row resp_principles[PRINCIPLE__MAX];

/* A body as it was on the day. */
struct resp_body {
	struct key	asked;		/* as the record names it */
	struct key	id;		/* that one, or what it went into by then */
	struct str	code, name, kind, industry;
	struct key	superior, region;
	bool		there;		/* it existed on the day */
	struct str	was;		/* the name of the one that was asked for,
					 * when it went into this one */
};

/* A post of a body on the day, and one who holds it; a post that nobody holds
 * has one row without a person. */
struct resp_holder {
	struct key	serves;		/* the body, or that in which it is the
					 * party group */
	struct key	body;
	struct key	post;
	struct str	title;
	unsigned	capacities;	/* bits, by enum capacity */
	int64_t		seats;
	int64_t		rank;		/* order in the body */
	bool		held;
	struct key	tenure, person;
	struct str	name;
	enum tenure_kind kind;
	bool		absent;
	struct str	document;
	int64_t		document_date;	/* DAY_OPEN: not said */
	int64_t		due;		/* DAY_OPEN: not said */
	int64_t		since, until;
};

/* What is wrong or missing in an answer. */
enum flaw {
	FLAW_BLANK,		/* no body is named */
	FLAW_GONE,		/* the body was no more, and nothing followed */
	FLAW_MOVED,		/* it had gone into another, which answers */
	FLAW_NO_POST,		/* no post has the capacity */
	FLAW_VACANT,		/* nobody holds the post */
	FLAW_CROWDED,		/* more hold it than it has seats */
	FLAW_ABSENT,		/* the holder was away, and nobody stood in */
	FLAW_OVERDUE,		/* an acting term that was to end */
	FLAW_NO_DOCUMENT,	/* nothing says so */
	FLAW_SEVERAL,		/* several bodies, where one was expected */
	FLAW_INFERRED,		/* not recorded: follows from something else */
	FLAW__MAX
};
struct flaw_row {
	const char	*word;
	const char	*label;		/* msgid */
};
extern const struct flaw_row resp_flaws[FLAW__MAX];

/* One body of an answer; ${body} NULL: blank. */
struct resp_line {
	enum principle		 principle;
	const struct resp_body	*body;
	unsigned		 flaws;		/* bits */
	const char		*from;		/* msgid: what it follows from */
};

/* One capacity of one body, and who has it. */
struct resp_capacity {
	enum capacity			 capacity;
	unsigned			 flaws;
	const struct resp_holder *const	*holder;
	size_t				 n;
};

/* Who must be first responsible is wanted of each body that was asked for; of so
 * many, the first of them, more. */
struct resp_wanted {
	size_t		all;		/* every capacity */
	size_t		security;	/* the head of cybersecurity */
	size_t		direct;		/* the directly responsible */
};

/* Bodies and holders in the arena of whoever loaded them. */
struct resp_facts {
	int64_t				 day, known;
	struct resp_wanted		 wanted;
	const struct resp_body		*bodies;
	size_t				 nbodies;
	const struct resp_holder	*holders;	/* posts lie together */
	size_t				 nholders;
};

const struct resp_body *resp_body_of(const struct resp_facts *f,
    struct key asked);

/* Are both of one post, in answer for one body? */
bool resp_same_post(const struct resp_holder *x, const struct resp_holder *y);

/* The flaws of a line that names ${b}. */
unsigned resp_body_flaws(const struct resp_body *b);

/*
 * resp_capacity(a, f, body, capacity, ret):
 * Who has the capacity in ${body}, or, if the body has no such post, in its
 * party group.  ${several}: the local rule allows several holders of one capacity.
 * False without memory.
 */
bool resp_capacity(struct arena *a, const struct resp_facts *f,
    struct key body, enum capacity capacity, bool several,
    struct resp_capacity *ret);

/* How one holder may be called into question on ${day}. */
unsigned resp_holder_flaws(const struct resp_holder *h, int64_t day);

/* The rungs of a ladder, from below. */
enum rung_kind {
	RUNG_INVOLVED,		/* designated in each incident */
	RUNG_SECURITY,
	RUNG_DIRECT,
	RUNG_FIRST,
	RUNG_SUPERIOR_DIRECT,	/* of the body above, and above that */
	RUNG_SUPERIOR_FIRST,
	RUNG_COORDINATING,	/* apart: only where coordination failed */
	RUNG_SUPERVISING,	/* apart: only where supervision failed */
	RUNG__MAX
};
struct rung_row {
	const char	*word;
	const char	*label;		/* msgid */
	const char	*basis;		/* msgid */
	enum capacity	 capacity;
};
extern const struct rung_row resp_rungs[RUNG__MAX];

/* One rung: a body, its capacity; ${body} NULL: designated in the incident. */
struct resp_rung {
	enum rung_kind		 kind;
	const struct resp_body	*body;
	unsigned		 flaws;
	int			 height;	/* bodies above the owner: 0, 1, … */
};

/* Which bodies does the question lead to? */
struct resp_question {
	struct key	owner, leader, operator;	/* KEY_NONE: blank */
	struct key	user[RESP_USERS_MAX];
	struct key	regulator[RESP_USERS_MAX];
	size_t		nusers, nregulators;
	struct key	committee, leading, office;	/* of the territory */
	bool		of_body;	/* not of a system: it is nobody's */
	bool		inferred;	/* the leader is the owner's superior */
	bool		no_region;	/* where it lies is not recorded */
	bool		lost_region;	/* its division had ended, and none or
					 * several came after it */
	bool		unregulated;	/* its industry has no regulator at all */
	unsigned	territory_flaws;
};

struct resp_answer {
	struct resp_facts	 facts;
	const struct resp_line	*line;
	size_t			 n;
};

/* The keys that the question names, each once, the owner and the operator first;
 * returns how many. */
size_t resp_question_keys(const struct resp_question *q,
    struct key ret[RESP_BODIES_MAX]);

/* What is said of them: ${ret->facts} holds what was loaded.  False without
 * memory. */
bool resp_answer_make(struct arena *a, const struct resp_question *q,
    struct resp_answer *ret);

/* Reading: in as few statements as can be, for a server answers each. */

/* ${keys} as they were, in this order, each once; one that had gone into another
 * is followed. */
enum err resp_bodies_load(struct store *st, struct arena *a,
    const struct key *keys, size_t n, struct resp_facts *f, struct note *note);

/* The posts of the bodies of ${f}, and of the party groups in them, with the
 * capacities that are wanted, and maybe others. */
enum err resp_holders_load(struct store *st, struct arena *a,
    struct resp_facts *f, struct note *note);

/* Who led ${id}, or what it had gone into, nearest first, itself left out. */
enum err resp_above_load(struct store *st, struct key id, int64_t day,
    int64_t known, struct key ret[RESP_RUNGS_MAX], size_t *ret_n,
    struct note *note);

/* The territory's own bodies: its committee, its leading body for
 * cybersecurity, that one's office; all that fit. */
struct resp_territory {
	struct key	committee[RESP_MERGES_MAX];
	struct key	leading[RESP_MERGES_MAX];
	struct key	office[RESP_MERGES_MAX];
	size_t		ncommittees, nleading, noffices;
};
/*
 * resp_ladder_load(st, a, q, f, ret, ret_n, note):
 * Load the rungs' bodies and who is in them into ${f}, whose day and entry are
 * set.
 */
enum err resp_ladder_load(struct store *st, struct arena *a,
    const struct resp_question *q, struct resp_facts *f,
    const struct resp_rung **ret, size_t *ret_n, struct note *note);

/*
 * resp_ladder_make(a, q, f, above, n, ret, ret_n):
 * The rungs for the answers ${q}: those of the owner, of the ${n} bodies ${above}
 * it, and apart the coordinating and supervising ones.  False without memory.
 */
bool resp_ladder_make(struct arena *a, const struct resp_question *q,
    const struct resp_facts *f, const struct key *above, size_t n,
    const struct resp_rung **ret, size_t *ret_n);

/* Put them into the question; several where one is expected are a flaw. */
void resp_territory_put(const struct resp_territory *t,
    struct resp_question *q);

/*
 * resp_ask_body(st, a, id, day, known, ret, note), resp_ask_system(…):
 * Which bodies does the record lead to?  ERR_NOTFOUND: it was not there on that day,
 * and the note says when it was.
 */
enum err resp_ask_body(struct store *st, struct arena *a, struct key id,
    int64_t day, int64_t known, struct resp_question *ret,
    struct note *note);
enum err resp_ask_system(struct store *st, struct arena *a, struct key id,
    int64_t day, int64_t known, struct resp_question *ret,
    struct note *note);

/*
 * resp_answer_load(st, a, q, day, known, ret, note):
 * Load what the question names and say it.
 */
enum err resp_answer_load(struct store *st, struct arena *a,
    const struct resp_question *q, int64_t day, int64_t known,
    struct resp_answer *ret, struct note *note);

enum err resp_territory_load(struct store *st, struct key region,
    int64_t day, int64_t known, struct resp_territory *ret,
    struct note *note);

#endif
