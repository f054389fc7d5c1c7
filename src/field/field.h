/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What may be said in a form, a sheet, a request or an event?  A field table:
 * one row per field, from a closed list of kinds.  The same table parses and
 * checks what people and programs hand in, names the columns of a sheet, draws
 * forms, shows values, and encodes and decodes the event: an event kind and
 * version is a field table.
 */
#ifndef FIELD_FIELD_H
#define FIELD_FIELD_H

#include "base/canonical.h"
#include "base/say.h"
#include "field/value.h"

/*
 * Kinds.  In text (forms, sheets): bool yes/no/是/否/true/false/1/0; date
 * 2026-11-23, 2026/11/23, 2026年11月23日, 20261123; moment with or without an
 * offset, otherwise in the zone of the voice, cut as far as it is known;
 * choice: its word or its label in either language; ref: a key, or any text
 * that the subject resolves; list-of: parted by '|' (one within a value is
 * written \|, a backslash \\; '|' alone is the list without values); int and
 * decimal also grouped, 1,000 or 1 000; duration P1DT2H or 1 day 2 hours, 1天2
 * 小时; file: SHA-256, size and name, parted by blanks; table: its canonical
 * JSON.  Full-width digits and signs are read as their narrow twins.
 */
enum field_kind {
	FIELD_TEXT,	/* one line */
	FIELD_LINES,	/* several lines */
	FIELD_INT,
	FIELD_DECIMAL,
	FIELD_BOOL,
	FIELD_DATE,
	FIELD_MOMENT,
	FIELD_DURATION,
	FIELD_CHOICE,
	FIELD_REF,
	FIELD_FILE,
	FIELD_TABLE,	/* rows of ${sub} */
	FIELD_LIST,	/* several values of kind ${of} */
	FIELD_KIND__MAX
};

enum {
	FIELD_REQUIRED	= 1 << 0,
	FIELD_PLAIN	= 1 << 1,	/* text that may stand in an entry; text
					 * and lines go to the vault otherwise */
	FIELD_OPEN	= 1 << 2,	/* may be said to be unknown */
	FIELD_MACHINE	= 1 << 3,	/* never typed: not in forms or sheets */
	FIELD_TOUCHES	= 1 << 4,	/* a ref whose history shows the event */
	FIELD_KEYED	= 1 << 5	/* identifies a row of a sheet */
};

struct choice {
	const char	*word;	/* in code, entries and API */
	const char	*label;	/* msgid */
};

struct fields;

struct field {
	const char		*name;	/* [a-z][a-z0-9_]*: also the JSON key */
	enum field_kind		 kind;
	unsigned		 flags;
	int64_t			 min;	/* text: characters; int, decimal: value;
					 * list and table: entries */
	int64_t			 max;	/* 0: the kind's own cap below; int and
					 * decimal with both 0: any value */
	const struct choice	*choices;	/* ends with a NULL word */
	const char		*ref;	/* FIELD_REF: which subject */
	enum field_kind		 of;	/* FIELD_LIST */
	const struct fields	*sub;	/* FIELD_TABLE */
	const char		*label;	/* msgid: on screens and in headings */
	const char		*help;	/* msgid: one sentence, or NULL */
};

enum {
	FIELDS_MAX	 = 64,		/* of one table */
	FIELD_DEPTH_MAX	 = 4,		/* tables within tables */
	FIELD_TEXT_MAX	 = 500,		/* characters, unless the row says */
	FIELD_LINES_MAX	 = 20000,
	FIELD_LIST_MAX	 = 1000,
	FIELD_REASON_MAX = 60,		/* bytes of the word why not known */
	FIELD_NAME_MAX	 = 255		/* bytes of a file's name */
};

/* The reason of what a person wrote as "?". */
#define FIELD_NOT_KNOWN	"not_known"

/*
 * Where do the fields stand when sorted by name, as canonical JSON wants them?
 * Found out at the first use and kept beside the table, so that nothing is
 * sorted per event.  Only field.c touches it.
 */
struct fields_order {
	_Atomic int	state;
	unsigned char	at[FIELDS_MAX];
};

struct fields {
	const char		*name;	/* "body", "body.added" */
	int			 version;
	const struct field	*field;
	size_t			 n;
	struct fields_order	*order;	/* NULL: sorted at each use */
};

/* At file scope; ${table} may list its fields in any order. */
#define FIELDS(var, nm, ver, table) \
	const struct fields var = { nm, ver, table, \
	    sizeof(table) / sizeof((table)[0]), &(struct fields_order){ 0 } }

/* Index of the field called ${name}; -1 if there is none. */
int field_find(const struct fields *fs, struct str name);

/* The word's row among the choices, or NULL. */
const struct choice *field_choice(const struct field *f, struct str word);

/*
 * field_parse(a, f, v, text, ret, note):
 * Understand what a person or a sheet wrote for ${f}; blank text is GIVEN_NOT,
 * "?" and 未知 / unknown are GIVEN_UNKNOWN where FIELD_OPEN.  Text is made NFC and
 * trimmed.  ERR_INVALID quotes the text and says what would be right;
 * note->where.field is the field's name.
 */
enum err field_parse(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note);

/*
 * Parse kinds from JSON (the API): the types of the canonical form.  Values need
 * not be in their normal form: text is cleaned as above, decimals and durations
 * may be written otherwise, a moment may have an offset (with a time of day it
 * must have one, or Z).  Blank text is GIVEN_NOT; vault keys are refused.
 */
enum err field_from_json(struct arena *a, const struct field *f,
    const struct cjson *json, struct value *ret, struct note *note);

/* Required there, lengths and ranges kept, choices known: the first fault. */
enum err fields_check(const struct fields *fs, const struct value *values,
    struct note *note);

/*
 * fields_encode(fs, values, c, vault, arg, note):
 * Write ${values} as a canonical object.  Vault text is handed to ${vault}, which
 * keeps it and returns its key; the object then holds {"vault":"<hex>"}.  What
 * is GIVEN_NOT is left out.  ${vault} NULL: vault text already has its key; with
 * ${vault}, too, text that is empty and has a key keeps that.  A ref that nobody
 * resolved, a table too deep: ERR_BUG.
 */
typedef enum err vault_keep_fn(void *arg, struct str text,
    struct hash *ret_key, struct note *note);
enum err fields_encode(const struct fields *fs, const struct value *values,
    struct canon *c, vault_keep_fn *vault, void *arg, struct note *note);

/* The way back.  Vault text comes with its key and without text.  Unknown
 * members, wrong types and forms that encoding would not have written are
 * ERR_CORRUPT: entries are ours.  ${ret_values} are of no use then. */
enum err fields_decode(struct arena *a, const struct fields *fs,
    const struct cjson *json, struct value *ret_values, struct note *note);

/* The value as text for sheets and the API: canonical, or, for choices and
 * bools, the word.  What is not said is empty, what is unknown "?". */
void field_put(struct buf *b, const struct field *f, const struct value *v);

/* The value for a reader's eyes (show.h); choices by their label. */
void field_show(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v);

/*
 * fields_heads(fs, heads, n, ret_map, note):
 * Which field stands in which column?  A heading is a field's name or its label
 * in Chinese or English; blanks, case, width, a star or （必填） at an end aside,
 * and a remark in brackets behind it.  ${ret_map[i]} is the field of column i or -1
 * (not ours).  Machine fields have no columns.  A required field without a
 * column, a field with two: ERR_INVALID.
 */
enum err fields_heads(const struct fields *fs, const struct str *heads,
    size_t n, int *ret_map, struct note *note);

/* JSON Schema (OpenAPI 3.1) of the table, for the API's description. */
void fields_schema(const struct fields *fs, enum lang lang, struct canon *c);

#endif
