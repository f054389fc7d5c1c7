/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as an expression, as unary tests and as a type: what is refused is
 * refused with a sentence and a place; what is read can be read again from the
 * text that was kept, and comes to as many parts.
 */
#include <assert.h>
#include <stdint.h>

#include "base/say.h"
#include "base/utf8.h"
#include "feel/feel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
	const char	*name, *type;
} facts[] = {
	{ "a", "number" }, { "a-b", "number" }, { "s", "string" },
	{ "b", "boolean" }, { "d", "date" }, { "赞成票", "number" },
	{ "甲，乙", "number" }, { "votes for", "number" },
	{ "l", "list<context<x: number, y z: string>>" },
	{ "c", "context<x: number, in out: string>" }, { "any", "Any" },
};

static const struct voice english = { LANG_EN, NULL };

static struct feel_scope *
scope_new(struct arena *a)
{
	struct feel_scope *s = feel_scope_new(a);
	const struct feel_type *t;
	size_t slot;

	assert(s != NULL);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		assert(feel_type_parse(a, s, str_of(facts[i].type), &t,
		    NULL) == ERR_OK);
		assert(feel_scope_fact(s, str_of(facts[i].name), t, &slot,
		    NULL) == ERR_OK);
	}
	return s;
}

/* A sentence without open places, and where. */
static void
note_good(const struct note *note, enum err e, bool placed)
{
	struct buf b = BUF_INIT;

	assert(note->err == e && note->msg != NULL);
	say_into(&b, english, note->msg, note->args);
	assert(b.n > 0 && memchr(note->msg, '.', strlen(note->msg)) != NULL);
	assert(utf8_ok(buf_view(&b)));
	assert(!placed || (note->where.line > 0 && note->where.column > 0));
	buf_free(&b);
}

static void
findings_good(const struct feel_program *p)
{
	const struct note *note;

	for (size_t i = 0; (note = feel_finding(p, i)) != NULL; i++)
		note_good(note, ERR_INVALID, true);
}

static void
expression_try(struct arena *a, const struct feel_scope *s, struct str in)
{
	const struct feel_program *p = NULL, *again = NULL;
	struct note note = NOTE_INIT;
	enum err e = feel_compile(a, s, in, NULL, &p, &note);

	if (e != ERR_OK) {
		assert(p == NULL && (e == ERR_INVALID || e == ERR_LIMIT));
		note_good(&note, e, in.n <= FEEL_TEXT_MAX);
		return;
	}
	assert(note.err == ERR_OK && utf8_is_nfc(feel_text(p)));
	findings_good(p);
	assert(feel_compile(a, s, feel_text(p), NULL, &again, NULL) == ERR_OK);
	assert(feel_type_of(p)->kind == feel_type_of(again)->kind);
}

static void
tests_try(struct arena *a, const struct feel_scope *s, struct str in)
{
	const struct feel_program *p = NULL;
	struct note note = NOTE_INIT;
	struct feel_test t;
	enum err e = feel_compile_tests(a, s, in, feel_type(FEEL_NUMBER), NULL,
	    &p, &note);

	if (e != ERR_OK) {
		note_good(&note, e, in.n <= FEEL_TEXT_MAX);
		return;
	}
	findings_good(p);
	assert(feel_test_at(p, 0, &t));
	for (size_t i = 0; feel_test_at(p, i, &t); i++)
		assert(t.from <= t.to && t.to <= feel_text(p).n);
}

/* A type that was read is written so that it is read as the same. */
static void
type_try(struct arena *a, const struct feel_scope *s, struct str in)
{
	const struct feel_type *t = NULL, *again = NULL;
	struct buf x = BUF_IN(a), y = BUF_IN(a);

	if (feel_type_parse(a, s, in, &t, NULL) != ERR_OK)
		return;
	feel_type_put(&x, t);
	assert(feel_type_parse(a, s, buf_view(&x), &again, NULL) == ERR_OK);
	feel_type_put(&y, again);
	assert(str_eq(buf_view(&x), buf_view(&y)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };
	struct arena *a = arena_new();
	const struct feel_scope *s;
	const struct note *notes;
	size_t n;

	if (a == NULL)
		return 0;
	s = scope_new(a);
	expression_try(a, s, in);
	tests_try(a, s, in);
	type_try(a, s, in);
	n = feel_lint(a, s, in, &notes);
	for (size_t i = 0; i < n; i++)
		note_good(&notes[i], ERR_INVALID, true);
	arena_free(a);
	return 0;
}
