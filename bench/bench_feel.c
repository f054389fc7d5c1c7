/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast is the rule language?  Five rules as they stand in rule packs, read
 * and evaluated, and evaluated alone: test/feelin/speed.mjs does the same with
 * another engine.  A decision table of 30 rules over 8 inputs, beside a loop
 * that compares each of its 240 cells.
 */
#include "bench/bench.h"

#include "feel/table.h"

enum { RULES = 5, FACTS = 6, MEMBERS = 5, ROWS = 30, INPUTS = 8, BATCH = 256,
	TABLE_ROUNDS = 7 };

#define SECONDS 0.15		/* of one measurement */

static const char *const rules[RULES] = {
	"age >= 18 and income > 2000 and status in (\"employed\", "
	    "\"retired\")",
	"if votes for / total votes >= 2/3 then \"adopted\" else "
	    "\"rejected\"",
	"some m in members satisfies m.role = \"clerk\" and m.age > 32",
	"count(members[role=\"clerk\"])*100/count(members)<60",
	"date(\"2024-01-15\") + duration(\"P5Y\") < date(\"2026-11-23\")",
};

struct world {
	struct arena		*a;
	struct feel_scope	*s;
	struct feel_value	 v[FEEL_FACTS_MAX];
	struct feel_env		 env;
};

static void
check(enum err r, const struct note *note)
{
	if (r != ERR_OK)
		bench_die(note);
}

static struct feel_value
literal(struct world *w, const char *text)
{
	const struct feel_program *p = NULL;
	struct feel_answer ans;
	struct note note = NOTE_INIT;

	check(feel_compile(w->a, w->s, str_of(text), NULL, &p, &note), &note);
	check(feel_eval(w->a, p, &w->env, &ans, &note), &note);
	return ans.value;
}

static void
fact(struct world *w, const char *name, const char *type,
    struct feel_value value)
{
	const struct feel_type *t = NULL;
	struct note note = NOTE_INIT;
	size_t slot = 0;

	check(feel_type_parse(w->a, w->s, str_of(type), &t, &note), &note);
	check(feel_scope_fact(w->s, str_of(name), t, &slot, &note), &note);
	w->v[slot] = value;
}

static void
world_begin(struct world *w)
{
	static const struct {
		const char	*name, *type, *value;
	} facts[FACTS] = {
		{ "age", "number", "30" },
		{ "income", "number", "2500.50" },
		{ "status", "string", "\"employed\"" },
		{ "votes for", "number", "67" },
		{ "total votes", "number", "100" },
		{ "members", "list<context<name: string, role: string, "
		    "age: number>>",
		    "[{name: \"a\", role: \"chair\", age: 30}, "
		    "{name: \"b\", role: \"clerk\", age: 31}, "
		    "{name: \"c\", role: \"member\", age: 32}, "
		    "{name: \"d\", role: \"clerk\", age: 33}, "
		    "{name: \"e\", role: \"member\", age: 34}]" },
	};

	*w = (struct world){ .a = arena_new() };
	if (w->a == NULL || (w->s = feel_scope_new(w->a)) == NULL)
		exit(1);
	w->env.facts = w->v;
	for (size_t i = 0; i < FACTS; i++)
		fact(w, facts[i].name, facts[i].type, literal(w,
		    facts[i].value));
}

/* Both a second: read and evaluated, and evaluated alone. */
static void
rule_measure(struct world *w, const char *text)
{
	struct arena *a = arena_new();
	const struct feel_program *p = NULL, *kept = NULL;
	struct note note = NOTE_INIT;
	struct feel_answer ans;
	struct arena_mark mark;
	double from, both, alone;
	long n = 0, m = 0;

	if (a == NULL)
		exit(1);
	check(feel_compile(w->a, w->s, str_of(text), NULL, &kept, &note),
	    &note);
	mark = arena_mark(a);
	from = bench_now();
	do
		for (int i = 0; i < BATCH; i++, n++) {
			check(feel_compile(a, w->s, str_of(text), NULL, &p,
			    &note), &note);
			check(feel_eval(a, p, &w->env, &ans, &note), &note);
			arena_reset(a, mark);
		}
	while ((both = bench_now() - from) < SECONDS);
	from = bench_now();
	do
		for (int i = 0; i < BATCH; i++, m++) {
			check(feel_eval(a, kept, &w->env, &ans, &note), &note);
			arena_reset(a, mark);
		}
	while ((alone = bench_now() - from) < SECONDS);
	printf("%.0f %.0f\n", (double)n / both, (double)m / alone);
	arena_free(a);
}

/* ---- the table ---- */

struct table_made {
	struct feel_table_input		 in[INPUTS];
	struct feel_table_output	 out[1];
	struct feel_table_rule		 rule[ROWS];
	struct str			 cell[ROWS][INPUTS], says[ROWS];
	struct decimal			 least[ROWS][INPUTS],
					 most[ROWS][INPUTS];
};

/* Rule ${r} takes what lies from its bounds to ten above them; by the first
 * input alone they differ, so that one applies. */
static const struct feel_table *
table_make(struct world *w, struct table_made *m)
{
	struct feel_table_text text = { .hit = FEEL_HIT_UNIQUE,
	    .inputs = m->in, .ninputs = INPUTS, .outputs = m->out,
	    .noutputs = 1, .rules = m->rule, .nrules = ROWS };
	const struct feel_table *t = NULL;
	struct note note = NOTE_INIT;
	struct feel_cell cell;

	for (int c = 0; c < INPUTS; c++) {
		m->in[c].text = str_fmt(w->a, "f%d", c);
		fact(w, m->in[c].text.p, "number", feel_int(155 - c));
	}
	for (int r = 0; r < ROWS; r++) {
		for (int c = 0; c < INPUTS; c++) {
			int low = c == 0 ? 10 * r : 100 + (r * 7 + c * 3) % 40;
			int high = c == 0 ? low + 10 : low + 60;

			m->cell[r][c] = str_fmt(w->a, "[%d..%d)", low, high);
			m->least[r][c] = decimal_of_int(low);
			m->most[r][c] = decimal_of_int(high);
		}
		m->says[r] = str_fmt(w->a, "\"rule %d\"", r);
		m->rule[r].in = m->cell[r];
		m->rule[r].out = &m->says[r];
	}
	check(feel_table_compile(w->a, w->s, &text, NULL, &t, &cell, &note),
	    &note);
	return t;
}

/* What must be done at the least: every cell compared, no value made. */
static int
cells_compare(const struct world *w, const struct table_made *m)
{
	int hit = -1;

	for (int r = 0; r < ROWS; r++) {
		bool all = true;

		for (int c = 0; c < INPUTS; c++) {
			struct decimal v = w->v[FACTS + c].number;

			all &= decimal_cmp(v, m->least[r][c]) >= 0 &&
			    decimal_cmp(v, m->most[r][c]) < 0;
		}
		if (all)
			hit = r;
	}
	return hit;
}

static double
table_measure(struct world *w, const struct feel_table *t, struct arena *a)
{
	struct arena_mark mark = arena_mark(a);
	struct note note = NOTE_INIT;
	struct feel_table_answer ans;
	double from = bench_now(), took;
	long n = 0;

	do
		for (int i = 0; i < BATCH; i++, n++) {
			check(feel_table_eval(a, t, &w->env, &ans, &note),
			    &note);
			arena_reset(a, mark);
		}
	while ((took = bench_now() - from) < SECONDS);
	return (double)n / took;
}

static double
cells_measure(const struct world *w, const struct table_made *m, int want)
{
	double from = bench_now(), took;
	long n = 0;

	do
		for (int i = 0; i < BATCH; i++, n++)
			if (cells_compare(w, m) != want)
				exit(1);
	while ((took = bench_now() - from) < SECONDS);
	return (double)n / took;
}

static bool
table_bench(struct world *w)
{
	struct table_made *m = NEW(w->a, struct table_made);
	struct arena *a = arena_new();
	struct rounds r = { .n = 0 };
	struct feel_table_answer ans;
	struct note note = NOTE_INIT;
	const struct feel_table *t;
	int hit = 0;

	if (m == NULL || a == NULL)
		exit(1);
	t = table_make(w, m);
	check(feel_table_eval(w->a, t, &w->env, &ans, &note), &note);
	while (hit < ROWS && feel_table_row(&ans, (size_t)hit) !=
	    FEEL_ROW_HIT)
		hit++;
	if (hit == ROWS || ans.value.kind != FEEL_STRING)
		exit(1);
	for (int i = 0; i < TABLE_ROUNDS; i++) {
		double base = cells_measure(w, m, hit);

		rounds_add(&r, table_measure(w, t, a), base);
	}
	arena_free(a);
	return rounds_say("table of 30 rules, 8 inputs: all cells", &r, "/s",
	    1);
}

bool
bench_feel(int argc, char **argv)
{
	struct world w;
	bool well = true;

	(void)argc;
	world_begin(&w);
	if (strcmp(argv[0], "table") == 0)
		well = table_bench(&w);
	else
		for (int i = 0; i < RULES; i++)
			rule_measure(&w, rules[i]);
	arena_free(w.a);
	return well;
}
