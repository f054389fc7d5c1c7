/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8: judged as by taking it apart and putting it together again; NFC as
 * utf8proc has it and the same when done twice; heads and columns agree; what
 * is read from GB18030 is UTF-8.
 */
#include <assert.h>
#include <utf8proc.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	LIBRARY_MAX	= 4096,	/* utf8proc's own way takes the square */
	HEADS		= 8
};

/* The longest beginning that is made of whole characters. */
static size_t
good_bytes(struct arena *a, struct str in)
{
	struct buf b = BUF_IN(a);
	size_t at = 0, good = 0;

	while (at < in.n) {
		size_t from = at;
		int32_t cp = utf8_next(in, &at);

		assert(at > from && at <= from + 4);
		buf_empty(&b);
		utf8_put(&b, cp);
		if (!str_eq(buf_view(&b), str_part(in, from, at)))
			break;
		good = at;
	}
	return good;
}

static void
nfc_try(struct arena *a, struct str in)
{
	struct str once = utf8_nfc(a, in), folded = utf8_fold(a, in);
	utf8proc_uint8_t *want = NULL;
	utf8proc_ssize_t n;

	assert(utf8_ok(once) && utf8_is_nfc(once));
	assert(utf8_is_nfc(in) == str_eq(in, once));
	assert((once.p == in.p) == str_eq(in, once));
	assert(utf8_nfc(a, once).p == once.p);
	assert(utf8_ok(folded) && utf8_is_nfc(folded));
	if (in.n > LIBRARY_MAX)
		return;
	n = utf8proc_map((const utf8proc_uint8_t *)in.p,
	    (utf8proc_ssize_t)in.n, &want, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	assert(n >= 0);
	assert(str_eq(once, (struct str){ (char *)want, (size_t)n }));
	free(want);
}

static void
columns_try(struct str in)
{
	size_t all = utf8_columns(in), count = utf8_count(in);

	assert(count <= in.n && all <= 2 * count);
	assert(str_eq(utf8_head(in, all), in));
	for (size_t n = 0; n <= all && n < HEADS; n++) {
		struct str head = utf8_head(in, n);
		size_t wide = utf8_columns(head);

		assert(utf8_ok(head) && head.p == in.p);
		assert(wide <= n && wide + 2 > (n < all ? n : all));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size }, got;
	struct arena *a = arena_new();
	size_t bad;

	if (a == NULL)
		return 0;
	bad = utf8_bad_at(in);
	assert(bad == good_bytes(a, in));
	assert(utf8_ok(in) == (bad == size));
	(void)utf8_columns(in);
	(void)utf8_has_control(in);
	in = str_part(in, 0, bad);
	assert(utf8_ok(in));
	nfc_try(a, in);
	columns_try(in);
	in = (struct str){ (const char *)data, size };
	if (gb18030_to_utf8(a, in, &got))
		assert(utf8_ok(got));
	assert(!arena_failed(a));
	arena_free(a);
	return 0;
}
