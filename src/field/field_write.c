/* SPDX-License-Identifier: Apache-2.0 */
/* How is a value written in canonical JSON: in entries, and open, for programs? */
#include "field/field_in.h"

typedef enum err write_fn(const struct writing *w, const struct field *f,
    const struct value *v, int depth);

/* A fault of ours: what is checked first cannot come here. */
static enum err
unwritable(const struct writing *w, const struct field *f)
{
	return NOTE(w->note, ERR_BUG, M("The field {name} holds what cannot be "
	    "written down. Nothing was recorded. Report this as a defect."),
	    A_CSTR("name", f->name));
}

/* {"name":"hex"}, the one member of a value that stands for another. */
static void
write_pointer(struct canon *c, const char *name, const struct hash *h)
{
	char room[2 * HASH_BYTES + 2];
	struct buf b = { .p = room, .room = sizeof room };

	buf_hex(&b, h->b, HASH_BYTES);
	canon_open(c);
	canon_key(c, name);
	canon_str(c, buf_view(&b));
	canon_close(c);
}

static enum err
write_text(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	struct hash key = { { 0 } };
	enum err r;

	(void)depth;
	if (!field_in_vault(f) || (w->open && !value_only_key(f, v))) {
		canon_str(w->c, v->text);
		return ERR_OK;
	}
	if (w->vault == NULL || value_only_key(f, v))
		key = v->hash;
	else if ((r = w->vault(w->arg, v->text, &key, w->note)) != ERR_OK)
		return r;
	write_pointer(w->c, "vault", &key);
	return ERR_OK;
}

static enum err
write_int(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	(void)depth;
	if (v->num > CANON_INT_MAX || v->num < -CANON_INT_MAX)
		return unwritable(w, f);
	canon_int(w->c, v->num);
	return ERR_OK;
}

static enum err
write_bool(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	(void)f;
	(void)depth;
	canon_bool(w->c, v->num != 0);
	return ERR_OK;
}

/* Decimals may be long; all else that is put as text is short. */
static enum err
write_decimal(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	struct buf b = BUF_INIT;
	bool failed;

	(void)f;
	(void)depth;
	decimal_put(&b, v->dec);
	canon_str(w->c, buf_view(&b));
	failed = buf_failed(&b);
	buf_free(&b);
	return failed ? note_memory(w->note) : ERR_OK;
}

enum { SHORT_TEXT = 96 };	/* a day, moment, duration or key */

static enum err
write_date(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	char room[SHORT_TEXT];
	struct buf b = { .p = room, .room = sizeof room };

	(void)depth;
	if (v->num < DAY_LEAST || v->num > DAY_OPEN)
		return unwritable(w, f);
	day_put(&b, v->num);
	canon_str(w->c, buf_view(&b));
	return ERR_OK;
}

static enum err
write_moment(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	char room[SHORT_TEXT];
	struct buf b = { .p = room, .room = sizeof room };

	(void)depth;
	if (v->num < DAY_LEAST * DAY_MS || v->num >= (DAY_OPEN + 1) * DAY_MS)
		return unwritable(w, f);
	moment_put(&b, (struct moment){ v->num, v->prec });
	canon_str(w->c, buf_view(&b));
	return ERR_OK;
}

static enum err
write_duration(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	char room[SHORT_TEXT];
	struct buf b = { .p = room, .room = sizeof room };

	(void)depth;
	if (v->dur.n == INT64_MIN)
		return unwritable(w, f);
	duration_put(&b, v->dur);
	canon_str(w->c, buf_view(&b));
	return ERR_OK;
}

static enum err
write_choice(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	(void)f;
	(void)depth;
	canon_str(w->c, v->text);
	return ERR_OK;
}

static enum err
write_ref(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	char room[SHORT_TEXT];
	struct buf b = { .p = room, .room = sizeof room };

	(void)depth;
	if (key_none(v->key)) {
		if (!w->open)
			return unwritable(w, f);
		canon_str(w->c, v->text);
		return ERR_OK;
	}
	key_put(&b, v->key);
	canon_str(w->c, buf_view(&b));
	return ERR_OK;
}

static enum err
write_file(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	char room[SHORT_TEXT];
	struct buf b = { .p = room, .room = sizeof room };

	(void)depth;
	if (v->num < 0 || v->num > CANON_INT_MAX)
		return unwritable(w, f);
	buf_hex(&b, v->hash.b, HASH_BYTES);
	canon_open(w->c);
	canon_key(w->c, "hash");
	canon_str(w->c, buf_view(&b));
	canon_key(w->c, "name");
	canon_str(w->c, v->text);
	canon_key(w->c, "size");
	canon_int(w->c, v->num);
	canon_close(w->c);
	return ERR_OK;
}

static enum err
write_list(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	const struct field one = field_element(f);
	enum err r = ERR_OK;

	canon_list(w->c);
	for (size_t i = 0; i < v->list.n && r == ERR_OK; i++)
		r = value_known(&v->list.v[i])
		    ? write_value(w, &one, &v->list.v[i], depth)
		    : unwritable(w, f);
	canon_list_end(w->c);
	return r;
}

static enum err
write_table(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	enum err r = ERR_OK;

	if (depth == FIELD_DEPTH_MAX)
		return unwritable(w, f);
	canon_list(w->c);
	for (size_t i = 0; i < v->list.n && r == ERR_OK; i++)
		r = write_values(w, f->sub, v->list.v + i * f->sub->n,
		    depth + 1);
	canon_list_end(w->c);
	return r;
}

static write_fn *const write_kind[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = write_text,
	[FIELD_LINES]	 = write_text,
	[FIELD_INT]	 = write_int,
	[FIELD_DECIMAL]	 = write_decimal,
	[FIELD_BOOL]	 = write_bool,
	[FIELD_DATE]	 = write_date,
	[FIELD_MOMENT]	 = write_moment,
	[FIELD_DURATION] = write_duration,
	[FIELD_CHOICE]	 = write_choice,
	[FIELD_REF]	 = write_ref,
	[FIELD_FILE]	 = write_file,
	[FIELD_TABLE]	 = write_table,
	[FIELD_LIST]	 = write_list,
};

enum err
write_value(const struct writing *w, const struct field *f,
    const struct value *v, int depth)
{
	if (v->given == GIVEN_KNOWN)
		return write_kind[f->kind](w, f, v, depth);
	canon_open(w->c);
	canon_key(w->c, "unknown");
	canon_str(w->c, v->text);
	canon_close(w->c);
	return ERR_OK;
}

enum err
write_values(const struct writing *w, const struct fields *fs,
    const struct value *values, int depth)
{
	unsigned char room[FIELDS_MAX];
	const unsigned char *at = fields_sorted(fs, room);
	enum err r = ERR_OK;

	canon_open(w->c);
	for (size_t i = 0; i < fs->n && r == ERR_OK; i++) {
		const struct field *f = &fs->field[at[i]];
		const struct value *v = &values[at[i]];

		if (v->given == GIVEN_NOT)
			continue;
		canon_key(w->c, f->name);
		r = write_value(w, f, v, depth);
	}
	canon_close(w->c);
	return r;
}

enum err
fields_encode(const struct fields *fs, const struct value *values,
    struct canon *c, vault_keep_fn *vault, void *arg, struct note *note)
{
	const struct writing w = { .c = c, .vault = vault, .arg = arg,
	    .note = note };

	return write_values(&w, fs, values, 0);
}
