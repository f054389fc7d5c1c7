/* SPDX-License-Identifier: Apache-2.0 */
#include "accountability/trace_ladder.h"

#include "accountability/trace_in.h"
#include "dated/dated.h"

struct climbing {
	struct store			*st;
	struct arena			*a;
	const struct trace_ladder_asked	*asked;
	struct trace_rung_said		*rung;
	int				*order;	/* by ${rung} */
	size_t				 n;
	enum trace_time			 time;
	int64_t				 day;
};

/* ---- one rung ---- */

static bool
key_same(const struct value *x, const struct value *y)
{
	return x->given == y->given && (!value_known(x) ||
	    key_eq(x->key, y->key));
}

static bool
rung_same(const struct trace_rung_said *x, const struct trace_rung_said *y)
{
	return str_eq(x->rung.text, y->rung.text) &&
	    key_same(&x->body, &y->body) && key_same(&x->person, &y->person) &&
	    key_same(&x->post, &y->post);
}

/*
 * He stood there at the other time, too: one rung.  Where several systems have one
 * body in common, its rungs are the same.  The list is capped, so that looking
 * through it is no matter.
 */
static enum err
rung_add(struct climbing *x, const struct trace_rung_said *said, int order,
    struct note *note)
{
	for (size_t i = 0; i < x->n; i++) {
		if (!rung_same(&x->rung[i], said))
			continue;
		if (!str_eq(x->rung[i].time.text, said->time.text))
			x->rung[i].time = (struct value)V_TEXT(str_of(
			    trace_times[TRACE_BOTH].word));
		return ERR_OK;
	}
	if (x->n == TRACE_RUNGS_MAX)
		return NOTE(note, ERR_LIMIT, M("The ladder would have more than "
		    "{most} rungs. Open the trace for some of the systems: "
		    "--system."), A_INT("most", TRACE_RUNGS_MAX));
	x->order[x->n] = order;
	x->rung[x->n++] = *said;
	return ERR_OK;
}

static struct value
flaws_value(struct arena *a, unsigned flaws)
{
	struct value v = { .list = { NEW_ARRAY(a, struct value, FLAW__MAX),
	    0 } };

	for (int i = 0; v.list.v != NULL && i < FLAW__MAX; i++)
		if ((flaws >> i & 1) != 0)
			v.list.v[v.list.n++] = (struct value)V_TEXT(str_of(
			    trace_flaws[i].word));
	v.given = v.list.n > 0 ? GIVEN_KNOWN : GIVEN_NOT;
	return v;
}

/* One who stood there; ${h} NULL: nobody did. */
static enum err
holder_add(struct climbing *x, const struct resp_rung *rung,
    const struct resp_holder *h, unsigned flaws, struct note *note)
{
	struct trace_rung_said said = {
		.time = V_TEXT(str_of(trace_times[x->time].word)),
		.rung = V_TEXT(str_of(trace_rungs[rung->kind].word)),
		.height = V_INT(rung->height),
		.flaws = flaws_value(x->a, flaws),
	};

	if (rung->body != NULL)
		said.body = (struct value)V_KEY(rung->body->id);
	if (h != NULL) {
		said.person = value_key(h->person);
		said.tenure = value_key(h->tenure);
		said.post = value_key(h->post);
		said.title = value_text(h->title);
		said.held = (struct value)V_TEXT(str_of(
		    tenure_kinds[h->kind].word));
	}
	return rung_add(x, &said, trace_order(rung->kind, rung->height),
	    note);
}

static enum err
rung_climb(struct climbing *x, const struct resp_facts *f,
    const struct resp_rung *rung, struct note *note)
{
	const enum capacity capacity = resp_rungs[rung->kind].capacity;
	struct resp_capacity c;
	enum err r = ERR_OK;

	if (capacity == CAPACITY__MAX || rung->body == NULL ||
	    !rung->body->there)
		return holder_add(x, rung, NULL, rung->flaws, note);
	if (!resp_capacity(x->a, f, rung->body->id, capacity,
	    (x->asked->several >> capacity & 1) != 0, &c))
		return note_memory(note);
	if (c.n == 0)
		return holder_add(x, rung, NULL, rung->flaws | c.flaws, note);
	for (size_t i = 0; i < c.n && r == ERR_OK; i++)
		r = holder_add(x, rung, c.holder[i], rung->flaws |
		    resp_holder_flaws(c.holder[i], x->day) | (c.flaws &
		    (1U << FLAW_CROWDED | 1U << FLAW_SEVERAL |
		    1U << FLAW_ABSENT)), note);
	return r;
}

/* ---- one ladder ---- */

static enum err
ladder_climb(struct climbing *x, const struct resp_question *q,
    struct note *note)
{
	struct resp_facts f = { .day = x->day, .known = DATED_NOW };
	const struct resp_rung *rung = NULL;
	size_t n = 0;
	enum err r;

	if ((r = resp_ladder_load(x->st, x->a, q, &f, &rung, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = rung_climb(x, &f, &rung[i], note);
	return r;
}

static enum err
day_climb(struct climbing *x, int64_t day, enum trace_time time,
    struct note *note)
{
	const struct trace_ladder_asked *asked = x->asked;
	struct resp_question q;
	enum err r = ERR_OK;

	x->day = day;
	x->time = time;
	for (size_t i = 0; i < asked->nsystems && r == ERR_OK; i++)
		if ((r = resp_ask_system(x->st, x->a, asked->systems[i], day,
		    DATED_NOW, &q, note)) == ERR_OK)
			r = ladder_climb(x, &q, note);
	for (size_t i = 0; asked->nsystems == 0 && i < asked->nbodies &&
	    r == ERR_OK; i++)
		if ((r = resp_ask_body(x->st, x->a, asked->bodies[i], day,
		    DATED_NOW, &q, note)) == ERR_OK)
			r = ladder_climb(x, &q, note);
	return r;
}

/* Those of one order stay as they are. */
static void
rungs_sort(struct climbing *x)
{
	for (size_t i = 1; i < x->n; i++) {
		const struct trace_rung_said said = x->rung[i];
		const int order = x->order[i];
		size_t at = i;

		for (; at > 0 && x->order[at - 1] > order; at--) {
			x->rung[at] = x->rung[at - 1];
			x->order[at] = x->order[at - 1];
		}
		x->rung[at] = said;
		x->order[at] = order;
	}
}

enum err
trace_ladder(struct store *st, struct arena *a,
    const struct trace_ladder_asked *asked, struct trace_rung_said **ret,
    size_t *ret_n, struct note *note)
{
	struct climbing x = { .st = st, .a = a, .asked = asked,
	    .rung = NEW_ARRAY(a, struct trace_rung_said, TRACE_RUNGS_MAX),
	    .order = NEW_ARRAY(a, int, TRACE_RUNGS_MAX) };
	enum err r;

	if (x.rung == NULL || x.order == NULL)
		return note_memory(note);
	if ((asked->conduct != DAY_OPEN && (r = day_climb(&x, asked->conduct,
	    TRACE_CONDUCT, note)) != ERR_OK) ||
	    (asked->occurred != DAY_OPEN && (r = day_climb(&x,
	    asked->occurred, TRACE_OCCURRED, note)) != ERR_OK))
		return r;
	rungs_sort(&x);
	*ret = x.rung;
	*ret_n = x.n;
	return note_arena(a, ERR_OK, note);
}
