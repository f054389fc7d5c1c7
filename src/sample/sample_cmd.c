/* SPDX-License-Identifier: Apache-2.0 */
/* A registry to try things on, from the command line. */
#include "sample/sample_cmd.h"

#include "base/moment.h"
#include "core/config.h"
#include "core/outbox.h"
#include "house/console.h"
#include "sample/sample_import.h"
#include "sample/sample_where.h"

static const struct opt sample_opts[] = {
	OPT_CHOICE('s', "scale", sample_scales, M("how large it is")),
	OPT_INT('n', "seed", "N", M("another number makes another sample "
	    "(default: 1)")),
	OPT_TEXT('t', "to", "FOLDER", M("write sheets into this folder "
	    "(default: record all of it in the store)")),
	OPT_TEXT('r', "region", "CODE", M("the division it is about (default: "
	    "崇川区, 南通市 or 江苏省)")),
	OPT_DATE(0, "on", M("the day that is today in it (default: "
	    "2026-11-24)")),
	OPT_FLAG(0, "organs", M("only bodies, and of these only the usual "
	    "organs as they are now: a first tree to begin with")),
	OPT_TEXT(0, "data", "FOLDER", M("the tables it is made from (default: "
	    "those that came with the program)")),
	OPT_END
};

/* Rows go into the sheets, progress to the terminal. */
struct put_and_tell {
	struct cmd		*c;
	struct sample_out	*out;
};

static enum err
put(void *arg, enum sample_sheet sheet, struct str line, struct note *note)
{
	struct put_and_tell *both = arg;

	return sample_out_put(both->out, sheet, line, note);
}

static enum err
progress(void *arg, int64_t done, int64_t of, struct note *note)
{
	struct put_and_tell *both = arg;

	return cmd_progress(both->c, M("bodies made"), done, of, note);
}

static enum err
sheets_write(struct cmd *c, const struct sample *what, const char *folder,
    struct sample_counts *ret, struct note *note)
{
	struct sample_out *out = NULL;
	struct put_and_tell both = { .c = c };
	const struct sample_sink sink = { .put = put, .progress = progress,
	    .arg = &both };
	enum err r;

	if ((r = sample_out_open(folder, what->organs, SAMPLE_PART_ROWS,
	    &out, note)) != ERR_OK)
		return r;
	both.out = out;
	r = sample_make(what, &sink, ret, note);
	cmd_progress_end(c);
	if (r == ERR_OK)
		return sample_out_close(&out, note);
	sample_out_drop(&out);
	return r;
}

/* The rows of a sheet, as the answer lists them. */
struct sheet_view {
	struct value	sheet, rows, same, done;
};

static const struct field sheet_rows[] = {
	{ .name = "sheet", .kind = FIELD_TEXT, .label = M("Sheet") },
	{ .name = "rows", .kind = FIELD_INT, .label = M("Rows") },
	{ .name = "same", .kind = FIELD_INT, .label = M("Already there") },
	{ .name = "done", .kind = FIELD_INT, .label = M("Changes recorded") },
};
/* Sheets alone, and what became of them in a store. */
static const struct fields written_fields = { "sample.sheet", 1, sheet_rows,
    2, NULL };
static FIELDS(recorded_fields, "sample.recorded", 1, sheet_rows);

static enum err
counts_show(struct cmd *c, const struct sample *what,
    const struct sample_counts *n, const struct import_report *report,
    struct note *note)
{
	struct rowsink *sink = cmd_rows(c);
	enum err r;

	if ((r = rowsink_begin(sink, report == NULL ? &written_fields :
	    &recorded_fields, note)) != ERR_OK)
		return r;
	for (int i = 0; i < SAMPLE_SHEET__MAX && r == ERR_OK; i++) {
		struct sheet_view view = { .sheet = V_TEXT(str_of(
		    sample_file((enum sample_sheet)i))),
		    .rows = V_INT(n->rows[i]) };

		if (report != NULL) {
			view.same = (struct value)V_INT(report[i].same);
			view.done = (struct value)V_INT(report[i].done +
			    report[i].resumed);
		}
		if (!what->organs || i == SAMPLE_BODIES)
			r = rowsink_row(sink, VALUES(&view), note);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

static void
fault_tell(void *arg, const struct note *note)
{
	struct cmd *c = arg;

	terminal_fail(c->term, c->voice, c->json, note);
}

static enum err
import_progress(void *arg, const char *what, int64_t done, int64_t of)
{
	return cmd_progress(arg, what, done, of, NULL);
}

/* What a sample says of CII and gradings wants a secrecy review; where none was
 * named, an invented one is: nothing in it is true, so nothing is secret. */
static enum err
review_name(struct cmd *c, struct app *app, const struct actor *who,
    struct note *note)
{
	const struct setting *s = config_find(S("secrecy_review"));
	struct str review;
	enum err r;

	if ((r = config_get(app->read, c->a, s, &review, note)) != ERR_OK ||
	    review.n != 0)
		return r;
	return config_set(app, who, s, S("样审〔2026〕1号"), note);
}

/* Into the store that is open. */
static enum err
store_fill(struct cmd *c, struct app *app, const struct sample *what,
    struct note *note)
{
	struct import_report report[SAMPLE_SHEET__MAX] = { { 0 } };
	/* Without remarks: that a year of change is no day is not news here. */
	const struct import_watch watch = { .fault = fault_tell,
	    .progress = import_progress, .arg = c };
	const struct actor who = console_actor(c);
	struct sample_counts counts;
	struct str folder;
	enum err r;

	if ((r = app_may(app, &who, c->row->name, KEY_NONE, note)) != ERR_OK ||
	    (!what->organs && (r = review_name(c, app, &who,
	    note)) != ERR_OK) ||
	    (r = sample_scratch(c->a, &folder, note)) != ERR_OK)
		return r;
	if ((r = sheets_write(c, what, folder.p, &counts, note)) == ERR_OK)
		r = sample_import(app, &who, folder, &sample_doors, c->voice,
		    &watch, report, note);
	cmd_progress_end(c);
	sample_scratch_remove(c->a, folder);
	return r == ERR_OK ? counts_show(c, what, &counts, report, note) : r;
}

/* The command opens the store itself, since with --to it needs none. */
static enum err
store_open_fill(struct cmd *c, const struct sample *what, struct note *note)
{
	struct app_options o = *(const struct app_options *)c->setup;
	const struct voice voice = c->voice;
	struct app *app = NULL;
	int64_t ran;
	enum err r;

	if (c->store == NULL)
		return NOTE(note, ERR_USAGE, M("Say where the sample goes: "
		    "--to FOLDER for sheets, or --store for a store that anze "
		    "init has made."));
	o.mode = APP_WRITE;
	if ((r = app_open(&o, &app, note)) != ERR_OK)
		return r;
	c->app = app;
	c->voice.zone = app->zone;
	r = store_fill(c, app, what, note);
	(void)outbox_run(app, &ran, NULL);
	c->app = NULL;
	c->voice = voice;
	app_close(app);
	return r;
}

static enum err
cmd_sample(struct cmd *c, struct note *note)
{
	struct str folder = cmd_text(c, "to"), data = cmd_text(c, "data");
	struct str scale = cmd_text(c, "scale");
	struct sample what = {
		.seed = (uint64_t)cmd_int(c, "seed", 1),
		.region = cmd_text(c, "region"),
		.organs = cmd_flag(c, "organs"),
	};
	struct sample_counts counts;
	enum err r;

	if (scale.n == 0)
		return NOTE(note, ERR_USAGE, M("Say how large the sample is, "
		    "such as --scale county."));
	while (!str_is(scale, sample_scales[what.scale].word))
		what.scale++;
	(void)day_parse(S(SAMPLE_ON), &what.on);
	what.on = cmd_date(c, "on", what.on);
	if (data.n == 0 && (r = sample_where(c->a, &data, note)) != ERR_OK)
		return r;
	what.data = data.p;
	if (folder.n == 0)
		return store_open_fill(c, &what, note);
	if ((r = sheets_write(c, &what, folder.p, &counts, note)) != ERR_OK)
		return r;
	return counts_show(c, &what, &counts, NULL, note);
}

const struct command sample_commands[] = {
	{ "sample", cmd_sample, 0, sample_opts, "", 0, 0,
	    M("make an invented registry to try things on"),
	    M("Divisions and the usual organs are real; persons, units, "
	    "systems, contracts and telephones are invented, and so is who "
	    "holds which post, with the gaps that a real registry has. The "
	    "same arguments make the same sheets, byte for byte. With --to "
	    "they are written into a folder; otherwise all of it is recorded "
	    "in the store, which should be a new one; where it has no "
	    "secrecy review, an invented one is set."),
	    "anze sample --scale county --to sheets\n"
	    "anze --store trial.anze sample --scale prefecture --region "
	    "370100 --seed 7" },
};
const size_t sample_ncommands =
    sizeof sample_commands / sizeof sample_commands[0];
