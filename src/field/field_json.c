/* SPDX-License-Identifier: Apache-2.0 */
/* What did a program hand in?  The types of the canonical form, cleaned. */
#include "field/field_in.h"

typedef enum err read_fn(struct arena *a, const struct field *f,
    const struct cjson *j, int depth, struct value *ret, struct note *note);

/* The JSON type, and how it looks to who has to write it. */
static const struct {
	enum cjson_kind	 kind;
	const char	*right;
} wanted[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = { CJSON_STR, M("a JSON string") },
	[FIELD_LINES]	 = { CJSON_STR, M("a JSON string") },
	[FIELD_INT]	 = { CJSON_INT, M("a JSON integer") },
	[FIELD_DECIMAL]	 = { CJSON_STR, M("a JSON string, like \"12.5\"") },
	[FIELD_BOOL]	 = { CJSON_BOOL, M("true or false") },
	[FIELD_DATE]	 = { CJSON_STR, M("a JSON string, like "
			     "\"2026-11-23\"") },
	[FIELD_MOMENT]	 = { CJSON_STR, M("a JSON string, like "
			     "\"2026-11-23T06:10Z\"") },
	[FIELD_DURATION] = { CJSON_STR, M("a JSON string, like \"P1DT12H\"") },
	[FIELD_CHOICE]	 = { CJSON_STR, M("a JSON string: one of the words") },
	[FIELD_REF]	 = { CJSON_STR, M("a JSON string: the key, code or name "
			     "of a record") },
	[FIELD_FILE]	 = { CJSON_OBJECT, M("a JSON object of hash, name and "
			     "size") },
	[FIELD_TABLE]	 = { CJSON_LIST, M("a JSON list of objects") },
	[FIELD_LIST]	 = { CJSON_LIST, M("a JSON list") },
};

static enum err
refuse(const struct field *f, const struct cjson *j, struct note *note)
{
	return NOTE(note, ERR_INVALID, M("{text} was not understood as {label}. "
	    "Write {right}."), A_TEXT("text", j->raw.n != 0 ? j->raw : j->text),
	    A_LABEL(f), A_WORD("right", wanted[f->kind].right));
}

static enum err
read_text(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	struct str s;
	enum err r;

	(void)depth;
	if ((r = field_clean(a, f, j->text, &s, note)) != ERR_OK)
		return r;
	*ret = (struct value){ .given = s.n == 0 ? GIVEN_NOT : GIVEN_KNOWN,
	    .text = s };
	return ERR_OK;
}

static enum err
read_num(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	(void)a;
	(void)f;
	(void)depth;
	(void)note;
	*ret = (struct value)V_INT(j->num);
	return ERR_OK;
}

static enum err
read_decimal(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	struct decimal d;

	(void)a;
	(void)depth;
	if (!decimal_parse(j->text, &d))
		return refuse(f, j, note);
	*ret = (struct value){ .given = GIVEN_KNOWN, .dec = d };
	return ERR_OK;
}

static enum err
read_date(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	int64_t day;

	(void)a;
	(void)depth;
	if (!day_parse(j->text, &day))
		return refuse(f, j, note);
	*ret = (struct value)V_DAY(day);
	return ERR_OK;
}

static enum err
read_moment(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	(void)a;
	(void)depth;
	return parse_moment_sure(f, j->text, ret, note);
}

static enum err
read_duration(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	struct duration d;

	(void)a;
	(void)depth;
	if (!duration_parse(j->text, &d))
		return refuse(f, j, note);
	*ret = (struct value){ .given = GIVEN_KNOWN, .dur = d };
	return ERR_OK;
}

static enum err
read_choice(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	const struct choice *c = field_choice(f, j->text);

	(void)a;
	(void)depth;
	if (c == NULL)
		return field_refuse_choice(f, NULL, j->text, note);
	*ret = (struct value)V_TEXT(str_of(c->word));
	return ERR_OK;
}

static enum err
read_ref(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	struct key k;

	if (!key_parse(j->text, &k) || key_none(k))
		return read_text(a, f, j, depth, ret, note);
	*ret = (struct value)V_KEY(k);
	return ERR_OK;
}

static enum err
read_file(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	const struct cjson *hash = cjson_get(j, "hash");
	const struct cjson *name = cjson_get(j, "name");
	const struct cjson *size = cjson_get(j, "size");
	struct value file = { .given = GIVEN_KNOWN };
	size_t n = 0;
	enum err r;

	(void)depth;
	for (const struct cjson *m = j->first; m != NULL; m = m->next)
		n++;
	if (n != 3 || hash == NULL || hash->kind != CJSON_STR ||
	    name == NULL || name->kind != CJSON_STR ||
	    size == NULL || size->kind != CJSON_INT || size->num < 0 ||
	    !str_unhex(hash->text, file.hash.b, HASH_BYTES))
		return refuse(f, j, note);
	if ((r = field_clean(a, f, name->text, &file.text, note)) != ERR_OK)
		return r;
	if (!field_file_name_ok(file.text))
		return refuse(f, j, note);
	file.num = size->num;
	*ret = file;
	return ERR_OK;
}

/* How many entries?  More than any field takes is refused before room is
 * made for them. */
static enum err
count(const struct field *f, const struct cjson *j, size_t *ret_n,
    struct note *note)
{
	size_t n = 0;

	for (const struct cjson *m = j->first; m != NULL; m = m->next)
		n++;
	if ((int64_t)n > field_most(f))
		return NOTE(note, ERR_INVALID, M("{label} has {n} entries; {most} "
		    "is the most. Take some out."), A_LABEL(f),
		    A_INT("n", (int64_t)n), A_INT("most", field_most(f)));
	*ret_n = n;
	return ERR_OK;
}

static enum err
read_list(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	const struct field one = field_element(f);
	struct value list = { .given = GIVEN_KNOWN };
	size_t n = 0;
	enum err r;

	if ((r = count(f, j, &n, note)) != ERR_OK)
		return r;
	if ((list.list.v = NEW_ARRAY(a, struct value, n)) == NULL)
		return note_memory(note);
	for (const struct cjson *m = j->first; m != NULL; m = m->next) {
		struct value *v = &list.list.v[list.list.n];

		if ((r = json_value(a, &one, m, depth, v, note)) != ERR_OK)
			return r;
		list.list.n += v->given == GIVEN_KNOWN;	/* "" says nothing */
	}
	*ret = list;
	return ERR_OK;
}

static enum err
read_row(struct arena *a, const struct fields *fs, const struct cjson *j,
    int depth, struct value *row, struct note *note)
{
	bool seen[FIELDS_MAX] = { false };
	enum err r;

	for (const struct cjson *m = j->first; m != NULL; m = m->next) {
		int i = field_find(fs, m->key);

		if (i < 0 || (fs->field[i].flags & FIELD_MACHINE) != 0)
			return NOTE(note, ERR_INVALID, M("There is no field called "
			    "\"{name}\" here. Leave it out, or write it as the "
			    "description of the interface does."),
			    A_TEXT("name", m->key));
		if (seen[i])
			return NOTE(note, ERR_INVALID, M("\"{name}\" is there "
			    "twice. Say it once."), A_TEXT("name", m->key));
		seen[i] = true;
		if ((r = json_value(a, &fs->field[i], m, depth, &row[i],
		    note)) != ERR_OK)
			return r;
	}
	return ERR_OK;
}

static enum err
read_table(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	struct value table = { .given = GIVEN_KNOWN };
	size_t n = 0;
	enum err r;

	if (depth == FIELD_DEPTH_MAX)
		return refuse(f, j, note);
	if ((r = count(f, j, &n, note)) != ERR_OK)
		return r;
	if ((table.list.v = NEW_ARRAY(a, struct value,
	    n * f->sub->n)) == NULL)
		return note_memory(note);
	for (const struct cjson *m = j->first; m != NULL; m = m->next) {
		if (m->kind != CJSON_OBJECT)
			return refuse(f, m, note);
		if ((r = read_row(a, f->sub, m, depth + 1, table.list.v +
		    table.list.n++ * f->sub->n, note)) != ERR_OK)
			return r;
	}
	*ret = table;
	return ERR_OK;
}

static read_fn *const read_kind[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = read_text,
	[FIELD_LINES]	 = read_text,
	[FIELD_INT]	 = read_num,
	[FIELD_DECIMAL]	 = read_decimal,
	[FIELD_BOOL]	 = read_num,
	[FIELD_DATE]	 = read_date,
	[FIELD_MOMENT]	 = read_moment,
	[FIELD_DURATION] = read_duration,
	[FIELD_CHOICE]	 = read_choice,
	[FIELD_REF]	 = read_ref,
	[FIELD_FILE]	 = read_file,
	[FIELD_TABLE]	 = read_table,
	[FIELD_LIST]	 = read_list,
};

enum err
json_value(struct arena *a, const struct field *f, const struct cjson *j,
    int depth, struct value *ret, struct note *note)
{
	const struct cjson *why = j->kind == CJSON_OBJECT
	    ? cjson_get(j, "unknown") : NULL;

	if (why != NULL && j->first->next == NULL) {
		if ((f->flags & FIELD_OPEN) == 0)
			return NOTE(note, ERR_INVALID, M("{label} cannot be left "
			    "unknown. Write {right}."), A_LABEL(f),
			    A_WORD("right", wanted[f->kind].right));
		if (why->kind != CJSON_STR || !field_is_word(why->text))
			return NOTE(note, ERR_INVALID, M("{text} cannot be the "
			    "reason why {label} is unknown. Write a word of small "
			    "letters, digits and _, like not_known."),
			    A_TEXT("text", why->raw), A_LABEL(f));
		*ret = (struct value){ .given = GIVEN_UNKNOWN,
		    .text = str_copy(a, why->text) };
		return ERR_OK;
	}
	if (j->kind != wanted[f->kind].kind)
		return refuse(f, j, note);
	return read_kind[f->kind](a, f, j, depth, ret, note);
}

enum err
field_from_json(struct arena *a, const struct field *f,
    const struct cjson *json, struct value *ret, struct note *note)
{
	struct value value;
	enum err r = json_value(a, f, json, 0, &value, note);

	if (r == ERR_OK && arena_failed(a))
		r = note_memory(note);
	if (r == ERR_OK)
		*ret = value;
	else
		note_where(note, (struct where){ .field = f->name,
		    .label = f->label });
	return r;
}
