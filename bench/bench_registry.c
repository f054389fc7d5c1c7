/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long does it take to say who is responsible?  Questions of random systems
 * on random days, each in a read transaction of its own, as a request would ask
 * them; beside them the cheapest question there is: one row by its key.
 */
#include "bench/bench.h"
#include "body/body.h"
#include "responsibility/responsibility.h"
#include "store/scan.h"
#include "system/system.h"
#include "tables/tables.h"

enum { KEYS_MOST = 2000000 };

/* A system, and from when on there is something to be asked of it. */
struct asked_of {
	struct key	id;
	int64_t		since;
};

/* The keys that questions are about, drawn by a generator of its own. */
struct asking {
	struct app	*app;
	struct asked_of	*of;
	size_t		 n;
	int64_t		 today;
	uint64_t	 seed;
	struct arena	*a;
};

static uint64_t
draw(struct asking *q, uint64_t most)
{
	q->seed = q->seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (q->seed >> 33) % most;
}

static void
must(enum err r, const struct note *note)
{
	if (r != ERR_OK)
		bench_die(note);
}

static void
keys_load(struct asking *q)
{
	struct scan s = { .st = NULL };
	struct note note = NOTE_INIT;

	must(store_begin(q->app->read, &note), &note);
	must(scan_open(&s, q->app->read, "SELECT id, MIN(since)"
	    " FROM system_row WHERE rec_end = 9007199254740991"
	    " GROUP BY id ORDER BY id", &note), &note);
	while (scan_next(&s) && q->n < KEYS_MOST)
		q->of[q->n++] = (struct asked_of){ rows_key(s.rows, 0),
		    rows_int(s.rows, 1) };
	must(scan_end(&s, &note), &note);
	store_rollback(q->app->read);
}

typedef void question_fn(struct asking *q, struct key id, int64_t day);

static void
ask_point(struct asking *q, struct key id, int64_t day)
{
	struct note note = NOTE_INIT;
	struct dated_head head;

	(void)day;
	must(dated_head(q->app->read, q->a, &system_dated, id, &head, &note),
	    &note);
}

static bool
asked(struct asking *q, struct key id, int64_t day, struct resp_question *ret)
{
	struct note note = NOTE_INIT;
	enum err r;

	r = resp_ask_system(q->app->read, q->a, id, day, DATED_NOW, ret,
	    &note);
	if (r != ERR_NOTFOUND)
		must(r, &note);
	return r == ERR_OK;
}

static void
ask_who(struct asking *q, struct key id, int64_t day)
{
	struct note note = NOTE_INIT;
	struct resp_question question;
	struct resp_answer answer;

	if (asked(q, id, day, &question))
		must(resp_answer_load(q->app->read, q->a, &question, day,
		    DATED_NOW, &answer, &note), &note);
}

static void
ask_ladder(struct asking *q, struct key id, int64_t day)
{
	struct resp_facts f = { .day = day, .known = DATED_NOW };
	struct note note = NOTE_INIT;
	struct resp_question question;
	const struct resp_rung *rung;
	size_t n;

	if (asked(q, id, day, &question))
		must(resp_ladder_load(q->app->read, q->a, &question, &f, &rung,
		    &n, &note), &note);
}

static int
double_cmp(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* A server is waited for, so there the others count. */
static double
spent(const struct asking *q)
{
	return store_is_postgres(q->app->read) ? bench_now() : bench_cpu();
}

/* Ask ${n} times; microseconds in order, and round trips of one question. */
static void
measure(struct asking *q, question_fn *ask, double *us, size_t n,
    double *ret_trips)
{
	const int64_t trips = store_costs(q->app->read).trips;
	struct note note = NOTE_INIT;

	for (size_t i = 0; i < n; i++) {
		const struct asked_of *of = &q->of[draw(q, q->n)];
		const int64_t day = of->since + (int64_t)draw(q,
		    (uint64_t)(q->today - of->since) + 1);
		struct arena_mark mark = arena_mark(q->a);
		const double from = spent(q);

		must(store_begin(q->app->read, &note), &note);
		ask(q, of->id, day);
		store_rollback(q->app->read);
		us[i] = (spent(q) - from) * 1e6;
		arena_reset(q->a, mark);
	}
	*ret_trips = (double)(store_costs(q->app->read).trips - trips) /
	    (double)n;
	qsort(us, n, sizeof *us, double_cmp);
}

bool
bench_registry(int argc, char **argv)
{
	static const struct {
		const char	*what;
		question_fn	*ask;
	} kinds[] = {
		{ "one row by its key", ask_point },
		{ "who", ask_who },
		{ "ladder", ask_ladder },
	};
	const size_t n = argc > 2 ? (size_t)bench_number(argv[2]) : 20000;
	struct asking q = { .a = arena_new(), .seed = 20261124 };
	double *us = calloc(n, sizeof *us), row50 = 0, row99 = 0;
	bool good = true;

	q.app = bench_open_house(argv[0], argv[1], &the_house);
	q.of = calloc(KEYS_MOST, sizeof *q.of);
	q.today = day_of_ms(timesource_now(&q.app->clock));
	if (q.a == NULL || us == NULL || q.of == NULL)
		return false;
	keys_load(&q);
	printf("%zu systems, %zu questions of each kind\n", q.n, n);
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		double trips = 0, p50, p99;

		measure(&q, kinds[i].ask, us, n / 10 + 1, &trips);
		measure(&q, kinds[i].ask, us, n, &trips);
		p50 = us[n / 2];
		p99 = us[n * 99 / 100];
		if (i == 0) {
			row50 = p50;
			row99 = p99;
		}
		printf("%-40s p50 %7.1f us  p99 %7.1f us  %5.1f and %5.1f times"
		    " a row's; %.1f round trips\n", kinds[i].what, p50, p99,
		    p50 / row50, p99 / row99, trips);
		good = good && p99 <= 1000;
	}
	printf("memory of its own: %ld KiB\n", bench_memory());
	app_close(q.app);
	arena_free(q.a);
	free(q.of);
	free(us);
	if (!good)
		printf("UNDER: a question takes more than 1 ms\n");
	return good;
}
