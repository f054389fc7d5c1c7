/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does one text of SQL become a statement of either database?  Word by
 * word: the type words are replaced, the ends of CREATE TABLE differ, all else
 * stays as it was written, comments too, since SQLite keeps them.
 */
#include "store/schema_in.h"

static const struct {
	const char	*word, *sqlite, *postgres;
} types[] = {
	{ "KEY16", "BLOB", "BYTEA" },
	{ "MOMENT", "INTEGER", "BIGINT" },
	{ "DAY", "INTEGER", "BIGINT" },
	{ "BYTES", "BLOB", "BYTEA" },
	{ "TEXT", "TEXT", "TEXT COLLATE \"C\"" },
	{ "INTEGER", "INTEGER", "BIGINT" },
};

enum { TYPES = sizeof types / sizeof types[0] };

struct words
words_of(struct str text)
{
	return (struct words){ text, 0, 1 };
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '.';
}

static bool
is_operator(char c)
{
	return c != '\0' && strchr("<>=!|+-*/%", c) != NULL;
}

static char
peek(const struct words *w, size_t ahead)
{
	return w->at + ahead < w->text.n ? w->text.p[w->at + ahead] : '\0';
}

/* Where does the string that begins at ${w} end?  0: nowhere. */
static size_t
string_length(const struct words *w)
{
	size_t n = 1;

	for (; w->at + n < w->text.n; n++) {
		if (peek(w, n) != '\'')
			continue;
		if (peek(w, n + 1) != '\'')
			return n + 1;
		n++;
	}
	return 0;
}

static size_t
word_length(const struct words *w, enum word_kind *ret_kind)
{
	size_t n = 0;

	if (peek(w, 0) == '-' && peek(w, 1) == '-') {
		*ret_kind = WORD_COMMENT;
		return str_find(str_part(w->text, w->at, w->text.n), '\n');
	}
	if (peek(w, 0) == '\'') {
		n = string_length(w);
		*ret_kind = n == 0 ? WORD_BAD : WORD_STRING;
		return n;
	}
	*ret_kind = WORD_NAME;
	while (is_name(peek(w, n)))
		n++;
	if (n != 0)
		return n;
	*ret_kind = WORD_SIGN;
	while (is_operator(peek(w, n)))
		n++;
	if (n == 0 && strchr("(),;", peek(w, 0)) != NULL)
		n = 1;
	if (n == 0)
		*ret_kind = WORD_BAD;
	return n;
}

struct word
words_next(struct words *w)
{
	struct word word = { WORD_END, S(""), 0 };
	size_t n;

	for (; strchr(" \t\r\n", peek(w, 0)) != NULL && w->at < w->text.n;
	    w->at++)
		if (peek(w, 0) == '\n')
			w->line++;
	word.line = w->line;
	if (w->at >= w->text.n)
		return word;
	n = word_length(w, &word.kind);
	word.text = str_part(w->text, w->at, w->at + n);
	for (size_t i = 0; i < n; i++)
		if (word.text.p[i] == '\n')
			w->line++;
	w->at += n;
	return word;
}

bool
word_is(const struct word *w, const char *text)
{
	return (w->kind == WORD_NAME || w->kind == WORD_SIGN) &&
	    str_is(w->text, text);
}

bool
words_statement(struct words *rest, struct str *ret)
{
	size_t from = rest->text.n, to = rest->text.n;
	struct word w;

	for (;;) {
		w = words_next(rest);
		if (w.kind == WORD_END)
			break;
		if (w.kind == WORD_BAD) {	/* let the database say so */
			rest->at = rest->text.n;
			break;
		}
		if (w.kind == WORD_COMMENT)
			continue;
		if (from == rest->text.n)
			from = rest->at - w.text.n;
		if (word_is(&w, ";")) {
			to = rest->at - 1;
			break;
		}
	}
	*ret = str_trim(str_part(rest->text, from, to));
	return ret->n != 0;
}

bool
words_type(struct str word)
{
	for (size_t i = 0; i < TYPES; i++)
		if (str_is(word, types[i].word))
			return true;
	return false;
}

/* What stands for ${word} there?  Behind AS (a cast) no collation may. */
static struct str
word_for(const struct word *word, bool cast, bool postgres)
{
	for (size_t i = 0; i < TYPES && word->kind == WORD_NAME; i++)
		if (str_is(word->text, types[i].word))
			return !postgres ? str_of(types[i].sqlite) :
			    cast ? str_part(str_of(types[i].postgres), 0,
			    str_find(str_of(types[i].postgres), ' ')) :
			    str_of(types[i].postgres);
	return word->text;
}

static bool
is_create_table(struct str statement)
{
	struct words words = words_of(statement);
	struct word create = words_next(&words), table = words_next(&words);

	return word_is(&create, "CREATE") && word_is(&table, "TABLE");
}

void
words_translate(struct buf *b, struct str statement, bool postgres)
{
	bool table = is_create_table(statement), without = false, cast = false;
	struct words words = words_of(statement);
	size_t before = 0;
	struct word w;

	for (;;) {
		w = words_next(&words);
		if (w.kind == WORD_END || w.kind == WORD_BAD)
			break;
		if ((without = table && word_is(&w, "WITHOUT")))
			break;
		buf_str(b, str_part(statement, before, words.at - w.text.n));
		buf_str(b, word_for(&w, cast, postgres));
		cast = word_is(&w, "AS");
		before = words.at;
	}
	if (w.kind == WORD_BAD)
		buf_str(b, str_part(statement, before, statement.n));
	if (table && !postgres)
		buf_text(b, without ? " STRICT, WITHOUT ROWID" : " STRICT");
}

void
words_normal(struct buf *b, struct str text)
{
	struct words words = words_of(text);
	struct word w;

	while ((w = words_next(&words)).kind != WORD_END) {
		if (w.kind == WORD_BAD)
			break;
		if (w.kind == WORD_COMMENT)
			continue;
		if (b->n != 0)
			buf_char(b, ' ');
		buf_str(b, w.text);
	}
}
