/* SPDX-License-Identifier: Apache-2.0 */
/* What core's own files share. */
#ifndef CORE_CORE_IN_H
#define CORE_CORE_IN_H

#include "core/app.h"

/* The writer's question after a lost answer: is this request recorded? */
enum err act_landed(struct store *st, void *arg, struct key request,
    bool *ret, struct note *note);

#endif
