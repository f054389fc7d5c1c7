/* SPDX-License-Identifier: Apache-2.0 */
/* What does one decision table say, and what is wrong with it? */
#include "base/file.h"
#include "feel/table_check.h"
#include "house/feel_in.h"

/* "rule 3, test 2" and what is written there. */
static enum err
cell_wrong(struct feel_try *t, const struct feel_table_text *text,
    struct feel_cell cell, enum err r, const struct note *inner,
    struct note *note)
{
	struct note there = NOTE_INIT;
	struct buf said = BUF_IN(t->a);

	if (cell.kind == FEEL_CELL_TABLE || t->c->json) {
		note_copy(note, inner);
		return r;
	}
	(void)try_pointed(t, feel_cell_text(text, cell), r, inner, &there);
	say_note(&said, t->c->voice, &there);
	if (cell.kind == FEEL_CELL_TEST || cell.kind == FEEL_CELL_OUTPUT)
		return NOTE(note, r, M("Rule {rule}, {cell} {column}: {said}"),
		    A_INT("rule", (int64_t)cell.rule + 1), A_WORD("cell",
		    feel_cell_words(cell.kind)), A_INT("column",
		    (int64_t)cell.column + 1), A_TEXT("said",
		    buf_view(&said)));
	return NOTE(note, r, M("{cell} {column}: {said}"), A_WORD("cell",
	    feel_cell_words(cell.kind)), A_INT("column",
	    (int64_t)cell.column + 1), A_TEXT("said", buf_view(&said)));
}

/* ---- reading ---- */

/* Facts that the file declares by type alone: they are missing. */
static enum err
facts_declare(struct feel_try *t, const json_t *types, json_t *declared,
    struct note *note)
{
	const char *name;
	json_t *type;
	enum err r;

	json_object_foreach(declared, name, type) {
		struct feel_value v = feel_unknown(t->a, str_copy(t->a,
		    str_of(name)), S(""));

		r = try_fact(t, str_of(name), case_type(t->a, t->scope, types,
		    json_is_string(type) ? json_string_value(type) : "Any"),
		    &v, note);
		if (r == ERR_EXISTS)
			note_clear(note);
		else if (r != ERR_OK)
			return r;
	}
	return ERR_OK;
}

/* An input that is a name nobody declared is a fact of the input's type. */
static void
inputs_declare(struct feel_try *t, const json_t *types, const json_t *logic)
{
	const json_t *inputs = json_object_get(logic, "inputs");

	for (size_t i = 0; i < json_array_size(inputs); i++) {
		const json_t *in = json_array_get(inputs, i);
		const char *name = json_string_value(json_object_get(in,
		    "expression"));
		const char *type = json_string_value(json_object_get(in,
		    "type"));
		const struct feel_program *p = NULL;
		struct feel_value v;

		if (name == NULL || feel_compile(t->a, t->scope, str_of(name),
		    &t->zones, &p, NULL) == ERR_OK)
			continue;
		v = feel_unknown(t->a, str_copy(t->a, str_of(name)), S(""));
		(void)try_fact(t, str_of(name), type == NULL ?
		    feel_type(FEEL_ANY) : case_type(t->a, t->scope, types,
		    type), &v, NULL);
	}
}

static enum err
types_declare(struct feel_try *t, json_t *types, struct note *note)
{
	const char *name;
	json_t *type;
	enum err r;

	json_object_foreach(types, name, type)
		if ((r = feel_scope_type(t->scope, str_of(name), case_type(
		    t->a, t->scope, types, name), note)) != ERR_OK)
			return r;
	return ERR_OK;
}

static enum err
table_read(struct feel_try *t, json_t *json, const struct feel_table **ret,
    struct note *note)
{
	json_t *types = json_object_get(json, "types");
	const json_t *logic = json_object_get(json, "logic");
	struct feel_table_text text;
	struct note inner = NOTE_INIT;
	struct feel_cell cell;
	enum err r;

	if (logic == NULL)
		logic = json;
	if ((r = types_declare(t, types, note)) != ERR_OK ||
	    (json_object_get(json, "context") != NULL &&
	    !cmd_given(t->c, "context") && (r = try_context_json(t,
	    json_object_get(json, "context"), note)) != ERR_OK) ||
	    (r = facts_declare(t, types, json_object_get(json,
	    "input_types"), note)) != ERR_OK)
		return r;
	inputs_declare(t, types, logic);
	if ((r = case_table(t->a, t->scope, types, logic, &text, note)) !=
	    ERR_OK)
		return r;
	if ((r = feel_table_compile(t->a, t->scope, &text, &t->zones, ret,
	    &cell, &inner)) != ERR_OK)
		return cell_wrong(t, &text, cell, r, &inner, note);
	return ERR_OK;
}

static void
remarks(struct feel_try *t, const struct feel_table *table)
{
	const struct note *found;
	struct feel_cell cell;

	for (size_t i = 0; (found = feel_table_finding(table, i, &cell)) !=
	    NULL; i++) {
		struct note note = NOTE_INIT;

		(void)cell_wrong(t, feel_table_text(table), cell, ERR_OK,
		    found, &note);
		note.err = ERR_OK;
		terminal_fail(t->c->term, t->c->voice, t->c->json, &note);
	}
}

/* ---- the answer ---- */

static const char *const states[] = {
	[FEEL_ROW_NOT]	= M("does not apply"),
	[FEEL_ROW_HIT]	= M("applies"),
	[FEEL_ROW_OPEN]	= M("is open"),
};

/* "Rule 2 does not apply: Age is 17, not >= 18." */
static enum err
row_say(struct feel_try *t, const struct feel_table_text *x, size_t i,
    const struct feel_table_answer *ans, const struct feel_table_row *row,
    struct note *note)
{
	struct str is;

	if (row->column == x->ninputs)
		return SAY(t->c, note, M("Rule {rule} {state}."), A_INT("rule",
		    (int64_t)i + 1), A_WORD("state", states[row->state]));
	is = feel_is_unknown(&ans->inputs[row->column]) ? S("?") :
	    try_text(t, &ans->inputs[row->column]);
	return SAY(t->c, note,
	    M("Rule {rule} {state}: {input} is {value}, the test {test}."),
	    A_INT("rule", (int64_t)i + 1), A_WORD("state",
	    states[row->state]), A_TEXT("input", x->inputs[row->column].text),
	    A_TEXT("value", is), A_TEXT("test", x->rules[i].in[row->column]));
}

/* Of an input that is wrong no rule was asked. */
static bool
asked(const struct feel_table_answer *ans)
{
	return ans->trouble != FEEL_TROUBLE_KIND &&
	    ans->trouble != FEEL_TROUBLE_INPUT;
}

static enum err
trouble_say(struct feel_try *t, const struct feel_table_answer *ans,
    struct note *note)
{
	const char *why = feel_trouble_words(ans->trouble);
	enum err r = terminal_put(t->c->term, S("null\n"), note);

	if (r != ERR_OK)
		return r;
	if (asked(ans) && ans->trouble != FEEL_TROUBLE_OUTPUT)
		return SAY(t->c, note, M("It has no value: {why}."),
		    A_WORD("why", why));
	return SAY(t->c, note, M("It has no value: {why} (column {column})."),
	    A_WORD("why", why), A_INT("column", (int64_t)ans->column + 1));
}

static enum err
answer_say(struct feel_try *t, const struct feel_table *table,
    const struct feel_table_answer *ans, const struct feel_table_row *rows,
    struct note *note)
{
	const struct feel_table_text *x = feel_table_text(table);
	enum err r;

	r = ans->trouble != FEEL_TROUBLE_NOT ? trouble_say(t, ans, note) :
	    try_say(t, S(""), &ans->value, note);
	for (size_t i = 0; r == ERR_OK && t->explain && asked(ans) &&
	    i < x->nrules; i++)
		r = row_say(t, x, i, ans, &rows[i], note);
	return r == ERR_OK && t->explain ? try_say_used(t, ans->used, note) :
	    r;
}

static enum err
answer_json(struct feel_try *t, const struct feel_table *table,
    const struct feel_table_answer *ans, const struct feel_table_row *rows,
    struct note *note)
{
	static const char *const words[] = { [FEEL_ROW_NOT] = "not",
	    [FEEL_ROW_HIT] = "hit", [FEEL_ROW_OPEN] = "open" };
	const struct feel_table_text *x = feel_table_text(table);
	json_t *json = json_object(), *list = json_array();

	try_json_value(t, json, &ans->value, ans->used);
	for (size_t i = 0; asked(ans) && i < x->nrules; i++)
		(void)json_array_append_new(list, json_pack("{s:s, s:i}",
		    "state", words[rows[i].state], "input",
		    rows[i].column == x->ninputs ? 0 :
		    (int)rows[i].column + 1));
	(void)json_object_set_new(json, "rules", list);
	if (ans->trouble != FEEL_TROUBLE_NOT)
		(void)json_object_set_new(json, "trouble", json_string(say(
		    t->c->voice.lang, feel_trouble_words(ans->trouble))));
	return json == NULL ? note_memory(note) : try_json_out(t, json, note);
}

static enum err
table_eval(struct feel_try *t, const struct feel_table *table,
    struct note *note)
{
	const struct feel_table_row *rows = NULL;
	struct feel_table_answer ans;
	enum err r;

	if ((r = feel_table_explain(t->a, table, &t->env, &ans, &rows,
	    note)) != ERR_OK)
		return r;
	return t->c->json ? answer_json(t, table, &ans, rows, note) :
	    answer_say(t, table, &ans, rows, note);
}

/* ---- the analysis ---- */

/* "age = 18, status: any" */
static struct str
example_text(struct feel_try *t, const struct feel_table_text *x,
    const struct feel_flaw *f)
{
	struct buf b = BUF_IN(t->a);

	for (size_t i = 0; f->example != NULL && i < x->ninputs; i++) {
		buf_text(&b, i > 0 ? ", " : "");
		buf_str(&b, x->inputs[i].text);
		buf_text(&b, " = ");
		if (f->example[i].kind == FEEL_NULL)
			buf_text(&b, say(t->c->voice.lang, M("any value")));
		else
			feel_put(&b, &f->example[i]);
	}
	return buf_view(&b);
}

/* Which rules, or which cell? */
static struct str
place_text(struct feel_try *t, const struct feel_table_text *x,
    const struct feel_flaw *f)
{
	struct buf b = BUF_IN(t->a);
	const struct arg args[] = {
		A_INT("rule", (int64_t)f->cell.rule + 1),
		A_INT("other", (int64_t)f->other + 1),
		A_INT("column", (int64_t)f->cell.column + 1),
		A_WORD("cell", feel_cell_words(f->cell.kind)),
		A_TEXT("text", feel_cell_text(x, f->cell)), { 0 } };
	const char *words = M("{cell} {column}: {text}");

	if (f->kind == FEEL_FLAW_GAP || f->kind == FEEL_FLAW_BOUND)
		return S("");
	if (f->kind == FEEL_FLAW_LINKED)
		words = M("inputs {column} and {other}");
	else if (f->kind == FEEL_FLAW_OVERLAP ||
	    f->kind == FEEL_FLAW_CONTRADICTION)
		words = M("rules {rule} and {other}");
	else if (f->kind == FEEL_FLAW_UNREACHABLE &&
	    f->cell.kind == FEEL_CELL_TABLE)
		words = f->other == f->cell.rule ? M("rule {rule}") :
		    M("rule {rule}, others such as rule {other} go before it");
	else if (f->cell.kind == FEEL_CELL_TEST ||
	    f->cell.kind == FEEL_CELL_OUTPUT)
		words = M("rule {rule}, {cell} {column}: {text}");
	say_into(&b, t->c->voice, words, args);
	return buf_view(&b);
}

static enum err
flaw_say(struct feel_try *t, const struct feel_table_text *x,
    const struct feel_flaw *f, struct note *note)
{
	struct str place = place_text(t, x, f), example = example_text(t, x,
	    f);
	const struct arg args[] = {
		A_WORD("what", feel_flaw_words(f->kind)),
		A_TEXT("place", place), A_TEXT("example", example), { 0 } };

	if (arena_failed(t->a))
		return note_memory(note);
	if (place.n > 0 && example.n > 0)
		return cmd_say(t->c, note, M("{what} ({place}): {example}"),
		    args);
	if (place.n > 0)
		return cmd_say(t->c, note, M("{what} ({place})"), args);
	if (example.n > 0)
		return cmd_say(t->c, note, M("{what}: {example}"), args);
	return cmd_say(t->c, note, feel_flaw_words(f->kind), args);
}

static json_t *
flaw_json(const struct feel_table_text *x, const struct feel_flaw *f)
{
	static const char *const names[FEEL_FLAW__MAX] = {
		[FEEL_FLAW_GAP] = "gap", [FEEL_FLAW_OVERLAP] = "overlap",
		[FEEL_FLAW_CONTRADICTION] = "contradiction",
		[FEEL_FLAW_UNREACHABLE] = "unreachable",
		[FEEL_FLAW_OUTPUT] = "output",
		[FEEL_FLAW_UNDECIDED] = "undecided",
		[FEEL_FLAW_LINKED] = "linked", [FEEL_FLAW_BOUND] = "bound" };
	json_t *json = json_pack("{s:s, s:b, s:i, s:i, s:i}", "kind",
	    names[f->kind], "fault", (int)feel_flaw_fault(f->kind), "rule",
	    (int)f->cell.rule + 1, "column", (int)f->cell.column + 1, "other",
	    (int)f->other + 1);
	json_t *list = json_array();

	(void)json_object_set_new(json, "place", json_string(
	    feel_cell_words(f->cell.kind)));
	for (size_t i = 0; f->example != NULL && i < x->ninputs; i++)
		(void)json_array_append_new(list, case_json(&f->example[i]));
	(void)json_object_set_new(json, "example", list);
	return json;
}

enum err
try_table_check(struct feel_try *t, const struct feel_table *table,
    struct note *note)
{
	const struct feel_table_text *x = feel_table_text(table);
	struct feel_check check;
	json_t *list = NULL;
	enum err r;

	if ((r = feel_table_check(t->a, table, &check, note)) != ERR_OK)
		return r;
	if (t->c->json)
		list = json_array();
	for (const struct feel_flaw *f = check.first; f != NULL && r == ERR_OK;
	    f = f->next)
		if (t->c->json)
			(void)json_array_append_new(list, flaw_json(x, f));
		else
			r = flaw_say(t, x, f, note);
	if (t->c->json)
		r = try_json_out(t, json_pack("{s:o, s:b}", "flaws", list,
		    "whole", (int)check.whole), note);
	if (r == ERR_OK && check.faults > 0)
		return NOTE(note, ERR_INVALID,
		    M("Faults in the table: {n}."), A_INT("n",
		    (int64_t)check.faults));
	if (r == ERR_OK && check.whole)
		r = SAY(t->c, note, M("No fault was found."));
	else if (r == ERR_OK)
		r = SAY(t->c, note, M("No fault was found in what could be "
		    "looked at beforehand."));
	return r;
}

enum err
try_table(struct feel_try *t, const char *file, bool check,
    struct note *note)
{
	const struct feel_table *table = NULL;
	json_t *json = NULL;
	struct str text;
	enum err r;

	if ((r = file_read(t->a, file, TRY_FILE_MAX, &text, note)) == ERR_OK &&
	    (r = try_json(t->a, text, file, &json, note)) == ERR_OK)
		r = table_read(t, json, &table, note);
	check |= !cmd_given(t->c, "context") && json_object_get(json,
	    "context") == NULL;
	json_decref(json);
	if (r != ERR_OK)
		return r;
	remarks(t, table);
	return check ? try_table_check(t, table, note) :
	    table_eval(t, table, note);
}
