/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do bytes get onto the disk so that they are whole or not there at all?
 * Temporary name, fsync, rename, fsync of the folder.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/hash.h"
#include "base/note.h"
#include "base/str.h"

/* The whole of a file, at most ${most} bytes, NUL after it. */
enum err file_read(struct arena *a, const char *path, size_t most,
    struct str *ret, struct note *note);

/* The hash of its bytes, read piece by piece; a pipe is not waited for. */
enum err file_read_hash(const char *path, struct hasher *h, struct hash *ret,
    struct note *note);

/* Put ${bytes} at ${path} at once; an existing file is replaced.  ${mode} like
 * 0600.  A full disk is ERR_FULL, and what was there before is still there. */
enum err file_write(const char *path, struct str bytes, unsigned mode,
    struct note *note);

/* Make the folder ${path} (and those above it), 0700, if it is not there. */
enum err file_folder(const char *path, struct note *note);

/* fsync the folder that holds ${path}. */
enum err file_sync_folder(const char *path, struct note *note);
bool file_exists(const char *path);

/* The note for errno on ${path}: what, where, what to do; ENOSPC, EDQUOT are
 * ERR_FULL, ENOENT ERR_NOTFOUND, EACCES ERR_DENIED, others ERR_IO. */
enum err file_error(struct note *note, int errnum, const char *path);

#endif
