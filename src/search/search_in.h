/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of searching share? */
#ifndef SEARCH_SEARCH_IN_H
#define SEARCH_SEARCH_IN_H

#include "search/search.h"
#include "store/index.h"
#include "store/schema.h"
#include "store/scope.h"
#include "store/words.h"

/* The names of the indexes in index_state. */
#define SEARCH_WORDS	"words"
#define SEARCH_SCOPES	"scopes"

enum {
	SEARCH_VERSION	 = 1,		/* of what is found by what */
	SEARCH_TEXTS_MAX = 64,		/* of one record */
	SEARCH_PIECE	 = 10000	/* records of one act that fills */
};

/* Records that are found; its name is also that of its events and tables. */
struct search_kind {
	const char	*name;
	/* Note as due the records behind $1, at most $2 in order of keys. */
	struct sql	 every;
	/* Of each that is due: id, is there, and its texts. */
	struct sql	 texts;
	/* $1 on the day $2: code, name and where it belongs. */
	struct sql	 shown;
};
extern const struct search_kind search_kinds[];
extern const size_t search_nkinds;
const struct search_kind *search_kind(struct str name);

/* All scopes, trees before those that follow them. */
extern const struct scope *const search_scopes[];
extern const size_t search_nscopes;

extern const struct words_index search_words;

/* Index the names of all records of the kind that are due. */
enum err search_put(struct store *st, struct arena *a,
    const struct search_kind *k, struct note *note);

/* Which day is it in the house, and when is it over? */
enum err search_day(struct store *st, struct arena *a, int64_t now,
    int64_t *ret_day, int64_t *ret_until, struct note *note);

/* What a program makes indexes by: another one, other indexes. */
enum err search_stamp(const struct schema *s, struct arena *a,
    struct hash *ret, struct note *note);

/* Let all that is due follow; scopes as of ${day}, if they are kept at all. */
enum err search_follow(struct store *st, struct arena *a, bool scopes,
    int64_t day, struct note *note);

/* Has this kind a scope? */
bool search_scoped(const char *name);

/* How many records are there of all kinds and scopes? */
enum err search_count(struct store *st, int64_t *ret, struct note *note);

/* One hit for the reader; false: it is not there any more. */
enum err search_show(struct store *st, struct arena *a,
    const struct search_kind *k, struct key id, int64_t day,
    struct search_hit *ret, bool *ret_there, struct note *note);

#endif
