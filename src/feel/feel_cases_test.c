/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The expressions of the DMN Technology Compatibility Kit (test/vectors).
 */
#include <zlib.h>

#include "base/zone_set.h"
#include "feel/feel_case.h"

#include "test/lib/test.h"

enum { LINE_BYTES_MAX = 256 * 1024, SLOTS_MAX = 32 };

struct tally {
	int	cases, right;
	int	flags, flags_right;
};

struct world {
	struct arena		*a;
	struct feel_zones	 zones;
	struct feel_scope	*scope;
	struct feel_value	 facts[SLOTS_MAX];
	struct feel_env		 env;
};

/* The cases of this suite name types of its model without telling them. */
static const struct {
	const char	*name, *type;
} types_of_0070[] = {
	{ "t_context_013", "context<a: string, b: string>" },
	{ "tNumberList", "list<number>" },
	{ "tAnyList", "list<Any>" },
};

static void
types_add(struct world *w)
{
	struct note note = NOTE_INIT;

	for (size_t i = 0; i < sizeof types_of_0070 / sizeof *types_of_0070;
	    i++) {
		const struct feel_type *t;

		CHECK_OK(feel_type_parse(w->a, w->scope,
		    str_of(types_of_0070[i].type), &t, &note), &note);
		CHECK_OK(feel_scope_type(w->scope,
		    str_of(types_of_0070[i].name), t, &note), &note);
	}
}

static void
world_begin(struct world *w, const json_t *json)
{
	json_t *types = json_object_get(json, "types"), *value, *t;
	json_t *given = json_object_get(json, "input_types");
	struct note note = NOTE_INIT;
	const char *name;
	size_t slot;

	w->scope = feel_scope_new(w->a);
	assert_non_null(w->scope);
	if (strcmp(json_string_value(json_object_get(json, "suite")),
	    "0070-feel-instance-of") == 0)
		types_add(w);
	json_object_foreach(types, name, t)
		CHECK_OK(feel_scope_type(w->scope, str_of(name),
		    case_type(w->a, w->scope, types, name), &note), &note);
	json_object_foreach(json_object_get(json, "context"), name, value) {
		const char *type = json_string_value(json_object_get(given,
		    name));
		struct feel_value v;

		assert_true(case_value(w->a, &w->zones, value, &v));
		CHECK_OK(feel_scope_fact(w->scope, str_of(name), type != NULL ?
		    case_type(w->a, w->scope, types, type) :
		    case_type_of(w->a, &v), &slot, &note), &note);
		assert_true(slot < SLOTS_MAX);
		w->facts[slot] = v;
	}
	w->env = (struct feel_env){ .facts = w->facts, .zones = &w->zones };
}

/* The moment of the evaluation is an input. */
static void
world_now(struct world *w)
{
	json_t *now = json_pack("{ssss}", "type", "date and time", "value",
	    "2026-11-25T08:00:00+08:00");
	json_t *today = json_pack("{ssss}", "type", "date", "value",
	    "2026-11-25");

	assert_true(case_value(w->a, &w->zones, now, &w->env.now));
	assert_true(case_value(w->a, &w->zones, today, &w->env.today));
	json_decref(now);
	json_decref(today);
}

/* The expression's value as its declared type, and whether it is an error. */
static struct feel_value
answer(struct world *w, const json_t *json, bool *ret_error, struct note *note)
{
	const char *text = json_string_value(json_object_get(json,
	    "expression"));
	const char *type = json_string_value(json_object_get(json,
	    "result_type"));
	const struct feel_program *p = NULL;
	struct feel_answer ans;
	struct feel_value v;

	*ret_error = true;
	if (feel_compile(w->a, w->scope, str_of(text), &w->zones, &p, note) !=
	    ERR_OK || feel_eval(w->a, p, &w->env, &ans, note) != ERR_OK)
		return feel_null();
	if (type != NULL && !feel_conform(w->a, case_type(w->a, w->scope,
	    json_object_get(json, "types"), type), &ans.value, &v))
		return feel_null();
	if (type == NULL)
		v = ans.value;
	*ret_error = v.kind == FEEL_NULL && v.why != NULL &&
	    feel_code_error(v.why->code);
	return v;
}

static void
differs(const json_t *json, struct arena *a, const struct feel_value *got,
    const struct feel_value *want, const struct note *note)
{
	struct buf b = BUF_IN(a);

	feel_put(&b, got);
	buf_text(&b, ", not ");
	feel_put(&b, want);
	print_message("# %s: %s: %s %s\n", json_string_value(json_object_get(
	    json, "id")), json_string_value(json_object_get(json,
	    "expression")), b.p, note->err != ERR_OK ? note->msg : "");
}

static void
judge(const json_t *json, struct zone_set *set, struct tally *t, bool show)
{
	struct world w = { .a = arena_new(), .zones = { zone_set_find, set } };
	bool flagged = json_is_true(json_object_get(json, "expect_error"));
	struct feel_value got, want;
	struct note note = NOTE_INIT;
	bool error;

	assert_non_null(w.a);
	world_begin(&w, json);
	world_now(&w);
	got = answer(&w, json, &error, &note);
	assert_true(case_value(w.a, &w.zones, json_object_get(json,
	    "expected"), &want));
	t->cases++;
	if (case_equal(w.a, &got, &want))
		t->right++;
	else if (show)
		differs(json, w.a, &got, &want, &note);
	t->flags++;
	t->flags_right += error == flagged;
	if (show && error != flagged && case_equal(w.a, &got, &want))
		print_message("# flag: %s: %s\n", flagged ?
		    "an error there, none here" : "none there, an error here",
		    json_string_value(json_object_get(json, "expression")));
	arena_free(w.a);
}

static void
each_case(const char *scope, struct tally *t, bool show)
{
	gzFile in = gzopen(TEST_SOURCE "/test/vectors/feel/tck-cases.jsonl.gz",
	    "rb");
	char *line = malloc(LINE_BYTES_MAX);
	struct arena *a = arena_new();
	struct zone_set *set = zone_set_new(a);

	assert_non_null(in);
	assert_non_null(line);
	while (gzgets(in, line, LINE_BYTES_MAX) != NULL) {
		json_t *json = json_loads(line, JSON_REJECT_DUPLICATES, NULL);

		assert_non_null(json);
		if (strcmp(json_string_value(json_object_get(json, "kind")),
		    "expression") == 0 && strcmp(json_string_value(
		    json_object_get(json, "scope")), scope) == 0)
			judge(json, set, t, show);
		json_decref(json);
	}
	(void)gzclose(in);
	free(line);
	arena_free(a);
}

TEST("every expression of the kit that is in scope has the kit's value")
{
	struct tally t = { 0, 0, 0, 0 };

	each_case("now", &t, true);
	print_message("# in scope: %d of %d values, %d of %d error flags\n",
	    t.right, t.cases, t.flags_right, t.flags);
	CHECK_INT(t.cases, 1470);
	CHECK_INT(t.right, t.cases);
}

TEST("the expressions that are left for later are counted apart")
{
	struct tally t = { 0, 0, 0, 0 };

	each_case("later", &t, false);
	print_message("# later: %d of %d values, %d of %d error flags\n",
	    t.right, t.cases, t.flags_right, t.flags);
	CHECK_INT(t.cases, 114);
}
