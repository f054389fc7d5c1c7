/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of industries and regulators follow from their events? */
#include "industry/industry_in.h"

DATED_APPLY(industry)
DATED_APPLY(regulator)
