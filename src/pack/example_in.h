/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files share that read examples? */
#ifndef PACK_EXAMPLE_IN_H
#define PACK_EXAMPLE_IN_H

#include "pack/read_in.h"

#define ARROW	"→"

enum {
	NOWHERE		= -1,
	GIVEN_MAX	= 200 * 1000	/* facts of all examples together */
};

/* Of what something is expected. */
struct head {
	struct str	 what, of;
	ptrdiff_t	 rule;		/* of this pack, to which it counts; or
					 * NOWHERE */
};

/* Names that something can be expected of. */
struct heads {
	struct read		*r;
	const struct pack	**packs;	/* used, directly or not */
	size_t			 npacks;
	bool			 levels;	/* one of all has levels */
	struct names		*overridden;	/* rules of others, by id */
	size_t			*counted;	/* by rule: the last example */
};

/* False: no memory. */
bool heads_begin(struct heads *h, struct read *r);
/* "RULE", "FACT", "级别", "缺 RULE"; false and a fault if it is none. */
bool head_read(struct heads *h, struct str s, struct pack_place at,
    struct head *ret);
/* Example ${nth} (from 1) expects something of it. */
void head_count(struct heads *h, const struct head *x, size_t nth);

/* ---- examples that are being put together ---- */

enum column_kind { COLUMN_NONE, COLUMN_FACT, COLUMN_AT, COLUMN_EXPECT };

struct column {
	enum column_kind	 kind;
	size_t			 slot;
	struct head		 head;
};

/* The facts of a row, or of a block. */
struct stock {
	const struct pack_given	*given;
	size_t			 n;
	int64_t			 when;
};

/* One block. */
struct sample {
	const struct entry	*entry;
	const struct ynode	*id, *facts, *like, *at, *expect, *clause;
	struct pack_words	 title, note;
	const struct pack_clause *of;
	enum { FRESH, BEGUN, DONE } state;
	struct stock		 stock;		/* what its rows begin with */
	struct grid		 grid;		/* of its table, if it has one */
	const struct column	*columns;
	size_t			 first;		/* of its rows in ${rows} */
};

struct sampling {
	struct read		*r;
	struct heads		 heads;
	struct sample		*all;
	size_t			 n;
	struct names		*ids;		/* places in ${all} */
	struct stock		*rows;		/* of all tables */
	size_t			 nrows;
	struct names		*row_ids;	/* "phone/满半小时" */
	struct pack_given	*work;		/* facts that are being put
						 * together */
	bool			*known;		/* beside it */
	size_t			 nwork;
	size_t			*at;		/* by slot: its place there + 1 */
	size_t			 total;
	struct pack_example	*made;
};

/* read_stock.c: what is known is put together fact by fact. */
void stock_take(struct sampling *s, const struct stock *from);
void stock_put(struct sampling *s, size_t slot, const struct feel_value *v,
    bool known);
/* What has come together, in the arena; nothing is left at work. */
void stock_end(struct sampling *s, struct stock *ret);
/* A mapping of facts and their values. */
void stock_facts(struct sampling *s, const struct ynode *map);
/* The fact, if it can be stated; false and a fault if not. */
bool stated_find(struct read *r, struct str name, struct pack_place at,
    size_t *ret);
void when_take(struct read *r, struct str text, struct pack_place at,
    int64_t *ret);

/* read_rows.c: the table behind a block; its facts, then what is expected. */
void rows_stock(struct sampling *s, struct sample *x);
void rows_make(struct sampling *s, const struct sample *x);

/* read_example.c */
struct str row_id(struct sampling *s, const struct sample *x, size_t row);
size_t expect_map(struct sampling *s, const struct ynode *map,
    struct pack_expect *to, size_t nth);
void example_put(struct sampling *s, const struct sample *x,
    const struct pack_example *made);

#endif
