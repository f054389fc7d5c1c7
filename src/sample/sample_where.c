/* SPDX-License-Identifier: Apache-2.0 */
#include "sample/sample_where.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"

enum { PATH_BYTES = 4096 };

/* SAMPLE_DATA is the way from the folder of programs to that of data: the build
 * knows both only as parts of one place that may move. */
static const char *const ways[] = { SAMPLE_DATA, "../sample" };

enum err
sample_where(struct arena *a, struct str *ret, struct note *note)
{
	char exe[PATH_BYTES];
	const ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	struct str beside;

	if (n < 0)
		return file_error(note, errno, "/proc/self/exe");
	beside = (struct str){ exe, (size_t)n };
	while (beside.n > 0 && exe[beside.n - 1] != '/')
		beside.n--;
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		struct str folder = ways[i][0] == '/' ? str_of(ways[i]) :
		    str_fmt(a, "%.*s%s", STR_ARG(beside), ways[i]);
		struct str table = str_fmt(a, "%.*s/local-body-kinds.csv",
		    STR_ARG(folder));

		if (arena_failed(a))
			return note_memory(note);
		if (file_exists(table.p)) {
			*ret = folder;
			return ERR_OK;
		}
	}
	return NOTE(note, ERR_NOTFOUND, M("The tables of the samples do not "
	    "lie beside the program in {folder}. Say where they are: --data "
	    "FOLDER."), A_TEXT("folder", beside));
}
