/* SPDX-License-Identifier: Apache-2.0 */
#include "core/import.h"

#include "base/file.h"
#include "core/core_in.h"
#include "store/care.h"

enum {
	PIECE	     = 64 * 1024,
	IMPORT_LEARN = 1000	/* changes that are many */
};

static const struct sql q_begin = {
	"INSERT INTO import_run (file, what, name, planned, done, started,"
	" ended) VALUES ($1, $2, $3, $4, 0, $5, NULL)"
	" ON CONFLICT (file, what) DO UPDATE SET"
	" planned = import_run.done + excluded.planned, ended = NULL,"
	" name = excluded.name", NULL
};

static const struct sql q_step = {
	"UPDATE import_run SET done = done + $3 WHERE file = $1 AND what = $2",
	NULL
};

static const struct sql q_end = {
	"UPDATE import_run SET ended = $3 WHERE file = $1 AND what = $2", NULL
};

static const struct sql q_before = {
	"SELECT done FROM import_run WHERE file = $1 AND what = $2"
	" AND ended IS NULL", NULL
};

static const struct sql q_list = {
	"SELECT what, name, planned, done, started, ended FROM import_run"
	" WHERE $1 = 0 OR ended IS NULL ORDER BY started DESC, what, file", NULL
};

enum err
import_open(const char *path, const char *sheet, struct hash *ret_hash,
    struct sheet **ret, struct note *note)
{
	struct hasher *h = hasher_new();
	struct sheet *s = NULL;
	enum err r;

	if (h == NULL)
		return note_memory(note);
	/* The same file again is known by its hash, whatever it is called.
	 * Opened first: that refuses what is no file, such as a pipe. */
	if ((r = sheet_open(path, sheet, &s, note)) == ERR_OK &&
	    (r = file_read_hash(path, h, ret_hash, note)) == ERR_OK)
		*ret = s;
	else
		sheet_close(s);
	hasher_free(h);
	return r;
}

void
import_fault(struct import_report *report, const struct import_watch *watch,
    bool counted, struct note *found)
{
	report->faults += !counted;
	if (report->faults <= IMPORT_FAULTS_MAX && watch->fault != NULL)
		watch->fault(watch->arg, found);
	if (watch->every != NULL)
		watch->every(watch->arg, found);
	note_clear(found);
}

/* One act's part of the plan. */
struct part_call {
	const struct import_plan	*plan;
	int64_t				 from, to;
	bool				 begin, end;
};

static enum err
run_begin(struct tx *tx, const struct import_plan *p, struct note *note)
{
	return store_run(tx->st, &q_begin, BINDS(BIND_HASH(p->file),
	    BIND_CSTR(p->what), BIND_CSTR(p->name), BIND_INT(p->planned),
	    BIND_INT(tx->now)), note);
}

static enum err
part_act(struct tx *tx, void *arg, struct answer *ret, struct note *note)
{
	const struct part_call *c = arg;
	const struct import_plan *p = c->plan;
	enum err r = ERR_OK;

	(void)ret;
	tx_bulk(tx);
	if (c->begin)
		r = run_begin(tx, p, note);
	for (int64_t i = c->from; i < c->to && r == ERR_OK; i++) {
		struct arena_mark mark = arena_mark(tx->a);

		r = p->append(tx, p->arg, i, note);
		arena_reset(tx->a, mark);
	}
	if (r == ERR_OK)
		r = store_run(tx->st, &q_step, BINDS(BIND_HASH(p->file),
		    BIND_CSTR(p->what), BIND_INT(c->to - c->from)), note);
	if (r == ERR_OK && c->end)
		r = store_run(tx->st, &q_end, BINDS(BIND_HASH(p->file),
		    BIND_CSTR(p->what), BIND_INT(tx->now)), note);
	return r;
}

/* After many changes the database should know its tables again before it is
 * asked for lists; that it could not be told is no failure of the import. */
static void
tables_learn(struct app *app, int64_t done)
{
	const struct table *tables;
	size_t n = schema_tables(app->schema, &tables);

	for (size_t i = 0; i < n && done >= IMPORT_LEARN; i++)
		if (store_learn(app->read, tables[i].name, NULL) != ERR_OK)
			break;
}

/* An act failed; those before it did not.  What the store says of itself would
 * be that nothing was written. */
static enum err
part_failed(const struct app *app, const struct part_call *c, enum err r,
    const struct note *why, struct note *note)
{
	if (c->from == 0 || (r != ERR_MEMORY && r != ERR_STORE &&
	    r != ERR_FULL && r != ERR_BUSY)) {
		note_copy(note, why);
		return r;
	}
	return NOTE(note, r, M("{done} of {of} changes are recorded, the others "
	    "are not: {why} ({about}) Import the same file again to go on."),
	    A_INT("done", c->from), A_INT("of", c->plan->planned),
	    A_WORD("why", err_words(r)),
	    A_TEXT("about", core_about(app, why)));
}

enum err
import_run(struct app *app, const struct actor *who,
    const struct import_plan *plan, const struct import_watch *watch,
    struct import_report *report, struct note *note)
{
	const int64_t most = watch->act_max > 0 ? watch->act_max :
	    IMPORT_ACT_MAX;
	struct part_call c = { .plan = plan, .begin = true };
	struct note why = NOTE_INIT;
	enum err r;

	if ((r = store_int(app->read, &q_before, BINDS(BIND_HASH(plan->file),
	    BIND_CSTR(plan->what)), 0, &report->resumed, note)) != ERR_OK)
		return r;
	do {	/* at least once: an import without changes ends too */
		c.to = plan->planned - c.from > most ? c.from + most :
		    plan->planned;
		if (plan->cut != NULL && c.to < plan->planned)
			c.to = plan->cut(plan->arg, c.from, c.to);
		c.end = c.to == plan->planned;
		if ((r = act_run(app, who, NULL, part_act, &c, NULL,
		    &why)) != ERR_OK) {
			r = part_failed(app, &c, r, &why, note);
			break;
		}
		report->done = c.from = c.to;
		c.begin = false;
		if (watch->progress != NULL && (r = watch->progress(watch->arg,
		    M("recorded"), c.to, plan->planned)) != ERR_OK && !c.end)
			(void)NOTE(note, r, M("Stopped after {done} of {of} "
			    "changes, all of them recorded. Import the same "
			    "file again to go on."), A_INT("done", c.to),
			    A_INT("of", plan->planned));
	} while (!c.end && r == ERR_OK);
	tables_learn(app, report->done);
	return c.end ? (r == ERR_STOPPED ? ERR_OK : r) : r;
}

enum err
import_each(struct store *st, bool open_only,
    enum err (*row)(void *arg, const struct import_seen *i, struct note *note),
    void *arg, struct note *note)
{
	struct rows *rows = NULL;
	enum err r, end;

	r = store_query(st, &q_list, BINDS(BIND_INT(open_only ? 1 : 0)), &rows,
	    note);
	while (r == ERR_OK && rows_next(rows)) {
		struct import_seen i = {
			.what = rows_text(rows, 0),
			.name = rows_text(rows, 1),
			.planned = rows_int(rows, 2),
			.done = rows_int(rows, 3),
			.started = rows_int(rows, 4),
			.ended = rows_int(rows, 5),
		};

		r = row(arg, &i, note);
	}
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	return r != ERR_OK ? r : end;
}
