/* SPDX-License-Identifier: Apache-2.0 */
/* What do the tests of persons, posts and tenures stand on?  A store with two
 * bodies, 甲局 (t:1) and 乙局 (t:2), both from 2010-01-01 on. */
#ifndef TENURE_REGISTRY_TEST_H
#define TENURE_REGISTRY_TEST_H

#include "ledger/ledger.h"

struct test_app;
struct test_place;
struct dated;
struct import_report;

extern const struct actor registry_who;
extern const struct voice registry_voice;

void registry_open(struct test_app *ta, struct test_place *t);
int64_t registry_day(const char *text);	/* "": open */
int64_t registry_size(struct test_app *ta);

/* One record, made as the command line would; empty texts are not said. */
struct key registry_person(struct test_app *ta, const char *code,
    const char *name, const char *staff_no);
struct key registry_post(struct test_app *ta, const char *body,
    const char *title, int seats);
struct key registry_tenure(struct test_app *ta, const char *person,
    const char *post, const char *kind, const char *from, const char *to);
/* The same when it may fail; the note is ${ta}'s. */
enum err registry_try(struct test_app *ta, const char *person,
    const char *post, const char *kind, const char *from, const char *to);

/* The record that a text names. */
struct key registry_find(struct test_app *ta, const struct dated *t,
    const char *text);

/* Import a CSV of this text; all its faults, a line each, in ${*ret_told}. */
enum err registry_import(struct test_app *ta, const struct dated *t,
    const char *text, struct import_report *report, struct str *ret_told);

/* Export to CSV. */
struct str registry_export(struct test_app *ta, const struct dated *t);

#endif
