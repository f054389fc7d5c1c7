/* SPDX-License-Identifier: Apache-2.0 */
#include "sample/sample_import.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"

/* What the parts of one sheet did, together. */
static void
report_add(struct import_report *to, const struct import_report *one)
{
	to->rows += one->rows;
	to->faults += one->faults;
	to->same += one->same;
	to->planned += one->planned;
	to->done += one->done;
	to->resumed += one->resumed;
}

static enum err
part_import(struct app *app, const struct actor *who, struct str path,
    sample_import_fn *import, struct voice voice,
    const struct import_watch *watch, struct import_report *ret,
    struct note *note)
{
	struct import_report one = { 0 };
	enum err r = import(app, who, path.p, voice, watch, &one, note);

	report_add(ret, &one);
	if (r == ERR_OK && one.faults > 0)
		r = NOTE(note, ERR_PARTIAL, M("{n} rows of {file} cannot be "
		    "taken into this store. Take a new one for the sample, or "
		    "one with the same sample."), A_INT("n", one.faults),
		    A_TEXT("file", path));
	return r;
}

enum err
sample_import(struct app *app, const struct actor *who, struct str folder,
    const struct sample_doors *doors, struct voice voice,
    const struct import_watch *watch, struct import_report *ret,
    struct note *note)
{
	struct arena *a = arena_new();
	enum err r = ERR_OK;

	if (a == NULL)
		return note_memory(note);
	for (int i = 0; i < SAMPLE_SHEET__MAX && r == ERR_OK; i++) {
		ret[i] = (struct import_report){ 0 };
		/* A subject that this program does not have. */
		if (doors->import[i] == NULL)
			continue;
		for (int part = 1; r == ERR_OK; part++) {
			struct str path = sample_out_path(a, folder,
			    (enum sample_sheet)i, part);

			if (arena_failed(a))
				r = note_memory(note);
			else if (!file_exists(path.p))
				break;
			else
				r = part_import(app, who, path,
				    doors->import[i], voice, watch, &ret[i],
				    note);
		}
	}
	arena_free(a);
	return r;
}

enum err
sample_scratch(struct arena *a, struct str *ret, struct note *note)
{
	const char *tmp = getenv("TMPDIR");
	struct buf path = BUF_IN(a);

	buf_fmt(&path, "%s/anze-sample-XXXXXX", tmp == NULL ||
	    tmp[0] == '\0' ? "/tmp" : tmp);
	if (buf_failed(&path))
		return note_memory(note);
	if (mkdtemp(path.p) == NULL)
		return file_error(note, errno, path.p);
	*ret = buf_view(&path);
	return ERR_OK;
}

void
sample_scratch_remove(struct arena *a, struct str folder)
{
	for (int i = 0; i < SAMPLE_SHEET__MAX; i++)
		for (int part = 1;; part++) {
			struct str path = sample_out_path(a, folder,
			    (enum sample_sheet)i, part);

			if (path.n == 0 || unlink(path.p) != 0)
				break;
		}
	(void)rmdir(folder.p);
}
