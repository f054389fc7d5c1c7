/* SPDX-License-Identifier: Apache-2.0 */
#include "core/outbox.h"

#include "base/canonical.h"
#include "base/file.h"
#include "core/config.h"
#include "core/expunge.h"
#include "core/signer.h"

static const struct sql q_checkpoint = {
	"SELECT note FROM ledger_checkpoint WHERE size = $1", NULL
};

enum err
outbox_checkpoint(struct store *st, struct key id, int64_t size, int64_t now,
    struct note *note)
{
	char cause[JOB_CAUSE_MAX], payload[64];
	const struct job_new job = {
		.kind = CHECKPOINT_HAND_OUT,
		.cause = { cause, (size_t)snprintf(cause, sizeof cause,
		    "checkpoint:%lld", (long long)size) },
		.payload = { payload, (size_t)snprintf(payload,
		    sizeof payload, "{\"size\":%lld}", (long long)size) },
	};

	return job_queue(st, id, &job, now, note);
}

static enum err
payload_size(struct arena *a, const struct job *job, int64_t *ret,
    struct note *note)
{
	const struct cjson *json, *size;
	enum err r;

	if ((r = canon_read(a, job->payload, &json, note)) != ERR_OK)
		return r;
	if ((size = cjson_get(json, "size")) == NULL ||
	    size->kind != CJSON_INT)
		return NOTE(note, ERR_CORRUPT, M("The job does not say which "
		    "checkpoint it is about. Drop it; anze ledger checkpoint "
		    "makes another."));
	*ret = size->num;
	return ERR_OK;
}

static enum err
checkpoint_text(struct store *st, struct arena *a, int64_t size,
    struct str *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct str text = S("");
	enum err r;

	if ((r = store_query(st, &q_checkpoint, BINDS(BIND_INT(size)), &rows,
	    note)) != ERR_OK)
		return r;
	if (rows_next(rows))
		text = str_copy(a, rows_text(rows, 0));
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret = text;
	return r;
}

/* "anze/x/e2" is another tree than "anze/x": its checkpoint of the same size
 * must not take the place of the one that shows what was lost. */
static struct str
epoch_of(struct arena *a, struct str checkpoint)
{
	struct str origin = S(""), last = S("");

	(void)str_cut(&checkpoint, '\n', &origin);
	while (str_cut(&origin, '/', &last))
		;
	if (last.n < 2 || last.p[0] != 'e' ||
	    strspn(last.p + 1, "0123456789") < last.n - 1)
		return S("");
	return str_fmt(a, "%.*s-", STR_ARG(last));
}

/*
 * The folder holds each checkpoint under its size, and the newest under one
 * name: an older one that comes late does not take its place.
 */
enum err
checkpoint_hand_out(void *arg, struct arena *a, const struct job *job,
    struct note *note)
{
	struct app *app = arg;
	struct str folder, text, last, epoch;
	const char *newest;
	int64_t size;
	enum err r;

	if ((r = config_get(app->read, a, config_find(S("checkpoint.folder")),
	    &folder, note)) != ERR_OK || folder.n == 0 ||
	    (r = payload_size(a, job, &size, note)) != ERR_OK ||
	    (r = checkpoint_text(app->read, a, size, &text, note)) != ERR_OK)
		return r;
	epoch = epoch_of(a, text);
	if ((r = file_write(str_fmt(a, "%s/checkpoint-%.*s%lld", folder.p,
	    STR_ARG(epoch), (long long)size).p, text, 0444, note)) != ERR_OK)
		return r;
	newest = str_fmt(a, "%s/checkpoint", folder.p).p;
	if ((r = checkpoint_last(app->read, a, &last, note)) != ERR_OK ||
	    (r = file_write(newest, last, 0644, note)) != ERR_OK)
		return r;
	return expunge_list_put(app, note);
}

enum err
outbox_run(struct app *app, int64_t *ret_n, struct note *note)
{
	struct job_runner runner = {
		.writer = app->writer,
		.kinds = app->jobs,
		.clock = app->clock,
		.chance = app->chance,
		.log = app->log,
		.arg = app,
	};
	struct arena *a = arena_new();
	int64_t n = 0, due = -1;
	bool ran;
	enum err r = a == NULL ? note_memory(note) : ERR_OK;

	/* Asked first, so that having nothing to do takes no lock. */
	if (r == ERR_OK)
		r = job_next_due(app->read, &due, note);
	ran = due >= 0 && due <= timesource_now(&app->clock);
	if (r == ERR_OK)
		runner.owner = job_owner_new(a, &app->chance);
	while (r == ERR_OK && ran && n < OUTBOX_RUN_MAX)
		if ((r = job_run_next(&runner, &ran, note)) == ERR_OK && ran)
			n++;
	arena_free(a);
	if (r == ERR_OK)
		*ret_n = n;
	return r;
}
