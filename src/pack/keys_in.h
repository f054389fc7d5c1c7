/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files share whose functions take the value of a key? */
#ifndef PACK_KEYS_IN_H
#define PACK_KEYS_IN_H

#include "pack/read_in.h"

enum { ID_BYTES_MAX = 80 };

/* Where the value goes. */
void *key_to(const struct key *k, void *to);

#endif
