/* SPDX-License-Identifier: Apache-2.0 */
/* How is the answer of a rule told, and what is wrong with its text? */
#include "house/feel_in.h"

#include "base/utf8.h"

enum {
	LINE_COLUMNS	= 72,	/* of the text shown with a caret */
	LINE_BEFORE	= 48	/* at most so many before the place */
};

/* ---- the place in the text ---- */

/* The line of the place, cut at both sides where it is long, and a caret. */
static void
pointer_put(struct buf *b, struct str text, const struct where *w)
{
	size_t from = 0, at = 0, past = 0, n = 1;
	struct str line, before;

	for (int64_t i = 1; i < w->line; i++)
		from += str_find(str_part(text, from, text.n), '\n') + 1;
	line = str_part(text, from, text.n);
	line = str_part(line, 0, str_find(line, '\n'));
	while ((int64_t)n < w->column && utf8_next(line, &at) >= 0)
		n++;
	before = str_part(line, 0, at);
	while (utf8_columns(before) > LINE_BEFORE) {
		past = 0;
		(void)utf8_next(before, &past);
		before = str_part(before, past, before.n);
	}
	line = utf8_head(str_part(line, at - before.n, line.n), LINE_COLUMNS);
	buf_text(b, "\n    ");
	buf_str(b, line);
	buf_text(b, "\n    ");
	for (size_t i = 0; i < utf8_columns(before); i++)
		buf_char(b, ' ');
	buf_char(b, '^');
}

/* ${inner} with the pointer behind it, as one note that is shown as it is. */
static void
pointed(struct feel_try *t, struct str text, enum err r,
    const struct note *inner, struct note *ret)
{
	struct buf said = BUF_IN(t->a), there = BUF_IN(t->a);

	if (t->c->json || inner->where.line == 0 || inner->err == ERR_MEMORY ||
	    !utf8_ok(text)) {
		note_clear(ret);
		note_copy(ret, inner);
		ret->err = r;
		return;
	}
	say_note(&said, t->c->voice, inner);
	pointer_put(&there, text, &inner->where);
	note_clear(ret);
	(void)NOTE(ret, r, M("{said}{there}"), A_TEXT("said", buf_view(&said)),
	    A_TEXT("there", buf_view(&there)));
}

enum err
try_pointed(struct feel_try *t, struct str text, enum err r,
    const struct note *inner, struct note *note)
{
	if (note != NULL)
		pointed(t, utf8_ok(text) ? utf8_nfc(t->a, text) : text, r,
		    inner, note);
	return r;
}

void
try_remark(struct feel_try *t, struct str text, const struct note *found)
{
	struct note note = NOTE_INIT;

	pointed(t, text, ERR_OK, found, &note);
	terminal_fail(t->c->term, t->c->voice, t->c->json, &note);
}

/* ---- sentences ---- */

struct str
try_text(struct feel_try *t, const struct feel_value *v)
{
	struct buf b = BUF_IN(t->a);

	feel_put(&b, v);
	return buf_view(&b);
}

/* "age (nobody said), name" */
static struct str
missing_text(struct feel_try *t, const struct feel_missing *m)
{
	struct buf b = BUF_IN(t->a);

	for (; m != NULL; m = m->next) {
		buf_text(&b, b.n > 0 ? ", " : "");
		buf_str(&b, m->fact);
		if (m->said.n > 0) {
			buf_text(&b, " (");
			buf_str(&b, m->said);
			buf_char(&b, ')');
		}
	}
	return buf_view(&b);
}

/* Why is it null? */
static enum err
say_why(struct feel_try *t, struct str text, const struct feel_why *why,
    struct note *note)
{
	struct where w;

	if (why->to <= why->from || why->to > text.n)
		return SAY(t->c, note, M("It has no value: {why}."),
		    A_WORD("why", feel_code_words(why->code)));
	w = feel_where(text, why->from);
	return SAY(t->c, note,
	    M("It has no value: {why}, in line {line}, column {column}: {part}"),
	    A_WORD("why", feel_code_words(why->code)), A_INT("line", w.line),
	    A_INT("column", w.column), A_TEXT("part", str_part(text, why->from,
	    why->to)));
}

enum err
try_say(struct feel_try *t, struct str text, const struct feel_value *v,
    struct note *note)
{
	const struct feel_missing *m = feel_missing(t->a, v);
	enum err r;

	if (arena_failed(t->a))
		return note_memory(note);
	if (v->kind != FEEL_NULL || m == NULL)
		if ((r = terminal_put(t->c->term, str_fmt(t->a, "%s\n",
		    try_text(t, v).p), note)) != ERR_OK)
			return r;
	if (m != NULL)
		return SAY(t->c, note, M("It cannot be settled. Missing: "
		    "{facts}"), A_TEXT("facts", missing_text(t, m)));
	if (v->kind == FEEL_NULL && v->why != NULL)
		return say_why(t, text, v->why, note);
	return ERR_OK;
}

enum err
try_say_used(struct feel_try *t, const uint64_t *used, struct note *note)
{
	struct buf b = BUF_IN(t->a);

	for (size_t i = 0; i < feel_scope_facts(t->scope); i++)
		if ((used[i / 64] >> i % 64 & 1) != 0) {
			buf_text(&b, b.n > 0 ? ", " : "");
			buf_str(&b, feel_scope_name(t->scope, i));
			buf_text(&b, " = ");
			feel_put(&b, &t->facts[i]);
		}
	if (b.n == 0)
		return ERR_OK;
	return SAY(t->c, note, M("Facts used: {facts}"), A_TEXT("facts",
	    buf_view(&b)));
}

/* ---- JSON ---- */

static json_t *
json_of(struct str s)
{
	return json_stringn(s.p == NULL ? "" : s.p, s.n);
}

void
try_json_value(struct feel_try *t, json_t *json, const struct feel_value *v,
    const uint64_t *used)
{
	json_t *missing = json_array(), *facts = json_array();

	for (const struct feel_missing *m = feel_missing(t->a, v); m != NULL;
	    m = m->next)
		(void)json_array_append_new(missing, json_pack("{s:o, s:o}",
		    "fact", json_of(m->fact), "said", json_of(m->said)));
	for (size_t i = 0; i < feel_scope_facts(t->scope); i++)
		if ((used[i / 64] >> i % 64 & 1) != 0)
			(void)json_array_append_new(facts, json_of(
			    feel_scope_name(t->scope, i)));
	(void)json_object_set_new(json, "value", case_json(v));
	(void)json_object_set_new(json, "text", json_of(try_text(t, v)));
	(void)json_object_set_new(json, "settled", json_boolean(!v->open));
	(void)json_object_set_new(json, "missing", missing);
	(void)json_object_set_new(json, "used", facts);
	if (v->kind == FEEL_NULL && !v->open && v->why != NULL)
		(void)json_object_set_new(json, "why", json_pack(
		    "{s:s, s:b, s:i, s:i}", "words", say(t->c->voice.lang,
		    feel_code_words(v->why->code)), "error",
		    (int)feel_code_error(v->why->code), "from",
		    (int)v->why->from, "to", (int)v->why->to));
}

enum err
try_json_out(struct feel_try *t, json_t *json, struct note *note)
{
	char *text = json_dumps(json, JSON_COMPACT);
	struct str line = S("");

	json_decref(json);
	if (text != NULL)
		line = str_fmt(t->a, "%s\n", text);
	free(text);
	if (line.n == 0)
		return note_memory(note);
	return terminal_put(t->c->term, line, note);
}

/* ---- the explanation ---- */

static void
parts_put(struct feel_try *t, struct buf *b, struct str text,
    const struct feel_part *p, int depth)
{
	for (; p != NULL; p = p->next) {
		for (int i = 0; i < depth; i++)
			buf_text(b, "  ");
		buf_str(b, str_part(text, p->from, p->to));
		buf_text(b, " → ");
		if (p->value.kind == FEEL_NULL && p->value.open)
			buf_char(b, '?');
		else
			feel_put(b, &p->value);
		buf_char(b, '\n');
		parts_put(t, b, text, p->first, depth + 1);
	}
}

static json_t *
parts_json(struct feel_try *t, struct str text, const struct feel_part *p)
{
	json_t *list = json_array();

	for (; p != NULL; p = p->next)
		(void)json_array_append_new(list, json_pack(
		    "{s:o, s:o, s:b, s:o}", "part", json_of(str_part(text,
		    p->from, p->to)), "value", json_of(try_text(t,
		    &p->value)), "settled", (int)!p->value.open, "parts",
		    parts_json(t, text, p->first)));
	return list;
}

/* ---- one expression ---- */

static void
remarks(struct feel_try *t, const struct feel_program *p)
{
	const struct note *found;

	for (size_t i = 0; (found = feel_finding(p, i)) != NULL; i++)
		try_remark(t, feel_text(p), found);
}

/* All that the linter sees, but for the place that is told anyway. */
static void
lint(struct feel_try *t, struct str text, const struct where *told)
{
	const struct note *found = NULL;
	size_t n = feel_lint(t->a, t->scope, text, &found);

	for (size_t i = 0; i < n; i++)
		if (found[i].where.line != told->line ||
		    found[i].where.column != told->column)
			try_remark(t, utf8_nfc(t->a, text), &found[i]);
}

static enum err
answer_show(struct feel_try *t, const struct feel_program *p,
    const struct feel_answer *ans, const struct feel_part *part,
    struct note *note)
{
	struct buf b = BUF_IN(t->a);
	json_t *json;
	enum err r;

	if (t->c->json) {
		if ((json = json_object()) == NULL)
			return note_memory(note);
		try_json_value(t, json, &ans->value, ans->used);
		if (part != NULL)
			(void)json_object_set_new(json, "explanation",
			    parts_json(t, feel_text(p), part));
		return try_json_out(t, json, note);
	}
	if ((r = try_say(t, feel_text(p), &ans->value, note)) != ERR_OK ||
	    part == NULL)
		return r;
	parts_put(t, &b, feel_text(p), part, 1);
	if (buf_failed(&b))
		return note_memory(note);
	if ((r = terminal_put(t->c->term, buf_view(&b), note)) != ERR_OK)
		return r;
	return try_say_used(t, ans->used, note);
}

enum err
try_expression(struct feel_try *t, struct str text, struct note *note)
{
	const struct feel_program *p = NULL;
	const struct feel_part *part = NULL;
	struct note inner = NOTE_INIT;
	struct feel_answer ans;
	enum err r;

	if ((r = feel_compile(t->a, t->scope, text, &t->zones, &p, &inner)) !=
	    ERR_OK) {
		lint(t, text, &inner.where);
		return try_pointed(t, text, r, &inner, note);
	}
	remarks(t, p);
	if ((r = feel_eval(t->a, p, &t->env, &ans, note)) != ERR_OK ||
	    (t->explain && (r = feel_explain(t->a, p, &t->env, &part,
	    note)) != ERR_OK))
		return r;
	return answer_show(t, p, &ans, part, note);
}
