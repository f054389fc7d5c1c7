/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body_lines.h"

#include "test/lib/test.h"

/* The lines of a sheet being made, and what was told of them. */
struct sheet {
	struct arena		*a;
	struct body_lines	 l;
	struct body_line	 line[300];
	int			 overlaps, circles, high;
	struct str		 circle;	/* names, of the last */
};

static struct sheet *
sheet_new(void)
{
	struct arena *a = arena_new();
	struct sheet *s = a == NULL ? NULL : NEW(a, struct sheet);

	if (s == NULL)
		abort();
	s->a = a;
	return s;
}

static struct body_line *
put(struct sheet *s, const char *code, const char *name, const char *superior,
    int32_t from, int32_t to)
{
	struct body_line *l = &s->line[s->l.n++];

	*l = (struct body_line){ .source = S("t"), .code = str_of(code),
	    .name = str_of(name), .superior = str_of(superior),
	    .from = from, .to = to == 0 ? DAY_OPEN : to,
	    .row = (uint32_t)s->l.n + 1 };
	return l;
}

static void
overlap_seen(void *arg, const struct body_line *line,
    const struct body_line *other)
{
	CHECK(str_eq(line->code, other->code));
	((struct sheet *)arg)->overlaps++;
}

static void
circle_seen(void *arg, const uint32_t *line, size_t n, uint32_t from)
{
	struct sheet *s = arg;
	struct buf b = BUF_IN(s->a);

	(void)from;
	if (n == 0) {
		s->high++;
		return;
	}
	s->circles++;
	for (size_t i = 0; i < n; i++)
		buf_str(&b, s->line[line[i]].name);
	s->circle = buf_view(&b);
}

/* Index, join superiors by code, order, look for circles. */
static void
judge(struct sheet *s)
{
	s->l.line = s->line;
	CHECK_INT(body_lines_index(s->a, &s->l, overlap_seen, s), ERR_OK);
	for (size_t i = 0; i < s->l.n; i++)
		if (s->line[i].superior.n != 0)
			s->line[i].above = body_lines_find(&s->l, S("t"),
			    s->line[i].superior);
	for (size_t i = 0; i < s->l.n; i++) {
		struct str rest = s->line[i].guided_by, one;
		uint32_t *guide = NEW_ARRAY(s->a, uint32_t, 4);

		s->line[i].guide = guide;
		while (rest.n != 0 && str_cut(&rest, '|', &one))
			guide[s->line[i].nguides++] = body_lines_find(&s->l,
			    S("t"), one);
	}
	CHECK_INT(body_lines_order(s->a, &s->l), ERR_OK);
	body_lines_circles(&s->l, circle_seen, s);
}

/* The codes in order, groups in brackets. */
static struct str
order_of(const struct sheet *s)
{
	struct buf b = BUF_IN(s->a);

	for (size_t i = 0; i < s->l.norder; i++) {
		bool many = i + 1 < s->l.norder &&
		    s->l.group[i + 1] == s->l.group[i];

		if (many && s->l.group[i] == i)
			buf_char(&b, '(');
		buf_str(&b, s->line[s->l.order[i]].code);
		if (!many && s->l.group[i] != i)
			buf_char(&b, ')');
	}
	return buf_view(&b);
}

TEST("source and code are parted by the first colon")
{
	struct str source, code;

	CHECK(body_name_cut(S("js: 1:2"), &source, &code));
	CHECK_STR(source, "js");
	CHECK_STR(code, "1:2");
	CHECK(!body_name_cut(S("js"), &source, &code));
}

TEST("lines are found by source and code, in whatever order they came")
{
	struct sheet *s = sheet_new();

	(void)put(s, "3", "丙", "", 1, 0);
	(void)put(s, "1", "甲", "", 1, 0);
	put(s, "1", "乙", "", 1, 0)->source = S("u");
	judge(s);
	CHECK_STR(s->line[body_lines_find(&s->l, S("t"), S("1"))].name, "甲");
	CHECK_STR(s->line[body_lines_find(&s->l, S("u"), S("1"))].name, "乙");
	CHECK(body_lines_find(&s->l, S("u"), S("3")) == LINE_NONE);
	CHECK(body_lines_find(&s->l, S(""), S("")) == LINE_NONE);
	arena_free(s->a);
}

TEST("an empty sheet holds nobody")
{
	struct sheet *s = sheet_new();
	uint32_t other;

	judge(s);
	CHECK(body_lines_find(&s->l, S("t"), S("1")) == LINE_NONE);
	CHECK(body_lines_named(&s->l, S("甲"), &other) == LINE_NONE);
	CHECK_INT(s->l.norder, 0);
	arena_free(s->a);
}

TEST("a name means the one body that bears it, and two are told apart")
{
	struct sheet *s = sheet_new();
	uint32_t other;

	(void)put(s, "1", "公安局", "", 1, 0);
	(void)put(s, "2", "公安局", "", 1, 0);
	(void)put(s, "3", "公安局", "", 1, 0);
	(void)put(s, "4", "教育局", "", 1, 9);
	(void)put(s, "4", "教育局", "", 20, 0);
	judge(s);
	CHECK_STR(s->line[body_lines_named(&s->l, S("教育局"), &other)].code,
	    "4");
	CHECK(other == LINE_NONE);
	CHECK(body_lines_named(&s->l, S("公安局"), &other) != LINE_NONE);
	CHECK(other != LINE_NONE);
	CHECK(body_lines_named(&s->l, S("财政局"), &other) == LINE_NONE);
	arena_free(s->a);
}

TEST("an open state ends where the body's next one begins")
{
	struct sheet *s = sheet_new();
	uint32_t first;

	(void)put(s, "1", "乙", "", 20, 0);
	(void)put(s, "1", "甲", "", 10, 0);
	(void)put(s, "1", "丙", "", 30, 40);
	judge(s);
	CHECK_INT(s->overlaps, 0);
	first = body_lines_find(&s->l, S("t"), S("1"));
	CHECK(body_lines_on(&s->l, first, 9) == LINE_NONE);
	CHECK_STR(s->line[body_lines_on(&s->l, first, 10)].name, "甲");
	CHECK_STR(s->line[body_lines_on(&s->l, first, 29)].name, "乙");
	CHECK_STR(s->line[body_lines_on(&s->l, first, 39)].name, "丙");
	CHECK(body_lines_on(&s->l, first, 40) == LINE_NONE);
	arena_free(s->a);
}

TEST("lines for the same days are told, and the first one counts")
{
	struct sheet *s = sheet_new();
	uint32_t first;

	(void)put(s, "1", "甲", "", 10, 30);
	(void)put(s, "1", "乙", "", 20, 40);
	(void)put(s, "1", "丙", "", 30, 0);
	(void)put(s, "1", "丁", "", 30, 0);
	judge(s);
	CHECK_INT(s->overlaps, 2);
	first = body_lines_find(&s->l, S("t"), S("1"));
	CHECK_STR(s->line[body_lines_on(&s->l, first, 25)].name, "甲");
	CHECK_STR(s->line[body_lines_on(&s->l, first, 30)].name, "丙");
	arena_free(s->a);
}

TEST("a faulty line can be named but says nothing of any day")
{
	struct sheet *s = sheet_new();
	struct body_line *l = put(s, "1", "甲", "", INT32_MIN, 0);

	l->faulty = true;
	(void)put(s, "2", "乙", "1", 10, 0);
	judge(s);
	CHECK(body_lines_find(&s->l, S("t"), S("1")) != LINE_NONE);
	CHECK(body_lines_on(&s->l, body_lines_find(&s->l, S("t"), S("1")),
	    10) == LINE_NONE);
	CHECK_INT(s->circles, 0);
	arena_free(s->a);
}

TEST("superiors come before those they lead")
{
	struct sheet *s = sheet_new();

	(void)put(s, "1", "甲", "3", 1, 0);
	(void)put(s, "2", "乙", "1", 1, 0);
	(void)put(s, "3", "丙", "", 1, 0);
	judge(s);
	CHECK_STR(order_of(s), "312");
	CHECK_INT(s->circles, 0);
	arena_free(s->a);
}

TEST("guides come before those whom they guide")
{
	struct sheet *s = sheet_new();

	put(s, "1", "甲", "4", 1, 0)->guided_by = S("3|2");
	(void)put(s, "2", "乙", "", 1, 0);
	put(s, "3", "丙", "", 1, 0)->guided_by = S("2");
	(void)put(s, "4", "丁", "", 1, 0);
	judge(s);
	CHECK_STR(order_of(s), "4231");
	arena_free(s->a);
}

TEST("bodies that guide one another are a group, superiors first")
{
	struct sheet *s = sheet_new();

	put(s, "1", "甲", "2", 1, 0)->guided_by = S("5");
	put(s, "2", "乙", "3", 1, 0)->guided_by = S("1");
	(void)put(s, "3", "丙", "", 1, 0);
	put(s, "4", "丁", "", 1, 0)->guided_by = S("1");
	put(s, "5", "戊", "", 1, 0)->guided_by = S("1");
	judge(s);
	CHECK_STR(order_of(s), "3(215)4");
	CHECK_INT(s->circles, 0);
	arena_free(s->a);
}

TEST("who is only named later does not hold up the order")
{
	struct sheet *s = sheet_new();

	(void)put(s, "1", "甲", "", 1, 10);
	put(s, "1", "甲", "2", 10, 0)->guided_by = S("2");
	(void)put(s, "2", "乙", "1", 1, 11);
	(void)put(s, "2", "乙", "", 11, 0);
	s->line[1].to = 11;
	judge(s);
	CHECK_STR(order_of(s), "12");
	arena_free(s->a);
}

TEST("a circle is told once, with all that are in it")
{
	struct sheet *s = sheet_new();

	(void)put(s, "1", "甲", "2", 1, 0);
	(void)put(s, "2", "乙", "3", 1, 0);
	(void)put(s, "3", "丙", "1", 1, 0);
	(void)put(s, "4", "丁", "3", 1, 0);
	judge(s);
	CHECK_INT(s->circles, 1);
	CHECK_STR(s->circle, "甲乙丙");
	CHECK_INT(s->high, 0);
	CHECK_INT(s->l.norder, 4);
	arena_free(s->a);
}

TEST("who stands under himself is a circle of one")
{
	struct sheet *s = sheet_new();

	(void)put(s, "1", "甲", "1", 1, 0);
	judge(s);
	CHECK_INT(s->circles, 1);
	CHECK_STR(s->circle, "甲");
	arena_free(s->a);
}

TEST("two that lead each other at different times are no circle")
{
	struct sheet *s = sheet_new();

	(void)put(s, "1", "甲", "", 1, 10);
	(void)put(s, "1", "甲", "2", 10, 0);
	(void)put(s, "2", "乙", "1", 1, 10);
	(void)put(s, "2", "乙", "", 10, 0);
	judge(s);
	CHECK_INT(s->circles, 0);
	arena_free(s->a);
}

TEST("a circle that begins only on a later day is one")
{
	struct sheet *s = sheet_new();

	(void)put(s, "1", "甲", "", 1, 10);
	(void)put(s, "1", "甲", "2", 10, 0);
	(void)put(s, "2", "乙", "1", 1, 11);
	(void)put(s, "2", "乙", "", 11, 0);
	judge(s);
	CHECK_INT(s->circles, 1);
	CHECK_STR(s->circle, "甲乙");
	arena_free(s->a);
}

TEST("too many above one another are told, up to the limit they are not")
{
	struct sheet *s = sheet_new();
	char code[BODY_DEPTH_MAX + 2][8];

	for (int i = 0; i < BODY_DEPTH_MAX + 2; i++) {
		(void)snprintf(code[i], sizeof code[i], "%d", i + 100);
		(void)put(s, code[i], "甲", i == 0 ? "" : code[i - 1], 1, 0);
	}
	judge(s);
	CHECK_INT(s->circles, 0);
	CHECK_INT(s->high, 2);
	arena_free(s->a);
}

TEST("very many lines of one superior, and many states, are no burden")
{
	enum { MANY = 200000 };
	struct sheet *s = sheet_new();
	struct body_line *line = NEW_ARRAY(s->a, struct body_line, MANY);
	struct body_lines l = { .line = line, .n = MANY };

	CHECK(line != NULL);
	for (uint32_t i = 0; i < MANY; i++) {
		const bool head = i < MANY / 2;

		line[i] = (struct body_line){ .source = S("t"),
		    .code = head ? S("top") : str_fmt(s->a, "%u", i),
		    .name = S("甲"), .from = (int32_t)i, .to = DAY_OPEN,
		    .superior = head ? S("") : S("top"), .row = i + 2 };
	}
	CHECK_INT(body_lines_index(s->a, &l, overlap_seen, s), ERR_OK);
	for (uint32_t i = 0; i < MANY; i++)
		if (line[i].superior.n != 0)
			line[i].above = body_lines_find(&l, S("t"),
			    line[i].superior);
	CHECK_INT(body_lines_order(s->a, &l), ERR_OK);
	body_lines_circles(&l, circle_seen, s);
	CHECK_INT(l.norder, MANY / 2 + 1);
	CHECK_INT(s->circles + s->high + s->overlaps, 0);
	arena_free(s->a);
}
