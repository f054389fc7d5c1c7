/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "base/file.h"
#include "core/expunge.h"
#include "core/maintain.h"
#include "core/signer.h"
#include "house/backup.h"
#include "ledger/blob.h"
#include "test/lib/app.h"

static const struct actor who = { .face = { "console", 7 } };
static const struct backup_watch nobody = { 0 };

static unsigned folders;

static const char *
folder_new(struct test_place *t)
{
	return test_path(t->a, str_fmt(t->a, "backup%u", ++folders).p);
}

/* Another place of the same kind of database as ${t}'s. */
static struct test_app
elsewhere(const struct test_app *ta, struct test_place *other, bool postgres)
{
	struct test_app to = *ta;

	*other = (struct test_place){ .a = ta->t->a, .postgres = postgres };
	to.t = other;
	to.app = NULL;
	to.o.store = postgres ? pg_database(other->a) : test_path(other->a,
	    str_fmt(other->a, "restored%u", ++folders).p);
	to.o.files = test_path(other->a, str_fmt(other->a, "files-r%u",
	    folders++).p);
	other->place = (struct place){ to.o.store, to.o.files, postgres };
	return to;
}

static struct restore_report
restored(struct test_app *to, const struct restore *what)
{
	struct restore_report report = { .missing = -9 };

	CHECK_OK(backup_restore(&to->o, &who, what, &nobody, to->t->a, &report,
	    &to->t->note), &to->t->note);
	app_again(to, APP_WRITE);
	return report;
}

static void
backed_up(struct test_app *ta, const char *folder)
{
	struct backup_report report;

	CHECK_OK(backup_make(ta->app, &who, folder, &nobody, &report,
	    &ta->t->note), &ta->t->note);
}

BOTH("a backup restored says what the store said, in another epoch")
{
	const char *folder = folder_new(t);
	struct restore what = { .dir = folder };
	struct restore_report report;
	struct test_place other;
	struct test_app ta, to;
	struct str text;

	app_make(&ta, t, &test_house);
	(void)app_say(&ta, "before the backup");
	backed_up(&ta, folder);
	to = elsewhere(&ta, &other, t->postgres);
	report = restored(&to, &what);
	CHECK_INT(report.entries, 2);
	CHECK_INT(report.missing, -1);
	CHECK_STR(report.origin, "anze/test/e2");
	app_sound(&to);
	/* The restored store goes on. */
	CHECK_INT(app_say(&to, "after the restore"), 4);
	CHECK_OK(checkpoint_make(to.app, t->a, &text, &t->note), &t->note);
	app_sound(&to);
	app_end(&to);
	app_end(&ta);
}

BOTH("a backup goes into the other kind of database with the same digests")
{
	const char *folder = folder_new(t);
	struct restore what = { .dir = folder };
	struct test_place other;
	struct test_app ta, to;
	char before[65], after[65];

	if (pg_server() == NULL)
		SKIP("no PostgreSQL; script/with-postgres brings one");
	app_make(&ta, t, &test_house);
	(void)app_say(&ta, "moved");
	(void)app_say(&ta, "house");
	backed_up(&ta, folder);
	to = elsewhere(&ta, &other, !t->postgres);
	(void)restored(&to, &what);
	app_digest(&to, before);
	{
		struct test_place third;
		struct test_app back;

		backed_up(&to, folder_new(t));
		what.dir = str_fmt(t->a, "%s/backup%u", test_folder(),
		    folders).p;
		back = elsewhere(&to, &third, t->postgres);
		(void)restored(&back, &what);
		app_sound(&back);
		app_end(&back);
	}
	app_sound(&to);
	app_digest(&to, after);
	CHECK(strcmp(before, after) != 0);	/* it recorded its backup */
	app_end(&to);
	app_end(&ta);
}

/* A file that the store keeps, and its hash. */
static struct hash
file_kept(struct test_app *ta)
{
	struct test_place *t = ta->t;
	struct store *st;
	struct hash hash;
	int64_t size;
	int fds[2];

	CHECK_INT(pipe(fds), 0);
	CHECK_INT(write(fds[1], "a document", 10), 10);
	(void)close(fds[1]);
	CHECK_OK(blob_put(t->place.files, fds[0], &hash, &size, &t->note),
	    &t->note);
	(void)close(fds[0]);
	st = pg_open(t, STORE_WRITE);
	CHECK_OK(store_begin(st, &t->note), &t->note);
	CHECK_OK(blob_keep(st, &hash, size, KEY_NONE, &t->note), &t->note);
	CHECK_OK(store_commit(st, &t->note), &t->note);
	store_close(st);
	return hash;
}

BOTH("files come back too")
{
	const char *folder = folder_new(t);
	struct restore what = { .dir = folder };
	struct test_place other;
	struct test_app ta, to;
	struct hash hash;

	app_make(&ta, t, &test_house);
	hash = file_kept(&ta);
	backed_up(&ta, folder);
	to = elsewhere(&ta, &other, t->postgres);
	CHECK_INT(restored(&to, &what).files, 1);
	CHECK(file_exists(blob_path(t->a, other.place.files, &hash)));
	app_sound(&to);
	app_end(&to);
	app_end(&ta);
}

BOTH("a backup whose file is missing or was changed is not restored")
{
	const char *folder = folder_new(t), *path;
	struct restore what = { .dir = folder };
	struct restore_report report;
	struct test_place other;
	struct test_app ta, to;
	struct hash hash;

	app_make(&ta, t, &test_house);
	hash = file_kept(&ta);
	backed_up(&ta, folder);
	path = blob_path(t->a, str_fmt(t->a, "%s/store.anze.d", folder).p,
	    &hash);
	to = elsewhere(&ta, &other, t->postgres);
	CHECK_OK(file_write(path, S("a document!"), 0600, &t->note), &t->note);
	CHECK_ERR(backup_restore(&to.o, &who, &what, &nobody, t->a, &report,
	    &t->note), ERR_CORRUPT, &t->note);
	note_clear(&t->note);
	CHECK_INT(unlink(path), 0);
	CHECK_ERR(backup_restore(&to.o, &who, &what, &nobody, t->a, &report,
	    &t->note), ERR_CORRUPT, &t->note);
	app_end(&ta);
}

BOTH("a file that was removed leaves the backup, and if not, does no harm")
{
	struct expunge x = { .document = S("no. 8"), .nfiles = 1,
	    .approved_by = { S("a"), S("b") } };
	const char *folder = folder_new(t), *path;
	struct restore what = { .dir = folder };
	struct test_place other;
	struct test_app ta, to;
	struct hash hash;

	app_make(&ta, t, &test_house);
	hash = file_kept(&ta);
	x.files = &hash;
	backed_up(&ta, folder);
	path = blob_path(t->a, str_fmt(t->a, "%s/store.anze.d", folder).p,
	    &hash);
	CHECK(file_exists(path));
	CHECK_OK(expunge(ta.app, &who, &x, &t->note), &t->note);
	backed_up(&ta, folder);
	CHECK(!file_exists(path));
	/* As it lies there when the backup was killed right before. */
	CHECK_OK(file_write(path, S("a document"), 0600, &t->note), &t->note);
	to = elsewhere(&ta, &other, t->postgres);
	CHECK_INT(restored(&to, &what).files, 0);
	app_sound(&to);
	app_end(&to);
	app_end(&ta);
}

BOTH("a checkpoint held elsewhere tells how many entries are lost")
{
	const char *folder = folder_new(t), *held;
	struct restore what = { .dir = folder };
	struct test_place other;
	struct test_app ta, to;
	struct event ev;
	struct str text;

	app_make(&ta, t, &test_house);
	backed_up(&ta, folder);
	(void)app_say(&ta, "lost");
	(void)app_say(&ta, "lost too");
	CHECK_OK(checkpoint_make(ta.app, t->a, &text, &t->note), &t->note);
	what.against = held = test_path(t->a, str_fmt(t->a, "held%u",
	    ++folders).p);
	CHECK_OK(file_write(held, text, 0600, &t->note), &t->note);
	to = elsewhere(&ta, &other, t->postgres);
	/* The backup has one entry, the checkpoint four: the record of the
	 * backup itself came after it. */
	CHECK_INT(restored(&to, &what).missing, 3);
	CHECK_OK(ledger_event(to.app->read, t->a, to.app->events, 1, &ev,
	    &t->note), &t->note);
	CHECK_STR(str_of(ev.type->kind), "ledger.begun");
	CHECK_INT(ev.data[4].num, 3);
	app_sound(&to);
	app_end(&to);
	app_end(&ta);
}

BOTH("the old key goes on where nothing is lost, and nowhere else")
{
	const char *folder = folder_new(t);
	struct restore what = { .dir = folder };
	struct restore_report report;
	struct test_place other;
	struct test_app ta, to;

	app_make(&ta, t, &test_house);
	backed_up(&ta, folder);
	to = elsewhere(&ta, &other, t->postgres);
	what.key = signer_key_path(t->a, &t->place);
	CHECK_ERR(backup_restore(&to.o, &who, &what, &nobody, t->a, &report,
	    &t->note), ERR_CONFLICT, &t->note);
	note_clear(&t->note);
	to = elsewhere(&ta, &other, t->postgres);
	what.against = str_fmt(t->a, "%s/checkpoint", folder).p;
	report = restored(&to, &what);
	CHECK_INT(report.missing, 0);
	CHECK_STR(report.origin, "anze/test");
	app_sound(&to);
	app_end(&to);
	app_end(&ta);
}

BOTH("a text that was removed after the backup is removed again")
{
	struct expunge x = { .document = S("no. 7"),
	    .approved_by = { S("a"), S("b") } };
	const char *folder = folder_new(t);
	struct restore what = { .dir = folder };
	struct test_place other;
	struct test_app ta, to;
	int64_t seq;

	app_make(&ta, t, &test_house);
	seq = app_say(&ta, "spill");
	backed_up(&ta, folder);
	CHECK_OK(expunge_keys(ta.app->read, t->a, seq, &x.texts, &x.ntexts,
	    &t->note), &t->note);
	CHECK_OK(expunge(ta.app, &who, &x, &t->note), &t->note);
	what.expunged = str_fmt(t->a, "%s/expunged.list", t->place.files).p;
	to = elsewhere(&ta, &other, t->postgres);
	CHECK_INT(restored(&to, &what).expunged, 1);
	app_sound(&to);
	app_end(&to);
	app_end(&ta);
}

BOTH("a later backup takes the place of an earlier one of the same store")
{
	const char *folder = folder_new(t);
	struct restore what = { .dir = folder };
	struct test_place other;
	struct test_app ta, to;

	app_make(&ta, t, &test_house);
	backed_up(&ta, folder);
	(void)app_say(&ta, "later");
	backed_up(&ta, folder);
	to = elsewhere(&ta, &other, t->postgres);
	CHECK_INT(restored(&to, &what).entries, 3);
	app_end(&to);
	app_end(&ta);
}

BOTH("a folder with something else in it is left alone")
{
	const char *folder = folder_new(t);
	struct backup_report report;
	struct test_app ta;

	app_make(&ta, t, &test_house);
	CHECK_OK(file_folder(folder, &t->note), &t->note);
	CHECK_OK(file_write(str_fmt(t->a, "%s/store.anze", folder).p,
	    S("mine"), 0600, &t->note), &t->note);
	CHECK_ERR(backup_make(ta.app, &who, folder, &nobody, &report,
	    &t->note), ERR_EXISTS, &t->note);
	app_end(&ta);
}

BOTH("a backup that was edited is not restored")
{
	const char *folder = folder_new(t);
	struct restore what = { .dir = folder };
	struct test_place other, copy = { .a = t->a };
	struct restore_report report;
	struct test_app ta, to;
	struct store *st;

	app_make(&ta, t, &test_house);
	(void)app_say(&ta, "true");
	backed_up(&ta, folder);
	CHECK_OK(place_parse(t->a, str_fmt(t->a, "%s/store.anze", folder).p,
	    NULL, &copy.place, &t->note), &t->note);
	st = pg_open(&copy, STORE_WRITE);
	CHECK_OK(store_exec(st, "UPDATE vault SET text = 'false'", &t->note),
	    &t->note);
	store_close(st);
	to = elsewhere(&ta, &other, t->postgres);
	CHECK_ERR(backup_restore(&to.o, &who, &what, &nobody, t->a, &report,
	    &t->note), ERR_CORRUPT, &t->note);
	CHECK(!file_exists(to.o.store));
	app_end(&ta);
}

BOTH("a store is not restored over another")
{
	const char *folder = folder_new(t);
	struct restore what = { .dir = folder };
	struct restore_report report;
	struct test_app ta;

	app_make(&ta, t, &test_house);
	backed_up(&ta, folder);
	CHECK_ERR(backup_restore(&ta.o, &who, &what, &nobody, t->a, &report,
	    &t->note), ERR_EXISTS, &t->note);
	app_end(&ta);
}
