/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "core/config.h"
#include "core/signer.h"
#include "house/backup.h"
#include "house/doctor.h"
#include "test/lib/app.h"

static const struct actor who = { .face = { "console", 7 } };

/* What was found under one heading. */
struct heard {
	const char	*what;
	enum health	 health;
	int		 n;
	struct note	 note;
};

static enum err
hear(void *arg, const struct finding *f, struct note *note)
{
	struct heard *h = arg;

	(void)note;
	h->n++;
	if (strcmp(f->what, h->what) == 0) {
		h->health = f->health;
		h->note = f->note;
	}
	return ERR_OK;
}

static struct heard
asked(struct test_app *ta, const char *what, enum health *worst)
{
	struct heard h = { .what = what, .health = HEALTH_FINE };

	CHECK_OK(doctor(&ta->o, ta->t->a, hear, &h, worst, &ta->t->note),
	    &ta->t->note);
	CHECK(h.n > 0);
	return h;
}

BOTH("a new store is sound, but has no backup and no place for checkpoints")
{
	struct test_app ta;
	enum health worst;

	app_make(&ta, t, &test_house);
	CHECK_INT(asked(&ta, "Store", &worst).health, HEALTH_FINE);
	CHECK_INT(asked(&ta, "Ledger", &worst).health, HEALTH_FINE);
	CHECK_INT(asked(&ta, "Checkpoint key", &worst).health, HEALTH_FINE);
	CHECK_INT(asked(&ta, "Backup", &worst).health, HEALTH_LOOK);
	CHECK_INT(asked(&ta, "Checkpoints", &worst).health, HEALTH_LOOK);
	CHECK_INT(worst, HEALTH_LOOK);
	app_end(&ta);
}

BOTH("after a backup the doctor knows when and where")
{
	const struct backup_watch nobody = { 0 };
	const char *folder = test_path(t->a, t->postgres ? "kept-p" : "kept-s");
	struct backup_report report;
	struct test_app ta;
	enum health worst;

	app_make(&ta, t, &test_house);
	CHECK_OK(backup_make(ta.app, &who, folder, &nobody, &report,
	    &t->note), &t->note);
	CHECK_INT(asked(&ta, "Backup", &worst).health, HEALTH_FINE);
	ta.clock.now += INT64_C(8) * 24 * 3600 * 1000;
	CHECK_INT(asked(&ta, "Backup", &worst).health, HEALTH_LOOK);
	app_end(&ta);
}

BOTH("a key that is away is broken, one that others can read worth a look")
{
	struct test_app ta;
	const char *path;
	enum health worst;

	app_make(&ta, t, &test_house);
	path = signer_key_path(t->a, &t->place);
	CHECK_INT(chmod(path, 0644), 0);
	CHECK_INT(asked(&ta, "Checkpoint key", &worst).health, HEALTH_LOOK);
	CHECK_INT(unlink(path), 0);
	CHECK_INT(asked(&ta, "Checkpoint key", &worst).health,
	    HEALTH_BROKEN);
	CHECK_INT(worst, HEALTH_BROKEN);
	app_end(&ta);
}

BOTH("a clock that runs behind the ledger is worth a look")
{
	struct test_app ta;
	enum health worst;

	app_make(&ta, t, &test_house);
	ta.clock.now -= 3600 * 1000;
	CHECK_INT(asked(&ta, "Ledger", &worst).health, HEALTH_LOOK);
	app_end(&ta);
}

TEST("a store that is not there is one finding, which says so")
{
	struct test_place t = { .a = arena_new() };
	struct test_clock clock = { 0 };
	struct heard h = { .what = "Store" };
	struct app_options o = { .store = test_path(t.a, "nowhere.anze"),
	    .house = &test_house, .clock = test_timesource(&clock) };
	enum health worst;

	CHECK_OK(doctor(&o, t.a, hear, &h, &worst, &t.note), &t.note);
	CHECK_INT(h.n, 1);
	CHECK_INT(h.health, HEALTH_BROKEN);
	CHECK_INT(h.note.err, ERR_NOTFOUND);
	arena_free(t.a);
}
