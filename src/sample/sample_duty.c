/* SPDX-License-Identifier: Apache-2.0 */
/* Telephones of a body, and who was on duty in the last weeks. */
#include "sample/sample_in.h"

enum {
	/* Of a thousand. */
	HAS_DUTY	= 960,
	HAS_BACKUP	= 260,
	HAS_FAX		= 150,
	SMALL_HAS_DUTY	= 750,
	TESTED_LATELY	= 720,
	TESTED_ONCE	= 150,	/* the rest never */
	ANSWERED	= 930
};

/* An area code that nobody has. */
static struct str
phone_number(struct making *m, const struct made *b, int which)
{
	struct dice d;

	/* The same whoever asks: rosters name the duty telephone. */
	dice_seed(&d, m->what->seed + 7, b->code);
	return str_fmt(m->scratch, "0000-%06u%02d", dice_below(&d, 1000000),
	    which);
}

static void
phone_put(struct making *m, const struct made *b, const char *kind, int which)
{
	const int64_t last = b->to < m->what->on ? b->to : m->what->on;
	const uint32_t lot = dice_below(&m->dice, 1000);
	int64_t tested = DAY_OPEN;
	struct str result = S("");

	if (lot < TESTED_LATELY)
		tested = last - dice_from(&m->dice, 3, 150);
	else if (lot < TESTED_LATELY + TESTED_ONCE)
		tested = last - dice_from(&m->dice, 200, 900);
	if (tested < b->from)
		tested = DAY_OPEN;
	if (tested != DAY_OPEN)
		result = dice_in(&m->dice, ANSWERED) ? S("answered") :
		    S("no_answer");
	m->phones++;
	ROW(m, SAMPLE_PHONES, SOURCE, row_numbered(m, "D", m->phones),
	    row_ref(m, b->code), phone_number(m, b, which), str_of(kind),
	    row_day(m, tested), result, row_day(m, b->from),
	    row_day(m, b->to));
}

/* A shift from ${hour} on ${day} on, in the zone of Beijing. */
static void
shift_put(struct making *m, const struct made *b, uint32_t person,
    const char *role, int64_t day, int64_t until, const char *from,
    const char *to)
{
	if (person == 0)
		return;
	m->rosters++;
	ROW(m, SAMPLE_ROSTERS, SOURCE, row_numbered(m, "W", m->rosters),
	    row_ref(m, b->code), holder_ref(m, person), str_of(role),
	    phone_number(m, b, 1), str_fmt(m->scratch, "%.*sT%s+08:00",
	    STR_ARG(row_day(m, day)), from), str_fmt(m->scratch,
	    "%.*sT%s+08:00", STR_ARG(row_day(m, until)), to));
}

/* Day and night one officer each, and a leader for the whole day. */
static void
roster_make(struct making *m, const struct made *b)
{
	const int64_t first = m->what->on -
	    scale_rows[m->what->scale].roster_days;
	size_t turn = dice_below(&m->dice, 6);

	for (int64_t day = first; day < m->what->on; day++, turn++) {
		const uint32_t early = holder_open(m, b, true, 2 * turn,
		    first);
		const uint32_t late = holder_open(m, b, true, 2 * turn + 1,
		    first);

		shift_put(m, b, early, "duty_officer", day, day, "08:30",
		    "17:30");
		shift_put(m, b, late, "duty_officer", day, day + 1, "17:30",
		    "08:30");
		shift_put(m, b, holder_open(m, b, false, turn, first),
		    "leader", day, day + 1, "08:30", "08:30");
	}
}

void
made_duty(struct making *m, const struct made *b)
{
	const bool small = str_is(b->posts, "small") || b->level == 4;

	if (!b->outline && dice_in(&m->dice, small ? SMALL_HAS_DUTY :
	    HAS_DUTY)) {
		phone_put(m, b, "duty", 1);
		if (!small && dice_in(&m->dice, HAS_BACKUP))
			phone_put(m, b, "backup", 2);
		if (!small && dice_in(&m->dice, HAS_FAX))
			phone_put(m, b, "fax", 3);
	}
	if (!b->outline && b->to == DAY_OPEN && (str_is(b->posts, "office") ||
	    str_is(b->posts, "notification") ||
	    str_is(b->kind, "大数据中心")))
		roster_make(m, b);
}
