/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which order are rows given that the store does not order so?  They are
 * gathered, at most DATED_SORT_MAX, and put in order.
 */
#ifndef DATED_DATED_LIST_IN_H
#define DATED_DATED_LIST_IN_H

#include "dated/dated.h"

enum { DATED_SORT_MAX = 20000, DATED_SORT_BY_MAX = 8 };

struct dated_sort_row;

/* Begins zeroed, but for ${a} and, without columns, how keys are ordered. */
struct dated_sort {
	struct arena		*a;
	const struct fields	*form;
	struct {
		size_t	field;
		bool	down;
	}			 by[DATED_SORT_BY_MAX];
	size_t			 nby;
	bool			 newest;	/* by keys backwards */
	struct key		 after;		/* only those behind it */
	struct arena		*rows;
	struct dated_sort_row	*row;
	size_t			 n, room;
};

/* "name,-from": by name, then by the latest first.  Without it: by keys. */
enum err dated_sort_read(struct dated_sort *s, const struct fields *form,
    struct str text, struct note *note);

/* Keep a row; ERR_LIMIT: they are too many. */
enum err dated_sort_put(struct dated_sort *s, const struct fields *form,
    const struct value *row, const struct dated_head *head, int64_t since,
    struct note *note);

/* Hand them out in order; the first not ERR_OK ends it. */
enum err dated_sort_give(struct dated_sort *s, enum err (*row)(void *arg,
    const struct value *row, struct key id, struct note *note), void *arg,
    struct note *note);
void dated_sort_free(struct dated_sort *s);

#endif
