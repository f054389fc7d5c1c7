/* SPDX-License-Identifier: Apache-2.0 */
/* Below which bodies and divisions does each system stand? */
#include "store/scope.h"

#include "system/system_in.h"

#define WANTED \
	"SELECT id, owner AS above, region AS above2 FROM system_row" \
	" WHERE rec_end = 9007199254740991 AND since <= $1 AND until > $1"
#define TURNING \
	"SELECT id FROM system_row WHERE rec_end = 9007199254740991" \
	" AND ((since > $1 AND since <= $2) OR (until > $1 AND until <= $2))"

const struct scope system_scope = {
	SCOPE_LEAF("system", "system", WANTED, TURNING, "body", "region")
};
