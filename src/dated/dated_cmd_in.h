/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands of dated records share. */
#ifndef DATED_DATED_CMD_IN_H
#define DATED_DATED_CMD_IN_H

#include "dated/dated_cmd.h"
#include "dated/dated_sheet.h"

/* A field's option is its name with hyphens. */
const char *dated_cmd_option(struct arena *a, const char *field);

/* Has the command's row this option? */
bool dated_cmd_has(const struct cmd *c, const char *option);

/* A day, or for types of moments a moment, in the zone of the house; "open". */
enum err dated_cmd_when(struct cmd *c, const struct dated *t,
    const char *option, int64_t otherwise, int64_t *ret, struct note *note);
int64_t dated_cmd_now(const struct cmd *c, const struct dated *t);


/* The record that the first operand names. */
enum err dated_cmd_record(struct cmd *c, const struct dated *t,
    struct key *ret, struct note *note);

/* All that is known of a record, for programs. */
enum err dated_cmd_object(struct cmd *c, const struct dated *t,
    struct key id, int64_t known, struct note *note);

#endif
