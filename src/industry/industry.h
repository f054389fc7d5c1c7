/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which industries are there?  A branch stands under its industry; what is asked
 * of a branch and not answered there is asked of the industry above it.  Two
 * never bear one name at a time, and none stands under itself.
 */
#ifndef INDUSTRY_INDUSTRY_H
#define INDUSTRY_INDUSTRY_H

#include "dated/dated_events.h"

enum {
	INDUSTRY_NAME_MAX	= 100,
	INDUSTRY_BASIS_MAX	= 200,
	INDUSTRY_DEPTH_MAX	= 16	/* industries above one another */
};

DATED_DECLARE(industry);
extern const struct dated_ref industry_ref;

/* Where its fields are. */
enum { INDUSTRY_NAME, INDUSTRY_PARENT, INDUSTRY_BASIS, INDUSTRY__MAX };

#endif
