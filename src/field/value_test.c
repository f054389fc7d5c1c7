/* SPDX-License-Identifier: Apache-2.0 */
#include "field/field.h"
#include "test/lib/test.h"

static const struct field text_field = { .name = "text", .kind = FIELD_TEXT };
static const struct field int_field = { .name = "n", .kind = FIELD_INT };
static const struct field moment_field = { .name = "at",
    .kind = FIELD_MOMENT };
static const struct field decimal_field = { .name = "d",
    .kind = FIELD_DECIMAL };
static const struct field duration_field = { .name = "long",
    .kind = FIELD_DURATION };
static const struct field ref_field = { .name = "body", .kind = FIELD_REF };
static const struct field file_field = { .name = "file", .kind = FIELD_FILE };
static const struct field list_field = { .name = "list", .kind = FIELD_LIST,
    .of = FIELD_INT };

static const struct field sub_rows[] = {
	{ .name = "code", .kind = FIELD_TEXT },
	{ .name = "n", .kind = FIELD_INT },
};
static FIELDS(sub, "sub", 1, sub_rows);
static const struct field table_field = { .name = "rows",
    .kind = FIELD_TABLE, .sub = &sub };

TEST("what is not said equals what is not said, and nothing else")
{
	struct value none = { 0 }, left = { .text = S("left over") };
	struct value one = V_INT(1);

	CHECK(value_eq(&text_field, &none, &left));
	CHECK(!value_eq(&int_field, &none, &one));
	CHECK(!value_eq(&int_field, &one, &none));
}

TEST("unknown values are equal when their reasons are")
{
	struct value a = { .given = GIVEN_UNKNOWN, .text = S("not_known") };
	struct value b = { .given = GIVEN_UNKNOWN, .text = S("not_known"),
	    .num = 7 };
	struct value c = { .given = GIVEN_UNKNOWN, .text = S("not_asked") };

	CHECK(value_eq(&int_field, &a, &b));
	CHECK(!value_eq(&int_field, &a, &c));
}

TEST("text in the vault is compared by its text, else by its key")
{
	struct value a = V_TEXT(S("one")), b = V_TEXT(S("one"));
	struct value k = { .given = GIVEN_KNOWN }, l = k;

	b.hash.b[0] = 1;
	CHECK(value_eq(&text_field, &a, &b));
	k.hash.b[31] = 1;
	CHECK(!value_eq(&text_field, &k, &l));
	l.hash.b[31] = 1;
	CHECK(value_eq(&text_field, &k, &l));
	CHECK(!value_eq(&text_field, &a, &k));
}

TEST("moments of one millisecond and two precisions differ")
{
	struct value a = { .given = GIVEN_KNOWN, .prec = PREC_DAY };
	struct value b = { .given = GIVEN_KNOWN, .prec = PREC_MONTH };

	CHECK(!value_eq(&moment_field, &a, &b));
	b.prec = PREC_DAY;
	CHECK(value_eq(&moment_field, &a, &b));
}

TEST("decimals are equal by their value, not by their digits")
{
	struct value a = { .given = GIVEN_KNOWN, .dec = { 1250, -2 } };
	struct value b = { .given = GIVEN_KNOWN, .dec = { 125, -1 } };

	CHECK(value_eq(&decimal_field, &a, &b));
	b.dec.coeff = 126;
	CHECK(!value_eq(&decimal_field, &a, &b));
}

TEST("no months are not no milliseconds")
{
	struct value a = { .given = GIVEN_KNOWN, .dur = { true, 0 } };
	struct value b = { .given = GIVEN_KNOWN, .dur = { false, 0 } };

	CHECK(!value_eq(&duration_field, &a, &b));
}

TEST("references are equal by key, and before they have one by text")
{
	struct value a = V_TEXT(S("140000")), b = V_TEXT(S("150000"));
	struct value k = V_KEY(((struct key){ { 1 } })), l = k;

	CHECK(!value_eq(&ref_field, &a, &b));
	CHECK(value_eq(&ref_field, &a, &a));
	CHECK(!value_eq(&ref_field, &a, &k));
	l.text = S("as it was typed");
	CHECK(value_eq(&ref_field, &k, &l));
}

TEST("files are equal when name, size and bytes are")
{
	struct value a = { .given = GIVEN_KNOWN, .num = 3, .text = S("a.pdf") };
	struct value b = a;

	CHECK(value_eq(&file_field, &a, &b));
	b.hash.b[5] = 9;
	CHECK(!value_eq(&file_field, &a, &b));
	b = a;
	b.num = 4;
	CHECK(!value_eq(&file_field, &a, &b));
	b = a;
	b.text = S("b.pdf");
	CHECK(!value_eq(&file_field, &a, &b));
}

TEST("lists are equal value by value")
{
	struct value v[] = { V_INT(1), V_INT(2) }, w[] = { V_INT(1), V_INT(3) };
	struct value a = { .given = GIVEN_KNOWN, .list = { v, 2 } };
	struct value b = { .given = GIVEN_KNOWN, .list = { w, 2 } };

	CHECK(!value_eq(&list_field, &a, &b));
	a.list.n = b.list.n = 1;
	CHECK(value_eq(&list_field, &a, &b));
	b.list.n = 0;
	CHECK(!value_eq(&list_field, &a, &b));
}

TEST("tables are equal row by row, each field by its kind")
{
	struct value v[] = { V_TEXT(S("x")), V_INT(1), V_TEXT(S("y")), { 0 } };
	struct value w[] = { V_TEXT(S("x")), V_INT(1), V_TEXT(S("y")),
	    V_INT(0) };
	struct value a = { .given = GIVEN_KNOWN, .list = { v, 2 } };
	struct value b = { .given = GIVEN_KNOWN, .list = { w, 2 } };

	CHECK(!value_eq(&table_field, &a, &b));
	a.list.n = b.list.n = 1;
	CHECK(value_eq(&table_field, &a, &b));
}
