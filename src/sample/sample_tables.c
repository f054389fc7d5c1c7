/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in the tables of the data folder, and does it fit together? */
#include "base/sheet.h"
#include "sample/sample_in.h"

enum { COLUMNS_MAX = 32 };

/* A list in an arena, grown by one. */
static bool
room_for(struct arena *a, void **list, size_t n, size_t size)
{
	/* Doubled whenever the count is a power of two. */
	if (n != 0 && (n & (n - 1)) != 0)
		return true;
	*list = arena_grow(a, *list, n * size, (n == 0 ? 1 : 2 * n) * size);
	return *list != NULL;
}

static enum err
heads_find(const char *path, const struct table *t, const struct cell *cell,
    size_t n, int *ret_map, size_t *ret_n, struct note *note)
{
	size_t i;

	for (i = 0; t->heads[i] != NULL; i++) {
		ret_map[i] = NONE;
		for (size_t k = 0; k < n; k++)
			if (str_is(cell[k].text, t->heads[i]))
				ret_map[i] = (int)k;
		if (ret_map[i] == NONE)
			return NOTE(note, ERR_INVALID, M("{file} has no column "
			    "{column}. Take the tables of this version of the "
			    "program."), A_CSTR("file", path),
			    A_CSTR("column", t->heads[i]));
	}
	*ret_n = i;
	return ERR_OK;
}

enum err
table_read(const char *folder, const struct table *t, struct note *note)
{
	struct arena *a = arena_new();
	struct sheet *sheet = NULL;
	struct str cells[COLUMNS_MAX], path;
	const struct cell *cell;
	int map[COLUMNS_MAX];
	size_t n, nheads = 0;
	enum err r;

	if (a == NULL)
		return note_memory(note);
	path = str_fmt(a, "%s/%s", folder, t->file);
	if (arena_failed(a))
		r = note_memory(note);
	else
		r = sheet_open(path.p, NULL, &sheet, note);
	if (r != ERR_OK || (r = sheet_next(sheet, &cell, &n, note)) != ERR_OK ||
	    (r = heads_find(path.p, t, cell, n, map, &nheads, note)) != ERR_OK)
		goto out;
	while ((r = sheet_next(sheet, &cell, &n, note)) == ERR_OK && n != 0) {
		for (size_t i = 0; i < nheads; i++)
			cells[i] = (size_t)map[i] < n ? cell[map[i]].text :
			    S("");
		if ((r = t->row(t->arg, cells, note)) != ERR_OK) {
			note_where(note, (struct where){
			    .line = sheet_row(sheet) });
			break;
		}
	}
out:
	sheet_close(sheet);
	arena_free(a);
	return r;
}

static enum err
unfit(const char *file, struct str text, struct note *note)
{
	return NOTE(note, ERR_INVALID, M("{text} in {file} fits no other table "
	    "of the folder. Take the tables of this version of the program."),
	    A_TEXT("text", text), A_CSTR("file", file));
}

/* "省;市;县" as bits of levels; 央 is the centre. */
static unsigned
levels_of(struct str text)
{
	static const char *const words[LEVELS] = { "央", "省", "市", "县",
	    "乡" };
	unsigned bits = 0;
	struct str one;

	while (str_cut(&text, ';', &one))
		for (int i = 0; i < LEVELS; i++)
			if (str_is(one, words[i]))
				bits |= 1U << i;
	return bits;
}

/* The parts of "a;b;c" for the levels 1, 2, 3 …. */
static void
forms_of(struct arena *a, struct str text, struct str ret[LEVELS])
{
	struct str one;

	for (int i = 0; i < LEVELS; i++)
		ret[i] = S("");
	for (int i = 1; i < LEVELS && str_cut(&text, ';', &one); i++)
		ret[i] = str_copy(a, one);
}

int
kind_named(const struct tables *t, struct str kind)
{
	for (size_t i = 0; i < t->nkinds; i++)
		if (str_eq(t->kind[i].kind, kind))
			return (int)i;
	return NONE;
}

static int
organ_named(const struct tables *t, struct str name)
{
	for (size_t i = 0; i < t->norgans; i++)
		if (str_eq(t->organ[i].name, name))
			return (int)i;
	return NONE;
}

static bool
day_of(struct str text, int64_t *ret)
{
	*ret = INT64_MIN;
	return text.n == 0 || day_parse(text, ret);
}

static enum err
organ_row(void *arg, const struct str *c, struct note *note)
{
	struct making *m = arg;
	struct tables *t = &m->t;
	struct organ o = { .name = str_copy(m->a, c[0]),
	    .word = str_copy(m->a, c[2]), .posts = str_copy(m->a, c[3]),
	    .branch = str_copy(m->a, c[4]),
	    .before = str_copy(m->a, c[6]),
	    .parent = organ_named(t, c[1]) };

	if ((c[1].n != 0 && o.parent == NONE) || !day_of(c[5], &o.since) ||
	    t->norgans == ORGANS_MAX)
		return unfit("organs-central.csv", c[0], note);
	if (!room_for(m->a, (void **)&t->organ, t->norgans, sizeof o))
		return note_memory(note);
	t->organ[t->norgans++] = o;
	return ERR_OK;
}

/* One word for all levels, or one a level. */
static bool
led_of(struct str text, enum led ret[LEVELS])
{
	static const char *const words[] = { [LED_TERRITORY] = "territory",
	    [LED_BOTH] = "both", [LED_INDUSTRY] = "industry",
	    [LED_ABOVE] = "above" };
	struct str one = text;
	bool known = true;

	for (int i = 1; i < LEVELS; i++) {
		size_t w = 0;

		(void)str_cut(&text, ';', &one);
		while (w < 4 && !str_is(one, words[w]))
			w++;
		known = known && w < 4;
		ret[i] = (enum led)w;
	}
	return known;
}

static enum err
kind_row(void *arg, const struct str *c, struct note *note)
{
	struct making *m = arg;
	struct tables *t = &m->t;
	struct kind k = { .no = str_copy(m->a, c[0]),
	    .kind = str_copy(m->a, c[1]), .word = str_copy(m->a, c[4]),
	    .posts = str_copy(m->a, c[5]), .under = kind_named(t, c[6]),
	    .guide = kind_named(t, c[7]), .branch = str_copy(m->a, c[8]),
	    .organ = organ_named(t, c[9]), .core = str_is(c[13], "y") };
	const unsigned levels = levels_of(c[2]);

	if (!led_of(c[3], k.led) || !day_of(c[11], &k.since) ||
	    (c[6].n != 0 && k.under == NONE) ||
	    (c[7].n != 0 && k.guide == NONE) ||
	    (c[9].n != 0 && k.organ == NONE) || t->nkinds == KINDS_MAX)
		return unfit("local-body-kinds.csv", c[1], note);
	forms_of(m->a, c[10], k.name);
	forms_of(m->a, c[12], k.before);
	for (int i = 0; i < LEVELS; i++)
		if ((levels & (1U << i)) == 0)
			k.name[i] = S("");
	if (!room_for(m->a, (void **)&t->kind, t->nkinds, sizeof k))
		return note_memory(note);
	t->kind[t->nkinds++] = k;
	return ERR_OK;
}

static bool
capable(struct str capacities, const char *of)
{
	struct str one;

	while (str_cut(&capacities, '|', &one))
		if (str_is(one, of))
			return true;
	return false;
}

static enum err
post_row(void *arg, const struct str *c, struct note *note)
{
	struct making *m = arg;
	struct tables *t = &m->t;
	struct post p = { .posts = str_copy(m->a, c[0]),
	    .levels = levels_of(c[1]), .title = str_copy(m->a, c[2]),
	    .capacities = str_copy(m->a, c[3]),
	    .held_by = str_copy(m->a, c[6]),
	    .first = capable(c[3], "first_responsible"),
	    .direct = capable(c[3], "directly_responsible"),
	    .duty = capable(c[3], "duty_officer"),
	    .team = capable(c[3], "team_member") };
	int64_t seats, rank;

	if (!str_int(c[4], &seats) || !str_int(c[5], &rank) || seats < 1 ||
	    seats > 9 || rank < 1 || rank > 9)
		return unfit("posts.csv", c[2], note);
	p.seats = (int)seats;
	p.rank = (int)rank;
	if (!room_for(m->a, (void **)&t->post, t->nposts, sizeof p))
		return note_memory(note);
	t->post[t->nposts++] = p;
	return ERR_OK;
}

static enum err
unit_row(void *arg, const struct str *c, struct note *note)
{
	struct making *m = arg;
	struct tables *t = &m->t;
	struct unit_kind u = { .kind = str_copy(m->a, c[0]),
	    .levels = levels_of(c[1]), .under = str_copy(m->a, c[4]),
	    .branch = str_copy(m->a, c[5]), .posts = str_copy(m->a, c[6]),
	    .name = str_copy(m->a, c[7]) };
	int64_t least, weight;
	struct str under = c[4], one;

	if (!str_int(c[2], &least) || !str_int(c[3], &weight) || least < 0 ||
	    least > 99 || weight < 0 || weight > 1000)
		return unfit("unit-kinds.csv", c[0], note);
	while (str_cut(&under, '|', &one))
		if (kind_named(t, one) == NONE)
			return unfit("unit-kinds.csv", one, note);
	u.least = (int)least;
	u.weight = (int)weight;
	if (!room_for(m->a, (void **)&t->unit, t->nunits, sizeof u))
		return note_memory(note);
	t->unit[t->nunits++] = u;
	return ERR_OK;
}

static enum err
system_row(void *arg, const struct str *c, struct note *note)
{
	struct making *m = arg;
	struct tables *t = &m->t;
	struct system_kind s = { .owner = str_copy(m->a, c[0]),
	    .name = str_copy(m->a, c[1]), .kind = str_copy(m->a, c[2]),
	    .ranked = str_is(c[3], "own"), .branch = str_copy(m->a, c[6]),
	    .supervisor = str_copy(m->a, c[7]),
	    .urls = str_is(c[8], "1") };
	int64_t cii;

	if (!str_int(c[5], &cii) || cii < 0 || cii > 1000 ||
	    (c[4].n != 0 && (c[4].n != 3 || c[4].p[0] < '1' ||
	    c[4].p[2] > '5' || c[4].p[0] > c[4].p[2])))
		return unfit("system-kinds.csv", c[1], note);
	s.cii = (int)cii;
	if (c[4].n != 0) {
		s.mlps_least = c[4].p[0] - '0';
		s.mlps_most = c[4].p[2] - '0';
	}
	if (!room_for(m->a, (void **)&t->system, t->nsystems, sizeof s))
		return note_memory(note);
	t->system[t->nsystems++] = s;
	return ERR_OK;
}

static enum err
branch_row(void *arg, const struct str *c, struct note *note)
{
	struct making *m = arg;
	struct tables *t = &m->t;
	struct branch b = { .industry = str_copy(m->a, c[0]),
	    .name = str_copy(m->a, c[1]), .organ = organ_named(t, c[2]),
	    .basis = str_copy(m->a, c[6]) };

	for (int i = 0; i < LEVELS; i++)
		b.kind[i] = NONE;
	for (int i = 1; i <= 3; i++) {
		b.kind[i] = kind_named(t, c[2 + i]);
		if (c[2 + i].n != 0 && b.kind[i] == NONE)
			return unfit("industries-regulators.csv", c[2 + i],
			    note);
	}
	if (b.organ == NONE)
		return unfit("industries-regulators.csv", c[2], note);
	if (!room_for(m->a, (void **)&t->branch, t->nbranches, sizeof b))
		return note_memory(note);
	t->branch[t->nbranches++] = b;
	return ERR_OK;
}

#define HEADS(...)	(const char *const[]){ __VA_ARGS__, NULL }

enum err
table_all(struct making *m, struct note *note)
{
	const struct table tables[] = {
		{ "organs-central.csv", HEADS("name", "parent", "word", "posts",
		    "branch", "since", "before"), organ_row, m },
		{ "local-body-kinds.csv", HEADS("no", "kind", "levels",
		    "led_by", "word", "posts", "under", "guide", "branch",
		    "centre", "names", "since", "before", "core"), kind_row,
		    m },
		{ "posts.csv", HEADS("posts", "levels", "title", "capacities",
		    "seats", "rank", "held_by"), post_row, m },
		{ "unit-kinds.csv", HEADS("kind", "levels", "least", "weight",
		    "under", "branch", "posts", "names"), unit_row, m },
		{ "system-kinds.csv", HEADS("owner", "name", "kind", "level",
		    "mlps", "cii", "branch", "supervisor", "urls"), system_row,
		    m },
		{ "industries-regulators.csv", HEADS("industry", "branch",
		    "regulator", "province", "prefecture", "county", "basis"),
		    branch_row, m },
	};
	enum err r = ERR_OK;

	for (size_t i = 0; i < sizeof tables / sizeof tables[0] &&
	    r == ERR_OK; i++)
		r = table_read(m->what->data, &tables[i], note);
	return r == ERR_OK && arena_failed(m->a) ? note_memory(note) : r;
}
