/* SPDX-License-Identifier: Apache-2.0 */
#include "sample/sample_out.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"

enum { OUT_BYTES = 256 * 1024, KEY_BYTES = 64 };

#define HALF	".part"		/* behind a name while it is written */

struct out_sheet {
	FILE		*file;		/* of the last part */
	int		 parts;		/* begun */
	int64_t		 rows;		/* of the last part */
	struct str	 heading;
	size_t		 key_n;		/* source and code of the last row */
	char		 key[KEY_BYTES];
};

struct sample_out {
	struct arena		*a;
	struct str		 folder;
	int64_t			 part_rows;
	struct out_sheet	 sheet[SAMPLE_SHEET__MAX];
};

struct str
sample_out_path(struct arena *a, struct str folder, enum sample_sheet sheet,
    int part)
{
	struct str name = str_of(sample_file(sheet));

	if (part == 1)
		return str_fmt(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
	return str_fmt(a, "%.*s/%.*s-%d.csv", STR_ARG(folder),
	    STR_ARG(str_part(name, 0, name.n - strlen(".csv"))), part);
}

static struct str
half_path(struct sample_out *o, int sheet, int part)
{
	return str_fmt(o->a, "%.*s" HALF, STR_ARG(sample_out_path(o->a,
	    o->folder, (enum sample_sheet)sheet, part)));
}

static enum err
part_begin(struct sample_out *o, int sheet, struct note *note)
{
	struct out_sheet *s = &o->sheet[sheet];
	struct str path = sample_out_path(o->a, o->folder,
	    (enum sample_sheet)sheet, s->parts + 1);
	struct str half = half_path(o, sheet, s->parts + 1);

	if (arena_failed(o->a))
		return note_memory(note);
	if (file_exists(path.p))
		return NOTE(note, ERR_EXISTS, M("{path} is there already. Give "
		    "another folder, or remove the sheets in this one."),
		    A_TEXT("path", path));
	if ((s->file = fopen(half.p, "wbe")) == NULL)
		return file_error(note, errno, half.p);
	/* Without that buffer it is only slower. */
	(void)setvbuf(s->file, NULL, _IOFBF, OUT_BYTES);
	s->parts++;
	s->rows = 0;
	return ERR_OK;
}

/* To the disk; it is called as it shall be when all others are there too. */
static enum err
part_end(struct sample_out *o, int sheet, struct note *note)
{
	struct out_sheet *s = &o->sheet[sheet];
	FILE *f = s->file;
	const bool kept = fflush(f) == 0 && fsync(fileno(f)) == 0;
	const int errnum = errno;

	s->file = NULL;
	if (fclose(f) == 0 && kept)
		return ERR_OK;
	return file_error(note, kept ? errno : errnum, half_path(o, sheet,
	    s->parts).p);
}

enum err
sample_out_open(const char *folder, bool organs, int64_t part_rows,
    struct sample_out **ret, struct note *note)
{
	struct arena *a = arena_new();
	struct sample_out *o = a == NULL ? NULL : NEW(a, struct sample_out);
	enum err r;

	if (o == NULL) {
		arena_free(a);
		return note_memory(note);
	}
	o->a = a;
	o->part_rows = part_rows;
	o->folder = str_copy(a, str_of(folder));
	r = arena_failed(a) ? note_memory(note) : file_folder(folder, note);
	for (int i = 0; i < SAMPLE_SHEET__MAX && r == ERR_OK; i++)
		if (!organs || i == SAMPLE_BODIES)
			r = part_begin(o, i, note);
	if (r == ERR_OK)
		*ret = o;
	else
		sample_out_drop(&o);
	return r;
}

/* "sample,CODE," of a row: rows of one record stay in one file. */
static struct str
key_of(struct str line)
{
	const size_t source = str_find(line, ',') + 1;
	const size_t code = source >= line.n ? 0 : str_find(str_part(line,
	    source, line.n), ',');

	return str_part(line, 0, source + code < KEY_BYTES ? source + code :
	    KEY_BYTES);
}

static enum err
line_write(struct sample_out *o, int sheet, struct str line,
    struct note *note)
{
	struct out_sheet *s = &o->sheet[sheet];

	if (fwrite(line.p, 1, line.n, s->file) != line.n)
		return file_error(note, errno, half_path(o, sheet,
		    s->parts).p);
	return ERR_OK;
}

enum err
sample_out_put(void *arg, enum sample_sheet sheet, struct str line,
    struct note *note)
{
	struct sample_out *o = arg;
	const int at = (int)sheet;
	struct out_sheet *s = &o->sheet[at];
	struct str key = key_of(line);
	enum err r;

	if (s->heading.n == 0) {
		s->heading = str_copy(o->a, line);
		if (arena_failed(o->a))
			return note_memory(note);
		return line_write(o, at, line, note);
	}
	if (s->rows >= o->part_rows &&
	    !str_eq(key, (struct str){ s->key, s->key_n }) &&
	    ((r = part_end(o, at, note)) != ERR_OK ||
	    (r = part_begin(o, at, note)) != ERR_OK ||
	    (r = line_write(o, at, s->heading, note)) != ERR_OK))
		return r;
	memcpy(s->key, key.p, key.n);
	s->key_n = key.n;
	s->rows++;
	return line_write(o, at, line, note);
}

static enum err
names_give(struct sample_out *o, struct note *note)
{
	struct str path = S("");

	for (int i = 0; i < SAMPLE_SHEET__MAX; i++)
		for (int part = 1; part <= o->sheet[i].parts; part++) {
			struct str half = half_path(o, i, part);

			path = sample_out_path(o->a, o->folder,
			    (enum sample_sheet)i, part);
			if (arena_failed(o->a))
				return note_memory(note);
			if (rename(half.p, path.p) != 0)
				return file_error(note, errno, path.p);
		}
	return path.n == 0 ? ERR_OK : file_sync_folder(path.p, note);
}

enum err
sample_out_close(struct sample_out **out, struct note *note)
{
	struct sample_out *o = *out;
	enum err r = ERR_OK;

	for (int i = 0; i < SAMPLE_SHEET__MAX && r == ERR_OK; i++)
		if (o->sheet[i].file != NULL)
			r = part_end(o, i, note);
	if (r == ERR_OK)
		r = names_give(o, note);
	if (r != ERR_OK) {
		sample_out_drop(out);
		return r;
	}
	arena_free(o->a);
	*out = NULL;
	return ERR_OK;
}

void
sample_out_drop(struct sample_out **out)
{
	struct sample_out *o = *out;

	if (o == NULL)
		return;
	for (int i = 0; i < SAMPLE_SHEET__MAX; i++) {
		if (o->sheet[i].file != NULL)
			(void)fclose(o->sheet[i].file);
		for (int part = 1; part <= o->sheet[i].parts; part++) {
			struct str half = half_path(o, i, part);

			if (half.n != 0)
				(void)unlink(half.p);
		}
	}
	*out = NULL;
	arena_free(o->a);
}
