/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/table_fixture.h"

#include "base/say.h"

#include "test/lib/test.h"

enum { COLUMNS_MAX = 80, ROWS_MAX = 1200 };

static const char *const troubles[FEEL_TROUBLE__MAX] = {
#define X(name, words) [name] = #name,
	FEEL_TROUBLE_TABLE(X)
#undef X
};

/* Cells parted by "|"; those not there are empty. */
static struct str *
cells(struct feel_world *w, struct str line, size_t *ret_n)
{
	struct str *cell = NEW_ARRAY(w->a, struct str, COLUMNS_MAX);
	struct str one;

	assert_non_null(cell);
	*ret_n = 0;
	while (str_cut(&line, '|', &one)) {
		assert_true(*ret_n < COLUMNS_MAX);
		cell[(*ret_n)++] = str_trim(one);
	}
	return cell;
}

static const struct feel_type *
type_of(struct feel_world *w, struct str name)
{
	const struct feel_type *t = NULL;
	struct note note = NOTE_INIT;

	if (name.n > 0)
		CHECK_OK(feel_type_parse(w->a, w->scope, name, &t, &note),
		    &note);
	return t;
}

/* "in …" and "out …"; false: it is a rule. */
static bool
column(struct feel_world *w, struct str line, struct feel_table_input *in,
    struct feel_table_output *out, struct feel_table_text *t)
{
	bool is_in = str_starts(line, "in ");
	bool is_out = str_is(line, "out") || str_starts(line, "out ");
	const struct str *cell;
	size_t n;

	if (!is_in && !is_out)
		return false;
	cell = cells(w, str_part(line, is_in || line.n < 4 ? 3 : 4,
	    line.n), &n);
	if (is_in)
		in[t->ninputs++] = (struct feel_table_input){ cell[0],
		    type_of(w, cell[1]), cell[2] };
	else
		out[t->noutputs++] = (struct feel_table_output){ cell[0],
		    type_of(w, cell[1]), cell[2], cell[3] };
	return true;
}

struct feel_table_text
table_text(struct feel_world *w, const char *text)
{
	struct feel_table_text t = { .hit = FEEL_HIT_UNIQUE };
	struct feel_table_input *in = NEW_ARRAY(w->a, struct feel_table_input,
	    COLUMNS_MAX);
	struct feel_table_output *out = NEW_ARRAY(w->a,
	    struct feel_table_output, COLUMNS_MAX);
	struct feel_table_rule *rule = NEW_ARRAY(w->a, struct feel_table_rule,
	    ROWS_MAX);
	struct str rest = str_copy(w->a, str_of(text)), line;
	size_t n;

	assert_false(arena_failed(w->a));
	for (char *p = rest.p == NULL ? NULL : (char *)(uintptr_t)rest.p;
	    p != NULL && *p != '\0'; p++)
		if (*p == '\'')
			*p = '"';
	assert_true(str_cut(&rest, '\n', &line));
	assert_true(feel_hit_parse(line, &t.hit));
	while (str_cut(&rest, '\n', &line)) {
		size_t arrow = 0;

		if (line.n == 0 || column(w, line, in, out, &t))
			continue;
		while (arrow + 2 < line.n && memcmp(line.p + arrow, "=>", 2) !=
		    0)
			arrow++;
		rule[t.nrules].in = cells(w, str_part(line, 0, arrow), &n);
		rule[t.nrules++].out = cells(w, str_part(line, arrow + 2,
		    line.n), &n);
	}
	t.inputs = in;
	t.outputs = out;
	t.rules = rule;
	return t;
}

const struct feel_table *
table_compiled(struct feel_world *w, const char *text)
{
	const struct feel_table_text t = table_text(w, text);
	const struct feel_table *table = NULL;
	struct note note = NOTE_INIT;
	struct feel_cell cell;

	CHECK_OK(feel_table_compile(w->a, w->scope, &t, &w->zones, &table,
	    &cell, &note), &note);
	return table;
}

static void
rows_put(struct buf *b, const struct feel_table *t,
    const struct feel_table_answer *ans, enum feel_row state,
    const char *word)
{
	const char *before = word;

	for (size_t i = 0; i < feel_table_text(t)->nrules; i++)
		if (feel_table_row(ans, i) == state) {
			buf_text(b, before);
			buf_int(b, (int64_t)i + 1);
			before = ",";
		}
}

static void
value_put(struct feel_world *w, struct buf *b,
    const struct feel_table_answer *ans)
{
	const struct feel_missing *m = feel_missing(w->a, &ans->value);

	assert_true(ans->trouble == FEEL_TROUBLE_NOT || !ans->value.open ||
	    ans->trouble == FEEL_TROUBLE_OUTPUT);
	if (ans->value.kind != FEEL_NULL || m == NULL)
		feel_put(b, &ans->value);
	if (ans->trouble != FEEL_TROUBLE_NOT)
		buf_fmt(b, " %s", troubles[ans->trouble] +
		    strlen("FEEL_TROUBLE_"));
	for (const char *s = b->n > 0 ? " ? " : "? "; m != NULL; m = m->next) {
		buf_text(b, s);
		buf_str(b, m->fact);
		s = ", ";
	}
}

static const char *
says(struct feel_world *w, const char *text, bool rows)
{
	const struct feel_table_text t = table_text(w, text);
	const struct feel_table *table = NULL;
	struct feel_table_answer ans;
	struct note note = NOTE_INIT;
	struct buf b = BUF_IN(w->a);
	struct feel_cell cell;

	if (feel_table_compile(w->a, w->scope, &t, &w->zones, &table, &cell,
	    &note) != ERR_OK)
		return str_fmt(w->a, "! %s %zu:%zu %s",
		    feel_cell_words(cell.kind), cell.rule, cell.column,
		    world_note(w, &note)).p;
	if (feel_table_eval(w->a, table, &w->env, &ans, &note) != ERR_OK)
		return str_fmt(w->a, "! %s", world_note(w, &note)).p;
	value_put(w, &b, &ans);
	if (rows) {
		rows_put(&b, table, &ans, FEEL_ROW_HIT, " hit ");
		rows_put(&b, table, &ans, FEEL_ROW_OPEN, " open ");
	}
	return buf_view(&b).p;
}

const char *
table_says(struct feel_world *w, const char *text)
{
	return says(w, text, true);
}

const char *
table_value(struct feel_world *w, const char *text)
{
	return says(w, text, false);
}
