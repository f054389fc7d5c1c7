/* SPDX-License-Identifier: Apache-2.0 */
/* Are the bodies that a pack speaks of of kinds that there are? */
#include "rulebook/rulebook.h"

#include "base/near.h"
#include "body/body.h"

static const struct field kind_field = { .name = "kind",
    .kind = FIELD_CHOICE, .choices = body_kinds };

static struct str
kind_nearest(struct str word)
{
	struct near near;

	near_start(&near, word);
	for (const struct choice *c = body_kinds; c->word != NULL; c++)
		near_try(&near, str_of(c->word));
	return near.found;
}

static struct str
kinds_all(struct arena *a)
{
	struct buf b = BUF_IN(a);

	for (const struct choice *c = body_kinds; c->word != NULL; c++) {
		buf_text(&b, b.n > 0 ? ", " : "");
		buf_text(&b, c->word);
	}
	return buf_view(&b);
}

/* Behind those of earlier lines. */
static void
fault_put(struct pack_faults *to, struct pack_fault *f)
{
	struct pack_fault **at = &to->first;

	while (*at != NULL && (*at)->at.line <= f->at.line)
		at = &(*at)->next;
	f->next = *at;
	*at = f;
	if (f->next == NULL)
		to->last = f;
	to->n++;
	to->errors++;
}

static enum err
kind_check(struct arena *a, struct str word, const char *key,
    struct pack_place at, struct pack_faults *to, struct note *note)
{
	struct pack_fault *f;
	struct str near;

	if (field_choice(&kind_field, word) != NULL)
		return ERR_OK;
	if (to->n >= PACK_FAULTS_MAX) {
		to->more = true;
		return ERR_OK;
	}
	if ((f = NEW(a, struct pack_fault)) == NULL ||
	    (f->note = NEW(a, struct note)) == NULL)
		return note_memory(note);
	f->at = at;
	near = kind_nearest(word);
	if (near.n > 0)
		(void)NOTE(f->note, ERR_INVALID, M("{key}: {word} is no kind "
		    "of body. Is {near} meant?"), A_CSTR("key", key),
		    A_TEXT("word", word), A_TEXT("near", near));
	else
		(void)NOTE(f->note, ERR_INVALID, M("{key}: {word} is no kind "
		    "of body. There are: {kinds}."), A_CSTR("key", key),
		    A_TEXT("word", word), A_TEXT("kinds", kinds_all(a)));
	note_where(f->note, (struct where){ .line = at.line,
	    .column = at.column });
	fault_put(to, f);
	return ERR_OK;
}

static enum err
texts_check(struct arena *a, const struct pack_texts *t, const char *key,
    struct pack_place at, struct pack_faults *to, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < t->n && r == ERR_OK; i++)
		r = kind_check(a, t->t[i], key, at, to, note);
	return r;
}

static enum err
rule_check(struct arena *a, const struct pack_rule *rule,
    struct pack_faults *to, struct note *note)
{
	enum err r = ERR_OK;

	if (rule->kind == PACK_DUTY)
		return texts_check(a, &rule->duty.owed_by, "owed_by", rule->at,
		    to, note);
	for (size_t i = 0; rule->kind == PACK_CLOCK &&
	    rule->clock.to_kind != NULL && i < rule->clock.nto &&
	    r == ERR_OK; i++)
		if (rule->clock.to_kind[i].n > 0)
			r = kind_check(a, rule->clock.to_kind[i], "body",
			    rule->at, to, note);
	if (r != ERR_OK)
		return r;
	if (rule->kind == PACK_ROLE && rule->role.body.n > 0)
		return kind_check(a, rule->role.body, "body", rule->at, to,
		    note);
	return ERR_OK;
}

enum err
rulebook_kinds_check(struct arena *a, const struct pack *p,
    struct pack_faults *faults, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < p->nfacts && r == ERR_OK; i++)
		if (p->facts[i] != NULL && p->facts[i]->of == p)
			r = texts_check(a, &p->facts[i]->asserted_by,
			    "asserted_by", p->facts[i]->at, faults, note);
	for (size_t i = 0; i < p->nrules && r == ERR_OK; i++)
		r = rule_check(a, &p->rules[i], faults, note);
	return r;
}
