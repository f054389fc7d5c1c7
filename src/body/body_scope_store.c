/* SPDX-License-Identifier: Apache-2.0 */
/* Which bodies stand under which, on the day of the index? */
#include "store/scope.h"

#include "body/body_in.h"

#define WANTED \
	"SELECT r.body AS id, r.superior AS above FROM body_row r" \
	" WHERE r.rec_end = 9007199254740991" \
	" AND r.from_day <= $1 AND r.to_day > $1 AND EXISTS (SELECT 1" \
	" FROM body h WHERE h.id = r.body AND h.withdrawn = 0)"
#define TURNING \
	"SELECT body AS id FROM body_row WHERE rec_end = 9007199254740991" \
	" AND ((from_day > $1 AND from_day <= $2)" \
	" OR (to_day > $1 AND to_day <= $2))"

const struct scope body_scope = {
	SCOPE_TREE("body", "body", WANTED, TURNING)
};
