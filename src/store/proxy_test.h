/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a test lose the answer to a commit?  A proxy stands between the
 * writer and the server, on a socket of its own, and cuts when told.
 */
#ifndef STORE_PROXY_TEST_H
#define STORE_PROXY_TEST_H

#include <pthread.h>

#include "base/arena.h"

enum proxy_cut {
	CUT_NOT,
	CUT_ANSWER,	/* the server does its work; its next answer is lost
			 * when it is whole, and the connection with it */
	CUT_REQUEST	/* what is sent next is kept back, the connection cut;
			 * the server gets it by proxy_deliver() */
};

struct proxy;

/* Between here and the server of ${place}; ${*ret_place} leads through it. */
struct proxy *proxy_start(struct arena *a, const char *place,
    const char **ret_place);
void proxy_stop(struct proxy *p);

/* What happens next, once; ${deaf}: and then nobody is let in any more. */
void proxy_cut(struct proxy *p, enum proxy_cut cut, bool deaf);
void proxy_hear(struct proxy *p);	/* not deaf any more */
void proxy_deliver(struct proxy *p);

#endif
