/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where does short-lived memory come from?  From one arena per request or
 * command, freed at once when the answer is out.
 *
 * An arena whose allocation failed stays failed: arena_alloc() goes on
 * returning NULL and the string functions return the empty string, so that
 * code which only makes text need not look after each step.  Whoever commits
 * or answers asks arena_failed() first; the writer does so for every act.
 * An arena belongs to one thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A place to return to; valid until the arena returns to an earlier one. */
struct arena_mark {
	void	*chunk;
	size_t	 used;
};

/* Return a new arena, or NULL if there is no memory for one. */
struct arena *arena_new(void);

/*
 * arena_new_spilling(void):
 * One for what grows with a file that somebody hands in.  What goes beyond
 * ARENA_SPILL bytes lies in a file without a name in TMPDIR, which is mapped, so
 * that the machine can have its memory back; where no such file can be had, or
 * no room in it, it lies in memory as ever.
 */
struct arena *arena_new_spilling(void);
enum { ARENA_SPILL = 4 * 1024 * 1024 };

/* Free ${a} and all that came from it.  NULL is allowed. */
void arena_free(struct arena *a);

/*
 * arena_alloc(a, n):
 * Return ${n} zeroed bytes, aligned for any type, that live as long as ${a};
 * or NULL, and ${a} is failed from then on.
 */
void *arena_alloc(struct arena *a, size_t n);

/* The same for ${count} things of ${size} bytes; overflow is a failure. */
void *arena_array(struct arena *a, size_t count, size_t size);

/*
 * arena_grow(a, p, old, n):
 * Return ${n} bytes that begin with the ${old} bytes at ${p}; in place when
 * ${p} was the newest allocation and there is room.  The rest is zeroed.
 * ${n} below ${old} leaves all as it is.
 */
void *arena_grow(struct arena *a, void *p, size_t old, size_t n);

bool arena_failed(const struct arena *a);

/* What was to go into ${a} could not be had elsewhere: ${a} is failed. */
void arena_fail(struct arena *a);

/* Return to a mark: what was allocated since is gone.  The failure stays. */
struct arena_mark arena_mark(struct arena *a);
void arena_reset(struct arena *a, struct arena_mark to);

#define NEW(a, type)		((type *)arena_alloc((a), sizeof(type)))
#define NEW_ARRAY(a, type, n)	((type *)arena_array((a), (n), sizeof(type)))

#endif
