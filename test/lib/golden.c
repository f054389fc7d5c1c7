/* SPDX-License-Identifier: Apache-2.0 */
#include "test/lib/golden.h"

#include "base/file.h"

enum { GOLDEN_MOST = 64 * 1024 };

static struct str
data_written(struct buf *b, const struct fields *fs,
    const struct value *values)
{
	struct note note = NOTE_INIT;
	struct canon c;

	canon_start(&c, b);
	CHECK_OK(fields_encode(fs, values, &c, NULL, NULL, &note), &note);
	return buf_view(b);
}

void
golden_event(const struct event_type *type, const struct value *values)
{
	const struct event_row row = { type, { NULL } };
	const struct event_table table = { .rows = &row, .nrows = 1 };
	struct arena *a = arena_new();
	struct buf again = BUF_INIT, made = BUF_INIT;
	struct note note = NOTE_INIT;
	const struct cjson *entry;
	struct event ev;
	struct str bytes;

	CHECK(a != NULL);
	CHECK_OK(file_read(a, str_fmt(a, "%s/test/golden/event/%s.json",
	    TEST_SOURCE, type->kind).p, GOLDEN_MOST, &bytes, &note), &note);
	bytes = str_trim(bytes);
	CHECK_OK(canon_read(a, bytes, &entry, &note), &note);
	CHECK_OK(event_decode(a, &table, bytes, &ev, &note), &note);
	CHECK(ev.type == type);
	CHECK_INT(ev.seq, 1);
	CHECK_STR(ev.actor.person, "甲");
	CHECK_STR(data_written(&again, type->fields, ev.data),
	    str_copy(a, cjson_get(entry, "data")->raw).p);
	CHECK_STR(data_written(&made, type->fields, values),
	    str_copy(a, cjson_get(entry, "data")->raw).p);
	CHECK_OK(fields_check(type->fields, values, &note), &note);
	buf_free(&again);
	buf_free(&made);
	arena_free(a);
}
