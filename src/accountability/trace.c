/* SPDX-License-Identifier: Apache-2.0 */
/* Which rungs wait, and for whom is a case his own? */
#include "accountability/trace_in.h"

int
trace_word(const struct choice *choices, struct str word)
{
	for (int i = 0; choices[i].word != NULL; i++)
		if (str_is(word, choices[i].word))
			return i;
	return -1;
}

bool
trace_is_apart(enum rung_kind kind)
{
	return kind == RUNG_COORDINATING || kind == RUNG_SUPERVISING;
}

int
trace_order(enum rung_kind kind, int64_t height)
{
	enum { ABOVE = RUNG_SUPERIOR_DIRECT, APART = 1000 };

	if (trace_is_apart(kind))
		return APART + (int)kind;
	/* In each body above: who is directly responsible, then who is first. */
	return kind < RUNG_SUPERIOR_DIRECT ? (int)kind :
	    ABOVE + 2 * (int)height + (kind == RUNG_SUPERIOR_FIRST);
}

/* Is it the place of those who are still to be designated? */
static bool
is_placeholder(const struct trace_rung *rung)
{
	return rung->rung == RUNG_INVOLVED && key_none(rung->person);
}

enum rung_state
trace_rung_state(const struct trace_rung *list, size_t n,
    const struct trace_rung *rung)
{
	/* 协调监管不力的: only then, and never by the machine. */
	if (trace_is_apart(rung->rung) && rung->stands < 0)
		return RUNG_NOT_ESTABLISHED;
	if (rung->examined >= 0)
		return RUNG_EXAMINED;
	for (size_t i = 0; is_placeholder(rung) && i < n; i++)
		if (list[i].rung == RUNG_INVOLVED && !key_none(list[i].person))
			return RUNG_FILLED;
	return RUNG_WAITS;
}

size_t
trace_waiting(const struct trace_rung *list, size_t n)
{
	size_t waiting = 0;
	bool involved = false;

	for (size_t i = 0; i < n; i++)
		involved |= list[i].rung == RUNG_INVOLVED &&
		    !key_none(list[i].person);
	for (size_t i = 0; i < n; i++)
		waiting += list[i].examined < 0 &&
		    !(trace_is_apart(list[i].rung) && list[i].stands < 0) &&
		    !(is_placeholder(&list[i]) && involved);
	return waiting;
}

/*
 * The rungs above belong to whoever leads the body, and may reach the top; that
 * he stands there does not yet make the case his own.
 */
bool
trace_concerns(const struct trace_rung *list, size_t n, struct key person)
{
	for (size_t i = 0; i < n; i++)
		if (!key_none(person) && key_eq(list[i].person, person) &&
		    list[i].rung < RUNG_SUPERIOR_DIRECT)
			return true;
	return false;
}
