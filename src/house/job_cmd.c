/* SPDX-License-Identifier: Apache-2.0 */
/* What is still to be done after commits, and what became of it? */
#include "core/outbox.h"
#include "house/console.h"
#include "house/house_cmd.h"
#include "job/job.h"

/* A line of `job list`. */
struct job_view {
	struct value	id, kind, cause, state, due, tries, said;
};

static const struct choice states[] = {
	{ "waiting", M("waiting") },
	{ "leased", M("under way") },
	{ "done", M("done") },
	{ "dead", M("given up") },
	{ "dropped", M("dropped") },
	{ NULL, NULL }
};

static const struct field job_rows[] = {
	{ .name = "id", .kind = FIELD_REF, .label = M("Job") },
	{ .name = "kind", .kind = FIELD_TEXT, .label = M("Kind") },
	{ .name = "cause", .kind = FIELD_TEXT, .label = M("Cause") },
	{ .name = "state", .kind = FIELD_CHOICE, .choices = states,
	    .label = M("State") },
	{ .name = "due", .kind = FIELD_MOMENT, .label = M("Due") },
	{ .name = "tries", .kind = FIELD_INT, .label = M("Tries") },
	{ .name = "said", .kind = FIELD_TEXT, .max = NOTE_BYTES_MAX,
	    .label = M("Why") },
};
static FIELDS(job_fields, "job", 1, job_rows);

static const struct opt list_opts[] = {
	OPT_CHOICE('s', "state", states, M("only jobs in this state")),
	OPT_END
};

struct list_call {
	struct cmd	*c;
	struct rowsink	*sink;
};

static enum err
job_show(void *arg, const struct job *job, struct note *note)
{
	struct list_call *l = arg;
	struct arena_mark mark = arena_mark(l->c->a);
	struct buf said = BUF_IN(l->c->a);
	struct note why = NOTE_INIT;
	struct job_view view = {
		.id = V_KEY(job->id),
		.kind = V_TEXT(job->kind),
		.cause = V_TEXT(job->cause),
		.state = V_TEXT(str_of(job_state_word(job->state))),
		.tries = V_INT(job->tries),
	};
	enum err r;

	if (job->due >= 0)
		view.due = (struct value){ .given = GIVEN_KNOWN,
		    .prec = PREC_MINUTE, .num = job->due };
	if (job->reason.n != 0)
		buf_str(&said, job->reason);
	else if (job->failure.n != 0 && job_failure(l->c->a, job->failure,
	    &why, NULL) == ERR_OK)
		say_note(&said, l->c->voice, &why);
	if (said.n != 0)
		view.said = (struct value)V_TEXT(buf_view(&said));
	r = rowsink_row(l->sink, VALUES(&view), note);
	arena_reset(l->c->a, mark);
	return r;
}

static enum err
cmd_job_list(struct cmd *c, struct note *note)
{
	struct list_call l = { c, cmd_rows(c) };
	const struct app *app = c->app;
	enum job_state state = JOB_STATE__MAX;
	enum err r;

	if (cmd_given(c, "state"))
		(void)job_state_read(cmd_text(c, "state"), &state);
	if ((r = rowsink_begin(l.sink, &job_fields, note)) != ERR_OK ||
	    (r = job_each(app->read, state, KEY_NONE, INT64_MAX, job_show, &l,
	    note)) != ERR_OK)
		return r;
	return rowsink_end(l.sink, note);
}

/* What a person wants of one job, carried out by the writer. */
struct want_call {
	struct app	*app;
	struct key	 id;
	struct str	 reason;	/* to drop it; empty: to retry it */
	bool		 drop;
};

static enum err
want_run(struct store *st, void *arg, struct note *note)
{
	const struct want_call *w = arg;
	int64_t now = timesource_now(&w->app->clock);

	return w->drop ? job_drop(st, w->id, w->reason, now, note) :
	    job_retry(st, w->id, now, note);
}

static enum err
jobs_want(struct cmd *c, bool drop, struct note *note)
{
	struct want_call w = { .app = c->app, .drop = drop };
	const struct actor who = console_actor(c);
	enum err r = app_may(c->app, &who, drop ? "job.drop" : "job.retry",
	    KEY_NONE, note);

	if (drop)
		w.reason = cmd_text(c, "reason");
	for (size_t i = 0; i < c->noperands && r == ERR_OK; i++) {
		if (!key_parse(c->operand[i], &w.id))
			return NOTE(note, ERR_USAGE, M("\"{text}\" is no job: "
			    "anze job list shows their keys."),
			    A_TEXT("text", c->operand[i]));
		r = writer_run(w.app->writer, key_random(timesource_now(
		    &w.app->clock), &w.app->chance), want_run, &w, note);
	}
	return r;
}

static enum err
cmd_job_retry(struct cmd *c, struct note *note)
{
	return jobs_want(c, false, note);
}

static const struct opt drop_opts[] = {
	OPT_TEXT('r', "reason", "TEXT", M("why it need not be done")),
	OPT_END
};

static enum err
cmd_job_drop(struct cmd *c, struct note *note)
{
	return jobs_want(c, true, note);
}

static enum err
cmd_job_run(struct cmd *c, struct note *note)
{
	int64_t n = 0;
	enum err r;

	if ((r = outbox_run(c->app, &n, note)) != ERR_OK)
		return r;
	return TELL(c, note, M("{n} jobs were run."), A_INT("n", n));
}

const struct command job_commands[] = {
	{ "job list", cmd_job_list, COMMAND_STORE, list_opts, "", 0, 0,
	    M("list what is to be done after commits, and what became of it"),
	    NULL, "anze job list --state dead" },
	{ "job run", cmd_job_run, COMMAND_STORE | COMMAND_WRITES, NULL, "",
	    0, 0, M("run the jobs that are due"),
	    M("Every command that writes does so at its end; this is for a "
	    "timer."), NULL },
	{ "job retry", cmd_job_retry, COMMAND_STORE | COMMAND_WRITES, NULL,
	    "JOB…", 1, -1, M("try jobs again that were given up"), NULL, NULL },
	{ "job drop", cmd_job_drop, COMMAND_STORE | COMMAND_WRITES, drop_opts,
	    "JOB…", 1, -1, M("never do these jobs, with a reason"), NULL, NULL },
};
const size_t job_ncommands = sizeof job_commands / sizeof job_commands[0];
