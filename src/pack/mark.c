/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Of which pieces is the Markdown made?  The library parses it; only what stands
 * at the margin counts.  All calls of cmark-gfm are in this file.
 */
#include "pack/mark_in.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

/* The library keeps a list of its extensions for the whole process: it is made
 * before there can be a second thread, and only read afterwards. */
__attribute__((constructor)) static void
mark_register(void)
{
	cmark_gfm_core_extensions_ensure_registered();
}

struct marking {
	struct read	*r;
	size_t		 base;		/* lines before what was parsed */
	struct piece	*first, **last;
};

/* ---- text of inlines ---- */

/* A line's end between two Chinese characters is nothing, else a blank. */
static void
join(struct buf *b, const char *next)
{
	unsigned char before = b->n > 0 ? (unsigned char)b->p[b->n - 1] : 0;
	unsigned char after = next != NULL ? (unsigned char)*next : 0;

	if (b->n > 0 && (before < 0x80 || after < 0x80))
		buf_char(b, ' ');
}

static void
inlines_put(struct buf *b, cmark_node *of)
{
	cmark_iter *it = cmark_iter_new(of);
	cmark_event_type e;
	bool broken = false;

	while ((e = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(it);
		cmark_node_type t = cmark_node_get_type(n);
		const char *s;

		if (e != CMARK_EVENT_ENTER)
			continue;
		if (t == CMARK_NODE_SOFTBREAK || t == CMARK_NODE_LINEBREAK) {
			broken = true;
		} else if (t == CMARK_NODE_TEXT || t == CMARK_NODE_CODE) {
			s = cmark_node_get_literal(n);
			if (broken)
				join(b, s);
			broken = false;
			buf_text(b, s);
		}
	}
	cmark_iter_free(it);
}

static struct str
inlines(struct arena *a, cmark_node *of)
{
	struct buf b = BUF_IN(a);

	inlines_put(&b, of);
	return utf8_nfc(a, str_trim(buf_view(&b)));
}

/* What is written as &#x202E; is not in the lines, which were looked at. */
static void
hidden_check(struct marking *m, const struct piece *p)
{
	if (text_hides(p->text) && !text_hides(text_lines(&m->r->text,
	    p->from, p->to)))
		FAULT(m->r, p->at,
		    M("The text holds a character that nobody sees, written as "
		    "&…;. Take it out."), { 0 });
}

/* The paragraphs of a quote, parted by blank lines. */
static struct str
quote_text(struct arena *a, cmark_node *quote)
{
	struct buf b = BUF_IN(a);
	cmark_node *n = cmark_node_first_child(quote);

	for (; n != NULL; n = cmark_node_next(n)) {
		if (cmark_node_get_type(n) != CMARK_NODE_PARAGRAPH)
			continue;
		buf_text(&b, b.n > 0 ? "\n\n" : "");
		inlines_put(&b, n);
	}
	return utf8_nfc(a, buf_view(&b));
}

/* ---- what may not be there ---- */

static struct str
info_of(cmark_node *n)
{
	return str_trim(str_of(cmark_node_get_fence_info(n)));
}

/* "yaml KIND": the kind. */
static bool
is_block(cmark_node *n, struct str *ret_kind)
{
	struct str info, word;

	if (cmark_node_get_type(n) != CMARK_NODE_CODE_BLOCK)
		return false;
	info = info_of(n);
	word = str_part(info, 0, str_find(info, ' '));
	if (!str_is(word, "yaml") && !str_is(word, "yml"))
		return false;
	*ret_kind = str_trim(str_part(info, word.n, info.n));
	return true;
}

static struct pack_place
place_at(const struct marking *m, cmark_node *n)
{
	int line = cmark_node_get_start_line(n);
	int column = cmark_node_get_start_column(n);

	return place(m->base + (size_t)(line > 0 ? line : 1),
	    (size_t)(column > 0 ? column : 1));
}

/* HTML at any depth, and blocks that are not at the margin. */
static void
inside_check(struct marking *m, cmark_node *top)
{
	cmark_iter *it = cmark_iter_new(top);
	cmark_event_type e;
	struct str kind;

	while ((e = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(it);
		cmark_node_type t = cmark_node_get_type(n);

		if (e != CMARK_EVENT_ENTER)
			continue;
		if (t == CMARK_NODE_HTML_BLOCK || t == CMARK_NODE_HTML_INLINE)
			FAULT(m->r, place_at(m, n),
			    M("HTML stands here. Write it in Markdown; a < "
			    "that is meant as such is written \\<."), { 0 });
		else if (n != top && is_block(n, &kind))
			FAULT(m->r, place_at(m, n),
			    M("The block stands within a list or a quote and "
			    "would not be seen. Let it begin at the margin."),
			    { 0 });
	}
	cmark_iter_free(it);
}

/* ---- pieces ---- */

static struct piece *
piece_add(struct marking *m, cmark_node *n, enum piece_kind kind)
{
	struct piece *p = NEW(m->r->a, struct piece);
	int end = cmark_node_get_end_line(n);

	if (p == NULL)
		return NULL;
	p->kind = kind;
	p->at = place_at(m, n);
	p->from = (size_t)p->at.line - 1;
	p->to = m->base + (size_t)(end > 0 ? end : 0);
	if (p->to > m->r->text.n)
		p->to = m->r->text.n;
	while (p->to > p->from + 1 && str_trim(text_line(&m->r->text,
	    p->to - 1)).n == 0)
		p->to--;	/* lists take the blank lines behind them */
	if (p->to <= p->from)
		p->to = p->from + 1;
	*m->last = p;
	m->last = &p->next;
	return p;
}

/* The lines between the fences are the block's. */
static void
block_add(struct marking *m, cmark_node *n, struct str kind)
{
	struct piece *p = piece_add(m, n, PIECE_BLOCK);
	const struct text *t = &m->r->text;
	struct fence f = { 0, 0 };

	if (p == NULL)
		return;
	p->text = str_copy(m->r->a, kind);
	if (!fence_open(text_line(t, p->from), &f) || p->to - p->from < 2 ||
	    !fence_closes(text_line(t, p->to - 1), f))
		FAULT(m->r, p->at,
		    M("The block never ends. Close it with a line ```."),
		    { 0 });
}

/* Up to its last row: what follows is none of it. */
static void
table_add(struct marking *m, cmark_node *n)
{
	struct piece *p = piece_add(m, n, PIECE_TABLE);
	cmark_node *last = cmark_node_last_child(n);

	if (p == NULL)
		return;
	p->to = p->from + 2;
	if (last != NULL && cmark_node_previous(last) != NULL)
		p->to = (size_t)place_at(m, last).line;
	if (p->to > m->r->text.n || grid_rule(text_line(&m->r->text,
	    p->from + 1)) != grid_cells(text_line(&m->r->text, p->from)))
		p->kind = PIECE_OTHER;	/* it was drawn in another way */
}

static bool
is_table(cmark_node *n)
{
	return strcmp(cmark_node_get_type_string(n), "table") == 0;
}

static void
node_add(struct marking *m, cmark_node *n, bool behind_block)
{
	cmark_node_type t = cmark_node_get_type(n);
	struct piece *p;
	struct str kind;

	if (behind_block && is_table(n)) {
		table_add(m, n);
		return;
	}
	if (is_block(n, &kind)) {
		block_add(m, n, kind);
		return;
	}
	inside_check(m, n);
	p = piece_add(m, n, t == CMARK_NODE_HEADING ? PIECE_HEADING :
	    t == CMARK_NODE_PARAGRAPH ? PIECE_PARAGRAPH :
	    t == CMARK_NODE_BLOCK_QUOTE ? PIECE_QUOTE : PIECE_OTHER);
	if (p == NULL || p->kind == PIECE_OTHER)
		return;
	p->text = p->kind == PIECE_QUOTE ? quote_text(m->r->a, n) :
	    inlines(m->r->a, n);
	hidden_check(m, p);
}

enum err
mark_read(struct read *r, size_t from, struct piece **ret, struct note *note)
{
	struct marking m = { .r = r, .base = from };
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_SOURCEPOS);
	cmark_syntax_extension *table = cmark_find_syntax_extension("table");
	struct str rest = text_lines(&r->text, from, r->text.n), kind;
	cmark_node *top = NULL, *n;
	bool behind = false;

	m.last = &m.first;
	if (parser == NULL || table == NULL ||
	    cmark_parser_attach_syntax_extension(parser, table) == 0) {
		if (parser != NULL)
			cmark_parser_free(parser);
		return NOTE(note, ERR_BUG,
		    M("The library for Markdown has no tables. Install "
		    "libcmark-gfm-extensions."), { 0 });
	}
	cmark_parser_feed(parser, rest.p, rest.n);
	top = cmark_parser_finish(parser);
	for (n = cmark_node_first_child(top); n != NULL;
	    n = cmark_node_next(n)) {
		node_add(&m, n, behind);
		behind = is_block(n, &kind);
	}
	cmark_node_free(top);
	cmark_parser_free(parser);
	*ret = m.first;
	return ERR_OK;
}
