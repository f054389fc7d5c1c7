/* SPDX-License-Identifier: Apache-2.0 */
#include "house/console.h"

#include "base/canonical.h"
#include "base/show.h"
#include "base/utf8.h"

enum { HISTORY_PAGE = 200 };

struct actor
console_actor(const struct cmd *c)
{
	return (struct actor){ .person = str_of(c->as), .face = S("console") };
}

static void
arg_json(struct canon *to, const struct arg *arg)
{
	char text[32];
	struct buf b = { .p = text, .room = sizeof text };

	canon_key(to, arg->name);
	if (arg->kind == ARG_INT) {
		canon_int(to, arg->num);
		return;
	}
	if (arg->kind == ARG_DAY)
		day_put(&b, arg->num);
	else if (arg->kind == ARG_MOMENT)
		moment_put(&b, (struct moment){ arg->num, PREC_MS });
	canon_str(to, b.n != 0 ? buf_view(&b) : arg->text);
}

enum err
console_tell(struct cmd *c, struct note *note, const char *msgid,
    const struct arg *args)
{
	struct buf b = BUF_IN(c->a);
	const struct arg *last = NULL, *next;
	struct canon json;

	if (!c->json)
		return cmd_say(c, note, msgid, args);
	canon_start(&json, &b);
	canon_open(&json);
	/* In the order of the names, as canonical JSON wants it. */
	do {
		next = NULL;
		for (const struct arg *a = args; a->kind != ARG_NONE; a++)
			if ((last == NULL || strcmp(a->name, last->name) > 0) &&
			    (next == NULL || strcmp(a->name, next->name) < 0))
				next = a;
		if (next != NULL)
			arg_json(&json, next);
	} while ((last = next) != NULL);
	canon_close(&json);
	buf_char(&b, '\n');
	return buf_failed(&b) ? note_memory(note) :
	    terminal_put(c->term, buf_view(&b), note);
}

static void
watch_fault(void *arg, const struct note *note)
{
	const struct console_import *ci = arg;

	cmd_progress_end(ci->c);
	terminal_fail(ci->c->term, ci->c->voice, ci->c->json, note);
}

static void
watch_every(void *arg, const struct note *note)
{
	const struct console_import *ci = arg;

	if (ci->errors != NULL)
		import_errors_put(ci->errors, note);
}

static enum err
watch_progress(void *arg, const char *what, int64_t done, int64_t of)
{
	const struct console_import *ci = arg;

	return cmd_progress(ci->c, what, done, of, NULL);
}

enum err
console_import_begin(struct cmd *c, struct console_import *ret,
    struct note *note)
{
	*ret = (struct console_import){ .c = c, .watch = {
	    .fault = watch_fault, .progress = watch_progress, .arg = ret,
	    .remark = watch_fault, .every = watch_every } };
	return !cmd_given(c, "errors") ? ERR_OK :
	    import_errors_new(c->voice, &ret->errors, note);
}

/* The report as an object. */
struct report_view {
	struct value	rows, faults, same, planned, done, resumed;
};

#define COUNT(nm, lb)	{ .name = nm, .kind = FIELD_INT, .label = lb }

static const struct field report_rows[] = {
	COUNT("rows", M("Rows read")),
	COUNT("faults", M("Rows with faults")),
	COUNT("same", M("Already there")),
	COUNT("planned", M("Changes needed")),
	COUNT("done", M("Changes recorded")),
	COUNT("resumed", M("Recorded by the interrupted import before")),
};
static FIELDS(report_fields, "import", 1, report_rows);

static enum err
report_say(struct cmd *c, const struct import_report *report,
    bool dry, enum err r, struct note *note)
{
	const struct report_view view = {
		.rows = V_INT(report->rows),
		.faults = V_INT(report->faults),
		.same = V_INT(report->same),
		.planned = V_INT(report->planned),
		.done = V_INT(report->done),
		.resumed = V_INT(report->resumed),
	};
	enum err said = ERR_OK;

	cmd_progress_end(c);
	if (report->rows > 0 || r == ERR_OK)
		said = cmd_object(c, &report_fields, VALUES(&view),
		    r == ERR_OK ? note : NULL);
	if (r != ERR_OK || said != ERR_OK)
		return r != ERR_OK ? r : said;
	if (report->faults > 0)
		return NOTE(note, ERR_PARTIAL, M("Rows that cannot be taken as they "
		    "are: {n}."), A_INT("n", report->faults));
	if (dry)
		return SAY(c, note, M("Nothing was recorded: this was a trial."));
	return ERR_OK;
}

/* The copy with the faults, if there were any. */
static enum err
errors_write(const struct console_import *ci, const char *sheet,
    struct note *note)
{
	struct cmd *c = ci->c;
	const struct str to = cmd_text(c, "errors");
	enum err r;

	if (ci->errors == NULL || import_errors_count(ci->errors) == 0)
		return ERR_OK;
	if ((r = import_errors_write(ci->errors, c->operand[0].p, sheet, to.p,
	    note)) != ERR_OK)
		return r;
	return SAY(c, note, M("What is wrong stands beside each row in "
	    "{file}. Correct it there and import that file."),
	    A_TEXT("file", to));
}

enum err
console_import_end(struct console_import *ci, const char *sheet,
    const struct import_report *report, bool dry, enum err r,
    struct note *note)
{
	struct note written = NOTE_INIT;
	enum err w = errors_write(ci, sheet, &written);

	import_errors_free(ci->errors);
	ci->errors = NULL;
	r = report_say(ci->c, report, dry, r, note);
	/* That the copy could not be written must be heard, too. */
	if (w != ERR_OK && (r == ERR_OK || r == ERR_PARTIAL ||
	    r == ERR_INVALID)) {
		note_copy(note, &written);
		return w;
	}
	return r;
}

struct str
console_gist(struct arena *a, struct voice v, const struct event *ev)
{
	const struct fields *fs = ev->type->fields;
	struct arg args[FIELDS_MAX + 2];
	struct buf gist = BUF_IN(a);

	for (size_t i = 0; i < fs->n; i++) {
		struct buf b = BUF_IN(a);

		field_show(&b, &fs->field[i], v, &ev->data[i]);
		args[i] = (struct arg){ fs->field[i].name, ARG_TEXT,
		    buf_view(&b), 0 };
	}
	args[fs->n] = (struct arg)A_WORD("what", ev->type->what);
	args[fs->n + 1] = (struct arg){ 0 };
	say_into(&gist, v, ev->type->gist, args);
	return buf_view(&gist);
}

/* How many columns a number takes. */
static size_t
int_columns(struct cmd *c, int64_t n)
{
	struct arena_mark mark = arena_mark(c->a);
	struct buf b = BUF_IN(c->a);
	size_t columns;

	show_int(&b, c->voice, n);
	columns = utf8_columns(buf_view(&b));
	arena_reset(c->a, mark);
	return columns;
}

static enum err
history_line(struct cmd *c, const struct event *ev, size_t width,
    struct note *note)
{
	struct arena_mark mark = arena_mark(c->a);
	struct buf b = BUF_IN(c->a);
	enum err r;

	for (size_t n = int_columns(c, ev->seq); n < width + 2; n++)
		buf_char(&b, ' ');
	show_int(&b, c->voice, ev->seq);
	buf_text(&b, "  ");
	show_moment_short(&b, c->voice, (struct moment){ ev->at,
	    PREC_MINUTE });
	buf_text(&b, "  ");
	buf_str(&b, console_gist(c->a, c->voice, ev));
	if (ev->actor.person.n != 0) {
		buf_text(&b, "  — ");
		buf_str(&b, ev->actor.person);
	}
	buf_char(&b, '\n');
	r = buf_failed(&b) ? note_memory(note) :
	    terminal_put(c->term, buf_view(&b), note);
	arena_reset(c->a, mark);
	return r;
}

enum err
console_history(struct cmd *c, struct key on, struct note *note)
{
	struct app *app = c->app;
	const struct event *ev;
	int64_t after = -1;
	size_t n = HISTORY_PAGE;
	struct buf zone = BUF_IN(c->a);
	size_t width;
	enum err r;

	show_zone(&zone, c->voice);
	r = SAY(c, note, M("History ({zone}):"),
	    A_TEXT("zone", buf_view(&zone)));
	while (r == ERR_OK && n == HISTORY_PAGE) {
		struct arena_mark mark = arena_mark(c->a);

		if ((r = history_load(app->read, c->a, app->events, on, after,
		    HISTORY_PAGE, &ev, &n, note)) != ERR_OK)
			break;
		/* They come in order: the last one is the widest. */
		width = n == 0 ? 0 : int_columns(c, ev[n - 1].seq);
		for (size_t i = 0; i < n && r == ERR_OK; i++)
			r = history_line(c, &ev[i], width, note);
		if (n > 0)
			after = ev[n - 1].seq;
		arena_reset(c->a, mark);
	}
	return r;
}

static const struct field event_rows[] = {
	{ .name = "seq", .kind = FIELD_INT, .label = M("Entry") },
	{ .name = "at", .kind = FIELD_MOMENT, .label = M("Time") },
	{ .name = "kind", .kind = FIELD_TEXT, .label = M("Kind") },
	{ .name = "person", .kind = FIELD_TEXT, .label = M("Person") },
	{ .name = "gist", .kind = FIELD_TEXT, .label = M("What happened") },
};
FIELDS(console_history_fields, "history", 1, event_rows);

static struct console_event
event_view(struct cmd *c, const struct event *ev)
{
	struct console_event view = {
		.seq = V_INT(ev->seq),
		.at = { .given = GIVEN_KNOWN, .prec = PREC_MS,
		    .num = ev->at },
		.kind = V_TEXT(str_of(ev->type->kind)),
		.gist = V_TEXT(console_gist(c->a, c->voice, ev)),
	};

	if (ev->actor.person.n != 0)
		view.person = (struct value)V_TEXT(ev->actor.person);
	return view;
}

enum err
console_history_value(struct cmd *c, struct key on, struct value *ret,
    struct note *note)
{
	struct console_event *list = NULL;
	const struct app *app = c->app;
	const struct event *ev;
	size_t n = HISTORY_PAGE, all = 0;
	int64_t after = -1;
	enum err r;

	while (n == HISTORY_PAGE) {
		if ((r = history_load(app->read, c->a, app->events, on, after,
		    HISTORY_PAGE, &ev, &n, note)) != ERR_OK)
			return r;
		list = arena_grow(c->a, list, all * sizeof *list,
		    (all + n) * sizeof *list);
		if (list == NULL)
			return note_memory(note);
		for (size_t i = 0; i < n; i++)
			list[all++] = event_view(c, &ev[i]);
		if (n > 0)
			after = ev[n - 1].seq;
	}
	*ret = (struct value){ .given = GIVEN_KNOWN,
	    .list = { (struct value *)list, all } };
	return ERR_OK;
}

enum err
console_branch(struct cmd *c, int depth, struct str code, struct str name,
    struct note *note)
{
	struct arena_mark mark = arena_mark(c->a);
	struct buf b = BUF_IN(c->a);
	enum err r;

	for (int i = 0; i < depth; i++)
		buf_text(&b, "  ");
	buf_str(&b, code);
	buf_text(&b, "  ");
	buf_str(&b, name);
	buf_char(&b, '\n');
	r = buf_failed(&b) ? note_memory(note) :
	    terminal_put(c->term, buf_view(&b), note);
	arena_reset(c->a, mark);
	return r;
}
