/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sheet_in.h"

#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

#include "base/fault.h"

enum {
	END_BYTES	= 22,		/* the record that ends an archive */
	END_COUNT	= 10,		/* in it: how many parts */
	END_SIZE	= 12,		/* and how long their table is */
	END_64_BYTES	= 20,		/* what stands before it in the 64-bit form */
	COMMENT_MAX	= 65535,
	FREE_BYTES	= 1024 * 1024	/* unpacked, whatever the ratio */
};

struct sheet_zip {
	zip_t	*zip;
};

struct sheet_part {
	zip_file_t	*file;
	const char	*name;
	int64_t		 size;		/* as declared */
	int64_t		 done;
	bool		 broken;	/* cannot be unpacked */
	bool		 longer;	/* than declared */
};

static uint32_t
little(const unsigned char *p, int bytes)
{
	uint32_t n = 0;

	while (bytes-- > 0)
		n = n << 8 | p[bytes];
	return n;
}

static enum err
archive_cut(struct note *note)
{
	return NOTE(note, ERR_INVALID, M("The workbook is not whole: the end of "
	    "its archive is missing or damaged. It may have been cut off on "
	    "its way; hand it in again, or save it anew as xlsx."));
}

/*
 * The library reads the whole table of parts into memory when it opens an
 * archive, and which of several ends it believes is its own affair: so each
 * that it might believe is looked at before.
 */
static enum err
ends_check(const unsigned char *tail, size_t n, struct note *note)
{
	size_t seen = 0;

	for (size_t i = 0; i + END_BYTES <= n; i++) {
		if (memcmp(tail + i, "PK\5\6", 4) != 0)
			continue;
		seen++;
		if (little(tail + i + END_COUNT, 2) > SHEET_PARTS_MAX ||
		    little(tail + i + END_SIZE, 4) > SHEET_FOLDER_MAX ||
		    (i >= END_64_BYTES &&
		    memcmp(tail + i - END_64_BYTES, "PK\6\7", 4) == 0))
			return NOTE(note, ERR_LIMIT, M("The archive claims more "
			    "than {most} parts, which no workbook has. Save "
			    "the table anew as xlsx or as CSV UTF-8."),
			    A_INT("most", SHEET_PARTS_MAX));
	}
	return seen == 0 ? archive_cut(note) : ERR_OK;
}

static enum err
archive_check(const struct sheet_from *from, struct note *note)
{
	const size_t room = COMMENT_MAX + END_BYTES + END_64_BYTES;
	int64_t at = from->size > (int64_t)room ? from->size - (int64_t)room :
	    0;
	unsigned char *tail;
	long n;
	enum err r;

	if (from->size > SHEET_FILE_MAX)
		return NOTE(note, ERR_LIMIT, M("The workbook has {bytes} bytes, "
		    "more than {most}. Split it, or save it as CSV UTF-8."),
		    A_INT("bytes", from->size), A_INT("most", SHEET_FILE_MAX));
	tail = fault_hit(FAULT_ALLOC) ? NULL : malloc(room);
	if (tail == NULL)
		return note_memory(note);
	n = sheet_from_read(from, at, tail, room);
	r = n < 0 ? archive_cut(note) : ends_check(tail, (size_t)n, note);
	free(tail);
	return r;
}

/* By the library's own descriptor, which it closes. */
static zip_t *
zip_of_file(int fd)
{
	int own = fcntl(fd, F_DUPFD_CLOEXEC, 0), failed = 0;
	zip_t *zip;

	if (own < 0)
		return NULL;
	if ((zip = zip_fdopen(own, 0, &failed)) == NULL)
		(void)close(own);
	return zip;
}

static zip_t *
zip_of_bytes(struct str bytes)
{
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0,
	    NULL);
	zip_t *zip;

	if (source == NULL)
		return NULL;
	if ((zip = zip_open_from_source(source, ZIP_RDONLY, NULL)) == NULL)
		zip_source_free(source);
	return zip;
}

enum err
sheet_zip_open(const struct sheet_from *from, struct sheet_zip **ret,
    struct note *note)
{
	struct sheet_zip *z;
	enum err r;

	if ((r = archive_check(from, note)) != ERR_OK)
		return r;
	z = fault_hit(FAULT_ALLOC) ? NULL : calloc(1, sizeof *z);
	if (z == NULL)
		return note_memory(note);
	z->zip = from->fd >= 0 ? zip_of_file(from->fd) :
	    zip_of_bytes(from->bytes);
	if (z->zip == NULL) {
		sheet_zip_close(z);
		return archive_cut(note);
	}
	*ret = z;
	return ERR_OK;
}

void
sheet_zip_close(struct sheet_zip *z)
{
	if (z == NULL)
		return;
	if (z->zip != NULL)
		zip_discard(z->zip);
	free(z);
}

/* One letter of a part's name, so that two spellings become one. */
static char
name_letter(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c == '\\' ? '/' : c;
}

static bool
name_is(const char *have, struct str want)
{
	size_t i;

	if (have[0] == '/' || have[0] == '\\')
		have++;
	for (i = 0; i < want.n && have[i] != '\0'; i++)
		if (name_letter(have[i]) != name_letter(want.p[i]))
			return false;
	return i == want.n && have[i] == '\0';
}

int64_t
sheet_zip_find(const struct sheet_zip *z, struct str name)
{
	int64_t n = zip_get_num_entries(z->zip, 0);

	for (int64_t i = 0; i < n; i++) {
		const char *have = zip_get_name(z->zip, (zip_uint64_t)i, 0);

		if (have != NULL && name_is(have, name))
			return i;
	}
	return -1;
}

static enum err
part_check(const zip_stat_t *st, struct note *note)
{
	const zip_uint64_t known = ZIP_STAT_NAME | ZIP_STAT_SIZE |
	    ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;

	if ((st->valid & known) != known)
		return archive_cut(note);
	if (st->encryption_method != ZIP_EM_NONE)
		return NOTE(note, ERR_INVALID, M("The archive is protected by a "
		    "password. Save the workbook without it and hand in that "
		    "file."));
	if (st->size > SHEET_PART_MAX)
		return NOTE(note, ERR_LIMIT, M("Unpacked, {part} has {bytes} "
		    "bytes, more than {most}. Split the workbook, or save it "
		    "as CSV UTF-8."), A_CSTR("part", st->name),
		    A_INT("bytes", st->size > INT64_MAX ? INT64_MAX :
		    (int64_t)st->size), A_INT("most", SHEET_PART_MAX));
	if (st->size > FREE_BYTES && st->size / SHEET_RATIO_MAX >= st->comp_size)
		return NOTE(note, ERR_LIMIT, M("Unpacked, {part} is more than "
		    "{most} times as large, which looks like an attack. Save "
		    "the table anew as xlsx or as CSV UTF-8."),
		    A_CSTR("part", st->name), A_INT("most", SHEET_RATIO_MAX));
	return ERR_OK;
}

enum err
sheet_part_open(struct sheet_zip *z, int64_t which, struct sheet_part **ret,
    struct note *note)
{
	struct sheet_part *p;
	zip_stat_t st;
	enum err r;

	zip_stat_init(&st);
	if (zip_stat_index(z->zip, (zip_uint64_t)which, 0, &st) != 0)
		return archive_cut(note);
	if ((r = part_check(&st, note)) != ERR_OK)
		return r;
	p = fault_hit(FAULT_ALLOC) ? NULL : calloc(1, sizeof *p);
	if (p == NULL)
		return note_memory(note);
	p->name = st.name;
	p->size = (int64_t)st.size;
	p->file = zip_fopen_index(z->zip, (zip_uint64_t)which, 0);
	if (p->file == NULL) {
		p->broken = true;
		r = sheet_part_failed(p, note);
		sheet_part_close(p);
		return r;
	}
	*ret = p;
	return ERR_OK;
}

void
sheet_part_close(struct sheet_part *p)
{
	if (p == NULL)
		return;
	if (p->file != NULL)
		(void)zip_fclose(p->file);
	free(p);
}

long
sheet_part_read(struct sheet_part *p, void *to, size_t n)
{
	zip_int64_t got;

	if (p->broken || p->longer)
		return -1;
	got = zip_fread(p->file, to, n);
	if (got > 0)
		p->done += got;
	if (got < 0 || (got == 0 && p->done < p->size))
		p->broken = true;
	if (p->done > p->size)
		p->longer = true;
	return p->broken || p->longer ? -1 : (long)got;
}

enum err
sheet_part_failed(const struct sheet_part *p, struct note *note)
{
	if (p->longer)
		return NOTE(note, ERR_LIMIT, M("Unpacked, {part} is longer than "
		    "its archive says, which looks like an attack. Save the "
		    "table anew as xlsx or as CSV UTF-8."),
		    A_CSTR("part", p->name));
	if (p->broken)
		return NOTE(note, ERR_INVALID, M("{part} of the workbook cannot "
		    "be unpacked: its archive is damaged. Hand the file in "
		    "again, or save it anew as xlsx."),
		    A_CSTR("part", p->name));
	return ERR_OK;
}

struct str
sheet_part_name(const struct sheet_part *p)
{
	return str_of(p->name);
}

int
sheet_part_progress(const struct sheet_part *p)
{
	return p->size == 0 ? 1000 : (int)(p->done * 1000 / p->size);
}
