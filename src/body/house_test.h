/* SPDX-License-Identifier: Apache-2.0 */
/* What do the tests of bodies stand on?  A store with divisions and bodies. */
#ifndef BODY_HOUSE_TEST_H
#define BODY_HOUSE_TEST_H

#include "ledger/ledger.h"

struct test_app;
struct test_place;

extern const struct actor test_who;

/* A store at ${t}'s place with the divisions of test_regions(). */
void test_open(struct test_app *ta, struct test_place *t);

/*
 * 320000 江苏省, 320600 南通市; and below it
 *	320602 崇川区 and 320611 港闸区 until 2020, then 320613 崇川区
 *	320690 甲县 until 2000, then 320602 and 320611
 *	320691 乙县 until 2000, then nothing
 * all from 1981 on but 320613.
 */
void test_regions(struct test_app *ta);
struct key test_region(struct test_app *ta, const char *code);
void test_region_end(struct test_app *ta, const char *code, int year,
    const char *after);

int64_t test_size(struct test_app *ta);
int64_t test_day(const char *text);

/* One body, made as the command line would; empty texts are not said. */
struct key test_body(struct test_app *ta, const char *code, const char *name,
    const char *superior, const char *region, const char *from);
/* ${n} units "u0", "u1" … at once, led by ${superior}; each second one is called
 * 乙 and lies in 320600, the others 丙. */
void test_units(struct test_app *ta, int n, const char *superior);
struct key test_find(struct test_app *ta, const char *name);

/* "from name superior region" of all states of a body, parted by "; ". */
struct str test_states(struct test_app *ta, const char *name);

#endif
