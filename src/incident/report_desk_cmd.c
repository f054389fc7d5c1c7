/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/report_desk_cmd.h"

#include "body/body.h"
#include "core/act.h"
#include "incident/incident_given_cmd.h"
#include "dated/dated_view_cmd.h"
#include "incident/report_in.h"

/* ---- loading ---- */

static enum err
rules_load(struct report_desk *x, struct note *note)
{
	const int64_t now = timesource_now(&x->app->clock);
	enum err r;

	if ((r = rulebook_load(x->app->read, x->c->a, dated_cmd_today(x->c),
	    &x->book, note)) != ERR_OK)
		return r;
	if (key_none(x->i.id))
		r = book_blank(x->c->a, x->book, &x->known.facts, note);
	else
		r = incident_case_load(x->app->read, x->c->a, x->book, &x->i,
		    now, &x->known, note);
	if (r != ERR_OK)
		return r;
	x->bc = (struct book_case){ .facts = x->known.facts, .at = now,
	    .zone = x->app->zone };
	if ((r = judge(x->c->a, x->book, &x->bc, &x->j, note)) != ERR_OK)
		return r;
	x->tell = (struct tell){ x->c->a, x->c->voice, &x->bc, &x->j };
	return ERR_OK;
}

enum err
report_desk_begin(struct report_desk *x, struct cmd *c, struct key incident,
    struct note *note)
{
	struct app *app = c->app;
	enum err r;

	*x = (struct report_desk){ .c = c, .app = app };
	if ((r = incident_get(app->read, c->a, incident, &x->i,
	    note)) != ERR_OK ||
	    (r = report_list(app->read, c->a, incident, &x->reports,
	    &x->nreports, note)) != ERR_OK)
		return r;
	return deadline_of_record(app->read, c->a, incident, &x->deadlines,
	    &x->ndeadlines, note);
}

enum err
report_desk_load(struct report_desk *x, struct cmd *c, struct key incident,
    struct note *note)
{
	enum err r = report_desk_begin(x, c, incident, note);

	return r == ERR_OK ? rules_load(x, note) : r;
}

enum err
report_desk_empty(struct report_desk *x, struct cmd *c, struct note *note)
{
	*x = (struct report_desk){ .c = c, .app = c->app };
	return rules_load(x, note);
}

enum err
report_given(struct cmd *c, struct str word, struct key *ret,
    struct note *note)
{
	struct app *app = c->app;

	return report_find(app->read, c->a, word, ret, note);
}

/* ---- words ---- */

struct str
report_ref(const struct report_desk *x, const struct report *r)
{
	return str_fmt(x->c->a, "%.*s/%lld", STR_ARG(x->i.ref),
	    (long long)r->number);
}

struct str
report_say(const struct report_desk *x, const char *msgid,
    const struct arg *args)
{
	struct buf b = BUF_IN(x->c->a);

	say_into(&b, x->c->voice, msgid, args);
	return b.n == 0 ? S("") : buf_view(&b);
}

struct str
report_to(const struct report_desk *x, const struct report *r)
{
	const struct value name = dated_cmd_called(x->c, &body_ref, r->to);

	return value_known(&name) ? name.text : r->to_words.n > 0 ?
	    r->to_words : S("—");
}

struct str
report_clock_called(const struct report_desk *x, const struct deadline_of *of)
{
	const struct pack_rule *rule = report_rule(x->book, of);
	int64_t part;

	if (rule == NULL || rule->kind != PACK_CLOCK)
		return report_clock_text(x->c->a, of);
	if (!str_int(of->part, &part) || part < 1 ||
	    (size_t)part > rule->clock.nto)
		return tell_words(&x->tell, &rule->title);
	return str_fmt(x->c->a, "%.*s → %.*s", STR_ARG(tell_words(&x->tell,
	    &rule->title)), STR_ARG(tell_words(&x->tell,
	    &rule->clock.to[part - 1])));
}

/* ---- deadlines ---- */

const struct deadline *
report_deadline(const struct report_desk *x, struct str clock)
{
	for (size_t i = 0; i < x->ndeadlines; i++)
		if (str_eq(report_clock_text(x->c->a,
		    &x->deadlines[i].is.of), clock))
			return &x->deadlines[i];
	return NULL;
}

int64_t
report_late(const struct report_desk *x, const struct report *r)
{
	int64_t most = 0;

	for (size_t i = 0; i < r->nclocks; i++) {
		const struct deadline *d = report_deadline(x, r->clocks[i]);
		int64_t late;

		if (d == NULL || d->is.state == DEADLINE_DROPPED)
			continue;
		(void)deadline_judge(d->is.due, r->sent, &late);
		most = late > most ? late : most;
	}
	return most;
}

enum err
report_desk_contents(const struct report_desk *x, const struct report *r,
    const struct report_wanted **ret, size_t *ret_n, struct note *note)
{
	struct deadline_of *of = NEW_ARRAY(x->c->a, struct deadline_of,
	    r->nclocks + 1);

	if (of == NULL)
		return note_memory(note);
	for (size_t i = 0; i < r->nclocks; i++)
		of[i] = report_clock_read(r->clocks[i]);
	return report_contents(x->c->a, x->book, r->kind, of, r->nclocks, ret,
	    ret_n) ? ERR_OK : note_memory(note);
}
