/* SPDX-License-Identifier: Apache-2.0 */
#include "person/person_in.h"

const struct dated_sql person_sql = DATED_SQL("person", "name, staff_no",
    "$7, $8");
const struct dated_list person_lists[] = { { .field = NULL } };

static const struct sql q_now = {
	"SELECT merged FROM person WHERE id = $1", NULL
};
static const struct sql q_keys = {
	"SELECT id FROM person WHERE merged = $1 ORDER BY id LIMIT $2", NULL
};
static const struct sql q_name = {
	"SELECT name FROM person_row WHERE id = $1 AND rec <= $3"
	" AND rec_end > $3 ORDER BY CASE WHEN since <= $2 THEN 0 ELSE 1 END,"
	" CASE WHEN since <= $2 THEN -since ELSE since END LIMIT 1", NULL
};
/* One that was withdrawn or merged has no rows of now. */
static const struct sql q_last_name = {
	"SELECT name FROM person_row WHERE id = $1"
	" ORDER BY rec_end DESC, since DESC LIMIT 1", NULL
};
static const struct sql q_staff_no = {
	"SELECT id FROM person_row WHERE staff_no = $1"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $3 AND until > $2"
	" AND id <> $4 ORDER BY CASE WHEN since <= $2 THEN 0 ELSE 1 END, id",
	NULL
};
/* Who has no number is the same when the name is, and the day of it. */
static const struct sql q_unnumbered = {
	"SELECT id FROM person_row WHERE name = $1 AND since = $2"
	" AND staff_no IS NULL AND rec_end = " DATED_ROW_OPEN
	" ORDER BY id LIMIT 1", NULL
};
static const struct sql q_named = {
	"SELECT DISTINCT id FROM person_row WHERE name = $1"
	" AND rec_end = " DATED_ROW_OPEN " ORDER BY id LIMIT 2", NULL
};

/* Those of one name stand together, a page at a time. */
static const struct sql q_in_order = {
	"SELECT name, id, COALESCE(staff_no, '') FROM person_row"
	" WHERE rec_end = " DATED_ROW_OPEN " AND until = $4"
	" AND (name, id) > ($1, $2) ORDER BY name, id LIMIT $3", NULL
};

enum err
person_now(struct store *st, struct key id, struct key *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	struct key merged = KEY_NONE;
	enum err r;

	if ((r = store_query(st, &q_now, BINDS(BIND_KEY(id)), &rows,
	    note)) != ERR_OK)
		return r;
	if (rows_next(rows))
		merged = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret = key_none(merged) ? id : merged;
	return r;
}

enum err
person_keys(struct store *st, struct key id, struct key ret[PERSON_KEYS_MAX],
    size_t *ret_n, struct note *note)
{
	struct rows *rows = NULL;
	size_t n = 1;
	enum err r;

	ret[0] = id;
	if ((r = store_query(st, &q_keys, BINDS(BIND_KEY(id),
	    BIND_INT(PERSON_KEYS_MAX - 1)), &rows, note)) != ERR_OK)
		return r;
	while (n < PERSON_KEYS_MAX && rows_next(rows))
		ret[n++] = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) == ERR_OK)
		*ret_n = n;
	return r;
}

/* The first text of the one row; false without one. */
static enum err
text_get(struct store *st, struct arena *a, const struct sql *q,
    const struct bind *binds, size_t n, bool *ret_found, struct str *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	if ((r = store_query(st, q, binds, n, &rows, note)) != ERR_OK)
		return r;
	if ((*ret_found = rows_next(rows)))
		*ret = str_copy(a, rows_text(rows, 0));
	return rows_end(&rows, note);
}

enum err
person_name(struct store *st, struct arena *a, struct key id, int64_t on,
    int64_t known, struct str *ret, struct note *note)
{
	bool found;
	enum err r;

	if ((r = text_get(st, a, &q_name, BINDS(BIND_KEY(id), BIND_INT(on),
	    BIND_INT(known)), &found, ret, note)) != ERR_OK || found)
		return r;
	if ((r = text_get(st, a, &q_last_name, BINDS(BIND_KEY(id)), &found, ret,
	    note)) != ERR_OK || found)
		return r;
	return NOTE(note, ERR_NOTFOUND, M("There is no such person. anze "
	    "person list shows those there are."));
}

/* The one that bears the name; others of the name are told. */
static enum err
by_name(struct store *st, struct str text, struct key *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct key id[2] = { KEY_NONE, KEY_NONE };
	int n = 0;
	enum err r;

	if ((r = store_query(st, &q_named, BINDS(BIND_TEXT(text)), &rows,
	    note)) != ERR_OK)
		return r;
	while (n < 2 && rows_next(rows))
		id[n++] = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (n == 0)
		return NOTE(note, ERR_NOTFOUND, M("No person is called or "
		    "numbered {text}. anze person list shows those there are; "
		    "enter a new one first."), A_TEXT("text", text));
	if (n > 1)
		return NOTE(note, ERR_INVALID, M("Several persons bear the name "
		    "{text}. Say which by staff number, code or key: anze "
		    "person list --name {text} shows them."),
		    A_TEXT("text", text));
	*ret = id[0];
	return ERR_OK;
}

static enum err
ref_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	struct rows *rows = NULL;
	struct key id;
	bool found;
	enum err r;

	(void)within;
	r = dated_find(st, a, &person_dated, text, &id, note);
	if (r == ERR_OK)
		return person_now(st, id, ret, note);
	if (r != ERR_NOTFOUND)
		return r;
	if ((r = store_query(st, &q_staff_no, BINDS(BIND_TEXT(text),
	    BIND_INT(on), BIND_INT(DAY_OPEN), BIND_KEY(KEY_NONE)), &rows,
	    note)) != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		id = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (!found)
		return by_name(st, text, ret, note);
	*ret = id;
	return ERR_OK;
}

static enum err
ref_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	struct dated_head head;
	struct key now;
	enum err r;

	if ((r = person_now(st, id, &now, note)) != ERR_OK ||
	    (r = dated_head(st, a, &person_dated, now, &head,
	    note)) != ERR_OK ||
	    (r = person_name(st, a, now, on, DATED_NOW, ret_name,
	    note)) != ERR_OK)
		return r;
	*ret_code = head.code.n == 0 ? key_text(a, now) :
	    str_fmt(a, "%.*s:%.*s", STR_ARG(head.source),
	    STR_ARG(head.code));
	return ERR_OK;
}

const struct dated_ref person_ref = { "person", ref_find, ref_called,
    person_now, person_keys };

enum err
person_check(const struct dated_claim *c, struct note *note)
{
	const struct value *no = &c->v[PERSON_STAFF_NO];
	struct rows *rows = NULL;
	struct key other = KEY_NONE;
	struct str name = S("");
	enum err r;

	if (!value_known(no))
		return ERR_OK;
	if ((r = store_query(c->st, &q_staff_no, BINDS(BIND_TEXT(no->text),
	    BIND_INT(c->since), BIND_INT(c->until), BIND_KEY(c->id)), &rows,
	    note)) != ERR_OK)
		return r;
	while (key_none(other) && rows_next(rows)) {
		struct key id = rows_key(rows, 0);

		if (c->anew == NULL || !c->anew(c->arg, id))
			other = id;
	}
	if ((r = rows_end(&rows, note)) != ERR_OK || key_none(other))
		return r;
	if ((r = person_name(c->st, c->a, other, c->since, DATED_NOW, &name,
	    note)) != ERR_OK)
		return r;
	r = NOTE(note, ERR_EXISTS, M("The staff number {number} is {name}'s "
	    "({key}). If it is the same person, merge the two; otherwise "
	    "correct the number."), A_TEXT("number", no->text),
	    A_TEXT("name", name), A_TEXT("key", key_text(c->a, other)));
	note_where(note, (struct where){ .field = "staff_no" });
	return r;
}

enum err
person_holds(struct store *st, struct arena *a, const struct value *v,
    struct str ret[DATED_HOLDS_MAX], size_t *ret_n, struct note *note)
{
	(void)st;
	(void)note;
	*ret_n = 0;
	if (value_known(&v[PERSON_STAFF_NO]))
		ret[(*ret_n)++] = str_fmt(a, "staff %.*s",
		    STR_ARG(v[PERSON_STAFF_NO].text));
	return ERR_OK;
}

enum err
person_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note)
{
	struct rows *rows = NULL;
	bool found;
	enum err r;

	(void)a;
	r = value_known(&v[PERSON_STAFF_NO]) ?
	    store_query(st, &q_staff_no, BINDS(
	    BIND_TEXT(v[PERSON_STAFF_NO].text), BIND_INT(since),
	    BIND_INT(DAY_OPEN), BIND_KEY(KEY_NONE)), &rows, note) :
	    store_query(st, &q_unnumbered, BINDS(
	    BIND_TEXT(v[PERSON_NAME].text), BIND_INT(since)), &rows, note);
	if (r != ERR_OK)
		return r;
	if ((found = rows_next(rows)))
		*ret = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return found ? ERR_OK : ERR_NOTFOUND;
}

enum {
	PAIR_PAGE	= 500,
	NAMESAKES_MAX	= 64	/* that each is held against */
};

struct namesake {
	struct str	name, staff_no;
	struct key	id;
};

/* A page of persons in order of names. */
struct names_page {
	struct namesake	row[PAIR_PAGE];
	size_t		n;
};

static enum err
names_load(struct store *st, struct arena *a, struct str name, struct key id,
    struct names_page *ret, struct note *note)
{
	struct rows *rows = NULL;
	enum err r;

	ret->n = 0;
	if ((r = store_query(st, &q_in_order, BINDS(BIND_TEXT(name),
	    BIND_KEY(id), BIND_INT(PAIR_PAGE), BIND_INT(DAY_OPEN)), &rows,
	    note)) != ERR_OK)
		return r;
	while (ret->n < PAIR_PAGE && rows_next(rows))
		ret->row[ret->n++] = (struct namesake){
			.name = str_copy(a, rows_text(rows, 0)),
			.id = rows_key(rows, 1),
			.staff_no = str_copy(a, rows_text(rows, 2)),
		};
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

/* The last ones of one name. */
struct namesakes {
	struct namesake	one[NAMESAKES_MAX];
	size_t		n;		/* so far */
};

/* ${next} against those before it that bear its name. */
static enum err
namesake_take(struct namesakes *s, const struct namesake *next,
    enum err (*row)(void *arg, const struct person_pair *p,
    struct note *note), void *arg, struct note *note)
{
	enum err r = ERR_OK;

	if (s->n > 0 && !str_eq(s->one[(s->n - 1) % NAMESAKES_MAX].name,
	    next->name))
		s->n = 0;
	for (size_t i = s->n > NAMESAKES_MAX ? s->n - NAMESAKES_MAX : 0;
	    i < s->n && r == ERR_OK; i++) {
		const struct namesake *one = &s->one[i % NAMESAKES_MAX];
		const struct person_pair p = { next->name,
		    { one->id, next->id },
		    { one->staff_no, next->staff_no } };

		/* Two numbers are two people. */
		if (one->staff_no.n == 0 || next->staff_no.n == 0)
			r = row(arg, &p, note);
	}
	s->one[s->n++ % NAMESAKES_MAX] = *next;
	return r;
}

/* Of the pages before, only the namesakes of the last one are kept. */
static enum err
page_forget(struct namesakes *s, struct arena **keep, struct str *name,
    struct note *note)
{
	struct arena *a = arena_new();
	const size_t n = s->n < NAMESAKES_MAX ? s->n : NAMESAKES_MAX;

	if (a == NULL)
		return note_memory(note);
	for (size_t i = 0; i < n; i++) {
		s->one[i].name = str_copy(a, s->one[i].name);
		s->one[i].staff_no = str_copy(a, s->one[i].staff_no);
	}
	*name = str_copy(a, *name);
	arena_free(*keep);
	*keep = a;
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}

enum err
person_pairs(struct store *st, enum err (*row)(void *arg,
    const struct person_pair *p, struct note *note), void *arg,
    struct note *note)
{
	struct arena *a = arena_new(), *keep = arena_new();
	struct names_page *page = a == NULL ? NULL : NEW(a, struct names_page);
	struct namesakes *s = a == NULL ? NULL : NEW(a, struct namesakes);
	struct str name = S("");
	struct key id = KEY_NONE;
	enum err r = s == NULL || page == NULL || keep == NULL ?
	    note_memory(note) : ERR_OK;

	while (r == ERR_OK) {
		r = names_load(st, keep, name, id, page, note);
		for (size_t i = 0; i < page->n && r == ERR_OK; i++)
			r = namesake_take(s, &page->row[i], row, arg, note);
		if (r != ERR_OK || page->n < PAIR_PAGE)
			break;
		name = page->row[page->n - 1].name;
		id = page->row[page->n - 1].id;
		r = page_forget(s, &keep, &name, note);
	}
	arena_free(keep);
	arena_free(a);
	return r;
}
