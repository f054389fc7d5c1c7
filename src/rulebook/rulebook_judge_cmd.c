/* SPDX-License-Identifier: Apache-2.0 */
/* What do the rules say about these facts?  Nothing is recorded. */
#include "rulebook/rulebook_judge_cmd.h"

#include "base/file.h"
#include "base/zone_set.h"
#include "cli/terminal.h"
#include "core/app.h"
#include "rulebook/offered.h"
#include "rulebook/rulebook_case.h"
#include "rulebook/rulebook_cmd.h"
#include "rulebook/rulebook_place.h"

bool
judging_asked(const struct judging *x, const struct pack *p)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->t[i]->pack == p)
			return true;
	return false;
}

static bool
fact_stated(const struct pack_fact *f)
{
	return f != NULL && f->derived == NULL && f->table == NULL &&
	    f->level < 0;
}

bool
judging_touched(const struct judged_pack *jp)
{
	const struct pack *p = jp->pack;

	for (size_t i = 0; i < p->nfacts; i++) {
		if (!fact_stated(p->facts[i]) ||
		    p->facts[i]->type == PACK_CALENDAR ||
		    feel_is_unknown(&jp->facts[i]))
			continue;
		for (size_t j = 0; j < p->nrules; j++)
			if (rule_reads(p, &p->rules[j], i))
				return true;
	}
	return false;
}

/* ---- by which packs ---- */

static enum err
packs_name(struct judging *x, int64_t day, struct note *note)
{
	struct desk *d = x->d;
	const struct str *word;
	const size_t n = cmd_many(d->c, "pack", &word);
	enum err r = ERR_OK;

	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = desk_name(d, word[i], note);
	if (r == ERR_OK && n == 0)
		r = desk_name_judging(d, day, note);
	if (r == ERR_OK && d->named == 0)
		r = NOTE(note, ERR_NOTFOUND, M("No pack is in force on {day}. "
		    "anze pack list shows what can be adopted; --pack ID judges "
		    "by one that is only offered."), A_DAY("day", day));
	if (r == ERR_OK && n > 0)
		r = desk_fill(d, day, note);
	return r == ERR_OK ? desk_read(d, note) : r;
}

static enum err
book_make(struct judging *x, struct note *note)
{
	struct desk *d = x->d;
	const bool all = d->app != NULL || cmd_given(d->c, "pack");

	x->t = NEW_ARRAY(d->a, struct shelf_text *, d->named + 1);
	if (x->t == NULL)
		return note_memory(note);
	/* A local pack judges in its place, where it was adopted. */
	for (size_t i = 0; i < d->named; i++)
		if (all || !pack_is_local(d->shelf->t[i].pack))
			x->t[x->n++] = &d->shelf->t[i];
	return shelf_book(d->shelf, x->t, x->n, &x->book, note);
}

/* ---- the facts ---- */

static void
fact_fault(void *arg, struct str key, const struct note *why)
{
	struct judging *x = arg;
	struct desk *d = x->d;
	struct pack_place at = { 0, 0 };
	struct note said = NOTE_INIT;
	size_t byte;

	if (json_place(x->text, key, &byte)) {
		const struct where w = feel_where(x->text, byte);

		at = (struct pack_place){ (int32_t)w.line,
		    (int32_t)w.column };
	}
	if (x->called.n > 0)
		(void)NOTE(&said, ERR_INVALID, M("{place}: {fact}: {said}"),
		    A_TEXT("place", desk_place(d, x->called, at)),
		    A_TEXT("fact", key), A_TEXT("said", desk_note(d, why)));
	else
		(void)NOTE(&said, ERR_INVALID, M("{fact}: {said}"),
		    A_TEXT("fact", key), A_TEXT("said", desk_note(d, why)));
	terminal_fail(d->c->term, d->c->voice, d->c->json, &said);
}

static enum err
json_read(struct judging *x, json_t **ret, struct note *note)
{
	json_error_t e;

	*ret = json_loadb(x->text.p, x->text.n, JSON_REJECT_DUPLICATES, &e);
	if (*ret != NULL)
		return ERR_OK;
	note_where(note, (struct where){ .line = e.line > 0 ? e.line : 0,
	    .column = e.column > 0 ? e.column : 0 });
	if (x->called.n == 0)
		return NOTE(note, ERR_INVALID, M("What was given is no JSON: "
		    "{why}. Correct it there or just before."),
		    A_TEXT("why", str_copy(x->d->a, str_of(e.text))));
	return NOTE(note, ERR_INVALID, M("{file} is no JSON: {why}. Correct it "
	    "there or just before."), A_TEXT("file", x->called),
	    A_TEXT("why", str_copy(x->d->a, str_of(e.text))));
}

static enum err
text_read(struct judging *x, struct note *note)
{
	const struct str given = cmd_text(x->d->c, "facts");

	if (given.n == 0)
		return NOTE(note, ERR_USAGE, M("Say which facts are to be "
		    "judged: --facts FILE, or --facts '{\"attacked\": true}'. "
		    "anze pack facts lists them."));
	x->text = str_trim(given);
	if (str_starts(x->text, "{"))
		return ERR_OK;
	x->called = given;
	return file_read(x->d->a, str_is(given, "-") ? "/dev/stdin" : given.p,
	    JUDGE_FACTS_BYTES_MAX, &x->text, note);
}

enum err
judging_facts(struct judging *x, struct note *note)
{
	struct case_reading reading = { .a = x->d->a, .book = x->book,
	    .zones = x->c.zones, .fault = fact_fault, .arg = x };
	json_t *json = NULL;
	enum err r;

	if ((r = book_blank(x->d->a, x->book, &x->facts, note)) != ERR_OK ||
	    (r = calendar_parse(x->d->a, (struct str){ offered_calendar,
	    offered_calendar_size }, &reading.calendar, note)) != ERR_OK)
		return r;
	if ((r = json_read(x, &json, note)) == ERR_OK)
		r = case_read(&reading, json, x->facts, note);
	json_decref(json);
	x->c.facts = x->facts;
	return r;
}

/* ---- the command ---- */

static enum err
judge_run(struct desk *d, struct note *note)
{
	struct judging x = { .d = d, .explain = cmd_flag(d->c, "explain") };
	struct zone_set *set = zone_set_new(d->a);
	struct feel_zones *zones = NEW(d->a, struct feel_zones);
	enum err r;

	if (set == NULL || zones == NULL)
		return note_memory(note);
	*zones = (struct feel_zones){ zone_set_find, set };
	x.c = (struct book_case){ .zone = d->zone, .zones = zones,
	    .at = cmd_moment(d->c, "at", (struct moment){ d->now,
	    PREC_MS }).ms };
	if ((r = text_read(&x, note)) != ERR_OK ||
	    (r = packs_name(&x, desk_day(d, x.c.at), note)) != ERR_OK ||
	    (r = book_make(&x, note)) != ERR_OK ||
	    (r = judging_facts(&x, note)) != ERR_OK ||
	    (r = judge(d->a, x.book, &x.c, &x.j, note)) != ERR_OK)
		return r;
	return d->c->json ? judging_json(&x, note) : judging_say(&x, note);
}

enum err
rulebook_cmd_judge(struct cmd *c, struct note *note)
{
	return desk_run(c, judge_run, note);
}
