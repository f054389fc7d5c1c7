/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What tests of reading share: a text, the pack that it is, and what was told.
 */
#ifndef PACK_READ_FIXTURE_H
#define PACK_READ_FIXTURE_H

#include "pack/read_in.h"

enum { PAGE_KNOWN_MAX = 4 };

struct page {
	struct arena		*a;
	struct pack_faults	 faults;
	struct note		 note;
	struct read		 r;
	const struct pack	*known[PAGE_KNOWN_MAX];
	size_t			 nknown;
};

/* How many lines stand before the body of page_body(). */
enum { PAGE_HEAD = 17 };

void page_begin(struct page *p);
void page_end(struct page *p);

/* The text, parted in lines, as the steps of reading have it. */
struct read *page_text(struct page *p, const char *text);

/* Read a pack as it stands; NULL: it has faults.  Good ones may be used by
 * those that are read later. */
const struct pack *page_pack(struct page *p, const char *text);
/* The same of what stands below clause 1 of a pack ${id}; ${head} are more
 * lines of its front matter, which ends in line PAGE_HEAD - 7. */
const struct pack *page_body(struct page *p, const char *id, const char *head,
    const char *body);

/* "line:column what\n" of each fault. */
const char *page_said(struct page *p);
/* Was that said, and nothing else? */
void page_check(struct page *p, const char *said, const char *file, int line);
#define CHECK_SAID(page, said)	page_check((page), (said), __FILE__, __LINE__)

const struct pack_rule *page_rule(const struct pack *p, const char *id);
const struct pack_fact *page_fact(const struct pack *p, const char *name);

#endif
