/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where do now and chance come from?  From outside: the program hands in the
 * machine's, a test hands in its own.
 */
#ifndef BASE_TIMESOURCE_H
#define BASE_TIMESOURCE_H

#include <stddef.h>
#include <stdint.h>

struct timesource {
	int64_t	(*now)(void *arg);	/* UTC milliseconds */
	void	*arg;
};

struct chance {
	void	(*bytes)(void *arg, void *to, size_t n);	/* cannot fail */
	void	*arg;
};

static inline int64_t
timesource_now(const struct timesource *t)
{
	return t->now(t->arg);
}

static inline void
chance_bytes(const struct chance *c, void *to, size_t n)
{
	c->bytes(c->arg, to, n);
}

extern const struct timesource timesource_machine;
extern const struct chance chance_machine;	/* getrandom(2) */

#endif
