/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body.h"
#include "person/person.h"
#include "phone/phone.h"
#include "roster/roster_in.h"

#define COLS	"body, person, role, phone"

const struct dated_sql roster_sql = DATED_SQL("roster", COLS,
    "$7, $8, $9, $10");
const struct dated_list roster_lists[] = {
	{ "body", DATED_LIST_BY("roster", COLS, "body") },
	{ "person", DATED_LIST_BY("roster", COLS, "person") },
	{ .field = NULL }
};

/* The shifts of a person at a body at some time of [since, until). */
static const struct sql q_of = {
	"SELECT id FROM roster_row WHERE person = $2 AND body = $1"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $4 AND until > $3"
	" AND id <> $5 ORDER BY id, since", NULL
};
/* No shift that holds then began before $3.  Of its hand-overs the last that
 * was known counts. */
static const struct sql q_at = {
	"SELECT w.id, w.person, w.role, w.phone, w.since, w.until, o.at,"
	" o.person FROM roster_row w LEFT JOIN roster_handover o"
	" ON o.id = w.id AND o.seq = (SELECT MAX(x.seq)"
	" FROM roster_handover x WHERE x.id = w.id AND x.seq <= $4)"
	" WHERE w.body = $1 AND w.since <= $2 AND w.since >= $3"
	" AND w.until > $2 AND w.rec <= $4 AND w.rec_end > $4"
	" ORDER BY w.since, w.id LIMIT $5", NULL
};
static const struct sql q_handovers = {
	"SELECT seq, at, person, note FROM roster_handover WHERE id = $1"
	" ORDER BY seq", NULL
};

enum err
roster_at(struct store *st, struct arena *a, struct key body, int64_t at,
    int64_t known, const struct roster_duty **ret, size_t *ret_n,
    struct note *note)
{
	struct roster_duty *duty = NEW_ARRAY(a, struct roster_duty,
	    ROSTER_AT_MAX);
	struct rows *rows = NULL;
	size_t n = 0;
	enum err r;

	if (duty == NULL)
		return note_memory(note);
	if ((r = store_query(st, &q_at, BINDS(BIND_KEY(body), BIND_INT(at),
	    BIND_INT(at - ROSTER_SHIFT_MAX), BIND_INT(known),
	    BIND_INT(ROSTER_AT_MAX)), &rows, note)) != ERR_OK)
		return r;
	while (n < ROSTER_AT_MAX && rows_next(rows)) {
		struct roster_duty *d = &duty[n++];
		const bool handed = !rows_null(rows, 6) &&
		    rows_int(rows, 6) <= at;

		*d = (struct roster_duty){ .shift = rows_key(rows, 0),
		    .planned = rows_key(rows, 1),
		    .person = handed && !rows_null(rows, 7) ?
		    rows_key(rows, 7) : rows_key(rows, 1),
		    .role = str_copy(a, rows_text(rows, 2)),
		    .phone = str_copy(a, rows_text(rows, 3)),
		    .since = rows_int(rows, 4), .until = rows_int(rows, 5),
		    .handed = handed ? rows_int(rows, 6) : INT64_MIN };
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	*ret = duty;
	*ret_n = n;
	return ERR_OK;
}

enum err
roster_handovers(struct store *st, struct arena *a, struct key shift,
    const struct roster_handover **ret, size_t *ret_n, struct note *note)
{
	struct roster_handover *list = NULL;
	struct rows *rows = NULL;
	size_t n = 0, room = 0;
	enum err r, end;

	r = store_query(st, &q_handovers, BINDS(BIND_KEY(shift)), &rows, note);
	while (r == ERR_OK && rows_next(rows)) {
		const struct str told = rows_bytes(rows, 3);

		if (n == room) {
			list = arena_grow(a, list, room * sizeof *list,
			    (2 * room + 4) * sizeof *list);
			room = 2 * room + 4;
		}
		if (list == NULL) {
			r = note_memory(note);
			break;
		}
		list[n] = (struct roster_handover){ .seq = rows_int(rows, 0),
		    .at = rows_int(rows, 1), .person = rows_key(rows, 2) };
		if (told.n == sizeof list[n].note.b)
			memcpy(list[n].note.b, told.p, told.n);
		n++;
	}
	end = rows_end(&rows, r == ERR_OK ? note : NULL);
	if (r != ERR_OK || (r = end) != ERR_OK)
		return r;
	*ret = list;
	*ret_n = n;
	return ERR_OK;
}

/* The body and the person can have a shift. */
static enum err
both_there(const struct dated_claim *c, struct str *ret_name,
    struct note *note)
{
	const struct key person = c->v[ROSTER_PERSON].key;
	const int64_t on = day_of_ms(c->since);
	struct dated_head head;
	const char *field;
	struct body b;
	enum err r;

	if ((r = body_get(c->st, c->a, c->v[ROSTER_BODY].key, on, &b,
	    note)) != ERR_OK ||
	    (r = dated_head(c->st, c->a, &person_dated, person, &head,
	    note)) != ERR_OK ||
	    (r = person_name(c->st, c->a, person, on, DATED_NOW, ret_name,
	    note)) != ERR_OK)
		return r;
	if (!b.withdrawn && head.withdrawn < 0)
		return ERR_OK;
	field = b.withdrawn ? "body" : "person";
	r = NOTE(note, ERR_INVALID, M("{name} was withdrawn and counts nowhere. "
	    "Choose another one."),
	    A_TEXT("name", b.withdrawn ? b.name : *ret_name));
	note_where(note, (struct where){ .field = field });
	return r;
}

/* Is the person, under any of its keys, on duty there meanwhile by another
 * shift? */
static enum err
twice(struct store *st, const struct dated_claim *c, const struct value *v,
    int64_t since, int64_t until, struct key *ret, struct note *note)
{
	struct key now, keys[PERSON_KEYS_MAX];
	size_t n = 0;
	enum err r;

	if ((r = person_now(st, v[ROSTER_PERSON].key, &now, note)) != ERR_OK ||
	    (r = person_keys(st, now, keys, &n, note)) != ERR_OK)
		return r;
	r = ERR_NOTFOUND;
	for (size_t i = 0; i < n && r == ERR_NOTFOUND; i++)
		r = dated_other(st, c, &q_of, BINDS(
		    BIND_KEY(v[ROSTER_BODY].key), BIND_KEY(keys[i]),
		    BIND_INT(since), BIND_INT(until),
		    BIND_KEY(c == NULL ? KEY_NONE : c->id)), ret, note);
	return r;
}

enum err
roster_check(const struct dated_claim *c, struct note *note)
{
	const struct value *phone = &c->v[ROSTER_PHONE];
	struct str name = S("");
	struct key other;
	enum err r;

	if ((r = roster_span_check(c->since, c->until, note)) != ERR_OK ||
	    (value_known(phone) && (r = phone_number_check(phone->text,
	    "phone", note)) != ERR_OK) ||
	    (r = both_there(c, &name, note)) != ERR_OK)
		return r;
	r = twice(c->st, c, c->v, c->since, c->until, &other, note);
	if (r == ERR_NOTFOUND)
		return ERR_OK;
	if (r != ERR_OK)
		return r;
	r = NOTE(note, ERR_EXISTS, M("{name} is on duty there at that time "
	    "already, by another shift ({key}). Change that one, or correct "
	    "the times."), A_TEXT("name", name),
	    A_TEXT("key", key_text(c->a, other)));
	note_where(note, (struct where){ .field = "person" });
	return r;
}

enum err
roster_leave(struct store *st, struct arena *a, struct key id, int64_t on,
    struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	enum err r;

	if (on == INT64_MIN)
		return ERR_OK;
	if ((r = dated_near(st, a, &roster_dated, id, on, &head, &s,
	    note)) != ERR_OK)
		return r;
	return roster_span_check(s->since, on, note);
}

enum err
roster_holds(struct store *st, struct arena *a, const struct value *v,
    struct str ret[DATED_HOLDS_MAX], size_t *ret_n, struct note *note)
{
	struct key now;
	enum err r;

	if ((r = person_now(st, v[ROSTER_PERSON].key, &now, note)) != ERR_OK)
		return r;
	ret[0] = str_fmt(a, "%.*s %.*s", STR_ARG(key_text(a,
	    v[ROSTER_BODY].key)), STR_ARG(key_text(a, now)));
	*ret_n = 1;
	return ERR_OK;
}

/* The shift of that person there which holds when this one begins. */
enum err
roster_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note)
{
	(void)a;
	return twice(st, NULL, v, since, since + 1, ret, note);
}

static enum err
ref_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	enum err r;

	(void)on;
	(void)within;
	if ((r = dated_find(st, a, &roster_dated, text, ret,
	    note)) != ERR_NOTFOUND)
		return r;
	return NOTE(note, ERR_NOTFOUND, M("There is no shift {text}. Name it by "
	    "its key or its code: anze roster list --body … shows them."),
	    A_TEXT("text", text));
}

/* As its person and its body. */
static enum err
ref_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	struct str name;
	struct body b;
	enum err r;

	if ((r = dated_near(st, a, &roster_dated, id, on * DAY_MS, &head, &s,
	    note)) != ERR_OK)
		return r;
	*ret_code = dated_head_text(a, &head);
	*ret_name = *ret_code;
	if (s == NULL)
		return ERR_OK;
	if ((r = person_name(st, a, s->v[ROSTER_PERSON].key, on, DATED_NOW,
	    &name, note)) != ERR_OK ||
	    (r = body_get(st, a, s->v[ROSTER_BODY].key, on, &b,
	    note)) != ERR_OK)
		return r;
	*ret_name = str_fmt(a, "%.*s, %.*s", STR_ARG(name), STR_ARG(b.name));
	return ERR_OK;
}

const struct dated_ref roster_ref = { "roster", ref_find, ref_called };
