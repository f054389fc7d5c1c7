/* SPDX-License-Identifier: Apache-2.0 */
#include "trigger/trigger_case.h"

enum err
trigger_case_load(struct store *st, struct arena *a, const struct zone *zone,
    int64_t now, struct trigger_case *ret, struct note *note)
{
	enum err r;

	if ((r = incident_case_load(st, a, ret->book, &ret->i, now,
	    &ret->known, note)) != ERR_OK)
		return r;
	ret->bc = (struct book_case){ .facts = ret->known.facts, .at = now,
	    .zone = zone };
	return judge(a, ret->book, &ret->bc, &ret->j, note);
}

/* What there is, for whoever named what is not. */
static enum err
none_such(struct arena *a, const struct trigger_case *c, struct str rule,
    struct note *note)
{
	struct buf b = BUF_IN(a);

	for (size_t p = 0; p < c->j.n; p++)
		for (size_t i = 0; i < c->j.packs[p].nverdicts; i++) {
			const struct pack_rule *of =
			    c->j.packs[p].verdicts[i].rule;

			if (of->kind != PACK_TRIGGER)
				continue;
			buf_text(&b, b.n > 0 ? ", " : "");
			buf_str(&b, of->id);
		}
	if (b.n == 0)
		return NOTE(note, ERR_NOTFOUND, M("No pack in force has "
		    "situations. Adopt one first: anze pack adopt."));
	return NOTE(note, ERR_NOTFOUND, M("“{rule}” is no situation of the packs "
	    "in force. There are: {rules}."), A_TEXT("rule", rule),
	    A_TEXT("rules", buf_view(&b)));
}

enum err
trigger_case_find(struct arena *a, const struct trigger_case *c,
    struct str rule, struct trigger_one *ret, struct note *note)
{
	struct str rest = rule, id = S(""), pack = S("");
	struct trigger_one one = { NULL, NULL };

	if (str_cut(&rest, '/', &id) && rest.n > 0) {
		pack = id;
		id = rest;
	}
	for (size_t p = 0; p < c->j.n; p++) {
		const struct judged_pack *jp = &c->j.packs[p];
		const struct verdict *v = judged(jp, id);

		if (v == NULL || v->rule->kind != PACK_TRIGGER ||
		    (pack.n > 0 && !str_eq(jp->pack->id, pack)))
			continue;
		if (one.v != NULL)
			return NOTE(note, ERR_INVALID, M("Both {pack} and {other} "
			    "have a situation {rule}. Say which: {pack}/"
			    "{rule}."), A_TEXT("pack", one.jp->pack->id),
			    A_TEXT("other", jp->pack->id),
			    A_TEXT("rule", id));
		one = (struct trigger_one){ jp, v };
	}
	if (one.v == NULL)
		return none_such(a, c, rule, note);
	*ret = one;
	return ERR_OK;
}

enum err
trigger_concluded(struct store *st, struct arena *a, struct key incident,
    const struct trigger_one *one, int64_t *ret, struct note *note)
{
	const struct incident_result_row *list = NULL;
	size_t n = 0;
	enum err r;

	if ((r = incident_results(st, a, incident, &list, &n,
	    note)) != ERR_OK)
		return r;
	*ret = -1;
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].pack, one->jp->pack->id) &&
		    str_eq(list[i].rule, one->v->rule->id) &&
		    str_is(list[i].outcome, outcome_word(one->v->outcome)))
			*ret = list[i].rec;
	return ERR_OK;
}

struct str
trigger_missing(struct arena *a, const struct feel_missing *m)
{
	struct buf b = BUF_IN(a);

	for (; m != NULL; m = m->next) {
		buf_text(&b, b.n > 0 ? "、" : "");
		buf_str(&b, m->fact);
	}
	return buf_view(&b);
}
