/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the data of an entry say?  Only what encoding would have written:
 * each value in its one form, so that an entry read and written again has the
 * same bytes.
 */
#include "field/field_in.h"

/* False: it is not what encoding writes, or the arena failed. */
typedef bool decode_fn(struct arena *a, const struct field *f,
    const struct cjson *j, int depth, struct value *ret);

static bool decode_values(struct arena *a, const struct fields *fs,
    const struct cjson *json, int depth, struct value *values,
    const char **ret_where);

/* Is it an object of one member, called ${name}, a string? */
static bool
only_member(const struct cjson *j, const char *name, struct str *ret)
{
	const struct cjson *m = j->first;

	if (j->kind != CJSON_OBJECT || m == NULL || m->next != NULL ||
	    m->kind != CJSON_STR || !str_is(m->key, name))
		return false;
	*ret = m->text;
	return true;
}

static bool
decode_text(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	struct str key;

	(void)a;
	(void)depth;
	if (field_in_vault(f))
		return only_member(j, "vault", &key) &&
		    str_unhex(key, ret->hash.b, HASH_BYTES);
	ret->text = j->text;
	return j->kind == CJSON_STR;
}

static bool
decode_int(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	(void)a;
	(void)f;
	(void)depth;
	ret->num = j->num;
	return j->kind == CJSON_INT;
}

static bool
decode_bool(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	(void)a;
	(void)f;
	(void)depth;
	ret->num = j->num;
	return j->kind == CJSON_BOOL;
}

static bool
decode_decimal(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	struct buf b = BUF_INIT;
	bool same;

	(void)a;
	(void)f;
	(void)depth;
	if (j->kind != CJSON_STR || !decimal_parse(j->text, &ret->dec))
		return false;
	decimal_put(&b, ret->dec);
	same = str_eq(buf_view(&b), j->text);
	buf_free(&b);
	return same;
}

static bool
decode_date(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	(void)a;
	(void)f;
	(void)depth;
	return j->kind == CJSON_STR && day_parse(j->text, &ret->num);
}

static bool
decode_moment(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	struct moment m;

	(void)a;
	(void)f;
	(void)depth;
	if (j->kind != CJSON_STR || !moment_parse(j->text, &m))
		return false;
	ret->num = m.ms;
	ret->prec = m.prec;
	return true;
}

enum { SHORT_TEXT = 96 };

static bool
decode_duration(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	char room[SHORT_TEXT];
	struct buf b = { .p = room, .room = sizeof room };

	(void)a;
	(void)f;
	(void)depth;
	if (j->kind != CJSON_STR || !duration_parse(j->text, &ret->dur) ||
	    ret->dur.n == INT64_MIN)
		return false;
	duration_put(&b, ret->dur);
	return str_eq(buf_view(&b), j->text);
}

static bool
decode_choice(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	(void)a;
	(void)depth;
	ret->text = j->text;
	return j->kind == CJSON_STR && field_choice(f, j->text) != NULL;
}

static bool
decode_ref(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	(void)a;
	(void)f;
	(void)depth;
	if (j->kind != CJSON_STR || !key_parse(j->text, &ret->key) ||
	    key_none(ret->key))
		return false;
	for (size_t i = 0; i < j->text.n; i++)
		if (j->text.p[i] >= 'A' && j->text.p[i] <= 'F')
			return false;
	return true;
}

static bool
decode_file(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	const struct cjson *hash = j->first;
	const struct cjson *name = hash == NULL ? NULL : hash->next;
	const struct cjson *size = name == NULL ? NULL : name->next;

	(void)a;
	(void)f;
	(void)depth;
	if (j->kind != CJSON_OBJECT || size == NULL || size->next != NULL ||
	    hash->kind != CJSON_STR || !str_is(hash->key, "hash") ||
	    name->kind != CJSON_STR || !str_is(name->key, "name") ||
	    size->kind != CJSON_INT || !str_is(size->key, "size") ||
	    size->num < 0)
		return false;
	ret->text = name->text;
	ret->num = size->num;
	return str_unhex(hash->text, ret->hash.b, HASH_BYTES);
}

static size_t
count(const struct cjson *j)
{
	size_t n = 0;

	for (const struct cjson *m = j->first; m != NULL; m = m->next)
		n++;
	return n;
}

static bool decode_known(struct arena *a, const struct field *f,
    const struct cjson *j, int depth, struct value *ret);

static bool
decode_list(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	const struct field one = field_element(f);
	struct value *v;

	if (j->kind != CJSON_LIST ||
	    (v = NEW_ARRAY(a, struct value, count(j))) == NULL)
		return false;
	ret->list.v = v;
	for (const struct cjson *m = j->first; m != NULL; m = m->next, v++)
		if (!decode_known(a, &one, m, depth, v))
			return false;
	ret->list.n = (size_t)(v - ret->list.v);
	return true;
}

static bool
decode_table(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	const size_t n = f->sub->n;
	const char *where;
	struct value *v;

	if (j->kind != CJSON_LIST || depth == FIELD_DEPTH_MAX ||
	    (v = NEW_ARRAY(a, struct value, count(j) * n)) == NULL)
		return false;
	ret->list.v = v;
	for (const struct cjson *m = j->first; m != NULL; m = m->next) {
		if (!decode_values(a, f->sub, m, depth + 1, v, &where))
			return false;
		ret->list.n++;
		v += n;
	}
	return true;
}

static decode_fn *const decode_kind[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = decode_text,
	[FIELD_LINES]	 = decode_text,
	[FIELD_INT]	 = decode_int,
	[FIELD_DECIMAL]	 = decode_decimal,
	[FIELD_BOOL]	 = decode_bool,
	[FIELD_DATE]	 = decode_date,
	[FIELD_MOMENT]	 = decode_moment,
	[FIELD_DURATION] = decode_duration,
	[FIELD_CHOICE]	 = decode_choice,
	[FIELD_REF]	 = decode_ref,
	[FIELD_FILE]	 = decode_file,
	[FIELD_TABLE]	 = decode_table,
	[FIELD_LIST]	 = decode_list,
};

static bool
decode_known(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	ret->given = GIVEN_KNOWN;
	return decode_kind[f->kind](a, f, j, depth, ret);
}

static bool
decode_value(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret)
{
	struct str why;

	if (!only_member(j, "unknown", &why))
		return decode_known(a, f, j, depth, ret);
	ret->given = GIVEN_UNKNOWN;
	ret->text = why;
	return (f->flags & FIELD_OPEN) != 0 && field_is_word(why);
}

/* Members and fields, both sorted by name, side by side. */
static bool
decode_values(struct arena *a, const struct fields *fs,
    const struct cjson *json, int depth, struct value *values,
    const char **ret_where)
{
	unsigned char room[FIELDS_MAX];
	const unsigned char *at = fields_sorted(fs, room);
	size_t i = 0;

	*ret_where = fs->name;
	if (json->kind != CJSON_OBJECT)
		return false;
	for (const struct cjson *m = json->first; m != NULL; m = m->next) {
		while (i < fs->n && !str_is(m->key, fs->field[at[i]].name))
			i++;
		*ret_where = fs->name;
		if (i == fs->n)
			return false;
		*ret_where = fs->field[at[i]].name;
		if (!decode_value(a, &fs->field[at[i]], m, depth,
		    &values[at[i]]))
			return false;
		i++;
	}
	return true;
}

enum err
fields_decode(struct arena *a, const struct fields *fs,
    const struct cjson *json, struct value *ret_values, struct note *note)
{
	const char *where;

	memset(ret_values, 0, fs->n * sizeof *ret_values);
	if (decode_values(a, fs, json, 0, ret_values, &where))
		return ERR_OK;
	if (arena_failed(a))
		return note_memory(note);
	return NOTE(note, ERR_CORRUPT, M("An entry {table} of the ledger does "
	    "not hold what its fields allow, at {where}. Run anze ledger "
	    "verify."), A_CSTR("table", fs->name), A_CSTR("where", where));
}
