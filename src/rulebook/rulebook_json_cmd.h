/* SPDX-License-Identifier: Apache-2.0 */
/* How do answers about packs look to programs? */
#ifndef RULEBOOK_RULEBOOK_JSON_CMD_H
#define RULEBOOK_RULEBOOK_JSON_CMD_H

#include <jansson.h>

#include "rulebook/rulebook_desk_cmd.h"

json_t *json_str(struct str s);
/* {"zh": …, "en": …} */
json_t *json_words(struct pack_words w);
/* "2026-03-01", or null */
json_t *json_day(struct arena *a, int64_t day);
/* "2026-03-02T02:00:00Z"; local: "2026-03-02T10:00:00+08:00" */
json_t *json_moment(struct arena *a, int64_t ms);
json_t *json_local(struct arena *a, const struct zone *z, int64_t ms);

/* Print one line of it, and free it; NULL: no memory. */
enum err json_out(struct cmd *c, json_t *json, struct note *note);

#endif
