/* SPDX-License-Identifier: Apache-2.0 */
#include "roster/roster_in.h"

static enum err
minute_check(int64_t at, const char *field, struct note *note)
{
	enum err r;

	if (at % MINUTE_MS == 0)
		return ERR_OK;
	r = NOTE(note, ERR_INVALID, M("Shifts begin and end at whole minutes. "
	    "Leave the seconds out."));
	note_where(note, (struct where){ .field = field });
	return r;
}

enum err
roster_span_check(int64_t since, int64_t until, struct note *note)
{
	enum err r;

	if (until == DATED_MS_OPEN) {
		r = NOTE(note, ERR_INVALID, M("A shift has an end. Say until "
		    "when it lasts."));
		note_where(note, (struct where){ .field = "to" });
		return r;
	}
	if ((r = minute_check(since, "from", note)) != ERR_OK ||
	    (r = minute_check(until, "to", note)) != ERR_OK)
		return r;
	if (until - since <= ROSTER_SHIFT_MAX)
		return ERR_OK;
	r = NOTE(note, ERR_INVALID, M("This shift would last from {from} until "
	    "{to}; {most} days are the most. Correct its end, or part it into "
	    "several."), A_MOMENT("from", since), A_MOMENT("to", until),
	    A_INT("most", ROSTER_SHIFT_MAX / DAY_MS));
	note_where(note, (struct where){ .field = "to" });
	return r;
}

enum err
roster_hand_check(const struct dated_span *shift, int64_t at, struct key to,
    int64_t now, struct note *note)
{
	if (at > now)
		return NOTE(note, ERR_INVALID, M("{at} is still to come. Record "
		    "a hand-over when it has been made."), A_MOMENT("at", at));
	if (at < shift->since || at > shift->until + ROSTER_LATE_MAX)
		return NOTE(note, ERR_INVALID, M("The shift lasts from {from} "
		    "until {to}; it cannot be handed over at {at}. Correct the "
		    "time, or name the right shift."),
		    A_MOMENT("from", shift->since),
		    A_MOMENT("to", shift->until), A_MOMENT("at", at));
	if (key_eq(to, shift->v[ROSTER_PERSON].key))
		return NOTE(note, ERR_INVALID, M("Nobody hands over to himself. "
		    "Name who took over, or nobody."));
	return ERR_OK;
}
