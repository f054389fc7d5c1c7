/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does an expression of the pack say something?  It must read, be of the type
 * that is wanted, compare nothing that never goes together, hold no sign of a
 * Chinese input method, and no text that is none of a choice's values.
 */
#include "pack/read_in.h"

/* A text of the language and where it stands in the file. */
struct stand {
	struct str		text;
	struct pack_place	at;
	bool			one_line;
};

static struct pack_place
stand_place(const struct stand *s, struct where w)
{
	if (!s->one_line || w.line > 1 || w.column < 1)
		return s->at;
	return place((size_t)s->at.line, (size_t)(s->at.column + w.column - 1));
}

/* ---- texts that must be values ---- */

/* A choice that has a value of a name; the next one has one of the same. */
struct having {
	const struct pack_fact	*fact;		/* a fact, or a field of one */
	size_t			 slot;		/* of the fact */
	size_t			 next;		/* place + 1; 0: none */
};

struct sayings {
	struct names		*first;		/* by a value's Chinese name */
	struct having		*having;
	size_t			 n, room;
};

enum { SAYS_CHOICE = 1, SAYS_ANYTHING = 2 };

static void
having_add(struct read *r, const struct pack_fact *f, size_t slot,
    struct str value)
{
	struct sayings *s = r->sayings;
	size_t at = 0;

	if (s->n == s->room) {
		size_t room = s->room == 0 ? 64 : 2 * s->room;
		void *more = arena_grow(r->a, s->having,
		    s->room * sizeof *s->having, room * sizeof *s->having);

		if (more == NULL)
			return;
		s->having = more;
		s->room = room;
	}
	s->having[s->n] = (struct having){ f, slot, 0 };
	if (!names_add(s->first, value, s->n) && names_find(s->first, value,
	    &at)) {
		s->having[s->n].next = s->having[at].next;
		s->having[at].next = s->n + 1;
	}
	s->n++;
}

static void
sayings_add(struct read *r, const struct pack_fact *f, size_t slot)
{
	for (size_t i = 0; i < f->nvalues; i++)
		having_add(r, f, slot, f->values[i].name.zh);
	for (size_t i = 0; i < f->nfields; i++)
		sayings_add(r, &f->fields[i], slot);
}

void
values_gather(struct read *r)
{
	struct sayings *s = NEW(r->a, struct sayings);

	if (s == NULL)
		return;
	s->first = names_new(r->a);
	r->sayings = s;
	for (size_t i = 0; i < r->first_element; i++)
		sayings_add(r, r->facts[i], i);
}

/* Is the fact named, or one element of it? */
static bool
is_named(const struct read *r, const struct feel_program *p, size_t slot)
{
	return feel_names(p, slot) || (r->element[slot] != 0 &&
	    feel_names(p, r->element[slot]));
}

/* Is it a value of a choice that is named, or of ${also}? */
static bool
is_value(const struct read *r, const struct feel_program *p, struct str text,
    const struct pack_fact *also)
{
	const struct sayings *s = r->sayings;
	size_t i;

	for (i = 0; also != NULL && i < also->nvalues; i++)
		if (str_eq(also->values[i].name.zh, text))
			return true;
	if (!names_find(s->first, text, &i))
		return false;
	for (i++; i > 0; i = s->having[i - 1].next)
		if (is_named(r, p, s->having[i - 1].slot))
			return true;
	return false;
}

/* What may have been meant, and the value whose id was written. */
struct meant {
	struct near	near;
	struct str	named;
};

static void
fact_near(struct meant *m, const struct pack_fact *f)
{
	for (size_t i = 0; i < f->nvalues; i++) {
		near_try(&m->near, f->values[i].name.zh);
		if (str_eq(f->values[i].id, m->near.word))
			m->named = f->values[i].name.zh;
	}
	for (size_t i = 0; i < f->nfields; i++)
		fact_near(m, &f->fields[i]);
}

static void
value_tell(struct read *r, const struct feel_program *p,
    const struct stand *at, const struct feel_said *said,
    const struct pack_fact *also)
{
	struct pack_place where = stand_place(at, feel_where(at->text,
	    said->from));
	struct meant m = { .named = S("") };

	near_start(&m.near, said->text);
	for (size_t i = 0; i < r->first_element && !r->sink.to->more; i++)
		if (is_named(r, p, i))
			fact_near(&m, r->facts[i]);
	if (also != NULL)
		fact_near(&m, also);
	if (m.named.n > 0)
		FAULT(r, where,
		    M("“{text}” is the id of a value; conditions write its "
		    "Chinese name. Write “{name}”."),
		    A_TEXT("text", said->text), A_TEXT("name", m.named));
	else if (m.near.found.n > 0)
		FAULT(r, where,
		    M("“{text}” is no value of the facts that are named here. "
		    "Did you mean “{near}”?"), A_TEXT("text", said->text),
		    A_TEXT("near", m.near.found));
	else
		FAULT(r, where,
		    M("“{text}” is no value of the facts that are named here. "
		    "Write the Chinese name of one."),
		    A_TEXT("text", said->text));
}

/* A field is named only behind a point. */
static unsigned
fact_says(const struct pack_fact *f, struct str text)
{
	unsigned is = f->type == PACK_TEXT ? SAYS_ANYTHING :
	    f->nvalues > 0 ? SAYS_CHOICE : 0;

	for (size_t i = 0; i < f->nfields && (is & SAYS_ANYTHING) == 0; i++) {
		struct str name = f->fields[i].name.zh;

		if (memmem(text.p, text.n, name.p, name.n) != NULL)
			is |= fact_says(&f->fields[i], text);
	}
	return is;
}

/* What can be said where these facts are named? */
static unsigned
says(const struct read *r, const struct feel_program *p,
    const struct stand *at, const struct pack_fact *also)
{
	unsigned is = also != NULL ? fact_says(also, at->text) : 0;

	for (size_t i = 0; i < r->first_element && (is & SAYS_ANYTHING) == 0;
	    i++)
		if (is_named(r, p, i))
			is |= fact_says(r->facts[i], at->text);
	return is;
}

static void
values_check(struct read *r, const struct feel_program *p,
    const struct stand *at, const struct pack_fact *also)
{
	const struct feel_said *said = NULL;
	size_t n = feel_said(r->a, p, &said);

	if (n == 0 || says(r, p, at, also) != SAYS_CHOICE)
		return;
	for (size_t i = n; i-- > 0;)
		if (!is_value(r, p, said[i].text, also))
			value_tell(r, p, at, &said[i], also);
}

/* ---- what else is looked at ---- */

static void
elements_check(struct read *r, const struct feel_program *p,
    const struct stand *at, size_t allowed)
{
	for (size_t i = r->first_element; i < r->nslots; i++)
		if (i != allowed && feel_names(p, i))
			FAULT(r, at->at,
			    M("{name} is one element of a list, and only an "
			    "attribution about each of them may name it. Write "
			    "some … in … satisfies …"),
			    A_TEXT("name", feel_scope_name(r->scope, i)));
}

/* Which kinds fit?  What can be anything is known when it is evaluated. */
static bool
type_fits(const struct expr *x, int kind)
{
	switch (x->want) {
	case WANT_TRUTH:
		return kind == FEEL_BOOLEAN;
	case WANT_MOMENT:
		return kind == FEEL_STAMP || kind == FEEL_ANY;
	case WANT_DAY:
		return kind == FEEL_STAMP || kind == FEEL_DATE ||
		    kind == FEEL_ANY;
	case WANT_NUMBER:
		return kind == FEEL_NUMBER || kind == FEEL_ANY;
	default:
		return x->of == NULL || kind == x->of->feel->kind ||
		    kind == FEEL_ANY || kind == FEEL_NULL ||
		    x->of->feel->kind == FEEL_ANY;
	}
}

static const char *
type_wanted(const struct expr *x)
{
	switch (x->want) {
	case WANT_TRUTH:
		return feel_kind_name(FEEL_BOOLEAN);
	case WANT_MOMENT:
	case WANT_DAY:
		return feel_kind_name(FEEL_STAMP);
	case WANT_NUMBER:
		return feel_kind_name(FEEL_NUMBER);
	default:
		return feel_kind_name((enum feel_kind)x->of->feel->kind);
	}
}

static void
type_check(struct read *r, const struct feel_program *p,
    const struct stand *at, const struct expr *x)
{
	struct buf b = BUF_IN(r->a);

	if (type_fits(x, feel_type_of(p)->kind))
		return;
	feel_type_put(&b, feel_type_of(p));
	FAULT(r, at->at,
	    M("The expression gives {found}, and {wanted} is needed here. "
	    "Change it so that it does."), A_TEXT("found", buf_view(&b)),
	    A_CSTR("wanted", type_wanted(x)));
}

/* Signs of an input method; how many there are. */
static size_t
signs_tell(struct read *r, const struct stand *at)
{
	struct arena_mark mark = arena_mark(r->a);
	const struct note *notes = NULL;
	size_t n = feel_lint(r->a, r->scope, at->text, &notes);

	if (n == 0)
		arena_reset(r->a, mark);
	for (size_t i = 0; i < n; i++)
		fault_note(&r->sink, stand_place(at, notes[i].where),
		    &notes[i]);
	return n;
}

static void
findings_tell(struct read *r, const struct feel_program *p,
    const struct stand *at)
{
	const struct note *note;

	for (size_t i = 0; (note = feel_finding(p, i)) != NULL; i++)
		fault_note(&r->sink, stand_place(at, note->where), note);
}

/* It compiled, or ${note} says why not. */
static const struct feel_program *
compiled(struct read *r, enum err e, const struct feel_program *p,
    const struct stand *at, const struct note *note, size_t element)
{
	if (e == ERR_MEMORY)
		return NULL;
	if (signs_tell(r, at) > 0)
		return NULL;
	if (e != ERR_OK) {
		fault_note(&r->sink, stand_place(at, note->where), note);
		return NULL;
	}
	findings_tell(r, p, at);
	elements_check(r, p, at, element);
	return p;
}

const struct feel_program *
expr_text(struct read *r, struct str text, struct pack_place at, bool one_line,
    const struct expr *x)
{
	struct stand s = { text, at, one_line };
	const struct feel_program *p = NULL;
	struct note note = NOTE_INIT;
	size_t errors = r->sink.to->errors;
	enum err e;

	if (r->blind || r->sink.to->more)
		return NULL;
	e = feel_compile(r->a, r->scope, text, NULL, &p, &note);
	if ((p = compiled(r, e, p, &s, &note, x->element)) == NULL)
		return NULL;
	type_check(r, p, &s, x);
	values_check(r, p, &s, x->want == WANT_FACT ? x->of : NULL);
	return r->sink.to->errors == errors ? p : NULL;
}

const struct feel_program *
expr_read(struct read *r, const struct ynode *v, const struct expr *x)
{
	struct pack_place at = v->at;
	struct str text;

	if (!text_of(r, v, &text))
		return NULL;
	at.column += v->quoted && v->one_line;
	return expr_text(r, v->text, at, v->one_line, x);
}

const struct feel_program *
expr_again(struct read *r, const struct feel_program *p, const struct pack *of,
    struct pack_place at)
{
	const struct feel_program *again = NULL;
	struct note note = NOTE_INIT;

	if (p == NULL || r->blind)
		return NULL;
	for (size_t i = 0; i < of->nfacts; i++) {
		size_t slot;

		if (!feel_names(p, i) || of->facts[i] == NULL ||
		    (names_find(r->fact_names, of->facts[i]->name.zh,
		    &slot) && r->facts[slot] == of->facts[i]))
			continue;
		FAULT(r, at,
		    M("What is taken over names {name} of the pack {pack}, and "
		    "that means something else here. Write the expression "
		    "anew."), A_TEXT("name", of->facts[i]->name.zh),
		    A_TEXT("pack", of->id));
		return NULL;
	}
	if (feel_compile(r->a, r->scope, feel_text(p), NULL, &again, &note) ==
	    ERR_OK)
		return again;
	fault_note(&r->sink, at, &note);
	return NULL;
}

/* ---- cells of tables ---- */

const struct feel_program *
cell_tests(struct read *r, const struct cell *c, const struct pack_fact *about,
    const struct feel_type *tested)
{
	struct stand s = { c->text, c->at, true };
	const struct feel_program *p = NULL;
	struct note note = NOTE_INIT;
	size_t errors = r->sink.to->errors;
	enum err e;

	if (r->blind || r->sink.to->more)
		return NULL;
	e = feel_compile_tests(r->a, r->scope, c->text, tested, NULL, &p,
	    &note);
	if ((p = compiled(r, e, p, &s, &note, 0)) == NULL)
		return NULL;
	values_check(r, p, &s, about);
	return r->sink.to->errors == errors ? p : NULL;
}

const struct feel_program *
cell_expr(struct read *r, const struct cell *c, const struct pack_fact *given)
{
	struct expr x = { .want = WANT_FACT, .of = given };

	return expr_text(r, c->text, c->at, true, &x);
}
