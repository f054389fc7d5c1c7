/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do expressions and tables come out as somebody else expects?  Cases, one JSON
 * object a line, in the form of test/vectors/feel: a verdict for each, and how
 * many were right of each scope.  Those of the scope "later" are counted apart.
 */
#include <zlib.h>

#include "base/file.h"
#include "house/feel_in.h"

enum { SCOPES_MAX = 16, SCOPE_NAME_MAX = 40 };

struct tally {
	char	name[SCOPE_NAME_MAX + 1];
	int64_t	n, right, flags;
};

struct cases {
	struct feel_try	*t;
	struct tally	 of[SCOPES_MAX];
	size_t		 n;
	int64_t		 skipped;	/* of kinds that are not run */
	int64_t		 wrong;		/* not counting "later" */
};

static struct tally *
tally_of(struct cases *c, struct str scope)
{
	struct tally *t;

	scope = str_part(scope, 0, SCOPE_NAME_MAX);
	for (size_t i = 0; i < c->n; i++)
		if (str_is(scope, c->of[i].name))
			return &c->of[i];
	if (c->n == SCOPES_MAX)
		return &c->of[SCOPES_MAX - 1];
	t = &c->of[c->n++];
	memcpy(t->name, scope.p, scope.n);
	return t;
}

static struct str
member(const json_t *json, const char *name)
{
	return str_of(json_string_value(json_object_get(json, name)));
}

/* ---- one case ---- */

static enum err
case_facts(struct feel_try *t, const json_t *json, struct note *note)
{
	const json_t *types = json_object_get(json, "types");
	const json_t *given = json_object_get(json, "input_types");
	json_t *value, *type;
	const char *name;
	enum err r;

	if ((r = case_types_add(t->a, t->scope, member(json, "suite").p,
	    note)) != ERR_OK)
		return r;
	json_object_foreach((json_t *)(uintptr_t)types, name, type)
		if ((r = feel_scope_type(t->scope, str_of(name), case_type(
		    t->a, t->scope, types, name), note)) != ERR_OK)
			return r;
	json_object_foreach(json_object_get(json, "context"), name, value) {
		struct str of = member(given, name);
		struct feel_value v;

		if (!case_value(t->a, &t->zones, value, &v))
			return NOTE(note, ERR_INVALID,
			    M("The fact {name} is no typed value."),
			    A_CSTR("name", name));
		if ((r = try_fact(t, str_of(name), of.n > 0 ? case_type(t->a,
		    t->scope, types, of.p) : case_type_of(t->a, &v), &v,
		    note)) != ERR_OK)
			return r;
	}
	return ERR_OK;
}

/* What is wrong with the text makes a null, as the kit has it. */
static struct feel_value
expression(struct feel_try *t, const json_t *json, bool *ret_error)
{
	const struct feel_program *p = NULL;
	struct feel_answer ans;

	*ret_error = true;
	if (feel_compile(t->a, t->scope, member(json, "expression"),
	    &t->zones, &p, NULL) != ERR_OK ||
	    feel_eval(t->a, p, &t->env, &ans, NULL) != ERR_OK)
		return feel_null();
	*ret_error = false;
	return ans.value;
}

static struct feel_value
table(struct feel_try *t, const json_t *json, bool *ret_error)
{
	const struct feel_table *table = NULL;
	struct feel_table_text text;
	struct feel_table_answer ans;
	struct feel_cell cell;

	*ret_error = true;
	if (case_table(t->a, t->scope, json_object_get(json, "types"),
	    json_object_get(json, "logic"), &text, NULL) != ERR_OK ||
	    feel_table_compile(t->a, t->scope, &text, &t->zones, &table,
	    &cell, NULL) != ERR_OK ||
	    feel_table_eval(t->a, table, &t->env, &ans, NULL) != ERR_OK)
		return feel_null();
	*ret_error = false;
	return ans.value;
}

/* As the declared type. */
static struct feel_value
answer(struct feel_try *t, const json_t *json, bool *ret_error)
{
	struct str type = member(json, "result_type");
	struct feel_value v = str_is(member(json, "kind"), "table") ?
	    table(t, json, ret_error) : expression(t, json, ret_error);

	if (*ret_error)
		return v;
	if (type.n > 0 && !feel_conform(t->a, case_type(t->a, t->scope,
	    json_object_get(json, "types"), type.p), &v, &v)) {
		*ret_error = true;
		return feel_null();
	}
	*ret_error = v.kind == FEEL_NULL && v.why != NULL &&
	    feel_code_error(v.why->code);
	return v;
}

static enum err
verdict(struct feel_try *t, struct str id, bool right,
    const struct feel_value *got, const struct feel_value *want,
    struct note *note)
{
	json_t *json;

	if (!t->c->json)
		return terminal_put(t->c->term, str_fmt(t->a,
		    "%s\t%.*s\t%s\t%s\n", right ? "pass" : "fail", STR_ARG(id),
		    try_text(t, got).p, try_text(t, want).p), note);
	json = json_pack("{s:s, s:b, s:o, s:o}", "id", id.n == 0 ? "" : id.p,
	    "pass", (int)right, "got", case_json(got), "expected",
	    case_json(want));
	return json == NULL ? note_memory(note) : try_json_out(t, json, note);
}

static enum err
judge(struct cases *c, const json_t *json, struct note *note)
{
	struct feel_try *t = c->t;
	struct tally *sum = tally_of(c, member(json, "scope"));
	struct feel_value got, want;
	bool error, right;
	enum err r;

	if (!case_value(t->a, &t->zones, json_object_get(json, "expected"),
	    &want))
		return NOTE(note, ERR_INVALID,
		    M("What is expected is no typed value."), { 0 });
	if ((r = case_facts(t, json, note)) != ERR_OK)
		return r;
	got = answer(t, json, &error);
	right = case_equal(t->a, &got, &want);
	sum->n++;
	sum->right += right;
	sum->flags += error == json_is_true(json_object_get(json,
	    "expect_error"));
	c->wrong += !right && strcmp(sum->name, "later") != 0;
	if ((r = note_arena(t->a, ERR_OK, note)) != ERR_OK)
		return r;
	return verdict(t, member(json, "id"), right, &got, &want, note);
}

static enum err
line_judge(struct cases *c, struct str line, struct note *note)
{
	struct arena *a = arena_new();
	json_t *json = NULL;
	struct str kind;
	enum err r;

	if (a == NULL)
		return note_memory(note);
	if ((r = try_again(c->t, a, note)) == ERR_OK &&
	    (r = try_json(a, line, "", &json, note)) == ERR_OK) {
		kind = member(json, "kind");
		if (str_is(kind, "expression") || str_is(kind, "table"))
			r = judge(c, json, note);
		else
			c->skipped++;
	}
	json_decref(json);
	c->t->a = c->t->c->a;
	arena_free(a);
	return r;
}

/* ---- the file ---- */

/* One line into ${b}; false at the end.  Too long a line fills it. */
static bool
line_read(gzFile in, struct buf *b)
{
	char piece[4096];

	buf_empty(b);
	while (b->n <= TRY_CASE_MAX && gzgets(in, piece, sizeof piece) !=
	    NULL) {
		buf_text(b, piece);
		if (b->n > 0 && b->p[b->n - 1] == '\n')
			break;
	}
	return b->n > 0;
}

static enum err
lines_judge(struct cases *c, gzFile in, const char *file, struct note *note)
{
	struct buf b = BUF_INIT;
	int64_t line = 0;
	int broken = Z_OK;
	enum err r = ERR_OK;

	while (r == ERR_OK && line_read(in, &b)) {
		line++;
		if (buf_failed(&b))
			r = note_memory(note);
		else if (b.n > TRY_CASE_MAX)
			r = NOTE(note, ERR_LIMIT,
			    M("Line {line} is too long for a case."),
			    A_INT("line", line));
		else if (str_trim(buf_view(&b)).n > 0)
			r = line_judge(c, buf_view(&b), note);
		if (r == ERR_OK && stop_wanted())
			r = ERR_STOPPED;
	}
	if (r != ERR_OK && note != NULL)
		note->where = (struct where){ .line = line };
	(void)gzerror(in, &broken);
	if (r == ERR_OK && broken != Z_OK && broken != Z_STREAM_END)
		r = NOTE(note, ERR_IO, M("{file} could not be read to its end. "
		    "It is cut off or damaged."), A_CSTR("file", file));
	buf_free(&b);
	return r;
}

static enum err
summary(struct cases *c, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < c->n && r == ERR_OK; i++) {
		const struct tally *t = &c->of[i];

		r = SAY(c->t->c, note, M("{scope}: {right} of {n} right; the "
		    "error flag agrees in {flags}."), A_CSTR("scope",
		    t->name[0] == '\0' ? "-" : t->name), A_INT("right",
		    t->right), A_INT("n", t->n), A_INT("flags", t->flags));
	}
	if (r == ERR_OK && c->skipped > 0)
		r = SAY(c->t->c, note, M("{n} cases are of kinds that are not "
		    "run."), A_INT("n", c->skipped));
	if (r == ERR_OK && c->wrong > 0)
		return NOTE(note, ERR_PARTIAL,
		    M("{n} cases came out otherwise than expected."),
		    A_INT("n", c->wrong));
	return r;
}

enum err
try_cases(struct feel_try *t, const char *file, struct note *note)
{
	struct cases c = { .t = t };
	gzFile in;
	enum err r;

	if (!file_exists(file))
		return NOTE(note, ERR_NOTFOUND,
		    M("There is no file {file}."), A_CSTR("file", file));
	if ((in = gzopen(file, "rb")) == NULL)
		return NOTE(note, ERR_IO, M("{file} could not be opened. Look at "
		    "its permissions."), A_CSTR("file", file));
	t->env.zones = &t->zones;
	r = lines_judge(&c, in, file, note);
	(void)gzclose(in);
	return r == ERR_OK ? summary(&c, note) : r;
}
