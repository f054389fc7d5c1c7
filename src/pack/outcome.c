/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What are the outcomes called?
 */
#include "pack/judge_in.h"

static const struct {
	const char	*word, *said, *zh;
} outcomes[OUTCOME__MAX] = {
	[OUTCOME_MET]		= { "met", M("met"), "符合" },
	[OUTCOME_NOT_MET]	= { "not_met", M("not met"), "不符合" },
	[OUTCOME_OPEN]		= { "open", M("cannot be said yet"),
				    "暂不能判断" },
	[OUTCOME_READINGS]	= { "readings",
				    M("cannot be settled by machine"), "两可" },
	[OUTCOME_ADVISED]	= { "advised", M("met, as far as it is advised"),
				    "提示符合" },
	[OUTCOME_ADVISED_NOT]	= { "advised_not",
				    M("not met, as far as it is advised"),
				    "提示不符合" },
	[OUTCOME_NOT_IN_FORCE]	= { "not_in_force", M("not in force"),
				    "不适用" },
	[OUTCOME_PERSON]	= { "person", M("only a person opens it"),
				    "由人提出" },
};

static const struct {
	const char	*word, *said;
} states[CLOCK_STATE__MAX] = {
	[CLOCK_RUNS]		= { "runs", M("runs") },
	[CLOCK_PRECAUTION]	= { "precaution", M("runs as a precaution") },
	[CLOCK_NOT_REQUIRED]	= { "not_required", M("not required") },
	[CLOCK_NOT_IN_FORCE]	= { "not_in_force", M("not in force") },
};

const char *
outcome_word(enum outcome o)
{
	return outcomes[o].word;
}

const char *
outcome_said(enum outcome o)
{
	return outcomes[o].said;
}

const char *
outcome_zh(enum outcome o)
{
	return outcomes[o].zh;
}

const char *
clock_state_word(enum clock_state s)
{
	return states[s].word;
}

const char *
clock_state_said(enum clock_state s)
{
	return states[s].said;
}

/* Settled, but for what the words mean; else what only advises; else open. */
enum outcome
outcome_of(enum seen_as decided, enum seen_as advised)
{
	if (decided == SEEN_YES)
		return OUTCOME_MET;
	if (decided == SEEN_NO)
		return OUTCOME_NOT_MET;
	if (decided == SEEN_SPLIT || advised == SEEN_SPLIT)
		return OUTCOME_READINGS;
	if (advised == SEEN_YES)
		return OUTCOME_ADVISED;
	if (advised == SEEN_NO)
		return OUTCOME_ADVISED_NOT;
	return OUTCOME_OPEN;
}

enum truth
seen_truth(enum seen_as s)
{
	return s == SEEN_YES ? TRUTH_YES : s == SEEN_NO ? TRUTH_NO :
	    TRUTH_OPEN;
}
