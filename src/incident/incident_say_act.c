/* SPDX-License-Identifier: Apache-2.0 */
/* How is something new said of an incident? */
#include "incident/incident_say_act.h"

#include "incident/incident_in.h"
#include "incident/incident.h"
#include "rulebook/rulebook.h"

struct saying {
	struct tx			*tx;
	struct key			 id;
	const struct incident_say	*what;
	int64_t				 seq;	/* of the last entry; -1 */
};

static struct value
count_value(int64_t n)
{
	struct value v = { .given = GIVEN_NOT };

	if (n >= 0)
		v = (struct value)V_INT(n);
	return v;
}

/* ---- facts ---- */

/* The chronology, the outages, the areas and the decisions say these. */
static const char *const own_ways[] = {
	"areas", "graded", NULL
};

static bool
has_own_way(struct str fact)
{
	for (int i = 0; own_ways[i] != NULL; i++)
		if (str_is(fact, own_ways[i]))
			return true;
	for (int i = 0; i < TIME__MAX; i++)
		if (incident_time_rows[i].fact != NULL &&
		    str_is(fact, incident_time_rows[i].fact))
			return true;
	return false;
}

static enum err
fact_check(const struct held_book *held, const struct incident_fact_given *g,
    const struct pack_fact **ret, struct note *note)
{
	const struct pack_fact *f;
	size_t at;

	if (!book_find(held->book, g->fact, &at))
		return NOTE(note, ERR_INVALID, M("No pack in force has the fact "
		    "{fact}. anze pack facts lists them."),
		    A_TEXT("fact", g->fact));
	f = book_fact(held->book, at);
	if (f->derived != NULL || f->table != NULL || f->level >= 0)
		return NOTE(note, ERR_INVALID, M("“{fact}” follows from other "
		    "facts. State those."), A_TEXT("fact", f->name.zh));
	if (has_own_way(f->id))
		return NOTE(note, ERR_INVALID, M("“{fact}” is not stated as a "
		    "fact: moments belong to the chronology, areas and the "
		    "level have their own commands."),
		    A_TEXT("fact", f->name.zh));
	if (g->unit.n > 0 && !str_eq(g->unit, f->unit))
		return NOTE(note, ERR_INVALID, M("“{fact}” is counted in {unit}, "
		    "not in {given}."), A_TEXT("fact", f->name.zh),
		    A_TEXT("unit", f->unit), A_TEXT("given", g->unit));
	*ret = f;
	return ERR_OK;
}

/* What was said of it by somebody who had not seen what the other saw. */
static enum err
conflict_say(const struct pack_fact *f, const struct incident_fact *now,
    const struct incident_fact_given *g, struct note *note)
{
	(void)NOTE(note, ERR_CONFLICT, M("Meanwhile entry {entry} said of "
	    "“{fact}”: {theirs}. You say: {ours}. Look at both and say it "
	    "again."), A_INT("entry", now->rec), A_TEXT("fact", f->name.zh),
	    A_TEXT("theirs", now->value.n > 0 ? now->value : S("?")),
	    A_TEXT("ours", g->kept));
	note_where(note, (struct where){ .field = "value" });
	return ERR_CONFLICT;
}

/* An unknown value is kept as such, with its reason. */
static void
fact_value(struct arena *a, const struct pack_fact *f,
    const struct incident_fact_given *g, struct incident_fact_said *ret)
{
	struct feel_value v;

	fact_read(a, f, g->kept, &v);
	if (v.kind == FEEL_NULL)
		ret->value = (struct value){ .given = GIVEN_UNKNOWN,
		    .text = v.why != NULL && v.why->said.n > 0 ? v.why->said :
		    S(FIELD_NOT_KNOWN) };
	else if (fact_is_typed(f))
		ret->words = (struct value)V_TEXT(g->kept);
	else
		ret->value = (struct value)V_TEXT(g->kept);
}

static bool
said_already(const struct incident_fact *now,
    const struct incident_fact_said *said)
{
	if (said->value.given == GIVEN_UNKNOWN)
		return now->value.n == 0 && !now->removed;
	return str_eq(now->value, said->words.given == GIVEN_KNOWN ?
	    said->words.text : said->value.text);
}

static enum err
fact_add(struct saying *x, const struct held_book *held,
    const struct incident_fact_given *g, struct incident_fact_said *list,
    size_t *n, struct note *note)
{
	const struct incident_fact *now = NULL;
	struct incident_fact_said *said = &list[*n];
	const struct pack_fact *f = NULL;
	size_t nnow = 0;
	enum err r;

	if ((r = fact_check(held, g, &f, note)) != ERR_OK ||
	    (r = incident_facts(x->tx->st, x->tx->a, x->id, f->id, false,
	    &now, &nnow, note)) != ERR_OK)
		return r;
	*said = (struct incident_fact_said){
		.fact = V_TEXT(f->id),
		.unit = value_text(f->unit),
		.at = value_moment(g->at),
		.source = value_text(g->source),
		.asserter = value_key(g->asserter),
		.person = value_key(g->person),
		.material = g->material,
	};
	fact_value(x->tx->a, f, g, said);
	if (nnow > 0 && said_already(now, said))
		return ERR_OK;
	if (nnow > 0 && x->what->expect >= 0 && now->rec > x->what->expect)
		return conflict_say(f, now, g, note);
	(*n)++;
	return ERR_OK;
}

static enum err
facts_say(struct saying *x, struct note *note)
{
	const struct incident_say *w = x->what;
	struct incident_fact_said *list = NEW_ARRAY(x->tx->a,
	    struct incident_fact_said, w->nfacts + 1);
	struct incident_stated ev = { .reason = value_text(w->reason) };
	struct held_book held;
	size_t n = 0;
	enum err r;

	if (w->nfacts == 0)
		return ERR_OK;
	if (list == NULL)
		return note_memory(note);
	if (w->nfacts > INCIDENT_STATED_MAX)
		return NOTE(note, ERR_LIMIT, M("At most {most} facts can be "
		    "stated at once, and these are {n}. State them in parts."),
		    A_INT("most", INCIDENT_STATED_MAX),
		    A_INT("n", (int64_t)w->nfacts));
	r = rulebook_hold(x->tx, &held, note);
	for (size_t i = 0; i < w->nfacts && r == ERR_OK; i++)
		r = fact_add(x, &held, &w->facts[i], list, &n, note);
	if (r != ERR_OK || n == 0)
		return r;
	ev.facts = (struct value){ .given = GIVEN_KNOWN,
	    .list = { (struct value *)(void *)list, n } };
	if (w->correction)
		ev.correction = (struct value)V_BOOL(true);
	return ledger_append(x->tx, &incident_event_stated, x->id,
	    VALUES(&ev), &x->seq, note);
}

/* ---- the chronology ---- */

static enum err
instead_check(const struct saying *x, bool there, int64_t entry,
    struct note *note)
{
	if (entry < 0)
		return ERR_OK;
	if (!there)
		return NOTE(note, ERR_NOTFOUND, M("Entry {entry} says nothing of "
		    "the kind about this incident, or was corrected already. "
		    "anze incident show tells what counts."),
		    A_INT("entry", entry));
	return x->what->reason.n > 0 ? ERR_OK : NOTE(note, ERR_INVALID,
	    M("Say why it is corrected: --reason."));
}

/* Times as they would be: without the one that is corrected. */
static enum err
times_load(struct saying *x, int64_t instead, struct incident_moment **ret,
    size_t *ret_n, bool *ret_there, struct note *note)
{
	const struct incident_moment *list = NULL;
	struct incident_moment *left;
	size_t n = 0, kept = 0;
	enum err r;

	if ((r = incident_moments(x->tx->st, x->tx->a, x->id, &list, &n,
	    note)) != ERR_OK)
		return r;
	if ((left = NEW_ARRAY(x->tx->a, struct incident_moment,
	    n + 1)) == NULL)
		return note_memory(note);
	*ret_there = false;
	for (size_t i = 0; i < n; i++) {
		if (list[i].ended >= 0)
			continue;
		if (list[i].entry == instead)
			*ret_there = true;
		else
			left[kept++] = list[i];
	}
	*ret = left;
	*ret_n = kept;
	return ERR_OK;
}

static bool
time_said(const struct incident_moment *list, size_t n,
    const struct incident_time_given *g)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].kind == g->kind && list[i].at.ms == g->at.ms &&
		    list[i].at.prec == g->at.prec &&
		    key_eq(list[i].body, g->body) &&
		    key_eq(list[i].person, g->person) &&
		    str_eq(list[i].note, g->note))
			return true;
	return false;
}

static enum err
time_say(struct saying *x, const struct incident_time_given *g,
    struct note *note)
{
	const struct incident_moment at = { .kind = g->kind, .at = g->at };
	struct incident_timed ev = {
		.kind = V_TEXT(str_of(incident_times[g->kind].word)),
		.at = value_moment(g->at),
		.body = value_key(g->body),
		.person = value_key(g->person),
		.note = value_text(g->note),
		.instead = count_value(g->instead),
		.reason = value_text(x->what->reason),
	};
	struct incident_moment *list = NULL;
	bool there = false;
	size_t n = 0;
	enum err r;

	if ((r = times_load(x, g->instead, &list, &n, &there,
	    note)) != ERR_OK ||
	    (r = instead_check(x, there, g->instead, note)) != ERR_OK)
		return r;
	if (g->instead < 0 && time_said(list, n, g))
		return ERR_OK;
	r = incident_order(list, n, &at, x->tx->now, note);
	/* Somebody may know better; nobody knows the future. */
	if (r != ERR_OK && x->what->reason.n > 0 &&
	    moment_first(g->at) <= x->tx->now) {
		note_clear(note);
		r = ERR_OK;
	}
	return r != ERR_OK ? r : ledger_append(x->tx, &incident_event_timed,
	    x->id, VALUES(&ev), &x->seq, note);
}

/* ---- outages and areas ---- */

static enum err
outage_check(const struct saying *x, const struct incident_outage_given *g,
    struct note *note)
{
	if (moment_first(g->since) > x->tx->now ||
	    (g->until.ms != DEADLINE_NEVER &&
	    moment_first(g->until) > x->tx->now))
		return NOTE(note, ERR_INVALID, M("An outage cannot lie in the "
		    "future. Leave its end out as long as it lasts."));
	return g->until.ms == DEADLINE_NEVER ||
	    moment_before(g->until, g->since) != TRUTH_YES ? ERR_OK :
	    NOTE(note, ERR_INVALID, M("The outage would end at {until}, before "
	    "it began at {since}."), A_MOMENT("until", g->until.ms),
	    A_MOMENT("since", g->since.ms));
}

static enum err
outage_say(struct saying *x, const struct incident_outage_given *g,
    struct note *note)
{
	const struct incident_outage_said ev = {
		.what = V_TEXT(g->what),
		.system = value_key(g->system),
		.since = value_moment(g->since),
		.until = value_moment(g->until),
		.instead = count_value(g->instead),
		.reason = value_text(x->what->reason),
	};
	const struct incident_outage *list = NULL;
	bool there = false;
	size_t n = 0;
	enum err r;

	if ((r = outage_check(x, g, note)) != ERR_OK ||
	    (r = incident_outages_of(x->tx->st, x->tx->a, x->id, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++)
		there |= list[i].entry == g->instead && list[i].ended < 0;
	/* That it has ended is no correction. */
	for (size_t i = 0; i < n; i++)
		if (list[i].entry == g->instead && list[i].ended < 0 &&
		    list[i].until == DEADLINE_NEVER &&
		    list[i].since == g->since.ms)
			return ledger_append(x->tx, &incident_event_outage,
			    x->id, VALUES(&ev), &x->seq, note);
	if ((r = instead_check(x, there, g->instead, note)) != ERR_OK)
		return r;
	return ledger_append(x->tx, &incident_event_outage, x->id,
	    VALUES(&ev), &x->seq, note);
}

static enum err
area_say(struct saying *x, const struct incident_area_given *g,
    struct note *note)
{
	const struct incident_area_said ev = {
		.region = V_KEY(g->region),
		.people = count_value(g->people),
		.population = count_value(g->population),
		.instead = count_value(g->instead),
		.reason = value_text(x->what->reason),
	};
	const struct incident_area *list = NULL;
	bool there = false;
	size_t n = 0;
	enum err r;

	if (g->people >= 0 && g->population >= 0 && g->people > g->population)
		return NOTE(note, ERR_INVALID, M("{people} people cannot be "
		    "affected where {population} live."),
		    A_INT("people", g->people),
		    A_INT("population", g->population));
	if ((r = incident_areas(x->tx->st, x->tx->a, x->id, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++)
		there |= list[i].entry == g->instead && list[i].ended < 0;
	if ((r = instead_check(x, there, g->instead, note)) != ERR_OK)
		return r;
	return ledger_append(x->tx, &incident_event_area, x->id, VALUES(&ev),
	    &x->seq, note);
}

static enum err
part_say(struct saying *x, const struct incident_part_given *g,
    struct note *note)
{
	const struct incident_involved ev = {
		.part = V_TEXT(g->part),
		.system = value_key(g->system),
		.body = value_key(g->body),
		.person = value_key(g->person),
		.reason = value_text(g->reason),
	};

	if (!key_none(g->person) && g->reason.n == 0)
		return NOTE(note, ERR_INVALID, M("A person is named only with "
		    "a reason: --reason."));
	return ledger_append(x->tx, &incident_event_involved, x->id,
	    VALUES(&ev), &x->seq, note);
}

enum err
incident_say_all(struct tx *tx, struct key id,
    const struct incident_say *what, int64_t *ret_seq, struct note *note)
{
	struct saying x = { tx, id, what, -1 };
	enum err r = facts_say(&x, note);

	for (size_t i = 0; i < what->ntimes && r == ERR_OK; i++)
		r = time_say(&x, &what->times[i], note);
	for (size_t i = 0; i < what->noutages && r == ERR_OK; i++)
		r = outage_say(&x, &what->outages[i], note);
	for (size_t i = 0; i < what->nareas && r == ERR_OK; i++)
		r = area_say(&x, &what->areas[i], note);
	for (size_t i = 0; i < what->nparts && r == ERR_OK; i++)
		r = part_say(&x, &what->parts[i], note);
	*ret_seq = x.seq;
	return r;
}
