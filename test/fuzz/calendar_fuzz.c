/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calendars: whatever is read, the questions agree with one another on every
 * day covered, and nothing outside it is ever a working day.
 */
#include <assert.h>

#include "base/calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Counting on from the day before the first one meets each working day. */
static void
days_try(const struct calendar *c, int64_t first, int64_t last)
{
	int worked = 0, n;
	int64_t found;

	for (int64_t d = first; d <= last; d++) {
		enum truth works = calendar_works(c, d);

		assert(works != TRUTH_OPEN);
		if (works == TRUTH_YES) {
			worked++;
			assert(calendar_after(c, first - 1, worked, &found) ==
			    TRUTH_YES && found == d);
		}
		assert(calendar_between(c, first - 1, d, &n) == TRUTH_YES &&
		    n == worked);
	}
	assert(calendar_after(c, first - 1, worked + 1, &found) ==
	    TRUTH_OPEN && found == last + 1);
}

static void
edges_try(const struct calendar *c, int64_t first, int64_t last)
{
	int64_t found;
	int n;

	assert(calendar_works(c, first - 1) == TRUTH_OPEN);
	assert(calendar_works(c, last + 1) == TRUTH_OPEN);
	assert(calendar_name(c, first - 1) == NULL);
	assert(calendar_name(c, last + 1) == NULL);
	assert(calendar_after(c, last, 1, &found) == TRUTH_OPEN &&
	    found == last + 1);
	assert(calendar_between(c, first - 2, last, &n) == TRUTH_OPEN);
	assert(calendar_between(c, first, last + 1, &n) == TRUTH_OPEN);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct calendar *c = NULL;
	struct note note = NOTE_INIT;
	struct arena *a = arena_new();
	int64_t first, last;

	if (a == NULL)
		return 0;
	if (calendar_parse(a, (struct str){ (const char *)data, size }, &c,
	    &note) != ERR_OK) {
		assert(c == NULL && note.msg != NULL);
		goto out;
	}
	assert(calendar_first_year(c) <= calendar_last_year(c));
	first = day_from_civil(calendar_first_year(c), 1, 1);
	last = day_from_civil(calendar_last_year(c), 12, 31);
	/* Every year covered lists a day, and a line has its length. */
	assert((size_t)(calendar_last_year(c) - calendar_first_year(c)) < size);
	days_try(c, first, last);
	edges_try(c, first, last);
out:
	arena_free(a);
	return 0;
}
