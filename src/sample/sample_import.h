/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sample straight into the store: its sheets are written into a scratch
 * folder and brought in one after another, as a person would, by the imports of
 * the subjects.  Which these are the tables say, since they know every subject.
 */
#ifndef SAMPLE_SAMPLE_IMPORT_H
#define SAMPLE_SAMPLE_IMPORT_H

#include "core/import.h"
#include "sample/sample_out.h"

typedef enum err sample_import_fn(struct app *app, const struct actor *who,
    const char *path, struct voice voice, const struct import_watch *watch,
    struct import_report *ret, struct note *note);

/* The import of each sheet; NULL: there is none. */
struct sample_doors {
	sample_import_fn	*import[SAMPLE_SHEET__MAX];
};
extern const struct sample_doors sample_doors;	/* of the house: src/tables/ */

/*
 * sample_import(app, who, folder, doors, voice, watch, ret, note):
 * Bring in the sheets that lie in ${folder}, each with all its parts, in an
 * order in which what is named is there.  ${ret} has SAMPLE_SHEET__MAX reports,
 * filled in as far as it came.  The first sheet that has faults ends it.
 * Done again after an interruption, what is there is left as it is.
 */
enum err sample_import(struct app *app, const struct actor *who,
    struct str folder, const struct sample_doors *doors, struct voice voice,
    const struct import_watch *watch, struct import_report *ret,
    struct note *note);

/* A new folder for sheets that are not to stay, and its end. */
enum err sample_scratch(struct arena *a, struct str *ret, struct note *note);
void sample_scratch_remove(struct arena *a, struct str folder);

#endif
