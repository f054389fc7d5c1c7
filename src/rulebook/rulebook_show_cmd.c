/* SPDX-License-Identifier: Apache-2.0 */
/* What does a pack say?  Clause by clause: its gist, its rules, and which official
 * text was attached. */
#include "base/show.h"
#include "core/app.h"
#include "core/outfile.h"
#include "house/console.h"
#include "ledger/blob.h"
#include "rulebook/rulebook_cmd.h"
#include "rulebook/rulebook_show_cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"

enum { PIECE = 64 * 1024, HEAD_INDENT = 2 };

/* ---- which part? ---- */

/* "8.2" is also asked of 8.2.1. */
static bool
clause_wanted(const struct shown *s, const struct pack_clause *c)
{
	const struct str part = s->part;

	if (part.n == 0)
		return true;
	if (s->rule != NULL)
		return s->rule->clause == c;
	return str_eq(c->id, part) || (c->id.n > part.n &&
	    str_eq(str_part(c->id, 0, part.n), part) &&
	    c->id.p[part.n] == '.');
}

bool
shown_clause(const struct shown *s, const struct pack_clause *c)
{
	return clause_wanted(s, c);
}

bool
shown_rule(const struct shown *s, const struct pack_rule *r)
{
	return s->rule == NULL || s->rule == r;
}

static enum err
part_find(struct desk *d, struct shown *s, struct note *note)
{
	bool any = false;

	if (d->c->noperands < 2)
		return ERR_OK;
	s->part = d->c->operand[1];
	s->rule = pack_rule(s->p, s->part);
	for (size_t i = 0; i < s->p->nclauses && !any; i++)
		any = clause_wanted(s, &s->p->clauses[i]);
	if (s->rule != NULL || any)
		return ERR_OK;
	return NOTE(note, ERR_NOTFOUND, M("{pack} has neither a clause nor a "
	    "rule {part}. anze pack coverage {pack} lists them."),
	    A_TEXT("pack", s->p->id), A_TEXT("part", s->part));
}

/* ---- for people ---- */

static struct str
day_text(struct desk *d, int64_t day)
{
	struct buf b = BUF_IN(d->a);

	show_day(&b, d->c->voice, day);
	return buf_view(&b);
}

static void
attached_speak(struct speech *x, const struct shown *s)
{
	for (size_t i = 0; i < s->nattached; i++) {
		const struct attachment *t = &s->attached[i];

		SPEAK(x, HEAD_INDENT, t->document.n > 0 ?
		    M("official text: {file}, {document}, from {source}, "
		    "SHA-256 {hash}") :
		    M("official text: {file}, from {source}, SHA-256 {hash}"),
		    A_TEXT("file", t->name), A_TEXT("document", t->document),
		    A_TEXT("source", t->source), A_TEXT("hash",
		    str_hex(x->d->a, t->hash.b, HASH_BYTES)));
	}
}

static void
adopted_speak(struct speech *x, const struct shown *s)
{
	const struct adoption *t = s->adoption;

	if (t == NULL && x->d->app != NULL)
		SPEAK(x, HEAD_INDENT, M("not adopted"), { 0 });
	else if (t != NULL && t->retired >= 0)
		SPEAK(x, HEAD_INDENT, M("adopted on {at} (entry {entry}), taken "
		    "back (entry {retired})"), A_MOMENT("at", t->at),
		    A_INT("entry", t->seq), A_INT("retired", t->retired));
	else if (t != NULL)
		SPEAK(x, HEAD_INDENT, M("adopted on {at} (entry {entry}), judges "
		    "from {since} on"), A_MOMENT("at", t->at),
		    A_INT("entry", t->seq), A_TEXT("since", day_text(x->d,
		    t->since)));
}

static void
head_speak(struct speech *x, const struct shown *s)
{
	const struct pack *p = s->p;

	SPEAK(x, 0, M("{pack}, version {version}: {title}"),
	    A_TEXT("pack", p->id), A_INT("version", p->version),
	    A_TEXT("title", desk_words(x->d->c, p->title)));
	if (p->number.n > 0)
		SPEAK(x, HEAD_INDENT, M("{issuer}, {number}"),
		    A_TEXT("issuer", p->issuer), A_TEXT("number", p->number));
	else
		SPEAK(x, HEAD_INDENT, M("{issuer}"),
		    A_TEXT("issuer", p->issuer));
	if (p->to == DAY_OPEN)
		SPEAK(x, HEAD_INDENT, M("in force from {from} on"),
		    A_TEXT("from", day_text(x->d, p->from)));
	else
		SPEAK(x, HEAD_INDENT, M("in force from {from} until {to}"),
		    A_TEXT("from", day_text(x->d, p->from)),
		    A_TEXT("to", day_text(x->d, p->to)));
	for (size_t i = 0; i < p->basis.n; i++)
		SPEAK(x, HEAD_INDENT, M("under {basis}"), A_TEXT("basis",
		    p->basis.t[i]));
	if (p->interpretation.n > 0)
		SPEAK(x, HEAD_INDENT, M("interpreted by {who}"),
		    A_TEXT("who", p->interpretation));
	SPEAK(x, HEAD_INDENT, M("SHA-256 {hash}"), A_TEXT("hash",
	    str_hex(x->d->a, p->hash.b, HASH_BYTES)));
	adopted_speak(x, s);
	attached_speak(x, s);
}

static void
clause_speak(struct speech *x, const struct shown *s,
    const struct pack_clause *c)
{
	const struct pack_words cited = pack_cite(x->d->a, s->p, c);

	buf_char(x->b, '\n');
	SPEAK(x, 0, c->heading.n > 0 ? M("{cited}  {heading}") : M("{cited}"),
	    A_TEXT("cited", desk_words(x->d->c, cited)),
	    A_TEXT("heading", c->heading));
	speak_text(x, HEAD_INDENT, desk_words(x->d->c, c->gist));
	if (c->none.zh.n > 0)
		SPEAK(x, HEAD_INDENT, M("no rule: {reason}"),
		    A_TEXT("reason", desk_words(x->d->c, c->none)));
	for (size_t i = 0; i < s->p->nrules; i++)
		if (s->p->rules[i].clause == c &&
		    shown_rule(s, &s->p->rules[i]))
			speak_rule(x, &s->p->rules[i]);
}

static enum err
speak(struct desk *d, const struct shown *s, struct note *note)
{
	struct buf b = BUF_IN(d->a);
	struct speech x = { .d = d, .p = s->p, .b = &b };

	if (d->c->voice.lang == LANG_EN &&
	    (x.english = english_new(d->a, s->p)) == NULL)
		return note_memory(note);
	head_speak(&x, s);
	for (size_t i = 0; i < s->p->nclauses; i++)
		if (clause_wanted(s, &s->p->clauses[i]))
			clause_speak(&x, s, &s->p->clauses[i]);
	return desk_tell(d, &b, note);
}

/* ---- the official text, out of the store again ---- */

static enum err
bytes_copy(int in, struct outfile *out, const char *path, struct note *note)
{
	char piece[PIECE];
	ssize_t n = 1;
	enum err r = ERR_OK;

	while (r == ERR_OK && n != 0) {
		if ((n = read(in, piece, sizeof piece)) < 0) {
			if (errno != EINTR)
				r = file_error(note, errno, path);
		} else
			r = outfile_write(out, (struct str){ piece,
			    (size_t)n }, note);
	}
	return r;
}

static enum err
text_write(struct desk *d, const struct shown *s, struct str to,
    struct note *note)
{
	const struct attachment *t;
	struct outfile *out = NULL;
	const char *path;
	int in;
	enum err r;

	if (s->nattached == 0)
		return NOTE(note, ERR_NOTFOUND, M("No official text is attached "
		    "to {pack}. anze pack attach {pack} FILE attaches one."),
		    A_TEXT("pack", s->p->id));
	t = &s->attached[s->nattached - 1];
	path = blob_path(d->a, d->app->place.files, &t->hash);
	if ((in = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return file_error(note, errno, path);
	if ((r = outfile_open(to.p, &out, note)) == ERR_OK &&
	    (r = bytes_copy(in, out, path, note)) == ERR_OK)
		r = outfile_close(&out, note);
	outfile_drop(&out);
	(void)close(in);
	return r != ERR_OK ? r : TELL(d->c, note, M("{name} was written to "
	    "{file}."), A_TEXT("name", t->name), A_TEXT("file", to));
}

/* ---- the command ---- */

/* The adoption of just this text, if there was one. */
static const struct adoption *
adoption_find(const struct desk *d, const struct pack *p)
{
	const struct adoption *x = adoption_of(&d->all, p->id, p->version);

	return x != NULL && hash_eq(&x->hash, &p->hash) ? x : NULL;
}

static enum err
attached_load(struct desk *d, struct shown *s, struct note *note)
{
	const struct adoption *any = adoption_of(&d->all, s->p->id,
	    s->p->version);

	for (size_t i = 0; i < d->all.n && any == NULL; i++)
		if (str_eq(d->all.a[i].id, s->p->id))
			any = &d->all.a[i];
	return any == NULL ? ERR_OK : rulebook_attachments(d->app->read, d->a,
	    any->pack, &s->attached, &s->nattached, note);
}

static enum err
show(struct desk *d, struct note *note)
{
	const struct str text = cmd_text(d->c, "text");
	struct shown s = { .p = NULL };
	enum err r;

	if ((r = desk_name(d, d->c->operand[0], note)) != ERR_OK)
		return r;
	if (cmd_flag(d->c, "source"))
		return terminal_put(d->c->term, d->shelf->t[0].text, note);
	if ((r = desk_fill(d, d->today, note)) != ERR_OK ||
	    (r = desk_read(d, note)) != ERR_OK)
		return r;
	s.p = d->shelf->t[0].pack;
	s.adoption = adoption_find(d, s.p);
	if ((r = attached_load(d, &s, note)) != ERR_OK ||
	    (r = part_find(d, &s, note)) != ERR_OK)
		return r;
	if (text.n > 0)
		return text_write(d, &s, text, note);
	return d->c->json ? show_json(d, &s, note) : speak(d, &s, note);
}

enum err
rulebook_cmd_show(struct cmd *c, struct note *note)
{
	return desk_run(c, show, note);
}
