/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must be done again and again, and by what is it scored?
 */
#include "pack/read_in.h"

enum { PARAMETERS_MAX = 64 };

#define AT(field)	offsetof(struct draft, field)

static const struct key duty_keys[] = {
	{ "owed_by",	take_texts, AT(r.duty.owed_by), .needed = true },
	{ "owed_to",	take_words, AT(r.duty.owed_to) },
	{ "capacity",	take_id, AT(r.duty.capacity) },
	{ "every",	take_duration, AT(r.duty.every) },
	{ "due",	take_month_day, AT(r.duty.due) },
	{ "on",		take_words, AT(r.duty.on) },
	{ "evidence",	take_node, AT(evidence) },
	{ "parameters",	take_node, AT(parameters) },
	{ NULL }
};

/* ---- parameters ---- */

struct parameter {
	struct pack_parameter	 p;
	const struct ynode	*attested;
};

#define OF(field)	offsetof(struct parameter, field)

static const struct key parameter_keys[] = {
	{ "id",		take_id, OF(p.id), .needed = true },
	{ "name",	take_zh, OF(p.name), .needed = true },
	{ "en",		take_en, OF(p.name) },
	{ "value",	take_text, OF(p.value), .needed = true },
	{ "unit",	take_text, OF(p.unit) },
	{ "attested",	take_node, OF(attested) },
	{ "off",	take_bool, OF(p.off) },
	{ "document",	take_text, OF(p.document) },
	{ NULL }
};

struct merging {
	struct read		*r;
	struct draft		*d;
	struct names		*ids;		/* places in ${all} */
	struct pack_parameter	*all;
	bool			*said;		/* by this block */
	size_t			 n;
};

/* One that was there before is filled in where this one says nothing; what
 * names it asks for it, so that it is on. */
static void
parameter_read(struct merging *m, const struct ynode *v)
{
	const struct key *tables[] = { parameter_keys, NULL };
	const struct ynode *id = ynode_get(v, "id");
	struct parameter x = { .attested = NULL };
	struct key at = { .at = 0 };
	size_t i = m->n;
	bool known = id != NULL && id->kind == Y_TEXT &&
	    names_find(m->ids, str_trim(id->text), &i);

	if (known && m->said[i]) {
		FAULT(m->r, v->at,
		    M("Two parts of the rule have the id {id}. Give one "
		    "another."), A_TEXT("id", id->text));
		return;
	}
	if (known)
		x.p = m->all[i];
	x.p.off = false;
	x.p.attested = m->d->r.attested;
	x.p.document = m->d->r.document;
	if (!keys_take(m->r, v, tables, &x, known))
		return;
	if (x.attested != NULL)
		take_attested(m->r, x.attested, &at, &x.p.attested);
	m->all[i] = x.p;
	m->said[i] = true;
	if (known)
		return;
	(void)names_add(m->ids, x.p.id, m->n);
	m->n++;
}

static void
parameters_read(struct read *r, const struct ynode *list, struct draft *d)
{
	struct pack_duty *duty = &d->r.duty;
	size_t most = duty->nparameters + list->n;
	struct merging m = { .r = r, .d = d, .ids = names_new(r->a),
	    .all = NEW_ARRAY(r->a, struct pack_parameter, most + 1),
	    .said = NEW_ARRAY(r->a, bool, most + 1) };

	if (!list_of(r, list) || m.all == NULL || m.said == NULL)
		return;
	if (list->n == 0 || list->n > PARAMETERS_MAX) {
		FAULT(r, list->at,
		    M("{key} has {n} elements. Give it from 1 to {most}."),
		    A_TEXT("key", list->key), A_INT("n", (int64_t)list->n),
		    A_INT("most", PARAMETERS_MAX));
		return;
	}
	for (; m.n < duty->nparameters; m.n++) {
		m.all[m.n] = duty->parameters[m.n];
		(void)names_add(m.ids, m.all[m.n].id, m.n);
	}
	for (const struct ynode *v = list->first; v != NULL; v = v->next)
		parameter_read(&m, v);
	duty->parameters = m.all;
	duty->nparameters = m.n;
}

static void
duty_settle(struct read *r, struct draft *d)
{
	struct pack_duty *duty = &d->r.duty;

	if (d->evidence != NULL)
		words_list(r, d->evidence, &duty->evidence, &duty->nevidence);
	if (d->parameters != NULL)
		parameters_read(r, d->parameters, d);
}

const struct rule_way duty_way = { duty_keys, duty_settle, false, true };

/* ---- indicators ---- */

static const struct key indicator_keys[] = {
	{ "points",	take_number, AT(r.indicator.points) },
	{ "score",	take_node, AT(score) },
	{ "veto",	take_bool, AT(r.indicator.veto) },
	{ "evidence",	take_node, AT(evidence) },
	{ NULL }
};

static void
indicator_settle(struct read *r, struct draft *d)
{
	struct pack_indicator *x = &d->r.indicator;
	/* A veto is there or not; all others are points. */
	struct expr want = { .want = x->veto ? WANT_TRUTH : WANT_NUMBER };

	if (d->score != NULL)
		x->score = expr_read(r, d->score, &want);
	else if (d->r.overrides != NULL)
		x->score = expr_again(r, x->score, d->r.overrides->of,
		    d->entry->node->at);
	if (d->evidence != NULL)
		words_list(r, d->evidence, &x->evidence, &x->nevidence);
	if (x->points.n == 0 && !x->veto && d->overrides == NULL)
		FAULT(r, d->entry->node->at,
		    M("The indicator has no points and is no veto. Add points, "
		    "or veto: true."), { 0 });
}

const struct rule_way indicator_way = { indicator_keys, indicator_settle,
    false, true };
