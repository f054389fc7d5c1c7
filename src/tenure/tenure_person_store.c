/* SPDX-License-Identifier: Apache-2.0 */
/* What does one person hold, and what was handed on? */
#include "ledger/vault.h"
#include "person/person.h"
#include "post/post.h"
#include "tenure/tenure_in.h"

#define HANDOVER \
	"SELECT tenure, rec, person, taker, day, document, note" \
	" FROM tenure_handover WHERE "

static const struct sql q_of_tenure = {
	HANDOVER "tenure = $1 ORDER BY rec LIMIT $2", NULL
};
static const struct sql q_of_person = {
	HANDOVER "person = $1 OR taker = $1 ORDER BY rec LIMIT $2", NULL
};

/* What is read one by one. */
struct list {
	struct arena	*a;
	void		*p;
	size_t		 n, room, size;
};

/* Room for one more, or NULL. */
static void *
list_next(struct list *l)
{
	if (l->n == l->room) {
		const size_t room = l->room == 0 ? 8 : 2 * l->room;

		l->p = arena_grow(l->a, l->p, l->n * l->size, room * l->size);
		if (l->p == NULL)
			return NULL;
		l->room = room;
	}
	return (char *)l->p + l->size * l->n++;
}

/* A handover's remark lies in the vault. */
struct noted {
	struct tenure_handover	h;
	struct hash		key;
	bool			there;
};

static enum err
handovers_read(struct store *st, const struct sql *q, struct key of,
    struct list *to, struct note *note)
{
	struct rows *rows = NULL;
	enum err r, end;

	r = store_query(st, q, BINDS(BIND_KEY(of),
	    BIND_INT(TENURE_HANDOVERS_MAX)), &rows, note);
	while (r == ERR_OK && rows_next(rows)) {
		struct noted *one = list_next(to);

		if (one == NULL) {
			r = note_memory(note);
			break;
		}
		*one = (struct noted){ .h = {
			.tenure = rows_key(rows, 0),
			.rec = rows_int(rows, 1),
			.person = rows_key(rows, 2),
			.taker = rows_key(rows, 3),
			.day = rows_int(rows, 4),
			.document = str_copy(to->a, rows_text(rows, 5)),
		}, .there = !rows_null(rows, 6) };
		if (one->there && rows_bytes(rows, 6).n == HASH_BYTES)
			memcpy(one->key.b, rows_bytes(rows, 6).p, HASH_BYTES);
	}
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	return r != ERR_OK ? r : end;
}

static int
rec_order(const void *x, const void *y)
{
	const struct noted *a = x, *b = y;

	return a->h.rec < b->h.rec ? -1 : a->h.rec > b->h.rec;
}

/* In order, each once, with its remark. */
static enum err
handovers_done(struct store *st, struct list *l,
    const struct tenure_handover **ret, size_t *ret_n, struct note *note)
{
	struct noted *all = l->p;
	struct tenure_handover *h = NEW_ARRAY(l->a, struct tenure_handover,
	    l->n + 1);
	size_t n = 0;
	enum err r;

	if (h == NULL)
		return note_memory(note);
	if (l->n > 0)
		qsort(all, l->n, sizeof *all, rec_order);
	for (size_t i = 0; i < l->n; i++) {
		struct vault_text text = { .text = S("") };

		if (n > 0 && h[n - 1].rec == all[i].h.rec)
			continue;
		if (all[i].there && (r = vault_get(st, l->a, &all[i].key, &text,
		    note)) != ERR_OK)
			return r;
		h[n] = all[i].h;
		h[n].note = text.text;
		h[n++].removed_by = text.removed_by;
	}
	if (arena_failed(l->a))
		return note_memory(note);
	*ret = h;
	*ret_n = n;
	return ERR_OK;
}

enum err
tenure_handovers(struct store *st, struct arena *a, struct key tenure,
    const struct tenure_handover **ret, size_t *ret_n, struct note *note)
{
	struct list l = { .a = a, .size = sizeof(struct noted) };
	enum err r;

	if ((r = handovers_read(st, &q_of_tenure, tenure, &l,
	    note)) != ERR_OK)
		return r;
	return handovers_done(st, &l, ret, ret_n, note);
}

/* All keys of a person. */
static enum err
keys_of(struct store *st, struct key person, struct key ret[PERSON_KEYS_MAX],
    size_t *ret_n, struct note *note)
{
	struct key now;
	enum err r;

	if ((r = person_now(st, person, &now, note)) != ERR_OK)
		return r;
	return person_keys(st, now, ret, ret_n, note);
}

enum err
tenure_handovers_of(struct store *st, struct arena *a, struct key person,
    const struct tenure_handover **ret, size_t *ret_n, struct note *note)
{
	struct list l = { .a = a, .size = sizeof(struct noted) };
	struct key keys[PERSON_KEYS_MAX];
	size_t n;
	enum err r;

	if ((r = keys_of(st, person, keys, &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++)
		r = handovers_read(st, &q_of_person, keys[i], &l, note);
	return r != ERR_OK ? r : handovers_done(st, &l, ret, ret_n, note);
}

static enum err
state_take(void *arg, struct arena *a, const struct dated_row *row,
    struct note *note)
{
	struct list *to = arg;
	const struct value *v = row->span.v;
	struct tenure_state *one;

	(void)a;
	if (to->n == TENURE_STATES_MAX)
		return NOTE(note, ERR_LIMIT, M("More than {most} states of "
		    "tenures are recorded of this person, which nobody can "
		    "have held. Look at anze tenure list --person … --all."),
		    A_INT("most", TENURE_STATES_MAX));
	if ((one = list_next(to)) == NULL)
		return note_memory(note);
	*one = (struct tenure_state){
		.id = row->head.id,
		.person = v[TENURE_PERSON].key,
		.post = v[TENURE_POST].key,
		.since = row->span.since,
		.until = row->span.until,
		.kind = tenure_kind_of(&v[TENURE_KIND]),
		.absent = value_known(&v[TENURE_ABSENT]) &&
		    v[TENURE_ABSENT].num != 0,
		.document = value_known(&v[TENURE_DOCUMENT]) ?
		    str_copy(to->a, v[TENURE_DOCUMENT].text) : S(""),
	};
	return arena_failed(to->a) ? note_memory(note) : ERR_OK;
}

static int
state_order(const void *x, const void *y)
{
	const struct tenure_state *a = x, *b = y;
	const int by = key_cmp(a->id, b->id);

	return by != 0 ? by : a->since < b->since ? -1 : a->since > b->since;
}

enum err
tenure_states_of(struct store *st, struct arena *a, struct key person,
    const struct tenure_state **ret, size_t *ret_n, struct note *note)
{
	struct list l = { .a = a, .size = sizeof(struct tenure_state) };
	struct dated_query q = { .since = INT64_MIN, .until = INT64_MAX,
	    .known = DATED_NOW, .by = "person" };
	struct key keys[PERSON_KEYS_MAX];
	size_t n;
	enum err r;

	if ((r = keys_of(st, person, keys, &n, note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && r == ERR_OK; i++) {
		q.key = keys[i];
		r = dated_each(st, &tenure_dated, &q, state_take, &l, note);
	}
	if (r != ERR_OK)
		return r;
	if (l.n > 0)
		qsort(l.p, l.n, l.size, state_order);
	*ret = l.p;
	*ret_n = l.n;
	return ERR_OK;
}

enum err
tenure_posts_text(struct store *st, struct arena *a, struct key person,
    struct str *ret, struct note *note)
{
	const struct tenure_state *s;
	struct buf b = BUF_IN(a);
	size_t n = 0, told = 0;
	enum err r;

	if ((r = tenure_states_of(st, a, person, &s, &n, note)) != ERR_OK)
		return r;
	for (size_t i = n; i > 0 && told < TENURE_POSTS_TOLD; i--) {
		const struct tenure_state *one = &s[i - 1];
		struct str code, name;

		/* Its last state says it. */
		if (i < n && key_eq(s[i].id, one->id))
			continue;
		if ((r = post_ref.called(st, a, one->post, one->since, &code,
		    &name, note)) != ERR_OK)
			return r;
		if (told++ > 0)
			buf_text(&b, ", ");
		buf_str(&b, name);
	}
	*ret = told == 0 ? S("") : buf_view(&b);
	return arena_failed(a) ? note_memory(note) : ERR_OK;
}
