/* SPDX-License-Identifier: Apache-2.0 */
#include "rulebook/rulebook_json_cmd.h"

#include "cli/terminal.h"
#include "rulebook/rulebook_show_cmd.h"
#include "rulebook/rulebook_traits.h"

json_t *
json_str(struct str s)
{
	return json_stringn(s.p == NULL ? "" : s.p, s.n);
}

json_t *
json_words(struct pack_words w)
{
	return json_pack("{s:o, s:o}", "zh", json_str(w.zh), "en",
	    json_str(w.en));
}

json_t *
json_day(struct arena *a, int64_t day)
{
	struct buf b = BUF_IN(a);

	if (day == DAY_OPEN || day == DAY_NONE)
		return json_null();
	day_put(&b, day);
	return json_str(buf_view(&b));
}

json_t *
json_moment(struct arena *a, int64_t ms)
{
	struct buf b = BUF_IN(a);

	moment_put(&b, (struct moment){ ms, PREC_SECOND });
	return json_str(buf_view(&b));
}

json_t *
json_local(struct arena *a, const struct zone *z, int64_t ms)
{
	const int offset = zone_offset(z, ms) / 60;
	const int east = offset < 0 ? -offset : offset;
	const struct civil c = zone_local(z, ms);

	return json_str(str_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d",
	    c.year, c.month, c.day, c.hour, c.minute, c.second,
	    offset < 0 ? '-' : '+', east / 60, east % 60));
}

enum err
json_out(struct cmd *c, json_t *json, struct note *note)
{
	char *text = json == NULL ? NULL : json_dumps(json, JSON_COMPACT);
	enum err r = text == NULL ? note_memory(note) :
	    terminal_put(c->term, str_of(text), note);

	if (r == ERR_OK)
		r = terminal_put(c->term, S("\n"), note);
	free(text);
	json_decref(json);
	return r;
}

/* ---- show ---- */

static json_t *
traits_json(struct traits t)
{
	json_t *json = json_object();

	for (size_t i = 0; i < t.n; i++)
		(void)json_object_setn_new(json, t.t[i].key.p, t.t[i].key.n,
		    json_str(t.t[i].value));
	return json;
}

static json_t *
clause_json(struct desk *d, const struct shown *s,
    const struct pack_clause *c)
{
	json_t *rules = json_array();

	for (size_t i = 0; i < s->p->nrules; i++) {
		const struct pack_rule *r = &s->p->rules[i];

		if (r->clause == c && shown_rule(s, r))
			(void)json_array_append_new(rules, json_pack(
			    "{s:o, s:s, s:o, s:o, s:o, s:s, s:b, s:o}",
			    "id", json_str(r->id), "kind",
			    pack_kind_word(r->kind), "title",
			    json_words(r->title), "from", json_day(d->a,
			    r->from), "to", json_day(d->a, r->to), "attested",
			    attested_word(r->attested), "decides",
			    (int)attested_decides(r->attested), "says",
			    traits_json(traits_of_rule(d->a, r))));
	}
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "clause",
	    json_str(c->id), "cited", json_words(pack_cite(d->a, s->p, c)),
	    "heading", json_str(c->heading), "gist", json_words(c->gist),
	    "none", json_words(c->none), "rules", rules);
}

static json_t *
attached_json(struct desk *d, const struct shown *s)
{
	json_t *list = json_array();

	for (size_t i = 0; i < s->nattached; i++) {
		const struct attachment *t = &s->attached[i];

		(void)json_array_append_new(list, json_pack(
		    "{s:o, s:I, s:o, s:o, s:o, s:I, s:o}", "file",
		    json_str(t->name), "bytes", (json_int_t)t->size, "sha256",
		    json_str(str_hex(d->a, t->hash.b, HASH_BYTES)), "source",
		    json_str(t->source), "document", json_str(t->document),
		    "entry", (json_int_t)t->seq, "attached", json_moment(d->a,
		    t->at)));
	}
	return list;
}

static json_t *
adoption_json(struct desk *d, const struct adoption *t)
{
	if (t == NULL)
		return json_null();
	return json_pack("{s:I, s:o, s:o, s:o}", "entry", (json_int_t)t->seq,
	    "at", json_moment(d->a, t->at), "since", json_day(d->a, t->since),
	    "retired", t->retired < 0 ? json_null() :
	    json_integer(t->retired));
}

static json_t *
facts_json(struct desk *d, const struct shown *s)
{
	json_t *list = json_array();

	for (size_t i = 0; i < s->p->nfacts && s->part.n == 0; i++) {
		const struct pack_fact *f = s->p->facts[i];

		if (f != NULL && f->of == s->p)
			(void)json_array_append_new(list, json_pack(
			    "{s:o, s:o, s:o}", "id", json_str(f->id), "name",
			    json_words(f->name), "says",
			    traits_json(traits_of_fact(d->a, f))));
	}
	return list;
}

enum err
show_json(struct desk *d, const struct shown *s, struct note *note)
{
	json_t *clauses = json_array();

	for (size_t i = 0; i < s->p->nclauses; i++)
		if (shown_clause(s, &s->p->clauses[i]))
			(void)json_array_append_new(clauses, clause_json(d, s,
			    &s->p->clauses[i]));
	return json_out(d->c, json_pack(
	    "{s:o, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "pack",
	    json_str(s->p->id), "version", (json_int_t)s->p->version,
	    "sha256", json_str(str_hex(d->a, s->p->hash.b, HASH_BYTES)),
	    "title", json_words(s->p->title), "says",
	    traits_json(traits_of_pack(d->a, s->p)), "adoption",
	    adoption_json(d, s->adoption), "attached", attached_json(d, s),
	    "facts", facts_json(d, s), "clauses", clauses), note);
}
