/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/report_clocks_act.h"

#include "deadline/deadline.h"
#include "incident/report_in.h"

/* Deadlines of one incident, and those of them that are meant. */
struct picking {
	struct tx			*tx;
	const struct held_book		*held;
	const struct deadline		*all;
	size_t				 n;
	const struct deadline		**meant;
	size_t				 nmeant;
};

static enum err
picking_load(struct picking *x, struct key incident, struct note *note)
{
	enum err r;

	if ((r = deadline_of_record(x->tx->st, x->tx->a, incident, &x->all,
	    &x->n, note)) != ERR_OK)
		return r;
	x->meant = NEW_ARRAY(x->tx->a, const struct deadline *, x->n + 1);
	return x->meant == NULL ? note_memory(note) : ERR_OK;
}

static bool
waits(const struct deadline *d)
{
	return d->met == DEADLINE_NEVER && d->is.state != DEADLINE_DROPPED;
}

/* "first-cii/1 (保护工作部门); first-cii/2 (公安机关)": names by which --for knows
 * them, whole ones if ${whole}. */
static struct str
choices_text(const struct picking *x, const struct deadline *const *d,
    size_t n, bool whole)
{
	struct arena *a = x->tx->a;
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < n; i++) {
		const struct deadline_of *of = &d[i]->is.of;
		const struct str to = report_addressees(a, x->held->book, of);
		const struct str name = report_clock_text(a, of);

		buf_text(&b, i > 0 ? "; " : "");
		buf_str(&b, whole ? name : str_part(name, of->pack.n + 1,
		    name.n));
		if (to.n > 0) {
			buf_text(&b, " (");
			buf_str(&b, to);
			buf_text(&b, ")");
		}
	}
	return b.n == 0 ? S("—") : buf_view(&b);
}

static struct value
meant_value(const struct picking *x)
{
	struct value *list = NEW_ARRAY(x->tx->a, struct value,
	    x->nmeant + 1);
	struct value v = { .given = GIVEN_NOT };

	for (size_t i = 0; list != NULL && i < x->nmeant; i++)
		list[i] = (struct value)V_TEXT(report_clock_text(x->tx->a,
		    &x->meant[i]->is.of));
	if (list != NULL && x->nmeant > 0)
		v = (struct value){ .given = GIVEN_KNOWN,
		    .list = { list, x->nmeant } };
	return v;
}

static enum err
several_say(const struct picking *x, const struct deadline *const *d,
    size_t n, bool whole, struct note *note)
{
	return NOTE(note, ERR_USAGE, M("Several deadlines could be meant. Say "
	    "which this report answers, or that it answers none (--for -): "
	    "--for {list}."), A_TEXT("list", choices_text(x, d, n, whole)));
}

static enum err
one_add(struct picking *x, struct str word, struct note *note)
{
	const struct deadline **found = NEW_ARRAY(x->tx->a,
	    const struct deadline *, x->n + 1);
	bool known = false;
	size_t n = 0;

	if (found == NULL)
		return note_memory(note);
	for (size_t i = 0; i < x->n; i++)
		if (report_names(&x->all[i].is.of, word))
			found[n++] = &x->all[i];
	if (n > 1)
		return several_say(x, found, n, true, note);
	if (n == 0) {
		for (size_t i = 0; i < x->n; i++)
			if (waits(&x->all[i]))
				found[n++] = &x->all[i];
		return NOTE(note, ERR_NOTFOUND, M("The incident has no deadline "
		    "{word}. These wait: {list}."), A_TEXT("word", word),
		    A_TEXT("list", choices_text(x, found, n, false)));
	}
	for (size_t i = 0; i < x->nmeant; i++)
		known |= x->meant[i] == found[0];
	if (!known)
		x->meant[x->nmeant++] = found[0];
	return ERR_OK;
}

enum err
report_clocks_named(struct tx *tx, const struct held_book *held,
    struct key incident, const struct report_clocks_given *given,
    struct value *ret, struct note *note)
{
	struct picking x = { .tx = tx, .held = held };
	enum err r;

	if (given->n > REPORT_CLOCKS_MAX)
		return NOTE(note, ERR_LIMIT, M("One report answers at most "
		    "{most} deadlines. Enter several."),
		    A_INT("most", REPORT_CLOCKS_MAX));
	r = picking_load(&x, incident, note);
	for (size_t i = 0; i < given->n && r == ERR_OK; i++)
		if (!str_is(given->words[i], REPORT_NO_CLOCK))
			r = one_add(&x, given->words[i], note);
	if (r == ERR_OK)
		*ret = meant_value(&x);
	return r;
}

enum err
report_clocks_waiting(struct tx *tx, const struct held_book *held,
    struct key incident, enum pack_clock_kind kind, struct value *ret,
    struct note *note)
{
	struct picking x = { .tx = tx, .held = held };
	enum err r;

	if ((r = picking_load(&x, incident, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < x.n; i++)
		if (x.all[i].is.kind == kind && waits(&x.all[i]))
			x.meant[x.nmeant++] = &x.all[i];
	if (x.nmeant > 1)
		return several_say(&x, x.meant, x.nmeant, false, note);
	*ret = meant_value(&x);
	return ERR_OK;
}

struct value
report_clocks_new(struct arena *a, const struct value *list,
    const struct str *known, size_t n)
{
	struct value v = { .given = GIVEN_NOT };

	if (!value_known(list) ||
	    (v.list.v = NEW_ARRAY(a, struct value, list->list.n)) == NULL)
		return (struct value){ .given = GIVEN_NOT };
	for (size_t i = 0; i < list->list.n; i++) {
		bool there = false;

		for (size_t k = 0; k < n; k++)
			there |= str_eq(known[k], list->list.v[i].text);
		if (!there)
			v.list.v[v.list.n++] = list->list.v[i];
	}
	v.given = v.list.n > 0 ? GIVEN_KNOWN : GIVEN_NOT;
	return v;
}

enum err
report_clocks_meet(struct tx *tx, const struct report *rep,
    struct note *note)
{
	const struct deadline *all = NULL;
	size_t n = 0;
	enum err r;

	if (!report_counts(rep) || rep->nclocks == 0)
		return ERR_OK;
	r = deadline_of_record(tx->st, tx->a, rep->incident, &all, &n, note);
	/* Few of each: the clocks of the packs in force. */
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct str name = report_clock_text(tx->a,
		    &all[i].is.of);

		for (size_t k = 0; k < rep->nclocks; k++)
			if (str_eq(rep->clocks[k], name)) {
				r = deadline_meet(tx, &all[i], rep->sent,
				    rep->id, note);
				break;
			}
	}
	return r;
}
