/* SPDX-License-Identifier: Apache-2.0 */
/* What do the readers of text, of Markdown and of its tables share? */
#ifndef PACK_MARK_IN_H
#define PACK_MARK_IN_H

#include "pack/read_in.h"

struct fence {
	char	c;
	size_t	n;
};

/* Does a fenced block begin with the line?  Does one end with it? */
bool fence_open(struct str line, struct fence *ret);
bool fence_closes(struct str line, struct fence f);

/* The lines; false: it is no text. */
bool text_read(struct read *r, struct str s);
/* What Markdown from line ${from} on must not be; false: it was told. */
bool text_check(struct read *r, size_t from);

/* How many cells has the row?  And if it is the line below a heading: 0 if it
 * is none. */
size_t grid_cells(struct str line);
size_t grid_rule(struct str line);

#endif
