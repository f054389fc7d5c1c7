/* SPDX-License-Identifier: Apache-2.0 */
#include "test/fault/sweep.h"

#include <dirent.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif
#ifdef WATCHED
#include <sanitizer/lsan_interface.h>
#endif

const struct actor sweep_who = { .person = { "tester", 6 },
    .face = { "console", 7 } };

static const struct {
	const char	*name;
	enum err	 err;	/* what the act must answer */
} faults[FAULT__MAX] = {
	[FAULT_ALLOC] = { "allocation", ERR_MEMORY },
	[FAULT_STATEMENT] = { "statement", ERR_STORE },
};

/* Which try was it? */
static void
sweep_say(const struct sweep *s)
{
	fault_arm(FAULT_ALLOC, 0);
	fault_arm(FAULT_STATEMENT, 0);
	print_error("%s %ld failed, try %d, %lld entries before\n",
	    faults[s->fault].name, s->n, s->try, (long long)s->size);
}

void
sweep_must(const struct sweep *s, bool good, const char *what,
    const char *file, int line)
{
	if (good)
		return;
	sweep_say(s);
	print_error("does not hold: %s\n", what);
	if (s->victim)
		_exit(EXIT_FAILURE);
	_fail(file, line);
}

void
sweep_must_ok(const struct sweep *s, enum err r, const struct note *note,
    const char *file, int line)
{
	if (r == ERR_OK)
		return;
	sweep_say(s);
	test_check_err(r, ERR_OK, note, file, line);
}

struct str
sweep_name(const struct sweep *s, const char *head)
{
	return str_fmt(s->a, "%s%d", head, s->try);
}

int64_t
sweep_size(const struct sweep *s)
{
	int64_t size = -1;

	MUST_DO(s, ledger_size(s->ta.app->read, &size, MUST_NOTE));
	return size;
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *f)
{
	(void)st;
	(void)flag;
	(void)f;
	return remove(path);
}

/* By a schema of its own, which is the way in. */
static void
schema_remove(struct sweep *s)
{
	struct store *st = NULL;

	MUST_DO(s, store_open(&s->t->place, STORE_CREATE, "aside", &st,
	    MUST_NOTE));
	MUST_DO(s, store_exec(st, "DROP SCHEMA IF EXISTS anze CASCADE",
	    MUST_NOTE));
	store_close(st);
}

void
sweep_store_remove(struct sweep *s)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
	const struct place *p = &s->t->place;

	if (p->postgres)
		schema_remove(s);
	for (size_t i = 0; !p->postgres && i < sizeof ends / sizeof *ends; i++)
		(void)unlink(str_fmt(s->a, "%s%s", p->name, ends[i]).p);
	(void)nftw(p->files, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	MUST(s, !file_exists(p->files));
}

/* Open descriptors: what is not closed is a leak that no sanitizer sees. */
static int
descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int n = 0;

	if (dir == NULL)
		return 0;
	while (readdir(dir) != NULL)
		n++;
	(void)closedir(dir);
	return n;
}

/* A test that failed before may have left some; then nobody can tell. */
static bool
leaks(void)
{
#ifdef WATCHED
	return __lsan_do_recoverable_leak_check() != 0;
#else
	return false;
#endif
}

/* A new store at the sweep's place, with what the trial wants in it. */
static void
store_new(struct sweep *s)
{
	const int64_t now = s->ta.clock.now;

	app_end(&s->ta);
	sweep_store_remove(s);
	note_clear(&s->t->note);
	app_make(&s->ta, s->t, &the_house);
	if (now > s->ta.clock.now)
		s->ta.clock.now = now;
	s->ta.chance.state += (uint64_t)s->try;
	if (s->what->base != NULL)
		s->what->base(s);
}

/* All that a try finds: a store opened anew, its own things, time. */
static void
try_ready(struct sweep *s)
{
	arena_free(s->a);
	s->a = arena_new();
	s->try++;
	s->ta.clock.now += 1000;
	note_clear(&s->t->note);
	if (s->what->makes) {
		app_end(&s->ta);
		sweep_store_remove(s);
		s->size = 0;
	} else if (s->what->grows || sweep_size(s) > SWEEP_ENTRIES)
		store_new(s);
	if (s->what->prepare != NULL)
		s->what->prepare(s);
	if (s->what->makes)
		return;
	app_again(&s->ta, APP_WRITE);
	s->size = sweep_size(s);
}

/*
 * A failure is told in a sentence, of the kind that failed.  Which are not is
 * listed, all of them, and fails the test at the end of the sweep.
 */
static void
told_check(struct sweep *s, enum err r, const struct note *note)
{
	const enum err want = faults[s->fault].err;

	if (r == want && note->err == r && note->msg != NULL)
		return;
	sweep_say(s);
	print_error("answered %s and told %s, want %s: %s\n", err_name(r),
	    err_name(note->err), err_name(want),
	    note->msg == NULL ? "-" : note->msg);
	s->mistold++;
}

/* Entries that the store has more than before; one that the act was to make
 * may not be there, or be half made. */
static int64_t
appended(struct sweep *s)
{
	int64_t size = 0;

	if (!s->what->makes)
		return sweep_size(s) - s->size;
	s->ta.o.mode = APP_READ;
	if (app_open(&s->ta.o, &s->ta.app, NULL) == ERR_OK)
		size = sweep_size(s);
	app_end(&s->ta);
	return size;
}

/* Nothing of it, all of it, or whole parts; and the sentence knows. */
static int64_t
whole_check(struct sweep *s, const struct note *note)
{
	const struct trial *w = s->what;
	int64_t more = appended(s);

	if (w->part != 0)
		MUST(s, more % w->part == 0 && more < w->entries);
	else
		MUST(s, more == 0 || (w->tail && more == w->entries));
	MUST(s, more == 0 || note->msg == NULL ||
	    strstr(note->msg, "othing was") == NULL);
	return more;
}

/* Verify; and every so often compare the derived tables, and look for leaks. */
static void
sound_check(struct sweep *s)
{
	if (s->ta.app == NULL)
		return;
	note_clear(&s->t->note);
	if (s->try % SWEEP_SOUND == 0)
		app_sound(&s->ta);
	else
		app_verify(&s->ta);
}

static void
done_check(struct sweep *s, int64_t want)
{
	if (s->what->makes)
		app_again(&s->ta, APP_WRITE);
	if (s->what->entries >= 0 && sweep_size(s) - s->size != want) {
		sweep_say(s);
		print_error("%lld entries more, want %lld\n",
		    (long long)(sweep_size(s) - s->size), (long long)want);
		fail();
	}
	if (s->what->done != NULL)
		s->what->done(s);
	sound_check(s);
}

/* Do it, with an arena that has not failed before. */
static enum err
act_now(struct sweep *s, long n, long *ret_seen, struct note *note)
{
	enum err r;

	arena_free(s->act);
	s->act = arena_new();
	fault_arm(s->fault, n);
	r = s->what->act(s, note);
	*ret_seen = fault_seen(s->fault);
	fault_arm(s->fault, 0);
	return r;
}

/* The same act, by the program that goes on or by another. */
static void
again_check(struct sweep *s, int64_t more)
{
	const struct trial *w = s->what;
	long seen;

	if (!w->makes && s->try % 2 == 0)
		app_again(&s->ta, APP_WRITE);
	MUST_DO(s, act_now(s, 0, &seen, MUST_NOTE));
	done_check(s, w->tail ? more + w->entries : w->entries);
}

/* Make call ${n} fail; false if there are not so many.  0: none. */
static bool
try_at(struct sweep *s, long n, long *ret_seen)
{
	struct note note = NOTE_INIT;
	int64_t more;
	enum err r;

	s->n = n;
	try_ready(s);
	r = act_now(s, n, ret_seen, &note);
	if (r == ERR_OK || n == 0 || *ret_seen < n) {
		sweep_must_ok(s, r, &note, __FILE__, __LINE__);
		done_check(s, s->what->entries);
		return n != 0 && *ret_seen >= n;
	}
	told_check(s, r, &note);
	more = whole_check(s, &note);
	/* What is still to be done behind the commit, verify may well see. */
	if (!s->what->tail || more == 0)
		sound_check(s);
	if (s->what->left != NULL)
		s->what->left(s);
	again_check(s, more);
	return true;
}

/* A number from the environment, or ${otherwise}. */
static long
told_or(const char *name, long otherwise)
{
	const char *given = getenv(name);
	int64_t n = 0;

	return given != NULL && str_int(str_of(given), &n) && n > 0 ?
	    (long)n : otherwise;
}

static void
sweep_fault(struct sweep *s, enum fault fault)
{
	long calls, seen, n, stride;
	int before;

	s->fault = fault;
	(void)try_at(s, 0, &calls);
	MUST(s, calls > 0);
	app_end(&s->ta);
	before = descriptors();
	/* The last one as well, wherever the stride falls. */
	if (!s->what->makes)
		app_again(&s->ta, APP_WRITE);
	(void)try_at(s, calls, &seen);
	n = told_or("ANZE_FAULT_FROM", 1);
	stride = told_or("ANZE_FAULT_STRIDE", calls / SWEEP_POINTS + 1);
	/* What grows with what is there ends by itself, and by twice its calls. */
	for (; n <= 2 * calls && try_at(s, n, &seen); n += stride)
		;
	MUST(s, s->mistold == 0);
	note_clear(&s->t->note);
	app_sound(&s->ta);
	app_end(&s->ta);
	MUST(s, descriptors() == before);
	MUST(s, s->leaky || !leaks());
	if (!s->what->makes)
		app_again(&s->ta, APP_WRITE);
}

void
sweep(struct test_place *t, const struct trial *what)
{
	struct sweep s = { .what = what, .t = t, .a = arena_new(),
	    .leaky = leaks() };

	app_make(&s.ta, t, &the_house);
	if (what->base != NULL)
		what->base(&s);
	sweep_fault(&s, FAULT_STATEMENT);
	sweep_fault(&s, FAULT_ALLOC);
	app_end(&s.ta);
	arena_free(s.act);
	arena_free(s.a);
}

/* Do it in a program of its own, which may be killed meanwhile. */
static _Noreturn void
victim_main(struct sweep *s)
{
	struct note note = NOTE_INIT;
	enum err r = ERR_OK;

	s->victim = true;
	s->ta.o.mode = APP_WRITE;
	s->ta.o.chance = chance_machine;
	s->act = arena_new();
	if (!s->what->makes)
		r = app_open(&s->ta.o, &s->ta.app, &note);
	if (r == ERR_OK)
		r = s->what->act(s, &note);
	_exit(r == ERR_OK ? EXIT_SUCCESS : EXIT_FAILURE);
}

static int64_t
ns_now(void)
{
	struct timespec ts = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

/* Start it, and kill it after ${ns}; negative: let it end.  How long it took. */
static int64_t
victim_run(struct sweep *s, int64_t ns)
{
	const struct timespec moment = { (time_t)(ns / 1000000000),
	    (long)(ns % 1000000000) };
	const int64_t from = ns_now();
	int status = 0;
	pid_t pid;

	app_end(&s->ta);
	if ((pid = fork()) == 0)
		victim_main(s);
	MUST(s, pid > 0);
	if (ns >= 0) {
		(void)clock_nanosleep(CLOCK_MONOTONIC, 0, &moment, NULL);
		(void)kill(pid, SIGKILL);
	}
	MUST(s, waitpid(pid, &status, 0) == pid);
	MUST(s, WIFEXITED(status) ? WEXITSTATUS(status) == EXIT_SUCCESS :
	    ns >= 0 && WTERMSIG(status) == SIGKILL);
	return ns_now() - from;
}

/* A server goes on for a moment with what it was asked by one that died. */
static void
server_wait(struct sweep *s)
{
	static const struct sql q_others = { "SELECT 0",
	    "SELECT COUNT(*) FROM pg_stat_activity WHERE datname ="
	    " current_database() AND backend_type = 'client backend'"
	    " AND pid <> pg_backend_pid()" };
	struct store *st = NULL;
	int64_t others = s->t->postgres ? 1 : 0;

	if (others == 0)
		return;
	MUST_DO(s, store_open(&s->t->place, STORE_CREATE, "aside", &st,
	    MUST_NOTE));
	while (others > 0) {
		MUST_DO(s, store_int(st, &q_others, NO_BINDS, 0, &others,
		    MUST_NOTE));
		(void)sched_yield();
	}
	store_close(st);
}

/* It died: what is there?  What is not, another try does. */
static void
killed_check(struct sweep *s)
{
	const struct trial *w = s->what;
	int64_t more;

	server_wait(s);
	if (!w->makes)
		app_again(&s->ta, APP_WRITE);
	more = appended(s);
	if (w->part != 0)
		MUST(s, (more % w->part == 0 && more < w->entries) ||
		    more == w->entries);
	else
		MUST(s, more == 0 || w->entries < 0 || more == w->entries);
	if (!w->tail || more == 0)
		sound_check(s);
	if (w->makes && more != 0) {
		done_check(s, w->entries);
		return;
	}
	if (w->killed != NULL)
		w->killed(s);
	else if (w->left != NULL)
		w->left(s);
	if (more != 0 && w->part == 0 && !w->tail)
		done_check(s, w->entries);
	else
		again_check(s, more);
}

void
sweep_kill(struct test_place *t, const struct trial *what)
{
	struct sweep s = { .what = what, .t = t, .a = arena_new() };
	struct test_chance state = { 20261124 };
	const struct chance chance = test_chance_of(&state);
	int64_t whole;
	uint32_t some;

	app_make(&s.ta, t, &the_house);
	if (what->base != NULL)
		what->base(&s);
	try_ready(&s);
	whole = victim_run(&s, -1);
	if (!what->makes)
		app_again(&s.ta, APP_WRITE);
	for (int i = 0; i < SWEEP_KILLS; i++) {
		try_ready(&s);
		chance_bytes(&chance, &some, sizeof some);
		(void)victim_run(&s, whole / 1024 * (some % 1024));
		killed_check(&s);
	}
	note_clear(&t->note);
	app_sound(&s.ta);
	app_end(&s.ta);
	arena_free(s.act);
	arena_free(s.a);
}
