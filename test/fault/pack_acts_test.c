/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of the acts about rule packs when something fails in them? */
#include "base/file.h"
#include "ledger/blob.h"
#include "rulebook/rulebook_act.h"
#include "test/fault/sweep.h"

enum { DAY_FROM = 20000 };

static struct adoptions
adoptions(struct sweep *s)
{
	struct adoptions all = { NULL, 0, -1 };

	MUST_DO(s, rulebook_adoptions(s->ta.app->read, s->a, &all,
	    MUST_NOTE));
	return all;
}

/* Two packs of the try, which were found good. */
static struct rulebook_adopt *
adopting(struct sweep *s)
{
	struct rulebook_adopt *what = NEW(s->a, struct rulebook_adopt);
	struct adopting *p = NEW_ARRAY(s->a, struct adopting, 2);

	for (int i = 0; i < 2; i++)
		p[i] = (struct adopting){
			.id = str_fmt(s->a, "pack-%d-%d", s->try, i),
			.version = 1, .title = S("规定"), .en = S("Rules"),
			.since = DAY_FROM, .text = str_fmt(s->a,
			    "text %d of try %d", i, s->try),
			.file = S("rules.md") };
	*what = (struct rulebook_adopt){ p, 2, adoptions(s).rev };
	return what;
}

static void
pack_made(struct sweep *s)
{
	MUST_DO(s, rulebook_adopt(s->ta.app, &sweep_who, NULL, adopting(s),
	    NULL, MUST_NOTE));
	s->text = str_fmt(s->a, "pack-%d-0", s->try);
}

/* rulebook_adopt */

static void
adopt_prepare(struct sweep *s)
{
	s->given = adopting(s);
}

static enum err
adopt_act(struct sweep *s, struct note *note)
{
	return rulebook_adopt(s->ta.app, &sweep_who, NULL, s->given, NULL,
	    note);
}

static void
adopt_done(struct sweep *s)
{
	const struct rulebook_adopt *what = s->given;
	const struct adoptions all = adoptions(s);

	for (size_t i = 0; i < what->n; i++) {
		const struct adoption *x = adoption_in_force(&all,
		    what->p[i].id, DAY_FROM);
		struct str text = { NULL, 0 };

		MUST(s, x != NULL && x->retired < 0);
		MUST_DO(s, rulebook_text(s->ta.app->read, s->a, x, &text,
		    MUST_NOTE));
		MUST(s, str_eq(text, what->p[i].text));
	}
}

static const struct trial adopt_trial = { .entries = 2, .grows = true,
    .prepare = adopt_prepare, .act = adopt_act, .done = adopt_done };

BOTH("packs are adopted, all of them or none")
{
	sweep(t, &adopt_trial);
}

BOTH("packs whose adoption was killed are adopted, all of them or none")
{
	sweep_kill(t, &adopt_trial);
}

/* rulebook_attach */

static void
attach_prepare(struct sweep *s)
{
	struct rulebook_attach *what = NEW(s->a, struct rulebook_attach);
	const char *path = test_path(s->a, "official.txt");

	pack_made(s);
	MUST_DO(s, file_write(path, sweep_name(s, "official text "), 0600,
	    MUST_NOTE));
	*what = (struct rulebook_attach){ .id = s->text, .path = path,
	    .source = S("an archive"), .document = sweep_name(s, "no. ") };
	s->given = what;
}

static enum err
attach_act(struct sweep *s, struct note *note)
{
	return rulebook_attach(s->ta.app, &sweep_who, NULL, s->given, NULL,
	    note);
}

static void
attach_done(struct sweep *s)
{
	const struct adoptions all = adoptions(s);
	const struct attachment *list = NULL;
	size_t n = 0;

	MUST_DO(s, rulebook_attachments(s->ta.app->read, s->a,
	    adoption_newest(&all, s->text)->pack, &list, &n, MUST_NOTE));
	MUST(s, n == 1 && file_exists(blob_path(s->a,
	    s->ta.app->place.files, &list[0].hash)));
}

static const struct trial attach_trial = { .entries = 1, .grows = true,
    .prepare = attach_prepare, .act = attach_act, .done = attach_done };

BOTH("an official text is attached or is not")
{
	sweep(t, &attach_trial);
}

/* rulebook_retire */

static void
retire_prepare(struct sweep *s)
{
	struct rulebook_retire *what = NEW(s->a, struct rulebook_retire);

	pack_made(s);
	*what = (struct rulebook_retire){ .id = s->text, .version = 1,
	    .reason = S("why, in words of a person"),
	    .rev = adoptions(s).rev };
	s->given = what;
}

static enum err
retire_act(struct sweep *s, struct note *note)
{
	return rulebook_retire(s->ta.app, &sweep_who, NULL, s->given, NULL,
	    note);
}

static void
retire_done(struct sweep *s)
{
	const struct adoptions all = adoptions(s);

	MUST(s, adoption_newest(&all, s->text) == NULL);
	MUST(s, adoption_of(&all, s->text, 1)->retired >= 0);
}

static const struct trial retire_trial = { .entries = 1, .grows = true,
    .prepare = retire_prepare, .act = retire_act, .done = retire_done };

BOTH("a version is taken back or is not")
{
	sweep(t, &retire_trial);
}
