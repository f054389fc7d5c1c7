/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of situations, and of what is asked, in a terminal. */
#include "body/body.h"
#include "dated/dated_cmd.h"
#include "dated/dated_view_cmd.h"
#include "trigger/trigger_list.h"
#include "trigger/trigger_verbs_cmd.h"

enum { LIST_MOST = 50, LIST_PAGE_MAX = 1000 };

/* Without an incident those are told that somebody should look at. */
#define NOTABLE	"met,readings,advised,open"

struct line_view {
	struct value	ref, title, rule, what, outcome, state, body, pack,
			entry, key;
};
static const struct field line_rows[] = {
	TEXT("ref", M("Incident")),
	ASIDE("title", FIELD_TEXT, M("What happened")),
	TEXT("rule", M("Rule")), TEXT("what", M("Situation")),
	WORDS("outcome", trigger_outcomes, M("Outcome")),
	WORDS("state", trigger_states, M("Decision")), TEXT("body", M("Body")),
	ASIDE("pack", FIELD_TEXT, M("Pack")),
	ASIDE("entry", FIELD_INT, M("Entry of the conclusion")),
	KEY("key", "incident", M("Key")),
};
SAME_SIZE(line_view, line_rows);
static FIELDS(line_fields, "trigger.line", 1, line_rows);

struct asked_view {
	struct value	ref, title, fact, name, kinds, body, key;
};
static const struct field asked_rows[] = {
	TEXT("ref", M("Incident")), TEXT("title", M("What happened")),
	TEXT("fact", M("Id")), TEXT("name", M("Fact")),
	TEXT("kinds", M("Who may say it")), TEXT("body", M("Body")),
	KEY("key", "incident", M("Key")),
};
SAME_SIZE(asked_view, asked_rows);
static FIELDS(asked_fields, "trigger.asked_line", 1, asked_rows);

/* ",pack/rule,…" of all situations of the book. */
static struct str
situations(struct arena *a, const struct book *book)
{
	struct buf b = BUF_IN(a);

	buf_text(&b, ",");
	for (size_t p = 0; p < book_npacks(book); p++) {
		const struct pack *pack = book_pack(book, p);

		for (size_t i = 0; i < pack->nrules; i++)
			if (pack->rules[i].kind == PACK_TRIGGER)
				buf_fmt(&b, "%.*s/%.*s,", STR_ARG(pack->id),
				    STR_ARG(pack->rules[i].id));
	}
	return buf_view(&b);
}

static struct str
rule_title(struct cmd *c, const struct book *book, struct str pack,
    struct str rule)
{
	const struct tell tell = { c->a, c->voice, NULL, NULL };

	for (size_t p = 0; p < book_npacks(book); p++) {
		const struct pack_rule *r = pack_rule(book_pack(book, p),
		    rule);

		if (r != NULL && str_eq(book_pack(book, p)->id, pack))
			return tell_words(&tell, &r->title);
	}
	return S("");
}

static enum err
page_read(struct cmd *c, struct trigger_query *q, struct note *note)
{
	const struct str before = cmd_text(c, "before");
	const int64_t most = cmd_int(c, "most", LIST_MOST);

	if (most < 1 || most > LIST_PAGE_MAX)
		return NOTE(note, ERR_USAGE, M("--most wants a number from 1 to "
		    "{most}; --before leads to the next page."),
		    A_INT("most", LIST_PAGE_MAX));
	q->most = (size_t)most;
	return before.n == 0 ? ERR_OK : trigger_cmd_incident(c, before, &q->before,
	    note);
}

static enum err
lines_load(struct cmd *c, const struct book **ret_book,
    const struct trigger_line **ret, size_t *ret_n, struct note *note)
{
	struct app *app = c->app;
	struct trigger_query q = {
		.outcomes = cmd_text(c, "outcome"),
		.state = cmd_text(c, "state"),
	};
	enum err r;

	if (q.outcomes.n == 0 && q.state.n == 0)
		q.outcomes = S(NOTABLE);
	if ((r = page_read(c, &q, note)) != ERR_OK ||
	    (r = trigger_book(c, ret_book, note)) != ERR_OK)
		return r;
	q.rules = situations(c->a, *ret_book);
	return trigger_list(app->read, c->a, &q, ret, ret_n, note);
}

/* ---- all situations of one incident, as they are judged now ---- */

static bool
is_wanted(const struct cmd *c, const struct trigger_line *l)
{
	const struct str outcome = cmd_text(c, "outcome"),
	    state = cmd_text(c, "state");

	return (outcome.n == 0 || str_eq(outcome, l->outcome)) &&
	    (state.n == 0 || str_is(state, trigger_states[l->is].word));
}

static enum err
line_make(struct trigger_desk *d, const struct trigger_one *one,
    const struct trigger_decision *decided, size_t n,
    struct trigger_line *ret, struct note *note)
{
	*ret = (struct trigger_line){
		.incident = d->k.i.id,
		.body = d->k.i.body,
		.ref = d->k.i.ref,
		.title = d->k.i.title,
		.pack = one->jp->pack->id,
		.rule = one->v->rule->id,
		.outcome = str_of(outcome_word(one->v->outcome)),
	};
	for (size_t i = 0; i < n; i++)
		if (str_eq(decided[i].pack, ret->pack) &&
		    str_eq(decided[i].rule, ret->rule))
			ret->is = decided[i].is;
	return trigger_concluded(d->app->read, d->c->a, d->k.i.id, one,
	    &ret->concluded, note);
}

static enum err
lines_judge(struct cmd *c, const struct book **ret_book,
    const struct trigger_line **ret, size_t *ret_n, struct note *note)
{
	const struct trigger_decision *decided = NULL;
	struct trigger_desk d;
	struct trigger_line *lines;
	size_t n = 0, most = 0, ndecided = 0;
	enum err r;

	if ((r = trigger_desk_load(c, cmd_text(c, "incident"), &d,
	    note)) != ERR_OK ||
	    (r = trigger_decided(d.app->read, c->a, d.k.i.id, &decided,
	    &ndecided, note)) != ERR_OK)
		return r;
	for (size_t p = 0; p < d.k.j.n; p++)
		most += d.k.j.packs[p].nverdicts;
	if ((lines = NEW_ARRAY(c->a, struct trigger_line, most + 1)) == NULL)
		return note_memory(note);
	for (size_t p = 0; p < d.k.j.n && r == ERR_OK; p++)
		for (size_t i = 0; i < d.k.j.packs[p].nverdicts &&
		    r == ERR_OK; i++) {
			const struct trigger_one one = { &d.k.j.packs[p],
			    &d.k.j.packs[p].verdicts[i] };

			if (one.v->rule->kind != PACK_TRIGGER)
				continue;
			r = line_make(&d, &one, decided, ndecided, &lines[n],
			    note);
			n += is_wanted(c, &lines[n]);
		}
	*ret_book = d.k.book;
	*ret = lines;
	*ret_n = n;
	return r;
}

enum err
trigger_cmd_list(struct cmd *c, struct note *note)
{
	struct rowsink *sink = cmd_rows(c);
	const struct trigger_line *lines = NULL;
	const struct book *book = NULL;
	size_t n = 0;
	enum err r;

	if ((r = (cmd_given(c, "incident") ? lines_judge : lines_load)(c,
	    &book, &lines, &n, note)) != ERR_OK ||
	    (r = rowsink_begin(sink, &line_fields, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct trigger_line *l = &lines[i];
		struct line_view v = {
			.ref = V_TEXT(l->ref),
			.title = value_text(l->title),
			.rule = V_TEXT(l->rule),
			.what = value_text(rule_title(c, book, l->pack,
			    l->rule)),
			.outcome = V_TEXT(l->outcome),
			.state = V_TEXT(str_of(trigger_states[l->is].word)),
			.body = dated_cmd_called(c, &body_ref, l->body),
			.pack = V_TEXT(l->pack),
			.key = V_KEY(l->incident),
		};

		if (l->concluded >= 0)
			v.entry = (struct value)V_INT(l->concluded);
		r = rowsink_row(sink, VALUES(&v), note);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

enum err
trigger_cmd_asked(struct cmd *c, struct note *note)
{
	struct app *app = c->app;
	struct rowsink *sink = cmd_rows(c);
	const struct trigger_asked_line *lines = NULL;
	const struct book *book = NULL;
	const struct tell tell = { c->a, c->voice, NULL, NULL };
	struct trigger_query q = { .most = 0 };
	struct key body;
	size_t n = 0, at;
	enum err r;

	if ((r = dated_cmd_named(c, &body_ref, "body", &body, note)) != ERR_OK)
		return r;
	if (key_none(body))
		return NOTE(note, ERR_USAGE, M("Say which body is asked: "
		    "--body."));
	if ((r = page_read(c, &q, note)) != ERR_OK ||
	    (r = trigger_book(c, &book, note)) != ERR_OK ||
	    (r = trigger_asked_of(app->read, c->a, body, &q, &lines, &n,
	    note)) != ERR_OK ||
	    (r = rowsink_begin(sink, &asked_fields, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct trigger_asked_line *l = &lines[i];
		struct asked_view v = {
			.ref = V_TEXT(l->ref),
			.title = value_text(l->title),
			.fact = V_TEXT(l->fact),
			.name = V_TEXT(l->fact),
			.kinds = value_text(l->kinds),
			.body = dated_cmd_called(c, &body_ref, l->body),
			.key = V_KEY(l->incident),
		};

		if (book_find(book, l->fact, &at))
			v.name = (struct value)V_TEXT(tell_words(&tell,
			    &book_fact(book, at)->name));
		r = rowsink_row(sink, VALUES(&v), note);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}
