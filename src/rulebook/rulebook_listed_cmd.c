/* SPDX-License-Identifier: Apache-2.0 */
/* How does a list about packs leave the program? */
#include "core/outfile.h"
#include "dated/dated_list_in.h"
#include "house/console.h"
#include "rulebook/rulebook_desk_cmd.h"

struct listed {
	struct cmd		*c;
	const struct fields	*fs;
	struct dated_sort	 sort;
	uint64_t		 n;
	struct rowsink		*sink;
	size_t			 given, most;
	struct rowfile		 file;
};

/* A column of the other language is left to machines. */
static bool
of_other_language(const struct fields *fs, size_t i, enum lang lang)
{
	const struct str name = str_of(fs->field[i].name);

	if (lang == LANG_EN)
		return i + 1 < fs->n && str_starts(str_of(
		    fs->field[i + 1].name), "en");
	return str_is(name, "en") || str_starts(name, "en_");
}

static const struct fields *
fields_seen(struct arena *a, const struct fields *fs, enum lang lang)
{
	struct field *field = NEW_ARRAY(a, struct field, fs->n);
	struct fields *seen = NEW(a, struct fields);

	if (field == NULL || seen == NULL)
		return NULL;
	memcpy(field, fs->field, fs->n * sizeof *field);
	for (size_t i = 0; i < fs->n; i++)
		if (of_other_language(fs, i, lang))
			field[i].flags |= FIELD_MACHINE;
	*seen = (struct fields){ fs->name, fs->version, field, fs->n, NULL };
	return seen;
}

enum err
listed_begin(struct cmd *c, const struct fields *fs, struct listed **ret,
    struct note *note)
{
	const struct str sort = cmd_text(c, "sort");
	const int64_t most = cmd_int(c, "most", 0);
	struct listed *l = NEW(c->a, struct listed);
	enum err r;

	if (l == NULL)
		return note_memory(note);
	*l = (struct listed){ .c = c, .fs = fs, .sort = { .a = c->a },
	    .most = (size_t)most };
	if (most < 0 || (most == 0 && cmd_given(c, "most")))
		return NOTE(note, ERR_USAGE, M("--most wants a number from 1 "
		    "on; without it all are listed."));
	if (sort.n > 0 && (r = dated_sort_read(&l->sort, fs, sort,
	    note)) != ERR_OK)
		return r;
	*ret = l;
	return ERR_OK;
}

enum err
listed_put(struct listed *l, const struct value *row, struct note *note)
{
	struct dated_head head = { .id = KEY_NONE };
	uint64_t n = ++l->n;

	/* In the order in which they were put, but for what was asked. */
	for (size_t i = sizeof head.id.b; i > 0 && n > 0; n >>= 8)
		head.id.b[--i] = (unsigned char)(n & 0xff);
	return dated_sort_put(&l->sort, l->fs, row, &head, 0, note);
}

static enum err
row_give(void *arg, const struct value *row, struct key id,
    struct note *note)
{
	struct listed *l = arg;

	(void)id;
	if (l->most > 0 && l->given == l->most)
		return ERR_STOPPED;
	l->given++;
	return rowsink_row(l->sink, row, note);
}

static enum err
rows_give(struct listed *l, const struct fields *fs, struct note *note)
{
	enum err r;

	if ((r = rowsink_begin(l->sink, fs, note)) != ERR_OK)
		return r;
	r = dated_sort_give(&l->sort, row_give, l, note);
	if (r == ERR_STOPPED && l->most > 0 && l->given == l->most)
		r = ERR_OK;
	return r == ERR_OK ? rowsink_end(l->sink, note) : r;
}

static enum err
rows_write(struct listed *l, struct str to, struct note *note)
{
	struct cmd *c = l->c;
	enum err r;

	if ((r = rowfile_open(&l->file, c->a, c->voice, to.p,
	    note)) != ERR_OK)
		return r;
	l->sink = l->file.sink;
	r = rowfile_close(&l->file, rows_give(l, l->fs, note), note);
	return r != ERR_OK ? r : TELL(c, note, M("{rows} rows were written to "
	    "{file}."), A_INT("rows", l->sink->rows), A_TEXT("file", to));
}

enum err
listed_end(struct listed *l, enum err r, struct note *note)
{
	const struct str to = cmd_text(l->c, "to");
	const struct fields *seen;

	if (r == ERR_OK && to.n > 0)
		r = rows_write(l, to, note);
	else if (r == ERR_OK) {
		l->sink = cmd_rows(l->c);
		seen = fields_seen(l->c->a, l->fs, l->c->voice.lang);
		r = seen == NULL ? note_memory(note) : rows_give(l, seen,
		    note);
	}
	dated_sort_free(&l->sort);
	return r;
}

struct value
listed_texts(struct arena *a, const struct str *t, size_t n)
{
	struct value v = { .given = GIVEN_KNOWN, .list = {
	    NEW_ARRAY(a, struct value, n + 1), n } };

	if (n == 0 || v.list.v == NULL)
		return (struct value){ .given = GIVEN_NOT };
	for (size_t i = 0; i < n; i++)
		v.list.v[i] = (struct value)V_TEXT(t[i]);
	return v;
}

struct value
listed_text(struct str s)
{
	struct value v = V_TEXT(s);

	return s.n > 0 ? v : (struct value){ .given = GIVEN_NOT };
}
