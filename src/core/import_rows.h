/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a sheet become rows of values?  Its heading is matched with a form,
 * each cell is parsed by the field of its column; what cannot be understood is
 * told with row, column and field, and the rest is read on.
 */
#ifndef CORE_IMPORT_ROWS_H
#define CORE_IMPORT_ROWS_H

#include "core/import.h"

enum { IMPORT_HEADS_MAX = 64 };

struct import_rows {
	const char			*path;
	struct sheet			*sheet;
	struct voice			 voice;
	const struct import_watch	*watch;
	struct import_report		*report;
	const struct fields		*form;	/* as chosen by the heading */
	int				 map[IMPORT_HEADS_MAX];	/* columns */
	int64_t				 faulty;	/* the last row told of */
};

/*
 * One row.  ${values} are of the form's fields and live, as what they point to,
 * until the function returns.  ${sound} is false when a fault of the row was
 * told: what could be understood is there all the same, so that rows which
 * name this one need not be faults too.
 */
typedef enum err import_row_fn(void *arg, int64_t row,
    const struct value *values, bool sound, struct note *note);

/* Choose among ${forms} (NULL ends; the last one explains what is missing). */
enum err import_rows_heading(struct import_rows *in,
    const struct fields *const *forms, struct note *note);

/* Read what is behind the heading; the first not ERR_OK ends it. */
enum err import_rows_read(struct import_rows *in, import_row_fn *row,
    void *arg, struct note *note);

/* Where a row's field stands; ${field} NULL: the row. */
struct where import_rows_where(const struct import_rows *in, int64_t row,
    const char *field);

/* Tell of a fault, or of what is only remarkable; both clear ${found}.  A row is
 * counted once, as long as its faults follow one another. */
void import_rows_fault(struct import_rows *in, int64_t row,
    const char *field, struct note *found);
/* One more of a row that was told of before. */
void import_rows_fault_more(struct import_rows *in, int64_t row,
    const char *field, struct note *found);
void import_rows_remark(struct import_rows *in, int64_t row,
    const char *field, struct note *found);

#endif
