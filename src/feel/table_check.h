/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with a decision table, whatever the facts?  Said when it is
 * written, with an input that shows it.
 *
 * Only what is certain is told.  A cell that is not made of constants is known
 * when it is evaluated and not before; such cells are listed, and nothing is
 * claimed that hangs on them.  Inputs are taken to have every allowed value of
 * their type, and no null, independently of each other; where two inputs look
 * at the same fact, that is said.
 */
#ifndef FEEL_TABLE_CHECK_H
#define FEEL_TABLE_CHECK_H

#include "feel/table.h"

enum {
	FEEL_FLAWS_MAX		= 20,	/* of each kind */
	FEEL_CHECK_WORK_MAX	= 40 * 1000 * 1000	/* words looked at */
};

/*	what is told			a fault?	words */
#define FEEL_FLAW_TABLE(X) \
	X(FEEL_FLAW_GAP,		true,	M("no rule applies")) \
	X(FEEL_FLAW_OVERLAP,		true,	M("two rules apply")) \
	X(FEEL_FLAW_CONTRADICTION,	true,	M("two rules apply and say different things")) \
	X(FEEL_FLAW_UNREACHABLE,	true,	M("the rule never counts")) \
	X(FEEL_FLAW_OUTPUT,		true,	M("the output is not among its values")) \
	X(FEEL_FLAW_UNDECIDED,		false,	M("known only when it is evaluated")) \
	X(FEEL_FLAW_LINKED,		false,	M("two inputs look at one fact; " \
	    "an example may be impossible")) \
	X(FEEL_FLAW_BOUND,		false,	M("the table is too large to be looked at as a whole"))

enum feel_flaw_kind {
#define X(name, fault, words) name,
	FEEL_FLAW_TABLE(X)
#undef X
	FEEL_FLAW__MAX
};

const char *feel_flaw_words(enum feel_flaw_kind k);	/* English; msgid */
bool feel_flaw_fault(enum feel_flaw_kind k);

/*
 * One thing that was found.  Gaps are told of U, A, P and F without a default;
 * overlaps of U, and of A where the outputs cannot be compared beforehand;
 * contradictions of U and A; rules that never count also of F and P, where
 * others go before them.
 */
struct feel_flaw {
	enum feel_flaw_kind	 kind;
	struct feel_cell	 cell;		/* its rule; the cell in question;
						 * or, for two inputs, the first */
	size_t			 other;		/* the other rule or input; the
						 * rule that goes before; or the
						 * cell's rule itself */
	const struct feel_value	*example;	/* of each input; a null: any
						 * value.  NULL: none */
	struct feel_flaw	*next;
};

struct feel_check {
	const struct feel_flaw	*first;
	size_t			 n, faults;
	bool			 whole;		/* nothing was left out */
};

/* In ${a}; ERR_MEMORY alone can fail. */
enum err feel_table_check(struct arena *a, const struct feel_table *t,
    struct feel_check *ret, struct note *note);

#endif
