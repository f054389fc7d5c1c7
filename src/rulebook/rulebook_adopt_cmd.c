/* SPDX-License-Identifier: Apache-2.0 */
/* How are packs adopted, explained by official texts and taken back? */
#include "core/app.h"
#include "house/console.h"
#include "rulebook/rulebook_act.h"
#include "rulebook/rulebook_cmd.h"
#include "rulebook/rulebook_desk_cmd.h"
#include "rulebook/rulebook_plan.h"

static void
fault_tell(void *arg, struct str called, const struct note *why)
{
	struct desk *d = arg;
	const struct pack_place at = { (int32_t)why->where.line,
	    (int32_t)why->where.column };
	struct note said = NOTE_INIT;

	if (called.n == 0)
		note_copy(&said, why);
	else
		(void)NOTE(&said, why->err, M("{place}: {said}"),
		    A_TEXT("place", desk_place(d, called, at)),
		    A_TEXT("said", desk_note(d, why)));
	terminal_fail(d->c->term, d->c->voice, d->c->json, &said);
}

/* All that is adopted and was not taken back, with its text. */
static enum err
plan_begin(struct desk *d, const struct plan_watch *watch, struct plan *ret,
    struct note *note)
{
	struct coming *list = NEW_ARRAY(d->a, struct coming, d->all.n + 1);
	size_t n = 0;
	enum err r;

	if (list == NULL)
		return note_memory(note);
	for (size_t i = 0; i < d->all.n; i++) {
		const struct adoption *x = &d->all.a[i];
		struct coming *c = &list[n];

		if (x->retired >= 0)
			continue;
		*c = (struct coming){ .id = x->id, .version = x->version,
		    .since = x->since, .called = str_fmt(d->a, "%.*s@%lld",
		    STR_ARG(x->id), (long long)x->version) };
		if ((r = rulebook_text(d->app->read, d->a, x, &c->text,
		    note)) != ERR_OK)
			return r;
		n++;
	}
	*ret = (struct plan){ d->a, &d->all, list, n, d->zone, watch };
	return ERR_OK;
}

/* Words as the event's field wants them. */
static enum err
said_read(struct cmd *c, const struct event_type *t, const char *name,
    struct str text, struct str *ret, struct note *note)
{
	const int i = field_find(t->fields, str_of(name));
	struct value v;
	enum err r;

	if ((r = field_parse(c->a, &t->fields->field[i], c->voice, text, &v,
	    note)) != ERR_OK)
		return r;
	*ret = value_known(&v) ? v.text : S("");
	return ERR_OK;
}

/* ---- adopt ---- */

/* What the program offers is named for adoption, even while an older version is
 * in force. */
static enum err
adopt_name(struct desk *d, struct str word, struct note *note)
{
	struct desk bare = *d;
	enum err r;

	if (str_find(word, '/') < word.n || str_ends(word, ".md"))
		return desk_name(d, word, note);
	bare.all.n = 0;
	r = desk_name(&bare, word, note);
	d->named = bare.named;
	if (r == ERR_NOTFOUND && d->all.n > 0) {
		/* One that was taken back, and that no program offers any
		 * more, may be adopted again. */
		note_clear(note);
		r = desk_name(d, word, note);
	}
	return r;
}

/* All that is offered and not adopted yet, but for packs of one place: these
 * are only patterns. */
static enum err
all_name(struct desk *d, struct note *note)
{
	struct shelf *s = shelf_new(d->a);
	enum err r;

	if (s == NULL)
		return note_memory(note);
	r = shelf_offered(s, note);
	for (size_t i = 0; i < s->n && r == ERR_OK; i++) {
		const struct shelf_text *t = &s->t[i];
		const struct adoption *newest = adoption_newest(&d->all,
		    t->id);

		if ((r = shelf_read(s, &s->t[i], note)) != ERR_OK ||
		    (t->pack != NULL && (pack_is_local(t->pack) ||
		    (newest != NULL && newest->version >=
		    t->pack->version))))
			continue;
		r = shelf_add(d->shelf, SHELF_OFFERED, t->called, t->text,
		    NULL, note);
	}
	d->named = d->shelf->n;
	return r;
}

static enum err
named_read(struct desk *d, struct shelf_text ***ret, struct note *note)
{
	const bool all = cmd_flag(d->c, "all");
	struct shelf_text **t = NULL;
	enum err r = ERR_OK;

	if (all == (d->c->noperands > 0))
		return NOTE(note, ERR_USAGE, M("Name the packs, or give --all: "
		    "one of both. anze pack list shows what is offered."));
	if (all)
		r = all_name(d, note);
	for (size_t i = 0; i < d->c->noperands && r == ERR_OK; i++)
		r = adopt_name(d, d->c->operand[i], note);
	if (r == ERR_OK)
		t = NEW_ARRAY(d->a, struct shelf_text *, d->named + 1);
	if (r == ERR_OK && t == NULL)
		r = note_memory(note);
	for (size_t i = 0; r == ERR_OK && i < d->named; i++)
		t[i] = &d->shelf->t[i];
	*ret = t;
	/* Behind them what they may use. */
	return r == ERR_OK ? desk_fill(d, DAY_OPEN, note) : r;
}

struct adopted_view {
	struct value	pack, version, since, entry;
};

static const struct field adopted_rows[] = {
	{ .name = "pack", .kind = FIELD_TEXT, .label = M("Pack") },
	{ .name = "version", .kind = FIELD_INT, .label = M("Version") },
	{ .name = "since", .kind = FIELD_DATE, .label = M("Judges from") },
	{ .name = "entry", .kind = FIELD_INT, .label = M("Entry") },
};
static FIELDS(adopted_fields, "adopted", 1, adopted_rows);

static enum err
adopted_rows_put(struct desk *d, const struct coming *c, size_t n,
    int64_t seq, struct note *note)
{
	struct rowsink *sink = cmd_rows(d->c);
	enum err r = rowsink_begin(sink, &adopted_fields, note);

	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		const struct adopted_view v = { V_TEXT(c[i].id),
		    V_INT(c[i].version), V_DAY(c[i].since),
		    V_INT(seq - (int64_t)(n - 1 - i)) };

		r = rowsink_row(sink, VALUES(&v), note);
	}
	return r == ERR_OK ? rowsink_end(sink, note) : r;
}

static enum err
adopted_say(struct desk *d, const struct coming *c, size_t n, int64_t seq,
    struct note *note)
{
	enum err r = ERR_OK;

	if (d->c->json)
		return adopted_rows_put(d, c, n, seq, note);
	if (n == 0)
		return TELL(d->c, note, M("Already adopted: nothing was "
		    "recorded."));
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = console_tell(d->c, note, c[i].held_by.n == 0 ?
		    M("Version {version} of {pack} was adopted and judges from "
		    "{since} on (entry {entry}).") :
		    M("Version {version} of {pack} was adopted and judges from "
		    "{since} on, when {used} begins, which it uses (entry "
		    "{entry})."), (const struct arg[NOTE_ARGS_MAX + 1]){
		    A_INT("version", c[i].version), A_TEXT("pack", c[i].id),
		    A_DAY("since", c[i].since),
		    A_INT("entry", seq - (int64_t)(n - 1 - i)),
		    A_TEXT("used", c[i].held_by) });
	return r;
}

/* What is about to be adopted, before it is; and shall it be? */
static enum err
coming_say(struct desk *d, const struct coming *c, size_t n,
    struct note *note)
{
	const bool dry = cmd_flag(d->c, "dry-run");
	const struct arg count[] = { A_INT("n", (int64_t)n), { 0 } };
	enum err r = ERR_OK;

	if (n == 0 || !(dry || cmd_flag(d->c, "all")))
		return ERR_OK;
	for (size_t i = 0; i < n && r == ERR_OK && !d->c->json; i++)
		r = SAY(d->c, note, M("  {pack}, version {version}, from "
		    "{since} on: {title}"), A_TEXT("pack", c[i].id),
		    A_INT("version", c[i].version),
		    A_DAY("since", c[i].since), A_TEXT("title",
		    desk_words(d->c, c[i].pack->title)));
	return r != ERR_OK || dry ? r : cmd_confirm(d->c, note,
	    M("Adopt these {n} packs?"), count);
}

static enum err
adopt(struct desk *d, struct note *note)
{
	const struct plan_watch watch = { fault_tell, d };
	const struct actor who = console_actor(d->c);
	const bool dry = cmd_flag(d->c, "dry-run");
	const struct coming *c = NULL;
	struct shelf_text **t = NULL;
	struct adopting *p;
	struct plan plan;
	struct answer done = { .seq = -1 };
	size_t n = 0;
	enum err r;

	if ((r = named_read(d, &t, note)) != ERR_OK ||
	    (r = plan_begin(d, &watch, &plan, note)) != ERR_OK ||
	    (r = plan_adopt(&plan, d->shelf, t, d->named, cmd_date(d->c,
	    "since", INT64_MIN), &c, &n, note)) != ERR_OK)
		return r;
	if ((p = NEW_ARRAY(d->a, struct adopting, n + 1)) == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++)
		p[i] = (struct adopting){ c[i].id, c[i].version,
		    c[i].pack->title.zh, c[i].pack->title.en, c[i].since,
		    c[i].text, str_fmt(d->a, "%.*s.md", STR_ARG(c[i].id)) };
	if (arena_failed(d->a))
		return note_memory(note);
	if ((r = coming_say(d, c, n, note)) != ERR_OK)
		return r;
	if (dry)
		return TELL(d->c, note, M("Packs that could be adopted: {n}. "
		    "Nothing was recorded: this was a trial."),
		    A_INT("n", (int64_t)n));
	if (n > 0 && (r = rulebook_adopt(d->app, &who, NULL,
	    &(struct rulebook_adopt){ p, n, d->all.rev }, &done,
	    note)) != ERR_OK)
		return r;
	return adopted_say(d, c, n, done.seq, note);
}

enum err
rulebook_cmd_adopt(struct cmd *c, struct note *note)
{
	return desk_run(c, adopt, note);
}

/* ---- attach ---- */

enum err
rulebook_cmd_attach(struct cmd *c, struct note *note)
{
	const struct actor who = console_actor(c);
	struct rulebook_attach what = {
		.id = str_part(c->operand[0], 0,
		    str_find(c->operand[0], '@')),
		.path = c->operand[1].p,
	};
	struct answer done;
	enum err r;

	if ((r = said_read(c, &pack_event_attached, "source", cmd_text(c,
	    "source"), &what.source, note)) != ERR_OK ||
	    (r = said_read(c, &pack_event_attached, "document", cmd_text(c,
	    "document"), &what.document, note)) != ERR_OK)
		return r;
	if (what.source.n == 0)
		return NOTE(note, ERR_USAGE, M("Say where the text was had: "
		    "--source \"http://www.cac.gov.cn/…\"."));
	if ((r = rulebook_attach(c->app, &who, NULL, &what, &done,
	    note)) != ERR_OK)
		return r;
	if (done.again)
		return TELL(c, note, M("{file} is attached to {pack} already "
		    "(entry {entry}): nothing was recorded."),
		    A_TEXT("file", c->operand[1]), A_TEXT("pack", what.id),
		    A_INT("entry", done.seq));
	return TELL(c, note, M("{file} was attached to {pack} (entry "
	    "{entry})."), A_TEXT("file", c->operand[1]),
	    A_TEXT("pack", what.id), A_INT("entry", done.seq));
}

/* ---- retire ---- */

static enum err
retire(struct desk *d, struct note *note)
{
	const struct plan_watch watch = { fault_tell, d };
	const struct actor who = console_actor(d->c);
	const struct str word = d->c->operand[0];
	const size_t at = str_find(word, '@');
	struct rulebook_retire what = { .id = str_part(word, 0, at),
	    .rev = d->all.rev };
	struct answer done;
	struct plan plan;
	enum err r;

	if (at == word.n || !str_int(str_part(word, at + 1, word.n),
	    &what.version))
		return NOTE(note, ERR_USAGE, M("Say which version is taken "
		    "back: anze pack retire {pack}@2."),
		    A_TEXT("pack", word));
	if ((r = said_read(d->c, &pack_event_retired, "reason", cmd_text(d->c,
	    "reason"), &what.reason, note)) != ERR_OK)
		return r;
	if (what.reason.n == 0)
		return NOTE(note, ERR_USAGE, M("Say why it is taken back: "
		    "--reason \"…\"."));
	if ((r = plan_begin(d, &watch, &plan, note)) != ERR_OK ||
	    (r = plan_retire(&plan, what.id, what.version,
	    note)) != ERR_OK ||
	    (r = rulebook_retire(d->app, &who, NULL, &what, &done,
	    note)) != ERR_OK)
		return r;
	return TELL(d->c, note, M("Version {version} of {pack} was taken back "
	    "and judges no more (entry {entry})."),
	    A_INT("version", what.version), A_TEXT("pack", what.id),
	    A_INT("entry", done.seq));
}

enum err
rulebook_cmd_retire(struct cmd *c, struct note *note)
{
	return desk_run(c, retire, note);
}
