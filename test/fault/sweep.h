/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is left of an act when any one allocation, or any one statement, fails?
 * Either nothing or all of it, with a sentence that says which; and then the
 * same act can be done.
 *
 * A sweep makes the first call fail, then the one ${stride} behind it, and so on
 * to the last, each in a try of its own on a store that is opened anew.  Without
 * ANZE_FAULT_STRIDE the stride is such that a sweep makes about SWEEP_POINTS
 * tries; ANZE_FAULT_STRIDE=1 makes every call fail.  ANZE_FAULT_FROM=N begins at
 * the N-th, to see one failure again.
 */
#ifndef TEST_FAULT_SWEEP_H
#define TEST_FAULT_SWEEP_H

#include "base/fault.h"
#include "tables/tables.h"
#include "test/lib/app.h"

enum {
	SWEEP_POINTS	= 24,
	SWEEP_SOUND	= 12,	/* tries from one rebuild to the next */
	SWEEP_ENTRIES	= 3000	/* of one store; then a new one is made */
};

/* Whoever acts here. */
extern const struct actor sweep_who;

struct sweep;

struct trial {
	/* How many entries does it append? */
	int	entries;
	/* If it is done part by part, each for good: how many in a part? */
	int	part;
	/* Is there work behind the commit, after whose failure it is done
	 * again as a whole? */
	bool	tail;
	/* Does it make the store itself, so that there is none before? */
	bool	makes;
	/* Does it do more, the more there is?  Then each try has a new store,
	 * or no two would count alike. */
	bool	grows;

	/* Once in a store: what all tries want. */
	void	(*base)(struct sweep *s);
	/* Before each try: what it wants, told apart by ${s->try}. */
	void	(*prepare)(struct sweep *s);
	enum err (*act)(struct sweep *s, struct note *note);
	/* After it succeeded: is it done?  Ends the test if not. */
	void	(*done)(struct sweep *s);
	/* After it failed, whatever failed: what must hold all the same. */
	void	(*left)(struct sweep *s);
	/* The same after it was killed, which leaves more about. */
	void	(*killed)(struct sweep *s);
};

struct sweep {
	const struct trial	*what;
	struct test_app		 ta;
	struct test_place	*t;
	struct arena		*a;	/* of the try */
	struct arena		*act;	/* of the act, each time anew */
	enum fault		 fault;
	long			 n;	/* the call that fails; 0: none */
	int			 try;	/* counts, and never comes again */
	int64_t			 size;	/* entries before the try */
	bool			 leaky;	/* memory was lost before */
	bool			 victim;	/* this program may be killed */
	int			 mistold;	/* failures in the wrong words */

	/* The trial's own, from its prepare() to its done(): what the act is
	 * given is made before it, so that nothing in it fails by itself. */
	void			*given;
	struct key		 key, other;
	struct hash		 hash;
	struct str		 text, source;
	int64_t			 num;
};

/* Try ${what} with both kinds of faults.  Ends the test at the first act that
 * is neither done nor undone. */
void sweep(struct test_place *t, const struct trial *what);

/*
 * Let another program do ${what} and kill it at some moment, SWEEP_KILLS times:
 * nothing, whole parts or all is there, and then it can be done.
 */
enum { SWEEP_KILLS = 10 };
void sweep_kill(struct test_place *t, const struct trial *what);

/* Fail the test here, saying which try it was, unless ${good}. */
#define MUST(s, good)	sweep_must((s), (good), #good, __FILE__, __LINE__)
void sweep_must(const struct sweep *s, bool good, const char *what,
    const char *file, int line);
/* The same for what must succeed. */
#define MUST_DO(s, call) do { \
	struct note must_note = NOTE_INIT; \
	enum err must_r = (call); \
	sweep_must_ok((s), must_r, &must_note, __FILE__, __LINE__); \
} while (0)
#define MUST_NOTE	(&must_note)
void sweep_must_ok(const struct sweep *s, enum err r, const struct note *note,
    const char *file, int line);

/* Remove the store at the sweep's place, files and all; none is no error. */
void sweep_store_remove(struct sweep *s);

/* "${head}${s->try}", in the arena of the try. */
struct str sweep_name(const struct sweep *s, const char *head);

/* How many entries has the store that is open? */
int64_t sweep_size(const struct sweep *s);

#endif
