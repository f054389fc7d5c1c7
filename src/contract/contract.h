/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which vendor works on a body's systems, from when until when, and must it
 * guard the data and report incidents?  Whether a contract says so may be
 * unknown; that it does not is a gap.
 */
#ifndef CONTRACT_CONTRACT_H
#define CONTRACT_CONTRACT_H

#include "dated/dated_events.h"

enum {
	CONTRACT_VENDOR_MAX	 = 200,
	CONTRACT_VENDOR_CODE_MAX = 30,
	CONTRACT_NUMBER_MAX	 = 100,
	CONTRACT_SYSTEMS_MAX	 = 500,
	CONTRACT_CODE		 = 18	/* of a unified social credit code */
};

DATED_DECLARE(contract);
extern const struct dated_ref contract_ref;

/* Where its fields are. */
enum { CONTRACT_BODY, CONTRACT_VENDOR, CONTRACT_VENDOR_CODE, CONTRACT_NUMBER,
    CONTRACT_SYSTEMS, CONTRACT_SECURITY_CLAUSE, CONTRACT_REPORT_DUTY,
    CONTRACT__MAX };

/*
 * contract_code_check(code, note):
 * Is this how a vendor is numbered?  Digits and capital letters; one of eighteen
 * is a unified social credit code (GB 32100-2015), whose last sign follows from
 * the others.
 */
enum err contract_code_check(struct str code, struct note *note);

/*
 * contract_of_system(st, a, system, on, known, ret, ret_n, note):
 * The contracts that are about ${system} on a day, in order of keys; at most
 * CONTRACT_OF_MAX.
 */
enum { CONTRACT_OF_MAX = 200 };
enum err contract_of_system(struct store *st, struct arena *a,
    struct key system, int64_t on, int64_t known, const struct key **ret,
    size_t *ret_n, struct note *note);

#endif
