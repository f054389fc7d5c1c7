/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which cells are merged?  That stands behind all rows, and is wanted with the
 * first.  So the part is unpacked once before it is read: not taken apart as
 * XML, but searched for the end of its rows; only the few tags behind that are
 * looked at.  A < in XML always begins a tag, so that none is missed.
 */
#include "base/sheet_in.h"

#include "base/fault.h"

enum {
	PIECE		= 64 * 1024,
	TAG_MAX		= 512,		/* of a tag that could be one of ours */
	LETTERS_MAX	= 3		/* XFD is the last column */
};

static const char end_mark[] = "sheetData";

/* What is being looked for, and what is left of the last piece. */
struct search {
	struct sheet_merges	*found;
	bool			 behind;	/* the rows have ended */
	bool			 in_tag;
	size_t			 kept;		/* bytes of tag */
	char			 tag[TAG_MAX];
};

bool
sheet_merge_cell(struct str s, int64_t *ret_column, int64_t *ret_row)
{
	int64_t column = 0, row = 0;
	size_t at = 0;
	char c;

	for (; at < s.n && at <= LETTERS_MAX; at++) {
		c = (char)(s.p[at] & ~0x20);
		if (c < 'A' || c > 'Z')
			break;
		column = column * 26 + (c - 'A' + 1);
	}
	if (at == 0 || at > LETTERS_MAX)
		return false;
	if (at < s.n && (s.p[at] == '-' ||
	    !str_int(str_part(s, at, s.n), &row) || row < 1))
		return false;
	*ret_column = column;
	*ret_row = row;
	return true;
}

static enum err
merge_add(struct sheet_merges *m, const struct sheet_merge *merge,
    struct note *note)
{
	size_t room = m->room == 0 ? 64 : m->room * 2;
	struct sheet_merge *p;

	if (m->n == SHEET_MERGES_MAX)
		return NOTE(note, ERR_LIMIT, M("The sheet has more than {most} "
		    "merged cells. Undo the merging, or save the sheet as CSV "
		    "UTF-8."), A_INT("most", SHEET_MERGES_MAX));
	if (m->n == m->room) {
		p = fault_hit(FAULT_ALLOC) ? NULL :
		    realloc(m->merge, room * sizeof *p);
		if (p == NULL)
			return note_memory(note);
		m->merge = p;
		m->room = room;
	}
	m->merge[m->n++] = *merge;
	return ERR_OK;
}

/* "A1:C3"; what is none, or lies beyond the columns read, is left out. */
static enum err
range_take(struct sheet_merges *m, struct str s, struct note *note)
{
	int64_t left, top, right, bottom;
	struct str first, last;

	if (!str_cut(&s, ':', &first) || !str_cut(&s, ':', &last) ||
	    !sheet_merge_cell(first, &left, &top) ||
	    !sheet_merge_cell(last, &right, &bottom) || top == 0 ||
	    bottom < top || bottom > SHEET_ROWS_MAX || right < left ||
	    left > SHEET_COLUMNS_MAX)
		return ERR_OK;
	if (right > SHEET_COLUMNS_MAX)
		right = SHEET_COLUMNS_MAX;
	return merge_add(m, &(struct sheet_merge){ (uint32_t)top,
	    (uint32_t)bottom, (uint16_t)left, (uint16_t)right }, note);
}

/* A tag without its brackets: <x:mergeCell ref="A1:C3"/>. */
static enum err
tag_take(struct search *s, struct note *note)
{
	struct str tag = { s->tag, s->kept }, name = tag, value;
	char quote;

	for (size_t i = 0; i < tag.n; i++)
		if (strchr(" \t\r\n/", tag.p[i]) != NULL) {
			name = str_part(tag, 0, i);
			break;
		}
	value = str_part(tag, name.n, tag.n);
	if (!str_is(name, "mergeCell") && !str_ends(name, ":mergeCell"))
		return ERR_OK;
	while (value.n > 0) {
		value = str_part(value, 1 + str_find(str_part(value, 1,
		    value.n), 'r'), value.n);
		if (!str_starts(value, "ref"))
			continue;
		value = str_trim(str_part(value, 3, value.n));
		if (!str_starts(value, "="))
			continue;
		value = str_trim(str_part(value, 1, value.n));
		quote = value.n > 0 ? value.p[0] : ' ';
		value = str_part(value, 1, value.n);
		return range_take(s->found, str_part(value, 0,
		    str_find(value, quote)), note);
	}
	return ERR_OK;
}

/* Behind the rows: look at each tag. */
static enum err
tags_take(struct search *s, struct str piece, struct note *note)
{
	enum err r;

	for (size_t i = 0; i < piece.n; i++) {
		char c = piece.p[i];

		if (c == '<') {
			s->in_tag = true;
			s->kept = 0;
		} else if (s->in_tag && c == '>') {
			s->in_tag = false;
			if ((r = tag_take(s, note)) != ERR_OK)
				return r;
		} else if (s->in_tag && s->kept < TAG_MAX) {
			s->tag[s->kept++] = c;
		}
	}
	return ERR_OK;
}

/* Is it "</" or "</prefix:" that stands before ${at}? */
static bool
is_closing(struct str piece, size_t at)
{
	if (at > 0 && piece.p[at - 1] == ':')
		for (at--; at > 0 && strchr("/<>", piece.p[at - 1]) == NULL;)
			at--;
	return at >= 2 && memcmp(piece.p + at - 2, "</", 2) == 0;
}

/* Do the rows end in ${piece}, and where? */
static bool
rows_end(struct str piece, size_t *ret_at)
{
	const size_t n = sizeof end_mark - 1;
	const char *p = piece.p, *end = piece.p + piece.n;

	while ((p = memmem(p, (size_t)(end - p), end_mark, n)) != NULL) {
		if (is_closing(piece, (size_t)(p - piece.p))) {
			*ret_at = (size_t)(p - piece.p);
			return true;
		}
		p += n;
	}
	return false;
}

static int
merge_cmp(const void *x, const void *y)
{
	const struct sheet_merge *a = x, *b = y;

	if (a->top != b->top)
		return a->top < b->top ? -1 : 1;
	return a->left < b->left ? -1 : a->left > b->left;
}

static enum err
part_search(struct search *s, struct sheet_part *p, char *piece,
    struct note *note)
{
	size_t kept = 0, at;
	struct str view;
	enum err r;
	long n;

	while ((n = sheet_part_read(p, piece + kept, PIECE)) > 0) {
		view = (struct str){ piece, kept + (size_t)n };
		at = 0;
		if (!s->behind && !rows_end(view, &at)) {
			/* The mark may lie across the border. */
			kept = view.n < TAG_MAX ? view.n : TAG_MAX;
			memmove(piece, piece + view.n - kept, kept);
			continue;
		}
		s->behind = true;
		kept = 0;
		if ((r = tags_take(s, str_part(view, at, view.n),
		    note)) != ERR_OK)
			return r;
	}
	return sheet_part_failed(p, note);
}

enum err
sheet_merges_load(struct sheet_merges *m, struct sheet_part *p,
    struct note *note)
{
	struct search s = { .found = m };
	char *piece = fault_hit(FAULT_ALLOC) ? NULL : malloc(PIECE + TAG_MAX);
	enum err r;

	if (piece == NULL)
		return note_memory(note);
	if ((r = part_search(&s, p, piece, note)) == ERR_OK && m->n > 1)
		qsort(m->merge, m->n, sizeof *m->merge, merge_cmp);
	free(piece);
	return r;
}

void
sheet_merges_free(struct sheet_merges *m)
{
	free(m->merge);
	*m = (struct sheet_merges){ 0 };
}
