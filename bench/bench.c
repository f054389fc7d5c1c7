/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/bench.h"

#include <math.h>

#include "core/signer.h"
#include "core/maintain.h"

extern const char ledger_sql[], core_sql[], job_sql[];

static const struct part parts[] = {
	{ "store", store_sql, 1, NULL },
	{ "ledger", ledger_sql, 1, NULL },
	{ "core", core_sql, 1, NULL },
	{ "job", job_sql, 1, NULL },
};

static const struct field said_fields[] = {
	{ .name = "text", .kind = FIELD_TEXT,
	    .flags = FIELD_REQUIRED | FIELD_PLAIN, .label = "Text" },
};
static FIELDS(said_table, "bench.said", 1, said_fields);

const struct event_type bench_event_said = {
	.kind = "bench.said",
	.version = 1,
	.fields = &said_table,
	.gist = "{text}",
};

static const struct event_row rows[] = {
	{ &bench_event_said, { NULL } },
	{ &ledger_event_begun, { NULL } },
	{ &store_event_maintained, { NULL } },
};

static const struct event_table events = { .rows = rows, .nrows = 3 };
static const struct job_kinds jobs = { NULL, 0 };

const struct house bench_house = {
	.parts = parts,
	.nparts = sizeof parts / sizeof parts[0],
	.events = &events,
	.jobs = &jobs,
};

double
bench_now(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

double
bench_cpu(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

double
bench_number(const char *word)
{
	double n;

	if (sscanf(word, "%lf", &n) != 1) {
		fprintf(stderr, "bench: %s is no number\n", word);
		exit(2);
	}
	return n;
}

void
rounds_add(struct rounds *r, double ours, double base)
{
	if (r->n == ROUNDS_MAX)
		return;
	r->ours[r->n] = ours;
	r->base[r->n++] = base;
}

static int
double_cmp(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
bench_median(const double *of, int n)
{
	double sorted[ROUNDS_MAX];

	memcpy(sorted, of, (size_t)n * sizeof *of);
	qsort(sorted, (size_t)n, sizeof *sorted, double_cmp);
	return n % 2 == 1 ? sorted[n / 2] :
	    (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

bool
rounds_say(const char *what, const struct rounds *r, const char *unit,
    double bar)
{
	double ratios[ROUNDS_MAX] = { 0 }, ratio, least = INFINITY, most = 0;

	for (int i = 0; i < r->n; i++) {
		ratios[i] = r->ours[i] / r->base[i];
		least = ratios[i] < least ? ratios[i] : least;
		most = ratios[i] > most ? ratios[i] : most;
	}
	ratio = bench_median(ratios, r->n);
	printf("%-40s %9.0f %9.0f %-10s %6.2f (%.2f to %.2f)", what,
	    bench_median(r->ours, r->n), bench_median(r->base, r->n), unit,
	    ratio, least, most);
	if (bar > 0)
		printf("; at least %.2f%s", bar, ratio < bar ? ": UNDER" : "");
	printf("\n");
	(void)fflush(stdout);
	return ratio >= bar;
}

long
bench_memory(void)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[256];
	long kib = -1;

	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		if (sscanf(line, "RssAnon: %ld", &kib) == 1)
			break;
	if (f != NULL)
		(void)fclose(f);
	return kib;
}

_Noreturn void
bench_die(const struct note *note)
{
	struct buf b = BUF_INIT;

	say_note(&b, (struct voice){ LANG_EN, NULL }, note);
	fprintf(stderr, "bench: %.*s\n", STR_ARG(buf_view(&b)));
	exit(1);
}

struct app *
bench_open(const char *place, const char *files, enum app_mode mode)
{
	struct app_options o = { .store = place, .files = files, .mode = mode,
	    .house = &bench_house, .clock = timesource_machine,
	    .chance = chance_machine };
	struct note note = NOTE_INIT;
	struct app *app = NULL;
	enum err r;

	if ((r = app_init(&o, "bench", &note)) == ERR_EXISTS) {
		note_clear(&note);
		r = ERR_OK;
	}
	if (r != ERR_OK || app_open(&o, &app, &note) != ERR_OK)
		bench_die(&note);
	return app;
}

struct app *
bench_open_house(const char *place, const char *files,
    const struct house *house)
{
	struct app_options o = { .store = place, .files = files,
	    .mode = APP_READ, .house = house, .clock = timesource_machine,
	    .chance = chance_machine };
	struct note note = NOTE_INIT;
	struct app *app = NULL;

	if (app_open(&o, &app, &note) != ERR_OK)
		bench_die(&note);
	return app;
}

int
main(int argc, char **argv)
{
	static const struct {
		const char	*word;
		bool		(*run)(int argc, char **argv);
		int		 least;
	} kinds[] = {
		{ "acts", bench_acts, 4 },
		{ "fill", bench_fill, 3 },
		{ "verify", bench_verify, 2 },
		{ "export", bench_export, 3 },
		{ "stream", bench_stream, 3 },
		{ "registry", bench_registry, 2 },
		{ "feel", bench_feel, 1 },
		{ "judge", bench_judge, 3 },
		{ "say", bench_say, 5 },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (argc >= 2 + kinds[i].least &&
		    strcmp(argv[1], kinds[i].word) == 0)
			return kinds[i].run(argc - 2, argv + 2) ? 0 : 3;
	fprintf(stderr, "usage: bench acts|fill|verify|export|stream|registry|"
	    "feel|judge|say …; see script/bench\n");
	return 2;
}
