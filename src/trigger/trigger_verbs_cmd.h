/* SPDX-License-Identifier: Apache-2.0 */
/* What do the rows of triggers run, and what do their views share? */
#ifndef TRIGGER_TRIGGER_VERBS_CMD_H
#define TRIGGER_TRIGGER_VERBS_CMD_H

#include "cli/terminal.h"
#include "pack/tell.h"
#include "trigger/trigger_case.h"

command_fn trigger_cmd_list, trigger_cmd_asked, trigger_cmd_show;

/* An incident and what the packs in force say of it today. */
struct trigger_desk {
	struct cmd		*c;
	struct app		*app;
	struct trigger_case	 k;
	struct tell		 tell;
};

/* The incident that ${word} names; with what the packs say of it. */
enum err trigger_cmd_incident(struct cmd *c, struct str word, struct key *ret,
    struct note *note);
enum err trigger_desk_load(struct cmd *c, struct str word,
    struct trigger_desk *ret, struct note *note);

/* The packs in force today. */
enum err trigger_book(struct cmd *c, const struct book **ret,
    struct note *note);

/* A heading, then rows; nothing if there are none. */
enum err trigger_section(struct cmd *c, const char *heading,
    const struct fields *fs, const struct value *rows, size_t n,
    struct note *note);

#endif
