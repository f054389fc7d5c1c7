/* SPDX-License-Identifier: Apache-2.0 */
#include "base/note.h"

#include "base/utf8.h"
#include "test/lib/test.h"

/* ${n} bytes, each character ${c}. */
static struct str
many(struct buf *b, const char *c, size_t n)
{
	buf_empty(b);
	while (b->n < n)
		buf_text(b, c);
	return buf_view(b);
}

TEST("a note carries the error, the message and copies of its arguments")
{
	struct note note = NOTE_INIT;
	char code[] = "110000";

	CHECK_INT(NOTE(&note, ERR_NOTFOUND, M("No {code} of {kind}; {n}."),
	    A_CSTR("code", code), A_WORD("kind", "regions"), A_INT("n", -3),
	    A_DAY("day", 20000), A_MOMENT("at", 5)), ERR_NOTFOUND);
	memset(code, 'x', sizeof code - 1);
	CHECK_INT(note.err, ERR_NOTFOUND);
	CHECK_STR(str_of(note.msg), "No {code} of {kind}; {n}.");
	CHECK_STR(str_of(note.args[0].name), "code");
	CHECK_INT(note.args[0].kind, ARG_TEXT);
	CHECK_STR(note.args[0].text, "110000");
	CHECK_INT(note.args[0].text.p[6], 0);
	CHECK_INT(note.args[1].kind, ARG_WORD);
	CHECK_STR(note.args[1].text, "regions");
	CHECK_INT(note.args[2].num, -3);
	CHECK_INT(note.args[3].num, 20000);
	CHECK_INT(note.args[4].kind, ARG_MOMENT);
	CHECK_INT(note.args[5].kind, ARG_NONE);
}

TEST("the first failure is kept, until it is cleared")
{
	struct note note = NOTE_INIT;

	CHECK_INT(NOTE(&note, ERR_IO, M("first {n}"), A_INT("n", 1)), ERR_IO);
	CHECK_INT(NOTE(&note, ERR_BUSY, M("second")), ERR_BUSY);
	CHECK_INT(note.err, ERR_IO);
	CHECK_STR(str_of(note.msg), "first {n}");
	note_clear(&note);
	CHECK_INT(note.err, ERR_OK);
	CHECK(note.msg == NULL);
	CHECK_INT(note.args[0].kind, ARG_NONE);
	CHECK_INT(NOTE(&note, ERR_BUSY, M("second")), ERR_BUSY);
	CHECK_INT(note.err, ERR_BUSY);
	CHECK_INT(note.args[0].kind, ARG_NONE);
}

TEST("nobody need listen")
{
	CHECK_INT(NOTE(NULL, ERR_FULL, M("full")), ERR_FULL);
	CHECK_INT(note_memory(NULL), ERR_MEMORY);
	note_where(NULL, (struct where){ .line = 1 });
	note_clear(NULL);
	note_copy(NULL, &(struct note)NOTE_INIT);
}

TEST("a long text is cut between characters and ends in an ellipsis")
{
	struct buf b = BUF_INIT;

	for (size_t before = 0; before < 3; before++) {
		struct note note = NOTE_INIT;
		struct str got;

		(void)many(&b, "中", 900);
		memmove(b.p + before, b.p, b.n - before);
		memset(b.p, 'x', before);
		b.n -= (b.n - before) % 3;
		(void)NOTE(&note, ERR_IO, M("{t}"), A_TEXT("t",
		    buf_view(&b)));
		got = note.args[0].text;
		CHECK(utf8_ok(got));
		CHECK(str_ends(got, "…"));
		CHECK(got.n <= NOTE_TEXT_MAX + 3);
		CHECK(got.n > NOTE_TEXT_MAX - 3);
		CHECK_INT(got.p[got.n], 0);
	}
	buf_free(&b);
}

TEST("a text of the most bytes is kept whole")
{
	struct note note = NOTE_INIT;
	struct buf b = BUF_INIT;

	(void)NOTE(&note, ERR_IO, M("{t}"), A_TEXT("t", many(&b, "x",
	    NOTE_TEXT_MAX)));
	CHECK(str_eq(note.args[0].text, buf_view(&b)));
	buf_free(&b);
}

TEST("all texts together stay within the note")
{
	struct note note = NOTE_INIT;
	struct buf b = BUF_INIT;
	struct str t = many(&b, "y", 1000);

	(void)NOTE(&note, ERR_IO, M("{a}"), A_TEXT("a", t), A_TEXT("b", t),
	    A_TEXT("c", t), A_TEXT("d", t), A_TEXT("e", t), A_TEXT("f", t),
	    A_TEXT("g", t), A_INT("h", 8));
	CHECK(note.used <= NOTE_BYTES_MAX);
	for (size_t i = 0; i < 7; i++) {
		struct str got = note.args[i].text;

		CHECK(got.n <= NOTE_TEXT_MAX + 3);
		CHECK_INT(got.p[got.n], 0);
		CHECK(i > 2 || got.n > 0);
	}
	CHECK_INT(note.args[7].num, 8);
	buf_free(&b);
}

TEST("arguments beyond the most are left out")
{
	struct note note = NOTE_INIT;
	struct arg args[NOTE_ARGS_MAX + 3] = { 0 };

	for (int i = 0; i < NOTE_ARGS_MAX + 2; i++)
		args[i] = (struct arg)A_INT("n", i);
	(void)note_set(&note, ERR_IO, "x", args);
	CHECK_INT(note.args[NOTE_ARGS_MAX - 1].num, NOTE_ARGS_MAX - 1);
	CHECK_INT(note.args[NOTE_ARGS_MAX].kind, ARG_NONE);
}

TEST("where it was is told part by part, the first word counting")
{
	struct note note = NOTE_INIT;

	(void)NOTE(&note, ERR_INVALID, M("bad"));
	note_where(&note, (struct where){ .field = "name", .column = 3 });
	note_where(&note, (struct where){ .field = "code", .row = 9,
	    .line = 12, .column = 5 });
	CHECK_STR(str_of(note.where.field), "name");
	CHECK_INT(note.where.column, 3);
	CHECK_INT(note.where.row, 9);
	CHECK_INT(note.where.line, 12);
	note_clear(&note);
	CHECK(note.where.field == NULL);
	CHECK_INT(note.where.row, 0);
}

TEST("a copy says the same and owns what it says")
{
	struct note from = NOTE_INIT, to = NOTE_INIT;
	struct buf b = BUF_INIT;

	(void)NOTE(&to, ERR_BUSY, M("before"));
	(void)NOTE(&from, ERR_IO, M("{t} {u} {n}"), A_TEXT("t", S("text")),
	    A_TEXT("u", many(&b, "中", 900)), A_INT("n", 4));
	note_where(&from, (struct where){ .row = 2 });
	note_copy(&to, &from);
	CHECK_INT(to.err, ERR_IO);
	CHECK(to.msg == from.msg);
	CHECK(str_eq(to.args[1].text, from.args[1].text));
	note_clear(&from);
	memset(from.bytes, 'z', sizeof from.bytes);
	CHECK_STR(to.args[0].text, "text");
	CHECK(str_ends(to.args[1].text, "…"));
	CHECK_INT(to.args[2].num, 4);
	CHECK_INT(to.where.row, 2);
	note_copy(&to, &(struct note)NOTE_INIT);
	CHECK_INT(to.err, ERR_OK);
	buf_free(&b);
}

TEST("lack of memory has its sentence")
{
	struct note note = NOTE_INIT;

	CHECK_INT(note_memory(&note), ERR_MEMORY);
	CHECK_INT(note.err, ERR_MEMORY);
	CHECK(strstr(note.msg, "memory") != NULL);
}
