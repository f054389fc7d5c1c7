/* SPDX-License-Identifier: Apache-2.0 */
/*
 * URLs of systems: the one form of a URL is itself a URL of that form, and what is
 * a mere reference number holds no address.
 */
#include <assert.h>

#include "base/utf8.h"
#include "system/system.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
is_within(struct str whole, struct str part)
{
	return part.n == 0 || (part.p >= whole.p &&
	    part.p + part.n <= whole.p + whole.n);
}

static void
url_try(struct arena *a, struct str in)
{
	struct system_url u, again;
	struct str key, url;

	if (system_url_read(in, &u, NULL) != ERR_OK)
		return;
	assert(utf8_ok(u.path) && in.n <= SYSTEM_URL_MAX && u.host.n > 0);
	assert(is_within(in, u.scheme) && is_within(in, u.host) &&
	    is_within(in, u.port) && is_within(in, u.path));
	key = system_url_key(a, &u);
	url = str_fmt(a, "%.*s://%.*s", STR_ARG(u.scheme), STR_ARG(key));
	assert(system_url_read(url, &again, NULL) == ERR_OK);
	assert(again.ip == u.ip);
	assert(str_eq(system_url_key(a, &again), key));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str in = { (const char *)data, size };
	struct arena *a = arena_new();

	if (a == NULL)
		return 0;
	/* A field's text is UTF-8 before anybody reads it. */
	if (utf8_ok(in)) {
		url_try(a, in);
		if (system_is_reference(in))
			assert(utf8_count(in) <= SYSTEM_REFERENCE_MAX &&
			    str_find(in, ':') == in.n);
	}
	arena_free(a);
	return 0;
}
