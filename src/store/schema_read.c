/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tables do the parts describe?  Read with the class and the comments,
 * which count here: what is left out is a mistake of ours and is told with its
 * file and line.
 */
#include "store/schema_in.h"

/* One part, while it is read. */
struct reading {
	struct arena		*a;
	const struct part	*part;
	struct words		 words;
	struct word		 w;		/* the present one, no comment */
	struct str		 said;		/* the latest comment … */
	int64_t			 said_to;	/* … and its last line */
	struct column		*column;	/* gets the comments, if any */
	struct table		*tables;
	size_t			 n, room;
	struct column		 columns[TABLE_COLUMNS_MAX];
	size_t			 ncolumns;
	const char		*keys[TABLE_KEYS_MAX];
	size_t			 nkeys;
	enum err		 r;
	struct note		*note;
};

static const char *const class_words[] = {
	[CLASS_NONE] = "",
	[CLASS_CANON] = "CANON",
	[CLASS_DERIVED] = "DERIVED",
	[CLASS_KEPT] = "KEPT",
	[CLASS_SCRATCH] = "SCRATCH",
};

const char *
table_class_word(enum table_class c)
{
	return class_words[c];
}

/* Only the first mistake is told; reading goes on to the end harmlessly. */
static void
wrong(struct reading *rd, const char *words, struct str what)
{
	if (arena_failed(rd->a))
		rd->r = note_memory(rd->note);
	else if (rd->r == ERR_OK)
		rd->r = NOTE(rd->note, ERR_BUG,
		    M("The program describes its tables wrongly: {part}.sql, "
		    "line {line}, \"{what}\": {words}. Please report it."),
		    A_CSTR("part", rd->part->name),
		    A_INT("line", rd->w.line), A_TEXT("what", what),
		    A_CSTR("words", words));
	rd->words.at = rd->words.text.n;
	rd->w = (struct word){ WORD_END, S(""), rd->w.line };
}

static struct str
joined(struct reading *rd, struct str a, struct str b)
{
	return a.n == 0 ? str_copy(rd->a, b) :
	    str_fmt(rd->a, "%.*s %.*s", STR_ARG(a), STR_ARG(b));
}

/* Above a table the lines of one block belong together; within it a comment
 * belongs to the column before it. */
static void
comment_add(struct reading *rd, const struct word *w)
{
	struct str text = str_trim(str_part(w->text, 2, w->text.n));

	if (rd->column != NULL) {
		rd->column->comment = joined(rd,
		    str_of(rd->column->comment), text).p;
		return;
	}
	rd->said = joined(rd, w->line == rd->said_to + 1 ? rd->said : S(""),
	    text);
	rd->said_to = w->line;
}

static void
advance(struct reading *rd)
{
	while ((rd->w = words_next(&rd->words)).kind == WORD_COMMENT)
		comment_add(rd, &rd->w);
	if (rd->w.kind == WORD_BAD)
		wrong(rd, "this is not understood", str_part(rd->words.text,
		    rd->words.at, rd->words.at + 20));
}

static bool
accept(struct reading *rd, const char *word)
{
	if (!word_is(&rd->w, word))
		return false;
	advance(rd);
	return true;
}

static void
expect(struct reading *rd, const char *word)
{
	if (!accept(rd, word))
		wrong(rd, word[0] == '(' ? "a ( belongs here" :
		    "another word belongs here", rd->w.text);
}

/* A name of ours: small letters, digits and _. */
static struct str
name_take(struct reading *rd)
{
	struct str s = rd->w.text;
	bool fits = rd->w.kind == WORD_NAME && s.n <= TABLE_NAME_MAX &&
	    s.p[0] >= 'a' && s.p[0] <= 'z';

	for (size_t i = 0; fits && i < s.n; i++)
		fits = (s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '_' ||
		    (s.p[i] >= '0' && s.p[i] <= '9');
	if (!fits)
		wrong(rd, "this is no name of ours", s);
	else
		advance(rd);
	return s;
}

/* ( … ) or the rest of a column, up to its end. */
static void
skip_to_end(struct reading *rd)
{
	int depth = 0;

	while (rd->w.kind != WORD_END) {
		if (depth == 0 && (word_is(&rd->w, ",") ||
		    word_is(&rd->w, ")")))
			return;
		depth += word_is(&rd->w, "(");
		depth -= word_is(&rd->w, ")");
		advance(rd);
	}
}

static void
key_add(struct reading *rd, struct str name)
{
	if (rd->nkeys == TABLE_KEYS_MAX)
		wrong(rd, "too many columns in a key", name);
	else
		rd->keys[rd->nkeys++] = str_copy(rd->a, name).p;
}

/* PRIMARY KEY (a, b) */
static void
read_key(struct reading *rd)
{
	expect(rd, "KEY");
	expect(rd, "(");
	do
		key_add(rd, name_take(rd));
	while (accept(rd, ","));
	expect(rd, ")");
}

static void
read_column_rules(struct reading *rd, const struct table *t, struct str name)
{
	bool not = false;
	int depth = 0;

	for (; rd->w.kind != WORD_END; advance(rd)) {
		if (depth == 0 && (word_is(&rd->w, ",") ||
		    word_is(&rd->w, ")")))
			return;
		depth += word_is(&rd->w, "(");
		depth -= word_is(&rd->w, ")");
		if (not && word_is(&rd->w, "NULL"))
			rd->column->not_null = true;
		not = word_is(&rd->w, "NOT");
		if (word_is(&rd->w, "PRIMARY"))
			key_add(rd, name);
		if (word_is(&rd->w, "REFERENCES") &&
		    t->class == CLASS_DERIVED)
			wrong(rd, "a DERIVED table refers to no other", name);
	}
}

/* name TYPE rules */
static void
read_column(struct reading *rd, const struct table *t)
{
	struct str name = rd->w.text;

	if (rd->ncolumns == TABLE_COLUMNS_MAX) {
		wrong(rd, "too many columns", name);
		return;
	}
	rd->column = &rd->columns[rd->ncolumns++];
	*rd->column = (struct column){ .name = str_copy(rd->a, name).p,
	    .comment = "" };
	(void)name_take(rd);
	if (rd->w.kind != WORD_NAME || !words_type(rd->w.text))
		wrong(rd, "this is no type of ours", rd->w.text);
	rd->column->type = str_copy(rd->a, rd->w.text).p;
	advance(rd);
	read_column_rules(rd, t, name);
}

static void
read_item(struct reading *rd, const struct table *t)
{
	if (accept(rd, "PRIMARY"))
		read_key(rd);
	else if (word_is(&rd->w, "UNIQUE") || word_is(&rd->w, "CHECK"))
		skip_to_end(rd);
	else
		read_column(rd, t);
}

static const struct column *
column_find(const struct reading *rd, const char *name)
{
	for (size_t i = 0; i < rd->ncolumns; i++)
		if (strcmp(rd->columns[i].name, name) == 0)
			return &rd->columns[i];
	return NULL;
}

static void
columns_check(struct reading *rd, const struct table *t)
{
	const struct column *c;

	if (rd->nkeys == 0)
		wrong(rd, "the table has no primary key", str_of(t->name));
	for (size_t i = 0; i < rd->nkeys; i++)
		if ((c = column_find(rd, rd->keys[i])) == NULL ||
		    !c->not_null)
			wrong(rd, "a column of the key is missing or may be "
			    "NULL", str_of(rd->keys[i]));
	for (size_t i = 0; i < rd->ncolumns; i++)
		if (column_find(rd, rd->columns[i].name) != &rd->columns[i])
			wrong(rd, "two columns have this name",
			    str_of(rd->columns[i].name));
}

/* Keep what was read of ${t}, as far as there is memory. */
static void
columns_keep(struct reading *rd, struct table *t)
{
	struct column *columns = NEW_ARRAY(rd->a, struct column,
	    rd->ncolumns);
	const char **keys = NEW_ARRAY(rd->a, const char *, rd->nkeys);

	if (columns == NULL || keys == NULL) {
		wrong(rd, "no memory", S(""));
		return;
	}
	memcpy(columns, rd->columns, rd->ncolumns * sizeof *columns);
	memcpy(keys, rd->keys, rd->nkeys * sizeof *keys);
	t->columns = columns;
	t->ncolumns = rd->ncolumns;
	t->keys = keys;
	t->nkeys = rd->nkeys;
}

/* CANON, append only.  Words. */
static void
class_take(struct reading *rd, struct table *t)
{
	static const char only[] = ", append only", lasting[] = ", lasting";
	struct str said = rd->said, word;
	size_t n = 0;

	while (n < said.n && said.p[n] >= 'A' && said.p[n] <= 'Z')
		n++;
	word = str_part(said, 0, n);
	for (size_t c = CLASS_CANON; c <= CLASS_SCRATCH; c++)
		if (str_is(word, class_words[c]))
			t->class = (enum table_class)c;
	if (t->class == CLASS_NONE || rd->said_to + 1 != rd->w.line)
		wrong(rd, "the comment above the table does not begin with "
		    "its class", rd->w.text);
	said = str_part(said, n, said.n);
	t->append_only = str_starts(said, only);
	t->lasting = str_starts(said, lasting);
	if ((t->append_only && t->class != CLASS_CANON) ||
	    (t->lasting && t->class != CLASS_SCRATCH))
		wrong(rd, "only a CANON table is append only, and only a "
		    "SCRATCH one lasting", rd->w.text);
	n = str_find(said, '.');
	t->comment = str_copy(rd->a, str_trim(str_part(said, n + 1,
	    said.n))).p;
}

static struct table *
table_add(struct reading *rd)
{
	size_t room = rd->room == 0 ? 16 : rd->room * 2;
	struct table *tables;

	if (rd->n == rd->room) {
		tables = arena_grow(rd->a, rd->tables,
		    rd->room * sizeof *tables, room * sizeof *tables);
		if (tables == NULL)
			return NULL;
		rd->tables = tables;
		rd->room = room;
	}
	rd->tables[rd->n] = (struct table){ .part = rd->part };
	return &rd->tables[rd->n++];
}

/* CREATE TABLE name ( item, item ) [WITHOUT ROWID] ; */
static void
read_table(struct reading *rd)
{
	struct table *t = table_add(rd);

	if (t == NULL) {
		wrong(rd, "no memory", S(""));
		return;
	}
	class_take(rd, t);
	rd->ncolumns = rd->nkeys = 0;
	expect(rd, "TABLE");
	t->name = str_copy(rd->a, name_take(rd)).p;
	expect(rd, "(");
	do
		read_item(rd, t);
	while (accept(rd, ","));
	rd->column = NULL;
	expect(rd, ")");
	if (accept(rd, "WITHOUT"))
		expect(rd, "ROWID");
	columns_check(rd, t);
	columns_keep(rd, t);
}

/* CREATE WORDS name ; */
static void
read_words(struct reading *rd)
{
	struct table *t = table_add(rd);

	if (t == NULL) {
		wrong(rd, "no memory", S(""));
		return;
	}
	class_take(rd, t);
	if (t->class != CLASS_SCRATCH)
		wrong(rd, "an index of words is SCRATCH", rd->w.text);
	t->words = true;
	expect(rd, "WORDS");
	t->name = str_copy(rd->a, name_take(rd)).p;
}

/* CREATE [UNIQUE] INDEX name ON table ( … ) … ; */
static void
read_index(struct reading *rd)
{
	struct str name;

	(void)accept(rd, "UNIQUE");
	expect(rd, "INDEX");
	(void)name_take(rd);
	expect(rd, "ON");
	name = name_take(rd);
	if (rd->n == 0 || rd->tables[rd->n - 1].part != rd->part ||
	    rd->tables[rd->n - 1].words || !str_is(name, rd->tables[rd->n - 1].name))
		wrong(rd, "an index stands behind its table", name);
	while (rd->w.kind != WORD_END && !word_is(&rd->w, ";"))
		advance(rd);
}

/* From the first word of the table to the last of its indexes. */
static void
create_extend(struct reading *rd, size_t from)
{
	struct table *t = rd->n == 0 ? NULL : &rd->tables[rd->n - 1];
	size_t to = (size_t)(rd->w.text.p - rd->words.text.p) + rd->w.text.n;

	if (t == NULL || rd->r != ERR_OK)
		return;
	t->create = joined(rd, str_of(t->create),
	    str_part(rd->words.text, from, to)).p;
}

static void
read_statement(struct reading *rd)
{
	size_t from = (size_t)(rd->w.text.p - rd->words.text.p);

	if (!word_is(&rd->w, "CREATE")) {
		wrong(rd, "only CREATE TABLE, INDEX and WORDS stand here",
		    rd->w.text);
		return;
	}
	/* The line of CREATE is still the present one for class_take(). */
	rd->w = words_next(&rd->words);
	if (word_is(&rd->w, "TABLE"))
		read_table(rd);
	else if (word_is(&rd->w, "WORDS"))
		read_words(rd);
	else
		read_index(rd);
	if (!word_is(&rd->w, ";"))
		wrong(rd, "a ; belongs here", rd->w.text);
	create_extend(rd, from);
	advance(rd);
}

static void
read_part(struct reading *rd, const struct part *p)
{
	rd->part = p;
	rd->words = words_of(str_of(p->sql));
	rd->said = S("");
	rd->said_to = 0;
	advance(rd);
	while (rd->w.kind != WORD_END)
		read_statement(rd);
}

/* The class belongs to what a table is: another one, another shape. */
static enum err
shapes_make(struct reading *rd)
{
	struct buf b = BUF_INIT;
	enum err r = ERR_OK;

	for (size_t i = 0; i < rd->n; i++) {
		struct table *t = &rd->tables[i];

		buf_empty(&b);
		buf_fmt(&b, "%s%s", class_words[t->class],
		    t->append_only ? " append only" : "");
		words_normal(&b, str_of(t->create));
		if (buf_failed(&b)) {
			r = note_memory(rd->note);
			break;
		}
		t->shape = hash_of(b.p, b.n);
	}
	buf_free(&b);
	return r;
}

static int
by_name(const void *a, const void *b)
{
	const struct named *na = a, *nb = b;

	return strcmp(na->name, nb->name);
}

static enum err
schema_sort(struct reading *rd, struct schema *s)
{
	for (size_t i = 0; i < rd->n; i++)
		s->by_name[i] = (struct named){ rd->tables[i].name,
		    &rd->tables[i] };
	qsort(s->by_name, rd->n, sizeof s->by_name[0], by_name);
	for (size_t i = 1; i < rd->n; i++)
		if (by_name(&s->by_name[i - 1], &s->by_name[i]) == 0) {
			rd->part = s->by_name[i].table->part;
			wrong(rd, "two tables have this name",
			    str_of(s->by_name[i].name));
		}
	return rd->r;
}

enum err
schema_read(struct arena *a, const struct part *parts, size_t nparts,
    const struct schema **ret, struct note *note)
{
	struct reading *rd = NEW(a, struct reading);
	struct schema *s = NEW(a, struct schema);
	enum err r;

	if (rd == NULL || s == NULL)
		return note_memory(note);
	*rd = (struct reading){ .a = a, .note = note };
	for (size_t i = 0; i < nparts && rd->r == ERR_OK; i++)
		read_part(rd, &parts[i]);
	*s = (struct schema){ parts, nparts, rd->tables, rd->n,
	    NEW_ARRAY(a, struct named, rd->n) };
	if (arena_failed(a))
		return note_memory(note);
	if ((r = rd->r) != ERR_OK || (r = schema_sort(rd, s)) != ERR_OK ||
	    (r = shapes_make(rd)) != ERR_OK)
		return r;
	*ret = s;
	return ERR_OK;
}
