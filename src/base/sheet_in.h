/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the files of the sheet reader know of each other?  For sheet*.c only.
 */
#ifndef BASE_SHEET_IN_H
#define BASE_SHEET_IN_H

#include "base/sheet.h"

/* A file or bytes in memory, read at any place. */
struct sheet_from {
	int		fd;		/* -1: memory */
	struct str	bytes;
	int64_t		size;
};

/* Up to ${n} bytes at ${at}; fewer only at the end, -1 when it fails. */
long sheet_from_read(const struct sheet_from *from, int64_t at, void *to,
    size_t n);

#endif
