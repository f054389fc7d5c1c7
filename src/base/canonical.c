/* SPDX-License-Identifier: Apache-2.0 */
#include "base/canonical_in.h"

#include <assert.h>

/* What stands behind the backslash for a control character; 0: \u00xx. */
static const char escapes[0x20] = {
	['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't',
};

void
canon_start(struct canon *c, struct buf *to)
{
	*c = (struct canon){ .to = to };
}

/* The comma before a list's value; behind a key and on top there is none. */
static void
value_begin(struct canon *c)
{
	if (c->depth == 0)
		return;
	if (!c->first[c->depth - 1])
		buf_char(c->to, ',');
	c->first[c->depth - 1] = false;
}

static void
level_open(struct canon *c, char mark)
{
	assert(c->depth < CANON_DEPTH_MAX);
	value_begin(c);
	buf_char(c->to, mark);
	c->first[c->depth] = true;
	c->last[c->depth] = NULL;
	c->depth++;
}

static void
level_close(struct canon *c, char mark)
{
	assert(c->depth > 0);
	buf_char(c->to, mark);
	c->depth--;
}

void
canon_open(struct canon *c)
{
	level_open(c, '{');
}

void
canon_close(struct canon *c)
{
	level_close(c, '}');
}

void
canon_list(struct canon *c)
{
	level_open(c, '[');
}

void
canon_list_end(struct canon *c)
{
	level_close(c, ']');
}

void
canon_key(struct canon *c, const char *key)
{
	size_t n = strlen(key), level = (size_t)c->depth - 1;
	struct buf *b = c->to;
	char *p;

	assert(c->depth > 0);
	assert(c->last[level] == NULL || strcmp(c->last[level], key) < 0);
	c->last[level] = key;
	buf_room(b, n + 4);
	if (buf_failed(b))
		return;
	p = b->p + b->n;
	if (!c->first[level])
		*p++ = ',';
	*p++ = '"';
	memcpy(p, key, n);
	p += n;
	*p++ = '"';
	*p++ = ':';
	*p = '\0';
	b->n = (size_t)(p - b->p);
	c->first[level] = true;
}

static void
escape_put(struct buf *b, char c)
{
	unsigned char byte = (unsigned char)c;

	buf_char(b, '\\');
	if (byte >= 0x20)
		buf_char(b, c);
	else if (escapes[byte] != 0)
		buf_char(b, escapes[byte]);
	else {
		buf_put(b, "u00", 3);
		buf_hex(b, &byte, 1);
	}
}

void
canon_str(struct canon *c, struct str s)
{
	struct buf *b = c->to;
	uint64_t all = 0;
	size_t n;

	value_begin(c);
	buf_room(b, s.n + 2);
	buf_char(b, '"');
	for (; s.n > 0; s = str_part(s, n + 1, s.n)) {
		n = plain_run(s.p, s.p + s.n, &all);
		buf_put(b, s.p, n);
		if (n == s.n)
			break;
		assert(s.p[n] != '\0');		/* no text has it */
		escape_put(b, s.p[n]);
	}
	buf_char(b, '"');
}

void
canon_int(struct canon *c, int64_t n)
{
	assert(n >= -CANON_INT_MAX && n <= CANON_INT_MAX);
	value_begin(c);
	buf_int(c->to, n);
}

void
canon_bool(struct canon *c, bool b)
{
	value_begin(c);
	buf_str(c->to, b ? S("true") : S("false"));
}

void
canon_raw(struct canon *c, struct str json)
{
	value_begin(c);
	buf_str(c->to, json);
}

const struct cjson *
cjson_get(const struct cjson *o, const char *key)
{
	struct str wanted = str_of(key);

	if (o == NULL || o->kind != CJSON_OBJECT)
		return NULL;
	for (const struct cjson *m = o->first; m != NULL; m = m->next)
		if (str_eq(m->key, wanted))
			return m;
	return NULL;
}
