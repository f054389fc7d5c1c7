/* SPDX-License-Identifier: Apache-2.0 */
/* Where in a text of JSON does a value stand, so that what is wrong with it can
 * be found again? */
#ifndef RULEBOOK_RULEBOOK_PLACE_H
#define RULEBOOK_RULEBOOK_PLACE_H

#include "base/str.h"

/*
 * json_place(text, path, ret):
 * At which byte does "areas[2].level" begin?  A member begins with its key.
 * ${text} is JSON; false: there is no such value, or its key is written with
 * escapes.
 */
bool json_place(struct str text, struct str path, size_t *ret);

#endif
