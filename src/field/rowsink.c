/* SPDX-License-Identifier: Apache-2.0 */
/* In which order may a sink be used, and what happens once it failed? */
#include "field/rowsink.h"

/* A sink that failed holds nothing any more. */
static enum err
failed(struct rowsink *s, enum err r)
{
	s->failed = r;
	if (r != ERR_OK)
		rowsink_drop(s);
	return r;
}

enum err
rowsink_begin(struct rowsink *s, const struct fields *fs, struct note *note)
{
	if (s == NULL)
		return note_memory(note);
	s->fields = fs;
	s->rows = 0;
	return failed(s, s->ops->begin(s, fs, note));
}

enum err
rowsink_row(struct rowsink *s, const struct value *values, struct note *note)
{
	if (s->failed == ERR_OK &&
	    failed(s, s->ops->row(s, values, note)) == ERR_OK)
		s->rows++;
	return s->failed;
}

enum err
rowsink_end(struct rowsink *s, struct note *note)
{
	if (s->failed == ERR_OK) {
		s->failed = s->ops->end(s, note);
		rowsink_drop(s);
	}
	return s->failed;
}

void
rowsink_drop(struct rowsink *s)
{
	if (s != NULL && s->ops->drop != NULL)
		s->ops->drop(s);
}
