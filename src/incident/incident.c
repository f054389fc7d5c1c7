/* SPDX-License-Identifier: Apache-2.0 */
/* What is possible in a chronology, and how long was something down? */
#include "incident/incident_in.h"

/* ---- the order of things ---- */

#define BIT(t)	(1U << (t))

/*
 * What can only follow something cannot lie before it.  Who found it first, the
 * provider or the body, is open; so is whether it was contained before anybody
 * was told.
 */
const struct incident_time_row incident_time_rows[TIME__MAX] = {
	[TIME_OCCURRED] = { "occurred_at", 0 },
	[TIME_PROVIDER_FOUND] = { "vendor_found_at", BIT(TIME_OCCURRED) },
	[TIME_DISCOVERED] = { "discovered_at", BIT(TIME_OCCURRED) },
	[TIME_LEARNED] = { "learned_at", BIT(TIME_OCCURRED) },
	[TIME_REPORTED] = { NULL, BIT(TIME_OCCURRED) },
	[TIME_RECEIVED] = { NULL, BIT(TIME_OCCURRED) | BIT(TIME_REPORTED) },
	[TIME_GROUP_INFORMED] = { NULL, BIT(TIME_OCCURRED) },
	[TIME_INSTRUCTED] = { NULL, BIT(TIME_OCCURRED) },
	[TIME_ANSWERED] = { NULL, BIT(TIME_OCCURRED) |
	    BIT(TIME_INSTRUCTED) },
	[TIME_RESPONSE_STARTED] = { NULL, BIT(TIME_OCCURRED) },
	[TIME_CONTAINED] = { NULL, BIT(TIME_OCCURRED) },
	[TIME_RESTORED] = { NULL, BIT(TIME_OCCURRED) },
	[TIME_HANDLING_ENDED] = { "handling_ended_at", BIT(TIME_OCCURRED) |
	    BIT(TIME_CONTAINED) | BIT(TIME_RESTORED) },
	[TIME_RESPONSE_ENDED] = { NULL, BIT(TIME_OCCURRED) |
	    BIT(TIME_RESPONSE_STARTED) },
	[TIME_NEWS] = { "new_facts_at", BIT(TIME_OCCURRED) },
	[TIME_OTHER] = { NULL, 0 },
};

static const char *
called(enum incident_time kind)
{
	return incident_times[kind].label;
}

static enum err
out_of_order(const struct incident_moment *at,
    const struct incident_moment *than, const char *msg, struct note *note)
{
	const struct arg args[NOTE_ARGS_MAX + 1] = {
		A_WORD("what", called(at->kind)),
		A_MOMENT("at", at->at.ms),
		A_WORD("other", called(than->kind)),
		A_MOMENT("then", than->at.ms),
	};

	(void)note_set(note, ERR_INVALID, msg, args);
	note_where(note, (struct where){ .field = "at" });
	return ERR_INVALID;
}

static enum err
in_future(const struct incident_moment *at, int64_t now, struct note *note)
{
	(void)NOTE(note, ERR_INVALID, M("“{what}” would be at {at}, and now it "
	    "is {now}. Enter what has happened; plans belong into a note."),
	    A_WORD("what", called(at->kind)), A_MOMENT("at", at->at.ms),
	    A_MOMENT("now", now));
	note_where(note, (struct where){ .field = "at" });
	return ERR_INVALID;
}

enum err
incident_order(const struct incident_moment *times, size_t n,
    const struct incident_moment *at, int64_t now, struct note *note)
{
	if (moment_first(at->at) > now)
		return in_future(at, now, note);
	for (size_t i = 0; i < n; i++) {
		const struct incident_moment *t = &times[i];
		const bool before = (incident_time_rows[at->kind].behind &
		    BIT(t->kind)) != 0;
		const bool behind = (incident_time_rows[t->kind].behind &
		    BIT(at->kind)) != 0;

		if (t->ended >= 0)
			continue;
		if (before && moment_before(at->at, t->at) == TRUTH_YES)
			return out_of_order(at, t, M("“{what}” at {at} would lie "
			    "before “{other}” at {then}. Correct one of the two, "
			    "or say with a reason why it is so."), note);
		if (behind && moment_before(t->at, at->at) == TRUTH_YES)
			return out_of_order(at, t, M("“{what}” at {at} would lie "
			    "after “{other}” at {then}. Correct one of the two, "
			    "or say with a reason why it is so."), note);
	}
	return ERR_OK;
}

/* ---- how long ---- */

static int
since_cmp(const void *a, const void *b)
{
	const struct incident_outage *x = *(const struct incident_outage *
	    const *)a, *y = *(const struct incident_outage *const *)b;

	if (x->since != y->since)
		return x->since < y->since ? -1 : 1;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static int64_t
end_of(const struct incident_outage *o, int64_t now)
{
	const int64_t until = o->until == DEADLINE_NEVER ? now : o->until;

	return until < o->since ? o->since : until;
}

bool
incident_outages(struct arena *a, const struct incident_outage *o, size_t n,
    struct str what, int64_t now, int64_t *ret_longest, int64_t *ret_total)
{
	const struct incident_outage **by_since = NEW_ARRAY(a,
	    const struct incident_outage *, n + 1);
	int64_t from = 0, to = 0, longest = 0, total = 0;
	size_t found = 0;

	if (by_since == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		if (o[i].ended < 0 && str_eq(o[i].what, what))
			by_since[found++] = &o[i];
	qsort(by_since, found, sizeof *by_since, since_cmp);
	for (size_t i = 0; i < found; i++) {
		const int64_t end = end_of(by_since[i], now);

		if (i == 0 || by_since[i]->since > to) {
			total += to - from;
			from = by_since[i]->since;
			to = end;
		} else if (end > to) {
			to = end;
		}
		longest = to - from > longest ? to - from : longest;
	}
	total += to - from;
	*ret_longest = longest / MINUTE_MS;
	*ret_total = total / MINUTE_MS;
	return found > 0;
}

int
incident_word(const struct choice *choices, struct str word)
{
	for (int i = 0; choices[i].word != NULL; i++)
		if (str_is(word, choices[i].word))
			return i;
	return -1;
}
