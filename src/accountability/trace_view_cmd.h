/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of `anze trace show` share? */
#ifndef ACCOUNTABILITY_TRACE_VIEW_CMD_H
#define ACCOUNTABILITY_TRACE_VIEW_CMD_H

#include "accountability/trace.h"
#include "cli/terminal.h"
#include "pack/tell.h"

/* One attribution of the packs; one thing to be explained. */
struct trace_bearing_view {
	struct value	title, sentence, why, outcome, rule;
};
struct trace_signal_view {
	struct value	kind, what, since, entry, answers;
};
extern const struct fields trace_bearing_fields, trace_signal_fields;

struct trace_rung_view;
struct trace_said_view;
struct app;

struct trace_showing {
	struct cmd			*c;
	struct app			*app;
	struct trace			 t;
	const struct trace_rung		*list;
	const struct trace_said		*says;
	size_t				 n, nsays;
	enum trigger_state		 confirmation;
	struct incident			 i;
	const struct book		*book;
	struct incident_case		 known;
	struct book_case		 bc;
	struct judgement		 j;
	struct tell			 tell;
	struct trace_rung_view		*rungs;
	struct trace_said_view		*said;
	struct trace_bearing_view	*bearings;
	struct trace_signal_view	*signals;
	size_t				 nbearings, nsignals;
};

/* Whom the attributions of the packs in force mean, into ${x->bearings}. */
enum err trace_bearings_view(struct trace_showing *x, struct note *note);

/* What is to be explained, into ${x->signals}, if whoever asks is in the case. */
enum err trace_signals_view(struct trace_showing *x, struct note *note);

static inline struct value
trace_minute(int64_t ms)
{
	return value_moment((struct moment){ ms, PREC_MINUTE });
}

static inline struct value
trace_entry(int64_t entry)
{
	struct value v = { .given = GIVEN_NOT };

	if (entry >= 0)
		v = (struct value)V_INT(entry);
	return v;
}

#endif
