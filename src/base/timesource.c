/* SPDX-License-Identifier: Apache-2.0 */
#include "base/timesource.h"

#include <errno.h>
#include <sys/random.h>
#include <sys/types.h>

#include "base/err.h"

enum { MS_PER_S = 1000, NS_PER_MS = 1000000 };

static int64_t
machine_now(void *arg)
{
	struct timespec t;

	(void)arg;
	if (clock_gettime(CLOCK_REALTIME, &t) != 0)
		err_stop("the machine's clock cannot be read");
	return (int64_t)t.tv_sec * MS_PER_S + t.tv_nsec / NS_PER_MS;
}

/* It may be interrupted, and gives at most 256 bytes at once for sure. */
static void
machine_bytes(void *arg, void *to, size_t n)
{
	unsigned char *p = to;

	(void)arg;
	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			err_stop("the kernel gives no random bytes");
		p += got;
		n -= (size_t)got;
	}
}

const struct timesource timesource_machine = { machine_now, NULL };
const struct chance chance_machine = { machine_bytes, NULL };
