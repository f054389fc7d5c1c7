/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The decision tables of the DMN Technology Compatibility Kit (test/vectors).
 */
#include <zlib.h>

#include "base/zone_set.h"
#include "feel/feel_case.h"

#include "test/lib/test.h"

enum { LINE_BYTES_MAX = 256 * 1024, SLOTS_MAX = 32 };

struct tally {
	int	cases, right, flags_right;
};

struct world {
	struct arena		*a;
	struct feel_zones	 zones;
	struct feel_scope	*scope;
	struct feel_value	 facts[SLOTS_MAX];
	struct feel_env		 env;
};

static void
world_begin(struct world *w, const json_t *json)
{
	json_t *types = json_object_get(json, "types"), *value;
	json_t *given = json_object_get(json, "input_types");
	struct note note = NOTE_INIT;
	const char *name;
	size_t slot;

	w->scope = feel_scope_new(w->a);
	assert_non_null(w->scope);
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

static struct feel_value
answer(struct world *w, const json_t *json, bool *ret_error)
{
	const char *type = json_string_value(json_object_get(json,
	    "result_type"));
	const json_t *types = json_object_get(json, "types");
	struct feel_table_text text;
	const struct feel_table *t = NULL;
	struct feel_table_answer ans;
	struct note note = NOTE_INIT;
	struct feel_value v = feel_null();
	struct feel_cell cell;

	CHECK_OK(case_table(w->a, w->scope, types, json_object_get(json,
	    "logic"), &text, &note), &note);
	CHECK_OK(feel_table_compile(w->a, w->scope, &text, &w->zones, &t,
	    &cell, &note), &note);
	CHECK_OK(feel_table_eval(w->a, t, &w->env, &ans, &note), &note);
	CHECK(feel_conform(w->a, case_type(w->a, w->scope, types, type),
	    &ans.value, &v));
	*ret_error = v.kind == FEEL_NULL && v.why != NULL &&
	    feel_code_error(v.why->code);
	return v;
}

static void
judge(const json_t *json, struct zone_set *set, struct tally *t)
{
	struct world w = { .a = arena_new(), .zones = { zone_set_find, set } };
	bool flagged = json_is_true(json_object_get(json, "expect_error"));
	struct feel_value got, want;
	bool error;

	assert_non_null(w.a);
	world_begin(&w, json);
	got = answer(&w, json, &error);
	assert_true(case_value(w.a, &w.zones, json_object_get(json,
	    "expected"), &want));
	t->cases++;
	t->flags_right += error == flagged;
	if (case_equal(w.a, &got, &want)) {
		t->right++;
	} else {
		struct buf b = BUF_IN(w.a);

		feel_put(&b, &got);
		print_message("# %s: %s\n", json_string_value(
		    json_object_get(json, "id")), b.p);
	}
	arena_free(w.a);
}

TEST("every decision table of the kit that is in scope has the kit's value")
{
	gzFile in = gzopen(TEST_SOURCE "/test/vectors/feel/tck-cases.jsonl.gz",
	    "rb");
	char *line = malloc(LINE_BYTES_MAX);
	struct arena *a = arena_new();
	struct zone_set *set = zone_set_new(a);
	struct tally t = { 0, 0, 0 };

	assert_non_null(in);
	assert_non_null(line);
	while (gzgets(in, line, LINE_BYTES_MAX) != NULL) {
		json_t *json = json_loads(line, JSON_REJECT_DUPLICATES, NULL);

		assert_non_null(json);
		if (strcmp(json_string_value(json_object_get(json, "kind")),
		    "table") == 0 && strcmp(json_string_value(json_object_get(
		    json, "scope")), "now") == 0)
			judge(json, set, &t);
		json_decref(json);
	}
	(void)gzclose(in);
	free(line);
	arena_free(a);
	print_message("# tables: %d of %d values, %d of %d error flags\n",
	    t.right, t.cases, t.flags_right, t.cases);
	CHECK_INT(t.cases, 39);
	CHECK_INT(t.right, t.cases);
}
