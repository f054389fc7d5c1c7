/* SPDX-License-Identifier: Apache-2.0 */
#include "core/maintain.h"

#include "core/act.h"

static const struct sql q_put = {
	"INSERT INTO maintenance (what, detail, at, seq)"
	" VALUES ($1, $2, $3, $4)"
	" ON CONFLICT (what) DO UPDATE SET detail = excluded.detail,"
	" at = excluded.at, seq = excluded.seq", NULL
};

static const struct sql q_last = {
	"SELECT detail, at, seq FROM maintenance WHERE what = $1", NULL
};

const struct choice maintain_kinds[] = {
	{ "backup", M("backup") },
	{ "rebuild", M("rebuild of tables") },
	{ "restore", M("restore") },
	{ "upgrade", M("upgrade") },
	{ NULL, NULL }
};

/* store.maintained: something was done to the store itself. */
struct store_maintained {
	struct value	what, detail;
};

static const struct field maintained_fields[] = {
	{ .name = "what", .kind = FIELD_CHOICE, .choices = maintain_kinds,
	    .flags = FIELD_REQUIRED, .label = M("What was done") },
	{ .name = "detail", .kind = FIELD_TEXT, .flags = FIELD_PLAIN,
	    .label = M("Details") },
};

static FIELDS(maintained_table, "store.maintained", 1, maintained_fields);

static enum err
apply_maintained(struct store *st, struct arena *a, const struct event *ev,
    struct note *note)
{
	const struct store_maintained *d = (const void *)ev->data;

	(void)a;
	return store_run(st, &q_put, BINDS(BIND_TEXT(d->what.text),
	    BIND_TEXT(value_known(&d->detail) ? d->detail.text : S("")),
	    BIND_INT(ev->at), BIND_INT(ev->seq)), note);
}

const struct event_type store_event_maintained = {
	.kind = "store.maintained",
	.version = 1,
	.fields = &maintained_table,
	.apply = { apply_maintained },
	.gist = M("Care of the store: {what} ({detail})."),
};

static enum err
record_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct store_maintained *ev = arg;

	return ledger_append(tx, &store_event_maintained, KEY_NONE, VALUES(ev),
	    &ret->seq, note);
}

enum err
maintain_record(struct app *app, const struct actor *who, const char *what,
    struct str detail, struct note *note)
{
	struct store_maintained ev = {
		.what = V_TEXT(str_of(what)),
		.detail = V_TEXT(detail),
	};

	if (detail.n == 0)
		ev.detail = (struct value){ 0 };
	return act_run(app, who, NULL, record_act, &ev, NULL, note);
}

enum err
maintain_record_at(const struct app_options *o, const struct actor *who,
    const char *what, struct str detail, struct note *note)
{
	struct app_options opts = *o;
	struct app *app = NULL;
	enum err r;

	opts.mode = APP_WRITE;
	opts.old = false;
	if ((r = app_open(&opts, &app, note)) == ERR_OK)
		r = maintain_record(app, who, what, detail, note);
	app_close(app);
	return r;
}

enum err
maintain_refill(const struct app_options *o,
    enum err (*progress)(void *arg, int64_t done, int64_t of), void *arg,
    struct note *note)
{
	const struct actor console = { .face = S("console") };
	struct app_options opts = *o;
	struct app *app = NULL;
	enum err r;

	if (o->house->refill == NULL)
		return ERR_OK;
	opts.mode = APP_WRITE;
	opts.old = false;
	if ((r = app_open(&opts, &app, note)) == ERR_OK)
		r = o->house->refill(app, &console, progress, arg, note);
	app_close(app);
	return r;
}

enum err
maintain_last(struct store *st, struct arena *a, const char *what,
    struct maintained *ret, struct note *note)
{
	struct maintained last = { .seq = -1 };
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query(st, &q_last, BINDS(BIND_CSTR(what)), &rows,
	    note)) != ERR_OK)
		return r;
	if (rows_next(rows))
		last = (struct maintained){ str_copy(a, rows_text(rows, 0)),
		    rows_int(rows, 1), rows_int(rows, 2) };
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret = last;
	return r;
}
