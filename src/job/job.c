/* SPDX-License-Identifier: Apache-2.0 */
/* How long does a job wait, how long is it leased, and when is it dead? */
#include "job/job.h"

#include "base/canonical.h"
#include "base/moment.h"
#include "base/utf8.h"

#define WAIT_FIRST_MS	(10 * SECOND_MS)
#define WAIT_MOST_MS	(60 * MINUTE_MS)

static const char *const state_words[] = {
	[JOB_WAITING]	= "waiting",
	[JOB_LEASED]	= "leased",
	[JOB_DONE]	= "done",
	[JOB_DEAD]	= "dead",
	[JOB_DROPPED]	= "dropped",
};
_Static_assert(sizeof state_words / sizeof *state_words == JOB_STATE__MAX,
    "a state was added: name it");

const char *
job_state_word(enum job_state s)
{
	return state_words[s];
}

bool
job_state_read(struct str word, enum job_state *ret)
{
	for (int i = 0; i < JOB_STATE__MAX; i++)
		if (str_is(word, state_words[i])) {
			*ret = (enum job_state)i;
			return true;
		}
	return false;
}

const struct job_kind *
job_kind_find(const struct job_kinds *kinds, struct str name)
{
	size_t low = 0, high = kinds->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = str_cmp(name, str_of(kinds->rows[mid].name));

		if (c == 0)
			return &kinds->rows[mid];
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

/* FNV-1a, and the finish of splitmix64 since FNV's high bits lag behind. */
static uint64_t
scatter(struct key id, uint64_t n)
{
	uint64_t h = UINT64_C(0xCBF29CE484222325) ^ n;

	for (size_t i = 0; i < sizeof id.b; i++)
		h = (h ^ id.b[i]) * UINT64_C(0x100000001B3);
	h = (h ^ h >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	h = (h ^ h >> 27) * UINT64_C(0x94D049BB133111EB);
	return h ^ h >> 31;
}

int64_t
job_wait_ms(struct key id, int64_t n)
{
	int64_t most = WAIT_FIRST_MS;

	for (int64_t i = 1; i < n && most < WAIT_MOST_MS; i++)
		most *= 2;
	if (most > WAIT_MOST_MS)
		most = WAIT_MOST_MS;
	return most / 2 + (int64_t)(scatter(id, (uint64_t)n) %
	    (uint64_t)(most / 2 + 1));
}

int64_t
job_lease_ms(const struct job_kind *kind)
{
	return SECOND_MS * (kind != NULL && kind->lease_s != 0 ?
	    kind->lease_s : JOB_LEASE_S);
}

bool
job_is_last(const struct job_kind *kind, const struct job *job)
{
	return job->tries - job->earlier >= (kind != NULL && kind->tries != 0 ?
	    kind->tries : JOB_TRIES);
}

static struct str
cause_with(struct arena *a, struct str cause, struct str part)
{
	return part.n == 0 ? cause : str_fmt(a, "%.*s/%.*s", STR_ARG(cause),
	    STR_ARG(part));
}

struct str
job_cause_entry(struct arena *a, int64_t seq, struct str part)
{
	return cause_with(a, str_fmt(a, "entry:%lld", (long long)seq), part);
}

struct str
job_cause_request(struct arena *a, struct key request, struct str part)
{
	return cause_with(a, str_fmt(a, "request:%s",
	    key_text(a, request).p), part);
}

/*
 * A note as canonical JSON, since who reads it has a language of his own:
 *	{"args":[{"name":"file","text":"a.csv"},{"int":7,"name":"n"}],
 *	 "err":"ERR_IO","msg":"…"}
 */
static const char *const arg_words[] = {
	[ARG_TEXT]	= "text",
	[ARG_WORD]	= "word",
	[ARG_INT]	= "int",
	[ARG_DAY]	= "day",
	[ARG_MOMENT]	= "moment",
};
enum { ARG_KINDS = sizeof arg_words / sizeof *arg_words };

static bool
arg_has_text(enum arg_kind kind)
{
	return kind == ARG_TEXT || kind == ARG_WORD;
}

/* What a driver or a file system says need not be text. */
static struct str
as_text(struct arena *a, struct str s)
{
	struct buf b = BUF_IN(a);

	if (utf8_ok(s))
		return utf8_nfc(a, s);
	for (size_t i = 0; i < s.n; i++)
		buf_char(&b, s.p[i] > 0 ? s.p[i] : '?');
	return buf_view(&b);
}

static void
arg_put(struct canon *c, struct arena *a, const struct arg *arg)
{
	const char *word = arg_words[arg->kind];

	canon_open(c);
	if (!arg_has_text(arg->kind)) {
		canon_key(c, word);
		canon_int(c, arg->num);
	}
	canon_key(c, "name");
	canon_str(c, str_of(arg->name));
	if (arg_has_text(arg->kind)) {
		canon_key(c, word);
		canon_str(c, as_text(a, arg->text));
	}
	canon_close(c);
}

struct str
job_failure_keep(struct arena *a, const struct note *why)
{
	struct buf b = BUF_IN(a);
	struct canon c;

	canon_start(&c, &b);
	canon_open(&c);
	canon_key(&c, "args");
	canon_list(&c);
	for (const struct arg *arg = why->args; why->msg != NULL &&
	    arg->kind != ARG_NONE; arg++)
		arg_put(&c, a, arg);
	canon_list_end(&c);
	canon_key(&c, "err");
	canon_str(&c, str_of(err_name(why->err)));
	canon_key(&c, "msg");
	canon_str(&c, str_of(why->msg != NULL ? why->msg :
	    err_words(why->err)));
	canon_close(&c);
	return buf_view(&b);
}

static struct str
member_text(const struct cjson *o, const char *key)
{
	const struct cjson *m = cjson_get(o, key);

	return m != NULL && m->kind == CJSON_STR ? m->text : S("");
}

static bool
arg_read(struct arena *a, const struct cjson *j, struct arg *ret)
{
	struct str name = member_text(j, "name");

	if (name.n == 0)
		return false;
	for (int i = ARG_NONE + 1; i < ARG_KINDS; i++) {
		const struct cjson *m = cjson_get(j, arg_words[i]);
		bool text = arg_has_text((enum arg_kind)i);

		if (m == NULL || m->kind != (text ? CJSON_STR : CJSON_INT))
			continue;
		*ret = (struct arg){ .name = str_copy(a, name).p,
		    .kind = (enum arg_kind)i, .num = m->num,
		    .text = text ? m->text : S("") };
		return true;
	}
	return false;
}

static enum err
err_read(struct str name)
{
	for (int e = ERR_OK + 1; e < ERR__MAX; e++)
		if (str_is(name, err_name((enum err)e)))
			return (enum err)e;
	return ERR_BUG;
}

enum err
job_failure(struct arena *a, struct str kept, struct note *ret,
    struct note *note)
{
	struct arg args[NOTE_ARGS_MAX + 1] = { { 0 } };
	const struct cjson *j = NULL, *list, *m;
	size_t n = 0;
	enum err r;

	if (kept.n == 0)
		return NOTE(note, ERR_NOTFOUND,
		    M("No run of this job has failed so far."));
	if ((r = canon_read(a, kept, &j, note)) != ERR_OK)
		return r;
	list = cjson_get(j, "args");
	for (m = list != NULL && list->kind == CJSON_LIST ? list->first : NULL;
	    m != NULL && n < NOTE_ARGS_MAX; m = m->next)
		if (arg_read(a, m, &args[n]))
			n++;
	note_clear(ret);
	(void)note_set(ret, err_read(member_text(j, "err")),
	    str_copy(a, member_text(j, "msg")).p, args);
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}
