/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast are facts judged?  Five conditions alone, which
 * test/jsonrules/speed.mjs gives to another engine; an incident by all packs;
 * and very many stored sets of facts once more, as after a change of a pack.
 */
#include "bench/bench.h"

#include "base/file.h"
#include "rulebook/rulebook_case.h"

enum { PACKS_MOST = 16, ROUNDS = 7, BATCH = 64, LINE_MOST = 64 * 1024 };

#define SECONDS 0.3		/* of one measurement */
#define FULL_MOST 150e-6	/* of a judging by all packs */

struct bench_case {
	struct arena		*a;
	const struct book	*book;
	const struct zone	*zone;
	struct feel_value	*facts;
	struct case_reading	 reading;
};

static void
must(enum err r, const struct note *note)
{
	if (r != ERR_OK)
		bench_die(note);
}

static void
fault_say(void *arg, struct str key, const struct note *note)
{
	(void)arg;
	fprintf(stderr, "bench: %.*s\n", STR_ARG(key));
	bench_die(note);
}

static struct str
text_read(struct arena *a, const char *path)
{
	struct note note = NOTE_INIT;
	struct str text = { NULL, 0 };

	must(file_read(a, path, PACK_BYTES_MAX, &text, &note), &note);
	return text;
}

/* The packs in the order in which they use each other. */
static void
book_open(struct bench_case *b, char **paths, int n)
{
	const struct pack *packs[PACKS_MOST];
	struct note note = NOTE_INIT;
	struct pack_faults faults;

	*b = (struct bench_case){ .a = arena_new() };
	if (b->a == NULL || n > PACKS_MOST)
		exit(2);
	for (int i = 0; i < n; i++) {
		faults = (struct pack_faults){ .n = 0 };
		must(pack_read(b->a, text_read(b->a, paths[i]), packs,
		    (size_t)i, &packs[i], &faults, &note), &note);
	}
	must(book_new(b->a, packs, (size_t)n, &b->book, &note), &note);
	must(zone_load(b->a, S("Asia/Shanghai"), &b->zone, &note), &note);
	must(book_blank(b->a, b->book, &b->facts, &note), &note);
	b->reading = (struct case_reading){ .a = b->a, .book = b->book,
	    .fault = fault_say };
}

static json_t *
json_of(struct str text)
{
	json_error_t e;
	json_t *json = json_loadb(text.p, text.n, 0, &e);

	if (json == NULL) {
		fprintf(stderr, "bench: line %d: %s\n", e.line, e.text);
		exit(2);
	}
	return json;
}

static size_t
facts_read(struct bench_case *b, const char *path)
{
	json_t *json = json_of(text_read(b->a, path));
	size_t n = json_object_size(json);
	struct note note = NOTE_INIT;

	must(case_read(&b->reading, json, b->facts, &note), &note);
	json_decref(json);
	return n;
}

static struct book_case
case_of(const struct bench_case *b)
{
	/* 2026-03-02T03:00Z */
	return (struct book_case){ .facts = b->facts,
	    .at = INT64_C(1772420400000), .zone = b->zone };
}

static size_t
met(const struct judgement *j)
{
	size_t n = 0;

	for (size_t p = 0; p < j->n; p++)
		for (size_t i = 0; i < j->packs[p].nverdicts; i++)
			n += j->packs[p].verdicts[i].outcome == OUTCOME_MET;
	return n;
}

/* Judgings a second of ${clock}; each must find ${want} rules met (0: one at
 * least). */
static double
rate(const struct bench_case *b, size_t want, double (*clock)(void))
{
	struct arena_mark mark = arena_mark(b->a);
	struct book_case c = case_of(b);
	struct note note = NOTE_INIT;
	double from = clock(), took;
	struct judgement j;
	size_t found;
	long n = 0;

	do
		for (int i = 0; i < BATCH; i++, n++) {
			must(judge(b->a, b->book, &c, &j, &note), &note);
			found = met(&j);
			if (want == 0 ? found == 0 : found != want) {
				fprintf(stderr, "bench: %zu rules met\n",
				    found);
				exit(1);
			}
			arena_reset(b->a, mark);
		}
	while ((took = clock() - from) < SECONDS);
	return (double)n / took;
}

/* The five conditions: one number, as the other engine says it. */
static bool
judge_same(int argc, char **argv)
{
	struct bench_case b;

	(void)argc;
	book_open(&b, argv + 1, 1);
	facts_read(&b, argv[0]);
	printf("%.0f\n", rate(&b, 3, bench_now));
	arena_free(b.a);
	return true;
}

static bool
judge_full(int argc, char **argv)
{
	double each[ROUNDS], median;
	struct bench_case b;
	size_t facts, rules = 0;

	book_open(&b, argv + 1, argc - 1);
	facts = facts_read(&b, argv[0]);
	for (int i = 0; i < ROUNDS; i++)
		each[i] = 1 / rate(&b, 0, bench_cpu);
	for (size_t i = 0; i < book_npacks(b.book); i++)
		rules += book_pack(b.book, i)->nrules;
	median = bench_median(each, ROUNDS);
	printf("%zu facts, %d packs, %zu rules: judged in %.1f us of the "
	    "processor; at most %.0f%s\n", facts, argc - 1, rules,
	    median * 1e6, FULL_MOST * 1e6,
	    median > FULL_MOST ? ": OVER" : "");
	arena_free(b.a);
	return median <= FULL_MOST;
}

/* ---- once more ---- */

/* Sets that differ from each other: some facts are missing, figures vary. */
static void
sets_write(json_t *base, FILE *to, long n)
{
	uint64_t seed = 1;

	for (long i = 0; i < n; i++) {
		json_t *set = json_object(), *v;
		const char *key;

		json_object_foreach(base, key, v) {
			seed = seed * UINT64_C(6364136223846793005) +
			    UINT64_C(1442695040888963407);
			if ((seed >> 33) % 8 == 0)
				continue;
			if (json_is_integer(v))
				(void)json_object_set_new(set, key,
				    json_integer(json_integer_value(v) *
				    (json_int_t)((seed >> 40) % 4)));
			else
				(void)json_object_set(set, key, v);
		}
		if (json_dumpf(set, to, JSON_COMPACT) != 0 ||
		    fputc('\n', to) == EOF) {
			perror("bench");
			exit(1);
		}
		json_decref(set);
	}
}

/* Read, typed and judged, one by one; how many have some rule met. */
static long
sets_judge(struct bench_case *b, FILE *from, long *ret_n)
{
	char *line = malloc(LINE_MOST);
	struct arena_mark mark = arena_mark(b->a);
	struct note note = NOTE_INIT;
	struct book_case c;
	struct judgement j;
	long n = 0, some = 0;
	json_t *json;

	if (line == NULL)
		exit(1);
	for (; fgets(line, LINE_MOST, from) != NULL; n++) {
		json = json_of(str_of(line));
		must(book_blank(b->a, b->book, &b->facts, &note), &note);
		must(case_read(&b->reading, json, b->facts, &note), &note);
		c = case_of(b);
		must(judge(b->a, b->book, &c, &j, &note), &note);
		some += met(&j) > 0;
		json_decref(json);
		arena_reset(b->a, mark);
	}
	free(line);
	*ret_n = n;
	return some;
}

static bool
judge_again(int argc, char **argv)
{
	struct bench_case b;
	json_t *base;
	FILE *sets = tmpfile();
	double from, took;
	long n = 0, some;

	if (sets == NULL)
		exit(1);
	book_open(&b, argv + 2, argc - 2);
	base = json_of(text_read(b.a, argv[1]));
	sets_write(base, sets, (long)bench_number(argv[0]));
	rewind(sets);
	from = bench_cpu();
	some = sets_judge(&b, sets, &n);
	took = bench_cpu() - from;
	printf("%ld stored sets of facts read and judged again: %.0f s of the "
	    "processor, %.0f a second (%ld meet some rule)\n", n, took,
	    (double)n / took, some);
	json_decref(base);
	(void)fclose(sets);
	arena_free(b.a);
	return true;
}

bool
bench_judge(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[0], "same") == 0)
		return judge_same(argc - 1, argv + 1);
	if (argc >= 3 && strcmp(argv[0], "full") == 0)
		return judge_full(argc - 1, argv + 1);
	if (argc >= 4 && strcmp(argv[0], "again") == 0)
		return judge_again(argc - 1, argv + 1);
	fprintf(stderr, "usage: bench judge same FACTS PACK | "
	    "full FACTS PACK… | again N FACTS PACK…\n");
	exit(2);
}
