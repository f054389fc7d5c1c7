/* SPDX-License-Identifier: Apache-2.0 */
/* How do the tables of posts follow from their events? */
#include "post/post.h"

DATED_APPLY(post)
