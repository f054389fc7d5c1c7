/* SPDX-License-Identifier: Apache-2.0 */
/* Which field stands in which column of a sheet? */
#include "field/field_in.h"

enum { NAMES = 1 + LANG__MAX };	/* of a field: its own, and its labels */

/* Does ${s} end in ${tail}?  Then take it off. */
static bool
drop_end(struct str *s, const char *tail)
{
	if (!str_ends(*s, tail))
		return false;
	s->n -= strlen(tail);
	return true;
}

/*
 * A heading as it counts: folded (width and case), without blanks, without the
 * marks by which templates say what must be filled in.
 */
static struct str
head_seen(struct arena *a, struct str head)
{
	struct str folded, seen;
	size_t at = 0, n = 0;
	int32_t cp;
	char *p;

	if (!utf8_ok(head))
		return S("");
	folded = utf8_fold(a, head);
	if ((p = arena_alloc(a, folded.n + 1)) == NULL)
		return S("");
	for (size_t from = 0; (cp = utf8_next(folded, &at)) >= 0; from = at) {
		if (cp <= ' ' || cp == 0x200B || cp == 0xFEFF)
			continue;
		memcpy(p + n, folded.p + from, at - from);
		n += at - from;
	}
	seen = (struct str){ p, n };
	while (drop_end(&seen, "*") || drop_end(&seen, "(必填)") ||
	    drop_end(&seen, "(required)"))
		continue;
	while (str_starts(seen, "*"))
		seen = str_part(seen, 1, seen.n);
	return seen;
}

/* "known at(utc+8)" without its remark; itself when it has none. */
static struct str
without_remark(struct str seen)
{
	return str_ends(seen, ")") ? str_part(seen, 0, str_find(seen, '('))
	    : seen;
}

/* All names of all fields as headings count; NULL: no memory. */
static struct str *
names_seen(struct arena *a, const struct fields *fs)
{
	struct str *names = NEW_ARRAY(a, struct str, fs->n * NAMES);

	for (size_t i = 0; i < fs->n && names != NULL; i++) {
		const struct field *f = &fs->field[i];

		if ((f->flags & FIELD_MACHINE) != 0)
			continue;
		names[i * NAMES] = head_seen(a, str_of(f->name));
		for (int l = 0; l < LANG__MAX; l++)
			names[i * NAMES + 1 + (size_t)l] = head_seen(a,
			    str_of(say((enum lang)l, field_label(f))));
	}
	return names;
}

/* Own names before labels, since two fields may share a label. */
static int
field_named(const struct str *names, size_t n, struct str seen)
{
	if (seen.n == 0)
		return -1;
	for (size_t k = 0; k < NAMES; k++)
		for (size_t i = 0; i < n; i++)
			if (str_eq(names[i * NAMES + k], seen))
				return (int)i;
	return -1;
}

static enum err
missing(const struct fields *fs, const struct field *first,
    const int *column, struct note *note)
{
	struct buf b = BUF_INIT;
	enum err r;

	for (size_t i = 0; i < fs->n; i++)
		if ((fs->field[i].flags & FIELD_REQUIRED) != 0 &&
		    (fs->field[i].flags & FIELD_MACHINE) == 0 &&
		    column[i] < 0) {
			if (b.n != 0)
				buf_text(&b, ", ");
			buf_text(&b, fs->field[i].name);
		}
	r = NOTE(note, ERR_INVALID, M("No column is headed {label}. These are "
	    "needed and not there: {names}. Head a column with each name, or "
	    "with its label."), A_LABEL(first), A_TEXT("names", buf_view(&b)));
	buf_free(&b);
	note_where(note, (struct where){ .field = first->name,
	    .label = first->label });
	return r;
}

static enum err
columns_check(const struct fields *fs, const int *column, struct note *note)
{
	for (size_t i = 0; i < fs->n; i++)
		if ((fs->field[i].flags & FIELD_REQUIRED) != 0 &&
		    (fs->field[i].flags & FIELD_MACHINE) == 0 &&
		    column[i] < 0)
			return missing(fs, &fs->field[i], column, note);
	return ERR_OK;
}

static enum err
heads_map(struct arena *a, const struct fields *fs, const struct str *heads,
    size_t n, int *map, struct note *note)
{
	const struct str *names = names_seen(a, fs);
	int column[FIELDS_MAX];

	for (size_t i = 0; i < FIELDS_MAX; i++)
		column[i] = -1;
	for (size_t i = 0; i < n && !arena_failed(a); i++) {
		struct str seen = head_seen(a, heads[i]);

		if ((map[i] = field_named(names, fs->n, seen)) < 0)
			map[i] = field_named(names, fs->n,
			    without_remark(seen));
		if (map[i] < 0)
			continue;
		if (column[map[i]] >= 0) {
			note_where(note, (struct where){
			    .field = fs->field[map[i]].name,
			    .label = fs->field[map[i]].label,
			    .column = (int64_t)i + 1 });
			return NOTE(note, ERR_INVALID, M("The columns {first} and "
			    "{second} are both headed {label}. Leave one of "
			    "them out, or head it otherwise."),
			    A_INT("first", column[map[i]] + 1),
			    A_INT("second", (int64_t)i + 1),
			    A_LABEL(&fs->field[map[i]]));
		}
		column[map[i]] = (int)i;
	}
	if (arena_failed(a))
		return note_memory(note);
	return columns_check(fs, column, note);
}

enum err
fields_heads(const struct fields *fs, const struct str *heads, size_t n,
    int *ret_map, struct note *note)
{
	struct arena *a = arena_new();
	int *map = NULL;
	enum err r;

	if (a == NULL || (map = NEW_ARRAY(a, int, n)) == NULL)
		r = note_memory(note);
	else if ((r = heads_map(a, fs, heads, n, map, note)) == ERR_OK &&
	    n > 0)
		memcpy(ret_map, map, n * sizeof *map);
	arena_free(a);
	return r;
}
