/* SPDX-License-Identifier: Apache-2.0 */
#include "body/body.h"
#include "phone/phone_in.h"

#define COLS	"body, number, kind, tested_on, test_result"

const struct dated_sql phone_sql = DATED_SQL("phone", COLS,
    "$7, $8, $9, $10, $11");
const struct dated_list phone_lists[] = {
	{ "body", DATED_LIST_BY("phone", COLS, "body") },
	{ .field = NULL }
};

/* The numbers of a body at some time of [since, until). */
static const struct sql q_of_body = {
	"SELECT id, number FROM phone_row WHERE body = $1"
	" AND rec_end = " DATED_ROW_OPEN " AND since < $3 AND until > $2"
	" AND id <> $4 ORDER BY id, since", NULL
};
static const struct sql q_numbered = {
	"SELECT DISTINCT id FROM phone_row WHERE number = $1"
	" AND rec_end = " DATED_ROW_OPEN " ORDER BY id LIMIT 2", NULL
};

/* The one of ${body} with this number, however it is parted, that the import
 * behind ${c} does not say anew. */
static enum err
of_body(struct store *st, struct arena *a, const struct dated_claim *c,
    struct key body, struct str number, int64_t since, int64_t until,
    struct key *ret, struct note *note)
{
	const struct str bare = phone_number_bare(a, number);
	struct rows *rows = NULL;
	struct key found = KEY_NONE;
	enum err r;

	if ((r = store_query(st, &q_of_body, BINDS(BIND_KEY(body),
	    BIND_INT(since), BIND_INT(until), BIND_KEY(c == NULL ? KEY_NONE :
	    c->id)), &rows, note)) != ERR_OK)
		return r;
	while (key_none(found) && rows_next(rows)) {
		struct key id = rows_key(rows, 0);

		if (str_eq(phone_number_bare(a, rows_text(rows, 1)), bare) &&
		    (c == NULL || c->anew == NULL || !c->anew(c->arg, id)))
			found = id;
	}
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (arena_failed(a))
		return note_memory(note);
	if (key_none(found))
		return ERR_NOTFOUND;
	*ret = found;
	return ERR_OK;
}

/* A result belongs to a day, and a day to a result. */
static enum err
test_check(const struct value *v, struct note *note)
{
	const bool on = value_known(&v[PHONE_TESTED_ON]);
	enum err r;

	if (on == value_known(&v[PHONE_TEST_RESULT]))
		return ERR_OK;
	r = on ? NOTE(note, ERR_INVALID, M("It says when the telephone was "
	    "tested and not whether somebody answered. Say both, or "
	    "neither.")) :
	    NOTE(note, ERR_INVALID, M("It says the result of a test and not its "
	    "day. Say both, or neither."));
	note_where(note, (struct where){ .field = on ? "test_result" :
	    "tested_on" });
	return r;
}

enum err
phone_check(const struct dated_claim *c, struct note *note)
{
	const struct str number = c->v[PHONE_NUMBER].text;
	struct body b;
	struct key other;
	enum err r;

	if ((r = phone_number_check(number, "number", note)) != ERR_OK ||
	    (r = test_check(c->v, note)) != ERR_OK ||
	    (r = body_get(c->st, c->a, c->v[PHONE_BODY].key, c->since, &b,
	    note)) != ERR_OK)
		return r;
	if (b.withdrawn) {
		r = NOTE(note, ERR_INVALID, M("{body} was withdrawn and has no "
		    "telephones. Choose another body."),
		    A_TEXT("body", b.name));
		note_where(note, (struct where){ .field = "body" });
		return r;
	}
	r = of_body(c->st, c->a, c, b.id, number, c->since, c->until, &other,
	    note);
	if (r == ERR_NOTFOUND)
		return ERR_OK;
	if (r != ERR_OK)
		return r;
	r = NOTE(note, ERR_EXISTS, M("{body} has the telephone {number} already "
	    "({key}). Change that one, or let it end first."),
	    A_TEXT("body", b.name), A_TEXT("number", number),
	    A_TEXT("key", key_text(c->a, other)));
	note_where(note, (struct where){ .field = "number" });
	return r;
}

enum err
phone_holds(struct store *st, struct arena *a, const struct value *v,
    struct str ret[DATED_HOLDS_MAX], size_t *ret_n, struct note *note)
{
	(void)st;
	(void)note;
	ret[0] = str_fmt(a, "%.*s %.*s", STR_ARG(key_text(a,
	    v[PHONE_BODY].key)), STR_ARG(phone_number_bare(a,
	    v[PHONE_NUMBER].text)));
	*ret_n = 1;
	return ERR_OK;
}

enum err
phone_same(struct store *st, struct arena *a, int64_t since,
    const struct value *v, struct key *ret, struct note *note)
{
	return of_body(st, a, NULL, v[PHONE_BODY].key, v[PHONE_NUMBER].text,
	    since, DAY_OPEN, ret, note);
}

/* BODY/NUMBER */
static enum err
within_find(struct store *st, struct arena *a, struct str text, size_t slash,
    int64_t on, struct key *ret, struct note *note)
{
	const struct str number = str_part(text, slash + 1, text.n);
	struct key body;
	struct body b;
	enum err r;

	if ((r = body_find(st, a, str_copy(a, str_part(text, 0, slash)), &body,
	    note)) != ERR_OK)
		return r;
	r = of_body(st, a, NULL, body, number, on, on + 1, ret, note);
	if (r == ERR_NOTFOUND)
		r = of_body(st, a, NULL, body, number, INT64_MIN, INT64_MAX,
		    ret, note);
	if (r != ERR_NOTFOUND || (r = body_get(st, a, body, on, &b,
	    note)) != ERR_OK)
		return r;
	return NOTE(note, ERR_NOTFOUND, M("{body} has no telephone {number}. "
	    "anze phone list --body {body} shows those it has."),
	    A_TEXT("body", b.name), A_TEXT("number", number));
}

static enum err
numbered_find(struct store *st, struct str text, struct key *ret,
    struct note *note)
{
	struct rows *rows = NULL;
	struct key id[2] = { KEY_NONE, KEY_NONE };
	int n = 0;
	enum err r;

	if ((r = store_query(st, &q_numbered, BINDS(BIND_TEXT(text)), &rows,
	    note)) != ERR_OK)
		return r;
	while (n < 2 && rows_next(rows))
		id[n++] = rows_key(rows, 0);
	if ((r = rows_end(&rows, note)) != ERR_OK)
		return r;
	if (n == 0)
		return NOTE(note, ERR_NOTFOUND, M("No telephone {text} is "
		    "entered. Write it as it was entered, or as BODY/NUMBER; "
		    "anze phone list --body … shows them."),
		    A_TEXT("text", text));
	if (n > 1)
		return NOTE(note, ERR_INVALID, M("Several bodies have the "
		    "telephone {text}. Say which, as BODY/NUMBER."),
		    A_TEXT("text", text));
	*ret = id[0];
	return ERR_OK;
}

static enum err
ref_find(struct store *st, struct arena *a, struct str text, int64_t on,
    struct key within, struct key *ret, struct note *note)
{
	size_t slash = text.n;
	enum err r;

	(void)within;
	if ((r = dated_find(st, a, &phone_dated, text, ret,
	    note)) != ERR_NOTFOUND)
		return r;
	while (slash > 0 && text.p[slash - 1] != '/')
		slash--;
	return slash > 1 ? within_find(st, a, text, slash - 1, on, ret, note) :
	    numbered_find(st, text, ret, note);
}

/* As its body and its number. */
static enum err
ref_called(struct store *st, struct arena *a, struct key id, int64_t on,
    struct str *ret_code, struct str *ret_name, struct note *note)
{
	const struct dated_span *s;
	struct dated_head head;
	struct body b;
	enum err r;

	if ((r = dated_near(st, a, &phone_dated, id, on, &head, &s,
	    note)) != ERR_OK)
		return r;
	*ret_code = dated_head_text(a, &head);
	*ret_name = *ret_code;
	if (s == NULL)
		return ERR_OK;
	if ((r = body_get(st, a, s->v[PHONE_BODY].key, on, &b,
	    note)) != ERR_OK)
		return r;
	*ret_name = str_fmt(a, "%.*s %.*s", STR_ARG(b.name),
	    STR_ARG(s->v[PHONE_NUMBER].text));
	return ERR_OK;
}

const struct dated_ref phone_ref = { "phone", ref_find, ref_called };
