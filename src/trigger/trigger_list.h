/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of situations, and of what bodies are asked; the newest incidents first,
 * page by page. */
#ifndef TRIGGER_TRIGGER_LIST_H
#define TRIGGER_TRIGGER_LIST_H

#include "trigger/trigger.h"

struct trigger_line {
	struct key		incident, body;	/* the body in which it happened */
	struct str		ref, title;
	struct str		pack, rule, outcome;
	int64_t			concluded;	/* the entry */
	enum trigger_state	is;
};

struct trigger_query {
	struct str	rules;		/* ",pack/rule,…": what is a situation */
	struct str	outcomes;	/* words, by commas; "": all */
	struct str	state;		/* a word; "": all */
	struct key	before;		/* KEY_NONE: from the newest */
	size_t		most;		/* rows; the last incident is never cut */
};

enum err trigger_list(struct store *st, struct arena *a,
    const struct trigger_query *q, const struct trigger_line **ret,
    size_t *ret_n, struct note *note);

struct trigger_asked_line {
	struct key	incident, body;
	struct str	ref, title, fact, kinds;
};

/* What ${body} is asked for. */
enum err trigger_asked_of(struct store *st, struct arena *a, struct key body,
    const struct trigger_query *q, const struct trigger_asked_line **ret,
    size_t *ret_n, struct note *note);

#endif
