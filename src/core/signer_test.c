/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "core/config.h"
#include "core/outbox.h"
#include "core/signer.h"
#include "test/lib/app.h"

static const struct actor who = { .face = { "console", 7 } };

static struct checkpoint
checked(struct test_app *ta, struct str note_bytes)
{
	struct note *note = &ta->t->note;
	const struct vkey *keys;
	struct checkpoint cp = { .size = 0 };
	struct str text;
	unsigned mask = 0;
	size_t n;

	CHECK_OK(signer_vkeys(ta->app->read, ta->t->a, &keys, &n, note), note);
	CHECK_OK(snote_open(ta->t->a, note_bytes, keys, n, &text, &mask, note),
	    note);
	CHECK(mask != 0);
	CHECK_OK(checkpoint_parse(text, &cp, note), note);
	return cp;
}

BOTH("a checkpoint is signed by the ledger's key and covers all entries")
{
	struct test_app ta;
	struct checkpoint cp;
	struct str made;

	app_make(&ta, t, &test_house);
	CHECK_OK(checkpoint_make(ta.app, t->a, &made, &t->note), &t->note);
	cp = checked(&ta, made);
	CHECK_INT(cp.size, 1);
	CHECK_STR(cp.origin, "anze/test");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("nothing appended, no other checkpoint")
{
	struct test_app ta;
	struct str first, second;

	app_make(&ta, t, &test_house);
	CHECK_OK(checkpoint_make(ta.app, t->a, &first, &t->note), &t->note);
	ta.clock.now += 60000;
	CHECK_OK(checkpoint_make(ta.app, t->a, &second, &t->note), &t->note);
	CHECK(str_eq(first, second));
	app_end(&ta);
}

BOTH("after a rotation new checkpoints carry the new key, old ones still count")
{
	struct test_app ta;
	const struct vkey *keys;
	struct str before, after;
	size_t n;

	app_make(&ta, t, &test_house);
	CHECK_OK(checkpoint_make(ta.app, t->a, &before, &t->note), &t->note);
	CHECK_OK(signer_rotate(ta.app, &who, &t->note), &t->note);
	CHECK_OK(checkpoint_make(ta.app, t->a, &after, &t->note), &t->note);
	CHECK_OK(signer_vkeys(ta.app->read, t->a, &keys, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 2);
	CHECK_INT(checked(&ta, before).size, 1);
	CHECK_INT(checked(&ta, after).size, 2);
	CHECK(snote_open(t->a, after, keys, 1, &before, &(unsigned){ 0 },
	    NULL) != ERR_OK);
	app_sound(&ta);
	app_end(&ta);
}

BOTH("the checkpoint goes to the folder that is configured, after the commit")
{
	struct test_app ta;
	const char *folder = test_path(t->a, "outside");
	struct str made, kept;
	int64_t n = 0;

	app_make(&ta, t, &test_house);
	CHECK_OK(file_folder(folder, &t->note), &t->note);
	CHECK_OK(config_set(ta.app, &who, config_find(S("checkpoint.folder")),
	    str_of(folder), &t->note), &t->note);
	CHECK_OK(checkpoint_make(ta.app, t->a, &made, &t->note), &t->note);
	CHECK_OK(outbox_run(ta.app, &n, &t->note), &t->note);
	CHECK_INT(n, 1);
	CHECK_OK(file_read(t->a, str_fmt(t->a, "%s/checkpoint", folder).p,
	    65536, &kept, &t->note), &t->note);
	CHECK(str_eq(made, kept));
	CHECK(file_exists(str_fmt(t->a, "%s/checkpoint-2", folder).p));
	app_end(&ta);
}

BOTH("a folder that is away makes the checkpoint wait, not fail")
{
	struct test_app ta;
	const char *folder = test_path(t->a, t->postgres ? "away-pg" : "away");
	struct str made;
	int64_t states[JOB_STATE__MAX], n;

	app_make(&ta, t, &test_house);
	CHECK_OK(config_set(ta.app, &who, config_find(S("checkpoint.folder")),
	    str_of(folder), &t->note), &t->note);
	CHECK_OK(checkpoint_make(ta.app, t->a, &made, &t->note), &t->note);
	CHECK_OK(outbox_run(ta.app, &n, &t->note), &t->note);
	CHECK_OK(job_count(ta.app->read, states, &t->note), &t->note);
	CHECK_INT(states[JOB_WAITING], 1);
	CHECK_OK(file_folder(folder, &t->note), &t->note);
	ta.clock.now += 3600 * 1000;
	CHECK_OK(outbox_run(ta.app, &n, &t->note), &t->note);
	CHECK_OK(job_count(ta.app->read, states, &t->note), &t->note);
	CHECK_INT(states[JOB_DONE], 1);
	CHECK(file_exists(str_fmt(t->a, "%s/checkpoint", folder).p));
	app_end(&ta);
}
