/* SPDX-License-Identifier: Apache-2.0 */
/* What is found by which words, and how is it shown? */
#include "base/pinyin.h"
#include "base/zone.h"
#include "body/body.h"
#include "region/region.h"
#include "search/search_in.h"
#include "system/system.h"

#define OPEN	"9007199254740991"

/* The state on the day, else the nearest before, else the first after. */
#define NEAREST(from) \
	" ORDER BY CASE WHEN " from " <= $2 THEN 0 ELSE 1 END," \
	" CASE WHEN " from " <= $2 THEN -" from " ELSE " from " END LIMIT 1"

#define BODY_TEXTS \
	"SELECT d.id, w.body IS NOT NULL, b.code, w.name FROM index_due d" \
	" LEFT JOIN body b ON b.id = d.id AND b.withdrawn = 0" \
	" LEFT JOIN body_row w ON w.body = b.id AND w.rec_end = " OPEN \
	" WHERE d.kind = 'body' ORDER BY d.id"
#define BODY_SHOWN \
	"SELECT b.code, w.name, (SELECT s.name FROM body_row s" \
	" WHERE s.body = w.superior AND s.rec_end = " OPEN \
	" AND s.from_day <= $2 AND s.to_day > $2)" \
	" FROM body b JOIN body_row w ON w.body = b.id WHERE b.id = $1" \
	" AND w.rec_end = " OPEN NEAREST("w.from_day")

/* Dated records (src/dated/) have their names in ${cols} of their rows. */
#define TEXTS(x, and, cols) \
	"SELECT d.id, w.id IS NOT NULL, h.code, " cols " FROM index_due d" \
	" LEFT JOIN " x " h ON h.id = d.id AND h.withdrawn IS NULL" and \
	" LEFT JOIN " x "_row w ON w.id = h.id AND w.rec_end = " OPEN \
	" WHERE d.kind = '" x "'"
#define SHOWN(x, name, where) \
	"SELECT h.code, " name ", " where " FROM " x " h JOIN " x "_row w" \
	" ON w.id = h.id WHERE h.id = $1 AND w.rec_end = " OPEN \
	NEAREST("w.since")

#define BODY_NAME(id) \
	"(SELECT s.name FROM body_row s WHERE s.body = " id \
	" AND s.rec_end = " OPEN " AND s.from_day <= $2 AND s.to_day > $2)"
/* What a person holds on the day; several: what was held longest. */
#define PERSON_WHERE \
	"(SELECT s.name || ' ' || p.title FROM tenure_row t" \
	" JOIN post_row p ON p.id = t.post AND p.rec_end = " OPEN \
	" AND p.since <= $2 AND p.until > $2 JOIN body_row s" \
	" ON s.body = p.body AND s.rec_end = " OPEN \
	" AND s.from_day <= $2 AND s.to_day > $2 WHERE t.person = w.id" \
	" AND t.rec_end = " OPEN " AND t.since <= $2 AND t.until > $2" \
	" ORDER BY t.since, t.id LIMIT 1)"
/* Who was found to be another is found as that one. */
#define PERSON_TEXTS \
	TEXTS("person", " AND h.merged IS NULL", "w.name, w.staff_no") \
	" UNION ALL SELECT d.id, 1 = 1, h.code, w.name, w.staff_no" \
	" FROM index_due d JOIN person h ON h.merged = d.id" \
	" JOIN person_row w ON w.id = h.id AND w.rec_end = " OPEN \
	" WHERE d.kind = 'person' ORDER BY 1"

const struct search_kind search_kinds[] = {
	{ "body", INDEX_EVERY("body", "body"), { BODY_TEXTS, NULL }, { BODY_SHOWN, NULL } },
	{ "person", INDEX_EVERY("person", "person"), { PERSON_TEXTS, NULL },
	    { SHOWN("person", "w.name", PERSON_WHERE), NULL } },
	{ "post", INDEX_EVERY("post", "post"),
	    { TEXTS("post", "", "w.title") " ORDER BY d.id", NULL },
	    { SHOWN("post", "w.title", BODY_NAME("w.body")), NULL } },
	{ "system", INDEX_EVERY("system", "system"),
	    { TEXTS("system", "", "w.name, w.urls") " ORDER BY d.id", NULL },
	    { SHOWN("system", "w.name", BODY_NAME("w.owner")), NULL } },
};
const size_t search_nkinds = sizeof search_kinds / sizeof search_kinds[0];

const struct scope *const search_scopes[] = { &region_scope, &body_scope,
    &system_scope };
const size_t search_nscopes = sizeof search_scopes / sizeof search_scopes[0];

const struct words_index search_words = WORDS_INDEX("search_words");

static const struct sql q_zone = {
	"SELECT value FROM config WHERE name = 'zone'", NULL
};

const struct search_kind *
search_kind(struct str name)
{
	for (size_t i = 0; i < search_nkinds; i++)
		if (str_is(name, search_kinds[i].name))
			return &search_kinds[i];
	return NULL;
}

/* The texts of one record, gathered from its rows. */
struct texts {
	struct key	id;
	bool		there;
	struct str	text[SEARCH_TEXTS_MAX];
	size_t		n;
};

static void
text_add(struct texts *t, struct arena *a, struct str s)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->text[i], s))
			return;
	if (s.n != 0 && t->n < SEARCH_TEXTS_MAX)
		t->text[t->n++] = str_copy(a, s);
}

static enum err
texts_put(struct store *st, struct arena *a, const struct search_kind *k,
    const struct texts *t, struct note *note)
{
	if (key_none(t->id))
		return ERR_OK;
	if (!t->there)
		return words_drop(st, &search_words, t->id, note);
	return words_put(st, a, &search_words, t->id, str_of(k->name), t->text,
	    t->n, note);
}

enum err
search_put(struct store *st, struct arena *a, const struct search_kind *k,
    struct note *note)
{
	struct arena_mark mark = arena_mark(a);
	struct rows *rows = NULL;
	struct texts t = { .n = 0 };
	enum err r, end;

	if ((r = store_query(st, &k->texts, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	while (r == ERR_OK && rows_next(rows)) {
		struct key id = rows_key(rows, 0);

		if (!key_eq(id, t.id)) {
			r = texts_put(st, a, k, &t, note);
			arena_reset(a, mark);
			t = (struct texts){ .id = id };
		}
		t.there = t.there || rows_int(rows, 1) != 0;
		for (size_t i = 2; i < rows_columns(rows); i++)
			text_add(&t, a, rows_text(rows, (int)i));
	}
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	if (r == ERR_OK && (r = end) == ERR_OK)
		r = texts_put(st, a, k, &t, note);
	if (r == ERR_OK && arena_failed(a))
		r = note_memory(note);
	arena_reset(a, mark);
	return r;
}

enum err
search_day(struct store *st, struct arena *a, int64_t now, int64_t *ret_day,
    int64_t *ret_until, struct note *note)
{
	const struct zone *zone;
	struct rows *rows = NULL;
	struct str name = S("Asia/Shanghai");
	struct civil c;
	int64_t day;
	enum err r;

	if ((r = store_query(st, &q_zone, NO_BINDS, &rows, note)) != ERR_OK)
		return r;
	if (rows_next(rows) && rows_text(rows, 0).n != 0)
		name = str_copy(a, rows_text(rows, 0));
	if ((r = rows_end(&rows, note)) != ERR_OK ||
	    (r = zone_load(a, name, &zone, note)) != ERR_OK)
		return r;
	c = zone_local(zone, now);
	day = day_from_civil(c.year, c.month, c.day);
	c = civil_from_day(day + 1);
	/* A midnight that is left out: look again soon. */
	if (!zone_instant(zone, &c, ret_until))
		*ret_until = now + HOUR_MS;
	*ret_day = day;
	return ERR_OK;
}

enum err
search_stamp(const struct schema *s, struct arena *a, struct hash *ret,
    struct note *note)
{
	const struct table *t;
	const size_t n = schema_tables(s, &t);
	struct buf b = BUF_IN(a);

	buf_fmt(&b, "search %d, words %d, sounds %zu\n", SEARCH_VERSION,
	    WORDS_VERSION, pinyin_known());
	for (size_t i = 0; i < n; i++)
		if (t[i].class == CLASS_DERIVED || t[i].lasting) {
			buf_fmt(&b, "%s ", t[i].name);
			buf_put(&b, &t[i].shape, sizeof t[i].shape);
		}
	if (buf_failed(&b))
		return note_memory(note);
	*ret = hash_of(b.p, b.n);
	return ERR_OK;
}

static enum err
scopes_follow(struct store *st, struct arena *a, const struct str *kind,
    size_t n, int64_t day, struct note *note)
{
	enum err r = ERR_OK;

	for (size_t i = 0; i < search_nscopes; i++)
		for (size_t k = 0; k < n && r == ERR_OK; k++)
			if (str_is(kind[k], search_scopes[i]->name))
				r = scope_settle(st, a, search_scopes,
				    search_nscopes, i, day, note);
	return r;
}

enum err
search_follow(struct store *st, struct arena *a, bool scopes, int64_t day,
    struct note *note)
{
	struct str kind[INDEX_KINDS_MAX];
	const struct search_kind *found;
	size_t n = 0;
	enum err r;

	if ((r = index_kinds(st, a, kind, &n, note)) != ERR_OK || n == 0 ||
	    (scopes && (r = scopes_follow(st, a, kind, n, day,
	    note)) != ERR_OK))
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		if ((found = search_kind(kind[i])) != NULL)
			r = search_put(st, a, found, note);
	return r == ERR_OK ? index_done(st, note) : r;
}

/* Of one kind or scope: how many records it has. */
static enum err
table_count(struct store *st, const char *name, int64_t *sum,
    struct note *note)
{
	struct buf b = BUF_INIT;
	struct rows *rows = NULL;
	enum err r;

	buf_fmt(&b, "SELECT COUNT(*) FROM %s", name);
	r = buf_failed(&b) ? note_memory(note) :
	    store_query_text(st, b.p, &rows, note);
	buf_free(&b);
	if (r != ERR_OK)
		return r;
	if (rows_next(rows))
		*sum += rows_int(rows, 0);
	return rows_end(&rows, note);
}

enum err
search_count(struct store *st, int64_t *ret, struct note *note)
{
	int64_t sum = 0;
	enum err r = ERR_OK;

	for (size_t i = 0; i < search_nscopes && r == ERR_OK; i++)
		r = table_count(st, search_scopes[i]->name, &sum, note);
	for (size_t i = 0; i < search_nkinds && r == ERR_OK; i++)
		if (!search_scoped(search_kinds[i].name))
			r = table_count(st, search_kinds[i].name, &sum, note);
	if (r == ERR_OK)
		*ret = sum;
	return r;
}

bool
search_scoped(const char *name)
{
	for (size_t i = 0; i < search_nscopes; i++)
		if (strcmp(search_scopes[i]->name, name) == 0)
			return true;
	return false;
}

enum err
search_show(struct store *st, struct arena *a, const struct search_kind *k,
    struct key id, int64_t day, struct search_hit *ret, bool *ret_there,
    struct note *note)
{
	struct rows *rows = NULL;
	bool there;
	enum err r;

	if ((r = store_query(st, &k->shown, BINDS(BIND_KEY(id),
	    BIND_INT(day)), &rows, note)) != ERR_OK)
		return r;
	if ((there = rows_next(rows)))
		*ret = (struct search_hit){ .id = id, .kind = k->name,
		    .code = str_copy(a, rows_text(rows, 0)),
		    .name = str_copy(a, rows_text(rows, 1)),
		    .where = str_copy(a, rows_text(rows, 2)) };
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	*ret_there = there;
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}
