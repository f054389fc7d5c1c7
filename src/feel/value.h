/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is a value of the rule language?  One of the kinds below.  Values are
 * plain and never change once made; what they point to lives in an arena.
 *
 * A null may carry a reason (struct feel_why): what went wrong, where in the
 * text, or which fact is missing.  An unknown fact is such a null, with the
 * code FEEL_WHY_MISSING.  A null with that code may turn into another value
 * once the facts are known; any other null stays null whatever they are.
 */
#ifndef FEEL_VALUE_H
#define FEEL_VALUE_H

#include "base/calendar.h"
#include "base/decimal.h"
#include "feel/feel_time.h"
#include "feel/bounds.h"

enum feel_kind {
	FEEL_NULL,
	FEEL_BOOLEAN,
	FEEL_NUMBER,
	FEEL_STRING,
	FEEL_DATE,
	FEEL_TIME,
	FEEL_STAMP,	/* date and time */
	FEEL_MONTHS,	/* years and months duration */
	FEEL_SPAN,	/* days and time duration */
	FEEL_LIST,
	FEEL_CONTEXT,
	FEEL_RANGE,
	FEEL_FUNCTION,
	FEEL_CALENDAR,	/* an input; nothing but working days' functions see it */
	FEEL_KIND__MAX
};

/*	code			is an error?	words */
#define FEEL_WHY_TABLE(X) \
	X(FEEL_WHY_NOT,		false,	M("nothing is wrong")) \
	X(FEEL_WHY_NULL,	true,	M("a part has no value")) \
	X(FEEL_WHY_MISSING,	false,	M("a fact is not known")) \
	X(FEEL_WHY_KIND,	true,	M("values of these kinds do not go together")) \
	X(FEEL_WHY_ZERO,	true,	M("division by zero")) \
	X(FEEL_WHY_RANGE,	true,	M("the result lies outside what can be held")) \
	X(FEEL_WHY_ARGUMENT,	true,	M("an argument is not one that is allowed")) \
	X(FEEL_WHY_COUNT,	true,	M("the number of arguments is wrong")) \
	X(FEEL_WHY_FORM,	true,	M("the text does not have the form that is needed")) \
	X(FEEL_WHY_ENTRY,	true,	M("there is no such entry")) \
	X(FEEL_WHY_INDEX,	false,	M("the list has no such element")) \
	X(FEEL_WHY_LOGIC,	false,	M("a part is neither true nor false")) \
	X(FEEL_WHY_PLACES,	true,	M("local time and time of a zone do not compare")) \
	X(FEEL_WHY_CALENDAR,	true,	M("the calendar does not reach that far")) \
	X(FEEL_WHY_CALL,	true,	M("what is called is not a function")) \
	X(FEEL_WHY_RULE,	false,	M("no rule of the table applies")) \
	X(FEEL_WHY_RULES,	true,	M("rules of the table contradict each other")) \
	X(FEEL_WHY_VALUE,	true,	M("a value is not among those that are allowed"))

enum feel_code {
#define X(name, error, words) name,
	FEEL_WHY_TABLE(X)
#undef X
	FEEL_WHY__MAX
};

/*
 * Why is it null?  ${from} and ${to} are bytes of the expression's text.  A
 * missing fact is a leaf with its name and, perhaps, why it is not known; where
 * several are missing, ${left} and ${right} lead to them.
 */
struct feel_why {
	enum feel_code		 code;
	uint32_t		 from, to;
	struct str		 fact;	/* FEEL_WHY_MISSING, a leaf */
	struct str		 said;	/* why it is not known; or more words */
	const struct feel_why	*left, *right;
};

struct feel_value;
struct feel_function;		/* opaque: run_in.h */

struct feel_list {
	const struct feel_value	*v;
	size_t			 n;
};

struct feel_entry;
struct feel_context {
	const struct feel_entry	*e;	/* in the order they were written */
	size_t			 n;
	const uint32_t		*index;	/* by hash, when there are many */
	size_t			 mask;
};

/* The first four are ranges with ends; the others, tests written as values:
 * (< 10), (= 10). */
enum feel_ends {
	FEEL_OPEN_OPEN, FEEL_OPEN_CLOSED, FEEL_CLOSED_OPEN, FEEL_CLOSED_CLOSED,
	FEEL_LESS, FEEL_MOST, FEEL_MORE, FEEL_LEAST, FEEL_EQUAL, FEEL_UNEQUAL,
	FEEL_ENDS__MAX
};

struct feel_range {
	const struct feel_value	*from;	/* NULL where there is no such end */
	const struct feel_value	*to;	/* also what FEEL_EQUAL is about */
	enum feel_ends		 ends;
};

struct feel_value {
	uint8_t	kind;		/* enum feel_kind */
	bool	open;		/* a part of it, at any depth, is not known */
	uint16_t depth;		/* lists in lists, …; 0: not made of others */
	uint32_t weight;	/* of a list, context or range: see below */
	union {
		bool				 truth;
		struct decimal			 number;
		struct str			 text;	/* UTF-8 */
		int64_t				 day;	/* FEEL_DATE */
		struct feel_time		 time;
		struct feel_stamp		 stamp;
		int64_t				 months;
		__int128			 nano;	/* FEEL_SPAN */
		struct feel_list		 list;
		const struct feel_context	*context;
		const struct feel_range		*range;
		const struct feel_function	*function;
		const struct calendar		*calendar;
		const struct feel_why		*why;	/* or NULL */
	};
};

struct feel_entry {
	struct str		key;
	struct feel_value	value;
};

const char *feel_code_words(enum feel_code c);	/* English; msgid */
bool feel_code_error(enum feel_code c);
const char *feel_kind_name(enum feel_kind k);	/* as the language says it */

struct feel_value feel_null(void);
struct feel_value feel_boolean(bool b);
struct feel_value feel_number(struct decimal d);
struct feel_value feel_int(int64_t n);
struct feel_value feel_string(struct str s);
struct feel_value feel_date(int64_t day);
struct feel_value feel_calendar(const struct calendar *c);

/* A fact that is not known; ${said} may be empty. */
struct feel_value feel_unknown(struct arena *a, struct str fact,
    struct str said);
bool feel_is_unknown(const struct feel_value *v);

/*
 * How many values are in it, itself included, one that is there twice counted
 * twice, and long texts for more?  Whoever goes through all of a value takes
 * about so many steps.
 */
uint32_t feel_weight(const struct feel_value *v);

/* ${part} was put into ${whole}: take over what is not known, the depth, and
 * the weight. */
void feel_holds(struct feel_value *whole, const struct feel_value *part);

/* ${v} must stay where it is, and not change, as long as the list is used. */
struct feel_value feel_list(const struct feel_value *v, size_t n);

/*
 * feel_context(a, e, n, ret):
 * A context of the ${n} entries at ${e}, which stay where they are.  False if
 * two have the same key.  Without memory ${a} is failed and ${*ret} null.
 */
bool feel_context(struct arena *a, const struct feel_entry *e, size_t n,
    struct feel_value *ret);

/* The entry's value, or NULL. */
const struct feel_value *feel_get(const struct feel_context *c, struct str key);

size_t feel_key_hash(struct str key);	/* of a context's keys */

/* Write ${v} as the language writes it: 1.5, "a", @"2026-11-23", [1, 2]. */
void feel_put(struct buf *b, const struct feel_value *v);

#endif
