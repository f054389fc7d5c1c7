/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command line is understood or refused with a sentence, and what of its text
 * is shown steers no terminal.  Words are parted by NUL.
 */
#include <assert.h>

#include "base/utf8.h"
#include "cli/cli_in.h"

enum { WORDS_MAX = 40, WIDTH = 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct choice levels[] = {
	{ "1", "province" }, { "22", "county" }, { NULL, NULL }
};

static const struct opt opts[] = {
	OPT_INT('y', "year", "YEAR", "a year"),
	OPT_CHOICE('l', "level", levels, "a level"),
	OPT_TEXT(0, "name", "TEXT", "a name"),
	OPT_TEXT('f', "file", "FILE", "a file"),
	OPT_DATE('d', "on", "a day"),
	OPT_MOMENT('t', "at", "a time"),
	OPT_MANY('k', "key", "VKEY", "keys"),
	OPT_FLAG('n', "dry-run", "a trial"),
	OPT_END
};

static const struct command rows[] = {
	{ "region list", NULL, 0, opts, "[CODE…]", 0, -1, "list", NULL, NULL },
	{ "region import", NULL, 0, opts, "FILE", 1, 1, "import", NULL, NULL },
	{ "key", NULL, 0, NULL, "[WHICH]", 0, 1, "key", NULL, NULL },
	{ "key show all", NULL, 0, NULL, "", 0, 0, "keys", NULL, NULL },
};

static const struct command_table table = { rows, 4 };

/* What was accepted is what the row asks for. */
static void
fits(const struct cmd *c)
{
	const struct str *keys;
	struct moment m;

	assert(c->row != NULL && c->given != NULL);
	assert(c->noperands >= (size_t)c->row->least);
	assert(c->row->most < 0 || c->noperands <= (size_t)c->row->most);
	if (c->row != &rows[0])
		return;
	for (size_t i = 0; i < c->noperands; i++)
		assert(utf8_ok(c->operand[i]) && utf8_is_nfc(c->operand[i]) &&
		    !utf8_has_control(c->operand[i]));
	(void)cmd_int(c, "year", 0);
	(void)cmd_date(c, "on", 0);
	m = cmd_moment(c, "at", (struct moment){ 0, PREC_MS });
	assert(m.prec < PREC__MAX);
	assert(!cmd_given(c, "level") || str_is(cmd_text(c, "level"), "1") ||
	    str_is(cmd_text(c, "level"), "22"));
	assert(utf8_ok(cmd_text(c, "name")));
	for (size_t n = cmd_many(c, "key", &keys); n-- > 0;)
		assert(utf8_ok(keys[n]));
}

static void
line_try(struct arena *a, struct str in)
{
	char name[] = "anze", *argv[WORDS_MAX + 1] = { name };
	struct note note = NOTE_INIT;
	struct cmd c = { .a = a };
	struct globals g;
	struct str word;
	int argc = 1;
	enum err r;

	while (argc < WORDS_MAX && str_cut(&in, '\0', &word)) {
		char *to = arena_alloc(a, word.n + 1);

		if (word.n > 0)
			memcpy(to, word.p, word.n);
		argv[argc++] = to;
	}
	r = cli_parse(&table, argc, argv, a, &g, &c, &note);
	assert(r == ERR_OK || r == ERR_USAGE);
	assert(r == note.err && (r == ERR_OK) == (note.msg == NULL));
	if (r == ERR_OK)
		fits(&c);
}

/* Nothing that steers is left, and what was harmless is as it was. */
static void
visible_try(struct arena *a, struct str in)
{
	struct buf b = BUF_IN(a), cell = BUF_IN(a), again = BUF_IN(a);

	visible_put(&b, in, 0);
	assert(utf8_ok(buf_view(&b)) && !utf8_has_control(buf_view(&b)));
	visible_put(&again, buf_view(&b), 0);
	assert(str_eq(buf_view(&again), buf_view(&b)));
	visible_put(&cell, in, VISIBLE_CELL | VISIBLE_PIPE);
	assert(str_find(buf_view(&cell), '\t') == cell.n &&
	    str_find(buf_view(&cell), '\n') == cell.n);
}

static struct str
without_blanks(struct arena *a, struct str s)
{
	struct buf b = BUF_IN(a);

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' && s.p[i] != '\n')
			buf_char(&b, s.p[i]);
	return buf_view(&b);
}

/* Lines change, words do not; no line but one long word is too wide. */
static void
wrap_try(struct arena *a, struct str in)
{
	struct buf b = BUF_IN(a);
	struct str text = str_part(in, 0, utf8_bad_at(in)), rest, line;

	wrap_put(&b, text, 0, 2, WIDTH);
	assert(str_eq(without_blanks(a, buf_view(&b)),
	    without_blanks(a, text)));
	for (rest = buf_view(&b); str_cut(&rest, '\n', &line);) {
		assert(line.n == 0 || line.p[line.n - 1] != ' ');
		line = str_trim(line);
		assert(utf8_columns(line) <= WIDTH ||
		    str_find(line, ' ') == line.n);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };
	struct arena *a = arena_new();

	if (a == NULL)
		return 0;
	line_try(a, in);
	visible_try(a, in);
	wrap_try(a, in);
	assert(!arena_failed(a));
	arena_free(a);
	return 0;
}
