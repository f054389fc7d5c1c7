/* SPDX-License-Identifier: Apache-2.0 */
/* For tests: a log in memory, its tiles, and the tree by its definition. */
#ifndef LEDGER_MEMLOG_H
#define LEDGER_MEMLOG_H

#include "ledger/merkle.h"
#include "ledger/snote.h"

enum { MEMLOG_LEVELS = 4 };

struct memlog {
	uint64_t	 size;
	struct hasher	*h;
	struct hash	*level[MEMLOG_LEVELS];
	struct buf	 entry;
};

/* A log of ${size} entries, each its own function of its number: an empty one
 * and one of 65,535 bytes are among the first. */
void memlog_open(struct memlog *m, uint64_t size);
void memlog_close(struct memlog *m);

/* The bytes of entry ${seq}; until the next call.  ${arg} is the log. */
enum err memlog_entry(void *arg, uint64_t seq, struct str *ret,
    struct note *note);

struct tile_reader memlog_tiles(struct memlog *m);

/* A checkpoint of the first ${size} entries, signed with ${keys} in ${a}. */
struct str memlog_checkpoint(struct memlog *m, struct arena *a, uint64_t size,
    const struct skey *const *keys, size_t n);
#define MEMLOG_ORIGIN	"example.com/anze/memlog"

/* RFC 6962 2.1: MTH(D[from:to]), by its words and slowly. */
struct hash memlog_root(const struct memlog *m, uint64_t from, uint64_t to);

#endif
