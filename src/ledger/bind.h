/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does an apply-function put a field into a column?  What was not said, or
 * said to be unknown, is NULL.
 */
#ifndef LEDGER_BIND_H
#define LEDGER_BIND_H

#include "field/value.h"
#include "store/store.h"

/* int, bool, date, moment. */
static inline struct bind
bind_num(const struct value *v)
{
	const struct bind none = BIND_NULL, some = BIND_INT(v->num);

	return value_known(v) ? some : none;
}

/* How exactly a moment is known. */
static inline struct bind
bind_prec(const struct value *v)
{
	const struct bind none = BIND_NULL, some = BIND_INT((int64_t)v->prec);

	return value_known(v) ? some : none;
}

static inline struct bind
bind_key(const struct value *v)
{
	const struct bind none = BIND_NULL, some = BIND_KEY(v->key);

	return value_known(v) ? some : none;
}

/* Plain text; choices. */
static inline struct bind
bind_text(const struct value *v)
{
	const struct bind none = BIND_NULL, some = BIND_TEXT(v->text);

	return value_known(v) ? some : none;
}

/* The same where the column is never NULL. */
static inline struct bind
bind_words(const struct value *v)
{
	const struct bind none = BIND_CSTR(""), some = BIND_TEXT(v->text);

	return value_known(v) ? some : none;
}

/* The key under which typed text lies in the vault; a file's hash. */
static inline struct bind
bind_hash(const struct value *v)
{
	const struct bind none = BIND_NULL, some = BIND_HASH(v->hash);

	return value_known(v) ? some : none;
}

#endif
