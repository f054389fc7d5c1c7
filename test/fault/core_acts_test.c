/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of the house's own acts when something fails in them? */
#include "base/file.h"
#include "core/config.h"
#include "core/outbox.h"
#include "core/signer.h"
#include "test/fault/sweep.h"

/* app_init */

static enum err
init_act(struct sweep *s, struct note *note)
{
	return app_init(&s->ta.o, "anze/test", note);
}

/* Is the key in this file the newest that the ledger names? */
static bool
key_named(struct sweep *s, const char *path)
{
	const struct vkey *keys = NULL;
	struct skey *key = NULL;
	struct vkey v = { .id = 0 };
	size_t n = 0;

	MUST_DO(s, skey_read(path, &key, MUST_NOTE));
	MUST_DO(s, skey_vkey(s->a, key, &v, MUST_NOTE));
	skey_free(key);
	MUST_DO(s, signer_vkeys(s->ta.app->read, s->a, &keys, &n, MUST_NOTE));
	return n > 0 && str_eq(keys[n - 1].text, v.text);
}

static void
key_check(struct sweep *s)
{
	MUST(s, key_named(s, signer_key_path(s->a, &s->ta.app->place)));
}

/* Killed before anything was in it, the file is empty; the sentence that says
 * so asks to remove it. */
static void
init_killed(struct sweep *s)
{
	struct note note = NOTE_INIT;
	struct str bytes = S("-");

	if (s->t->postgres || !file_exists(s->t->place.name))
		return;
	MUST_DO(s, file_read(s->a, s->t->place.name, 64 * 1024 * 1024,
	    &bytes, MUST_NOTE));
	if (bytes.n != 0)
		return;
	MUST(s, init_act(s, &note) == ERR_CORRUPT);
	MUST(s, strstr(note.msg, "remove it and run anze init") != NULL);
	sweep_store_remove(s);
}

static const struct trial init_trial = { .entries = 1, .makes = true,
    .act = init_act, .done = key_check, .killed = init_killed };

BOTH("a store is made, or can be made by another try")
{
	sweep(t, &init_trial);
}

BOTH("a store whose making was killed can be made by another try")
{
	sweep_kill(t, &init_trial);
}

/* app_open */

static enum err
open_act(struct sweep *s, struct note *note)
{
	struct app *app = NULL;
	enum err r = app_open(&s->ta.o, &app, note);

	app_close(app);
	return r;
}

BOTH("a store is opened, or can be opened by another try")
{
	static const struct trial what = { .act = open_act };

	sweep(t, &what);
}

/* config_set */

static void
config_prepare(struct sweep *s)
{
	s->text = sweep_name(s, "house ");
}

static enum err
config_act(struct sweep *s, struct note *note)
{
	return config_set(s->ta.app, &sweep_who, config_find(S("name")),
	    s->text, note);
}

static void
config_done(struct sweep *s)
{
	struct str got = S("");

	MUST_DO(s, config_get(s->ta.app->read, s->a, config_find(S("name")),
	    &got, MUST_NOTE));
	MUST(s, str_eq(got, s->text));
}

BOTH("a setting is set or is as it was")
{
	static const struct trial what = { .entries = 1,
	    .prepare = config_prepare, .act = config_act,
	    .done = config_done };

	sweep(t, &what);
}

static enum err
zone_act(struct sweep *s, struct note *note)
{
	return config_set(s->ta.app, &sweep_who, config_find(S("zone")),
	    s->try % 2 == 0 ? S("Europe/Paris") : S("Asia/Shanghai"), note);
}

BOTH("the zone is set or is as it was")
{
	static const struct trial what = { .entries = 1, .act = zone_act };

	sweep(t, &what);
}

/* signer_rotate */

static enum err
rotate_act(struct sweep *s, struct note *note)
{
	return signer_rotate(s->ta.app, &sweep_who, note);
}

/* The newest key may still lie under the name that it had before its event. */
static void
rotate_killed(struct sweep *s)
{
	const char *path = signer_key_path(s->a, &s->ta.app->place);
	const char *next = str_fmt(s->a, "%s.next", path).p;

	if (file_exists(next) && !key_named(s, path))
		MUST(s, key_named(s, next));
	else
		key_check(s);
}

static const struct trial rotate_trial = { .entries = 1, .tail = true,
    .act = rotate_act, .done = key_check, .left = key_check,
    .killed = rotate_killed };

BOTH("a key is changed in the ledger and on the disk, or in neither")
{
	sweep(t, &rotate_trial);
}

BOTH("a change of keys that was killed leaves the key that the ledger names")
{
	sweep_kill(t, &rotate_trial);
}

/* checkpoint_make and outbox_run */

static const char *
outside(const struct sweep *s, const char *name)
{
	return str_fmt(s->a, "%s/outside%s%s", test_folder(),
	    s->t->postgres ? "-pg" : "", name).p;
}

static void
checkpoint_base(struct sweep *s)
{
	MUST_DO(s, file_folder(outside(s, ""), MUST_NOTE));
	MUST_DO(s, config_set(s->ta.app, &sweep_who,
	    config_find(S("checkpoint.folder")), str_of(outside(s, "")),
	    MUST_NOTE));
}

/* Something to sign. */
static void
checkpoint_prepare(struct sweep *s)
{
	s->text = S("");
	MUST_DO(s, config_set(s->ta.app, &sweep_who, config_find(S("name")),
	    sweep_name(s, "house "), MUST_NOTE));
}

static enum err
checkpoint_act(struct sweep *s, struct note *note)
{
	int64_t n = 0;
	enum err r;

	if ((r = checkpoint_make(s->ta.app, s->act, &s->text, note)) != ERR_OK)
		return r;
	return outbox_run(s->ta.app, &n, note);
}

/* A job that failed is no failure of what ran it: it waits for its hour. */
static void
checkpoint_done(struct sweep *s)
{
	struct checkpoint cp = { .size = 0 };
	struct str kept = S(""), last = S("");
	const char *own;
	int64_t n = 0;

	s->ta.clock.now += 3600 * 1000;
	MUST_DO(s, outbox_run(s->ta.app, &n, MUST_NOTE));
	MUST_DO(s, checkpoint_last(s->ta.app->read, s->a, &last, MUST_NOTE));
	MUST(s, str_eq(last, s->text));
	MUST_DO(s, checkpoint_parse(last, &cp, MUST_NOTE));
	MUST(s, (int64_t)cp.size == s->size);
	own = outside(s, str_fmt(s->a, "/checkpoint-%lld",
	    (long long)s->size).p);
	MUST_DO(s, file_read(s->a, own, SNOTE_BYTES_MAX, &kept, MUST_NOTE));
	MUST(s, str_eq(kept, s->text));
	MUST_DO(s, file_read(s->a, outside(s, "/checkpoint"),
	    SNOTE_BYTES_MAX, &kept, MUST_NOTE));
	MUST(s, str_eq(kept, s->text));
}

static const struct trial checkpoint_trial = { .base = checkpoint_base,
    .prepare = checkpoint_prepare, .act = checkpoint_act,
    .done = checkpoint_done };

BOTH("a checkpoint is signed and handed out, now or by another try")
{
	sweep(t, &checkpoint_trial);
}

BOTH("a checkpoint whose making was killed is made by another try")
{
	sweep_kill(t, &checkpoint_trial);
}
