/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the verification share. */
#ifndef LEDGER_VERIFY_IN_H
#define LEDGER_VERIFY_IN_H

#include "ledger/ledger_in.h"
#include "ledger/verify.h"

enum { VERIFY_LEVELS = 7 };	/* of tiles: 2^56 entries */

static const char v_at_form[] = "0000-00-00T00:00:00.000Z";

/* The tile being filled at one level. */
struct verify_level {
	struct hash	hash[256];
	size_t		n;		/* hashes in it */
	int64_t		full;		/* tiles completed before it */
};

struct verify {
	struct store			*st;
	const struct verify_options	*o;
	struct verify_report		 report;
	struct note			*first;
	struct arena			*a;
	struct arena_mark		 mark;
	struct hasher			*h;
	struct verify_level		*level;	/* VERIFY_LEVELS + 1 */
	struct head			 head;
	char				 at[sizeof v_at_form];
	int64_t				 next_size;	/* of a checkpoint */
	struct str			 next_note;
	int64_t				 against_size;
	bool				 against_done;
};

/* Count and pass on one finding, clear it; false once there are enough. */
bool verify_found(struct verify *v, struct note *found);

/* Texts against their vault keys; files against their hashes. */
enum err verify_vault(struct verify *v, struct note *note);
enum err verify_files(struct verify *v, struct note *note);

#endif
