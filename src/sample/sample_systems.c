/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which systems does a body have, who owns, supervises, runs and uses them, and
 * with whom is there a contract?  Some of the five answers are blank, some
 * levels unknown, some contracts without the clause: so that gaps are found.
 */
#include "sample/sample_in.h"

enum {
	/* Of a thousand. */
	NO_OWNER	= 7,
	NO_SUPERVISOR	= 35,
	NO_OPERATOR	= 30,
	NO_USERS	= 60,
	NO_REGION	= 6,
	LEVEL_UNKNOWN	= 20,
	LEVEL_PAPER	= 800,
	MLPS_UNKNOWN	= 40,
	MLPS_FILED	= 880,
	CII_UNKNOWN	= 8,
	RETIRED		= 40,
	REGRADED	= 110,
	PORTAL_FIRST	= 500,
	BY_CENTRE	= 380,	/* run by the division's data centre */
	CONTRACTS	= 420,	/* bodies with systems */
	ONE_CONTRACT	= 700,	/* of these, for one of them */
	CLAUSE		= 720,
	CLAUSE_NO	= 170,
	CLAUSE_UNKNOWN	= 50,

	OWN_MAX		= 64,	/* kinds of systems of one body */
	USERS_MAX	= 3
};

/* One system, its cells as they stay. */
struct system {
	const struct system_kind	*kind;
	struct str	code, name, level, paper, cii, urls, owner, supervisor,
			operator, users, industry, reference;
	struct str	protection, protection_then;	/* once it was moved */
	int		mlps;		/* 0: unknown */
	bool		filed;
	int64_t		from, to;
};

/* What such a body may have, the nearest first; a portal before all.  What is
 * classified is told apart, or NULL. */
static size_t
kinds_of(const struct making *m, const struct made *b,
    const struct system_kind *ret[OWN_MAX],
    const struct system_kind **ret_classified)
{
	size_t n = 0, own;

	*ret_classified = NULL;
	for (size_t i = 0; i < m->t.nsystems && n < OWN_MAX; i++) {
		const struct system_kind *k = &m->t.system[i];

		if (b->kind.n == 0 || !str_eq(k->owner, b->kind))
			continue;
		if (str_is(k->kind, "classified"))
			*ret_classified = k;
		else
			ret[n++] = k;
	}
	own = n;
	for (size_t i = 0; i < m->t.nsystems && n < OWN_MAX; i++)
		if (str_eq(m->t.system[i].owner, b->posts))
			ret[n++] = &m->t.system[i];
	if (own > 0 && own < n && str_is(ret[own]->kind, "portal")) {
		const struct system_kind *portal = ret[own];

		memmove(&ret[1], &ret[0], own * sizeof *ret);
		ret[0] = portal;
	}
	return n;
}

static struct str
level_word(const struct made *b)
{
	static const char *const words[LEVELS] = { "central", "province",
	    "prefecture", "county", "township" };

	return str_of(words[b->level]);
}

/* "05": that organ here; "<" its superior; "^" the same organ above. */
static struct str
supervisor_of(struct making *m, const struct made *b,
    const struct system_kind *k)
{
	const bool same = k->supervisor.n == 2 &&
	    str_ends(b->code, k->supervisor.p);

	if (str_is(k->supervisor, "^") || same)
		return b->above;
	if (k->supervisor.n == 2 && b->site != NONE && b->level < 4)
		for (size_t i = 0; i < m->t.nkinds; i++)
			if (str_eq(m->t.kind[i].no, k->supervisor) &&
			    site_has(m, b->site, (int)i))
				return organ_code(m, b->site, (int)i);
	return b->superior;
}

/* The first unit of each division is its data centre. */
static struct str
operator_of(struct making *m, const struct made *b)
{
	const struct site *s = b->site == NONE ? NULL : &m->s.site[b->site];

	if (s != NULL && s->end == DAY_OPEN && s->nunits > 0 &&
	    dice_in(&m->dice, BY_CENTRE))
		return str_fmt(m->scratch, "%.*s-U001", STR_ARG(s->code));
	return b->code;
}

/* Itself, and some other organs of the division. */
static struct str
users_of(struct making *m, const struct made *b)
{
	const uint32_t n = dice_below(&m->dice, USERS_MAX + 1);
	struct buf users = BUF_IN(m->scratch);

	buf_fmt(&users, "sample:%.*s", STR_ARG(b->code));
	for (uint32_t i = 0; i < n && b->site != NONE; i++) {
		const uint32_t at = dice_below(&m->dice,
		    (uint32_t)m->t.nkinds);
		struct str code;

		if (!site_has(m, b->site, (int)at))
			continue;
		code = organ_code(m, b->site, (int)at);
		if (str_eq(code, b->code))
			continue;
		/* Each from another share of them, so that none comes twice. */
		if (at % (USERS_MAX + 1) == i)
			buf_fmt(&users, "|sample:%.*s", STR_ARG(code));
	}
	return buf_view(&users);
}

/* Under a domain that is reserved for examples; no two systems share one. */
static struct str
urls_of(struct making *m, const struct made *b, uint32_t no, bool portal)
{
	struct buf urls = BUF_IN(m->scratch);
	struct buf host = BUF_IN(m->scratch);

	for (size_t i = 0; i < b->code.n; i++)
		buf_char(&host, b->code.p[i] >= 'A' && b->code.p[i] <= 'Z' ?
		    (char)(b->code.p[i] - 'A' + 'a') : b->code.p[i]);
	if (portal)
		buf_fmt(&urls, "https://www.b%.*s.example/",
		    STR_ARG(buf_view(&host)));
	else
		buf_fmt(&urls, "https://s%u.b%.*s.example/", no,
		    STR_ARG(buf_view(&host)));
	if (portal && dice_in(&m->dice, 250))
		buf_fmt(&urls, "|https://m.b%.*s.example/",
		    STR_ARG(buf_view(&host)));
	return buf_view(&urls);
}

static void
grades_draw(struct making *m, const struct made *b, struct system *s)
{
	const struct system_kind *k = s->kind;
	struct str guard = branch_regulator(m, b->site, s->industry);

	s->cii = dice_in(&m->dice, CII_UNKNOWN) ? S("?") : S("no");
	/* Only what whole cities depend on, and more rarely below them; never
	 * without somebody who protects it. */
	if (guard.n != 0 && k->cii != 0 && dice_in(&m->dice,
	    (uint32_t)k->cii / (b->level == 3 ? 3 : 1))) {
		s->cii = S("yes");
		s->protection = s->protection_then = row_ref(m, guard);
		if (b->moved != DAY_OPEN)
			s->protection_then = row_ref(m, branch_regulator(m,
			    b->site_then, s->industry));
		s->reference = str_fmt(m->scratch, "样网参%.*s",
		    STR_ARG(s->code));
	}
	if (k->mlps_least == 0 || dice_in(&m->dice, MLPS_UNKNOWN))
		return;
	s->mlps = (int)dice_from(&m->dice, k->mlps_least, k->mlps_most);
	/* A CII is of the third level at least. */
	if (str_is(s->cii, "yes") && s->mlps < 3)
		s->mlps = 3;
	s->filed = s->mlps >= 2 && dice_in(&m->dice, MLPS_FILED);
}

static void
answers_draw(struct making *m, const struct made *b, struct system *s)
{
	const struct system_kind *k = s->kind;

	if (!dice_in(&m->dice, NO_OWNER))
		s->owner = row_ref(m, b->code);
	if (!dice_in(&m->dice, NO_SUPERVISOR))
		s->supervisor = row_ref(m, supervisor_of(m, b, k));
	if (!dice_in(&m->dice, NO_OPERATOR))
		s->operator = row_ref(m, operator_of(m, b));
	if (!dice_in(&m->dice, NO_USERS))
		s->users = users_of(m, b);
	s->industry = k->branch.n != 0 ? k->branch : b->branch;
	if (dice_in(&m->dice, LEVEL_UNKNOWN))
		s->level = S("?");
	else
		s->level = k->ranked ? level_word(b) : S("none");
	if (k->ranked && dice_in(&m->dice, LEVEL_PAPER))
		s->paper = str_fmt(m->scratch, "样编〔%d〕%u号",
		    civil_from_day(s->from).year,
		    1 + dice_below(&m->dice, 90));
}

static void
state_put(struct making *m, const struct made *b, const struct system *s,
    int64_t from, int64_t to, int mlps)
{
	const bool moved = from >= b->moved;
	/* What is the nation's stands in its capital. */
	struct str region = moved ? b->region_then : b->site == NONE &&
	    m->what->scale == SAMPLE_NATION ? S("110000") : b->region;
	struct str grade = mlps == 0 ? S("?") : row_number(m, mlps);
	struct str filing = s->filed && mlps == s->mlps ?
	    str_fmt(m->scratch, "样备%.*s", STR_ARG(s->code)) : S("");

	if (from >= to)
		return;
	if (str_is(s->kind->kind, "classified")) {
		ROW(m, SAMPLE_SYSTEMS, SOURCE, s->code, S(""), s->kind->kind,
		    S(""), S(""), S(""), S(""), S(""), S(""), S(""), s->owner,
		    S(""), S(""), S(""), S(""), S(""), S(""), s->reference,
		    row_day(m, from), row_day(m, to));
		return;
	}
	ROW(m, SAMPLE_SYSTEMS, SOURCE, s->code, s->name, s->kind->kind,
	    s->level, s->paper, grade, filing, s->cii, moved ?
	    s->protection_then : s->protection, s->urls, s->owner, moved &&
	    s->supervisor.n != 0 ? row_ref(m, b->superior_then) :
	    s->supervisor, s->operator, s->users, region, s->industry,
	    s->reference, S(""), row_day(m, from), row_day(m, to));
}

/* One state, or two: it was graded anew, or its division went into another. */
static void
system_put(struct making *m, const struct made *b, const struct system *s)
{
	const int64_t last = s->to < m->what->on ? s->to : m->what->on;
	int64_t day = DAY_OPEN;
	int before = s->mlps;

	if (b->moved != DAY_OPEN) {
		if (s->from < b->moved && b->moved < last)
			day = b->moved;
	} else if (last - s->from > 800 && s->mlps > 1 &&
	    dice_in(&m->dice, REGRADED)) {
		day = dice_from(&m->dice, s->from + 300, last - 100);
		before = s->mlps - 1;
	}
	if (day > s->to)
		day = s->to;
	state_put(m, b, s, s->from, day, before);
	state_put(m, b, s, day, s->to, s->mlps);
}

static void
system_make(struct making *m, const struct made *b,
    const struct system_kind *k, uint32_t round, int64_t latest)
{
	struct system s = { .kind = k, .code = row_numbered(m, "S",
	    ++m->systems), .to = b->to };

	s.name = row_replaced(m, k->name, "{}", b->name);
	if (round > 0)
		s.name = str_fmt(m->scratch, "%.*s（%u期）", STR_ARG(s.name),
		    round + 1);
	s.from = dice_in(&m->dice, 350) ? b->from : dice_from(&m->dice,
	    b->from, latest);
	if (b->to == DAY_OPEN && dice_in(&m->dice, RETIRED) &&
	    s.from + 500 < m->what->on)
		s.to = dice_from(&m->dice, s.from + 400, m->what->on - 10);
	if (str_is(k->kind, "classified")) {
		s.owner = row_ref(m, b->code);
		s.reference = str_fmt(m->scratch, "样密登%.*s",
		    STR_ARG(s.code));
	} else {
		answers_draw(m, b, &s);
		grades_draw(m, b, &s);
		if (k->urls != 0)
			s.urls = urls_of(m, b, m->systems,
			    str_is(k->name, "{}门户网站") && round == 0);
	}
	system_put(m, b, &s);
}

/* yes, no, unknown, or not said. */
static struct str
clause_of(struct making *m)
{
	const uint32_t lot = dice_below(&m->dice, 1000);

	return lot < CLAUSE ? S("yes") : lot < CLAUSE + CLAUSE_NO ? S("no") :
	    lot < CLAUSE + CLAUSE_NO + CLAUSE_UNKNOWN ? S("?") : S("");
}

/* A unified social credit code of a region that is none; the last sign follows
 * from the others (GB 32100). */
static struct str
vendor_code(struct making *m, uint32_t vendor)
{
	static const char signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	struct str code = str_fmt(m->scratch, "91000000YL%07u", vendor + 1);
	uint32_t sum = 0, weight = 1;

	for (size_t i = 0; i < code.n; i++) {
		const char *at = strchr(signs, code.p[i]);

		sum += (uint32_t)(at - signs) * weight;
		weight = weight * 3 % 31;
	}
	return str_fmt(m->scratch, "%.*s%c", STR_ARG(code),
	    signs[(31 - sum % 31) % 31]);
}

/* For some of the body's systems, ${first} to ${last}. */
static void
contract_put(struct making *m, const struct made *b, uint32_t first,
    uint32_t last)
{
	const int64_t until = b->to < m->what->on ? b->to : m->what->on;
	const uint32_t vendor = dice_below(&m->dice, 60);
	struct buf systems = BUF_IN(m->scratch);
	struct str clause = clause_of(m);
	int64_t from = until - dice_from(&m->dice, 20, 900);

	if (from < b->from)
		return;
	for (uint32_t i = first; i <= last; i++)
		buf_fmt(&systems, "%ssample:S%07u", i > first ? "|" : "", i);
	m->contracts++;
	ROW(m, SAMPLE_CONTRACTS, SOURCE, row_numbered(m, "H", m->contracts),
	    row_ref(m, b->code), str_fmt(m->scratch, "某%.*s信息技术有限公司",
	    STR_ARG(row_invented(m, vendor))), vendor_code(m, vendor),
	    str_fmt(m->scratch, "样合〔%d〕%u号",
	    civil_from_day(from).year, m->contracts),
	    buf_view(&systems), clause, clause_of(m), row_day(m, from),
	    row_day(m, from + dice_from(&m->dice, 1, 3) * 365));
}

void
made_systems(struct making *m, const struct made *b, int64_t n)
{
	const struct system_kind *kinds[OWN_MAX], *classified;
	const size_t nkinds = kinds_of(m, b, kinds, &classified);
	const int64_t latest = (b->to < m->what->on ? b->to : m->what->on) -
	    60;
	uint32_t first;
	size_t turn = 0;

	if (nkinds == 0 || latest <= b->from)
		return;
	if (classified != NULL && n-- > 0)
		system_make(m, b, classified, 0, latest);
	/* Most have a portal before all; others are told of what they have. */
	if (n > 0 && !dice_in(&m->dice, PORTAL_FIRST))
		turn = dice_below(&m->dice, (uint32_t)nkinds);
	first = m->systems + 1;
	for (size_t i = 0; (int64_t)i < n && m->r == ERR_OK; i++)
		system_make(m, b, kinds[(turn + i) % nkinds],
		    (uint32_t)(i / nkinds), latest);
	/* For the last one alone, or for all of them. */
	if (n > 0 && dice_in(&m->dice, CONTRACTS))
		contract_put(m, b, dice_in(&m->dice, ONE_CONTRACT) ?
		    m->systems : first, m->systems);
}
