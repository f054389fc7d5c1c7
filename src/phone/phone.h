/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where is a body reached at any hour, and was that tried?  A call test says
 * on which day somebody rang the number and whether it was answered; it holds
 * from that day on until the next one.
 */
#ifndef PHONE_PHONE_H
#define PHONE_PHONE_H

#include "dated/dated_events.h"

enum { PHONE_NUMBER_MAX = 40 };

DATED_DECLARE(phone);
extern const struct dated_ref phone_ref;

/* Where its fields are. */
enum { PHONE_BODY, PHONE_NUMBER, PHONE_KIND, PHONE_TESTED_ON,
    PHONE_TEST_RESULT, PHONE__MAX };

extern const struct choice phone_kinds[], phone_results[];

/*
 * phone_number_check(number, field, note):
 * Is this how a telephone number is written?  Digits, parted by single blanks or
 * hyphens; + before the code of a country; 转 before an extension.  On failure
 * the note is about ${field}.
 */
enum err phone_number_check(struct str number, const char *field,
    struct note *note);

/* The same number however it is parted: without blanks and hyphens. */
struct str phone_number_bare(struct arena *a, struct str number);

#endif
