/* SPDX-License-Identifier: Apache-2.0 */
/* Which packs are there, which are in force, and does the program offer newer
 * ones? */
#include "core/app.h"
#include "rulebook/rulebook_cmd.h"
#include "rulebook/rulebook_desk_cmd.h"

static const struct choice states[] = {
	{ "in_force", M("in force") },
	{ "later", M("judges later") },
	{ "followed", M("followed by a newer one") },
	{ "retired", M("taken back") },
	{ "offered", M("only offered") },
	{ NULL, NULL }
};
enum { STATE_IN_FORCE, STATE_LATER, STATE_FOLLOWED, STATE_RETIRED,
    STATE_OFFERED };

static const struct choice offers[] = {
	{ "same", M("the same") },
	{ "newer", M("newer") },
	{ "older", M("older") },
	{ "other", M("other words") },
	{ NULL, NULL }
};
enum { OFFER_SAME, OFFER_NEWER, OFFER_OLDER, OFFER_OTHER };

struct pack_view {
	struct value	pack, title, en, version, state, since, adopted, offered,
			offer, hash;
};

/* Without a store nothing can have been adopted: then some columns say nothing
 * to people. */
#define ROWS(adopted_flags) { \
	{ .name = "pack", .kind = FIELD_TEXT, .label = M("Pack") }, \
	{ .name = "title", .kind = FIELD_TEXT, .label = M("Instrument") }, \
	{ .name = "en", .kind = FIELD_TEXT, .label = M("In English") }, \
	{ .name = "version", .kind = FIELD_INT, .label = M("Version") }, \
	{ .name = "state", .kind = FIELD_CHOICE, .choices = states, \
	    .label = M("State") }, \
	{ .name = "since", .kind = FIELD_DATE, .label = M("Judges from") }, \
	{ .name = "adopted", .kind = FIELD_MOMENT, .flags = (adopted_flags), \
	    .label = M("Adopted") }, \
	{ .name = "offered", .kind = FIELD_INT, .flags = (adopted_flags), \
	    .label = M("Offered") }, \
	{ .name = "offer", .kind = FIELD_CHOICE, .choices = offers, \
	    .flags = (adopted_flags), .label = M("Compared") }, \
	{ .name = "hash", .kind = FIELD_TEXT, .flags = FIELD_MACHINE, \
	    .label = M("Hash") }, \
}
static const struct field rows[] = ROWS(0), bare_rows[] = ROWS(FIELD_MACHINE);
static FIELDS(fields, "pack", 1, rows);
static FIELDS(bare_fields, "pack", 1, bare_rows);

static int
state_of(const struct desk *d, const struct adoption *x, int64_t day)
{
	if (x->retired >= 0)
		return STATE_RETIRED;
	if (x->since > day)
		return STATE_LATER;
	return adoption_in_force(&d->all, x->id, day) == x ? STATE_IN_FORCE :
	    STATE_FOLLOWED;
}

static struct value
word(const struct choice *choices, int i)
{
	return (struct value)V_TEXT(str_of(choices[i].word));
}

static void
offer_compare(const struct adoption *x, const struct pack *p,
    struct pack_view *v)
{
	int offer = OFFER_SAME;

	v->offered = (struct value)V_INT(p->version);
	if (x == NULL)
		return;
	if (p->version > x->version)
		offer = OFFER_NEWER;
	else if (p->version < x->version)
		offer = OFFER_OLDER;
	else if (!hash_eq(&x->hash, &p->hash))
		offer = OFFER_OTHER;
	v->offer = word(offers, offer);
}

static enum err
adoption_list(struct desk *d, struct listed *l, struct shelf *offered,
    const struct adoption *x, int64_t day, struct note *note)
{
	const struct shelf_text *t = shelf_find(offered, x->id);
	struct pack_view v = {
		.pack = V_TEXT(x->id),
		.title = V_TEXT(x->title),
		.en = listed_text(x->en),
		.version = V_INT(x->version),
		.state = word(states, state_of(d, x, day)),
		.since = V_DAY(x->since),
		.adopted = { .given = GIVEN_KNOWN, .prec = PREC_MINUTE,
		    .num = x->at },
		.hash = V_TEXT(str_hex(d->a, x->hash.b, HASH_BYTES)),
	};

	if (t != NULL && t->pack != NULL)
		offer_compare(x, t->pack, &v);
	return listed_put(l, VALUES(&v), note);
}

/* Offered, and never adopted. */
static enum err
offer_list(struct desk *d, struct listed *l, const struct shelf_text *t,
    struct note *note)
{
	struct pack_view v = { .pack = V_TEXT(t->id),
	    .state = word(states, STATE_OFFERED) };

	if (t->pack != NULL) {
		v.version = (struct value)V_INT(t->pack->version);
		v.title = (struct value)V_TEXT(t->pack->title.zh);
		v.en = listed_text(t->pack->title.en);
		v.since = (struct value)V_DAY(t->pack->from);
		v.hash = (struct value)V_TEXT(str_hex(d->a, t->pack->hash.b,
		    HASH_BYTES));
		offer_compare(NULL, t->pack, &v);
	}
	return listed_put(l, VALUES(&v), note);
}

/* Of several adoptions of one pack, the one that a short list shows. */
static bool
is_shown(const struct desk *d, const struct adoption *x, int64_t day)
{
	const struct adoption *in_force = adoption_in_force(&d->all, x->id,
	    day);
	const struct adoption *newest = adoption_newest(&d->all, x->id);
	const struct adoption *last = x;

	if (in_force != NULL)
		return x == in_force;
	if (newest != NULL)
		return x == newest;
	while (last + 1 < d->all.a + d->all.n && str_eq(last[1].id, x->id))
		last++;
	return x == last;
}

static enum err
all_list(struct desk *d, struct listed *l, struct shelf *offered,
    struct note *note)
{
	const int64_t day = cmd_date(d->c, "at", d->today);
	const bool all = cmd_flag(d->c, "all");
	enum err r = ERR_OK;

	for (size_t i = 0; i < d->all.n && r == ERR_OK; i++)
		if (all || is_shown(d, &d->all.a[i], day))
			r = adoption_list(d, l, offered, &d->all.a[i], day,
			    note);
	for (size_t i = 0; i < offered->n && r == ERR_OK; i++) {
		bool known = false;

		for (size_t j = 0; j < d->all.n && !known; j++)
			known = str_eq(d->all.a[j].id, offered->t[i].id);
		if (!known)
			r = offer_list(d, l, &offered->t[i], note);
	}
	return r;
}

static enum err
list(struct desk *d, struct note *note)
{
	struct shelf *offered = shelf_new(d->a);
	struct listed *l = NULL;
	enum err r;

	if (offered == NULL)
		return note_memory(note);
	if ((r = listed_begin(d->c, d->app == NULL ?
	    &bare_fields : &fields, &l, note)) != ERR_OK ||
	    (r = shelf_offered(offered, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < offered->n && r == ERR_OK; i++)
		r = shelf_read(offered, &offered->t[i], note);
	if (r == ERR_OK)
		r = all_list(d, l, offered, note);
	return listed_end(l, r, note);
}

enum err
rulebook_cmd_list(struct cmd *c, struct note *note)
{
	return desk_run(c, list, note);
}
