/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RULEBOOK_RULEBOOK_SHOW_CMD_H
#define RULEBOOK_RULEBOOK_SHOW_CMD_H

#include "cli/terminal.h"
#include "rulebook/rulebook_speak_cmd.h"

/* What is shown of a pack. */
struct shown {
	const struct pack	*p;
	const struct adoption	*adoption;	/* of this text; or NULL */
	const struct attachment	*attached;	/* the newest last */
	size_t			 nattached;
	struct str		 part;		/* clause or rule; "": all */
	const struct pack_rule	*rule;		/* or NULL */
};

bool shown_clause(const struct shown *s, const struct pack_clause *c);
bool shown_rule(const struct shown *s, const struct pack_rule *r);

/* The same as one object. */
enum err show_json(struct desk *d, const struct shown *s, struct note *note);

#endif
