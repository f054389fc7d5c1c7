/* SPDX-License-Identifier: Apache-2.0 */
/* Where do the tables of the samples lie? */
#ifndef SAMPLE_SAMPLE_WHERE_H
#define SAMPLE_SAMPLE_WHERE_H

#include "base/note.h"

/*
 * sample_where(a, ret, note):
 * The folder of the tables: beside the program where it was installed, or in
 * the folder in which it was built.  ERR_NOTFOUND says where that would be.
 */
enum err sample_where(struct arena *a, struct str *ret, struct note *note);

#endif
