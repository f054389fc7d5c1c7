/* SPDX-License-Identifier: Apache-2.0 */
/* Does each sheet of a sample come in by its own door, in order? */
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/moment.h"
#include "sample/sample_import.h"
#include "test/lib/test.h"

/* What the doors saw; they are handed it as what watches. */
struct seen {
	struct arena	*a;
	struct buf	 names;
	int		 faults_at;	/* the call that finds some; 0: none */
	int		 calls;
};

static enum err
door(struct app *app, const struct actor *who, const char *path,
    struct voice voice, const struct import_watch *watch,
    struct import_report *ret, struct note *note)
{
	struct seen *seen = watch->arg;
	struct str s, heading, line, p = str_of(path);

	(void)app;
	(void)who;
	(void)voice;
	while (str_find(p, '/') < p.n)
		p = str_part(p, str_find(p, '/') + 1, p.n);
	buf_str(&seen->names, p);
	buf_char(&seen->names, ' ');
	CHECK_OK(file_read(seen->a, path, 16 * 1024 * 1024, &s, note), note);
	CHECK(str_cut(&s, '\n', &heading));
	while (str_cut(&s, '\n', &line) && line.n != 0)
		ret->rows++;
	ret->done = ret->rows;
	if (++seen->calls == seen->faults_at)
		ret->faults = 2;
	return ERR_OK;
}

/* A sample of a county in parts of 400 rows, in ${*ret_folder}. */
static void
county_write(struct arena *a, struct str *ret_folder,
    struct sample_counts *ret)
{
	struct sample what = { .scale = SAMPLE_COUNTY, .seed = 1,
	    .data = TEST_SOURCE "/sample" };
	struct sample_sink sink = { .put = sample_out_put };
	struct sample_out *out = NULL;
	struct note note = NOTE_INIT;

	CHECK(day_parse(S(SAMPLE_ON), &what.on));
	CHECK_OK(sample_scratch(a, ret_folder, &note), &note);
	CHECK_OK(sample_out_open(ret_folder->p, false, 400, &out, &note),
	    &note);
	sink.arg = out;
	CHECK_OK(sample_make(&what, &sink, ret, &note), &note);
	CHECK_OK(sample_out_close(&out, &note), &note);
}

TEST("each sheet goes through its door with all its parts, what is named first")
{
	struct seen seen = { .a = arena_new() };
	const struct import_watch watch = { .arg = &seen };
	struct import_report report[SAMPLE_SHEET__MAX];
	struct sample_doors doors;
	struct sample_counts counts;
	struct note note = NOTE_INIT;
	struct str folder;

	county_write(seen.a, &folder, &counts);
	for (int i = 0; i < SAMPLE_SHEET__MAX; i++)
		doors.import[i] = door;
	CHECK_OK(sample_import(NULL, NULL, folder, &doors, (struct voice){
	    .lang = LANG_EN }, &watch, report, &note), &note);
	CHECK_STR(buf_view(&seen.names), "divisions.csv townships.csv "
	    "bodies.csv industries.csv branches.csv regulators.csv "
	    "persons.csv persons-2.csv posts.csv posts-2.csv tenures.csv "
	    "tenures-2.csv tenures-3.csv rosters.csv systems.csv "
	    "contracts.csv phones.csv ");
	for (int i = 0; i < SAMPLE_SHEET__MAX; i++) {
		CHECK_INT(report[i].rows, counts.rows[i]);
		CHECK_INT(report[i].done, counts.rows[i]);
	}
	sample_scratch_remove(seen.a, folder);
	CHECK(!file_exists(folder.p));
	buf_free(&seen.names);
	arena_free(seen.a);
}

TEST("a sheet with faults ends it, and says which")
{
	struct seen seen = { .a = arena_new(), .faults_at = 3 };
	const struct import_watch watch = { .arg = &seen };
	struct import_report report[SAMPLE_SHEET__MAX];
	struct sample_doors doors;
	struct sample_counts counts;
	struct note note = NOTE_INIT;
	struct str folder;

	county_write(seen.a, &folder, &counts);
	for (int i = 0; i < SAMPLE_SHEET__MAX; i++)
		doors.import[i] = door;
	CHECK_ERR(sample_import(NULL, NULL, folder, &doors, (struct voice){
	    .lang = LANG_EN }, &watch, report, &note), ERR_PARTIAL, &note);
	CHECK_INT(note.args[0].num, 2);
	CHECK(str_ends(note.args[1].text, "/bodies.csv"));
	CHECK_INT(seen.calls, 3);
	sample_scratch_remove(seen.a, folder);
	buf_free(&seen.names);
	arena_free(seen.a);
}

TEST("a scratch folder is one's own")
{
	struct arena *a = arena_new();
	struct note note = NOTE_INIT;
	struct str one, two;
	struct stat s;

	CHECK_OK(sample_scratch(a, &one, &note), &note);
	CHECK_OK(sample_scratch(a, &two, &note), &note);
	CHECK(!str_eq(one, two));
	CHECK(stat(one.p, &s) == 0 && (s.st_mode & 0777) == 0700);
	sample_scratch_remove(a, one);
	sample_scratch_remove(a, two);
	CHECK(!file_exists(one.p));
	arena_free(a);
}
