/* SPDX-License-Identifier: Apache-2.0 */
/* How do answers and ladders look, for people and for programs? */
#ifndef RESPONSIBILITY_RESPONSIBILITY_VIEW_CMD_H
#define RESPONSIBILITY_RESPONSIBILITY_VIEW_CMD_H

#include "cli/terminal.h"
#include "responsibility/responsibility.h"
#include "roster/roster.h"

/* One person in one capacity, and one vacancy. */
struct resp_holder_view {
	struct value	capacity, person, name, post, title, body, kind, absent,
			document, document_date, since, until, flaws;
};
extern const struct fields resp_holder_fields;

/* One line of an answer, or one rung. */
struct resp_line_view {
	struct value	principle, basis, body, code, name, was, flaws, remark,
			holders, on_duty;
};
extern const struct fields resp_line_fields;

/* Somebody on duty at the moment. */
struct resp_duty_view {
	struct value	role, person, name, phone, since, until;
};
extern const struct fields resp_duty_fields;

/* Who was on duty of the line's body at ${at}? */
enum err resp_duty_make(struct store *st, struct arena *a, int64_t at,
    const struct resp_facts *f, const struct resp_line *line,
    struct resp_line_view *ret, struct note *note);

/* Flaws as a list of words. */
struct value resp_flaws_value(struct arena *a, unsigned flaws);

/* ${wanted}: bits of the capacities that are told even when nobody has them; others
 * are told of when somebody has. */
enum err resp_line_make(struct arena *a, struct voice voice,
    const struct resp_facts *f, const struct resp_line *line,
    unsigned wanted, unsigned told, unsigned several,
    struct resp_line_view *ret, struct note *note);

/* The same in words; ${label} is the principle's, or the rung's. */
enum err resp_line_say(struct cmd *c, const char *label,
    const struct resp_line_view *line, struct note *note);

#endif
