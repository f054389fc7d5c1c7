/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sheet_in.h"

#include <libxml/xmlreader.h>

#include "base/fault.h"
#include "base/utf8.h"

/* Spreadsheets, transitional and strict, and relationships. */
static const char *const spaces[] = {
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
	"http://purl.oclc.org/ooxml/spreadsheetml/main",
	"http://schemas.openxmlformats.org/package/2006/relationships",
};

static const char *const relation_spaces[] = {
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
	"http://purl.oclc.org/ooxml/officeDocument/relationships",
};

struct sheet_xml {
	struct sheet_part	*part;
	struct sheet_guard	 guard;
	const struct sheet_rule	*rules;
	xmlTextReader		*reader;
	const xmlNode		*node;		/* just entered */
	const xmlNs		*space;		/* of the root: known to be ours */
	struct buf		 text;
	unsigned		 state;
	bool			 wanted;	/* text, now */
	bool			 leaving;	/* <x/> was entered */
	bool			 no_memory;
	int64_t			 skip;		/* depth within what is skipped */
	unsigned char		 up[SHEET_STATES];
};

static int
xml_read(void *arg, char *to, int n)
{
	struct sheet_xml *x = arg;
	long got = sheet_part_read(x->part, to, (size_t)n);

	if (got > 0 && !sheet_guard_see(&x->guard, (struct str){ to,
	    (size_t)got }))
		return -1;
	return (int)got;
}

/* Libraries never print; what is wrong is seen by the reader's answer. */
static void
xml_error(void *arg, xmlErrorPtr error)
{
	struct sheet_xml *x = arg;

	if (error->code == XML_ERR_NO_MEMORY)
		x->no_memory = true;
}

enum err
sheet_xml_open(struct sheet_part *p, const struct sheet_rule *rules,
    struct sheet_xml **ret, struct note *note)
{
	struct sheet_xml *x = fault_hit(FAULT_ALLOC) ? NULL :
	    calloc(1, sizeof *x);

	if (x == NULL)
		return note_memory(note);
	x->part = p;
	x->rules = rules;
	for (const struct sheet_rule *rule = rules; rule->name != NULL; rule++)
		x->up[rule->to] = rule->in;
	/* No entities are put in, nothing is huge, nothing comes from the net. */
	x->reader = xmlReaderForIO(xml_read, NULL, x, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_COMPACT);
	if (x->reader == NULL) {
		sheet_xml_close(x);
		return note_memory(note);
	}
	xmlTextReaderSetStructuredErrorHandler(x->reader, xml_error, x);
	*ret = x;
	return ERR_OK;
}

void
sheet_xml_close(struct sheet_xml *x)
{
	if (x == NULL)
		return;
	xmlFreeTextReader(x->reader);
	buf_free(&x->text);
	free(x);
}

static bool
is_one_of(const xmlChar *have, const char *const *known, size_t n)
{
	for (size_t i = 0; have != NULL && i < n; i++)
		if (strcmp((const char *)have, known[i]) == 0)
			return true;
	return false;
}

static bool
is_name(const xmlChar *have, const char *want)
{
	return have[0] == (xmlChar)want[0] &&
	    strcmp((const char *)have, want) == 0;
}

/* Is the element of one of our namespaces?  That of the root, nearly always. */
static bool
is_ours(struct sheet_xml *x, const xmlNode *node)
{
	if (node->ns == NULL)
		return false;
	if (node->ns == x->space)
		return true;
	if (!is_one_of(node->ns->href, spaces, sizeof spaces / sizeof *spaces))
		return false;
	/* The root outlives all else, so that its address tells. */
	if (x->state == 0)
		x->space = node->ns;
	return true;
}

static const struct sheet_rule *
rule_for(struct sheet_xml *x, const xmlNode *node)
{
	const struct sheet_rule *rule;

	for (rule = x->rules; rule->name != NULL; rule++)
		if (rule->in == x->state && is_name(node->name, rule->name))
			return is_ours(x, node) ? rule : NULL;
	return NULL;
}

/* An element begins; true if it is to be told. */
static bool
element_take(struct sheet_xml *x)
{
	bool empty = xmlTextReaderIsEmptyElement(x->reader) == 1;
	const struct sheet_rule *rule;

	if (x->skip > 0) {
		x->skip += !empty;
		return false;
	}
	x->node = xmlTextReaderCurrentNode(x->reader);
	if ((rule = rule_for(x, x->node)) == NULL) {
		x->skip = !empty;
		return false;
	}
	x->state = rule->to;
	x->leaving = empty;
	x->wanted = rule->text;
	if (rule->text)
		buf_empty(&x->text);
	return true;
}

static void
text_take(struct sheet_xml *x)
{
	struct str s = str_of((const char *)xmlTextReaderConstValue(x->reader));

	buf_str(&x->text, str_part(s, 0, SHEET_CELL_MAX + 1 - x->text.n));
}

static enum err
leave(struct sheet_xml *x, enum sheet_event *ret_event, unsigned *ret_state)
{
	x->leaving = false;
	x->wanted = false;
	*ret_event = SHEET_LEAVE;
	*ret_state = x->state;
	x->state = x->up[x->state];
	return ERR_OK;
}

static enum err
xml_broken(struct sheet_xml *x, struct note *note)
{
	enum err r;

	if (x->no_memory)
		return note_memory(note);
	if ((r = sheet_part_failed(x->part, note)) != ERR_OK ||
	    (r = sheet_guard_wrong(&x->guard, sheet_part_name(x->part),
	    note)) != ERR_OK)
		return r;
	return NOTE(note, ERR_INVALID, M("{part} of the workbook is damaged in "
	    "line {line}. Open the workbook in Excel or WPS, save it anew as "
	    "xlsx, and hand in that file."),
	    A_TEXT("part", sheet_part_name(x->part)),
	    A_INT("line", xmlTextReaderGetParserLineNumber(x->reader)));
}

/* The part has ended, or cannot be read on. */
static enum err
xml_end(struct sheet_xml *x, int more, enum sheet_event *ret_event,
    struct note *note)
{
	enum err r;

	if (more < 0)
		return xml_broken(x, note);
	if ((r = sheet_part_failed(x->part, note)) != ERR_OK ||
	    (r = sheet_guard_wrong(&x->guard, sheet_part_name(x->part),
	    note)) != ERR_OK)
		return r;
	*ret_event = SHEET_END;
	return ERR_OK;
}

enum err
sheet_xml_next(struct sheet_xml *x, enum sheet_event *ret_event,
    unsigned *ret_state, struct note *note)
{
	int more;

	if (x->leaving)
		return leave(x, ret_event, ret_state);
	while ((more = xmlTextReaderRead(x->reader)) == 1) {
		switch (xmlTextReaderNodeType(x->reader)) {
		case XML_READER_TYPE_ELEMENT:
			if (!element_take(x))
				break;
			*ret_event = SHEET_ENTER;
			*ret_state = x->state;
			return ERR_OK;
		case XML_READER_TYPE_END_ELEMENT:
			if (x->skip == 0)
				return leave(x, ret_event, ret_state);
			x->skip--;
			break;
		case XML_READER_TYPE_TEXT:
		case XML_READER_TYPE_CDATA:
		case XML_READER_TYPE_WHITESPACE:
		case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
			if (x->wanted && x->skip == 0)
				text_take(x);
			break;
		case XML_READER_TYPE_DOCUMENT_TYPE:
		case XML_READER_TYPE_ENTITY_REFERENCE:
			return NOTE(note, ERR_INVALID, M("{part} of the workbook "
			    "refers to an entity, which no spreadsheet program "
			    "does. Save the table anew as xlsx or as CSV "
			    "UTF-8."),
			    A_TEXT("part", sheet_part_name(x->part)));
		default:
			break;
		}
		if (buf_failed(&x->text))
			return note_memory(note);
	}
	return xml_end(x, more, ret_event, note);
}

static struct str
attr_value(const xmlAttr *a)
{
	return a->children == NULL ? S("") :
	    str_of((const char *)a->children->content);
}

bool
sheet_xml_attr(const struct sheet_xml *x, const char *name, struct str *ret)
{
	for (const xmlAttr *a = x->node->properties; a != NULL; a = a->next)
		if (a->ns == NULL && is_name(a->name, name)) {
			*ret = attr_value(a);
			return true;
		}
	return false;
}

bool
sheet_xml_relation(const struct sheet_xml *x, const char *name,
    struct str *ret)
{
	for (const xmlAttr *a = x->node->properties; a != NULL; a = a->next)
		if (a->ns != NULL && is_name(a->name, name) &&
		    is_one_of(a->ns->href, relation_spaces,
		    sizeof relation_spaces / sizeof *relation_spaces)) {
			*ret = attr_value(a);
			return true;
		}
	return false;
}

struct str
sheet_xml_text(const struct sheet_xml *x)
{
	return buf_view(&x->text);
}

bool
sheet_xml_true(struct str s)
{
	s = str_trim(s);
	return str_is(s, "1") || str_is(s, "true") || str_is(s, "on");
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character that _xHHHH_ stands for; -1 if ${s} does not begin so, or with
 * what is no character. */
static int32_t
escaped(struct str s)
{
	int32_t c = 0;

	if (s.n < 7 || s.p[1] != 'x' || s.p[6] != '_')
		return -1;
	for (size_t i = 2; i < 6; i++) {
		if (hex_value(s.p[i]) < 0)
			return -1;
		c = c << 4 | hex_value(s.p[i]);
	}
	return c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? -1 : c;
}

void
sheet_xml_put(struct buf *b, struct str s)
{
	size_t at;
	int32_t c;

	while ((at = str_find(s, '_')) < s.n) {
		buf_put(b, s.p, at);
		s = str_part(s, at, s.n);
		if ((c = escaped(s)) >= 0)
			utf8_put(b, c);
		else
			buf_char(b, '_');
		s = str_part(s, c >= 0 ? 7 : 1, s.n);
	}
	buf_str(b, s);
}
