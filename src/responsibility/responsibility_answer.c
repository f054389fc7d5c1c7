/* SPDX-License-Identifier: Apache-2.0 */
/* Which lines does an answer have? */
#include "responsibility/responsibility_in.h"

void
resp_key_add(struct key ret[RESP_BODIES_MAX], size_t *n, struct key key)
{
	bool there = key_none(key) || *n == RESP_BODIES_MAX;

	for (size_t i = 0; i < *n; i++)
		there = there || key_eq(ret[i], key);
	if (!there)
		ret[(*n)++] = key;
}

size_t
resp_question_keys(const struct resp_question *q,
    struct key ret[RESP_BODIES_MAX])
{
	const struct key ones[] = { q->owner, q->operator, q->leader,
	    q->committee, q->leading, q->office };
	size_t n = 0;

	for (size_t i = 0; i < sizeof ones / sizeof ones[0]; i++)
		resp_key_add(ret, &n, ones[i]);
	for (size_t i = 0; i < q->nregulators; i++)
		resp_key_add(ret, &n, q->regulator[i]);
	for (size_t i = 0; i < q->nusers; i++)
		resp_key_add(ret, &n, q->user[i]);
	return n;
}

void
resp_territory_put(const struct resp_territory *t, struct resp_question *q)
{
	if (t->ncommittees > 0)
		q->committee = t->committee[0];
	if (t->nleading > 0)
		q->leading = t->leading[0];
	if (t->noffices > 0)
		q->office = t->office[0];
	if (t->ncommittees > 1 || t->nleading > 1 || t->noffices > 1)
		q->territory_flaws |= 1U << FLAW_SEVERAL;
}

/* Lines being said. */
struct saying {
	const struct resp_facts	*f;
	struct resp_line	*line;
	size_t			 n;
};

static void
say_one(struct saying *s, enum principle by, struct key body, unsigned flaws,
    const char *from)
{
	const struct resp_body *b = key_none(body) ? NULL :
	    resp_body_of(s->f, body);

	s->line[s->n++] = (struct resp_line){ by, b, flaws |
	    (b == NULL ? 1U << FLAW_BLANK : resp_body_flaws(b)), from };
}

/* Art. 2: the leading organs of the place. */
static void
say_territory(struct saying *s, const struct resp_question *q)
{
	const struct key own[] = { q->committee, q->leading, q->office };
	bool any = false;

	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
		if (key_none(own[i]))
			continue;
		any = true;
		say_one(s, BY_TERRITORY, own[i], q->territory_flaws, NULL);
	}
	if (!any)
		say_one(s, BY_TERRITORY, KEY_NONE, 0, q->no_region ?
		    M("where it lies is not recorded") : q->lost_region ?
		    M("its division had ended, and none or several came "
		    "after it: say in which it lies") :
		    M("no leading organ of the place is recorded"));
}

/*
 * Art. 4: 行业主管监管部门 guide and supervise; only where there is none at all
 * the place does.
 */
static void
say_regulators(struct saying *s, const struct resp_question *q)
{
	for (size_t i = 0; i < q->nregulators; i++)
		say_one(s, BY_REGULATING, q->regulator[i], 0, NULL);
	if (q->nregulators > 0)
		return;
	if (q->unregulated && !key_none(q->leading))
		say_one(s, BY_REGULATING, q->leading, 1U << FLAW_INFERRED,
		    M("its industry has no regulator: Art. 4 gives it to the "
		    "place"));
	else
		say_one(s, BY_REGULATING, KEY_NONE, 0,
		    M("no regulator of its industry is recorded"));
}

bool
resp_answer_make(struct arena *a, const struct resp_question *q,
    struct resp_answer *ret)
{
	struct saying s = { .f = &ret->facts, .line = NEW_ARRAY(a,
	    struct resp_line, PRINCIPLE__MAX + 4 + 2 * RESP_USERS_MAX) };

	if (s.line == NULL)
		return false;
	say_one(&s, BY_OWNING, q->owner, 0, NULL);
	/* Nobody leads a top: that is no blank. */
	if (!q->of_body || !key_none(q->leader))
		say_one(&s, BY_LEADING, q->leader, q->inferred ?
		    1U << FLAW_BLANK | 1U << FLAW_INFERRED : 0, q->inferred ?
		    M("not recorded; the owner's superior on that day") :
		    NULL);
	if (!q->of_body) {
		say_one(&s, BY_OPERATING, q->operator, 0, NULL);
		for (size_t i = 0; i < q->nusers; i++)
			say_one(&s, BY_USING, q->user[i], 0, NULL);
		if (q->nusers == 0)
			say_one(&s, BY_USING, KEY_NONE, 0, NULL);
	}
	say_territory(&s, q);
	say_regulators(&s, q);
	ret->line = s.line;
	ret->n = s.n;
	return true;
}

/* Rungs being put. */
struct climbing {
	const struct resp_facts	*f;
	struct resp_rung	*rung;
	size_t			 n;
};

static void
rung_put(struct climbing *c, enum rung_kind kind, struct key body, int height)
{
	const struct resp_body *b = key_none(body) ? NULL :
	    resp_body_of(c->f, body);

	c->rung[c->n++] = (struct resp_rung){ kind, b, b == NULL ?
	    (kind == RUNG_INVOLVED ? 0 : 1U << FLAW_BLANK) :
	    resp_body_flaws(b), height };
}

bool
resp_ladder_make(struct arena *a, const struct resp_question *q,
    const struct resp_facts *f, const struct key *above, size_t n,
    const struct resp_rung **ret, size_t *ret_n)
{
	struct climbing c = { .f = f, .rung = NEW_ARRAY(a, struct resp_rung,
	    RUNG__MAX + 2 * n + RESP_USERS_MAX + 4) };

	if (c.rung == NULL)
		return false;
	/* Art. 8: 当事人、网络安全负责人至主要负责人, level by level. */
	rung_put(&c, RUNG_INVOLVED, KEY_NONE, 0);
	rung_put(&c, RUNG_SECURITY, q->owner, 0);
	rung_put(&c, RUNG_DIRECT, q->owner, 0);
	rung_put(&c, RUNG_FIRST, q->owner, 0);
	for (size_t i = 0; i < n; i++) {
		rung_put(&c, RUNG_SUPERIOR_DIRECT, above[i], (int)i + 1);
		rung_put(&c, RUNG_SUPERIOR_FIRST, above[i], (int)i + 1);
	}
	/* 协调监管不力的，还应当追究综合协调或监管部门负责人. */
	rung_put(&c, RUNG_COORDINATING, q->office, 0);
	for (size_t i = 0; i < q->nregulators; i++)
		rung_put(&c, RUNG_SUPERVISING, q->regulator[i], 0);
	if (q->nregulators == 0)
		rung_put(&c, RUNG_SUPERVISING, q->unregulated ? q->leading :
		    KEY_NONE, 0);
	*ret = c.rung;
	*ret_n = c.n;
	return true;
}
