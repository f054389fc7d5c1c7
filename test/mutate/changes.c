/* SPDX-License-Identifier: Apache-2.0 */
/* Where do the figures, comparisons and connectives of a pack stand? */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "test/mutate/mutate.h"

enum { FIGURE_MAX = 18 };	/* digits that are moved */

struct walk {
	struct str	 text;
	void		(*fn)(void *arg, struct change c);
	void		*arg;
	bool		 judged;	/* the block has verdicts */
};

static void
change(struct walk *w, size_t from, size_t to, struct str with)
{
	w->fn(w->arg, (struct change){ from, to, with });
}

static bool
word_at(struct str s, size_t i, const char *word)
{
	const size_t n = strlen(word);

	return s.n - i >= n && memcmp(s.p + i, word, n) == 0;
}

/* Part of a name?  Any byte of a Chinese character is. */
static bool
of_name(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 ||
	    c == '_';
}

/*
 * A figure, moved by one unit of its last digit up and down.  The digits
 * behind a point count as they are written: 49.99 becomes 50.00 and 49.98.
 */
static size_t
figure(struct walk *w, size_t i, size_t end)
{
	char digits[FIGURE_MAX + 1];
	size_t n = 0, whole = 0, from = i;
	struct buf v = BUF_INIT, b = BUF_INIT;
	bool point = false;

	for (; i < end && n < FIGURE_MAX; i++)
		if (isdigit((unsigned char)w->text.p[i])) {
			digits[n++] = w->text.p[i];
			whole += !point;
		} else if (w->text.p[i] == '.' && !point && i + 1 < end &&
		    isdigit((unsigned char)w->text.p[i + 1]))
			point = true;
		else
			break;
	digits[n] = '\0';
	for (int step = -1; step <= 1; step += 2) {
		if (strtoll(digits, NULL, 10) + step < 0)
			continue;
		buf_empty(&v);
		buf_empty(&b);
		/* Zeros before it only where a point follows: 0.05. */
		buf_fmt(&v, "%0*lld", point ? (int)n : 1,
		    strtoll(digits, NULL, 10) + step);
		buf_put(&b, v.p, whole + (v.n - n));
		if (point) {
			buf_char(&b, '.');
			buf_put(&b, v.p + whole + (v.n - n), n - whole);
		}
		change(w, from, i, buf_view(&b));
	}
	buf_free(&v);
	buf_free(&b);
	return i;
}

static size_t
text_end(struct str s, size_t i, size_t end)
{
	for (i++; i < end && s.p[i] != '"'; i++)
		i += s.p[i] == '\\';
	return i < end ? i + 1 : end;
}

/* What stands here, and what else might; the first that fits. */
static const struct turn {
	const char	*was, *is;
	bool		 word;		/* with nothing of a name around it */
} turns[] = {
	{ ">=", ">", false }, { "<=", "<", false }, { "!=", "=", false },
	{ ">", ">=", false }, { "<", "<=", false }, { "=", "!=", false },
	{ "and", "or", true }, { "or", "and", true },
	{ "some", "every", true }, { "every", "some", true },
	{ "not", "", true }, { "true", "false", true },
	{ "false", "true", true }, { "min", "max", true },
	{ "max", "min", true },
};

static size_t
turn(struct walk *w, size_t i, size_t end)
{
	const struct str s = w->text;

	for (size_t t = 0; t < sizeof turns / sizeof turns[0]; t++) {
		const size_t n = strlen(turns[t].was);

		if (i + n > end || !word_at(s, i, turns[t].was) ||
		    (turns[t].word && ((i > 0 && of_name(s.p[i - 1])) ||
		    (i + n < end && of_name(s.p[i + n])))))
			continue;
		change(w, i, i + n, str_of(turns[t].is));
		return i + n;
	}
	return i + 1;
}

/* An expression from ${i} to ${end}. */
static void
expression(struct walk *w, size_t i, size_t end)
{
	const struct str s = w->text;

	while (i < end)
		if (s.p[i] == '"')
			i = text_end(s, i, end);
		else if (isdigit((unsigned char)s.p[i]) &&
		    (i == 0 || !of_name(s.p[i - 1])))
			i = figure(w, i, end);
		else if (of_name(s.p[i]) && i > 0 && of_name(s.p[i - 1]))
			i++;
		else
			i = turn(w, i, end);
}

/* A condition, and what it excludes. */
static void
condition(struct walk *w, size_t i, size_t end)
{
	const struct str s = str_trim(str_part(w->text, i, end));
	const size_t from = (size_t)(s.p - w->text.p);
	struct buf b = BUF_INIT;

	expression(w, i, end);
	if (s.n == 0 || s.p[0] == '\'' || s.p[0] == '"')
		return;		/* the YAML would have to be written anew */
	buf_fmt(&b, "not(%.*s)", STR_ARG(s));
	change(w, from, from + s.n, buf_view(&b));
	buf_free(&b);
}

/* What decides only advises, and the other way round. */
static void
attested(struct walk *w, size_t i, size_t end)
{
	const struct str s = str_trim(str_part(w->text, i, end));
	const size_t from = (size_t)(s.p - w->text.p);

	if (w->judged && s.n > 0)
		change(w, from, from + s.n, str_is(s, "official") ||
		    str_is(s, "two-sources") ? S("memory") : S("official"));
}

/* PT1H is also PT61M and PT59M; P30D, P31D and P29D. */
static void
duration(struct walk *w, size_t i, size_t end)
{
	const struct str s = str_trim(str_part(w->text, i, end));
	const size_t from = (size_t)(s.p - w->text.p);
	struct buf b = BUF_INIT;
	bool timed;
	long n;

	if (s.n < 3 || s.p[0] != 'P')
		return;
	timed = s.p[1] == 'T';
	n = strtol(s.p + 1 + timed, NULL, 10);
	if (timed && s.p[s.n - 1] == 'H')
		n *= 60;
	for (int step = -1; step <= 1; step += 2) {
		buf_empty(&b);
		buf_fmt(&b, "P%s%ld%c", timed ? "T" : "", n + step,
		    timed ? 'M' : s.p[s.n - 1]);
		change(w, from, from + s.n, buf_view(&b));
	}
	buf_free(&b);
}

static void
date(struct walk *w, size_t i, size_t end)
{
	const struct str s = str_trim(str_part(w->text, i, end));
	const size_t from = (size_t)(s.p - w->text.p);
	struct buf b = BUF_INIT;
	int64_t day;

	if (!day_parse(s, &day))
		return;
	for (int step = -1; step <= 1; step += 2) {
		buf_empty(&b);
		day_put(&b, day + step);
		change(w, from, from + s.n, buf_view(&b));
	}
	buf_free(&b);
}

/* Keys whose values say something that a mutant may turn. */
static const struct key_row {
	const char	*key;
	void		(*value)(struct walk *w, size_t i, size_t end);
} keys[] = {
	{ "when", condition }, { "anchor", expression },
	{ "derived", expression }, { "score", expression },
	{ "governed_by", expression }, { "within", duration },
	{ "from", date }, { "to", date }, { "until", date },
	{ "attested", attested },
};

/* The end of a value in braces: a comma or a brace outside of brackets. */
static size_t
braces_end(struct str s, size_t i, size_t end)
{
	int depth = 0;

	for (; i < end; i++)
		if (s.p[i] == '"')
			i = text_end(s, i, end) - 1;
		else if (s.p[i] == '(' || s.p[i] == '[')
			depth++;
		else if (s.p[i] == ')' || s.p[i] == ']')
			depth--;
		else if ((s.p[i] == ',' || s.p[i] == '}') && depth <= 0)
			break;
	return i;
}

/* Kinds that are judged; that of a measure may have no condition, and a table
 * that advises decides nothing, however well it is known. */
static bool
judged(struct str fence)
{
	static const char *const kinds[] = { "clock", "grade", "trigger",
	    "attribution" };

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (str_starts(fence, "```yaml ") && str_is(str_part(fence,
		    S("```yaml ").n, fence.n), kinds[i]))
			return true;
	return false;
}

/* One line of a rule: "when: …", "- {id: x, when: …}", "all:". */
static void
line(struct walk *w, size_t from, size_t end)
{
	const struct str s = w->text;
	size_t i = from, to;

	while (i < end && (s.p[i] == ' ' || s.p[i] == '-'))
		i++;
	if (word_at(s, i, "all:"))
		change(w, i, i + 3, S("any"));
	else if (word_at(s, i, "any:"))
		change(w, i, i + 3, S("all"));
	else if (word_at(s, i, "readings:"))
		change(w, i, i + 8, S("any"));
	for (; i < end; i++)
		for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
			const size_t n = strlen(keys[k].key);

			if ((i > 0 && of_name(s.p[i - 1])) ||
			    !word_at(s, i, keys[k].key) || i + n >= end ||
			    s.p[i + n] != ':')
				continue;
			to = end;
			/* A mapping in braces goes on behind a comma. */
			if (str_find(str_part(s, from, i), '{') < i - from)
				to = braces_end(s, i, end);
			keys[k].value(w, i + n + 1, to);
		}
}

/* "| >= 60 | - | true |" */
static void
row(struct walk *w, size_t from, size_t end)
{
	expression(w, from, end);
}

enum region {
	REGION_FRONT, REGION_PROSE, REGION_RULES, REGION_OTHER,
	REGION_HEADS, REGION_ROWS	/* of a decision table */
};

/* In which part is the line behind this one? */
static enum region
region_next(enum region now, struct str l, bool *table)
{
	const bool fence = str_starts(l, "```");

	if (now == REGION_FRONT)
		return str_is(l, "---") ? REGION_PROSE : now;
	if (now == REGION_RULES || now == REGION_OTHER) {
		if (!fence)
			return now;
		return *table && now == REGION_RULES ? REGION_HEADS :
		    REGION_PROSE;
	}
	if (fence) {
		*table = str_is(l, "```yaml table");
		return str_starts(l, "```yaml ") &&
		    !str_is(l, "```yaml example") ? REGION_RULES :
		    REGION_OTHER;
	}
	if (now == REGION_HEADS && str_starts(l, "|-"))
		return REGION_ROWS;
	if (now == REGION_HEADS && (l.n == 0 || l.p[0] == '|'))
		return now;
	return now == REGION_ROWS && l.n > 0 && l.p[0] == '|' ? now :
	    REGION_PROSE;
}

void
mutate_changes(struct str text, void (*fn)(void *arg, struct change c),
    void *arg)
{
	struct walk w = { text, fn, arg, true };
	enum region now = REGION_PROSE, next;
	struct str rest = text, l;
	bool table = false, first = true;
	size_t from;

	while (str_cut(&rest, '\n', &l)) {
		from = (size_t)(l.p - text.p);
		next = first && str_is(l, "---") ? REGION_FRONT :
		    region_next(now, l, &table);
		if (next == REGION_RULES && next != now)
			w.judged = judged(l);
		if (next == now && (now == REGION_RULES ||
		    now == REGION_FRONT))
			line(&w, from, from + l.n);
		else if (next == now && now == REGION_ROWS)
			row(&w, from, from + l.n);
		now = next;
		first = false;
	}
}
