/* SPDX-License-Identifier: Apache-2.0 */
/* Townships, and the units of a division: schools, hospitals, enterprises. */
#include "sample/sample_in.h"

static const char *const stems[] = { "甲", "乙", "丙", "丁", "戊", "己", "庚",
    "辛", "壬", "癸" };
static const char *const branches[] = { "子", "丑", "寅", "卯", "辰", "巳",
    "午", "未", "申", "酉", "戌", "亥" };

/* 甲 … 癸, 甲子 … 癸亥, and with a number behind from there on: names that
 * nobody bears. */
struct str
row_invented(struct making *m, uint32_t n)
{
	const uint32_t round = n / 70;

	n %= 70;
	if (n < 10)
		return round == 0 ? str_of(stems[n]) : str_fmt(m->scratch,
		    "%s%u", stems[n], round + 1);
	n -= 10;
	if (round == 0)
		return str_fmt(m->scratch, "%s%s", stems[n % 10],
		    branches[n % 12]);
	return str_fmt(m->scratch, "%s%s%u", stems[n % 10], branches[n % 12],
	    round + 1);
}

/* How a township's committee and its government are called. */
static void
town_forms(struct making *m, struct str name, struct str *ret_committee,
    struct str *ret_government)
{
	static const struct {
		const char	*end;
		const char	*cut;	/* what of it is not the name's */
		const char	*committee, *government;
	} forms[] = {
		{ "街道办事处", "办事处", "工作委员会", "办事处" },
		{ "街道", "", "工作委员会", "办事处" },
		{ "镇", "", "委员会", "人民政府" },
		{ "乡", "", "委员会", "人民政府" },
		{ "苏木", "", "委员会", "人民政府" },
		{ "", "", "工作委员会", "管理委员会" },
	};
	size_t i = 0;

	while (!str_ends(name, forms[i].end))
		i++;
	name = str_part(name, 0, name.n - strlen(forms[i].cut));
	*ret_committee = str_fmt(m->scratch, "中共{}%.*s%s", STR_ARG(name),
	    forms[i].committee);
	*ret_government = str_fmt(m->scratch, "{}%.*s%s", STR_ARG(name),
	    forms[i].government);
}

static void
town_body(struct making *m, int site, const struct town *t, int kind,
    struct str form)
{
	const struct kind *k = &m->t.kind[kind];
	const struct site *s = &m->s.site[site];
	struct made b = {
		.code = str_fmt(m->scratch, "%.*s-%.*s", STR_ARG(t->code),
		    STR_ARG(k->no)),
		.word = k->word, .kind = S(""), .posts = k->posts,
		.superior = organ_code(m, site, kind), .form = form,
		.region = t->code, .level = 4, .site = site,
		.site_then = NONE, .from = s->begin, .to = s->end,
		.moved = DAY_OPEN, .since = INT64_MIN };

	b.above = b.superior;
	made_states(m, &b);
	made_fill(m, &b, made_weight(m, site, 4, false));
}

void
site_towns(struct making *m, int site)
{
	const struct site *s = &m->s.site[site];

	/* The first two kinds are those which townships have too. */
	for (size_t i = 0; i < s->ntowns && m->r == ERR_OK; i++) {
		const struct town *t = &m->s.town[s->town + i];
		struct str committee, government;

		town_forms(m, t->name, &committee, &government);
		town_body(m, site, t, 0, committee);
		town_forms(m, t->name, &committee, &government);
		town_body(m, site, t, 1, government);
	}
}

/* The first of those who may lead it, here or in the division above. */
static struct str
unit_superior(struct making *m, int site, struct str under)
{
	struct str one;

	while (str_cut(&under, '|', &one)) {
		const int kind = kind_named(&m->t, one);

		if (site_has(m, site, kind) && organ_since(m, site, kind) ==
		    m->s.site[site].begin)
			return organ_code(m, site, kind);
	}
	/* The government was there from the beginning. */
	return organ_code(m, site, 1);
}

/* Where a unit goes when its division is no more. */
static void
unit_moves(struct making *m, const struct unit_kind *u, struct made *b)
{
	const struct site *s = &m->s.site[b->site];
	const struct site *heir;

	/* What each division has once is merged with that of the heir. */
	if (s->heir == NONE || u->weight == 0)
		return;
	heir = &m->s.site[s->heir];
	if (!heir->there || heir->begin > s->end || heir->end != DAY_OPEN)
		return;
	b->to = DAY_OPEN;
	b->moved = s->end;
	b->site_then = s->heir;
	b->region_then = heir->code;
	b->superior_then = unit_superior(m, s->heir, u->under);
}

static void
unit_make(struct making *m, int site, const struct unit_kind *u, uint32_t n,
    int64_t no)
{
	const struct site *s = &m->s.site[site];
	struct made b = {
		.code = str_fmt(m->scratch, "%.*s-U%03lld", STR_ARG(s->code),
		    (long long)no),
		.word = S("unit"), .kind = u->kind, .posts = u->posts,
		.branch = u->branch, .superior = unit_superior(m, site,
		    u->under),
		.form = row_replaced(m, u->name, "{n}", row_invented(m, n)),
		.region = s->code, .level = s->level, .site = site,
		.site_then = NONE, .from = s->begin, .to = s->end,
		.moved = DAY_OPEN, .since = INT64_MIN };

	/* Another stream than that of its people. */
	dice_seed(&m->dice, ~m->what->seed, b.code);
	b.above = b.superior;
	/* One in six was founded later, one in forty merged into another. */
	if (s->end != DAY_OPEN)
		unit_moves(m, u, &b);
	else if (u->weight != 0 && dice_in(&m->dice, 160))
		b.from = dice_from(&m->dice, s->begin, m->what->on - 600);
	else if (u->weight != 0 && dice_in(&m->dice, 25) &&
	    b.from + 500 < m->what->on)
		b.to = dice_from(&m->dice, b.from + 400, m->what->on - 30);
	made_states(m, &b);
	made_fill(m, &b, made_weight(m, site, s->level, true));
}

/* By weight, among the kinds that divisions of this level have. */
static size_t
unit_draw(struct making *m, int level)
{
	uint32_t all = 0, at;

	for (size_t i = 0; i < m->t.nunits; i++)
		if (m->t.unit[i].levels & (1U << level))
			all += (uint32_t)m->t.unit[i].weight;
	at = dice_below(&m->dice, all);
	for (size_t i = 0; i < m->t.nunits; i++) {
		const struct unit_kind *u = &m->t.unit[i];

		if ((u->levels & (1U << level)) == 0)
			continue;
		if (at < (uint32_t)u->weight)
			return i;
		at -= (uint32_t)u->weight;
	}
	return 0;
}

void
site_units(struct making *m, int site)
{
	const struct site *s = &m->s.site[site];
	uint32_t *made = NEW_ARRAY(m->a, uint32_t, m->t.nunits + 1);
	struct dice draw;
	int64_t no = 0;

	if (made == NULL) {
		m->r = note_memory(m->note);
		return;
	}
	for (size_t i = 0; i < m->t.nunits; i++)
		for (int k = 0; k < m->t.unit[i].least && no < s->nunits &&
		    m->r == ERR_OK; k++)
			if ((m->t.unit[i].levels & (1U << s->level)) != 0 &&
			    (!s->inherits || m->t.unit[i].weight == 0))
				unit_make(m, site, &m->t.unit[i], made[i]++,
				    ++no);
	dice_seed(&draw, m->what->seed, s->code);
	while (no < s->nunits && !s->inherits && m->r == ERR_OK) {
		size_t i;

		m->dice = draw;
		i = unit_draw(m, s->level);
		draw = m->dice;
		unit_make(m, site, &m->t.unit[i], made[i]++, ++no);
	}
}
