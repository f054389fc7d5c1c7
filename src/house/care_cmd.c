/* SPDX-License-Identifier: Apache-2.0 */
/* How is a store cared for on the command line: its health, its backups? */
#include "base/file.h"
#include "core/import.h"
#include "core/signer.h"
#include "house/backup.h"
#include "house/console.h"
#include "house/doctor.h"
#include "house/house_cmd.h"
#include "ledger/tiles.h"

/* A line of `doctor`. */
struct finding_view {
	struct value	what, health, said;
};

static const struct choice healths[] = {
	[HEALTH_FINE]	= { "fine", M("in order") },
	[HEALTH_LOOK]	= { "look", M("worth a look") },
	[HEALTH_BROKEN]	= { "broken", M("broken") },
	{ NULL, NULL }
};

static const struct field finding_rows[] = {
	{ .name = "what", .kind = FIELD_TEXT, .label = M("Looked at") },
	{ .name = "health", .kind = FIELD_CHOICE, .choices = healths,
	    .label = M("Finding") },
	{ .name = "said", .kind = FIELD_TEXT, .max = NOTE_BYTES_MAX,
	    .label = M("What was seen") },
};
static FIELDS(finding_fields, "finding", 1, finding_rows);

struct doctor_call {
	struct cmd	*c;
	struct rowsink	*sink;
};

static enum err
finding_show(void *arg, const struct finding *f, struct note *note)
{
	struct doctor_call *d = arg;
	struct cmd *c = d->c;
	struct buf said = BUF_IN(c->a);
	struct finding_view view = {
		.what = V_TEXT(str_of(say(c->voice.lang, f->what))),
		.health = V_TEXT(str_of(healths[f->health].word)),
	};

	if (f->note.msg != NULL)
		say_note(&said, c->voice, &f->note);
	view.said = (struct value)V_TEXT(buf_view(&said));
	return buf_failed(&said) ? note_memory(note) :
	    rowsink_row(d->sink, VALUES(&view), note);
}

static enum err
cmd_doctor(struct cmd *c, struct note *note)
{
	struct doctor_call d = { c, cmd_rows(c) };
	enum health worst = HEALTH_FINE;
	enum err r;

	if ((r = rowsink_begin(d.sink, &finding_fields, note)) != ERR_OK ||
	    (r = doctor(c->setup, c->a, finding_show, &d, &worst,
	    note)) != ERR_OK || (r = rowsink_end(d.sink, note)) != ERR_OK)
		return r;
	return worst != HEALTH_BROKEN ? ERR_OK : NOTE(note, ERR_CORRUPT,
	    M("Something is broken; the lines above say what and what to "
	    "do."));
}

static enum err
care_progress(void *arg, const char *what, int64_t done, int64_t of)
{
	return cmd_progress(arg, what, done, of, NULL);
}

static enum err
cmd_backup(struct cmd *c, struct note *note)
{
	const struct backup_watch watch = { care_progress, c };
	const struct actor who = console_actor(c);
	struct backup_report report;
	enum err r;

	r = backup_make(c->app, &who, c->operand[0].p, &watch, &report, note);
	cmd_progress_end(c);
	if (r != ERR_OK)
		return r;
	return TELL(c, note, M("{entries} entries, {rows} rows and {files} files "
	    "are backed up in {folder} and were looked over. The key that "
	    "signs checkpoints is not among them: keep it apart."),
	    A_INT("entries", report.entries), A_INT("rows", report.rows),
	    A_INT("files", report.files), A_TEXT("folder", c->operand[0]));
}

static const struct opt restore_opts[] = {
	OPT_TEXT('a', "against", "FILE", M("the newest checkpoint that was "
	    "held elsewhere: it tells how much is lost")),
	OPT_TEXT('e', "expunged", "FILE", M("a list of removals held elsewhere, "
	    "to be carried out again")),
	OPT_TEXT('k', "key", "FILE", M("the old checkpoint key, to go on with it "
	    "where nothing is lost")),
	OPT_END
};

static enum err
restore_said(struct cmd *c, const struct restore_report *report,
    struct note *note)
{
	enum err r;

	if ((r = TELL(c, note, M("{entries} entries and {files} files are "
	    "restored; the tables were made from the entries. The ledger is "
	    "now {origin}."), A_INT("entries", report->entries),
	    A_INT("files", report->files), A_TEXT("origin", report->origin),
	    A_INT("missing", report->missing),
	    A_INT("expunged", report->expunged))) != ERR_OK)
		return r;
	if (report->expunged > 0 && (r = SAY(c, note, M("{n} texts or files "
	    "were removed again, as their documents say."),
	    A_INT("n", report->expunged))) != ERR_OK)
		return r;
	if (report->missing < 0)
		return SAY(c, note, M("Whether entries made after the backup are "
		    "lost, only a checkpoint held elsewhere could tell "
		    "(--against)."));
	return report->missing == 0 ?
	    SAY(c, note, M("No entry up to the checkpoint held elsewhere is "
	    "lost.")) :
	    SAY(c, note, M("{n} entries made after the backup are lost; the "
	    "ledger says so in its entry {seq}."),
	    A_INT("n", report->missing), A_INT("seq", report->entries));
}

static const char *
text_or_null(const struct cmd *c, const char *name)
{
	return cmd_given(c, name) ? cmd_text(c, name).p : NULL;
}

static enum err
cmd_restore(struct cmd *c, struct note *note)
{
	const struct backup_watch watch = { care_progress, c };
	const struct actor who = console_actor(c);
	const struct restore what = {
		.dir = c->operand[0].p,
		.against = text_or_null(c, "against"),
		.expunged = text_or_null(c, "expunged"),
		.key = text_or_null(c, "key"),
	};
	struct restore_report report;
	enum err r;

	r = backup_restore(c->setup, &who, &what, &watch, c->a, &report, note);
	cmd_progress_end(c);
	return r == ERR_OK ? restore_said(c, &report, note) : r;
}

/* A line of `imports`. */
struct import_view {
	struct value	what, name, started, ended, done, planned;
};

static const struct field import_rows[] = {
	{ .name = "what", .kind = FIELD_TEXT, .label = M("Import of") },
	{ .name = "name", .kind = FIELD_TEXT, .label = M("File") },
	{ .name = "started", .kind = FIELD_MOMENT, .label = M("Begun") },
	{ .name = "ended", .kind = FIELD_MOMENT, .label = M("Ended") },
	{ .name = "done", .kind = FIELD_INT, .label = M("Changes recorded") },
	{ .name = "planned", .kind = FIELD_INT, .label = M("Changes needed") },
};
static FIELDS(import_fields, "import_run", 1, import_rows);

static enum err
import_show(void *arg, const struct import_seen *i, struct note *note)
{
	struct import_view view = {
		.what = V_TEXT(i->what),
		.name = V_TEXT(i->name),
		.started = { .given = GIVEN_KNOWN, .prec = PREC_MINUTE,
		    .num = i->started },
		.done = V_INT(i->done),
		.planned = V_INT(i->planned),
	};

	if (i->ended != 0)
		view.ended = (struct value){ .given = GIVEN_KNOWN,
		    .prec = PREC_MINUTE, .num = i->ended };
	return rowsink_row(arg, VALUES(&view), note);
}

static const struct opt imports_opts[] = {
	OPT_FLAG('o', "open", M("only those that were interrupted")),
	OPT_END
};

static enum err
cmd_imports(struct cmd *c, struct note *note)
{
	struct rowsink *sink = cmd_rows(c);
	const struct app *app = c->app;
	enum err r;

	if ((r = rowsink_begin(sink, &import_fields, note)) != ERR_OK ||
	    (r = import_each(app->read, cmd_flag(c, "open"), import_show, sink,
	    note)) != ERR_OK)
		return r;
	return rowsink_end(sink, note);
}

static enum err
export_progress(void *arg, uint64_t done, uint64_t of, struct note *note)
{
	return cmd_progress(arg, M("entries written"), (int64_t)done,
	    (int64_t)of, note);
}

static enum err
cmd_export(struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	struct checkpoint cp;
	struct str made;
	enum err r;

	if ((r = checkpoint_make(app, c->a, &made, note)) == ERR_OK)
		r = ledger_export(app->read, made, c->operand[0].p,
		    export_progress, c, note);
	cmd_progress_end(c);
	if (r != ERR_OK || (r = checkpoint_parse(made, &cp, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("{n} entries, their tiles and a checkpoint lie in "
	    "{folder}; any tlog-tiles client can check them."),
	    A_INT("n", (int64_t)cp.size), A_TEXT("folder", c->operand[0]));
}

const struct command care_commands[] = {
	{ "doctor", cmd_doctor, COMMAND_PLACE, NULL, "", 0, 0,
	    M("look whether this installation is fit"),
	    M("Looks at the database, the ledger's head, the key, free room, "
	    "checkpoints, backups, interrupted imports and jobs, and says what "
	    "to do. Changes nothing."), NULL },
	{ "backup", cmd_backup, COMMAND_STORE | COMMAND_WRITES, NULL, "DIR",
	    1, 1, M("back the store up while work goes on"),
	    M("The folder is itself a store and can be looked into. A later "
	    "backup into the same folder takes its place once it is whole, and "
	    "copies only new files."),
	    "anze backup /media/usb/anze" },
	{ "restore", cmd_restore, COMMAND_PLACE, restore_opts, "DIR", 1, 1,
	    M("make a store from a backup"),
	    M("The backup is looked over first. A new epoch of the ledger "
	    "begins, with a key of its own; its first entry says how many "
	    "entries are missing, where a checkpoint held elsewhere tells."),
	    "anze --store office.anze restore /media/usb/anze --against "
	    "/media/other/checkpoint" },
	{ "imports", cmd_imports, COMMAND_STORE, imports_opts, "", 0, 0,
	    M("list imports and how far they came"), NULL, NULL },
	{ "ledger export", cmd_export, COMMAND_STORE | COMMAND_WRITES, NULL,
	    "DIR", 1, 1,
	    M("write the ledger as static files that others can check"),
	    M("A folder as C2SP tlog-tiles describes it: checkpoint, tiles, "
	    "entries. See docs/ledger.md."),
	    "anze ledger export /srv/www/anze" },
};
const size_t care_ncommands = sizeof care_commands / sizeof care_commands[0];
