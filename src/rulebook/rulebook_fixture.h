/* SPDX-License-Identifier: Apache-2.0 */
/* Small packs that tests make up. */
#ifndef RULEBOOK_RULEBOOK_FIXTURE_H
#define RULEBOOK_RULEBOOK_FIXTURE_H

#include "rulebook/rulebook.h"
#include "test/lib/test.h"

enum { TEXT_MINUTES = 30 };

/*
 * county_text(a, version, minutes):
 * The pack county-rules, in force from 2026-03-01: whoever cannot be called for
 * so many minutes reports within two hours.  Its examples come out.
 */
struct str county_text(struct arena *a, int version, int minutes);
/* The same, but one of its examples expects what is not so. */
struct str county_wrong(struct arena *a, int version);
/* The same, but an expression names what is nowhere declared. */
struct str county_broken(struct arena *a, int version);

/* The pack town-rules, which uses county-rules and lets its clock run an hour;
 * in force from 2026-05-01. */
struct str town_text(struct arena *a, int version);

/* A day as days since 1970; fails the test if it is none. */
int64_t fixture_day(const char *text);

/* Read what is on the shelf, all of it; fails the test if it cannot be. */
struct shelf_text *fixture_read(struct shelf *s, const char *called,
    struct str text);

#endif
