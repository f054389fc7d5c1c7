/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which numbers are dates?  A workbook does not say; the number format of the
 * cell does, and what it shows is what is read: a format without a time gives
 * a day, one without seconds a minute.
 */
#include "base/sheet_in.h"

#include "base/fault.h"
#include "base/moment.h"

enum {
	DATE	= SHEET_LOOK_DATE,
	TIME	= SHEET_LOOK_TIME,
	SECOND	= SHEET_LOOK_TIME | SHEET_LOOK_SECOND,
	EITHER	= SHEET_LOOK_DATE | SHEET_LOOK_TIME | SHEET_LOOK_EITHER,
	SERIAL_MAX	= 2958465,	/* 9999-12-31 */
	FALSE_LEAP	= 60,		/* 1900-02-29, which never was */
	EPOCHS_APART	= 1462,		/* days from 1900 to 1904 */
	MS_DIGITS	= 25,		/* of a fraction of a day, and enough */
	FORMATS_KNOWN	= 59
};

/*
 * The formats that a workbook need not describe: ECMA-376 part 1, 18.8.30.
 * 27 to 36 and 50 to 58 depend on the language of the program: 34, 35, 55 and 56
 * are times in Chinese and dates in Japanese, which the number itself tells.
 */
static const unsigned char known[FORMATS_KNOWN] = {
	[14] = DATE, [15] = DATE, [16] = DATE, [17] = DATE,
	[18] = TIME, [19] = SECOND, [20] = TIME, [21] = SECOND,
	[22] = DATE | TIME,
	[27] = DATE, [28] = DATE, [29] = DATE, [30] = DATE, [31] = DATE,
	[32] = TIME, [33] = SECOND, [34] = EITHER, [35] = EITHER | SECOND,
	[36] = DATE,
	[45] = SECOND, [46] = SECOND | SHEET_LOOK_ELAPSED,
	[47] = SECOND | SHEET_LOOK_FRACTION,
	[50] = DATE, [51] = DATE, [52] = DATE, [53] = DATE, [54] = DATE,
	[55] = EITHER, [56] = EITHER | SECOND, [57] = DATE, [58] = DATE,
};

unsigned
sheet_look_of_id(int64_t id)
{
	return id >= 0 && id < FORMATS_KNOWN ? known[id] : 0;
}

/* What was found so far in a number format. */
struct format {
	unsigned	look;
	char		last;		/* the last of y m d h s */
	bool		month;		/* an m that no s has followed yet */
};

/* One of y m d h s: m is a minute behind h and before s, else a month. */
static void
letter_see(struct format *f, char c)
{
	if (c == 'm' && f->last == 'm')
		return;		/* mm */
	if (c == 's' && f->month)
		f->look |= SHEET_LOOK_TIME;
	else if (f->month && c != 'm')
		f->look |= SHEET_LOOK_DATE;
	if (c != 'm' || f->last == 'h')
		f->month = false;
	else
		f->month = true;
	if (c == 'y' || c == 'd')
		f->look |= SHEET_LOOK_DATE;
	else if (c == 'h' || (c == 'm' && !f->month))
		f->look |= SHEET_LOOK_TIME;
	else if (c == 's')
		f->look |= SHEET_LOOK_TIME | SHEET_LOOK_SECOND;
	f->last = c;
}

/* Something in brackets: [h], [mm] and [s] count beyond their limit; others
 * are colours, conditions and languages.  Return what stands behind it. */
static size_t
bracket_see(struct format *f, struct str code, size_t at)
{
	size_t end = at + str_find(str_part(code, at, code.n), ']');
	struct str in = str_part(code, at, end);
	char c = in.n == 0 ? '\0' : (char)(in.p[0] | 0x20);

	for (size_t i = 1; i < in.n; i++)
		if ((in.p[i] | 0x20) != c)
			c = '\0';
	if (c == 'h' || c == 'm' || c == 's') {
		/* Elapsed minutes are no month. */
		letter_see(f, c == 'm' ? 'h' : c);
		f->look |= SHEET_LOOK_ELAPSED;
	}
	return end;
}

/* AM/PM and A/P hold an m that is none; aaa is a day of the week in Chinese.
 * Return the last place of what stands at ${at}. */
static size_t
letter_a_see(struct format *f, struct str code, size_t at)
{
	if (str_eq_nocase(str_part(code, at, at + 5), S("AM/PM")))
		return at + 4;
	if (str_eq_nocase(str_part(code, at, at + 3), S("A/P")))
		return at + 2;
	if (str_eq_nocase(str_part(code, at, at + 3), S("aaa")))
		f->look |= SHEET_LOOK_DATE;
	return at;
}

/* The character at ${at}; return the last place of what belongs to it. */
static size_t
format_see(struct format *f, struct str code, size_t at)
{
	struct str rest = str_part(code, at, code.n);
	char c = code.p[at];

	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	switch (c) {
	case '"':
		return at + 1 + str_find(str_part(rest, 1, rest.n), '"');
	case '\\':
	case '_':
	case '*':
		return at + 1;		/* the next one is text */
	case '[':
		return bracket_see(f, code, at + 1);
	case '.':
		if (f->last == 's' && str_starts(rest, ".0"))
			f->look |= SHEET_LOOK_FRACTION;
		break;
	case 'a':
		return letter_a_see(f, code, at);
	case 'y':
	case 'm':
	case 'd':
	case 'h':
	case 's':
		letter_see(f, c);
		break;
	default:
		break;
	}
	return at;
}

unsigned
sheet_look_of_code(struct str code)
{
	struct format f = { 0 };

	/* The first section is that of positive numbers, and of dates. */
	for (size_t at = 0; at < code.n && code.p[at] != ';'; at++)
		at = format_see(&f, code, at);
	if (f.month)
		f.look |= SHEET_LOOK_DATE;
	return f.look;
}

enum { ROOT, SHEET, FORMATS, FORMAT, STYLES, STYLE };

static const struct sheet_rule rules[] = {
	{ ROOT, SHEET, false, "styleSheet" },
	{ SHEET, FORMATS, false, "numFmts" },
	{ FORMATS, FORMAT, false, "numFmt" },
	{ SHEET, STYLES, false, "cellXfs" },
	{ STYLES, STYLE, false, "xf" },
	{ 0, 0, false, NULL }
};

/* Number formats by their id, as they are described before they are used. */
static bool
format_id(const struct sheet_xml *x, int64_t *ret)
{
	struct str id;

	return sheet_xml_attr(x, "numFmtId", &id) && str_int(id, ret) &&
	    *ret >= 0 && *ret < SHEET_FORMATS_MAX;
}

static enum err
styles_read(unsigned char *looks, struct sheet_xml *x, unsigned char *formats,
    struct note *note)
{
	enum sheet_event event;
	size_t n = 0;
	struct str code;
	unsigned state;
	int64_t id;
	enum err r;

	for (;;) {
		if ((r = sheet_xml_next(x, &event, &state, note)) != ERR_OK)
			return r;
		if (event == SHEET_END)
			return ERR_OK;
		if (event != SHEET_ENTER)
			continue;
		if (state == FORMAT && format_id(x, &id) &&
		    sheet_xml_attr(x, "formatCode", &code))
			formats[id] = (unsigned char)sheet_look_of_code(code);
		if (state == STYLE && n < SHEET_STYLES_MAX)
			looks[n++] = format_id(x, &id) ? formats[id] : 0;
	}
}

enum err
sheet_look_load(unsigned char *looks, struct sheet_part *p, struct note *note)
{
	unsigned char *formats = fault_hit(FAULT_ALLOC) ? NULL :
	    calloc(1, SHEET_FORMATS_MAX);
	struct sheet_xml *x = NULL;
	enum err r;

	if (formats == NULL)
		return note_memory(note);
	memcpy(formats, known, sizeof known);
	if ((r = sheet_xml_open(p, rules, &x, note)) == ERR_OK)
		r = styles_read(looks, x, formats, note);
	sheet_xml_close(x);
	free(formats);
	return r;
}

/* Days and milliseconds of ${n}; false beyond the year 9999 and below 0. */
static bool
serial_of(const struct sheet_number *n, int64_t *ret_days, int64_t *ret_ms)
{
	int whole = (int)n->n + n->exp, i = 0;
	__int128 part = 0, unit = 1;
	int64_t days = 0;

	if (n->minus || whole > 7)
		return false;
	for (; i < whole; i++)
		days = days * 10 + (i < (int)n->n ? n->digits[i] - '0' : 0);
	for (i = whole; i < (int)n->n && i - whole < MS_DIGITS; i++) {
		part = part * 10 + (i < 0 ? 0 : n->digits[i] - '0');
		unit *= 10;
	}
	*ret_ms = (int64_t)((part * DAY_MS + unit / 2) / unit);
	*ret_days = days;
	return days <= SERIAL_MAX;
}

/* Only as exact as it is shown; the day may become the next. */
static void
serial_round(unsigned look, int64_t *days, int64_t *ms)
{
	if ((look & SHEET_LOOK_FRACTION) == 0)
		*ms = (*ms + SECOND_MS / 2) / SECOND_MS * SECOND_MS;
	*days += *ms / DAY_MS;
	*ms %= DAY_MS;
}

static void
day_text(struct buf *b, int64_t days, bool from_1904)
{
	/* Both days are shown, and neither ever was. */
	if (!from_1904 && days == 0) {
		buf_text(b, "1900-01-00");
		return;
	}
	if (!from_1904 && days == FALSE_LEAP) {
		buf_text(b, "1900-02-29");
		return;
	}
	if (from_1904)
		days += day_from_civil(1904, 1, 1);
	else
		days += day_from_civil(1899, 12, 30) + (days < FALSE_LEAP);
	day_put(b, days);
}

static void
time_text(struct buf *b, unsigned look, int64_t hours, int64_t ms)
{
	hours += ms / HOUR_MS;
	buf_fmt(b, "%02d:%02d", (int)hours, (int)(ms % HOUR_MS / MINUTE_MS));
	if ((look & SHEET_LOOK_SECOND) != 0)
		buf_fmt(b, ":%02d", (int)(ms % MINUTE_MS / SECOND_MS));
	if ((look & SHEET_LOOK_FRACTION) != 0 && ms % SECOND_MS != 0)
		buf_fmt(b, ".%03d", (int)(ms % SECOND_MS));
}

bool
sheet_look_put(struct buf *b, unsigned look, bool from_1904,
    const struct sheet_number *n)
{
	int64_t days, ms;

	if (!serial_of(n, &days, &ms))
		return false;
	serial_round(look, &days, &ms);
	if ((look & SHEET_LOOK_EITHER) != 0 && days == 0)
		look &= ~(unsigned)SHEET_LOOK_DATE;
	if ((look & SHEET_LOOK_EITHER) != 0 && days != 0 && ms == 0)
		look &= ~(unsigned)(SHEET_LOOK_TIME | SHEET_LOOK_SECOND);
	if ((look & SHEET_LOOK_ELAPSED) != 0) {
		time_text(b, look, days * 24, ms);
		return true;
	}
	if (days > SERIAL_MAX - (from_1904 ? EPOCHS_APART : 0))
		return false;
	if ((look & SHEET_LOOK_DATE) != 0)
		day_text(b, days, from_1904);
	if ((look & SHEET_LOOK_DATE) != 0 && (look & SHEET_LOOK_TIME) != 0)
		buf_char(b, 'T');
	if ((look & SHEET_LOOK_TIME) != 0)
		time_text(b, look, 0, ms);
	return true;
}

static bool
two_digits(struct str s, size_t at, int64_t most, int64_t *ret)
{
	return at + 2 <= s.n && s.p[at] != '-' &&
	    str_int(str_part(s, at, at + 2), ret) && *ret <= most;
}

/* 14:10, 14:10:05 or 14:10:05.123, with or without a Z behind it. */
static bool
iso_time(struct str s, int64_t *ret_ms)
{
	int64_t hour, minute, second = 0, ms = 0;

	if (str_ends(s, "Z"))
		s.n--;
	if (!two_digits(s, 0, 23, &hour) || s.n < 5 || s.p[2] != ':' ||
	    !two_digits(s, 3, 59, &minute))
		return false;
	if (s.n > 5 && (s.p[5] != ':' || !two_digits(s, 6, 59, &second)))
		return false;
	if (s.n > 8 && (s.n > 18 || s.p[8] != '.'))
		return false;
	for (size_t i = 9; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		if (i < 12)
			ms = ms * 10 + (s.p[i] - '0');
	}
	for (size_t i = s.n < 9 ? 12 : s.n; i < 12; i++)
		ms *= 10;
	*ret_ms = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + ms;
	return true;
}

bool
sheet_look_iso(struct buf *b, unsigned look, struct str s)
{
	int64_t day = 0, ms = 0;
	bool dated = day_parse(str_part(s, 0, 10), &day);

	s = str_part(s, dated ? 10 : 0, s.n);
	if (s.n > 0 && s.p[0] == 'T')
		s = str_part(s, 1, s.n);
	if ((!dated || s.n > 0) && !iso_time(s, &ms))
		return false;
	if ((look & (SHEET_LOOK_DATE | SHEET_LOOK_TIME)) == 0 ||
	    (look & SHEET_LOOK_EITHER) != 0)
		look = (dated ? DATE : 0) | (ms % MINUTE_MS != 0 ? SECOND :
		    ms != 0 ? TIME : 0);
	if (!dated)
		look |= TIME;
	serial_round(look, &day, &ms);
	if ((look & SHEET_LOOK_DATE) != 0 && dated)
		day_put(b, day);
	if ((look & SHEET_LOOK_DATE) != 0 && dated &&
	    (look & SHEET_LOOK_TIME) != 0)
		buf_char(b, 'T');
	if ((look & SHEET_LOOK_TIME) != 0)
		time_text(b, look, 0, ms);
	return true;
}
