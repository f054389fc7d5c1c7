/* SPDX-License-Identifier: Apache-2.0 */
#include "person/person.h"
#include "post/post.h"
#include "tenure/tenure_in.h"

enum { HELD_MAX = 2 * POST_SEATS_MAX };

#define COLS	"person, post, kind, absent, due, document, document_date"

const struct dated_sql tenure_sql = DATED_SQL("tenure", COLS,
    "$7, $8, $9, $10, $11, $12, $13");
const struct dated_list tenure_lists[] = {
	{ "person", DATED_LIST_BY("tenure", COLS, "person") },
	{ "post", DATED_LIST_BY("tenure", COLS, "post") },
	{ .field = NULL }
};

/* Who holds the post at some time of [since, until)? */
static const struct sql q_held = {
	"SELECT id, person, kind, since, until FROM tenure_row WHERE post = $1"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $3 AND until > $2"
	" AND id <> $4 ORDER BY id, since LIMIT $5", NULL
};
static const struct sql q_same = {
	"SELECT id FROM tenure_row WHERE person = $1 AND post = $2"
	" AND rec_end = " DATED_ROW_OPEN " AND since <= $3 AND until > $3"
	" ORDER BY id LIMIT 1", NULL
};

/* Who stands in the post beside the sheet's records, each once. */
static const struct sql q_beside = {
	"SELECT id, kind, since, until FROM tenure_row WHERE post = $1"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $3 AND until > $2"
	" ORDER BY id, since", NULL
};

/* Others in the post, as far as the import leaves them. */
struct others {
	struct tenure_held	held[HELD_MAX];
	struct key		person[HELD_MAX];
	size_t			n;
	bool			twice;	/* the same person is one of them */
};

static enum err
others_load(const struct dated_claim *c, struct others *ret,
    struct note *note)
{
	struct key now, keys[PERSON_KEYS_MAX];
	struct rows *rows = NULL;
	size_t nkeys;
	enum err r;

	ret->n = 0;
	ret->twice = false;
	if ((r = person_now(c->st, c->v[TENURE_PERSON].key, &now,
	    note)) != ERR_OK ||
	    (r = person_keys(c->st, now, keys, &nkeys, note)) != ERR_OK)
		return r;
	if ((r = store_query(c->st, &q_held, BINDS(
	    BIND_KEY(c->v[TENURE_POST].key), BIND_INT(c->since),
	    BIND_INT(c->until), BIND_KEY(c->id), BIND_INT(HELD_MAX)), &rows,
	    note)) != ERR_OK)
		return r;
	while (ret->n < HELD_MAX && rows_next(rows)) {
		const struct value kind = V_TEXT(rows_text(rows, 2));
		const enum tenure_kind k = tenure_kind_of(&kind);
		struct key person = rows_key(rows, 1);

		if (c->anew != NULL && c->anew(c->arg, rows_key(rows, 0)))
			continue;
		for (size_t i = 0; i < nkeys; i++)
			ret->twice = ret->twice || key_eq(person, keys[i]);
		if (k != TENURE_SUBSTANTIVE && k != TENURE_CONCURRENT)
			continue;
		ret->person[ret->n] = person;
		ret->held[ret->n++] = (struct tenure_held){ rows_int(rows, 3),
		    rows_int(rows, 4) };
	}
	return rows_end(&rows, note);
}

/* The post as it is when the tenure begins. */
static enum err
post_on(struct store *st, struct arena *a, struct key id, int64_t on,
    const struct value **ret, struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	size_t n = 0, at = 0;
	enum err r;

	if ((r = dated_spans(st, a, &post_dated, id, on, on + 1, DATED_NOW, &s,
	    &n, note)) != ERR_OK)
		return r;
	/* Not there on that day: as it is nearest to it. */
	if (n == 0 && ((r = dated_head(st, a, &post_dated, id, &head,
	    note)) != ERR_OK || (r = dated_spans(st, a, &post_dated, id,
	    INT64_MIN, INT64_MAX, DATED_NOW, &s, &n, note)) != ERR_OK))
		return r;
	if (n == 0) {
		r = NOTE(note, ERR_INVALID, M("This post was withdrawn: nobody "
		    "holds it. Choose another post."));
		note_where(note, (struct where){ .field = "post" });
		return r;
	}
	while (at + 1 < n && s[at].until <= on)
		at++;
	*ret = s[at].v;
	return ERR_OK;
}

static enum err
taken_say(const struct dated_claim *c, const struct others *o, size_t at,
    int64_t seats, struct note *note)
{
	struct str code, post, name;
	enum err r;

	if ((r = post_ref.called(c->st, c->a, c->v[TENURE_POST].key, c->since,
	    &code, &post, note)) != ERR_OK ||
	    (r = person_name(c->st, c->a, o->person[at], c->since, DATED_NOW,
	    &name, note)) != ERR_OK)
		return r;
	r = NOTE(note, ERR_INVALID, M("{post} has {seats} seats, and {name} "
	    "holds one from {from} until {to}. Let that tenure end first, "
	    "enter this one as acting or presiding, or give the post more "
	    "seats if the rule there allows it."), A_TEXT("post", post),
	    A_INT("seats", seats), A_TEXT("name", name),
	    A_DAY("from", o->held[at].since), A_DAY("to", o->held[at].until));
	note_where(note, (struct where){ .field = "post" });
	return r;
}

static enum err
person_there(const struct dated_claim *c, struct note *note)
{
	struct dated_head head;
	enum err r;

	if ((r = dated_head(c->st, c->a, &person_dated,
	    c->v[TENURE_PERSON].key, &head, note)) != ERR_OK ||
	    head.withdrawn < 0)
		return r;
	r = NOTE(note, ERR_INVALID, M("The record of this person was withdrawn. "
	    "Choose another person."));
	note_where(note, (struct where){ .field = "person" });
	return r;
}

enum err
tenure_check(const struct dated_claim *c, struct note *note)
{
	struct others *o = NEW(c->a, struct others);
	const struct value *post = NULL;
	int64_t seats;
	size_t at;
	enum err r;

	if (o == NULL)
		return note_memory(note);
	if ((r = person_there(c, note)) != ERR_OK ||
	    (r = post_on(c->st, c->a, c->v[TENURE_POST].key, c->since, &post,
	    note)) != ERR_OK || (r = others_load(c, o, note)) != ERR_OK)
		return r;
	if (value_known(&c->v[TENURE_DUE]) &&
	    c->v[TENURE_DUE].num < c->since) {
		r = NOTE(note, ERR_INVALID, M("It was to end ({due}) before it "
		    "begins ({from}). Correct one of the two."),
		    A_DAY("due", c->v[TENURE_DUE].num),
		    A_DAY("from", c->since));
		note_where(note, (struct where){ .field = "due" });
		return r;
	}
	if (o->twice) {
		r = NOTE(note, ERR_EXISTS, M("This person holds this post at "
		    "that time already, by another record. Change that one, or "
		    "let it end first."));
		note_where(note, (struct where){ .field = "person" });
		return r;
	}
	seats = post_seats(post);
	if (!tenure_fills(c->v) || tenure_seat_free(seats, o->held, o->n,
	    c->since, c->until, &at))
		return ERR_OK;
	return taken_say(c, o, at, seats, note);
}

enum err
tenure_holds(struct store *st, struct arena *a, const struct value *v,
    struct str ret[DATED_HOLDS_MAX], size_t *ret_n, struct note *note)
{
	const struct str post = key_text(a, v[TENURE_POST].key);

	(void)st;
	(void)note;
	ret[0] = str_fmt(a, "%.*s %.*s", STR_ARG(post), STR_ARG(key_text(a,
	    v[TENURE_PERSON].key)));
	*ret_n = 1;
	if (tenure_fills(v))
		ret[(*ret_n)++] = post;
	return ERR_OK;
}

/* Of a post as many as it has seats; of a person in it, one. */
enum err
tenure_room(const struct dated_claim *c, size_t which, int64_t *ret_room,
    void (*held)(void *arg, struct key id, int64_t since, int64_t until),
    void *arg, struct note *note)
{
	struct rows *rows = NULL;
	const struct value *post;
	enum err r;

	*ret_room = 1;
	if (which == 0)
		return ERR_OK;
	if ((r = post_on(c->st, c->a, c->v[TENURE_POST].key, c->since, &post,
	    note)) != ERR_OK)
		return r;
	*ret_room = post_seats(post);
	if (held == NULL)
		return ERR_OK;
	if ((r = store_query(c->st, &q_beside, BINDS(
	    BIND_KEY(c->v[TENURE_POST].key), BIND_INT(c->since),
	    BIND_INT(c->until)), &rows, note)) != ERR_OK)
		return r;
	while (rows_next(rows)) {
		const struct value kind = V_TEXT(rows_text(rows, 1));
		const enum tenure_kind k = tenure_kind_of(&kind);
		struct key id = rows_key(rows, 0);

		if ((k == TENURE_SUBSTANTIVE || k == TENURE_CONCURRENT) &&
		    (c->anew == NULL || !c->anew(c->arg, id)))
			held(arg, id, rows_int(rows, 2), rows_int(rows, 3));
	}
	return rows_end(&rows, note);
}

/* Under any of the person's keys. */
enum err
tenure_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note)
{
	struct key keys[PERSON_KEYS_MAX];
	bool found = false;
	size_t n;
	enum err r;

	(void)a;
	if ((r = person_keys(st, v[TENURE_PERSON].key, keys, &n,
	    note)) != ERR_OK)
		return r;
	for (size_t i = 0; i < n && !found; i++) {
		struct rows *rows = NULL;

		if ((r = store_query(st, &q_same, BINDS(BIND_KEY(keys[i]),
		    BIND_KEY(v[TENURE_POST].key), BIND_INT(since)), &rows,
		    note)) != ERR_OK)
			return r;
		if ((found = rows_next(rows)))
			*ret = rows_key(rows, 0);
		if ((r = rows_end(&rows, note)) != ERR_OK)
			return r;
	}
	return found ? ERR_OK : ERR_NOTFOUND;
}

static enum err
ref_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	enum err r;

	(void)on;
	(void)within;
	if ((r = dated_find(st, a, &tenure_dated, text, ret,
	    note)) != ERR_NOTFOUND)
		return r;
	return NOTE(note, ERR_NOTFOUND, M("There is no tenure {text}. Name it "
	    "by its key or its code: anze tenure list --person … shows "
	    "them."), A_TEXT("text", text));
}

/* As its person and its post. */
static enum err
ref_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	struct str code, post, name;
	size_t n;
	enum err r;

	if ((r = dated_head(st, a, &tenure_dated, id, &head, note)) != ERR_OK ||
	    (r = dated_all(st, a, &tenure_dated, &head, &s, &n,
	    note)) != ERR_OK ||
	    (r = person_name(st, a, s[0].v[TENURE_PERSON].key, on, DATED_NOW,
	    &name, note)) != ERR_OK ||
	    (r = post_ref.called(st, a, s[0].v[TENURE_POST].key, on, &code,
	    &post, note)) != ERR_OK)
		return r;
	*ret_name = str_fmt(a, "%.*s, %.*s", STR_ARG(name), STR_ARG(post));
	*ret_code = head.code.n == 0 ? key_text(a, id) :
	    str_fmt(a, "%.*s:%.*s", STR_ARG(head.source),
	    STR_ARG(head.code));
	return ERR_OK;
}

const struct dated_ref tenure_ref = { "tenure", ref_find, ref_called };
