/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where do the rows of a list go?  One row function feeds HTML, JSON, CSV, xlsx
 * and the terminal: it hands each row to a sink.
 */
#ifndef FIELD_ROWSINK_H
#define FIELD_ROWSINK_H

#include "field/field.h"

struct rowsink;

struct rowsink_ops {
	enum err (*begin)(struct rowsink *s, const struct fields *fs,
	    struct note *note);
	enum err (*row)(struct rowsink *s, const struct value *values,
	    struct note *note);
	enum err (*end)(struct rowsink *s, struct note *note);
	void	 (*drop)(struct rowsink *s);	/* NULL: nothing to give up */
};

/* The head of every sink; what is behind it is the sink's own. */
struct rowsink {
	const struct rowsink_ops	*ops;
	const struct fields		*fields;	/* set by begin */
	int64_t				 rows;		/* put so far */
	enum err			 failed;	/* nothing more is put */
};

/* A sink that is NULL (no memory for it) is ERR_MEMORY; one that failed gives its
 * error again and puts nothing. */
enum err rowsink_begin(struct rowsink *s, const struct fields *fs,
    struct note *note);
enum err rowsink_row(struct rowsink *s, const struct value *values,
    struct note *note);
enum err rowsink_end(struct rowsink *s, struct note *note);
/* Give up a sink that will not be ended: what it holds is freed, and no file is
 * left half written.  Harmless after the end, and for NULL. */
void rowsink_drop(struct rowsink *s);

/* Where bytes go: a file descriptor, a socket, a test's buffer. */
typedef enum err rowsink_write_fn(void *arg, struct str bytes,
    struct note *note);

/* {"rows":[{…},…]} with the fields' names; streamed. */
struct rowsink *rowsink_json(struct arena *a, rowsink_write_fn *to, void *arg);
/* A heading of labels in the voice's language, values as field_put(); with a
 * BOM and guarded against formulas, as spreadsheets want it.  Machine fields
 * are not in sheets. */
struct rowsink *rowsink_csv(struct arena *a, struct voice v,
    rowsink_write_fn *to, void *arg);
/* The same as a workbook: numbers and dates are the spreadsheet's own; moments
 * stand in the voice's zone, which their heading names. */
struct rowsink *rowsink_xlsx(struct arena *a, struct voice v,
    const char *path);

#endif
