/* SPDX-License-Identifier: Apache-2.0 */
/* What was given to the command that runs? */
#include <assert.h>

#include "cli/cli_in.h"

static const struct opt_value *
value_of(const struct cmd *c, const char *name, enum opt_kind kind, bool many)
{
	const struct opt *o = opt_named(c->row->opts, str_of(name));

	assert(o != NULL && o->kind == kind && o->many == many);
	return &c->given[o - c->row->opts];
}

bool
cmd_flag(const struct cmd *c, const char *name)
{
	return value_of(c, name, OPT_K_FLAG, false)->given;
}

bool
cmd_given(const struct cmd *c, const char *name)
{
	const struct opt *o = opt_named(c->row->opts, str_of(name));

	assert(o != NULL);
	return c->given[o - c->row->opts].given;
}

struct str
cmd_text(const struct cmd *c, const char *name)
{
	const struct opt *o = opt_named(c->row->opts, str_of(name));
	const struct opt_value *v;

	assert(o != NULL && !o->many &&
	    (o->kind == OPT_K_TEXT || o->kind == OPT_K_CHOICE));
	v = &c->given[o - c->row->opts];
	return v->given ? v->text : S("");
}

int64_t
cmd_int(const struct cmd *c, const char *name, int64_t otherwise)
{
	const struct opt_value *v = value_of(c, name, OPT_K_INT, false);

	return v->given ? v->num : otherwise;
}

int64_t
cmd_date(const struct cmd *c, const char *name, int64_t otherwise)
{
	const struct opt_value *v = value_of(c, name, OPT_K_DATE, false);

	return v->given ? v->num : otherwise;
}

struct moment
cmd_moment(const struct cmd *c, const char *name, struct moment otherwise)
{
	const struct opt_value *v = value_of(c, name, OPT_K_MOMENT, false);
	struct moment m;

	if (!v->given)
		return otherwise;
	if (opt_moment(c->a, c->voice, v->text, &m))
		return m;
	/*
	 * Its form was found right before the store was open.  In the zone of
	 * the house, known only now, that hour was skipped: count on from the
	 * one before.
	 */
	if (!opt_moment(c->a, (struct voice){ c->voice.lang, NULL }, v->text,
	    &m))
		return otherwise;
	m.ms -= zone_offset(c->voice.zone, m.ms - DAY_MS) * SECOND_MS;
	return m;
}

size_t
cmd_many(const struct cmd *c, const char *name, const struct str **ret)
{
	const struct opt_value *v = value_of(c, name, OPT_K_TEXT, true);

	*ret = v->many;
	return v->n;
}
