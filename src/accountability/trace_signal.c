/* SPDX-License-Identifier: Apache-2.0 */
#include "accountability/trace_signal.h"

const struct choice trace_signals[] = {
	[SIGNAL_NOT_REPORTED] = { "not_reported", M("known, and no report is "
	    "recorded by when it was due") },
	[SIGNAL_CHANGED] = { "changed", M("a fact was changed once somebody "
	    "inquired") },
	[SIGNAL__MAX] = { NULL, NULL }
};

int64_t
trace_inquiry(const struct incident_moment *times, size_t n,
    int64_t confirmed)
{
	int64_t first = confirmed;

	for (size_t i = 0; i < n; i++)
		if (times[i].ended < 0 && times[i].kind == TIME_INSTRUCTED &&
		    times[i].entry < first)
			first = times[i].entry;
	return first;
}

/* When was it known: discovered, or told of? */
static int64_t
known_since(const struct trace_signal_of *x, int64_t *ret_entry)
{
	int64_t first = DEADLINE_NEVER;

	for (size_t i = 0; i < x->ntimes; i++) {
		const struct incident_moment *m = &x->times[i];
		const int64_t at = moment_first(m->at);

		if (m->ended >= 0 || (m->kind != TIME_DISCOVERED &&
		    m->kind != TIME_LEARNED) ||
		    (first != DEADLINE_NEVER && at >= first))
			continue;
		first = at;
		*ret_entry = m->entry;
	}
	return first;
}

/* What only may have been required, or has no figure, tells nothing. */
static bool
was_missed(const struct deadline *d, int64_t now)
{
	const bool initial = d->is.kind == CLOCK_INITIAL;

	return initial && d->is.state == DEADLINE_RUNS &&
	    d->is.due != DEADLINE_NEVER && d->is.due < now &&
	    (d->met == DEADLINE_NEVER || d->met > d->is.due);
}

/* Said otherwise than before, by an entry behind the inquiry's; what another body
 * says is not for those of this one to explain. */
static bool
was_changed(const struct trace_signal_of *x, size_t i)
{
	const struct incident_fact *f = &x->facts[i];
	const struct incident_fact *before = i > 0 ? &x->facts[i - 1] : NULL;

	return before != NULL && str_eq(before->fact, f->fact) &&
	    before->rec_end == f->rec && f->rec > x->inquiry &&
	    (key_none(f->asserter) || key_eq(f->asserter, x->body)) &&
	    before->value.n > 0 && !before->removed && !f->removed &&
	    !str_eq(before->value, f->value);
}

size_t
trace_signals_find(const struct trace_signal_of *x, struct trace_signal *ret)
{
	int64_t entry = -1;
	const int64_t known = known_since(x, &entry);
	size_t n = 0;

	for (size_t i = 0; known != DEADLINE_NEVER && i < x->ndeadlines; i++)
		if (was_missed(&x->deadlines[i], x->now))
			ret[n++] = (struct trace_signal){
				.kind = SIGNAL_NOT_REPORTED,
				.what = x->deadlines[i].is.of.rule,
				.since = known,
				.entry = entry,
			};
	for (size_t i = 0; i < x->nfacts; i++)
		if (was_changed(x, i))
			ret[n++] = (struct trace_signal){
				.kind = SIGNAL_CHANGED,
				.what = x->facts[i].fact,
				.since = DEADLINE_NEVER,
				.entry = x->facts[i].rec,
			};
	return n;
}
