/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which columns has a sheet of dated records, and how are its rows read and
 * written?  id, source, code, what helps to name others, the state's fields
 * with refs as text, from, to: a list that is exported can be imported again.
 */
#ifndef DATED_DATED_SHEET_H
#define DATED_DATED_SHEET_H

#include "base/memo.h"
#include "dated/dated.h"

/* Where the values of a sheet's row are; the state's come behind the helps. */
enum { SHEET_ID, SHEET_SOURCE, SHEET_CODE, SHEET_HELPS };

struct dated_sheet {
	const struct dated	*t;
	const struct fields	*form;
	size_t			 nhelps;
	size_t			 state, from, to;	/* indexes of values */
	size_t			 names;		/* of a view: names for readers of
						 * refs; 0: none */
};

/* A sheet to be read. */
enum err dated_sheet(struct arena *a, const struct dated *t,
    struct dated_sheet *ret, struct note *note);

/* The same for lists, with names for readers and the last entry; headings of
 * names are in ${lang}. */
enum err dated_sheet_view(struct arena *a, const struct dated *t,
    enum lang lang, struct dated_sheet *ret, struct note *note);

/* How the field's refs are named. */
const struct dated_ref *dated_ref_of(const struct dated *t,
    const struct field *f);

/* Refs that were looked up before. ${fault}, if not NULL, is told of each that names
 * nothing, so that all of a row are. */
struct dated_names {
	struct arena	*a;
	struct memo	 memo;
	void		(*fault)(void *arg, const char *field,
			    struct note *found);
	/* Is it called so in an earlier row?  NULL: nobody knows. */
	bool		(*earlier)(void *arg, struct str text,
			    struct key *ret);
	void		*arg;
};

/*
 * dated_sheet_state(st, a, s, names, row, ret, ret_field, note):
 * The state that a sheet's row says, its refs looked up.  On failure
 * ${*ret_field} is the column's name; without a note when ${names->fault} was told.
 */
enum err dated_sheet_state(struct store *st, struct arena *a,
    const struct dated_sheet *s, struct dated_names *names,
    const struct value *row, struct value *ret, const char **ret_field,
    struct note *note);

/* The row of a state. */
enum err dated_sheet_row(struct store *st, struct arena *a,
    const struct dated_sheet *s, struct dated_names *names,
    const struct dated_row *row, struct value *ret, struct note *note);

#endif
