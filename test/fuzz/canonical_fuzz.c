/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Canonical JSON: what is read is written again byte for byte, so no two texts
 * mean the same; a cut or a blank more is refused.
 */
#include <assert.h>

#include "base/canonical.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
value_write(struct arena *a, struct canon *c, const struct cjson *j)
{
	if (j->key.p != NULL)
		canon_key(c, str_copy(a, j->key).p);
	switch (j->kind) {
	case CJSON_STR:
		assert(utf8_ok(j->text) && utf8_is_nfc(j->text));
		canon_str(c, j->text);
		break;
	case CJSON_INT:
		canon_int(c, j->num);
		break;
	case CJSON_BOOL:
		assert(j->num == 0 || j->num == 1);
		canon_bool(c, j->num == 1);
		break;
	case CJSON_OBJECT:
		canon_open(c);
		for (const struct cjson *m = j->first; m != NULL; m = m->next) {
			assert(m->key.p != NULL);
			assert(cjson_get(j, str_copy(a, m->key).p) == m);
			value_write(a, c, m);
		}
		canon_close(c);
		break;
	case CJSON_LIST:
		canon_list(c);
		for (const struct cjson *m = j->first; m != NULL; m = m->next) {
			assert(m->key.p == NULL);
			value_write(a, c, m);
		}
		canon_list_end(c);
		break;
	}
}

/* Each value's bytes are canonical by themselves. */
static void
parts_try(struct arena *a, const struct cjson *j)
{
	const struct cjson *again = NULL;

	for (const struct cjson *m = j->first; m != NULL; m = m->next) {
		assert(canon_read(a, m->raw, &again, NULL) == ERR_OK);
		assert(again->kind == m->kind && again->num == m->num &&
		    str_eq(again->text, m->text));
	}
}

/* A whole value is no beginning of another, but for numbers. */
static void
neighbours_try(struct arena *a, struct str in, const struct cjson *j)
{
	const struct cjson *none = NULL;
	struct str spaced = str_fmt(a, "%.*s ", STR_ARG(in));

	assert(canon_read(a, spaced, &none, NULL) != ERR_OK);
	if (j->kind != CJSON_INT)
		assert(canon_read(a, str_part(in, 0, in.n - 1), &none,
		    NULL) != ERR_OK);
	assert(none == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };
	struct note note = NOTE_INIT;
	const struct cjson *j = NULL;
	struct arena *a = arena_new();
	struct buf b = BUF_IN(a);
	struct canon c;

	if (a == NULL)
		return 0;
	if (canon_read(a, in, &j, &note) != ERR_OK) {
		assert(j == NULL && note.err != ERR_OK && note.msg != NULL);
		if (note.err == ERR_INVALID)
			assert(note.args[0].num >= 1 &&
			    note.args[0].num <= (int64_t)size + 1);
	} else {
		canon_start(&c, &b);
		value_write(a, &c, j);
		assert(str_eq(buf_view(&b), in) && str_eq(j->raw, in));
		parts_try(a, j);
		neighbours_try(a, in, j);
	}
	assert(!arena_failed(a));
	arena_free(a);
	return 0;
}
