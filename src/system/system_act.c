/* SPDX-License-Identifier: Apache-2.0 */
/* May this be said of a system?  What decides by the house's settings stands
 * here, since only acts see them. */
#include "body/body.h"
#include "core/config.h"
#include "industry/industry.h"
#include "system/system_in.h"

static enum err
withdrawn_say(const char *field, struct str name, struct note *note)
{
	enum err r;

	r = NOTE(note, ERR_INVALID, M("{name} was withdrawn and counts nowhere. "
	    "Choose another one."), A_TEXT("name", name));
	note_where(note, (struct where){ .field = field });
	return r;
}

static enum err
body_there(const struct dated_claim *c, const struct field *f,
    const struct value *v, struct note *note)
{
	struct body b;
	enum err r;

	if ((r = body_get(c->st, c->a, v->key, c->since, &b, note)) != ERR_OK)
		return r;
	return b.withdrawn ? withdrawn_say(f->name, b.name, note) : ERR_OK;
}

static enum err
bodies_check(const struct dated_claim *c, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < SYSTEM__MAX && r == ERR_OK; i++) {
		const struct field *f = &system_state.field[i];
		const struct value *v = &c->v[i];

		if (!value_known(v) || f->ref == NULL ||
		    strcmp(f->ref, "body") != 0)
			continue;
		if (f->kind == FIELD_REF)
			r = body_there(c, f, v, note);
		for (size_t k = 0; f->kind == FIELD_LIST && r == ERR_OK &&
		    k < v->list.n; k++)
			r = body_there(c, f, &v->list.v[k], note);
	}
	return r;
}

static enum err
industry_there(const struct dated_claim *c, struct note *note)
{
	const struct value *v = &c->v[SYSTEM_INDUSTRY];
	struct dated_head head;
	struct str code, name;
	enum err r;

	if (!value_known(v))
		return ERR_OK;
	if ((r = dated_head(c->st, c->a, &industry_dated, v->key, &head,
	    note)) != ERR_OK || head.withdrawn < 0 ||
	    (r = industry_ref.called(c->st, c->a, v->key, c->since, &code,
	    &name, note)) != ERR_OK)
		return r;
	return withdrawn_say("industry", name, note);
}

/* The settings are read only for what depends on them. */
static enum err
secret_check(const struct dated_claim *c, struct note *note)
{
	struct str review, details;
	enum err r;

	if (!system_is_secret(c->v))
		return ERR_OK;
	if ((r = config_get(c->st, c->a, config_find(S("secrecy_review")),
	    &review, note)) != ERR_OK ||
	    (r = config_get(c->st, c->a, config_find(S("cii_details")),
	    &details, note)) != ERR_OK)
		return r;
	return system_secret_check(c->v, review, details, note);
}

static enum err
taken_say(const struct dated_claim *c, struct key other, const char *field,
    const char *msg, struct str what, struct note *note)
{
	struct str code, name;
	enum err r;

	if ((r = system_ref.called(c->st, c->a, other, c->since, &code, &name,
	    note)) != ERR_OK)
		return r;
	r = NOTE(note, ERR_EXISTS, msg, A_TEXT("what", what),
	    A_TEXT("name", name), A_TEXT("key", key_text(c->a, other)));
	note_where(note, (struct where){ .field = field });
	return r;
}

static enum err
urls_free(const struct dated_claim *c, struct note *note)
{
	const struct value *urls = &c->v[SYSTEM_URLS];
	struct system_url u;
	struct key other;
	enum err r;

	for (size_t i = 0; value_known(urls) && i < urls->list.n; i++) {
		const struct str url = urls->list.v[i].text;

		if ((r = system_url_read(url, &u, note)) != ERR_OK)
			return r;
		r = system_reached(c->st, c, system_url_key(c->a, &u),
		    c->since, c->until, &other, note);
		if (r == ERR_OK)
			return taken_say(c, other, "urls", M("{what} reaches "
			    "{name} ({key}) at that time already. A URL is one "
			    "system's alone: correct one of the two."), url,
			    note);
		if (r != ERR_NOTFOUND)
			return r;
	}
	return ERR_OK;
}

enum err
system_check(const struct dated_claim *c, struct note *note)
{
	struct key other;
	enum err r;

	if ((r = system_classified_check(c->v, note)) != ERR_OK ||
	    (r = system_lists_check(c->a, c->v, note)) != ERR_OK ||
	    (r = secret_check(c, note)) != ERR_OK ||
	    (r = bodies_check(c, note)) != ERR_OK ||
	    (r = industry_there(c, note)) != ERR_OK ||
	    (r = urls_free(c, note)) != ERR_OK)
		return r;
	r = system_named(c->st, c->a, c, c->v, c->since, c->until, &other,
	    note);
	if (r != ERR_OK)
		return r == ERR_NOTFOUND ? ERR_OK : r;
	return taken_say(c, other, "name", M("Its owner has a system called "
	    "{what} already ({key}). Change that one, or choose another "
	    "name."), system_name(c->a, c->v), note);
}
