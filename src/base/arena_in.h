/* SPDX-License-Identifier: Apache-2.0 */
/* Where does an arena lie that has grown out of memory? */
#ifndef BASE_ARENA_IN_H
#define BASE_ARENA_IN_H

#include <stdbool.h>
#include <stddef.h>

/* A file without a name in TMPDIR, or -1. */
int spill_open(void);

/* What is mapped is whole pages. */
size_t spill_size(size_t n);

/* The ${n} bytes of the file at ${at}, with room on its disk for all of them, or
 * NULL.  What they hold is not said. */
void *spill_map(int fd, size_t at, size_t n);
void spill_unmap(void *p, size_t n);

#endif
