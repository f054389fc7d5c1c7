/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The form of a report, as Markdown: one page that can be printed empty and kept
 * at the telephone, or filled in with what is known.  What was said since the
 * last report is marked.
 */
#include "cli/terminal.h"
#include "body/body.h"
#include "incident/incident_given_cmd.h"
#include "incident/incident_in.h"
#include "dated/dated_view_cmd.h"
#include "incident/report_cmd.h"
#include "incident/report_desk_cmd.h"
#include "incident/report_in.h"
#include "system/system.h"

#define BLANK	"________________________________"
#define MARK	"● "		/* new since the last report */

struct form {
	struct report_desk		 desk;
	enum pack_clock_kind		 kind;
	bool				 empty;
	struct deadline_of		*of;	/* that it is to answer */
	size_t				 nof;
	const struct report		*last;	/* NULL: none yet */
	struct buf			 b;
};

/* ---- writing ---- */

/* A sentence of the form itself. */
static void
say_put(struct form *f, const char *msgid, const struct arg *args)
{
	say_into(&f->b, f->desk.c->voice, msgid, args);
}
#define PUT(f, msgid, ...) \
	say_put((f), (msgid), \
	    (const struct arg[NOTE_ARGS_MAX + 1]){ __VA_ARGS__ })

/* What people wrote, so that Markdown takes it as it is. */
static void
text_put(struct form *f, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\0' && strchr("\\`*_[]<>#|~", s.p[i]) != NULL)
			buf_char(&f->b, '\\');
		buf_char(&f->b, s.p[i]);
		if (s.p[i] == '\n')
			buf_text(&f->b, "  ");
	}
}

static bool
is_new(const struct form *f, int64_t entry)
{
	return f->last != NULL && entry > f->last->seq;
}

/* "- label: text", marked if the entry is new. */
static void
line_put(struct form *f, int64_t entry, struct str label, struct str text)
{
	buf_text(&f->b, "- ");
	if (is_new(f, entry))
		buf_text(&f->b, MARK);
	text_put(f, label);
	buf_text(&f->b, "：");
	text_put(f, text);
	buf_char(&f->b, '\n');
}

static struct str
moment_shown(const struct form *f, struct moment m)
{
	static const struct field at = { .name = "at", .kind = FIELD_MOMENT };
	const struct value v = value_moment(m);
	struct buf b = BUF_IN(f->desk.c->a);

	field_show(&b, &at, f->desk.c->voice, &v);
	return b.n == 0 ? S("") : buf_view(&b);
}

static struct str
word_shown(const struct form *f, const char *msgid)
{
	return str_of(say(f->desk.c->voice.lang, msgid));
}

/* ---- to whom ---- */

static void
blank_line(struct form *f, const char *label)
{
	buf_text(&f->b, "- ");
	buf_text(&f->b, say(f->desk.c->voice.lang, label));
	buf_text(&f->b, "：" BLANK "\n");
}

/* One blank line. */
static void
gap_put(struct form *f)
{
	if (f->b.n > 0 && f->b.p[f->b.n - 1] != '\n')
		buf_char(&f->b, '\n');
	if (f->b.n > 1 && f->b.p[f->b.n - 2] != '\n')
		buf_char(&f->b, '\n');
}

static void
heading_put(struct form *f, const char *msgid)
{
	gap_put(f);
	buf_text(&f->b, "## ");
	PUT(f, msgid, { 0 });
	gap_put(f);
}

/* Without an incident: to whom such reports go by the rules in force. */
static void
rules_put(struct form *f)
{
	const struct report_desk *d = &f->desk;

	for (size_t p = 0; p < book_npacks(d->book); p++) {
		const struct pack *pack = book_pack(d->book, p);

		for (size_t i = 0; i < pack->nrules; i++) {
			const struct pack_rule *rule = &pack->rules[i];

			if (rule->kind != PACK_CLOCK ||
			    rule->clock.kind != f->kind)
				continue;
			buf_text(&f->b, "- ");
			text_put(f, tell_words(&d->tell, &rule->title));
			for (size_t k = 0; k < rule->clock.nto; k++) {
				buf_text(&f->b, k == 0 ? " → " : "、");
				text_put(f, tell_words(&d->tell,
				    &rule->clock.to[k]));
			}
			buf_char(&f->b, '\n');
		}
	}
}

static void
addressees_put(struct form *f)
{
	if (f->empty)
		rules_put(f);
	for (size_t i = 0; i < f->nof; i++) {
		const struct report_desk *d = &f->desk;
		const struct deadline *is = report_deadline(d,
		    report_clock_text(d->c->a, &f->of[i]));

		buf_text(&f->b, "- ");
		text_put(f, report_clock_called(d, &f->of[i]));
		if (is != NULL && is->is.due != DEADLINE_NEVER) {
			buf_text(&f->b, "；");
			PUT(f, M("due {due}"), A_TEXT("due", tell_moment(
			    &d->tell, is->is.due, false)));
		}
		buf_char(&f->b, '\n');
	}
}

static void
head_put(struct form *f)
{
	const struct report_desk *d = &f->desk;
	const struct value body = dated_cmd_called(d->c, &body_ref, d->i.body);

	buf_text(&f->b, "# ");
	PUT(f, M("Report of a cybersecurity incident: {kind}"),
	    A_WORD("kind", deadline_kinds[f->kind].label));
	buf_text(&f->b, "\n\n");
	if (f->empty) {
		blank_line(f, M("Incident"));
		blank_line(f, M("Reporting body"));
	} else {
		line_put(f, -1, word_shown(f, M("Incident")), str_fmt(d->c->a,
		    "%.*s %.*s", STR_ARG(d->i.ref), STR_ARG(d->i.title)));
		line_put(f, -1, word_shown(f, M("Reporting body")),
		    body.text);
	}
	if (f->last != NULL) {
		buf_text(&f->b, "- ");
		PUT(f, M("Since report {number} of {sent}, what is new is "
		    "marked {mark}"), A_INT("number", f->last->number),
		    A_MOMENT("sent", f->last->sent.ms),
		    A_TEXT("mark", S("●")));
		buf_char(&f->b, '\n');
	}
	heading_put(f, M("To whom"));
	addressees_put(f);
	blank_line(f, M("Channel"));
	blank_line(f, M("Sent"));
	blank_line(f, M("Answered by, receipt number"));
	blank_line(f, M("Reported by, telephone"));
}

/* ---- contents ---- */

/* What the last report that spoke of it said. */
static enum err
last_text(struct form *f, struct str id, struct str *ret, struct note *note)
{
	*ret = S("");
	for (size_t i = f->desk.nreports; i > 0 && ret->n == 0; i--) {
		const struct report *r = &f->desk.reports[i - 1];
		const struct report_item *items = NULL;
		size_t n = 0;
		enum err e;

		if (r->state == REPORT_WITHDRAWN)
			continue;
		if ((e = report_items(f->desk.app->read, f->desk.c->a, r->id,
		    &items, &n, note)) != ERR_OK)
			return e;
		for (size_t k = 0; k < n; k++)
			if (str_eq(items[k].item, id))
				*ret = items[k].text;
	}
	return ERR_OK;
}

static enum err
object_put(struct form *f, struct note *note)
{
	const struct report_desk *d = &f->desk;
	const struct report_system *list = NULL;
	size_t n = 0;
	enum err r;

	if ((r = report_systems(d->app->read, d->c->a, d->i.id, &list, &n,
	    note)) != ERR_OK)
		return r;
	line_put(f, -1, word_shown(f, M("Body")), dated_cmd_called(d->c, &body_ref,
	    d->i.body).text);
	for (size_t i = 0; i < n; i++) {
		struct str code, name;

		if ((r = system_ref.called(d->app->read, d->c->a,
		    list[i].system, dated_cmd_today(d->c), &code, &name,
		    note)) != ERR_OK)
			return r;
		line_put(f, list[i].entry, word_shown(f, M("System")), name);
	}
	return ERR_OK;
}

static enum err
times_put(struct form *f, struct note *note)
{
	const struct report_desk *d = &f->desk;
	const struct incident_moment *list = NULL;
	size_t n = 0;
	enum err r;

	if ((r = incident_moments(d->app->read, d->c->a, d->i.id, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++)
		if (list[i].ended < 0)
			line_put(f, list[i].entry, word_shown(f,
			    incident_times[list[i].kind].label), moment_shown(
			    f, list[i].at));
	return ERR_OK;
}

static enum err
steps_put(struct form *f, bool support, struct note *note)
{
	const struct report_desk *d = &f->desk;
	const struct report_step *list = NULL;
	size_t n = 0;
	enum err r;

	if ((r = report_steps(d->app->read, d->c->a, d->i.id, &list, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n; i++) {
		const int kind = incident_word(incident_handled_kinds,
		    list[i].kind);

		if (kind < 0 || str_is(list[i].kind, "support") != support)
			continue;
		line_put(f, list[i].entry, word_shown(f,
		    incident_handled_kinds[kind].label), str_fmt(d->c->a,
		    "%.*s%s%.*s", STR_ARG(moment_shown(f, list[i].at)),
		    list[i].at.ms == DEADLINE_NEVER ? "" : " ",
		    STR_ARG(list[i].text.n > 0 ? list[i].text :
		    list[i].level)));
	}
	return ERR_OK;
}

/* As the pack that has it calls it. */
static struct str
level_shown(const struct form *f)
{
	const struct report_desk *d = &f->desk;

	for (size_t p = 0; p < book_npacks(d->book); p++) {
		const struct pack *pack = book_pack(d->book, p);

		for (size_t i = 0; i < pack->nlevels; i++)
			if (str_eq(pack->levels[i].id, d->i.level))
				return tell_words(&d->tell,
				    &pack->levels[i].name);
	}
	return d->i.level;
}

static enum err
event_put(struct form *f, struct note *note)
{
	enum err r = times_put(f, note);

	if (r == ERR_OK && f->desk.i.level.n > 0)
		line_put(f, -1, word_shown(f, M("Level")), level_shown(f));
	return r == ERR_OK ? steps_put(f, false, note) : r;
}

static enum err
next_put(struct form *f, struct note *note)
{
	return steps_put(f, true, note);
}

/* Contents that the record of an incident can fill in, by their ids. */
static const struct {
	const char	*id;
	enum err	(*put)(struct form *f, struct note *note);
} known[] = {
	{ "object", object_put },
	{ "event", event_put },
	{ "next", next_put },
};

static enum err
content_fill(struct form *f, const struct pack_content *c, struct note *note)
{
	const size_t before = f->b.n;
	struct str text = S("");
	enum err r = ERR_OK;

	if (!f->empty && (r = last_text(f, c->id, &text, note)) != ERR_OK)
		return r;
	if (text.n > 0) {
		text_put(f, text);
		gap_put(f);
	}
	for (size_t i = 0; i < sizeof known / sizeof known[0] && !f->empty &&
	    r == ERR_OK; i++)
		if (str_is(c->id, known[i].id))
			r = known[i].put(f, note);
	if (r == ERR_OK && f->b.n == before)
		buf_text(&f->b, BLANK BLANK "\n");
	return r;
}

/* Those that go first, or the others; what is not asked for is left out. */
static enum err
contents_put(struct form *f, const struct report_wanted *w, size_t n,
    bool first, const char *heading, struct note *note)
{
	int number = 0;

	for (size_t i = 0; i < n; i++) {
		const struct pack_content *c = w[i].content;
		enum truth asked = TRUTH_OPEN;
		enum err r;

		if (c->first != first)
			continue;
		if ((r = report_content_asked(f->desk.c->a, &f->desk.j, &w[i],
		    &asked, note)) != ERR_OK)
			return r;
		if (asked == TRUTH_NO)
			continue;
		if (number == 0)
			heading_put(f, heading);
		gap_put(f);
		buf_fmt(&f->b, "%d. **", ++number);
		text_put(f, tell_words(&f->desk.tell, &c->name));
		buf_text(&f->b, "** (");
		text_put(f, c->id);
		buf_text(&f->b, ")");
		if (asked == TRUTH_OPEN)
			PUT(f, M(", if it applies"), { 0 });
		gap_put(f);
		if ((r = content_fill(f, c, note)) != ERR_OK)
			return r;
	}
	return ERR_OK;
}

/* ---- what is known ---- */

static enum err
facts_put(struct form *f, struct note *note)
{
	const struct report_desk *d = &f->desk;
	const struct incident_fact *list = NULL;
	size_t n = 0, at;
	enum err r;

	if ((r = incident_facts(d->app->read, d->c->a, d->i.id, S(""), false,
	    &list, &n, note)) != ERR_OK || n == 0)
		return r;
	heading_put(f, M("Facts as they were stated"));
	for (size_t i = 0; i < n; i++) {
		if (!book_find(d->book, list[i].fact, &at))
			continue;
		line_put(f, list[i].rec, tell_words(&d->tell, &book_fact(
		    d->book, at)->name), tell_value(&d->tell, book_fact(
		    d->book, at), &d->known.facts[at]));
	}
	return ERR_OK;
}

/* ---- all of it ---- */

/* Those named; else those of the kind that wait. */
static enum err
clocks_choose(struct form *f, struct note *note)
{
	const struct report_desk *d = &f->desk;
	const struct str *words;
	const size_t n = cmd_many(d->c, "for", &words);

	f->of = NEW_ARRAY(d->c->a, struct deadline_of, d->ndeadlines + 1);
	if (f->of == NULL)
		return note_memory(note);
	for (size_t i = 0; i < d->ndeadlines; i++) {
		const struct deadline *x = &d->deadlines[i];
		bool meant = n == 0 && x->is.kind == f->kind &&
		    x->met == DEADLINE_NEVER &&
		    x->is.state != DEADLINE_DROPPED;

		for (size_t k = 0; k < n; k++)
			meant |= report_names(&x->is.of, words[k]);
		if (meant)
			f->of[f->nof++] = x->is.of;
	}
	return n == 0 || f->nof > 0 ? ERR_OK : NOTE(note, ERR_NOTFOUND,
	    M("The incident has no deadline {word}. anze incident deadline "
	    "lists them."), A_TEXT("word", words[0]));
}

static enum err
form_load(struct form *f, struct cmd *c, struct note *note)
{
	const int kind = incident_word(deadline_kinds, cmd_text(c, "kind"));
	struct key id;
	enum err r;

	f->kind = kind < 0 ? CLOCK_INITIAL : (enum pack_clock_kind)kind;
	f->empty = cmd_flag(c, "empty");
	if (f->empty != (c->noperands == 0))
		return NOTE(note, ERR_USAGE, M("Say which incident, or --empty "
		    "for a form without one."));
	if (f->empty)
		return report_desk_empty(&f->desk, c, note);
	if ((r = given_incident(c, c->operand[0], &id, note)) != ERR_OK ||
	    (r = report_desk_load(&f->desk, c, id, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < f->desk.nreports; i++)
		if (f->desk.reports[i].state != REPORT_WITHDRAWN)
			f->last = &f->desk.reports[i];
	return clocks_choose(f, note);
}

enum err
report_cmd_form(struct cmd *c, struct note *note)
{
	const struct report_wanted *w = NULL;
	struct form f = { .b = BUF_IN(c->a) };
	size_t n = 0;
	enum err r;

	if ((r = form_load(&f, c, note)) != ERR_OK)
		return r;
	if (!report_contents(c->a, f.desk.book, f.kind, f.of, f.nof, &w, &n))
		return note_memory(note);
	if (n == 0)
		return NOTE(note, ERR_NOTFOUND, M("No pack in force says what a "
		    "report holds. Adopt one first: anze pack adopt."));
	head_put(&f);
	if ((r = contents_put(&f, w, n, true, M("What goes first"),
	    note)) != ERR_OK ||
	    (r = contents_put(&f, w, n, false, M("As soon as it is known"),
	    note)) != ERR_OK ||
	    (!f.empty && (r = facts_put(&f, note)) != ERR_OK) ||
	    (r = note_arena(c->a, ERR_OK, note)) != ERR_OK)
		return r;
	return terminal_put(c->term, buf_view(&f.b), note);
}
