/* SPDX-License-Identifier: Apache-2.0 */
/* What can be asked of the ledger on the command line? */
#include "base/file.h"
#include "base/show.h"
#include "core/maintain.h"
#include "core/signer.h"
#include "house/console.h"
#include "house/house_cmd.h"
#include "house/proof.h"
#include "ledger/replay.h"
#include "ledger/tiles.h"
#include "ledger/verify.h"

enum { SHOW_MOST = 20 };

/* A line of `ledger show`. */
struct entry_view {
	struct value	seq, at, kind, on, person, gist;
};

static const struct field entry_rows[] = {
	{ .name = "seq", .kind = FIELD_INT, .label = M("Entry") },
	{ .name = "at", .kind = FIELD_MOMENT, .label = M("Time") },
	{ .name = "kind", .kind = FIELD_TEXT, .label = M("Kind") },
	{ .name = "on", .kind = FIELD_REF, .flags = FIELD_MACHINE,
	    .label = M("Record") },
	{ .name = "person", .kind = FIELD_TEXT, .label = M("Person") },
	{ .name = "gist", .kind = FIELD_TEXT, .label = M("What happened") },
};
static FIELDS(entry_fields, "entry", 1, entry_rows);

static const struct opt show_opts[] = {
	OPT_INT('f', "from", "SEQ", M("from this entry on (default: the last "
	    "20)")),
	OPT_INT('m', "most", "N", M("at most this many")),
	OPT_FLAG(0, "bytes", M("each entry as it was hashed, one a line")),
	OPT_END
};

static enum err
entry_show(struct cmd *c, struct rowsink *sink, int64_t seq, bool bytes,
    struct note *note)
{
	struct app *app = c->app;
	struct entry_view view;
	struct event ev;
	struct str entry;
	enum err r;

	if ((r = entry_get(app->read, c->a, seq, &entry, note)) != ERR_OK)
		return r;
	if (bytes)
		return terminal_put(c->term, str_fmt(c->a, "%.*s\n",
		    STR_ARG(entry)), note);
	if ((r = event_decode(c->a, app->events, entry, &ev, note)) != ERR_OK)
		return r;
	view = (struct entry_view){
		.seq = V_INT(ev.seq),
		.at = { .given = GIVEN_KNOWN, .prec = PREC_SECOND,
		    .num = ev.at },
		.kind = V_TEXT(str_of(ev.type->kind)),
		.gist = V_TEXT(console_gist(c->a, c->voice, &ev)),
	};
	if (!key_none(ev.on))
		view.on = (struct value)V_KEY(ev.on);
	if (ev.actor.person.n != 0)
		view.person = (struct value)V_TEXT(ev.actor.person);
	return rowsink_row(sink, VALUES(&view), note);
}

static enum err
cmd_show(struct cmd *c, struct note *note)
{
	const bool bytes = cmd_flag(c, "bytes");
	struct rowsink *sink = cmd_rows(c);
	struct app *app = c->app;
	int64_t size, from, most;
	enum err r;

	if ((r = ledger_size(app->read, &size, note)) != ERR_OK)
		return r;
	most = cmd_int(c, "most", cmd_given(c, "from") ? size : SHOW_MOST);
	from = cmd_int(c, "from", size > most ? size - most : 0);
	if (most < 0)
		return NOTE(note, ERR_USAGE, M("--{option} needs a whole number "
		    "such as 20, not \"{text}\". See: {help}"),
		    A_CSTR("option", "most"), A_INT("text", most),
		    A_CSTR("help", "anze help ledger show"));
	if (from < 0 || from > size)
		return NOTE(note, ERR_NOTFOUND, M("The ledger has {size} entries, "
		    "0 to {last}; there is no entry {from}."),
		    A_INT("size", size), A_INT("last", size - 1),
		    A_INT("from", from));
	if (!bytes)
		r = rowsink_begin(sink, &entry_fields, note);
	for (int64_t seq = from; r == ERR_OK && seq < size &&
	    seq - from < most; seq++) {
		struct arena_mark mark = arena_mark(c->a);

		r = entry_show(c, sink, seq, bytes, note);
		arena_reset(c->a, mark);
		if (r == ERR_OK && stop_wanted())
			r = NOTE(note, ERR_STOPPED, M("Stopped on request."));
	}
	return r == ERR_OK && !bytes ? rowsink_end(sink, note) : r;
}

static const struct opt verify_opts[] = {
	OPT_TEXT(0, "against", "FILE", M("a checkpoint that was held "
	    "elsewhere: a file")),
	OPT_END
};

struct verify_view {
	struct value	entries, root, tiles, checkpoints, texts, removed, files,
			findings;
};

static const struct field verify_rows[] = {
	{ .name = "entries", .kind = FIELD_INT, .label = M("Entries") },
	{ .name = "root", .kind = FIELD_TEXT, .label = M("Root") },
	{ .name = "tiles", .kind = FIELD_INT, .label = M("Tiles") },
	{ .name = "checkpoints", .kind = FIELD_INT,
	    .label = M("Checkpoints") },
	{ .name = "texts", .kind = FIELD_INT, .label = M("Texts") },
	{ .name = "removed", .kind = FIELD_INT,
	    .label = M("Removed by a document") },
	{ .name = "files", .kind = FIELD_INT, .label = M("Files") },
	{ .name = "findings", .kind = FIELD_INT, .label = M("Findings") },
};
static FIELDS(verify_fields, "verify", 1, verify_rows);

static void
verify_found(void *arg, const struct note *note)
{
	struct cmd *c = arg;

	cmd_progress_end(c);
	terminal_fail(c->term, c->voice, c->json, note);
}

static enum err
verify_progress(void *arg, int64_t done, int64_t of)
{
	return cmd_progress(arg, M("verified"), done, of, NULL);
}

static enum err
verify_said(struct cmd *c, const struct verify_report *report,
    struct note *note)
{
	struct verify_view view = {
		.entries = V_INT(report->entries),
		.root = V_TEXT(str_hex(c->a, report->root.b, HASH_BYTES)),
		.tiles = V_INT(report->tiles),
		.checkpoints = V_INT(report->checkpoints),
		.texts = V_INT(report->texts),
		.removed = V_INT(report->removed),
		.files = V_INT(report->files),
		.findings = V_INT(report->findings),
	};

	return cmd_object(c, &verify_fields, VALUES(&view), note);
}

static enum err
cmd_verify(struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	struct verify_options o = { .files = app->place.files,
	    .found = verify_found, .progress = verify_progress, .arg = c };
	struct str path = cmd_text(c, "against");
	struct verify_report report = { 0 };
	struct note first = NOTE_INIT;
	enum err r;

	if ((r = signer_vkeys(app->read, c->a, &o.keys, &o.nkeys,
	    note)) != ERR_OK || (path.n != 0 && (r = file_read(c->a, path.p,
	    SNOTE_BYTES_MAX, &o.against, note)) != ERR_OK))
		return r;
	r = ledger_verify(app->read, &o, &report, &first);
	cmd_progress_end(c);
	if (r != ERR_OK && report.findings == 0) {
		note_copy(note, &first);
		return r;
	}
	if ((r = verify_said(c, &report, note)) != ERR_OK)
		return r;
	if (report.findings > 0)
		return NOTE(note, ERR_CORRUPT, M("The ledger was changed past the "
		    "program, or damaged: {n} findings. Keep the store as it "
		    "is, and compare it with backups and with checkpoints held "
		    "elsewhere."), A_INT("n", report.findings));
	if (path.n == 0)
		return SAY(c, note, M("Everything agrees. That nobody made all of "
		    "it anew, only a checkpoint held elsewhere can show "
		    "(--against)."));
	return SAY(c, note, M("Everything agrees, also with the checkpoint that "
	    "was held elsewhere."));
}

/* One table's digest. */
struct digest_view {
	struct value	table, class, rows, digest;
};

static const struct choice classes[] = {
	{ "canon", M("the ledger itself") },
	{ "derived", M("from the ledger") },
	{ "kept", M("kept beside it") },
	{ "scratch", M("of the moment") },
	{ NULL, NULL }
};

static const struct field digest_rows[] = {
	{ .name = "table", .kind = FIELD_TEXT, .label = M("Table") },
	{ .name = "class", .kind = FIELD_CHOICE, .choices = classes,
	    .label = M("Class") },
	{ .name = "rows", .kind = FIELD_INT, .label = M("Rows") },
	{ .name = "digest", .kind = FIELD_TEXT, .label = M("Digest") },
};
static FIELDS(digest_fields, "digest", 1, digest_rows);

static const struct opt digest_opts[] = {
	OPT_FLAG('a', "all", M("all tables, not only those derived from the "
	    "ledger")),
	OPT_END
};

static enum err
cmd_digest(struct cmd *c, struct note *note)
{
	struct rowsink *sink = cmd_rows(c);
	struct app *app = c->app;
	const struct table *tables;
	size_t n = schema_tables(app->schema, &tables);
	enum err r;

	r = rowsink_begin(sink, &digest_fields, note);
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		char hex[65];
		int64_t rows;
		struct digest_view view;

		if (tables[i].class != CLASS_DERIVED && !cmd_flag(c, "all"))
			continue;
		if ((r = table_digest(&tables[i], app->read, hex, &rows,
		    note)) != ERR_OK)
			break;
		view = (struct digest_view){
			.table = V_TEXT(str_of(tables[i].name)),
			.class = V_TEXT(str_of(
			    classes[tables[i].class - CLASS_CANON].word)),
			.rows = V_INT(rows),
			.digest = V_TEXT(str_of(hex)),
		};
		r = rowsink_row(sink, VALUES(&view), note);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

/* One rebuilt table. */
struct rebuild_view {
	struct value	table, rows, same, digest;
};

static const struct field rebuild_rows[] = {
	{ .name = "table", .kind = FIELD_TEXT, .label = M("Table") },
	{ .name = "rows", .kind = FIELD_INT, .label = M("Rows") },
	{ .name = "same", .kind = FIELD_BOOL, .label = M("Same") },
	{ .name = "digest", .kind = FIELD_TEXT, .label = M("Digest") },
};
static FIELDS(rebuild_fields, "rebuild", 1, rebuild_rows);

static const struct opt rebuild_opts[] = {
	OPT_FLAG('r', "replace", M("let the rebuilt tables take the place of "
	    "those that differ")),
	OPT_END
};

static enum err
rebuild_progress(void *arg, int64_t done, int64_t of)
{
	return cmd_progress(arg, M("rebuilt"), done, of, NULL);
}

static enum err
rebuild_said(struct cmd *c, const struct replay_report *report,
    struct note *note)
{
	struct rowsink *sink = cmd_rows(c);
	enum err r = rowsink_begin(sink, &rebuild_fields, note);

	for (size_t i = 0; i < report->ntables && r == ERR_OK; i++) {
		const struct rebuild_view view = {
			.table = V_TEXT(str_of(report->tables[i].name)),
			.rows = V_INT(report->tables[i].rows),
			.same = V_BOOL(report->tables[i].same),
			.digest = V_TEXT(str_of(report->tables[i].rebuilt)),
		};

		r = rowsink_row(sink, VALUES(&view), note);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

static enum err
cmd_rebuild(struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	const struct actor who = console_actor(c);
	const struct replay_options o = { .events = app->events,
	    .schema = app->schema, .replace = cmd_flag(c, "replace"),
	    .progress = rebuild_progress, .arg = c };
	struct replay_report report = { 0 };
	struct note found = NOTE_INIT;
	enum err r, said = ERR_OK;

	r = ledger_rebuild(&app->place, &o, c->a, &report, &found);
	cmd_progress_end(c);
	if (report.ntables > 0)
		said = rebuild_said(c, &report, note);
	if (r != ERR_OK) {
		note_clear(note);
		note_copy(note, &found);
		return r;
	}
	if (said != ERR_OK)
		return said;
	if (!report.replaced)
		return SAY(c, note, M("All tables say what the {n} entries say."),
		    A_INT("n", report.entries));
	if ((r = maintain_refill(c->setup, rebuild_progress, c,
	    note)) != ERR_OK)
		return r;
	cmd_progress_end(c);
	if ((r = maintain_record_at(c->setup, &who, "rebuild", str_fmt(c->a,
	    "%zu", report.differ), note)) != ERR_OK)
		return r;
	return SAY(c, note, M("Tables replaced: {n}."),
	    A_INT("n", (int64_t)report.differ));
}

/* A text for a file; under --json the one member of an object. */
static enum err
answer_text(struct cmd *c, const char *name, struct str text,
    struct note *note)
{
	const struct arg args[] = { A_TEXT(name, text), { 0 } };

	return c->json ? console_tell(c, note, "", args) :
	    terminal_put(c->term, text, note);
}

static enum err
cmd_checkpoint(struct cmd *c, struct note *note)
{
	struct str made;
	enum err r;

	if ((r = checkpoint_make(c->app, c->a, &made, note)) != ERR_OK)
		return r;
	return answer_text(c, "checkpoint", made, note);
}

static enum err
cmd_prove(struct cmd *c, struct note *note)
{
	struct str proof;
	int64_t seq;
	enum err r;

	if (!str_int(c->operand[0], &seq) || seq < 0)
		return NOTE(note, ERR_USAGE, M("\"{text}\" is no entry's number."),
		    A_TEXT("text", c->operand[0]));
	if ((r = proof_make(c->app, c->a, seq, &proof, note)) != ERR_OK)
		return r;
	return answer_text(c, "proof", proof, note);
}

static const struct opt check_opts[] = {
	OPT_MANY('k', "key", "VKEY", M("a verifier key that you trust (anze key "
	    "show prints it)")),
	OPT_END
};

static enum err
cmd_check_proof(struct cmd *c, struct note *note)
{
	struct proof_said said;
	const struct str *keys;
	size_t n = cmd_many(c, "key", &keys);
	enum err r;

	if (n == 0)
		return NOTE(note, ERR_USAGE, M("Say whose signature counts: --key "
		    "VKEY, as anze key show prints it where the ledger is."));
	if ((r = proof_check(c->a, c->operand[0].p, keys, n, &said,
	    note)) != ERR_OK)
		return r;
	if ((r = TELL(c, note, M("Entry {seq} is in the ledger {origin} as it "
	    "stood at {size} entries:"), A_INT("seq", said.seq),
	    A_TEXT("origin", said.origin), A_INT("size", said.size),
	    A_TEXT("entry", said.entry))) != ERR_OK || c->json)
		return r;
	return terminal_put(c->term, str_fmt(c->a, "%.*s\n",
	    STR_ARG(said.entry)), note);
}

const struct command ledger_commands[] = {
	{ "ledger show", cmd_show, COMMAND_STORE, show_opts, "", 0, 0,
	    M("list entries of the ledger"), NULL,
	    "anze ledger show\nanze ledger show --from 0 --bytes" },
	{ "ledger verify", cmd_verify, COMMAND_STORE | COMMAND_OLD,
	    verify_opts, "", 0, 0,
	    M("look whether anything was changed behind the ledger's back"),
	    M("Every entry, tile, checkpoint, text and file is read and "
	    "compared. Whoever owns the machine could make all of it anew; "
	    "only a checkpoint held elsewhere shows that (--against)."),
	    "anze ledger verify --against /media/usb/checkpoint" },
	{ "ledger digest", cmd_digest, COMMAND_STORE, digest_opts, "", 0, 0,
	    M("print a digest of each table"),
	    M("The same ledger has the same digests on SQLite and "
	    "PostgreSQL."), NULL },
	{ "ledger rebuild", cmd_rebuild, COMMAND_STORE | COMMAND_OWN,
	    rebuild_opts, "", 0, 0,
	    M("apply all entries again and compare the tables"), NULL,
	    "anze ledger rebuild\nanze ledger rebuild --replace" },
	{ "ledger checkpoint", cmd_checkpoint, COMMAND_STORE | COMMAND_WRITES,
	    NULL, "", 0, 0,
	    M("sign the ledger as it stands and print the checkpoint"),
	    M("Keep it where the machine's owner cannot change it."),
	    "anze ledger checkpoint > /media/usb/checkpoint" },
	{ "ledger prove", cmd_prove, COMMAND_STORE | COMMAND_WRITES, NULL,
	    "SEQ", 1, 1,
	    M("print a proof that an entry is in the ledger"),
	    M("The proof holds the entry and can be checked without the "
	    "ledger, on any machine."),
	    "anze ledger prove 17 > entry-17.tlog-proof" },
	{ "ledger check-proof", cmd_check_proof, 0, check_opts, "FILE", 1, 1,
	    M("check a proof, without the ledger"), NULL,
	    "anze ledger check-proof --key \"$VKEY\" entry-17.tlog-proof" },
};
const size_t ledger_ncommands =
    sizeof ledger_commands / sizeof ledger_commands[0];
