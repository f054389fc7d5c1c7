/* SPDX-License-Identifier: Apache-2.0 */
#include "core/outfile.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

struct outfile {
	int	 fd;
	char	*path, *temp;
};

void
outfile_drop(struct outfile **of)
{
	struct outfile *f = *of;

	*of = NULL;
	if (f == NULL)
		return;
	if (f->fd >= 0) {
		(void)close(f->fd);
		(void)unlink(f->temp);
	}
	free(f->temp);
	free(f->path);
	free(f);
}

static char *
name_make(const char *path, const char *tail)
{
	const size_t n = strlen(path), more = strlen(tail) + 1;
	char *p = malloc(n + more);

	if (p != NULL) {
		memcpy(p, path, n);
		memcpy(p + n, tail, more);
	}
	return p;
}

enum err
outfile_open(const char *path, struct outfile **ret, struct note *note)
{
	struct outfile *f = calloc(1, sizeof *f);
	enum err r = ERR_OK;

	if (f == NULL)
		return note_memory(note);
	f->fd = -1;
	f->path = name_make(path, "");
	f->temp = name_make(path, ".XXXXXX");
	if (f->path == NULL || f->temp == NULL)
		r = note_memory(note);
	else if ((f->fd = mkstemp(f->temp)) < 0)
		r = file_error(note, errno, path);
	if (r == ERR_OK)
		*ret = f;
	else
		outfile_drop(&f);
	return r;
}

enum err
outfile_write(void *of, struct str bytes, struct note *note)
{
	const struct outfile *f = of;
	size_t done = 0;

	while (done < bytes.n) {
		ssize_t n = write(f->fd, bytes.p + done, bytes.n - done);

		if (n < 0 && errno != EINTR)
			return file_error(note, errno, f->path);
		done += n < 0 ? 0 : (size_t)n;
	}
	return ERR_OK;
}

enum err
outfile_close(struct outfile **of, struct note *note)
{
	struct outfile *f = *of;
	enum err r = ERR_OK;

	if (fsync(f->fd) != 0 || rename(f->temp, f->path) != 0)
		r = file_error(note, errno, f->path);
	if (r == ERR_OK) {
		(void)close(f->fd);
		f->fd = -1;
		r = file_sync_folder(f->path, note);
	}
	outfile_drop(of);
	return r;
}

bool
outfile_is_workbook(const char *path)
{
	const struct str name = str_of(path);
	const size_t tail = sizeof ".xlsx" - 1;

	return name.n >= tail && str_eq_nocase(str_part(name, name.n - tail,
	    name.n), S(".xlsx"));
}

enum err
rowfile_open(struct rowfile *f, struct arena *a, struct voice v,
    const char *path, struct note *note)
{
	enum err r;

	*f = (struct rowfile){ .sink = NULL };
	if (outfile_is_workbook(path)) {
		f->sink = rowsink_xlsx(a, v, path);
		return f->sink == NULL ? note_memory(note) : ERR_OK;
	}
	if ((r = outfile_open(path, &f->text, note)) != ERR_OK)
		return r;
	f->sink = rowsink_csv(a, v, outfile_write, f->text);
	if (f->sink != NULL)
		return ERR_OK;
	outfile_drop(&f->text);
	return note_memory(note);
}

enum err
rowfile_close(struct rowfile *f, enum err r, struct note *note)
{
	if (r != ERR_OK)
		rowsink_drop(f->sink);
	else if (f->text != NULL)
		return outfile_close(&f->text, note);
	outfile_drop(&f->text);
	return r;
}
