/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fields: what a person or a program hands in and is understood is put as text,
 * understood again and the same; what is checked can be written and read; data
 * that is read from an entry is written with the same bytes.  The first byte
 * chooses the field, the rest is what was handed in.
 */
#include <assert.h>

#include "field/field.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct choice choices[] = {
	{ "extreme", "extreme" },
	{ "party_committee", "party committee" },
	{ "bare", NULL },
	{ NULL, NULL }
};

static const struct field sub_rows[] = {
	{ .name = "year", .kind = FIELD_INT, .flags = FIELD_OPEN },
	{ .name = "code", .kind = FIELD_TEXT, .flags = FIELD_PLAIN },
	{ .name = "why", .kind = FIELD_LINES },
	{ .name = "at", .kind = FIELD_MOMENT },
	{ .name = "tags", .kind = FIELD_LIST, .of = FIELD_CHOICE,
	    .choices = choices },
};
static FIELDS(sub, "sub", 1, sub_rows);

static const struct field rows[] = {
	{ .name = "text", .kind = FIELD_TEXT, .flags = FIELD_PLAIN },
	{ .name = "story", .kind = FIELD_TEXT },
	{ .name = "lines", .kind = FIELD_LINES, .flags = FIELD_PLAIN },
	{ .name = "int", .kind = FIELD_INT },
	{ .name = "decimal", .kind = FIELD_DECIMAL, .flags = FIELD_OPEN },
	{ .name = "bool", .kind = FIELD_BOOL },
	{ .name = "date", .kind = FIELD_DATE },
	{ .name = "moment", .kind = FIELD_MOMENT },
	{ .name = "duration", .kind = FIELD_DURATION, .flags = FIELD_OPEN },
	{ .name = "choice", .kind = FIELD_CHOICE, .choices = choices },
	{ .name = "ref", .kind = FIELD_REF },
	{ .name = "file", .kind = FIELD_FILE },
	{ .name = "table", .kind = FIELD_TABLE, .sub = &sub },
	{ .name = "texts", .kind = FIELD_LIST, .of = FIELD_TEXT,
	    .flags = FIELD_PLAIN },
	{ .name = "days", .kind = FIELD_LIST, .of = FIELD_DATE },
	{ .name = "files", .kind = FIELD_LIST, .of = FIELD_FILE },
};
static FIELDS(table, "table", 1, rows);
enum { ROWS = sizeof rows / sizeof *rows };

static enum err
vault_keeps(void *arg, struct str text, struct hash *ret_key,
    struct note *note)
{
	(void)arg;
	(void)note;
	*ret_key = hash_of(text.p, text.n);
	return ERR_OK;
}

static struct str
encoded(struct arena *a, const struct value *values, enum err *ret)
{
	struct buf b = BUF_IN(a);
	struct canon c;

	canon_start(&c, &b);
	*ret = fields_encode(&table, values, &c, vault_keeps, NULL, NULL);
	return buf_view(&b);
}

/* Data that is understood is what encoding writes, byte for byte. */
static void
decode_try(struct arena *a, const struct cjson *json)
{
	struct value values[ROWS];
	struct str again;
	enum err r;

	if (fields_decode(a, &table, json, values, NULL) != ERR_OK)
		return;
	again = encoded(a, values, &r);
	assert(r == ERR_OK && str_eq(again, json->raw));
}

/* What was understood of ${f} can be checked, written and read. */
static void
write_try(struct arena *a, size_t i, const struct value *v)
{
	struct value values[ROWS] = { [0] = { 0 } };
	const struct cjson *json;
	struct note note = NOTE_INIT;
	struct str entry;
	enum err r;

	values[i] = *v;
	if (fields_check(&table, values, &note) != ERR_OK) {
		assert(note.err == ERR_INVALID &&
		    strcmp(note.where.field, rows[i].name) == 0);
		return;
	}
	entry = encoded(a, values, &r);
	if (r == ERR_BUG && rows[i].kind == FIELD_REF && key_none(v->key))
		return;		/* nobody resolved it */
	assert(r == ERR_OK);
	if (entry.n > CANON_BYTES_MAX)
		return;
	assert(canon_read(a, entry, &json, NULL) == ERR_OK);
	assert(fields_decode(a, &table, json, values, NULL) == ERR_OK);
	assert(str_eq(encoded(a, values, &r), entry));
}

static void
again_try(struct arena *a, const struct field *f, struct voice voice,
    const struct value *v)
{
	struct buf b = BUF_IN(a), shown = BUF_IN(a);
	struct note note = NOTE_INIT;
	struct value again;

	field_show(&shown, f, voice, v);
	field_put(&b, f, v);
	if (b.n > CANON_BYTES_MAX)
		return;
	assert(field_parse(a, f, voice, buf_view(&b), &again,
	    &note) == ERR_OK);
	assert(value_eq(f, v, &again));
}

static void
parse_try(struct arena *a, size_t i, struct voice voice, struct str in)
{
	struct note note = NOTE_INIT;
	struct value v;
	enum err r = field_parse(a, &rows[i], voice, in, &v, &note);

	if (r != ERR_OK) {
		assert(r == ERR_INVALID && note.err == r &&
		    strcmp(note.where.field, rows[i].name) == 0);
		return;
	}
	again_try(a, &rows[i], voice, &v);
	write_try(a, i, &v);
}

static void
json_try(struct arena *a, size_t i, struct voice voice,
    const struct cjson *json)
{
	struct note note = NOTE_INIT;
	struct value v;
	enum err r = field_from_json(a, &rows[i], json, &v, &note);

	if (r != ERR_OK) {
		assert(r == ERR_INVALID && note.err == r);
		return;
	}
	if (v.given != GIVEN_UNKNOWN)	/* its reason is not in its text */
		again_try(a, &rows[i], voice, &v);
	write_try(a, i, &v);
}

/* Headings parted by ';'. */
static void
heads_try(struct str in)
{
	struct str heads[8], rest = in;
	int map[8];
	size_t n = 0;

	while (n < 8 && str_cut(&rest, ';', &heads[n]))
		n++;
	if (fields_heads(&table, heads, n, map, NULL) != ERR_OK)
		return;
	for (size_t i = 0; i < n; i++)
		assert(map[i] >= -1 && map[i] < ROWS);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct voice voice = { LANG_EN, NULL };
	const struct cjson *json;
	struct str in;

	if (a == NULL || size == 0) {
		arena_free(a);
		return 0;
	}
	in = (struct str){ (const char *)data + 1, size - 1 };
	if ((data[0] & 0x80) != 0)
		voice.lang = LANG_ZH_CN;
	if ((data[0] & 0x40) != 0 && zone_load(a, S("Asia/Shanghai"),
	    &voice.zone, NULL) != ERR_OK)
		voice.zone = NULL;
	parse_try(a, data[0] % ROWS, voice, in);
	heads_try(in);
	if (canon_read(a, in, &json, NULL) == ERR_OK) {
		decode_try(a, json);
		json_try(a, data[0] % ROWS, voice, json);
	}
	arena_free(a);
	return 0;
}
