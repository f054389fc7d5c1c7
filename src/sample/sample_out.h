/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sample as sheets in a folder: bodies.csv, tenures.csv …, and where there
 * are more rows than one import takes, tenures-2.csv … behind it.
 */
#ifndef SAMPLE_SAMPLE_OUT_H
#define SAMPLE_SAMPLE_OUT_H

#include "sample/sample.h"

enum { SAMPLE_PART_ROWS = 1000000 };	/* of one file */

struct sample_out;

/*
 * sample_out_open(folder, organs, part_rows, ret, note):
 * Begin the sheets in ${folder}, which is made if it is not there.  ERR_EXISTS
 * when one of them is there already.  With ${organs} there are only bodies.  A
 * file has at most ${part_rows} rows, and those few that belong to the last.
 */
enum err sample_out_open(const char *folder, bool organs, int64_t part_rows,
    struct sample_out **ret, struct note *note);

/* sample_sink.put, with the sheets as ${arg}. */
enum err sample_out_put(void *arg, enum sample_sheet sheet, struct str line,
    struct note *note);

/* All of it is on the disk, and the sheets get their names; before, what is
 * half written is called so.  ${*out} is NULL afterwards. */
enum err sample_out_close(struct sample_out **out, struct note *note);
/* Give it up: nothing stays. NULL is allowed. */
void sample_out_drop(struct sample_out **out);

/* Where part 1, 2 … of a sheet lies. */
struct str sample_out_path(struct arena *a, struct str folder,
    enum sample_sheet sheet, int part);

#endif
