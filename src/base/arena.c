/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <unistd.h>

#include "base/arena_in.h"
#include "base/fault.h"

enum {
	CHUNK_FIRST	= 4 * 1024,
	CHUNK_MOST	= 256 * 1024,	/* larger only for one larger thing */
	CHUNK_SPILL	= 8 * 1024 * 1024	/* in a file */
};

enum { NO_FILE = -1, NO_FILE_YET = -2 };

struct chunk {
	struct chunk		*below;
	size_t			 size;	/* of bytes[] */
	size_t			 mapped;	/* all of it, from a file; else 0 */
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct chunk	*top;
	size_t		 used;		/* of top */
	size_t		 held;		/* in memory, of one that spills */
	size_t		 spilled;	/* how far the file goes */
	int		 fd;		/* or NO_FILE: it does not spill */
	bool		 failed;
};

static size_t
align_up(size_t n)
{
	const size_t a = alignof(max_align_t);

	return (n + a - 1) & ~(a - 1);
}

struct arena *
arena_new(void)
{
	struct arena *a = fault_hit(FAULT_ALLOC) ? NULL :
	    calloc(1, sizeof *a);

	if (a != NULL)
		a->fd = NO_FILE;
	return a;
}

struct arena *
arena_new_spilling(void)
{
	struct arena *a = arena_new();

	if (a != NULL)
		a->fd = NO_FILE_YET;
	return a;
}

static void
chunk_free(struct chunk *c)
{
	if (c->mapped != 0)
		spill_unmap(c, c->mapped);
	else
		free(c);
}

void
arena_free(struct arena *a)
{
	struct chunk *c, *below;

	if (a == NULL)
		return;
	for (c = a->top; c != NULL; c = below) {
		below = c->below;
		chunk_free(c);
	}
	if (a->fd >= 0)
		(void)close(a->fd);
	free(a);
}

/* A chunk of the arena's file, or NULL: it lies in memory then. */
static struct chunk *
chunk_spill(struct arena *a, size_t size)
{
	struct chunk *c = NULL;

	if (a->fd == NO_FILE || a->held < ARENA_SPILL ||
	    size > SIZE_MAX / 2)
		return NULL;
	size = spill_size(sizeof *c + (size < CHUNK_SPILL ? CHUNK_SPILL :
	    size));
	if (a->fd == NO_FILE_YET)
		a->fd = spill_open();
	if (a->fd >= 0 && (c = spill_map(a->fd, a->spilled, size)) == NULL)
		a->held = 0;	/* asked again after as much */
	if (c == NULL)
		return NULL;
	a->spilled += size;
	c->mapped = size;
	c->size = size - sizeof *c;
	return c;
}

/* A chunk of memory. */
static struct chunk *
chunk_new(struct arena *a, size_t n)
{
	size_t size = a->top == NULL ? CHUNK_FIRST : a->top->size * 2;
	struct chunk *c;

	if (size > CHUNK_MOST)
		size = CHUNK_MOST;
	if (size < n)
		size = n;
	if (size > SIZE_MAX - sizeof *c ||
	    (c = malloc(sizeof *c + size)) == NULL)
		return NULL;
	c->mapped = 0;
	c->size = size;
	if (a->fd != NO_FILE)
		a->held += size;
	return c;
}

/* Put a chunk on top that holds at least ${n} bytes. */
static bool
arena_push(struct arena *a, size_t n)
{
	struct chunk *c = chunk_spill(a, n);

	if (c == NULL && (c = chunk_new(a, n)) == NULL)
		return false;
	c->below = a->top;
	a->top = c;
	a->used = 0;
	return true;
}

/* As arena_alloc(), but what the bytes hold is not said. */
static void *
arena_take(struct arena *a, size_t n)
{
	void *p;

	if (a->failed)
		return NULL;
	if (n > SIZE_MAX / 2 || fault_hit(FAULT_ALLOC)) {
		a->failed = true;
		return NULL;
	}
	n = align_up(n == 0 ? 1 : n);
	if ((a->top == NULL || a->top->size - a->used < n) &&
	    !arena_push(a, n)) {
		a->failed = true;
		return NULL;
	}
	p = a->top->bytes + a->used;
	a->used += n;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	void *p = arena_take(a, n);

	return p == NULL ? NULL : memset(p, 0, n);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size) {
		a->failed = true;
		return NULL;
	}
	return arena_alloc(a, count * size);
}

void *
arena_grow(struct arena *a, void *p, size_t old, size_t n)
{
	unsigned char *top = a->top == NULL ? NULL : a->top->bytes;
	void *q;

	if (n < old)
		return p;
	if (p != NULL && top != NULL && !a->failed &&
	    (unsigned char *)p + align_up(old) == top + a->used &&
	    n <= a->top->size - (size_t)((unsigned char *)p - top)) {
		a->used = (size_t)((unsigned char *)p - top) + align_up(n);
		if (a->used > a->top->size)
			a->used = a->top->size;
		memset((unsigned char *)p + old, 0, n - old);
		return p;
	}
	if ((q = arena_take(a, n)) == NULL)
		return NULL;
	if (p != NULL)
		memcpy(q, p, old);
	memset((unsigned char *)q + old, 0, n - old);
	return q;
}

bool
arena_failed(const struct arena *a)
{
	return a->failed;
}

void
arena_fail(struct arena *a)
{
	a->failed = true;
}

struct arena_mark
arena_mark(struct arena *a)
{
	return (struct arena_mark){ a->top, a->used };
}

void
arena_reset(struct arena *a, struct arena_mark to)
{
	struct chunk *below;

	while (a->top != to.chunk && a->top != NULL) {
		below = a->top->below;
		a->spilled -= a->top->mapped;	/* the file's last */
		chunk_free(a->top);
		a->top = below;
	}
	a->used = to.used;
}
