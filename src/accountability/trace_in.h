/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of traces share? */
#ifndef ACCOUNTABILITY_TRACE_IN_H
#define ACCOUNTABILITY_TRACE_IN_H

#include "accountability/trace.h"

apply_fn trace_apply_opened, trace_apply_designated, trace_apply_examined,
    trace_apply_answered, trace_apply_coordination, trace_apply_closed,
    trace_apply_reopened;

/* Where the words of choices are; -1: none. */
int trace_word(const struct choice *choices, struct str word);

#endif
