/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of tenures follow from their events? */
#include "tenure/tenure.h"

DATED_APPLY(tenure)
