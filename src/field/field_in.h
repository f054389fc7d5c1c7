/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of field tables share. */
#ifndef FIELD_FIELD_IN_H
#define FIELD_FIELD_IN_H

#include "base/utf8.h"
#include "field/field.h"

static inline const char *
field_label(const struct field *f)
{
	return f->label != NULL ? f->label : f->name;
}

/* {label}: shown in the reader's language. */
#define A_LABEL(f)	A_WORD("label", field_label(f))

/* Does its text go to the vault? */
static inline bool
field_in_vault(const struct field *f)
{
	return (f->kind == FIELD_TEXT || f->kind == FIELD_LINES) &&
	    (f->flags & FIELD_PLAIN) == 0;
}

/* Has it a vault key and no text beside it? */
static inline bool
value_only_key(const struct field *f, const struct value *v)
{
	static const struct hash none;

	return field_in_vault(f) && v->text.n == 0 && !hash_eq(&v->hash, &none);
}

/* One value of a list, as a field of its own. */
struct field field_element(const struct field *f);

/* The cap of a field: what its row says, or its kind's own. */
int64_t field_most(const struct field *f);

/* Indexes of the fields, sorted by name; in ${room} when nothing keeps them. */
const unsigned char *fields_sorted(const struct fields *fs,
    unsigned char room[FIELDS_MAX]);

/* What would be right, for people: msgid, "a date, like 2026-11-23". */
const char *field_right(const struct field *f);

/* "… was not understood as {label}. Write {right}."  Where: the field. */
enum err field_refuse(const struct field *f, struct str text,
    struct note *note);

/* "… is not a choice of {label}": with labels, or without voice with words. */
enum err field_refuse_choice(const struct field *f, const struct voice *v,
    struct str text, struct note *note);

/* Is it a word: [a-z][a-z0-9_]*, at most FIELD_REASON_MAX? */
bool field_is_word(struct str s);

/* May a file be called so? */
bool field_file_name_ok(struct str name);

/*
 * field_clean(a, f, text, ret, note):
 * A copy in ${a} in NFC, without blanks at both ends (those of Chinese text
 * included); line ends are line feeds.  Where ${f} takes one line, tabs become
 * blanks and a second line is ERR_INVALID, as are control characters.
 */
enum err field_clean(struct arena *a, const struct field *f, struct str text,
    struct str *ret, struct note *note);

/* Full-width digits, letters, signs and blanks as their narrow twins. */
struct str field_narrow(struct arena *a, struct str text);

/* Kinds with a grammar; ${text} is narrow, ${shown} what was typed. */
enum err parse_int(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note);
enum err parse_decimal(struct arena *a, const struct field *f,
    struct voice v, struct str text, struct value *ret, struct note *note);
enum err parse_duration(struct arena *a, const struct field *f,
    struct voice v, struct str text, struct value *ret, struct note *note);
enum err parse_date(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note);
enum err parse_moment(struct arena *a, const struct field *f,
    struct voice v, struct str text, struct value *ret, struct note *note);

/* A moment that says its offset itself where it has a time of day. */
enum err parse_moment_sure(const struct field *f, struct str text,
    struct value *ret, struct note *note);

/* field_from_json() within tables. */
enum err json_value(struct arena *a, const struct field *f,
    const struct cjson *json, int depth, struct value *ret,
    struct note *note);

/* How values are written: open, or with vault text kept elsewhere. */
struct writing {
	struct canon	*c;
	bool		 open;		/* text stands as it is */
	vault_keep_fn	*vault;
	void		*arg;
	struct note	*note;
};

enum err write_values(const struct writing *w, const struct fields *fs,
    const struct value *values, int depth);
enum err write_value(const struct writing *w, const struct field *f,
    const struct value *v, int depth);

/* A number as text for a note, never grouped: years stand there too. */
enum { INT_TEXT = 24 };
struct str int_text(char room[INT_TEXT], int64_t n);

#endif
