/* SPDX-License-Identifier: Apache-2.0 */
/* How does a job get from the queue through its run to its end? */
#include "job/job.h"

#include <unistd.h>

enum { HOST_MAX = 60, NONCE = 8 };

struct str
job_owner_new(struct arena *a, const struct chance *chance)
{
	unsigned char nonce[NONCE];
	char host[HOST_MAX + 1] = "";

	/* A name that was cut, or none, is made up for by the nonce. */
	(void)gethostname(host, sizeof host);
	host[sizeof host - 1] = '\0';
	chance_bytes(chance, nonce, sizeof nonce);
	return str_fmt(a, "%s:%ld:%s", host, (long)getpid(),
	    str_hex(a, nonce, sizeof nonce).p);
}

/* What the closures find behind their pointer. */
struct call {
	const struct job_runner	*w;
	struct arena		*a;
	struct job		 job;
	const struct note	*why;	/* NULL: the run was good */
};

static enum err
lease_run(struct store *st, void *arg, struct note *note)
{
	struct call *c = arg;

	return job_lease_next(st, c->a, c->w->kinds, c->w->owner,
	    timesource_now(&c->w->clock), &c->job, note);
}

static enum err
end_run(struct store *st, void *arg, struct note *note)
{
	struct call *c = arg;
	int64_t now = timesource_now(&c->w->clock);

	return c->why == NULL ? job_done(st, &c->job, now, note) :
	    job_failed(st, c->w->kinds, &c->job, now, c->why, note);
}

static enum err
written(const struct job_runner *w, writer_fn *fn, struct call *c,
    struct note *note)
{
	return writer_run(w->writer, key_random(timesource_now(&w->clock),
	    &w->chance), fn, c, note);
}

static enum err
kind_unknown(const struct job *job, struct note *note)
{
	return NOTE(note, ERR_VERSION,
	    M("This program has no job of the kind {kind}. Use the version of "
	    "anze that queued it, then retry it."),
	    A_TEXT("kind", job->kind));
}

enum err
job_run_next(const struct job_runner *w, bool *ret_ran, struct note *note)
{
	struct call c = { .w = w, .a = arena_new() };
	struct note why = NOTE_INIT;
	const struct job_kind *kind;
	enum err r, end;

	if (c.a == NULL)
		return note_memory(note);
	if ((r = written(w, lease_run, &c, note)) != ERR_OK)
		goto out;
	if (c.job.state != JOB_LEASED) {
		*ret_ran = false;
		goto out;
	}
	kind = job_kind_find(w->kinds, c.job.kind);
	end = kind == NULL ? kind_unknown(&c.job, &why) :
	    kind->run(w->arg, c.a, &c.job, &why);
	if (end != ERR_OK) {
		if (why.err == ERR_OK)
			(void)NOTE(&why, end, err_words(end));
		log_note(w->log, LOG_WARN, "job failed", &why);
		c.why = &why;
	}
	/* Lost to another: he will say how it went, and we have run it. */
	if ((r = written(w, end_run, &c, note)) == ERR_CONFLICT) {
		note_clear(note);
		r = ERR_OK;
	}
	if (r == ERR_OK)
		*ret_ran = true;
out:
	arena_free(c.a);
	return r;
}
