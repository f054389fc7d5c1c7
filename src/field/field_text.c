/* SPDX-License-Identifier: Apache-2.0 */
/* How does a value look: to a sheet or program, and to a reader? */
#include "base/show.h"
#include "field/field_in.h"

typedef void put_fn(struct buf *b, const struct field *f,
    const struct value *v);

static void
put_text(struct buf *b, const struct field *f, const struct value *v)
{
	(void)f;
	buf_str(b, v->text);
}

static void
put_int(struct buf *b, const struct field *f, const struct value *v)
{
	(void)f;
	buf_int(b, v->num);
}

static void
put_decimal(struct buf *b, const struct field *f, const struct value *v)
{
	(void)f;
	decimal_put(b, v->dec);
}

static void
put_bool(struct buf *b, const struct field *f, const struct value *v)
{
	(void)f;
	buf_text(b, v->num != 0 ? "yes" : "no");
}

static void
put_date(struct buf *b, const struct field *f, const struct value *v)
{
	(void)f;
	day_put(b, v->num);
}

static void
put_moment(struct buf *b, const struct field *f, const struct value *v)
{
	(void)f;
	moment_put(b, (struct moment){ v->num, v->prec });
}

static void
put_duration(struct buf *b, const struct field *f, const struct value *v)
{
	(void)f;
	duration_put(b, v->dur);
}

static void
put_ref(struct buf *b, const struct field *f, const struct value *v)
{
	(void)f;
	if (key_none(v->key))
		buf_str(b, v->text);
	else
		key_put(b, v->key);
}

static void
put_file(struct buf *b, const struct field *f, const struct value *v)
{
	(void)f;
	buf_hex(b, v->hash.b, HASH_BYTES);
	buf_char(b, ' ');
	buf_int(b, v->num);
	buf_char(b, ' ');
	buf_str(b, v->text);
}

static void
put_table(struct buf *b, const struct field *f, const struct value *v)
{
	struct canon c;
	const struct writing w = { .c = &c, .open = true };

	canon_start(&c, b);
	(void)write_value(&w, f, v, 0);
}

static void put_list(struct buf *b, const struct field *f,
    const struct value *v);

static put_fn *const put_kind[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = put_text,
	[FIELD_LINES]	 = put_text,
	[FIELD_INT]	 = put_int,
	[FIELD_DECIMAL]	 = put_decimal,
	[FIELD_BOOL]	 = put_bool,
	[FIELD_DATE]	 = put_date,
	[FIELD_MOMENT]	 = put_moment,
	[FIELD_DURATION] = put_duration,
	[FIELD_CHOICE]	 = put_text,
	[FIELD_REF]	 = put_ref,
	[FIELD_FILE]	 = put_file,
	[FIELD_TABLE]	 = put_table,
	[FIELD_LIST]	 = put_list,
};

/* A backslash before what would part values or be one itself. */
static void
put_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' || s.p[i] == '|' ||
		    str_starts(str_part(s, i, s.n), "｜"))
			buf_char(b, '\\');
		buf_char(b, s.p[i]);
	}
}

/* No mark at all would be no list at all. */
static void
put_list(struct buf *b, const struct field *f, const struct value *v)
{
	const struct field one = field_element(f);
	struct buf part = BUF_INIT;

	if (v->list.n == 0)
		buf_char(b, '|');
	for (size_t i = 0; i < v->list.n; i++) {
		if (i > 0)
			buf_char(b, '|');
		buf_empty(&part);
		put_kind[one.kind](&part, &one, &v->list.v[i]);
		put_escaped(b, buf_view(&part));
	}
	b->failed = b->failed || buf_failed(&part);
	buf_free(&part);
}

void
field_put(struct buf *b, const struct field *f, const struct value *v)
{
	if (v->given == GIVEN_UNKNOWN)
		buf_char(b, '?');
	else if (v->given == GIVEN_KNOWN)
		put_kind[f->kind](b, f, v);
}

typedef void show_fn(struct buf *b, const struct field *f,
    struct voice voice, const struct value *v);

static void show_values(struct buf *b, const struct field *f, size_t n,
    struct voice voice, const struct value *v, int depth);

static void
show_text(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	if (value_only_key(f, v))
		buf_text(b, say(voice.lang, M("(kept in the vault)")));
	else
		buf_str(b, v->text);
}

static void
show_number(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	(void)f;
	show_int(b, voice, v->num);
}

static void
show_decimal(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	(void)f;
	(void)voice;
	decimal_put(b, v->dec);
}

static void
show_bool(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	(void)f;
	buf_text(b, say(voice.lang, v->num != 0 ? M("yes") : M("no")));
}

static void
show_date(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	(void)f;
	show_day(b, voice, v->num);
}

static void
show_time(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	(void)f;
	show_moment(b, voice, (struct moment){ v->num, v->prec });
}

static void
show_count(struct buf *b, struct voice voice, int64_t n, const char *one,
    const char *many)
{
	const struct arg args[] = { A_INT("n", n), { 0 } };

	say_into(b, voice, n == 1 ? one : many, args);
}

static void
show_length(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	int64_t n = v->dur.n;

	(void)f;
	if (!v->dur.months) {
		show_duration_ms(b, voice, n);
		return;
	}
	if (n < 0) {
		buf_text(b, "-");
		n = -n;
	}
	if (n >= 12)
		show_count(b, voice, n / 12, M("{n} year"), M("{n} years"));
	if (n >= 12 && n % 12 != 0)
		buf_text(b, voice.lang == LANG_ZH_CN ? "" : " ");
	if (n % 12 != 0 || n == 0)
		show_count(b, voice, n % 12, M("{n} month"), M("{n} months"));
}

static void
show_choice(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	const struct choice *c = field_choice(f, v->text);

	if (c == NULL || c->label == NULL)
		buf_str(b, v->text);
	else
		buf_text(b, say(voice.lang, c->label));
}

static void
show_ref(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	(void)voice;
	put_ref(b, f, v);
}

static void
show_file(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	(void)f;
	buf_str(b, v->text);
	buf_text(b, voice.lang == LANG_ZH_CN ? "（" : " (");
	show_bytes(b, voice, v->num);
	buf_text(b, voice.lang == LANG_ZH_CN ? "）" : ")");
}

static show_fn *const show_kind[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = show_text,
	[FIELD_LINES]	 = show_text,
	[FIELD_INT]	 = show_number,
	[FIELD_DECIMAL]	 = show_decimal,
	[FIELD_BOOL]	 = show_bool,
	[FIELD_DATE]	 = show_date,
	[FIELD_MOMENT]	 = show_time,
	[FIELD_DURATION] = show_length,
	[FIELD_CHOICE]	 = show_choice,
	[FIELD_REF]	 = show_ref,
	[FIELD_FILE]	 = show_file,
};

/* One after the other: "a, b", "甲、乙". */
static void
show_list(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	const struct field one = field_element(f);

	if (v->list.n == 0)
		buf_text(b, say(voice.lang, M("none")));
	for (size_t i = 0; i < v->list.n; i++) {
		if (i > 0)
			buf_text(b, voice.lang == LANG_ZH_CN ? "、" : ", ");
		show_kind[one.kind](b, &one, voice, &v->list.v[i]);
	}
}

/* Rows parted by semicolons, and within them what is said. */
static void
show_table(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v, int depth)
{
	const bool zh = voice.lang == LANG_ZH_CN;

	if (v->list.n == 0)
		buf_text(b, say(voice.lang, M("none")));
	for (size_t i = 0; i < v->list.n; i++) {
		if (i > 0)
			buf_text(b, zh ? "；" : "; ");
		show_values(b, f->sub->field, f->sub->n, voice,
		    v->list.v + i * f->sub->n, depth + 1);
	}
}

static void
show_value(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v, int depth)
{
	if (v->given == GIVEN_UNKNOWN)
		buf_text(b, say(voice.lang, M("unknown")));
	else if (f->kind == FIELD_LIST)
		show_list(b, f, voice, v);
	else if (f->kind != FIELD_TABLE)
		show_kind[f->kind](b, f, voice, v);
	else if (depth < FIELD_DEPTH_MAX)
		show_table(b, f, voice, v, depth);
}

static void
show_values(struct buf *b, const struct field *f, size_t n,
    struct voice voice, const struct value *v, int depth)
{
	bool first = true;

	for (size_t i = 0; i < n; i++) {
		if (v[i].given == GIVEN_NOT)
			continue;
		if (!first)
			buf_text(b, voice.lang == LANG_ZH_CN ? "，" : ", ");
		first = false;
		show_value(b, &f[i], voice, &v[i], depth);
	}
}

void
field_show(struct buf *b, const struct field *f, struct voice voice,
    const struct value *v)
{
	show_values(b, f, 1, voice, v, 0);
}
