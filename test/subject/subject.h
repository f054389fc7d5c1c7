/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a test say things of dated records?  As a row of a sheet does, in one
 * line: "name=能源;parent=…".  On a whole house, with the divisions of
 * src/body/house_test.h and two bodies: "nt:1" 南通市人民政府, "nt:2" 南通市公安局.
 */
#ifndef TEST_SUBJECT_SUBJECT_H
#define TEST_SUBJECT_SUBJECT_H

#include "dated/dated_act.h"
#include "dated/dated_import.h"
#include "test/lib/app.h"

enum { SUBJECT_FAULTS_MAX = 10 };

extern const struct actor subject_who;

void subject_open(struct test_app *ta, struct test_place *t);
struct key subject_find(struct test_app *ta, const char *body);
struct key subject_region(struct test_app *ta, const char *code);

/* Days, or moments of UTC: "2026-03-02", "2026-03-02T02:10Z"; "" open. */
int64_t subject_when(const struct dated *t, const char *text);

struct key subject_body(struct test_app *ta, const char *code,
    const char *name);
struct key subject_person(struct test_app *ta, const char *staff_no,
    const char *name);

/* Enter; the note is ${ta->t->note}, cleared before. */
enum err subject_try(struct test_app *ta, const struct dated *t,
    const char *says, const char *from, const char *to, struct key *ret);
struct key subject_add(struct test_app *ta, const struct dated *t,
    const char *says, const char *from, const char *to);

/* It is refused with ${want}, about ${field}, and nothing is recorded. */
void subject_refused(struct test_app *ta, const struct dated *t,
    const char *says, const char *from, const char *to, enum err want,
    const char *field);

/* The world changed from ${from} until ${to}; a field without a value is
 * emptied. */
enum err subject_change(struct test_app *ta, const struct dated *t,
    struct key id, const char *says, const char *from, const char *to);
void subject_end(struct test_app *ta, const struct dated *t, struct key id,
    const char *on);
void subject_withdraw(struct test_app *ta, const struct dated *t,
    struct key id);

/* "2024-01-01 A|B; 2025-01-01 …" : days of the states, and what each says as a
 * sheet would, without what is empty. */
struct str subject_states(struct test_app *ta, const struct dated *t,
    struct key id);

/* What became of an import. */
struct subject_told {
	struct import_report	report;
	struct note		fault[SUBJECT_FAULTS_MAX];
	int			faults;
	enum err		r;
};
void subject_import(struct test_app *ta, const struct dated *t,
    const char *sheet, enum dated_conflict conflict,
    struct subject_told *ret);

/* How many records does a list by the field's record hold on a day? */
int subject_listed(struct test_app *ta, const struct dated *t,
    const char *by, struct key key, int64_t at);

void subject_config(struct test_app *ta, const char *name,
    const char *value);
int64_t subject_size(struct test_app *ta);	/* entries */

#endif
