/* SPDX-License-Identifier: Apache-2.0 */
/* Dates, times and durations in their normal form, which is read again. */
#include <inttypes.h>

#include "feel/feel_time.h"

/* ".5", or nothing: no zeros at the end. */
static void
fraction_put(struct buf *b, int64_t nano)
{
	int width = 9;

	if (nano == 0)
		return;
	for (; nano % 10 == 0; width--)
		nano /= 10;
	buf_fmt(b, ".%0*" PRId64, width, nano);
}

static void
two_put(struct buf *b, char mark, int n)
{
	if (mark != '\0')
		buf_char(b, mark);
	buf_char(b, (char)('0' + n / 10));
	buf_char(b, (char)('0' + n % 10));
}

void
feel_date_put(struct buf *b, int64_t day)
{
	struct civil c = civil_from_day(day);

	buf_fmt(b, "%s%04d", c.year < 0 ? "-" : "",
	    c.year < 0 ? -c.year : c.year);
	two_put(b, '-', c.month);
	two_put(b, '-', c.day);
}

static void
clock_put(struct buf *b, int64_t nano)
{
	two_put(b, '\0', (int)(nano / FEEL_HOUR));
	two_put(b, ':', (int)(nano / FEEL_MINUTE % 60));
	two_put(b, ':', (int)(nano / FEEL_SECOND % 60));
	fraction_put(b, nano % FEEL_SECOND);
}

void
feel_place_put(struct buf *b, const struct feel_place *p)
{
	int offset = p->offset < 0 ? -p->offset : p->offset;

	if (p->hang == FEEL_ZONED) {
		buf_char(b, '@');
		buf_text(b, zone_name(p->zone));
	} else if (p->hang == FEEL_OFFSET && offset == 0) {
		buf_char(b, 'Z');
	} else if (p->hang == FEEL_OFFSET) {
		two_put(b, p->offset < 0 ? '-' : '+', offset / 3600);
		two_put(b, ':', offset / 60 % 60);
		if (offset % 60 != 0)
			two_put(b, ':', offset % 60);
	}
}

void
feel_time_put(struct buf *b, const struct feel_time *t)
{
	clock_put(b, t->nano);
	feel_place_put(b, &t->place);
}

void
feel_stamp_put(struct buf *b, const struct feel_stamp *s)
{
	feel_date_put(b, s->day);
	buf_char(b, 'T');
	clock_put(b, s->nano);
	feel_place_put(b, &s->place);
}

/* A part that is there. */
static void
part_put(struct buf *b, int64_t n, char sign)
{
	if (n == 0)
		return;
	buf_int(b, n);
	buf_char(b, sign);
}

void
feel_months_put(struct buf *b, int64_t months)
{
	if (months == 0) {
		buf_text(b, "P0M");
		return;
	}
	buf_text(b, months < 0 ? "-P" : "P");
	if (months < 0)
		months = -months;
	part_put(b, months / 12, 'Y');
	part_put(b, months % 12, 'M');
}

void
feel_span_put(struct buf *b, __int128 nano)
{
	int64_t clock;

	if (nano == 0) {
		buf_text(b, "PT0S");
		return;
	}
	buf_text(b, nano < 0 ? "-P" : "P");
	if (nano < 0)
		nano = -nano;
	part_put(b, (int64_t)(nano / FEEL_DAY), 'D');
	clock = (int64_t)(nano % FEEL_DAY);
	if (clock == 0)
		return;
	buf_char(b, 'T');
	part_put(b, clock / FEEL_HOUR, 'H');
	part_put(b, clock / FEEL_MINUTE % 60, 'M');
	if (clock % FEEL_MINUTE != 0) {
		buf_int(b, clock / FEEL_SECOND % 60);
		fraction_put(b, clock % FEEL_SECOND);
		buf_char(b, 'S');
	}
}
