/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables and values by chance, always the same by their seed: what is written
 * can be read, is the same, and is written again with the same bytes.
 */
#include "field/field.h"
#include "test/lib/test.h"

static const struct choice grades[] = {
	{ "extreme", M("extreme") },
	{ "ordinary", M("ordinary") },
	{ NULL, NULL }
};

static enum err
encode(struct buf *b, const struct fields *fs, const struct value *values,
    struct note *note)
{
	struct canon c;

	buf_empty(b);
	canon_start(&c, b);
	return fields_encode(fs, values, &c, NULL, NULL, note);
}

static enum err
decode(struct arena *a, const struct fields *fs, struct str json,
    struct value *values, struct note *note)
{
	const struct cjson *j;

	CHECK_OK(canon_read(a, json, &j, note), note);
	return fields_decode(a, fs, j, values, note);
}

struct rolling {
	struct arena		*a;
	struct test_chance	 state;
};

static uint32_t
roll(struct rolling *r, uint32_t below)
{
	const struct chance chance = test_chance_of(&r->state);
	uint32_t n;

	chance_bytes(&chance, &n, sizeof n);
	return n % below;
}

static const char *const words[] = { "", "a", "网信办", "line\nline",
    "\"quoted\" \\", "\x01\x1f\t", "\xF0\x9F\x94\x92", "Caf\xC3\xA9" };

static struct str
roll_text(struct rolling *r)
{
	struct buf b = BUF_IN(r->a);

	for (uint32_t n = roll(r, 4); n > 0; n--)
		buf_text(&b, words[roll(r, sizeof words / sizeof *words)]);
	return buf_view(&b);
}

static const struct fields *
roll_table(struct rolling *r, int depth)
{
	size_t n = roll(r, depth == 0 ? FIELDS_MAX : 5);
	struct field *f = NEW_ARRAY(r->a, struct field, n + 1);
	struct fields *fs = NEW(r->a, struct fields);

	n += depth == 0;
	for (size_t i = 0; i < n; i++) {
		/* Different by their number, in no order by their letters. */
		f[i].name = str_fmt(r->a, "%c%c_%zu", 'a' + (int)roll(r, 26),
		    'a' + (int)roll(r, 26), i).p;
		f[i].kind = (enum field_kind)roll(r, FIELD_KIND__MAX);
		if (f[i].kind == FIELD_TABLE && depth == FIELD_DEPTH_MAX)
			f[i].kind = FIELD_TEXT;
		f[i].of = (enum field_kind)roll(r, FIELD_TABLE);
		f[i].flags = roll(r, 2) == 0 ? FIELD_PLAIN : 0;
		f[i].flags |= roll(r, 2) == 0 ? FIELD_OPEN : 0;
		f[i].choices = grades;
		if (f[i].kind == FIELD_TABLE)
			f[i].sub = roll_table(r, depth + 1);
	}
	*fs = (struct fields){ "rolled", 1, f, n, roll(r, 2) == 0 ? NULL :
	    NEW(r->a, struct fields_order) };
	return fs;
}

static struct value roll_value(struct rolling *r, const struct field *f);

static void
roll_values(struct rolling *r, const struct fields *fs, struct value *v)
{
	for (size_t i = 0; i < fs->n; i++) {
		uint32_t n = roll(r, 4);

		if (n == 0)
			continue;
		if (n == 1 && (fs->field[i].flags & FIELD_OPEN) != 0)
			v[i] = (struct value){ .given = GIVEN_UNKNOWN,
			    .text = S("not_asked") };
		else
			v[i] = roll_value(r, &fs->field[i]);
	}
}

static struct value
roll_many(struct rolling *r, const struct field *f)
{
	const struct field one = { .name = f->name, .kind = f->of,
	    .flags = f->flags & FIELD_PLAIN, .choices = f->choices };
	size_t n = roll(r, 3);
	size_t width = f->kind == FIELD_TABLE ? f->sub->n : 1;
	struct value *v = NEW_ARRAY(r->a, struct value, n * width + 1);

	for (size_t i = 0; i < n; i++)
		if (f->kind == FIELD_TABLE)
			roll_values(r, f->sub, v + i * width);
		else
			v[i] = roll_value(r, &one);
	return (struct value){ .given = GIVEN_KNOWN, .list = { v, n } };
}

/* One case a kind. */
static struct value
roll_value(struct rolling *r, const struct field *f)
{
	static const int64_t unit[PREC__MAX] = { 1, SECOND_MS, MINUTE_MS,
	    HOUR_MS, DAY_MS, DAY_MS, DAY_MS };
	const struct chance chance = test_chance_of(&r->state);
	struct value v = { .given = GIVEN_KNOWN };

	switch (f->kind) {
	case FIELD_TEXT:
	case FIELD_LINES:
		if ((f->flags & FIELD_PLAIN) != 0)
			v.text = roll_text(r);
		else
			chance_bytes(&chance, v.hash.b, HASH_BYTES);
		break;
	case FIELD_INT:
		v.num = ((int64_t)roll(r, UINT32_MAX) << 21) *
		    (roll(r, 2) == 0 ? 1 : -1);
		break;
	case FIELD_DECIMAL:
		v.dec.coeff = (__int128)roll(r, UINT32_MAX) *
		    (roll(r, 2) == 0 ? 1 : -1);
		v.dec.exp = -(int)roll(r, 20);
		break;
	case FIELD_BOOL:
		v.num = roll(r, 2);
		break;
	case FIELD_DATE:
		v.num = DAY_LEAST + (int64_t)roll(r,
		    DAY_OPEN - DAY_LEAST + 1);
		break;
	case FIELD_MOMENT:
		v.prec = (enum precision)roll(r, PREC__MAX);
		v.num = (DAY_LEAST + (int64_t)roll(r,
		    DAY_OPEN - DAY_LEAST + 1)) * DAY_MS + roll(r, 86400000);
		v.num = moment_first((struct moment){ v.num -
		    ((v.num % unit[v.prec]) + unit[v.prec]) % unit[v.prec],
		    v.prec });
		break;
	case FIELD_DURATION:
		v.dur.months = roll(r, 2) == 0;
		v.dur.n = (int64_t)roll(r, UINT32_MAX) - INT32_MAX;
		break;
	case FIELD_CHOICE:
		v.text = str_of(grades[roll(r, 2)].word);
		break;
	case FIELD_REF:
		chance_bytes(&chance, v.key.b, sizeof v.key.b);
		break;
	case FIELD_FILE:
		chance_bytes(&chance, v.hash.b, HASH_BYTES);
		v.num = roll(r, UINT32_MAX);
		v.text = S("附件 1.pdf");
		break;
	case FIELD_TABLE:
	case FIELD_LIST:
	case FIELD_KIND__MAX:
		v = roll_many(r, f);
	}
	return v;
}

TEST("what is written can be read and written again: 20,000 tables by chance")
{
	for (uint64_t seed = 1; seed <= 20000; seed++) {
		struct rolling r = { arena_new(), { seed *
		    UINT64_C(0x9E3779B97F4A7C15) } };
		const struct fields *fs = roll_table(&r, 0);
		struct value *v = NEW_ARRAY(r.a, struct value, fs->n);
		struct value *back = NEW_ARRAY(r.a, struct value, fs->n);
		struct buf b = BUF_IN(r.a), again = BUF_IN(r.a);
		struct note note = NOTE_INIT;

		roll_values(&r, fs, v);
		CHECK_OK(encode(&b, fs, v, &note), &note);
		if (b.n > CANON_BYTES_MAX) {
			arena_free(r.a);
			continue;
		}
		CHECK_OK(decode(r.a, fs, buf_view(&b), back, &note), &note);
		for (size_t i = 0; i < fs->n; i++)
			CHECK(value_eq(&fs->field[i], &v[i], &back[i]));
		CHECK_OK(encode(&again, fs, back, &note), &note);
		CHECK(str_eq(buf_view(&b), buf_view(&again)));
		arena_free(r.a);
	}
}
