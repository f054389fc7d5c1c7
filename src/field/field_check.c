/* SPDX-License-Identifier: Apache-2.0 */
/* Are values what their fields allow? */
#include "field/field_in.h"

#include <assert.h>

typedef enum err check_fn(const struct field *f, const struct value *v,
    int depth, struct note *note);

static check_fn *const check[FIELD_KIND__MAX];

static enum err check_values(const struct fields *fs,
    const struct value *values, int depth, struct note *note);

static enum err
check_span(const struct field *f, int64_t n, const char *few,
    const char *many, struct note *note)
{
	if (n < f->min)
		return NOTE(note, ERR_INVALID, few, A_LABEL(f),
		    A_INT("n", n), A_INT("least", f->min));
	if (n > field_most(f))
		return NOTE(note, ERR_INVALID, many, A_LABEL(f),
		    A_INT("n", n), A_INT("most", field_most(f)));
	return ERR_OK;
}

/* Most text is short and plain: one pass tells whether more is needed. */
static bool
is_plain_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 || c > 0x7E)
			return false;
	}
	return true;
}

static enum err
check_letters(const struct field *f, struct str s, int64_t *ret_n,
    struct note *note)
{
	if (is_plain_ascii(s)) {
		*ret_n = (int64_t)s.n;
		return ERR_OK;
	}
	if (!utf8_ok(s))
		return NOTE(note, ERR_INVALID, M("{label} holds bytes that are not "
		    "UTF-8 text. Enter it again."), A_LABEL(f));
	if (utf8_has_control(s))
		return NOTE(note, ERR_INVALID, M("{label} holds a control "
		    "character, which nobody can see. Enter it again without."),
		    A_LABEL(f));
	*ret_n = (int64_t)utf8_count(s);
	return ERR_OK;
}

static enum err
check_text(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	int64_t n = 0;
	enum err r;

	(void)depth;
	if (value_only_key(f, v))
		return ERR_OK;
	if (v->text.n == 0 && (f->flags & FIELD_REQUIRED) != 0)
		return NOTE(note, ERR_INVALID, M("{label} is missing. Fill it "
		    "in."), A_LABEL(f));
	if ((r = check_letters(f, v->text, &n, note)) != ERR_OK)
		return r;
	return check_span(f, n,
	    M("{label} has {n} characters; {least} is the least. Write it in "
	    "full."),
	    M("{label} has {n} characters; {most} is the most. Shorten it."),
	    note);
}

static enum err
out_of_range(const struct field *f, struct str value, const char *msg,
    int64_t bound, struct note *note)
{
	char room[INT_TEXT];

	return NOTE(note, ERR_INVALID, msg, A_LABEL(f),
	    A_TEXT("value", value), A_TEXT("bound", int_text(room, bound)));
}

#define TOO_SMALL M("{label} is {value}, but {bound} is the least. Correct it.")
#define TOO_LARGE M("{label} is {value}, but {bound} is the most. Correct it.")

static bool
is_bounded(const struct field *f)
{
	return f->min != 0 || f->max != 0;
}

static enum err
check_int(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	int64_t least = is_bounded(f) ? f->min : -CANON_INT_MAX;
	char room[INT_TEXT];

	(void)depth;
	if (v->num < least)
		return out_of_range(f, int_text(room, v->num), TOO_SMALL, least,
		    note);
	if (v->num > field_most(f))
		return out_of_range(f, int_text(room, v->num), TOO_LARGE,
		    field_most(f), note);
	return ERR_OK;
}

static enum err
check_decimal(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	struct decimal least = { f->min, 0 }, most = { field_most(f), 0 };
	bool small = is_bounded(f) && decimal_cmp(v->dec, least) < 0;
	struct buf b = BUF_INIT;
	enum err r;

	(void)depth;
	if (!small && (f->max == 0 || decimal_cmp(v->dec, most) <= 0))
		return ERR_OK;
	decimal_put(&b, v->dec);
	r = out_of_range(f, buf_view(&b), small ? TOO_SMALL : TOO_LARGE,
	    small ? f->min : f->max, note);
	buf_free(&b);
	return r;
}

static enum err
check_bool(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	char room[INT_TEXT];

	(void)depth;
	if (v->num == 0 || v->num == 1)
		return ERR_OK;
	return field_refuse(f, int_text(room, v->num), note);
}

static enum err
check_date(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	char room[INT_TEXT];

	(void)depth;
	if (v->num >= DAY_LEAST && v->num <= DAY_OPEN)
		return ERR_OK;
	return field_refuse(f, int_text(room, v->num), note);
}

static enum err
check_moment(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	char room[INT_TEXT];

	(void)depth;
	if (v->num >= DAY_LEAST * DAY_MS && v->num < (DAY_OPEN + 1) * DAY_MS &&
	    v->prec < PREC__MAX)
		return ERR_OK;
	return field_refuse(f, int_text(room, v->num), note);
}

static enum err
check_duration(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	char room[INT_TEXT];

	(void)depth;
	/* The one number whose opposite cannot be written. */
	if (v->dur.n != INT64_MIN)
		return ERR_OK;
	return field_refuse(f, int_text(room, v->dur.n), note);
}

static enum err
check_choice(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	(void)depth;
	if (field_choice(f, v->text) != NULL)
		return ERR_OK;
	return field_refuse_choice(f, NULL, v->text, note);
}

static enum err
check_ref(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	return key_none(v->key) ? check_text(f, v, depth, note) : ERR_OK;
}

static enum err
check_file(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	(void)depth;
	if (v->num < 0 || v->num > CANON_INT_MAX)
		return field_refuse(f, v->text, note);
	if (!field_file_name_ok(v->text))
		return NOTE(note, ERR_INVALID, M("A file cannot be called "
		    "\"{text}\". Give it a name without / and control "
		    "characters, of at most {most} bytes."),
		    A_TEXT("text", v->text), A_INT("most", FIELD_NAME_MAX));
	return ERR_OK;
}

static enum err
check_length(const struct field *f, const struct value *v, struct note *note)
{
	return check_span(f, (int64_t)v->list.n,
	    M("{label} has {n} entries; {least} is the least. Add what is "
	    "missing."),
	    M("{label} has {n} entries; {most} is the most. Take some out."),
	    note);
}

static enum err
check_list(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	const struct field one = field_element(f);
	enum err r = check_length(f, v, note);

	for (size_t i = 0; i < v->list.n && r == ERR_OK; i++)
		r = value_known(&v->list.v[i])
		    ? check[f->of](&one, &v->list.v[i], depth, note)
		    : NOTE(note, ERR_INVALID, M("{label} has an entry which says "
		    "nothing. Leave it out."), A_LABEL(f));
	return r;
}

static enum err
check_table(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	enum err r = check_length(f, v, note);

	assert(depth < FIELD_DEPTH_MAX);
	for (size_t i = 0; i < v->list.n && r == ERR_OK; i++)
		r = check_values(f->sub, v->list.v + i * f->sub->n, depth + 1,
		    note);
	return r;
}

static check_fn *const check[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = check_text,
	[FIELD_LINES]	 = check_text,
	[FIELD_INT]	 = check_int,
	[FIELD_DECIMAL]	 = check_decimal,
	[FIELD_BOOL]	 = check_bool,
	[FIELD_DATE]	 = check_date,
	[FIELD_MOMENT]	 = check_moment,
	[FIELD_DURATION] = check_duration,
	[FIELD_CHOICE]	 = check_choice,
	[FIELD_REF]	 = check_ref,
	[FIELD_FILE]	 = check_file,
	[FIELD_TABLE]	 = check_table,
	[FIELD_LIST]	 = check_list,
};

static enum err
check_unknown(const struct field *f, const struct value *v,
    struct note *note)
{
	if ((f->flags & FIELD_OPEN) == 0)
		return NOTE(note, ERR_INVALID, M("{label} cannot be left unknown. "
		    "Write {right}."), A_LABEL(f),
		    A_WORD("right", field_right(f)));
	if (!field_is_word(v->text))
		return NOTE(note, ERR_INVALID, M("\"{text}\" cannot be the reason "
		    "why {label} is unknown. Write a word of small letters, "
		    "digits and _, like not_known."), A_TEXT("text", v->text),
		    A_LABEL(f));
	return ERR_OK;
}

static enum err
check_value(const struct field *f, const struct value *v, int depth,
    struct note *note)
{
	if (v->given == GIVEN_UNKNOWN)
		return check_unknown(f, v, note);
	if (v->given == GIVEN_KNOWN)
		return check[f->kind](f, v, depth, note);
	if ((f->flags & FIELD_REQUIRED) != 0)
		return NOTE(note, ERR_INVALID, M("{label} is missing. Fill it "
		    "in."), A_LABEL(f));
	return ERR_OK;
}

static enum err
check_values(const struct fields *fs, const struct value *values, int depth,
    struct note *note)
{
	enum err r;

	for (size_t i = 0; i < fs->n; i++) {
		if ((r = check_value(&fs->field[i], &values[i], depth,
		    note)) == ERR_OK)
			continue;
		/* Within a row of a table, the table is what a form shows. */
		if (depth == 0)
			note_where(note, (struct where){
			    .field = fs->field[i].name,
			    .label = fs->field[i].label });
		return r;
	}
	return ERR_OK;
}

enum err
fields_check(const struct fields *fs, const struct value *values,
    struct note *note)
{
	return check_values(fs, values, 0, note);
}
