/* SPDX-License-Identifier: Apache-2.0 */
/* Is a pack well made?  Its faults, its examples, and clause by clause what it
 * covers. */
#include "rulebook/rulebook_cmd.h"

#include <jansson.h>

#include "cli/terminal.h"
#include "rulebook/rulebook_desk_cmd.h"

/* ---- check ---- */

static const struct choice weights[] = {
	{ "fault", M("fault") },
	{ "remark", M("remark") },
	{ NULL, NULL }
};

struct fault_view {
	struct value	pack, line, column, weight, said;
};

static const struct field fault_rows[] = {
	{ .name = "pack", .kind = FIELD_TEXT, .label = M("Pack") },
	{ .name = "line", .kind = FIELD_INT, .label = M("Line") },
	{ .name = "column", .kind = FIELD_INT, .label = M("Column") },
	{ .name = "weight", .kind = FIELD_CHOICE, .choices = weights,
	    .label = M("Weight") },
	{ .name = "said", .kind = FIELD_TEXT, .max = NOTE_BYTES_MAX,
	    .label = M("What was found") },
};
static FIELDS(fault_fields, "pack.fault", 1, fault_rows);

struct checking {
	struct desk	*d;
	struct listed	*l;
	int64_t		 faults, remarks;
};

static enum err
fault_list(struct checking *x, struct str called, struct pack_place at,
    bool remark, const struct note *why, struct note *note)
{
	struct fault_view v = {
		.pack = V_TEXT(called),
		.weight = V_TEXT(str_of(weights[remark ? 1 : 0].word)),
		.said = V_TEXT(desk_note(x->d, why)),
	};

	if (at.line > 0)
		v.line = (struct value)V_INT(at.line);
	if (at.column > 0)
		v.column = (struct value)V_INT(at.column);
	x->faults += !remark;
	x->remarks += remark;
	return listed_put(x->l, VALUES(&v), note);
}

static enum err
text_check(struct checking *x, struct shelf_text *t, struct note *note)
{
	struct desk *d = x->d;
	struct str called;
	int64_t before = x->faults;
	enum err r;

	if ((r = shelf_read(d->shelf, t, note)) != ERR_OK)
		return r;
	if (t->state == SHELF_READ && ((r = pack_check(d->a, t->pack,
	    &t->faults, note)) != ERR_OK || (r = rulebook_kinds_check(d->a,
	    t->pack, &t->faults, note)) != ERR_OK))
		return r;
	called = desk_called(d, t);
	for (const struct pack_fault *f = t->faults.first; f != NULL &&
	    r == ERR_OK; f = f->next)
		r = fault_list(x, called, f->at, f->remark, f->note, note);
	if (r == ERR_OK && t->state == SHELF_BAD && x->faults == before)
		r = fault_list(x, called, (struct pack_place){ 0, 0 }, false,
		    t->note, note);
	return r;
}

static enum err
check(struct desk *d, struct note *note)
{
	struct checking x = { .d = d };
	enum err r;

	if ((r = desk_name_all(d, 0, note)) != ERR_OK ||
	    (r = desk_fill(d, d->today, note)) != ERR_OK ||
	    (r = listed_begin(d->c, &fault_fields, &x.l, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < d->named && r == ERR_OK; i++)
		r = text_check(&x, &d->shelf->t[i], note);
	if (r == ERR_OK && x.faults + x.remarks == 0 && !d->c->json &&
	    !cmd_given(d->c, "to"))
		return SAY(d->c, note, M("Packs without a fault: {n}."),
		    A_INT("n", (int64_t)d->named));
	if ((r = listed_end(x.l, r, note)) != ERR_OK || x.faults == 0)
		return r;
	return NOTE(note, ERR_INVALID, M("Faults: {n}."),
	    A_INT("n", x.faults));
}

enum err
rulebook_cmd_check(struct cmd *c, struct note *note)
{
	return desk_run(c, check, note);
}

/* ---- test ---- */

static json_t *
json_text(struct str s)
{
	return json_stringn(s.p == NULL ? "" : s.p, s.n);
}

struct testing_packs {
	struct desk	*d;
	json_t		*packs, *failures;	/* under --json */
	int64_t		 examples, expectations, failed;
};

static enum err
failure_tell(struct testing_packs *x, const struct shelf_text *t,
    const struct pack_failure *f, struct note *note)
{
	struct desk *d = x->d;
	const struct pack_place at = f->note == NULL ? f->expect->at :
	    f->example->at;
	struct str place = desk_place(d, desk_called(d, t), at);

	if (f->note != NULL && !d->c->json)
		return SAY(d->c, note, M("{place}: {example}: {said}"),
		    A_TEXT("place", place), A_TEXT("example", f->example->id),
		    A_TEXT("said", desk_note(d, f->note)));
	if (!d->c->json)
		return SAY(d->c, note, M("{place}: {example}: {what} should "
		    "be {want} and is {got}"), A_TEXT("place", place),
		    A_TEXT("example", f->example->id), A_TEXT("what",
		    f->expect->of.n == 0 ? f->expect->what : str_fmt(d->a,
		    "%.*s %.*s", STR_ARG(f->expect->what),
		    STR_ARG(f->expect->of))), A_TEXT("want",
		    f->expect->outcome), A_TEXT("got", f->got));
	(void)json_array_append_new(x->failures, f->note != NULL ?
	    json_pack("{s:o, s:i, s:o, s:o}", "pack",
	    json_text(desk_called(d, t)), "line", (int)at.line, "example",
	    json_text(f->example->id), "said", json_text(desk_note(d,
	    f->note))) :
	    json_pack("{s:o, s:i, s:o, s:o, s:o, s:o, s:o}", "pack",
	    json_text(desk_called(d, t)), "line", (int)at.line, "example",
	    json_text(f->example->id), "what", json_text(f->expect->what),
	    "of", json_text(f->expect->of), "expected",
	    json_text(f->expect->outcome), "got", json_text(f->got)));
	return ERR_OK;
}

static enum err
text_test(struct testing_packs *x, const struct shelf_text *t,
    struct note *note)
{
	struct desk *d = x->d;
	struct pack_tested tested;
	enum err r;

	if ((r = pack_test(d->a, t->pack, d->zone, &tested, note)) != ERR_OK)
		return r;
	for (const struct pack_failure *f = tested.first; f != NULL &&
	    r == ERR_OK; f = f->next)
		r = failure_tell(x, t, f, note);
	x->examples += (int64_t)tested.examples;
	x->expectations += (int64_t)tested.expectations;
	x->failed += (int64_t)tested.failed;
	if (d->c->json)
		(void)json_array_append_new(x->packs, json_pack(
		    "{s:o, s:I, s:I, s:I, s:I}", "pack",
		    json_text(t->pack->id), "version",
		    (json_int_t)t->pack->version, "examples",
		    (json_int_t)tested.examples, "expectations",
		    (json_int_t)tested.expectations, "failed",
		    (json_int_t)tested.failed));
	return r;
}

static enum err
tested_out(struct testing_packs *x, struct note *note)
{
	json_t *json = json_pack("{s:O, s:O}", "packs", x->packs, "failures",
	    x->failures);
	char *text = json == NULL ? NULL : json_dumps(json, JSON_COMPACT);
	enum err r = text == NULL ? note_memory(note) :
	    terminal_put(x->d->c->term, str_fmt(x->d->a, "%s\n", text), note);

	free(text);
	json_decref(json);
	return r;
}

static enum err
tested_tell(struct testing_packs *x, struct note *note)
{
	enum err r;

	r = x->d->c->json ? tested_out(x, note) : SAY(x->d->c, note,
	    M("{packs} packs, {examples} examples, {n} expectations, {failed} "
	    "not met."), A_INT("packs", (int64_t)x->d->named),
	    A_INT("examples", x->examples), A_INT("n", x->expectations),
	    A_INT("failed", x->failed));
	if (r != ERR_OK || x->failed == 0)
		return r;
	return NOTE(note, ERR_INVALID, M("Expectations that are not met: "
	    "{n}."), A_INT("n", x->failed));
}

static enum err
test(struct desk *d, struct note *note)
{
	struct testing_packs x = { .d = d };
	enum err r;

	if ((r = desk_name_all(d, 0, note)) != ERR_OK ||
	    (r = desk_fill(d, d->today, note)) != ERR_OK ||
	    (r = desk_read(d, note)) != ERR_OK)
		return r;
	if (d->c->json) {
		x.packs = json_array();
		x.failures = json_array();
	}
	for (size_t i = 0; i < d->named && r == ERR_OK; i++)
		r = text_test(&x, &d->shelf->t[i], note);
	if (r == ERR_OK)
		r = tested_tell(&x, note);
	json_decref(x.packs);
	json_decref(x.failures);
	return r;
}

enum err
rulebook_cmd_test(struct cmd *c, struct note *note)
{
	return desk_run(c, test, note);
}

/* ---- coverage ---- */

static const struct choice covers[] = {
	{ "rules", M("rules") },
	{ "reason", M("reason for none") },
	{ "nothing", M("neither") },
	{ NULL, NULL }
};

struct clause_view {
	struct value	pack, clause, title, en, cover, rules, examples, reason,
			en_reason;
};

static const struct field clause_rows[] = {
	{ .name = "pack", .kind = FIELD_TEXT, .label = M("Pack") },
	{ .name = "clause", .kind = FIELD_TEXT, .label = M("Clause") },
	{ .name = "title", .kind = FIELD_TEXT, .label = M("Cited") },
	{ .name = "en", .kind = FIELD_TEXT, .label = M("In English") },
	{ .name = "cover", .kind = FIELD_CHOICE, .choices = covers,
	    .label = M("Covered by") },
	{ .name = "rules", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .max = PACK_RULES_MAX, .label = M("Rules") },
	{ .name = "examples", .kind = FIELD_INT, .label = M("Examples") },
	{ .name = "reason", .kind = FIELD_TEXT, .label = M("Reason for none") },
	{ .name = "en_reason", .kind = FIELD_TEXT, .label = M("In English") },
};
static FIELDS(clause_fields, "pack.clause", 1, clause_rows);

static enum err
clause_list(struct desk *d, struct listed *l, const struct pack *p,
    const struct pack_clause *c, struct note *note)
{
	const struct pack_words cited = pack_cite(d->a, p, c);
	struct str *rule = NEW_ARRAY(d->a, struct str, c->nrules + 1);
	struct clause_view v = {
		.pack = V_TEXT(p->id), .clause = V_TEXT(c->id),
		.title = V_TEXT(cited.zh), .en = listed_text(cited.en),
		.examples = V_INT((int64_t)c->nexamples),
		.reason = listed_text(c->none.zh),
		.en_reason = listed_text(c->none.en),
	};
	size_t n = 0;
	int cover = 2;

	if (rule == NULL)
		return note_memory(note);
	for (size_t i = 0; i < p->nrules && n < c->nrules; i++)
		if (p->rules[i].clause == c)
			rule[n++] = p->rules[i].id;
	if (n > 0)
		cover = 0;
	else if (c->none.zh.n > 0)
		cover = 1;
	v.cover = (struct value)V_TEXT(str_of(covers[cover].word));
	v.rules = listed_texts(d->a, rule, n);
	return listed_put(l, VALUES(&v), note);
}

static enum err
coverage(struct desk *d, struct note *note)
{
	struct listed *l = NULL;
	enum err r;

	if ((r = desk_name_all(d, 0, note)) != ERR_OK ||
	    (r = desk_fill(d, d->today, note)) != ERR_OK ||
	    (r = desk_read(d, note)) != ERR_OK ||
	    (r = listed_begin(d->c, &clause_fields, &l, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < d->named; i++) {
		const struct pack *p = d->shelf->t[i].pack;

		for (size_t j = 0; j < p->nclauses && r == ERR_OK; j++)
			r = clause_list(d, l, p, &p->clauses[j], note);
	}
	return listed_end(l, r, note);
}

enum err
rulebook_cmd_coverage(struct cmd *c, struct note *note)
{
	return desk_run(c, coverage, note);
}
