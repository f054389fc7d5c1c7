/* SPDX-License-Identifier: Apache-2.0 */
#include "base/show.h"

#include <inttypes.h>

static const struct str beijing = { "Asia/Shanghai", 13 };

/* "UTC+8", "UTC-3:30", "UTC". */
static void
put_offset(struct buf *b, int seconds)
{
	int minutes = (seconds < 0 ? -seconds : seconds) / 60;

	buf_text(b, "UTC");
	if (seconds == 0)
		return;
	buf_fmt(b, "%c%d", seconds < 0 ? '-' : '+', minutes / 60);
	if (minutes % 60 != 0)
		buf_fmt(b, ":%02d", minutes % 60);
}

/* A date is one of the house's calendar; what has a time is put on the wall's
 * clock. */
static bool
has_time(struct moment m)
{
	return m.prec <= PREC_HOUR;
}

static void
put_date(struct buf *b, const struct civil *c, enum precision prec)
{
	buf_fmt(b, "%04d", c->year);
	if (prec <= PREC_MONTH)
		buf_fmt(b, "-%02d", c->month);
	if (prec <= PREC_DAY)
		buf_fmt(b, "-%02d", c->day);
}

static void
put_time(struct buf *b, const struct civil *c, enum precision prec)
{
	buf_fmt(b, "%02d:%02d", c->hour, c->minute);
	if (prec <= PREC_SECOND)
		buf_fmt(b, ":%02d", c->second);
	if (prec == PREC_MS)
		buf_fmt(b, ".%03d", c->ms);
}

/* An hour need not be a whole one where the reader is: then from and to. */
static void
put_hour(struct buf *b, struct voice v, struct moment m)
{
	struct civil c = zone_local(v.zone, moment_first(m));

	if (c.minute == 0) {
		say_into(b, v, M("{hour} h"), (const struct arg[]){
		    A_INT("hour", c.hour), { 0 } });
		return;
	}
	put_time(b, &c, PREC_MINUTE);
	c = zone_local(v.zone, moment_past(m));
	buf_text(b, " – ");
	put_time(b, &c, PREC_MINUTE);
}

void
show_moment_short(struct buf *b, struct voice v, struct moment m)
{
	struct civil c = has_time(m) ? zone_local(v.zone, moment_first(m)) :
	    civil_from_ms(m.ms);

	put_date(b, &c, m.prec);
	if (!has_time(m))
		return;
	buf_char(b, ' ');
	if (m.prec == PREC_HOUR)
		put_hour(b, v, m);
	else
		put_time(b, &c, m.prec);
}

void
show_moment(struct buf *b, struct voice v, struct moment m)
{
	struct buf time = { .in = b->in }, zone = { .in = b->in };
	int offset = zone_offset(v.zone, m.ms);

	if (!has_time(m)) {
		show_moment_short(b, v, m);
		return;
	}
	show_moment_short(&time, v, m);
	/* In the summers of 1986 to 1991 Beijing's clocks were an hour on. */
	if (str_is(beijing, zone_name(v.zone)) && offset == 8 * 60 * 60)
		buf_text(&zone, say(v.lang, M("Beijing time")));
	else
		put_offset(&zone, offset);
	say_into(b, v, M("{time} ({zone})"), (const struct arg[]){
	    A_TEXT("time", buf_view(&time)),
	    A_TEXT("zone", buf_view(&zone)), { 0 } });
	b->failed = b->failed || time.failed || zone.failed;
	buf_free(&time);
	buf_free(&zone);
}

void
show_zone(struct buf *b, struct voice v)
{
	const char *name = zone_name(v.zone);

	buf_text(b, str_is(beijing, name) ? say(v.lang, M("Beijing time")) :
	    name);
}

void
show_day(struct buf *b, struct voice v, int64_t day)
{
	if (day == DAY_OPEN)
		buf_text(b, say(v.lang, M("open")));
	else
		day_put(b, day);
}

void
show_int(struct buf *b, struct voice v, int64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%" PRIu64,
	    n < 0 ? -(uint64_t)n : (uint64_t)n);

	(void)v;	/* grouped alike in both languages */
	if (n < 0)
		buf_char(b, '-');
	/* Up to four digits stay together (GB/T 15835), so that a year does. */
	for (int i = 0; i < len; i++) {
		if (len > 4 && i > 0 && (len - i) % 3 == 0)
			buf_char(b, ' ');
		buf_char(b, digits[i]);
	}
}

struct unit {
	int64_t		 ms;
	const char	*msgid;
};

static const struct unit units[] = {
	{ DAY_MS,	M("{n} d") },
	{ HOUR_MS,	M("{n} h") },
	{ MINUTE_MS,	M("{n} min") },
	{ SECOND_MS,	M("{n} s") },
	{ 1,		M("{n} ms") },
};

enum { UNITS = sizeof units / sizeof units[0] };

static void
put_unit(struct buf *b, struct voice v, const struct unit *u, uint64_t n)
{
	say_into(b, v, u->msgid, (const struct arg[]){
	    A_INT("n", (int64_t)n), { 0 } });
}

/* The largest unit and the next below it, the rest cut: a term of days is not
 * told in seconds. */
void
show_duration_ms(struct buf *b, struct voice v, int64_t ms)
{
	uint64_t left = ms < 0 ? -(uint64_t)ms : (uint64_t)ms, small;
	size_t i = 0;

	if (ms == 0) {
		put_unit(b, v, &units[UNITS - 2], 0);
		return;
	}
	if (ms < 0)
		buf_char(b, '-');
	while (left < (uint64_t)units[i].ms)
		i++;
	put_unit(b, v, &units[i], left / (uint64_t)units[i].ms);
	/* Beside whole seconds the thousandths do not count. */
	if (i + 2 >= UNITS)
		return;
	small = left % (uint64_t)units[i].ms / (uint64_t)units[i + 1].ms;
	if (small != 0) {
		buf_char(b, ' ');
		put_unit(b, v, &units[i + 1], small);
	}
}

void
show_bytes(struct buf *b, struct voice v, int64_t n)
{
	static const char *const names[] = { "KB", "MB", "GB", "TB", "PB" };
	enum { NAMES = sizeof names / sizeof names[0] };
	uint64_t left = n < 0 ? -(uint64_t)n : (uint64_t)n, tenths;
	size_t i = 0;

	if (n < 0)
		buf_char(b, '-');
	if (left < 1024) {
		say_into(b, v, M("{n} bytes"), (const struct arg[]){
		    A_INT("n", (int64_t)left), { 0 } });
		return;
	}
	for (; left >= UINT64_C(1024) * 1024 && i + 1 < NAMES; i++)
		left /= 1024;
	tenths = (left * 10 + 512) / 1024;
	/* What rounding brought to 1 024 is 1 of the next. */
	if (tenths >= 10240 && i + 1 < NAMES) {
		tenths = 10;
		i++;
	}
	show_int(b, v, (int64_t)(tenths / 10));
	if (tenths < 1000)
		buf_fmt(b, ".%d", (int)(tenths % 10));
	buf_fmt(b, " %s", names[i]);
}
