/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>

#include "base/file.h"
#include "base/zone.h"
#include "core/config.h"
#include "core/signer.h"
#include "test/lib/app.h"

BOTH("a new store has one entry, which names its origin and its key")
{
	struct test_app ta;
	const struct vkey *keys;
	struct str origin;
	int64_t size;
	size_t n;

	app_make(&ta, t, &test_house);
	CHECK_OK(ledger_size(ta.app->read, &size, &t->note), &t->note);
	CHECK_INT(size, 1);
	CHECK_OK(signer_origin(ta.app->read, t->a, &origin, &t->note),
	    &t->note);
	CHECK_STR(origin, "anze/test");
	CHECK_OK(signer_vkeys(ta.app->read, t->a, &keys, &n, &t->note),
	    &t->note);
	CHECK_INT(n, 1);
	CHECK(str_eq(keys[0].name, origin));
	app_sound(&ta);
	app_end(&ta);
}

BOTH("a store that is there is not made again")
{
	struct test_app ta;

	app_make(&ta, t, &test_house);
	CHECK_ERR(app_init(&ta.o, NULL, &t->note), ERR_EXISTS, &t->note);
	app_end(&ta);
}

BOTH("the key file can be read by its owner alone")
{
	struct test_app ta;
	struct str text;
	struct stat sb;
	const char *path;

	app_make(&ta, t, &test_house);
	path = signer_key_path(t->a, &ta.app->place);
	CHECK(file_exists(path));
	CHECK_OK(file_read(t->a, path, 65536, &text, &t->note), &t->note);
	CHECK(str_starts(text, "anze/test\n"));
	CHECK_INT(stat(path, &sb), 0);
	CHECK_INT(sb.st_mode & 0777, 0600);
	app_end(&ta);
}

BOTH("nobody but the console may act before there are accounts")
{
	const struct actor web = { .face = S("web") };
	const struct actor console = { .face = S("console") };
	struct test_app ta;

	app_make(&ta, t, &test_house);
	CHECK_OK(app_may(ta.app, &console, "config.set", KEY_NONE, &t->note),
	    &t->note);
	CHECK_ERR(app_may(ta.app, &web, "config.set", KEY_NONE, &t->note),
	    ERR_DENIED, &t->note);
	app_end(&ta);
}

BOTH("the zone of the house is Beijing's until it is set")
{
	const struct actor who = { .face = S("console") };
	struct test_app ta;

	app_make(&ta, t, &test_house);
	CHECK_STR(str_of(zone_name(ta.app->zone)), "Asia/Shanghai");
	CHECK_OK(config_set(ta.app, &who, config_find(S("zone")),
	    S("Europe/Paris"), &t->note), &t->note);
	app_again(&ta, APP_READ);
	CHECK_STR(str_of(zone_name(ta.app->zone)), "Europe/Paris");
	app_end(&ta);
}
