/* SPDX-License-Identifier: Apache-2.0 */
#include "base/note.h"

static const char ellipsis[] = "\xE2\x80\xA6";

/* Copy ${s} into the note's own bytes, cut between two characters. */
static struct str
note_keep(struct note *note, struct str s)
{
	size_t room = sizeof note->bytes - note->used, n = s.n;
	size_t tail = sizeof ellipsis;	/* with its NUL */
	char *to = note->bytes + note->used;
	bool cut = false;

	if (room <= tail)
		return S("");
	if (n > NOTE_TEXT_MAX || n > room - tail) {
		n = n > NOTE_TEXT_MAX ? NOTE_TEXT_MAX : n;
		n = n > room - tail ? room - tail : n;
		while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
			n--;
		cut = true;
	}
	if (n != 0)
		memcpy(to, s.p, n);
	if (cut) {
		memcpy(to + n, ellipsis, sizeof ellipsis - 1);
		n += sizeof ellipsis - 1;
	}
	to[n] = '\0';
	note->used += n + 1;
	return (struct str){ to, n };
}

enum err
note_set(struct note *note, enum err e, const char *msg, const struct arg *args)
{
	size_t n = 0;

	if (note == NULL || note->err != ERR_OK)
		return e;
	note->err = e;
	note->msg = msg;
	note->used = 0;
	for (; n < NOTE_ARGS_MAX && args[n].kind != ARG_NONE; n++) {
		note->args[n] = args[n];
		if (args[n].kind == ARG_TEXT || args[n].kind == ARG_WORD)
			note->args[n].text = note_keep(note, args[n].text);
	}
	note->args[n] = (struct arg){ 0 };
	return e;
}

void
note_where(struct note *note, struct where where)
{
	if (note == NULL)
		return;
	if (note->where.field == NULL) {
		note->where.field = where.field;
		note->where.label = where.label;
	}
	if (note->where.line == 0)
		note->where.line = where.line;
	if (note->where.row == 0)
		note->where.row = where.row;
	if (note->where.column == 0)
		note->where.column = where.column;
}

void
note_memory_say(struct note *note)
{
	(void)NOTE(note, ERR_MEMORY,
	    M("There is not enough memory for this. Nothing was changed; "
	    "close other programs or give the machine more, and try again."));
}

enum err
note_arena(const struct arena *a, enum err r, struct note *note)
{
	if (!arena_failed(a))
		return r;
	note_clear(note);
	return note_memory(note);
}

void
note_clear(struct note *note)
{
	if (note == NULL)
		return;
	note->err = ERR_OK;
	note->msg = NULL;
	note->args[0] = (struct arg){ 0 };
	note->where = (struct where){ 0 };
	note->used = 0;
}

void
note_copy(struct note *to, const struct note *from)
{
	if (to == NULL)
		return;
	note_clear(to);
	if (from->err != ERR_OK)
		(void)note_set(to, from->err, from->msg, from->args);
	to->where = from->where;
}
