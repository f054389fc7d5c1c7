/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a clause cited?  8.2.1 is 第八条第二款第（一）项 in a pack that is cited
 * by article, and Article 8(2)(1); A.1 is of an annex; others as they are
 * written.
 */
#include "pack/clause_in.h"

enum { CITE_PARTS_MAX = 8, NUMERAL_MAX = 9999 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
clause_number(struct str s, struct str *ret)
{
	size_t n = 0;
	bool annex = s.n > 2 && s.p[0] >= 'A' && s.p[0] <= 'Z' &&
	    s.p[1] == '.' && is_digit(s.p[2]);

	if (s.n == 0 || (!is_digit(s.p[0]) && !annex))
		return false;
	while (n < s.n && (is_digit(s.p[n]) || is_letter(s.p[n]) ||
	    (s.p[n] == '.' && n + 1 < s.n && (is_digit(s.p[n + 1]) ||
	    is_letter(s.p[n + 1])))))
		n++;
	if (n < s.n && s.p[n] != ' ')
		return false;
	*ret = str_part(s, 0, n);
	return n <= CLAUSE_BYTES_MAX;
}

/* Figures as a number, then letters. */
static int
part_cmp(struct str a, struct str b)
{
	size_t x = 0, y = 0;

	while (x < a.n && is_digit(a.p[x]))
		x++;
	while (y < b.n && is_digit(b.p[y]))
		y++;
	if ((x == 0) != (y == 0))
		return x == 0 ? 1 : -1;		/* annexes come last */
	if (x != y)
		return x < y ? -1 : 1;
	return str_cmp(a, b);
}

int
clause_cmp(struct str a, struct str b)
{
	struct str x, y;
	int c = 0;

	while (c == 0) {
		bool more_a = str_cut(&a, '.', &x);
		bool more_b = str_cut(&b, '.', &y);

		if (!more_a || !more_b)
			return (int)more_a - (int)more_b;
		c = part_cmp(x, y);
	}
	return c;
}

bool
clause_within(struct str id, struct str whole)
{
	return id.n > whole.n && id.p[whole.n] == '.' &&
	    memcmp(id.p, whole.p, whole.n) == 0;
}

/* 一 to 九千九百九十九; false if it is no such number. */
static bool
numeral_put(struct buf *b, struct str s)
{
	static const char *const digits[] = { "零", "一", "二", "三", "四", "五",
	    "六", "七", "八", "九" };
	static const struct { int64_t n; const char *word; } units[] = {
		{ 1000, "千" }, { 100, "百" }, { 10, "十" }, { 1, "" },
	};
	int64_t n;
	bool begun = false, gap = false;

	if (s.n == 0 || s.p[0] == '0' || !str_int(s, &n) || n < 1 ||
	    n > NUMERAL_MAX)
		return false;
	for (size_t i = 0; i < COUNT(units); i++) {
		int64_t d = n / units[i].n % 10;

		if (d == 0) {
			gap = begun;
			continue;
		}
		buf_text(b, gap ? digits[0] : "");
		/* 十二, not 一十二. */
		if (d != 1 || units[i].n != 10 || begun)
			buf_text(b, digits[d]);
		buf_text(b, units[i].word);
		begun = true;
		gap = false;
	}
	return true;
}

static void
part_put_zh(struct buf *b, size_t nth, struct str part)
{
	static const char *const units[] = { "条", "款", "项", "目" };
	static const char *const before[] = { "第", "第", "第（", "第" };
	static const char *const behind[] = { "", "", "）", "" };

	if (nth >= COUNT(units)) {
		buf_char(b, '.');
		buf_str(b, part);
		return;
	}
	buf_text(b, before[nth]);
	if (nth == 3 || !numeral_put(b, part))
		buf_str(b, part);
	buf_text(b, behind[nth]);
	buf_text(b, units[nth]);
}

/* Has the article more paragraphs than this one? */
static bool
has_several(const struct pack *p, struct str article, struct str paragraph)
{
	for (size_t i = 0; i < p->nclauses; i++) {
		struct str id = p->clauses[i].id, part;

		if (!clause_within(id, article))
			continue;
		id = str_part(id, article.n + 1, id.n);
		if (str_cut(&id, '.', &part) && !str_eq(part, paragraph))
			return true;
	}
	return false;
}

static size_t
parts_of(struct str id, struct str *ret)
{
	size_t n = 0;

	while (n + 1 < CITE_PARTS_MAX && str_cut(&id, '.', &ret[n]))
		n++;
	if (id.n > 0)
		ret[n++] = id;
	return n;
}

struct pack_words
pack_cite(struct arena *a, const struct pack *p, const struct pack_clause *c)
{
	struct buf zh = BUF_IN(a), en = BUF_IN(a);
	struct str part[CITE_PARTS_MAX];
	size_t n = parts_of(c->id, part);

	if (!p->by_article)
		return (struct pack_words){ c->id, c->id };
	if (!is_digit(c->id.p[0])) {
		buf_text(&zh, "附件");
		buf_str(&zh, c->id);
		buf_text(&en, "Annex ");
		buf_str(&en, c->id);
		return (struct pack_words){ buf_view(&zh), buf_view(&en) };
	}
	buf_text(&en, "Article ");
	for (size_t i = 0; i < n; i++) {
		if (i == 1 && !has_several(p, part[0], part[1]))
			continue;
		part_put_zh(&zh, i, part[i]);
		buf_text(&en, i > 0 ? "(" : "");
		buf_str(&en, part[i]);
		buf_text(&en, i > 0 ? ")" : "");
	}
	return (struct pack_words){ buf_view(&zh), buf_view(&en) };
}
