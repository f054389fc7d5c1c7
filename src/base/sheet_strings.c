/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sheet_in.h"

#include "base/fault.h"

enum { ROOT, TABLE, STRING, PLAIN, RUN, RUN_TEXT };

/* rPh, how a text is spoken, is none of it. */
static const struct sheet_rule rules[] = {
	{ ROOT, TABLE, false, "sst" },
	{ TABLE, STRING, false, "si" },
	{ STRING, PLAIN, true, "t" },
	{ STRING, RUN, false, "r" },
	{ RUN, RUN_TEXT, true, "t" },
	{ 0, 0, false, NULL }
};

static size_t
string_from(const struct sheet_strings *t)
{
	return t->n == 0 ? 0 : t->ends[t->n - 1];
}

/* A string ends here; the numbers of all that come after depend on it. */
static enum err
string_end(struct sheet_strings *t, struct note *note)
{
	uint32_t *ends;
	size_t room = t->room == 0 ? 1024 : t->room * 2;

	if (t->n == SHEET_STRINGS_MAX || t->bytes.n > SHEET_STRINGS_BYTES_MAX)
		return NOTE(note, ERR_LIMIT, M("The workbook holds more than "
		    "{most} different texts, or more than {bytes} bytes of "
		    "them. Split it, or save it as CSV UTF-8."),
		    A_INT("most", SHEET_STRINGS_MAX),
		    A_INT("bytes", SHEET_STRINGS_BYTES_MAX));
	if (t->n == t->room) {
		ends = fault_hit(FAULT_ALLOC) ? NULL :
		    realloc(t->ends, room * sizeof *ends);
		if (ends == NULL)
			return note_memory(note);
		t->ends = ends;
		t->room = room;
	}
	t->ends[t->n++] = (uint32_t)t->bytes.n;
	return buf_failed(&t->bytes) ? note_memory(note) : ERR_OK;
}

/* Add to the string at hand; what is too long for a cell is cut behind the
 * limit, so that the cell can tell. */
static void
string_put(struct sheet_strings *t, struct str s)
{
	size_t most = string_from(t) + SHEET_CELL_MAX + 1;

	sheet_xml_put(&t->bytes, s);
	if (t->bytes.n > most)
		t->bytes.n = most;
}

enum err
sheet_strings_load(struct sheet_strings *t, struct sheet_part *p,
    struct note *note)
{
	struct sheet_xml *x = NULL;
	enum sheet_event event;
	unsigned state;
	enum err r;

	if ((r = sheet_xml_open(p, rules, &x, note)) != ERR_OK)
		return r;
	for (;;) {
		if ((r = sheet_xml_next(x, &event, &state, note)) != ERR_OK ||
		    event == SHEET_END)
			break;
		if (event != SHEET_LEAVE)
			continue;
		if (state == PLAIN || state == RUN_TEXT)
			string_put(t, sheet_xml_text(x));
		else if (state == STRING &&
		    (r = string_end(t, note)) != ERR_OK)
			break;
	}
	sheet_xml_close(x);
	return r;
}

bool
sheet_strings_get(const struct sheet_strings *t, uint64_t i, struct str *ret)
{
	size_t from;

	if (i >= t->n)
		return false;
	from = i == 0 ? 0 : t->ends[i - 1];
	*ret = str_part(buf_view(&t->bytes), from, t->ends[i]);
	return true;
}

void
sheet_strings_free(struct sheet_strings *t)
{
	buf_free(&t->bytes);
	free(t->ends);
	*t = (struct sheet_strings){ 0 };
}
