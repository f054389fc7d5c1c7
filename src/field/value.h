/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can a field hold?  One struct for every kind, so that a record is an
 * array of them: a subject's struct has only struct value members, in the order
 * of its field table, and the n-th member is the n-th field.  Fields that are
 * loaded at run time (facts of a pack) are held the same way.
 *
 *	struct body_named { struct value body, name; };
 *	static_assert(sizeof(struct body_named) == 2 * sizeof(struct value), "");
 *	… VALUES(&ev) …
 *
 * Not said and unknown are states of their own: an unknown value says why.
 */
#ifndef FIELD_VALUE_H
#define FIELD_VALUE_H

#include "base/decimal.h"
#include "base/duration.h"
#include "base/hash.h"
#include "base/key.h"
#include "base/moment.h"

enum given {
	GIVEN_NOT,	/* nothing was said */
	GIVEN_KNOWN,
	GIVEN_UNKNOWN	/* said to be unknown; text is the reason's word */
};

struct value {
	enum given	given;
	enum precision	prec;	/* of a moment */
	int64_t		num;	/* int; bool 0 or 1; date: day; moment: ms;
				 * file: size in bytes */
	struct str	text;	/* text, lines; choice: its word; file: its name;
				 * ref: as typed, when not a key; else the reason */
	union {
		struct key		 key;	/* ref */
		struct decimal		 dec;
		struct duration		 dur;
		struct hash		 hash;	/* file: of its bytes;
						 * vault text: its vault key */
		struct {
			struct value	*v;	/* list-of: n values; table:
						 * n rows of fields->n each */
			size_t		 n;
		} list;
	};
};

#define VALUES(record)		((const struct value *)(record))
#define VALUES_OF(type)		(sizeof(type) / sizeof(struct value))

static inline bool
value_known(const struct value *v)
{
	return v->given == GIVEN_KNOWN;
}

/* Values of one kind, known. */
#define V_TEXT(s)	{ .given = GIVEN_KNOWN, .text = (s) }
#define V_INT(n)	{ .given = GIVEN_KNOWN, .num = (n) }
#define V_DAY(d)	{ .given = GIVEN_KNOWN, .num = (d) }
#define V_KEY(k)	{ .given = GIVEN_KNOWN, .key = (k) }
#define V_BOOL(b)	{ .given = GIVEN_KNOWN, .num = (b) ? 1 : 0 }

/* The same of what may be left out: an empty text, no key, INT64_MIN. */
static inline struct value
value_text(struct str s)
{
	struct value v = { .given = GIVEN_NOT };

	if (s.n != 0)
		v = (struct value)V_TEXT(s);
	return v;
}

static inline struct value
value_key(struct key k)
{
	struct value v = { .given = GIVEN_NOT };

	if (!key_none(k))
		v = (struct value)V_KEY(k);
	return v;
}

static inline struct value
value_moment(struct moment m)
{
	struct value v = { .given = GIVEN_NOT };

	if (m.ms != INT64_MIN)
		v = (struct value){ .given = GIVEN_KNOWN, .prec = m.prec,
		    .num = m.ms };
	return v;
}

struct field;

/* Do two values of the field ${f} say the same?  Vault text is compared by its
 * text or, where neither has one, by its key. */
bool value_eq(const struct field *f, const struct value *a,
    const struct value *b);

#endif
