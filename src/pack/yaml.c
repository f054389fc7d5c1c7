/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a block's YAML say?  Mappings, lists and texts, each with its place
 * in the file.  Anchors and aliases, tags, several documents, block scalars and
 * doubled keys are refused, and no text is taken for anything else: whether yes
 * is a truth or a word is the key's affair.  All calls of libyaml are in this
 * file.
 */
#include "pack/read_in.h"

#include <yaml.h>

enum { KEYS_FEW = 8 };		/* are compared with each other */

/* A list or mapping that is being read. */
struct level {
	struct ynode		*of;
	const struct ynode	**last;
	bool			 keyed;		/* a key was read, its value not */
	struct str		 key;
	struct pack_place	 key_at;
	struct names		*keys;		/* when there are many */
};

struct reading {
	struct read	*r;
	yaml_parser_t	 parser;
	size_t		 base;		/* lines before the document */
	size_t		 indent;	/* and characters before its first line */
	struct level	 level[YAML_DEPTH_MAX];
	size_t		 depth, documents;
	struct ynode	*top;
	bool		 bad;
};

static struct pack_place
mark_place(const struct reading *y, const yaml_mark_t *m)
{
	return place(y->base + m->line + 1, m->column + 1 +
	    (m->line == 0 ? y->indent : 0));
}

static void
refuse(struct reading *y, const yaml_mark_t *at, const char *msg)
{
	static const struct arg none[] = { { NULL, ARG_NONE, { NULL, 0 }, 0 } };

	fault(&y->r->sink, mark_place(y, at), msg, none);
	y->bad = true;
}

/* The library's own words; what to do is nearly always the same. */
static void
syntax_tell(struct reading *y)
{
	const yaml_parser_t *p = &y->parser;
	const yaml_mark_t *at = &p->problem_mark;

	y->bad = true;
	if (p->error == YAML_MEMORY_ERROR) {
		arena_fail(y->r->a);
		return;
	}
	FAULT(y->r, mark_place(y, at),
	    M("This is no YAML: {what}. Look at how far in the lines begin; a "
	    "text with “: ”, “ #”, or that begins with a quote or a bracket, "
	    "stands in single quotes."),
	    A_CSTR("what", p->problem != NULL ? p->problem : ""));
}

static bool
key_is_new(struct reading *y, struct level *l, struct str key)
{
	const struct ynode *n = l->of->first;
	bool fresh = true;

	if (l->of->n < KEYS_FEW) {
		for (; n != NULL && fresh; n = n->next)
			fresh = !str_eq(n->key, key);
		return fresh;
	}
	if (l->keys == NULL) {
		l->keys = names_new(y->r->a);
		for (; n != NULL; n = n->next)
			(void)names_add(l->keys, n->key, 0);
	}
	return names_add(l->keys, key, 0) || arena_failed(y->r->a);
}

/* Hang ${n} where it belongs. */
static void
put(struct reading *y, struct ynode *n)
{
	struct level *l;

	if (y->depth == 0) {
		y->top = n;
		return;
	}
	l = &y->level[y->depth - 1];
	n->key = l->key;
	n->key_at = l->key_at;
	if (l->of->kind == Y_MAP && !key_is_new(y, l, l->key))
		FAULT(y->r, l->key_at,
		    M("The key {key} is there twice. Keep one."),
		    A_TEXT("key", l->key));
	l->keyed = false;
	l->key = S("");
	*l->last = n;
	l->last = &n->next;
	l->of->n++;
}

static struct ynode *
node_new(struct reading *y, enum ynode_kind kind, const yaml_event_t *e)
{
	struct ynode *n;

	if (y->r->nodes == YAML_NODES_MAX) {
		FAULT(y->r, mark_place(y, &e->start_mark),
		    M("The pack has more than {most} values. Part it in "
		    "several packs."), A_INT("most", YAML_NODES_MAX));
		y->bad = true;
		return NULL;
	}
	if ((n = NEW(y->r->a, struct ynode)) == NULL) {
		y->bad = true;
		return NULL;
	}
	y->r->nodes++;
	n->kind = kind;
	n->at = mark_place(y, &e->start_mark);
	return n;
}

/* Is the scalar in the file as it is in the tree, so that columns agree? */
static bool
stands_so(const struct reading *y, const yaml_event_t *e, bool quoted)
{
	struct pack_place from = mark_place(y, &e->start_mark);
	struct str line;
	size_t n = e->data.scalar.length, at = 0;

	if (e->start_mark.line != e->end_mark.line)
		return false;
	line = text_line(&y->r->text, (size_t)from.line - 1);
	for (int32_t i = 1; i < from.column && at < line.n; i++)
		(void)utf8_next(line, &at);
	at += quoted;
	return at + n <= line.n && memcmp(line.p + at, e->data.scalar.value,
	    n) == 0;
}

static void
scalar_take(struct reading *y, const yaml_event_t *e)
{
	struct level *l = y->depth > 0 ? &y->level[y->depth - 1] : NULL;
	yaml_scalar_style_t style = e->data.scalar.style;
	struct str s = { (const char *)e->data.scalar.value,
	    e->data.scalar.length };
	struct ynode *n;

	if (style == YAML_LITERAL_SCALAR_STYLE ||
	    style == YAML_FOLDED_SCALAR_STYLE)
		FAULT(y->r, mark_place(y, &e->start_mark),
		    M("A text that begins with | or > is not taken. Write it "
		    "behind the colon, in one line."), { 0 });
	if (!utf8_ok(s) || (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE &&
	    text_hides(s))) {
		refuse(y, &e->start_mark,
		    M("The text holds a character that is none, or that nobody "
		    "sees. Write it without \\ and digits."));
		return;
	}
	s = utf8_nfc(y->r->a, str_copy(y->r->a, s));
	if (l != NULL && l->of->kind == Y_MAP && !l->keyed) {
		l->keyed = true;
		l->key = s;
		l->key_at = mark_place(y, &e->start_mark);
		return;
	}
	if ((n = node_new(y, Y_TEXT, e)) == NULL)
		return;
	n->text = s;
	n->quoted = style != YAML_PLAIN_SCALAR_STYLE;
	n->one_line = stands_so(y, e, n->quoted);
	put(y, n);
}

static void
level_open(struct reading *y, enum ynode_kind kind, const yaml_event_t *e)
{
	struct ynode *n;
	struct level *l = y->depth > 0 ? &y->level[y->depth - 1] : NULL;

	if (l != NULL && l->of->kind == Y_MAP && !l->keyed) {
		refuse(y, &e->start_mark,
		    M("A key is a text. Write a text before the colon."));
		return;
	}
	if (y->depth == YAML_DEPTH_MAX) {
		refuse(y, &e->start_mark,
		    M("Lists and mappings stand in each other too deep. Write "
		    "it flatter."));
		return;
	}
	if ((n = node_new(y, kind, e)) == NULL)
		return;
	put(y, n);
	y->level[y->depth++] = (struct level){ .of = n, .last = &n->first };
}

/* Has the event an anchor, or a tag? */
static bool
is_dressed(const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		return e->data.scalar.anchor != NULL ||
		    e->data.scalar.tag != NULL;
	case YAML_SEQUENCE_START_EVENT:
		return e->data.sequence_start.anchor != NULL ||
		    e->data.sequence_start.tag != NULL;
	case YAML_MAPPING_START_EVENT:
		return e->data.mapping_start.anchor != NULL ||
		    e->data.mapping_start.tag != NULL;
	default:
		return false;
	}
}

static void
document_take(struct reading *y, const yaml_event_t *e)
{
	if (y->documents++ > 0)
		refuse(y, &e->start_mark,
		    M("A second document begins here. A block holds one."));
	else if (e->data.document_start.version_directive != NULL ||
	    e->data.document_start.tag_directives.start !=
	    e->data.document_start.tag_directives.end)
		refuse(y, &e->start_mark,
		    M("Lines that begin with % are not taken. Take them out."));
}

static void
event_take(struct reading *y, const yaml_event_t *e)
{
	if (is_dressed(e)) {
		refuse(y, &e->start_mark,
		    M("Anchors (&name) and tags (!name) are not taken. Take "
		    "them out; a text that begins so stands in quotes."));
		return;
	}
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		document_take(y, e);
		break;
	case YAML_ALIAS_EVENT:
		refuse(y, &e->start_mark,
		    M("An alias (*name) is not taken. Write the value out."));
		break;
	case YAML_SCALAR_EVENT:
		scalar_take(y, e);
		break;
	case YAML_SEQUENCE_START_EVENT:
		level_open(y, Y_LIST, e);
		break;
	case YAML_MAPPING_START_EVENT:
		level_open(y, Y_MAP, e);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		y->depth--;
		break;
	default:
		break;
	}
}

static const struct ynode *
document_read(struct reading *y, struct str s)
{
	bool end = false;

	if (yaml_parser_initialize(&y->parser) == 0) {
		arena_fail(y->r->a);
		return NULL;
	}
	yaml_parser_set_encoding(&y->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&y->parser, (const unsigned char *)s.p,
	    s.n);
	while (!end && !y->bad) {
		yaml_event_t e;

		if (yaml_parser_parse(&y->parser, &e) == 0) {
			syntax_tell(y);
			break;
		}
		event_take(y, &e);
		end = e.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&y->parser);
	return y->bad ? NULL : y->top;
}

const struct ynode *
yaml_read(struct read *r, size_t from, size_t to)
{
	struct reading y = { .r = r, .base = from };

	return document_read(&y, text_lines(&r->text, from, to));
}

const struct ynode *
yaml_cell(struct read *r, const struct cell *c)
{
	struct reading y = { .r = r, .base = (size_t)c->at.line - 1,
	    .indent = (size_t)c->at.column - 1 };

	return document_read(&y, c->text);
}

const struct ynode *
ynode_get(const struct ynode *map, const char *key)
{
	const struct ynode *n;

	if (map == NULL || map->kind != Y_MAP)
		return NULL;
	for (n = map->first; n != NULL && !str_is(n->key, key); n = n->next)
		;
	return n;
}
