/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body_lines.h"

#include "base/memo.h"

bool
body_name_cut(struct str name, struct str *ret_source, struct str *ret_code)
{
	size_t colon = str_find(name, ':');

	if (colon == name.n)
		return false;
	*ret_source = str_trim(str_part(name, 0, colon));
	*ret_code = str_trim(str_part(name, colon + 1, name.n));
	return true;
}

/* Faulty lines first, so that they are no one's state before. */
static int
line_cmp(const void *x, const void *y)
{
	const struct body_line *a = x, *b = y;
	int c;

	if ((c = str_cmp(a->source, b->source)) != 0 ||
	    (c = str_cmp(a->code, b->code)) != 0)
		return c;
	if (a->faulty != b->faulty)
		return a->faulty ? -1 : 1;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static bool
same_body(const struct body_line *a, const struct body_line *b)
{
	return str_eq(a->code, b->code) && str_eq(a->source, b->source);
}

/* The slot that holds this code, or the free one where it would go. */
static size_t
slot_of(const struct body_lines *l, struct str source, struct str code)
{
	size_t at = (size_t)memo_hash(source, code) & (l->nslots - 1);

	for (;; at = (at + 1) & (l->nslots - 1)) {
		const struct body_line *line;

		if (l->slot[at] == 0)
			return at;
		line = &l->line[l->slot[at] - 1];
		if (str_eq(line->code, code) && str_eq(line->source, source))
			return at;
	}
}

uint32_t
body_lines_find(const struct body_lines *lines, struct str source,
    struct str code)
{
	uint32_t found;

	if (lines->n == 0)
		return LINE_NONE;
	found = lines->slot[slot_of(lines, source, code)];
	return found == 0 ? LINE_NONE : found - 1;
}

/*
 * By name there is one slot for the first body that bears it, and behind it one
 * for a second: more are not needed to know that it is not one.
 */
static void
name_put(struct body_lines *l, uint32_t i)
{
	const struct body_line *line = &l->line[i];
	size_t at = (size_t)memo_hash(line->name, S("")) & (l->nslots - 1);
	int borne = 0;

	if (line->name.n == 0)
		return;
	for (; l->named[at] != 0; at = (at + 1) & (l->nslots - 1)) {
		const struct body_line *other = &l->line[l->named[at] - 1];

		if (!str_eq(other->name, line->name))
			continue;
		if (same_body(other, line) || ++borne == 2)
			return;
	}
	l->named[at] = i + 1;
}

uint32_t
body_lines_named(const struct body_lines *l, struct str name,
    uint32_t *ret_other)
{
	uint32_t found = LINE_NONE;
	size_t at;

	*ret_other = LINE_NONE;
	if (l->n == 0)
		return LINE_NONE;
	for (at = (size_t)memo_hash(name, S("")) & (l->nslots - 1);
	    l->named[at] != 0; at = (at + 1) & (l->nslots - 1)) {
		const uint32_t i = l->named[at] - 1;

		if (!str_eq(l->line[i].name, name))
			continue;
		if (found != LINE_NONE) {
			*ret_other = l->first[i];
			break;
		}
		found = l->first[i];
	}
	return found;
}

/* Do the days of ${line} fit behind those of the state before? */
static bool
fits_behind(struct body_line *before, const struct body_line *line)
{
	if (line->from < before->to &&
	    !(before->to == DAY_OPEN && line->from > before->from))
		return false;
	/* An open state ends where the next begins. */
	if (before->to == DAY_OPEN)
		before->to = line->from;
	return true;
}

static bool
rooms_make(struct arena *a, struct body_lines *l)
{
	for (l->nslots = 16; l->nslots < 2 * l->n; l->nslots *= 2)
		;
	l->slot = NEW_ARRAY(a, uint32_t, l->nslots);
	l->named = NEW_ARRAY(a, uint32_t, l->nslots);
	l->id = NEW_ARRAY(a, struct key, l->n + 1);
	l->first = NEW_ARRAY(a, uint32_t, l->n + 1);
	return l->slot != NULL && l->named != NULL && l->id != NULL &&
	    l->first != NULL;
}

enum err
body_lines_index(struct arena *a, struct body_lines *l,
    body_line_fault_fn *fault, void *arg)
{
	if (!rooms_make(a, l))
		return ERR_MEMORY;
	if (l->n > 1)
		qsort(l->line, l->n, sizeof *l->line, line_cmp);
	for (uint32_t i = 0; i < l->n; i++) {
		struct body_line *line = &l->line[i];
		uint32_t sound = LINE_NONE;

		line->above = LINE_NONE;
		if (i == 0 || !same_body(&l->line[i - 1], line)) {
			l->slot[slot_of(l, line->source, line->code)] = i + 1;
			l->first[i] = i;
		} else {
			l->first[i] = l->first[i - 1];
			sound = l->line[i - 1].sound;
		}
		name_put(l, i);
		if (!line->faulty && sound != LINE_NONE &&
		    !fits_behind(&l->line[sound], line)) {
			fault(arg, line, &l->line[sound]);
			line->faulty = true;
		}
		line->sound = line->faulty ? sound : i;
	}
	return ERR_OK;
}

uint32_t
body_lines_on(const struct body_lines *l, uint32_t first, int64_t day)
{
	size_t low = first, high = l->n;
	uint32_t i;

	/* Most bodies have one; others' lie in order of their first days. */
	if ((size_t)first + 1 < l->n && l->first[first + 1] != first)
		high = (size_t)first + 1;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (l->first[mid] == first && l->line[mid].from <= day)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == first || (i = l->line[low - 1].sound) == LINE_NONE)
		return LINE_NONE;
	return day < l->line[i].to ? i : LINE_NONE;
}

/* Whom does the line stand under on the day?  LINE_NONE: none in the file. */
static uint32_t
above_on(const struct body_lines *l, uint32_t i, int64_t day)
{
	uint32_t above = l->line[i].above;

	return above == LINE_NONE ? LINE_NONE :
	    body_lines_on(l, l->first[above], day);
}

/*
 * The way up from ${i} on the day it begins, in ${way}.  Its length, or
 * BODY_DEPTH_MAX + 1 if it is longer; ${*ret_back}: it leads back to ${i}.
 */
static size_t
way_up(const struct body_lines *l, uint32_t i,
    uint32_t way[BODY_DEPTH_MAX + 1], bool *ret_back)
{
	const int64_t day = l->line[i].from;
	uint32_t at = i;
	size_t n = 0;

	*ret_back = false;
	while (at != LINE_NONE && n <= BODY_DEPTH_MAX) {
		way[n++] = at;
		at = above_on(l, at, day);
		if (at != LINE_NONE && l->first[at] == l->first[i]) {
			*ret_back = true;
			break;
		}
	}
	return n;
}

void
body_lines_circles(struct body_lines *l, body_circle_fn *fault, void *arg)
{
	uint32_t way[BODY_DEPTH_MAX + 1];
	bool back, high = false;
	size_t n;

	for (uint32_t i = 0; i < l->n; i++) {
		if (l->line[i].faulty || l->line[i].circle)
			continue;
		n = way_up(l, i, way, &back);
		high = high || n > BODY_DEPTH_MAX;
		if (!back)
			continue;
		for (size_t k = 0; k < n; k++)
			l->line[way[k]].circle = true;
		fault(arg, way, n, i);
	}
	/* What is only too high; below a circle everything is. */
	for (uint32_t i = 0; high && i < l->n; i++) {
		bool circle = false;

		if (l->line[i].faulty)
			continue;
		n = way_up(l, i, way, &back);
		for (size_t k = 0; k < n; k++)
			circle = circle || l->line[way[k]].circle;
		if (n > BODY_DEPTH_MAX && !circle)
			fault(arg, NULL, 0, i);
	}
}
