/* SPDX-License-Identifier: Apache-2.0 */
/* Who holds the posts of a body? */
#include <assert.h>
#include <stdlib.h>

#include "person/person.h"
#include "responsibility/responsibility_in.h"

/* ${n}: the place of the body; of how many more is wanted, say the values behind
 * the keys. */
enum { HOLDER_BINDS = KEY_BINDS + 3 };
static_assert((int)HOLDER_BINDS <= (int)STORE_BINDS_MAX, "one statement's");
#define WANTED(n) \
	" AND p.capacities IS NOT NULL AND (" n " <= $35" \
	" OR p.capacities LIKE '%first_responsible%'" \
	" OR (" n " <= $36 AND p.capacities LIKE '%security_head%')" \
	" OR (" n " <= $37 AND p.capacities LIKE '%directly_responsible%'))"
/*
 * A person that was merged bears the name of the one that it was found to be,
 * unless that was not known yet.
 */
#define COLS \
	"SELECT b.serves, p.body, p.id, p.title, p.capacities, p.seats, t.id," \
	" t.person, COALESCE(n.name, (SELECT m.name FROM person h" \
	" JOIN person_row m ON m.id = h.merged WHERE h.id = t.person AND " \
	ON_SPAN("m") ")), t.kind, t.absent, t.document, t.document_date," \
	" t.due, t.since, t.until, COALESCE(p.rank, 1000000)"
#define NAME	" LEFT JOIN person_row n ON n.id = t.person AND " ON_SPAN("n")

/* SQLite is told the indexes, which hold all that is read of posts and tenures. */
static const struct sql q_holders = {
	"WITH k (body, n) AS NOT MATERIALIZED " KEY_ROWS ","
	" b (serves, body, n) AS (SELECT body, body, n FROM k"
	" UNION ALL SELECT w.superior, w.body, k.n FROM k"
	" CROSS JOIN body_row w INDEXED BY body_row_group"
	" ON w.superior = k.body AND w.kind = 'party_group' AND " ON_DAY("w")
	") " COLS " FROM b CROSS JOIN post_row p INDEXED BY post_row_body"
	" ON p.body = b.body AND " ON_SPAN("p") WANTED("b.n")
	" LEFT JOIN tenure_row t INDEXED BY tenure_row_held ON t.post = p.id"
	" AND " ON_SPAN("t") NAME,
	"WITH b (serves, body) AS (SELECT id, id FROM body WHERE id IN " KEYS
	" UNION ALL SELECT w.superior, w.body FROM body_row w"
	" WHERE w.superior IN " KEYS
	" AND w.kind = 'party_group' AND " ON_DAY("w") ") " COLS
	" FROM b JOIN post_row p ON p.body = b.body AND " ON_SPAN("p")
	WANTED("array_position(ARRAY[" KEY_LIST "], b.serves)")
	" LEFT JOIN tenure_row t ON t.post = p.id AND " ON_SPAN("t") NAME
};

/* "first_responsible|contact" as bits. */
static unsigned
capacity_bits(struct str words)
{
	unsigned bits = 0;
	struct str one;

	while (str_cut(&words, '|', &one))
		for (int c = 0; c < CAPACITY__MAX; c++)
			if (str_is(one, post_capacities[c].word))
				bits |= 1U << c;
	return bits;
}

static void
holder_read(struct arena *a, const struct rows *rows, struct resp_holder *ret)
{
	const struct value kind = V_TEXT(rows_text(rows, 9));

	*ret = (struct resp_holder){
		.serves = rows_key(rows, 0),
		.body = rows_key(rows, 1),
		.post = rows_key(rows, 2),
		.title = str_copy(a, rows_text(rows, 3)),
		.capacities = capacity_bits(rows_text(rows, 4)),
		.seats = rows_null(rows, 5) ? 1 : rows_int(rows, 5),
		.rank = rows_int(rows, 16),
		.held = !rows_null(rows, 6),
		.document_date = DAY_OPEN,
		.due = DAY_OPEN,
	};
	if (!ret->held)
		return;
	ret->tenure = rows_key(rows, 6);
	ret->person = rows_key(rows, 7);
	ret->name = str_copy(a, rows_text(rows, 8));
	ret->kind = tenure_kind_of(&kind);
	ret->absent = rows_int(rows, 10) != 0;
	ret->document = str_copy(a, rows_text(rows, 11));
	if (!rows_null(rows, 12))
		ret->document_date = rows_int(rows, 12);
	if (!rows_null(rows, 13))
		ret->due = rows_int(rows, 13);
	ret->since = rows_int(rows, 14);
	ret->until = rows_int(rows, 15);
}

static int
num_cmp(int64_t x, int64_t y)
{
	return (x > y) - (x < y);
}

/* By body and rank; the rows of a post together. */
static int
holder_cmp(const void *p, const void *q)
{
	const struct resp_holder *x = p, *y = q;
	int by;

	if ((by = key_cmp(x->serves, y->serves)) != 0 ||
	    (by = key_cmp(x->body, y->body)) != 0 ||
	    (by = num_cmp(x->rank, y->rank)) != 0 ||
	    (by = key_cmp(x->post, y->post)) != 0 ||
	    (by = num_cmp(x->since, y->since)) != 0)
		return by;
	return key_cmp(x->tenure, y->tenure);
}

/* Posts of ${n} bodies, and who holds them. */
static enum err
posts_load(struct store *st, struct arena *a, struct resp_facts *f,
    const struct key *keys, size_t n, struct note *note)
{
	struct resp_holder *list = NULL;
	struct bind binds[HOLDER_BINDS];
	struct rows *rows = NULL;
	size_t room = 0, found = 0;
	enum err r;

	resp_binds(binds, f, keys, n);
	binds[KEY_BINDS] = (struct bind)BIND_INT((int64_t)f->wanted.all);
	binds[KEY_BINDS + 1] = (struct bind)BIND_INT(
	    (int64_t)f->wanted.security);
	binds[KEY_BINDS + 2] = (struct bind)BIND_INT((int64_t)f->wanted.direct);
	if ((r = store_query(st, &q_holders, binds, HOLDER_BINDS, &rows,
	    note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		if (found == room) {
			room = room == 0 ? 32 : 2 * room;
			list = arena_grow(a, list, found * sizeof *list,
			    room * sizeof *list);
			if (list == NULL)
				break;
		}
		holder_read(a, rows, &list[found++]);
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	if (found > 0)
		qsort(list, found, sizeof *list, holder_cmp);
	f->holders = list;
	f->nholders = found;
	return ERR_OK;
}

/* One whose name is not known of the day bears the nearest. */
static enum err
names_fill(struct store *st, struct arena *a, struct resp_facts *f,
    struct note *note)
{
	struct resp_holder *h = (struct resp_holder *)(uintptr_t)f->holders;
	struct key now;
	enum err r = ERR_OK;

	for (size_t i = 0; i < f->nholders && r == ERR_OK; i++) {
		if (!h[i].held || h[i].name.n != 0)
			continue;
		if ((r = person_now(st, h[i].person, &now, note)) == ERR_OK)
			r = person_name(st, a, now, f->day, f->known,
			    &h[i].name, note);
	}
	return r;
}

enum err
resp_holders_load(struct store *st, struct arena *a, struct resp_facts *f,
    struct note *note)
{
	struct key keys[RESP_BODIES_MAX];
	size_t n = 0;
	enum err r;

	for (size_t i = 0; i < f->nbodies; i++)
		resp_key_add(keys, &n, f->bodies[i].id);
	if ((r = posts_load(st, a, f, keys, n, note)) != ERR_OK)
		return r;
	return names_fill(st, a, f, note);
}
