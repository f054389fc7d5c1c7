/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who held which post?  Ten years of tenures for each seat, one after another:
 * most hand over on one day, some leave it vacant for a while, and somebody
 * presides or acts then.  Who leaves one post often turns up in another later.
 */
#include <assert.h>

#include "sample/sample_in.h"

enum {
	/* Of a thousand. */
	LATE_FIRST	= 250,	/* seats not filled on the first day */
	GAP		= 250,	/* seats left vacant for a while */
	COVERED		= 550,	/* vacancies of the first two with a deputy */
	GONE_NOW	= 45,	/* seats vacant today */
	ABSENT		= 60,	/* long tenures with an absence */
	UNDOCUMENTED	= 60,
	NO_DIRECT	= 12,	/* organs without a directly responsible one */
	NO_DIRECT_UNIT	= 45,
	SECONDED	= 25,	/* bodies with somebody seconded to them */
	POOLED		= 550,	/* new tenures of a person who held another */
	STAYS		= 650,	/* who leave a post, not the service */
	NO_STAFF_NO	= 15,
	TWICE		= 2,	/* persons entered twice */

	TERM_LEAST	= 1300,	/* days */
	TERM_MOST	= 2700,
	REST_MOST	= 400,	/* days between two posts of one person */
	LOOKS		= 24,	/* of the pool, for one who is free */
	NAMES		= 8200	/* 100 surnames, 82 marks */
};

/* One tenure to be put. */
struct term {
	const struct post	*post;
	uint32_t		 person;
	const char		*kind;
	int64_t			 from, to;
	int64_t			 absent, back;	/* [absent, back); DAY_OPEN */
	int64_t			 due;
};

static const char surnames[] =
    "张王李赵刘陈杨黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁"
    "潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦"
    "邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴洪汤尤易";

/* Of three bytes each. */
static struct str
character(const char *of, uint32_t n)
{
	return (struct str){ of + 3 * n, 3 };
}

/*
 * The n-th person's name: every one of the 8200 comes once before a number is
 * put behind, in an order that the seed turns.
 */
static struct str
person_name(struct making *m, uint32_t n)
{
	static_assert(sizeof surnames == 3 * 100 + 1, "a hundred surnames");
	static const char digits[] = "〇一二三四五六七八九";
	static const char *const stems = "甲乙丙丁戊己庚辛壬癸";
	static const char *const branches = "子丑寅卯辰巳午未申酉戌亥";
	const uint32_t turned = (uint32_t)(((uint64_t)n * 3571 +
	    m->what->seed % NAMES) % NAMES);
	const uint32_t mark = turned / 100;
	struct buf b = BUF_IN(m->scratch);
	struct str round = str_fmt(m->scratch, "%u", n / NAMES);

	buf_str(&b, character(surnames, turned % 100));
	buf_text(&b, "某");
	if (mark < 10)
		buf_str(&b, character(stems, mark));
	else if (mark < 22)
		buf_str(&b, character(branches, mark - 10));
	else {
		buf_str(&b, character(stems, (mark - 22) % 10));
		buf_str(&b, character(branches, (mark - 22) % 12));
	}
	for (size_t i = 0; n >= NAMES && i < round.n; i++)
		buf_str(&b, character(digits, (uint32_t)(round.p[i] - '0')));
	return buf_view(&b);
}

struct str
holder_ref(struct making *m, uint32_t person)
{
	return str_fmt(m->scratch, "sample:P%07u", person);
}

static uint32_t
person_new(struct making *m, int64_t from)
{
	const uint32_t no = ++m->persons;
	struct str name = person_name(m, no - 1);
	struct str code = row_numbered(m, "P", no), since = row_day(m, from);
	struct str staff = dice_in(&m->dice, NO_STAFF_NO) ? S("") :
	    str_fmt(m->scratch, "Y%08u", no);

	ROW(m, SAMPLE_PERSONS, SOURCE, code, name, staff, since, S(""));
	/* Somebody entered the same person again, without the number. */
	if (dice_in(&m->dice, TWICE))
		ROW(m, SAMPLE_PERSONS, SOURCE, str_fmt(m->scratch, "%.*s-2",
		    STR_ARG(code)), name, S(""), since, S(""));
	return no;
}

/* Somebody who left another post than that of ${not} not long before ${day}, or
 * a new person. */
static uint32_t
person_take(struct making *m, int64_t day, uint32_t not)
{
	size_t at;

	if (m->npool == 0 || !dice_in(&m->dice, POOLED))
		return person_new(m, day);
	at = dice_below(&m->dice, (uint32_t)m->npool);
	for (size_t i = 0; i < LOOKS && i < m->npool; i++) {
		const struct freed f = m->pool[(at + i) % m->npool];

		if (f.day > day || day - f.day > REST_MOST ||
		    f.person == not)
			continue;
		m->pool[(at + i) % m->npool] = m->pool[m->npool - 1];
		m->npool--;
		return f.person;
	}
	return person_new(m, day);
}

static void
person_free(struct making *m, uint32_t person, int64_t day)
{
	const struct freed f = { person, day };

	if (day == DAY_OPEN || !dice_in(&m->dice, STAYS))
		return;
	if (m->npool < POOL)
		m->pool[m->npool++] = f;
	else
		m->pool[dice_below(&m->dice, POOL)] = f;
}

static struct str
head_of(struct str body)
{
	static const struct {
		const char	*end, *head;
	} heads[] = {
		{ "省人民政府", "省长" }, { "自治区人民政府", "主席" },
		{ "市人民政府", "市长" }, { "区人民政府", "区长" },
		{ "州人民政府", "州长" }, { "盟人民政府", "盟长" },
		{ "地区人民政府", "专员" }, { "旗人民政府", "旗长" },
		{ "县人民政府", "县长" }, { "镇人民政府", "镇长" },
		{ "乡人民政府", "乡长" }, { "苏木人民政府", "苏木达" },
		{ "人民政府", "主任" }, { "办公厅", "主任" },
		{ "厅", "厅长" }, { "局", "局长" },
		{ "总署", "署长" }, { "署", "审计长" }, { "部", "部长" },
		{ "银行", "行长" }, { "分行", "行长" }, { "支行", "行长" },
		{ "院", "院长" }, { "社", "社长" }, { "台", "台长" },
		{ "政法委员会", "书记" },
	};

	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		if (str_ends(body, heads[i].end))
			return str_of(heads[i].head);
	return S("主任");
}

static struct str
title_of(struct making *m, const struct made *b, const struct post *p)
{
	return row_replaced(m, p->title, "{head}", head_of(b->name));
}

/* "样组〔2021〕34号", and the day of it. */
static struct str
document_of(struct making *m, int64_t from, struct str *ret_day)
{
	const int64_t day = from - dice_from(&m->dice, 1, 20);

	*ret_day = S("");
	if (dice_in(&m->dice, UNDOCUMENTED))
		return S("");
	*ret_day = row_day(m, day);
	return str_fmt(m->scratch, "样组〔%d〕%u号", civil_from_day(day).year,
	    1 + dice_below(&m->dice, 180));
}

static void
term_put(struct making *m, struct made *b, const struct term *t)
{
	struct str on, document = document_of(m, t->from, &on);
	struct str title = title_of(m, b, t->post);
	struct str code = row_numbered(m, "T", ++m->tenures);
	struct str person = holder_ref(m, t->person);
	struct str body = row_ref(m, b->code), due = row_day(m, t->due);
	const int64_t away = t->absent < t->to ? t->absent : t->to;
	const int64_t back = t->back < t->to ? t->back : t->to;

	ROW(m, SAMPLE_TENURES, SOURCE, code, person, body, title,
	    str_of(t->kind), S(""), due, document, on, row_day(m, t->from),
	    row_day(m, away));
	if (away < back)
		ROW(m, SAMPLE_TENURES, SOURCE, code, person, body, title,
		    str_of(t->kind), S("yes"), due, document, on,
		    row_day(m, away), row_day(m, back));
	if (back < t->to)
		ROW(m, SAMPLE_TENURES, SOURCE, code, person, body, title,
		    str_of(t->kind), S(""), due, document, on,
		    row_day(m, back), row_day(m, t->to));
}

static void
holder_add(struct making *m, struct made *b, const struct term *t, bool real)
{
	if (b->nholders < HOLDERS_MAX)
		b->holder[b->nholders++] = (struct holder){ t->person,
		    t->from, t->to, (int)(t->post - m->t.post), real };
}

/* A deputy who was there from before ${from} until after ${to}; 0: nobody. */
static uint32_t
deputy_of(struct making *m, const struct made *b, const struct post *p,
    int64_t from, int64_t to)
{
	for (size_t i = b->nholders; i-- > 0;) {
		const struct holder *h = &b->holder[i];

		if (h->real && &m->t.post[h->post] != p && h->from <= from &&
		    h->to >= to && m->t.post[h->post].rank <= p->rank + 2)
			return h->person;
	}
	return 0;
}

/* Somebody stands in for the holder, or presides over what is vacant. */
static void
cover_put(struct making *m, struct made *b, const struct post *p,
    int64_t from, int64_t to, bool vacant)
{
	struct term t = { .post = p, .from = from, .to = to,
	    .kind = vacant && p->first ? "presiding" : "acting",
	    .absent = DAY_OPEN, .back = DAY_OPEN };

	if (from >= to || (t.person = deputy_of(m, b, p, from, to)) == 0)
		return;
	t.due = to;
	/* Of those that go on, some should have ended by now. */
	if (to == DAY_OPEN)
		t.due = m->what->on + dice_from(&m->dice, -60, 150);
	if (t.due <= from)
		t.due = from + 30;
	term_put(m, b, &t);
	holder_add(m, b, &t, false);
}

/* Ill, or at a school for some months. */
static void
absence_draw(struct making *m, struct term *t)
{
	const int64_t most = t->to < m->what->on ? t->to : m->what->on;

	t->absent = t->back = DAY_OPEN;
	if (most - t->from < 500 || !dice_in(&m->dice, ABSENT))
		return;
	t->absent = dice_from(&m->dice, t->from + 200, most - 20);
	t->back = t->absent + dice_from(&m->dice, 60, 200);
	/* It is not said yet when they come back. */
	if (t->back > m->what->on && t->to == DAY_OPEN)
		t->back = DAY_OPEN;
}

/* When does a tenure that begins on ${from} end?  ${*ret_last}: nobody has come
 * after it. */
static int64_t
term_end(struct making *m, const struct made *b, int64_t from,
    bool *ret_last)
{
	const int64_t on = m->what->on;
	int64_t to = from + dice_from(&m->dice, TERM_LEAST, TERM_MOST);

	*ret_last = false;
	if (b->to != DAY_OPEN)
		return to < b->to ? to : b->to;
	if (to + 20 < on)
		return to;
	*ret_last = true;
	to = DAY_OPEN;
	if (on - from > 300 && dice_in(&m->dice, GONE_NOW))
		to = on - dice_from(&m->dice, 5, 200);
	return to;
}

/* One seat, from the body's first day to its last, or to today. */
static void
seat_fill(struct making *m, struct made *b, const struct post *p)
{
	const int64_t end = b->to < m->what->on ? b->to : m->what->on;
	int64_t at = b->from, next;
	uint32_t held = 0;
	bool last = false;

	if (dice_in(&m->dice, LATE_FIRST))
		at += dice_from(&m->dice, 10, 250);
	for (; at < end && !last && m->r == ERR_OK; at = next) {
		struct term t = { .post = p, .kind = "substantive",
		    .from = at, .due = DAY_OPEN };

		t.to = term_end(m, b, at, &last);
		t.person = held = person_take(m, at, held);
		absence_draw(m, &t);
		term_put(m, b, &t);
		holder_add(m, b, &t, true);
		if (t.absent < t.to && p->rank <= 2)
			cover_put(m, b, p, t.absent, t.back < t.to ? t.back :
			    t.to, false);
		person_free(m, t.person, t.to);
		next = t.to;
		if (t.to >= end)
			break;
		/* Vacant until today, or for a while, or not at all. */
		if (!last && dice_in(&m->dice, GAP))
			next += dice_from(&m->dice, 10, 150);
		if (last || next >= end)
			next = b->to;
		if (next > t.to && p->rank <= 2 &&
		    dice_in(&m->dice, COVERED))
			cover_put(m, b, p, t.to, next, true);
	}
}

/* The committee's members hold these seats beside their own. */
static void
seat_concurrent(struct making *m, struct made *b, const struct post *p)
{
	for (size_t i = 0; i < m->ncommittee; i++) {
		const struct holder *h = &m->committee[i];
		struct term t = { .post = p, .person = h->person,
		    .kind = "concurrent", .from = h->from, .to = h->to,
		    .absent = DAY_OPEN, .back = DAY_OPEN, .due = DAY_OPEN };

		if (!h->real || !str_eq(m->t.post[h->post].title, p->held_by))
			continue;
		term_put(m, b, &t);
		holder_add(m, b, &t, true);
	}
}

static void
post_put(struct making *m, const struct made *b, const struct post *p)
{
	ROW(m, SAMPLE_POSTS, SOURCE, str_fmt(m->scratch, "%.*s-P%d",
	    STR_ARG(b->code), (int)(p - m->t.post) + 1), row_ref(m, b->code),
	    title_of(m, b, p), p->capacities, row_number(m, p->seats),
	    row_number(m, p->rank), row_day(m, b->from),
	    row_day(m, b->to));
}

/* For a year or two, beside those who hold its seats. */
static void
seconded_put(struct making *m, struct made *b, const struct post *p)
{
	const int64_t end = b->to < m->what->on ? b->to : m->what->on;
	struct term t = { .post = p, .kind = "temporary", .absent = DAY_OPEN,
	    .back = DAY_OPEN };

	if (!p->team || p->first || end - b->from < 900 ||
	    !dice_in(&m->dice, SECONDED))
		return;
	t.from = dice_from(&m->dice, b->from + 30, end - 400);
	t.to = t.due = t.from + dice_from(&m->dice, 350, 730);
	if (t.to > end)
		t.to = b->to;
	t.person = person_take(m, t.from, 0);
	term_put(m, b, &t);
	person_free(m, t.person, t.to);
}

/* Lower ranks first, so that it is known who could stand in for the others. */
void
made_people(struct making *m, struct made *b)
{
	const bool unit = str_is(b->word, "unit");
	const bool direct = !dice_in(&m->dice, unit ? NO_DIRECT_UNIT :
	    NO_DIRECT);

	for (size_t i = m->t.nposts; i-- > 0 && m->r == ERR_OK;) {
		const struct post *p = &m->t.post[i];

		if (!str_eq(p->posts, b->posts) ||
		    (p->levels & (1U << b->level)) == 0 ||
		    (b->outline && !p->first && !p->direct) ||
		    (p->direct && !direct))
			continue;
		post_put(m, b, p);
		if (p->held_by.n != 0) {
			seat_concurrent(m, b, p);
			continue;
		}
		for (int seat = 0; seat < p->seats; seat++)
			seat_fill(m, b, p);
		seconded_put(m, b, p);
	}
	if (b->level < 4 && str_is(b->posts, "committee")) {
		memcpy(m->committee, b->holder, sizeof m->committee);
		m->ncommittee = b->nholders;
	}
}

uint32_t
holder_open(const struct making *m, const struct made *b, bool duty,
    size_t n, int64_t since)
{
	size_t found = 0;

	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < b->nholders; i++) {
			const struct holder *h = &b->holder[i];

			if (h->to != DAY_OPEN || h->from > since || !h->real ||
			    m->t.post[h->post].duty != duty)
				continue;
			if (found++ == n)
				return h->person;
		}
		if (found == 0)
			return 0;
		n %= found;
		found = 0;
	}
	return 0;
}
