/* SPDX-License-Identifier: Apache-2.0 */
/* Where are jobs kept, and who gets the next one? */
#include "job/job.h"

#include "base/canonical.h"

/* How many jobs whose runner died for the last time are buried at once, while
 * others wait for the lock. */
enum { BURY_MOST = 64 };

#define COLUMNS \
	"id, kind, cause, payload, state, due, tries, earlier, owner," \
	" failure, reason, queued, ended"

static const struct sql q_put = {
	"INSERT INTO job (" COLUMNS ") VALUES ($1, $2, $3, $4, 'waiting', $5,"
	" 0, 0, NULL, NULL, NULL, $6, NULL) ON CONFLICT (kind, cause)"
	" DO NOTHING", NULL
};

/* Several processes may ask at once: in PostgreSQL each passes by the row that
 * another is taking; in SQLite they take turns. */
static const struct sql q_next = {
	"SELECT " COLUMNS " FROM job WHERE due <= $1"
	" ORDER BY due, id LIMIT 1",
	"SELECT " COLUMNS " FROM job WHERE due <= $1"
	" ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED"
};

static const struct sql q_lease = {
	"UPDATE job SET state = 'leased', owner = $2, due = $3,"
	" tries = tries + 1 WHERE id = $1", NULL
};

static const struct sql q_extend = {
	"UPDATE job SET due = $2 WHERE id = $1", NULL
};

static const struct sql q_one = {
	"SELECT " COLUMNS " FROM job WHERE id = $1", NULL
};

static const struct sql q_one_lock = {
	"SELECT " COLUMNS " FROM job WHERE id = $1",
	"SELECT " COLUMNS " FROM job WHERE id = $1 FOR UPDATE"
};

static const struct sql q_done = {
	"UPDATE job SET state = 'done', payload = '{}', due = NULL,"
	" owner = NULL, failure = NULL, ended = $2 WHERE id = $1", NULL
};

static const struct sql q_wait = {
	"UPDATE job SET state = 'waiting', due = $2, owner = NULL,"
	" failure = $3 WHERE id = $1", NULL
};

static const struct sql q_dead = {
	"UPDATE job SET state = 'dead', due = NULL, owner = NULL,"
	" failure = $3, ended = $2 WHERE id = $1", NULL
};

static const struct sql q_retry = {
	"UPDATE job SET state = 'waiting', due = $2, owner = NULL,"
	" earlier = tries, reason = NULL, ended = NULL WHERE id = $1", NULL
};

static const struct sql q_drop = {
	"UPDATE job SET state = 'dropped', due = NULL, owner = NULL,"
	" reason = $3, ended = $2 WHERE id = $1", NULL
};

static const struct sql q_all = {
	"SELECT " COLUMNS " FROM job WHERE id > $1 ORDER BY id LIMIT $2", NULL
};

static const struct sql q_state = {
	"SELECT " COLUMNS " FROM job WHERE state = $1 AND id > $2"
	" ORDER BY id LIMIT $3", NULL
};

static const struct sql q_next_due = { "SELECT MIN(due) FROM job", NULL };

static const struct sql q_count = {
	"SELECT state, COUNT(*) FROM job GROUP BY state", NULL
};

static const struct sql q_sweep = {
	"DELETE FROM job WHERE state IN ('done', 'dropped') AND ended < $1",
	NULL
};

static int64_t
int_or_none(const struct rows *rows, int column)
{
	return rows_null(rows, column) ? -1 : rows_int(rows, column);
}

static enum err
job_read(const struct rows *rows, struct arena *a, struct job *ret,
    struct note *note)
{
	struct job j = {
		.id = rows_key(rows, 0),
		.kind = str_copy(a, rows_text(rows, 1)),
		.cause = str_copy(a, rows_text(rows, 2)),
		.payload = str_copy(a, rows_text(rows, 3)),
		.due = int_or_none(rows, 5),
		.tries = rows_int(rows, 6),
		.earlier = rows_int(rows, 7),
		.owner = str_copy(a, rows_text(rows, 8)),
		.failure = str_copy(a, rows_text(rows, 9)),
		.reason = str_copy(a, rows_text(rows, 10)),
		.queued = rows_int(rows, 11),
		.ended = int_or_none(rows, 12),
	};

	if (arena_failed(a))
		return note_memory(note);
	if (!job_state_read(rows_text(rows, 4), &j.state))
		return NOTE(note, ERR_CORRUPT,
		    M("The job {id} is in a state that this program does not "
		    "know. Drop it, or use the version of anze that queued "
		    "it."), A_TEXT("id", key_text(a, j.id)));
	*ret = j;
	return ERR_OK;
}

static enum err
payload_check(struct str json, const char *kind, struct note *note)
{
	const struct cjson *j = NULL;
	struct arena *a = arena_new();
	enum err r = a == NULL ? ERR_MEMORY : canon_read(a, json, &j, NULL);

	if (r == ERR_MEMORY)
		r = note_memory(note);
	else if (r != ERR_OK || j->kind != CJSON_OBJECT)
		r = NOTE(note, ERR_BUG,
		    M("A job {kind} was queued whose payload is no canonical "
		    "object. Report this as a defect."),
		    A_CSTR("kind", kind));
	arena_free(a);
	return r;
}

enum err
job_queue(struct store *st, struct key id, const struct job_new *j,
    int64_t now, struct note *note)
{
	struct str payload = j->payload.n == 0 ? S("{}") : j->payload;
	enum err r;

	if (j->cause.n == 0 || j->cause.n > JOB_CAUSE_MAX)
		return NOTE(note, ERR_BUG,
		    M("A job {kind} was queued with a cause of {n} bytes; it "
		    "needs one of 1 to {most}. Report this as a defect."),
		    A_CSTR("kind", j->kind), A_INT("n", (int64_t)j->cause.n),
		    A_INT("most", JOB_CAUSE_MAX));
	if (payload.n > JOB_PAYLOAD_MAX)
		return NOTE(note, ERR_LIMIT,
		    M("This is too much for one job {kind}: {n} bytes, and "
		    "{most} is the most. Do it in parts."),
		    A_CSTR("kind", j->kind), A_INT("n", (int64_t)payload.n),
		    A_INT("most", JOB_PAYLOAD_MAX));
	if ((r = payload_check(payload, j->kind, note)) != ERR_OK)
		return r;
	return store_run(st, &q_put, BINDS(BIND_KEY(id), BIND_CSTR(j->kind),
	    BIND_TEXT(j->cause), BIND_TEXT(payload),
	    BIND_INT(j->due == 0 ? now : j->due), BIND_INT(now)), note);
}

/* The one row of ${q}; ${*ret_found} false when there is none. */
static enum err
job_find(struct store *st, struct arena *a, const struct sql *q,
    struct bind what, struct job *ret, bool *ret_found, struct note *note)
{
	struct rows *rows = NULL;
	bool found = false;
	struct job j;
	enum err r, end;

	if ((r = store_query(st, q, &what, 1, &rows, note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		r = job_read(rows, a, &j, note);
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	if (r == ERR_OK)
		r = end;
	if (r != ERR_OK)
		return r;
	if (found)
		*ret = j;
	*ret_found = found;
	return ERR_OK;
}

static enum err
job_missing(struct note *note, struct key id)
{
	char room[40];
	struct buf b = { .p = room, .room = sizeof room };

	key_put(&b, id);	/* 36 characters: never grows */
	return NOTE(note, ERR_NOTFOUND,
	    M("There is no job {id}. It may have been done and forgotten; "
	    "anze job list shows those that are there."),
	    A_TEXT("id", buf_view(&b)));
}

static enum err
job_have(struct store *st, struct arena *a, struct key id, bool lock,
    struct job *ret, struct note *note)
{
	bool found = false;
	enum err r;

	if ((r = job_find(st, a, lock ? &q_one_lock : &q_one,
	    (struct bind)BIND_KEY(id), ret, &found, note)) != ERR_OK)
		return r;
	return found ? ERR_OK : job_missing(note, id);
}

enum err
job_get(struct store *st, struct arena *a, struct key id, struct job *ret,
    struct note *note)
{
	return job_have(st, a, id, false, ret, note);
}

/* The last run of ${j} left no word, and there is none to come. */
static enum err
job_bury(struct store *st, struct arena *a, const struct job *j, int64_t now,
    struct note *note)
{
	struct note why = NOTE_INIT;
	struct str kept = j->failure;

	if (j->state == JOB_LEASED) {
		(void)NOTE(&why, ERR_UNSURE,
		    M("The last run, by {owner}, did not come to an end: it "
		    "took longer than its lease, or its process died."),
		    A_TEXT("owner", j->owner));
		kept = job_failure_keep(a, &why);
	}
	return store_run(st, &q_dead, BINDS(BIND_KEY(j->id), BIND_INT(now),
	    BIND_TEXT(kept)), note);
}

enum err
job_lease_next(struct store *st, struct arena *a,
    const struct job_kinds *kinds, struct str owner, int64_t now,
    struct job *ret, struct note *note)
{
	struct job j = { .state = JOB_WAITING };
	const struct job_kind *kind = NULL;
	bool found = true;
	enum err r;

	for (int buried = 0; ; buried++) {
		if ((r = job_find(st, a, &q_next, (struct bind)BIND_INT(now),
		    &j, &found, note)) != ERR_OK)
			return r;
		if (!found || buried == BURY_MOST) {
			*ret = (struct job){ .state = JOB_WAITING };
			return ERR_OK;
		}
		kind = job_kind_find(kinds, j.kind);
		if (!job_is_last(kind, &j))
			break;
		if ((r = job_bury(st, a, &j, now, note)) != ERR_OK)
			return r;
	}
	j.state = JOB_LEASED;
	j.owner = owner;
	j.due = now + job_lease_ms(kind);
	j.tries++;
	if ((r = store_run(st, &q_lease, BINDS(BIND_KEY(j.id),
	    BIND_TEXT(owner), BIND_INT(j.due)), note)) == ERR_OK)
		*ret = j;
	return r;
}

/* Is ${job} still as it was leased?  ${*ret_said}: its end was told before. */
static enum err
job_mine(struct store *st, struct arena *a, const struct job *job,
    bool *ret_said, struct note *note)
{
	struct job now = { .tries = -1 };
	enum err r;

	if ((r = job_have(st, a, job->id, true, &now, note)) != ERR_OK)
		return r;
	*ret_said = now.state != JOB_LEASED && now.tries == job->tries;
	if (*ret_said || (now.state == JOB_LEASED &&
	    now.tries == job->tries && str_eq(now.owner, job->owner)))
		return ERR_OK;
	return NOTE(note, ERR_CONFLICT,
	    M("The lease of the job {kind} ({cause}) ran out, and another "
	    "runs it: what that one makes of it counts."),
	    A_TEXT("kind", job->kind), A_TEXT("cause", job->cause));
}

static enum err
lease_gone(const struct job *job, struct note *note)
{
	return NOTE(note, ERR_CONFLICT,
	    M("The job {kind} ({cause}) was ended by somebody else "
	    "meanwhile."), A_TEXT("kind", job->kind),
	    A_TEXT("cause", job->cause));
}

enum err
job_done(struct store *st, const struct job *job, int64_t now,
    struct note *note)
{
	struct arena *a = arena_new();
	bool said = false;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r == ERR_OK && (r = job_mine(st, a, job, &said, note)) == ERR_OK &&
	    !said)
		r = store_run(st, &q_done, BINDS(BIND_KEY(job->id),
		    BIND_INT(now)), note);
	arena_free(a);
	return r;
}

enum err
job_failed(struct store *st, const struct job_kinds *kinds,
    const struct job *job, int64_t now, const struct note *why,
    struct note *note)
{
	bool last = job_is_last(job_kind_find(kinds, job->kind), job);
	struct arena *a = arena_new();
	struct str kept;
	bool said = false;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r != ERR_OK || (r = job_mine(st, a, job, &said, note)) != ERR_OK ||
	    said)
		goto out;
	kept = job_failure_keep(a, why);
	if (arena_failed(a))
		r = note_memory(note);
	else if (last)
		r = store_run(st, &q_dead, BINDS(BIND_KEY(job->id),
		    BIND_INT(now), BIND_TEXT(kept)), note);
	else
		r = store_run(st, &q_wait, BINDS(BIND_KEY(job->id),
		    BIND_INT(now + job_wait_ms(job->id, job->tries -
		    job->earlier)), BIND_TEXT(kept)), note);
out:
	arena_free(a);
	return r;
}

enum err
job_extend(struct store *st, const struct job *job, int64_t now,
    int64_t lease_ms, struct note *note)
{
	struct arena *a = arena_new();
	bool said = false;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r == ERR_OK && (r = job_mine(st, a, job, &said, note)) == ERR_OK)
		r = said ? lease_gone(job, note) : store_run(st, &q_extend,
		    BINDS(BIND_KEY(job->id), BIND_INT(now + lease_ms)), note);
	arena_free(a);
	return r;
}

/* The job, locked, if people may decide about it now. */
static enum err
job_decide(struct store *st, struct arena *a, struct key id, int64_t now,
    struct job *ret, struct note *note)
{
	struct job j = { .state = JOB_DONE };
	enum err r;

	if ((r = job_have(st, a, id, true, &j, note)) != ERR_OK)
		return r;
	if (j.state == JOB_DONE)
		return NOTE(note, ERR_CONFLICT,
		    M("The job {kind} ({cause}) is done already."),
		    A_TEXT("kind", j.kind), A_TEXT("cause", j.cause));
	if (j.state == JOB_LEASED && j.due > now)
		return NOTE(note, ERR_CONFLICT,
		    M("The job {kind} ({cause}) is being run by {owner}, who "
		    "has it until {until}. Wait, and look again."),
		    A_TEXT("kind", j.kind), A_TEXT("cause", j.cause),
		    A_TEXT("owner", j.owner), A_MOMENT("until", j.due));
	*ret = j;
	return ERR_OK;
}

enum err
job_retry(struct store *st, struct key id, int64_t now, struct note *note)
{
	struct arena *a = arena_new();
	struct job j = { .state = JOB_STATE__MAX };
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r == ERR_OK &&
	    (r = job_decide(st, a, id, now, &j, note)) == ERR_OK)
		r = store_run(st, &q_retry, BINDS(BIND_KEY(id),
		    BIND_INT(now)), note);
	arena_free(a);
	return r;
}

enum err
job_drop(struct store *st, struct key id, struct str reason, int64_t now,
    struct note *note)
{
	struct arena *a = arena_new();
	struct job j = { .state = JOB_STATE__MAX };
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	if (r != ERR_OK)
		return r;
	if (reason.n == 0 || reason.n > JOB_REASON_MAX)
		r = NOTE(note, ERR_INVALID,
		    M("A job is dropped with a reason, of at most {most} "
		    "bytes."), A_INT("most", JOB_REASON_MAX));
	else if ((r = job_decide(st, a, id, now, &j, note)) == ERR_OK &&
	    j.state == JOB_DROPPED)
		r = NOTE(note, ERR_CONFLICT,
		    M("The job {kind} ({cause}) was dropped already: "
		    "{reason}"), A_TEXT("kind", j.kind),
		    A_TEXT("cause", j.cause), A_TEXT("reason", j.reason));
	if (r == ERR_OK)
		r = store_run(st, &q_drop, BINDS(BIND_KEY(id), BIND_INT(now),
		    BIND_TEXT(reason)), note);
	arena_free(a);
	return r;
}

enum err
job_each(struct store *st, enum job_state state, struct key after,
    int64_t most, enum err (*row)(void *arg, const struct job *job,
	struct note *note), void *arg, struct note *note)
{
	struct arena *a = arena_new();
	struct rows *rows = NULL;
	struct arena_mark mark;
	struct job j;
	enum err r, end;

	if (a == NULL)
		return note_memory(note);
	mark = arena_mark(a);
	if (state == JOB_STATE__MAX)
		r = store_query(st, &q_all, BINDS(BIND_KEY(after),
		    BIND_INT(most)), &rows, note);
	else
		r = store_query(st, &q_state, BINDS(
		    BIND_CSTR(job_state_word(state)), BIND_KEY(after),
		    BIND_INT(most)), &rows, note);
	while (r == ERR_OK && rows_next(rows)) {
		if ((r = job_read(rows, a, &j, note)) == ERR_OK)
			r = row(arg, &j, note);
		arena_reset(a, mark);
	}
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	arena_free(a);
	return r != ERR_OK ? r : end;
}

enum err
job_next_due(struct store *st, int64_t *ret, struct note *note)
{
	return store_int(st, &q_next_due, NO_BINDS, -1, ret, note);
}

enum err
job_count(struct store *st, int64_t ret[JOB_STATE__MAX], struct note *note)
{
	int64_t counts[JOB_STATE__MAX] = { 0 };
	struct rows *rows = NULL;
	enum job_state state;
	enum err r;

	if ((r = store_query(st, &q_count, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows))
		if (job_state_read(rows_text(rows, 0), &state))
			counts[state] = rows_int(rows, 1);
	if ((r = rows_end(&rows, note)) == ERR_OK)
		memcpy(ret, counts, sizeof counts);
	return r;
}

enum err
job_sweep(struct store *st, int64_t before, struct note *note)
{
	return store_run(st, &q_sweep, BINDS(BIND_INT(before)), note);
}
