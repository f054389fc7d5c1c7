/* SPDX-License-Identifier: Apache-2.0 */
/* What did a person write? */
#include "field/field_in.h"

typedef enum err parse_fn(struct arena *a, const struct field *f,
    struct voice v, struct str text, struct value *ret, struct note *note);

/* Blanks that are not ASCII's and stand around pasted text. */
static bool
is_wide_blank(int32_t cp)
{
	return cp == 0xA0 || cp == 0x3000 || cp == 0x200B || cp == 0xFEFF ||
	    (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F;
}

static struct str
trim(struct str s)
{
	size_t from, to, at;
	int32_t cp;

	s = str_trim(s);
	if (s.n == 0)
		return S("");
	from = to = s.n;
	for (size_t before = at = 0; (cp = utf8_next(s, &at)) >= 0;
	    before = at) {
		if (cp == ' ' || (cp >= '\t' && cp <= '\r') ||
		    is_wide_blank(cp))
			continue;
		if (from == s.n)
			from = before;
		to = at;
	}
	return str_part(s, from, to);
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/* Line ends are LF; within one line a tab is a blank. */
static struct str
lines_clean(struct arena *a, const struct field *f, struct str s)
{
	const bool one = f->kind != FIELD_LINES && f->kind != FIELD_TABLE;
	char *p;
	size_t n = 0;

	if (str_find(s, '\r') == s.n && (!one || str_find(s, '\t') == s.n))
		return str_copy(a, s);
	if ((p = arena_alloc(a, s.n + 1)) == NULL)
		return S("");
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
			continue;
		p[n++] = s.p[i] == '\r' ? '\n' : one && s.p[i] == '\t' ? ' ' :
		    s.p[i];
	}
	return (struct str){ p, n };
}

enum err
field_clean(struct arena *a, const struct field *f, struct str text,
    struct str *ret, struct note *note)
{
	struct str s = text;

	if (!is_ascii(s)) {
		if (!utf8_ok(s))
			return NOTE(note, ERR_INVALID, M("{label} holds bytes that "
			    "are not UTF-8 text. Enter it again."),
			    A_LABEL(f));
		s = utf8_nfc(a, s);
	}
	s = lines_clean(a, f, trim(s));
	if (arena_failed(a))
		return note_memory(note);
	if (f->kind != FIELD_LINES && f->kind != FIELD_TABLE &&
	    str_find(s, '\n') != s.n)
		return NOTE(note, ERR_INVALID, M("\"{text}\" has several lines, "
		    "but {label} takes one. Put them into one line."),
		    A_TEXT("text", s), A_LABEL(f));
	if (utf8_has_control(s))
		return NOTE(note, ERR_INVALID, M("{label} holds a control "
		    "character, which nobody can see. Enter it again without."),
		    A_LABEL(f));
	*ret = s;
	return ERR_OK;
}

/* What a full-width or typographic sign stands for; itself otherwise. */
static int32_t
narrow(int32_t cp)
{
	if (cp >= 0xFF01 && cp <= 0xFF5E)
		return cp - 0xFF01 + '!';
	if (cp == 0x2212)	/* minus sign */
		return '-';
	return is_wide_blank(cp) ? ' ' : cp;
}

struct str
field_narrow(struct arena *a, struct str text)
{
	struct buf b = BUF_IN(a);
	size_t at = 0;
	int32_t cp;

	if (is_ascii(text))
		return text;
	buf_room(&b, text.n);
	while ((cp = utf8_next(text, &at)) >= 0)
		utf8_put(&b, narrow(cp));
	return buf_view(&b);
}

static bool
says_unknown(struct str s)
{
	return str_is(s, "?") || str_is(s, "？") || str_is(s, "未知") ||
	    str_eq_nocase(s, S("unknown"));
}

static enum err
parse_text(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	(void)a;
	(void)f;
	(void)v;
	(void)note;
	*ret = (struct value)V_TEXT(text);
	return ERR_OK;
}

static enum err
parse_bool(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	static const struct {
		const char	*word;
		bool		 is;
	} words[] = {
		{ "yes", true }, { "no", false }, { "是", true },
		{ "否", false }, { "true", true }, { "false", false },
		{ "1", true }, { "0", false },
	};

	(void)a;
	(void)v;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_nocase(text, str_of(words[i].word))) {
			*ret = (struct value)V_BOOL(words[i].is);
			return ERR_OK;
		}
	return field_refuse(f, text, note);
}

/* The choice whose word or label it is: exactly, or as a reader sees it. */
static const struct choice *
choice_typed(struct arena *a, const struct field *f, struct str text)
{
	const struct choice *c = field_choice(f, text);
	struct str seen;

	if (c != NULL)
		return c;
	for (c = f->choices; c != NULL && c->word != NULL; c++)
		for (int l = 0; l < LANG__MAX && c->label != NULL; l++)
			if (str_is(text, say((enum lang)l, c->label)))
				return c;
	seen = utf8_fold(a, text);
	for (c = f->choices; c != NULL && c->word != NULL; c++) {
		if (str_eq(seen, utf8_fold(a, str_of(c->word))))
			return c;
		for (int l = 0; l < LANG__MAX && c->label != NULL; l++)
			if (str_eq(seen, utf8_fold(a,
			    str_of(say((enum lang)l, c->label)))))
				return c;
	}
	return NULL;
}

static enum err
parse_choice(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	struct arena_mark mark = arena_mark(a);
	const struct choice *c = choice_typed(a, f, text);

	arena_reset(a, mark);
	if (arena_failed(a))
		return note_memory(note);
	if (c == NULL)
		return field_refuse_choice(f, &v, text, note);
	*ret = (struct value)V_TEXT(str_of(c->word));
	return ERR_OK;
}

static enum err
parse_ref(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	struct key k;

	if (!key_parse(text, &k) || key_none(k))
		return parse_text(a, f, v, text, ret, note);
	*ret = (struct value)V_KEY(k);
	return ERR_OK;
}

/* file -> SHA-256 ' ' size ' ' name, as field_put() writes it. */
static enum err
parse_file(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	struct value file = { .given = GIVEN_KNOWN };
	struct str rest = text, hash, size;

	(void)a;
	(void)v;
	if (!str_cut(&rest, ' ', &hash) || !str_cut(&rest, ' ', &size) ||
	    !str_unhex(hash, file.hash.b, HASH_BYTES) ||
	    !str_int(size, &file.num) || file.num < 0 ||
	    !field_file_name_ok(trim(rest)))
		return field_refuse(f, text, note);
	file.text = trim(rest);
	*ret = file;
	return ERR_OK;
}

static enum err
parse_table(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	const struct cjson *json;
	struct note why = NOTE_INIT;

	(void)v;
	if (canon_read(a, text, &json, &why) != ERR_OK)
		return why.err == ERR_MEMORY ? note_memory(note) :
		    field_refuse(f, text, note);
	return json_value(a, f, json, 0, ret, note);
}

static enum err parse_list(struct arena *a, const struct field *f,
    struct voice v, struct str text, struct value *ret, struct note *note);

static const struct {
	parse_fn	*parse;
	bool		 narrow;	/* full-width signs mean the narrow */
} kinds[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = { parse_text, false },
	[FIELD_LINES]	 = { parse_text, false },
	[FIELD_INT]	 = { parse_int, true },
	[FIELD_DECIMAL]	 = { parse_decimal, true },
	[FIELD_BOOL]	 = { parse_bool, true },
	[FIELD_DATE]	 = { parse_date, true },
	[FIELD_MOMENT]	 = { parse_moment, true },
	[FIELD_DURATION] = { parse_duration, true },
	[FIELD_CHOICE]	 = { parse_choice, false },
	[FIELD_REF]	 = { parse_ref, false },
	[FIELD_FILE]	 = { parse_file, false },
	[FIELD_TABLE]	 = { parse_table, false },
	[FIELD_LIST]	 = { parse_list, false },
};

static enum err
parse_kind(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	if (kinds[f->kind].narrow)
		text = field_narrow(a, text);
	if (arena_failed(a))
		return note_memory(note);
	return kinds[f->kind].parse(a, f, v, text, ret, note);
}

/* Where does the separator at ${at} end?  ${at} itself when there is none. */
static size_t
separator_end(struct str s, size_t at)
{
	if (s.p[at] == '|')
		return at + 1;
	return str_starts(str_part(s, at, s.n), "｜") ? at + sizeof "｜" - 1
	    : at;
}

/* Does a backslash at ${at} stand before what it makes a part of the value? */
static bool
escapes(struct str s, size_t at)
{
	return s.p[at] == '\\' && at + 1 < s.n && (s.p[at + 1] == '\\' ||
	    separator_end(s, at + 1) != at + 1);
}

/* Take one value off ${*rest}, its escapes resolved; false at the end. */
static bool
list_cut(struct arena *a, struct str *rest, struct str *ret)
{
	struct str s = *rest;
	size_t end = 0, next = 0, n = 0;
	char *p;

	if (s.n == 0)
		return false;
	while (end < s.n && (next = separator_end(s, end)) == end)
		end += escapes(s, end) ? 2 : 1;
	if ((p = arena_alloc(a, end + 1)) == NULL)
		return false;
	for (size_t at = 0; at < end; at++) {
		at += escapes(s, at);
		p[n++] = s.p[at];
	}
	*ret = (struct str){ p, n };
	*rest = str_part(s, end < s.n ? next : s.n, s.n);
	return true;
}

/* At most how many values? */
static size_t
list_room(struct str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += separator_end(s, i) != i;
	return n;
}

static enum err
parse_list(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	const struct field one = field_element(f);
	const size_t room = list_room(text);
	const int64_t most = field_most(f);
	struct value *values = NULL;
	struct str part;
	size_t n = 0;
	enum err r;

	/* Twice, since blank ones between the marks are left out. */
	if ((int64_t)room > 2 * (most > FIELD_LIST_MAX ? most : FIELD_LIST_MAX))
		return NOTE(note, ERR_INVALID, M("{label} has {n} entries; {most} "
		    "is the most. Take some out."), A_LABEL(f),
		    A_INT("n", (int64_t)room), A_INT("most", most));
	values = NEW_ARRAY(a, struct value, room);
	while (!arena_failed(a) && list_cut(a, &text, &part)) {
		part = trim(part);
		if (part.n != 0 && (r = parse_kind(a, &one, v, part,
		    &values[n++], note)) != ERR_OK)
			return r;
	}
	*ret = (struct value){ .given = GIVEN_KNOWN };
	ret->list.v = values;
	ret->list.n = n;
	return ERR_OK;
}

static enum err
parse_given(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	struct value value = { .given = GIVEN_NOT };
	struct str s = S("");
	enum err r;

	if ((r = field_clean(a, f, text, &s, note)) != ERR_OK)
		return r;
	if (s.n == 0) {
		*ret = value;
		return ERR_OK;
	}
	/* A choice may have a word of its own for it. */
	if ((f->flags & FIELD_OPEN) != 0 && says_unknown(s) &&
	    field_choice(f, s) == NULL) {
		value.given = GIVEN_UNKNOWN;
		value.text = S(FIELD_NOT_KNOWN);
	} else if ((r = parse_kind(a, f, v, s, &value, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	*ret = value;
	return ERR_OK;
}

enum err
field_parse(struct arena *a, const struct field *f, struct voice v,
    struct str text, struct value *ret, struct note *note)
{
	enum err r = parse_given(a, f, v, text, ret, note);

	if (r != ERR_OK)
		note_where(note, (struct where){ .field = f->name,
		    .label = f->label });
	return r;
}
