/* SPDX-License-Identifier: Apache-2.0 */
/* How does a row of a sheet name a record of an earlier row, which has no key
 * until it is recorded?  By a key that stands for it meanwhile. */
#include "dated/dated_import_in.h"

/* Keys are made of the time and never begin so. */
enum { STAND_IN = 12 };

static struct key
stand_in(uint32_t fresh)
{
	struct key key;

	memset(key.b, 0xFF, sizeof key.b);
	for (size_t i = 0; i < sizeof fresh; i++)
		key.b[STAND_IN + i] = (unsigned char)(fresh >> 8 * i);
	return key;
}

bool
dated_fresh(struct key id)
{
	for (size_t i = 0; i < STAND_IN; i++)
		if (id.b[i] != 0xFF)
			return false;
	return true;
}

static uint32_t
stands_for(struct key key)
{
	uint32_t fresh = 0;

	for (size_t i = 0; i < sizeof fresh; i++)
		fresh |= (uint32_t)key.b[STAND_IN + i] << 8 * i;
	return fresh;
}

static bool
is_own(const struct dated *t, size_t field)
{
	const struct field *f = &t->state->field[field];

	return (f->kind == FIELD_REF || (f->kind == FIELD_LIST &&
	    f->of == FIELD_REF)) && strcmp(f->ref, t->name) == 0;
}

static bool
names_own(const struct dated *t)
{
	bool own = false;

	for (size_t i = 0; i < t->state->n; i++)
		own = own || is_own(t, i);
	return own;
}

/* The first that is called so is meant. */
static enum err
called_put(struct dated_importing *im, struct str text, uint32_t fresh,
    struct note *note)
{
	void **at = memo_at(&im->called, S(""), text);

	if (at == NULL)
		return note_memory(note);
	if (*at == NULL)
		*at = (void *)((uintptr_t)fresh + 1);
	return ERR_OK;
}

enum err
dated_import_called(struct dated_importing *im, struct arena *a,
    const struct dated_step *step, struct note *note)
{
	struct str name;
	enum err r;

	if (!names_own(im->t))
		return ERR_OK;
	if (step->code.n != 0 && ((r = called_put(im, step->code, step->fresh,
	    note)) != ERR_OK || (r = called_put(im, str_fmt(a, "%.*s:%.*s",
	    STR_ARG(step->source), STR_ARG(step->code)), step->fresh,
	    note)) != ERR_OK))
		return r;
	if (im->t->called == NULL)
		return ERR_OK;
	if ((r = im->t->called(im->app->read, a, step->v, step->since, &name,
	    note)) != ERR_OK)
		return r;
	return called_put(im, name, step->fresh, note);
}

bool
dated_import_earlier(void *arg, struct str text, struct key *ret)
{
	struct dated_importing *im = arg;
	void **at = memo_at(&im->called, S(""), text);

	if (at == NULL || *at == NULL)
		return false;
	*ret = stand_in((uint32_t)((uintptr_t)*at - 1));
	return true;
}

static void
key_real(const struct dated_importing *im, struct value *v)
{
	if (dated_fresh(v->key))
		v->key = im->made[stands_for(v->key)];
}

bool
dated_import_real(const struct dated_importing *im, struct dated_step *step)
{
	struct value *v = (struct value *)(uintptr_t)step->v;
	bool own = false;

	for (size_t i = 0; i < im->t->state->n; i++) {
		if (!is_own(im->t, i) || !value_known(&v[i]))
			continue;
		own = true;
		if (im->t->state->field[i].kind == FIELD_REF)
			key_real(im, &v[i]);
		else
			for (size_t k = 0; k < v[i].list.n; k++)
				key_real(im, &v[i].list.v[k]);
	}
	return own;
}
