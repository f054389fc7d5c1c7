/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What if somebody wants to try one expression after another?  A line is an
 * expression; while brackets or a string are open it goes on.  Lines that begin
 * with a colon are for the program itself.
 */
#include "house/feel_in.h"

#include "cli/cli_cmd.h"

/* Is the text complete: no bracket, string or comment open? */
static bool
complete(struct str s)
{
	int64_t deep = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : '\0';

		if (c == '"') {
			for (i++; i < s.n && s.p[i] != '"'; i++)
				i += s.p[i] == '\\';
			if (i >= s.n)
				return false;
		} else if (c == '/' && next == '/') {
			i += str_find(str_part(s, i, s.n), '\n');
		} else if (c == '/' && next == '*') {
			for (i += 2; i + 1 < s.n && (s.p[i] != '*' ||
			    s.p[i + 1] != '/'); i++)
				;
			if (i + 1 >= s.n)
				return false;
			i++;
		} else if (c == '(' || c == '[' || c == '{') {
			deep++;
		} else if (c == ')' || c == ']' || c == '}') {
			/* "]1..5[" opens and closes the other way round. */
			deep -= deep > 0;
		}
	}
	return deep == 0;
}

static void
fail(struct feel_try *t, enum err r, struct note *note)
{
	if (note->err == ERR_OK)
		(void)NOTE(note, r, err_words(r));
	terminal_fail(t->c->term, t->c->voice, t->c->json, note);
}

static enum err
facts_show(struct feel_try *t, struct note *note)
{
	struct buf b = BUF_IN(t->a);

	for (size_t i = 0; i < feel_scope_facts(t->scope); i++) {
		buf_str(&b, feel_scope_name(t->scope, i));
		buf_text(&b, " = ");
		if (feel_is_unknown(&t->facts[i]))
			buf_char(&b, '?');
		else
			feel_put(&b, &t->facts[i]);
		buf_char(&b, '\n');
	}
	return terminal_put(t->c->term, buf_view(&b), note);
}

/* New facts stay: they lie in the command's own arena, in a scope of their
 * own, so that a wrong file leaves the old ones. */
static enum err
context_new(struct feel_try *t, struct str given, struct note *note)
{
	struct feel_try fresh = *t;
	enum err r;

	if (given.n == 0)
		return facts_show(t, note);
	if ((r = try_again(&fresh, t->c->a, note)) == ERR_OK &&
	    (r = try_context(&fresh, str_copy(t->c->a, given), note)) ==
	    ERR_OK)
		*t = fresh;
	return r;
}

/* ":word rest".  False: it is over. */
static bool
order(struct feel_try *t, struct str line, struct note *note)
{
	size_t at = str_find(line, ' ');
	struct str word = str_part(line, 0, at);
	struct str rest = str_trim(str_part(line, at, line.n));
	enum err r = ERR_OK;

	if (str_is(word, ":quit") || str_is(word, ":q"))
		return false;
	if (str_is(word, ":context")) {
		r = context_new(t, rest, note);
	} else if (str_is(word, ":explain")) {
		t->explain = !t->explain;
		r = SAY(t->c, note, t->explain ?
		    M("Answers are explained from now on.") :
		    M("Answers are not explained any more."));
	} else {
		r = SAY(t->c, note, M("An expression, or :context FILE|JSON "
		    "(without: show the facts), :explain (on or off), :quit."));
	}
	if (r != ERR_OK)
		fail(t, r, note);
	return true;
}

/* All that is in ${b} is dealt with.  False: it is over. */
static bool
said(struct feel_try *t, struct buf *b, struct note *note, enum err *ret)
{
	struct str text = str_trim(buf_view(b));
	struct arena *a = arena_new();
	bool on = true;
	enum err r = ERR_OK;

	if (a == NULL) {
		*ret = note_memory(note);
		return false;
	}
	t->a = a;
	if (text.n > 0 && text.p[0] == ':')
		on = order(t, text, note);
	else if (text.n > 0)
		r = try_expression(t, text, note);
	if (r != ERR_OK && cmd_typed(t->c) && r != ERR_STOPPED &&
	    r != ERR_IO) {
		fail(t, r, note);
		r = ERR_OK;
	}
	if (r == ERR_OK)
		note_clear(note);
	t->a = t->c->a;
	arena_free(a);
	buf_empty(b);
	*ret = r;
	return on && r == ERR_OK;
}

enum err
try_lines(struct feel_try *t, struct note *note)
{
	struct buf b = BUF_INIT;
	bool end = false, on = true;
	enum err r = ERR_OK;

	if (cmd_typed(t->c))
		r = SAY(t->c, note, M("An expression a line; it goes on while a "
		    "bracket is open. :quit ends, :help helps."));
	while (r == ERR_OK && on) {
		size_t before = b.n;

		r = cmd_line(t->c, b.n == 0 ? "feel> " : "    > ",
		    FEEL_TEXT_MAX + 1, &b, &end, note);
		if (r != ERR_OK)
			break;
		end = end && b.n == before;
		if (end || (b.n > 0 && b.p[0] == ':') ||
		    complete(buf_view(&b)) || b.n == before)
			on = said(t, &b, note, &r) && !end;
		else
			buf_char(&b, '\n');
	}
	buf_free(&b);
	return r;
}
