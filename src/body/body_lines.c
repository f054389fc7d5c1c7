/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body_lines.h"

enum { UNSEEN, WALKING, DONE };

void
body_name_cut(struct str name, struct str source, struct str *ret_source,
    struct str *ret_code)
{
	size_t colon = str_find(name, ':');

	if (colon == name.n) {
		*ret_source = source;
		*ret_code = name;
		return;
	}
	*ret_source = str_trim(str_part(name, 0, colon));
	*ret_code = str_trim(str_part(name, colon + 1, name.n));
}

static int
line_cmp(const void *x, const void *y)
{
	const struct body_line *a = x, *b = y;
	int c;

	if ((c = str_cmp(a->source, b->source)) != 0 ||
	    (c = str_cmp(a->code, b->code)) != 0)
		return c;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

/* FNV-1a over both parts with a byte between them that no text holds. */
static uint64_t
name_hash(struct str source, struct str code)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < source.n; i++)
		h = (h ^ (unsigned char)source.p[i]) * UINT64_C(1099511628211);
	h = (h ^ 0xFF) * UINT64_C(1099511628211);
	for (size_t i = 0; i < code.n; i++)
		h = (h ^ (unsigned char)code.p[i]) * UINT64_C(1099511628211);
	return h;
}

/* The slot that holds this name, or the free one where it would go. */
static size_t
slot_of(const struct body_lines *l, struct str source, struct str code)
{
	size_t at = (size_t)name_hash(source, code) & (l->nslots - 1);

	for (;; at = (at + 1) & (l->nslots - 1)) {
		const struct body_line *line;

		if (l->slot[at] == 0)
			return at;
		line = &l->line[l->slot[at] - 1];
		if (str_eq(line->source, source) && str_eq(line->code, code))
			return at;
	}
}

size_t
body_lines_find(const struct body_lines *lines, struct str source,
    struct str code)
{
	uint32_t found;

	if (lines->n == 0)
		return LINE_NONE;
	found = lines->slot[slot_of(lines, source, code)];
	return found == 0 ? LINE_NONE : found - 1;
}

enum err
body_lines_index(struct arena *a, struct body_lines *l,
    void (*fault)(void *arg, const struct body_line *line,
	const struct body_line *other), void *arg)
{
	size_t last = LINE_NONE;

	for (l->nslots = 16; l->nslots < 2 * l->n; l->nslots *= 2)
		;
	l->slot = NEW_ARRAY(a, uint32_t, l->nslots);
	l->id = NEW_ARRAY(a, struct key, l->n);
	if (l->slot == NULL || l->id == NULL)
		return ERR_MEMORY;
	if (l->n > 1)
		qsort(l->line, l->n, sizeof *l->line, line_cmp);
	for (size_t i = 0; i < l->n; i++) {
		struct body_line *line = &l->line[i];
		struct body_line *before = last == LINE_NONE ? NULL :
		    &l->line[last];

		line->next = LINE_NONE;
		line->above = LINE_NONE;
		if (before == NULL || !str_eq(before->source, line->source) ||
		    !str_eq(before->code, line->code))
			l->slot[slot_of(l, line->source, line->code)] =
			    (uint32_t)(i + 1);
		else if (line->from < before->to &&
		    !(before->to == DAY_OPEN && line->from > before->from)) {
			fault(arg, line, before);
			continue;
		} else {
			/* An open state ends where the next begins. */
			if (before->to == DAY_OPEN)
				before->to = line->from;
			before->next = i;
		}
		last = i;
	}
	return ERR_OK;
}

/* Go up from ${from}, then write down the way from the top. */
static void
walk_up(struct body_lines *l, size_t from, size_t *way,
    void (*fault)(void *arg, const struct body_line *line,
	const struct body_line *other), void *arg)
{
	size_t n = 0, at = from;

	while (at != LINE_NONE && l->line[at].mark == UNSEEN) {
		l->line[at].mark = WALKING;
		way[n++] = at;
		at = l->line[at].above;
	}
	if (at != LINE_NONE && l->line[at].mark == WALKING)
		fault(arg, &l->line[at], &l->line[way[n - 1]]);
	while (n > 0) {
		l->line[way[--n]].mark = DONE;
		l->order[l->norder++] = way[n];
	}
}

enum err
body_lines_order(struct arena *a, struct body_lines *l,
    void (*fault)(void *arg, const struct body_line *line,
	const struct body_line *other), void *arg)
{
	size_t *way = NEW_ARRAY(a, size_t, l->n);

	l->order = NEW_ARRAY(a, size_t, l->n);
	if (way == NULL || l->order == NULL)
		return ERR_MEMORY;
	for (size_t i = 0; i < l->n; i++)
		if (body_lines_find(l, l->line[i].source, l->line[i].code) == i)
			walk_up(l, i, way, fault, arg);
	return ERR_OK;
}
