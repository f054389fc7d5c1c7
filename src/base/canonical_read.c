/* SPDX-License-Identifier: Apache-2.0 */
/* Is this the canonical form, and what does it say? */
#include "base/canonical_in.h"
#include "base/utf8.h"

/* An object or list that is being read. */
struct level {
	struct cjson		*node;
	const struct cjson	**tail;	/* where its next member goes */
	const char		*begin;
	struct str		 last_key;
};

struct reader {
	struct arena	*a;
	const char	*begin;
	const char	*p;
	const char	*end;
	struct note	*note;
	int		 depth;
	struct level	 level[CANON_DEPTH_MAX];
};

static enum err
refuse(struct reader *r, const char *at, const char *why)
{
	return NOTE(r->note, ERR_INVALID,
	    M("This is not canonical JSON: at byte {at}, {why}. Write the "
	    "value anew in its one form."),
	    A_INT("at", at - r->begin + 1), A_WORD("why", why));
}

/* The next byte; 0 at the end, which no canonical text holds. */
static char
peek(const struct reader *r)
{
	if (r->p == r->end)
		return '\0';
	return *r->p;
}

/* ${which}: the character that was to stand here, in words. */
static enum err
misplaced(struct reader *r, const char *which)
{
	if (r->p >= r->end)
		return refuse(r, r->p, M("it ends too early"));
	if (*r->p == ' ' || *r->p == '\t' || *r->p == '\r' || *r->p == '\n')
		return refuse(r, r->p, M("there is white space"));
	return refuse(r, r->p, which);
}

static bool
starts_key(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
in_key(char c)
{
	return starts_key(c) || (c >= '0' && c <= '9') || c == '_';
}

static enum err
read_key(struct reader *r, struct level *l, struct str *ret)
{
	const char *from, *p;
	struct str key;
	int c;

	if (peek(r) != '"')
		return misplaced(r, M("a key in quotes is missing"));
	from = p = ++r->p;
	if (!starts_key(peek(r)))
		return misplaced(r, M("a key does not begin with a small "
		    "letter"));
	while (p < r->end && in_key(*p))
		p++;
	r->p = p;
	if (peek(r) != '"')
		return misplaced(r, M("a key holds something else than small "
		    "letters, digits and underlines"));
	key = (struct str){ from, (size_t)(r->p - from) };
	c = l->last_key.p == NULL ? -1 : str_cmp(l->last_key, key);
	if (c == 0)
		return refuse(r, from, M("a key stands twice"));
	if (c > 0)
		return refuse(r, from, M("the keys are not in order"));
	r->p++;
	if (peek(r) != ':')
		return misplaced(r, M("the colon behind a key is missing"));
	r->p++;
	l->last_key = key;
	*ret = key;
	return ERR_OK;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static enum err
read_int(struct reader *r, struct cjson *node)
{
	const char *from = r->p, *digits;
	bool minus = peek(r) == '-';
	int64_t n = 0;

	r->p += minus;
	digits = r->p;
	for (; is_digit(peek(r)) && n <= CANON_INT_MAX; r->p++)
		n = n * 10 + (*r->p - '0');
	if (r->p == digits)
		return misplaced(r, M("a minus stands without a number"));
	if (n > CANON_INT_MAX)
		return refuse(r, from, M("a number is beyond 9007199254740991 "
		    "either way"));
	if (*digits == '0' && (r->p - digits > 1 || minus))
		return refuse(r, from, M("a number begins with a zero too "
		    "many, or is minus zero"));
	if (peek(r) == '.' || peek(r) == 'e' || peek(r) == 'E')
		return refuse(r, r->p, M("a number has a fraction or an "
		    "exponent"));
	node->kind = CJSON_INT;
	node->num = minus ? -n : n;
	return ERR_OK;
}

/* The character that a short escape stands for; 0 if there is none such. */
static char
short_escape(char c)
{
	switch (c) {
	case '"':
	case '\\':
		return c;
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	}
	return '\0';
}

/*
 * The byte that the escape at ${p} stands for, and behind it; 0 if this is not
 * how that character is written.
 */
static char
escape_read(const char **p, const char *end)
{
	enum { LONG_ESCAPE = 6 };	/* \u001f */
	const char *at = *p;
	unsigned char byte;
	char c;

	if (end - at < 2)
		return '\0';
	if ((c = short_escape(at[1])) != '\0') {
		*p += 2;
		return c;
	}
	if (end - at < LONG_ESCAPE || memcmp(at, "\\u00", 4) != 0 ||
	    !str_unhex((struct str){ at + 4, 2 }, &byte, 1) || byte >= 0x20 ||
	    byte == '\b' || byte == '\f' || byte == '\n' || byte == '\r' ||
	    byte == '\t')
		return '\0';
	*p += LONG_ESCAPE;
	return (char)byte;
}

/* The string between ${from} and its closing quote, decoded. */
static enum err
unescape(struct reader *r, const char *from, const char *to, struct str *ret)
{
	char *text = arena_alloc(r->a, (size_t)(to - from) + 1), *out = text;

	if (text == NULL)
		return note_memory(r->note);
	while (from < to) {
		const char *at = from;

		if (*from != '\\')
			*out++ = *from++;
		else if ((*out++ = escape_read(&from, to)) == '\0')
			return refuse(r, at, M("a character is escaped in a "
			    "way that is not the one for it"));
	}
	*ret = (struct str){ text, (size_t)(out - text) };
	return ERR_OK;
}

static enum err
text_check(struct reader *r, const char *from, struct str raw, struct str text)
{
	size_t bad = utf8_bad_at(raw);

	if (bad != raw.n)
		return refuse(r, from + bad, M("there is no valid UTF-8"));
	if (utf8_nfc(r->a, text).p == text.p)
		return ERR_OK;
	if (arena_failed(r->a))
		return note_memory(r->note);
	return refuse(r, from, M("a text begins that is not in Unicode's "
	    "normal form NFC"));
}

static enum err
read_str(struct reader *r, struct cjson *node)
{
	const char *from = ++r->p, *p = from;
	bool escaped = false;
	uint64_t all = 0;
	struct str raw;
	enum err e;

	while ((p += plain_run(p, r->end, &all)) < r->end && *p != '"') {
		if (*p != '\\')
			return refuse(r, p, M("a control character is not "
			    "escaped"));
		escaped = true;
		if (++p == r->end)
			break;
		all |= (unsigned char)*p++;
	}
	r->p = p;
	if (p == r->end)
		return misplaced(r, "");
	raw = (struct str){ from, (size_t)(p - from) };
	node->text = raw;
	if (escaped && (e = unescape(r, from, p, &node->text)) != ERR_OK)
		return e;
	if ((all & BYTES_TOP) != 0 && (e = text_check(r, from, raw,
	    node->text)) != ERR_OK)
		return e;
	node->kind = CJSON_STR;
	r->p++;
	return ERR_OK;
}

static bool
read_word(struct reader *r, struct str word)
{
	if ((size_t)(r->end - r->p) < word.n ||
	    memcmp(r->p, word.p, word.n) != 0)
		return false;
	r->p += word.n;
	return true;
}

static enum err
read_scalar(struct reader *r, struct cjson *node)
{
	char c = peek(r);

	if (c == '"')
		return read_str(r, node);
	if (c == '-' || is_digit(c))
		return read_int(r, node);
	node->kind = CJSON_BOOL;
	node->num = c == 't';
	if (read_word(r, S("true")) || read_word(r, S("false")))
		return ERR_OK;
	if (c == 'n')
		return refuse(r, r->p, M("there is null, which is left out "
		    "instead"));
	return misplaced(r, M("no value begins"));
}

static enum err
read_open(struct reader *r, struct cjson *node)
{
	if (r->depth == CANON_DEPTH_MAX)
		return refuse(r, r->p, M("it is nested too deeply"));
	node->kind = *r->p == '{' ? CJSON_OBJECT : CJSON_LIST;
	r->level[r->depth++] = (struct level){
		.node = node, .tail = &node->first, .begin = r->p,
	};
	r->p++;
	return ERR_OK;
}

static char
closing(const struct level *l)
{
	return l->node->kind == CJSON_OBJECT ? '}' : ']';
}

/* Close what ends here; leave ${r} before a next member, or at depth 0. */
static enum err
read_ends(struct reader *r)
{
	while (r->depth > 0) {
		struct level *l = &r->level[r->depth - 1];

		if (peek(r) == closing(l)) {
			r->p++;
			l->node->raw = (struct str){ l->begin,
			    (size_t)(r->p - l->begin) };
			r->depth--;
			continue;
		}
		if (l->node->first == NULL)	/* just opened */
			return ERR_OK;
		if (peek(r) != ',')
			return misplaced(r, M("a comma or the closing bracket "
			    "is missing"));
		r->p++;
		return ERR_OK;
	}
	return ERR_OK;
}

/* One value, or the beginning of one that has members. */
static enum err
read_value(struct reader *r, const struct cjson **top)
{
	struct level *l = r->depth == 0 ? NULL : &r->level[r->depth - 1];
	struct cjson *node = NEW(r->a, struct cjson);
	const char *from;
	enum err e;

	if (node == NULL)
		return note_memory(r->note);
	if (l != NULL && l->node->kind == CJSON_OBJECT &&
	    (e = read_key(r, l, &node->key)) != ERR_OK)
		return e;
	if (l == NULL)
		*top = node;
	else {
		*l->tail = node;
		l->tail = &node->next;
	}
	if (peek(r) == '{' || peek(r) == '[')
		return read_open(r, node);
	from = r->p;
	if ((e = read_scalar(r, node)) != ERR_OK)
		return e;
	node->raw = (struct str){ from, (size_t)(r->p - from) };
	return ERR_OK;
}

enum err
canon_read(struct arena *a, struct str s, const struct cjson **ret,
    struct note *note)
{
	const char *begin = s.n == 0 ? "" : s.p;	/* NULL stays alone */
	struct reader r = {
		.a = a, .begin = begin, .p = begin, .end = begin + s.n,
		.note = note,
	};
	const struct cjson *top = NULL;
	enum err e;

	if (s.n > CANON_BYTES_MAX)
		return NOTE(note, ERR_LIMIT,
		    M("A value has at most {most} bytes; this has {n}. Keep "
		    "what is longer as a file."),
		    A_INT("most", CANON_BYTES_MAX), A_INT("n", (int64_t)s.n));
	do {
		if ((e = read_value(&r, &top)) != ERR_OK ||
		    (e = read_ends(&r)) != ERR_OK)
			return e;
	} while (r.depth > 0);
	if (r.p != r.end)
		return refuse(&r, r.p, M("something stands behind the "
		    "value"));
	*ret = top;
	return ERR_OK;
}
