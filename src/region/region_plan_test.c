/* SPDX-License-Identifier: Apache-2.0 */
#include "region/region_plan.h"

#include "test/lib/test.h"

enum { OPEN = REGION_YEAR_OPEN };

/* One planning: rows of a file against what the store has. */
struct fixture {
	struct arena		*a;
	struct region_runs	 file, store;
	struct region_planned	 plan;
	size_t			 faults;
	struct region_fault	 fault;	/* the last one */
};

static void
fault_seen(void *arg, const struct region_fault *f)
{
	struct fixture *fx = arg;

	fx->faults++;
	fx->fault = *f;
}

static struct region_line
line(const char *code, const char *name, int level, int from, int to,
    const char *successors)
{
	static int64_t row;

	row++;
	return (struct region_line){ .code = str_of(code),
	    .name = str_of(name), .level = level, .from = from, .to = to,
	    .successors = str_of(successors), .parent = S(""),
	    .row = row };
}

static struct fixture
fixture_new(void)
{
	struct fixture fx = { .a = arena_new() };

	CHECK(fx.a != NULL);
	return fx;
}

#define RUNS(fx, to, lines) \
	CHECK_INT(region_runs_make((fx)->a, (lines), \
	    sizeof(lines) / sizeof((lines)[0]), (to), fault_seen, (fx)), \
	    ERR_OK)

/* As the store would give it back: with keys, and parents by their codes. */
static void
stored(struct fixture *fx, struct region_line *lines, size_t n)
{
	CHECK_INT(region_runs_make(fx->a, lines, n, &fx->store, fault_seen,
	    fx), ERR_OK);
	for (size_t i = 0; i < fx->store.n; i++) {
		struct region_run *r = &fx->store.run[i];

		memset(&r->id, 0, sizeof r->id);
		r->id.b[15] = (unsigned char)(i + 1);
		for (size_t k = 0; k < r->nnames; k++)
			r->names[k].parent = r->level == 1 ? S("") :
			    S("320000");
	}
}
#define STORED(fx, lines) \
	stored((fx), (lines), sizeof(lines) / sizeof((lines)[0]))

static void
plan(struct fixture *fx)
{
	CHECK_INT(region_plan(fx->a, &fx->file, &fx->store, fault_seen, fx,
	    &fx->plan), ERR_OK);
}

static void
check_change(const struct fixture *fx, size_t i, enum region_change_kind kind,
    const char *code, int year, const char *name)
{
	const struct region_change *c = &fx->plan.change[i];

	CHECK(i < fx->plan.n);
	CHECK_INT(c->kind, kind);
	CHECK_STR(fx->file.run[c->run].code, code);
	CHECK_INT(c->year, year);
	CHECK_STR(c->name, name);
}

TEST("rows of one code without a gap are one run, with a gap two")
{
	struct fixture fx = fixture_new();
	struct region_line lines[] = {
		line("320602", "崇川区", 3, 1991, 2020, "320613"),
		line("320602", "城区", 3, 1983, 1991, "320602"),
		line("320683", "甲", 3, 1983, 1990, ""),
		line("320683", "乙", 3, 1993, OPEN, ""),
	};

	RUNS(&fx, &fx.file, lines);
	CHECK_INT(fx.faults, 0);
	CHECK_INT(fx.file.n, 3);
	CHECK_INT(fx.file.run[0].nnames, 2);
	CHECK_INT(fx.file.run[0].from, 1983);
	CHECK_INT(fx.file.run[0].to, 2020);
	CHECK_STR(fx.file.run[0].names[0].name, "城区");
	CHECK_INT(fx.file.run[1].to, 1990);
	CHECK_INT(fx.file.run[2].to, OPEN);
	CHECK_INT(fx.file.newest, 2020);
	arena_free(fx.a);
}

TEST("two rows for the same code and year are a fault, and one is left out")
{
	struct fixture fx = fixture_new();
	struct region_line lines[] = {
		line("320602", "甲", 3, 1983, 1991, ""),
		line("320602", "乙", 3, 1990, OPEN, ""),
		line("320603", "丙", 3, 1990, OPEN, ""),
	};

	RUNS(&fx, &fx.file, lines);
	CHECK_INT(fx.faults, 1);
	CHECK_INT(fx.fault.kind, REGION_TWICE);
	CHECK_INT(fx.fault.from, 1990);
	CHECK_INT(fx.fault.other_to, 1991);
	CHECK_INT(fx.file.n, 2);
	arena_free(fx.a);
}

TEST("a code does not change its level within a run")
{
	struct fixture fx = fixture_new();
	struct region_line lines[] = {
		line("320602", "甲", 3, 1983, 1991, ""),
		line("320602", "乙", 2, 1991, OPEN, ""),
	};

	RUNS(&fx, &fx.file, lines);
	CHECK_INT(fx.faults, 1);
	CHECK_INT(fx.fault.kind, REGION_OTHER_LEVEL);
	arena_free(fx.a);
}

TEST("territory that left before the end is a part, at the end it came after")
{
	struct fixture fx = fixture_new();
	struct region_line lines[] = {
		line("130421", "邯郸县", 3, 1983, 2000,
		    "130421;130400[1990];130401"),
		line("130421", "邯郸县", 3, 2000, 2016,
		    "130404[2014];130402;130403;130402"),
	};
	const struct region_run *r;

	RUNS(&fx, &fx.file, lines);
	r = &fx.file.run[0];
	CHECK_INT(r->nwent, 5);
	CHECK_STR(r->went[0].code, "130400");
	CHECK(r->went[0].part);
	CHECK_INT(r->went[1].year, 2000);
	CHECK(r->went[1].part);
	CHECK_INT(r->went[2].year, 2014);
	CHECK(r->went[2].part);
	CHECK_STR(r->went[3].code, "130402");
	CHECK(!r->went[3].part);
	CHECK_STR(r->went[4].code, "130403");
	arena_free(fx.a);
}

TEST("a piece of a list of successors is a code with or without a year")
{
	struct str code;
	int year;

	CHECK(region_successor_parse(S("320613"), &code, &year));
	CHECK_INT(year, 0);
	CHECK(region_successor_parse(S("341202[2019]"), &code, &year));
	CHECK_STR(code, "341202");
	CHECK_INT(year, 2019);
	CHECK(!region_successor_parse(S(""), &code, &year));
	CHECK(!region_successor_parse(S("32061"), &code, &year));
	CHECK(!region_successor_parse(S("320613[2019"), &code, &year));
	CHECK(!region_successor_parse(S("320613[x]"), &code, &year));
	CHECK(!region_successor_parse(S("320613[12]"), &code, &year));
	CHECK(!region_successor_parse(S("320613["), &code, &year));
}

TEST("into an empty store everything is added, parents first, ends last")
{
	struct fixture fx = fixture_new();
	struct region_line lines[] = {
		line("320611", "港闸区", 3, 1991, 2020, "320613"),
		line("320600", "南通市", 2, 1983, OPEN, ""),
		line("320613", "崇川区", 3, 2020, OPEN, ""),
		line("320000", "江苏省", 1, 1981, OPEN, ""),
		line("320611", "郊区", 3, 1983, 1991, "320611"),
	};

	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 6);
	check_change(&fx, 0, REGION_ADD, "320000", 1981, "江苏省");
	check_change(&fx, 1, REGION_ADD, "320600", 1983, "南通市");
	CHECK_STR(fx.plan.change[1].code, "320000");
	check_change(&fx, 2, REGION_ADD, "320611", 1983, "郊区");
	CHECK_STR(fx.plan.change[2].code, "320600");
	check_change(&fx, 3, REGION_CHANGE, "320611", 1991, "港闸区");
	check_change(&fx, 4, REGION_ADD, "320613", 2020, "崇川区");
	check_change(&fx, 5, REGION_END, "320611", 2020, "");
	arena_free(fx.a);
}

TEST("a county moves when a prefecture appears above it")
{
	struct fixture fx = fixture_new();
	struct region_line lines[] = {
		line("320000", "江苏省", 1, 1981, OPEN, ""),
		line("320600", "南通市", 2, 1990, 1995, ""),
		line("320621", "海安县", 3, 1983, OPEN, ""),
	};

	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	check_change(&fx, 2, REGION_ADD, "320621", 1983, "海安县");
	CHECK_STR(fx.plan.change[2].code, "320000");
	check_change(&fx, 3, REGION_CHANGE, "320621", 1990, "海安县");
	CHECK_STR(fx.plan.change[3].code, "320600");
	check_change(&fx, 4, REGION_CHANGE, "320621", 1995, "海安县");
	CHECK_STR(fx.plan.change[4].code, "320000");
	arena_free(fx.a);
}

TEST("what the store has as the file does needs no change")
{
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320000", "江苏省", 1, 1981, OPEN, ""),
		line("320602", "城区", 3, 1983, 1991, "320602"),
		line("320602", "崇川区", 3, 1991, 2020, "320613;320614[1999]"),
	};
	struct region_line lines[] = {
		line("320602", "崇川区", 3, 1991, 2020, "320614[1999];320613"),
		line("320602", "城区", 3, 1983, 1991, "320602"),
		line("320000", "江苏省", 1, 1981, OPEN, ""),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 0);
	CHECK_INT(fx.plan.same, 2);
	CHECK(key_eq(fx.file.run[1].id, fx.store.run[1].id));
	arena_free(fx.a);
}

TEST("a corrected name holds until the next name that was known before")
{
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320000", "甲", 1, 1981, 1990, ""),
		line("320000", "乙", 1, 1990, 2000, ""),
		line("320000", "丙", 1, 2000, OPEN, ""),
	};
	struct region_line lines[] = {
		line("320000", "甲", 1, 1981, 1990, ""),
		line("320000", "丁", 1, 1990, 2000, ""),
		line("320000", "丙", 1, 2000, OPEN, ""),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 1);
	check_change(&fx, 0, REGION_CHANGE, "320000", 1990, "丁");
	arena_free(fx.a);
}

TEST("a name that goes on in the file replaces a later one of the store")
{
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320000", "甲", 1, 1981, 1990, ""),
		line("320000", "乙", 1, 1990, OPEN, ""),
	};
	struct region_line lines[] = {
		line("320000", "甲", 1, 1981, OPEN, ""),
		line("330000", "丙", 1, 1995, OPEN, ""),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 2);
	check_change(&fx, 0, REGION_CHANGE, "320000", 1990, "甲");
	check_change(&fx, 1, REGION_ADD, "330000", 1995, "丙");
	arena_free(fx.a);
}

TEST("a run that the file begins earlier keeps its later names")
{
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320000", "乙", 1, 2018, 2021, ""),
		line("320000", "丙", 1, 2021, OPEN, ""),
	};
	struct region_line lines[] = {
		line("320000", "甲", 1, 2015, OPEN, ""),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 1);
	check_change(&fx, 0, REGION_CORRECT, "320000", 2015, "甲");
	CHECK_INT(fx.plan.change[0].to, OPEN);
	arena_free(fx.a);
}

TEST("a run that the file ends later is longer, then ended with its successors")
{
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320000", "甲", 1, 1981, 2010, "330000"),
	};
	struct region_line lines[] = {
		line("320000", "甲", 1, 1981, 2011, ""),
		line("320000", "乙", 1, 2011, 2012, "340000"),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 3);
	check_change(&fx, 0, REGION_CORRECT, "320000", 1981, "甲");
	CHECK_INT(fx.plan.change[0].to, 2012);
	check_change(&fx, 1, REGION_CHANGE, "320000", 2011, "乙");
	check_change(&fx, 2, REGION_END, "320000", 2012, "");
	arena_free(fx.a);
}

TEST("an older file does not open again what has ended since")
{
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320000", "甲", 1, 1981, 2020, "330000"),
	};
	struct region_line lines[] = {
		line("320000", "甲", 1, 2015, OPEN, ""),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 0);
	CHECK_INT(fx.plan.same, 1);
	arena_free(fx.a);
}

TEST("a code seen in the year in which it was thought to end goes on")
{
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320000", "甲", 1, 1981, 2020, "330000"),
	};
	struct region_line lines[] = {
		line("320000", "甲", 1, 2020, OPEN, ""),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 1);
	check_change(&fx, 0, REGION_CORRECT, "320000", 1981, "甲");
	CHECK_INT(fx.plan.change[0].to, OPEN);
	arena_free(fx.a);
}

TEST("a code that was free for a time begins another region")
{
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320000", "甲", 1, 1981, 2000, ""),
	};
	struct region_line lines[] = {
		line("320000", "乙", 1, 2010, OPEN, ""),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 1);
	check_change(&fx, 0, REGION_ADD, "320000", 2010, "乙");
	arena_free(fx.a);
}

TEST("other successors of the same end are told again")
{
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320000", "甲", 1, 1981, 2020, "330000;340000"),
	};
	struct region_line lines[] = {
		line("320000", "甲", 1, 1981, 2020, "330000;350000[2001]"),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 2);
	check_change(&fx, 0, REGION_CEDE, "320000", 2001, "");
	CHECK_STR(fx.plan.change[0].code, "350000");
	check_change(&fx, 1, REGION_END, "320000", 2020, "");
	arena_free(fx.a);
}

TEST("one run of the file over two of the store is a fault")
{
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320000", "甲", 1, 1985, 1990, ""),
		line("320000", "甲", 1, 1995, OPEN, ""),
	};
	struct region_line lines[] = {
		line("320000", "甲", 1, 1981, OPEN, ""),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 0);
	CHECK_INT(fx.faults, 1);
	CHECK_INT(fx.fault.kind, REGION_BROKEN);
	arena_free(fx.a);
}

TEST("two runs of the file take two regions, though the store had one open")
{
	/* As an import left it that was stopped before its ends. */
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320000", "甲", 1, 1981, OPEN, ""),
	};
	struct region_line lines[] = {
		line("320000", "甲", 1, 1981, 1990, ""),
		line("320000", "乙", 1, 1995, OPEN, ""),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.plan.n, 2);
	check_change(&fx, 0, REGION_ADD, "320000", 1995, "乙");
	check_change(&fx, 1, REGION_END, "320000", 1990, "");
	CHECK(key_eq(fx.file.run[0].id, fx.store.run[0].id));
	arena_free(fx.a);
}

TEST("another level than the store's is a fault")
{
	struct fixture fx = fixture_new();
	struct region_line was[] = {
		line("320600", "甲", 2, 1981, OPEN, ""),
	};
	struct region_line lines[] = {
		line("320600", "甲", 3, 1981, OPEN, ""),
	};

	STORED(&fx, was);
	RUNS(&fx, &fx.file, lines);
	plan(&fx);
	CHECK_INT(fx.faults, 1);
	CHECK_INT(fx.fault.kind, REGION_OTHER_LEVEL);
	CHECK_INT(fx.fault.other_row, 0);
	arena_free(fx.a);
}
