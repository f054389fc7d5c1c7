/* SPDX-License-Identifier: Apache-2.0 */
/* What does a field table say of itself? */
#include "field/field_in.h"

#include <assert.h>
#include <stdatomic.h>

/* The life of a struct fields_order. */
enum { ORDER_NONE, ORDER_BEING_MADE, ORDER_MADE };

/* By insertion: tables are short, and each is sorted once. */
static void
sort(const struct fields *fs, unsigned char at[FIELDS_MAX])
{
	assert(fs->n <= FIELDS_MAX);
	for (size_t i = 0; i < fs->n; i++) {
		size_t k = i;

		for (; k > 0; k--) {
			int c = strcmp(fs->field[at[k - 1]].name,
			    fs->field[i].name);

			assert(c != 0);
			if (c < 0)
				break;
			at[k] = at[k - 1];
		}
		at[k] = (unsigned char)i;
	}
}

const unsigned char *
fields_sorted(const struct fields *fs, unsigned char room[FIELDS_MAX])
{
	struct fields_order *o = fs->order;
	int none = ORDER_NONE;

	if (o != NULL && atomic_load_explicit(&o->state,
	    memory_order_acquire) == ORDER_MADE)
		return o->at;
	/* The first one sorts for all; who comes meanwhile, for himself. */
	if (o != NULL && atomic_compare_exchange_strong(&o->state, &none,
	    ORDER_BEING_MADE)) {
		sort(fs, o->at);
		atomic_store_explicit(&o->state, ORDER_MADE,
		    memory_order_release);
		return o->at;
	}
	sort(fs, room);
	return room;
}

int
field_find(const struct fields *fs, struct str name)
{
	for (size_t i = 0; i < fs->n; i++)
		if (str_is(name, fs->field[i].name))
			return (int)i;
	return -1;
}

const struct choice *
field_choice(const struct field *f, struct str word)
{
	for (const struct choice *c = f->choices; c != NULL && c->word != NULL;
	    c++)
		if (str_is(word, c->word))
			return c;
	return NULL;
}

struct field
field_element(const struct field *f)
{
	assert(f->of != FIELD_LIST && f->of != FIELD_TABLE);
	return (struct field){
		.name = f->name,
		.kind = f->of,
		.flags = f->flags & FIELD_PLAIN,
		.choices = f->choices,
		.ref = f->ref,
		.label = f->label,
	};
}

int64_t
field_most(const struct field *f)
{
	static const int64_t cap[FIELD_KIND__MAX] = {
		[FIELD_TEXT]	= FIELD_TEXT_MAX,
		[FIELD_LINES]	= FIELD_LINES_MAX,
		[FIELD_INT]	= CANON_INT_MAX,
		[FIELD_DECIMAL]	= INT64_MAX,
		[FIELD_REF]	= FIELD_TEXT_MAX,
		[FIELD_TABLE]	= FIELD_LIST_MAX,
		[FIELD_LIST]	= FIELD_LIST_MAX,
	};

	return f->max != 0 ? f->max : cap[f->kind];
}

static const char *const right[FIELD_KIND__MAX] = {
	[FIELD_TEXT]	 = M("one line of text"),
	[FIELD_LINES]	 = M("text"),
	[FIELD_INT]	 = M("a whole number, like 1200"),
	[FIELD_DECIMAL]	 = M("a number, like 12.5"),
	[FIELD_BOOL]	 = M("yes or no"),
	[FIELD_DATE]	 = M("a date, like 2026-11-23"),
	[FIELD_MOMENT]	 = M("a time, like 2026-11-23 14:10, or as much of it as "
			     "is known"),
	[FIELD_DURATION] = M("a length of time, like 3 days, 24 hours or "
			     "P1DT12H"),
	[FIELD_CHOICE]	 = M("one of the words offered"),
	[FIELD_REF]	 = M("the key, code or name of a record"),
	[FIELD_FILE]	 = M("a file: its SHA-256, its size and its name"),
	[FIELD_TABLE]	 = M("rows in canonical JSON"),
	[FIELD_LIST]	 = M("values parted by |"),
};

const char *
field_right(const struct field *f)
{
	return right[f->kind];
}

enum err
field_refuse(const struct field *f, struct str text, struct note *note)
{
	return NOTE(note, ERR_INVALID, M("\"{text}\" was not understood as "
	    "{label}. Write {right}."), A_TEXT("text", text), A_LABEL(f),
	    A_WORD("right", field_right(f)));
}

enum err
field_refuse_choice(const struct field *f, const struct voice *v,
    struct str text, struct note *note)
{
	struct buf b = BUF_INIT;
	enum err r;

	for (const struct choice *c = f->choices; c != NULL && c->word != NULL;
	    c++) {
		if (b.n != 0)
			buf_text(&b, v != NULL && v->lang == LANG_ZH_CN ? "、"
			    : ", ");
		buf_text(&b, v == NULL || c->label == NULL ? c->word :
		    say(v->lang, c->label));
	}
	r = NOTE(note, ERR_INVALID, M("\"{text}\" is not a choice of {label}. "
	    "Choose one of: {choices}."), A_TEXT("text", text), A_LABEL(f),
	    A_TEXT("choices", buf_view(&b)));
	buf_free(&b);
	return r;
}

bool
field_is_word(struct str s)
{
	if (s.n == 0 || s.n > FIELD_REASON_MAX || s.p[0] < 'a' || s.p[0] > 'z')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') &&
		    !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '_')
			return false;
	return true;
}

bool
field_file_name_ok(struct str name)
{
	if (name.n == 0 || name.n > FIELD_NAME_MAX || !utf8_ok(name))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7F ||
		    name.p[i] == '/')
			return false;
	return !str_is(name, ".") && !str_is(name, "..");
}

struct str
int_text(char room[INT_TEXT], int64_t n)
{
	struct buf b = { .p = room, .room = INT_TEXT };

	buf_int(&b, n);		/* 20 characters at most: never grows */
	return buf_view(&b);
}
