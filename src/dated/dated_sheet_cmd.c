/* SPDX-License-Identifier: Apache-2.0 */
/* How do sheets of dated records come and go? */
#include "dated/dated_cmd_in.h"
#include "dated/dated_export.h"
#include "dated/dated_import.h"
#include "house/console.h"

const struct choice dated_conflicts[] = {
	{ "stop", M("tell of it and record nothing") },
	{ "skip", M("leave it as it is in the store") },
	{ "update", M("record what the file says") },
	{ NULL, NULL }
};

enum err
dated_cmd_import(struct cmd *c, const struct dated *t, struct note *note)
{
	struct str sheet = cmd_text(c, "sheet");
	struct str conflict = cmd_text(c, "on-conflict");
	const struct dated_import what = {
		.path = c->operand[0].p,
		.sheet = sheet.n == 0 ? NULL : sheet.p,
		.source = cmd_text(c, "source"),
		.conflict = str_is(conflict, "skip") ? DATED_SKIP :
		    str_is(conflict, "update") ? DATED_UPDATE : DATED_STOP,
		.dry = cmd_flag(c, "dry-run"),
	};
	struct console_import ci;
	const struct actor who = console_actor(c);
	struct import_report report = { 0 };
	enum err r;

	if ((r = console_import_begin(c, &ci, note)) != ERR_OK)
		return r;
	r = dated_import(c->app, &who, t, &what, c->voice, &ci.watch, &report,
	    note);
	return console_import_end(&ci, what.sheet, &report, what.dry, r, note);
}

static enum err
export_progress(void *arg, int64_t rows)
{
	return cmd_progress(arg, M("written"), rows, 0, NULL);
}

enum err
dated_cmd_export(struct cmd *c, const struct dated *t, struct note *note)
{
	struct app *app = c->app;
	struct dated_export what = { .path = c->operand[0].p,
	    .voice = c->voice, .progress = export_progress, .arg = c };
	int64_t rows;
	enum err r;

	r = dated_export(app->read, t, &what, &rows, note);
	cmd_progress_end(c);
	return r != ERR_OK ? r : TELL(c, note, M("{rows} rows were written to "
	    "{file}."), A_INT("rows", rows), A_CSTR("file", what.path));
}

enum err
dated_cmd_template(struct cmd *c, const struct dated *t, struct note *note)
{
	struct dated_sheet s;
	enum err r;

	if ((r = dated_sheet(c->a, t, &s, note)) != ERR_OK ||
	    (r = import_template(c->operand[0].p, s.form, t->examples,
	    c->voice, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("An empty sheet was written to {file}."),
	    A_TEXT("file", c->operand[0]));
}
