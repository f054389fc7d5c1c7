/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the files share that read a pack?  The steps follow each other in
 * read.c: text, front matter, Markdown, clauses, blocks, facts, rules,
 * examples.  None stops at a fault; what cannot be understood for want of
 * something that was refused already is passed over in silence.
 */
#ifndef PACK_READ_IN_H
#define PACK_READ_IN_H

#include "base/near.h"
#include "base/utf8.h"
#include "pack/pack.h"

#define COUNT(t)	(sizeof (t) / sizeof *(t))

/* ---- faults: fault.c ---- */

struct sink {
	struct arena		*a;
	struct pack_faults	*to;
};

/* Whatever has a sink can be told of a fault: FAULT(r, at, M("…"), A_…). */
#define FAULT(x, at, msg, ...) \
	fault(&(x)->sink, (at), (msg), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })
#define REMARK(x, at, msg, ...) \
	remark(&(x)->sink, (at), (msg), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })
void fault(struct sink *s, struct pack_place at, const char *msg,
    const struct arg *args);
void remark(struct sink *s, struct pack_place at, const char *msg,
    const struct arg *args);
/* What another reader said, as a fault at ${at}. */
void fault_note(struct sink *s, struct pack_place at, const struct note *note);
/* By line and column; those of one place in the order they were told. */
void faults_sort(struct arena *a, struct pack_faults *f);

/* ---- names: read_names.c ---- */

struct names;

struct names *names_new(struct arena *a);	/* NULL: no memory */
/* False: it is there already, or there is no memory. */
bool names_add(struct names *n, struct str name, size_t value);
bool names_find(const struct names *n, struct str name, size_t *ret);
/* The one most like ${word}; empty if none is near. */
struct str names_near(const struct names *n, struct str word);
struct read;
/* The same for a fault; empty where so many were told that nobody will see it,
 * since the whole table is gone through. */
struct str names_hint(const struct read *r, const struct names *n,
    struct str word);

/* ---- text: mark_text.c ---- */

enum {
	TEXT_LINE_MAX	= 16 * 1024,	/* bytes of a line */
	TEXT_RUN_MAX	= 16 * 1024,	/* of lines that may be one paragraph */
	TEXT_RUN_LINES_MAX = 1000,	/* how many these are */
	TEXT_GAPS_MAX	= 10 * 1000,	/* cells that rows of a table lack */
	TEXT_LINKS_MAX	= 64 * 1024 * 1024,	/* bytes of what links take over */
	TEXT_NEST_MAX	= 16		/* lists in lists, quotes in quotes */
};

struct text {
	struct str	 s;
	const size_t	*line;	/* where each begins; one more at the end */
	size_t		 n;
};

/* Line ${i} (from 0) without its end. */
struct str text_line(const struct text *t, size_t i);
/* Does it hold a character that nobody sees? */
bool text_hides(struct str s);
/* Lines [from, to) as they are written. */
struct str text_lines(const struct text *t, size_t from, size_t to);

/* ---- YAML: yaml.c ---- */

enum {
	YAML_DEPTH_MAX	= 16,
	YAML_NODES_MAX	= 200 * 1000	/* of a whole pack */
};

enum ynode_kind { Y_TEXT, Y_LIST, Y_MAP };

struct ynode {
	enum ynode_kind		 kind;
	struct pack_place	 at;
	struct str		 text;	/* Y_TEXT; NFC */
	bool			 quoted;
	bool			 one_line;	/* stands in one, as it is */
	struct str		 key;	/* within a mapping */
	struct pack_place	 key_at;
	size_t			 n;	/* of the list or mapping */
	const struct ynode	*first, *next;
};

struct read;
struct cell;

/*
 * The one document in lines [from, to).  NULL: it is empty, or there were
 * faults; the latter are told and ${r->blind} may be set by the caller.
 */
const struct ynode *yaml_read(struct read *r, size_t from, size_t to);
/* The same of what stands in a cell. */
const struct ynode *yaml_cell(struct read *r, const struct cell *c);
const struct ynode *ynode_get(const struct ynode *map, const char *key);

/* ---- Markdown: mark.c ---- */

enum piece_kind {
	PIECE_HEADING, PIECE_PARAGRAPH, PIECE_QUOTE,
	PIECE_BLOCK,		/* fenced, marked yaml */
	PIECE_TABLE, PIECE_OTHER
};

struct piece {
	enum piece_kind	 kind;
	size_t		 from, to;	/* lines, from 0, half-open */
	struct pack_place at;
	struct str	 text;		/* of headings, paragraphs, quotes; of
					 * a block what follows "yaml" */
	struct piece	*next;
};

/* What stands from line ${from} on. */
enum err mark_read(struct read *r, size_t from, struct piece **ret,
    struct note *note);

struct cell {
	struct str	  text;
	struct pack_place at;
};

struct grid {
	const struct cell *cell;	/* the heading first, row by row */
	size_t		  columns, rows;	/* rows without the heading */
};

/* A table's cells; rows of a wrong length are told. */
void mark_grid(struct read *r, const struct piece *table, struct grid *ret);

static inline const struct cell *
grid_at(const struct grid *g, size_t row, size_t column)
{
	return &g->cell[(row + 1) * g->columns + column];
}

/* ---- one block's mapping: block.c ---- */

struct entry {
	enum pack_kind		 kind;
	const struct ynode	*node;		/* a mapping */
	struct pack_clause	*clause;	/* it stands under; or NULL */
	const struct piece	*table;		/* behind it; or NULL */
	struct str		 id;		/* empty: none, or not well made */
	struct pack_place	 id_at;
	struct entry		*next;		/* of all kinds, as written */
};

/* ---- the whole ---- */

struct read {
	struct sink		 sink;
	struct arena		*a;
	struct text		 text;
	const struct pack *const *known;
	size_t			 nknown;
	struct pack		*p;
	size_t			 nodes;		/* of YAML, so far */
	bool			 blind;		/* facts are missing: names are
						 * not looked up */
	/* Of the front matter, for later. */
	const struct ynode	*governed_by, *graded_by, *uses;
	struct pack_place	 levels_at;
	bool			 marked;	/* attested was said */
	enum attested		 attested;
	struct str		 source;
	/* Clauses. */
	struct pack_clause	*clauses;
	struct names		*clause_names;
	/* Blocks. */
	struct entry		*entries;
	size_t			 nrules, nfacts, nexamples;
	struct names		*ids;		/* of all blocks */
	/* Facts by slot, with what is still to be compiled. */
	struct feel_scope	*scope;
	const struct pack_fact	**facts;
	size_t			 nslots;
	struct pack_fact	**own;		/* by slot; NULL: taken over */
	const struct ynode	**derived;	/* by slot */
	bool			*tabled;	/* by slot: a table gives it */
	size_t			*element;	/* by slot of a list: its
						 * element's; else 0 */
	size_t			 first_element;
	struct names		*fact_names;
	struct sayings		*sayings;	/* read_feel.c */
	struct names		*rule_names;
	struct pack_rule	*rules;
};

static inline struct pack_place
place(size_t line, size_t column)
{
	return (struct pack_place){ (int32_t)line, (int32_t)column };
}

/* ---- keys and values: read_keys.c ---- */

struct key;
typedef void key_take(struct read *r, const struct ynode *v,
    const struct key *k, void *to);

/* One key of a mapping and where its value goes. */
struct key {
	const char		*name;
	key_take		*take;
	size_t			 at;		/* bytes into what is filled */
	bool			 needed;
	const char *const	*words;		/* of take_word; NULL ends */
};

enum { KEY_TABLES_MAX = 3 };

/*
 * keys_take(r, map, tables, to, lenient):
 * Fill ${to} from ${map} by the tables (each ended by a row without a name, the
 * list by NULL).  Keys that are not there, twice there, or missing (unless
 * ${lenient}) are told.  False if the node is no mapping.
 */
bool keys_take(struct read *r, const struct ynode *map,
    const struct key *const *tables, void *to, bool lenient);

key_take take_node;		/* const struct ynode * */
key_take take_text;		/* struct str, not empty */
key_take take_id;		/* the same, an id */
key_take take_zh, take_en;	/* a half of struct pack_words */
key_take take_words;		/* struct pack_words: text or {zh, en} */
key_take take_texts;		/* struct pack_texts: one or a list */
key_take take_source;		/* struct str: one, or a list put together */
key_take take_word;		/* struct str, one of k->words */
key_take take_index;		/* int, its place in k->words */
key_take take_bool;		/* bool */
key_take take_day;		/* int64_t */
key_take take_attested;		/* enum attested */
key_take take_decimal;		/* struct decimal */
key_take take_number;		/* struct str, a decimal */
key_take take_duration;		/* struct str, "P1Y", "PT1H" */
key_take take_within;		/* struct pack_duration */
key_take take_month_day;	/* struct str, "12-31" */
key_take take_clause;		/* const struct pack_clause * */

/* A list of words, texts or {zh, en}, in ${a}. */
void words_list(struct read *r, const struct ynode *v,
    const struct pack_words **ret, size_t *ret_n);
bool id_ok(struct str s);
bool text_of(struct read *r, const struct ynode *v, struct str *ret);
/* Elements of a list; a thing that is none is told. */
bool list_of(struct read *r, const struct ynode *v);
/* One word of a list, or a fault that names the nearest. */
bool word_of(struct read *r, const struct ynode *v, const char *const *words,
    int *ret);
/* "a, b or c": for hints. */
struct str words_said(struct arena *a, const char *const *words);

/* ---- front.c ---- */

/* The front matter; ${*ret_line}: where the rest begins.  False: there is none. */
bool front_read(struct read *r, size_t *ret_line);
/* Its id, and those of the packs it wants to use; nothing else is looked at. */
struct pack_texts front_ids(struct read *r, struct str *ret_id);
void front_settle(struct read *r);	/* what needs the facts */

/* ---- blocks: block.c ---- */

void blocks_read(struct read *r, struct piece *pieces);

/* ---- facts: fact.c, fact_scope.c, fact_order.c ---- */

void facts_read(struct read *r);
void facts_derive(struct read *r);	/* what the scope must be there for */
void facts_order(struct read *r);	/* and the rules */
/* By id or name, in the scope; a fault that names the nearest if none is. */
bool fact_find(struct read *r, struct str s, struct pack_place at, size_t *ret);
bool fact_slot(struct read *r, const struct ynode *v, size_t *ret);
/* Is it said by somebody, and not derived, given by a table or 达到…? */
bool fact_is_stated(const struct read *r, size_t slot);
const struct feel_type *fact_feel(struct arena *a, const struct pack_fact *f);
/* Values of a choice, as {id, name, en}. */
void values_read(struct read *r, const struct ynode *list,
    const struct pack_value **ret, size_t *ret_n);
void fact_decode(struct read *r, const struct ynode *node, bool field,
    struct pack_fact *ret, const struct ynode **ret_derived);

/* ---- expressions: read_feel.c ---- */

enum want {
	WANT_TRUTH, WANT_MOMENT, WANT_DAY, WANT_NUMBER, WANT_FACT
};

struct expr {
	enum want		 want;
	const struct pack_fact	*of;		/* WANT_FACT: it is the value of */
	size_t			 element;	/* may be named; 0: none */
};

/* Once, when all facts are there: which texts are values of a choice? */
void values_gather(struct read *r);

/* NULL: there were faults. */
const struct feel_program *expr_read(struct read *r, const struct ynode *v,
    const struct expr *x);
/* The same of a text that stands at ${at}, in one line or not. */
const struct feel_program *expr_text(struct read *r, struct str text,
    struct pack_place at, bool one_line, const struct expr *x);
/* What a program of another pack says, in the words of this one. */
const struct feel_program *expr_again(struct read *r,
    const struct feel_program *p, const struct pack *of, struct pack_place at);
/* A cell: tests of a value of the type, which ${about} (or NULL) names; or an
 * expression for the value of ${given}. */
const struct feel_program *cell_tests(struct read *r, const struct cell *c,
    const struct pack_fact *about, const struct feel_type *tested);
const struct feel_program *cell_expr(struct read *r, const struct cell *c,
    const struct pack_fact *given);

/* ---- conditions: cond.c ---- */

struct cond_nodes {
	const struct ynode	*when, *all, *any, *readings;
};

extern const struct key cond_keys[];	/* into struct cond_nodes */
bool cond_given(const struct cond_nodes *c);
void cond_read(struct read *r, const struct cond_nodes *c,
    struct pack_rule *rule, size_t element);
/* That of a rule of another pack, for ${rule}. */
void cond_again(struct read *r, const struct pack_rule *from,
    struct pack_rule *rule);

/* ---- rules: rule.c, rule_clock.c, rule_duty.c, rule_more.c, rule_table.c */

/* What of a rule is still YAML. */
struct draft {
	struct cond_nodes	 cond;		/* first: cond_keys fill it */
	struct pack_rule	 r;
	const struct entry	*entry;
	const struct ynode	*id, *clause, *overrides, *attested;
	const struct ynode	*anchor, *working, *contents, *within, *whom;
	const struct ynode	*sent, *partial;
	const struct ynode	*each, *circumstances;
	const struct ynode	*evidence, *parameters;
	const struct ynode	*score, *level, *hit, *gives;
	const struct ynode	*advises;
	int			 kind;		/* of a clock; -1: not said */
};

/* How is one kind of rule read? */
struct rule_way {
	const struct key	*keys;
	void			(*settle)(struct read *r, struct draft *d);
	bool			 conditioned;	/* may have a condition */
	bool			 overridable;
};
extern const struct rule_way clock_way, attribution_way, duty_way, role_way,
    measure_way, indicator_way, grade_way, trigger_way, table_way;

void rules_read(struct read *r);

/* Told unless there is one; overriding rules take over what they do not say. */
void cond_needed(struct read *r, const struct draft *d);

/* ---- examples: read_example.c, read_expect.c, read_given.c ---- */

void examples_read(struct read *r);
bool moment_of(struct str s, int64_t *ret_ms, struct feel_value *ret);
/* A value of the fact as it is written; false and a fault if it is none. */
bool given_node(struct read *r, const struct pack_fact *f,
    const struct ynode *v, struct feel_value *ret, bool *ret_known);
bool given_cell(struct read *r, const struct pack_fact *f,
    const struct cell *c, struct feel_value *ret, bool *ret_known);

#endif
