/* SPDX-License-Identifier: Apache-2.0 */
/* Which packs are meant, and where do their texts lie? */
#include "rulebook/rulebook_desk_cmd.h"

#include "base/file.h"
#include "core/app.h"
#include "house/console.h"

int64_t
desk_day(const struct desk *d, int64_t ms)
{
	const struct civil c = zone_local(d->zone, ms);

	return day_from_civil(c.year, c.month, c.day);
}

struct str
desk_words(const struct cmd *c, struct pack_words w)
{
	return c->voice.lang == LANG_EN && w.en.n > 0 ? w.en : w.zh;
}

struct str
desk_note(struct desk *d, const struct note *note)
{
	struct buf b = BUF_IN(d->a);
	struct note bare = NOTE_INIT;

	note_copy(&bare, note);
	bare.where.line = bare.where.column = 0;
	say_note(&b, d->c->voice, &bare);
	return buf_view(&b);
}

struct str
desk_place(struct desk *d, struct str called, struct pack_place at)
{
	if (at.line == 0)
		return called;
	return at.column == 0 ? str_fmt(d->a, "%.*s:%d", STR_ARG(called),
	    (int)at.line) : str_fmt(d->a, "%.*s:%d:%d", STR_ARG(called),
	    (int)at.line, (int)at.column);
}

struct str
desk_called(struct desk *d, const struct shelf_text *t)
{
	if (t->from != SHELF_OFFERED || t->pack == NULL)
		return t->called;
	return str_fmt(d->a, "%.*s@%lld", STR_ARG(t->pack->id),
	    (long long)t->pack->version);
}

enum err
desk_tell(struct desk *d, const struct buf *b, struct note *note)
{
	struct str lines = buf_view(b);

	if (buf_failed(b) || arena_failed(d->a))
		return note_memory(note);
	/* The last line end is put by SAY. */
	if (str_ends(lines, "\n"))
		lines = str_part(lines, 0, lines.n - 1);
	return SAY(d->c, note, M("{lines}"), A_TEXT("lines", lines));
}

/* ---- the desk ---- */

static enum err
desk_begin(struct desk *d, struct note *note)
{
	const struct app_options *o = d->c->setup;
	enum err r;

	if ((d->shelf = shelf_new(d->a)) == NULL)
		return note_memory(note);
	d->zone = d->app != NULL ? d->app->zone : d->c->voice.zone;
	d->now = timesource_now(d->app != NULL ? &d->app->clock : &o->clock);
	d->today = desk_day(d, d->now);
	d->all.rev = -1;
	if (d->app == NULL)
		return ERR_OK;
	r = rulebook_adoptions(d->app->read, d->a, &d->all, note);
	return r;
}

/* A store was named for a command that can do without one. */
static enum err
own_run(struct desk *d, desk_fn *run, struct note *note)
{
	const struct app_options *setup = d->c->setup;
	const struct actor who = console_actor(d->c);
	const struct voice voice = d->c->voice;
	struct app_options o = *setup;
	enum err r;

	o.mode = APP_READ;
	if ((r = app_open(&o, &d->app, note)) != ERR_OK)
		return r;
	d->c->voice.zone = d->app->zone;
	if ((r = app_may(d->app, &who, d->c->row->name, KEY_NONE,
	    note)) == ERR_OK && (r = store_begin(d->app->read,
	    note)) == ERR_OK) {
		if ((r = desk_begin(d, note)) == ERR_OK)
			r = run(d, note);
		store_rollback(d->app->read);
	}
	d->c->voice = voice;
	app_close(d->app);
	return r;
}

enum err
desk_run(struct cmd *c, desk_fn *run, struct note *note)
{
	struct desk d = { .c = c, .a = c->a, .app = c->app };
	enum err r;

	if (d.app == NULL && c->store != NULL)
		return own_run(&d, run, note);
	if ((r = desk_begin(&d, note)) != ERR_OK)
		return r;
	return run(&d, note);
}

/* ---- naming packs ---- */

static bool
is_path(struct str word)
{
	return str_find(word, '/') < word.n || str_ends(word, ".md");
}

static enum err
file_name(struct desk *d, struct str path, struct note *note)
{
	struct str text;
	enum err r;

	if ((r = file_read(d->a, path.p, PACK_BYTES_MAX, &text,
	    note)) != ERR_OK)
		return r;
	return shelf_add(d->shelf, SHELF_FILE, path, text, NULL, note);
}

static enum err
adopted_name(struct desk *d, const struct adoption *x, struct note *note)
{
	struct str text;
	enum err r;

	if ((r = rulebook_text(d->app->read, d->a, x, &text, note)) != ERR_OK)
		return r;
	return shelf_add(d->shelf, SHELF_ADOPTED, str_fmt(d->a, "%.*s@%lld",
	    STR_ARG(x->id), (long long)x->version), text, x, note);
}

/* What the program offers of that id, in a version (0: whichever). */
static enum err
offered_name(struct desk *d, struct str id, int64_t version,
    struct note *note)
{
	struct shelf *s = shelf_new(d->a);
	struct shelf_text *t;
	enum err r;

	if (s == NULL)
		return note_memory(note);
	if ((r = shelf_offered(s, note)) != ERR_OK)
		return r;
	if ((t = shelf_find(s, id)) != NULL && version > 0 &&
	    (r = shelf_read(s, t, note)) != ERR_OK)
		return r;
	if (t != NULL && (version == 0 || (t->pack != NULL &&
	    t->pack->version == version)))
		return shelf_add(d->shelf, SHELF_OFFERED, t->called, t->text,
		    NULL, note);
	return NOTE(note, ERR_NOTFOUND, version > 0 ?
	    M("There is no version {version} of the pack {pack}. anze pack "
	    "list --all shows what there is; a file is named by its path.") :
	    M("There is no pack {pack}. anze pack list shows what there is; a "
	    "file is named by its path."), A_INT("version", version),
	    A_TEXT("pack", id));
}

enum err
desk_name(struct desk *d, struct str word, struct note *note)
{
	const size_t at = str_find(word, '@');
	const struct adoption *x = NULL;
	struct str id = str_part(word, 0, at);
	int64_t version = 0;
	enum err r;

	if (is_path(word))
		r = file_name(d, word, note);
	else {
		if (at < word.n && (!str_int(str_part(word, at + 1, word.n),
		    &version) || version < 1))
			return NOTE(note, ERR_USAGE, M("{text} is no version of "
			    "a pack. Write it so: responsibility-2017@2."),
			    A_TEXT("text", word));
		if (version > 0)
			x = adoption_of(&d->all, id, version);
		else if ((x = adoption_in_force(&d->all, id,
		    d->today)) == NULL)
			x = adoption_newest(&d->all, id);
		r = x != NULL ? adopted_name(d, x, note) :
		    offered_name(d, id, version, note);
	}
	if (r == ERR_OK)
		d->named = d->shelf->n;
	return r;
}

/* Those in force on the day. */
static enum err
in_force_put(struct desk *d, int64_t day, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < d->all.n && r == ERR_OK; i++)
		if (adoption_in_force(&d->all, d->all.a[i].id, day) ==
		    &d->all.a[i])
			r = adopted_name(d, &d->all.a[i], note);
	return r;
}

enum err
desk_name_all(struct desk *d, size_t from, struct note *note)
{
	struct shelf *offered;
	enum err r = ERR_OK;

	for (size_t i = from; i < d->c->noperands && r == ERR_OK; i++)
		r = desk_name(d, d->c->operand[i], note);
	if (r != ERR_OK || from < d->c->noperands)
		return r;
	if ((offered = shelf_new(d->a)) == NULL)
		return note_memory(note);
	if ((r = in_force_put(d, d->today, note)) != ERR_OK ||
	    (r = shelf_offered(offered, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < offered->n && r == ERR_OK; i++) {
		const struct shelf_text *o = &offered->t[i];
		const struct shelf_text *t = shelf_find(d->shelf, o->id);

		if (t == NULL || !str_eq(t->text, o->text))
			r = shelf_add(d->shelf, SHELF_OFFERED, o->called,
			    o->text, NULL, note);
	}
	d->named = d->shelf->n;
	return r;
}

enum err
desk_name_judging(struct desk *d, int64_t day, struct note *note)
{
	const enum err r = d->app == NULL ? shelf_offered(d->shelf, note) :
	    in_force_put(d, day, note);

	d->named = d->shelf->n;
	return r;
}

enum err
desk_fill(struct desk *d, int64_t day, struct note *note)
{
	enum err r;

	if ((r = in_force_put(d, day, note)) != ERR_OK)
		return r;
	return shelf_offered(d->shelf, note);
}

static void
bad_tell(struct desk *d, const struct shelf_text *t)
{
	bool any = false;

	for (const struct pack_fault *f = t->faults.first; f != NULL;
	    f = f->next) {
		struct note said = NOTE_INIT;

		if (f->remark)
			continue;
		any = true;
		(void)NOTE(&said, ERR_INVALID, M("{place}: {said}"),
		    A_TEXT("place", desk_place(d, t->called, f->at)),
		    A_TEXT("said", desk_note(d, f->note)));
		terminal_fail(d->c->term, d->c->voice, d->c->json, &said);
	}
	if (!any)
		terminal_fail(d->c->term, d->c->voice, d->c->json, t->note);
}

enum err
desk_read(struct desk *d, struct note *note)
{
	int64_t bad = 0;
	enum err r = ERR_OK;

	for (size_t i = 0; i < d->named && r == ERR_OK; i++) {
		struct shelf_text *t = &d->shelf->t[i];

		if ((r = shelf_read(d->shelf, t, note)) == ERR_OK &&
		    t->state == SHELF_BAD) {
			bad++;
			bad_tell(d, t);
		}
	}
	if (r == ERR_OK && bad > 0)
		r = NOTE(note, ERR_INVALID, M("Packs that cannot be read: {n}. "
		    "anze pack check says all that is wrong."),
		    A_INT("n", bad));
	return r;
}
