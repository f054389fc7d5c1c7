/* SPDX-License-Identifier: Apache-2.0 */
#include "base/calendar.h"

#include <assert.h>

#include "base/csv.h"
#include "base/hash.h"
#include "base/utf8.h"

enum {
	COLUMNS		= 3,
	NAME_CHARS_MAX	= 60,
	SATURDAY	= 6,
	HEX		= 2 * HASH_BYTES + 1
};

static const char *const heads[COLUMNS] = { "date", "kind", "name" };

struct calendar {
	int		  first_year, last_year;
	int64_t		  first, past;	/* days covered: first <= d < past */
	const int32_t	 *upto;		/* working days among the first i */
	const char	**name;		/* of day first + i, or NULL */
	char		  hash[HEX];
};

/* One listed day. */
struct listed {
	int64_t		 day;
	bool		 works;
	const char	*name;
};

struct reading {
	struct arena	*a;
	struct str	 text;		/* not yet read */
	struct csv	*csv;
	struct listed	*rows;
	size_t		 n;
};

static long
text_read(void *arg, void *to, size_t n)
{
	struct reading *r = arg;

	if (n > r->text.n)
		n = r->text.n;
	if (n != 0)
		memcpy(to, r->text.p, n);
	r->text = str_part(r->text, n, r->text.n);
	return (long)n;
}

static enum err
fault(struct reading *rd, struct note *note, int64_t column, const char *msg,
    struct str text)
{
	note_where(note, (struct where){ .line = csv_line(rd->csv),
	    .column = column });
	return NOTE(note, ERR_INVALID, msg, A_TEXT("text", text));
}

static enum err
read_heads(struct reading *rd, struct note *note)
{
	const struct str *cells;
	size_t n;
	enum err r;

	if ((r = csv_next(rd->csv, &cells, &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < COLUMNS; i++)
		if (n != COLUMNS || !str_is(cells[i], heads[i]))
			return fault(rd, note, 0, M("A calendar begins with the "
			    "line date,kind,name. Write it first."), S(""));
	return ERR_OK;
}

static enum err
row_keep(struct reading *rd, const struct str *cells, size_t n,
    struct note *note)
{
	struct listed *row = &rd->rows[rd->n];
	size_t chars;

	if (n != COLUMNS)
		return fault(rd, note, 0, M("A day of the calendar is three "
		    "cells: date, kind and name. Write it like "
		    "2026-10-10,workday,国庆节."), S(""));
	if (rd->n == CALENDAR_DAYS_MAX)
		return NOTE(note, ERR_LIMIT, M("A calendar lists at most {most} "
		    "days. Leave out the oldest years."),
		    A_INT("most", CALENDAR_DAYS_MAX));
	if (!day_parse(cells[0], &row->day))
		return fault(rd, note, 1, M("\"{text}\" is no date. Write it "
		    "like 2026-10-01, and only days that exist."), cells[0]);
	row->works = str_is(cells[1], "workday");
	if (!row->works && !str_is(cells[1], "holiday"))
		return fault(rd, note, 2, M("\"{text}\" is no kind of day. "
		    "Write holiday for a day off, workday for a weekend day on "
		    "which work is done."), cells[1]);
	if (row->works && day_of_week(row->day) < SATURDAY)
		return fault(rd, note, 1, M("{text} is a working day as it is. "
		    "A workday is a Saturday or Sunday that is worked instead "
		    "of another day; correct the date or the kind."), cells[0]);
	chars = utf8_count(cells[2]);
	if (chars == 0 || chars > NAME_CHARS_MAX)
		return fault(rd, note, 3, M("The name of a day has 1 to 60 "
		    "characters, like 国庆节. Correct it."), cells[2]);
	row->name = str_copy(rd->a, cells[2]).p;
	rd->n++;
	return ERR_OK;
}

static enum err
read_rows(struct reading *rd, struct note *note)
{
	const struct str *cells;
	size_t n, room = 0;
	enum err r;

	while ((r = csv_next(rd->csv, &cells, &n, note)) == ERR_OK && n != 0) {
		if (rd->n == room) {
			struct listed *more = arena_grow(rd->a, rd->rows,
			    room * sizeof *more,
			    (room == 0 ? 512 : 2 * room) * sizeof *more);

			if (more == NULL)
				return note_memory(note);
			rd->rows = more;
			room = room == 0 ? 512 : 2 * room;
		}
		if ((r = row_keep(rd, cells, n, note)) != ERR_OK)
			return r;
	}
	if (r == ERR_OK && rd->n == 0)
		r = NOTE(note, ERR_INVALID, M("The calendar lists no day. Give "
		    "the days off and the days made up for of one year at "
		    "least."));
	return r;
}

static int
by_day(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	return x->day < y->day ? -1 : x->day > y->day;
}

/* Each day once, and no year forgotten in between. */
static enum err
check_rows(const struct reading *rd, struct note *note)
{
	int year = civil_from_day(rd->rows[0].day).year, next;

	for (size_t i = 1; i < rd->n; i++) {
		if (rd->rows[i].day == rd->rows[i - 1].day)
			return NOTE(note, ERR_INVALID, M("The calendar lists "
			    "{day} twice. Keep one of the two lines."),
			    A_DAY("day", rd->rows[i].day));
		next = civil_from_day(rd->rows[i].day).year;
		if (next > year + 1)
			return NOTE(note, ERR_INVALID, M("The calendar lists no "
			    "day of {year}, but years before and after it. Add "
			    "the arrangement of that year."),
			    A_INT("year", year + 1));
		year = next;
	}
	if (year - civil_from_day(rd->rows[0].day).year >= CALENDAR_YEARS_MAX)
		return NOTE(note, ERR_LIMIT, M("A calendar covers at most "
		    "{most} years. Leave out the oldest."),
		    A_INT("most", CALENDAR_YEARS_MAX));
	return ERR_OK;
}

/* Give every day covered its place: listed ones as they are called, the others
 * by the week. */
static enum err
lay_out(struct calendar *c, const struct reading *rd, struct note *note)
{
	size_t days = (size_t)(c->past - c->first), next = 0;
	int32_t *upto = NEW_ARRAY(rd->a, int32_t, days + 1);

	c->name = NEW_ARRAY(rd->a, const char *, days);
	if (upto == NULL || c->name == NULL)
		return note_memory(note);
	for (size_t i = 0; i < days; i++) {
		int64_t day = c->first + (int64_t)i;
		bool works = day_of_week(day) < SATURDAY;

		if (next < rd->n && rd->rows[next].day == day) {
			works = rd->rows[next].works;
			c->name[i] = rd->rows[next++].name;
		}
		upto[i + 1] = upto[i] + works;
	}
	c->upto = upto;
	return ERR_OK;
}

static enum err
build(struct reading *rd, struct str csv, const struct calendar **ret,
    struct note *note)
{
	struct calendar *c = NEW(rd->a, struct calendar);
	struct hash hash = hash_of(csv.p, csv.n);
	struct str hex = str_hex(rd->a, hash.b, sizeof hash.b);
	enum err r;

	if (c == NULL || arena_failed(rd->a))
		return note_memory(note);
	qsort(rd->rows, rd->n, sizeof *rd->rows, by_day);
	if ((r = check_rows(rd, note)) != ERR_OK)
		return r;
	c->first_year = civil_from_day(rd->rows[0].day).year;
	c->last_year = civil_from_day(rd->rows[rd->n - 1].day).year;
	c->first = day_from_civil(c->first_year, 1, 1);
	c->past = day_from_civil(c->last_year + 1, 1, 1);
	memcpy(c->hash, hex.p, sizeof c->hash);
	if ((r = lay_out(c, rd, note)) == ERR_OK)
		*ret = c;
	return r;
}

enum err
calendar_parse(struct arena *a, struct str csv, const struct calendar **ret,
    struct note *note)
{
	struct reading rd = { .a = a, .text = csv };
	struct csv_source from = { text_read, &rd };
	enum err r;

	if ((r = csv_open(&from, &rd.csv, note)) != ERR_OK ||
	    (r = read_heads(&rd, note)) != ERR_OK ||
	    (r = read_rows(&rd, note)) != ERR_OK)
		goto out;
	r = build(&rd, csv, ret, note);
out:
	csv_close(rd.csv);
	return r;
}

int
calendar_first_year(const struct calendar *c)
{
	return c->first_year;
}

int
calendar_last_year(const struct calendar *c)
{
	return c->last_year;
}

const char *
calendar_hash(const struct calendar *c)
{
	return c->hash;
}

static bool
covers(const struct calendar *c, int64_t day)
{
	return day >= c->first && day < c->past;
}

enum truth
calendar_works(const struct calendar *c, int64_t day)
{
	int64_t i;

	if (!covers(c, day))
		return TRUTH_OPEN;
	i = day - c->first;
	return c->upto[i + 1] > c->upto[i] ? TRUTH_YES : TRUTH_NO;
}

const char *
calendar_name(const struct calendar *c, int64_t day)
{
	return covers(c, day) ? c->name[day - c->first] : NULL;
}

enum truth
calendar_after(const struct calendar *c, int64_t day, int n, int64_t *ret_day)
{
	int64_t low, high = c->past - c->first, want;

	assert(n >= 1);
	if (!covers(c, day + 1)) {
		*ret_day = day + 1;
		return TRUTH_OPEN;
	}
	low = day + 1 - c->first;
	want = (int64_t)c->upto[low] + n;
	if (c->upto[high] < want) {
		*ret_day = c->past;
		return TRUTH_OPEN;
	}
	/* The first day up to which as many were worked as are wanted. */
	while (low < high) {
		int64_t middle = low + (high - low) / 2;

		if (c->upto[middle + 1] < want)
			low = middle + 1;
		else
			high = middle;
	}
	*ret_day = c->first + low;
	return TRUTH_YES;
}

enum truth
calendar_between(const struct calendar *c, int64_t from, int64_t to,
    int *ret_n)
{
	if (to <= from) {
		*ret_n = 0;
		return TRUTH_YES;
	}
	if (!covers(c, from + 1) || !covers(c, to))
		return TRUTH_OPEN;
	*ret_n = c->upto[to + 1 - c->first] - c->upto[from + 1 - c->first];
	return TRUTH_YES;
}
