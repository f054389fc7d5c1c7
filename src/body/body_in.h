/* SPDX-License-Identifier: Apache-2.0 */
/* What body's own files share. */
#ifndef BODY_BODY_IN_H
#define BODY_BODY_IN_H

#include "body/body.h"

apply_fn body_apply_added, body_apply_restated, body_apply_ended,
    body_apply_withdrawn, body_apply_merged, body_apply_place_due;

/* The sheet's form, and its row. */
extern const struct fields body_sheet;
struct body_sheet_row {
	struct value	source, code, name, kind, superior, guided_by, region,
			industry, from, to;
};

#endif
