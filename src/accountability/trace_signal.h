/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What ought the person concerned be asked to explain?  Derived each time from
 * what is recorded of the incident, for those in the case alone: nothing of it is
 * stored, counted or kept, and none of it says that anybody did wrong.
 *
 * A late entry, a correction by the reporter before any inquiry, and what another
 * body says, are no signals.
 */
#ifndef ACCOUNTABILITY_TRACE_SIGNAL_H
#define ACCOUNTABILITY_TRACE_SIGNAL_H

#include "accountability/trace.h"

enum trace_signal_kind {
	SIGNAL_NOT_REPORTED,	/* known, and no report is recorded in time */
	SIGNAL_CHANGED,		/* a fact was changed once somebody inquired */
	SIGNAL__MAX
};
extern const struct choice trace_signals[];

struct trace_signal {
	enum trace_signal_kind	 kind;
	struct str		 what;	/* the clock's rule; the fact */
	int64_t			 since;	/* known; due; UTC ms */
	int64_t			 entry;	/* that says it; -1 */
};

/* What is recorded of the incident. */
struct trace_signal_of {
	const struct incident_moment	*times;
	size_t				 ntimes;
	const struct incident_fact	*facts;	/* all, by fact and entry */
	size_t				 nfacts;
	const struct deadline		*deadlines;
	size_t				 ndeadlines;
	struct key			 body;	/* in which it happened */
	int64_t				 inquiry;	/* the entry from which
							 * somebody inquires */
	int64_t				 now;
};

/* In ${ret}, which has room for nfacts + ndeadlines; returns how many. */
size_t trace_signals_find(const struct trace_signal_of *x,
    struct trace_signal *ret);

/* The first entry that says that somebody inquires: an instruction, else
 * ${confirmed}. */
int64_t trace_inquiry(const struct incident_moment *times, size_t n,
    int64_t confirmed);

#endif
