/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a value look, as the language writes it?
 */
#include "base/utf8.h"
#include "feel/put_in.h"
#include "feel/temporal.h"
#include "feel/word_in.h"

/* What stands at the two ends of a range. */
static const struct {
	const char	*before, *after;
} ends[FEEL_ENDS__MAX] = {
	[FEEL_OPEN_OPEN]	= { "(", ")" },
	[FEEL_OPEN_CLOSED]	= { "(", "]" },
	[FEEL_CLOSED_OPEN]	= { "[", ")" },
	[FEEL_CLOSED_CLOSED]	= { "[", "]" },
	[FEEL_LESS]		= { "(< ", ")" },
	[FEEL_MOST]		= { "(<= ", ")" },
	[FEEL_MORE]		= { "(> ", ")" },
	[FEEL_LEAST]		= { "(>= ", ")" },
	[FEEL_EQUAL]		= { "(= ", ")" },
	[FEEL_UNEQUAL]		= { "(!= ", ")" },
};

static void value_put(struct buf *b, const struct feel_value *v, int depth);

void
feel_string_put(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789abcdef";
	static const struct {
		char c, as;
	} escapes[] = { { '"', '"' }, { '\\', '\\' }, { '\n', 'n' },
	    { '\r', 'r' }, { '\t', 't' } };

	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		size_t e = 0;

		while (e < 5 && escapes[e].c != s.p[i])
			e++;
		if (e < 5) {
			buf_char(b, '\\');
			buf_char(b, escapes[e].as);
		} else if (c < 0x20) {
			buf_text(b, "\\u00");
			buf_char(b, hex[c >> 4]);
			buf_char(b, hex[c & 15]);
		} else {
			buf_char(b, s.p[i]);
		}
	}
	buf_char(b, '"');
}

static void
list_put(struct buf *b, const struct feel_value *v, int depth)
{
	buf_char(b, '[');
	for (size_t i = 0; i < v->list.n; i++) {
		if (i > 0)
			buf_text(b, ", ");
		value_put(b, &v->list.v[i], depth + 1);
	}
	buf_char(b, ']');
}

static void
context_put(struct buf *b, const struct feel_value *v, int depth)
{
	const struct feel_context *c = v->context;

	buf_char(b, '{');
	for (size_t i = 0; i < c->n; i++) {
		if (i > 0)
			buf_text(b, ", ");
		if (feel_is_name(c->e[i].key))
			buf_str(b, c->e[i].key);
		else
			feel_string_put(b, c->e[i].key);
		buf_text(b, ": ");
		value_put(b, &c->e[i].value, depth + 1);
	}
	buf_char(b, '}');
}

static void
range_put(struct buf *b, const struct feel_value *v, int depth)
{
	const struct feel_range *r = v->range;

	buf_text(b, ends[r->ends].before);
	if (r->ends <= FEEL_CLOSED_CLOSED) {
		value_put(b, r->from, depth + 1);
		buf_text(b, "..");
		value_put(b, r->to, depth + 1);
	} else {
		value_put(b, r->from != NULL ? r->from : r->to, depth + 1);
	}
	buf_text(b, ends[r->ends].after);
}

static void
value_put(struct buf *b, const struct feel_value *v, int depth)
{
	if (depth > FEEL_VALUE_DEPTH) {
		buf_text(b, "\xE2\x80\xA6");
		return;
	}
	switch ((enum feel_kind)v->kind) {
	case FEEL_BOOLEAN:
		buf_text(b, v->truth ? "true" : "false");
		return;
	case FEEL_NUMBER:
		feel_number_put(b, v->number);
		return;
	case FEEL_STRING:
		feel_string_put(b, v->text);
		return;
	case FEEL_DATE:
	case FEEL_TIME:
	case FEEL_STAMP:
	case FEEL_MONTHS:
	case FEEL_SPAN:
		buf_text(b, "@\"");
		feel_temporal_put(b, v);
		buf_char(b, '"');
		return;
	case FEEL_LIST:
		list_put(b, v, depth);
		return;
	case FEEL_CONTEXT:
		context_put(b, v, depth);
		return;
	case FEEL_RANGE:
		range_put(b, v, depth);
		return;
	case FEEL_FUNCTION:
		buf_text(b, "function");
		return;
	case FEEL_CALENDAR:
		buf_text(b, "calendar");
		return;
	case FEEL_NULL:
	case FEEL_KIND__MAX:
		break;
	}
	buf_text(b, "null");
}

/* Plainly while that is short, else with an exponent, as literals may have. */
void
feel_number_put(struct buf *b, struct decimal d)
{
	struct decimal r = decimal_reduce(d);

	if (r.exp > DECIMAL_DIGITS || r.exp < -2 * DECIMAL_DIGITS)
		decimal_put_scientific(b, r);
	else
		decimal_put(b, r);
}

void
feel_put(struct buf *b, const struct feel_value *v)
{
	value_put(b, v, 0);
}

void
feel_text_put(struct buf *b, const struct feel_value *v)
{
	if (v->kind == FEEL_STRING)
		buf_str(b, v->text);
	else if (v->kind >= FEEL_DATE && v->kind <= FEEL_SPAN)
		feel_temporal_put(b, v);
	else
		value_put(b, v, 0);
}
