/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who holds which post on a day, and in what way?  任职 substantive, 主持工作
 * presiding, 代理 acting, 兼任 concurrent, 挂职 temporary.  A seat has as many
 * substantive and concurrent holders as the post says; whoever presides or acts
 * stands beside an absent holder or in an empty seat.
 */
#ifndef TENURE_TENURE_H
#define TENURE_TENURE_H

#include "dated/dated_events.h"

enum { TENURE_DOCUMENT_MAX = 200 };

DATED_DECLARE(tenure);
extern const struct dated_ref tenure_ref;

/* Where its fields are. */
enum { TENURE_PERSON, TENURE_POST, TENURE_KIND, TENURE_ABSENT, TENURE_DUE,
    TENURE_DOCUMENT, TENURE_DOCUMENT_DATE, TENURE__MAX };

enum tenure_kind { TENURE_SUBSTANTIVE, TENURE_PRESIDING, TENURE_ACTING,
    TENURE_CONCURRENT, TENURE_TEMPORARY, TENURE_KIND__MAX };
extern const struct choice tenure_kinds[];

enum tenure_kind tenure_kind_of(const struct value *kind);
/* Does it fill the seat? */
bool tenure_fills(const struct value *v);

/* A holder of the post who is there meanwhile. */
struct tenure_held {
	int64_t	since, until;
};

/*
 * tenure_seats_check(seats, held, n, since, until, note):
 * Is there a seat all the time for one more, beside the ${n} who hold one?
 * ${*ret_at} is the first of them who leaves none.
 */
bool tenure_seat_free(int64_t seats, const struct tenure_held *held,
    size_t n, int64_t since, int64_t until, size_t *ret_at);

#endif
