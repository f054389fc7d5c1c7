/* SPDX-License-Identifier: Apache-2.0 */
#include "incident/incident_given_cmd.h"

#include "base/near.h"
#include "body/body.h"
#include "dated/dated_cmd.h"
#include "incident/incident_in.h"
#include "person/person.h"
#include "rulebook/rulebook.h"
#include "system/system.h"

enum err
given_incident(struct cmd *c, struct str word, struct key *ret,
    struct note *note)
{
	struct app *app = c->app;

	return incident_find(app->read, c->a, word, ret, note);
}

size_t
given_times(const struct cmd *c, struct incident_time_given ret[3])
{
	static const struct {
		const char		*opt;
		enum incident_time	 kind;
	} opts[] = {
		{ "occurred", TIME_OCCURRED },
		{ "discovered", TIME_DISCOVERED },
		{ "learned", TIME_LEARNED },
	};
	size_t n = 0;

	for (size_t i = 0; i < sizeof opts / sizeof opts[0]; i++)
		if (cmd_given(c, opts[i].opt))
			ret[n++] = (struct incident_time_given){
				.kind = opts[i].kind,
				.at = dated_cmd_moment(c, opts[i].opt),
				.instead = -1,
			};
	return n;
}

/* ---- facts ---- */

static enum err
fact_unknown(const struct book *b, struct str name, struct note *note)
{
	struct near near;

	near_start(&near, name);
	for (size_t i = 0; i < book_nfacts(b); i++) {
		near_try(&near, book_fact(b, i)->id);
		near_try(&near, book_fact(b, i)->name.zh);
	}
	if (near.found.n > 0)
		return NOTE(note, ERR_INVALID, M("There is no fact “{name}”. Is "
		    "“{near}” meant?"), A_TEXT("name", name),
		    A_TEXT("near", near.found));
	return NOTE(note, ERR_INVALID, M("There is no fact “{name}”. anze pack "
	    "facts lists them."), A_TEXT("name", name));
}

/* "name=value" */
static enum err
word_read(struct cmd *c, const struct book *b, struct str word,
    struct incident_fact_given *ret, struct note *note)
{
	const struct pack_fact *f;
	struct str name = S("");
	size_t eq = 0, at;
	enum err r;

	while (eq < word.n && word.p[eq] != '=')
		eq++;
	name = str_trim(str_part(word, 0, eq));
	if (eq == word.n || name.n == 0)
		return NOTE(note, ERR_INVALID, M("“{word}” is not NAME=VALUE, "
		    "such as 受到网络攻击=是."), A_TEXT("word", word));
	if (!book_find(b, name, &at))
		return fact_unknown(b, name, note);
	f = book_fact(b, at);
	ret->fact = f->id;
	ret->unit = f->unit;
	if ((r = fact_typed(c->a, f, c->voice, str_part(word, eq + 1, word.n),
	    &ret->kept, note)) != ERR_OK)
		note_where(note, (struct where){ .label = str_copy(c->a,
		    f->name.zh).p });
	return r;
}

enum err
given_facts(struct cmd *c, const struct str *words, size_t n,
    const struct incident_fact_given **ret, size_t *ret_n, struct note *note)
{
	struct incident_fact_given *list = NEW_ARRAY(c->a,
	    struct incident_fact_given, n + 1);
	struct incident_fact_given common = { .at = dated_cmd_moment(c, "at"),
	    .source = cmd_text(c, "source") };
	struct app *app = c->app;
	const struct book *book = NULL;
	int64_t faults = 0;
	enum err r;

	if (list == NULL)
		return note_memory(note);
	if ((r = dated_cmd_named(c, &body_ref, "by", &common.asserter, note)) != ERR_OK ||
	    (r = dated_cmd_named(c, &person_ref, "person",
	    &common.person, note)) != ERR_OK ||
	    (n > 0 && (r = rulebook_load(app->read, c->a, dated_cmd_today(c), &book,
	    note)) != ERR_OK))
		return r;
	for (size_t i = 0; i < n; i++) {
		struct note found = NOTE_INIT;

		list[i] = common;
		if ((r = word_read(c, book, words[i], &list[i],
		    &found)) == ERR_MEMORY)
			return note_memory(note);
		if (r == ERR_OK)
			continue;
		faults++;
		terminal_fail(c->term, c->voice, c->json, &found);
	}
	if (faults > 0)
		return NOTE(note, ERR_INVALID, M("{n} of what was said cannot be "
		    "taken as it is; nothing was recorded."),
		    A_INT("n", faults));
	*ret = list;
	*ret_n = n;
	return note_arena(c->a, ERR_OK, note);
}
