/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of telephones follow from their events? */
#include "phone/phone.h"

DATED_APPLY(phone)
