/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the table as it is written to programs, cell by cell.
 */
#include "feel/table_in.h"

enum { TABLE_FINDINGS_MAX = 100 };

static const struct {
	const char	*letters, *words;
	bool		 several;
} hits[FEEL_HIT__MAX] = {
#define X(name, letters, words, several) [name] = { letters, words, several },
	FEEL_HIT_TABLE(X)
#undef X
};

static const char *const cell_words[FEEL_CELL__MAX] = {
	[FEEL_CELL_TABLE]	= M("table"),
	[FEEL_CELL_INPUT]	= M("input"),
	[FEEL_CELL_ALLOWED]	= M("allowed values"),
	[FEEL_CELL_TEST]	= M("test"),
	[FEEL_CELL_OUTPUT]	= M("output"),
	[FEEL_CELL_VALUES]	= M("output values"),
	[FEEL_CELL_DEFAULT]	= M("default"),
};

static const char *const troubles[FEEL_TROUBLE__MAX] = {
#define X(name, words) [name] = words,
	FEEL_TROUBLE_TABLE(X)
#undef X
};

const char *
feel_hit_letters(enum feel_hit h)
{
	return hits[h].letters;
}

bool
feel_hit_parse(struct str s, enum feel_hit *ret)
{
	for (int h = 0; h < FEEL_HIT__MAX; h++)
		if (str_is(s, hits[h].letters) || str_is(s, hits[h].words)) {
			*ret = (enum feel_hit)h;
			return true;
		}
	return false;
}

const char *
feel_cell_words(enum feel_cell_kind k)
{
	return cell_words[k];
}

const char *
feel_trouble_words(enum feel_trouble t)
{
	return troubles[t];
}

struct str
feel_cell_text(const struct feel_table_text *t, struct feel_cell c)
{
	switch (c.kind) {
	case FEEL_CELL_INPUT:
		return t->inputs[c.column].text;
	case FEEL_CELL_ALLOWED:
		return t->inputs[c.column].allowed;
	case FEEL_CELL_TEST:
		return t->rules[c.rule].in[c.column];
	case FEEL_CELL_OUTPUT:
		return t->rules[c.rule].out[c.column];
	case FEEL_CELL_VALUES:
		return t->outputs[c.column].values;
	case FEEL_CELL_DEFAULT:
		return t->outputs[c.column].otherwise;
	default:
		return S("");
	}
}

struct compiling {
	struct arena			*a;
	const struct feel_scope		*s;
	const struct feel_zones		*zones;
	struct feel_table		*t;
	struct feel_cell		*cell;
	size_t				 bytes;
	struct note			*note;
};

static void
findings_add(struct compiling *c, const struct feel_program *p)
{
	struct feel_table *t = c->t;
	const struct note *note;

	for (size_t i = 0; (note = feel_finding(p, i)) != NULL; i++) {
		if (t->findings == NULL)
			t->findings = NEW_ARRAY(c->a, struct table_finding,
			    TABLE_FINDINGS_MAX);
		if (t->findings == NULL || t->nfindings == TABLE_FINDINGS_MAX)
			return;
		t->findings[t->nfindings++] = (struct table_finding){ *c->cell,
		    note };
	}
}

/* One cell; as tests of an input of the type, if there is one. */
static enum err
cell(struct compiling *c, struct feel_cell at, const struct feel_type *tested,
    const struct feel_program **ret)
{
	struct feel_table *t = c->t;
	struct str text = feel_cell_text(t->text, at);
	const struct feel_program *p;
	enum err r;

	*c->cell = at;
	if ((c->bytes += text.n) > TABLE_TEXT_MAX)
		return NOTE(c->note, ERR_LIMIT,
		    M("The table has more than {most} bytes. Take it apart "
		    "into several."), A_INT("most", TABLE_TEXT_MAX));
	r = tested != NULL ? feel_compile_tests(c->a, c->s, text, tested,
	    c->zones, &p, c->note) : feel_compile(c->a, c->s, text, c->zones,
	    &p, c->note);
	if (r != ERR_OK)
		return r;
	findings_add(c, p);
	if (p->nlocals > t->all.nlocals)
		t->all.nlocals = p->nlocals;
	for (size_t i = 0; i < FEEL_FACTS_MAX / 64; i++)
		t->names[i] |= p->names[i];
	*ret = p;
	return ERR_OK;
}

/* The same of one that may be left out: then nothing is set. */
static enum err
cell_if(struct compiling *c, struct feel_cell at,
    const struct feel_type *tested, const struct feel_program **ret)
{
	if (str_trim(feel_cell_text(c->t->text, at)).n == 0)
		return ERR_OK;
	return cell(c, at, tested, ret);
}

static enum err
columns(struct compiling *c)
{
	struct feel_table *t = c->t;
	const struct feel_table_text *x = t->text;
	struct feel_cell at = { .kind = FEEL_CELL_INPUT };
	enum err r = ERR_OK;

	for (size_t i = 0; i < x->ninputs && r == ERR_OK; i++) {
		at = (struct feel_cell){ FEEL_CELL_INPUT, 0, i };
		if ((r = cell(c, at, NULL, &t->inputs[i])) != ERR_OK)
			break;
		at.kind = FEEL_CELL_ALLOWED;
		r = cell_if(c, at, table_input_type(t, i), &t->allowed[i]);
	}
	t->complete = true;
	for (size_t i = 0; i < x->noutputs && r == ERR_OK; i++) {
		const struct feel_type *type = x->outputs[i].type;

		at = (struct feel_cell){ FEEL_CELL_VALUES, 0, i };
		if ((r = cell_if(c, at, type != NULL ? type :
		    feel_type(FEEL_ANY), &t->values[i])) != ERR_OK)
			break;
		at.kind = FEEL_CELL_DEFAULT;
		r = cell_if(c, at, NULL, &t->otherwise[i]);
		t->complete &= t->otherwise[i] != NULL;
	}
	return r;
}

static enum err
rules(struct compiling *c)
{
	struct feel_table *t = c->t;
	const struct feel_table_text *x = t->text;
	const struct feel_program **p;
	struct feel_test test;
	enum err r = ERR_OK;

	for (size_t n = 0; n < x->nrules; n++) {
		for (size_t i = 0; i < x->ninputs; i++) {
			p = &t->tests[n * x->ninputs + i];
			if ((r = cell_if(c, (struct feel_cell){
			    FEEL_CELL_TEST, n, i }, table_input_type(t, i), p)) !=
			    ERR_OK)
				return r;
			/* What passes always need not be asked. */
			if (*p != NULL && feel_test_at(*p, 0, &test) &&
			    test.kind == FEEL_TEST_ANY)
				*p = NULL;
		}
		for (size_t i = 0; i < x->noutputs; i++)
			if ((r = cell(c, (struct feel_cell){ FEEL_CELL_OUTPUT,
			    n, i }, NULL, &t->outputs[n * x->noutputs + i])) !=
			    ERR_OK)
				return r;
	}
	return r;
}

static enum err
sizes_check(const struct feel_table_text *x, struct note *note)
{
	if (x->nrules > FEEL_TABLE_RULES_MAX || x->ninputs >
	    FEEL_TABLE_INPUTS_MAX || x->noutputs > FEEL_TABLE_OUTPUTS_MAX)
		return NOTE(note, ERR_LIMIT,
		    M("A table has at most {rules} rules, {inputs} inputs and "
		    "{outputs} outputs. Take it apart into several."),
		    A_INT("rules", FEEL_TABLE_RULES_MAX),
		    A_INT("inputs", FEEL_TABLE_INPUTS_MAX),
		    A_INT("outputs", FEEL_TABLE_OUTPUTS_MAX));
	if (x->noutputs == 0)
		return NOTE(note, ERR_INVALID,
		    M("The table has no output. Add one."), { 0 });
	return ERR_OK;
}

/* What the policy and the names of outputs need. */
static enum err
shape_check(const struct feel_table_text *x, struct note *note)
{
	bool sorts = x->hit == FEEL_HIT_PRIORITY || x->hit == FEEL_HIT_OUTPUTS;
	bool valued = false;
	struct str letters = str_of(hits[x->hit].letters);

	for (size_t i = 0; i < x->noutputs; i++) {
		struct str name = x->outputs[i].name;

		valued |= str_trim(x->outputs[i].values).n > 0;
		if (name.n == 0 && x->noutputs > 1)
			return NOTE(note, ERR_INVALID,
			    M("Output {n} has no name. Where there are several "
			    "outputs, give each a name."),
			    A_INT("n", (int64_t)i + 1));
		for (size_t j = 0; j < i; j++)
			if (str_eq(name, x->outputs[j].name))
				return NOTE(note, ERR_INVALID,
				    M("Two outputs are called {name}. Give "
				    "each a name of its own."),
				    A_TEXT("name", name));
	}
	if (sorts && !valued)
		return NOTE(note, ERR_INVALID,
		    M("Hit policy {policy} goes by the order of the output's "
		    "values. List them, the most important first."),
		    A_TEXT("policy", letters));
	if (x->hit >= FEEL_HIT_SUM && x->hit <= FEEL_HIT_MAX &&
	    x->noutputs > 1)
		return NOTE(note, ERR_INVALID,
		    M("Hit policy {policy} makes one number: it needs one "
		    "output, and the table has {n}."), A_TEXT("policy",
		    letters), A_INT("n", (int64_t)x->noutputs));
	return ERR_OK;
}

static bool
room(struct compiling *c)
{
	const struct feel_table_text *x = c->t->text;
	struct feel_table *t = c->t;

	t->words = x->nrules / 64 + 1;
#define PROGRAMS(n)	NEW_ARRAY(c->a, const struct feel_program *, (n) + 1)
	t->inputs = PROGRAMS(x->ninputs);
	t->allowed = PROGRAMS(x->ninputs);
	t->values = PROGRAMS(x->noutputs);
	t->otherwise = PROGRAMS(x->noutputs);
	t->tests = PROGRAMS(x->nrules * x->ninputs);
	t->outputs = PROGRAMS(x->nrules * x->noutputs);
#undef PROGRAMS
	t->axes = NEW_ARRAY(c->a, struct axis, x->ninputs + 1);
	return !arena_failed(c->a);
}

static enum err
axes(struct compiling *c)
{
	size_t bytes = AXIS_BYTES_MAX;

	for (size_t i = 0; i < c->t->text->ninputs; i++)
		if (!axis_build(c->a, c->t, i, &bytes, &c->t->axes[i]))
			return note_memory(c->note);
	return note_arena(c->a, ERR_OK, c->note);
}

enum err
feel_table_compile(struct arena *a, const struct feel_scope *s,
    const struct feel_table_text *text, const struct feel_zones *zones,
    const struct feel_table **ret, struct feel_cell *ret_cell,
    struct note *note)
{
	struct feel_table *t = NEW(a, struct feel_table);
	struct feel_table_text *kept = NEW(a, struct feel_table_text);
	struct compiling c = { a, s, zones, t, ret_cell, 0, note };
	enum err r;

	*ret_cell = (struct feel_cell){ FEEL_CELL_TABLE, 0, 0 };
	if (t == NULL || kept == NULL)
		return note_memory(note);
	*kept = *text;
	t->text = kept;
	if ((r = sizes_check(text, note)) != ERR_OK ||
	    (r = shape_check(text, note)) != ERR_OK)
		return r;
	if (!room(&c))
		return note_memory(note);
	if ((r = columns(&c)) != ERR_OK || (r = rules(&c)) != ERR_OK ||
	    (r = axes(&c)) != ERR_OK)
		return r;
	*ret = t;
	return ERR_OK;
}

const struct feel_table_text *
feel_table_text(const struct feel_table *t)
{
	return t->text;
}

bool
feel_table_names(const struct feel_table *t, size_t slot)
{
	return (t->names[slot / 64] >> slot % 64 & 1) != 0;
}

const struct note *
feel_table_finding(const struct feel_table *t, size_t i,
    struct feel_cell *ret_cell)
{
	if (i >= t->nfindings)
		return NULL;
	*ret_cell = t->findings[i].cell;
	return t->findings[i].note;
}
