/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does an instrument say, as data?  A rule pack as it was read from its
 * Markdown file (docs/packs.md): clauses with their gist, facts, and rules, all
 * compiled.  A pack never changes once read and may be used by many threads.
 *
 * Reading is pure: no files, no clock.  All that is wrong with a text is told
 * at once, each with its place and what to do.
 */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include "base/hash.h"
#include "base/moment.h"
#include "feel/table.h"

enum {
	PACK_BYTES_MAX		= 1024 * 1024,
	PACK_RULES_MAX		= 2000,
	PACK_FACTS_MAX		= 400,	/* declared or taken over; below
					 * FEEL_FACTS_MAX with what is derived */
	PACK_CLAUSES_MAX	= 1000,
	PACK_USES_MAX		= 16,
	PACK_LEVELS_MAX		= 8,
	PACK_GOVERNED_MAX	= 8,
	PACK_EXAMPLES_MAX	= 5000,
	PACK_COND_DEPTH_MAX	= 8,
	PACK_PARTS_MAX		= 64,	/* beside each other in a condition */
	PACK_FAULTS_MAX		= 200
};

/* What is not said: a moment in UTC ms, a day. */
#define MOMENT_NONE	INT64_MIN
#define DAY_NONE	INT64_MIN

/* What people read, in both languages; English may be empty in a local pack. */
struct pack_words {
	struct str	zh, en;
};

struct pack_place {
	int32_t		line, column;	/* from 1; 0: not known */
};

struct pack_texts {
	const struct str	*t;
	size_t			 n;
};

/* ---- closed lists ---- */

/*	what is known		word		decides	said */
#define PACK_ATTESTED_TABLE(X) \
	X(ATTESTED_OFFICIAL,	"official",	true,	M("official page read")) \
	X(ATTESTED_TWO,		"two-sources",	true,	M("two sources agree")) \
	X(ATTESTED_ONE,		"one-source",	false,	M("one source")) \
	X(ATTESTED_DRAFT,	"draft",	false,	M("draft or fragments")) \
	X(ATTESTED_PRACTICE,	"practice",	false,	M("practice of some bodies")) \
	X(ATTESTED_MEMORY,	"memory",	false,	M("to be checked"))

/* From the strongest to the weakest. */
enum attested {
#define X(name, word, decides, said) name,
	PACK_ATTESTED_TABLE(X)
#undef X
	ATTESTED__MAX
};

const char *attested_word(enum attested a);
const char *attested_said(enum attested a);	/* English; msgid */
bool attested_decides(enum attested a);
bool attested_parse(struct str s, enum attested *ret);

/*	kind			word		what people call it */
#define PACK_KIND_TABLE(X) \
	X(PACK_NONE,		"none",		M("no rule")) \
	X(PACK_FACTS,		"facts",	M("facts")) \
	X(PACK_CLOCK,		"clock",	M("clock")) \
	X(PACK_GRADE,		"grade",	M("criterion of a level")) \
	X(PACK_TRIGGER,		"trigger",	M("situation")) \
	X(PACK_ATTRIBUTION,	"attribution",	M("attribution")) \
	X(PACK_DUTY,		"duty",		M("duty")) \
	X(PACK_ROLE,		"role",		M("role")) \
	X(PACK_MEASURE,		"measure",	M("measure")) \
	X(PACK_INDICATOR,	"indicator",	M("indicator")) \
	X(PACK_TABLE,		"table",	M("table")) \
	X(PACK_EXAMPLE,		"example",	M("example"))

enum pack_kind {
#define X(name, word, said) name,
	PACK_KIND_TABLE(X)
#undef X
	PACK_KIND__MAX
};

const char *pack_kind_word(enum pack_kind k);
const char *pack_kind_said(enum pack_kind k);	/* English; msgid */

#define PACK_TYPE_TABLE(X) \
	X(PACK_BOOLEAN,	"boolean") X(PACK_INTEGER, "integer") \
	X(PACK_NUMBER, "number") X(PACK_TEXT, "text") \
	X(PACK_CHOICE, "choice") X(PACK_CHOICES, "choices") \
	X(PACK_DATE, "date") X(PACK_MOMENT, "moment") \
	X(PACK_DURATION, "duration") X(PACK_LIST, "list") \
	X(PACK_CALENDAR, "calendar")

enum pack_type {
#define X(name, word) name,
	PACK_TYPE_TABLE(X)
#undef X
	PACK_TYPE__MAX
};

const char *pack_type_word(enum pack_type t);

/* ---- clauses ---- */

struct pack_clause {
	struct str	 id;		/* "8.2.1" */
	struct str	 heading;	/* without the number; may be empty */
	struct pack_words gist;		/* paragraphs, parted by blank lines */
	struct str	 markdown;	/* all that stands below it, as written,
					 * blocks left out: for pages */
	struct pack_words none;		/* why it has no rule; or empty */
	struct pack_place at;
	size_t		 nrules, nexamples;
};

struct pack;
struct names;		/* read_in.h */

/* "第八条第二款第（一）项" or "Article 8(2)(1)", in ${a}. */
struct pack_words pack_cite(struct arena *a, const struct pack *p,
    const struct pack_clause *c);

/* ---- facts ---- */

struct pack_value {
	struct str	 id;
	struct pack_words name;
};

struct pack_fact {
	struct str		 id;
	struct pack_words	 name;		/* zh: as conditions write it */
	enum pack_type		 type;
	const struct feel_type	*feel;
	const struct pack_value	*values;	/* of a choice */
	size_t			 nvalues;
	struct str		 unit;
	struct pack_texts	 asserted_by;	/* kinds of bodies */
	bool			 judged;
	const struct pack_fact	*fields;	/* of a list */
	size_t			 nfields;
	struct str		 element;	/* of a list: what one is called */
	bool			 least_set, most_set;
	struct decimal		 least, most;
	struct pack_words	 note;
	enum attested		 attested;
	struct str		 source;
	const struct pack_clause *clause;
	const struct pack	*of;		/* who declares it */
	struct pack_place	 at;
	/* Where does a derived value come from?  All NULL or negative: it is
	 * stated. */
	const struct feel_program *derived;
	const struct pack_rule	*table;		/* PACK_TABLE that gives it */
	int			 level;		/* 达到…: the level; else -1 */
};

/* A value of a choice, by its id or its Chinese name; NULL: none. */
const struct pack_value *pack_value(const struct pack_fact *f, struct str s);

/* ---- conditions ---- */

enum cond_kind {
	COND_NONE,	/* no condition is written */
	COND_WHEN,	/* an expression */
	COND_ALL, COND_ANY,
	COND_READINGS
};

struct pack_cond {
	enum cond_kind		 kind;
	struct str		 id;		/* may be empty */
	struct pack_words	 title;		/* may be empty */
	enum attested		 attested;	/* never stronger than around it */
	const struct pack_clause *clause;
	const struct feel_program *when;	/* COND_WHEN */
	const struct pack_cond	*first, *next;	/* parts, readings */
	struct pack_words	 note;
	struct pack_place	 at;
	size_t			 index;		/* in the rule, preorder from 0 */
};

/* ---- rules ---- */

struct pack_duration {	/* "PT1H", "P30D" or "P1M": one of them, not 0 */
	int32_t		minutes, days, months;
};

struct pack_content {
	struct str	 id;
	struct pack_words name;
	bool		 first;
	const struct feel_program *when;	/* asked for only then; NULL:
						 * always */
};

#define PACK_CLOCK_TABLE(X) \
	X(CLOCK_INITIAL, "initial") X(CLOCK_SUPPLEMENT, "supplement") \
	X(CLOCK_PROGRESS, "progress") X(CLOCK_SUMMARY, "summary") \
	X(CLOCK_ONWARD, "onward") X(CLOCK_INFORM, "inform") \
	X(CLOCK_INFORM_PEERS, "inform_peers") X(CLOCK_WARNING, "warning") \
	X(CLOCK_ASSESSMENT, "assessment") X(CLOCK_APPEAL, "appeal") \
	X(CLOCK_REPLY, "reply") X(CLOCK_EXECUTION, "execution")

enum pack_clock_kind {
#define X(name, word) name,
	PACK_CLOCK_TABLE(X)
#undef X
	CLOCK__MAX
};

const char *pack_clock_word(enum pack_clock_kind k);

struct pack_clock {
	enum pack_clock_kind	 kind;
	struct pack_words	 by;
	const struct pack_words	*to;
	size_t			 nto;
	/* Of each of these: when the report arrived there (a moment; or NULL),
	 * and its kind of body (or empty).  NULL: none says so. */
	const struct pack_fact	*const *arrival;
	const struct str	*to_kind;
	const struct pack_fact	*sent;		/* a moment: when the first report
						 * was; or NULL */
	const struct pack_fact	*partial;	/* a truth: something of the
						 * contents was left out; or NULL */
	const struct feel_program *const *anchor;
	size_t			 nanchor;
	bool			 timed;		/* false: 及时, no figure */
	struct pack_duration	 within;
	const struct pack_fact	*working;	/* working days; or NULL */
	const struct pack_content *contents;
	size_t			 ncontents;
};

struct pack_circumstance {
	struct str		 id;
	struct pack_words	 title;
	const struct feel_program *when;
	bool			 favours;
};

struct pack_attribution {
	struct str		 track, gives;	/* words.md's */
	const struct pack_fact	*each;		/* a list */
	size_t			 slot;		/* of its element */
	const struct pack_circumstance *circumstances;
	size_t			 ncircumstances;
};

struct pack_parameter {
	struct str		 id;
	struct pack_words	 name;
	struct str		 value;
	struct str		 unit;
	enum attested		 attested;
	bool			 off;
	struct str		 document;
};

struct pack_duty {
	struct pack_texts	 owed_by;	/* kinds of bodies */
	struct pack_words	 owed_to;
	struct str		 capacity;
	struct str		 every;		/* "P1Y"; or empty */
	struct str		 due;		/* "12-31"; or empty */
	struct pack_words	 on;
	const struct pack_words	*evidence;
	size_t			 nevidence;
	const struct pack_parameter *parameters;
	size_t			 nparameters;
};

struct pack_role {
	struct str		 capacity, body;
	bool			 several;
};

struct pack_measure {
	struct str		 layer, on;
	struct pack_words	 decided_by;
	struct str		 effect;	/* a duration; or empty */
};

struct pack_indicator {
	struct str		 points;	/* a decimal; or empty */
	const struct feel_program *score;
	bool			 veto;
	const struct pack_words	*evidence;
	size_t			 nevidence;
};

struct pack_table {
	const struct feel_table	*table;
	const struct pack_fact	*gives, *advises;	/* one of both */
};

struct pack_trigger {
	bool			 person;	/* only a person opens it */
	struct pack_words	 names;		/* what he must name */
};

struct pack_rule {
	enum pack_kind		 kind;		/* neither facts, none nor example */
	struct str		 id;
	struct pack_words	 title, note;
	const struct pack	*of;
	const struct pack_clause *clause;
	int64_t			 from, to;	/* days, half-open */
	enum attested		 attested;
	struct str		 source;	/* several parted by "; " */
	const struct pack_rule	*overrides;	/* of another pack; or NULL */
	struct str		 document;
	const struct pack_cond	*cond;		/* never NULL; COND_NONE */
	size_t			 nconds;	/* nodes of it */
	int			 level;		/* of a grade */
	union {
		struct pack_clock	clock;
		struct pack_attribution	attribution;
		struct pack_duty	duty;
		struct pack_role	role;
		struct pack_measure	measure;
		struct pack_indicator	indicator;
		struct pack_table	table;
		struct pack_trigger	trigger;
	};
	struct pack_place	 at;
	size_t			 nexamples;	/* that expect something of it */
};

/* ---- examples ---- */

struct pack_given {
	size_t			 slot;
	struct feel_value	 value;
};

/* What ought to come out, as it was written. */
struct pack_expect {
	struct str		 what;	/* rule, fact, 级别, 级别提示, 缺 */
	struct str		 of;	/* the rule of 缺; or empty */
	struct str		 outcome;
	struct pack_place	 at;
};

struct pack_example {
	struct str		 id;	/* with its row's name: "phone/满半小时" */
	const struct pack_given	*given;
	size_t			 ngiven;
	int64_t			 when;	/* UTC ms of judging; MOMENT_NONE: the
					 * day the pack comes into force */
	const struct pack_expect *expect;
	size_t			 nexpect;
	const struct pack_clause *clause;
	struct pack_place	 at;
};

/* ---- the pack ---- */

struct pack {
	struct str		 id;
	int64_t			 version;
	struct pack_words	 title;
	struct str		 issuer, number, interpretation;
	struct str		 territory;	/* where it holds; empty: all over
						 * the country */
	int64_t			 published;	/* day; DAY_NONE: not said */
	int64_t			 from, to;
	bool			 by_article;	/* how clauses are cited */
	struct pack_texts	 basis;
	const struct pack *const *uses;
	size_t			 nuses;
	/* The earliest known of these tells what was in force; none: the
	 * moment of judging does. */
	const struct feel_program *const *governed_by;
	size_t			 ngoverned;
	const struct pack_fact	*graded_by;	/* or NULL */
	const struct pack_value	*levels;	/* the lowest first */
	size_t			 nlevels;
	struct hash		 hash;		/* SHA-256 of the text */
	struct str		 text;
	const struct pack_clause *clauses;
	size_t			 nclauses;
	/*
	 * By slot of the scope: facts of the packs used, then its own, then
	 * 达到… of its levels, then one for the element of each list.  An
	 * element's place is NULL.
	 */
	const struct pack_fact *const *facts;
	size_t			 nfacts;
	const size_t		*order;		/* slots of derived facts, each
						 * behind those it reads */
	size_t			 norder;
	const struct feel_scope	*scope;
	const struct pack_rule	*rules;		/* as written */
	size_t			 nrules;
	const struct pack_example *examples;
	size_t			 nexamples;
	/* Where each name leads: pack_rule() and its like ask them. */
	const struct names	*rule_names, *clause_names, *fact_names;
};

const struct pack_rule *pack_rule(const struct pack *p, struct str id);
const struct pack_clause *pack_clause(const struct pack *p, struct str id);

/* By id or Chinese name, its own or taken over; false: none. */
bool pack_slot(const struct pack *p, struct str s, size_t *ret_slot);

/* ---- reading ---- */

struct pack_fault {
	bool			 remark;	/* no error: the pack can be run */
	struct pack_place	 at;
	struct note		*note;
	struct pack_fault	*next;
};

struct pack_faults {
	struct pack_fault	*first, *last;
	size_t			 n, errors;
	bool			 more;	/* there were more than PACK_FAULTS_MAX */
};

/*
 * pack_read(a, text, known, nknown, ret, faults, note):
 * Read ${text}; the packs it uses are found among ${known}.  The pack lives in
 * ${a}; ${text} must live as long.  ERR_INVALID: ${faults} says all that is
 * wrong, by line, and ${note} how many; ERR_LIMIT, ERR_MEMORY.
 */
enum err pack_read(struct arena *a, struct str text,
    const struct pack *const *known, size_t nknown, const struct pack **ret,
    struct pack_faults *faults, struct note *note);

/*
 * pack_uses(a, text, ret, ret_n, note):
 * Which packs does the text want to use, by their ids, and what is its own id?
 * Reads the front matter alone: whoever loads several puts them in order.
 */
enum err pack_uses(struct arena *a, struct str text, struct str *ret_id,
    struct pack_texts *ret, struct note *note);

/*
 * pack_check(a, p, faults, note):
 * What can be run may still be poor work: clauses without a rule or a reason
 * for none, rules without examples (a trigger and a level want one that meets,
 * one that does not, one that cannot yet say), what the tables' analysis finds,
 * facts nobody reads, missing sources.  Added to ${faults}.
 */
enum err pack_check(struct arena *a, const struct pack *p,
    struct pack_faults *faults, struct note *note);

#endif
