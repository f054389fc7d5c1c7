/* SPDX-License-Identifier: Apache-2.0 */
#include "core/config.h"
#include "test/lib/app.h"

static const struct actor who = { .face = { "console", 7 } };

static struct str
got(struct test_app *ta, const char *name)
{
	struct str value = S("");

	CHECK_OK(config_get(ta->app->read, ta->t->a,
	    config_find(str_of(name)), &value, &ta->t->note), &ta->t->note);
	return value;
}

BOTH("a setting has its first value until it is set, then the last one")
{
	const struct setting *s = config_find(S("name"));
	struct test_app ta;

	app_make(&ta, t, &test_house);
	CHECK_STR(got(&ta, "name"), "");
	CHECK_OK(config_set(ta.app, &who, s, S("某市网信办"), &t->note),
	    &t->note);
	CHECK_OK(config_set(ta.app, &who, s, S("某县网信办"), &t->note),
	    &t->note);
	CHECK_STR(got(&ta, "name"), "某县网信办");
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a zone that does not exist and a path that is not whole are refused")
{
	struct test_app ta;
	int64_t size;

	app_make(&ta, t, &test_house);
	CHECK(config_set(ta.app, &who, config_find(S("zone")),
	    S("Mars/Olympus"), &t->note) != ERR_OK);
	CHECK(t->note.msg != NULL);
	note_clear(&t->note);
	CHECK_ERR(config_set(ta.app, &who, config_find(S("checkpoint.folder")),
	    S("here"), &t->note), ERR_INVALID, &t->note);
	CHECK_OK(ledger_size(ta.app->read, &size, NULL), NULL);
	CHECK_INT(size, 1);
	app_end(&ta);
}

BOTH("a value that is no text is refused")
{
	struct test_app ta;

	app_make(&ta, t, &test_house);
	CHECK_ERR(config_set(ta.app, &who, config_find(S("name")),
	    S("a\xff"), &t->note), ERR_INVALID, &t->note);
	note_clear(&t->note);
	CHECK_ERR(config_set(ta.app, &who, config_find(S("name")),
	    S("a\x07"), &t->note), ERR_INVALID, &t->note);
	app_end(&ta);
}

TEST("a setting that does not exist is not found")
{
	CHECK(config_find(S("colour")) == NULL);
	CHECK(config_find(S("zone")) != NULL);
}
