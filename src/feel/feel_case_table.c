/* SPDX-License-Identifier: Apache-2.0 */
#include "feel/feel_case.h"

struct reading {
	struct arena			*a;
	const struct feel_scope		*s;
	const json_t			*types;
	struct feel_table_text		*ret;
	struct note			*note;
};

/* The text of a member; what is null or not there is empty.  False: it is
 * something else. */
static bool
text_of(struct reading *r, const json_t *json, struct str *ret)
{
	*ret = S("");
	if (json == NULL || json_is_null(json))
		return true;
	if (!json_is_string(json))
		return false;
	*ret = str_copy(r->a, (struct str){ json_string_value(json),
	    json_string_length(json) });
	return true;
}

static enum err
form(struct reading *r, const char *what, const char *wants)
{
	return NOTE(r->note, ERR_INVALID,
	    M("The table's “{what}” is not {wants}. See the example in anze "
	    "help feel."), A_CSTR("what", what), A_WORD("wants", wants));
}

static bool
type_read(struct reading *r, const json_t *json, const struct feel_type **ret)
{
	struct str name;

	*ret = NULL;
	if (!text_of(r, json, &name))
		return false;
	if (name.n > 0)
		*ret = case_type(r->a, r->s, r->types, name.p);
	return true;
}

static enum err
hit_read(struct reading *r, const json_t *logic)
{
	struct str hit, sum;

	if (!text_of(r, json_object_get(logic, "hit"), &hit) ||
	    !text_of(r, json_object_get(logic, "aggregation"), &sum))
		return form(r, "hit", M("a hit policy"));
	if (sum.n > 0)
		hit = str_fmt(r->a, "%.*s %.*s", STR_ARG(hit), STR_ARG(sum));
	if (hit.n == 0)
		hit = S("UNIQUE");
	if (!feel_hit_parse(hit, &r->ret->hit))
		return NOTE(r->note, ERR_INVALID,
		    M("There is no hit policy {found}. There are: U A P F R O C "
		    "C+ C< C> C#."), A_TEXT("found", hit));
	return ERR_OK;
}

static enum err
inputs_read(struct reading *r, const json_t *list)
{
	size_t n = json_array_size(list);
	struct feel_table_input *in = NEW_ARRAY(r->a, struct feel_table_input,
	    n + 1);

	if (!json_is_array(list))
		return form(r, "inputs", M("a list"));
	for (size_t i = 0; in != NULL && i < n; i++) {
		const json_t *one = json_array_get(list, i);

		if (!text_of(r, json_object_get(one, "expression"),
		    &in[i].text) || in[i].text.n == 0 ||
		    !type_read(r, json_object_get(one, "type"), &in[i].type) ||
		    !text_of(r, json_object_get(one, "allowed"),
		    &in[i].allowed))
			return form(r, "inputs", M("a list of objects with "
			    "the texts expression, type and allowed"));
	}
	r->ret->inputs = in;
	r->ret->ninputs = n;
	return ERR_OK;
}

static enum err
outputs_read(struct reading *r, const json_t *list)
{
	size_t n = json_array_size(list);
	struct feel_table_output *out = NEW_ARRAY(r->a,
	    struct feel_table_output, n + 1);

	if (!json_is_array(list))
		return form(r, "outputs", M("a list"));
	for (size_t i = 0; out != NULL && i < n; i++) {
		const json_t *one = json_array_get(list, i);

		if (!json_is_object(one) ||
		    !text_of(r, json_object_get(one, "name"), &out[i].name) ||
		    !type_read(r, json_object_get(one, "type"),
		    &out[i].type) ||
		    !text_of(r, json_object_get(one, "values"),
		    &out[i].values) ||
		    !text_of(r, json_object_get(one, "default"),
		    &out[i].otherwise))
			return form(r, "outputs", M("a list of objects with "
			    "the texts name, type, values and default"));
	}
	r->ret->outputs = out;
	r->ret->noutputs = n;
	return ERR_OK;
}

/* The cells of one side of a rule: as many as there are columns. */
static bool
cells_read(struct reading *r, const json_t *list, size_t n,
    const struct str **ret)
{
	struct str *cell = NEW_ARRAY(r->a, struct str, n + 1);

	if (!json_is_array(list) || json_array_size(list) != n)
		return false;
	for (size_t i = 0; cell != NULL && i < n; i++)
		if (!text_of(r, json_array_get(list, i), &cell[i]))
			return false;
	*ret = cell;
	return true;
}

static enum err
rules_read(struct reading *r, const json_t *list)
{
	size_t n = json_array_size(list);
	struct feel_table_rule *rule = NEW_ARRAY(r->a, struct feel_table_rule,
	    n + 1);

	if (!json_is_array(list))
		return form(r, "rules", M("a list"));
	for (size_t i = 0; rule != NULL && i < n; i++) {
		const json_t *one = json_array_get(list, i);

		if (!cells_read(r, json_object_get(one, "in"),
		    r->ret->ninputs, &rule[i].in) ||
		    !cells_read(r, json_object_get(one, "out"),
		    r->ret->noutputs, &rule[i].out))
			return NOTE(r->note, ERR_INVALID,
			    M("Rule {n} does not have a text for each input "
			    "under “in” and for each output under “out”."),
			    A_INT("n", (int64_t)i + 1));
	}
	r->ret->rules = rule;
	r->ret->nrules = n;
	return ERR_OK;
}

enum err
case_table(struct arena *a, const struct feel_scope *s, const json_t *types,
    const json_t *logic, struct feel_table_text *ret, struct note *note)
{
	struct feel_table_text t = { .hit = FEEL_HIT_UNIQUE };
	struct reading r = { a, s, types, &t, note };
	enum err e;

	if (!json_is_object(logic))
		return NOTE(note, ERR_INVALID,
		    M("A table is a JSON object with hit, inputs, outputs and "
		    "rules."), { 0 });
	if ((e = hit_read(&r, logic)) != ERR_OK ||
	    (e = inputs_read(&r, json_object_get(logic, "inputs"))) != ERR_OK ||
	    (e = outputs_read(&r, json_object_get(logic, "outputs"))) !=
	    ERR_OK ||
	    (e = rules_read(&r, json_object_get(logic, "rules"))) != ERR_OK ||
	    (e = note_arena(a, ERR_OK, note)) != ERR_OK)
		return e;
	*ret = t;
	return ERR_OK;
}

enum err
case_types_add(struct arena *a, struct feel_scope *s, const char *suite,
    struct note *note)
{
	static const struct {
		const char	*suite, *name, *type;
	} types[] = {
		{ "0070-feel-instance-of", "t_context_013",
		    "context<a: string, b: string>" },
		{ "0070-feel-instance-of", "tNumberList", "list<number>" },
		{ "0070-feel-instance-of", "tAnyList", "list<Any>" },
	};
	enum err r = ERR_OK;

	for (size_t i = 0; i < sizeof types / sizeof *types && r == ERR_OK;
	    i++) {
		const struct feel_type *t;

		if (suite == NULL || strcmp(suite, types[i].suite) != 0)
			continue;
		if ((r = feel_type_parse(a, s, str_of(types[i].type), &t,
		    note)) == ERR_OK)
			r = feel_scope_type(s, str_of(types[i].name), t, note);
	}
	return r;
}
