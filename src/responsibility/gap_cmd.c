/* SPDX-License-Identifier: Apache-2.0 */
/* How are gaps listed? */
#include <assert.h>

#include "body/body.h"
#include "core/config.h"
#include "house/console.h"
#include "post/post.h"
#include "responsibility/gap.h"
#include "responsibility/responsibility_cmd.h"

const struct opt responsibility_gaps_opts[] = {
	OPT_CHOICE('k', "kind", gap_words, M("only this kind")),
	OPT_TEXT('u', "under", "BODY", M("only of this body and those that stand "
	    "under it")),
	OPT_DATE(0, "at", M("as of this day (default: today)")),
	OPT_FLAG(0, "count", M("only how many of each kind")),
	OPT_INT('m', "most", "N", M("at most this many")),
	OPT_END
};

struct gap_view {
	struct value	kind, body, name, detail, since, basis, body_key,
			subject_kind, subject;
};
static const struct field gap_rows[] = {
	{ .name = "kind", .kind = FIELD_CHOICE, .choices = gap_words,
	    .label = M("Kind") },
	{ .name = "body", .kind = FIELD_TEXT, .label = M("Body") },
	{ .name = "name", .kind = FIELD_TEXT, .label = M("What") },
	{ .name = "detail", .kind = FIELD_TEXT, .label = M("More") },
	{ .name = "since", .kind = FIELD_DATE, .label = M("Since") },
	{ .name = "basis", .kind = FIELD_TEXT, .label = M("Why it matters") },
	{ .name = "body_key", .kind = FIELD_REF, .ref = "body",
	    .flags = FIELD_MACHINE, .label = M("Key of the body") },
	{ .name = "subject_kind", .kind = FIELD_TEXT, .flags = FIELD_MACHINE,
	    .label = M("Kind of record") },
	{ .name = "subject", .kind = FIELD_REF, .ref = "record",
	    .flags = FIELD_MACHINE, .label = M("Key") },
};
static FIELDS(gap_fields, "gap", 1, gap_rows);
static_assert(sizeof gap_rows / sizeof gap_rows[0] ==
    VALUES_OF(struct gap_view), "a member without a row");

struct count_view {
	struct value	kind, n;
};
static const struct field count_rows[] = {
	{ .name = "kind", .kind = FIELD_CHOICE, .choices = gap_words,
	    .label = M("Kind") },
	{ .name = "n", .kind = FIELD_INT, .label = M("How many") },
};
static FIELDS(count_fields, "gap.count", 1, count_rows);

struct listing {
	struct cmd	*c;
	struct rowsink	*sink;
	bool		 count;
	int64_t		 n[GAP__MAX];
	int64_t		 given, most;
};

static struct value
some_text(struct str s)
{
	struct value v = { .given = GIVEN_NOT };

	if (s.n != 0)
		v = (struct value)V_TEXT(s);
	return v;
}

/* The five answers, as a detail names them. */
static const struct choice answers[] = {
	{ "owner", M("Owner") },
	{ "supervisor", M("Supervisor") },
	{ "operator", M("Operator") },
	{ "users", M("Users") },
	{ "region", M("Division") },
	{ NULL, NULL }
};

/* A word of the code as people call it; what is none stays as it is. */
static void
word_put(struct buf *b, enum lang lang, struct str word)
{
	static const struct choice *const tables[] = { answers,
	    post_capacities, body_kinds };
	const struct field f = { .kind = FIELD_CHOICE };
	const struct choice *c = NULL;

	for (size_t i = 0; i < sizeof tables / sizeof tables[0] && c == NULL;
	    i++) {
		struct field one = f;

		one.choices = tables[i];
		c = field_choice(&one, word);
	}
	if (c == NULL)
		buf_str(b, word);
	else
		buf_text(b, say(lang, c->label));
}

static struct value
detail(struct cmd *c, struct str words)
{
	struct buf b = BUF_IN(c->a);
	struct str one;

	if (c->json)
		return some_text(words);
	while (str_cut(&words, '|', &one)) {
		if (b.n > 0)
			buf_text(&b, ", ");
		word_put(&b, c->voice.lang, one);
	}
	return some_text(b.n == 0 ? S("") : buf_view(&b));
}

static enum err
gap_row(void *arg, const struct gap *g, struct note *note)
{
	struct listing *l = arg;
	struct arena_mark mark = arena_mark(l->c->a);
	const struct gap_kind_row *kind = &gap_kinds[g->kind];
	struct gap_view view = {
		.kind = V_TEXT(str_of(kind->word.word)),
		.body = some_text(g->body_name),
		.name = some_text(g->name),
		.detail = detail(l->c, g->detail),
		.since = V_DAY(g->since),
		.basis = V_TEXT(str_of(say(l->c->voice.lang, kind->basis))),
		.subject_kind = V_TEXT(str_of(kind->ref)),
		.subject = V_KEY(g->subject),
	};
	enum err r = ERR_OK;

	if (!key_none(g->body))
		view.body_key = (struct value)V_KEY(g->body);
	l->n[g->kind]++;
	if (!l->count && (l->most == 0 || l->given < l->most)) {
		l->given++;
		r = rowsink_row(l->sink, VALUES(&view), note);
	}
	arena_reset(l->c->a, mark);
	if (r == ERR_OK && stop_wanted())
		r = NOTE(note, ERR_STOPPED, M("Stopped on request."));
	return r;
}

static enum err
counts_put(struct listing *l, unsigned kinds, struct note *note)
{
	enum err r = ERR_OK;

	for (int k = 0; k < GAP__MAX && r == ERR_OK; k++) {
		const struct count_view view = {
			.kind = V_TEXT(str_of(gap_kinds[k].word.word)),
			.n = V_INT(l->n[k]),
		};

		if ((kinds >> k & 1) != 0)
			r = rowsink_row(l->sink, VALUES(&view), note);
	}
	return r;
}

/* Which kinds are wanted: all, or one. */
static unsigned
kinds_wanted(const struct cmd *c)
{
	struct str word = cmd_text(c, "kind");
	unsigned kinds = 0;

	for (int k = 0; k < GAP__MAX; k++)
		if (word.n == 0 || str_is(word, gap_kinds[k].word.word))
			kinds |= 1U << k;
	return kinds;
}

static int64_t
today(const struct cmd *c)
{
	const struct app *app = c->app;
	struct civil now = zone_local(app->zone, timesource_now(&app->clock));

	return day_from_civil(now.year, now.month, now.day);
}

/* A setting that is a number of days, which its check has seen to. */
static enum err
days_load(struct cmd *c, const char *setting, int64_t *ret,
    struct note *note)
{
	struct app *app = c->app;
	struct str days;
	enum err r;

	if ((r = config_get(app->read, c->a, config_find(str_of(setting)),
	    &days, note)) == ERR_OK)
		(void)str_int(days, ret);
	return r;
}

enum err
responsibility_cmd_gaps(struct cmd *c, struct note *note)
{
	struct gap_query q = { .day = cmd_date(c, "at", today(c)),
	    .kinds = kinds_wanted(c) };
	struct listing l = { .c = c, .count = cmd_flag(c, "count"),
	    .most = cmd_int(c, "most", 0) };
	struct str under = cmd_text(c, "under");
	struct app *app = c->app;
	enum err r;

	if (l.most < 0)
		return NOTE(note, ERR_USAGE, M("--most wants a number from 1 "
		    "on."));
	if ((under.n != 0 && (r = body_find_on(app->read, c->a, under, q.day,
	    &q.under, note)) != ERR_OK) ||
	    (r = days_load(c, "phone.test_days", &q.phone_days,
	    note)) != ERR_OK ||
	    (r = days_load(c, "handover.days", &q.hand_days, note)) != ERR_OK)
		return r;
	l.sink = cmd_rows(c);
	if ((r = rowsink_begin(l.sink, l.count ? &count_fields : &gap_fields,
	    note)) != ERR_OK ||
	    (r = gap_each(app->read, &q, gap_row, &l, note)) != ERR_OK ||
	    (l.count && (r = counts_put(&l, q.kinds, note)) != ERR_OK))
		return r;
	return rowsink_end(l.sink, note);
}
