/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is a built-in function?  A row of a table: its name, the names of its
 * parameters, and a C function of its arguments.
 *
 * The caller has looked after what is common to all: the number of arguments,
 * their order when they were named (a left-out one is a plain null), a list of
 * one element given for that element, and arguments that are not known yet
 * (unless the row says that the function minds them itself).
 */
#ifndef FEEL_BUILTIN_H
#define FEEL_BUILTIN_H

#include "feel/value.h"

struct feel_run;	/* one evaluation; run_in.h */

/*
 * A function sets ${*ret}, which is a plain null when it is called.
 * ${n} is the number of arguments that were given, or, if they were named, of
 * the parameters up to the last one given.
 */
typedef void feel_function_of(struct feel_run *r, const struct feel_value *arg,
    size_t n, struct feel_value *ret);

enum {
	FEEL_PARAMS_MAX	= 4,
	FEEL_OPEN_OK	= 1 << 0,	/* minds unknown arguments itself */
	FEEL_PARTS_OK	= 1 << 1,	/* minds lists with unknown parts */
	FEEL_SPREAD	= 1 << 2,	/* f(a, b, c) is f([a, b, c]) */
	FEEL_IMPURE	= 1 << 3	/* never computed beforehand */
};

/*
 * ${takes} has a letter for each parameter: what is allowed there.  An argument
 * of another kind makes the result null (FEEL_WHY_ARGUMENT; a null given,
 * FEEL_WHY_NULL) without the function being called.
 *	n number  s string  b boolean  l list (another value: a list of one)
 *	c context  d date  t time  D date and time  p any duration
 *	m years and months duration  y days and time duration  r range
 *	f function  k calendar  * anything, also null
 *	in capitals no letter but D; "?" after a letter: null is allowed too
 * Several kinds for one parameter stand in brackets: "[dD]".
 */
struct feel_builtin {
	const char		*name;
	const char		*params[FEEL_PARAMS_MAX + 1];
	uint8_t			 least, most;	/* arguments */
	uint8_t			 flags;
	const char		*takes;
	const char		*gives;		/* one letter; "*" anything */
	feel_function_of	*run;
};

/* The tables: each ends with a row whose name is NULL. */
extern const struct feel_builtin feel_builtins_number[];
extern const struct feel_builtin feel_builtins_string[];
extern const struct feel_builtin feel_builtins_list[];
extern const struct feel_builtin feel_builtins_sum[];
extern const struct feel_builtin feel_builtins_context[];
extern const struct feel_builtin feel_builtins_range[];
extern const struct feel_builtin feel_builtins_time[];	/* feel_time_*.c */

/* For use by functions. */
struct arena *feel_run_arena(struct feel_run *r);
const struct feel_zones *feel_run_zones(const struct feel_run *r);

/* Set ${*ret} to null for the reason ${code}, at the call's place. */
void feel_fail(struct feel_run *r, enum feel_code code, struct feel_value *ret);

/* Charge ${n} steps; false when the evaluation has to end. */
bool feel_spend(struct feel_run *r, size_t n);

/* The same for ${n} bytes that were made in ${r}'s arena by other means. */
bool feel_charge(struct feel_run *r, size_t n);

/* ${n} bytes of ${r}'s arena, charged; NULL when there are none. */
void *feel_take(struct feel_run *r, size_t n);

#endif
