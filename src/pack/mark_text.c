/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this text one that a person wrote to be read?  Lines, and what must not be
 * in them: what is no UTF-8, what nobody sees, and what is nested or drawn out
 * so far that a reader of Markdown would take long over it.
 */
#include "pack/mark_in.h"

struct str
text_line(const struct text *t, size_t i)
{
	struct str s = str_part(t->s, t->line[i], t->line[i + 1]);

	if (s.n > 0 && s.p[s.n - 1] == '\n')
		s.n--;
	if (s.n > 0 && s.p[s.n - 1] == '\r')
		s.n--;
	return s;
}

struct str
text_lines(const struct text *t, size_t from, size_t to)
{
	return str_part(t->s, t->line[from], t->line[to]);
}

/* Where does byte ${at} stand? */
static struct pack_place
place_of(struct str s, size_t at)
{
	size_t line = 1, begin = 0;

	for (size_t i = 0; i < at; i++)
		if (s.p[i] == '\n') {
			line++;
			begin = i + 1;
		}
	return place(line, utf8_count(str_part(s, begin, at)) + 1);
}

/* Signs that take no room, or turn the direction of what follows; and breaks
 * of a line that not every program takes for one. */
static bool
is_hidden(int32_t cp)
{
	static const struct { int32_t from, to; } hidden[] = {
		{ 0x00, 0x08 }, { 0x0B, 0x0C }, { 0x0E, 0x1F }, { 0x7F, 0x9F },
		{ 0xAD, 0xAD }, { 0x200B, 0x200B }, { 0x200E, 0x200F },
		{ 0x2028, 0x202E }, { 0x2060, 0x2069 }, { 0xFEFF, 0xFEFF },
		{ 0xFFF0, 0xFFFB }, { 0xFFFE, 0xFFFF }, { 0xE0000, 0xE0FFF },
	};

	for (size_t i = 0; i < COUNT(hidden) && hidden[i].from <= cp; i++)
		if (cp <= hidden[i].to)
			return true;
	return false;
}

bool
text_hides(struct str s)
{
	size_t at = 0;

	while (at < s.n)
		if (is_hidden(utf8_next(s, &at)))
			return true;
	return false;
}

/* False: a line ends within it, as the library has it. */
static bool
hidden_tell(struct read *r, struct str line, size_t nth)
{
	size_t at = 0, column = 0;

	while (at < line.n) {
		int32_t cp = (unsigned char)line.p[at];

		/* Chinese text is mostly above 0x2FFF, blanks below it. */
		if (cp < 0x80)
			at++;
		else
			cp = utf8_next(line, &at);
		column++;
		if (is_hidden(cp) || cp == '\r') {
			FAULT(r, place(nth + 1, column),
			    M("The character U+{code} stands here, which "
			    "nobody sees. Take it out."),
			    A_TEXT("code", str_fmt(r->a, "%04X",
			    (unsigned)cp)));
			return memchr(line.p, '\r', line.n) == NULL;
		}
	}
	return true;
}

bool
text_read(struct read *r, struct str s)
{
	size_t bad = utf8_bad_at(s), n = 1, *line;

	if (bad < s.n) {
		FAULT(r, place_of(str_part(s, 0, bad), bad),
		    M("This byte is no character of UTF-8. Save the text as "
		    "UTF-8."), { 0 });
		return false;
	}
	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	if ((line = NEW_ARRAY(r->a, size_t, n + 1)) == NULL)
		return false;
	r->text = (struct text){ s, line, 0 };
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\n')
			line[++r->text.n] = i + 1;
	if (line[r->text.n] < s.n)
		line[++r->text.n] = s.n;
	return true;
}

/* ---- what would take long ---- */

bool
fence_open(struct str line, struct fence *ret)
{
	size_t blanks = 0, n = 0;
	char c;

	while (blanks < line.n && blanks < 4 && line.p[blanks] == ' ')
		blanks++;
	line = str_part(line, blanks, line.n);
	if (blanks > 3 || line.n < 3 || (line.p[0] != '`' && line.p[0] != '~'))
		return false;
	for (c = line.p[0]; n < line.n && line.p[n] == c; n++)
		;
	if (n < 3 || (c == '`' && str_find(str_part(line, n, line.n), '`') <
	    line.n - n))
		return false;
	*ret = (struct fence){ c, n };
	return true;
}

bool
fence_closes(struct str line, struct fence f)
{
	struct fence g;

	while (line.n > 0 && (line.p[line.n - 1] == ' ' ||
	    line.p[line.n - 1] == '\t'))
		line.n--;
	if (!fence_open(line, &g))
		return false;
	return g.c == f.c && g.n >= f.n && g.n == line.n -
	    str_find(line, g.c);
}

/* How many quotes and lists may the line open, and how far in does it begin? */
static size_t
nesting(struct str line, size_t *ret_blanks)
{
	size_t marks = 0, blanks = 0, at = 0;

	for (; at < line.n; at++) {
		char c = line.p[at];

		if (c == ' ' || c == '\t')
			blanks += c == '\t' ? 4 : 1;
		else if (c == '>')
			marks++;
		else if ((c == '-' || c == '+' || c == '*' || c == '.' ||
		    c == ')') && at + 1 < line.n && (line.p[at + 1] == ' ' ||
		    line.p[at + 1] == '\t'))
			marks++;
		else if (c < '0' || c > '9')
			break;
	}
	*ret_blanks = blanks;
	return marks;
}

/* Does HTML begin with the line?  An address in <> is none. */
static bool
html_begins(struct str line)
{
	size_t at = 0, n;

	while (at < line.n && strchr(" \t>-+*0123456789.)", line.p[at]) !=
	    NULL)
		at++;
	line = str_part(line, at, line.n);
	if (line.n < 2 || line.p[0] != '<')
		return false;
	if (strchr("/!?", line.p[1]) != NULL)
		return true;
	for (n = 1; n < line.n && ((line.p[n] >= '0' && line.p[n] <= '9') ||
	    (line.p[n] >= 'A' && line.p[n] <= 'Z') ||
	    (line.p[n] >= 'a' && line.p[n] <= 'z') ||
	    strchr("+.-_%", line.p[n]) != NULL); n++)
		;
	return n > 1 && (n == line.n || strchr(":@", line.p[n]) == NULL);
}

/* Is it unclear from here on where a fenced block ends?  HTML may go beyond it,
 * and one within a list ends with that. */
static bool
is_unclear(struct str line)
{
	struct fence f;

	return html_begins(line) || (line.n > 0 && line.p[0] == ' ' &&
	    fence_open(line, &f));
}

/* False: the line would take long to read. */
static bool
line_check(struct read *r, size_t i, struct str line, bool fenced)
{
	size_t blanks = 0;
	bool good = hidden_tell(r, line, i);

	if (line.n > TEXT_LINE_MAX)
		FAULT(r, place(i + 1, 1),
		    M("The line has {n} bytes, more than {most}. Part it."),
		    A_INT("n", (int64_t)line.n), A_INT("most", TEXT_LINE_MAX));
	else if (!fenced && line.n > 0 &&
	    (nesting(line, &blanks) > TEXT_NEST_MAX ||
	    (blanks > 8 * TEXT_NEST_MAX && blanks < line.n)))
		FAULT(r, place(i + 1, 1),
		    M("Quotes and lists stand in each other more than {most} "
		    "deep. Write it flatter."), A_INT("most", TEXT_NEST_MAX));
	else
		return good;
	return false;
}

/* What the library may come to do for what stands between two empty lines. */
struct watch {
	struct read	*r;
	struct fence	 f;		/* n > 0: within a fenced block */
	bool		 unclear;	/* whether it is; all is looked at */
	size_t		 begun;		/* line of the first of them, from 0 */
	size_t		 bytes, lines;	/* not of tables */
	bool		 table, told;
	size_t		 columns;	/* of a table, wherever it stands */
	size_t		 gaps;		/* cells that rows of it lack */
	/* Of the whole text: how often may what be put in how often? */
	bool		 defines;
	size_t		 longest, defined_at, brackets;
	bool		 good;
};

static void
watch_empty(struct watch *w, size_t i)
{
	w->begun = i + 1;
	w->bytes = w->lines = w->columns = w->gaps = 0;
	w->table = w->told = w->defines = false;
}

/* Does a table begin with the line? */
static bool
table_begins(const struct text *t, size_t i)
{
	return i + 1 < t->n && grid_rule(text_line(t, i + 1)) > 0 &&
	    grid_rule(text_line(t, i + 1)) == grid_cells(text_line(t, i));
}

/* How many columns has the table of which this may be the second line, within
 * quotes and lists too?  0: it is none. */
static size_t
rule_columns(struct str line)
{
	size_t n = 1;
	bool dash = false;

	for (size_t i = 0; i < line.n; i++) {
		if (strchr("> \t|:-+*0123456789.)", line.p[i]) == NULL)
			return 0;
		n += line.p[i] == '|';
		dash |= line.p[i] == '-';
	}
	return dash ? n : 0;
}

static void
long_tell(struct watch *w)
{
	FAULT(w->r, place(w->begun + 1, 1),
	    M("The paragraph that begins here has more than {most} bytes, or "
	    "more than {lines} lines. Part it by an empty line."),
	    A_INT("most", TEXT_RUN_MAX), A_INT("lines", TEXT_RUN_LINES_MAX));
}

static void
gaps_tell(struct watch *w, size_t i)
{
	FAULT(w->r, place(i + 1, 1),
	    M("Rows of the table lack more than {most} cells that its heading "
	    "has. Give each row all of its cells."),
	    A_INT("most", TEXT_GAPS_MAX));
}

/* A line that is not empty. */
static void
watch_line(struct watch *w, size_t i, struct str line)
{
	size_t columns = rule_columns(line), cells = grid_cells(line);

	w->table = w->table || table_begins(&w->r->text, i);
	w->bytes += w->table ? 0 : line.n + 1;
	w->lines += !w->table;
	w->gaps += w->columns > cells ? w->columns - cells : 0;
	if (columns > w->columns)
		w->columns = columns;
	if (memmem(line.p, line.n, "]:", 2) != NULL)
		w->defines = true;
	for (size_t k = 0; k < line.n; k++)
		w->brackets += line.p[k] == ']';
	if (w->defines && w->bytes > w->longest) {
		w->longest = w->bytes;
		w->defined_at = w->begun;
	}
	if (w->bytes <= TEXT_RUN_MAX && w->lines <= TEXT_RUN_LINES_MAX &&
	    w->gaps <= TEXT_GAPS_MAX)
		return;
	if (!w->told && w->gaps > TEXT_GAPS_MAX)
		gaps_tell(w, i);
	else if (!w->told)
		long_tell(w);
	w->told = true;
	w->good = false;
}

static void
watch_next(struct watch *w, size_t i, struct str line)
{
	struct fence f = { 0, 0 };

	if (w->f.n > 0) {
		if (fence_closes(line, w->f))
			w->f.n = 0;
		return;
	}
	w->unclear |= is_unclear(line);
	if (str_trim(line).n == 0 || (!w->unclear && fence_open(line, &f)))
		watch_empty(w, i);
	else
		watch_line(w, i, line);
	w->f = f;
}

bool
text_check(struct read *r, size_t from)
{
	const struct text *t = &r->text;
	struct watch w = { .r = r, .begun = from, .good = true };

	for (size_t i = 0; i < t->n; i++) {
		struct str line = text_line(t, i);

		w.good &= line_check(r, i, line, i < from || w.f.n > 0);
		if (i >= from)
			watch_next(&w, i, line);
	}
	if (w.longest * w.brackets > TEXT_LINKS_MAX) {
		FAULT(r, place(w.defined_at + 1, 1),
		    M("A link that is defined here and used elsewhere would be "
		    "put in too often. Write the address where the link is."),
		    { 0 });
		w.good = false;
	}
	return w.good;
}
