/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands under which clause?  Headings open clauses, texts are their gist,
 * blocks their rules, and a table belongs to the block before it.
 */
#include "pack/clause_in.h"

struct sorting {
	struct read		*r;
	struct pack_clause	*clause;	/* the open one; or NULL */
	struct buf		 zh, en, markdown;
	struct entry		**last;
};

/* ---- clauses ---- */

static void
clause_close(struct sorting *s)
{
	struct pack_clause *c = s->clause;

	if (c != NULL) {
		c->gist = (struct pack_words){ buf_view(&s->zh),
		    buf_view(&s->en) };
		c->markdown = buf_view(&s->markdown);
	}
	s->zh = s->en = s->markdown = (struct buf)BUF_IN(s->r->a);
}

static void
rising_check(struct sorting *s, struct str id, struct pack_place at)
{
	struct read *r = s->r;
	size_t i;

	if (names_find(r->clause_names, id, &i))
		FAULT(r, at,
		    M("Clause {clause} is there already, in line {line}. Put "
		    "both together."), A_TEXT("clause", id),
		    A_INT("line", r->clauses[i].at.line));
	else if (s->clause != NULL && clause_cmp(s->clause->id, id) >= 0)
		FAULT(r, at,
		    M("Clause {clause} stands behind {before}. Bring them in "
		    "order."), A_TEXT("clause", id),
		    A_TEXT("before", s->clause->id));
}

static void
clause_open(struct sorting *s, const struct piece *piece, struct str id)
{
	struct read *r = s->r;
	struct pack *p = r->p;
	struct pack_clause *c;

	if (p->nclauses == PACK_CLAUSES_MAX) {
		FAULT(r, piece->at,
		    M("The pack has more than {most} clauses. Part it in "
		    "several packs."), A_INT("most", PACK_CLAUSES_MAX));
		return;
	}
	clause_close(s);
	rising_check(s, id, piece->at);
	c = &r->clauses[p->nclauses];
	*c = (struct pack_clause){ .id = id, .at = piece->at,
	    .heading = str_trim(str_part(piece->text, id.n, piece->text.n)),
	    .none = { S(""), S("") } };
	(void)names_add(r->clause_names, id, p->nclauses++);
	s->clause = c;
}

/* ---- what stands below ---- */

static void
gist_put(struct buf *b, struct str text)
{
	if (text.n == 0)
		return;
	buf_text(b, b->n > 0 ? "\n\n" : "");
	buf_str(b, text);
}

static void
reader_put(struct sorting *s, const struct piece *p)
{
	struct str text = text_lines(&s->r->text, p->from, p->to);

	if (s->clause == NULL)
		return;
	buf_text(&s->markdown, s->markdown.n > 0 ? "\n" : "");
	buf_str(&s->markdown, text);
	if (text.n == 0 || text.p[text.n - 1] != '\n')
		buf_char(&s->markdown, '\n');
}

/* ---- blocks ---- */

static bool
kind_find(struct read *r, const struct piece *p, enum pack_kind *ret)
{
	static const char *const words[] = {
#define X(name, word, said) word,
		PACK_KIND_TABLE(X)
#undef X
		NULL
	};
	struct near near;

	near_start(&near, p->text);
	for (int i = 0; words[i] != NULL; i++) {
		if (str_is(p->text, words[i])) {
			*ret = (enum pack_kind)i;
			return true;
		}
		near_try(&near, str_of(words[i]));
	}
	if (near.found.n > 0)
		FAULT(r, p->at,
		    M("There are no blocks of kind “{kind}”. Did you mean "
		    "yaml {near}?"), A_TEXT("kind", p->text),
		    A_TEXT("near", near.found));
	else
		FAULT(r, p->at,
		    M("There are no blocks of kind “{kind}”. Behind yaml "
		    "stands one of {words}."), A_TEXT("kind", p->text),
		    A_TEXT("words", words_said(r->a, words)));
	return false;
}

/* One id for one thing in the whole pack. */
static void
id_settle(struct read *r, struct entry *e)
{
	const struct ynode *v = ynode_get(e->node, "id");
	struct key at = { .at = 0 };
	size_t line;

	e->id = S("");
	e->id_at = e->node->at;
	if (v == NULL) {
		if (e->kind != PACK_NONE)
			FAULT(r, e->node->at,
			    M("The key {key} is missing. Add it."),
			    A_CSTR("key", "id"));
		return;
	}
	e->id_at = v->at;
	take_id(r, v, &at, &e->id);
	if (e->id.n == 0)
		return;
	if (names_find(r->ids, e->id, &line))
		FAULT(r, v->at,
		    M("The id {id} is there already, in line {line}. Give it "
		    "another."), A_TEXT("id", e->id),
		    A_INT("line", (int64_t)line));
	else
		(void)names_add(r->ids, e->id, (size_t)v->at.line);
}

static void
entry_add(struct sorting *s, enum pack_kind kind, const struct ynode *node,
    const struct piece *table)
{
	struct read *r = s->r;
	struct entry *e;

	if (node->kind != Y_MAP) {
		FAULT(r, node->at,
		    M("Keys with their values belong here (key: value). "
		    "Write them so."), { 0 });
		r->blind |= kind == PACK_FACTS;
		return;
	}
	if ((e = NEW(r->a, struct entry)) == NULL)
		return;
	*e = (struct entry){ .kind = kind, .node = node, .table = table,
	    .clause = s->clause };
	id_settle(r, e);
	*s->last = e;
	s->last = &e->next;
	if (kind == PACK_FACTS)
		r->nfacts++;
	else if (kind == PACK_EXAMPLE)
		r->nexamples++;
	else if (kind != PACK_NONE)
		r->nrules++;
}

/* Is the piece a table, or was it meant as one? */
static const struct piece *
table_behind(struct read *r, const struct piece *p, enum pack_kind kind)
{
	const struct piece *t = p->next;
	bool takes = kind == PACK_TABLE || kind == PACK_EXAMPLE;

	if (t != NULL && t->kind == PIECE_TABLE) {
		if (takes)
			return t;
		FAULT(r, t->at,
		    M("A table stands behind a block of kind {kind}, which "
		    "takes none. Put a line of text between them."),
		    A_CSTR("kind", pack_kind_word(kind)));
	} else if (t != NULL && t->kind == PIECE_PARAGRAPH &&
	    text_line(&r->text, t->from).p[0] == '|') {
		FAULT(r, t->at,
		    M("This is no table. Below its heading belongs a line "
		    "|---|---| with as many cells as the heading has."),
		    { 0 });
	} else if (kind == PACK_TABLE) {
		FAULT(r, p->at,
		    M("The table itself is missing. Write it directly behind "
		    "the block, after an empty line."), { 0 });
	}
	return NULL;
}

static void
block_take(struct sorting *s, const struct piece *p)
{
	struct read *r = s->r;
	const struct piece *table;
	const struct ynode *top;
	enum pack_kind kind;
	size_t errors;

	if (!kind_find(r, p, &kind)) {
		r->blind = true;
		return;
	}
	table = table_behind(r, p, kind);
	errors = r->sink.to->errors;
	top = p->to > p->from + 1 ? yaml_read(r, p->from + 1, p->to - 1) :
	    NULL;
	if (top == NULL) {
		if (r->sink.to->errors == errors)
			FAULT(r, p->at, M("The block is empty. Fill it, or "
			    "take it out."), { 0 });
		r->blind |= kind == PACK_FACTS;
		return;
	}
	if (top->kind != Y_LIST) {
		entry_add(s, kind, top, table);
		return;
	}
	if (table != NULL && top->n > 1) {
		FAULT(r, table->at,
		    M("The block before the table is a list, so that it is "
		    "not clear to which it belongs. Write one block for "
		    "each."), { 0 });
		table = NULL;
	}
	for (const struct ynode *v = top->first; v != NULL; v = v->next)
		entry_add(s, kind, v, table);
}

static void
piece_take(struct sorting *s, const struct piece *p)
{
	struct str id;

	switch (p->kind) {
	case PIECE_HEADING:
		if (clause_number(p->text, &id))
			clause_open(s, p, id);
		else
			reader_put(s, p);
		break;
	case PIECE_BLOCK:
		block_take(s, p);
		break;
	case PIECE_TABLE:
		break;		/* of the block before it */
	default:
		reader_put(s, p);
		if (p->kind == PIECE_PARAGRAPH)
			gist_put(&s->zh, p->text);
		else if (p->kind == PIECE_QUOTE)
			gist_put(&s->en, p->text);
		break;
	}
}

/* Why has the clause no rule? */
static void
none_take(struct read *r, const struct entry *e)
{
	static const struct key keys[] = {
		{ "id",		take_node, offsetof(struct draft, id) },
		{ "reason",	take_words, offsetof(struct draft, r.title),
		    .needed = true },
		{ "en",		take_en, offsetof(struct draft, r.title) },
		{ NULL }
	};
	const struct key *tables[] = { keys, NULL };
	struct draft *d = NEW(r->a, struct draft);

	if (d == NULL || !keys_take(r, e->node, tables, d, false))
		return;
	if (e->clause == NULL)
		FAULT(r, e->node->at,
		    M("The block stands under no clause. A clause begins with "
		    "a heading such as ## 8.2 …"), { 0 });
	else if (e->clause->none.zh.n > 0)
		FAULT(r, e->node->at,
		    M("It is said already why clause {clause} has no rule. "
		    "Say it once."), A_TEXT("clause", e->clause->id));
	else
		e->clause->none = d->r.title;
}

void
blocks_read(struct read *r, struct piece *pieces)
{
	struct sorting s = { .r = r, .last = &r->entries };
	size_t headings = 0;

	for (const struct piece *p = pieces; p != NULL; p = p->next)
		headings += p->kind == PIECE_HEADING;
	if (headings > PACK_CLAUSES_MAX)
		headings = PACK_CLAUSES_MAX;
	r->clauses = NEW_ARRAY(r->a, struct pack_clause, headings + 1);
	r->clause_names = names_new(r->a);
	r->ids = names_new(r->a);
	clause_close(&s);
	if (r->clauses == NULL || r->clause_names == NULL || r->ids == NULL)
		return;
	for (const struct piece *p = pieces; p != NULL; p = p->next)
		piece_take(&s, p);
	clause_close(&s);
	r->p->clauses = r->clauses;
	r->p->clause_names = r->clause_names;
	for (const struct entry *e = r->entries; e != NULL; e = e->next)
		if (e->kind == PACK_NONE)
			none_take(r, e);
}
