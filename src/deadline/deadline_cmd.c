/* SPDX-License-Identifier: Apache-2.0 */
/* Which clocks run, and how long have they still? */
#include "deadline/deadline_cmd.h"

#include "body/body.h"
#include "cli/terminal.h"
#include "dated/dated_cmd.h"
#include "dated/dated_view_cmd.h"
#include "deadline/deadline_in.h"
#include "rulebook/rulebook.h"

enum { PAGE = 200, LIST_MOST = 50 };

struct due_view {
	struct value	called, kind, title, state, due, left, body, pack,
			rule, missing, key;
};
static const struct field due_rows[] = {
	TEXT("called", M("Record")),
	ASIDE_WORDS("kind", deadline_kinds, M("Kind")),
	TEXT("title", M("What")), WORDS("state", deadline_states,
	    M("State")), WHEN("due", M("Due")),
	{ .name = "left", .kind = FIELD_DURATION, .label = M("Left") },
	TEXT("body", M("Owed by")),
	ASIDE("pack", FIELD_TEXT, M("Pack")),
	ASIDE("rule", FIELD_TEXT, M("Rule")),
	{ .name = "missing", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .flags = FIELD_MACHINE, .label = M("Missing facts") },
	KEY("key", "deadline", M("Key")),
};
SAME_SIZE(due_view, due_rows);
static FIELDS(due_fields, "deadline", 1, due_rows);

struct listing {
	struct cmd		*c;
	struct app		*app;
	const struct book	*book;
	struct rowsink		*sink;
	int64_t			 now;
	size_t			 left;	/* rows that may still be given */
};

/* The rule as today's pack calls it; a rule of an older one has its id. */
static struct value
title_of(const struct listing *l, const struct deadline_of *of)
{
	const bool en = l->c->voice.lang == LANG_EN;

	for (size_t i = 0; i < book_npacks(l->book); i++) {
		const struct pack *p = book_pack(l->book, i);
		const struct pack_rule *r = str_eq(p->id, of->pack) ?
		    pack_rule(p, of->rule) : NULL;

		if (r != NULL)
			return value_text(en && r->title.en.n > 0 ?
			    r->title.en : r->title.zh);
	}
	return value_text(of->rule);
}

static struct value
missing_of(struct arena *a, const struct deadline_claim *c)
{
	struct value *v = NEW_ARRAY(a, struct value, c->nmissing + 1);

	if (c->nmissing == 0 || v == NULL)
		return (struct value){ .given = GIVEN_NOT };
	for (size_t i = 0; i < c->nmissing; i++)
		v[i] = (struct value)V_TEXT(c->missing[i]);
	return (struct value){ .given = GIVEN_KNOWN,
	    .list = { v, c->nmissing } };
}

static enum err
due_row(struct listing *l, const struct deadline *d, struct note *note)
{
	struct due_view v = {
		.called = V_TEXT(d->is.called),
		.kind = V_TEXT(str_of(deadline_kinds[d->is.kind].word)),
		.title = title_of(l, &d->is.of),
		.state = V_TEXT(str_of(deadline_states[d->is.state].word)),
		.due = value_moment((struct moment){ d->is.due,
		    PREC_MINUTE }),
		.body = dated_cmd_called(l->c, &body_ref, d->is.body),
		.pack = V_TEXT(d->is.of.pack),
		.rule = V_TEXT(d->is.of.rule),
		.missing = missing_of(l->c->a, &d->is),
		.key = V_KEY(d->id),
	};
	const int64_t left = d->is.due - l->now;

	/* Whole minutes, towards the past: nobody is told more than there is. */
	if (d->is.due != DEADLINE_NEVER)
		v.left = (struct value){ .given = GIVEN_KNOWN, .dur = {
		    false, (left - ((left % MINUTE_MS) + MINUTE_MS) %
		    MINUTE_MS) } };
	return rowsink_row(l->sink, VALUES(&v), note);
}

static enum err
pages_give(struct listing *l, struct deadline_query *q, struct note *note)
{
	const struct deadline *d = NULL;
	size_t n = 0;
	enum err r = ERR_OK;

	do {
		struct arena_mark mark = arena_mark(l->c->a);

		q->most = l->left < PAGE ? l->left : PAGE;
		if ((r = deadline_waiting(l->app->read, l->c->a, q, &d, &n,
		    note)) != ERR_OK)
			return r;
		for (size_t i = 0; i < n && r == ERR_OK; i++)
			r = due_row(l, &d[i], note);
		if (n > 0) {
			q->after_due = d[n - 1].is.due;
			q->after = d[n - 1].id;
		}
		l->left -= n;
		arena_reset(l->c->a, mark);
	} while (r == ERR_OK && n == q->most && l->left > 0);
	return r;
}

static enum err
within_read(struct cmd *c, int64_t now, int64_t *ret, struct note *note)
{
	const struct field f = { .name = "within", .kind = FIELD_DURATION,
	    .label = M("Within") };
	struct value v = { .given = GIVEN_NOT };
	enum err r;

	*ret = INT64_MAX;
	if (!cmd_given(c, "within"))
		return ERR_OK;
	if ((r = field_parse(c->a, &f, c->voice, cmd_text(c, "within"), &v,
	    note)) != ERR_OK)
		return r;
	if (!value_known(&v) || v.dur.months || v.dur.n < 0)
		return NOTE(note, ERR_USAGE, M("--within wants a length of time, "
		    "such as 2h, 30 minutes or 1 day."));
	*ret = now + v.dur.n;
	return ERR_OK;
}

static enum err
deadline_cmd_due(struct cmd *c, struct note *note)
{
	const int64_t most = cmd_int(c, "most", LIST_MOST);
	struct app *app = c->app;
	struct listing l = { .c = c, .app = app, .sink = cmd_rows(c),
	    .now = timesource_now(&app->clock), .left = (size_t)most };
	struct deadline_query q = { .after_due = DEADLINE_NEVER };
	enum err r;

	if (most < 1)
		return NOTE(note, ERR_USAGE, M("--most wants a number from 1 "
		    "on."));
	if ((r = within_read(c, l.now, &q.until, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &body_ref, "under", &q.under,
	    note)) != ERR_OK ||
	    (r = rulebook_load(app->read, c->a, dated_cmd_today(c), &l.book,
	    note)) != ERR_OK ||
	    (r = rowsink_begin(l.sink, &due_fields, note)) != ERR_OK ||
	    (r = pages_give(&l, &q, note)) != ERR_OK)
		return r;
	return rowsink_end(l.sink, note);
}

static const struct opt due_opts[] = {
	OPT_TEXT('w', "within", "TIME", M("only those due within this time, and "
	    "those that are overdue")),
	OPT_TEXT('u', "under", "BODY", M("only those that this body and those "
	    "under it owe")),
	OPT_INT('m', "most", "N", M("at most this many (default: 50)")),
	OPT_END
};

const struct command deadline_commands[] = {
	{ "clock due", deadline_cmd_due, COMMAND_STORE, due_opts, "", 0, 0,
	    M("list the deadlines that wait to be met, the next first"),
	    M("What runs as a precaution may turn out not to be required; it "
	    "says which facts would settle it. A deadline without a figure "
	    "stands last."), "anze clock due --within 2h\n"
	    "anze clock due --under 南通市人民政府 --json" },
};
const size_t deadline_ncommands =
    sizeof deadline_commands / sizeof deadline_commands[0];
