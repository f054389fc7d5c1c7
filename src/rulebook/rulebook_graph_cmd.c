/* SPDX-License-Identifier: Apache-2.0 */
/* What leads to what?  Facts to rules, rules to facts that follow from them: as a
 * picture for graphviz, or as a list. */
#include "cli/terminal.h"
#include "rulebook/rulebook_cmd.h"
#include "rulebook/rulebook_desk_cmd.h"

static bool
is_derived(const struct pack_fact *f)
{
	return f->derived != NULL || f->table != NULL || f->level >= 0;
}

/* ---- the picture ---- */

/* A text of DOT: quotes and backslashes are told apart. */
static void
dot_text(struct buf *b, struct str s)
{
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			buf_text(b, "\\n");
		else {
			if (s.p[i] == '"' || s.p[i] == '\\')
				buf_char(b, '\\');
			buf_char(b, s.p[i]);
		}
	}
	buf_char(b, '"');
}

static struct str
fact_node(struct desk *d, const struct pack_fact *f)
{
	return str_fmt(d->a, "%.*s:%.*s", STR_ARG(f->of->id), STR_ARG(f->id));
}

static struct str
rule_node(struct desk *d, const struct pack_rule *r)
{
	return str_fmt(d->a, "%.*s/%.*s", STR_ARG(r->of->id), STR_ARG(r->id));
}

static void
node(struct buf *b, struct str id, struct str label, const char *look)
{
	buf_char(b, '\t');
	dot_text(b, id);
	buf_text(b, " [label=");
	dot_text(b, label);
	buf_fmt(b, ", %s];\n", look);
}

static void
edge(struct buf *b, struct str from, struct str to)
{
	buf_char(b, '\t');
	dot_text(b, from);
	buf_text(b, " -> ");
	dot_text(b, to);
	buf_text(b, ";\n");
}

static void
fact_draw(struct desk *d, struct buf *b, const struct pack *p,
    const struct pack_fact *f)
{
	node(b, fact_node(d, f), desk_words(d->c, f->name),
	    is_derived(f) ? "shape=ellipse, style=dashed" :
	    f->judged ? "shape=ellipse, style=bold" : "shape=ellipse");
	for (size_t i = 0; f->derived != NULL && i < p->nfacts; i++)
		if (p->facts[i] != NULL && feel_names(f->derived, i))
			edge(b, fact_node(d, p->facts[i]), fact_node(d, f));
}

/* A criterion of a level leads to that level and those below it. */
static void
level_draw(struct desk *d, struct buf *b, const struct pack *p,
    const struct pack_rule *r)
{
	for (size_t i = 0; i < p->nfacts; i++)
		if (p->facts[i] != NULL && p->facts[i]->of == p &&
		    p->facts[i]->level >= 0 && p->facts[i]->level == r->level)
			edge(b, rule_node(d, r), fact_node(d, p->facts[i]));
}

static void
rule_draw(struct desk *d, struct buf *b, const struct pack *p,
    const struct pack_rule *r)
{
	node(b, rule_node(d, r), str_fmt(d->a, "%.*s\n%.*s",
	    STR_ARG(r->clause == NULL ? S("") : r->clause->id),
	    STR_ARG(desk_words(d->c, r->title))),
	    attested_decides(r->attested) ? "shape=box" :
	    "shape=box, style=dotted");
	for (size_t i = 0; i < p->nfacts; i++)
		if (p->facts[i] != NULL && rule_reads(p, r, i))
			edge(b, fact_node(d, p->facts[i]), rule_node(d, r));
	if (r->kind == PACK_TABLE && r->table.gives != NULL)
		edge(b, rule_node(d, r), fact_node(d, r->table.gives));
	if (r->kind == PACK_TABLE && r->table.advises != NULL)
		edge(b, rule_node(d, r), fact_node(d, r->table.advises));
	if (r->kind == PACK_GRADE)
		level_draw(d, b, p, r);
	if (r->overrides != NULL)
		edge(b, rule_node(d, r), rule_node(d, r->overrides));
}

static enum err
dot(struct desk *d, struct note *note)
{
	struct buf b = BUF_IN(d->a);

	buf_text(&b, "digraph packs {\n\trankdir=LR;\n\tnode "
	    "[fontname=\"sans-serif\"];\n");
	for (size_t i = 0; i < d->named; i++) {
		const struct pack *p = d->shelf->t[i].pack;

		for (size_t j = 0; j < p->nfacts; j++)
			if (p->facts[j] != NULL && p->facts[j]->of == p)
				fact_draw(d, &b, p, p->facts[j]);
		for (size_t j = 0; j < p->nrules; j++)
			rule_draw(d, &b, p, &p->rules[j]);
	}
	buf_text(&b, "}\n");
	if (buf_failed(&b) || arena_failed(d->a))
		return note_memory(note);
	return terminal_put(d->c->term, buf_view(&b), note);
}

/* ---- the list ---- */

struct link_view {
	struct value	pack, id, kind, title, en, reads, gives;
};

static const struct choice kinds[] = {
#define X(name, word, said) { word, said },
	PACK_KIND_TABLE(X)
#undef X
	{ "fact", M("derived fact") },
	{ NULL, NULL }
};

static const struct field rows[] = {
	{ .name = "pack", .kind = FIELD_TEXT, .label = M("Pack") },
	{ .name = "id", .kind = FIELD_TEXT, .label = M("Id") },
	{ .name = "kind", .kind = FIELD_CHOICE, .choices = kinds,
	    .label = M("Kind") },
	{ .name = "title", .kind = FIELD_TEXT, .label = M("Title of the rule") },
	{ .name = "en", .kind = FIELD_TEXT, .label = M("In English") },
	{ .name = "reads", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .max = PACK_FACTS_MAX, .label = M("Reads") },
	{ .name = "gives", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .max = PACK_FACTS_MAX, .label = M("Gives") },
};
static FIELDS(fields, "pack.link", 1, rows);

/* Names of facts, as the reader knows them; ids for programs. */
static struct str
fact_called(const struct desk *d, const struct pack_fact *f)
{
	return d->c->json ? f->id : desk_words(d->c, f->name);
}

static enum err
rule_list(struct desk *d, struct listed *l, const struct pack *p,
    const struct pack_rule *r, struct note *note)
{
	struct str *reads = NEW_ARRAY(d->a, struct str, p->nfacts + 1);
	struct str *gives = NEW_ARRAY(d->a, struct str, p->nfacts + 1);
	struct link_view v = { .pack = V_TEXT(p->id), .id = V_TEXT(r->id),
	    .kind = V_TEXT(str_of(pack_kind_word(r->kind))),
	    .title = V_TEXT(r->title.zh), .en = listed_text(r->title.en) };
	size_t n = 0, m = 0;

	if (reads == NULL || gives == NULL)
		return note_memory(note);
	for (size_t i = 0; i < p->nfacts; i++) {
		const struct pack_fact *f = p->facts[i];

		if (f == NULL)
			continue;
		if (rule_reads(p, r, i))
			reads[n++] = fact_called(d, f);
		if ((r->kind == PACK_TABLE && (r->table.gives == f ||
		    r->table.advises == f)) || (r->kind == PACK_GRADE &&
		    f->of == p && f->level >= 0 && f->level == r->level))
			gives[m++] = fact_called(d, f);
	}
	v.reads = listed_texts(d->a, reads, n);
	v.gives = listed_texts(d->a, gives, m);
	return listed_put(l, VALUES(&v), note);
}

static enum err
fact_list(struct desk *d, struct listed *l, const struct pack *p,
    const struct pack_fact *f, struct note *note)
{
	struct str *reads = NEW_ARRAY(d->a, struct str, p->nfacts + 1);
	struct link_view v = { .pack = V_TEXT(p->id), .id = V_TEXT(f->id),
	    .kind = V_TEXT(S("fact")), .title = V_TEXT(f->name.zh),
	    .en = listed_text(f->name.en) };
	size_t n = 0;

	if (reads == NULL)
		return note_memory(note);
	for (size_t i = 0; i < p->nfacts; i++)
		if (p->facts[i] != NULL && feel_names(f->derived, i))
			reads[n++] = fact_called(d, p->facts[i]);
	v.reads = listed_texts(d->a, reads, n);
	return listed_put(l, VALUES(&v), note);
}

static enum err
list(struct desk *d, struct note *note)
{
	struct listed *l = NULL;
	enum err r;

	if ((r = listed_begin(d->c, &fields, &l, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < d->named; i++) {
		const struct pack *p = d->shelf->t[i].pack;

		for (size_t j = 0; j < p->nfacts && r == ERR_OK; j++)
			if (p->facts[j] != NULL && p->facts[j]->of == p &&
			    p->facts[j]->derived != NULL)
				r = fact_list(d, l, p, p->facts[j], note);
		for (size_t j = 0; j < p->nrules && r == ERR_OK; j++)
			r = rule_list(d, l, p, &p->rules[j], note);
	}
	return listed_end(l, note_arena(d->a, r, note), note);
}

static enum err
graph(struct desk *d, struct note *note)
{
	enum err r;

	if ((r = desk_name_all(d, 0, note)) != ERR_OK ||
	    (r = desk_fill(d, d->today, note)) != ERR_OK ||
	    (r = desk_read(d, note)) != ERR_OK)
		return r;
	return cmd_flag(d->c, "text") || d->c->json || cmd_given(d->c,
	    "to") ? list(d, note) : dot(d, note);
}

enum err
rulebook_cmd_graph(struct cmd *c, struct note *note)
{
	return desk_run(c, graph, note);
}
