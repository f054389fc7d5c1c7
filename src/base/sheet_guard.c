/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is it safe to have this XML taken apart?  A parser compares each attribute of
 * a tag with all others, and each prefix with all that are in force: a megabyte
 * of attributes in one tag keeps it busy for minutes.  So what goes to the parser
 * is looked at byte by byte before: tags have few attributes and are nested
 * little, there is no document type at all, and the encoding is one in which
 * ASCII is what it seems.
 */
#include "base/sheet_in.h"

enum {
	ATTRIBUTES_MAX	= 64,
	DEPTH_MAX	= 32
};

enum sheet_guard_in {
	IN_TEXT,
	IN_OPEN,		/* behind < */
	IN_TAG,
	IN_QUOTES,
	IN_CLOSING,		/* </x> */
	IN_MARKUP,		/* behind <! */
	IN_COMMENT,
	IN_CDATA,
	IN_INSTRUCTION		/* <?x ?> */
};

static const char comment[] = "--", cdata[] = "[CDATA[";

/* The encoding in xml version="1.0" encoding="…"; UTF-8 where none is named. */
static struct str
declared(struct str in)
{
	const char *at = memmem(in.p, in.n, "encoding", 8);

	if (!str_starts(in, "xml") || at == NULL)
		return S("UTF-8");
	in = str_part(in, (size_t)(at - in.p) + 8, in.n);
	in = str_trim(str_part(str_trim(in), 1, in.n));
	return str_part(in, 1, 1 + str_find(str_part(in, 1, in.n),
	    in.n == 0 ? ' ' : in.p[0]));
}

/* The first instruction, which may be the declaration of the XML, has ended. */
static void
declaration_see(struct sheet_guard *g)
{
	struct str coding = declared((struct str){ g->head, g->kept });

	if (g->kept == sizeof g->head || (!str_eq_nocase(coding, S("UTF-8")) &&
	    !str_eq_nocase(coding, S("US-ASCII"))))
		g->wrong = SHEET_GUARD_CODING;
	g->declared = true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
tag_end(struct sheet_guard *g)
{
	g->in = IN_TEXT;
	if (g->last != '/' && ++g->depth > DEPTH_MAX)
		g->wrong = SHEET_GUARD_NESTED;
}

static void
open_see(struct sheet_guard *g, char c)
{
	g->attributes = 0;
	g->matched = 0;
	g->declared = g->declared || c != '?';
	switch (c) {
	case '!':
		g->in = IN_MARKUP;
		break;
	case '?':
		g->in = IN_INSTRUCTION;
		break;
	case '/':
		g->in = IN_CLOSING;
		break;
	default:
		g->in = IN_TAG;
		break;
	}
}

static void
tag_see(struct sheet_guard *g, char c)
{
	if (c == '>') {
		tag_end(g);
	} else if (c == '"' || c == '\'') {
		g->quote = c;
		g->in = IN_QUOTES;
	} else if (c == '=' && ++g->attributes > ATTRIBUTES_MAX) {
		g->wrong = SHEET_GUARD_ATTRIBUTES;
	}
}

/* Behind <! stands a comment or CDATA, and nothing else is let in. */
static void
markup_see(struct sheet_guard *g, char c)
{
	const char *want = g->matched == 0 ? (c == '-' ? comment : cdata) :
	    g->last == '-' ? comment : cdata;

	if (c != want[g->matched]) {
		g->wrong = SHEET_GUARD_TYPE;
		return;
	}
	g->matched++;
	if (want[g->matched] == '\0') {
		g->in = want == comment ? IN_COMMENT : IN_CDATA;
		g->matched = 0;
	}
}

/* The end of a comment, of CDATA or an instruction: ${n} times ${c}, then >. */
static void
end_see(struct sheet_guard *g, char have, char c, int n)
{
	if (have == c)
		g->matched++;
	else if (have == '>' && g->matched >= n)
		g->in = IN_TEXT;
	else
		g->matched = 0;
}

static void
instruction_see(struct sheet_guard *g, char c)
{
	end_see(g, c, '?', 1);
	if (g->declared)
		return;
	if (g->in == IN_TEXT)
		declaration_see(g);
	else if (g->kept < sizeof g->head)
		g->head[g->kept++] = c;
}

static void
byte_see(struct sheet_guard *g, char c)
{
	switch (g->in) {
	case IN_TEXT:
		if (c == '<')
			g->in = IN_OPEN;
		break;
	case IN_OPEN:
		open_see(g, c);
		break;
	case IN_TAG:
		tag_see(g, c);
		break;
	case IN_QUOTES:
		if (c == g->quote)
			g->in = IN_TAG;
		break;
	case IN_CLOSING:
		if (c == '>') {
			g->in = IN_TEXT;
			g->depth--;
		}
		break;
	case IN_MARKUP:
		markup_see(g, c);
		break;
	case IN_COMMENT:
		end_see(g, c, '-', 2);
		break;
	case IN_CDATA:
		end_see(g, c, ']', 2);
		break;
	case IN_INSTRUCTION:
		instruction_see(g, c);
		break;
	}
	g->last = c;
}

bool
sheet_guard_see(struct sheet_guard *g, struct str piece)
{
	const char *p = piece.p, *end = piece.p + piece.n;

	/* UTF-16 begins with a mark or has NULs; UTF-8 may begin with its own. */
	if (piece.n != 0 && (memchr(p, '\0', piece.n) != NULL ||
	    (!g->begun && *p != '<' && *p != '\xEF' && !is_blank(*p))))
		g->wrong = SHEET_GUARD_CODING;
	g->begun = true;
	while (p < end && g->wrong == SHEET_GUARD_FINE) {
		/* Most bytes are text or the value of an attribute. */
		if (g->in == IN_TEXT)
			while (p < end && *p != '<')
				p++;
		else if (g->in == IN_QUOTES)
			while (p < end && *p != g->quote)
				p++;
		if (p < end)
			byte_see(g, *p++);
	}
	return g->wrong == SHEET_GUARD_FINE;
}

static const char *const wrongs[SHEET_GUARD__MAX] = {
	[SHEET_GUARD_CODING] = M("{part} of the workbook is not written in UTF-8, "
	    "as spreadsheet programs do. Open the workbook in Excel or WPS, save "
	    "it anew as xlsx, and hand in that file."),
	[SHEET_GUARD_TYPE] = M("{part} of the workbook declares a document type, "
	    "which no spreadsheet program does. Save the table anew as xlsx or "
	    "as CSV UTF-8."),
	[SHEET_GUARD_ATTRIBUTES] = M("{part} of the workbook holds a tag with more "
	    "than {most} attributes, which looks like an attack. Save the table "
	    "anew as xlsx or as CSV UTF-8."),
	[SHEET_GUARD_NESTED] = M("{part} of the workbook is nested more than {most} "
	    "deep, which looks like an attack. Save the table anew as xlsx or "
	    "as CSV UTF-8."),
};

enum err
sheet_guard_wrong(const struct sheet_guard *g, struct str part,
    struct note *note)
{
	if (g->wrong == SHEET_GUARD_FINE)
		return ERR_OK;
	return NOTE(note, g->wrong == SHEET_GUARD_ATTRIBUTES ||
	    g->wrong == SHEET_GUARD_NESTED ? ERR_LIMIT : ERR_INVALID,
	    wrongs[g->wrong], A_TEXT("part", part), A_INT("most", g->wrong ==
	    SHEET_GUARD_NESTED ? DEPTH_MAX : ATTRIBUTES_MAX));
}
