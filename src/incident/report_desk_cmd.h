/* SPDX-License-Identifier: Apache-2.0 */
/* What do commands about reports look at? */
#ifndef INCIDENT_REPORT_DESK_CMD_H
#define INCIDENT_REPORT_DESK_CMD_H

#include "incident/incident.h"
#include "incident/report.h"
#include "pack/tell.h"

struct answer;
struct app;
struct cmd;

struct report_desk {
	struct cmd		*c;
	struct app		*app;
	struct incident		 i;
	const struct report	*reports;
	size_t			 nreports;
	const struct deadline	*deadlines;
	size_t			 ndeadlines;
	const struct book	*book;
	struct incident_case	 known;
	struct book_case	 bc;
	struct judgement	 j;
	struct tell		 tell;
};

/* An incident, its reports and its deadlines; with _load also what the rules in
 * force say of it. */
enum err report_desk_begin(struct report_desk *x, struct cmd *c,
    struct key incident, struct note *note);
enum err report_desk_load(struct report_desk *x, struct cmd *c,
    struct key incident, struct note *note);

/* Without an incident: only the rules in force. */
enum err report_desk_empty(struct report_desk *x, struct cmd *c,
    struct note *note);

/* The report that an operand or option names. */
enum err report_given(struct cmd *c, struct str word, struct key *ret,
    struct note *note);

/* "INC-2026-0042/1" */
struct str report_ref(const struct report_desk *x, const struct report *r);

/* A sentence in the reader's language. */
struct str report_say(const struct report_desk *x, const char *msgid,
    const struct arg *args);
#define REPORT_SAY(x, msgid, ...) \
	report_say((x), (msgid), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })

/* Its addressee, as a reader knows it; "—" if nobody said. */
struct str report_to(const struct report_desk *x, const struct report *r);

/* A deadline's rule and addressee: "First report …, to: police". */
struct str report_clock_called(const struct report_desk *x,
    const struct deadline_of *of);

/* The deadline called so; NULL: there is none any more. */
const struct deadline *report_deadline(const struct report_desk *x,
    struct str clock);

/* Minutes by which it was late, by what is known now; 0: on time, or no figure. */
int64_t report_late(const struct report_desk *x, const struct report *r);

/* What its clocks ask for. */
enum err report_desk_contents(const struct report_desk *x,
    const struct report *r, const struct report_wanted **ret, size_t *ret_n,
    struct note *note);

/* The reports of an incident as rows of report_line_fields. */
extern const struct fields report_line_fields;
enum err report_lines(const struct report_desk *x, struct value *ret,
    struct note *note);

/* ---- what ought to be looked at (report_remark_cmd.c) ---- */

enum { REMARKS_MAX = 16 };
struct report_remarks {
	struct str	list[REMARKS_MAX];
	size_t		n;
};
enum err report_remarks(const struct report_desk *x, const struct report *r,
    struct report_remarks *ret, struct note *note);

/* The telephones of a body that are answered at any hour, the duty one first:
 * "0513-85123456, …"; "" if none is entered. */
enum err report_phones(const struct report_desk *x, struct key body,
    struct str *ret, struct note *note);

/* ---- what an act leaves (report_told_cmd.c) ---- */

enum err report_done_tell(struct cmd *c, const struct answer *done,
    struct note *note);

#endif
