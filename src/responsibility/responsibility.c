/* SPDX-License-Identifier: Apache-2.0 */
#include "responsibility/responsibility.h"

#include <assert.h>

const struct principle_row resp_principles[PRINCIPLE__MAX] = {
	[BY_OWNING] = { "owner", M("whose it is"),
	    M("Measures of 2017, Art. 2: the party committee or group bears "
	    "the main responsibility for its own department") },
	[BY_LEADING] = { "supervisor", M("who leads answers"),
	    M("Measures of 2017, Art. 2: 谁主管谁负责") },
	[BY_OPERATING] = { "operator", M("who operates answers"),
	    M("not in the Measures of 2017: the Cybersecurity Law on network "
	    "operators") },
	[BY_USING] = { "user", M("who uses answers"),
	    M("not in the Measures of 2017: local and sector rules") },
	[BY_TERRITORY] = { "region", M("the territory answers"),
	    M("Measures of 2017, Art. 2: 属地管理") },
	[BY_REGULATING] = { "regulator", M("guidance and supervision"),
	    M("Measures of 2017, Art. 4") },
};

const struct flaw_row resp_flaws[FLAW__MAX] = {
	[FLAW_BLANK] = { "blank", M("nobody is recorded") },
	[FLAW_GONE] = { "gone", M("was no more on that day, and nothing is "
	    "recorded that followed it") },
	[FLAW_MOVED] = { "moved", M("had gone into this one by then") },
	[FLAW_NO_POST] = { "no_post", M("no post has this capacity") },
	[FLAW_VACANT] = { "vacant", M("vacant") },
	[FLAW_CROWDED] = { "crowded", M("more holders than there may be") },
	[FLAW_ABSENT] = { "absent", M("absent, and nobody stood in") },
	[FLAW_OVERDUE] = { "overdue", M("acting longer than was to be") },
	[FLAW_NO_DOCUMENT] = { "no_document", M("no document says so") },
	[FLAW_SEVERAL] = { "several", M("several are recorded, where one was "
	    "expected") },
	[FLAW_INFERRED] = { "inferred", M("not recorded as such") },
};

#define LADDER	M("Measures of 2017, Art. 8 para. 2: level by level")
#define APART	M("Measures of 2017, Art. 8 para. 2: where coordination or " \
		"supervision failed")

const struct rung_row resp_rungs[RUNG__MAX] = {
	[RUNG_INVOLVED] = { "involved", M("those involved"), LADDER,
	    CAPACITY__MAX },
	[RUNG_SECURITY] = { "security_head", M("head of cybersecurity"), LADDER,
	    CAPACITY_SECURITY },
	[RUNG_DIRECT] = { "directly_responsible", M("directly responsible"),
	    LADDER, CAPACITY_DIRECT },
	[RUNG_FIRST] = { "first_responsible", M("first responsible"), LADDER,
	    CAPACITY_FIRST },
	[RUNG_SUPERIOR_DIRECT] = { "superior_direct", M("directly responsible "
	    "in the body above"), LADDER, CAPACITY_DIRECT },
	[RUNG_SUPERIOR_FIRST] = { "superior_first", M("first responsible in "
	    "the body above"), LADDER, CAPACITY_FIRST },
	[RUNG_COORDINATING] = { "coordinating", M("coordinating body"), APART,
	    CAPACITY_FIRST },
	[RUNG_SUPERVISING] = { "supervising", M("supervising body"), APART,
	    CAPACITY_FIRST },
};

const struct resp_body *
resp_body_of(const struct resp_facts *f, struct key asked)
{
	for (size_t i = 0; i < f->nbodies; i++)
		if (key_eq(f->bodies[i].asked, asked))
			return &f->bodies[i];
	return NULL;
}

unsigned
resp_body_flaws(const struct resp_body *b)
{
	unsigned flaws = 0;

	if (!b->there)
		flaws |= 1U << FLAW_GONE;
	else if (!key_eq(b->asked, b->id))
		flaws |= 1U << FLAW_MOVED;
	return flaws;
}

unsigned
resp_holder_flaws(const struct resp_holder *h, int64_t day)
{
	const bool stands_in = h->kind == TENURE_ACTING ||
	    h->kind == TENURE_PRESIDING;
	unsigned flaws = 0;

	if (h->document.n == 0)
		flaws |= 1U << FLAW_NO_DOCUMENT;
	if (stands_in && h->due < day)
		flaws |= 1U << FLAW_OVERDUE;
	return flaws;
}

/* The rows of one post lie together: how are they together? */
static unsigned
post_flaws(const struct resp_holder *h, size_t n, bool several)
{
	int64_t fill = 0;
	bool away = false, there = false;

	if (!h->held)
		return 1U << FLAW_VACANT;
	for (size_t i = 0; i < n; i++) {
		fill += h[i].kind == TENURE_SUBSTANTIVE ||
		    h[i].kind == TENURE_CONCURRENT;
		away = away || h[i].absent;
		there = there || !h[i].absent;
	}
	return (fill > h->seats && !several ? 1U << FLAW_CROWDED : 0) |
	    (away && !there ? 1U << FLAW_ABSENT : 0);
}

bool
resp_same_post(const struct resp_holder *x, const struct resp_holder *y)
{
	return key_eq(x->post, y->post) && key_eq(x->serves, y->serves);
}

/* The holders of the posts with the capacity that the body, or the group in it,
 * has are put into ${ret}. */
static void
body_holders(const struct resp_facts *f, struct key body, bool group,
    enum capacity capacity, bool several, const struct resp_holder **list,
    struct resp_capacity *ret, size_t *ret_posts)
{
	size_t end;

	for (size_t i = 0; i < f->nholders; i = end) {
		const struct resp_holder *h = &f->holders[i];

		for (end = i + 1; end < f->nholders &&
		    resp_same_post(&f->holders[end], h); end++)
			;
		if (!key_eq(h->serves, body) ||
		    key_eq(h->body, body) == group ||
		    (h->capacities >> capacity & 1) == 0)
			continue;
		(*ret_posts)++;
		ret->flaws |= post_flaws(h, end - i, several);
		for (size_t k = i; k < end && h->held; k++) {
			ret->flaws |= resp_holder_flaws(&f->holders[k], f->day);
			list[ret->n++] = &f->holders[k];
		}
	}
}

bool
resp_capacity(struct arena *a, const struct resp_facts *f, struct key body,
    enum capacity capacity, bool several, struct resp_capacity *ret)
{
	const struct resp_holder **list = NEW_ARRAY(a,
	    const struct resp_holder *, f->nholders + 1);
	size_t posts = 0;

	if (list == NULL)
		return false;
	*ret = (struct resp_capacity){ .capacity = capacity, .holder = list };
	body_holders(f, body, false, capacity, several, list, ret, &posts);
	if (posts == 0)
		body_holders(f, body, true, capacity, several, list, ret,
		    &posts);
	/*
	 * Art. 2 knows one first and one directly responsible; where the rule
	 * of a place says otherwise, several are no flaw.
	 */
	if (posts > 1 && ret->n > 1 && !several &&
	    (capacity == CAPACITY_FIRST || capacity == CAPACITY_DIRECT))
		ret->flaws |= 1U << FLAW_SEVERAL;
	/* A second post of the capacity that is vacant is none while the first
	 * is held. */
	if (ret->n > 0)
		ret->flaws &= ~(1U << FLAW_VACANT);
	if (posts == 0)
		ret->flaws |= 1U << FLAW_NO_POST;
	return true;
}
