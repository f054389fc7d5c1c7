/* SPDX-License-Identifier: Apache-2.0 */
/* What core's own files share. */
#ifndef CORE_CORE_IN_H
#define CORE_CORE_IN_H

#include "core/app.h"

/* The writer's question after a lost answer: is this request recorded? */
enum err act_landed(struct store *st, void *arg, struct key request,
    bool *ret, struct note *note);

/*
 * core_about(app, why):
 * What is ${why} about: the database's words, or a path, or else the place of
 * the store.  For the sentence of what was done before ${why} came, which then
 * must not say that nothing was.
 */
struct str core_about(const struct app *app, const struct note *why);

#endif
